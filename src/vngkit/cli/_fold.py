"""Fitting a table into a width: which column gets how much, and where a long word may be broken."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PIECES = re.compile(r"[^\s_.:/-]*[_.:/-]+|[^\s_.:/-]+|\s+")


def share_widths(natural: Sequence[int], folds: Sequence[bool], room: int) -> list[int]:
    """The width of each column in ``room``: those that do not fold keep theirs, the others share what is left.

    A column that needs less than its share gives the rest away.

    >>> share_widths([50, 8, 20], [True, False, True], 60), share_widths([5, 8], [True, False], 60)
    ([32, 8, 20], [5, 8])
    """
    widths = list(natural)
    left = room - sum(width for width, fold in zip(natural, folds, strict=True) if not fold)
    open_ = sorted((place for place, fold in enumerate(folds) if fold), key=lambda place: natural[place])
    for number, place in enumerate(open_):
        widths[place] = max(1, min(natural[place], left // (len(open_) - number)))
        left -= widths[place]
    return widths


def fold(text: str, width: int) -> str:
    """The text over lines of at most ``width``: broken at a space, else behind ``_ . : / -``, else where it must.

    >>> print(fold("income.fixed_costs_during_detention", 20))
    income.fixed_costs_
    during_detention
    """
    lines = [""]
    for piece in _PIECES.findall(text):
        rest = piece
        if len(lines[-1]) + len(rest.rstrip()) > width and lines[-1].strip():
            lines[-1] = lines[-1].rstrip()
            lines.append("")
            rest = rest.lstrip()
        while len(rest.rstrip()) > width:
            lines[-1] += rest[:width]
            rest = rest[width:]
            lines.append("")
        lines[-1] += rest
    return "\n".join(line.rstrip() for line in lines)
