"""Exact counts of what the index holds, and the score of some documents by them (BM25).

The engine finds the candidates; its own counts still hold documents that were removed until it merges its files. So the
score is worked out here, from counts that are right at every moment: the same after any sequence of adds, changes and
removals as in an index that was made anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from attrs import field, frozen

from vngkit.questions.search._tokens import FIELDS, Terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Asked", "Basis", "Counts", "Kind"]

Kind = Literal["pieces", "stem", "part", "meaning", "level"]

_SHORT: Final = (1.2, 0.75)
_LONG: Final = (2.0, 1.0)
_MOST_TIMES: Final = 65_535
_KEPT: Final = 200_000


@frozen(kw_only=True)
class Asked:
    """Gevraagde term: a term of the question with its weight; ``amount`` is weight x rarity, over the whole field."""

    field: str
    term: str
    said: str
    kind: Kind
    number: int
    amount: float
    rarity: float


@frozen
class Row:
    """Rij: the terms of one document by number, how often each stands there, and how long its fields are."""

    numbers: NDArray[np.uint32] = field(eq=False)
    times: NDArray[np.uint16] = field(eq=False)
    lengths: tuple[int, ...]


@frozen
class Basis:
    """Grondslag van een score: the document as it was counted, and what BM25 adds for its length, by field."""

    row: Row
    shares: tuple[float, ...]

    def parts(self, asked: Sequence[Asked]) -> list[tuple[Asked, float]]:
        """What each asked term adds to the score; terms that the document does not hold are left out."""
        held = dict(zip(self.row.numbers.tolist(), self.row.times.tolist(), strict=True))
        found = []
        for each in asked:
            times = held.get(each.number)
            if times:
                found.append((each, each.amount * times / (times + self.shares[FIELDS.index(each.field)])))
        return found


class Counts:
    """Tellingen: which terms each document holds, in how many documents each term stands, and how long fields are."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._number: tuple[dict[str, int], ...] = tuple({} for _ in FIELDS)
        self._of_word: dict[str, tuple[int, ...]] = {}
        self._documents: list[int] = []
        self._rows: dict[str, Row] = {}
        self._total = [0] * len(FIELDS)
        self._scratch: NDArray[np.float64] = np.zeros(1024)
        self._field_of: NDArray[np.int8] = np.zeros(1024, dtype=np.int8)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def add(self, name: str, words: Sequence[str]) -> None:
        """Count a document in by its words; one of the same id must have been counted out."""
        counted: dict[int, int] = {}
        lengths = [0] * len(FIELDS)
        for word, times in Counter(words).items():
            for place, column in enumerate(self._terms.of(word).columns):
                lengths[place] += times * len(column)
            for number in self._numbers(word):
                counted[number] = counted.get(number, 0) + times
        for number in counted:
            self._documents[number] += 1
        for place, length in enumerate(lengths):
            self._total[place] += length
        times_held = np.fromiter(counted.values(), np.int64, len(counted))
        self._rows[name] = Row(
            np.fromiter(counted.keys(), np.uint32, len(counted)),
            np.minimum(times_held, _MOST_TIMES).astype(np.uint16),
            tuple(lengths),
        )

    def remove(self, name: str) -> None:
        """Count a document out."""
        row = self._rows.pop(name)
        for number in row.numbers.tolist():
            self._documents[number] -= 1
        for place, length in enumerate(row.lengths):
            self._total[place] -= length

    def held(self, column: str, term: str) -> tuple[int, int]:
        """The number of a term, and in how many documents it stands (0 when in none)."""
        number = self._number[FIELDS.index(column)].get(term, -1)
        return number, 0 if number < 0 else self._documents[number]

    def rarity(self, documents: int) -> float:
        """How much a term counts that stands in so many documents."""
        return log(1 + (len(self._rows) - documents + 0.5) / (documents + 0.5))

    def score(
        self, asked: Sequence[Asked], names: Sequence[str], *, long: bool
    ) -> tuple[NDArray[np.float64], list[Basis]]:
        """The scores of documents, in the order of ``names``, and what each rests on.

        For a long question the length of a document weighs in full (``b`` 1), and a term that stands in it more often
        counts on for longer (``k1`` 2): such a question shares words with any document that is long.
        """
        if not asked or not names:
            return np.zeros(len(names)), []
        rows = [self._rows[name] for name in names]
        shares = self._shares(rows, *(_LONG if long else _SHORT))
        numbers = np.concatenate([row.numbers for row in rows])
        at = np.array([each.number for each in asked])
        self._scratch[at] = [each.amount for each in asked]
        amounts = self._scratch[numbers]
        self._scratch[at] = 0.0
        held = np.flatnonzero(amounts)
        ends = np.cumsum([len(row.numbers) for row in rows])
        of_document = np.searchsorted(ends, held, side="right")
        times = np.concatenate([row.times for row in rows])[held].astype(np.float64)
        parts = amounts[held] * times / (times + shares[of_document, self._field_of[numbers[held]]])
        scores: NDArray[np.float64] = np.bincount(of_document, weights=parts, minlength=len(rows)).astype(np.float64)
        told = shares.tolist()
        return scores, [Basis(row, tuple(share)) for row, share in zip(rows, told, strict=True)]

    def _numbers(self, word: str) -> tuple[int, ...]:
        found = self._of_word.get(word)
        if found is None:
            columns = self._terms.of(word).columns
            found = tuple(self._numbered(place, term) for place, column in enumerate(columns) for term in column)
            if len(self._of_word) > _KEPT:
                self._of_word.clear()
            self._of_word[word] = found
        return found

    def _numbered(self, place: int, term: str) -> int:
        number = self._number[place].get(term)
        if number is None:
            number = self._number[place][term] = len(self._documents)
            self._documents.append(0)
            if number >= len(self._scratch):
                self._scratch = np.zeros(2 * len(self._scratch))
                self._field_of = np.concatenate([self._field_of, np.zeros_like(self._field_of)])
            self._field_of[number] = place
        return number

    def _shares(self, rows: Sequence[Row], k1: float, b: float) -> NDArray[np.float64]:
        """Of each document and field what BM25 adds for its length."""
        means = [max(total, 1) / max(len(self._rows), 1) for total in self._total]
        lengths = np.array([row.lengths for row in rows], dtype=np.float64)
        shares: NDArray[np.float64] = k1 * (1 - b + b * lengths / np.array(means))
        return shares
