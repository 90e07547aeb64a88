"""How long data of each flow may be kept: the days, who must act, and what the law leaves open."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vngkit.errors import NotFound
from vngkit.legislation import FlowDates, RetentionStep, national_rule, open_terms, retention, retention_rules
from vngkit.terms import Term

FLOWS = sorted({rule.flow for rule in retention_rules()})
EVENTS = sorted({rule.event for rule in retention_rules()})


def step(flow: str, rule_id: str, dates: FlowDates, **local: Term) -> RetentionStep:
    named = {name.replace("__", "."): term for name, term in local.items()}
    return next(each for each in retention(flow, dates, local=named) if each.rule.id == rule_id)


def all_on(day: date) -> FlowDates:
    days: dict[str, Any] = dict.fromkeys(EVENTS, day)
    return FlowDates(**days)


def cases(shared: Path) -> dict[str, dict[str, dict[str, str]]]:
    told = json.loads((shared / "domain/law/worked_cases.json").read_text(encoding="utf-8"))
    rows = told["cases"] if isinstance(told, dict) else told
    return {row["id"]: row for row in rows}


def test_the_days_of_the_report_on_return_are_those_of_the_worked_case(shared: Path) -> None:
    case = cases(shared)["wc_079"]
    provided = date.fromisoformat(case["inputs"]["provided"])
    without = retention("BIJ", FlowDates(provided=provided, measure=False))
    assert [(each.action, str(each.due)) for each in without] == [("destroy", case["expected"]["destroy_no_measure"])]
    removed, destroyed = retention("BIJ", FlowDates(provided=provided, measure=True))
    assert (removed.action, str(removed.due)) == ("remove", case["expected"]["remove_with_measure"])
    assert (destroyed.action, str(destroyed.due)) == ("destroy", case["expected"]["destroy_after_accountability"])


def test_the_days_of_log_and_file_are_those_of_the_worked_cases(shared: Path) -> None:
    log, file = cases(shared)["wc_083"], cases(shared)["wc_085"]
    kept = step("Wjsg51c", "wjsg_log", FlowDates(provided=date.fromisoformat(log["inputs"]["event"])))
    assert (str(kept.due), kept.action) == (log["expected"]["end"], "keep_at_least")
    held = step(
        "penitentiary_file",
        "penitentiary_file",
        FlowDates(file_received=date.fromisoformat(file["inputs"]["event"])),
    )
    assert str(held.due) == file["expected"]["end"]


def test_when_it_is_not_known_whether_a_measure_was_decided_both_ways_are_told() -> None:
    steps = retention("BIJ", FlowDates(provided=date(2026, 12, 25)))
    assert [each.only_if for each in steps] == ["no_measure", "measure", "measure"]
    assert "alleen als er geen maatregel" in steps[0].explain("nl")


def test_the_start_of_the_five_years_after_removal_is_open_and_both_days_are_told() -> None:
    early = FlowDates(provided=date(2026, 12, 25), measure=True, removed=date(2027, 2, 1))
    kept = step("BIJ", "bij_accountability", early)
    assert kept.ambiguous
    assert kept.dates == (date(2032, 2, 1), date(2032, 9, 25))
    assert "1 februari 2032" in kept.explain("nl")
    exact = step("BIJ", "bij_accountability", FlowDates(provided=date(2026, 12, 25), removed=date(2027, 9, 25)))
    assert not exact.ambiguous


def test_five_years_in_the_safety_house_run_from_the_first_processing_and_not_from_the_closing() -> None:
    dates = FlowDates(first_processed=date(2025, 3, 1), closed=date(2026, 11, 23))
    due = {each.rule.id: (each.action, each.due) for each in retention("WGS", dates)}
    assert due["wgs_latest"] == ("remove", date(2030, 3, 1))
    assert due["wgs_shield"] == ("shield", date(2026, 11, 23))
    assert due["wgs_unneeded"] == ("destroy_or_anonymise", None)


def test_an_own_term_shortens_what_the_law_allows_and_never_lengthens_it() -> None:
    dates = FlowDates(first_processed=date(2025, 3, 1))
    short = step("WGS", "wgs_latest", dates, safety__safety_house_retention=Term(2, "years"))
    assert (short.due, short.local) == (date(2027, 3, 1), True)
    long = step("WGS", "wgs_latest", dates, safety__safety_house_retention=Term(9, "years"))
    assert (long.due, long.local) == (date(2030, 3, 1), False)


def test_data_for_the_plan_has_no_term_in_law_and_goes_when_it_is_no_longer_needed() -> None:
    unknown = step("PM20d", "plan_data", FlowDates())
    assert (unknown.due, unknown.why_not) == (None, "no_date")
    ended = FlowDates(no_longer_needed=date(2027, 1, 15))
    assert step("PM20d", "plan_data", ended).due == date(2027, 1, 15)
    own = step("PM20d", "plan_data", ended, reentry__file_retention=Term(6, "months"))
    assert (own.due, own.local) == (date(2027, 7, 15), True)


def test_a_new_detention_or_stay_ends_the_term_of_the_file() -> None:
    dates = FlowDates(file_received=date(2026, 11, 23), new_detention=date(2030, 1, 1))
    lapsed = step("penitentiary_file", "penitentiary_file", dates)
    assert (lapsed.due, lapsed.why_not) == (None, "lapsed")
    later = FlowDates(file_received=date(2026, 11, 23), new_detention=date(2036, 11, 24))
    assert step("penitentiary_file", "penitentiary_file", later).due == date(2036, 11, 23)
    stay = FlowDates(stay_ended=date(2026, 11, 23), new_stay=date(2027, 1, 1))
    assert step("institution_file", "institution_file", stay).why_not == "lapsed"
    assert step("institution_file", "institution_file", FlowDates(stay_ended=date(2026, 11, 23))).due == (
        date(2027, 5, 23)
    )


def test_data_of_young_persons_goes_twelve_months_after_the_execution() -> None:
    assert step("Bjsg11c", "youth", FlowDates(execution_ended=date(2026, 11, 23))).due == date(2027, 11, 23)


def test_every_step_rests_on_a_rule_that_was_read_and_on_open_terms_that_exist() -> None:
    for rule in retention_rules():
        national = national_rule(rule.rule)
        assert national.citation is not None
        assert national.verified
        assert national.who
        assert not rule.local_term or rule.local_term in open_terms()
        assert rule.event in FlowDates.__annotations__
        assert not rule.lapses_on or rule.lapses_on in FlowDates.__annotations__


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_step_tells_its_day_and_its_article_in_both_languages(flow: str, lang: str) -> None:
    day = date(2026, 11, 23)
    for dates in (FlowDates(), all_on(day)):
        for each in retention(flow, dates):
            text = each.explain(lang)
            assert each.citation is not None
            assert f"artikel {each.citation.article}" in text
            assert (each.due is None) == (each.why_not is not None)
            assert "no_" not in text


def test_a_flow_that_does_not_exist_is_an_error_with_those_that_do() -> None:
    with pytest.raises(NotFound, match="PM20d"):
        retention("PM20", FlowDates())


@given(st.sampled_from(FLOWS), st.dates(date(2020, 1, 1), date(2027, 1, 1)), st.integers(0, 400))
def test_a_later_event_never_gives_an_earlier_day(flow: str, start: date, later: int) -> None:
    first = retention(flow, all_on(start))
    second = retention(flow, all_on(start + timedelta(days=later)))
    for one, other in zip(first, second, strict=True):
        assert one.due is not None
        assert other.due is not None
        assert one.due <= other.due
        assert one.due >= start
