"""The fixed periods in which questions are counted: ISO weeks, and thirteen periods of four weeks in a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from attrs import field, frozen

from vngkit.errors import DataError

__all__ = ["FourWeeks", "IsoWeek", "before", "four_weeks_of", "periods", "week_of"]

_IN_A_YEAR: Final = 13
_WEEKS: Final = 4


def _a_number(_: Any, __: Any, value: Any) -> None:
    if type(value) is not int or not 1 <= value <= _IN_A_YEAR:
        raise DataError("the number of a period of four weeks is not 1 to 13.", fix="give a whole number from 1 to 13")


@frozen(kw_only=True, order=True)
class IsoWeek:
    """Week: a week of ISO 8601, from Monday."""

    year: int
    week: int

    @property
    def start(self) -> date:
        """Its Monday."""
        return date.fromisocalendar(self.year, self.week, 1)

    @property
    def end(self) -> date:
        """The first day after it."""
        return self.start + timedelta(days=7)

    def __str__(self) -> str:
        return f"{self.year}-W{self.week:02d}"


@frozen(kw_only=True, order=True)
class FourWeeks:
    """Periode van vier weken: weeks 1 to 4 of an ISO year are its first, 5 to 8 its second; the last has a week 53 too.

    The same period of two years holds the same weeks, so that seasons can be compared.

    >>> str(FourWeeks(year=2026, number=2)), str(FourWeeks(year=2026, number=2).start)
    ('2026-P02', '2026-01-26')
    """

    year: int
    number: int = field(validator=_a_number)

    @property
    def start(self) -> date:
        """Its first Monday."""
        return date.fromisocalendar(self.year, (self.number - 1) * _WEEKS + 1, 1)

    @property
    def end(self) -> date:
        """The first day after it."""
        if self.number == _IN_A_YEAR:
            return date.fromisocalendar(self.year + 1, 1, 1)
        return FourWeeks(year=self.year, number=self.number + 1).start

    @property
    def weeks(self) -> tuple[IsoWeek, ...]:
        """Its weeks."""
        count = (self.end - self.start).days // 7
        first = (self.number - 1) * _WEEKS + 1
        return tuple(IsoWeek(year=self.year, week=first + place) for place in range(count))

    def __str__(self) -> str:
        return f"{self.year}-P{self.number:02d}"


def four_weeks_of(day: date) -> FourWeeks:
    """The period of four weeks in which a day lies (*periode*).

    >>> str(four_weeks_of(date(2026, 12, 31)))
    '2026-P13'
    """
    year, week, _ = day.isocalendar()
    return FourWeeks(year=year, number=min((week - 1) // _WEEKS + 1, _IN_A_YEAR))


def before(period: FourWeeks) -> FourWeeks:
    """The period before one."""
    return four_weeks_of(period.start - timedelta(days=1))


def week_of(day: date) -> IsoWeek:
    """The week in which a day lies."""
    year, week, _ = day.isocalendar()
    return IsoWeek(year=year, week=week)


def periods(first: FourWeeks, last: FourWeeks) -> Iterator[FourWeeks]:
    """The periods from the one to the other."""
    period = first
    while period <= last:
        yield period
        period = four_weeks_of(period.end)
