"""Changes between two moments: what is new, gone, moved, and everything that hangs on a release that moved."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reentry.conftest import CANARY, notice
from tests.reentry.worklists import DAY, case_with_canaries

from vngkit import Kit
from vngkit.errors import DataError, NotFound
from vngkit.reentry import (
    CaseClosed,
    Changes,
    ConditionAssessed,
    DebtDecisionMade,
    DebtHelpRequested,
    DebtTalkHeld,
    EndNotice,
    Event,
    Finding,
    FindingKind,
    GoneWhy,
    PlanSet,
    ReleaseDateChanged,
    Scenario,
    SettlementChanged,
    SignalReceived,
    StartNotice,
)
from vngkit.reentry._changes import compare

HOME, OTHER = "GM0344", "GM0599"


def told(changes: Changes) -> set[tuple[str, str]]:
    return {(change.kind.value, change.finding.id) for change in changes}


def open_case(kit: Kit, **fields: Any) -> str:
    return kit.reentry.receive(notice(residence=HOME, **fields)).id


def test_time_alone_turns_due_into_overdue(kit: Kit) -> None:
    case_id = open_case(kit)
    changes = kit.reentry.changes(case_id, since=date(2026, 10, 20), on=date(2026, 10, 30))
    (turned,) = (change for change in changes.turned if change.finding.id == "detention.plan")
    assert turned.before is not None
    assert turned.after is not None
    assert (turned.before.kind, turned.after.kind) == (FindingKind.DUE, FindingKind.OVERDUE)
    assert "was: te doen" in turned.explain("nl")
    assert "was: due" in turned.explain("en")


def test_what_was_done_is_gone_because_it_was_done(kit: Kit) -> None:
    case_id = open_case(kit)
    kit.reentry.record(case_id, DebtHelpRequested(member=HOME), on=date(2026, 11, 2))
    kit.reentry.record(case_id, DebtTalkHeld(member=HOME), on=date(2026, 11, 10))
    changes = kit.reentry.changes(case_id, since=date(2026, 11, 9), on=date(2026, 11, 10))
    (gone,) = (change for change in changes.gone if change.finding.id == "debt.first_talk")
    assert gone.why is GoneWhy.DONE
    assert "gedaan" in gone.explain("nl")
    assert ("added", "debt.decision") in told(changes)


def test_what_a_closed_case_no_longer_asks_is_gone_because_it_was_closed(kit: Kit) -> None:
    case_id = open_case(kit)
    kit.reentry.record(case_id, CaseClosed(reason="moved"), on=date(2026, 10, 20))
    changes = kit.reentry.changes(case_id, since=date(2026, 10, 19), on=date(2026, 10, 20))
    assert changes.gone
    assert {change.why for change in changes.gone if change.finding.id == "detention.plan"} == {GoneWhy.CLOSED}


def test_a_case_that_moves_is_gone_from_one_list_and_new_on_the_other(kit: Kit) -> None:
    case_id = kit.reentry.receive(notice(residence=None, settlement=HOME)).id
    kit.reentry.record(case_id, SettlementChanged(member=OTHER), on=date(2026, 10, 20))
    since, on = date(2026, 10, 19), date(2026, 10, 20)
    left, came = (kit.reentry.worklist_changes(member, since=since, on=on) for member in (HOME, OTHER))
    assert {change.why for change in left} == {GoneWhy.ELSEWHERE}
    assert {change.kind.value for change in came} == {"added"}
    assert "andere gemeente" in left.text("nl")


def test_a_second_college_is_no_new_duty(kit: Kit) -> None:
    case_id = open_case(kit)
    kit.reentry.record(case_id, SettlementChanged(member=OTHER), on=date(2026, 10, 20))
    changes = kit.reentry.changes(case_id, since=date(2026, 10, 19), on=date(2026, 10, 20))
    assert ("other", "detention.plan") in told(changes)
    assert not {name for kind, name in told(changes) if kind == "gone"} & {"detention.plan"}


def test_a_moved_release_shows_everything_that_hangs_on_it_and_nothing_else(kit: Kit) -> None:
    case_id = open_case(kit, expected_release=date(2027, 1, 8))
    day = date(2026, 12, 1)
    kit.reentry.record(
        case_id, ConditionAssessed(condition="identity", state="met", valid_until=date(2027, 1, 2)), on=day
    )
    kit.reentry.record(
        case_id, ReleaseDateChanged(expected_release=date(2026, 12, 28), source="pi"), on=date(2026, 12, 3)
    )
    kit.reentry.record(case_id, DebtHelpRequested(member=HOME), on=date(2026, 12, 3))
    changes = kit.reentry.changes(case_id, since=date(2026, 12, 2), on=date(2026, 12, 3))
    (move,) = changes.released
    assert (move.scenario, move.before, move.after) == (Scenario.EXPECTED, date(2027, 1, 8), date(2026, 12, 28))
    hanging = {change.finding.id for change in changes if change.hangs_on_release}
    assert "identity.expires_before_release" in hanging
    assert "debt.first_talk" not in hanging
    dutch, english = changes.text("nl"), changes.text("en")
    assert "was vrijdag 8 januari 2027, nu maandag 28 december 2026" in dutch
    assert dutch.index("Daaraan hangt:") < dutch.index("identiteitsbewijs verloopt") < dutch.index("Verder:")
    assert dutch.index("Verder:") < dutch.index("eerste gesprek schuldhulp")
    assert "was Friday 8 January 2027, now Monday 28 December 2026" in english


def test_one_record_is_looked_at_from_just_before_it_on_one_day(kit: Kit) -> None:
    case_id = open_case(kit)
    kit.reentry.record(case_id, PlanSet(), on=date(2026, 10, 20))
    kit.reentry.record(case_id, DebtHelpRequested(member=HOME), on=date(2026, 11, 2))
    plan, request = (record.id for record in kit.reentry.history(case_id)[1:])
    on = date(2026, 11, 3)
    last = told(kit.reentry.changes(case_id, since=request, on=on))
    assert ("added", "debt.first_talk") in last
    assert ("gone", "detention.plan") not in last
    both = kit.reentry.changes(case_id, since=plan, on=on)
    assert both.record == plan
    assert ("gone", "detention.plan") in told(both)
    assert ("added", "debt.first_talk") in told(both)
    with pytest.raises(NotFound):
        kit.reentry.changes(case_id, since="no such record", on=on)


def test_a_corrected_start_moves_the_day_and_is_no_other_duty(kit: Kit) -> None:
    case_id = open_case(kit)
    first = kit.reentry.history(case_id)[0].id
    kit.reentry.record(
        case_id,
        notice(residence=HOME, detention_start=date(2026, 10, 3)),
        on=date(2026, 10, 10),
        happened_on=date(2026, 10, 3),
        replaces=first,
    )
    changes = kit.reentry.changes(case_id, since=date(2026, 10, 9), on=date(2026, 10, 10))
    (moved,) = (change for change in changes.moved if change.finding.id == "detention.plan")
    assert moved.due_after == date(2026, 11, 2)  # 31 October is a Saturday


def test_what_was_known_later_changes_no_earlier_day(kit: Kit) -> None:
    case_id = open_case(kit)
    kit.reentry.record(case_id, PlanSet(), on=date(2026, 11, 20), happened_on=date(2026, 10, 20))
    assert not kit.reentry.changes(case_id, since=date(2026, 11, 18), on=date(2026, 11, 19)).gone
    assert ("gone", "detention.plan") in told(
        kit.reentry.changes(case_id, since=date(2026, 11, 19), on=date(2026, 11, 20))
    )
    assert len(kit.reentry.worklist(HOME, on=date(2026, 11, 19), known_on=date(2026, 11, 19), kinds=["overdue"]))
    assert not len(kit.reentry.worklist(HOME, on=date(2026, 11, 19), kinds=["overdue"]))


def test_a_new_case_is_all_new_and_nothing_changes_between_a_day_and_itself(kit: Kit) -> None:
    case_id = open_case(kit)
    on = date(2026, 10, 20)
    assert {change.kind.value for change in kit.reentry.changes(case_id, since=date(2026, 9, 1), on=on)} == {"added"}
    same = kit.reentry.changes(case_id, since=on, on=on)
    assert not len(same)
    assert "niets gewijzigd" in same.text("nl")
    assert "Nothing changed" in same.text("en")
    with pytest.raises(DataError, match="earlier day"):
        kit.reentry.changes(case_id, since=on, on=date(2026, 10, 1))
    with pytest.raises(DataError, match="earlier day"):
        kit.reentry.worklist_changes(HOME, since=on, on=date(2026, 10, 1))
    with pytest.raises(NotFound):
        kit.reentry.worklist_changes("GM0000", since=on, on=on)


def test_nothing_personal_stands_in_a_change(kit: Kit) -> None:
    case_id = case_with_canaries(kit)
    for changes in (
        kit.reentry.changes(case_id, since=date(2026, 9, 1), on=DAY),
        kit.reentry.worklist_changes("GM9999", since=date(2026, 9, 1), on=DAY),
    ):
        text = f"{changes!r}{changes}{changes.text('en')}{changes.changes}{changes.released}{changes.to_rows()}"
        assert len(changes)
        assert CANARY not in text
        assert "1990" not in text


def test_rows_are_plain_and_say_the_same(kit: Kit) -> None:
    case_id = open_case(kit)
    changes = kit.reentry.changes(case_id, since=date(2026, 9, 1), on=DAY)
    rows = changes.to_rows("en")
    assert json.loads(json.dumps(rows)) == rows
    assert [row["text"] for row in rows] == [change.explain("en") for change in changes]


DAYS = st.integers(0, 90).map(lambda days: date(2026, 10, 1) + timedelta(days=days))
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(ReleaseDateChanged, expected_release=st.none() | DAYS, source=st.just("pi")),
    st.builds(DebtHelpRequested, member=st.sampled_from([HOME, OTHER])),
    st.builds(DebtTalkHeld, member=st.sampled_from([HOME, OTHER])),
    st.builds(DebtDecisionMade, member=st.just(HOME)),
    st.builds(SignalReceived, kind=st.just("eviction_announced"), reported_by=st.just("x"), certainty=st.just("fact")),
    st.builds(SettlementChanged, member=st.sampled_from([HOME, OTHER])),
    st.builds(ConditionAssessed, condition=st.just("identity"), state=st.just("met"), valid_until=DAYS),
    st.builds(EndNotice, released_on=DAYS),
    st.builds(PlanSet),
    st.just(CaseClosed(reason="refused")),
)


def after(before: list[Finding], changes: Changes) -> list[Finding]:
    """What the changes make of the findings of before."""
    left = list(before)
    for change in changes:
        if change.before is not None:
            left.remove(change.before)
    return left + [change.after for change in changes if change.after is not None]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(DAYS, EVENTS), max_size=6), DAYS, DAYS)
def test_the_changes_lead_from_the_findings_of_one_day_to_those_of_the_other(
    happened: list[tuple[date, Event]], one: date, other: date
) -> None:
    since, on = sorted((one, other))
    with Kit.open(plugins=()) as kit:
        case_id = kit.reentry.receive(notice(residence=HOME)).id
        for day, event in happened:
            kit.reentry.record(case_id, event, on=day)
        for member in (HOME, OTHER):
            lists = [list(kit.reentry.worklist(member, on=day, known_on=day)) for day in (since, on)]
            changes = kit.reentry.worklist_changes(member, since=since, on=on)
            made = after(lists[0], changes)
            assert len(made) == len(lists[1])
            assert all(finding in made for finding in lists[1])
            assert all((change.why is None) == (change.after is not None) for change in changes)
            assert all(change.before != change.after for change in changes)


def test_alike_findings_are_paired_and_those_that_stayed_fall_away(kit: Kit) -> None:
    case_id = open_case(kit)
    findings = kit.reentry.findings(case_id, on=DAY)
    assert compare(findings, reversed(findings), was=None, now=None, member=None) == []
    assert isinstance(kit.reentry.history(case_id)[0].event, StartNotice)
