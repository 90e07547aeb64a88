"""The rows of a duty: each step at which it starts, since when it is done, by when, and whether its conditions hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from attrs import field, frozen

from vngkit.reentry._duty import CLOSED, Duty, of_one_family
from vngkit.reentry._predicates import is_exception
from vngkit.reentry._steps import FORESEEN
from vngkit.reentry.columns._compile import NOT, STEP, TOLD
from vngkit.reentry.columns._due import NO_DAY, DueColumns, due_columns
from vngkit.reentry.columns._pack import EPOCH, NOBODY, CaseColumns, StepColumns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Bytes = NDArray[np.int8]
    Ints = NDArray[np.int32]

__all__ = ["DutyRows", "Joins", "rows_of"]

_ALWAYS: Final = np.int32(-EPOCH)
_FEW: Final = 16  # with so few starts among the cases, looking each up beats counting all


@frozen(kw_only=True, eq=False)
class DutyRows:
    """What a duty found whatever the day: per row the case, from when it counts, when it is done, by when, how sure."""

    case: Ints = field(repr=False)
    begins: Ints = field(repr=False)
    done: Ints = field(repr=False)
    due: DueColumns = field(repr=False)
    unsure: Bools | None = field(repr=False)


@frozen(kw_only=True, eq=False)
class _Started:
    """The steps of a kind, for the college or the two that each asks, with the day on which they were done."""

    case: Ints
    on: Ints
    done: Ints


Joins: TypeAlias = dict[tuple[str, tuple[str, ...], bool], _Started]
"""What was joined already: many duties start and end at the same steps."""


def rows_of(columns: CaseColumns, duty: Duty, joins: Joins) -> Iterator[DutyRows]:
    """The rows of a duty, for each kind of step at which it starts."""
    if not duty.starts:
        case = np.arange(len(columns), dtype=np.int32)
        if duty.local_facts:
            case = np.concatenate([case, case[columns.colleges[:, 1] != NOBODY]])
        never = np.full(case.size, NO_DAY, np.int32)
        started = _Started(case=case, on=np.full(case.size, _ALWAYS, np.int32), done=never)
        due = DueColumns(on=never, last=never, has_end=False, earliest=False)
        yield _holding(columns, duty, started, FORESEEN, due)
        return
    for kind in duty.starts:
        steps = columns.steps.get(kind)
        if steps is not None:
            key = kind, duty.ends, bool(duty.local_facts)
            if key not in joins:
                joins[key] = _started(columns, kind, steps, duty)
            yield _holding(columns, duty, joins[key], kind, None)


def _holding(columns: CaseColumns, duty: Duty, all_: _Started, kind: str, due: DueColumns | None) -> DutyRows:
    """The rows for which the rule is in force and no condition is known to fail."""
    case, on, done = all_.case, all_.on, all_.done
    holds = np.ones(case.size, np.bool_) if CLOSED in duty.how else columns.active[case]
    begins = np.full(case.size, _ALWAYS, np.int32) if kind.startswith(FORESEEN) else on
    rule = duty.rule if kind != FORESEEN else None
    if rule is not None and rule.valid_from:
        since = np.int32(rule.valid_from.toordinal() - EPOCH)
        holds &= on >= since if duty.runs else True
        begins = begins if duty.runs else np.maximum(begins, since)
    if rule is not None and rule.valid_to:
        until = np.int32(rule.valid_to.toordinal() - EPOCH)
        holds &= on < until if duty.runs else True
        done = done if duty.runs else np.minimum(done, until)
    unsure: Bools | None = None
    for name in duty.when:
        said = _condition(columns, name)[case]
        holds &= said != 0
        if is_exception(name):
            continue
        unsure = said == NOBODY if unsure is None else unsure | (said == NOBODY)
    if not holds.all():
        kept = np.flatnonzero(holds)
        case, on, done, begins = case[kept], on[kept], done[kept], begins[kept]
        unsure = None if unsure is None else unsure[kept]
        due = None if due is None else DueColumns(on=due.on[kept], last=due.last[kept], has_end=False, earliest=False)
    return DutyRows(
        case=case,
        begins=begins,
        done=done,
        due=due_columns(duty, on) if due is None else due,
        unsure=unsure,
    )


def _condition(columns: CaseColumns, name: str) -> Bytes:
    """A condition for each case: 1 it holds, 0 it does not, -1 it is not known."""
    if name.startswith(NOT):
        said = _condition(columns, name.removeprefix(NOT))
        turned: Bytes = np.where(said == NOBODY, said, 1 - said)
        return turned
    if name.startswith(TOLD):
        told: Bytes = (_condition(columns, name.removeprefix(TOLD)) == 1).astype(np.int8)
        return told
    if name.startswith(STEP):
        taken, steps = np.zeros(len(columns), np.int8), columns.steps.get(name.removeprefix(STEP))
        if steps is not None:
            taken[steps.case] = 1
        return taken
    return columns.conditions[name]


def _started(columns: CaseColumns, kind: str, steps: StepColumns, duty: Duty) -> _Started:
    """The steps of a kind for each college, and the first day on which a step ends each of them."""
    case, on, ref, ours = steps.case, steps.on, steps.ref, steps.member
    ends = {end: columns.steps[end] for end in duty.ends if end in columns.steps}
    if duty.local_facts:
        first, second = columns.colleges[case].T
        both = np.flatnonzero((ours == NOBODY) & (second != NOBODY))
        ours = np.concatenate([np.where(ours == NOBODY, first, ours), second[both]])
        case, on, ref = (np.concatenate([column, column[both]]) for column in (case, on, ref))
    elif any(end.member.max(initial=NOBODY) != NOBODY for end in ends.values()):
        first, second = columns.colleges[case].T
        ours = np.where((ours == NOBODY) & (second == NOBODY), first, ours)
    since = columns.entered[case] if kind.startswith(FORESEEN) else on
    done = np.full(case.size, NO_DAY, np.int32)
    no_ref = np.full(case.size, NOBODY, np.int32)
    for end, ending in ends.items():
        link = ref if of_one_family(kind, end) else no_ref
        np.minimum(done, _first_end(case, since, ours, link, ending, again=ending is steps), out=done)
    return _Started(case=case, on=on, done=done)


def _first_end(  # noqa: PLR0913  # the columns of one join
    case: Ints, since: Ints, ours: Ints, ref: Ints, ending: StepColumns, *, again: bool
) -> Ints:
    """For each start the first day of a step that ends it: of the same case, college and reference, not before it."""
    links = [
        (mine, theirs)
        for mine, theirs in ((ours, ending.member), (ref, ending.ref))
        if case.size and mine.max() != NOBODY and theirs.max() != NOBODY
    ]
    once = bool(np.all(ending.case[1:] > ending.case[:-1]))
    if once and not links and case.size * _FEW >= ending.case[-1]:
        days = np.full(max(int(case.max(initial=0)), int(ending.case[-1])) + 1, NO_DAY, np.int32)
        days[ending.case] = ending.on
        day = days[case]
        return np.where((day > since) if again else (day >= since), day, NO_DAY)
    return _first_of_many(case, since, links, ending, again=again)


def _first_of_many(
    case: Ints, since: Ints, links: list[tuple[Ints, Ints]], ending: StepColumns, *, again: bool
) -> Ints:
    """The same where a case has more than one such step, or where college or reference decide."""
    found = np.full(case.size, NO_DAY, np.int32)
    low, held = _places(case, ending.case)
    some = np.flatnonzero(held)
    if not some.size:
        return found
    times, offset = held[some], np.arange(some.size)
    start, end = some, low[some]
    if times.max() > 1:
        offset = np.cumsum(times) - times
        start = np.repeat(some, times)
        end = np.arange(start.size) + np.repeat(end - offset, times)
    day = ending.on[end]
    fits = (day > since[start]) if again else (day >= since[start])
    for mine, theirs in links:
        left, right = mine[start], theirs[end]
        fits &= (left == NOBODY) | (right == NOBODY) | (left == right)
    days = np.where(fits, day, NO_DAY)
    found[some] = np.minimum.reduceat(days, offset) if times.max() > 1 else days
    return found


def _places(case: Ints, held_by: Ints) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each case where its rows begin in a sorted column, and how many there are."""
    if case.size * _FEW < held_by[-1]:
        low = np.searchsorted(held_by, case, side="left")
        return low, np.searchsorted(held_by, case, side="right") - low
    count = np.bincount(held_by, minlength=int(case.max(initial=0)) + 1)
    first = np.cumsum(count) - count
    return first[case], count[case]
