"""The trend of questions about a theme: made of rounded numbers alone, against the same weeks of earlier years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from vngkit.errors import DataError
from vngkit.notebook import question_trend
from vngkit.questions import AskedCell, FourWeeks, Stats, four_weeks_of

FIRST, LAST = FourWeeks(year=2023, number=1), FourWeeks(year=2026, number=6)
TOO_SMALL = "2026-W03"


def stats(burst: str = "2026-W20") -> Stats:
    """Twenty questions a week about zorg, sixty in one week, and one week that is too small to show."""
    cells = {}
    period = FIRST
    while period <= LAST:
        for week in period.weeks:
            count = 60 if str(week) == burst else 20
            if str(week) != TOO_SMALL:
                cells[AskedCell(theme="top:zorg", period=period, split="week", group=str(week))] = count
        period = four_weeks_of(period.end)
    return Stats(first=FIRST, last=LAST, on=date(2026, 11, 23), threshold=5, cells=cells)


def test_the_last_year_stands_over_the_same_weeks_of_earlier_years() -> None:
    plot = question_trend(stats(), "top:zorg")
    assert plot.weeks[-1] == LAST.weeks[-1].start
    assert timedelta(weeks=51) <= plot.weeks[-1] - plot.weeks[0] <= timedelta(weeks=53)
    assert plot.above == (date.fromisocalendar(2026, 20, 1),)
    low, expected, high = plot.band[-1] or (0, 0, 0)
    assert expected == 20
    assert (round(low, 2), round(high, 2)) == (7.06, 32.94)  # two square roots of 20, and 4 of the rounding


def test_a_week_too_small_to_show_is_a_gap() -> None:
    plot = question_trend(stats(), "top:zorg")
    numbers = dict(zip(plot.weeks, plot.counts, strict=True))
    assert numbers[date.fromisocalendar(2026, 3, 1)] is None
    assert sum(count is None for count in plot.counts) == 1
    assert plot.png().startswith(b"\x89PNG")


def test_a_theme_of_which_nothing_is_shown_is_all_gaps_and_nothing_is_above() -> None:
    plot = question_trend(stats(), "top:niets")
    assert set(plot.counts) == {None}
    assert set(plot.band) == {None}
    assert plot.above == ()
    assert plot.png()


@pytest.mark.parametrize("years", [0, 11, 1.5, True])
def test_years_is_a_number_of_years(years: int) -> None:
    with pytest.raises(DataError, match="years"):
        question_trend(stats(), "top:zorg", years=years)
