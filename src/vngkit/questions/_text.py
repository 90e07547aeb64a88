"""The text of a question as it comes in: made plain line by line, with its size and its language looked at."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from vngkit.errors import DataError
from vngkit.questions._words import word_list
from vngkit.text import plain, words

__all__ = ["LONGEST", "language_of", "plain_question"]

LONGEST: Final = 200_000
_BREAK: Final = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h[1-6])>", re.IGNORECASE)
_FRAMES: Final = re.compile(r"<(script|style|head)\b[^>]{0,500}>.{0,200000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_LINES: Final = re.compile(r"\r\n|\r|\n|\u2028|\u2029")
_COMMON: Final = {lang: word_list(f"common_{lang}") for lang in ("nl", "en", "de", "fr")}


def plain_question(text: object) -> str:
    r"""The text of a question as plain lines (*platte tekst*): no HTML, no control characters, digits as digits.

    Args:
        text: what came in.

    Returns:
        Its lines, each plain, with at most one empty line between them.

    Raises:
        DataError: it is no text, nothing is left of it, or it is longer than 200,000 characters.

    >>> plain_question("<p>Mag dit?</p><script>x()</script>\r\nGraag\x00 antwoord")
    'Mag dit?\n\nGraag antwoord'
    """
    if not isinstance(text, str):
        raise DataError("a question is no text.", fix="give the text of the question")
    if len(text) > LONGEST:
        raise DataError(
            f"a question of {len(text):,} characters is too long.",
            why=f"At most {LONGEST:,} are taken in; nothing of it was stored.",
            fix="take out the attachments, or split it into questions about one subject each",
        )
    broken = _BREAK.sub("\n", _FRAMES.sub(" ", text))
    lines = [plain(line) for line in _LINES.split(broken)]
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    digits = "".join(_digit(letter) for letter in joined)
    if not any(letter.isalnum() for letter in digits):
        raise DataError("the question is empty.", fix="give at least one word")
    return digits


def _digit(letter: str) -> str:
    """A digit of any script as one of ours, so that a number is found however it was written."""
    return str(unicodedata.digit(letter)) if letter.isdigit() and not letter.isascii() else letter


def language_of(text: str) -> str | None:
    """The language (``nl``, ``en``, ``de``, ``fr``) whose common words stand in a text most; None when none stands out.

    >>> language_of("Mag het college dat zonder de raad?"), language_of("May the council do that?")
    ('nl', 'en')
    """
    found = words(text[:20_000])
    counts = {lang: sum(word in common for word in found) for lang, common in _COMMON.items()}
    best, second = sorted(counts.values(), reverse=True)[:2]
    if best == second:
        return "nl" if best and counts["nl"] == best else None
    return max(counts, key=lambda lang: counts[lang])
