"""One part of a database, as a store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vngkit.storage._admit import check_space
from vngkit.storage._ports import Append, Database, Document, StoredEvent

__all__ = ["Space"]


class Space:
    """Een ruimte in een databank: the streams of one kind, apart from those of other kinds. See ``Store``."""

    def __init__(self, database: Database, space: str) -> None:
        self._database, self._space = database, check_space(space)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._space} of {self._database.name}>"

    def append(
        self, stream: str, events: Sequence[StoredEvent], *, expected: int, document: str, labels: frozenset[str]
    ) -> int:
        """Add events; see ``Store.append``."""
        append = Append(
            space=self._space, stream=stream, events=events, expected=expected, document=document, labels=labels
        )
        return self._database.append_many([append])[0]

    def read(self, stream: str) -> tuple[StoredEvent, ...]:
        """The events of a stream; see ``Store.read``."""
        return self._database.read(self._space, stream)

    def version(self, stream: str) -> int:
        """How many events a stream has; see ``Store.version``."""
        return self._database.version(self._space, stream)

    def document(self, stream: str) -> Document:
        """The last document; see ``Store.document``."""
        return self._database.document(self._space, stream)

    def streams(self, label: str | None = None) -> Iterator[str]:
        """The names of streams; see ``Store.streams``."""
        return self._database.streams(self._space, label)

    def erase(self, stream: str, events: Sequence[str], *, document: str) -> int:
        """Destroy contents; see ``Store.erase``."""
        return self._database.erase(self._space, stream, events, document=document)
