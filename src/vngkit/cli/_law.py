"""``vngkit law``: what rests on an article of law, and what it lets people share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click
from attrs import frozen

from vngkit.cli._click import Group, on_a_day, readable, spoken, with_plugins
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document
from vngkit.cli._output import Column
from vngkit.cli._params import SharingKey

if TYPE_CHECKING:
    from vngkit.legislation import Citation, Decision, Impact, SharingRow

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

    grounds = reentry.grounds()
    findings = [(ground.id, ground.citation) for ground in grounds]
    found = legislation.impact(work, article=article, local_rules=face.kit().plugins.rules, findings=findings)
    lines = list(_lines(found, {ground.id: (ground.title_nl, ground.title_en) for ground in grounds}))
    if face.as_json:
        result = {"place": found.place.jci, "count": len(found), "rows": [_line_json(line) for line in lines]}
        face.printer.json(document("law impact", {"work": work, "article": article}, result))
    else:
        _show(face, found, lines)
    return ExitCode.OK


@law.command("may-share", help="help.may_share")
@click.argument("item", metavar="ITEM", type=SharingKey("item"), help="arg.item")
@click.option("--from", "giver", metavar="ROLE", required=True, type=SharingKey("role"), help="option.giver")
@click.option("--to", "taker", metavar="ROLE", required=True, type=SharingKey("role"), help="option.taker")
@click.option("--purpose", metavar="PURPOSE", required=True, type=SharingKey("purpose"), help="option.purpose")
@click.option("--need-yes", is_flag=True, help="option.need_yes")
@on_a_day
@readable
@click.pass_obj
def may_share(  # noqa: PLR0913  # one for each option
    face: Face, /, *, item: str, giver: str, taker: str, purpose: str, need_yes: bool
) -> int:
    """Say whether an item may be shared, on what ground, or where it could be lawful."""
    from vngkit import legislation

    decision = legislation.may_share(item, from_role=giver, to_role=taker, purpose=purpose, on=face.day)
    if face.as_json:
        asked = {"item": item, "from": giver, "to": taker, "purpose": purpose, "on": face.day}
        face.printer.json(document("law may-share", asked, _decision_json(decision)))
    else:
        first, *rest = decision.explain(face.lang).splitlines()
        face.printer.line(first, "green" if decision.allowed else "bold red" if decision.held else "yellow")
        for line in rest:
            face.printer.line(line)
    return ExitCode.PROBLEMS if need_yes and not decision.allowed else ExitCode.OK


def _decision_json(decision: Decision) -> dict[str, object]:
    return {
        "allowed": decision.allowed,
        "held": decision.held,
        "duty": decision.is_duty,
        "modality": decision.modality,
        "consent": decision.consent,
        "needs_consent": decision.needs_consent,
        "regime": decision.regime,
        "flow": decision.flow,
        "jci": decision.ground.jci,
        "read": decision.verified,
        "conditions": {lang: list(decision.row.conditions(lang)) if decision.rows else [] for lang in ("nl", "en")},
        "rows": list(decision.rows),
        "other_grounds": [row.id for row in decision.other_grounds],
        "text": {"nl": decision.explain("nl"), "en": decision.explain("en")},
    }


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
