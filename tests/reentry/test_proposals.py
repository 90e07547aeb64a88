"""A signal leads to a proposal with reasons, for a human, and for one purpose; never to a decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reentry.conftest import CANARY, ENTRY, make_case, notice, recorded
from tests.reentry.test_signals import DAYS, HISTORY, PLAN, PURPOSES, signal

from vngkit import Kit
from vngkit.errors import PurposeRequired
from vngkit.legislation import open_terms
from vngkit.reentry import (
    Case,
    Certainty,
    ConditionAssessed,
    ContactMade,
    DutyBook,
    EndNotice,
    Event,
    FindingKind,
    LostContact,
    ProposedAct,
    ReleaseDateChanged,
    SignalResolved,
    Tone,
    fold,
    proposers,
    signal_kinds,
    signal_purposes,
    signal_rules,
)

DAY = ENTRY + timedelta(days=20)


@pytest.fixture(scope="module")
def rules() -> Iterator[Kit]:
    with Kit.open(plugins=()) as kit:
        yield kit


def book(kit: Kit, purpose: str) -> DutyBook:
    return DutyBook(proposers(purpose), answers=kit.reentry.duties.answers)


def ids(kit: Kit, case: Case, on: date, purpose: str = PLAN) -> set[str]:
    return {finding.id for finding in book(kit, purpose).evaluate(case, on)}


def test_every_rule_proposes_something_harmless_from_a_kind_that_its_purpose_may_see() -> None:
    kinds = signal_kinds()
    for rule in signal_rules():
        assert isinstance(rule.act, ProposedAct)
        assert {signal_purposes()[purpose].domain for purpose in rule.purposes} == {
            signal_purposes()[next(iter(rule.purposes))].domain
        }
        assert not rule.local_term or rule.local_term in open_terms()
        for start in rule.starts:
            if start.startswith("signal."):
                assert kinds[start.removeprefix("signal.")].visible_to & rule.purposes, (rule.id, start)


def test_every_kind_that_is_kept_leads_to_a_proposal_or_has_a_duty_of_law_instead() -> None:
    started = {start.removeprefix("signal.") for rule in signal_rules() for start in rule.starts}
    by_law = {"plan_missing", "eviction_announced", "utility_cut_off", "insurance_ended"}
    nothing_to_do = {"release_date_moved"}  # every term is reckoned anew from it
    assert started | by_law | nothing_to_do >= {kind.id for kind in signal_kinds().values() if kind.in_case}


def test_a_proposal_says_that_it_is_for_a_human_and_what_is_uncertain(rules: Kit) -> None:
    case = make_case((DAY, signal(certainty="worry")), (DAY, signal(signal="b", certainty="fact")))
    (found,) = (f for f in book(rules, PLAN).evaluate(case, DAY) if f.id == "proposal.missed_appointment")
    assert found.kind is FindingKind.MAY
    kinds = [reason.kind for reason in found.reasons]
    assert kinds[0] == "for_a_human"
    assert kinds.count("signal.missed_appointment") == 2
    assert kinds.count("uncertain.worry") == 1
    assert {"practice", "local_rule_unknown", "act.contact"} <= set(kinds)
    assert "een zorg is geen feit" in found.explain("nl")
    assert "a worry is not a fact" in found.explain("en")
    assert "no sanction" in found.explain("en")


def test_contact_ends_the_proposal_to_seek_contact(rules: Kit) -> None:
    case = make_case((DAY, signal()), (DAY + timedelta(days=3), ContactMade()))
    assert "proposal.missed_appointment" in ids(rules, case, DAY + timedelta(days=2))
    assert "proposal.missed_appointment" not in ids(rules, case, DAY + timedelta(days=3))


def test_a_signal_that_is_less_certain_than_the_rule_asks_leads_to_nothing(rules: Kit) -> None:
    worry, report = (make_case((DAY, signal("job_kept", certainty=sure))) for sure in ("worry", "report"))
    assert "proposal.recognition" not in ids(rules, worry, DAY)
    assert "proposal.recognition" in ids(rules, report, DAY)


def test_what_goes_well_is_told_to_the_person_for_every_positive_kind(rules: Kit) -> None:
    for kind in signal_kinds().values():
        if kind.tone is Tone.POSITIVE:
            purpose = min(kind.visible_to & {PLAN, "organise_care_or_support"})
            assert "proposal.recognition" in ids(rules, make_case((DAY, signal(kind.id))), DAY, purpose), kind.id


def test_a_worry_report_starts_the_exploration_of_the_law_and_only_for_that_purpose(rules: Kit) -> None:
    case = make_case((DAY, signal("worry_report", certainty="worry")))
    (found,) = book(rules, "explore_need_for_compulsory_care").evaluate(case, DAY)
    assert found.id == "proposal.worry_exploration"
    assert found.rule == "worry_exploration"
    assert found.end is not None
    assert found.due_on == DAY + timedelta(days=14)
    assert found.kind is FindingKind.DUE
    assert found.citation is not None
    assert found.citation.article == "5:2"
    for purpose in set(PURPOSES) - {"explore_need_for_compulsory_care", "crisis_measure"}:
        assert "proposal.worry_exploration" not in ids(rules, case, DAY, purpose)
    assert not [f for f in rules.reentry.duties.evaluate(case, DAY) if f.id.startswith("proposal.worry")]


def test_a_release_before_the_day_that_was_known_asks_for_contact(rules: Kit) -> None:
    early = make_case((DAY, EndNotice(released_on=DAY)))
    planned = make_case((DAY, EndNotice(released_on=DAY)), expected_release=DAY)
    nobody_knew = make_case((DAY, EndNotice(released_on=DAY)), expected_release=None)
    assert "proposal.released_early" in ids(rules, early, DAY)
    assert "proposal.released_early" in ids(rules, nobody_knew, DAY)
    assert "proposal.released_early" not in ids(rules, planned, DAY)


def test_without_recorded_contact_the_release_asks_for_it_and_says_that_the_lead_time_is_not_known(rules: Kit) -> None:
    (found,) = (f for f in book(rules, PLAN).evaluate(make_case(), DAY) if f.id == "proposal.contact_before_release")
    assert "local_rule_unknown" in {reason.kind for reason in found.reasons}
    spoken = make_case((DAY, ContactMade()))
    assert "proposal.contact_before_release" not in ids(rules, spoken, DAY)


def test_income_is_proposed_when_it_is_known_to_lack_and_not_when_nothing_is_known(rules: Kit) -> None:
    lacking = make_case((DAY, ConditionAssessed(condition="work_and_income", state="lacking")))
    assert "proposal.income_before_release" in ids(rules, lacking, DAY)
    assert "proposal.income_before_release" not in ids(rules, make_case(), DAY)
    told = make_case((DAY, signal("income_missing_at_release")))
    (found,) = (f for f in book(rules, PLAN).evaluate(told, DAY) if f.id == "proposal.income_before_release")
    assert "not_known.lacking.work_and_income" in {reason.kind for reason in found.reasons}


def test_lost_contact_asks_who_looks_for_the_person(rules: Kit) -> None:
    assert "proposal.lost_contact" in ids(rules, make_case((DAY, LostContact())), DAY)


def test_proposals_of_another_purpose_never_stand_in_the_worklist() -> None:
    with Kit.open(plugins=()) as kit:
        case = kit.reentry.receive(notice())
        for kind in ("condition_breach", "domestic_violence", "substance_relapse", "crisis", "missed_appointment"):
            kit.reentry.record(case.id, signal(kind, detail=CANARY), on=DAY)
        shown = {f.id for f in kit.reentry.worklist("GM9999", on=DAY) if f.id.startswith("proposal.")}
        assert shown == {"proposal.missed_appointment", "proposal.contact_before_release"}
        with pytest.raises(PurposeRequired):
            kit.reentry.proposals(case.id, on=DAY)
        (breach,) = kit.reentry.proposals(case.id, purpose="carry_out_criminal_decision", on=DAY)
        assert breach.id == "proposal.condition_breach"
        assert breach.who == "probation"
        everything = kit.reentry.worklist("GM9999", on=DAY)
        assert CANARY not in repr(everything) + "".join(f.explain("nl") + repr(f) for f in everything)


@given(HISTORY, st.sampled_from(PURPOSES), DAYS)
def test_a_proposal_names_only_signals_that_its_purpose_may_see_and_that_count(
    rules: Kit, history: list[tuple[date, Event]], purpose: str, on: date
) -> None:
    case = make_case(*history)
    kinds = signal_kinds()
    for found in book(rules, purpose).evaluate(case, on):
        assert found.kind in {FindingKind.MAY, FindingKind.DUE, FindingKind.ALMOST_DUE, FindingKind.OVERDUE}
        for reason in found.reasons:
            if reason.kind.startswith("signal."):
                assert purpose in kinds[reason.kind.removeprefix("signal.")].visible_to
                assert any(s.kind == reason.kind.removeprefix("signal.") and s.open_on(on) for s in case.signals)


@given(HISTORY, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_no_proposal(
    rules: Kit, history: list[tuple[date, Event]], on: date, chance: object
) -> None:
    records = [recorded(0, notice(), ENTRY)]
    records += [recorded(number, event, day) for number, (day, event) in enumerate(history, 1)]
    other = list(records)
    chance.shuffle(other)  # type: ignore[attr-defined]
    assert book(rules, PLAN).evaluate(fold("c", records), on) == book(rules, PLAN).evaluate(fold("c", other), on)


def test_a_resolved_signal_leads_to_nothing_any_more(rules: Kit) -> None:
    case = make_case(
        (DAY, signal("network_loss", certainty=Certainty.WORRY)), (DAY, SignalResolved(kind="network_loss"))
    )
    assert "proposal.network_loss" not in ids(rules, case, DAY)


def test_a_moved_release_needs_no_proposal_of_its_own(rules: Kit) -> None:
    moved = make_case((DAY, ReleaseDateChanged(expected_release=DAY, source="PI")), (DAY, signal("release_date_moved")))
    assert ids(rules, moved, DAY) == {"proposal.contact_before_release"}
