"""The names of laws that are held: official titles, short titles and usual abbreviations, with their BWB ids."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import frozen

from vngkit.legislation import national_rules, open_terms
from vngkit.questions._words import DATA

__all__ = ["LawName", "held_works", "law_names", "law_title", "mention_pattern", "named"]


_LONG: Final = 12  # a longer one is no abbreviation


@frozen(kw_only=True)
class LawName:
    """Naam van een wet: one name of a law, and its BWB id (empty when the law does not stand in the BWB)."""

    name: str
    work: str
    short: bool


@cache
def law_names() -> Mapping[str, LawName]:
    """Every name by how it is looked up: official names in small letters, abbreviations as they are written."""
    found: dict[str, LawName] = {}
    with (DATA / "law_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            short = row["kind"] != "name" and len(row["name"]) < _LONG
            name = LawName(name=row["name"], work=row["work"], short=short)
            found.setdefault(_key(name), name)
    return MappingProxyType(found)


def _key(name: LawName) -> str:
    return name.name if name.short else name.name.lower()


@cache
def _titles() -> Mapping[str, str]:
    titles: dict[str, str] = {}
    for name in law_names().values():
        if name.work and (name.work not in titles or (not name.short and len(name.name) > len(titles[name.work]))):
            titles[name.work] = name.name
    return MappingProxyType(titles)


def law_title(work: str) -> str:
    """The longest name that is held of a law; its BWB id when none is."""
    return _titles().get(work, work)


@cache
def held_works() -> frozenset[str]:
    """The BWB ids of the laws of which this version holds rules or open terms."""
    cited = [rule.citation for rule in national_rules()] + [term.citation for term in open_terms().values()]
    return frozenset(citation.work for citation in cited if citation is not None)


@cache
def mention_pattern() -> re.Pattern[str]:
    """Finds the name of a law: long names in any case, abbreviations as written; the longest first."""
    names = law_names().values()
    long = sorted({name.name for name in names if not name.short}, key=len, reverse=True)
    short = sorted({name.name for name in names if name.short}, key=len, reverse=True)
    return re.compile(rf"(?<![\w])(?:(?P<long>(?i:{_either(long)}))|(?P<short>{_either(short)}))(?![\w])")


def _either(names: list[str]) -> str:
    return "|".join(re.escape(name).replace("\\ ", r"[ \u00a0]").replace("'", "['\u2019]") for name in names)


def named(found: re.Match[str]) -> LawName:
    """The law of a match of ``mention_pattern``."""
    text = found[0].replace("\u00a0", " ").replace("\u2019", "'")
    return law_names()[text.lower() if found["long"] else text]
