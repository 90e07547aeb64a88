"""The monitor in words, rows and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from vngkit.legislation import Lang
from vngkit.reentry._monitor import Monitor, MonitorRow
from vngkit.reentry._sheet_words import member_name
from vngkit.reentry._words import MonitorState
from vngkit.safe import safe_cell
from vngkit.terms import day_text

__all__ = ["csv_of", "row_of", "text_of"]

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "head": ("Monitor re-integratie: {}", "Monitor of reentry: {}"),
    "all": ("alle gemeenten", "all gemeenten"),
    "period": ("Vrijgekomen van {} tot {}; zoals bekend op {}.", "Released from {} until {}; as known on {}."),
    "how": (
        "Elk getal is een som van getallen die ieder zijn afgerond op een veelvoud van {0}, naar boven of beneden.",
        "Each number is a sum of numbers that were each rounded to a multiple of {0}, up or down.",
    ),
    "small": (
        "<{0} is te klein om te tonen en kan nul zijn. Onbekend is een stand op zichzelf, geen nee.",
        "<{0} is too small to show and may be zero. Unknown is a state of its own, not no.",
    ),
    "error": (
        "De afronding heft zich gemiddeld op; een getal wijkt er zelden meer dan {0} door af.",
        "The rounding is zero on average; a number seldom differs by more than {0} because of it.",
    ),
    "total": ("totaal", "total"),
    "point": ("meetmoment", "point"),
    "partial": (
        "* nog niet iedereen heeft dit moment bereikt: voorlopig.",
        "* not everybody has reached this point yet: provisional.",
    ),
}


def _say(key: str, lang: Lang) -> str:
    return _WORDS[key][0 if lang == "nl" else 1]


def text_of(monitor: Monitor, lang: Lang, by: Collection[str]) -> str:
    """The lines of ``Monitor.text``."""
    who = _say("all", lang) if monitor.members is None else ", ".join(map(member_name, monitor.members))
    days = [day_text(day, lang) for day in (*monitor.period, monitor.on)]
    lines = [
        _say("head", lang).format(who),
        _say("period", lang).format(*days),
        _say("how", lang).format(monitor.threshold),
        _say("small", lang).format(monitor.threshold),
        _say("error", lang).format(round(2 * monitor.usual_error)),
    ]
    rows = monitor.rows(by=by)
    for (member, half, condition), group in groupby(rows, lambda row: (row.member, row.half, row.condition)):
        split = [*([member_name(member)] if member else []), *([str(half)] if half else [])]
        lines += ["", " - ".join([*split, condition.label(lang)]).upper()]
        lines += _table(list(group), monitor, lang)
    if not all(row.complete for row in rows):
        lines += ["", _say("partial", lang)]
    return "\n".join(lines)


def _table(rows: Sequence[MonitorRow], monitor: Monitor, lang: Lang) -> Iterator[str]:
    heads = [_say("point", lang), *(state.label(lang) for state in MonitorState), _say("total", lang)]
    cells = [
        [
            f"{row.point.label(lang)}{'' if row.complete else ' *'}",
            *(_shown(row.counts[state], monitor.threshold) for state in MonitorState),
            _shown(row.total, monitor.threshold),
        ]
        for row in rows
    ]
    widths = [max(len(line[place]) for line in (heads, *cells)) for place in range(len(heads))]
    for name, *numbers in (heads, *cells):
        told = [number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True)]
        yield "  ".join([name.ljust(widths[0]), *told])


def _shown(count: int | None, threshold: int) -> str:
    return f"<{threshold}" if count is None else str(count)


def row_of(row: MonitorRow, lang: Lang) -> dict[str, Any]:
    """A row as a plain dict, with the numbers under the names of the states."""
    return {
        "member": row.member,
        "half": str(row.half) if row.half else None,
        "point": row.point.value,
        "point_text": row.point.label(lang),
        "condition": row.condition.value,
        "condition_text": row.condition.label(lang),
        **{state.value: row.counts[state] for state in MonitorState},
        "total": row.total,
        "complete": row.complete,
    }


def csv_of(monitor: Monitor, lang: Lang, by: Collection[str], delimiter: str) -> str:
    """The rows as CSV with a header."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\r\n")
    rows = [row_of(row, lang) for row in monitor.rows(by=by)]
    writer.writerow(rows[0] if rows else [])
    for row in rows:
        writer.writerow(["" if value is None else safe_cell(str(value)) for value in row.values()])
    return written.getvalue()
