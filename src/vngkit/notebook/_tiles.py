"""Where each gemeente of a day is on the tile map; the places are facts that ``scripts/build_tiles.py`` wrote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from vngkit.members import Gemeente, Register, load

__all__ = ["Tile", "parts_on", "provinces", "tiles"]

_DATA: Final = Path(__file__).parent.parent / "data" / "notebook" / "tiles.csv"


class Tile(NamedTuple):
    """Tegel: a hexagon by its column to the east and its row to the south; odd rows stand half a tile to the east."""

    column: int
    row: int

    def around(self) -> tuple[Tile, ...]:
        """The six tiles that touch it, from the east by way of the south."""
        column, row = self
        east = column + (row & 1)
        return (
            Tile(column + 1, row),
            Tile(east, row + 1),
            Tile(east - 1, row + 1),
            Tile(column - 1, row),
            Tile(east - 1, row - 1),
            Tile(east, row - 1),
        )


@cache
def tiles() -> Mapping[str, Tile]:
    """The tile of each gemeente of the boundaries of 2025, by code."""
    lines = _DATA.read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split(",") for line in lines)
    return MappingProxyType({code: Tile(int(column), int(row)) for code, column, row in rows})


@cache
def provinces() -> Mapping[Tile, str]:
    """The code of the province of each tile, on the last day that the tables cover."""
    register = load()
    day = register.held_until - timedelta(days=1)
    return MappingProxyType({tile: register.region(code, "provincie", on=day).code for code, tile in tiles().items()})


def parts_on(day: date) -> Mapping[Tile, tuple[Gemeente, ...]]:
    """Which gemeenten of the day have a part of each tile.

    A gemeente that ended since stands on the tile of the one that it went on in; one that was split stands on the tile
    of each, for no source gives the shares. After the days of the tables: the last gemeenten that are held. Raises
    ``NotHeld`` for a day before the lists are complete.
    """
    register = load()
    found: dict[Tile, list[Gemeente]] = defaultdict(list)
    there, _ = register.known_on(day) if day >= register.held_until else (register.on(day), ())
    for gemeente in there:
        for code in _today(register, gemeente):
            found[tiles()[code]].append(gemeente)
    return MappingProxyType({tile: tuple(gemeenten) for tile, gemeenten in found.items()})


def _today(register: Register, gemeente: Gemeente) -> tuple[str, ...]:
    if gemeente.code in tiles():
        return (gemeente.code,)
    last = register.held_until - timedelta(days=1)
    return tuple(found.gemeente.code for found in register.successors(gemeente.code, on=last))
