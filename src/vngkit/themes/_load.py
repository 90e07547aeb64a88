"""Reading the package data: every list once, at the first question."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from vngkit.themes._concept import Concept, Wording
from vngkit.themes._ground import Ground
from vngkit.themes._mapping import Basis, Mapping, Relation
from vngkit.themes._match import Match
from vngkit.themes._products import Product, Products
from vngkit.themes._scheme import Scheme
from vngkit.themes._themes import Themes

__all__ = ["load", "match", "product", "products_on"]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with files("vngkit.data.themes").joinpath(name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def load() -> Themes:
    """Thema's van het pakket: all lists that the package holds, immutable; always the same object.

    Returns:
        The three areas, the TOP list, the taxonomy of the policy agenda, Woo categories, Iv3 task fields, the topics
        of VNG of 2018 and the UPL products, with the mappings between them. Nothing is fetched.

    Source: ``docs/reference/themes-data.md``.

    >>> load() is load()
    True
    """
    held: dict[str, list[Concept]] = {}
    for row in _rows("concepts.csv"):
        held.setdefault(row["scheme"], []).append(_concept(row))
    products = tuple(_products())
    held["upl"] = [
        Concept(scheme="upl", notation=one.notation, uri=one.uri, wordings=(Wording(text=one.name),))
        for one in products
    ]
    schemes = tuple(_scheme(row, held[row["id"]]) for row in _rows("schemes.csv"))
    upl = next(scheme for scheme in schemes if scheme.id == "upl")
    links = tuple(
        Mapping(
            source=f"{row['from_scheme']}:{row['from']}",
            relation=Relation(row["relation"]),
            target=f"{row['to_scheme']}:{row['to']}",
            basis=Basis(row["basis"]),
            by=row["by"],
            since=_day(row["since"]),
            note=row["note"],
        )
        for row in _rows("mappings.csv")
    )
    return Themes(all=schemes, links=links, products=Products(all=products, scheme=upl))


def _concept(row: dict[str, str]) -> Concept:
    wordings = [Wording(text=row["label"])]
    if row["alt"]:
        wordings.append(Wording(text=row["alt"], kind="alt"))
    if row["definition_en"]:
        wordings.append(Wording(text=row["definition_en"], lang="en", kind="definition"))
    return Concept(
        scheme=row["scheme"],
        notation=row["notation"],
        uri=row["uri"],
        wordings=tuple(wordings),
        broader=(row["broader"],) if row["broader"] else (),
        kind=row["kind"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
    )


def _scheme(row: dict[str, str], concepts: list[Concept]) -> Scheme:
    titles = (Wording(text=row["title_nl"]), Wording(text=row["title_en"], lang="en"))
    more = {
        key: row[key] for key in ("uri", "version", "replaced_by", "address", "publisher", "licence", "attribution")
    }
    return Scheme(id=row["id"], titles=titles, concepts=tuple(concepts), attested_on=_day(row["attested_on"]), **more)


def _products() -> Iterator[Product]:
    grounds = {
        row["number"]: Ground(label=row["label"], jci=row["jci"], url=row["url"], uri=row["uri"])
        for row in _rows("grounds.csv")
    }
    for row in _rows("products.csv"):
        yield Product(
            notation=row["notation"],
            uri=row["uri"],
            name=row["name"],
            flags=frozenset(row["flags"].split()),
            sdg=tuple(row["sdg"].split()),
            grounds=tuple(grounds[number] for number in row["grounds"].split()),
        )


def match(text: str, scheme: str = "top", *, on: date | None = None, min_score: float = 0.8) -> Match:
    """The one concept of the package that a label in free writing means (*label herkennen*); see ``Themes.match``.

    >>> match("opebare orde en veiligheid").concept.notation
    'c_d58b78ca'
    """
    return load().match(text, scheme, on=on, min_score=min_score)


def product(text: str) -> Product:
    """The product (*product of dienst*) with this uniform name, address or code; see ``Products.find``.

    >>> product("aanschrijving").grounds[0].jci
    'jci1.3:c:BWBR0005416&titeldeel=III&hoofdstuk=VIII&paragraaf=4&artikel=125'
    """
    return load().product(text)


def products_on(place: str, *, giver: str | None = None) -> tuple[Product, ...]:
    """The products that rest on an article (*producten bij een artikel*); see ``Products.on``.

    >>> [product.name for product in products_on("BWBR0033715&artikel=2.43", giver="gemeente")]
    ['aangifte vertrek buitenland']
    """
    return load().products_on(place, giver=giver)
