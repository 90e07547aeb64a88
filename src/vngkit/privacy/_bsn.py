"""The citizen service number, checked and sealed."""

from __future__ import annotations

from typing import Final

from vngkit.errors import DataError
from vngkit.privacy._sealed import Sealed

__all__ = ["Bsn"]

_WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)


class Bsn(Sealed[str]):
    """Burgerservicenummer: nine digits that pass the eleven test (*elfproef*), shown to nobody by accident.

    Args:
        digits: the nine digits as text; spaces, dots and dashes between them are left out. A number that lost its
            leading zero is refused, for it may as well have lost another digit.

    Raises ``DataError`` (a ``ValueError``), which never holds what was given. Source: Wet algemene bepalingen
    burgerservicenummer; the test as Logisch Ontwerp BSN gives it.

    >>> bsn = Bsn("111222333")
    >>> print(f"{bsn} {bsn!r}")
    *** <Bsn ***>
    >>> bsn.reveal()
    Traceback (most recent call last):
    ...
    vngkit.errors.PurposeRequired: personal data is not read without a purpose...
    """

    __slots__ = ()
    subject_type = "BSN"

    def __init__(self, digits: str) -> None:
        plain, wrong = _read(digits)
        del digits  # a traceback with locals shows no number
        if wrong:
            del plain
            raise DataError(f"this is not a BSN: {wrong}.", fix="look at the document again; the number is not shown")
        super().__init__(plain, what="Bsn")


def _read(digits: object) -> tuple[str, str]:
    """The nine digits, or what is wrong; it raises nothing, so that no traceback leads here."""
    if type(digits) is not str:
        return "", "it is not a text"
    plain = digits.translate({ord(mark): None for mark in " .-"})
    if not (plain.isascii() and plain.isdigit() and len(plain) == len(_WEIGHTS)):
        return "", "it has not nine digits"
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, plain, strict=True))
    if total % 11 or not plain.strip("0"):
        return "", "it does not pass the eleven test (elfproef)"
    return plain, ""
