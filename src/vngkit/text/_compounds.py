"""Dutch writes words together: the parts of a compound, by a list of words of government texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

__all__ = ["Compounds", "lexicon"]

_LINKS: Final = ("s", "en", "e", "n", "er")
_SHORTEST_PART: Final = 4
_LONGEST: Final = 60
_PARTS: Final = 3


@cache
def lexicon() -> Mapping[str, int]:
    """Words of Dutch government texts (*woordenlijst*) → in how many of the texts they stand.

    Source: the texts of data/text/SOURCES.json, all CC0; made by ``scripts/build_text.py``.

    >>> lexicon()["vergunning"] > 10, "vergunnning" in lexicon()
    (True, False)
    """
    text = files("vngkit.data.text").joinpath("lexicon.txt").read_text(encoding="utf-8")
    found: dict[str, int] = {}
    for line in text.splitlines():
        count, _, held = line.partition(" ")
        found.update(dict.fromkeys(held.split(), int(count)))
    return MappingProxyType(found)


class Compounds:
    """Samenstellingen: cuts a compound into words of a list, at most three.

    Args:
        known: the words that can be a part; ``lexicon()`` if left out.

    >>> Compounds().parts("parkeervergunning"), Compounds().parts("vergunning")
    (('parkeer', 'vergunning'), ())
    """

    def __init__(self, known: Iterable[str] | None = None) -> None:
        listed = lexicon() if known is None else known
        self._known = frozenset(word for word in listed if len(word) >= _SHORTEST_PART)
        self._cut: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """The parts (*delen*) of a word in small letters; none when it is not a compound of words that are known."""
        if word not in self._cut:
            fits = 2 * _SHORTEST_PART <= len(word) <= _LONGEST
            self._cut[word] = self._best(word, _PARTS) if fits else ()
        return self._cut[word]

    def _best(self, word: str, most: int) -> tuple[str, ...]:
        """The fewest parts; of two such, the one whose shortest part is longest; of two such, the longest head."""
        found: tuple[str, ...] = ()
        for at in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            head, tail = self._head(word[:at]), word[at:]
            if not head:
                continue
            rest = (tail,) if tail in self._known else self._best(tail, most - 1) if most > 2 else ()
            if rest and (not found or _rank((head, *rest)) > _rank(found)):
                found = (head, *rest)
        return found

    def _head(self, head: str) -> str:
        if head in self._known:
            return head
        for link in _LINKS:
            if head.endswith(link) and head[: -len(link)] in self._known:
                return head[: -len(link)]
        return ""


def _rank(parts: tuple[str, ...]) -> tuple[int, int]:
    return -len(parts), min(map(len, parts))
