"""The term of a national rule is reckoned from its row: no number, no direction and no reading stands in code."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from vngkit import Kit
from vngkit.errors import DataError
from vngkit.legislation import NationalRule, national_rule, national_rules
from vngkit.terms import Term

DAY = date(2026, 11, 27)
MOMENT = datetime(2026, 11, 27, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
RUNNING = [rule for rule in national_rules() if rule.reckoning.counts in ("from", "back")]


@pytest.mark.parametrize("rule", RUNNING, ids=lambda rule: rule.id)
def test_every_term_that_runs_can_be_reckoned_and_told(rule: NationalRule) -> None:
    end = rule.reckon(MOMENT if rule.unit == "hours" else DAY)
    assert end.term == rule.term
    assert end.back == (rule.reckoning.counts == "back")
    assert (end.raw < DAY) if end.back else (end.raw >= DAY)
    assert end.explain("nl") != end.explain("en")


@pytest.mark.parametrize("rule", RUNNING, ids=lambda rule: rule.id)
def test_what_the_dossier_says_of_the_termijnenwet_is_what_is_reckoned(rule: NationalRule) -> None:
    cover = rule.reckon(MOMENT if rule.unit == "hours" else DAY).coverage
    if rule.termijnenwet in ("yes", "no"):
        assert cover.extends == (rule.termijnenwet == "yes")
    if rule.termijnenwet in ("arguable", "waiting term"):
        assert cover.other_reading


def test_a_rule_that_counts_back_says_whether_it_is_the_first_or_the_last_day() -> None:
    assert national_rule("vi_notice").reckon(date(2033, 11, 23)).kind == "latest"
    assert national_rule("bij_not_before").reckon(date(2027, 3, 26)).kind == "earliest"


def test_a_rule_that_says_at_once_has_no_term() -> None:
    rule = national_rule("wmo_urgent")
    assert rule.term is None
    with pytest.raises(DataError, match="at once"):
        rule.reckon(DAY)


def test_a_length_is_not_a_term_that_runs() -> None:
    rule = national_rule("pp_sentence_min")
    assert rule.term == Term(6, "months")
    with pytest.raises(DataError, match="a length"):
        rule.reckon(DAY)


def test_a_rule_without_a_number_of_time_has_no_term() -> None:
    assert national_rule("vi_over_2_years").term is None
    assert national_rule("penalty_rates").term is None


def test_a_rule_whose_text_was_not_read_warns() -> None:
    end = national_rule("breach_72h").reckon(MOMENT)
    assert [warning.kind for warning in end.warnings] == ["rule_not_read"]
    assert "niet gelezen" in end.explain("nl")


def test_a_rule_that_did_not_hold_yet_warns() -> None:
    rule = national_rule("dr_plan_due")
    assert rule.valid_from == date(2021, 7, 1)
    assert [warning.kind for warning in rule.reckon(date(2021, 6, 30)).warnings] == [
        "equal_days_unknown",
        "rule_not_in_force",
    ]
    assert "rule_not_in_force" not in {warning.kind for warning in rule.reckon(date(2021, 7, 1)).warnings}


def test_a_rule_that_no_longer_holds_warns() -> None:
    rule = evolve(national_rule("debt_first_talk"), valid_to=DAY)
    assert [warning.kind for warning in rule.reckon(DAY).warnings] == ["rule_not_in_force"]
    assert not rule.reckon(date(2026, 11, 26)).warnings


def test_the_plan_in_detention_shows_both_readings() -> None:
    end = national_rule("dr_plan_due").reckon(DAY)
    assert (end.date, end.dates) == (date(2026, 12, 28), (date(2026, 12, 25), date(2026, 12, 28)))


def test_a_crisis_measure_has_its_own_rule_for_the_weekend_and_no_two_open_days() -> None:
    end = national_rule("crisis_duration").reckon(date(2027, 3, 25))
    assert (end.raw, end.date) == (date(2027, 3, 28), date(2027, 3, 30))
    assert end.doubts[0].kind == "hour_of_the_end"
    assert "eigen verlenging" in end.explain("nl")


def test_working_days_in_debt_help_say_that_the_law_does_not_define_them() -> None:
    end = national_rule("debt_threat_talk").reckon(date(2027, 5, 4))
    assert end.date == date(2027, 5, 12)
    assert date(2027, 5, 11) in end.dates  # when the equal day after Ascension Day is a working day
    assert {doubt.kind for doubt in end.doubts} == {"working_day_undefined", "working_day_start"}


def test_the_layer_of_a_local_rule_decides_whether_its_term_is_extended() -> None:
    with Kit.open(plugins=["lokale-regels"]) as kit:
        by_law = kit.rules.answer("debt.decision_term", member="GM0344", on=DAY)
        unknown = kit.rules.answer("debt.decision_term", member="GM0363", on=DAY)
    end = by_law.reckon(date(2026, 10, 30))  # eight weeks end on Christmas Day
    assert (end.raw, end.date) == (date(2026, 12, 25), date(2026, 12, 28))
    assert "verordening" in end.coverage.why.explain("nl")
    with pytest.raises(DataError, match="carries no term: unknown"):
        unknown.reckon(DAY)
