"""A scheme: the concepts of one list in one version, found by code, address or label, and as a tree on a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from vngkit.errors import AmbiguousName, DataError, NotFound, NotInForce
from vngkit.text import words
from vngkit.themes._check import check_scheme
from vngkit.themes._concept import URN, Concept, Wording, check_address, in_order

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Scheme", "key_of"]

_MINUS: Final = re.compile(r"(\d)\s?-(?!\w)")  # 18-: below eighteen


def key_of(text: str) -> str:
    """A label as it is compared (*vergelijkingsvorm*): small words without accents, signs that count as words.

    >>> key_of("Zorg & Gezondheid "), key_of("18+"), key_of("18-")
    ('zorg en gezondheid', '18 plus', '18 min')
    """
    signs = text.replace("&", " en ").replace("+", " plus ")
    return " ".join(words(_MINUS.sub(r"\1 min ", signs)))


@frozen(kw_only=True, repr=False)
class Scheme:
    """Begrippenschema: one list of concepts in one version.

    Args:
        id: its short name in this kit: ``top``, ``iv3`` …
        titles: what it is called.
        concepts: its concepts, in the order of the list.
        uri: its official address; empty when it has none.
        version: the version of the list, as its publisher writes it.
        attested_on: the day of the state that is held; whether it holds today is not known when that day is old.
        replaced_by: the id of the scheme that came in its place.
        address: where the list was published.
        publisher: who publishes it, and by way of whom it came here.
        licence: under what licence.
        attribution: the line to show beside results.
        member: the gemeente whose own scheme it is; None for a scheme of all.

    Raises ``DataError`` when a notation or address is there twice, a label is missing, or a concept stands below
    something unknown or below itself.

    >>> from vngkit import themes
    >>> top = themes.load().scheme("top")
    >>> top.find("Afval").notation, [concept.label for concept in top.ancestors(top.find("afval"))]
    ('c_d96f9cd3', ['natuur en milieu'])
    """

    id: str
    titles: tuple[Wording, ...] = field(converter=in_order)
    concepts: tuple[Concept, ...]
    uri: str = ""
    version: str = ""
    attested_on: date | None = None
    replaced_by: str = ""
    address: str = ""
    publisher: str = ""
    licence: str = ""
    attribution: str = ""
    member: str | None = None
    by_notation: Mapping[str, Concept] = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Look through it as a whole."""
        check_address(self.uri)
        check_scheme(self.id, self.titles, self.concepts)
        index = MappingProxyType({concept.notation: concept for concept in self.concepts})
        object.__setattr__(self, "by_notation", index)

    @property
    def title(self) -> str:
        """What it is called, in Dutch where it can be."""
        return self.name("nl")

    @property
    def iri(self) -> str:
        """Its official address, or one of this kit when there is none."""
        return self.uri or f"{URN}{self.id}"

    def name(self, lang: str) -> str:
        """Its title in this language (*titel*), else the first."""
        return next((title.text for title in self.titles if title.lang == lang), self.titles[0].text)

    def __len__(self) -> int:
        return len(self.concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)

    def __contains__(self, notation: object) -> bool:
        return notation in self.by_notation

    def __getitem__(self, notation: str) -> Concept:
        """The concept with this notation; raises ``NotFound``."""
        found = self.by_notation.get(notation) if isinstance(notation, str) else None
        if found is None:
            near = get_close_matches(str(notation), self.by_notation, n=3, cutoff=0.6)
            why = f"Near: {', '.join(near)}." if near else ""
            raise NotFound(f"{self.title} has no {str(notation)!r:.80}.", why=why, fix="take a code of the list")
        return found

    def __repr__(self) -> str:
        return f"<Scheme {self.id}: {len(self)} concepts>"

    def find(self, text: str, *, on: date | None = None) -> Concept:
        """The concept with this code, address or label (*zoek op*): exact but for capitals, accents and marks.

        Args:
            text: code, address, label or other label.
            on: the day on which it must hold.

        Raises:
            NotFound: there is none; near labels are named.
            AmbiguousName: more than one has this label.
            NotInForce: it is there, but not on that day.
            DataError: there is nothing to find.

        >>> from vngkit import themes
        >>> themes.load().scheme("iv3").find("Riolering").notation
        '7.2'
        """
        if not isinstance(text, str) or not key_of(text):
            raise DataError("there is nothing to look for.", fix="write a code or a label")
        found = self.called(text)
        if not found:
            near = get_close_matches(key_of(text), self.by_key, n=3, cutoff=0.6)
            names = ", ".join(self.by_key[key][0][0].label for key in near)
            raise NotFound(
                f"{self.title} has no {text.strip()!r:.80}.",
                why=f"Near: {names}." if names else "",
                fix="choose one, or use match(text) for free writing",
            )
        holding = tuple(concept for concept in found if concept.holds(on))
        if not holding:
            first = found[0]
            raise NotInForce(
                f"{first.label} ({first.ref}) does not hold on {on}.",
                why=f"It holds from {first.valid_from or 'an unknown day'} until {first.valid_to or 'further notice'}.",
                fix="take another day, or what came in its place",
            )
        only, *others = holding
        if others:
            raise AmbiguousName(
                f"{text.strip()!r:.80} is the label of {len(holding)} concepts of {self.title}.",
                candidates=holding,
                why="; ".join(f"{concept.label} ({concept.notation})" for concept in holding) + ".",
                fix="give the code",
            )
        return only

    def called(self, text: str) -> tuple[Concept, ...]:
        """All concepts with this code, address or label (*zo geheten*); a label goes before another label."""
        stripped = text.strip()
        exact = self.by_notation.get(stripped) or self.by_address.get(stripped)
        if exact is not None:
            return (exact,)
        held = self.by_key.get(key_of(text), ())
        first = tuple(dict.fromkeys(concept for concept, wording in held if wording.kind == "pref"))
        return first or tuple(dict.fromkeys(concept for concept, _ in held))

    @cached_property
    def by_address(self) -> Mapping[str, Concept]:
        """Concepts by address (*adres*), the official one or that of this kit."""
        return MappingProxyType({concept.iri: concept for concept in self.concepts})

    @cached_property
    def by_key(self) -> Mapping[str, tuple[tuple[Concept, Wording], ...]]:
        """Concepts by label as it is compared (*vergelijkingsvorm*), with the wording that it comes from."""
        found: dict[str, list[tuple[Concept, Wording]]] = {}
        for concept in self.concepts:
            for wording in concept.wordings:
                if wording.kind != "definition" and (key := key_of(wording.text)):
                    found.setdefault(key, []).append((concept, wording))
        return MappingProxyType({key: tuple(held) for key, held in found.items()})

    @cached_property
    def _children(self) -> Mapping[str, tuple[Concept, ...]]:
        found: dict[str, list[Concept]] = {}
        for concept in self.concepts:
            for above in concept.broader:
                found.setdefault(above, []).append(concept)
        return {above: tuple(below) for above, below in found.items()}

    def top(self, *, on: date | None = None) -> tuple[Concept, ...]:
        """What stands highest (*topbegrippen*); in place of what does not hold on the day, what stands below it."""
        return self._holding((concept for concept in self.concepts if not concept.broader), on)

    def narrower(self, concept: Concept, *, on: date | None = None) -> tuple[Concept, ...]:
        """What stands right below it (*specifieker*); in place of what does not hold on the day, what is below that.

        >>> from datetime import date
        >>> from vngkit import themes
        >>> iv3 = themes.load().scheme("iv3")
        >>> [c.notation for c in iv3.narrower(iv3["6"], on=date(2022, 1, 1))][-4:]
        ['6.71', '6.72', '6.81', '6.82']
        """
        return self._holding(self._children.get(concept.notation, ()), on)

    def _holding(self, concepts: Iterator[Concept] | tuple[Concept, ...], on: date | None) -> tuple[Concept, ...]:
        found: dict[Concept, None] = {}
        for concept in concepts:
            if concept.holds(on):
                found[concept] = None
            else:
                found.update(dict.fromkeys(self.narrower(concept, on=on)))
        return tuple(found)

    def ancestors(self, concept: Concept, *, on: date | None = None) -> tuple[Concept, ...]:
        """All that stands above it (*bovenliggend*), nearest first, without what does not hold on the day."""
        found: dict[Concept, None] = {}
        level = [self.by_notation[above] for above in concept.broader]
        while level:
            found.update(dict.fromkeys(level))
            level = [self.by_notation[above] for one in level for above in one.broader]
        return tuple(one for one in found if one.holds(on))

    def descendants(self, concept: Concept, *, on: date | None = None) -> tuple[Concept, ...]:
        """All that stands below it (*onderliggend*) and holds on the day, in the order of the tree."""
        found: dict[Concept, None] = {}
        for below in self.narrower(concept, on=on):
            found[below] = None
            found.update(dict.fromkeys(self.descendants(below, on=on)))
        return tuple(found)

    def walk(self, *, on: date | None = None) -> Iterator[tuple[int, Concept]]:
        """The tree from the top (*boom*): how deep, and what.

        >>> from vngkit import themes
        >>> next(themes.load().scheme("top").walk())[1].label
        'cultuur en recreatie'
        """
        yield from self._below(self.top(on=on), 0, on)

    def _below(self, concepts: tuple[Concept, ...], depth: int, on: date | None) -> Iterator[tuple[int, Concept]]:
        for concept in concepts:
            yield depth, concept
            yield from self._below(self.narrower(concept, on=on), depth + 1, on)
