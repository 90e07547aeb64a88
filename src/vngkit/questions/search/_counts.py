"""Exact counts of what the index holds, and the score of some documents by them (BM25).

The engine finds the candidates; its own counts still hold documents that were removed until it merges its files. So the
score is worked out here, from counts that are right at every moment: the same after any sequence of adds, changes and
removals as in an index that was made anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import field, frozen

from vngkit.questions.search._result import Kind
from vngkit.questions.search._tokens import FIELDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Asked", "Counts"]

_K1: Final = 1.2
_B: Final = 0.75


@frozen(kw_only=True)
class Asked:
    """Gevraagde term: a term of the question with its weight; ``amount`` is weight x rarity, over the whole field."""

    field: str
    term: str
    said: str
    kind: Kind
    number: int
    amount: float


@frozen
class _Row:
    numbers: NDArray[np.uint32] = field(eq=False)
    times: NDArray[np.uint16] = field(eq=False)
    lengths: tuple[int, ...]


class Counts:
    """Tellingen: which terms each document holds, in how many documents each term stands, and how long fields are."""

    def __init__(self) -> None:
        self._number: dict[tuple[str, str], int] = {}
        self._documents: list[int] = []
        self._rows: dict[str, _Row] = {}
        self._total = [0] * len(FIELDS)
        self._scratch: NDArray[np.float64] = np.zeros(1024)
        self._field_of: NDArray[np.int8] = np.zeros(1024, dtype=np.int8)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def add(self, name: str, terms: Mapping[str, Sequence[str]]) -> None:
        """Count a document in; one of the same id must have been counted out."""
        counted: Counter[int] = Counter()
        for place, column in enumerate(FIELDS):
            for term in terms[column]:
                counted[self._numbered(place, term)] += 1
            self._total[place] += len(terms[column])
        for number in counted:
            self._documents[number] += 1
        self._rows[name] = _Row(
            np.fromiter(counted.keys(), np.uint32, len(counted)),
            np.minimum(np.fromiter(counted.values(), np.uint32, len(counted)), 65_535).astype(np.uint16),
            tuple(len(terms[column]) for column in FIELDS),
        )

    def remove(self, name: str) -> None:
        """Count a document out."""
        row = self._rows.pop(name)
        for number in row.numbers.tolist():
            self._documents[number] -= 1
        for place, length in enumerate(row.lengths):
            self._total[place] -= length

    def documents_with(self, column: str, term: str) -> int:
        """In how many documents a term stands."""
        number = self._number.get((column, term))
        return 0 if number is None else self._documents[number]

    def asked(self, column: str, term: str, *, said: str, kind: Kind, weight: float) -> Asked | None:
        """A term with the amount that it can add; None when no document holds it."""
        number = self._number.get((column, term))
        held = 0 if number is None else self._documents[number]
        if number is None or not held:
            return None
        rarity = log(1 + (len(self._rows) - held + 0.5) / (held + 0.5))
        return Asked(field=column, term=term, said=said, kind=kind, number=number, amount=weight * rarity * (_K1 + 1))

    def score(self, asked: Sequence[Asked], names: Sequence[str]) -> NDArray[np.float64]:
        """The scores of documents, in the order of ``names``."""
        if not asked or not names:
            return np.zeros(len(names))
        rows = [self._rows[name] for name in names]
        numbers = np.concatenate([row.numbers for row in rows])
        amounts = self._amounts(asked)
        try:
            held = np.flatnonzero(amounts[numbers])
            of_document = np.repeat(np.arange(len(rows)), [len(row.numbers) for row in rows])[held]
            chosen = numbers[held]
            times = np.concatenate([row.times for row in rows])[held].astype(np.float64)
            shares = self._shares(rows)[of_document, self._field_of[chosen]]
            parts = amounts[chosen] * times / (times + shares)
            return np.bincount(of_document, weights=parts, minlength=len(rows)).astype(np.float64)
        finally:
            amounts[[each.number for each in asked]] = 0.0

    def contributions(self, asked: Sequence[Asked], name: str) -> list[tuple[Asked, float]]:
        """What each asked term adds to the score of one document; terms that it does not hold are left out."""
        row, by_number = self._rows[name], {each.number: each for each in asked}
        held = np.flatnonzero(np.isin(row.numbers, np.fromiter(by_number, np.uint32, len(by_number))))
        shares = self._shares([row])[0].tolist()
        found = []
        for number, times in zip(row.numbers[held].tolist(), row.times[held].tolist(), strict=True):
            each = by_number[number]
            found.append((each, each.amount * times / (times + shares[self._field_of[number]])))
        return found

    def _numbered(self, place: int, term: str) -> int:
        key = (FIELDS[place], term)
        number = self._number.get(key)
        if number is None:
            number = self._number[key] = len(self._documents)
            self._documents.append(0)
            if number >= len(self._scratch):
                self._scratch = np.zeros(2 * len(self._scratch))
                grown = np.zeros(2 * len(self._field_of), dtype=np.int8)
                grown[: len(self._field_of)] = self._field_of
                self._field_of = grown
            self._field_of[number] = place
        return number

    def _amounts(self, asked: Sequence[Asked]) -> NDArray[np.float64]:
        for each in asked:
            self._scratch[each.number] += each.amount
        return self._scratch

    def _shares(self, rows: Sequence[_Row]) -> NDArray[np.float64]:
        """Of each document and field what BM25 adds for its length."""
        means = [max(total, 1) / max(len(self._rows), 1) for total in self._total]
        lengths = np.array([row.lengths for row in rows], dtype=np.float64)
        shares: NDArray[np.float64] = _K1 * (1 - _B + _B * lengths / np.array(means))
        return shares
