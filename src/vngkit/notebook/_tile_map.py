"""The tile map: one hexagon for each gemeente, coloured by any value; what is missing is shown as missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from math import isinf, isnan
from numbers import Real
from typing import Any, Final, Protocol, TypeAlias, runtime_checkable

from attrs import field, frozen

from vngkit.errors import DataError, NotInForce
from vngkit.legislation import Comparison, ComparisonRow, Lang, value_text
from vngkit.members import Gemeente, load
from vngkit.notebook._colours import CATEGORIES, STEPS, breaks_of, class_labels, class_of
from vngkit.notebook._table import Table
from vngkit.notebook._tiles import Tile, parts_on
from vngkit.notebook._words import as_lang, number_text, word

__all__ = ["Area", "Entry", "TileMap", "tile_map"]

Value: TypeAlias = "float | str | None"


@runtime_checkable
class Items(Protocol):
    """What has pairs of a gemeente and a value: a dict, a Series of pandas."""

    def items(self) -> Iterable[tuple[Any, Any]]:
        """The pairs."""
        ...


@frozen(kw_only=True)
class Entry:
    """Legenda-item: a class of values with its colour and how many gemeenten are in it; ``colour`` None is missing."""

    label: str
    colour: str | None
    count: int


@frozen(kw_only=True)
class Area:
    """Deel van een tegel: a gemeente on a tile; a tile holds several on a day from before they merged."""

    tile: Tile
    member: Gemeente
    text: str
    entry: int


@frozen(kw_only=True)
class TileMap:
    """Tegelkaart: one hexagon for each gemeente, with a legend; it shows itself in a notebook.

    Args:
        title: what the values are.
        on: the day of which the gemeenten are shown.
        lang: the language of the texts.
        legend: the classes, the missing last.
        areas: every gemeente with its tile and class.
        not_drawn: names of gemeenten that have a value and no tile: the pretend member.
        source: the attribution that the places of the tiles ask for.

    Source: ``scripts/build_tiles.py``, from the centroids and neighbours of ``register.sources["boundaries"]``.

    >>> shown = tile_map({"Utrecht": 3, "Zwolle": 5}, title="Vragen", on=date(2026, 1, 1))
    >>> [(entry.label, entry.count) for entry in shown.legend]
    [('3', 1), ('5', 1), ('geen gegevens', 340)]
    """

    title: str
    on: date
    lang: Lang
    legend: tuple[Entry, ...]
    areas: tuple[Area, ...] = field(repr=False)
    not_drawn: tuple[str, ...] = ()
    source: str = ""

    def __str__(self) -> str:
        lines = [f"{self.title}. {self.counted}"]
        lines += [f"  {entry.label}: {entry.count}" for entry in self.legend if entry.count]
        return "\n".join(lines)

    @property
    def counted(self) -> str:
        """How many gemeenten are shown, of which day, and until when they are held where the day lies after that."""
        count = len({area.member.code for area in self.areas})
        told = word(self.lang, "map", count=count, day=self.on.isoformat())
        until = load().held_until
        return told if self.on < until else f"{told}; {word(self.lang, 'held_until', day=until.isoformat())}"

    def table(self) -> Table:
        """The same as a table: every gemeente by name, with its value."""
        rows = sorted({(area.member.name, area.member.code, area.text) for area in self.areas})
        columns = tuple(word(self.lang, key) for key in ("gemeente", "code", "value"))
        return Table(caption=self.title, columns=columns, rows=tuple(rows))

    def svg(self) -> str:
        """The map as a drawing (SVG) that stands on its own, with words for who does not see it."""
        from vngkit.notebook._tile_svg import drawing

        return drawing(self)

    def _repr_svg_(self) -> str:
        return self.svg()

    def _repr_html_(self) -> str:
        from vngkit.notebook._tile_svg import page

        return page(self)


def tile_map(
    values: Mapping[Any, Any] | Items | Comparison,
    *,
    title: str = "",
    on: date | None = None,
    lang: str | None = None,
    breaks: Sequence[float] | None = None,
) -> TileMap:
    """Draw a value for each gemeente on a tile map (*tegelkaart*).

    Args:
        values: by gemeente, code or name: numbers, or words and yes/no as categories (eight at most); None and NaN are
            missing, as is a gemeente that is not named. Or a ``Comparison`` of a rule book, which brings its day.
        title: what the values are.
        on: the day of which the gemeenten are shown. On a day before a herindeling a tile holds a part for each
            gemeente that was there; a gemeente that was split later stands on each tile that a part of it went to.
        lang: ``"nl"`` or ``"en"``; ``VNGKIT_LANG`` or Dutch if left out.
        breaks: the bounds between the classes of numbers, one to four; else round numbers at even distances.

    Returns:
        The map, with ``svg()`` and ``table()``.

    Raises:
        DataError: no day, numbers and words mixed, more than eight categories, or one gemeente named twice.
        NotFound: no gemeente is called this. NotInForce: it does not exist on the day. NotHeld: the list of the day is
            not complete.

    >>> shown = tile_map({"Heerlen": True, "Kerkrade": False}, on=date(2026, 1, 1), lang="en")
    >>> [(entry.label, entry.count) for entry in shown.legend]
    [('no', 1), ('yes', 1), ('no data', 340)]
    """
    spoken = as_lang(lang)
    if isinstance(values, Comparison):
        title, on = title or values.term.label(spoken), on or values.on
        given = {row.member: _of_row(row, spoken) for row in values}
    else:
        if on is None:
            raise DataError("a map needs a day.", fix="say on=date(...): the gemeenten of that day are shown")
        given = _by_member(values.items(), on, spoken)
    parts = parts_on(on)
    shown = {gemeente for gemeentes in parts.values() for gemeente in gemeentes}
    for gemeente in given:
        if gemeente not in shown and gemeente.kind != "pretend":
            raise NotInForce(
                f"{gemeente} does not exist on {on}, so it is not on that map.",
                fix="ask a map of an earlier day, or bring the table over: register.crosswalk(to=on)",
            )
    entries, entry_of, text_of = _classes({member: given.get(member) for member in shown}, breaks, spoken)
    areas = (
        Area(tile=tile, member=member, text=text_of(given.get(member)), entry=entry_of(given.get(member)))
        for tile, gemeenten in parts.items()
        for member in gemeenten
    )
    return TileMap(
        title=title or word(spoken, "value"),
        on=on,
        lang=spoken,
        legend=entries,
        areas=tuple(areas),
        not_drawn=tuple(str(member) for member in given if member not in shown),
        source=load().sources["boundaries"].attribution,
    )


def _of_row(row: ComparisonRow, lang: Lang) -> Value:
    """The value of an answer: a number or words; a status without a value is a category, unknown is missing."""
    if row.value is None:
        return None if row.status.name == "UNKNOWN" else row.status.label(lang)
    if isinstance(row.value, Real) and not isinstance(row.value, bool):
        return float(row.value)
    return value_text(row.value, row.answer.term.unit, lang=lang)


def _by_member(items: Iterable[tuple[Any, Any]], on: date, lang: Lang) -> dict[Gemeente, Value]:
    register, found = load(), dict[Gemeente, Value]()
    for name, value in items:
        if isinstance(name, Gemeente):
            gemeente = name
        else:
            gemeente = register[name] if name in register else register.find(str(name), on=on)
        if gemeente in found:
            raise DataError(f"{gemeente} is named twice.", fix="hand in one value for each gemeente")
        found[gemeente] = _plain(value, lang)
    return found


def _plain(value: Any, lang: Lang) -> Value:
    if value is None or isinstance(value, str):
        return value or None
    if type(value).__name__ in {"bool", "bool_"}:
        return word(lang, "yes" if value else "no")
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value)
    if isinf(number):
        raise DataError("a value is without end (infinity).", fix="give None where there is no number")
    return None if isnan(number) else number


_Looks: TypeAlias = Callable[[Value], Any]


def _classes(
    values: Mapping[Gemeente, Value], breaks: Sequence[float] | None, lang: Lang
) -> tuple[tuple[Entry, ...], _Looks, _Looks]:
    """The legend, and for a value its place in the legend and its words."""
    held = [value for value in values.values() if value is not None]
    numbers = [value for value in held if not isinstance(value, str)]
    if numbers and len(numbers) < len(held):
        raise DataError("numbers and words can not be on one map.", fix="make them all numbers, or all words")
    missing = word(lang, "missing")
    if numbers:
        bounds = breaks_of(numbers, breaks)
        labels = class_labels(numbers, bounds, lang)
        colours = _spread_steps(len(labels))

        def place(value: Value) -> int:
            return len(labels) if value is None or isinstance(value, str) else class_of(value, bounds)

        def told(value: Value) -> str:
            return missing if value is None else value if isinstance(value, str) else number_text(value, lang)

    else:
        labels, colours = _categories([value for value in held if isinstance(value, str)])
        places = {label: index for index, label in enumerate(labels)}

        def place(value: Value) -> int:
            return places.get(str(value), len(labels))

        def told(value: Value) -> str:
            return missing if value is None else str(value)

    counts = Counter(place(value) for value in values.values())
    known = tuple(
        Entry(label=label, colour=colour, count=counts[index])
        for index, (label, colour) in enumerate(zip(labels, colours, strict=True))
    )
    return (*known, Entry(label=missing, colour=None, count=counts[len(labels)])), place, told


def _categories(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    labels = tuple(sorted(set(words)))
    if len(labels) > len(CATEGORIES):
        raise DataError(
            f"{len(labels)} categories can not be told apart by colour.",
            fix=f"group them into {len(CATEGORIES)} at most, or make them numbers",
        )
    return labels, CATEGORIES[: len(labels)]


_MIDDLE: Final = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4)}


def _spread_steps(count: int) -> tuple[str, ...]:
    """As many steps of the scale, as far apart as they can be."""
    return tuple(STEPS[index] for index in _MIDDLE.get(count, range(count)))
