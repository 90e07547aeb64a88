"""What may be written: names of the right form, and contents as bytes. Nothing of a value stands in a message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from vngkit.errors import DataError
from vngkit.storage._ports import Append, StoredEvent

__all__ = ["Admitted", "Entry", "admit", "check_name", "check_named", "check_names", "check_space"]

_SPACE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LONGEST: Final = 500


class Entry(NamedTuple):
    """An event as it will be stored."""

    id: str
    name: str
    recorded_on: str
    payload: bytes


class Admitted(NamedTuple):
    """An append that may be written, with its events as they will be stored."""

    append: Append
    entries: tuple[Entry, ...]


def admit(appends: Iterable[Append]) -> tuple[Admitted, ...]:
    """Look at everything that is to be written before any of it is; raises ``DataError``."""
    return tuple(_admitted(append) for append in appends)


def _admitted(append: Append) -> Admitted:
    if type(append) is not Append:
        raise DataError(f"a {type(append).__name__} was to be written, not an Append.")
    check_space(append.space)
    check_name(append.stream, "a stream")
    if type(append.expected) is not int or append.expected < 0:
        raise DataError("expected is not a number of events.", fix="give the number of events that were seen, or 0")
    for label in append.labels:
        check_name(label, "a label")
    _bytes(append.document, "a document")
    return Admitted(append, tuple(map(_entry, append.events)))


def _entry(event: StoredEvent) -> Entry:
    check_name(event.id, "the id of an event")
    check_name(event.name, "the name of an event")
    if type(event.recorded_on) is not date:
        raise DataError("recorded_on of an event is not a date.")
    return Entry(event.id, event.name, event.recorded_on.isoformat(), _bytes(event.payload, "the content of an event"))


def check_space(space: str) -> str:
    """The name of a space, if it is one."""
    if not isinstance(space, str) or not _SPACE.fullmatch(space):
        raise DataError(
            "the name of a space in the store is not of its form.",
            why="It is a short name in lower case: a letter, then letters, digits and underscores.",
            fix='write "reentry" or "processing"',
        )
    return space


def check_name(text: str, what: str) -> None:
    """Refuse a name that not every store can hold."""
    if not isinstance(text, str) or not text or len(text) > _LONGEST:
        raise DataError(f"{what} is not a text of 1 to {_LONGEST} letters.")
    if not text.isascii() or "\0" in text:
        _bytes(text, what)


def check_named(space: str, stream: str) -> tuple[str, str]:
    """The name of a stream in a space, if it can be one."""
    check_name(stream, "a stream")
    return check_space(space), stream


def check_names(texts: Sequence[str], what: str) -> tuple[str, ...]:
    """Names to look something up with."""
    for text in texts:
        check_name(text, what)
    return tuple(texts)


def _bytes(text: str | None, what: str) -> bytes:
    if not isinstance(text, str):
        raise DataError(f"{what} is not a text.", fix="a content that was destroyed is not written again")
    if "\0" in text:
        raise DataError(f"{what} holds a NUL character.", why="Not every store can hold it.", fix="leave it out")
    try:
        return text.encode()
    except UnicodeEncodeError:
        pass
    raise DataError(f"{what} holds half a character (a lone surrogate).", fix="mend the text where it came from")
