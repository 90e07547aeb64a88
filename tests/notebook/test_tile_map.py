"""The map on the screen: what it says is what was handed in, for everyone, and no text of the data becomes code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import html5lib  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vngkit import Kit, members
from vngkit.errors import DataError, NotFound, NotInForce
from vngkit.notebook import TileMap, tile_map
from vngkit.notebook._colours import CATEGORIES, STEPS, breaks_of, class_labels, class_of

DAY = date(2026, 1, 1)
REGISTER = members.load()
SVG = "{http://www.w3.org/2000/svg}"
CODES = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></text></svg><script>alert(1)</script>",
    "]]><!--",
    "\x00\x1b[31m\u202e",
    "{lang} %s {{7*7}} $x^2$",
]


def drawn(shown: TileMap) -> ET.Element:
    return ET.fromstring(shown.svg())  # noqa: S314  # our own text; that it is well-formed is the test


def titles(shown: TileMap) -> list[str]:
    return [text.text or "" for text in drawn(shown).iter(f"{SVG}title")]


def page(shown: TileMap) -> ET.Element:
    parser = html5lib.HTMLParser(strict=False)
    tree: ET.Element = parser.parse("<!DOCTYPE html>" + shown._repr_html_())
    assert not parser.errors
    return tree


def test_every_gemeente_is_drawn_once_with_its_name_code_and_value() -> None:
    shown = tile_map({g: g.inhabitants(2026) for g in REGISTER.on(DAY)}, on=DAY, title="Inwoners")
    told = titles(shown)
    assert len(told) == 342
    assert set(told) == {f"{g}: {format(g.inhabitants(2026), ',').replace(',', '.')}" for g in REGISTER.on(DAY)}


def test_what_is_missing_is_shown_as_missing_and_counted() -> None:
    shown = tile_map({"Delft": 1, "Gouda": None, "Leiden": float("nan"), "Edam-Volendam": ""}, on=DAY)
    assert [(entry.label, entry.colour is None, entry.count) for entry in shown.legend] == [
        ("1", False, 1),
        ("geen gegevens", True, 341),
    ]
    hatched = [each for each in drawn(shown).iter(f"{SVG}polygon") if each.attrib["fill"].startswith("url(#")]
    assert len(hatched) == 341
    assert sum(title.endswith("geen gegevens") for title in titles(shown)) == 341


def test_zero_and_no_are_values_and_not_missing() -> None:
    assert tile_map({"Delft": 0, "Gouda": 3}, on=DAY).legend[0].label == "0"
    assert [e.label for e in tile_map({"Delft": False, "Gouda": True}, on=DAY).legend] == ["ja", "nee", "geen gegevens"]


def test_a_day_before_a_herindeling_shows_the_gemeenten_of_that_day() -> None:
    old = date(2015, 1, 1)
    shown = tile_map({"Bussum": 1, "Naarden": 2, "Muiden": 3}, on=old)
    (tile,) = {area.tile for area in shown.areas if area.member.name == "Bussum"}
    assert sorted(area.member.name for area in shown.areas if area.tile == tile) == ["Bussum", "Muiden", "Naarden"]
    assert {area.member.code for area in shown.areas} == {g.code for g in REGISTER.on(old)}


def area_of(points: str) -> float:
    corners = [tuple(map(float, point.split(","))) for point in points.split()]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*corners, corners[0]]))) / 2


def test_the_parts_of_a_tile_are_even_and_fill_it() -> None:
    whole = drawn(tile_map({}, on=DAY))
    hexagon = area_of(next(whole.iter(f"{SVG}polygon")).attrib["points"])
    shown = tile_map({}, on=date(1990, 1, 1))
    counts = Counter(area.tile for area in shown.areas)
    sizes = [area_of(each.attrib["points"]) for each in drawn(shown).iter(f"{SVG}polygon")]
    tiles = [area.tile for area in sorted(shown.areas, key=lambda area: list(counts).index(area.tile))]
    assert max(counts.values()) >= 8
    assert len(sizes) == len(tiles) == len(shown.areas)
    for tile, size in zip(tiles, sizes, strict=True):
        assert size == pytest.approx(hexagon / counts[tile], rel=0.06)


def test_a_gemeente_that_is_not_there_on_the_day_is_an_error_and_is_never_left_out() -> None:
    with pytest.raises(NotInForce, match="crosswalk"):
        tile_map({REGISTER.find("Bussum").code: 1}, on=DAY)
    with pytest.raises(NotFound):
        tile_map({"Nergenshuizen": 1}, on=DAY)


def test_a_map_of_a_day_after_the_tables_says_until_when_they_are_held() -> None:
    shown = tile_map({"Delft": 1}, on=date(2028, 1, 1))
    assert shown.counted == "Tegelkaart van 342 gemeenten op 2028-01-01; gemeenten bekend tot 2027-01-01"
    assert "bekend tot" not in tile_map({"Delft": 1}, on=DAY).counted


def test_the_pretend_member_is_named_below_the_map() -> None:
    shown = tile_map({"GM9999": 4, "Delft": 2}, on=DAY)
    assert shown.not_drawn == ("Voorbeeldstad (GM9999)",)
    assert "niet op de kaart: Voorbeeldstad (GM9999)" in "".join(drawn(shown).itertext())


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (lambda: tile_map({"Delft": 1}), "day"),
        (lambda: tile_map({"Delft": 1, "Gouda": "x"}, on=DAY), "numbers and words"),
        (lambda: tile_map({"Delft": 1, REGISTER.find("Delft").code: 2}, on=DAY), "twice"),
        (lambda: tile_map({g: g.name for g in REGISTER.on(DAY)}, on=DAY), "categories"),
        (lambda: tile_map({"Delft": 1}, on=DAY, breaks=(3, 2)), "breaks"),
        (lambda: tile_map({"Delft": 1}, on=DAY, breaks=()), "breaks"),
        (lambda: tile_map({"Delft": 1}, on=DAY, lang="fr"), "language"),
    ],
)
def test_what_can_not_be_drawn_is_an_error_that_says_why(wrong: Callable[[], object], word: str) -> None:
    with pytest.raises(DataError, match=word):
        wrong()


def test_a_comparison_of_a_rule_book_is_a_map_at_once() -> None:
    with Kit.open(plugins=()) as kit:
        comparison = kit.rules.compare("debt.decision_term", on=date(2026, 11, 23))
    shown = tile_map(comparison, lang="en")
    assert shown.on == date(2026, 11, 23)
    assert sum(entry.count for entry in shown.legend) == 342
    assert shown.title == comparison.term.label("en")


def test_the_map_can_be_read_without_seeing_it() -> None:
    shown = tile_map({"Delft": 1, "Gouda": 2}, on=DAY, title="Vragen")
    root = drawn(shown)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == (
        "Vragen. Tegelkaart van 342 gemeenten op 2026-01-01. 1: 1; 2: 1; geen gegevens: 340"
    )
    assert str(shown).splitlines()[1:] == ["  1: 1", "  2: 1", "  geen gegevens: 340"]
    assert [row[0] for row in shown.table().rows if row[2] != "geen gegevens"] == ["Delft", "Gouda"]
    assert "CBS" in "".join(root.itertext())


@pytest.mark.parametrize("code", CODES)
def test_no_text_of_the_data_becomes_code(code: str) -> None:
    shown = tile_map({"Delft": code, "Gouda": "plain"}, on=DAY, title=code)
    plain = tile_map({"Delft": "x", "Gouda": "y"}, on=DAY, title="z")
    tree = page(shown)
    assert [element.tag for element in tree.iter()] == [element.tag for element in page(plain).iter()]
    for element in tree.iter():
        assert not [name for name in element.attrib if name.startswith("on")]
        assert not str(element.tag).endswith(("script", "img"))
    assert "\x00" not in shown.svg()
    assert "\x1b" not in shown.svg()


def test_the_same_values_give_the_same_drawing() -> None:
    values = {g: g.inhabitants(2026) for g in REGISTER.on(DAY)}
    backwards = dict(reversed(values.items()))
    assert sorted(titles(tile_map(values, on=DAY))) == sorted(titles(tile_map(backwards, on=DAY)))
    assert tile_map(values, on=DAY).svg() == tile_map(values, on=DAY).svg()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(-1e9, 1e9) | st.integers(-(10**9), 10**9), min_size=1, max_size=60))
def test_the_classes_part_the_values_in_order_and_each_has_a_colour(values: list[float]) -> None:
    breaks = breaks_of(values, None)
    assert list(breaks) == sorted(set(breaks))
    assert len(class_labels(values, breaks, "nl")) == len(breaks) + 1 <= len(STEPS)
    for one, other in combinations(sorted(values), 2):
        assert 0 <= class_of(one, breaks) <= class_of(other, breaks) <= len(breaks)


def test_numbers_of_any_kind_count() -> None:
    shown = tile_map({"Delft": Decimal("1.5"), "Gouda": 2.25, "Leiden": 10}, on=DAY, lang="en")
    assert [entry.label for entry in shown.legend] == ["1.5", "2.25", "10", "no data"]


# what the eye sees that lacks one kind of cones: Machado, Oliveira and Fernandes (2009), severity 1, on linear light
KINDS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def seen(colour: str, kind: str) -> tuple[float, float, float]:
    """A colour as Oklab (Ottosson 2020), for an eye of this kind."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = (max(0.0, sum(m * p for m, p in zip(row, linear, strict=True))) for row in KINDS[kind])
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def apart(one: str, other: str, kind: str) -> float:
    pairs = zip(seen(one, kind), seen(other, kind), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


@pytest.mark.parametrize("kind", KINDS)
def test_steps_go_from_light_to_dark_and_categories_stay_apart_for_every_eye(kind: str) -> None:
    light = [seen(colour, kind)[0] for colour in STEPS]
    assert all(one - other > 0.08 for one, other in pairwise(light))
    for one, other in combinations(CATEGORIES, 2):
        assert apart(one, other, kind) > 0.06, (one, other)


@pytest.mark.parametrize("endless", [float("inf"), -float("inf")])
def test_a_number_without_end_is_refused(endless: float) -> None:
    with pytest.raises(DataError, match="infinity"):
        tile_map({"Utrecht": endless}, title="x", on=date(2026, 1, 1))
