"""Evaluating duties over columns: what each finds, of which case, what it says on the day, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import field, frozen

from vngkit.reentry._duty import Duty
from vngkit.reentry._words import DutyKind, FindingKind
from vngkit.reentry.columns._compile import ColumnRules
from vngkit.reentry.columns._due import NO_DAY, NOT_HELD
from vngkit.reentry.columns._pack import EPOCH, CaseColumns
from vngkit.reentry.columns._rows import DutyRows, Joins, rows_of
from vngkit.terms import is_free

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.int8]
    Ints = NDArray[np.int32]

__all__ = ["ColumnFindings", "ColumnPass", "evaluate_columns"]

_KINDS: Final = tuple(FindingKind)
_OVERDUE, _ALMOST, _DUE, _AT_RISK, _MISSING, _MUST_NOT, _MAY = (
    np.int8(_KINDS.index(kind))
    for kind in (
        FindingKind.OVERDUE,
        FindingKind.ALMOST_DUE,
        FindingKind.DUE,
        FindingKind.AT_RISK,
        FindingKind.MISSING,
        FindingKind.MUST_NOT,
        FindingKind.MAY,
    )
)


@frozen(kw_only=True, eq=False)
class ColumnFindings:
    """Bevindingen als kolommen: the row of the case, the place of the duty, the place of the kind, and the day.

    ``due`` is ``NaT`` where no term runs. ``kind`` is the place in ``FindingKind``, ``duty`` that in ``duties``.
    """

    ids: tuple[str, ...] = field(repr=False)
    duties: tuple[Duty, ...] = field(repr=False)
    case: Ints
    duty: Ints
    kind: Bytes
    due: NDArray[np.datetime64]

    def __len__(self) -> int:
        return int(self.case.size)

    def rows(self) -> Iterator[tuple[str, str, FindingKind, date | None]]:
        """The id of the case, the id of the duty, the kind and the day of each finding."""
        for case, duty, kind, due in zip(self.case, self.duty, self.kind, self.due.tolist(), strict=True):
            yield self.ids[case], self.duties[duty].id, _KINDS[kind], due


class ColumnPass:
    """Doorloop: duties joined to packed cases once, to be asked for many days.

    Args:
        columns: of ``pack_cases``.
        rules: the duties.

    >>> from vngkit.reentry import national_book, synthetic
    >>> from vngkit.reentry.columns import pack_cases
    >>> cases = synthetic.cases(None, seed=1, start=date(2026, 1, 1), days=365, count=50, on=date(2026, 11, 23))
    >>> ready = ColumnPass(pack_cases(cases), ColumnRules(national_book().evaluables))
    >>> len(ready.on(date(2026, 11, 23))) > 50
    True
    """

    def __init__(self, columns: CaseColumns, rules: ColumnRules) -> None:
        joins: Joins = {}
        self._columns, self._rules = columns, rules
        self._rows = tuple(
            (place, rows) for place, duty in enumerate(rules.duties) for rows in rows_of(columns, duty, joins)
        )

    def __repr__(self) -> str:
        return f"<ColumnPass: {len(self._columns)} cases, {len(self._rules.duties)} duties>"

    def on(self, day: date) -> ColumnFindings:
        """What is found on a day; the cases are as they were packed."""
        return _findings(self._columns, self._rules, iter(self._rows), day)


def evaluate_columns(columns: CaseColumns, rules: ColumnRules, *, on: date) -> ColumnFindings:
    """What duties find in packed cases on a day (*kolommen beoordelen*); for many days use ``ColumnPass``.

    Args:
        columns: of ``pack_cases``; cases as they are on the day.
        rules: the duties; those of ``rules.left_out`` are not among what is found.
        on: the day.

    Returns:
        The findings, by duty and within a duty by step: for each the same case, duty, kind and day that looking at the
        case gives. A finding that is a part of another (``Finding.within``) stands by itself here. Raises ``NotHeld``
        for a day before 2014, of which the working days are not held.

    >>> from vngkit.reentry import national_book, synthetic
    >>> from vngkit.reentry.columns import pack_cases
    >>> cases = synthetic.cases(None, seed=1, start=date(2026, 1, 1), days=365, count=50, on=date(2026, 11, 23))
    >>> rules = ColumnRules(national_book().evaluables)
    >>> found = evaluate_columns(pack_cases(cases), rules, on=date(2026, 11, 23))
    >>> next(found.rows())[1] in {duty.id for duty in rules.duties}
    True
    """
    joins: Joins = {}
    rows = ((place, rows) for place, duty in enumerate(rules.duties) for rows in rows_of(columns, duty, joins))
    return _findings(columns, rules, rows, on)


def _findings(
    columns: CaseColumns, rules: ColumnRules, rows: Iterator[tuple[int, DutyRows]], on: date
) -> ColumnFindings:
    day, limit = on.toordinal() - EPOCH, _working_day_after(on).toordinal() - EPOCH
    cases, duties, kinds, dues = [], [], [], []
    for place, one in rows:
        duty = rules.duties[place]
        found = np.flatnonzero((one.begins <= day) & (one.done > day))
        due = one.due.on[found]
        if one.due.has_end and duty.kind is DutyKind.RIGHT and not one.due.earliest:
            found = found[(day <= one.due.last[found]) | (due == NOT_HELD)]
            due = one.due.on[found]
        kind = _kinds(duty, one, due, day, limit)
        kind[due == NOT_HELD] = _MISSING
        if one.unsure is not None:
            kind[one.unsure[found]] = _MISSING
        cases.append(one.case[found])
        duties.append(np.full(found.size, place, np.int32))
        kinds.append(kind)
        dues.append(due)
    last = _joined(dues, np.int32)
    days = last.astype("M8[D]")
    days[(last == NO_DAY) | (last == NOT_HELD)] = np.datetime64("NaT", "D")
    return ColumnFindings(
        ids=columns.ids,
        duties=rules.duties,
        case=_joined(cases, np.int32),
        duty=_joined(duties, np.int32),
        kind=_joined(kinds, np.int8),
        due=days,
    )


def _kinds(duty: Duty, rows: DutyRows, due: Ints, day: int, limit: int) -> Bytes:
    """What a duty says on the day, for rows that are due on these days."""
    ends, earliest = rows.due.has_end, rows.due.earliest
    if duty.kind is DutyKind.BAR and ends:
        return np.where(due <= day if earliest else due < day, _MAY, _MUST_NOT)
    if ends and earliest and duty.kind is not DutyKind.CHECK:
        return np.where(due > day, _MUST_NOT, _MAY)
    if duty.kind is DutyKind.DUTY:
        return np.where(due < day, _OVERDUE, np.where(due <= limit, _ALMOST, _DUE))
    plain = {DutyKind.BAR: _MUST_NOT, DutyKind.RIGHT: _MAY, DutyKind.CHECK: _AT_RISK}[duty.kind]
    return np.full(due.size, plain, np.int8)


def _joined(parts: list[Any], kind: Any) -> Any:
    return np.concatenate(parts) if parts else np.empty(0, kind)


def _working_day_after(day: date) -> date:
    """The next working day: what is due by then is almost due."""
    following = day + timedelta(days=1)
    while is_free(following):
        following += timedelta(days=1)
    return following
