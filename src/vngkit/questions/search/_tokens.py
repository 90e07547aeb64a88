"""The terms of a text: stems with parts of compounds (``s``), pieces of four (``4``) and of five letters (``5``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vngkit.text import Compounds, grams, stem

__all__ = ["FIELDS", "PIECES_LONG", "PIECES_SHORT", "STEMS", "Terms"]

STEMS: Final = "s"
PIECES_SHORT: Final = "4"
PIECES_LONG: Final = "5"
FIELDS: Final = (STEMS, PIECES_SHORT, PIECES_LONG)
_LONGEST_WORD: Final = 60
_KEPT: Final = 200_000


class Terms:
    """Termen: the terms of a word by field, worked out once for each word. A word longer than sixty letters is cut."""

    def __init__(self, compounds: Compounds) -> None:
        self._compounds = compounds
        self._of: dict[str, tuple[tuple[str, ...], ...]] = {}

    def of(self, word: str) -> tuple[tuple[str, ...], ...]:
        """The terms of one word, in the order of ``FIELDS``."""
        found = self._of.get(word)
        if found is None:
            if len(self._of) > _KEPT:
                self._of.clear()
            short = word[:_LONGEST_WORD]
            stems = (stem(short), *map(stem, self._compounds.parts(short)))
            found = self._of[word] = (stems, tuple(grams(short, 4)), tuple(grams(short, 5)))
        return found

    def all(self, words: Iterable[str]) -> dict[str, list[str]]:
        """The terms of several words, by field; a term that stands there twice is there twice."""
        found: dict[str, list[str]] = {name: [] for name in FIELDS}
        columns = list(found.values())
        for word in words:
            for column, terms in zip(columns, self.of(word), strict=True):
                column.extend(terms)
        return found
