"""SKOS as a scheme: what a graph says of one list, taken in with all that must be true of it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from vngkit.errors import DataError
from vngkit.themes._concept import URN, Concept, Wording
from vngkit.themes._mapping import Basis, Mapping, Relation
from vngkit.themes._scheme import Scheme
from vngkit.themes._skos_terms import LABELS, PREFIXES, SCHEME_TEXTS
from vngkit.themes._turtle import parse_turtle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph
    from rdflib.term import Node

    from vngkit.themes._themes import Themes

__all__ = ["SkosDocument", "read_skos"]


@frozen(kw_only=True)
class SkosDocument:
    """Ingelezen SKOS: the scheme, the mappings to schemes that are known, and what was not taken in.

    Args:
        scheme: the scheme.
        mappings: from and to concepts of known schemes; ``published`` unless the document says otherwise.
        left_out: what stands in the document and has no place here, one line for each kind.
    """

    scheme: Scheme
    mappings: tuple[Mapping, ...] = ()
    left_out: tuple[str, ...] = ()


def read_skos(source: Path | str | bytes, *, name: str | None = None, known: Themes | None = None) -> SkosDocument:
    """Read one scheme from SKOS in Turtle (*invoer van SKOS*); needs the extra ``skos``. Nothing is fetched.

    Args:
        source: a file, or the text itself.
        name: the id that the scheme gets here; what the document says, or the end of its address, if left out.
        known: schemes to which the mappings of the document may lead; what leads elsewhere is told in ``left_out``.

    Raises:
        DataError: it is not Turtle, holds no scheme or more than one, or its concepts do not hold together; or the
            extra is not installed.

    >>> from vngkit import themes
    >>> areas = themes.load().scheme("areas")
    >>> read_skos(themes.write_skos(areas)).scheme == areas
    True
    """
    return _Reader(parse_turtle(source), known).read(name)


@frozen
class _Reader:
    graph: Graph
    known: Themes | None

    def read(self, name: str | None) -> SkosDocument:
        subjects = list(self.graph.subjects(_uri("rdf:type"), _uri("skos:ConceptScheme"), unique=True))
        if len(subjects) != 1:
            said = "no skos:ConceptScheme" if not subjects else f"{len(subjects)} schemes"
            raise DataError(f"the document holds {said}.", fix="give one scheme in a document")
        (root,) = subjects
        own = {field: self._one(root, predicate) for field, predicate in SCHEME_TEXTS.items()}
        told, iri = own.pop("id"), str(root)
        id_ = name or told or iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
        found = list(self.graph.subjects(_uri("rdf:type"), _uri("skos:Concept"), unique=True))
        notations = {node: self._one(node, "skos:notation") or _last(str(node)) for node in found}
        concepts = sorted(
            ((self._position(node), notations[node], node) for node in found), key=lambda triple: triple[:2]
        )
        scheme = Scheme(
            id=id_,
            titles=tuple(self._wordings(root, titles=True)),
            concepts=tuple(self._concept(node, id_, root, notations) for _, _, node in concepts),
            uri="" if iri.startswith(URN) else iri,
            attested_on=self._day(root, "dcterms:modified"),
            **{**own, "member": own["member"] or None},  # type: ignore[arg-type]  # texts by the name of their field
        )
        refs = {str(node): f"{id_}:{notation}" for node, notation in notations.items()}
        mappings, lost = self._mappings(refs, scheme.publisher or id_)
        return SkosDocument(scheme=scheme, mappings=mappings, left_out=(*self._left_out(), *lost))

    def _concept(self, node: Node, id_: str, root: Node, notations: dict[Node, str]) -> Concept:
        iri = str(node)
        for scheme in self.graph.objects(node, _uri("skos:inScheme")):
            if scheme != root:
                raise DataError(f"{iri!r:.120} is in another scheme.", fix="give one scheme in a document")
        through = self._day(node, "schema:validThrough")
        above = {*self.graph.objects(node, _uri("skos:broader")), *self.graph.subjects(_uri("skos:narrower"), node)}
        beside = {*self.graph.objects(node, _uri("skos:related")), *self.graph.subjects(_uri("skos:related"), node)}
        return Concept(
            scheme=id_,
            notation=notations[node],
            wordings=tuple(self._wordings(node)),
            uri="" if iri.startswith(URN) else iri,
            broader=tuple(_known(other, notations, iri) for other in above),
            related=tuple(_known(other, notations, iri) for other in beside),
            kind=self._one(node, "dcterms:type"),
            valid_from=self._day(node, "schema:validFrom"),
            valid_to=through + timedelta(days=1) if through and through < date.max else None,
        )

    def _wordings(self, node: Node, *, titles: bool = False) -> Iterator[Wording]:
        from rdflib import Literal

        for kind, predicate in LABELS.items():
            for value in self.graph.objects(node, _uri(predicate)):
                if titles and kind != "pref":
                    continue
                if not isinstance(value, Literal):
                    raise DataError(f"{predicate} of {str(node)!r:.120} is no text.", fix="write it in quotes")
                yield Wording(text=str(value), lang=value.language or "", kind=kind)

    def _one(self, node: Node, predicate: str) -> str:
        values = sorted({str(value) for value in self.graph.objects(node, _uri(predicate))})
        if len(values) > 1:
            raise DataError(f"{str(node)!r:.120} has more than one {predicate}.", fix="leave one")
        return values[0] if values else ""

    def _day(self, node: Node, predicate: str) -> date | None:
        text = self._one(node, predicate)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise DataError(
                f"{predicate} of {str(node)!r:.120} is no day: {text!r:.40}.", fix="write 2026-01-31"
            ) from None

    def _position(self, node: Node) -> int:
        text = self._one(node, "schema:position")
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    def _mappings(self, own: dict[str, str], by: str) -> tuple[tuple[Mapping, ...], list[str]]:
        """The mappings to what is known, and what leads elsewhere."""
        refs = dict(own)
        for scheme in self.known.all if self.known is not None else ():
            refs.update({concept.iri: concept.ref for concept in scheme if concept.iri not in own})
        said = self._statements()
        found, lost = [], Counter[str]()
        for relation in Relation:
            predicate = _uri(f"skos:{relation.value}")
            for source, target in self.graph.subject_objects(predicate):
                ends = str(source), str(target)
                if ends[0] not in refs or ends[1] not in refs:
                    lost[f"skos:{relation.value} to or from a concept that is not known"] += 1
                    continue
                about = said.get((source, predicate, target), {"basis": Basis.PUBLISHED, "by": by})
                found.append(Mapping(source=refs[ends[0]], relation=relation, target=refs[ends[1]], **about))
        found.sort(key=lambda link: (link.source, link.relation.value, link.target))
        return tuple(found), [f"{count} x {what}" for what, count in sorted(lost.items())]

    def _statements(self) -> dict[tuple[Node, ...], dict[str, Any]]:
        """What the document says about its own mappings."""
        found = {}
        for node in self.graph.subjects(_uri("rdf:type"), _uri("rdf:Statement"), unique=True):
            ends = [self.graph.value(node, _uri(f"rdf:{part}")) for part in ("subject", "predicate", "object")]
            basis = self._one(node, "dcterms:type")
            if basis not in {one.value for one in Basis}:
                raise DataError(f"the basis {basis!r:.40} of a mapping is not known.", fix="write editorial or derived")
            found[tuple(end for end in ends if end is not None)] = {
                "basis": Basis(basis),
                "by": self._one(node, "dcterms:creator"),
                "since": self._day(node, "dcterms:created"),
                "note": self._one(node, "rdfs:comment"),
            }
        return found

    def _left_out(self) -> Iterator[str]:
        """Predicates that have no place here, with how often they stand in the document."""
        taken = {_uri(name) for name in (*LABELS.values(), *SCHEME_TEXTS.values(), *_OTHERS)}
        taken |= {_uri(f"skos:{relation.value}") for relation in Relation}
        counted = Counter(str(predicate) for predicate in self.graph.predicates() if predicate not in taken)
        for predicate, count in sorted(counted.items()):
            yield f"{count} x {predicate}"


_OTHERS: Final = (
    "rdf:type",
    "rdf:subject",
    "rdf:predicate",
    "rdf:object",
    "rdfs:comment",
    "skos:inScheme",
    "skos:topConceptOf",
    "skos:hasTopConcept",
    "skos:notation",
    "skos:broader",
    "skos:narrower",
    "skos:related",
    "dcterms:type",
    "dcterms:creator",
    "dcterms:created",
    "dcterms:modified",
    "schema:validFrom",
    "schema:validThrough",
    "schema:position",
)


def _uri(name: str) -> Any:
    from rdflib import URIRef

    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


def _last(iri: str) -> str:
    """The end of an address: the code of a concept that has no notation."""
    if iri.startswith(URN):
        return iri.rpartition(":")[2]
    return iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2] or iri


def _known(other: Node, notations: dict[Node, str], iri: str) -> str:
    found = notations.get(other)
    if found is None:
        raise DataError(
            f"{iri!r:.120} points to {str(other)!r:.120}, which is no concept of the document.",
            fix="add it, or correct it",
        )
    return found
