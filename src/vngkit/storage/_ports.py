"""The port of a store: streams of events that are only appended to, and beside each its last document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from attrs import field, frozen

from vngkit.privacy import PERSONAL, cover

__all__ = ["Document", "Store", "StoredEvent"]


@frozen(kw_only=True)
class StoredEvent:
    """Een vastgelegde gebeurtenis: its id, name and day, and the content as JSON text.

    ``payload`` is None once the content was destroyed; ``digest`` (sha256 of it, hex) stays as the proof of what stood
    there.
    """

    id: str
    name: str
    recorded_on: date
    payload: str | None = field(repr=cover, metadata=PERSONAL)
    digest: str


@frozen(kw_only=True)
class Document:
    """The last document of a stream: a cache of the fold of its events; ``version`` is how many events it holds."""

    stream: str
    version: int
    text: str = field(repr=cover, metadata=PERSONAL)


class Store(Protocol):
    """Opslag: what every store can do; the same tests run on each.

    A stream is a case, named by its id. ``labels`` are for finding streams (``member:GM9999``) and are never personal.
    """

    def append(
        self, stream: str, events: Sequence[StoredEvent], *, expected: int, document: str, labels: frozenset[str]
    ) -> int:
        """Add events to the end of a stream and put its document and labels in place, all or nothing.

        ``expected`` is the number of events that the writer saw; another number raises ``StaleVersion``. Returns the
        new number.
        """
        ...

    def read(self, stream: str) -> tuple[StoredEvent, ...]:
        """The events of a stream in the order in which they were written; raises ``NotFound``."""
        ...

    def document(self, stream: str) -> Document:
        """The last document of a stream; raises ``NotFound``."""
        ...

    def streams(self, label: str | None = None) -> Iterator[str]:
        """The names of all streams, or of those with a label, in the order in which they were begun."""
        ...

    def erase(self, stream: str, events: Sequence[str], *, document: str) -> int:
        """Destroy the content of these events (ids) and put the document in place; digests and days stay.

        Returns how many contents were destroyed. Raises ``NotFound``.
        """
        ...
