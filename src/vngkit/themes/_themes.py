"""All schemes together: found by name, matched, and joined by mappings that say who made them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType

from attrs import evolve, frozen

from vngkit.errors import DataError, NotFound
from vngkit.themes._concept import Concept
from vngkit.themes._mapping import Mapping as Link
from vngkit.themes._match import Match, Matcher
from vngkit.themes._products import Product, Products
from vngkit.themes._scheme import Scheme

__all__ = ["Themes"]


@frozen(kw_only=True, repr=False)
class Themes:
    """Thema's: the schemes of a kit, with the mappings between them. ``themes.load()`` gives those of the package.

    >>> from vngkit import themes
    >>> themes.load()
    <Themes: areas 3, top 92, beleidsagenda 128, woo 18, iv3 80, vng2018 162, upl 1214>
    """

    all: tuple[Scheme, ...]
    links: tuple[Link, ...]
    products: Products

    def __repr__(self) -> str:
        return f"<Themes: {', '.join(f'{scheme.id} {len(scheme)}' for scheme in self.all)}>"

    @cached_property
    def schemes(self) -> Mapping[str, Scheme]:
        """The schemes (*begrippenschema's*) by id."""
        return MappingProxyType({scheme.id: scheme for scheme in self.all})

    def scheme(self, id_: str) -> Scheme:
        """The scheme with this id; raises ``NotFound`` with the ids that there are."""
        found = self.schemes.get(id_) if isinstance(id_, str) else None
        if found is None:
            near = get_close_matches(str(id_), self.schemes, n=1, cutoff=0.5)
            fix = (f"write {near[0]}? " if near else "") + f"the schemes are {', '.join(self.schemes)}"
            raise NotFound(f"there is no scheme {str(id_)!r:.60}.", fix=fix)
        return found

    def __getitem__(self, ref: str) -> Concept:
        """The concept with this ``scheme:notation``; raises ``NotFound`` or ``DataError``.

        >>> from vngkit import themes
        >>> themes.load()["iv3:7.2"].label
        'Riolering'
        """
        scheme, colon, notation = ref.partition(":") if isinstance(ref, str) else ("", "", "")
        if not colon:
            raise DataError(f"{str(ref)!r:.60} is not scheme:notation.", fix="write for example iv3:7.2")
        return self.scheme(scheme)[notation]

    def find(self, text: str, scheme: str = "top", *, on: date | None = None) -> Concept:
        """The concept of a scheme with this code, address or label, exactly; see ``Scheme.find``."""
        return self.scheme(scheme).find(text, on=on)

    def match(self, text: str, scheme: str = "top", *, on: date | None = None, min_score: float = 0.8) -> Match:
        """The one concept that a label in free writing means (*label herkennen*).

        Args:
            text: a label as somebody wrote it: capitals, accents, order of words and small errors of spelling aside.
                A whole text is no label: classify it.
            scheme: the id of the scheme.
            on: the day on which the concept must hold.
            min_score: the least score that is an answer.

        Returns:
            The match, with its score and how it was found.

        Raises:
            NotFound: nothing is near enough; what is nearest is named.
            AmbiguousName: more than one may be meant; ``candidates`` holds the matches.
            DataError: there is nothing to match, or it is too long for a label.

        >>> from vngkit import themes
        >>> themes.load().match("Gezondheid en zorg").concept.label
        'zorg en gezondheid'
        """
        return self._matcher(scheme).one(text, on=on, min_score=min_score)

    def matches(self, text: str, scheme: str = "top", *, on: date | None = None, limit: int = 5) -> tuple[Match, ...]:
        """The concepts that a label may mean (*kandidaten*), best first; for a person to choose from."""
        if limit < 1:
            raise DataError(f"limit={limit!r:.20} shows nothing.", fix="write a limit of at least 1")
        return self._matcher(scheme).all(text, on=on)[:limit]

    def _matcher(self, scheme: str) -> Matcher:
        found = self.scheme(scheme)
        return self._matchers.setdefault(found.id, Matcher(found))

    @cached_property
    def _matchers(self) -> dict[str, Matcher]:
        return {}

    def mappings_of(self, concept: Concept | str, *, to: str | None = None) -> tuple[Link, ...]:
        """The mappings of a concept (*koppelingen*), each seen from it.

        Args:
            concept: a concept, or its ``scheme:notation``.
            to: only to this scheme.

        >>> from vngkit import themes
        >>> [m.relation.value for m in themes.load().mappings_of("areas:leefomgeving", to="iv3")][:1]
        ['narrowMatch']
        """
        ref = (self[concept] if isinstance(concept, str) else concept).ref
        wanted = self.scheme(to).id if to is not None else None
        return tuple(
            link for link in self._links.get(ref, ()) if wanted is None or link.target.startswith(f"{wanted}:")
        )

    @cached_property
    def _links(self) -> Mapping[str, tuple[Link, ...]]:
        found: dict[str, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.source, []).append(link)
            found.setdefault(link.target, []).append(link.turned())
        return {ref: tuple(held) for ref, held in found.items()}

    def areas_of(self, concept: Concept | str) -> tuple[Link, ...]:
        """The areas of VNG in which it was placed (*gebieden*): itself, or else the nearest that stands above it.

        None is an answer: finance, administration and the association stand outside the three areas on purpose.

        >>> from vngkit import themes
        >>> [(link.target, link.source) for link in themes.load().areas_of("iv3:6.3")]
        [('areas:inclusieve-samenleving', 'iv3:6')]
        """
        one = self[concept] if isinstance(concept, str) else concept
        for near in (one, *self.scheme(one.scheme).ancestors(one)):
            found = self.mappings_of(near, to="areas")
            if found:
                return found
        return ()

    def product(self, text: str) -> Product:
        """The product (*product of dienst*) with this uniform name, address or code; see ``Products.find``."""
        return self.products.find(text)

    def products_on(self, place: str, *, giver: str | None = None) -> tuple[Product, ...]:
        """The products that rest on an article (*producten bij een artikel*); see ``Products.on``."""
        return self.products.on(place, giver=giver)

    def with_schemes(self, schemes: Iterable[Scheme], links: Iterable[Link] = ()) -> Themes:
        """These and other schemes (*eigen thema's erbij*), with mappings to and from them.

        Raises ``DataError`` when an id is taken, or a mapping leads to a concept that is not there.
        """
        more = tuple(schemes)
        taken = set(self.schemes)
        for scheme in more:
            if scheme.id in taken:
                raise DataError(f"there is a scheme {scheme.id!r:.60} already.", fix="give it another id")
            taken.add(scheme.id)
        added = tuple(links)
        together = evolve(self, all=(*self.all, *more), links=(*self.links, *added))
        for link in added:
            for end in (link.source, link.target):
                _ = together[end]
        return together
