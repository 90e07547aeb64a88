"""A column of days ends on the same days as each of them alone."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vngkit.errors import DataError, NotHeld
from vngkit.terms import Term, last_days

TERMS = [
    Term(amount, unit)
    for amount in (1, 2, 3, 4, 6, 8, 12, 13, 20)
    for unit in ("days", "working_days", "weeks", "months", "years")
]
DAYS = [date(2024, 1, 1) + timedelta(days=number) for number in range(1_200)]


@pytest.mark.parametrize("term", TERMS, ids=str)
def test_each_day_of_three_years_ends_on_the_day_that_is_reckoned_alone(term: Term) -> None:
    ends = last_days(term, np.array(DAYS, "datetime64[D]"))
    assert ends.tolist() == [term.reckon(day).date for day in DAYS]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(TERMS),
    st.lists(st.dates(date(2014, 1, 1), date(2060, 1, 1)), max_size=8),
    st.sampled_from(["wet", "amvb", "verordening", "beleidsregel", "convenant"]),
    st.sampled_from(["usual", "arguable", "waiting", "liberty", "publication", "excluded", "own_rule"]),
)
def test_any_days_source_and_way_of_extending_give_the_day_that_is_reckoned_alone(
    term: Term, days: list[date], source: str, extension: str
) -> None:
    ends = last_days(term, np.array(days, "datetime64[D]"), source=source, extension=extension)
    assert ends.tolist() == [term.reckon(day, source=source, extension=extension).date for day in days]


def test_hours_and_years_without_a_calendar_are_refused() -> None:
    with pytest.raises(DataError):
        last_days(Term(3, "hours"), np.array(DAYS[:1], "datetime64[D]"))
    with pytest.raises(NotHeld):
        last_days(Term(3, "days"), np.array(["2012-05-05"], "datetime64[D]"))
