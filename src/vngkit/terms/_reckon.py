"""Reckoning a term: counting, then what the Algemene termijnenwet adds, then the other readings."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache

from vngkit.errors import DataError
from vngkit.terms._act import Coverage, coverage, open_days_needed
from vngkit.terms._calendar import Remark, free_days
from vngkit.terms._count import (
    as_day,
    as_moment,
    clamped,
    counted,
    free_but_for_equal_days,
    moved,
    next_open,
    nth_open,
)
from vngkit.terms._end import End, Reading
from vngkit.terms._term import Term

__all__ = ["lengthened", "reckon", "reckon_back"]

_BACK = Remark(
    kind="counted_back",
    text="a term that is counted back is not moved (Algemene termijnenwet 1 lid 2)",
    text_nl="een termijn die wordt teruggerekend verschuift niet (Algemene termijnenwet 1 lid 2)",
)
_WORKING_DAY = Remark(
    kind="working_day_undefined",
    text="the Algemene termijnenwet does not say what a working day is: read as a day that is no Saturday, no Sunday "
    "and no day of its article 3",
    text_nl="de Algemene termijnenwet zegt niet wat een werkdag is: gelezen als een dag die geen zaterdag, geen zondag "
    "en geen dag van haar artikel 3 is",
)
_MONTH_END = (
    "the day after, because the month that is reached is too short",
    "de dag erna, omdat de maand waarin de termijn uitkomt te kort is",
)
_EQUAL_DAY = (
    "if Good Friday and the equal days (article 3 lid 2 and 3) are working days",
    "als Goede Vrijdag en de gelijkgestelde dagen (artikel 3 lid 2 en 3) werkdagen zijn",
)


def reckon(term: Term, start: date, source: str | Enum, extension: str) -> End:
    """The end of a term that runs from ``start`` (see ``Term.reckon``)."""
    layer = str(source.value if isinstance(source, Enum) else source)
    return (_remembered if type(start) is date else _reckon)(term, start, layer, extension)


def _reckon(term: Term, start: date, source: str, extension: str) -> End:
    cover = coverage(term, source=source, extension=extension)
    if term.unit == "hours":
        return _hours(term, start, cover, 1)
    day = as_day(start)
    raw = counted(day, term)
    end = lengthened(day, raw, cover) if cover.extends else raw
    return End(
        term=term,
        start=day,
        raw=raw,
        date=end,
        coverage=cover,
        alternatives=_readings(term, day, end, cover),
        doubts=(_WORKING_DAY,) if term.unit == "working_days" else (),
        warnings=_warnings(term, day, end, cover),
    )


_remembered = lru_cache(maxsize=8192)(_reckon)  # an end never changes, and many cases start on one day


def reckon_back(term: Term, moment: date) -> End:
    """The day that lies a term before ``moment`` (see ``Term.reckon_back``)."""
    cover = coverage(term, extension="excluded")
    if term.unit == "hours":
        return _hours(term, moment, cover, -1)
    day = as_day(moment, "moment")
    raw = counted(day, term, -1)
    cover = Coverage(extends=False, other_reading=False, article_two=False, why=_BACK, jci=cover.jci)
    others = [_reading(raw + timedelta(days=1), "month_end", _MONTH_END)] if clamped(day, term, -1) else []
    working = term.unit == "working_days"
    if working:
        others += _working_day_readings(term, day, raw, -1)
    return End(
        term=term,
        start=day,
        raw=raw,
        date=raw,
        coverage=cover,
        back=True,
        alternatives=tuple(others),
        doubts=(_WORKING_DAY,) if working else (),
        warnings=_unknown(raw, day) if working else (),
    )


def lengthened(start: date, raw: date, cover: Coverage) -> date:
    """The last day of a covered term (*verlenging*): no free day (article 1), and enough open days (article 2).

    ``start`` is the day of the event, ``raw`` the day that counting gives. For those who count in another way than
    ``Term`` does, such as with a suspension.

    >>> from vngkit.terms import coverage
    >>> lengthened(date(2027, 3, 25), date(2027, 3, 30), coverage(Term(5, "days")))
    datetime.date(2027, 3, 31)
    """
    if not cover.extends and not cover.other_reading:
        return raw
    end = next_open(raw)
    return max(end, nth_open(start, open_days_needed())) if cover.article_two else end


def _hours(term: Term, start: date, cover: Coverage, sign: int) -> End:
    started = as_moment(start, "start" if sign > 0 else "moment")
    moment = moved(started, sign * term.amount)
    return End(
        term=term,
        start=started.date(),
        raw=moment.date(),
        date=moment.date(),
        coverage=cover,
        back=sign < 0,
        started=started,
        moment=moment,
    )


def end_at(term: Term, start: datetime) -> datetime:
    """The moment at which a term in hours ends (see ``Term.end_at``)."""
    if term.unit != "hours":
        raise DataError(
            f"a term of {term} ends on a day, not at a moment.", fix="use Term.end(date) and take the whole day"
        )
    return moved(as_moment(start), term.amount)


def _readings(term: Term, start: date, end: date, cover: Coverage) -> tuple[Reading, ...]:
    raw = counted(start, term)
    found = []
    if cover.other_reading:
        other = raw if cover.extends else lengthened(start, raw, cover)
        found.append(_reading(other, cover.why.kind, (cover.why.text, cover.why.text_nl)))
    if clamped(start, term):
        after = raw + timedelta(days=1)
        found.append(_reading(lengthened(start, after, cover) if cover.extends else after, "month_end", _MONTH_END))
    if term.unit == "working_days":
        found += _working_day_readings(term, start, end, 1)
    return tuple(reading for reading in found if reading.date != end)


def _working_day_readings(term: Term, start: date, end: date, sign: int) -> list[Reading]:
    other = nth_open(start, term.amount, sign, free_but_for_equal_days)
    return [_reading(other, "equal_day_is_working_day", _EQUAL_DAY)] if other != end else []


def _reading(day: date, kind: str, texts: tuple[str, str]) -> Reading:
    return Reading(date=day, kind=kind, text=texts[0], text_nl=texts[1])


def _warnings(term: Term, start: date, end: date, cover: Coverage) -> tuple[Remark, ...]:
    if term.unit == "working_days":
        return _unknown(start, end)
    if not (cover.extends or cover.other_reading):
        return ()
    return _unknown(counted(start, term), end)


def _unknown(first: date, last: date) -> tuple[Remark, ...]:
    """The warnings of the years whose free days decided: the equal days of these may not be known."""
    return tuple(remark for year in range(first.year, last.year + 1) for remark in free_days(year).warnings)
