"""Counting in days, working days, weeks, months and years, forward and back, without the Algemene termijnenwet."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from vngkit.errors import DataError, NotHeld
from vngkit.terms._calendar import free_days, is_free
from vngkit.terms._term import Term

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = ["as_day", "as_moment", "clamped", "counted", "moved", "next_open", "nth_open"]

_ONE_DAY = timedelta(days=1)
T = TypeVar("T")


def as_day(value: object, what: str = "start") -> date:
    """The value, when it is a date and nothing else; raises ``DataError``."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    fix = "give a date: moment.date() in Dutch time" if isinstance(value, datetime) else "give a datetime.date"
    raise DataError(f"the {what} of a term in days or longer is a date, not a {type(value).__name__}.", fix=fix)


def as_moment(value: object, what: str = "start") -> datetime:
    """The value in Dutch time, when it is a moment with a time zone; raises ``DataError``."""
    if not isinstance(value, datetime):
        raise DataError(
            f"the {what} of a term in hours is a moment, not a {type(value).__name__}.",
            fix='give an aware datetime: datetime(2026, 12, 27, 18, tzinfo=ZoneInfo("Europe/Amsterdam"))',
        )
    if value.utcoffset() is None:
        raise DataError(
            f"the {what} of a term in hours has no time zone.",
            why="Without one it is not known which moment it is when the clock goes back.",
            fix='add tzinfo=ZoneInfo("Europe/Amsterdam")',
        )
    return value.astimezone(_dutch_time())


@cache
def _dutch_time() -> ZoneInfo:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo("Europe/Amsterdam")
    except ZoneInfoNotFoundError as error:
        raise NotHeld(
            "the time zone Europe/Amsterdam is not on this machine.",
            why="Hours are counted over summer and winter time.",
            fix="install the package tzdata",
        ) from error


def moved(moment: datetime, hours: int) -> datetime:
    """The moment that many elapsed hours later (or earlier), in Dutch time."""
    return _in_calendar(lambda: (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(_dutch_time()))


def counted(start: date, term: Term, sign: int = 1) -> date:
    """The day that a term reaches when the day of the event does not count; at the end of a month the last day."""
    if term.unit == "working_days":
        return nth_open(start, term.amount, sign)
    return _in_calendar(lambda: _counted(start, term, sign))


def clamped(start: date, term: Term, sign: int = 1) -> bool:
    """Whether the month that a term reaches has no day with the number of the start: 31 January and one month."""
    return term.unit in ("months", "years") and counted(start, term, sign).day != start.day


def _counted(start: date, term: Term, sign: int) -> date:
    if term.unit in ("days", "weeks"):
        return start + timedelta(days=sign * term.amount * (7 if term.unit == "weeks" else 1))
    months = start.year * 12 + start.month - 1 + sign * term.amount * (12 if term.unit == "years" else 1)
    year, month = divmod(months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(start.day, monthrange(year, month + 1)[1]))


def next_open(day: date) -> date:
    """The day itself, or the first day after it that is not free."""
    while is_free(day):
        day = _neighbour(day, 1)
    return day


def nth_open(start: date, amount: int, sign: int = 1, free: Callable[[date], bool] = is_free) -> date:
    """The day on which so many open days were counted after (or before) a day."""
    day, left = start, amount
    while left:
        day = _neighbour(day, sign)
        left -= not free(day)
    return day


def _neighbour(day: date, sign: int) -> date:
    return _in_calendar(lambda: day + sign * _ONE_DAY)


def free_but_for_equal_days(day: date) -> bool:
    """Whether a day is free when the days of article 3 lid 2 and 3 count as working days."""
    found = free_days(day.year).get(day)
    return is_free(day) if found is None or found.paragraph == 1 else day.weekday() > 4


def _in_calendar(count: Callable[[], T]) -> T:
    try:
        return count()
    except (OverflowError, ValueError) as error:
        raise DataError("the term ends outside the calendar (years 1 to 9999).", fix="give a shorter term") from error
