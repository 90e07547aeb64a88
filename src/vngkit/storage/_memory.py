"""The store in memory: a product for tests, notebooks and trials; gone when the program ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import RLock

from attrs import define, evolve, field

from vngkit.errors import NotFound, StaleVersion
from vngkit.storage._ports import Document, StoredEvent

__all__ = ["MemoryStore"]


@define
class _Stream:
    events: list[StoredEvent] = field(factory=list)
    document: str = ""
    labels: frozenset[str] = frozenset()


class MemoryStore:
    """Opslag in het geheugen; safe for use by several threads. See ``Store`` for what each method does.

    >>> from vngkit.storage import MemoryStore
    >>> list(MemoryStore().streams())
    []
    """

    def __init__(self) -> None:
        self._streams: dict[str, _Stream] = {}
        self._labelled: dict[str, dict[str, None]] = {}
        self._lock = RLock()

    def __repr__(self) -> str:
        return f"<MemoryStore: {len(self._streams)} streams>"

    def append(
        self, stream: str, events: Sequence[StoredEvent], *, expected: int, document: str, labels: frozenset[str]
    ) -> int:
        """Add events; see ``Store.append``."""
        with self._lock:
            held = self._streams.get(stream, _Stream())
            if len(held.events) != expected:
                raise StaleVersion(
                    f"the record has {len(held.events)} events, not {expected}.",
                    why="Somebody else wrote to it in between.",
                    fix="read it again and decide again",
                )
            known = {event.id for event in held.events}
            fresh = [event for event in events if event.id not in known]
            held.events.extend(fresh)
            held.document = document
            for label in held.labels - labels:
                self._labelled[label].pop(stream, None)
            for label in labels:
                self._labelled.setdefault(label, {})[stream] = None
            held.labels = labels
            self._streams[stream] = held
            return len(held.events)

    def read(self, stream: str) -> tuple[StoredEvent, ...]:
        """The events of a stream; see ``Store.read``."""
        return tuple(self._held(stream).events)

    def document(self, stream: str) -> Document:
        """The last document; see ``Store.document``."""
        with self._lock:
            held = self._held(stream)
            return Document(stream=stream, version=len(held.events), text=held.document)

    def streams(self, label: str | None = None) -> Iterator[str]:
        """The names of streams; see ``Store.streams``."""
        with self._lock:
            names = list(self._streams if label is None else self._labelled.get(label, ()))
        return iter(names)

    def erase(self, stream: str, events: Sequence[str], *, document: str) -> int:
        """Destroy contents; see ``Store.erase``."""
        with self._lock:
            held, chosen = self._held(stream), set(events)
            count = 0
            for place, event in enumerate(held.events):
                if event.id in chosen and event.payload is not None:
                    held.events[place] = evolve(event, payload=None)
                    count += 1
            held.document = document
            return count

    def _held(self, stream: str) -> _Stream:
        try:
            return self._streams[stream]
        except KeyError:
            raise NotFound("there is no record of that id.", fix="look whether the id was copied whole") from None
