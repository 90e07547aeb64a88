"""What of cases stands in a table: a case by its id, a finding by its law; references and reasons stay sealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from vngkit.notebook._table import Table
from vngkit.notebook._words import word

if TYPE_CHECKING:
    from vngkit.legislation import Lang
    from vngkit.notebook._views import View
    from vngkit.reentry import Case, Finding, Monitor, Worklist

__all__ = ["work_lists", "work_views"]


def work_views() -> Mapping[type, View]:
    """The views of cases."""
    from vngkit import reentry

    return {
        reentry.Case: lambda one, lang: _cases([one], lang),
        reentry.Finding: _finding,
        reentry.Worklist: _worklist,
        reentry.Monitor: _monitor,
    }


def work_lists() -> Mapping[type, View]:
    """The views of many cases or findings."""
    from vngkit import reentry

    return {
        reentry.Case: _cases,
        reentry.Finding: lambda many, lang: _findings(str(len(many)), many, lang),
    }


def _cases(many: Iterable[Case], lang: Lang) -> Table:
    rows = tuple((one.id,) for one in many)
    return Table(caption=str(len(rows)), columns=(word(lang, "case"),), rows=rows)


def _finding(finding: Finding, lang: Lang) -> Table:
    first, *rest = finding.explain(lang).splitlines()
    rows = tuple((line.strip(),) for line in rest if line.strip())
    return Table(caption=first, columns=(word(lang, "why"),), rows=rows)


def _worklist(worklist: Worklist, lang: Lang) -> Table:
    caption = f"{worklist.member}, {worklist.on}: {len(worklist.to_do)}"
    left = worklist.left_out
    whole = _findings(caption, worklist.to_do, lang)
    if not left:
        return whole
    from attrs import evolve

    return evolve(whole, notes=(word(lang, "more", count=left),))


def _findings(caption: str, many: Iterable[Finding], lang: Lang) -> Table:
    rows = tuple(
        (
            "" if one.due_on is None else str(one.due_on),
            one.kind.label(lang),
            one.case_id,
            one.title(lang),
            one.who.label(lang),
        )
        for one in many
    )
    columns = tuple(word(lang, key) for key in ("by_when", "status", "case", "what", "who"))
    return Table(caption=caption, columns=columns, rows=rows)


def _monitor(monitor: Monitor, lang: Lang) -> Table:
    first, *rest = monitor.text(lang).splitlines()
    rows = tuple((line.strip(),) for line in rest if line.strip())
    return Table(caption=first, columns=(word(lang, "what"),), rows=rows)
