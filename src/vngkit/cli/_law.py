"""``vngkit law``: what rests on an article of law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click
from attrs import frozen

from vngkit.cli._click import Group, readable, spoken, with_plugins
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document
from vngkit.cli._output import Column

if TYPE_CHECKING:
    from vngkit.legislation import Citation, Impact, SharingRow

__all__ = ["law"]


@click.group("law", cls=Group, help="help.law")
@spoken
def law() -> None:
    """The group of the law; help stands in ``_texts_help.py``."""


@law.command("impact", help="help.impact")
@click.argument("work", metavar="BWB", help="arg.work")
@click.option("--article", metavar="ARTICLE", help="option.article")
@with_plugins
@readable
@click.pass_obj
def impact(face: Face, /, work: str, article: str | None) -> int:
    """List all that rests on a law or an article."""
    from vngkit import legislation, reentry

    resting = {duty.id: duty for duty in reentry.duties() if duty.rule and duty.rule.citation}
    findings = [(name, duty.rule.citation) for name, duty in resting.items() if duty.rule and duty.rule.citation]
    found = legislation.impact(work, article=article, local_rules=face.kit().plugins.rules, findings=findings)
    lines = list(_lines(found, {name: (duty.title_nl, duty.title_en) for name, duty in resting.items()}))
    if face.as_json:
        result = {"place": found.place.jci, "count": len(found), "rows": [_line_json(line) for line in lines]}
        face.printer.json(document("law impact", {"work": work, "article": article}, result))
    else:
        _show(face, found, lines)
    return ExitCode.OK


@frozen(kw_only=True)
class _Line:
    kind: str
    id: str
    nl: str
    en: str
    citation: Citation | None
    verified: bool | None = None


def _lines(found: Impact, titles: Mapping[str, tuple[str, str]]) -> Iterator[_Line]:
    """One line for each thing that rests on the place, by kind."""
    for rule in found.national_rules:
        yield _Line(
            kind="national_rules",
            id=rule.id,
            nl=rule.dutch_term,
            en=rule.rule,
            citation=rule.citation,
            verified=rule.verified,
        )
    for term in found.open_terms:
        yield _Line(
            kind="open_terms",
            id=term.id,
            nl=term.law,
            en=term.description or term.law,
            citation=term.citation,
            verified=term.verified,
        )
    for row in found.sharing_rows:
        yield _Line(
            kind="sharing_rows",
            id=row.id,
            nl=_row_text(row, "nl"),
            en=_row_text(row, "en"),
            citation=row.citation,
            verified=row.verified,
        )
    for step in found.retention_rules:
        yield _Line(kind="retention_rules", id=step.id, nl=step.nl, en=step.en, citation=None)
    for local in found.local_rules:
        told = f"{local.member}: {local.term}"
        yield _Line(kind="local_rules", id=local.id, nl=told, en=told, citation=local.ground, verified=local.text_read)
    for name, citation in found.findings:
        dutch, english = titles[name]
        yield _Line(kind="findings", id=name, nl=dutch, en=english, citation=citation)


def _row_text(row: SharingRow, lang: str) -> str:
    """What goes from whom to whom, or may not."""
    from vngkit.legislation import sharing_words

    role, item = sharing_words("role"), sharing_words("item")[row.item].label(lang)
    return f"{item}: {role[row.from_role].label(lang)} {'→' if row.allow else '↛'} {role[row.to_role].label(lang)}"


def _line_json(line: _Line) -> dict[str, object]:
    return {
        "kind": line.kind,
        "id": line.id,
        "what": {"nl": line.nl, "en": line.en},
        "jci": line.citation.jci if line.citation else None,
        "read": line.verified,
    }


def _show(face: Face, found: Impact, lines: list[_Line]) -> None:
    printer = face.printer
    place = " ".join(part for part in (found.place.work, found.place.short()) if part)
    printer.heading(f"{place} · {face.text('impact.count', count=len(found))}")
    if not lines:
        printer.line(face.text("impact.none"))
        return
    columns = [
        Column(title=face.text("impact.kind")),
        Column(title=face.text("impact.id"), folds=True),
        Column(title=face.text("impact.what"), folds=True),
        Column(title=face.text("impact.place")),
        Column(title=face.text("impact.read")),
    ]
    read = {True: face.text("yes"), False: face.text("no"), None: ""}
    printer.table(
        columns,
        [
            [
                face.text(f"impact.{line.kind}"),
                line.id,
                line.nl if face.lang == "nl" else line.en,
                line.citation.short() if line.citation else "",
                read[line.verified],
            ]
            for line in lines
        ],
    )
