"""How much each view of the words counts; measured in ``bench/questions.py``."""

from __future__ import annotations

from math import isfinite
from typing import Any, Final

from attrs import Attribute, field, frozen

from vngkit.errors import DataError

__all__ = ["LONG", "Weights"]

LONG: Final = 30
"""From how many words on a question is long: an e-mail rather than a sentence."""


def _not_below_zero(_: object, attribute: Attribute[Any], value: Any) -> None:
    if type(value) not in (int, float) or not isfinite(value) or value < 0:
        raise DataError(f"{attribute.name} is not a weight.", fix="give a number of zero or more")


@frozen(kw_only=True)
class Weights:
    """Gewichten: of pieces of words, of stems with parts of compounds, of meaning (with the extra ``semantic``).

    Args:
        pieces: pieces of four letters, in a short question.
        stems: stems and parts, in a short question.
        long_pieces: pieces of five letters, in a question of more than 30 words.
        long_stems: stems and parts, in such a question.
        long_head: stems and parts of the first 12 words of such a question once more: its subject.
        meaning: likeness of meaning, in a short question.
        long_meaning: likeness of meaning, in a long one.
        official: of an official word that stands for a word that was said; less of it the more documents say that word
            themselves.
    """

    pieces: float = field(default=1.0, validator=_not_below_zero)
    stems: float = field(default=0.5, validator=_not_below_zero)
    long_pieces: float = field(default=1.0, validator=_not_below_zero)
    long_stems: float = field(default=1.0, validator=_not_below_zero)
    long_head: float = field(default=0.5, validator=_not_below_zero)
    meaning: float = field(default=1.5, validator=_not_below_zero)
    long_meaning: float = field(default=0.7, validator=_not_below_zero)
    official: float = field(default=0.3, validator=_not_below_zero)
