"""The targets of a crosswalk as dense tables, for whole columns: a row per code, a column per period."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from vngkit.members._targets import KINDS, UNKNOWN_CODE, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_YEAR, LAST_YEAR = 1800, 2100  # years outside mean the same as these: before or after all that is held
BAD_DATE = KINDS.index("bad_date")
NO_DIGITS = 20_000  # any sum with it is no number of a code


class Table:
    """Values by code and period, one after the other: ``values[start of the code + number of the period]``.

    A value is a place in ``Dense.targets``; a problem is negative. Behind the last code stands the row of an unknown
    code, behind the last period the column of a bad date.
    """

    def __init__(self, values: Any, codes: Sequence[str]) -> None:
        import numpy as np

        width = values.shape[1]
        self.values = values.ravel()
        self.start_of = {code: row * width for row, code in enumerate(codes)}
        self.unknown = len(codes) * width
        self.bad_moment = width - 1
        self.start_of_number = np.full(1 << 16, self.unknown)
        self.start_of_number[[int(code[2:]) for code in codes]] = list(self.start_of.values())

    def starts(self, letters: Any) -> Any:
        """The starts of codes in bytes: a line per code of "G", "M", four digits, and zeros up to an even width."""
        import numpy as np

        hundreds, units, gm = _pairs()
        pairs = letters.view(np.uint16)
        number = hundreds.take(pairs[:, 1])
        number += units.take(pairs[:, 2])
        wrong = pairs[:, 0] != gm
        if pairs.shape[1] > 3:
            wrong |= pairs[:, 3:].any(axis=1)
        if wrong.any():
            number[wrong] = NO_DIGITS
        return self.start_of_number.take(number)


@cache
def _pairs() -> tuple[Any, Any, Any]:
    """From two letters, read as one number of 16 bits, to hundreds and to units of a code; and the letters "GM"."""
    import numpy as np

    digits = np.frombuffer("".join(f"{number:02d}" for number in range(100)).encode(), np.uint16)
    units = np.full(1 << 16, NO_DIGITS, np.uint16)
    hundreds = units.copy()
    units[digits] = np.arange(100)
    hundreds[digits] = np.arange(100) * 100
    return hundreds, units, np.frombuffer(b"GM", np.uint16)[0]


class Dense:
    """The targets of a crosswalk as two tables, one by year and one by day.

    ``targets`` holds every code that is reached, None in the middle, and every code again: in that second half, for
    rows where a merger was assumed to be whole.
    """

    def __init__(self, found: dict[str, Target]) -> None:
        import numpy as np

        codes = list(found)
        starts = sorted({start for target in found.values() for start in target.starts} | {0})
        values = _values(found, starts)
        self.by_day = Table(values, codes)
        self.first_day = starts[1] - 1
        days = np.arange(self.first_day, starts[-1] + 1)
        self.period_of_day = np.searchsorted(starts, days, side="right") - 1
        new_years = [date(year, 1, 1).toordinal() for year in range(FIRST_YEAR, LAST_YEAR + 1)]
        periods = np.searchsorted(starts, new_years, side="right") - 1
        self.by_year = Table(np.ascontiguousarray(values[:, [*periods, len(starts)]]), codes)
        reached = {value for target in found.values() for value in target.values}
        self.codes = codes
        self.nothing = len(codes)
        self.targets = [*(labels := [code if code in reached else None for code in codes]), None, *labels]
        self.labels = np.array(self.targets, dtype=object)


def _values(found: dict[str, Target], starts: Sequence[int]) -> Any:
    import numpy as np

    period = {start: number for number, start in enumerate(starts)}
    place = {code: number for number, code in enumerate(found)}
    values = np.empty((len(found) + 1, len(starts) + 1), np.int16)
    for row, target in enumerate(found.values()):
        shift = len(found) + 1 if target.assumed else 0
        for start, value in zip(target.starts, target.values, strict=True):
            values[row, period[start] :] = place[value] + shift if isinstance(value, str) else -1 - value
    values[:, -1] = -1 - BAD_DATE
    values[-1] = -1 - UNKNOWN_CODE
    return values
