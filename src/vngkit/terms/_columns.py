"""The last day of a term for a whole column of days at once, as numpy; the same days that ``Term.reckon`` gives."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from vngkit.errors import DataError
from vngkit.terms._act import coverage, open_days_needed
from vngkit.terms._calendar import is_free
from vngkit.terms._term import Term

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Days = NDArray[np.datetime64]

__all__ = ["last_days"]

_IN_DAYS = {"days": 1, "weeks": 7}
_IN_MONTHS = {"months": 1, "years": 12}
_SPARE = 40  # open days after the last day that may be asked for; no row of free days is so long


def last_days(term: Term, starts: Days, *, source: str | Enum = "wet", extension: str = "usual") -> Days:
    """The last day (*laatste dag*) of a term that runs from each of a column of days; needs numpy.

    The day of ``Term.reckon(...).date`` for each: what is said there of the law holds here. The other readings, doubts
    and warnings are not in a column: ask ``reckon`` for the days on which something hangs.

    Args:
        term: in days, working days, weeks, months or years.
        starts: the days of the event, as ``datetime64[D]``, none of them missing.
        source: the layer of the rule; see ``Term.reckon``.
        extension: what the rule itself brings; see ``Term.reckon``.

    Raises ``DataError`` for a term in hours, ``NotHeld`` where the free days of a year are needed that are not held.
    Source: Algemene termijnenwet 1-5.

    >>> import numpy as np
    >>> last_days(Term(4, "weeks"), np.array(["2026-11-26", "2026-11-27"], "datetime64[D]"))
    array(['2026-12-24', '2026-12-28'], dtype='datetime64[D]')
    """
    import numpy as np

    if term.unit == "hours":
        raise DataError(f"a term of {term} ends at a moment, not on a day.", fix="use Term.reckon for each moment")
    if not starts.size:
        return starts
    cover = coverage(term, source=source, extension=extension)
    if term.unit == "working_days":
        return _nth_open(starts, term.amount)
    raw = _counted(term, starts)
    if not cover.extends:
        return raw
    end = _at(raw, *_next_open(raw))
    return np.maximum(end, _nth_open(starts, open_days_needed())) if cover.article_two else end


def _counted(term: Term, starts: Days) -> Days:
    import numpy as np

    if term.unit in _IN_DAYS:
        return starts + np.timedelta64(term.amount * _IN_DAYS[term.unit], "D")
    months = starts.astype("M8[M]")
    reached = months + np.timedelta64(term.amount * _IN_MONTHS[term.unit], "M")
    first = reached.astype("M8[D]")
    length = (reached + np.timedelta64(1, "M")).astype("M8[D]") - first
    last: Days = first + np.minimum(starts - months.astype("M8[D]"), length - np.timedelta64(1, "D"))
    return last


def _next_open(days: Days) -> tuple[Any, Days]:
    """The first day, and for each day from it on the first open day that is not earlier."""
    import numpy as np

    first, last = days.min(), days.max()
    held = _open(first, last)
    every = np.arange(first, last + np.timedelta64(1, "D"))
    return first, held[np.searchsorted(held, every)]


def _nth_open(starts: Days, amount: int) -> Days:
    """The day on which so many open days were counted after each day."""
    import numpy as np

    first, last = starts.min(), starts.max()
    held = _open(first + np.timedelta64(1, "D"), last + np.timedelta64(amount * 3, "D"))
    every = np.arange(first, last + np.timedelta64(1, "D"))
    return _at(starts, first, held[np.searchsorted(held, every, side="right") + amount - 1])


def _at(days: Days, first: Any, table: Days) -> Days:
    found: Days = table[(days - first).astype("i8")]
    return found


def _open(first: Any, last: Any) -> Days:
    """The open days from the first on, to well after the last."""
    import numpy as np

    low, high = first.item(), last.item() + timedelta(days=_SPARE)
    held = np.concatenate([_open_in(year) for year in range(low.year, high.year + 1)])
    rest: Days = held[held >= first]
    return rest


@cache
def _open_in(year: int) -> Days:
    """The open days of a year."""
    import numpy as np

    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    return np.array([day for day in days if day.year == year and not is_free(day)], "M8[D]")
