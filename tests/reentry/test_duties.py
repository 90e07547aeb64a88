"""What law asks in a case: who must do what by which day, area by area, with the terms of the data."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.reentry.conftest import ENTRY
from tests.reentry.duty_helpers import HOME, after, book_with, find, look, reasons, step, without_end

from vngkit.legislation import national_rule
from vngkit.reentry import (
    AddressChanged,
    AddressChangePlanned,
    AddressDeclared,
    AddressRegistered,
    AdvancePaid,
    AssistanceApplied,
    AssistanceDecided,
    AssistanceReported,
    CaseClosed,
    CompletionAsked,
    CompletionReceived,
    ConditionAssessed,
    ContactMade,
    CrisisMeasureTaken,
    DebtHelpRequested,
    DebtTalkHeld,
    DecisionMadeKnown,
    Died,
    EndNotice,
    Event,
    FindingKind,
    InsurerInformed,
    LastPhaseStarted,
    ObjectionFiled,
    PersonalPlanSubmitted,
    PlanSet,
    PostalAddressRequested,
    ProgrammeStarted,
    ReDetained,
    ReleaseDateChanged,
    ReleaseOrdered,
    ResearchFinished,
    Role,
    SignalReceived,
    StepForeseen,
    SupportApplied,
    SupportDecided,
    SupportReported,
    UrgencyDecided,
    UrgencyRequested,
    WorryExplored,
    WorryReported,
)
from vngkit.terms import Term

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("duty", "on", "event", "due", "who"),
    [
        # one month after entry on 1 October is 1 November, a Sunday: Monday
        ("detention.isd_plan", "2026-10-01", None, "2026-11-02", "director"),
        ("detention.isd_evaluation", "2026-10-01", None, "2027-04-01", "director"),
        ("detention.isd_evaluation", "2027-03-20", step("isd.evaluated"), "2027-09-20", "director"),
        # five days after Friday is Wednesday; after Tuesday it is Sunday, so Monday
        ("identity.address_change", "2026-11-27", AddressChanged(), "2026-12-02", "resident"),
        ("identity.address_change", "2026-11-24", AddressChanged(), "2026-11-30", "resident"),
        # four weeks after 27 November is Christmas Day (Friday), then a weekend: Monday 28 December
        ("debt.first_talk", "2026-11-27", DebtHelpRequested(member=HOME), "2026-12-28", "college"),
        ("income.advance", "2026-11-27", AssistanceApplied(member=HOME), "2026-12-28", "college"),
        ("income.advance_repeat", "2026-12-28", AdvancePaid(member=HOME), "2027-01-25", "college"),
        ("income.decision", "2026-11-27", AssistanceApplied(member=HOME), "2027-01-22", "college"),
        ("housing.urgency_decision", "2026-11-27", UrgencyRequested(member=HOME), "2027-01-22", "college"),
        (
            "identity.postal_address_decision",
            "2026-11-27",
            PostalAddressRequested(member=HOME),
            "2027-01-22",
            "college",
        ),
        # six weeks after 20 November is New Year's Day, 2 January is an equal day and a Saturday: Monday 4 January
        ("care.support_report", "2026-11-20", SupportReported(member=HOME), "2027-01-04", "college"),
        ("care.personal_plan", "2026-11-20", SupportReported(member=HOME), "2026-11-27", "resident"),
        ("care.support_decision", "2027-01-05", SupportApplied(member=HOME), "2027-01-19", "college"),
        # fourteen days after 19 December is Saturday 2 January: Monday
        ("care.worry_exploration", "2026-12-19", WorryReported(member=HOME), "2027-01-04", "college"),
        ("care.worry_application", "2026-12-19", WorryReported(member=HOME), "2027-01-04", "college"),
        ("care.crisis_appeal", "2026-12-04", CrisisMeasureTaken(member=HOME), "2026-12-28", "resident"),
        ("procedure.objection", "2026-11-20", DecisionMadeKnown(member=HOME), "2027-01-04", "resident"),
        (
            "procedure.execution_data_access",
            "2026-11-27",
            step("execution_data.access_asked"),
            "2026-12-28",
            "minister",
        ),
        (
            "release.vi_request_decision",
            "2026-11-05",
            step("conditional_release.requested"),
            "2027-01-05",
            "public_prosecution",
        ),
        ("detention.police_cell", "2026-10-02", step("police_cell.entered"), "2026-10-12", "minister"),
        (
            "retention.safety_house",
            "2026-10-02",
            step("safety_house.first_processed"),
            "2031-10-02",
            "care_and_safety_house",
        ),
        ("retention.file", "2026-10-02", step("file.received"), "2036-10-02", "minister"),
        ("safety_house.feedback", "2026-10-02", step("safety_house.result_received"), "2027-10-02", "other"),
    ],
)
def test_the_last_day_is_reckoned_from_the_step_with_the_term_of_the_data(
    duty: str, on: str, event: Event | None, due: str, who: str
) -> None:
    route = "isd" if duty.startswith("detention.isd") else "convicted"
    happened = [(d(on), event)] if event else []
    known = [(ENTRY, AddressRegistered(address="home"))]
    finding = find(duty, after(*known, *happened, entry_route=route), d(on))
    assert (finding.due_on, finding.who) == (d(due), Role(who))
    assert finding.kind in {FindingKind.DUE, FindingKind.ALMOST_DUE, FindingKind.MAY}


# ---------------------------------------------------------------- detention


def test_the_plan_is_due_while_an_exception_is_not_known_and_says_what_to_find_out() -> None:
    finding = find("detention.plan", after(entry_route="unknown"), d("2026-10-20"))
    assert finding.kind is FindingKind.DUE
    assert find("detention.plan", after(entry_route="unknown"), d("2026-10-30")).kind is FindingKind.OVERDUE
    assert "vraag de inrichting naar de instroomroute" in finding.explain("nl")
    assert "not known whether it is an ISD measure" in finding.explain("en")
    assert look("detention.plan", after(entry_route="foreign_national"), d("2026-10-20")) is None


def test_what_the_plan_must_hold_is_told_with_the_plan_and_not_as_work_of_its_own() -> None:
    from tests.reentry.duty_helpers import national

    found = national().evaluate(after(), d("2026-10-20"))
    plan = next(one for one in found if one.id == "detention.plan")
    assert {"detention.plan_content", "detention.plan_advice"} <= {part.id for part in plan.parts}
    assert not {one.id for one in found} & {part.id for part in plan.parts}
    assert "ontbrekende basisvoorwaarden" in plan.explain("nl")
    assert "artikel 18a lid 2" in plan.explain("nl").lower()


def test_both_readings_of_the_plan_term_are_shown_when_they_part() -> None:
    entered = d("2026-11-27")  # four weeks later is Christmas Day
    finding = find("detention.plan", after(detention_start=entered, received_on=entered), entered)
    assert finding.due_on == d("2026-12-28")
    assert finding.dates == (d("2026-12-25"), d("2026-12-28"))


def test_an_evaluation_ends_the_last_term_and_starts_the_next() -> None:
    case = after((d("2027-03-20"), step("isd.evaluated")), entry_route="isd")
    finding = find("detention.isd_evaluation", case, d("2027-05-01"))
    assert (finding.due_on, finding.trigger and finding.trigger.kind) == (d("2027-09-20"), "isd.evaluated")
    assert find("detention.isd_comment", case, d("2027-05-01")).kind is FindingKind.MAY


def test_in_the_last_phase_outside_the_college_carries_out_the_measure() -> None:
    case = after((d("2027-10-01"), LastPhaseStarted(member=HOME)), entry_route="isd")
    finding = find("detention.isd_outside", case, d("2027-10-02"))
    assert (finding.who, finding.kind) == (Role.COLLEGE, FindingKind.DUE)
    assert find("income.isd_costs", case, d("2027-10-02")).who is Role.COLLEGE


def test_a_court_day_that_moves_moves_the_duty() -> None:
    case = after(
        (d("2026-10-05"), StepForeseen(what="foreseen.court_day", expected_on=d("2026-11-10"))),
        (d("2026-10-06"), StepForeseen(what="foreseen.court_day", expected_on=d("2026-11-12"))),
    )
    assert find("detention.leave_for_court", case, d("2026-10-07")).due_on == d("2026-11-12")


# ---------------------------------------------------------------- release


def test_release_is_within_hours_of_the_order_and_over_the_change_of_the_clock() -> None:
    at = datetime(2026, 10, 24, 23, 30, tzinfo=AMSTERDAM)
    finding = find("release.ordered", after((d("2026-10-24"), ReleaseOrdered(at=at))), d("2026-10-24"))
    assert finding.end is not None
    assert finding.end.moment == datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM, fold=0)
    assert finding.due_on == d("2026-10-25")


def test_hours_without_an_hour_are_counted_from_the_start_of_the_day_and_say_so() -> None:
    finding = find("care.crisis_lawyer", after((d("2026-12-04"), CrisisMeasureTaken(member=HOME))), d("2026-12-04"))
    assert finding.due_on == d("2026-12-05")
    assert "hour_unknown" in reasons(finding)


def test_the_day_of_release_that_passed_without_a_notice_is_overdue() -> None:
    case = after()
    assert find("release.by_director", case, d("2027-01-08")).kind is FindingKind.ALMOST_DUE
    assert find("release.by_director", case, d("2027-01-09")).kind is FindingKind.OVERDUE
    free = after((d("2027-01-08"), EndNotice(released_on=d("2027-01-08"))))
    assert look("release.by_director", free, d("2027-01-09")) is None


def test_the_notice_of_conditional_release_is_counted_back_from_its_day() -> None:
    event = ReleaseDateChanged(expected_release=d("2027-03-15"), source="om", scenario="conditional_release")
    finding = find("release.vi_notice", after((d("2026-10-10"), event)), d("2026-10-11"))
    assert (finding.due_on, finding.who) == (d("2027-02-15"), Role.PUBLIC_PROSECUTION)
    told = after((d("2026-10-10"), event), (d("2027-02-01"), step("conditional_release.decided")))
    assert look("release.vi_notice", told, d("2027-02-20")) is None


def test_after_a_refusal_a_new_request_may_come_after_half_a_year() -> None:
    case = after((d("2026-11-02"), step("conditional_release.refused")))
    assert find("release.vi_new_request", case, d("2027-05-01")).kind is FindingKind.MUST_NOT
    assert find("release.vi_new_request", case, d("2027-05-02")).kind is FindingKind.MAY


def test_after_arrest_the_decision_on_revocation_shows_both_days() -> None:
    case = after((d("2026-12-24"), step("conditional_release.arrested")))
    finding = find("release.vi_revocation", case, d("2026-12-24"))
    assert len(finding.dates) > 1
    assert finding.ambiguity


# ---------------------------------------------------------------- identity


def test_a_move_may_be_reported_from_four_weeks_before_it_and_must_be_after_it() -> None:
    planned = (d("2026-11-20"), AddressChangePlanned(planned_for=d("2027-01-08")))
    case = after(planned)
    early = find("identity.address_change_early", case, d("2026-12-10"))
    assert (early.kind, early.due_on) == (FindingKind.MUST_NOT, d("2026-12-11"))
    assert find("identity.address_change_early", case, d("2026-12-11")).kind is FindingKind.MAY
    declared = after(planned, (d("2027-01-08"), AddressChanged()), (d("2027-01-11"), AddressDeclared()))
    assert look("identity.address_change", declared, d("2027-01-12")) is None


def test_without_an_address_the_college_registers_one_and_an_unknown_address_is_not_no_address() -> None:
    asked = find("identity.postal_address_ex_officio", after(), d("2026-10-06"))
    assert asked.kind is FindingKind.MISSING
    assert "zoek het op in de BRP" in asked.explain("nl")
    none = after((d("2026-10-06"), AddressRegistered(address="none")))
    assert find("identity.postal_address_ex_officio", none, d("2026-10-06")).kind is FindingKind.DUE
    home = after((d("2026-10-06"), AddressRegistered(address="home")))
    assert look("identity.postal_address_ex_officio", home, d("2026-10-06")) is None


def test_an_identity_card_can_be_asked_for_when_it_is_lacking() -> None:
    lacking = (d("2026-10-06"), ConditionAssessed(condition="identity", state="lacking"))
    assert find("identity.card", after(lacking), d("2026-10-07")).kind is FindingKind.MAY
    assert look("identity.card", after(), d("2026-10-07")) is None  # whether one is lacking is asked by a check
    applied = after(lacking, (d("2026-10-08"), step("document.applied")))
    assert look("identity.card", applied, d("2026-10-09")) is None


# ---------------------------------------------------------------- housing


def test_the_local_term_for_urgency_takes_the_place_of_the_general_one() -> None:
    case = after((d("2026-11-02"), UrgencyRequested(member=HOME)))
    general = find("housing.urgency_decision", case, d("2026-11-03"))
    assert (general.due_on, "term_of" in reasons(general)) == (d("2026-12-28"), True)
    assert "4:13" in general.explain("nl")
    local = book_with({(HOME, "housing.urgency_decision_term"): Term(6, "weeks")})
    finding = find("housing.urgency_decision", case, d("2026-11-03"), local)
    assert (finding.due_on, finding.rule) == (d("2026-12-14"), "test.GM9999.housing.urgency_decision_term")
    assert finding.citation is not None
    assert finding.citation.article == "13"


def test_two_colleges_each_have_their_own_local_rules_and_so_their_own_finding() -> None:
    lacking = (d("2026-10-06"), ConditionAssessed(condition="housing", state="lacking"))
    case = after(lacking, settlement="GM0344")
    local = book_with({(HOME, "housing.urgency_reentry"): True, ("GM0344", "housing.urgency_reentry"): False})
    found = [one for one in local.evaluate(case, d("2026-10-07")) if one.id == "housing.urgency"]
    assert {one.members for one in found} == {(HOME,), ("GM0344",)}
    said = {one.members[0]: one.explain("en") for one in found}
    assert "urgency after detention: yes" in said[HOME]
    assert "urgency after detention: no" in said["GM0344"]


def test_a_programme_needs_an_address_and_says_so_before_it_starts() -> None:
    event = ReleaseDateChanged(expected_release=d("2026-12-01"), source="pi", scenario="penitentiary_programme")
    lacking = (d("2026-10-06"), ConditionAssessed(condition="housing", state="lacking"))
    finding = find("housing.programme_address", after(lacking, (d("2026-10-07"), event)), d("2026-10-08"))
    assert finding.kind is FindingKind.AT_RISK


# ---------------------------------------------------------------- income


def test_no_assistance_in_detention_and_perhaps_in_a_programme_outside() -> None:
    assert find("income.excluded_detained", after(), d("2026-10-06")).kind is FindingKind.MUST_NOT
    outside = after((d("2026-12-01"), ProgrammeStarted()))
    assert find("income.exception_outside", outside, d("2026-12-02")).kind is FindingKind.MAY
    assert find("income.programme_living_costs", outside, d("2026-12-02")).kind is FindingKind.AT_RISK
    free = after((d("2027-01-08"), EndNotice(released_on=d("2027-01-08"))))
    assert look("income.excluded_detained", free, d("2027-01-08")) is None


def test_who_is_under_27_waits_and_who_is_27_applies_at_once_and_an_unknown_age_is_asked_for() -> None:
    reported = (d("2026-11-27"), AssistanceReported(member=HOME))
    young = after(reported, birth_date=d("1999-11-28"))  # 26 on the day of reporting, 27 the day after
    wait = find("income.wait_under_27", young, d("2026-12-01"))
    assert (wait.kind, wait.dates) == (FindingKind.MUST_NOT, (d("2026-12-25"), d("2026-12-28")))
    assert find("income.wait_under_27", young, d("2026-12-28")).kind is FindingKind.MAY
    assert look("income.apply_at_once", young, d("2026-12-01")) is None
    old = after(reported, birth_date=d("1999-11-27"))
    assert look("income.wait_under_27", old, d("2026-12-01")) is None
    assert find("income.apply_at_once", old, d("2026-11-27")).due_on == d("2026-11-27")
    unknown = find("income.wait_under_27", after(reported), d("2026-12-01"))
    assert unknown.kind is FindingKind.MISSING
    assert "de geboortedatum ontbreekt" in unknown.explain("nl")


def test_an_advance_comes_again_every_four_weeks_until_the_decision() -> None:
    applied = (d("2026-11-27"), AssistanceApplied(member=HOME))
    paid = (d("2026-12-22"), AdvancePaid(member=HOME))
    again = (d("2027-01-19"), AdvancePaid(member=HOME))
    case = after(applied, paid, again)
    assert look("income.advance", case, d("2027-01-20")) is None
    assert find("income.advance_repeat", case, d("2027-01-20")).due_on == d("2027-02-16")
    decided = after(applied, paid, again, (d("2027-01-28"), AssistanceDecided(member=HOME, granted=True)))
    assert look("income.advance_repeat", decided, d("2027-01-29")) is None


def test_assistance_can_start_before_reporting_and_the_finding_gives_the_first_day() -> None:
    case = after((d("2027-02-10"), AssistanceReported(member=HOME)))
    assert find("income.backdate", case, d("2027-02-10")).due_on == d("2026-11-10")


def test_fixed_costs_in_detention_are_what_local_rules_say_and_unknown_rules_are_named() -> None:
    allowed, longest = (f"income.fixed_costs_during_detention_{what}" for what in ("allowed", "max"))
    book = book_with({(HOME, allowed): True, (HOME, longest): Term(6, "months")})
    finding = find("income.fixed_costs", after(), d("2026-10-06"), book)
    assert finding.kind is FindingKind.MAY
    told = finding.explain("nl")
    source = "Verordening Voorbeeldstad, artikel 2 (CVDR000000_1)"
    assert f"vaste lasten tijdens detentie: doorbetaling mogelijk: ja ({source})" in told
    assert "vaste lasten tijdens detentie: langste duur: 6 maanden" in told
    assert "er is geen lokale regel bekend over:" in told
    assert "en nog 9" in told
    assert {answer.term.id for answer in finding.answers if answer.value is not None} == {allowed, longest}


# ---------------------------------------------------------------- debt


def test_a_local_term_decides_and_the_law_is_the_limit_where_none_is_known() -> None:
    case = after((d("2026-11-25"), DebtTalkHeld(member=HOME)))
    assert find("debt.decision", case, d("2026-11-26")).due_on == d("2027-01-20")
    short = book_with({(HOME, "debt.decision_term"): Term(5, "weeks")})
    assert find("debt.decision", case, d("2026-11-26"), short).due_on == d("2026-12-30")


def test_the_target_of_a_gemeente_is_told_beside_the_term_of_the_law_and_only_where_it_is_known() -> None:
    case = after((d("2026-11-02"), DebtHelpRequested(member=HOME)))
    assert look("debt.first_talk_target", case, d("2026-11-03")) is None
    book = book_with({(HOME, "debt.first_talk_target"): Term(2, "weeks")})
    finding = find("debt.first_talk_target", case, d("2026-11-03"), book)
    assert (finding.kind, finding.due_on) == (FindingKind.AT_RISK, d("2026-11-16"))
    assert find("debt.first_talk", case, d("2026-11-03"), book).due_on == d("2026-11-30")


def test_a_term_stands_still_while_the_application_is_not_complete() -> None:
    talk = (d("2026-11-25"), DebtTalkHeld(member=HOME))
    asked = (d("2026-12-07"), CompletionAsked(procedure="debt", member=HOME))
    open_ = find("debt.decision", after(talk, asked), d("2026-12-20"))
    assert "suspended" in reasons(open_)
    later = find("debt.decision", after(talk, asked), d("2026-12-27"))
    assert open_.due_on is not None
    assert later.due_on is not None
    assert later.due_on - open_.due_on == timedelta(days=7)
    received = (d("2026-12-17"), CompletionReceived(procedure="debt", member=HOME))
    done = find("debt.decision", after(talk, asked, received), d("2027-01-04"))
    assert done.dates == (d("2027-01-29"), d("2027-02-01"))  # whether the day of completion counts is not settled
    assert "suspended" not in reasons(done)


def test_the_completion_of_one_procedure_does_not_suspend_another() -> None:
    case = after(
        (d("2026-11-25"), DebtTalkHeld(member=HOME)),
        (d("2026-12-07"), CompletionAsked(procedure="assistance", member=HOME)),
    )
    assert find("debt.decision", case, d("2026-12-20")).due_on == d("2027-01-20")


def test_a_creditors_signal_starts_the_term_when_its_offer_was_accepted() -> None:
    signal = (d("2026-11-02"), step("debt.signal_received"))
    assert find("debt.offer", after(signal), d("2026-11-03")).kind is FindingKind.DUE
    assert look("debt.first_talk_after_signal", after(signal), d("2026-11-03")) is None
    accepted = after(signal, (d("2026-11-10"), step("debt.offer_made")), (d("2026-11-12"), step("debt.offer_accepted")))
    assert find("debt.first_talk_after_signal", accepted, d("2026-11-13")).due_on == d("2026-11-30")


def test_a_threat_asks_for_a_talk_in_three_working_days_and_shows_that_the_word_is_open() -> None:
    event = SignalReceived(kind="eviction_announced", reported_by="housing_corporation", certainty="report")
    finding = find("debt.threat_talk", after((d("2026-12-24"), event)), d("2026-12-24"))
    assert finding.due_on == d("2026-12-30")
    assert finding.ambiguity


# ---------------------------------------------------------------- care


def test_support_can_be_applied_for_after_research_or_when_its_six_weeks_are_over() -> None:
    case = after((d("2026-11-20"), SupportReported(member=HOME)))
    assert find("care.application_wait", case, d("2027-01-04")).kind is FindingKind.MUST_NOT
    assert find("care.application_wait", case, d("2027-01-05")).kind is FindingKind.MAY
    ready = after((d("2026-11-20"), SupportReported(member=HOME)), (d("2026-12-10"), ResearchFinished(member=HOME)))
    assert look("care.application_wait", ready, d("2026-12-11")) is None
    assert find("care.written_result", ready, d("2026-12-11")).kind is FindingKind.DUE


def test_a_personal_plan_may_come_for_seven_days_and_then_no_longer() -> None:
    report = (d("2026-11-20"), SupportReported(member=HOME))
    assert find("care.personal_plan", after(report), d("2026-11-27")).kind is FindingKind.MAY
    assert look("care.personal_plan", after(report), d("2026-11-28")) is None
    given = after(report, (d("2026-11-23"), PersonalPlanSubmitted(member=HOME)))
    assert look("care.personal_plan", given, d("2026-11-24")) is None


def test_a_worry_without_need_asks_no_application() -> None:
    report = (d("2026-12-14"), WorryReported(member=HOME))
    assert find("care.worry_application", after(report), d("2026-12-15")).due_on == d("2026-12-28")
    none = after(report, (d("2026-12-16"), WorryExplored(member=HOME, need_for_care=False)))
    assert look("care.worry_application", none, d("2026-12-17")) is None
    need = after(report, (d("2026-12-16"), WorryExplored(member=HOME, need_for_care=True)))
    assert find("care.worry_application", need, d("2026-12-17")).due_on == d("2026-12-28")


def test_what_happens_with_support_in_detention_is_asked_only_when_there_is_some() -> None:
    granted = (d("2026-09-01"), step("support.granted"))
    book = book_with({(HOME, "care.withdraw_on_detention"): "suspend"})
    finding = find("care.detention_and_support", after(granted), d("2026-10-06"), book)
    assert "running provision during detention: suspend" in finding.explain("en")
    assert look("care.detention_and_support", after(), d("2026-10-06")) is None


def test_the_insurer_hears_of_the_detention_and_after_release_the_insurance_is_checked() -> None:
    assert find("care.insurance_notice", after(), d("2026-10-06")).who is Role.RESIDENT
    told = after((d("2026-10-08"), InsurerInformed()), (d("2027-01-08"), EndNotice(released_on=d("2027-01-08"))))
    assert look("care.insurance_notice", told, d("2027-01-09")) is None
    assert find("care.insurance_restart", told, d("2027-01-09")).kind is FindingKind.AT_RISK


def test_a_local_interval_makes_the_review_of_support_come_again() -> None:
    decided = (d("2026-10-05"), SupportDecided(member=HOME, granted=True))
    book = book_with({(HOME, "care.review_interval"): Term(6, "months")})
    assert find("care.review", after(decided), d("2026-10-06"), book).due_on == d("2027-04-05")
    reviewed = after(decided, (d("2027-04-01"), step("support.reviewed")))
    assert find("care.review", reviewed, d("2027-04-02"), book).due_on == d("2027-10-01")
    assert find("care.review", after(decided), d("2026-10-06")).due_on is None


# ---------------------------------------------------------------- retention


def test_what_must_be_destroyed_is_asked_in_a_closed_case_too() -> None:
    closed = (d("2026-12-02"), CaseClosed(reason="moved"))
    case = after((d("2026-11-02"), step("safety_house.case_closed")), (d("2026-12-01"), step("file.received")), closed)
    assert look("detention.plan", case, d("2026-12-03")) is None
    shield = find("retention.safety_house_shield", case, d("2026-11-03"))
    assert (shield.kind, shield.due_on) == (FindingKind.OVERDUE, d("2026-11-02"))
    assert find("retention.file", case, d("2030-01-01")).due_on == d("2036-12-01")


def test_new_detention_makes_the_retention_of_the_file_lapse() -> None:
    again = ReDetained(institution="PI", detention_start=d("2028-02-01"))
    released = (d("2027-01-08"), EndNotice(released_on=d("2027-01-08")))
    case = after(released, (d("2027-01-15"), step("file.received")), (d("2028-02-01"), again))
    assert find("retention.file", case, d("2027-06-01")).due_on == d("2037-01-15")
    assert look("retention.file", case, d("2028-02-02")) is None


def test_the_record_of_a_provision_must_not_be_destroyed_before_its_years_are_over() -> None:
    case = after((d("2026-10-12"), step("execution_data.provided")))
    assert find("retention.execution_data_log", case, d("2030-10-11")).kind is FindingKind.MUST_NOT
    assert find("retention.execution_data_log", case, d("2030-10-12")).kind is FindingKind.MAY


# ---------------------------------------------------------------- procedure


def test_a_decision_that_is_made_known_starts_the_term_of_objection_and_an_objection_ends_it() -> None:
    decided = UrgencyDecided(member=HOME, granted=False, made_known_on=d("2026-11-30"))
    case = after((d("2026-11-27"), decided))
    assert find("procedure.objection", case, d("2026-12-01")).due_on == d("2027-01-11")
    assert look("procedure.objection", case, d("2027-01-12")) is None
    objected = after((d("2026-11-27"), decided), (d("2026-12-07"), ObjectionFiled(member=HOME)))
    assert look("procedure.objection", objected, d("2026-12-08")) is None
    assert find("procedure.late_objection", objected, d("2026-12-08")).kind is FindingKind.MAY


def test_a_notice_of_default_gives_the_first_day_of_the_penalty_and_its_other_reading() -> None:
    case = after((d("2027-01-20"), step("decision.default_notified")))
    finding = find("procedure.penalty", case, d("2027-01-21"))
    assert finding.dates == (d("2027-02-03"), d("2027-02-04"))


def test_two_competent_colleges_agree_on_who_leads() -> None:
    assert find("procedure.two_colleges", after(settlement="GM0344"), d("2026-10-06")).kind is FindingKind.AT_RISK
    assert look("procedure.two_colleges", after(), d("2026-10-06")) is None


def test_a_rule_that_was_not_read_says_so_in_the_finding() -> None:
    case = after((d("2026-10-12"), step("data_breach.noticed", at=datetime(2026, 10, 12, 9, tzinfo=AMSTERDAM))))
    finding = find("procedure.data_breach", case, d("2026-10-12"))
    assert (finding.verified, finding.due_on) == (False, d("2026-10-15"))
    assert "niet gelezen" in finding.explain("nl")


# ---------------------------------------------------------------- safety house, and what only local rules ask


def test_a_referral_is_tested_against_the_goal_and_shows_the_bars_with_it() -> None:
    from tests.reentry.duty_helpers import national

    case = after((d("2026-10-12"), step("safety_house.referred")))
    found = {one.id: one for one in national().evaluate(case, d("2026-10-13"))}
    parts = {part.id for part in found["safety_house.referral_test"].parts}
    assert {"safety_house.purpose", "safety_house.medical_consent", "safety_house.categories"} <= parts


def test_a_warm_hand_over_is_counted_back_from_release_where_the_gemeente_has_a_lead_time() -> None:
    book = book_with({(HOME, "reentry.handover_lead_time"): Term(6, "weeks")})
    finding = find("release.handover", after(), d("2026-11-20"), book)
    assert finding.due_on == d("2026-11-27")
    assert (finding.citation, finding.rule) == (None, "test.GM9999.reentry.handover_lead_time")
    assert "Verordening Voorbeeldstad" in finding.explain("nl")
    assert look("release.handover", after(), d("2026-11-20")) is None
    planned = after((d("2026-11-20"), step("handover.planned")))
    assert look("release.handover", planned, d("2026-11-21"), book) is None


def test_the_institution_gets_an_answer_within_the_working_days_of_the_gemeente() -> None:
    book = book_with({(HOME, "reentry.contact_response_term"): Term(5, "working_days")})
    finding = find("detention.contact_response", after(), d("2026-10-06"), book)
    assert (finding.due_on, finding.who) == (d("2026-10-12"), Role.COLLEGE)
    assert look("detention.contact_response", after((d("2026-10-07"), ContactMade())), d("2026-10-08"), book) is None


# ---------------------------------------------------------------- validity


def test_a_rule_that_ended_starts_no_more_and_keeps_answering_for_older_days() -> None:
    ended = without_end("debt.first_talk", d("2027-01-01"))()
    old = after((d("2026-12-30"), DebtHelpRequested(member=HOME)))
    assert find("debt.first_talk", old, d("2027-01-15"), ended).due_on == d("2027-01-27")
    new = after((d("2027-01-01"), DebtHelpRequested(member=HOME)))
    assert look("debt.first_talk", new, d("2027-01-15"), ended) is None


def test_a_step_before_the_rule_began_starts_nothing() -> None:
    rule = national_rule("wgs_remove_5y")
    assert rule.valid_from is not None
    early = rule.valid_from - timedelta(days=1)
    case = after(
        (early, step("safety_house.first_processed")),
        detention_start=early - timedelta(days=9),
        received_on=early - timedelta(days=9),
    )
    assert look("retention.safety_house", case, early) is None


def test_a_step_under_an_older_text_says_that_it_was_not_read() -> None:
    case = after(
        (d("2026-03-02"), DebtTalkHeld(member=HOME)), detention_start=d("2026-02-01"), received_on=d("2026-02-03")
    )
    assert "older_text_not_read" not in reasons(find("debt.decision", case, d("2026-03-03")))  # its start is known
    threat = SignalReceived(kind="utility_cut_off", reported_by="other", certainty="fact")
    case = after((d("2026-03-02"), threat), detention_start=d("2026-02-01"), received_on=d("2026-02-03"))
    assert "older_text_not_read" in reasons(find("debt.threat_talk", case, d("2026-03-03")))


def test_a_plan_that_was_set_leaves_the_right_to_amend_it() -> None:
    case = after((d("2026-10-20"), PlanSet()))
    assert look("detention.plan", case, d("2026-10-21")) is None
    assert find("detention.plan_amend", case, d("2026-10-21")).kind is FindingKind.MAY


def test_a_gemeente_or_a_calendar_that_is_not_held_makes_no_duty_fail() -> None:
    long_ago = {"detention_start": d("2012-05-24"), "received_on": d("2012-05-26"), "expected_release": None}
    case = after(entry_route="isd", residence="GM1966", **long_ago)
    finding = find("detention.isd_plan", case, d("2012-06-01"))
    assert (finding.kind, finding.due_on) == (FindingKind.MISSING, None)
    assert "calendar_not_held" in reasons(finding)
    assert find("income.fixed_costs", case, d("2012-06-01")).answers == ()


def test_the_director_sends_the_file_at_release_and_at_death_until_the_case_is_closed() -> None:
    free = (d("2027-01-08"), EndNotice(released_on=d("2027-01-08")))
    assert find("retention.file_to_minister", after(free), d("2027-01-09")).who is Role.DIRECTOR
    assert find("retention.institution_file", after(free), d("2027-01-09")).due_on == d("2027-07-08")
    assert find("retention.file_to_minister", after((d("2026-12-01"), Died())), d("2026-12-02")).due_on is None
    closed = after(free, (d("2027-02-01"), CaseClosed(reason="moved")))
    assert look("retention.file_to_minister", closed, d("2027-02-02")) is None
