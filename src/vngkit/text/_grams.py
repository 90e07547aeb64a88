"""Pieces of words, and how a word sounds: what stands up to spelling errors."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["grams", "sounds_like"]

_SOUNDS: Final = (
    ("ij", "i"), ("ei", "i"), ("y", "i"), ("ou", "o"), ("au", "o"), ("ch", "g"), ("ck", "k"), ("ph", "f"), ("x", "ks"),
    ("d", "t"), ("z", "s"), ("v", "f"), ("c", "k"),
)  # fmt: skip
_TWICE: Final = re.compile(r"(.)\1+")


def grams(word: str, size: int) -> list[str]:
    """The pieces of a word (*n-grammen*) of one size, with ``_`` where it begins and ends; a short word is one piece.

    >>> grams("huur", 4), grams("ja", 4)
    (['_huu', 'huur', 'uur_'], ['_ja_'])
    """
    bound = f"_{word}_"
    return [bound[at : at + size] for at in range(max(1, len(bound) - size + 1))]


def sounds_like(word: str) -> str:
    """A key of how a word sounds (*klanksleutel*): ``ei`` as ``ij``, ``au`` as ``ou``, ``d`` as ``t``, ``ch`` as ``g``.

    >>> sounds_like("goutkust") == sounds_like("gaudkust"), sounds_like("eigen") == sounds_like("ijgen")
    (True, True)
    """
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return _TWICE.sub(r"\1", word)
