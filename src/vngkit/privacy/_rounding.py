"""Small numbers hidden: each cell is rounded by a secret of its own that never changes."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any, Final

from attrs import field, frozen

from vngkit.errors import DataError

__all__ = ["Suppression"]

_LEAST: Final = 5  # a choice of this project, no norm of law


def _enough(_: Any, __: Any, value: Any) -> None:
    if type(value) is not int or value < _LEAST:
        raise DataError(
            f"the threshold below which numbers are hidden is not a whole number of at least {_LEAST}.",
            why="A smaller number says too much of one person.",
            fix="leave it out, or give a greater one",
        )


@frozen(kw_only=True)
class Suppression:
    """Onthulling voorkomen: how small numbers are hidden.

    Each cell is rounded to a multiple of ``threshold``: up or down by a secret offset that belongs to the cell
    and never changes. A rounded zero is not shown: from none up to one below the threshold may be behind it. The
    mean error is zero.

    Args:
        threshold: the smallest number that is shown, and the base of the rounding; a choice of this project, that a
            gemeente may make larger.
        key: a secret that stays the same, from which the offsets are made.
    """

    threshold: int = field(default=_LEAST, validator=_enough)
    key: bytes = field(default=b"", repr=False)

    def rounded(self, cell: object, count: int) -> int:
        """The number of a cell as it may be told: a multiple of the threshold, at most one step from the truth.

        ``cell`` is found by its text, ``str(cell)``, which says nothing of people.
        """
        return self.threshold * ((count + self._offset(cell)) // self.threshold)

    def enough(self, cell: object, distinct: int) -> bool:
        """Whether a cell is of enough who differ: the threshold, and a secret number below it more.

        So a cell of fewer than the threshold is never shown, and on which one more it comes to be shown is not known.
        """
        return distinct >= self.threshold + self._offset(f"{cell}|distinct")

    def _offset(self, cell: object) -> int:
        return int.from_bytes(hmac.digest(self.key, str(cell).encode(), hashlib.sha256)) % self.threshold
