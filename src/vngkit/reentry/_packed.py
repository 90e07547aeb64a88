"""Findings of many cases packed for the way between processes: every value once, and numbers for where it stands."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import Any, Final

import attrs
from attrs import frozen

from vngkit.reentry._finding import Finding, Reason

__all__ = ["PackedFindings", "pack"]

_FIELDS: Final = tuple(field.name for field in attrs.fields(Finding))
_PLAIN: Final = (str, date, type(None), bool)


@frozen(kw_only=True)
class PackedFindings:
    """Ingepakte bevindingen: the findings of some cases as columns; iterating gives the same findings again.

    For each field of a finding there are the values that occur, and for each finding the number of its value. So
    law, citations, texts and ends of terms, which many findings share, are sent once.
    """

    count: int
    values: tuple[tuple[Any, ...], ...]
    numbers: tuple[array[int] | None, ...]

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Finding]:
        columns = [
            [held[0]] * self.count if numbers is None else [held[number] for number in numbers]
            for held, numbers in zip(self.values, self.numbers, strict=True)
        ]
        return (Finding(**dict(zip(_FIELDS, row, strict=True))) for row in zip(*columns, strict=True))


def pack(findings: Iterable[Finding]) -> PackedFindings:
    """Pack findings (*inpakken*)."""
    rows, reasons = list(findings), dict[Reason, Reason]()

    def one(value: Any) -> Any:
        return tuple([reasons.setdefault(reason, reason) for reason in value]) if _are_reasons(value) else value

    columns = [_column([one(getattr(row, name)) for row in rows]) for name in _FIELDS] if rows else []
    return PackedFindings(
        count=len(rows), values=tuple(held for held, _ in columns), numbers=tuple(numbers for _, numbers in columns)
    )


def _are_reasons(value: Any) -> bool:
    return type(value) is tuple and bool(value) and type(value[0]) is Reason


def _column(given: list[Any]) -> tuple[tuple[Any, ...], array[int] | None]:
    places: dict[Hashable, int] = {}
    held: list[Any] = []
    numbers: list[int] = []
    for value in given:
        place = places.setdefault(_key(value), len(held))
        if place == len(held):
            held.append(value)
        numbers.append(place)
    size = "B" if len(held) <= 1 << 8 else "H" if len(held) <= 1 << 16 else "I"
    return tuple(held), None if len(held) == 1 else array(size, numbers)


def _key(value: Any) -> Hashable:
    """What makes two values one: to be equal for plain ones and tuples of them, to be the same object for the rest."""
    if isinstance(value, _PLAIN):
        return type(value), value
    if type(value) is tuple:
        return tuple(map(_key, value))
    return id(value)
