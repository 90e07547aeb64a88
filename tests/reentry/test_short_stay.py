"""The short-stay track: half of all people are released before their plan is due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reentry.conftest import ENTRY, make_case

from vngkit import Kit
from vngkit.errors import NotInForce
from vngkit.legislation import Answer, national_rule
from vngkit.reentry import (
    ConditionAssessed,
    EndNotice,
    EntryRoute,
    FindingKind,
    ReleaseDateChanged,
    StepTaken,
    day_one_items,
    short_stay,
)
from vngkit.reentry._short_stay import short_stay_checks
from vngkit.terms import Term

DAY = ENTRY + timedelta(days=4)
PLAN_DUE = max(national_rule("dr_plan_due").reckon(ENTRY).dates)


def test_a_release_before_the_plan_is_due_puts_the_list_for_day_one_first() -> None:
    stay = short_stay(make_case(expected_release=ENTRY + timedelta(days=14)), on=DAY)
    assert stay is not None
    assert [reason.kind for reason in stay.reasons] == ["release_before_plan"]
    assert [item.place for item in stay.items] == sorted(item.place for item in day_one_items())
    assert stay.items[0].id == "home"
    assert stay.explain("nl").splitlines()[1].startswith("1. is er een huurwoning")


@given(st.integers(0, 120))
def test_the_track_is_for_who_is_released_on_or_before_the_last_day_of_the_plan(days: int) -> None:
    release = ENTRY + timedelta(days=days)
    stay = short_stay(make_case(expected_release=release), on=ENTRY)
    assert (stay is not None) == (release <= PLAN_DUE)


@pytest.mark.parametrize("route", list(EntryRoute))
def test_an_unknown_end_is_short_for_who_can_be_released_any_day(route: EntryRoute) -> None:
    stay = short_stay(make_case(expected_release=None, entry_route=route), on=DAY)
    long = {EntryRoute.CONVICTED, EntryRoute.SELF_REPORTER, EntryRoute.ISD}
    assert (stay is None) == (route in long)
    if stay is not None:
        assert stay.reasons[0].kind == "end_unknown"


def test_an_earlier_scenario_counts_and_leave_does_not() -> None:
    def changed(scenario: str) -> ReleaseDateChanged:
        return ReleaseDateChanged(
            expected_release=ENTRY + timedelta(days=10),
            source="institution",
            scenario=scenario,
        )

    assert short_stay(make_case((DAY, changed("conditional_release"))), on=DAY) is not None
    assert short_stay(make_case((DAY, changed("leave"))), on=DAY) is None


def test_a_gemeente_may_call_a_longer_stay_short() -> None:
    case = make_case(expected_release=ENTRY + timedelta(days=60))
    assert short_stay(case, on=DAY) is None
    stay = short_stay(case, on=DAY, bound=Term(90, "days"))
    assert stay is not None
    assert stay.reasons[0].kind == "local_short_stay"


def test_after_release_and_after_the_plan_was_due_there_is_no_list() -> None:
    released = make_case((DAY, EndNotice(released_on=DAY)), expected_release=DAY)
    assert short_stay(released, on=DAY) is None
    waiting: dict[str, Any] = {"expected_release": None, "entry_route": EntryRoute.PRETRIAL}
    assert short_stay(make_case(**waiting), on=PLAN_DUE) is not None
    assert short_stay(make_case(**waiting), on=PLAN_DUE + timedelta(days=1)) is None


def test_what_was_looked_at_or_is_met_leaves_the_list() -> None:
    events = (
        (DAY, StepTaken(what="short_stay.job")),
        (DAY, ConditionAssessed(condition="identity", state="met")),
    )
    stay = short_stay(make_case(*events, expected_release=ENTRY + timedelta(days=14)), on=DAY)
    assert stay is not None
    assert {"job", "document"}.isdisjoint({item.id for item in stay.items})
    before = short_stay(make_case(*events[:1], expected_release=ENTRY + timedelta(days=14)), on=ENTRY)
    assert before is not None
    assert "job" in {item.id for item in before.items}


def test_each_item_is_a_finding_that_says_why_it_can_not_wait_and_whether_it_is_law(kit: Kit) -> None:
    case = make_case(expected_release=ENTRY + timedelta(days=14))
    told = {each.id: each for each in kit.reentry.findings(case, on=DAY) if each.id.startswith("short_stay.")}
    assert set(told) == {item.done_step for item in day_one_items()}
    for item in day_one_items():
        finding = told[item.done_step]
        assert finding.kind is FindingKind.AT_RISK
        assert finding.citation is not None
        assert item.why_nl in finding.explain("nl")
        assert ("practice" in {reason.kind for reason in finding.reasons}) == (item.basis == "practice")
    assert not [each for each in kit.reentry.findings(make_case(), on=DAY) if each.id.startswith("short_stay.")]


def test_the_list_names_law_or_practice_and_a_source_in_two_languages() -> None:
    for item in day_one_items():
        assert item.basis in {"law", "practice"}
        assert item.source
        assert item.explain("nl") != item.explain("en")
    assert len({item.place for item in day_one_items()}) == len(day_one_items())


def test_a_plan_due_on_a_free_day_is_read_late_so_that_nobody_is_left_out() -> None:
    entry = date(2026, 11, 27)  # the plan is due on Christmas Day, or the Monday after it
    case = make_case(detention_start=entry, expected_release=date(2026, 12, 28), received_on=entry)
    assert short_stay(case, on=entry) is not None


def test_a_gemeente_that_did_not_exist_on_the_day_of_entry_leaves_the_list_as_it_is(kit: Kit) -> None:
    entry = date(2026, 10, 1)
    case = make_case(residence="GM0003", detention_start=entry, expected_release=entry + timedelta(days=60))
    assert not [each for each in kit.reentry.findings(case, on=DAY) if each.id.startswith("short_stay.")]
    short = make_case(residence="GM0003", detention_start=entry, expected_release=entry + timedelta(days=9))
    told = [each for each in kit.reentry.findings(short, on=DAY) if each.id.startswith("short_stay.")]
    assert {each.kind for each in told} == {FindingKind.AT_RISK}
    assert not any(each.answer is not None and each.answer.status.has_value for each in told)


def test_a_gemeente_of_which_nothing_is_held_on_that_day_is_a_local_rule_that_is_not_known() -> None:
    def refuses(term: str, member: str, on: date) -> Answer:
        raise NotInForce(f"{member} is no gemeente on {on}.")

    case = make_case(expected_release=ENTRY + timedelta(days=9))
    told = [finding for check in short_stay_checks() for finding in check.findings(case, DAY, refuses)]
    assert len(told) == len(day_one_items())
    assert all(finding.answer is None for finding in told)
