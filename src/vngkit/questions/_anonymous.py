"""Nothing of the asker in what is published: no personal data, no marks, no place that points at a few askers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache, lru_cache
from typing import Final

from attrs import frozen

from vngkit.errors import DataError, NotHeld, NotInForce
from vngkit.members import Gemeente, Register
from vngkit.questions._mask import MARKS, mask_personal
from vngkit.questions._words import word_list

__all__ = ["SMALLEST_GROUP", "Telling", "check_anonymous", "places_in", "without_places"]

SMALLEST_GROUP: Final = 5
"""Kleinste groep: a place that fewer gemeenten than this could mean is not published; a choice of this project."""

# names that are also words: at the beginning of a sentence they are a place only behind a word for one
_WORDS: Final = word_list("also_a_word")
_CUE: Final = re.compile(
    r"(?:gemeente|gemeenten|stad|dorp|plaats|(?:burgemeester|wethouder|raad|college) van|in|te|uit|bij|rond)[ ]$",
    re.IGNORECASE,
)
PRETEND: Final = "GM9999"
_CODE: Final = re.compile(r"(?<!\w)GM ?\d{4}(?!\d)", re.IGNORECASE)
_START: Final = re.compile(r"(?:^|[.!?:\n]\s*)$")


@frozen(kw_only=True)
class Telling:
    """Wat verraadt wie vroeg: one thing in a text that may not be published.

    Args:
        field: in which field of the content.
        kind: ``mark``, ``asker``, ``place``, or a kind of personal data.
        at: the place of its first letter in that field; what stands there is not shown.
    """

    field: str
    kind: str
    at: int


@cache
def _names(register: Register) -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    """A pattern of all names and spellings through time, and the codes that each may mean."""
    codes: dict[str, list[str]] = {}
    for gemeente in (*register, register[PRETEND]):
        spellings = [gemeente.name, *(spelling.name for spelling in gemeente.spellings)]
        for name in spellings:
            bare = re.sub(r"\s*\(.*\)$", "", name).strip()
            if (len(bare) > 1 and bare[0].isupper()) or bare.startswith("'"):
                codes.setdefault(bare, []).append(gemeente.code)
    longest = sorted(codes, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w])(?:{'|'.join(map(re.escape, longest))})(?:s|'s|er|se)?(?![\w])")
    return pattern, {name: tuple(dict.fromkeys(found)) for name, found in codes.items()}


def places_in(text: str, register: Register) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The names and codes of gemeenten in a text, of now and before, with the codes that each may mean."""
    pattern, codes = _names(register)
    for found in pattern.finditer(text):
        name = found[0] if found[0] in codes else re.sub(r"(?:'s|se|er|s)$", "", found[0])
        if name in codes and not (name in _WORDS and _begins_a_sentence(text, found.start())):
            yield found.start(), found.end(), codes[name]
    for found in _CODE.finditer(text):
        yield found.start(), found.end(), (found[0].upper().replace(" ", ""),)


def _begins_a_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 30) : at]
    return _START.search(before) is not None and _CUE.search(before) is None


def _family(register: Register, member: str, on: date) -> frozenset[str]:
    """A gemeente with those that it came from and went to: their names point at the same asker."""
    found = {member}
    with suppress(NotHeld, NotInForce):
        found |= {successor.gemeente.code for successor in register.successors(member, on=on)}
    for event in register.history(member):
        found |= {gemeente.code for gemeente in event.origin}
    return frozenset(found)


def _regions(register: Register, on: date) -> Iterator[tuple[str, frozenset[str]]]:
    """The names of regions with the gemeenten in them, for the kinds whose list is held on the day."""
    for kind in register.region_kinds:
        try:
            regions = register.regions(kind, on=on, incomplete_ok=True)
        except (NotHeld, NotInForce):
            continue
        for region in regions:
            if region.name:
                members: tuple[Gemeente, ...] = ()
                with suppress(NotHeld, NotInForce):
                    members = register.in_region(kind, region.code, on=on, incomplete_ok=True)
                yield region.name, frozenset(gemeente.code for gemeente in members)


@lru_cache(maxsize=16)
def _small_regions(register: Register, on: date) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((name, members) for name, members in _regions(register, on) if len(members) < SMALLEST_GROUP)


def tellings(  # noqa: PLR0913  # what is looked at, and what may stand there
    texts: Collection[tuple[str, str]],
    *,
    askers: Collection[str],
    register: Register,
    on: date,
    may_name: Collection[str] = (),
    contacts: Collection[str] = (),
) -> tuple[Telling, ...]:
    """Everything in the texts that may not be published; see ``check_anonymous``."""
    families = frozenset().union(*(_family(register, asker, on) for asker in askers)) if askers else frozenset()
    found: list[Telling] = []
    for name, text in texts:
        found += [Telling(field=name, kind="mark", at=text.index(mark)) for mark in MARKS.values() if mark in text]
        bare = _without(text, contacts)
        found += [Telling(field=name, kind=kind, at=-1) for kind, _ in mask_personal(bare).found]
        for start, _, codes in places_in(text, register):
            if families & set(codes):
                found.append(Telling(field=name, kind="asker", at=start))
            elif not set(codes) & set(may_name):
                found.append(Telling(field=name, kind="place", at=start))
        for region, members in _small_regions(register, on):
            at = text.find(region)
            if at >= 0 and families & members and not any(found_.field == name and found_.at == at for found_ in found):
                found.append(Telling(field=name, kind="place", at=at))
    return tuple(found)


def _without(text: str, contacts: Collection[str]) -> str:
    """The text without the addresses that an organisation publishes itself."""
    for contact in sorted(contacts, key=len, reverse=True):
        text = text.replace(contact, " ")
    return text


def check_anonymous(  # noqa: PLR0913  # the same
    texts: Collection[tuple[str, str]],
    *,
    askers: Collection[str],
    register: Register,
    on: date,
    may_name: Collection[str] = (),
    contacts: Collection[str] = (),
) -> None:
    """Refuse texts that tell who asked or hold personal data (*toets op herleidbaarheid*).

    Args:
        texts: each text by the name of its field.
        askers: codes of the gemeenten that asked; a name of one, of one before or after it, is always refused.
        register: the gemeenten.
        on: the day.
        may_name: codes of other gemeenten that may be named, for example of a ruling that is public.
        contacts: addresses and numbers that the organisation publishes itself.

    Raises ``DataError`` that tells where and of what kind, never what stands there.
    """
    found = tellings(texts, askers=askers, register=register, on=on, may_name=may_name, contacts=contacts)
    if not found:
        return
    told = "; ".join(dict.fromkeys(f"{each.field}: {_KINDS.get(each.kind, each.kind)}" for each in found))
    raise DataError(
        f"this may not be published as it stands: {told}.",
        why=f"What is published tells nothing of who asked, and names no place that fewer than {SMALLEST_GROUP} "
        "gemeenten could mean.",
        fix="write it in words that fit every gemeente; name a gemeente of a public source in may_name",
    )


_KINDS: Final = {
    "mark": "a mark of masked data",
    "asker": "the name of a gemeente that asked",
    "place": "a place that points at a few gemeenten",
    "name": "the name of a person",
    "email": "an e-mail address",
    "phone": "a telephone number",
    "address": "an address",
    "birth": "a date of birth",
    "bsn": "a BSN",
    "iban": "a bank account",
}


def without_places(text: str, register: Register, *, may_name: Collection[str] = ()) -> str:
    """The text with every name of a gemeente put in general words (*veralgemeend*), except those that may be named.

    >>> from vngkit import members
    >>> without_places("Mag de gemeente Voorbeeldstad dit? In Voorbeeldstad speelt het.", members.load())
    'Mag de gemeente dit? In een gemeente speelt het.'
    """
    parts, last = [], 0
    for start, end, codes in sorted(places_in(text, register)):
        if start < last or set(codes) & set(may_name):
            continue
        before = text[last:start]
        general = re.search(r"(?:de )?gemeente $", before, re.IGNORECASE)
        parts += [before.rstrip() if general else f"{before}een gemeente"]
        last = end
    return "".join((*parts, text[last:]))
