"""Laws of term arithmetic, over all days of 2026-2030."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vngkit.terms import Term, coverage, is_free

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST, LAST = date(2026, 1, 1), date(2030, 12, 31)
DAYS = st.dates(FIRST, LAST)
LONGEST = {"days": 90, "weeks": 12, "months": 3}
COVERED = [Term(amount, unit) for unit, most in LONGEST.items() for amount in range(1, most + 1)]  # type: ignore[arg-type]
NOT_COVERED = [Term(91, "days"), Term(13, "weeks"), Term(4, "months"), Term(12, "months"), Term(1, "years")]
COVERED_TERMS, ALL_TERMS = st.sampled_from(COVERED), st.sampled_from([*COVERED, *NOT_COVERED])
EVERY_DAY = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


@pytest.mark.parametrize("term", [Term(1, "days"), Term(3, "days"), Term(4, "weeks"), Term(1, "months")], ids=str)
def test_no_term_that_the_law_extends_ends_on_a_free_day(term: Term) -> None:
    for day in EVERY_DAY:
        end = term.reckon(day)
        assert not is_free(end.date)
        assert end.raw <= end.date
        assert end.extended == (end.raw != end.date)


@given(DAYS, COVERED_TERMS)
def test_a_covered_term_ends_on_an_open_day_and_every_day_that_was_added_was_needed(day: date, term: Term) -> None:
    end = term.reckon(day)
    assert not is_free(end.date)
    for number in range((end.date - end.raw).days):
        earlier = end.raw + timedelta(days=number)
        short = coverage(term).article_two and open_days(day, earlier) < 2
        assert is_free(earlier) or short


@given(DAYS, COVERED_TERMS)
def test_a_term_of_three_days_or_more_holds_two_open_days(day: date, term: Term) -> None:
    if term.unit != "days" or term.amount >= 3:
        assert open_days(day, term.end(day)) >= 2


@pytest.mark.parametrize("amount", [3, 4, 5])
def test_short_terms_hold_two_open_days_from_every_day(amount: int) -> None:
    assert all(open_days(day, Term(amount, "days").end(day)) >= 2 for day in EVERY_DAY)


def open_days(start: date, last: date) -> int:
    span = (last - start).days
    return sum(not is_free(start + timedelta(days=number)) for number in range(1, span + 1))


@given(DAYS, st.sampled_from(NOT_COVERED))
def test_a_term_that_is_not_covered_ends_where_counting_ends(day: date, term: Term) -> None:
    end = term.reckon(day)
    assert end.date == end.raw
    assert not end.coverage.extends


@given(DAYS, st.integers(0, 40), ALL_TERMS)
def test_a_later_start_never_gives_an_earlier_end(day: date, more: int, term: Term) -> None:
    assert term.end(day) <= term.end(day + timedelta(days=more))


@given(DAYS, st.integers(1, 11), st.sampled_from(["days", "weeks", "months"]))
def test_a_longer_term_never_ends_earlier(day: date, amount: int, unit: str) -> None:
    shorter, longer = Term(amount, unit), Term(amount + 1, unit)  # type: ignore[arg-type]
    assert shorter.reckon(day).raw < longer.reckon(day).raw


@given(DAYS, st.integers(1, 400), st.sampled_from(["days", "weeks"]))
def test_back_and_then_forth_is_the_same_day(day: date, amount: int, unit: str) -> None:
    term = Term(amount, unit)  # type: ignore[arg-type]
    assert term.reckon(term.back(day)).raw == day
    assert term.back(term.reckon(day).raw) == day


@given(DAYS, st.integers(1, 40), st.sampled_from(["months", "years"]))
def test_months_back_and_forth_are_the_same_day_unless_a_month_was_too_short(day: date, amount: int, unit: str) -> None:
    term = Term(amount, unit)  # type: ignore[arg-type]
    back = term.reckon_back(day)
    assert (term.reckon(back.date).raw == day) == (back.date.day == day.day)
    assert back.ambiguous == (back.date.day != day.day)


@given(DAYS, st.integers(1, 30))
def test_working_days_forth_and_back_skip_every_free_day(day: date, amount: int) -> None:
    term = Term(amount, "working_days")
    end = term.end(day)
    assert not is_free(end)
    assert open_days(day, end) == amount
    if not is_free(day):
        assert term.back(end) == day


@given(DAYS, ALL_TERMS)
def test_every_reading_comes_with_its_reason_in_both_languages(day: date, term: Term) -> None:
    for end in (term.reckon(day), term.reckon_back(day)):
        for lang in ("nl", "en"):
            text = end.explain(lang)
            assert all(reading.explain(lang) in text for reading in end.alternatives)
            assert all(warning.explain(lang) in text for warning in end.warnings)
        assert end.date not in {reading.date for reading in end.alternatives}
        assert end.dates[0] <= end.date <= end.dates[-1]


def around_the_clock_changes() -> list[datetime]:
    """Every half hour from two days before until two days after each change of the clock of 2026-2030."""
    found, moment, hour = [], datetime(2026, 1, 1, tzinfo=UTC), timedelta(hours=1)
    while moment.year < 2031:
        if moment.astimezone(AMSTERDAM).utcoffset() != (moment + hour).astimezone(AMSTERDAM).utcoffset():
            found += [moment + number * hour / 2 for number in range(-96, 97)]
        moment += hour
    return found


def test_hours_are_elapsed_hours_over_every_change_of_the_clock() -> None:
    moments = around_the_clock_changes()
    assert len(moments) == 10 * 193
    for moment in moments:
        for amount in (1, 3, 24, 72):
            end = Term(amount, "hours").end_at(moment.astimezone(AMSTERDAM))
            assert end.astimezone(UTC) - moment == timedelta(hours=amount)
            assert end.tzinfo == AMSTERDAM


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31)), st.integers(1, 2000))  # noqa: DTZ001  # made aware below
def test_hours_back_and_forth_are_the_same_moment(naive: datetime, amount: int) -> None:
    moment, term = naive.replace(tzinfo=UTC), Term(amount, "hours")
    back = term.reckon_back(moment)
    assert back.moment is not None
    assert term.end_at(back.moment).astimezone(UTC) == moment  # Python never calls a doubled hour equal across zones
