"""Personal data in free text, spotted and put behind a typed mark before anything is stored. See decision 0054.

What is masked is gone: only the kind and the number of marks stay. The spotting is made of patterns, so it finds what
has a form (numbers, addresses, names behind a word of address) and not a name that stands alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.privacy import PERSONAL, Bsn, cover
from vngkit.questions._mask_names import names_in

__all__ = ["MARKS", "Masked", "mask_personal", "personal_kinds"]

MARKS: Final[Mapping[str, str]] = {
    "bsn": "[bsn]",
    "iban": "[iban]",
    "email": "[e-mail]",
    "phone": "[telefoon]",
    "address": "[adres]",
    "birth": "[geboortedatum]",
    "name": "[naam]",
}

_ROUNDS: Final = 5  # a mark may bring two words together that look like a name; then once more
_GAP: Final = r"[ .\u00a0\-_]?"
_NINE: Final = re.compile(rf"(?<![\w])\d(?:{_GAP}\d){{8}}(?!{_GAP}\d)(?!\w)")
_BSN_CUE: Final = re.compile(
    r"\b(?:bsn|burgerservicenummer|sofi-?nummer|sofi-?nr)[^\d\n]{0,25}(\d(?:[ .\u00a0\-_]{0,2}\d){6,10})(?!\d)",
    re.IGNORECASE,
)
_IBAN: Final = re.compile(r"(?<![A-Za-z0-9])(?P<land>[A-Za-z]{2})[ \-]?\d{2}(?:[ .\-]?[A-Za-z0-9]){11,30}")
_IBAN_SIGNS: Final = re.compile(r"[A-Za-z0-9 .\-]{15,70}")
# how long an IBAN is (ISO 13616 registry), so that no word behind it is taken for a part; of other lands only unbroken
_IBAN_LENGTHS: Final[Mapping[str, int]] = {
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
    "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24,
    "TR": 26,
}  # fmt: skip
_EMAIL: Final = re.compile(
    r"(?<![\w.+%-])[\w.+%'-]{1,64}(?:@|\s?[\[({]\s?(?:at|apenstaartje)\s?[\])}]\s?)[\w-]{1,63}"
    r"(?:(?:\.|\s?[\[({]\s?(?:dot|punt)\s?[\])}]\s?)[\w-]{1,63}){1,5}",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(r"(?<![\w./])(?:\+|00|0)(?:[ .()\-/\u00a0]{0,2}\d){8,14}(?![\w])")
_POSTCODE: Final = r"[1-9]\d{3}[ \u00a0]?[A-Za-z]{2}"
_NUMBER: Final = r"\d{1,5}(?:[ \-/]?[A-Za-z0-9]{1,4}\b)?"
_STREET: Final = (
    r"(?:[A-Z\u00c0-\u00dd'][\w'.\-\u00c0-\u017f]{0,40}[ ]){0,4}[A-Z\u00c0-\u00dd'][\w'.\-\u00c0-\u017f]{0,40}"
    r"(?:straat|str\.|weg|laan|plein|gracht|kade|dijk|singel|steeg|hof|dreef|pad|plantsoen|allee|park|markt|wal|baan"
    r"|haven|boulevard|ring|kamp|burg|akker|erf|horst|hoek|oord|zijde|berg|veld)"
)
_ADDRESSES: Final = (
    re.compile(rf"\b{_STREET}[ ]{{1,2}}{_NUMBER}(?:[ ]?,?[ ]{{0,2}}{_POSTCODE}\b)?"),
    re.compile(
        rf"(?<![\w]){_POSTCODE}(?![\w])(?:[ ]?,?[ ]{{0,2}}(?:huisnummer|huisnr\.?|nr\.?|nummer)?[ ]{{0,2}}{_NUMBER})?",
        re.IGNORECASE,
    ),
)
_MONTHS: Final = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    "|jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec"
)
_DAY: Final = (
    rf"(?:\d{{1,2}}[ ]?[\-/. ][ ]?\d{{1,2}}[ ]?[\-/. ][ ]?(?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}|\d{{8}}"
    rf"|\d{{1,2}}[ ](?:{_MONTHS})\.?[ ](?:\d{{4}}|'?\d{{2}}))"
)
_BORN: Final = (
    re.compile(
        rf"\b(?:geboren|geboortedatum|geboortedag|geb\.?[ ]?datum|geb\.|gebdat|born|date of birth|d\.o\.b\.?)"
        rf"[^\d]{{0,40}}(?P<day>{_DAY})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\d)(?P<day>{_DAY})[ ,)]{{0,3}}(?:geboren|is geboren|\(geb)", re.IGNORECASE),
    re.compile(rf"(?<!\w)(?P<day>\*[ ]?{_DAY})(?!\d)", re.IGNORECASE),
)
_NO_POSTCODE: Final = frozenset({"SA", "SD", "SS"})  # never given out
_UNITS: Final = re.compile(
    r"\d{4}[ \u00a0]?(?:en|in|is|of|op|om|te|de|je|ik|as|to|we|ha|km|kg|m2|nr|cq|ev|zo|er|al|bv)", re.IGNORECASE
)


@frozen(kw_only=True)
class Masked:
    """Tekst met merktekens: a text in which what is personal was replaced by its kind.

    Args:
        text: the text with ``[naam]``, ``[bsn]`` and so on.
        found: how many of each kind (``bsn``, ``iban``, ``email``, ``phone``, ``address``, ``birth``, ``name``) were
            masked; never what stood there.
    """

    text: str = field(repr=cover, metadata=PERSONAL)  # a name without a word of address may still stand in it
    found: tuple[tuple[str, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.found)


def mask_personal(text: str) -> Masked:
    """Put marks in the place of what is personal in a text (*persoonsgegevens maskeren*).

    Args:
        text: free text, made plain before (``plain_question``).

    Returns:
        The text with marks, and how many of each kind. Doing it again changes nothing. Found are: a BSN (eleven test,
        or any number behind the word), IBAN (check digits), e-mail, telephone, postcode and street with house number,
        dates of birth behind a word for it, and names behind words of address or at the end of a letter, wherever they
        come again. A name that stands alone is not found.

    Raises ``DataError`` when what is given is no text.

    >>> masked = mask_personal("Mevrouw De Vries (BSN 111222333, 1234 AB 5) belt over artikel 2.3.5 Wmo 2015.")
    >>> masked.text
    'Mevrouw [naam] (BSN [bsn], [adres]) belt over artikel 2.3.5 Wmo 2015.'
    >>> masked.found
    (('address', 1), ('bsn', 1), ('name', 1))
    """
    if not isinstance(text, str):
        raise DataError("what is to be masked is no text.", fix="give a text")
    counts: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        before = text
        for kind, find in _KINDS:
            spans = _disjoint(find(text))
            counts[kind] += len(spans)
            text = _replaced(text, spans, MARKS[kind])
        if text == before:
            break
    return Masked(text=text, found=tuple(sorted((kind, count) for kind, count in counts.items() if count)))


def personal_kinds(text: str) -> tuple[str, ...]:
    """The kinds of personal data that a text holds, as far as they are spotted; and of marks that stand in it."""
    kinds = {kind for kind, _ in mask_personal(text).found}
    kinds |= {kind for kind, mark in MARKS.items() if mark in text}
    return tuple(sorted(kinds))


def _disjoint(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _replaced(text: str, spans: list[tuple[int, int]], mark: str) -> str:
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], mark]
        last = end
    return "".join((*parts, text[last:]))


def _bsns(text: str) -> Iterator[tuple[int, int]]:
    for found in _BSN_CUE.finditer(text):
        yield found.span(1)
    for found in _NINE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if _is_bsn(digits):
            yield found.span()


def _is_bsn(digits: str) -> bool:
    try:
        Bsn(digits)
    except DataError:
        return False
    return True


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    for found in _IBAN.finditer(text):
        length = _IBAN_LENGTHS.get(found["land"].upper())
        end = found.end() if length is None else _end_of(text, found.start(), length)
        if end is None or text[end : end + 1].isalnum() or not _IBAN_SIGNS.fullmatch(text, found.start(), end):
            continue
        plain = re.sub(r"[ .\-]", "", text[found.start() : end]).upper()
        if (length is not None or plain == text[found.start() : end]) and _iban_checks(plain):
            yield found.start(), end


def _end_of(text: str, start: int, length: int) -> int | None:
    """Where so many letters and digits end, whatever stands between; None when there are not so many."""
    for place in range(start, min(len(text), start + 2 * length)):
        if text[place].isalnum():
            length -= 1
            if not length:
                return place + 1
    return None


def _iban_checks(plain: str) -> bool:
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _emails(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _EMAIL.finditer(text))


def _phones(text: str) -> Iterator[tuple[int, int]]:
    """Ten digits with a 0 before, or a number with a country code; numbers for everybody (0900, 14 0..) are shorter."""
    for found in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if found[0].startswith(("+", "00")) or len(digits) == 10:  # a number within the Netherlands
            yield found.span()


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _ADDRESSES:
        for found in pattern.finditer(text):
            code = re.match(_POSTCODE, found[0])
            if code and (
                code[0][-2:].upper() in _NO_POSTCODE or (_UNITS.fullmatch(code[0]) and not code[0][-2:].isupper())
            ):
                continue
            yield found.span()


def _births(text: str) -> Iterator[tuple[int, int]]:
    return (found.span("day") for pattern in _BORN for found in pattern.finditer(text))


_KINDS: Final[tuple[tuple[str, Callable[[str], Iterator[tuple[int, int]]]], ...]] = (
    ("iban", _ibans),
    ("phone", _phones),
    ("bsn", _bsns),
    ("email", _emails),
    ("birth", _births),
    ("address", _addresses),
    ("name", names_in),
)
