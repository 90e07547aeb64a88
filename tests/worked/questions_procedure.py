"""Questions with more than one day: v.i. requests, retention, income, support, suspension, penalty, filing by post."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.worked.questions_terms import of_end
from tests.worked.registry import Answer, Case, question

from vngkit.legislation import (
    FlowDates,
    InTime,
    assistance_start,
    assistance_wait,
    filed_in_time,
    first_penalty_day,
    national_rule,
    penalty_amount,
    retention,
    support_application,
    suspended,
)


@question(inputs={"refusal", "request"}, answers={"request_not_before", "decision_raw", "decision_with_atw"})
def a_new_request_for_vi(case: Case) -> Answer:
    decision = national_rule("vi_request_decision").reckon(case.day("request"))
    return {
        "request_not_before": national_rule("vi_new_request").reckon(case.day("refusal")).date,
        "decision_raw": decision.raw,
        "decision_with_atw": of_end(decision, "decision_with_atw"),
    }


@question(inputs={"provided"}, answers={"destroy_no_measure", "remove_with_measure", "destroy_after_accountability"})
def how_long_a_report_on_return_is_kept(case: Case) -> Answer:
    steps = {step.rule.id: step.due for step in retention("BIJ", FlowDates(provided=case.day("provided")))}
    return {
        "destroy_no_measure": steps["bij_no_measure"],
        "remove_with_measure": steps["bij_measure"],
        "destroy_after_accountability": steps["bij_accountability"],
    }


@question(inputs={"report", "age"}, answers={"apply_not_before", "with_atw", "waiting_term"})
def when_someone_may_apply_for_assistance(case: Case) -> Answer:
    wait = assistance_wait(reported=case.day("report"), age=case.inputs["age"])
    if wait is None:
        return {"apply_not_before": case.day("report"), "with_atw": case.day("report"), "waiting_term": False}
    return {"apply_not_before": wait.date, "with_atw": of_end(wait, "with_atw"), "waiting_term": True}


@question(inputs={"reported"}, optional={"released"}, answers={"window_start", "earliest_start"})
def how_far_back_assistance_can_start(case: Case) -> Answer:
    released = case.day("released") if case.inputs.get("released") else None
    start = assistance_start(reported=case.day("reported"), released=released)
    return {"window_start": start.window.date, "earliest_start": start.earliest}


@question(
    inputs={"report", "application", "research_finished"},
    answers={"application_admissible", "decision_due", "research_due", "earliest_application"},
)
def whether_support_may_be_applied_for(case: Case) -> Answer:
    found = support_application(
        report=case.day("report"),
        application=case.day("application"),
        research_finished=case.inputs["research_finished"],
    )
    return {
        "application_admissible": found.admissible,
        "decision_due": found.decision and found.decision.date,
        "research_due": found.research.date,
        "earliest_application": found.earliest,
    }


@question(inputs={"application", "invited", "completed"}, answers={"end", "alternative", "raw_end"})
def a_suspended_term(case: Case) -> Answer:
    term = national_rule("decision_8w").reckon(case.day("application"))
    end = suspended(term, asked=case.day("invited"), completed=case.day("completed"))
    return {name: of_end(end, name) for name in ("end", "raw_end", "alternative")}


@question(inputs={"term_end", "notice_received"}, answers={"two_weeks_after_notice", "first_penalty_day"})
def the_first_penalty_day(case: Case) -> Answer:
    end = first_penalty_day(term_end=case.day("term_end"), notice=case.day("notice_received"))
    return {"two_weeks_after_notice": end.raw, "first_penalty_day": frozenset(end.dates)}


@question(inputs={"first_penalty_day"}, answers={"last_penalty_day", "max_amount"})
def the_longest_penalty(case: Case) -> Answer:
    last = national_rule("penalty_days").reckon(case.day("first_penalty_day")).date
    days = (last - case.day("first_penalty_day")).days + 1
    return {"last_penalty_day": last, "max_amount": int(penalty_amount(days))}


@question(inputs={"term_end", "received"}, optional={"posted"}, answers={"in_time"})
def whether_an_objection_is_in_time(case: Case) -> Answer:
    received = case.inputs["received"]
    days = [date.fromisoformat(day) for day in (received if isinstance(received, list) else [received])]
    posted = case.day("posted") if case.inputs.get("posted") else None
    words: dict[InTime, Any] = {InTime.YES: True, InTime.NO: False, InTime.ARGUABLE: "ambiguous"}
    found = [words[filed_in_time(term_end=case.day("term_end"), received=day, posted=posted)] for day in days]
    return {"in_time": found if isinstance(received, list) else found[0]}
