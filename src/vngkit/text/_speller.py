"""Spelling correction against the words that an index holds."""

from __future__ import annotations

from collections import Counter
from typing import Final

from vngkit.text._compounds import Compounds, lexicon
from vngkit.text._grams import grams, sounds_like

__all__ = ["Speller"]

_SHORTEST: Final = 4
_LONGEST: Final = 40
_LOOKED_AT: Final = 80
_SAME_SOUND: Final = 0.6


class Speller:
    """Spellingcorrectie: the word that was meant, out of words that are in use; words come and go one by one.

    A word that is known, that is a compound of known words, that is short or that holds a digit is left as it is.

    Args:
        compounds: says what is a compound; one over ``lexicon()`` if left out.

    >>> speller = Speller()
    >>> speller.add("vergunning")
    >>> speller.meant("vergunnnig"), speller.meant("huis")
    ('vergunning', 'huis')
    """

    def __init__(self, compounds: Compounds | None = None) -> None:
        self._compounds = compounds or Compounds()
        self._uses: Counter[str] = Counter()
        self._by_piece: dict[str, set[str]] = {}
        self._meant: dict[str, str] = {}

    def __contains__(self, word: object) -> bool:
        return word in self._uses

    def add(self, word: str) -> None:
        """Count one more use of a word."""
        self._uses[word] += 1
        if self._uses[word] == 1 and _fit(word):
            self._meant.clear()
            for piece in set(grams(word, 3)):
                self._by_piece.setdefault(piece, set()).add(word)

    def remove(self, word: str) -> None:
        """Count one use less; the last use takes the word away."""
        self._uses[word] -= 1
        if self._uses[word] <= 0:
            del self._uses[word]
            self._meant.clear()
            for piece in set(grams(word, 3)) if _fit(word) else ():
                self._by_piece[piece].discard(word)
                if not self._by_piece[piece]:
                    del self._by_piece[piece]

    def meant(self, word: str) -> str:
        """The word that was meant (*bedoeld woord*): the same where nothing is wrong or nothing fits."""
        if not _fit(word) or word in self._uses or word in lexicon() or self._compounds.parts(word):
            return word
        if word not in self._meant:
            self._meant[word] = self._nearest(word)
        return self._meant[word]

    def _nearest(self, word: str) -> str:
        from rapidfuzz.distance import DamerauLevenshtein

        shared: Counter[str] = Counter()
        for piece in set(grams(word, 3)):
            shared.update(self._by_piece.get(piece, ()))
        most = 1 if len(word) < 6 else 2
        sound, best = sounds_like(word), (99.0, 0, word)
        looked = sorted(shared, key=lambda known: (-shared[known], known))[:_LOOKED_AT]
        for known in looked:
            distance = DamerauLevenshtein.distance(word, known, score_cutoff=most)
            if distance <= most:
                far = distance - (_SAME_SOUND if sounds_like(known) == sound else 0)
                best = min(best, (far, -self._uses[known], known))
        return best[2]


def _fit(word: str) -> bool:
    return _SHORTEST <= len(word) <= _LONGEST and word.isalpha()
