"""Bad input for a term: one clear message, with what to do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from vngkit.errors import DataError
from vngkit.terms import Term, coverage

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("amount", [0, -1, True, 1.5, 4.0, "4", None])
def test_an_amount_is_a_whole_number_above_zero(amount: Any) -> None:
    with pytest.raises(DataError, match="whole number"):
        Term(amount, "weeks")


@pytest.mark.parametrize("unit", ["week", "fortnights", "", None])
def test_a_unit_that_does_not_exist_names_those_that_do(unit: Any) -> None:
    with pytest.raises(DataError, match="working_days"):
        Term(4, unit)


@pytest.mark.parametrize("start", [datetime(2026, 11, 23, 12, tzinfo=UTC), "2026-11-23", 20261123, None, True])
def test_a_term_in_days_starts_on_a_date_and_nothing_else(start: Any) -> None:
    for ask in (Term(4, "weeks").end, Term(4, "weeks").reckon, Term(4, "weeks").back, Term(4, "weeks").reckon_back):
        with pytest.raises(DataError, match="is a date, not a"):
            ask(start)


def test_a_moment_given_for_a_day_says_which_day_is_wanted() -> None:
    with pytest.raises(DataError, match=r"Dutch time"):
        Term(4, "weeks").end(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))


def test_a_naive_moment_is_refused_at_every_door() -> None:
    naive = datetime(2026, 11, 23, 12)  # noqa: DTZ001  # that is what is refused
    term = Term(3, "hours")
    for ask in (term.end_at, term.reckon, term.reckon_back):
        with pytest.raises(DataError, match="no time zone"):
            ask(naive)


def test_a_day_is_no_moment() -> None:
    for ask in (Term(3, "hours").end_at, Term(3, "hours").reckon):
        with pytest.raises(DataError, match="is a moment, not a date"):
            ask(DAY)  # type: ignore[arg-type]


def test_hours_end_at_a_moment_and_days_on_a_day() -> None:
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    for ask in (Term(3, "hours").end, Term(3, "hours").back):
        with pytest.raises(DataError, match="aware datetime"):
            ask(moment)
    with pytest.raises(DataError, match="ends on a day"):
        Term(3, "days").end_at(moment)


def test_an_unknown_source_or_extension_names_those_that_exist() -> None:
    with pytest.raises(DataError, match=r"'richtlijn' is not a source.*verordening"):
        Term(4, "weeks").reckon(DAY, source="richtlijn")
    with pytest.raises(DataError, match=r"'sometimes' is not a way.*waiting"):
        coverage(Term(4, "weeks"), extension="sometimes")


@pytest.mark.parametrize(
    "term", [Term(10_000, "years"), Term(10**9, "days"), Term(10**15, "weeks"), Term(10**6, "months")]
)
def test_a_term_beyond_the_calendar_is_told(term: Term) -> None:
    for ask in (term.end, term.back):
        with pytest.raises(DataError, match="outside the calendar"):
            ask(DAY)


def test_hours_beyond_the_calendar_are_told() -> None:
    for amount in (10**9, 10**18):
        with pytest.raises(DataError, match="outside the calendar"):
            Term(amount, "hours").end_at(datetime(2026, 11, 23, tzinfo=UTC))
