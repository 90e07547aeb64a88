"""A scheme as SKOS in Turtle, written without a library: sorted, so that the same scheme gives the same text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from vngkit.themes._concept import Concept, Wording
from vngkit.themes._mapping import Mapping
from vngkit.themes._scheme import Scheme
from vngkit.themes._skos_terms import LABELS, PREFIXES, SCHEME_TEXTS
from vngkit.themes._themes import Themes

__all__ = ["write_skos"]

_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def write_skos(scheme: Scheme, themes: Themes | None = None) -> str:
    """A scheme as SKOS in Turtle (*uitvoer als SKOS*).

    Args:
        scheme: the scheme.
        themes: where its mappings stand; without it none is written.

    Returns:
        Turtle. What has no official address gets one that begins with ``urn:vngkit:themes:``. Each mapping has a
        statement beside it that says who says so and on what basis, for SKOS itself has no place for that. The last
        valid day stands as ``schema:validThrough``.

    Source: SKOS Reference (W3C, 2009), RDF 1.1 Turtle (W3C, 2014).

    >>> from vngkit import themes
    >>> print(write_skos(themes.load().scheme("areas")).splitlines()[-1])
        skos:topConceptOf <urn:vngkit:themes:areas> .
    """
    lines = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    lines += ["", *_subject(_iri(scheme.iri), _scheme(scheme))]
    for place, concept in enumerate(scheme, 1):
        lines += ["", *_subject(_iri(concept.iri), [*_concept(scheme, concept), *_place(place)])]
    if themes is not None:
        for concept in scheme:
            for mapping in themes.mappings_of(concept):
                lines += ["", *_mapping(mapping, themes)]
    return "\n".join(lines) + "\n"


def _subject(subject: str, pairs: Iterable[tuple[str, str]]) -> list[str]:
    told = sorted(dict.fromkeys(pairs), key=lambda pair: pair[0] != "a")
    told = [told[0], *sorted(told[1:])] if told and told[0][0] == "a" else sorted(told)
    lines = [f"    {predicate} {value} ;" for predicate, value in told]
    lines[-1] = lines[-1].removesuffix(";") + "."
    return [subject, *lines]


def _scheme(scheme: Scheme) -> Iterator[tuple[str, str]]:
    yield "a", "skos:ConceptScheme"
    yield from (("skos:prefLabel", _text(title)) for title in scheme.titles)
    for field, predicate in SCHEME_TEXTS.items():
        value = getattr(scheme, field)
        if value:
            yield predicate, _plain(value)
    if scheme.attested_on is not None:
        yield "dcterms:modified", _day(scheme.attested_on)


def _concept(scheme: Scheme, concept: Concept) -> Iterator[tuple[str, str]]:
    yield "a", "skos:Concept"
    yield "skos:inScheme", _iri(scheme.iri)
    yield "skos:notation", _plain(concept.notation)
    yield from ((LABELS[wording.kind], _text(wording)) for wording in concept.wordings)
    yield from (("skos:broader", _iri(scheme[above].iri)) for above in concept.broader)
    yield from (("skos:related", _iri(scheme[other].iri)) for other in concept.related)
    if not concept.broader:
        yield "skos:topConceptOf", _iri(scheme.iri)
    if concept.kind:
        yield "dcterms:type", _plain(concept.kind)
    if concept.valid_from is not None:
        yield "schema:validFrom", _day(concept.valid_from)
    if concept.valid_to is not None:
        yield "schema:validThrough", _day(concept.valid_to - timedelta(days=1))


def _place(number: int) -> Iterator[tuple[str, str]]:
    yield "schema:position", str(number)


def _mapping(mapping: Mapping, themes: Themes) -> Iterator[str]:
    """The mapping itself, and a statement about it."""
    source, target = _iri(themes[mapping.source].iri), _iri(themes[mapping.target].iri)
    predicate = f"skos:{mapping.relation.value}"
    yield f"{source} {predicate} {target} ."
    about = [
        ("a", "rdf:Statement"),
        ("rdf:subject", source),
        ("rdf:predicate", predicate),
        ("rdf:object", target),
        ("dcterms:type", _plain(mapping.basis.value)),
        ("dcterms:creator", _plain(mapping.by)),
    ]
    if mapping.since is not None:
        about.append(("dcterms:created", _day(mapping.since)))
    if mapping.note:
        about.append(("rdfs:comment", _plain(mapping.note)))
    yield from _subject("[]", about)


def _iri(address: str) -> str:
    return f"<{address}>"


def _plain(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'


def _text(wording: Wording) -> str:
    return _plain(wording.text) + (f"@{wording.lang}" if wording.lang else "")


def _day(day: date) -> str:
    return f'"{day.isoformat()}"^^xsd:date'
