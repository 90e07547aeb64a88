"""Numbers and identifiers of one gemeente; what is not held is never an empty answer."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vngkit import members
from vngkit.errors import DataError, NotHeld, NotInForce

REGISTER = members.load()
TODAY = REGISTER.on(date(2026, 1, 1))
AMSTERDAM = REGISTER["GM0363"]

# REPORT.md of the members data, section 2
INHABITANTS = {2020: 17_407_585, 2021: 17_475_415, 2026: 18_130_208}


@pytest.mark.parametrize(("year", "total"), INHABITANTS.items())
def test_the_inhabitants_of_all_gemeenten_are_those_of_the_country(year: int, total: int) -> None:
    assert sum(gemeente.inhabitants(year) for gemeente in REGISTER.on(date(year, 1, 1))) == total


def test_the_land_of_all_gemeenten_is_that_of_the_country() -> None:
    land = sum(gemeente.area(2021).land_km2 for gemeente in REGISTER.on(date(2021, 1, 1)))
    assert round(land) == 33_671
    assert {gemeente.area(2021).urbanity for gemeente in REGISTER.on(date(2021, 1, 1))} == {1, 2, 3, 4, 5}


def test_a_year_that_is_not_held_says_which_are() -> None:
    with pytest.raises(NotHeld, match="Years held: 2020, 2021, 2026"):
        AMSTERDAM.inhabitants(2022)
    with pytest.raises(NotHeld, match="Years held: 2021"):
        AMSTERDAM.area(2020)
    with pytest.raises(NotHeld, match="of this gemeente: none"):
        REGISTER["GM9999"].inhabitants(2021)


def test_a_number_of_a_year_in_which_the_gemeente_did_not_exist_is_refused() -> None:
    with pytest.raises(NotInForce, match="Purmerend"):
        REGISTER["GM0370"].inhabitants(2026)
    with pytest.raises(NotInForce, match="begins on 2022-01-01"):
        REGISTER["GM1991"].area(2021)


@pytest.mark.parametrize("year", ["2021", 2021.0, True, None, date(2021, 1, 1), 0, 10_000])
def test_what_is_no_year_is_refused(year: Any) -> None:
    for question in (AMSTERDAM.inhabitants, AMSTERDAM.area):
        with pytest.raises(DataError, match="is not a year"):
            question(year)


def test_neighbours_are_neighbours_of_each_other_and_the_islands_have_none() -> None:
    pairs = {(one.code, other.code) for one in TODAY for other in one.neighbours()}
    assert len(pairs) == 2 * 875
    assert pairs == {(other, one) for one, other in pairs}
    assert all(one != other for one, other in pairs)
    islands = {gemeente.name for gemeente in TODAY if not gemeente.neighbours()}
    assert {"Texel", "Vlieland", "Terschelling", "Ameland", "Schiermonnikoog"} == islands


def test_every_gemeente_of_today_has_a_centre_within_its_box(shared: Path) -> None:
    path = shared / "data" / "members" / "gemeenten_2025.geojson"
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        points = [point for polygon in polygons for point in polygon[0]]
        east, north = REGISTER[feature["properties"]["code"]].centroid
        assert min(x for x, _ in points) < east < max(x for x, _ in points)
        assert min(y for _, y in points) < north < max(y for _, y in points)
    assert AMSTERDAM.centroid.longitude == pytest.approx(4.9, abs=0.05)
    assert AMSTERDAM.centroid.latitude == pytest.approx(52.37, abs=0.05)


def test_identifiers_are_those_of_the_source_and_an_empty_one_is_not_held(shared: Path) -> None:
    with (shared / "data" / "members" / "identifiers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 360
    for row in rows:
        gemeente = REGISTER[row["code"]]
        assert gemeente.tooi_uri == f"https://identifier.overheid.nl/tooi/id/gemeente/{row['code'].lower()}"
        for name in ("rsin", "oin", "wikidata"):
            assert getattr(gemeente.identifiers, name) == (row[name] or None)
            if row[name]:
                assert getattr(gemeente, name) == row[name]
            else:
                with pytest.raises(NotHeld, match=name):
                    getattr(gemeente, name)


def test_every_gemeente_of_today_has_a_tooi_and_a_wikidata_item_of_its_own() -> None:
    assert len({gemeente.tooi_uri for gemeente in TODAY}) == 342
    assert len({gemeente.wikidata for gemeente in TODAY}) == 342


def test_every_rsin_passes_its_check_and_makes_the_oin() -> None:
    held = [gemeente.identifiers for gemeente in TODAY if gemeente.identifiers.rsin]
    assert len(held) == 302
    for numbers in held:
        digits = [int(digit) for digit in numbers.rsin or ""]
        weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]
        assert sum(w * d for w, d in zip(weights, digits, strict=True)) % 11 == 0
        assert numbers.oin == f"00000001{numbers.rsin}000"
        assert numbers.rsin_kvk_asof == date(2019, 9, 17)


ASKED: dict[str, Callable[[members.Gemeente], object]] = {
    "neighbours": lambda gemeente: gemeente.neighbours(),
    "centroid": lambda gemeente: gemeente.centroid,
    "identifiers": lambda gemeente: gemeente.identifiers,
    "tooi_uri": lambda gemeente: gemeente.tooi_uri,
}


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("code", ["GM0001", "GM9999"])
def test_what_is_held_of_today_only_is_not_held_of_ended_ones_or_the_pretend_member(code: str, name: str) -> None:
    with pytest.raises(NotHeld) as caught:
        ASKED[name](REGISTER[code])
    assert code in str(caught.value)
    assert caught.value.fix
