"""Products of the government under their uniform names: who gives them to whom, and on what ground in law."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.text import words
from vngkit.themes._concept import Concept
from vngkit.themes._ground import Ground, Place, place_of
from vngkit.themes._match import Matcher
from vngkit.themes._scheme import Scheme

__all__ = ["Product", "Products"]

GIVERS: Final = ("rijk", "provincie", "waterschap", "gemeente")
_KINDS: Final = ("aanvraag", "subsidie", "melding", "verplichting")
_FOR: Final = ("burger", "bedrijf")
_BASIS: Final = ("autonomie", "medebewind")
FLAGS: Final = frozenset((*GIVERS, *_FOR, *_BASIS, *_KINDS, "dienstenwet"))


@frozen(kw_only=True)
class Product:
    """Product of dienst: one name of the UPL (*Uniforme Productnamenlijst*), and what the list says of it.

    Args:
        notation: the last part of its address.
        uri: its address.
        name: its uniform name.
        flags: the columns that are marked, in small letters.
        sdg: codes of the Single Digital Gateway under which it falls.
        grounds: the places in law that the list names.

    >>> from vngkit import themes
    >>> found = themes.product("leerlingenvervoer")
    >>> found.givers, found.basis, found.grounds[1].label
    (('gemeente',), ('medebewind',), 'Artikel 4 Wet op het primair onderwijs')
    """

    notation: str
    uri: str = field(repr=False)
    name: str
    flags: frozenset[str] = field(repr=False)
    sdg: tuple[str, ...] = field(default=(), repr=False)
    grounds: tuple[Ground, ...] = field(default=(), repr=False)

    @property
    def givers(self) -> tuple[str, ...]:
        """Who gives it (*aanbieders*): ``rijk``, ``provincie``, ``waterschap``, ``gemeente``."""
        return self._marked(GIVERS)

    @property
    def audience(self) -> tuple[str, ...]:
        """For whom it is (*doelgroep*): ``burger``, ``bedrijf``."""
        return self._marked(_FOR)

    @property
    def basis(self) -> tuple[str, ...]:
        """From what power (*autonomie*, *medebewind*); empty where the list does not say, which is not: neither."""
        return self._marked(_BASIS)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What kind of product (*aanvraag*, *subsidie*, *melding*, *verplichting*)."""
        return self._marked(_KINDS)

    @property
    def services_act(self) -> bool:
        """Whether the list marks it as falling under the Dienstenwet."""
        return "dienstenwet" in self.flags

    def _marked(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name in self.flags)


@frozen(kw_only=True, repr=False)
class Products:
    """Productenlijst: all products, by name and by the article that they rest on.

    >>> from vngkit import themes
    >>> len(themes.load().products)
    1214
    """

    all: tuple[Product, ...]
    scheme: Scheme

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[Product]:
        return iter(self.all)

    def __repr__(self) -> str:
        return f"<Products: {len(self)}>"

    @cached_property
    def _by_notation(self) -> dict[str, Product]:
        return {product.notation: product for product in self.all}

    def of(self, concept: Concept) -> Product:
        """The product of a concept of the scheme ``upl``."""
        return self._by_notation[concept.notation]

    def find(self, text: str) -> Product:
        """The product with this name, address or code (*zoek op*): exact but for capitals, accents and marks.

        Raises ``NotFound`` with near names, ``DataError`` when there is nothing to find.
        """
        return self.of(self.scheme.find(text))

    def search(self, text: str, *, giver: str | None = None, limit: int = 10) -> tuple[Product, ...]:
        """Products with these words or nearly this name (*zoeken*), best first.

        Args:
            text: words of the name; each must be in it, or begin a word of it.
            giver: only of ``rijk``, ``provincie``, ``waterschap`` or ``gemeente``.
            limit: at most so many.

        >>> from vngkit import themes
        >>> [product.name for product in themes.load().products.search("rijbewijs", giver="gemeente", limit=2)]
        ['rijbewijs', 'rijbewijs aanvragen']
        """
        _check_giver(giver)
        wanted = words(text) if isinstance(text, str) else []
        if not wanted or limit < 1:
            raise DataError("there is nothing to search for.", fix="write a word of a name, and a limit of at least 1")
        told = [product for product in self.all if _has(words(product.name), wanted)]
        told.sort(key=lambda product: (words(product.name) != wanted, len(product.name), product.name))
        near = (self.of(match.concept) for match in Matcher(self.scheme).all(text, on=None))
        found = dict.fromkeys([*told, *near])
        return tuple(product for product in found if giver is None or giver in product.flags)[:limit]

    def on(self, place: str, *, giver: str | None = None) -> tuple[Product, ...]:
        """The products that rest on an article (*producten bij een artikel*).

        Args:
            place: ``BWBR0005416&artikel=125`` or a whole Juriconnect citation; a law without an article is every
                product that rests on any article of it.
            giver: only of ``rijk``, ``provincie``, ``waterschap`` or ``gemeente``.

        Returns:
            Products whose ground lies in the place, or has the place in it; none is an answer too. The list names one
            or a few grounds of a product, not all law about it.

        Raises:
            DataError: it names no place in a law.
        """
        _check_giver(giver)
        wanted = place_of(place)
        held = self._grounds.get(wanted.work, ())
        found = dict.fromkeys(
            product for there, product in held if "artikel" not in dict(wanted.fine) or wanted.meets(there)
        )
        return tuple(product for product in found if giver is None or giver in product.flags)

    @cached_property
    def _grounds(self) -> dict[str, list[tuple[Place, Product]]]:
        found: dict[str, list[tuple[Place, Product]]] = defaultdict(list)
        for product in self.all:
            for ground in product.grounds:
                if ground.place is not None:
                    found[ground.work].append((ground.place, product))
        return found


def _has(name: Iterable[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(one) for word in name) for one in wanted)


def _check_giver(giver: str | None) -> None:
    if giver is not None and giver not in GIVERS:
        raise DataError(f"giver={giver!r:.40} is not known.", fix=f"write one of {', '.join(GIVERS)}")
