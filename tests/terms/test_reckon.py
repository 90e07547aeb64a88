"""Reckoning a term: what counting gives, what the Algemene termijnenwet adds, and which readings are told."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from vngkit.errors import DataError
from vngkit.terms import Term

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def test_a_term_that_ends_on_christmas_day_runs_through_the_next_open_day() -> None:
    end = Term(4, "weeks").reckon(date(2026, 11, 27))
    assert (end.raw, end.date, end.extended) == (date(2026, 12, 25), date(2026, 12, 28), True)
    assert not end.ambiguous


def test_a_term_holds_at_least_two_open_days() -> None:
    end = Term(5, "days").reckon(date(2027, 3, 25))
    assert (end.raw, end.date) == (date(2027, 3, 30), date(2027, 3, 31))
    assert "artikel 2" in end.explain("nl")
    assert "article 2" in end.explain("en")


def test_a_term_of_two_days_needs_no_two_open_days() -> None:
    assert Term(2, "days").end(date(2027, 3, 25)) == date(2027, 3, 30)


@pytest.mark.parametrize(
    ("covered", "not_covered"),
    [
        (Term(90, "days"), Term(91, "days")),
        (Term(12, "weeks"), Term(13, "weeks")),
        (Term(3, "months"), Term(4, "months")),
    ],
)
def test_the_longest_terms_that_are_covered(covered: Term, not_covered: Term) -> None:
    start = not_covered.back(date(2026, 12, 25))
    assert not_covered.end(start) == date(2026, 12, 25)
    assert covered.end(covered.back(date(2026, 12, 25))) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("source", "last"),
    [
        ("wet", 28),
        ("amvb", 28),
        ("verordening", 28),
        ("beleidsregel", 25),
        ("convenant", 25),
        ("ministeriele_regeling", 25),
        ("overeenkomst", 25),
    ],
)
def test_the_source_of_a_term_decides_whether_it_is_extended(source: str, last: int) -> None:
    assert Term(4, "weeks").reckon(date(2026, 11, 27), source=source).date == date(2026, 12, last)


def test_a_term_that_is_counted_back_is_not_moved() -> None:
    end = Term(3, "months").reckon_back(date(2027, 3, 26))
    assert (end.date, end.extended) == (date(2026, 12, 26), False)
    assert "Algemene termijnenwet 1 lid 2" in end.explain("nl")


def test_hours_are_elapsed_hours_when_the_clock_goes_back() -> None:
    assert Term(3, "hours").end_at(datetime(2027, 10, 31, 1, 30, tzinfo=AMSTERDAM)).isoformat() == (
        "2027-10-31T03:30:00+01:00"
    )


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(DataError, match="no time zone"):
        Term(3, "hours").end_at(datetime(2027, 10, 31, 1, 30))  # noqa: DTZ001  # that is what is refused


def test_a_waiting_term_gives_both_days() -> None:
    end = Term(4, "weeks").reckon(date(2026, 11, 27), extension="waiting")
    assert end.dates == (date(2026, 12, 25), date(2026, 12, 28))
    assert end.date == date(2026, 12, 25)
    assert end.ambiguous


def test_a_month_that_is_too_short_takes_its_last_day_and_says_so() -> None:
    end = Term(6, "months").reckon(date(2027, 8, 31))
    assert end.dates == (date(2028, 2, 29), date(2028, 3, 1))
    assert "Die maand heeft geen dag 31" in end.explain("nl")
    assert "geen dag" not in Term(2, "months").reckon(date(2027, 5, 31)).explain("nl")


def test_a_reading_that_gives_the_same_day_is_no_reading() -> None:
    end = Term(1, "months").reckon(date(2027, 1, 31))  # 28 February is a Sunday: both come to Monday
    assert end.date == date(2027, 3, 1)
    assert not end.ambiguous


def test_only_the_article_that_was_needed_is_named() -> None:
    assert "artikel 2" not in Term(4, "weeks").reckon(date(2026, 11, 27)).explain("nl")
    assert "zaterdag, zondag of feestdag:" not in Term(5, "days").reckon(date(2027, 3, 25)).explain("nl")


def test_the_year_of_the_counted_day_counts_for_the_warning() -> None:
    end = Term(4, "weeks").reckon(date(2022, 12, 3))
    assert (end.raw, end.date) == (date(2022, 12, 31), date(2023, 1, 2))
    assert [warning.kind for warning in end.warnings] == ["equal_days_unknown"]
