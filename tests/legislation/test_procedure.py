"""Suspension, filing by post, the penalty for a late decision, and from when something may be asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from vngkit.errors import DataError
from vngkit.legislation import (
    InTime,
    assistance_start,
    assistance_wait,
    filed_in_time,
    first_penalty_day,
    national_rule,
    penalty_amount,
    support_application,
    suspended,
)
from vngkit.terms import Term

APPLICATION = national_rule("decision_8w").reckon(date(2026, 11, 23))


def test_a_suspended_term_ends_later_and_gives_both_days() -> None:
    end = suspended(APPLICATION, asked=date(2026, 12, 7), completed=date(2026, 12, 17))
    assert end.dates == (date(2027, 1, 27), date(2027, 1, 28))
    assert "9 dagen opschorting" in end.explain("nl")
    assert "9 days of suspension" in end.explain("en")


def test_a_suspended_term_that_ends_on_a_free_day_is_extended_as_well() -> None:
    end = suspended(APPLICATION, asked=date(2026, 12, 7), completed=date(2026, 12, 13))
    assert (end.raw, end.date) == (date(2027, 1, 23), date(2027, 1, 25))
    assert not end.alternatives  # a day more or less of suspension gives the same Monday


def test_suspending_twice_adds_up() -> None:
    once = suspended(APPLICATION, asked=date(2026, 12, 7), completed=date(2026, 12, 17))
    twice = suspended(once, asked=date(2027, 1, 4), completed=date(2027, 1, 8))
    assert twice.added_days == 9 + 3


@pytest.mark.parametrize(("asked", "completed"), [("2026-12-17", "2026-12-07"), ("2027-03-01", "2027-03-02")])
def test_a_suspension_that_does_not_fit_the_term_is_refused(asked: str, completed: str) -> None:
    with pytest.raises(DataError, match="does not fit"):
        suspended(APPLICATION, asked=date.fromisoformat(asked), completed=date.fromisoformat(completed))


def test_an_end_that_may_or_may_not_be_extended_keeps_both_after_a_suspension() -> None:
    end = Term(4, "weeks").reckon(date(2026, 11, 23), extension="arguable")
    later = suspended(end, asked=date(2026, 12, 1), completed=date(2026, 12, 6))
    assert later.dates == (date(2026, 12, 25), date(2026, 12, 28))


def test_an_objection_by_post_has_a_week() -> None:
    end = date(2027, 1, 5)
    assert filed_in_time(term_end=end, received=end) is InTime.YES
    assert filed_in_time(term_end=end, received=date(2027, 1, 6)) is InTime.NO
    assert filed_in_time(term_end=end, posted=end, received=date(2027, 1, 12)) is InTime.YES
    assert filed_in_time(term_end=end, posted=end, received=date(2027, 1, 13)) is InTime.NO
    assert filed_in_time(term_end=end, posted=date(2027, 1, 6), received=date(2027, 1, 7)) is InTime.NO


def test_a_week_of_post_that_ends_on_christmas_day_is_arguable() -> None:
    end = date(2026, 12, 18)
    assert filed_in_time(term_end=end, posted=end, received=date(2026, 12, 28)) is InTime.ARGUABLE
    assert filed_in_time(term_end=end, posted=end, received=date(2026, 12, 29)) is InTime.NO


def test_the_two_weeks_of_the_penalty_run_from_the_later_day() -> None:
    early = first_penalty_day(term_end=date(2027, 1, 18), notice=date(2027, 1, 4))
    assert early.date == date(2027, 2, 1)
    assert first_penalty_day(term_end=date(2027, 1, 4), notice=date(2027, 1, 18)) == early


def test_the_penalty_rises_twice_and_has_an_end() -> None:
    assert [penalty_amount(days) for days in (0, 1, 14, 15, 28, 29, 42, 43)] == [
        Decimal(amount) for amount in (0, 23, 322, 357, 812, 857, 1442, 1442)
    ]


@pytest.mark.parametrize("days", [-1, True, 1.5, None])
def test_a_number_of_days_is_a_whole_number(days: Any) -> None:
    with pytest.raises(DataError, match="number of days"):
        penalty_amount(days)


def test_under_27_waits_four_weeks_and_others_apply_at_once() -> None:
    wait = assistance_wait(reported=date(2026, 11, 27), age=26)
    assert wait is not None
    assert wait.dates == (date(2026, 12, 25), date(2026, 12, 28))
    assert wait.kind == "earliest"
    assert assistance_wait(reported=date(2026, 11, 27), age=27) is None
    with pytest.raises(DataError, match="whole number"):
        assistance_wait(reported=date(2026, 11, 27), age=-1)


def test_assistance_never_starts_in_the_time_of_detention() -> None:
    reported = date(2026, 11, 30)
    assert assistance_start(reported=reported).earliest == date(2026, 8, 30)
    assert assistance_start(reported=reported, released=date(2026, 8, 1)).earliest == date(2026, 8, 30)
    edge = assistance_start(reported=reported, released=date(2026, 8, 30))
    assert (edge.earliest, edge.alternatives[0].date) == (date(2026, 8, 30), date(2026, 8, 31))
    after = assistance_start(reported=reported, released=date(2026, 10, 15))
    assert (after.earliest, after.alternatives[0].date) == (date(2026, 10, 15), date(2026, 10, 16))


@pytest.mark.parametrize(
    ("application", "finished", "admissible"),
    [
        (date(2026, 12, 1), False, False),
        (date(2026, 12, 1), True, True),
        (date(2026, 12, 25), False, False),  # the six weeks end on Christmas Day
        (date(2026, 12, 27), False, None),  # and are extended through Monday: it can be read both ways
        (date(2026, 12, 29), False, True),
    ],
)
def test_support_is_applied_for_after_the_research_or_after_six_weeks(
    application: date,
    finished: bool,  # noqa: FBT001  # the facts of a case
    admissible: bool | None,  # noqa: FBT001
) -> None:
    found = support_application(report=date(2026, 11, 13), application=application, research_finished=finished)
    assert found.admissible is admissible
    assert (found.decision is None) == (admissible is False)


def test_an_application_before_the_report_is_refused() -> None:
    with pytest.raises(DataError, match="before the report"):
        support_application(report=date(2026, 11, 13), application=date(2026, 11, 1), research_finished=True)
