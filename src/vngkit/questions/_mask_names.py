"""Names of people in free text: behind a word of address, in a signature, and wherever the same name comes again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vngkit.questions._words import word_list

__all__ = ["names_in"]

_UPPER: Final = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0141\u015a\u0160\u017d\u0106\u010c\u011e\u0130"
_LETTER: Final = r"[^\W\d_]"
_INFIX: Final = (
    r"(?:van[ ](?:de[nr]?|het|'t|der)|van|de[nr]?|te[nr]?|'t|het|in[ ]'t|op[ ](?:de[nr]?|'t)|von|vom|zu|el|al|ben|bin"
    r"|ait|da|di|dos|du|la|le|del|della)"
)
_INITIALS: Final = rf"(?:[{_UPPER}][a-z]{{0,2}}\.[ ]?){{1,6}}"
_CAPITAL: Final = rf"[{_UPPER}](?:{_LETTER}|['\u2019\-]){{1,40}}"
_ANYCASE: Final = rf"{_LETTER}(?:{_LETTER}|['\u2019\-]){{1,40}}"
_TITLE: Final = r"(?:(?:mr|drs|dr|ir|ing|prof|bc)\.[ ]?){0,3}"
# a name: initials or first names, perhaps a word between, and a last name
_NAME: Final = (
    rf"(?:{_INITIALS}[ ]?(?:(?i:{_INFIX})[ ])?(?:{_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}})?"
    rf"|(?:{_CAPITAL}[ ]){{0,2}}(?i:{_INFIX})[ ]{_CAPITAL}(?:[ ]{_CAPITAL}){{0,1}}"
    rf"|{_CAPITAL}(?:[ ]{_CAPITAL}){{0,3}})"
)
_ADDRESS_WORD: Final = (
    r"(?:de[ ]heer(?:[ ](?:en|/)[ ]mevr(?:ouw|\.)?)?|dhr\.?|heer|meneer|mijnheer|mevrouw|mevr\.?|mw\.?|mej\.?"
    r"|mejuffrouw|juf(?:frouw)?|familie|fam\.?|echtpaar|gezin|weduwe|wed\.|mr\.|drs\.|dr\.|ir\.|ing\.|prof\.)"
)
_SIGNS: Final = re.compile(
    rf"(?<!\w)(?i:{_ADDRESS_WORD})[ ]{{1,2}}(?i:en[ ]mevrouw[ ])?{_TITLE}(?P<name>{_NAME})", re.UNICODE
)
_SIGNS_SMALL: Final = re.compile(
    rf"(?<!\w)(?:dhr\.?|mevr\.?|mw\.?|mej\.?|meneer|mijnheer|de heer|mevrouw|familie|fam\.?)[ ]{{1,2}}"
    rf"(?P<name>(?:[a-z]\.[ ]?){{1,5}}(?:{_INFIX}[ ])?{_ANYCASE}|{_INFIX}[ ]{_ANYCASE})",
    re.IGNORECASE,
)
_SHORT_SMALL: Final = re.compile(rf"(?<!\w)(?:dhr\.?|mevr\.|mw\.|mej\.?)[ ]{{1,2}}(?P<name>{_ANYCASE})", re.IGNORECASE)
_CALLED: Final = re.compile(
    r"(?<!\w)(?i:mijn naam is|ik heet|genaamd|genaamde|geheten|luistert naar de naam|volledige naam|voornaam"
    r"|achternaam|roepnaam|meisjesnaam|naam(?:[ ](?:client|cli\u00ebnt|inwoner|betrokkene|aanvrager|vrager|melder"
    r"|belanghebbende))?|betrokkene|cli\u00ebnte?|cliente?|inwoner|inwoonster|bewoner|bewoonster|aanvrager"
    r"|aanvraagster|verzoeker|verzoekster|belanghebbende|melder|zoon|dochter|moeder|vader|broer|zus|echtgenoot"
    r"|echtgenote|partner|buurman|buurvrouw|wethouder|raadslid|burgemeester|collega|contactpersoon|ambtenaar|ik ben"
    rf"|u spreekt met)[ ]?(?::[ ]?|[ ]is[ ]|[ ])(?P<name>{_NAME})"
)
_HELLO: Final = re.compile(
    rf"(?im:^[ ]{{0,4}}(?:beste|geachte|hallo|hoi|dag|lieve))[ ](?P<name>{_NAME})[ ]{{0,2}}(?=[,!\n]|$)"
)
_FAREWELL: Final = re.compile(
    rf"(?i:vriendelijke[ ]groet(?:en)?|hartelijke[ ]groet(?:en)?|groet(?:en|jes)?|hoogachtend|mvg|m\.v\.g\.|gr\.)"
    rf"[ ]?[,.!]?[ \n]{{1,6}}{_TITLE}(?P<name>{_NAME})"
)
_FAREWELL_SMALL: Final = re.compile(
    rf"(?i:vriendelijke[ ]groet(?:en)?|hartelijke[ ]groet(?:en)?|groet(?:en|jes)?|hoogachtend|mvg|m\.v\.g\.|gr\.)"
    rf"[ ]?[,.!]?[ ]?\n{{1,3}}[ ]?(?P<name>{_ANYCASE}(?:[ ]{_ANYCASE}){{0,3}})[ ]?(?=\n|$)"
)
_FROM: Final = re.compile(
    rf"(?m:^)[ ]{{0,4}}(?i:van|from|aan|to|cc|afzender|verzonden door|contact)[ ]?:[ ]?(?P<name>{_NAME})"
)
_PATTERNS: Final = (_SIGNS, _SIGNS_SMALL, _SHORT_SMALL, _CALLED, _HELLO, _FAREWELL, _FAREWELL_SMALL, _FROM)
# words that stand where a name may stand and are none: bodies, functions, and what begins a sentence
_NO_NAME: Final = word_list("no_name")
_NAME_WORDS: Final = re.compile(rf"{_LETTER}(?:{_LETTER}|['\u2019\-])+")
_SMALL: Final = word_list("between")
_LAW: Final = re.compile(r"(?i:wet|verordening|besluit|regeling|wetboek|artikel)$")
_SHORTEST_AGAIN: Final = 3


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """The places of names: those that a word announces, and each that holds a last name that was announced."""
    announced: set[str] = set()
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            span = _trimmed(text, *found.span("name"))
            if span is None:
                continue
            yield span
            announced |= _parts(text[slice(*span)])
    yield from _again(text, announced)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without the words at its ends that are no name; None when nothing is left."""
    words = [(start + word.start(), start + word.end()) for word in _NAME_WORDS.finditer(text[start:end])]
    while words and _is_no_name(text[slice(*words[-1])]):
        end = words[-1][0]
        words.pop()
    if words and _is_no_name(text[slice(*words[0])]) and text[slice(*words[0])].lower() not in _SMALL:
        return None
    names = [word for word in words if text[slice(*word)].lower() not in _SMALL]
    initials = re.search(rf"[{_UPPER}]\.", text[start:end])
    if not names and not initials:
        return None
    stripped = text[start:end].rstrip(" ,\n")
    return (start, start + len(stripped)) if stripped else None


def _is_no_name(word: str) -> bool:
    return word.lower() in _NO_NAME or (word.isupper() and len(word) > 1) or _LAW.search(word) is not None


def _parts(name: str) -> set[str]:
    words = {word[0] for word in _NAME_WORDS.finditer(name)}
    return {
        word
        for word in words
        if len(word) >= _SHORTEST_AGAIN and word.lower() not in _SMALL and word.lower() not in _NO_NAME
    }


def _again(text: str, names: set[str]) -> Iterator[tuple[int, int]]:
    if not names:
        return
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    whole = re.compile(rf"(?<!\w)(?:(?i:{_INFIX})[ ])?(?:{either})(?:[ ](?:{either}))*(?!\w)")
    yield from (found.span() for found in whole.finditer(text))
