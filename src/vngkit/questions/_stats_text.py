"""Numbers of questions in words and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from vngkit.legislation import Lang
from vngkit.questions._periods import periods
from vngkit.safe import safe_cell

if TYPE_CHECKING:
    from vngkit.questions._stats import Stats

__all__ = ["csv_of", "text_of"]


def csv_of(rows: Sequence[dict[str, Any]], delimiter: str) -> str:
    """Rows as CSV with a header."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(("theme", "period", "split", "group", "count"))
    for row in rows:
        writer.writerow([safe_cell(str(value)) for value in row.values()])
    return written.getvalue()


def text_of(stats: Stats, lang: Lang) -> str:
    """The lines of ``Stats.text``."""
    dutch, least = lang == "nl", stats.threshold
    lines = [
        f"Vragen per thema, {stats.first} tot en met {stats.last}; zoals bekend op {stats.on}."
        if dutch
        else f"Questions by theme, {stats.first} to {stats.last}; as known on {stats.on}.",
        f"Elk getal is afgerond op een veelvoud van {least}, naar boven of beneden; een streep is te klein om te tonen."
        if dutch
        else f"Each number is rounded to a multiple of {least}, up or down; a dash is too small to show.",
        f"Weggelaten omdat zij herleid konden worden: {stats.left_out}."
        if dutch
        else f"Left out because they could be worked back: {stats.left_out}.",
        "",
    ]
    if not stats.themes:
        lines.append("Geen enkel getal kan worden getoond." if dutch else "No number can be shown.")
        return "\n".join(lines)
    spans = list(periods(stats.first, stats.last))
    width = max([5, *(len(theme) for theme in stats.themes)])
    lines.append("  ".join([("thema" if dutch else "theme").ljust(width), *(str(span) for span in spans)]))
    for theme in stats.themes:
        numbers = [stats.number(theme, span) for span in spans]
        told = ["-" if number is None else str(number) for number in numbers]
        lines.append("  ".join([theme.ljust(width), *(number.rjust(len(str(spans[0]))) for number in told)]))
    return "\n".join(lines)
