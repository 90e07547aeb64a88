"""Cases as columns: of each case what duties ask of it, and the steps of each kind, sorted by case."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import field, frozen

from vngkit.reentry._case import Case
from vngkit.reentry._predicates import PREDICATES
from vngkit.reentry._veil import whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["EPOCH", "LOOKS_AT_DAY", "NOBODY", "CaseColumns", "StepColumns", "pack_cases"]

EPOCH: Final = date(1970, 1, 1).toordinal()
NOBODY: Final = -1
LOOKS_AT_DAY: Final = frozenset({"under_27"})
"""The conditions that ask for the day as well as for the case: they are no columns."""
_ANSWERS: Final = {False: 0, True: 1, None: NOBODY}


@frozen(kw_only=True, eq=False)
class StepColumns:
    """Stappen van een soort: of each the row of its case, its day (days since 1970), its gemeente and its reference.

    The rows are sorted by case. The gemeente is a place in ``CaseColumns.members``, the reference a number; -1 is none.
    """

    case: NDArray[np.int32]
    on: NDArray[np.int32]
    member: NDArray[np.int32]
    ref: NDArray[np.int32]


@frozen(kw_only=True, eq=False)
class CaseColumns:
    """Dossiers als kolommen: one row a case; nothing in it is personal.

    Args:
        ids: of the cases.
        active: whether the case still asks for work.
        entered: the first day of the last stay (days since 1970).
        colleges: of each case the places in ``members`` of the competent gemeenten, two columns; -1 is none.
        members: the codes of the gemeenten that occur.
        conditions: by name whether a condition of duties holds: 1 yes, 0 no, -1 not known.
        steps: by kind.
    """

    ids: tuple[str, ...] = field(repr=False)
    active: NDArray[np.bool_] = field(repr=False)
    entered: NDArray[np.int32] = field(repr=False)
    colleges: NDArray[np.int32] = field(repr=False)
    members: tuple[str, ...] = field(repr=False)
    conditions: Mapping[str, NDArray[np.int8]] = field(repr=False)
    steps: Mapping[str, StepColumns] = field(repr=False)

    def __len__(self) -> int:
        return len(self.ids)


class _Numbers(dict[str | None, int]):
    """A number for each word, in the order in which they come; none is -1."""

    def __init__(self) -> None:
        super().__init__({None: NOBODY})

    def __missing__(self, word: str | None) -> int:
        self[word] = len(self) - 1
        return self[word]


def pack_cases(cases: Iterable[Case]) -> CaseColumns:
    """Pack cases into columns (*inpakken in kolommen*); they are taken one at a time, and not kept.

    >>> from vngkit.reentry import synthetic
    >>> cases = synthetic.cases(None, seed=1, start=date(2026, 1, 1), days=365, count=9, on=date(2026, 11, 23))
    >>> columns = pack_cases(cases)
    >>> len(columns) == columns.active.size
    True
    """
    ids: list[str] = []
    active, entered, colleges = array("b"), array("i"), array("i")
    conditions = {name: (holds, array("b")) for name, holds in PREDICATES.items() if name not in LOOKS_AT_DAY}
    members, refs = _Numbers(), _Numbers()
    steps: dict[str, array[int]] = {}
    for row, case in enumerate(map(whole, cases)):
        ids.append(case.id)
        active.append(case.active)
        start = case.detention_start
        entered.append(start.toordinal() - EPOCH if start else -EPOCH)
        first, second = (*case.members, None, None)[:2]
        colleges.extend((members[first], members[second]))
        for holds, column in conditions.values():
            column.append(_ANSWERS[holds(case, date.min)])
        for step in case.steps:
            held = steps.get(step.kind)
            if held is None:
                held = steps[step.kind] = array("i")
            held.extend((row, step.on.toordinal() - EPOCH, members[step.member], refs[step.ref]))
    return CaseColumns(
        ids=tuple(ids),
        active=np.array(active, np.bool_),
        entered=np.array(entered, np.int32),
        colleges=np.array(colleges, np.int32).reshape(-1, 2),
        members=tuple(member for member in members if member is not None),
        conditions={name: np.array(column, np.int8) for name, (_, column) in conditions.items()},
        steps={kind: _steps(held) for kind, held in steps.items()},
    )


def _steps(held: array[int]) -> StepColumns:
    case, on, member, ref = np.ascontiguousarray(np.array(held, np.int32).reshape(-1, 4).T)
    return StepColumns(case=case, on=on, member=member, ref=ref)
