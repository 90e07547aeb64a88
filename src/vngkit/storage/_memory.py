"""The database in memory: a product for tests, notebooks and trials; gone when the program ends."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from threading import RLock
from types import TracebackType
from typing import Any, Self

from attrs import astuple, define, evolve, field

from vngkit.errors import StoreClosed
from vngkit.storage._admit import Admitted, admit, check_named, check_names, check_space
from vngkit.storage._chain import first_link
from vngkit.storage._destroyed import destruction, may_be_erased
from vngkit.storage._plan import EventRow, Held, Plan, StreamState, no_record, wanted_of
from vngkit.storage._ports import Append, Change, Document, Head, Row, StoredEvent
from vngkit.storage._space import Space

__all__ = ["MemoryDatabase", "MemoryStore"]


@define
class _Entry:
    """A line of the log: the event as it is read back, and what the chain needs."""

    change: Change
    salt: bytes | None
    payload: bytes | None


@define
class _Stream:
    begun: int
    entries: list[_Entry] = field(factory=list)
    places: dict[str, int] = field(factory=dict)
    document: str = ""
    labels: frozenset[str] = frozenset()

    def event(self, event: str) -> Held:
        """One of its events, as it is compared with one that is offered again."""
        entry = self.entries[self.places[event]]
        had = entry.change
        return Held(had.version, had.event.name, had.event.recorded_on.isoformat(), entry.payload)


class MemoryDatabase:
    """Databank in het geheugen; safe for use by several threads. See ``Database`` for what each method does.

    Args:
        entropy: gives so many random bytes, for salts and the id of the chain.
        today: gives the legal day, for the line that says what was destroyed; left out, the day of the last event.

    >>> from vngkit.storage import MemoryDatabase
    >>> with MemoryDatabase() as database:
    ...     database.head().seq, database.spaces()
    (0, ())
    """

    def __init__(
        self, *, entropy: Callable[[int], bytes] = secrets.token_bytes, today: Callable[[], date] | None = None
    ) -> None:
        self._entropy, self._today = entropy, today
        self._chain_id = entropy(16).hex()
        self._head = Head(seq=0, link=first_link(self._chain_id))
        self._log: list[_Entry] = []
        self._spaces: dict[str, dict[str, _Stream]] = {}
        self._labelled: dict[tuple[str, str], dict[str, None]] = {}
        self._notes: dict[str, str] = {}
        self._lock = RLock()
        self._closed = False

    def __repr__(self) -> str:
        return f"<MemoryDatabase: {len(self._log)} events>"

    @property
    def name(self) -> str:
        """See ``Database.name``."""
        return "memory://"

    @property
    def chain_id(self) -> str:
        """See ``Database.chain_id``."""
        return self._chain_id

    def store(self, space: str) -> Space:
        """One part of the database; see ``Database.store``."""
        return Space(self, space)

    def append_many(self, appends: Sequence[Append]) -> tuple[int, ...]:
        """Write to several streams, all or nothing; see ``Database.append_many``."""
        wanted = admit(appends)
        with self._lock:
            self._check_open()
            return self._write(wanted, self._states(wanted))

    def read(self, space: str, stream: str) -> tuple[StoredEvent, ...]:
        """The events of a stream; see ``Store.read``."""
        with self._lock:
            return tuple(entry.change.event for entry in self._held(space, stream).entries)

    def version(self, space: str, stream: str) -> int:
        """How many events a stream has; see ``Store.version``."""
        with self._lock:
            self._check_open()
            space, stream = check_named(space, stream)
            held = self._spaces.get(space, {}).get(stream)
            return 0 if held is None else len(held.entries)

    def document(self, space: str, stream: str) -> Document:
        """The last document; see ``Store.document``."""
        with self._lock:
            held = self._held(space, stream)
            count = len(held.entries)
            return Document(stream=stream, version=count, held=count, text=held.document)

    def streams(self, space: str, label: str | None = None) -> Iterator[str]:
        """The names of streams; see ``Store.streams``."""
        with self._lock:
            self._check_open()
            held = self._spaces.get(check_space(space), {})
            if label is None:
                return iter(list(held))
            labelled = self._labelled.get((space, label), {})
            return iter(sorted(labelled, key=lambda name: held[name].begun))

    def erase(self, space: str, stream: str, events: Sequence[str], *, document: str) -> int:
        """Destroy contents; see ``Store.erase``."""
        chosen = set(check_names(events, "the id of an event"))
        may_be_erased(space)
        with self._lock:
            held = self._held(space, stream)
            lines: list[int] = []
            for entry in held.entries:
                if entry.change.event.id in chosen and entry.payload is not None:
                    entry.change = evolve(entry.change, event=evolve(entry.change.event, payload=None))
                    entry.salt = entry.payload = None
                    lines.append(entry.change.seq)
            held.document = document
            if lines:
                on = self._today() if self._today is not None else self._log[-1].change.event.recorded_on
                line = destruction(space, stream, lines, on=on)
                (wanted,) = admit([line])
                states = self._states([wanted])
                version = states[line.space, line.stream].version
                self._write([wanted._replace(append=evolve(line, expected=version))], states)
            return len(lines)

    def changes(self, *, after: int = 0, limit: int | None = None) -> Iterator[Change]:
        """Every event since a place in the log; see ``Database.changes``."""
        for entry in self._entries(after, limit):
            yield entry.change

    def rows(self, *, after: int = 0, limit: int | None = None) -> Iterator[Row]:
        """As ``changes``, as it is stored; see ``Database.rows``."""
        for entry in self._entries(after, limit):
            yield _row(entry)

    def pages(self, *, after: int = 0) -> Iterator[Sequence[tuple[Any, ...]]]:
        """As ``rows``, many at a time as plain tuples; see ``Database.pages``."""
        for entry in self._entries(after, None):
            yield [astuple(_row(entry), recurse=False)]

    def scrub(self) -> tuple[str, ...]:
        """See ``Database.scrub``."""
        return ()

    def damages(self) -> tuple[str, ...]:
        """See ``Database.damages``."""
        return ()

    def head(self) -> Head:
        """The end of the audit chain; see ``Database.head``."""
        with self._lock:
            self._check_open()
            return self._head

    def spaces(self) -> tuple[str, ...]:
        """The parts that hold something; see ``Database.spaces``."""
        with self._lock:
            self._check_open()
            return tuple(sorted(self._spaces))

    def facts(self) -> Mapping[str, str]:
        """What it runs on; see ``Database.facts``."""
        return {"kind": "memory"}

    def note(self, name: str) -> str | None:
        """A small thing that was noted; see ``Database.note``."""
        with self._lock:
            self._check_open()
            return self._notes.get(name)

    def put_note(self, name: str, text: str) -> None:
        """Note a small thing; see ``Database.put_note``."""
        with self._lock:
            self._check_open()
            self._notes[name] = text

    def swap_note(self, name: str, before: str | None, after: str) -> bool:
        """Note something if nobody did in between; see ``Database.swap_note``."""
        with self._lock:
            self._check_open()
            same = self._notes.get(name) == before
            if same:
                self._notes[name] = after
            return same

    def close(self) -> None:
        """End the use of it; what it held is gone."""
        with self._lock:
            self._closed = True
            self._log, self._spaces, self._labelled = [], {}, {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _entries(self, after: int, limit: int | None) -> Iterator[_Entry]:
        place, end = max(after, 0), None if limit is None else max(after, 0) + limit
        while end is None or place < end:
            with self._lock:
                self._check_open()
                if place >= len(self._log):
                    return
                entry = self._log[place]
            yield entry
            place += 1

    def _write(self, wanted: Sequence[Admitted], states: Mapping[tuple[str, str], StreamState]) -> tuple[int, ...]:
        plan = Plan(self._head, states, entropy=self._entropy)
        numbers = plan.take(wanted)
        for row, (_, salt, payload) in zip(plan.events, plan.contents, strict=True):
            self._add(plan.touched[row[1]], row, salt, payload)
        for state in plan.touched.values():
            self._put(state)
        self._head = plan.head
        return numbers

    def _states(self, wanted: Sequence[Admitted]) -> dict[tuple[str, str], StreamState]:
        states: dict[tuple[str, str], StreamState] = {}
        for key, ((space, stream), count) in enumerate(wanted_of(wanted).items()):
            held = self._spaces.get(space, {}).get(stream)
            state = states[space, stream] = StreamState(space, stream, key=key, several=count > 1)
            if held is not None:
                state.version, state.is_new, state.labels_before = len(held.entries), False, held.labels
        for append, entries in wanted:
            held = self._spaces.get(append.space, {}).get(append.stream)
            if held is not None:
                known = (entry.id for entry in entries if entry.id in held.places)
                states[append.space, append.stream].held |= {event: held.event(event) for event in known}
        return states

    def _add(self, state: StreamState, row: EventRow, salt: bytes, payload: bytes) -> None:
        seq, _, version, event, name, recorded_on, digest, link = row
        held = self._spaces.setdefault(state.space, {}).setdefault(state.stream, _Stream(begun=seq))
        stored = StoredEvent(
            id=event, name=name, recorded_on=date.fromisoformat(recorded_on), payload=payload.decode(), digest=digest
        )
        change = Change(seq=seq, space=state.space, stream=state.stream, version=version, event=stored, link=link)
        entry = _Entry(change, salt, payload)
        held.places[event] = len(held.entries)
        held.entries.append(entry)
        self._log.append(entry)

    def _put(self, state: StreamState) -> None:
        held = self._spaces[state.space][state.stream]
        for label in held.labels - state.labels:
            del self._labelled[state.space, label][state.stream]
        for label in state.labels - held.labels:
            self._labelled.setdefault((state.space, label), {})[state.stream] = None
        held.document, held.labels = state.document, state.labels

    def _held(self, space: str, stream: str) -> _Stream:
        self._check_open()
        space, stream = check_named(space, stream)
        held = self._spaces.get(space, {}).get(stream)
        if held is None:
            raise no_record()
        return held

    def _check_open(self) -> None:
        if self._closed:
            raise closed()


def closed() -> StoreClosed:
    """The database was closed."""
    return StoreClosed("the store is closed.", fix="ask before it is closed, or open it again")


def _row(entry: _Entry) -> Row:
    change = entry.change
    return Row(
        seq=change.seq,
        space=change.space,
        stream=change.stream,
        version=change.version,
        id=change.event.id,
        name=change.event.name,
        recorded_on=change.event.recorded_on.isoformat(),
        digest=change.event.digest,
        link=change.link,
        salt=entry.salt,
        payload=entry.payload,
    )


class MemoryStore(Space):
    """Opslag in het geheugen: one space of a database in memory. See ``Store`` for what each method does.

    Args:
        entropy: gives so many random bytes, for salts.

    >>> from vngkit.storage import MemoryStore
    >>> list(MemoryStore().streams())
    []
    """

    def __init__(self, *, entropy: Callable[[int], bytes] = secrets.token_bytes) -> None:
        super().__init__(MemoryDatabase(entropy=entropy), "memory")

    def __repr__(self) -> str:
        return f"<MemoryStore: {sum(1 for _ in self.streams())} streams>"
