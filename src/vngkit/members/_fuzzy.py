"""Names that look alike: one typing error by an index of deletions, more by rapidfuzz over all names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def near(text: str, options: Iterable[str], limit: int = 3) -> list[str]:
    """The options that look most like the text, for the message of an error."""
    from rapidfuzz import fuzz, process

    return [option for option, _, _ in process.extract(text, list(options), scorer=fuzz.WRatio, limit=limit)]


class Fuzzy:
    """Similarity of a normalised text to a fixed list of normalised names.

    The measure is 1 minus the optimal string alignment distance (insert, delete, replace, swap two neighbours, each 1)
    divided by the length of the longer text. A name at distance 1 always scores above every name at distance 2, so
    when the index of deletions finds one, the rest need not be looked at.
    """

    LOWEST = 0.6
    CONTAINS = 0.5
    WORD = 0.8  # the text is a whole word of a longer name: Nuenen
    WORD_LENGTH = 4

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self._deletions: dict[str, list[str]] = {}

    def scores(self, text: str) -> list[tuple[str, float]]:
        """All names that score at least ``LOWEST``, best first."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = process.extract(
            text, self.names, scorer=OSA.normalized_similarity, processor=None, score_cutoff=self.LOWEST, limit=None
        )
        return [(name, score) for name, score, _ in found]

    def best(self, text: str) -> tuple[list[str], float]:
        """The names with the highest score, and that score; none when nothing scores ``LOWEST``."""
        close = self._one_off(text) if len(text) > 2 else []
        if close:
            top = max(1 - 1 / max(len(text), len(name)) for name in close)
            return [name for name in close if 1 - 1 / max(len(text), len(name)) == top], top
        found = self.scores(text)
        return [name for name, score in found if score == found[0][1]], found[0][1] if found else 0.0

    def _one_off(self, text: str) -> list[str]:
        """All names at distance 1: they share a text that is left after deleting at most one letter of each."""
        from rapidfuzz.distance import OSA

        if not self._deletions:
            self._index()
        get = self._deletions.get
        shared = {name for left in {text, *_without_one(text)} for name in get(left, ())}
        return sorted(name for name in shared if OSA.distance(text, name, score_cutoff=1) == 1)

    def _index(self) -> None:
        deletions: dict[str, list[str]] = {}
        for name in self.names:
            for left in {name, *_without_one(name)}:
                deletions.setdefault(left, []).append(name)
        self._deletions = deletions


def _without_one(text: str) -> list[str]:
    return [text[:place] + text[place + 1 :] for place in range(len(text))]
