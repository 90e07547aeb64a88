"""The tile map as SVG: nothing is loaded, nothing of the data becomes a tag, and it follows light and dark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import cos, pi, sin
from typing import TYPE_CHECKING, Final

from vngkit.notebook._table import as_html
from vngkit.notebook._tiles import Tile, provinces
from vngkit.notebook._words import word
from vngkit.safe import escaped

if TYPE_CHECKING:
    from vngkit.notebook._tile_map import Area, Entry, TileMap

__all__ = ["drawing", "page"]

_WIDTH: Final = 22.0  # of a tile
_RADIUS: Final = _WIDTH / 3**0.5
_STEP: Final = _RADIUS * 1.5  # between two rows
_EDGE, _HEAD, _FOOT, _LEGEND, _LINE = 8.0, 46.0, 18.0, 190.0, 19.0
# dark within light, so that it is seen on every colour and on a dark page
_UNDER: Final = 'fill="none" stroke="#ffffff" stroke-width="3.2" stroke-linecap="round"'
_OVER: Final = 'fill="none" stroke="#333333" stroke-width="1.5" stroke-linecap="round"'
_HATCH: Final = "vngkit-missing"  # the same pattern in every map, so one name will do
_WRAP: Final = 62  # letters of the title on a line
# corners from the one in the north-east, with the clock; the side to the neighbour in place n lies between n and n + 1
_CORNERS: Final = tuple((_RADIUS * sin(pi / 3 * n + pi / 3), -_RADIUS * cos(pi / 3 * n + pi / 3)) for n in range(6))


def page(shown: TileMap) -> str:
    """The drawing, with a table of all values that opens below it."""
    table = as_html(shown.table())
    summary = f"<summary>{escaped(shown.title)}: {escaped(word(shown.lang, 'value'))}</summary>"
    return f'<div class="vngkit">{drawing(shown)}<details>{summary}{table}</details></div>'


def drawing(shown: TileMap) -> str:
    """The map, the legend and the source."""
    used = [area.tile for area in shown.areas]
    wide = (max(tile.column for tile in used) + 1.5) * _WIDTH + 2 * _EDGE
    high = max(tile.row for tile in used) * _STEP + 2 * _RADIUS
    named = "nl" if shown.lang == "nl" else "en"
    legend, borders = "".join(_entries(shown)), "".join(_borders(frozenset(used)))
    words = "; ".join(f"{entry.label}: {entry.count}" for entry in shown.legend if entry.count)
    told = f"{shown.title}. {shown.counted}. {words}"
    foot = [shown.source, *([word(shown.lang, "not_drawn", names=", ".join(shown.not_drawn))] * bool(shown.not_drawn))]
    total_wide, total_high = wide + _LEGEND, high + _HEAD + _FOOT * (len(foot) + 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" lang="{named}" viewBox="0 0 {total_wide:.0f} {total_high:.0f}" '
        f'role="img" aria-label="{escaped(told)}" font-family="system-ui, Helvetica, Arial, sans-serif" '
        f'fill="currentColor" style="width:100%;max-width:{total_wide:.0f}px;height:auto">'
        f'<defs><pattern id="{_HATCH}" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path d="M0 0V5" stroke="#8a8a8a" stroke-width="1.6"/></pattern></defs>'
        f'<text x="{_EDGE}" y="20" font-size="16" font-weight="bold">{escaped(_cut(shown.title))}</text>'
        f'<text x="{_EDGE}" y="37" font-size="11" opacity=".8">{escaped(shown.counted)}</text>'
        f'<g transform="translate({_EDGE} {_HEAD})">{"".join(_tiles(shown))}'
        f'<path d="{borders}" {_UNDER}/><path d="{borders}" {_OVER}/></g>'
        f'<g transform="translate({wide + 6:.0f} {_HEAD + 8})">{legend}</g>'
        + "".join(
            f'<text x="{_EDGE}" y="{high + _HEAD + _FOOT * (place + 1):.0f}" font-size="9" opacity=".8">'
            f"{escaped(line)}</text>"
            for place, line in enumerate(foot)
        )
        + "</svg>"
    )


def _cut(title: str) -> str:
    return title if len(title) <= _WRAP else f"{title[: _WRAP - 1]}…"


def _centre(tile: Tile) -> tuple[float, float]:
    return (tile.column + 0.5 * (tile.row & 1) + 0.5) * _WIDTH, tile.row * _STEP + _RADIUS


def _tiles(shown: TileMap) -> Iterator[str]:
    by_tile: dict[Tile, list[Area]] = defaultdict(list)
    for area in shown.areas:
        by_tile[area.tile].append(area)
    for tile, areas in by_tile.items():
        x, y = _centre(tile)
        for place, area in enumerate(areas):
            points = _hexagon(x, y) if len(areas) == 1 else _wedge(x, y, place, len(areas))
            said, paint = escaped(f"{area.member}: {area.text}"), _paint(shown.legend[area.entry])
            yield f'<polygon points="{points}" {paint}><title>{said}</title></polygon>'


def _paint(entry: Entry) -> str:
    fill = entry.colour or f"url(#{_HATCH})"
    return f'fill="{fill}" stroke="{"#8a8a8a" if entry.colour is None else "#ffffff"}" stroke-width=".8"'


def _hexagon(x: float, y: float) -> str:
    return " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in _CORNERS)


def _wedge(x: float, y: float, place: int, count: int) -> str:
    """A piece of the hexagon, as of a cake: the pieces of one tile are even and fill it."""
    first, last = 6 * place / count, 6 * (place + 1) / count
    between = [float(n) for n in range(int(first) + 1, int(last) + (last > int(last)))]
    around = [_rim(turn) for turn in (first, *between, last)]
    return " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in ((0.0, 0.0), *around))


def _rim(turn: float) -> tuple[float, float]:
    """A point on the side of the hexagon, counted in corners."""
    corner, part = int(turn) % 6, turn % 1
    (x0, y0), (x1, y1) = _CORNERS[corner], _CORNERS[(corner + 1) % 6]
    return x0 + (x1 - x0) * part, y0 + (y1 - y0) * part


def _borders(used: frozenset[Tile]) -> Iterator[str]:
    """A line on each side between tiles of two provinces, so that people find their way."""
    known = provinces()
    for tile in used:
        x, y = _centre(tile)
        for place, beside in enumerate(tile.around()):
            if beside in used and tile < beside and known[tile] != known[beside]:
                (x0, y0), (x1, y1) = _CORNERS[place], _CORNERS[(place + 1) % 6]
                yield f"M{x + x0:.1f} {y + y0:.1f}L{x + x1:.1f} {y + y1:.1f}"


def _entries(shown: TileMap) -> Iterator[str]:
    for place, entry in enumerate(each for each in shown.legend if each.count):
        yield (
            f'<g transform="translate(0 {place * _LINE:.0f})"><rect width="14" height="14" rx="2" '
            f'{_paint(entry)}/><text x="20" y="11.5" font-size="11.5">{escaped(entry.label)} '
            f'<tspan opacity=".7">({entry.count})</tspan></text></g>'
        )
