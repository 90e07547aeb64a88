"""From a concept of one scheme to one of another: what the relation is, and above all who says so."""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import evolve, frozen

__all__ = ["Basis", "Mapping", "Relation"]


class Relation(Enum):
    """Relatie tussen begrippen van twee schema's, as SKOS names them; ``broadMatch`` leads to something wider."""

    EXACT = "exactMatch"
    CLOSE = "closeMatch"
    BROAD = "broadMatch"
    NARROW = "narrowMatch"
    RELATED = "relatedMatch"

    @property
    def inverse(self) -> Relation:
        """The same relation seen from the other end (*omgekeerd*)."""
        return {Relation.BROAD: Relation.NARROW, Relation.NARROW: Relation.BROAD}.get(self, self)


class Basis(Enum):
    """Waarop een koppeling rust: an official list, a placing by hand, or only that two labels are equal."""

    PUBLISHED = "published"
    EDITORIAL = "editorial"
    DERIVED = "derived"


@frozen(kw_only=True)
class Mapping:
    """Koppeling: a concept of one scheme and one of another.

    Args:
        source: ``scheme:notation`` of the one end.
        relation: what ``target`` is to ``source``.
        target: ``scheme:notation`` of the other end.
        basis: ``published`` (who published it says so), ``editorial`` (placed by hand by ``by``) or ``derived`` (the
            labels are equal; nobody compared the contents).
        by: who says so.
        since: since when.
        note: why, in a few words.

    No mapping of the package is of an official body: they are editorial or derived.

    >>> from vngkit import themes
    >>> [(m.target, m.basis.value, m.by) for m in themes.load().mappings_of("top:c_d96f9cd3", to="beleidsagenda")]
    [('beleidsagenda:Natuur en milieu | Afval', 'derived', 'vngkit')]
    """

    source: str
    relation: Relation
    target: str
    basis: Basis
    by: str
    since: date | None = None
    note: str = ""

    def turned(self) -> Mapping:
        """The same mapping seen from the other end (*omgekeerd*)."""
        return evolve(self, source=self.target, relation=self.relation.inverse, target=self.source)
