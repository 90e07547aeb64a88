"""Days of release: the shares are exact, every reading of the law is there, and what was assumed is told."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vngkit.errors import DataError
from vngkit.legislation import national_rule
from vngkit.reentry import (
    ConditionalRelease,
    InScope,
    Sentence,
    accepts_document,
    conditional_release,
    in_scope_of_return_notice,
    penitentiary_programme,
    return_notice_window,
    statutory_urgency,
    who_supports,
)
from vngkit.terms import Term

START = date(2026, 11, 23)
NEW = date(2024, 5, 6)  # a judgment of after the limit came into force
ON = date(2026, 11, 23)
STARTS = st.dates(date(2021, 7, 1), date(2060, 12, 31))
PARTS = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 400)).filter(any)


def sentence(parts: tuple[int, int, int], start: date) -> Sentence:
    return Sentence(years=parts[0], months=parts[1], days=parts[2], start=start)


def first_day(found: ConditionalRelease) -> date:
    """The first day outside: of v.i., or of the end of the sentence."""
    return found.date or found.end


@given(PARTS, STARTS, st.sampled_from([None, NEW, date(2020, 1, 1)]))
def test_what_is_served_and_the_period_of_vi_are_the_sentence_exactly(
    parts: tuple[int, int, int], start: date, judgment: date | None
) -> None:
    for reading in conditional_release(sentence(parts, start), judgment=judgment).readings:
        if reading.served is not None and reading.period is not None:
            assert reading.served + reading.period == reading.sentence_days
            assert reading.served > 0
            assert reading.period > 0


@given(PARTS, STARTS)
def test_no_day_lies_before_the_start_or_after_the_end(parts: tuple[int, int, int], start: date) -> None:
    found = conditional_release(sentence(parts, start))
    assert all(start <= day <= found.end for day in found.dates)
    assert found.date is None or found.date in found.dates


@given(PARTS, STARTS, st.integers(1, 400))
def test_a_longer_sentence_is_never_over_sooner(parts: tuple[int, int, int], start: date, more: int) -> None:
    years, months, days = parts
    shorter = conditional_release(sentence(parts, start), judgment=NEW)
    longer = conditional_release(sentence((years, months, days + more), start), judgment=NEW)
    assert first_day(longer) >= first_day(shorter)


@given(PARTS, STARTS)
def test_the_limit_never_makes_the_day_earlier_and_never_leaves_more_than_it_allows(
    parts: tuple[int, int, int], start: date
) -> None:
    new = conditional_release(sentence(parts, start), judgment=NEW)
    old = conditional_release(sentence(parts, start), judgment=date(2021, 6, 30))
    assert first_day(new) >= first_day(old)
    limit = national_rule("vi_max_period").term
    assert limit is not None
    assert first_day(new) >= limit.back(new.end)


@given(PARTS, STARTS)
def test_the_probation_period_is_at_least_a_year_and_starts_on_the_day_itself(
    parts: tuple[int, int, int], start: date
) -> None:
    found = conditional_release(sentence(parts, start))
    if found.probation is not None:
        assert found.probation.starts_on == found.date
        assert found.probation.ends_on >= Term(1, "years").end(found.probation.starts_on)


def test_a_year_that_holds_29_february_can_be_read_in_two_ways() -> None:
    found = conditional_release(Sentence(days=540, start=date(2027, 11, 1)))
    assert [(each.first_year_days, each.served) for each in found.readings] == [
        (366, Fraction(424)),
        (365, Fraction(1270, 3)),
    ]
    assert found.ambiguous
    assert "een jaar is 365 dagen" in found.explain("nl")
    assert "a year is a calendar year" in found.explain("en")


def test_whether_there_is_vi_at_all_can_hang_on_the_reading() -> None:
    found = conditional_release(Sentence(days=366, start=date(2027, 11, 1)))
    assert found.possible is None
    assert found.ambiguous
    assert "hangt af van" in found.explain("nl")


def test_eighteen_months_are_540_days_and_the_month_is_named() -> None:
    found = conditional_release(Sentence(months=18, start=START))
    assert found.reading.sentence_days == 540
    assert found.reading.served == Fraction(1270, 3)
    assert "een maand is 30 dagen" in found.explain("nl")


@pytest.mark.parametrize("length", [{"years": 1}, {"months": 12}, {"days": 365}])
def test_a_year_or_less_gives_no_vi(length: dict[str, int]) -> None:
    found = conditional_release(Sentence(**length, start=date(2027, 11, 1)))
    assert found.possible is False
    assert found.date is None
    assert found.notice is None
    assert "Geen v.i." in found.explain("nl")


def test_without_the_day_of_the_judgment_both_outcomes_are_shown_when_the_limit_matters() -> None:
    unknown = conditional_release(Sentence(years=9, start=START))
    assert [each.date for each in unknown.readings] == [date(2033, 11, 23), date(2032, 11, 22)]
    assert not conditional_release(Sentence(years=5, start=START)).readings[1:]
    older = conditional_release(Sentence(years=9, start=START), judgment=date(2021, 6, 30))
    assert older.date == date(2032, 11, 22)
    assert {"no_cap", "older_judgment"} <= {each.id for each in (*older.reading.assumptions, *older.assumptions)}


def test_an_exclusion_leaves_no_day_and_an_unknown_one_is_named() -> None:
    given_ = Sentence(years=3, start=START)
    excluded = conditional_release(given_, partly_conditional=True)
    assert (excluded.possible, excluded.date, excluded.dates, excluded.probation) == (False, None, (), None)
    assert "voorwaardelijk" in excluded.explain("nl")
    assert excluded.citation is not None
    assert excluded.citation.paragraph == "2"
    assert "no_exclusion" in {each.id for each in conditional_release(given_).assumptions}
    known = conditional_release(
        given_, partly_conditional=False, conditional_part_executed=False, without_lawful_stay=False
    )
    assert "no_exclusion" not in {each.id for each in known.assumptions}


def test_the_public_prosecution_tells_its_decision_four_weeks_before_counted_back() -> None:
    found = conditional_release(Sentence(years=9, start=START), judgment=NEW)
    assert found.notice is not None
    assert found.notice.date == date(2033, 10, 26)
    assert found.notice.back


def test_every_assumption_names_its_rule_and_is_said_in_two_languages() -> None:
    found = conditional_release(Sentence(years=1, months=6, start=START))
    for each in (*found.assumptions, *found.reading.assumptions):
        assert each.rule.citation is not None
        assert each.explain("nl") != each.explain("en")
        assert each.explain("nl") in found.explain("nl")


@pytest.mark.parametrize("length", [{}, {"days": -1}, {"years": True}, {"months": 1.5}, {"years": 9000}])
def test_a_sentence_that_can_not_be_is_refused(length: dict[str, int]) -> None:
    with pytest.raises(DataError):
        Sentence(**length, start=START)


def test_a_day_of_vi_needs_the_start_of_the_sentence() -> None:
    with pytest.raises(DataError, match="start"):
        conditional_release(Sentence(years=3))


@pytest.mark.parametrize(("days", "fits"), [(179, False), (180, True), (360, True), (365, True), (366, False)])
def test_a_programme_fits_six_months_to_a_year(days: int, *, fits: bool) -> None:
    assert penitentiary_programme(Sentence(days=days)).eligible_length is fits


def test_in_a_leap_year_a_programme_may_fit_366_days() -> None:
    found = penitentiary_programme(Sentence(days=366, start=date(2027, 11, 1)))
    assert found.eligible_length is None
    assert found.ambiguous


def test_the_base_of_the_sixth_part_is_open_and_both_are_shown() -> None:
    found = penitentiary_programme(Sentence(months=12), release=date(2027, 6, 30), days_left=240)
    assert [each.longest for each in found.readings] == [Fraction(60), Fraction(40)]
    assert found.reading.earliest_start == date(2027, 5, 1)
    assert "240 dagen" in found.explain("nl")
    short = penitentiary_programme(Sentence(months=12), release=date(2027, 6, 30), days_left=100).readings[1]
    assert short.too_little_left
    assert short.earliest_start is None


@given(st.integers(180, 365), st.dates(date(2026, 1, 1), date(2035, 1, 1)))
def test_a_programme_starts_in_its_window_and_never_lasts_longer_than_it_may(days: int, release: date) -> None:
    reading = penitentiary_programme(Sentence(days=days), release=release).reading
    assert reading.longest == Fraction(days, 6)
    assert reading.earliest_start is not None
    assert reading.latest_start is not None
    assert (release - reading.earliest_start).days <= Fraction(days, 6)
    assert (release - reading.latest_start).days == 28
    assert reading.earliest_start <= reading.latest_start


def test_a_notice_on_return_is_not_earlier_than_three_months_before_also_for_leave() -> None:
    window = return_notice_window(date(2027, 2, 28))
    assert (window.date, window.kind, window.extended) == (date(2026, 11, 28), "earliest", False)


@pytest.mark.parametrize(
    ("article", "length", "answer"),
    [
        ("287", {"days": 1}, InScope.YES),
        ("302", {"years": 1}, InScope.YES),
        ("302", {"months": 12}, InScope.AMBIGUOUS),
        ("302", {"days": 360}, InScope.NO),
        ("302", {}, InScope.AMBIGUOUS),
        ("310", {"years": 3}, InScope.NO),
        ("37a", {}, InScope.YES),
        ("246", {}, InScope.YES),
        ("248a", {}, InScope.AMBIGUOUS),
        ("253a", {}, InScope.NO),
        ("141 lid 2", {"years": 2}, InScope.YES),
        ("141(1)", {"years": 2}, InScope.NO),
        ("141", {"years": 2}, InScope.AMBIGUOUS),
        ("151f", {}, InScope.AMBIGUOUS),
        ("77s", {}, InScope.AMBIGUOUS),
    ],
)
def test_the_list_of_convictions_is_closed(article: str, length: dict[str, Any], answer: InScope) -> None:
    given_ = Sentence(**length) if length else None
    found = in_scope_of_return_notice(article, on=ON, unconditional=given_)
    assert found.answer is answer
    assert bool(found.doubts) is (answer is InScope.AMBIGUOUS)
    assert found.citation is not None
    assert found.citation.article == "11a"
    assert found.explain("nl") != found.explain("en")


def test_youth_law_takes_a_conviction_off_the_list_but_not_an_extendable_measure() -> None:
    assert in_scope_of_return_notice("287", on=ON, youth_law=True).answer is InScope.NO
    assert in_scope_of_return_notice("287", on=ON, youth_law=None).answer is InScope.AMBIGUOUS
    assert in_scope_of_return_notice("77s", on=ON, youth_law=True, extendable=True).answer is InScope.YES
    assert in_scope_of_return_notice("77s", on=ON, extendable=False).answer is InScope.NO


def test_for_a_day_before_the_text_that_was_read_the_answer_says_so() -> None:
    found = in_scope_of_return_notice("287", on=date(2025, 1, 1))
    assert "older_text" in {each.id for each in found.assumptions}


def test_what_is_no_article_is_refused_without_being_repeated() -> None:
    with pytest.raises(DataError) as told:
        in_scope_of_return_notice("assault on J.", on=ON)
    assert "J." not in str(told.value)


def test_a_driving_licence_counts_for_debt_help_and_not_for_the_plan() -> None:
    assert accepts_document("debt_help", "driving_licence")
    assert not accepts_document("plan_data", "driving_licence")
    assert accepts_document("assistance", "passport")
    assert not accepts_document("debt_help", None)
    assert not accepts_document("debt_help", "passport", valid_until=date(2026, 1, 1), on=ON)
    assert "telt niet" in accepts_document("plan_data", "driving_licence").explain("nl")


def test_urgency_hangs_on_the_by_law_the_bond_and_the_day_and_the_conditions_were_not_read() -> None:
    found = statutory_urgency("penitentiary_institution", housing_by_law=True, bound_to_region=None, on=ON)
    assert (found.in_group, found.priority) == (True, None)
    assert "conditions_not_read" in {reason.kind for reason in found.reasons}
    early = statutory_urgency(
        "penitentiary_institution", housing_by_law=True, bound_to_region=True, on=date(2026, 6, 30)
    )
    assert early.priority is False
    assert not statutory_urgency("other", housing_by_law=True, bound_to_region=True, on=ON).in_group
    assert "niet gelezen" in found.explain("nl")


def test_shelter_comes_from_where_one_turns_to_and_support_from_where_one_lives() -> None:
    where: dict[str, Any] = {"residence": "GM9999", "turns_to": "GM0001"}
    shelter = who_supports("shelter", **where, left_home=True, can_cope=False)
    assert (shelter.member, shelter.entitled) == ("GM0001", True)
    assert who_supports("shelter", **where, left_home=False, can_cope=False).member is None
    unknown = who_supports("shelter", **where, left_home=None, can_cope=False)
    assert (unknown.member, unknown.entitled) == ("GM0001", None)
    assert who_supports("self_reliance", **where).member == "GM9999"
    with pytest.raises(DataError):
        who_supports("shelter", residence=None, turns_to=None)
