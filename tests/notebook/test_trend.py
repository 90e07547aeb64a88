"""The trend plot: a line over the usual range, what is hidden is no zero, and text is never a formula."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from math import isnan

import matplotlib.image as mpimg
import pytest

from vngkit.errors import DataError
from vngkit.notebook import trend
from vngkit.notebook._trend import Band

WEEKS = [date(2026, 1, 5) + timedelta(weeks=n) for n in range(8)]
COUNTS = [4, 5, None, 6, 20, 3, 0, 4]
BAND: list[Band | None] = [(1.0, 4.0, 8.0)] * 7 + [None]


def test_a_number_above_the_usual_is_told() -> None:
    assert trend(WEEKS, COUNTS, band=BAND).above == (WEEKS[4],)
    assert trend(WEEKS, COUNTS).above == ()


def test_what_is_too_small_to_show_is_a_gap_with_a_mark_and_no_zero() -> None:
    plot = trend(WEEKS, COUNTS, band=BAND, lang="en")
    (axes,) = plot.figure().axes
    lines = {str(line.get_label()): line for line in axes.get_lines()}
    drawn = [float(y) for y in lines["counted"].get_ydata()]  # type: ignore[arg-type,union-attr]
    assert [None if isnan(y) else y for y in drawn] == COUNTS
    assert len(lines["too small to show"].get_xdata()) == 1  # type: ignore[arg-type]
    assert "too small to show" in str(plot)
    assert "2026-02-16: 0" in str(plot)


def test_the_picture_is_a_picture_with_axes_and_legend() -> None:
    plot = trend(WEEKS, COUNTS, band=BAND, title="Vragen per week")
    assert plot._repr_png_().startswith(b"\x89PNG")
    picture = mpimg.imread(BytesIO(plot.png()))
    assert picture.shape[0] > 300
    assert picture.shape[1] > 700
    (axes,) = plot.figure().axes
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == [
        "gewone bandbreedte",
        "verwacht",
        "geteld",
        "boven het gewone",
        "te klein om te tonen",
    ]
    assert axes.get_ylim()[0] == 0


@pytest.mark.parametrize("title", ["$x^2$", "a $ b", "<b>", "\\frac{1}{2}"])
def test_a_title_is_text(title: str) -> None:
    assert trend(WEEKS, COUNTS, title=title).png()


def test_what_can_not_be_plotted_is_an_error() -> None:
    with pytest.raises(DataError, match="as long"):
        trend(WEEKS, COUNTS[:-1])
    with pytest.raises(DataError, match="as long"):
        trend([], [])
    with pytest.raises(DataError, match="as long"):
        trend(WEEKS, COUNTS, band=BAND[:2])
    with pytest.raises(DataError, match="order"):
        trend(WEEKS[::-1], COUNTS)
