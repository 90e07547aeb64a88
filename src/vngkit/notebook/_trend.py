"""The trend plot: numbers per week with the range that is usual for the season; needs the extra ``notebook``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import field, frozen

from vngkit.errors import DataError, VngkitError
from vngkit.legislation import Lang
from vngkit.notebook._words import as_lang, word

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Band", "TrendPlot", "trend"]

Band: TypeAlias = tuple[float, float, float]
_INK, _BLUE, _GREY, _ORANGE = "#222222", "#0c3569", "#9aa5b1", "#d55e00"
_SIZE: Final = (9.0, 4.2)


@frozen(kw_only=True)
class TrendPlot:
    """Trendgrafiek: a line of numbers per week over the usual range; it shows itself in a notebook.

    Args:
        title: what was counted.
        weeks: the first day of each week.
        counts: the number of each week; None is too small to show, which is not zero.
        band: for each week the low, the expected and the high of what is usual; may be empty.
        lang: the language of the texts.
    """

    title: str
    weeks: tuple[date, ...]
    counts: tuple[int | None, ...] = field(repr=False)
    band: tuple[Band | None, ...] = field(default=(), repr=False)
    lang: Lang = "nl"

    def __str__(self) -> str:
        pairs = zip(self.weeks, self.counts, strict=True)
        hidden = word(self.lang, "hidden")
        return "\n".join([self.title, *(f"  {week}: {hidden if n is None else n}" for week, n in pairs)])

    @property
    def above(self) -> tuple[date, ...]:
        """The weeks with a number above what is usual."""
        rows = zip(self.weeks, self.counts, self.band, strict=True) if self.band else ()
        return tuple(week for week, count, usual in rows if count is not None and usual and count > usual[2])

    def figure(self) -> Figure:
        """The plot as a figure of matplotlib, to change or to save. Raises ``VngkitError`` when that is not there."""
        try:
            from matplotlib.backends.backend_agg import FigureCanvasAgg
            from matplotlib.figure import Figure
        except ImportError:
            raise VngkitError(
                "a trend plot needs matplotlib.", fix="pip install 'vngkit[notebook]'; str(plot) gives the numbers"
            ) from None
        figure = Figure(figsize=_SIZE, layout="constrained")
        FigureCanvasAgg(figure)
        self._draw(figure.add_subplot())
        return figure

    def _repr_png_(self) -> bytes:
        return self.png()

    def png(self, *, dpi: int = 110) -> bytes:
        """The plot as a picture (PNG)."""
        from io import BytesIO

        out = BytesIO()
        self.figure().savefig(out, format="png", dpi=dpi, facecolor="white", metadata={"Software": None})
        return out.getvalue()

    def _draw(self, axes: Any) -> None:
        days: list[Any] = list(self.weeks)
        say = partial(word, self.lang)
        if self.band:
            low, middle, high = ([usual[n] if usual else float("nan") for usual in self.band] for n in range(3))
            axes.fill_between(days, low, high, color=_GREY, alpha=0.35, linewidth=0, label=say("band"))
            axes.plot(days, middle, color=_GREY, linewidth=1.4, linestyle="--", label=say("expected"))
        shown = [float("nan") if count is None else count for count in self.counts]
        axes.plot(days, shown, color=_BLUE, linewidth=1.8, marker="o", markersize=3.5, label=say("seen"))
        numbers = dict(zip(self.weeks, self.counts, strict=True))
        if self.above:
            tops: list[Any] = [numbers[week] for week in self.above]
            marked: list[Any] = list(self.above)
            axes.plot(marked, tops, color=_ORANGE, linestyle="", marker="D", markersize=7, label=say("above"))
        hidden: list[Any] = [week for week, count in numbers.items() if count is None]
        if hidden:
            axes.plot(
                hidden, [0] * len(hidden), color=_INK, linestyle="", marker="x", label=say("hidden"), clip_on=False
            )
        axes.set_title(_plain(self.title), loc="left", fontweight="bold", color=_INK)
        axes.set_ylabel(say("count"))
        axes.set_ylim(bottom=0)
        axes.margins(x=0.01)
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(axis="y", color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.legend(frameon=False, fontsize=9, loc="upper left", ncols=3)
        _date_axis(axes)


def trend(
    weeks: Sequence[date],
    counts: Sequence[int | None],
    *,
    band: Sequence[Band | None] = (),
    title: str = "",
    lang: str | None = None,
) -> TrendPlot:
    """Plot numbers per week (*trend per week*) over what is usual.

    Args:
        weeks: the first day of each week, in order.
        counts: the number of each week; None where it is too small to show.
        band: for each week (low, expected, high) of what is usual, None where that is not known; may be left out.
        title: what was counted.
        lang: ``"nl"`` or ``"en"``; ``VNGKIT_LANG`` or Dutch if left out.

    Returns:
        The plot, with ``figure()`` and ``png()``.

    Raises:
        DataError: the lists are not as long as each other, empty, or the weeks are not in order.

    >>> plot = trend([date(2026, 1, 5), date(2026, 1, 12)], [3, 12], band=[(1, 4, 8), (1, 4, 8)], title="Vragen")
    >>> plot.above
    (datetime.date(2026, 1, 12),)
    """
    if not weeks or len(weeks) != len(counts) or (band and len(band) != len(weeks)):
        raise DataError(
            "weeks, counts and band are not as long as each other, or empty.", fix="hand in one of each per week"
        )
    if any(later <= earlier for earlier, later in pairwise(weeks)):
        raise DataError("the weeks are not in order.", fix="sort them, each week once")
    spoken = as_lang(lang)
    return TrendPlot(
        title=title or word(spoken, "count"), weeks=tuple(weeks), counts=tuple(counts), band=tuple(band), lang=spoken
    )


def _date_axis(axes: Any) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator: Any = AutoDateLocator()  # type: ignore[no-untyped-call]  # matplotlib has no types here
    formatter: Any = ConciseDateFormatter(  # type: ignore[no-untyped-call]  # the same
        locator,
        formats=["%Y", "%m-%Y", "%d-%m", "%H:%M", "%H:%M", "%S"],
        zero_formats=["", "%m-%Y", "%d-%m", "%H:%M", "%H:%M", "%S"],
    )
    formatter.show_offset = False
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(formatter)


def _plain(title: str) -> str:
    """Text, never mathematics: matplotlib reads what stands between dollars as a formula."""
    return title.replace("$", r"\$")
