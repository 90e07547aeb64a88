"""Write the tile map of the gemeenten: ``python scripts/build_tiles.py [--check]``.

One hexagon for each gemeente of the boundaries of 2025, so that a small gemeente counts as much as a large one. Made
from the centroids and neighbours in the package alone: the centres are first spread out evenly, then given to cells
by the least total shift, then swapped by simulated annealing. What is weighed: neighbours touch, they lie in the true
direction, those that are no neighbours do not touch (least of all over water), there are no holes inside the land. The
random numbers have fixed seeds, so the same input gives the same bytes. Of some seeds the cheapest map is taken.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterable, Mapping
from math import cos, exp, hypot, radians, sqrt
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

DATA = Path(__file__).resolve().parents[1] / "src" / "vngkit" / "data"
TARGET = DATA / "notebook" / "tiles.csv"

SEEDS, STEPS, ROUNDS = (1, 2, 3, 4, 5, 6), 400_000, 5
HOT, COLD = 1.5, 0.05
LATITUDE = 52.2  # a degree of longitude is shorter than one of latitude
ROW = sqrt(3) / 2  # the height between two rows of hexagons of width 1
MARGIN = 2.0
ISLAND_LINKS, ISLAND_GAP = 3, 2  # an island is held at two cells from its three nearest
TOO_NEAR, DIRECTION, FALSE_NEIGHBOUR, OVER_WATER, ALONE, EDGE, SHIFT = 3.0, 1.0, 0.25, 4.0, 8.0, 0.15, 0.02
FAR = 1.6  # in widths of a gemeente: beyond it a false neighbour costs more
EMPTY = {4: 0.6, 5: 3.0, 6: 12.0}  # what an empty cell costs by the tiles around it: a hole looks like a lake
WARM, WARM_STEPS = 0.4, 60_000  # a little heat after tiles were pushed into holes

Cell = tuple[int, int]
Floats = np.ndarray[Any, np.dtype[np.float64]]


def place(cell: Cell) -> tuple[float, float]:
    """The centre of a hexagon: odd rows stand half a width to the east, rows count to the north."""
    column, row = cell
    return column + 0.5 * (row & 1), row * ROW


def around(cell: Cell) -> tuple[Cell, ...]:
    """The six cells that touch a cell."""
    column, row = cell
    side = column if row & 1 else column - 1
    return (
        (column - 1, row),
        (column + 1, row),
        (side, row - 1),
        (side + 1, row - 1),
        (side, row + 1),
        (side + 1, row + 1),
    )


def steps_between(one: Cell, other: Cell) -> int:
    """How many cells one must cross."""
    rows = other[1] - one[1]
    slant = (other[0] - (other[1] - (other[1] & 1)) // 2) - (one[0] - (one[1] - (one[1] & 1)) // 2)
    return max(abs(slant), abs(rows), abs(slant + rows))


class Land:
    """The gemeenten with their centres, neighbours and links over water."""

    def __init__(self, folder: Path) -> None:
        centres = {row["code"]: row for row in _rows(folder / "centroids.csv")}
        named = {row["code"]: row["neighbours"].split() for row in _rows(folder / "neighbours.csv")}
        self.codes = sorted(named)
        number = {code: index for index, code in enumerate(self.codes)}
        narrow = cos(radians(LATITUDE))
        degrees = [
            (float(centres[code]["longitude"]) * narrow, float(centres[code]["latitude"])) for code in self.codes
        ]
        self.neighbours = [frozenset(number[other] for other in named[code]) for code in self.codes]
        self.edges = sorted(
            (one, other) for one, others in enumerate(self.neighbours) for other in others if one < other
        )
        raw = np.array(degrees)
        self.centres: Floats = raw / np.median([hypot(*(raw[one] - raw[other])) for one, other in self.edges])
        self.part = self._parts()
        self.main = max(set(self.part), key=self.part.count)
        links = [(one, other, 1) for one, other in self.edges] + [(*pair, ISLAND_GAP) for pair in self._over_water()]
        self.starts = np.array([link[0] for link in links])
        self.ends = np.array([link[1] for link in links])
        self.lengths = np.array([float(link[2]) for link in links])
        shift = self.centres[self.ends] - self.centres[self.starts]
        self.directions: Floats = shift / np.hypot(*shift.T)[:, None]
        self.links: list[list[tuple[int, int, float, float]]] = [[] for _ in self.codes]
        for (one, other, length), (x, y) in zip(links, self.directions.tolist(), strict=True):
            self.links[one].append((other, length, x, y))
            self.links[other].append((one, length, -x, -y))
        apart = np.hypot(*(self.centres[:, None] - self.centres[None]).transpose(2, 0, 1))
        self.far: list[list[float]] = np.clip(apart - FAR, 0, 3).tolist()

    def _parts(self) -> list[int]:
        """For each gemeente the number of the piece of land that it lies in."""
        part = [-1] * len(self.codes)
        for first in range(len(self.codes)):
            waiting = [first] if part[first] < 0 else []
            while waiting:
                index = waiting.pop()
                if part[index] < 0:
                    part[index] = first
                    waiting.extend(self.neighbours[index])
        return part

    def _over_water(self) -> list[tuple[int, int]]:
        """Each gemeente off the main land with its nearest on other land."""
        found: set[tuple[int, int]] = set()
        for index, part in enumerate(self.part):
            if part == self.main:
                continue
            away = np.hypot(*(self.centres - self.centres[index]).T)
            others = sorted((away[other], other) for other in range(len(self.codes)) if self.part[other] != part)
            found.update((min(index, other), max(index, other)) for _, other in others[:ISLAND_LINKS])
        return sorted(found)


def spread_out(land: Land, rounds: int = 600) -> Floats:
    """The centres, moved until neighbours lie one width apart in their own direction and none overlap."""
    at, count = land.centres.copy(), len(land.codes)
    degree = np.bincount(np.concatenate([land.starts, land.ends]), minlength=count)[:, None]
    wanted = land.directions * land.lengths[:, None]
    for _ in range(rounds):
        force = np.zeros_like(at)
        pull = (at[land.ends] - at[land.starts] - wanted) * 0.5
        np.add.at(force, land.starts, pull / degree[land.starts])
        np.add.at(force, land.ends, -pull / degree[land.ends])
        shift = at[:, None] - at[None]
        apart = np.hypot(shift[..., 0], shift[..., 1]) + np.eye(count) * 9
        push = np.clip(1.0 - apart, 0, None) / apart * 0.5
        at = at + 0.5 * (force + (shift * push[..., None]).sum(1))
    moved: Floats = at - at.min(0) + MARGIN
    return moved


class Board:
    """Which gemeente is on which cell, and what that costs."""

    def __init__(self, land: Land, wanted: Floats) -> None:
        self.land, self.wanted = land, wanted.tolist()
        columns, rows = (wanted.max(0) + MARGIN) / (1, ROW)
        self.cells = [(column, row) for row in range(int(rows) + 1) for column in range(int(columns) + 1)]
        self.places = {cell: place(cell) for cell in self.cells}
        centres = np.array([self.places[cell] for cell in self.cells])
        _, chosen = linear_sum_assignment(((wanted[:, None] - centres[None]) ** 2).sum(-1))
        self.at: list[Cell] = [self.cells[index] for index in chosen]
        self.on = {cell: index for index, cell in enumerate(self.at)}

    def cost(self, index: int, cell: Cell) -> float:
        """What it costs to have this gemeente on this cell."""
        land, (x, y) = self.land, self.places[cell]
        total = SHIFT * ((x - self.wanted[index][0]) ** 2 + (y - self.wanted[index][1]) ** 2)
        for other, length, east, north in land.links[index]:
            there = self.at[other]
            dx, dy = self.places[there][0] - x, self.places[there][1] - y
            more = steps_between(cell, there) - length
            total += more * more * (1 if more > 0 else TOO_NEAR)
            total += DIRECTION * (1 - (dx * east + dy * north) / (hypot(dx, dy) or 1))
        own, alone = land.neighbours[index], bool(land.neighbours[index])
        for touching in around(cell):
            here = self.on.get(touching)
            if here is None:
                total += EDGE if land.part[index] == land.main else 0
            elif here in own:
                alone = False
            else:
                same = land.part[here] == land.part[index]
                total += FALSE_NEIGHBOUR + land.far[index][here] if same else OVER_WATER
        return float(total + (ALONE if alone else 0))

    def holes(self, cells: Iterable[Cell]) -> float:
        """What the empty ones of these cells cost: a hole inside the land looks like a lake that is not there."""
        total = 0.0
        for cell in cells:
            if cell not in self.on:
                total += EMPTY.get(self.beside(cell), 0.0)
        return total

    def beside(self, cell: Cell) -> int:
        """How many tiles touch a cell."""
        return sum(touching in self.on for touching in around(cell))

    def line(self, hole: Cell, side: int) -> list[Cell]:
        """The tiles in a row from an empty cell to the next empty one."""
        found: list[Cell] = []
        cell = around(hole)[side]
        while cell in self.on:
            found.append(cell)
            cell = around(cell)[side]
        return found

    def cost_here(self, cell: Cell, other: Cell) -> float:
        """What the occupants of two cells cost, with the holes about them when one of the two is empty."""
        first, second = self.on.get(cell), self.on.get(other)
        total = sum(self.cost(index, self.at[index]) for index in (first, second) if index is not None)
        if first is None or second is None:
            total += self.holes({cell, other, *around(cell), *around(other)})
        return total

    def swap(self, cell: Cell, other: Cell) -> None:
        """Let two cells change their occupants; one may be empty."""
        first, second = self.on.pop(cell, None), self.on.pop(other, None)
        for index, there in ((first, other), (second, cell)):
            if index is not None:
                self.on[there] = index
                self.at[index] = there

    def total(self) -> float:
        """What the whole map costs."""
        return sum(self.cost(index, cell) for index, cell in enumerate(self.at)) + self.holes(self.cells)


def anneal(board: Board, chance: random.Random, *, steps: int, hot: float) -> None:
    """Swap until hardly any swap is better; in the beginning also worse ones are taken."""
    links, known = board.land.links, set(board.cells)
    for step in range(steps):
        heat = hot * (COLD / hot) ** (step / steps)
        index = chance.randrange(len(links))
        cell = board.at[index]
        near = cell if chance.random() < 0.5 else board.at[chance.choice(links[index])[0]]  # half of the time
        target = chance.choice(around(near))
        if target == cell or target not in known:
            continue
        before = board.cost_here(cell, target)
        board.swap(cell, target)
        worse = board.cost_here(cell, target) - before
        if worse > 0 and chance.random() >= exp(-worse / heat):
            board.swap(cell, target)


def fill_holes(board: Board) -> bool:
    """Push rows of tiles into holes and bays where that makes the map cheaper; whether it did."""
    pushed, cost = False, board.total()
    for hole in board.cells:
        for side in range(6):
            row = board.line(hole, side)
            if hole in board.on or board.beside(hole) < min(EMPTY) or not row:
                continue
            for cell, target in zip(row, [hole, *row[:-1]], strict=True):
                board.swap(cell, target)
            after = board.total()
            if after < cost:
                pushed, cost = True, after
                continue
            for cell, target in zip(reversed(row), reversed([hole, *row[:-1]]), strict=True):
                board.swap(cell, target)
    return pushed


def table(cells: Mapping[str, Cell]) -> str:
    """The map as CSV: column to the east, row to the south, both from 0; odd rows stand half a tile to the east."""
    north = max(row for _, row in cells.values())
    north += north & 1  # keeps the odd rows odd
    south = min((north - row) // 2 * 2 for _, row in cells.values())
    west = min(column for column, _ in cells.values())
    lines = [f"{code},{column - west},{north - row - south}\n" for code, (column, row) in sorted(cells.items())]
    return "code,column,row\n" + "".join(lines)


def build() -> str:
    """The cheapest map of some seeds."""
    land = Land(DATA / "members")
    wanted = spread_out(land)
    boards = []
    for seed in SEEDS:
        board, chance = Board(land, wanted), random.Random(seed)  # noqa: S311  # a search, not a secret
        anneal(board, chance, steps=STEPS, hot=HOT)
        for _ in range(ROUNDS):
            if fill_holes(board):
                anneal(board, chance, steps=WARM_STEPS, hot=WARM)
        boards.append((board.total(), seed, board))
        sys.stderr.write(f"seed {seed}: cost {board.total():.1f}\n")
    _, _, best = min(boards, key=lambda found: found[:2])
    return table(dict(zip(land.codes, best.at, strict=True)))


def main() -> int:
    """Write the map, or with ``--check`` only say whether it is what would be written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the map is another")
    checking = parser.parse_args().check
    text = build()
    if checking:
        same = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text
        sys.stdout.write("up to date\n" if same else f"stale: {TARGET.name}; run scripts/build_tiles.py\n")
        return 0 if same else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    return 0


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    sys.exit(main())
