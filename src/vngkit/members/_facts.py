"""Numbers and identifiers of one gemeente: inhabitants, area, neighbours, centre, numbers in other registers."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from vngkit.errors import DataError, NotHeld, NotInForce
from vngkit.members._load import load, rows
from vngkit.members._tell import not_in_force

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vngkit.members._gemeente import Gemeente
    from vngkit.members._register import Register


@frozen(kw_only=True)
class Area:
    """Oppervlakte: land and water in km2 and the CBS class of urbanity (stedelijkheid), 1 very to 5 not urban.

    Args:
        land_km2: land.
        water_km2: water, or None when the source does not give it: not the same as no water.
        urbanity: 1 to 5.

    >>> Area(land_km2=12.0, water_km2=None, urbanity=3).land_km2
    12.0
    """

    land_km2: float
    water_km2: float | None
    urbanity: int


class Centroid(NamedTuple):
    """Zwaartepunt: degrees in WGS84."""

    longitude: float
    latitude: float


@frozen(kw_only=True)
class Identifiers:
    """Identificatienummers: numbers of a gemeente in other registers; None is *not held*.

    Args:
        tooi_uri: made from the code by the TOOI pattern.
        rsin: Rechtspersonen en Samenwerkingsverbanden Informatienummer.
        oin: Organisatie-identificatienummer, derived from the RSIN.
        kvk: number in the Handelsregister.
        rsin_kvk_asof: day on which RSIN and KVK were seen.
        wikidata: item of Wikidata.
        website: address of the site, of ``website_asof`` and so stale.
        website_asof: day on which the site was seen.

    >>> from vngkit import members
    >>> members.load().find("Den Haag").identifiers.wikidata
    'Q36600'
    """

    tooi_uri: str
    rsin: str | None
    oin: str | None
    kvk: str | None
    rsin_kvk_asof: date | None
    wikidata: str | None
    website: str | None
    website_asof: date | None


def inhabitants(gemeente: Gemeente, year: int) -> int:
    """See ``Gemeente.inhabitants``."""
    found = _population().get((gemeente.code, _year(year)))
    if found is None:
        raise _no_number(gemeente, "inhabitants", year, _population())
    return found


def area(gemeente: Gemeente, year: int) -> Area:
    """See ``Gemeente.area``."""
    found = _areas().get((gemeente.code, _year(year)))
    if found is None:
        raise _no_number(gemeente, "area", year, _areas())
    return found


def neighbours(gemeente: Gemeente, register: Register) -> tuple[Gemeente, ...]:
    """See ``Gemeente.neighbours``."""
    found = _neighbours().get(gemeente.code)
    if found is None:
        raise _not_in_boundaries(gemeente, "neighbours")
    return tuple(register[code] for code in found)


def centroid(gemeente: Gemeente) -> Centroid:
    """See ``Gemeente.centroid``."""
    found = _centroids().get(gemeente.code)
    if found is None:
        raise _not_in_boundaries(gemeente, "centroid")
    return found


def identifiers(gemeente: Gemeente) -> Identifiers:
    """See ``Gemeente.identifiers``."""
    found = _identifiers().get(gemeente.code)
    if found is None:
        raise NotHeld(
            f"no identifiers of {gemeente} are held.",
            why="They are held for the gemeenten that exist now and a few that ended since 2019.",
            fix="look in the register of TOOI or the Handelsregister",
        )
    return found


def identifier(gemeente: Gemeente, name: str) -> str:
    """One identifier, or NotHeld."""
    found: str | None = getattr(identifiers(gemeente), name)
    if found is None:
        raise NotHeld(
            f"{name} of {gemeente} is not held.",
            why="The list that it was read from has none for this gemeente.",
            fix="look in the Handelsregister or on Wikidata",
        )
    return found


def _year(year: object) -> int:
    if not isinstance(year, int) or isinstance(year, bool) or not 1 <= year <= 9999:
        raise DataError(f"year={year!r:.40} is not a year.", fix="hand in a whole number, as in 2021")
    return year


def _no_number(gemeente: Gemeente, what: str, year: int, held: Iterable[tuple[str, int]]) -> NotHeld | NotInForce:
    if gemeente.kind != "pretend" and gemeente.attested_from is not None:
        day = date(year, 1, 1)
        if (gemeente.valid_to and day >= gemeente.valid_to) or (gemeente.valid_from and day < gemeente.valid_from):
            return not_in_force(load(), gemeente, day)
    years = ", ".join(str(y) for y in sorted({y for _, y in held}))
    own = ", ".join(str(y) for y in sorted({y for code, y in held if code == gemeente.code}))
    return NotHeld(
        f"{what} of {gemeente} in {year} is not held.",
        why=f"Years held: {years}; of this gemeente: {own or 'none'}.",
        fix="take one of these years, or CBS table 70072ned for others",
    )


def _not_in_boundaries(gemeente: Gemeente, what: str) -> NotHeld:
    return NotHeld(
        f"{what} of {gemeente} is not held.",
        why="It was computed from the boundaries of 2025.",
        fix="ask it of a gemeente that exists in 2025",
    )


@cache
def _population() -> dict[tuple[str, int], int]:
    return {(code, int(year)): int(number) for code, year, number, _ in rows("population.csv")}


@cache
def _areas() -> dict[tuple[str, int], Area]:
    return {
        (code, int(year)): Area(land_km2=float(land), water_km2=float(water) if water else None, urbanity=int(urbanity))
        for code, year, land, water, urbanity, _ in rows("area.csv")
    }


@cache
def _neighbours() -> dict[str, tuple[str, ...]]:
    return {code: tuple(others.split()) for code, others in rows("neighbours.csv")}


@cache
def _centroids() -> dict[str, Centroid]:
    return {code: Centroid(float(x), float(y)) for code, x, y in rows("centroids.csv")}


@cache
def _identifiers() -> dict[str, Identifiers]:
    return {
        code: Identifiers(
            tooi_uri=uri,
            rsin=rsin or None,
            oin=oin or None,
            kvk=kvk or None,
            rsin_kvk_asof=date.fromisoformat(seen) if seen else None,
            wikidata=wikidata or None,
            website=site or None,
            website_asof=date.fromisoformat(site_seen) if site_seen else None,
        )
        for code, uri, rsin, oin, kvk, seen, wikidata, site, site_seen in rows("identifiers.csv")
    }
