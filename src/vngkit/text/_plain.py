"""Plain text and its words: no marks of HTML, no control characters, no accents, no capitals."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

__all__ = ["plain", "words"]

_TAG: Final = re.compile(r"<(?:!--.{0,2000}?-->|/?[a-zA-Z][^<>]{0,2000}>)", re.DOTALL)
_WORD: Final = re.compile(r"[^\W_]+")
_SPACE: Final = re.compile(r"\s+")


def plain(text: str) -> str:
    r"""Text as people read it (*platte tekst*): without HTML and control characters, spaces as one.

    Args:
        text: any text; a lone half of a character pair becomes a space.

    Returns:
        The text in the composed form of Unicode (NFKC).

    >>> plain("<p>Mag\u0000 dat&nbsp;hier?</p>")
    'Mag dat hier?'
    """
    bare = html.unescape(_TAG.sub(" ", text)) if "<" in text or "&" in text else text
    shown = (
        bare
        if bare.isprintable()
        else "".join(" " if unicodedata.category(letter)[0] == "C" else letter for letter in bare)
    )
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", shown)).strip()


def words(text: str) -> list[str]:
    """The words of a text (*woorden*), in order, in small letters and without accents; a number is a word.

    >>> words("Eén crèche in 's-Hertogenbosch, 2 scholen")
    ['een', 'creche', 'in', 's', 'hertogenbosch', '2', 'scholen']
    """
    small = text.lower()
    if not small.isascii():
        apart = unicodedata.normalize("NFKD", small)
        small = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _WORD.findall(small)
