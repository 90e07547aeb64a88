"""Canaries: made-up values that are planted in personal fields, and every disguise in which one could come out.

``Canaries`` looks for planted values in a text or in bytes: as they stand, with dots, spaces and dashes between the
digits, turned round, in URL, hexadecimal, base64 and JSON form, and as a number that a pickle writes. Use it wherever
a test says that nothing personal is in a file, a log, an error or an answer.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from urllib.parse import quote

from attrs import field, frozen

from vngkit.terms import day_text

__all__ = ["Canaries", "bsn_canaries", "disguises"]

_BEGIN = 4
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def bsn_canaries(count: int = 100) -> tuple[str, ...]:
    """Numbers that pass the eleven test, of the range 9999… that is given to nobody."""
    made: list[str] = []
    number = 999990000
    while len(made) < count:
        digits = f"{number:09d}"
        if sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0:
            made.append(digits)
        number += 1
    return tuple(made)


def disguises(value: str | date) -> frozenset[str]:
    """Every form in which a value could come out; also of its digits, when these are nine."""
    if isinstance(value, date):
        return frozenset(_of_day(value))
    return frozenset(_of_text(value))


def _of_text(text: str) -> Iterator[str]:
    yield from (text, text[::-1], text.lower(), text.upper(), repr(text)[1:-1], quote(text), quote(text, safe=""))
    raw = text.encode()
    for coded in (raw, text.encode("utf-16-le"), raw[::-1]):
        yield from (coded.hex(), coded.hex().upper(), coded.hex(" "), *_base64(coded))
    yield "".join(f"%{byte:02X}" for byte in raw)
    yield "".join(f"\\u{ord(letter):04x}" for letter in text)
    yield "".join(f"\\x{byte:02x}" for byte in raw)
    yield "".join(f"&#{ord(letter)};" for letter in text)
    yield "\0".join(text)  # UTF-16, in bytes that are read as latin-1
    if text.isascii() and text.isdigit() and len(text) == 9:
        yield from _of_number(text)


def _of_number(digits: str) -> Iterator[str]:
    for mark in (".", " ", "-", ",", "_", "%20", "%2E", "+", "\u00a0"):
        yield mark.join((digits[:3], digits[3:6], digits[6:]))
        yield mark.join((digits[:4], digits[4:6], digits[6:]))
        yield mark.join(digits)
    number = int(digits)
    yield f"{number:x}"
    yield number.to_bytes(4, "little").decode("latin-1")  # in a pickle
    yield number.to_bytes(4, "big").decode("latin-1")


def _base64(raw: bytes) -> Iterator[str]:
    """What base64 makes of it, wherever it stands in what is coded: there are three ways to begin."""
    for code in (base64.b64encode, base64.urlsafe_b64encode):
        for before in range(3):
            coded = code(b"\0" * before + raw).decode().rstrip("=")
            first = (before * 8 + 5) // 6
            last = (before + len(raw)) * 8 // 6
            yield coded[first:last]


def _of_day(day: date) -> Iterator[str]:
    yield from (day.isoformat(), day.strftime("%d-%m-%Y"), day.strftime("%Y%m%d"), day.strftime("%d/%m/%Y"))
    yield from (f"{day.year}, {day.month}, {day.day}", f"{day.day}-{day.month}-{day.year}")
    yield from (day_text(day, lang).partition(" ")[2] for lang in ("nl", "en"))
    yield bytes([day.year // 256, day.year % 256, day.month, day.day]).decode("latin-1")  # in a pickle


@frozen
class Canaries:
    """Values that were planted; ``found_in`` tells which of their disguises a text holds, ``leaks`` where."""

    values: Sequence[str | date]
    _forms: dict[str, list[str]] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        forms: dict[str, list[str]] = {}  # by their first letters: there are thousands, and a text may be long
        for form in {form for value in self.values for form in disguises(value) if len(form) >= _BEGIN}:
            forms.setdefault(form[:_BEGIN], []).append(form)
        object.__setattr__(self, "_forms", forms)

    def found_in(self, text: str | bytes) -> list[str]:
        """The disguises that stand in a text, or in bytes."""
        plain = text.decode("latin-1") if isinstance(text, bytes) else text
        there = {plain[place : place + _BEGIN] for place in range(len(plain) - _BEGIN + 1)}
        return [form for begin in there & self._forms.keys() for form in self._forms[begin] if form in plain]

    def leaks(self, told: Iterable[tuple[str, str | bytes]]) -> list[tuple[str, list[str]]]:
        """Of named texts those that hold a canary."""
        return [(name, found) for name, text in told if (found := self.found_in(text))]
