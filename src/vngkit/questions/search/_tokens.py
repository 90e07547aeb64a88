"""The terms of a text: stems with parts of compounds (``s``), pieces of four (``4``) and of five letters (``5``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from vngkit.text import Compounds, grams, stem

__all__ = ["FIELDS", "PIECES_LONG", "PIECES_SHORT", "STEMS", "Terms", "WordTerms"]

STEMS: Final = "s"
PIECES_SHORT: Final = "4"
PIECES_LONG: Final = "5"
FIELDS: Final = (STEMS, PIECES_SHORT, PIECES_LONG)
_LONGEST_WORD: Final = 60
_KEPT: Final = 200_000


@frozen
class WordTerms:
    """Termen van een woord: by field, in the order of ``FIELDS``, as terms and as one text with spaces."""

    columns: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]


class Terms:
    """Termen: those of a word, worked out once for each word. A word longer than sixty letters is cut."""

    def __init__(self, compounds: Compounds) -> None:
        self._compounds = compounds
        self._of: dict[str, WordTerms] = {}

    def of(self, word: str) -> WordTerms:
        """The terms of one word."""
        found = self._of.get(word)
        if found is None:
            if len(self._of) > _KEPT:
                self._of.clear()
            short = word[:_LONGEST_WORD]
            stems = (stem(short), *map(stem, self._compounds.parts(short)))
            columns = (stems, tuple(grams(short, 4)), tuple(grams(short, 5)))
            found = self._of[word] = WordTerms(columns, tuple(map(" ".join, columns)))
        return found

    def texts(self, words: Sequence[str]) -> list[str]:
        """The terms of several words as one text for each field."""
        found = [self.of(word).texts for word in words]
        return [" ".join([each[place] for each in found]) for place in range(len(FIELDS))]
