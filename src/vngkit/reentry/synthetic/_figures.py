"""The figures behind a synthetic caseload: each with its source, or named as a placeholder."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import evolve, frozen

from vngkit.errors import DataError
from vngkit.legislation import Lang
from vngkit.reentry._words import DATA, Word

__all__ = ["Figure", "FigureKind", "chosen", "figures", "words"]


class FigureKind(Word):
    """Soort cijfer: from a source, derived from sourced figures, given by the caller, or only a placeholder."""

    SOURCED = "sourced"
    DERIVED = "derived"
    GIVEN = "given"
    PLACEHOLDER = "placeholder"


@frozen(kw_only=True)
class Figure:
    """Kengetal: a number with its year and source; a placeholder makes no claim about the Netherlands.

    Args:
        id: of the figure, for example ``stay.median``.
        value: the number; a share is from 0 to 1.
        at: the day or age that it is about, where it is about one.
        unit: share, days, number, power or correlation.
        kind: where it comes from.
        year: of the source.
        source: where it was read, or that nothing was found.
        nl: what it is, in Dutch; ``en`` in English.
    """

    id: str
    value: float
    at: int | None
    unit: str
    kind: FigureKind
    year: int | None
    source: str
    nl: str
    en: str

    def label(self, lang: Lang = "nl") -> str:
        """What the figure is, in Dutch or English."""
        return self.nl if lang == "nl" else self.en


@cache
def figures() -> Mapping[str, Figure]:
    """The figures (*kengetallen*) that a caseload is made from, by id, as they stand in the data.

    >>> figures()["stay.within_3_months"].value, figures()["lacking.debts"].kind.value
    (0.75, 'placeholder')
    """
    with (DATA / "figures.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["figure"]: _figure(row) for row in csv.DictReader(file)})


def _figure(row: dict[str, str]) -> Figure:
    return Figure(
        id=row["figure"],
        value=float(row["value"]),
        at=int(row["at"]) if row["at"] else None,
        unit=row["unit"],
        kind=FigureKind(row["kind"]),
        year=int(row["year"]) if row["year"] else None,
        source=row["source"],
        nl=row["nl"],
        en=row["en"],
    )


_BOUNDS: Final = {"share": (0, 1), "correlation": (0, 1), "days": (0, 36_500), "age": (50, 120), "power": (0, 10)}
_ANY: Final = (0, 1_000_000)
_GROUPS: Final = ("route", "age")


def chosen(parameters: Mapping[str, float] | None = None) -> Mapping[str, Figure]:
    """The figures with those that the caller gave in their place; raises ``DataError`` for one that can not be."""
    found = dict(figures())
    for name, value in (parameters or {}).items():
        if name not in found:
            raise DataError(f"there is no figure {name!r}.", fix=f"give one of {', '.join(found)}")
        low, high = _BOUNDS.get(found[name].unit, _ANY)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise DataError(
                f"the value of the figure {name} can not be ({found[name].unit}).",
                fix=f"give a number from {low} to {high}",
            )
        found[name] = evolve(found[name], value=float(value), kind=FigureKind.GIVEN, year=None, source="the caller")
    for group in _GROUPS:
        if not any(f.value for name, f in found.items() if name.startswith(f"{group}.") and f.unit == "share"):
            raise DataError(f"all shares of {group} are 0.", fix="give one of them a share")
    return MappingProxyType(found)


@cache
def words(kind: str) -> Mapping[str, str]:
    """The made-up words of a list: nothing else is ever written as text in a synthetic case."""
    with (DATA / "synthetic_words.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["key"]: row["text"] for row in csv.DictReader(file) if row["list"] == kind})
