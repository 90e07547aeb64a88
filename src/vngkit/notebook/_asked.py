"""The trend of what is asked about a theme, out of numbers that are rounded already."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import TYPE_CHECKING, Final

from vngkit.errors import DataError
from vngkit.notebook._trend import Band, TrendPlot, trend

if TYPE_CHECKING:
    from vngkit.questions import FourWeeks, IsoWeek, Stats

__all__ = ["question_trend"]

_MOST_YEARS: Final = 10
_TWO_SIGMA: Final = 2.0  # of a Poisson number: about nineteen weeks in twenty lie within


def question_trend(stats: Stats, theme: str, *, years: int = 3, title: str = "", lang: str | None = None) -> TrendPlot:
    """Plot what is asked about a theme in the last year (*vragen per week*) over the same weeks of earlier years.

    Args:
        stats: of ``kit.questions.stats``; it holds rounded numbers alone, so the plot tells no more than they do.
        theme: ``scheme:code``.
        years: of how many earlier years the usual is made, 1 to 10.
        title: what was counted; the theme if left out.
        lang: ``"nl"`` or ``"en"``; ``VNGKIT_LANG`` or Dutch if left out.

    Returns:
        The plot. A week that is too small to show is a gap. The usual range of a week is the mean of the same week in
        the earlier years, two standard deviations of chance (Poisson) to both sides, and the rounding to both sides.

    Raises:
        DataError: ``years`` is no such number.
    """
    if type(years) is not int or not 1 <= years <= _MOST_YEARS:
        raise DataError("years is not a number of years.", fix=f"give a whole number from 1 to {_MOST_YEARS}")
    rows = list(_weeks(stats))
    return trend(
        [week.start for _, week in rows],
        [stats.number(theme, period, "week", str(week)) for period, week in rows],
        band=[_usual(stats, theme, period, week, years) for period, week in rows],
        title=title or theme,
        lang=lang,
    )


def _weeks(stats: Stats) -> Iterator[tuple[FourWeeks, IsoWeek]]:
    """The weeks of the last year that the numbers hold, each with its period."""
    from vngkit.questions import four_weeks_of

    last = stats.last
    period = max(stats.first, four_weeks_of(type(last)(year=last.year - 1, number=last.number).end))
    while period <= last:
        yield from ((period, week) for week in period.weeks)
        period = four_weeks_of(period.end)


def _usual(stats: Stats, theme: str, period: FourWeeks, week: IsoWeek, years: int) -> Band | None:
    """Low, expected and high; None where no earlier year is shown."""
    earlier = [
        number for back in range(1, years + 1) if (number := _number(stats, theme, period, week, back)) is not None
    ]
    if not earlier:
        return None
    mean, step = sum(earlier) / len(earlier), stats.threshold - 1
    reach = _TWO_SIGMA * sqrt(mean) + step
    return max(0.0, mean - reach), mean, mean + reach


def _number(stats: Stats, theme: str, period: FourWeeks, week: IsoWeek, back: int) -> int | None:
    same = type(period)(year=period.year - back, number=period.number)
    return stats.number(theme, same, "week", str(type(week)(year=week.year - back, week=week.week)))
