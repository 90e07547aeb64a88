"""The two drawings of the page: bars and a map of dots, as plain SVG with words for who does not see them."""

from __future__ import annotations

from math import cos, radians

from vngkit.cli.demo._blocks import Bars, DotMap
from vngkit.safe import escaped as escape

ROW, LABEL, BAR, NUMBER = 30, 132, 230, 38
MAP_HEIGHT, MAP_EDGE = 560, 12
RADIUS = {"unknown": 3.0}
DOT = 5.5


def bars_svg(block: Bars) -> str:
    """A bar for each value; the table beside it says the same in numbers."""
    most = max((count for _, count, _ in block.bars), default=1)
    parts = []
    for place, (label, count, tone) in enumerate(block.bars):
        top = place * ROW
        width = max(3.0, BAR * count / most)
        parts.append(
            f'<g transform="translate(0 {top})"><text x="{LABEL - 10}" y="19" text-anchor="end">{escape(label)}</text>'
            f'<rect class="t-{tone or "none"}" x="{LABEL}" y="5" width="{width:.1f}" height="20" rx="3"/>'
            f'<text class="n" x="{LABEL + width + 8:.1f}" y="19">{count}</text></g>'
        )
    height = ROW * len(block.bars)
    words = "; ".join(f"{label}: {count}" for label, count, _ in block.bars)
    return (
        f'<svg class="bars" viewBox="0 0 {LABEL + BAR + NUMBER} {height}" role="img" '
        f'aria-label="{escape(f"{block.caption}: {words}")}">{"".join(parts)}</svg>'
    )


def map_svg(block: DotMap) -> str:
    """Every gemeente as a dot at its centre; those with something to tell are larger and lie on top."""
    west = min(dot.longitude for dot in block.dots)
    east = max(dot.longitude for dot in block.dots)
    south = min(dot.latitude for dot in block.dots)
    north = max(dot.latitude for dot in block.dots)
    scale = (MAP_HEIGHT - 2 * MAP_EDGE) / (north - south)
    narrow = cos(radians((south + north) / 2))  # a degree of longitude is shorter than one of latitude
    width = (east - west) * narrow * scale + 2 * MAP_EDGE
    parts = []
    for dot in sorted(block.dots, key=lambda dot: dot.tone != "unknown"):
        x = MAP_EDGE + (dot.longitude - west) * narrow * scale
        y = MAP_EDGE + (north - dot.latitude) * scale
        radius = RADIUS.get(dot.tone, DOT)
        parts.append(
            f'<circle class="t-{dot.tone or "none"}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}">'
            f"<title>{escape(dot.label)}</title></circle>"
        )
    return (
        f'<svg class="map" viewBox="0 0 {width:.0f} {MAP_HEIGHT}" role="img" aria-label="{escape(block.caption)}">'
        f"{''.join(parts)}</svg>"
    )
