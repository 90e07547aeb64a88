"""Text of others made safe to show: no control character reaches a terminal, no formula reaches a spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from html import escape

__all__ = ["escaped", "plain_cell", "safe", "safe_cell"]

# what Excel and LibreOffice begin a formula with, also in the wide forms of East Asian keyboards (OWASP, CSV injection)
_FORMULA = re.compile("'*[=+\\-@\\t\\r\\n\\0\uff1d\uff0b\uff0d\uff20]")


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


def safe_cell(value: str, *, keep_numbers: bool = True) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before ``= + - @``, tab, NUL and line ends.

    A plain number keeps its sign, unless ``keep_numbers`` is false. ``plain_cell`` gives the value back. Source: OWASP
    ASVS 5.0, 1.2.10.

    >>> safe_cell("=1+1"), safe_cell("-12,5"), safe_cell("'s-Gravenhage")
    ("'=1+1", '-12,5', "'s-Gravenhage")
    """
    return f"'{value}" if _FORMULA.match(value) and not (keep_numbers and _is_number(value)) else value


def plain_cell(cell: str) -> str:
    """The value that ``safe_cell`` made safe.

    >>> plain_cell(safe_cell("=1+1")), plain_cell("'s-Gravenhage")
    ('=1+1', "'s-Gravenhage")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _is_number(value: str) -> bool:
    body = value[1:] if value[0] in "+-" else value
    return bool(body) and all(letter in "0123456789.,%" for letter in body) and body[0].isdigit()
