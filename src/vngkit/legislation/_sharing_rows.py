"""The rows of law on sharing: which item may go from whom to whom, for what, and the words for it in two languages."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from vngkit.errors import NotFound
from vngkit.legislation._citation import Citation
from vngkit.legislation._open_terms import DATA

__all__ = ["SharingRow", "SharingWord", "sharing_rows", "sharing_words"]

_EVERYONE: Final = frozenset({"any", "anyone"})
_OPEN: Final = frozenset({"any", "anyone", "any_other", "person_or_body"})  # words of the law for whoever it is


@frozen(kw_only=True)
class SharingWord:
    """Een woord van de regels over delen: an item, role, purpose, regime, modality or text, in two languages.

    ``more`` says more by kind: the wider roles in which a role stands, the items in which an item can also be found,
    the flow of a regime, whether a kind of consent must be recorded.
    """

    kind: str
    key: str
    nl: str
    en: str
    more: tuple[str, ...] = ()

    def label(self, lang: str = "nl") -> str:
        """The word in Dutch or English."""
        return self.nl if lang == "nl" else self.en


@frozen(kw_only=True)
class SharingRow:
    """Een regel over gegevensdeling: one item, from a role to a role, for a purpose: allowed or not, by which law.

    ``allow`` is the outcome, ``modality`` says duty (``shall``), power (``may``), ``conditional``, or why not.
    ``valid_from`` is the start of the version of the text that was read. Source: the dossier on law of this project.

    >>> sharing_rows()[0].place("en")
    'Penitentiaire maatregel, article 20d lid 2 a 1'
    """

    id: str
    regime: str
    item: str
    category: str
    from_role: str
    to_role: str
    purpose: str
    allow: bool
    modality: str
    consent: str
    law: str
    article: str
    lid: str
    citation: Citation
    valid_from: date
    verified: bool
    condition: SharingWord | None = field(repr=False)
    retention: SharingWord | None = field(repr=False)
    retention_citation: Citation | None = field(repr=False)
    notes: str = field(repr=False)

    def place(self, lang: str = "nl") -> str:
        """The law and the article (*vindplaats*) in words, as exactly as the row knows it."""
        word = {"nl": "artikel", "en": "article"}[lang]
        lid = f" lid {self.lid}" if self.lid else ""
        return f"{sharing_words('law')[self.law].label(lang)}, {word} {self.article}{lid}"

    def conditions(self, lang: str = "en") -> tuple[str, ...]:
        """What a person has to confirm (*voorwaarden*), one by one."""
        return tuple(self.condition.label(lang).split("; ")) if self.condition else ()

    def covers(self, *, item: str, from_role: str, to_role: str, purpose: str) -> bool:
        """Whether this row speaks of that question, with the words of the law that stand for more than one."""
        return (
            self.purpose in (purpose, "any")
            and self.covers_item(item)
            and role_covers(self.from_role, from_role)
            and (self._any_other(item, from_role, to_role) or role_covers(self.to_role, to_role))
        )

    def covers_item(self, item: str) -> bool:
        """Whether this row speaks of that item: by name, or because it speaks of all items of its regime."""
        if self.item in (item, "any"):
            return True
        return self.item.startswith("any_") and item in _items_allowed()[self.regime]

    def _any_other(self, item: str, from_role: str, to_role: str) -> bool:
        """Whether ``to_role`` is someone else than those whom the same law names for this item."""
        if self.to_role != "any_other":
            return False
        named = (row for row in sharing_rows() if row.law == self.law and row.allow and row.item == item)
        return not any(role_covers(row.from_role, from_role) and role_covers(row.to_role, to_role) for row in named)


def role_covers(wider: str, role: str) -> bool:
    """Whether a role is one of those that a row names. What stands for all covers all, but is no one itself."""
    if role == wider or wider in _EVERYONE:
        return True
    return role not in _OPEN and wider in sharing_words("role")[role].more


@cache
def sharing_rows() -> tuple[SharingRow, ...]:
    """All rows on sharing (*regels over gegevensdeling*) that this version holds, in the order of the dossier.

    >>> sum(row.allow for row in sharing_rows()), len(sharing_rows())
    (322, 378)
    """
    with (DATA / "sharing.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_row(row) for row in csv.DictReader(file))


@cache
def _items_allowed() -> Mapping[str, frozenset[str]]:
    """The list of items of each regime: what ``any_20d_item`` and ``any_bij_item`` stand for."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in sharing_rows():
        if row.allow:
            found[row.regime].add(row.item)
    return MappingProxyType(defaultdict(frozenset, {regime: frozenset(items) for regime, items in found.items()}))


@cache
def sharing_words(kind: str) -> Mapping[str, SharingWord]:
    """The words of one kind (*woordenlijst*): ``item``, ``role``, ``purpose``, ``regime``, ``modality``, ``consent``.

    >>> sharing_words("role")["mayor"].label("nl")
    'de burgemeester'
    """
    return MappingProxyType({word.key: word for word in _words() if word.kind == kind})


@cache
def rows_about(item: str) -> tuple[SharingRow, ...]:
    """The rows that speak of an item that exists; each item has one at least."""
    return tuple(row for row in sharing_rows() if row.covers_item(item))


def known_word(kind: str, key: str) -> str:
    """The word itself; raises ``NotFound`` with names that are near, in English or in Dutch."""
    words = sharing_words(kind)
    if key in words:
        return key
    names = {**{word.nl.lower(): word.key for word in words.values()}, **{name: name for name in words}}
    near = [names[name] for name in get_close_matches(str(key).lower(), names, n=5, cutoff=0.6)]
    near += [name for label, name in names.items() if len(str(key)) > 3 and str(key).lower() in label]
    meant = ", ".join(dict.fromkeys(near[:5]))
    raise NotFound(
        f"there is no {kind} {key!r} in the rules on sharing, so there is no answer, not even no.",
        why=f"Near it: {meant}." if meant else "",
        fix=f'look at vngkit.legislation.sharing_words("{kind}")',
    )


@cache
def _words() -> tuple[SharingWord, ...]:
    with (DATA / "sharing_words.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            SharingWord(
                kind=row["kind"],
                key=row["key"],
                nl=row["nl"],
                en=row["en"],
                more=tuple(filter(None, row["more"].split("|"))),
            )
            for row in csv.DictReader(file)
        )


def _row(row: dict[str, str]) -> SharingRow:
    return SharingRow(
        **{
            key: row[key] for key in ("id", "regime", "item", "category", "from_role", "to_role", "purpose", "modality")
        },
        **{key: row[key] for key in ("consent", "law", "article", "lid", "notes")},
        allow=row["decision"] == "allow",
        citation=Citation.parse(row["jci"]),
        valid_from=date.fromisoformat(row["valid_from"]),
        verified=row["verified"] == "yes",
        condition=sharing_words("condition").get(row["condition"]),
        retention=sharing_words("retention").get(row["retention"]),
        retention_citation=Citation.parse(row["retention_jci"]) if row["retention_jci"] else None,
    )
