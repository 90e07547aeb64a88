"""Duties over columns find what looking at each case finds, and name what they can not find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vngkit.reentry import (
    AddressKind,
    Assessment,
    BasicCondition,
    Case,
    College,
    ConditionState,
    EntryRoute,
    FindingKind,
    Stay,
    Step,
    duties,
    national_book,
)
from vngkit.reentry._predicates import PREDICATES
from vngkit.reentry._watch import NEVER, WatchedDay
from vngkit.reentry.columns import ColumnPass, ColumnRules, evaluate_columns, pack_cases
from vngkit.reentry.columns._pack import LOOKS_AT_DAY
from vngkit.reentry.synthetic import SyntheticSource

ON = date(2026, 11, 23)
BOOK = national_book()
RULES = ColumnRules(BOOK.evaluables)
ROW = tuple[str, str, FindingKind, date | None]
MEMBERS = ["GM9999", "GM0344", "GM0363"]
KINDS = sorted({kind for duty in RULES.duties for kind in (*duty.starts, *duty.ends)})


def by_case(cases: Iterable[Case], on: date) -> Counter[ROW]:
    """What the same duties find, looking at each case."""
    over_columns = {duty.id for duty in RULES.duties}
    return Counter(
        (found.case_id, found.id, found.kind, found.due_on)
        for case in cases
        for one in BOOK.concerning(case)
        if one.id in over_columns
        for found in BOOK.look(one, case, on, BOOK.answers)
    )


days = st.dates(date(2012, 1, 1), date(2030, 1, 1)) | st.dates(date(2026, 1, 1), date(2026, 12, 31))
steps = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from(KINDS),
        on=days,
        member=st.none() | st.sampled_from(MEMBERS),
        ref=st.none() | st.sampled_from(["a", "b"]),
    ),
    max_size=14,
)


@st.composite
def some_cases(draw: st.DrawFn) -> list[Case]:
    made = []
    for number in range(draw(st.integers(1, 5))):
        start = draw(days)
        states = {
            area: Assessment(state=draw(st.sampled_from(ConditionState)))
            for area in draw(st.sets(st.sampled_from(BasicCondition)))
        }
        made.append(
            Case(
                id=f"case-{number}",
                competent_colleges=tuple(
                    College(member=code, ground="residence")
                    for code in draw(st.lists(st.sampled_from(MEMBERS), max_size=2, unique=True))
                ),
                stays=(Stay(institution="PI", entry_route=draw(st.sampled_from(EntryRoute)), start=start),),
                assessments=states,
                address=draw(st.sampled_from(AddressKind)),
                steps=tuple(sorted(draw(steps), key=lambda step: step.on)),
                died_on=draw(st.none() | st.just(start)),
            )
        )
    return made


@settings(max_examples=50, deadline=None)
@given(some_cases(), st.dates(date(2014, 2, 1), date(2030, 1, 1)))
def test_columns_find_what_looking_at_each_case_finds_whatever_happened(cases: list[Case], on: date) -> None:
    assert Counter(evaluate_columns(pack_cases(cases), RULES, on=on).rows()) == by_case(cases, on)


def test_many_synthetic_cases_have_the_same_findings_in_columns() -> None:
    cases = list(SyntheticSource(seed=4, start=date(2026, 1, 1), days=365, count=1_500, on=ON)(range(1, 1_501)))
    ready = ColumnPass(pack_cases(cases), RULES)
    for on in (ON, ON + timedelta(days=40)):
        found = ready.on(on)
        assert len(found) > 10_000
        assert Counter(found.rows()) == by_case(cases, on)


def test_the_days_on_which_rules_begin_and_end_are_those_of_the_cases() -> None:
    bounds = {day for duty in RULES.duties if duty.rule for day in (duty.rule.valid_from, duty.rule.valid_to) if day}
    turns = sorted(day for day in bounds if day >= date(2014, 2, 1))
    assert len(turns) > 5
    for turn in turns:
        around = [turn + timedelta(days=number) for number in (-1, 0)]
        begun = {kind for duty in RULES.duties for kind in duty.starts}
        cases = [
            Case(id=f"{kind} {day}", steps=(Step(kind=kind, on=day, member="GM9999"),))
            for kind in begun
            for day in around
        ]
        for on in (*around, turn + timedelta(days=1)):
            assert Counter(evaluate_columns(pack_cases(cases), RULES, on=on).rows()) == by_case(cases, on)


def test_a_day_without_a_calendar_is_missing_as_it_is_in_the_case() -> None:
    case = Case(id="old", steps=(Step(kind="debt.requested", on=date(2013, 5, 5), member="GM0344"),))
    found = Counter(evaluate_columns(pack_cases([case]), RULES, on=ON).rows())
    assert found == by_case([case], ON)
    assert ("old", "debt.first_talk", FindingKind.MISSING, None) in found


def test_no_case_and_no_step_give_no_finding() -> None:
    assert len(evaluate_columns(pack_cases([]), RULES, on=ON)) == 0
    assert len(evaluate_columns(pack_cases([]), ColumnRules(()), on=ON)) == 0


def test_what_does_not_run_over_columns_is_named_with_a_reason_and_kept_for_the_cases() -> None:
    assert {one.id for one in RULES.duties} | RULES.left_out.keys() == set(BOOK.ids)
    assert [one.id for one in RULES.rest] == list(RULES.left_out)
    assert len(RULES.duties) > 0.8 * len(duties())
    assert RULES.left_out["identity.expires_before_release"] == "it is a function, not a row"


@pytest.mark.parametrize("name", sorted(set(PREDICATES) - LOOKS_AT_DAY))
def test_a_condition_that_is_a_column_does_not_look_at_the_day(name: str) -> None:
    day = WatchedDay.of(ON)
    for case in SyntheticSource(seed=4, start=date(2026, 1, 1), days=365, count=30)(range(1, 31)):
        PREDICATES[name](case, day)
    assert day.until == NEVER


def test_packed_cases_hold_nothing_personal_but_their_ids() -> None:
    case = next(iter(SyntheticSource(seed=4, start=date(2026, 1, 1), days=365, count=1)(range(1, 2))))
    columns = pack_cases([case])
    assert case.reference
    assert case.reference not in repr(columns)
    arrays = [columns.active, columns.entered, columns.colleges, *columns.conditions.values()]
    arrays += [column for held in columns.steps.values() for column in (held.case, held.on, held.member, held.ref)]
    assert all(column.dtype.kind in "bi" for column in arrays)
    assert np.all(columns.colleges < len(columns.members))
