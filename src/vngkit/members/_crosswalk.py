"""The crosswalk: from a code and the day it was written down to the gemeente of another day, or a problem."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache, cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.members._cells import cell, check_columns, is_column, ordinal
from vngkit.members._load import load
from vngkit.members._problems import Problem, explain
from vngkit.members._targets import KINDS, UNKNOWN_CODE, Target, targets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vngkit.members._dense import Dense

BAD_DATE = KINDS.index("bad_date")


class Found(NamedTuple):
    """What came out of a column: the new codes, the rows with a problem and its number, and a 1 per assumed row."""

    codes: Any
    rows: Any
    kinds: Any
    assumed: bytes


class Problems(Sequence["Problem | None"]):
    """Problemen: what could not be brought over, per row; ``problems[row]`` is None for a row that could.

    True when there is any. ``items()`` goes over the rows with a problem, ``counts`` counts them by kind. Records are
    made when they are asked for.

    >>> from vngkit import members
    >>> register = members.load()
    >>> problems = register.crosswalk(to=date(2026, 1, 1)).apply(["GM9999"], [2020]).problems
    >>> bool(problems), problems.counts
    (True, {'pretend_member': 1})
    """

    def __init__(self, to: date, codes: Any, when: Any, found: Found) -> None:
        self._to, self._codes, self._when = to, codes, when
        self._rows, self._kinds, self._length = found.rows, found.kinds, len(codes)

    def __len__(self) -> int:
        return self._length

    def __bool__(self) -> bool:
        return len(self._rows) > 0

    def __repr__(self) -> str:
        return f"<Problems in {len(self._rows)} of {self._length} rows: {self.counts}>"

    @overload
    def __getitem__(self, row: int) -> Problem | None: ...
    @overload
    def __getitem__(self, row: slice) -> list[Problem | None]: ...
    def __getitem__(self, row: int | slice) -> Problem | list[Problem | None] | None:
        if isinstance(row, slice):
            return [self[number] for number in range(self._length)[row]]
        number = range(self._length)[row]
        place = bisect_left(self._rows, number)
        if place == len(self._rows) or self._rows[place] != number:
            return None
        return self._explained(place)

    def items(self) -> Iterator[tuple[int, Problem]]:
        """Row number and problem of every row that has one.

        >>> list(load().crosswalk(to=date(2026, 1, 1)).apply([], []).problems.items())
        []
        """
        for place, row in enumerate(self._rows):
            yield int(row), self._explained(place)

    @property
    def rows(self) -> tuple[int, ...]:
        """The numbers of the rows that have a problem."""
        return tuple(int(row) for row in self._rows)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the problems, in the order of ``rows``."""
        return tuple(KINDS[kind] for kind in self._kinds)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have which kind of problem."""
        return {KINDS[kind]: number for kind, number in sorted(Counter(map(int, self._kinds)).items())}

    def _explained(self, place: int) -> Problem:
        row = int(self._rows[place])
        return explain(KINDS[self._kinds[place]], row, cell(self._codes, row), cell(self._when, row), self._to)


@frozen(kw_only=True, slots=False, eq=False)
class CrosswalkResult:
    """Uitkomst van de omzetting: the codes of the other day, and what could not be brought over.

    Args:
        codes: in the same kind of container as went in; None (or missing) where there is a problem.
        problems: per row.

    >>> from vngkit import members
    >>> register = members.load()
    >>> register.crosswalk(to=date(2026, 1, 1)).apply(["Utrecht"], [2020]).summary()
    '0 of 1 rows brought to 2026-01-01; unknown_code: 1'
    """

    codes: Any
    problems: Problems
    _to: date = field(alias="to", repr=False)
    _assumed: bytes = field(alias="assumed", repr=False)

    @property
    def assumed_rows(self) -> tuple[int, ...]:
        """Aangenomen: rows that went through a merger of which no source says that the whole gemeente went there.

        Their only successor that is held was taken.
        """
        return tuple(compress(range(len(self._assumed)), self._assumed))

    def summary(self) -> str:
        """Samenvatting: one line that says how many rows were brought over, and what stood in the way.

        >>> load().crosswalk(to=date(2026, 1, 1)).apply([], []).summary()
        '0 of 0 rows brought to 2026-01-01'
        """
        counts = self.problems.counts
        done = len(self.problems) - sum(counts.values())
        parts = [f"{done} of {len(self.problems)} rows brought to {self._to}"]
        if assumed := self._assumed.count(1):
            parts.append(f"{assumed} taken as whole mergers")
        parts += [f"{kind}: {number}" for kind, number in counts.items()]
        return "; ".join(parts)


@frozen(kw_only=True, slots=False, eq=False)
class Crosswalk:
    """Omzettabel: brings codes with the year or day at which they were written down to the gemeenten of one day.

    Args:
        to: the day.

    A whole number is a year and means its 1 January; a change in the middle of a year needs dates. A row whose code
    does not exist on its day is a problem, not something to repair.

    >>> from vngkit import members
    >>> register = members.load()
    >>> beemster, purmerend = register.find("Beemster").code, register.find("Purmerend").code
    >>> crosswalk = register.crosswalk(to=date(2026, 1, 1))
    >>> crosswalk.apply([beemster, beemster], [2021, 2022]).codes == [purmerend, None]
    True
    """

    to: date

    def apply(self, codes: Any, when: Any) -> CrosswalkResult:
        """Omzetten: the codes of ``to`` for every row.

        Args:
            codes: list, tuple, numpy array, pandas Series or polars Series of codes; n rows.
            when: the same, of years (whole numbers) or dates; n rows, or one year or date for all.

        Returns:
            The codes in the kind of container of ``codes``, and the problems.

        Raises:
            DataError: the two have different lengths, one of them is no column, or ``when`` no year or date.

        >>> load().crosswalk(to=date(2026, 1, 1)).apply(("Utrecht",), 2020).codes
        (None,)
        """
        found = self._found(codes, when)
        problems = Problems(self.to, codes, when, found)
        return CrosswalkResult(codes=found.codes, problems=problems, to=self.to, assumed=found.assumed)

    def add_to(self, frame: Any, *, code: str, when: str, into: str = "") -> Any:
        """Kolom toevoegen: a pandas or polars DataFrame with two more columns, the code of ``to`` and the problem.

        Args:
            frame: a DataFrame of pandas or polars; it is not changed.
            code: name of the column with codes.
            when: name of the column with years or dates.
            into: name of the new column; by default ``code`` with the day behind it. The second is called
                ``<into>_problem`` and holds the kind of problem, or is missing.

        Returns:
            A new DataFrame of the same kind.

        Raises:
            DataError: it is not a DataFrame, lacks a column, or has one of the new columns already.

        >>> import polars
        >>> table = polars.DataFrame({"gemeente": ["GM9999"], "year": [2020]})
        >>> load().crosswalk(to=date(2026, 1, 1)).add_to(table, code="gemeente", when="year", into="now").rows()
        [('GM9999', 2020, None, 'pretend_member')]
        """
        columns = frame.columns if type(frame).__name__.endswith("DataFrame") else None
        if columns is None:
            raise DataError(f"a {type(frame).__name__} is not a DataFrame.", fix="hand in a pandas or polars DataFrame")
        lacking = [name for name in (code, when) if name not in list(columns)]
        if lacking:
            raise DataError(f"the frame has no column {lacking[0]!r}.", fix=f"its columns are {list(columns)!r:.200}")
        into = into or f"{code}_{self.to}"
        taken = [name for name in (into, f"{into}_problem") if name in list(columns)]
        if taken:
            raise DataError(f"the frame has a column {taken[0]!r} already.", fix="give another name with into=")
        found = self._found(frame[code], frame[when])
        from vngkit.members._columns import with_columns

        return with_columns(frame, into, found.codes, found.rows, found.kinds)

    def __reduce__(self) -> tuple[Any, ...]:
        return crosswalk, (self.to,)  # a worker makes its own tables

    def _found(self, codes: Any, when: Any) -> Found:
        check_columns(codes, when)
        if isinstance(codes, list | tuple):
            return self._plain(codes, when)
        from vngkit.members._columns import apply_column

        return Found(*apply_column(self._dense, codes, when))

    def _plain(self, codes: Sequence[Any], when: Any) -> Found:
        """The plain way, row by row; the reference that the faster ways are tested to equal."""
        known = self._targets
        moments = when if is_column(when) else [when] * len(codes)
        out: list[str | None] = [None] * len(codes)
        rows, kinds, assumed = [], [], bytearray(len(codes))
        for row, (code, moment) in enumerate(zip(codes, moments, strict=True)):
            target = known.get(code) if isinstance(code, str) else None
            if target is None:
                rows.append(row)
                kinds.append(UNKNOWN_CODE)
                continue
            day = ordinal(moment)
            value = BAD_DATE if day is None else target.values[bisect_right(target.starts, day) - 1]
            if isinstance(value, str):
                out[row] = value
                if target.assumed:
                    assumed[row] = 1
            else:
                rows.append(row)
                kinds.append(value)
        return Found(out if isinstance(codes, list) else tuple(out), rows, kinds, bytes(assumed))

    @cached_property
    def _targets(self) -> dict[str, Target]:
        """Per code, from which day on it stands for which gemeente of ``to``, or which problem it is."""
        return targets(load(), self.to)

    @cached_property
    def _dense(self) -> Dense:
        """The same as a table of code by period, for whole columns."""
        from vngkit.members._dense import Dense

        return Dense(self._targets)


@cache
def crosswalk(to: date) -> Crosswalk:
    """See ``Register.crosswalk``; one for each day."""
    return Crosswalk(to=to)
