"""What was destroyed is written in the log itself: which lines of it, never what stood in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Final

from vngkit.errors import DataError
from vngkit.storage._ports import Append, Change, StoredEvent

__all__ = ["DESTROYED", "destroyed_in", "destruction", "lines_of", "may_be_erased"]

DESTROYED: Final = "destroyed"  # the space in which it stands
_NAME: Final = "content_destroyed"


def destruction(space: str, stream: str, lines: Sequence[int], *, on: date) -> Append:
    """The line that says which contents of a stream were destroyed (*vernietigd*), for the same transaction.

    The numbers in the log are neither personal nor secret. A content can be destroyed once, so the first number makes
    an id that is used once.
    """
    payload = json.dumps({"space": space, "lines": sorted(lines)}, separators=(",", ":"))
    event = StoredEvent(id=f"{min(lines)}", name=_NAME, recorded_on=on, payload=payload)
    return Append(space=DESTROYED, stream=stream, events=(event,), expected=0)


def lines_of(payload: bytes | str | None) -> frozenset[int]:
    """The numbers in the log of what was destroyed, by such a line; none when it can not be read."""
    try:
        lines = json.loads(payload or b"null")["lines"]
        return frozenset(int(one) for one in lines)
    except (ValueError, TypeError, LookupError):
        return frozenset()


def destroyed_in(change: Change) -> str | None:
    """The part of the database in which contents were destroyed (*vernietigd*), if that is what a change says."""
    if change.space != DESTROYED:
        return None
    return str(json.loads(change.event.payload or "null")["space"])


def may_be_erased(space: str) -> None:
    """Refuse to destroy the lines that say what was destroyed: they hold nothing of it."""
    if space == DESTROYED:
        raise DataError(
            "what says which contents were destroyed is not destroyed itself.",
            why="It holds numbers only, and without it a lawful destruction could not be told from another.",
            fix="leave it",
        )
