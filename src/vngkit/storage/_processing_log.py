"""The log of processing in a database: only added to, in the one audit chain, found by subject without reading all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Final

from vngkit.privacy import ProcessingEntry, ProcessingLine, dump_line, load_line
from vngkit.storage._ports import Database, StoredEvent

__all__ = ["ExportCheckpoint", "StoredProcessingLog"]

_NAME: Final = "processing_line"


class StoredProcessingLog:
    """Logboek dataverwerkingen in een databank: what was read is confirmed when its line is kept for good.

    Each entry is a stream of its own, which is written once and whose name begins with its instant. Its place is the
    number of its last line in the log of the database. A stream has the pseudonyms of its subjects as labels.

    Args:
        database: where it is kept, beside the cases and under the same chain.
        space: the part of the database.

    >>> from vngkit.storage import MemoryDatabase
    >>> StoredProcessingLog(MemoryDatabase())
    <StoredProcessingLog: processing>
    """

    def __init__(self, database: Database, *, space: str = "processing") -> None:
        self._database, self._space = database, space
        self._store = database.store(space)
        self._written = count()

    def __repr__(self) -> str:
        return f"<StoredProcessingLog: {self._space}>"

    def append(self, lines: Sequence[ProcessingLine], /) -> int:
        """Keep lines together; see ``ProcessingLog.append``."""
        events = [_event(line) for line in lines]
        labels = frozenset(f"subject:{line.subject}" for line in lines if line.subject is not None)
        instant = f"{lines[0].start:012x}-{next(self._written):06x}"
        stream = f"{instant}-{lines[0].trace_id.hex()}-{lines[0].span_id.hex()}"
        return self._store.append(stream, events, expected=0, document="", labels=labels)

    def since(self, position: int, /) -> Iterator[ProcessingEntry]:
        """The entries after a place; see ``ProcessingLog.since``. What was destroyed is passed over."""
        stream, place, lines = "", 0, list[ProcessingLine]()
        for change in self._database.changes(after=position):
            if change.space != self._space:
                continue
            if change.stream != stream:
                if lines:
                    yield ProcessingEntry(position=place, lines=tuple(lines))
                stream, lines = change.stream, []
            place = change.seq
            if change.event.payload is not None:
                lines.append(load_line(change.event.payload))
        if lines:
            yield ProcessingEntry(position=place, lines=tuple(lines))

    def of(self, subjects: frozenset[str], /) -> Iterator[ProcessingLine]:
        """The lines of a subject, oldest first; see ``ProcessingLog.of``."""
        streams = {stream for subject in subjects for stream in self._store.streams(f"subject:{subject}")}
        held = (event.payload for stream in sorted(streams) for event in self._store.read(stream))
        lines = (load_line(payload) for payload in held if payload is not None)
        return (line for line in lines if line.subject is not None and str(line.subject) in subjects)


def _event(line: ProcessingLine) -> StoredEvent:
    day = datetime.fromtimestamp(line.start / 1000, UTC).date()
    return StoredEvent(id=line.span_id.hex(), name=_NAME, recorded_on=day, payload=dump_line(line))


class ExportCheckpoint:
    """Plaats tot waar het logboek is doorgegeven, noted in the database itself: one for each receiver.

    Args:
        database: of the log.
        receiver: a short lower-case name of who takes the lines.

    >>> from vngkit.storage import MemoryDatabase
    >>> ExportCheckpoint(MemoryDatabase(), "collector").position()
    0
    """

    def __init__(self, database: Database, receiver: str) -> None:
        self._database, self._note = database, f"processing_sent_to_{receiver}"

    def position(self) -> int:
        """The place of the last entry that was taken; 0 when there is none."""
        return int(self._database.note(self._note) or 0)

    def move(self, position: int, /) -> None:
        """Move to a later place."""
        self._database.put_note(self._note, str(position))
