"""What people say, and what it is called in official texts; a list of our own."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from vngkit.text._plain import words
from vngkit.text._stems import stem

__all__ = ["official_words"]


_MOST: Final = 3


@cache
def _table() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], list[str]] = {}
    with files("vngkit.data.text").joinpath("spoken.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(tuple(map(stem, words(row["spoken"]))), []).extend(words(row["official"]))
    return MappingProxyType({spoken: tuple(dict.fromkeys(official)) for spoken, official in found.items()})


def official_words(spoken: Iterable[str]) -> Mapping[str, str]:
    """Official words (*ambtelijke woorden*) for what people say → the word that was said; only those not said already.

    Of a phrase (*te hard*) the longest word is told.

    >>> dict(official_words(["mijn", "baas"]))
    {'werkgever': 'baas'}
    """
    said = list(spoken)
    stems = tuple(map(stem, said))
    found: dict[str, str] = {}
    for size in range(1, _MOST + 1):
        for at in range(len(said) - size + 1):
            for official in _table().get(stems[at : at + size], ()):
                if official not in said:
                    found.setdefault(official, max(said[at : at + size], key=len))
    return MappingProxyType(found)
