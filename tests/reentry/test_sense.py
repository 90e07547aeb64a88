"""What a coordinator with forty cases reads: the law of the day, said once, and no noise."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.reentry.conftest import make_case
from tests.reentry.duty_helpers import HOME, after, book_with, find, look, national, reasons

from vngkit.legislation import national_rule
from vngkit.reentry import (
    Case,
    ConditionAssessed,
    DebtTalkHeld,
    EndNotice,
    FindingKind,
    InsurerInformed,
    SupportReported,
    definitions,
)

LONG_AGO = {"detention_start": date(2025, 3, 3), "received_on": date(2025, 3, 5), "expected_release": date(2027, 5, 3)}


def lacking(condition: str, **fields: object) -> Case:
    assessed = ConditionAssessed(condition=condition, state="lacking")
    return after((date(2025, 4, 1), assessed), **{**LONG_AGO, **fields})


@pytest.mark.parametrize(
    ("duty", "rule", "condition"),
    [("housing.urgency", "urgency_leaving_prison", "housing"), ("identity.card", "idcard_right", "identity")],
)
def test_a_right_of_a_new_law_is_there_for_who_was_detained_before_it_began(
    duty: str, rule: str, condition: str
) -> None:
    began = national_rule(rule).valid_from
    assert began is not None
    case = lacking(condition)
    assert look(duty, case, began - timedelta(days=1)) is None
    assert find(duty, case, began).kind is FindingKind.MAY


def test_a_term_keeps_the_law_of_the_day_on_which_it_began() -> None:
    began = national_rule("debt_decision_term").valid_from
    assert began is not None
    talk = DebtTalkHeld(member=HOME)
    old = {"detention_start": began - timedelta(days=40), "received_on": began - timedelta(days=40)}
    before = after((began - timedelta(days=1), talk), expected_release=None, **old)
    assert look("debt.decision", before, began + timedelta(days=5)) is None
    assert look("debt.decision", after((began, talk), expected_release=None, **old), began) is not None


def test_what_runs_without_a_term_is_held_against_the_text_of_the_day_of_asking() -> None:
    case = lacking("identity")
    read = national_rule("passport_right").text_valid_from
    assert read is not None
    assert "older_text_not_read" in reasons(find("identity.passport", case, read - timedelta(days=1)))
    assert "older_text_not_read" not in reasons(find("identity.passport", case, read))


def test_what_is_barred_for_a_time_is_barred_up_to_and_including_its_last_day() -> None:
    case = after((date(2026, 11, 13), SupportReported(member=HOME)))
    bar = find("care.application_wait", case, date(2026, 11, 20))
    assert bar.kind is FindingKind.MUST_NOT
    assert "Tot en met maandag 28 december 2026." in bar.explain("nl")
    assert "Uiterlijk" not in bar.explain("nl")
    assert "Up to and including Monday 28 December 2026." in bar.explain("en")


def test_a_local_rule_that_is_not_known_is_said_once() -> None:
    case = after((date(2026, 11, 2), DebtTalkHeld(member=HOME)))
    told = find("debt.decision", case, date(2026, 11, 3), book_with({})).explain("nl")
    assert "de lokale regel is niet bekend: dit is de wettelijke grens" in told


def test_a_part_does_not_say_again_what_was_said_of_the_whole() -> None:
    found = national().evaluate(lacking("identity"), date(2026, 9, 1))
    passport = next(finding for finding in found if finding.id == "identity.passport")
    assert passport.parts
    for line in ("gelezen is de tekst van", "niet gelezen"):
        assert passport.explain("nl").count(line) == 1


def test_a_dutch_explanation_names_its_sources_in_dutch() -> None:
    for each in definitions():
        assert not any(word in each.explain("nl") for word in ("own words", "dossier 2", "handbook", "source"))
        assert "source:" in each.explain("en")


def test_after_release_nothing_is_asked_that_only_the_plan_in_detention_needs() -> None:
    housing = (date(2026, 10, 6), ConditionAssessed(condition="housing", state="lacking"))
    inside = make_case(housing)
    outside = make_case(housing, (date(2026, 11, 2), EndNotice(released_on=date(2026, 11, 2))))
    assert look_all("plan.condition_without_goal", inside, date(2026, 11, 1))
    assert not look_all("plan.condition_without_goal", outside, date(2026, 11, 3))
    assert look_all("condition.housing.lacking_at_release", outside, date(2026, 11, 3))


def test_the_insurance_is_checked_after_release_when_it_was_suspended() -> None:
    released = (date(2026, 11, 2), EndNotice(released_on=date(2026, 11, 2)))
    told = (date(2026, 10, 6), InsurerInformed())
    assert look("care.insurance_restart", after(released), date(2026, 11, 3)) is None
    found = find("care.insurance_restart", after(told, released), date(2026, 11, 3))
    assert found.kind is FindingKind.AT_RISK


def look_all(finding_id: str, case: Case, on: date) -> list[FindingKind]:
    return [finding.kind for finding in national().evaluate(case, on) if finding.id == finding_id]
