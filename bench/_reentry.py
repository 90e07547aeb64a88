"""Twenty duties of law for every engine, with made-up cases in which they run: as objects, as facts, as columns."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from vngkit.reentry import Case, College, Duty, Phase, Step, national_book
from vngkit.reentry.columns import CaseColumns, ColumnRules, StepColumns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Days = NDArray[np.int32]

ON: Final = date(2026, 11, 23)
EPOCH: Final = date(1970, 1, 1).toordinal()
TODAY: Final = ON.toordinal() - EPOCH
MEMBER: Final = "GM0344"


def twenty() -> tuple[Duty, ...]:
    """Twenty duties that start at one kind of step and end at others, without conditions or local rules."""
    plain = [
        duty
        for duty in ColumnRules(national_book().evaluables).duties
        if duty.kind.value == "duty"
        and len(duty.starts) == 1
        and duty.ends
        and not duty.starts[0].startswith(("foreseen.", "detention."))
        and not (duty.when or duty.local_facts or duty.within or duty.how)
        and duty.starts[0] not in duty.ends
        and not any(end.startswith("detention.") for end in duty.ends)
    ]
    assert len(plain) >= 20
    return tuple(plain[:20])


def facts(count: int, duties: tuple[Duty, ...], seed: int = 1) -> dict[str, Days]:
    """Of each case the day of each kind of step (days since 1970, 0 is never), and whether it is active; made up."""
    draw = np.random.default_rng(seed)
    days: dict[str, Days] = {"active": (draw.random(count) < 0.85).astype(np.int32)}
    for duty in duties:
        start = duty.starts[0]
        if start not in days:
            days[start] = np.where(draw.random(count) < 0.15, TODAY - draw.integers(-5, 60, count), 0).astype(np.int32)
    for duty in duties:
        begun = days[duty.starts[0]]
        for end in duty.ends:
            if end not in days:
                ended = (begun > 0) & (draw.random(count) < 0.4)
                days[end] = np.where(ended, begun + draw.integers(0, 40, count), 0).astype(np.int32)
    return days


def cases_of(days: dict[str, Days]) -> Iterator[Case]:
    """The same as cases."""
    kinds = [name for name in days if name != "active"]
    college = (College(member=MEMBER, ground="residence"),)
    for number, row in enumerate(zip(*(days[kind].tolist() for kind in kinds), strict=True)):
        steps = [
            Step(kind=kind, on=date.fromordinal(day + EPOCH)) for kind, day in zip(kinds, row, strict=True) if day > 0
        ]
        alive = bool(days["active"][number])
        yield Case(
            id=str(number),
            competent_colleges=college,
            steps=tuple(sorted(steps, key=lambda step: (step.on, step.kind))),
            phase=Phase.DETAINED if alive else Phase.CLOSED,
            died_on=None if alive else ON,
        )


def columns_of(days: dict[str, Days]) -> CaseColumns:
    """The same as packed columns, as ``pack_cases`` gives them."""
    count = days["active"].size
    steps = {}
    for kind in days.keys() - {"active"}:
        case = np.flatnonzero(days[kind]).astype(np.int32)
        none = np.full(case.size, -1, np.int32)
        steps[kind] = StepColumns(case=case, on=days[kind][case], member=none, ref=none)
    return CaseColumns(
        ids=tuple(map(str, range(count))),
        active=days["active"].astype(np.bool_),
        entered=np.full(count, -EPOCH, np.int32),
        colleges=np.tile(np.array([0, -1], np.int32), (count, 1)),
        members=(MEMBER,),
        conditions={},
        steps=steps,
    )


def name_of(kind: str) -> str:
    """A kind of step as a name that every language of expressions takes."""
    return kind.replace(".", "_")


def expression(duty: Duty) -> str:
    """When a duty runs in a case on the day T, over facts, in the words that all engines share."""
    start = name_of(duty.starts[0])
    ends = [f"({e} == 0 or {e} < {start} or {e} > T)" for e in map(name_of, duty.ends)]
    return " and ".join([f"active == 1 and {start} > 0 and {start} <= T", *ends])


def plain_rule(duty: Duty) -> Callable[[Case, date], bool]:
    """The same as a function of a case and a day, as a programmer writes it."""
    (start,), ends = duty.starts, duty.ends

    def runs(case: Case, on: date) -> bool:
        if not case.active:
            return False
        for begun in case.steps_of(start):
            if begun.on <= on and not any(begun.on <= e.on <= on for end in ends for e in case.steps_of(end)):
                return True
        return False

    return runs


def rows_of(days: dict[str, Days]) -> list[dict[str, Any]]:
    """The same as dicts of facts, with the number of the case and the day."""
    names = [name_of(kind) for kind in days]
    lists = [column.tolist() for column in days.values()]
    return [{**dict(zip(names, row, strict=True)), "T": TODAY} for row in zip(*lists, strict=True)]
