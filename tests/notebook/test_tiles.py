"""The tile map: every gemeente has one tile of its own, near those that lie near it in the true direction."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from datetime import date
from math import cos, hypot, radians, sqrt
from pathlib import Path
from types import ModuleType

import pytest

from vngkit import members
from vngkit.members import NotHeld
from vngkit.notebook._tiles import Tile, parts_on, provinces, tiles

DAY = date(2026, 1, 1)
REGISTER = members.load()
SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "build_tiles.py"
EDGES = [(one, other) for one in REGISTER.on(DAY) for other in one.neighbours() if one.code < other.code]
WADDEN = ("Texel", "Vlieland", "Terschelling", "Ameland", "Schiermonnikoog")


def at(name: str) -> Tile:
    return tiles()[REGISTER.find(name, on=DAY).code]


def place(tile: Tile) -> tuple[float, float]:
    return tile.column + 0.5 * (tile.row & 1), -tile.row * sqrt(3) / 2


def turned(one: members.Gemeente, other: members.Gemeente) -> float:
    """The cosine of the angle between the true direction and that on the map."""
    (x0, y0), (x1, y1) = one.centroid, other.centroid
    east, north = (x1 - x0) * cos(radians(52.2)), y1 - y0
    (a0, b0), (a1, b1) = place(tiles()[one.code]), place(tiles()[other.code])
    return ((a1 - a0) * east + (b1 - b0) * north) / hypot(east, north) / hypot(a1 - a0, b1 - b0)


def build_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_tiles", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_gemeente_of_the_year_has_one_tile_and_no_two_the_same() -> None:
    assert set(tiles()) == {gemeente.code for gemeente in REGISTER.on(DAY)}
    assert len(set(tiles().values())) == 342
    assert min(tile.column for tile in tiles().values()) == 0
    assert min(tile.row for tile in tiles().values()) in {0, 1}


def test_most_neighbours_touch_and_nearly_all_others_are_one_tile_apart() -> None:
    touching = sum(tiles()[other.code] in tiles()[one.code].around() for one, other in EDGES)
    apart = sum(
        hypot(*(a - b for a, b in zip(place(tiles()[o.code]), place(tiles()[p.code]), strict=True))) > 2.01
        for o, p in EDGES
    )
    assert touching / len(EDGES) > 0.74
    assert apart / len(EDGES) < 0.02


def test_directions_are_kept() -> None:
    kept = [turned(one, other) for one, other in EDGES]
    assert sum(cosine > cos(radians(45)) for cosine in kept) / len(EDGES) > 0.86
    assert sum(cosine < 0 for cosine in kept) / len(EDGES) < 0.015


def test_north_is_above_south_and_east_right_of_west_for_whom_lies_well_apart() -> None:
    all_of_them = list(REGISTER.on(DAY))
    for one in all_of_them:
        for other in all_of_them:
            if one.centroid.latitude - other.centroid.latitude > 0.45:
                assert tiles()[one.code].row < tiles()[other.code].row, (one, other)
            if one.centroid.longitude - other.centroid.longitude > 0.9:
                assert place(tiles()[one.code])[0] > place(tiles()[other.code])[0], (one, other)


@pytest.mark.parametrize("island", WADDEN)
def test_an_island_lies_free_in_the_north(island: str) -> None:
    assert not set(at(island).around()) & set(tiles().values())
    assert at(island).row <= min(at(name).row for name in ("Den Helder", "Leeuwarden")) + 1


def test_the_wadden_lie_from_west_to_east_and_zeeuws_vlaanderen_apart() -> None:
    columns = [place(at(name))[0] for name in WADDEN]
    assert columns == sorted(columns)
    over = {at(name) for name in ("Sluis", "Terneuzen", "Hulst")}
    beside = {tile for tile in over for tile in tile.around()} - over
    assert not beside & set(tiles().values())


def test_no_tile_of_the_land_is_a_hole() -> None:
    used = set(tiles().values())
    beside = Counter(touching for tile in used for touching in tile.around())
    assert not [tile for tile, count in beside.items() if tile not in used and count == 6]


def test_provinces_stay_nearly_whole() -> None:
    loose = 0
    for province in set(provinces().values()):
        left = {tile for tile, code in provinces().items() if code == province}
        parts = 0
        while left:
            parts, waiting = parts + 1, [next(iter(left))]
            while waiting:
                tile = waiting.pop()
                if tile in left:
                    left.remove(tile)
                    waiting.extend(tile.around())
        loose += parts - 1
    # four Wadden islands of Fryslân, one of Noord-Holland, Zeeuws-Vlaanderen, and what could not be kept together
    assert loose <= 6 + 4


@pytest.mark.parametrize("year", [1990, 2000, 2010, 2015, 2018, 2020, 2022, 2026])
def test_on_every_day_each_gemeente_is_on_the_map_and_no_tile_is_empty(year: int) -> None:
    day = date(year, 1, 1)
    parts = parts_on(day)
    assert {gemeente for gemeenten in parts.values() for gemeente in gemeenten} == set(REGISTER.on(day))
    assert set(parts) == set(tiles().values())


def test_a_gemeente_that_was_split_stands_on_the_tile_of_each_that_took_a_part() -> None:
    haaren = REGISTER.find("Haaren")
    found = {tile for tile, gemeenten in parts_on(date(2020, 6, 1)).items() if haaren in gemeenten}
    assert found == {tiles()[s.gemeente.code] for s in REGISTER.successors(haaren.code, on=DAY)}
    assert len(found) == 4


def test_a_day_after_the_tables_shows_the_last_gemeenten_that_are_held() -> None:
    assert parts_on(date(2028, 1, 1)) == parts_on(DAY)


def test_a_day_without_a_complete_list_has_no_map() -> None:
    with pytest.raises(NotHeld):
        parts_on(date(1950, 1, 1))


def test_the_search_is_deterministic_and_never_puts_two_on_a_cell() -> None:
    script = build_script()
    land = script.Land(script.DATA / "members")
    found = []
    for _ in range(2):
        board = script.Board(land, script.spread_out(land, rounds=40))
        before = board.total()
        script.anneal(board, script.random.Random(3), steps=4_000, hot=0.5)
        assert board.total() < before
        assert len(set(board.at)) == len(land.codes)
        assert {cell: index for index, cell in enumerate(board.at)} == board.on
        found.append(script.table(dict(zip(land.codes, board.at, strict=True))))
    assert found[0] == found[1]
