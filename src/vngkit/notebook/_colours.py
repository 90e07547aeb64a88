"""Colours that people who are colour-blind can tell apart, and the classes that values fall into."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import floor, isfinite, log10
from typing import Final

from vngkit.errors import DataError
from vngkit.legislation import Lang
from vngkit.notebook._words import number_text, word

__all__ = ["CATEGORIES", "CLASSES", "STEPS", "breaks_of", "class_labels", "class_of"]

# light to dark in one hue: who sees no colour still sees the order
STEPS: Final = ("#dcebf7", "#a6cae4", "#5f9fd0", "#2a6bab", "#0c3569")
# the eight of Okabe and Ito (2008), which stay apart in every common form of colour-blindness; black is left out
CATEGORIES: Final = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#5b5b5b")
CLASSES: Final = len(STEPS)
_NICE: Final = (1, 2, 2.5, 5, 10)


def breaks_of(values: Sequence[float], breaks: Sequence[float] | None) -> tuple[float, ...]:
    """The bounds between the classes: those that were given, or up to four round numbers at even distances."""
    if breaks is not None:
        given = tuple(breaks)
        if not 1 <= len(given) < CLASSES or sorted(set(given)) != list(given) or not all(map(isfinite, given)):
            raise DataError(
                "these breaks do not part the values into classes.", fix="give one to four numbers that go up"
            )
        return given
    low, high = min(values), max(values)
    if low == high:
        return ()
    distinct = sorted(set(values))
    if len(distinct) <= CLASSES:
        return tuple(distinct[1:])
    rough = (high - low) / CLASSES
    scale = 10 ** floor(log10(rough))
    step = next(nice * scale for nice in _NICE if nice * scale >= rough)
    first = floor(low / step) + 1
    return tuple(round(place * step, 10) for place in range(first, first + CLASSES) if low < place * step <= high)[:4]


def class_of(value: float, breaks: Sequence[float]) -> int:
    """The class of a value: at a bound it belongs to the class above it.

    >>> [class_of(value, (10, 20)) for value in (9.9, 10, 25)]
    [0, 1, 2]
    """
    return bisect_right(breaks, value)


def class_labels(values: Sequence[float], breaks: Sequence[float], lang: Lang) -> tuple[str, ...]:
    """What each class is called.

    >>> class_labels((1, 5, 30), (10, 20), "en")
    ('less than 10', '10 to 20', '20 or more')
    """
    if len(set(values)) == len(breaks) + 1 and set(breaks) < set(values):
        return tuple(number_text(value, lang) for value in sorted(set(values)))
    if not breaks:
        return (number_text(values[0], lang),)
    shown = [number_text(bound, lang) for bound in breaks]
    between = (word(lang, "up_to", low=low, high=high) for low, high in pairwise(shown))
    return (word(lang, "below", high=shown[0]), *between, word(lang, "from", low=shown[-1]))
