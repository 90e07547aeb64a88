"""``vngkit themes``: the lists, one theme, labels in free writing, products and their articles, and SKOS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from vngkit.cli._click import Group, on_a_day, readable, spoken, with_plugins
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import day_json, document
from vngkit.cli._output import Cell, Column
from vngkit.cli._themes_products import products
from vngkit.errors import AmbiguousName, NotFound

if TYPE_CHECKING:
    from vngkit.themes import Concept, Match, Scheme, Themes

__all__ = ["themes"]


@click.group("themes", cls=Group, help="help.themes")
@spoken
def themes() -> None:
    """The group of the themes; help stands in ``_texts_themes.py``."""


@themes.command("list", help="help.themes_list")
@click.argument("scheme", metavar="SCHEME", required=False, help="arg.scheme")
@on_a_day
@with_plugins
@readable
@click.pass_obj
def list_(face: Face, /, scheme: str | None) -> int:
    """Show the schemes, or one as a tree."""
    held = face.kit().themes
    asked = {"scheme": scheme, "on": face.on, "plugins": face.plugins}
    if scheme is None:
        if face.as_json:
            face.printer.json(document("themes list", asked, [_scheme_json(one) for one in held.all]))
        else:
            _schemes(face, held)
        return ExitCode.OK
    one = held.scheme(scheme)
    if face.as_json:
        rows = [{"depth": depth, **_concept_json(concept)} for depth, concept in one.walk(on=face.on)]
        face.printer.json(document("themes list", asked, {"scheme": _scheme_json(one), "concepts": rows}))
    else:
        _tree(face, one)
    return ExitCode.OK


@themes.command("show", help="help.themes_show")
@click.argument("words", metavar="SCHEME:THEME", nargs=-1, required=True, help="arg.theme")
@with_plugins
@readable
@click.pass_obj
def show(face: Face, /, words: tuple[str, ...]) -> int:
    """Show one theme with its place and its mappings."""
    held = face.kit().themes
    scheme, colon, what = " ".join(words).partition(":")
    concept = held.find(what, scheme) if colon else held.find(scheme)
    if face.as_json:
        face.printer.json(document("themes show", {"theme": concept.ref}, _whole_json(held, concept)))
    else:
        _show(face, held, concept)
    return ExitCode.OK


@themes.command("match", help="help.themes_match")
@click.argument("words", metavar="LABEL", nargs=-1, required=True, help="arg.label")
@click.option("--scheme", metavar="SCHEME", default="top", help="option.scheme")
@on_a_day
@with_plugins
@readable
@click.pass_obj
def match(face: Face, /, words: tuple[str, ...], scheme: str) -> int:
    """Say which theme a label means, with what else it may mean."""
    held, text = face.kit().themes, " ".join(words)
    candidates = held.matches(text, scheme, on=face.on)
    try:
        found: Match | None = held.match(text, scheme, on=face.on)
        verdict = "themes.one"
    except AmbiguousName:
        found, verdict = None, "themes.ambiguous"
    except NotFound:
        found, verdict = None, "themes.no_match"
    if face.as_json:
        result = {
            "match": _match_json(found) if found else None,
            "candidates": [_match_json(candidate) for candidate in candidates],
        }
        face.printer.json(document("themes match", {"label": text, "scheme": scheme, "on": face.on}, result))
    else:
        told = {"themes.one": "green"}.get(verdict, "yellow")
        name = f"{found.concept.name(face.lang)} ({found.concept.ref})" if found else text
        face.printer.line(face.text(verdict, name=name), told)
        _candidates(face, candidates)
    return ExitCode.OK if found else ExitCode.PROBLEMS


@themes.command("export", help="help.themes_export")
@click.argument("scheme", metavar="SCHEME", help="arg.scheme")
@click.option("--no-mappings", is_flag=True, help="option.no_mappings")
@with_plugins
@readable
@click.pass_obj
def export(face: Face, /, *, scheme: str, no_mappings: bool) -> int:
    """Write a scheme as SKOS in Turtle."""
    from vngkit.themes import write_skos

    held = face.kit().themes
    turtle = write_skos(held.scheme(scheme), None if no_mappings else held)
    if face.as_json:
        face.printer.json(document("themes export", {"scheme": scheme}, {"turtle": turtle}))
    else:
        click.echo(turtle, nl=False)
    return ExitCode.OK


def _scheme_json(scheme: Scheme) -> dict[str, Any]:
    return {
        "id": scheme.id,
        "title": {lang: scheme.name(lang) for lang in ("nl", "en")},
        "uri": scheme.uri or None,
        "version": scheme.version or None,
        "attested_on": day_json(scheme.attested_on),
        "replaced_by": scheme.replaced_by or None,
        "member": scheme.member,
        "concepts": len(scheme),
        "publisher": scheme.publisher,
        "attribution": scheme.attribution,
    }


def _concept_json(concept: Concept) -> dict[str, Any]:
    return {
        "ref": concept.ref,
        "notation": concept.notation,
        "label": concept.label,
        "other_labels": list(concept.other_labels()),
        "uri": concept.uri or None,
        "broader": list(concept.broader),
        "kind": concept.kind or None,
        "valid_from": day_json(concept.valid_from),
        "valid_to": day_json(concept.valid_to),
    }


def _match_json(match: Match) -> dict[str, Any]:
    told = {lang: match.explain(lang) for lang in ("nl", "en")}
    return {**_concept_json(match.concept), "score": round(match.score, 4), "how": match.how, "text": told}


def _whole_json(held: Themes, concept: Concept) -> dict[str, Any]:
    scheme = held.scheme(concept.scheme)
    links = held.mappings_of(concept)
    return {
        **_concept_json(concept),
        "definition": {"en": concept.definition_en or None},
        "above": [one.ref for one in scheme.ancestors(concept)],
        "below": [one.ref for one in scheme.narrower(concept)],
        "mappings": [
            {
                "relation": link.relation.value,
                "target": link.target,
                "label": held[link.target].label,
                "basis": link.basis.value,
                "by": link.by,
                "since": day_json(link.since),
                "note": link.note or None,
            }
            for link in links
        ],
        "areas": [{"area": link.target, "placed": link.source, "by": link.by} for link in held.areas_of(concept)],
    }


def _schemes(face: Face, held: Themes) -> None:
    face.printer.table(
        [
            Column(title=face.text("themes.scheme")),
            Column(title=face.text("themes.title"), folds=True),
            Column(title=face.text("themes.version")),
            Column(title=face.text("themes.state")),
            Column(title=face.text("themes.count"), right=True),
            Column(title=face.text("themes.publisher"), folds=True),
        ],
        [
            [
                scheme.id,
                scheme.name(face.lang),
                scheme.version,
                day_json(scheme.attested_on) or "",
                str(len(scheme)),
                scheme.publisher,
            ]
            for scheme in held.all
        ],
    )


def _tree(face: Face, scheme: Scheme) -> None:
    printer = face.printer
    state = face.text("themes.state_of", day=scheme.attested_on) if scheme.attested_on else ""
    printer.heading(" · ".join(part for part in (scheme.name(face.lang), scheme.version, state) if part))
    rows = [
        [concept.notation, "  " * depth + concept.name(face.lang), _validity(face, concept)]
        for depth, concept in scheme.walk(on=face.on)
    ]
    columns = [
        Column(title=face.text("themes.code"), folds=True),
        Column(title=face.text("themes.label"), folds=True),
        Column(title=face.text("themes.validity")),
    ]
    filled = [place for place in range(3) if place < 2 or any(row[2] for row in rows)]
    printer.table([columns[place] for place in filled], [[row[place] for place in filled] for row in rows])
    if scheme.replaced_by:
        printer.quiet(face.text("themes.replaced", scheme=scheme.replaced_by))
    if scheme.attribution:
        printer.quiet(scheme.attribution)


def _validity(face: Face, concept: Concept) -> str:
    parts = [face.text("themes.from", day=concept.valid_from)] if concept.valid_from else []
    parts += [face.text("themes.until", day=concept.valid_to)] if concept.valid_to else []
    parts += [face.text("themes.observed")] if concept.kind == "observed" else []
    return ", ".join(parts)


def _show(face: Face, held: Themes, concept: Concept) -> None:
    scheme, printer = held.scheme(concept.scheme), face.printer
    printer.heading(f"{concept.name(face.lang)} · {concept.ref}")
    printer.fields(
        [
            (face.text("themes.scheme"), scheme.name(face.lang)),
            (face.text("themes.address"), concept.uri),
            (face.text("themes.meaning"), concept.definition_en),
            (face.text("themes.others"), "; ".join(concept.other_labels())),
            (face.text("themes.above"), " > ".join(one.label for one in reversed(scheme.ancestors(concept)))),
            (face.text("themes.below"), "; ".join(one.label for one in scheme.narrower(concept))),
            (face.text("themes.validity"), _validity(face, concept)),
            (face.text("themes.area"), "; ".join(held[link.target].label for link in held.areas_of(concept))),
        ]
    )
    links = held.mappings_of(concept)
    if links:
        printer.line()
        printer.table(
            [
                Column(title=face.text("themes.relation")),
                Column(title=face.text("themes.target"), folds=True),
                Column(title=face.text("themes.basis")),
                Column(title=face.text("themes.by")),
            ],
            [
                [
                    face.text(f"themes.{link.relation.value}"),
                    f"{held[link.target].name(face.lang)} ({link.target})",
                    face.text(f"themes.{link.basis.value}"),
                    link.by,
                ]
                for link in links
            ],
        )
    if scheme.attribution:
        printer.quiet(scheme.attribution)


def _candidates(face: Face, candidates: tuple[Match, ...]) -> None:
    if not candidates:
        return
    face.printer.table(
        [
            Column(title=face.text("themes.code")),
            Column(title=face.text("themes.label"), folds=True),
            Column(title=face.text("themes.likeness"), right=True),
            Column(title=face.text("themes.why"), folds=True),
        ],
        [
            [
                match.concept.notation,
                match.concept.name(face.lang),
                Cell(text=f"{match.score:.2f}", style="green" if match.score >= 0.8 else "dim"),
                match.explain(face.lang),
            ]
            for match in candidates
        ],
    )


themes.add_command(products)
