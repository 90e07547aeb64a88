"""A term of legal time: an amount and a unit, read, compared and put into words."""

from __future__ import annotations

import re
from typing import Final, Literal, get_args

from attrs import frozen

from vngkit.errors import DataError

__all__ = ["Term", "Unit"]

Unit = Literal["hours", "days", "working_days", "weeks", "months", "years"]

_LABELS: Final[dict[str, tuple[str, str, str]]] = {
    "hours": ("uur", "uur", "hour"),
    "days": ("dag", "dagen", "day"),
    "working_days": ("werkdag", "werkdagen", "working day"),
    "weeks": ("week", "weken", "week"),
    "months": ("maand", "maanden", "month"),
    "years": ("jaar", "jaar", "year"),
}
_WORDS: Final = {
    word: unit for unit, (one, many, english) in _LABELS.items() for word in (one, many, english, f"{english}s", unit)
}
_SCALE: Final = {"days": ("days", 1), "weeks": ("days", 7), "months": ("months", 1), "years": ("months", 12)}
_FORM = re.compile(r"\s*(\d+)\s*([a-z_ ]+?)\s*", re.IGNORECASE)


@frozen
class Term:
    """Termijn: an amount of time in a unit of law.

    Args:
        amount: a whole number of units, one or more.
        unit: ``hours``, ``days``, ``working_days``, ``weeks``, ``months`` or ``years``.

    Terms can be compared where the law leaves no doubt: days with weeks, months with years. A month against a week
    raises ``DataError``: it depends on the month. Source: Algemene termijnenwet 1-5.

    >>> Term(8, "weeks") > Term(50, "days"), Term(4, "weeks").label("nl")
    (True, '4 weken')
    """

    amount: int
    unit: Unit

    def __attrs_post_init__(self) -> None:
        if self.unit not in get_args(Unit):
            raise DataError(f"{self.unit!r} is not a unit of a term.", fix=f"write one of {', '.join(get_args(Unit))}")
        if not isinstance(self.amount, int) or isinstance(self.amount, bool) or self.amount < 1:
            raise DataError(
                f"a term of {self.amount!r} {self.unit} does not exist.", fix="write a whole number above zero"
            )

    @classmethod
    def parse(cls, text: str) -> Term:
        """Read a term as people write it, in English or Dutch; raises ``DataError``.

        >>> Term.parse("8 weken")
        Term(8, 'weeks')
        """
        match = _FORM.fullmatch(text)
        unit = _WORDS.get(match[2].lower()) if match else None
        if match is None or unit is None:
            raise DataError(
                f"{text!r} is not a term.", fix="write an amount and a unit, for example 8 weeks or 8 weken"
            )
        return cls(int(match[1]), unit)  # type: ignore[arg-type]

    def label(self, lang: str = "nl") -> str:
        """The term in words, in Dutch or English."""
        one, many, english = _LABELS[self.unit]
        if lang == "nl":
            return f"{self.amount} {one if self.amount == 1 else many}"
        return f"{self.amount} {english}{'' if self.amount == 1 else 's'}"

    def __str__(self) -> str:
        return self.label("en")

    def __repr__(self) -> str:
        return f"Term({self.amount}, {self.unit!r})"

    def __lt__(self, other: Term) -> bool:
        mine, theirs = self._held_against(other)
        return mine < theirs

    def __le__(self, other: Term) -> bool:
        mine, theirs = self._held_against(other)
        return mine <= theirs

    def __gt__(self, other: Term) -> bool:
        return other < self

    def __ge__(self, other: Term) -> bool:
        return other <= self

    def _held_against(self, other: Term) -> tuple[int, int]:
        if not isinstance(other, Term):
            raise DataError(f"a term can not be held against a {type(other).__name__}.", fix="give a Term")
        mine, theirs = _SCALE.get(self.unit, (self.unit, 1)), _SCALE.get(other.unit, (other.unit, 1))
        if mine[0] != theirs[0]:
            raise DataError(f"{self} and {other} can not be held against each other.", fix="write both in one unit")
        return self.amount * mine[1], other.amount * theirs[1]
