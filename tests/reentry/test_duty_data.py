"""The catalogue of duties: every national rule has its place, every step exists, every condition can be asked."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reentry.conftest import ENTRY, notice, recorded
from tests.reentry.duty_helpers import HOME, after, book_with, find, national, step
from tests.reentry.test_fold import DAYS, EVENTS

from vngkit import Kit
from vngkit.errors import DataError, NotFound
from vngkit.legislation import national_rule, national_rules, open_terms
from vngkit.reentry import (
    AddressRegistered,
    CompletionAsked,
    Duty,
    DutyKind,
    EntryRoute,
    Event,
    FindingKind,
    Procedure,
    ReDetained,
    ReleaseDateChanged,
    StepForeseen,
    StepTaken,
    day_one_items,
    dump_recorded,
    duties,
    fold,
    load_recorded,
    signal_kinds,
    steps,
)
from vngkit.reentry._duties import rules_outside_cases
from vngkit.reentry._predicates import PREDICATES, predicate, question
from vngkit.reentry._words import DATA
from vngkit.terms import Term

EVENT_NAMES = {kind.__name__: kind for kind in get_args(Event)}
HELD_BY = {"none", "calculators", "return_notices", "terms", "rulebook", "sharing"}
PEOPLE = ("detention", "release", "identity", "housing", "income", "debt", "care", "retention", "procedure")


def rules_of(duty: Duty) -> set[str]:
    return {rule.id for rule in (duty.rule, duty.term_of) if rule is not None}


# ---------------------------------------------------------------- every rule has its place


def test_every_national_rule_is_in_the_duties_or_outside_cases_with_a_reason_and_never_in_both() -> None:
    held = {rule for duty in duties() for rule in rules_of(duty)}
    outside = rules_outside_cases()
    assert held & set(outside) == set()
    assert held | set(outside) == {rule.id for rule in national_rules()}
    assert {held_by for held_by, _ in outside.values()} == HELD_BY
    assert all(reason for _, reason in outside.values())


def test_what_is_left_out_of_the_areas_of_people_was_reviewed_by_name() -> None:
    outside = [rule for rule in rules_outside_cases() if national_rule(rule).domain in PEOPLE]
    assert Counter(rules_outside_cases()[rule][0] for rule in outside) == {
        "none": 36,
        "calculators": 11,
        "terms": 10,
        "rulebook": 5,
        "return_notices": 3,
    }


def test_public_order_on_return_never_enters_a_case() -> None:
    assert all(rule.startswith("bij_") for rule, (by, _) in rules_outside_cases().items() if by == "return_notices")
    assert not any(rule.startswith("bij_") for duty in duties() for rule in rules_of(duty))


# ---------------------------------------------------------------- every row is sound


def test_the_ids_are_dotted_by_area_and_the_ids_that_others_use_are_there() -> None:
    names = [duty.id for duty in duties()]
    assert len(names) == len(set(names))
    for path in (DATA / "duties").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            assert {row["id"].partition(".")[0] for row in csv.DictReader(file)} == {path.stem}
    assert {"detention.plan", "debt.first_talk", "debt.decision", "debt.threat_talk"} <= set(names)


@pytest.mark.parametrize("duty", duties(), ids=lambda duty: duty.id)
def test_a_duty_says_in_two_languages_what_is_to_be_done_and_by_which_law(duty: Duty) -> None:
    assert duty.title_nl != duty.title_en
    assert min(len(duty.title_nl), len(duty.title_en)) > 10
    assert not duty.title_nl.endswith(".")
    if duty.rule is None:
        assert duty.local_term
    else:
        assert duty.rule.citation is not None or not duty.rule.verified
        assert duty.rule.text_valid_from is not None or not duty.rule.verified
    assert duty.starts
    assert duty.how <= {"untimed", "that_day", "back", "closed"}


@pytest.mark.parametrize("duty", [one for one in duties() if one.kind is DutyKind.BAR], ids=lambda duty: duty.id)
def test_a_bar_names_the_act_that_must_not_be_done_without_a_second_no(duty: Duty) -> None:
    assert not re.match(r"(geen|niet|alleen)\b", duty.title_nl)
    assert not re.match(r"(no|not|do not|only)\b", duty.title_en)


def test_the_local_rules_that_duties_ask_for_exist_and_have_the_right_type_and_a_name() -> None:
    asked = {term for duty in duties() for term in (duty.local_term, *duty.local_facts) if term}
    for term in asked:
        assert term in open_terms()
        assert open_terms()[term].label("nl") != term
    for duty in duties():
        assert not duty.local_term or open_terms()[duty.local_term].type.value == "duration"


def test_a_term_that_does_not_run_is_marked_and_every_other_term_gives_a_day() -> None:
    for duty in duties():
        rule = duty.term_rule
        if rule is None or rule.term is None or duty.how & {"untimed", "that_day"}:
            continue
        assert rule.reckoning.counts in {"from", "back"}, duty.id


def test_a_condition_that_can_be_unknown_has_words_for_what_must_be_found_out() -> None:
    with (DATA / "predicates.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(PREDICATES)
    assert all(all(row.values()) for row in rows.values())
    for duty in duties():
        for name in duty.when:
            predicate(name)
            if not name.removeprefix("!").startswith(("told.", "step.")):
                assert question(name, "nl") != question(name, "en")
    with pytest.raises(NotFound, match="there is no condition"):
        predicate("rich")


def test_what_a_duty_asks_while_something_is_unknown_is_never_told_as_if_it_were_no() -> None:
    open_questions = {duty.id for duty in duties() for name in duty.when if name.removeprefix("!") in PREDICATES}
    asked = [duty for duty in duties() if duty.id in open_questions]
    assert len(asked) >= 10
    found = {
        one.id: one for one in national().evaluate(after(entry_route="unknown", residence=None), date(2026, 10, 6))
    }
    main = [one for one in asked if not one.within and ENTRY_STEPS & set(one.starts)]
    for duty in main:
        only_exceptions = all(name.startswith("!route.") for name in duty.when)
        assert (found[duty.id].kind is FindingKind.MISSING) != only_exceptions, duty.id
        assert any(reason.kind.startswith("not_known.") for reason in found[duty.id].reasons), duty.id


ENTRY_STEPS = {"notice.start", "detention.entered"}

# ---------------------------------------------------------------- steps


def test_every_step_that_a_duty_names_exists() -> None:
    signals = {f"signal.{kind}{end}" for kind in signal_kinds() for end in ("", ".resolved")}
    pauses = {f"{duty.pause}.completion_{what}" for duty in duties() if duty.pause for what in ("asked", "received")}
    named = {kind for duty in duties() for kind in (*duty.starts, *duty.ends)} | pauses
    named |= {name.partition("step.")[2] for duty in duties() for name in duty.when if "step." in name}
    assert named <= set(steps()) | signals
    assert {item.done_step for item in day_one_items()} <= set(steps())
    with (DATA / "signal_rules.csv").open(encoding="utf-8", newline="") as file:
        ends = {end for row in csv.DictReader(file) for end in row["ends"].split("|") if end}
    assert ends <= set(steps()) | signals


def test_every_step_says_which_events_mark_it_and_these_exist() -> None:
    for kind in steps().values():
        assert kind.nl != kind.en or kind.id == "", kind.id
        assert set(kind.events) <= set(EVENT_NAMES), kind.id
    for event in EVENT_NAMES.values():
        if event.step is not None:
            assert event.__name__ in steps()[event.step].events, event.__name__


@pytest.mark.parametrize("kind", steps().values(), ids=lambda kind: kind.id)
def test_every_step_can_be_brought_about_by_an_event(kind: object) -> None:
    from tests.reentry.step_samples import sample

    assert isinstance(kind, type(next(iter(steps().values()))))
    for name in kind.events:
        case = fold("c", [recorded(0, notice(), ENTRY), recorded(1, sample(name, kind.id), ENTRY + timedelta(days=4))])
        assert case.steps_of(kind.id), (kind.id, name)


def test_a_step_that_does_not_exist_is_refused_with_the_names_that_look_like_it() -> None:
    with pytest.raises(NotFound, match=r"did you mean .*debt\.requested"):
        StepTaken(what="debt.request")
    with pytest.raises(DataError, match="record EndNotice"):
        StepTaken(what="detention.ended")
    with pytest.raises(DataError, match="not the name of a step"):
        StepTaken(what="De heer Jansen belde")
    with pytest.raises(DataError, match="not said by StepForeseen"):
        StepForeseen(what="debt.requested", expected_on=ENTRY)


def test_a_step_of_a_plugin_is_refused_by_a_desk_that_does_not_have_the_plugin(kit: Kit) -> None:
    case = kit.reentry.receive(notice())
    with pytest.raises(NotFound, match="no plugin brings"):
        kit.reentry.record(case.id, StepTaken(what="local.garden_visited"), on=ENTRY + timedelta(days=9))
    assert len(kit.reentry.history(case.id)) == 1


# ---------------------------------------------------------------- generated cases

SAID = sorted(kind.id for kind in steps().values() if "StepTaken" in kind.events)
AHEAD = sorted(kind.id for kind in steps().values() if "StepForeseen" in kind.events)
MEMBERS = st.sampled_from([None, HOME, "GM0344"])
ANYTHING = st.one_of(
    EVENTS,
    st.builds(StepTaken, what=st.sampled_from(SAID), member=MEMBERS, ref=st.sampled_from([None, "a", "b"])),
    st.builds(StepForeseen, what=st.sampled_from(AHEAD), expected_on=DAYS, member=MEMBERS),
    st.builds(AddressRegistered, address=st.sampled_from(["home", "postal", "none"])),
    st.builds(CompletionAsked, procedure=st.sampled_from(Procedure), member=st.just(HOME)),
    st.builds(ReDetained, institution=st.just("PI"), detention_start=DAYS),
    st.builds(ReleaseDateChanged, expected_release=DAYS, source=st.just("pi"), scenario=st.just("conditional_release")),
)
LOCAL = book_with(
    {
        (HOME, "debt.decision_term"): Term(6, "weeks"),
        (HOME, "housing.urgency_reentry"): True,
        ("GM0344", "income.fixed_costs_during_detention_allowed"): False,
    }
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(DAYS, ANYTHING), max_size=12),
    DAYS,
    st.sampled_from(EntryRoute),
    st.sampled_from([None, date(1990, 2, 28), date(2004, 2, 29)]),
)
def test_no_history_makes_a_duty_fail_and_every_finding_tells_its_source_in_two_languages(
    history: list[tuple[date, Event]], on: date, route: EntryRoute, born: date | None
) -> None:
    start = notice(entry_route=route, birth_date=born, settlement="GM0344")
    case = fold(
        "c", [recorded(0, start, ENTRY), *(recorded(n, event, day) for n, (day, event) in enumerate(history, 1))]
    )
    for book in (national(), LOCAL):
        for finding in book.evaluate(case, on):
            assert "rule_failed" not in {reason.kind for reason in finding.reasons}, finding.explain("en")
            for one in (finding, *finding.parts):
                assert one.citation is not None or one.rule is not None
                assert one.explain("nl").startswith(one.title_nl)
                assert one.explain("en").startswith(one.title_en)
            if finding.kind is FindingKind.OVERDUE:
                assert finding.due_on is not None
                assert finding.due_on < on


@given(st.sampled_from(SAID), MEMBERS)
def test_every_recorded_step_comes_back_as_it_was_stored(what: str, member: str | None) -> None:
    record = recorded(1, StepTaken(what=what, member=member), ENTRY)
    assert load_recorded(dump_recorded(record)) == record


def test_a_step_in_another_gemeente_does_not_end_a_duty_of_this_one() -> None:
    asked = (ENTRY + timedelta(days=5), step("debt.requested"))
    elsewhere = (ENTRY + timedelta(days=8), step("debt.talk_held", member="GM0344"))
    case = after(asked, elsewhere)
    assert find("debt.first_talk", case, ENTRY + timedelta(days=9)).members == (HOME,)


def test_a_second_request_runs_its_own_term() -> None:
    first = (ENTRY + timedelta(days=5), step("debt.requested", ref="1"))
    talk = (ENTRY + timedelta(days=8), step("debt.talk_held", ref="1"))
    second = (ENTRY + timedelta(days=20), step("debt.requested", ref="2"))
    finding = find("debt.first_talk", after(first, talk, second), ENTRY + timedelta(days=21))
    assert finding.trigger is not None
    assert finding.trigger.ref == "2"
