"""Findings of many cases packed for the way between processes: every value once, and numbers for where it stands."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import Any, Final

import attrs
from attrs import frozen

from vngkit.reentry._finding import Finding, Reason

__all__ = ["PackedFindings", "pack"]

_PARTS: Final = "parts"
_FIELDS: Final = tuple(field.name for field in attrs.fields(Finding) if field.name != _PARTS)
_VALUES: Final = attrgetter(*_FIELDS)
_PLAIN: Final = (str, date, type(None), bool)


@frozen(kw_only=True)
class PackedFindings:
    """Ingepakte bevindingen: the findings of some cases as columns; iterating gives the same findings again.

    For each field of a finding there are the values that occur, and for each finding the number of its value. So
    law, citations, texts and ends of terms, which many findings share, are sent once. The parts of all findings are
    packed together, with how many each has.
    """

    count: int
    values: tuple[tuple[Any, ...], ...] = ()
    numbers: tuple[array[int] | None, ...] = ()
    parts: PackedFindings | None = None
    has: array[int] | None = None

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Finding]:
        made = [object.__new__(Finding) for _ in range(self.count)]
        for name, held, numbers in zip(_FIELDS, self.values, self.numbers, strict=True):
            column = held * self.count if numbers is None else map(held.__getitem__, numbers)
            _set(made, name, column)
        rest = iter(self.parts or ())
        _set(made, _PARTS, [tuple(islice(rest, count)) for count in self.has or [0] * self.count])
        return iter(made)


def pack(findings: Iterable[Finding]) -> PackedFindings:
    """Pack findings (*inpakken*)."""
    rows = list(findings)
    if not rows:
        return PackedFindings(count=0, values=((),) * len(_FIELDS), numbers=(None,) * len(_FIELDS))
    reasons: dict[Reason, Reason] = {}
    columns = [_column(column, reasons) for column in zip(*map(_VALUES, rows), strict=True)]
    parts = [part for row in rows for part in row.parts]
    return PackedFindings(
        count=len(rows),
        values=tuple(held for held, _ in columns),
        numbers=tuple(numbers for _, numbers in columns),
        parts=pack(parts) if parts else None,
        has=array("H", [len(row.parts) for row in rows]) if parts else None,
    )


def _set(made: list[Finding], name: str, column: Iterable[Any]) -> None:
    """Fill one field of findings that were just made: as their own ``__init__`` does, a column at a time."""
    deque(map(Finding.__dict__[name].__set__, made, column), maxlen=0)


def _column(given: tuple[Any, ...], reasons: dict[Reason, Reason]) -> tuple[tuple[Any, ...], array[int] | None]:
    """The values that occur, and for each finding the number of its value; none when all have the same."""
    marks = list(map(id, given))
    places: dict[Hashable, int] = {}
    held: list[Any] = []
    place_of: dict[int, int] = {}
    for mark, value in dict(zip(marks, given, strict=True)).items():
        place = place_of[mark] = places.setdefault(_key(value), len(held))
        if place == len(held):
            held.append(_shared(value, reasons))
    if len(held) == 1:
        return tuple(held), None
    size = "B" if len(held) <= 1 << 8 else "H" if len(held) <= 1 << 16 else "I"
    return tuple(held), array(size, map(place_of.__getitem__, marks))


def _key(value: Any) -> Hashable:
    """What makes two values one: to be equal for plain ones and tuples of them, to be the same object for the rest."""
    if isinstance(value, _PLAIN):
        return type(value), value
    if type(value) is tuple:
        return tuple(map(_key, value))
    return id(value)


def _shared(value: Any, reasons: dict[Reason, Reason]) -> Any:
    """The value with each reason that is equal to an earlier one made the same object, so that it is sent once."""
    if type(value) is tuple and value and type(value[0]) is Reason:
        return tuple([reasons.setdefault(reason, reason) for reason in value])
    return value
