"""What an open term may hold: a term of time, a number, an amount, a choice, yes or no, a text, or a table of these."""

from __future__ import annotations

import csv
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TypeAlias

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.terms import Term

__all__ = ["DATA", "Scalar", "Value", "ValueTable", "ValueType", "value_text"]

DATA = Path(__file__).resolve().parent.parent / "data" / "law"

Scalar: TypeAlias = Term | bool | int | Decimal | str


class ValueType(Enum):
    """The type of the value of an open term."""

    DURATION = "duration"
    AMOUNT = "amount"
    NUMBER = "number"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    TEXT = "text"
    INSTRUMENT = "instrument"


def _frozen_rows(rows: dict[str, Scalar] | tuple[tuple[str, Scalar], ...]) -> tuple[tuple[str, Scalar], ...]:
    return tuple(rows.items()) if isinstance(rows, dict) else tuple(rows)


@frozen(kw_only=True)
class ValueTable:
    """A value that depends on a key (*tabel*): an amount by household, a period by age.

    ``key`` says what the rows depend on; ``rows`` are ``(key value, value)`` pairs (a dict may be given).

    >>> table = ValueTable(key="age", rows={"21": Term(36, "months"), "22": Term(48, "months")})
    >>> table["22"]
    Term(48, 'months')
    """

    key: str
    rows: tuple[tuple[str, Scalar], ...] = field(converter=_frozen_rows)

    def __attrs_post_init__(self) -> None:
        names = [name for name, _ in self.rows]
        if not names or len(set(names)) != len(names):
            raise DataError(
                f"a table by {self.key!r} needs rows with different keys; it has {', '.join(names) or 'none'}.",
                fix="write one row for each key",
            )

    def __getitem__(self, name: str) -> Scalar:
        for row, value in self.rows:
            if row == name:
                return value
        raise DataError(
            f"the table by {self.key!r} has no row {name!r}.", why=f"It has {', '.join(n for n, _ in self.rows)}."
        )

    def __len__(self) -> int:
        return len(self.rows)


Value: TypeAlias = Scalar | ValueTable

_YES_NO = {("nl", True): "ja", ("nl", False): "nee", ("en", True): "yes", ("en", False): "no"}


def value_text(value: Value, unit: str = "", *, lang: str = "nl") -> str:
    """The value in words, with its unit.

    >>> value_text(Term(8, "weeks")), value_text(True, lang="en"), value_text(Decimal("424"), "EUR/year", lang="en")
    ('8 weken', 'yes', '424 EUR/year')
    >>> value_text(Decimal("424"), "EUR/year"), value_text("own_team"), value_text("own_team", lang="en")
    ('424 euro per jaar', 'eigen team', 'own team')
    """
    if isinstance(value, Term):
        return value.label("nl" if lang == "nl" else "en")
    if isinstance(value, bool):
        return _YES_NO[lang, value]
    if isinstance(value, ValueTable):
        return "; ".join(f"{name}: {value_text(row, unit, lang=lang)}" for name, row in value.rows)
    text = _word(value, lang) if isinstance(value, str) else str(value)
    if lang == "nl" and isinstance(value, Decimal):
        text = text.replace(".", ",")
    return f"{text} {_word(unit, lang)}".strip()


def _word(text: str, lang: str) -> str:
    """A unit or a choice as people write it; any other text as it is."""
    words = _words()
    if text not in words:
        return text
    return words[text] if lang == "nl" else text.replace("_", " ")


@cache
def _words() -> dict[str, str]:
    with (DATA / "words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["nl"] for row in csv.DictReader(file)}
