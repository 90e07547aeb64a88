"""How schemes, themes and candidates look: as tables for people and as JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vngkit.cli._face import Face
from vngkit.cli._json import day_json
from vngkit.cli._output import Cell, Column

if TYPE_CHECKING:
    from vngkit.themes import Concept, Match, Scheme, Themes

__all__ = [
    "concept_json",
    "match_json",
    "scheme_json",
    "show_candidates",
    "show_schemes",
    "show_theme",
    "show_tree",
    "whole_json",
]


def scheme_json(scheme: Scheme) -> dict[str, Any]:
    """A scheme, without its concepts."""
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


def concept_json(concept: Concept) -> dict[str, Any]:
    """A concept, without its mappings."""
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


def match_json(match: Match) -> dict[str, Any]:
    """A concept that a label may mean, with why."""
    told = {lang: match.explain(lang) for lang in ("nl", "en")}
    return {**concept_json(match.concept), "score": round(match.score, 4), "how": match.how, "text": told}


def whole_json(held: Themes, concept: Concept) -> dict[str, Any]:
    """A concept with its place, its mappings and its areas."""
    scheme = held.scheme(concept.scheme)
    links = held.mappings_of(concept)
    return {
        **concept_json(concept),
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


def show_schemes(face: Face, held: Themes) -> None:
    """A line for each scheme."""
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


def show_tree(face: Face, scheme: Scheme) -> None:
    """One scheme as a tree of the day that was asked."""
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


def show_theme(face: Face, held: Themes, concept: Concept) -> None:
    """One theme with its place, and a table of its mappings."""
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


def show_candidates(face: Face, candidates: tuple[Match, ...]) -> None:
    """What a label may mean, best first, with why."""
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
