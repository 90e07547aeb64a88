"""Text of others made safe to show: no control character reaches a terminal, no formula reaches a spreadsheet."""

from __future__ import annotations

import unicodedata
from html import escape

# what Excel and LibreOffice begin a formula with, also in the wide forms of East Asian keyboards (OWASP, CSV injection)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe(value: object) -> str:
    r"""The text with every control, format and surrogate character shown as an escape.

    >>> safe("a\x1b[31mb\u202ec\nd")
    'a\\x1b[31mb\\u202ec\\nd'
    """
    text = str(value)
    if text.isprintable():
        return text
    return "".join(_shown(letter) for letter in text)


def _shown(letter: str) -> str:
    if letter.isprintable() or unicodedata.category(letter) == "Zs":
        return letter
    return letter.encode("unicode_escape").decode("ascii")


def escaped(value: object) -> str:
    """The text for a page of HTML: no tag, no attribute and no control character of it survives; line ends do.

    >>> escaped('<b onclick="x">&')
    '&lt;b onclick=&quot;x&quot;&gt;&amp;'
    """
    return escape("\n".join(safe(line) for line in str(value).split("\n")))


def safe_cell(value: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before ``= + - @``, tab and line ends.

    A plain number keeps its sign.

    >>> safe_cell("=1+1"), safe_cell("-12,5"), safe_cell("GM9999")
    ("'=1+1", '-12,5', 'GM9999')
    """
    if not value.startswith(_FORMULA) or _is_number(value):
        return value
    return f"'{value}"


def _is_number(value: str) -> bool:
    body = value[1:] if value[0] in "+-" else value
    return bool(body) and all(letter in "0123456789.,%" for letter in body) and body[0].isdigit()
