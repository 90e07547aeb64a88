"""Stems of Dutch words, by one pinned stemmer."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from vngkit.errors import VngkitError

__all__ = ["STEMMER", "stem"]

STEMMER: Final = "snowball dutch_porter"
"""Stamalgoritme: the stemmer by which stems are made; an index that was made by another is made anew."""


@cache
def _stemmer() -> Callable[[str], str]:
    try:
        import Stemmer  # type: ignore[import-not-found]  # it has no types
    except ImportError:
        raise VngkitError(
            "stems of words can not be made: PyStemmer is not installed.", fix='pip install "vngkit[questions]"'
        ) from None
    made: Callable[[str], str] = Stemmer.Stemmer("dutch_porter").stemWord
    return made


def stem(word: str) -> str:
    """The stem (*stam*) of a word in small letters: what its forms have in common.

    Args:
        word: of ``words()``.

    Returns:
        The stem. Raises ``VngkitError`` without the extra ``questions``.

    >>> stem("vergunningen"), stem("vergunning")
    ('vergunn', 'vergunn')
    """
    return _stemmer()(word)
