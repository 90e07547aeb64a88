"""What people say, and what it is called in official texts; a list of our own."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from vngkit.text._plain import words
from vngkit.text._stems import stem

__all__ = ["official_words"]


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    with files("vngkit.data.text").joinpath("spoken.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(stem(words(row["spoken"])[-1]), []).extend(words(row["official"]))
    return MappingProxyType({spoken: tuple(dict.fromkeys(official)) for spoken, official in found.items()})


def official_words(spoken: Iterable[str]) -> Mapping[str, str]:
    """Official words (*ambtelijke woorden*) for what people say → the word that was said; only those not said already.

    >>> dict(official_words(["mijn", "baas"]))
    {'werkgever': 'baas'}
    """
    said = list(spoken)
    found: dict[str, str] = {}
    for word in said:
        for official in _table().get(stem(word), ()):
            if official not in said:
                found.setdefault(official, word)
    return MappingProxyType(found)
