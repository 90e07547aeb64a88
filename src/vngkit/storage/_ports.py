"""The ports of storage: a database that holds one ordered log, and in it spaces with streams of events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import TracebackType
from typing import Any, Protocol, Self

from attrs import field, frozen

from vngkit.privacy import PERSONAL, cover

__all__ = ["Append", "Change", "Database", "Document", "Head", "Row", "Store", "StoredEvent"]


@frozen(kw_only=True)
class StoredEvent:
    """Een vastgelegde gebeurtenis: its id, name and day, and the content as JSON text.

    Args:
        id: made by who writes; the same event offered again has the same id, and is held once.
        name: of the kind of event.
        recorded_on: the day since when it is known.
        payload: the content; None once it was destroyed.
        digest: given by the store, in hex: sha256 of a random salt and the content. It stays when content and salt are
            destroyed, as proof of what stood there from which nothing can be guessed. What a writer gives is not used.
    """

    id: str
    name: str
    recorded_on: date
    payload: str | None = field(repr=cover, metadata=PERSONAL)
    digest: str = ""


def _as_tuple(events: Iterable[StoredEvent]) -> tuple[StoredEvent, ...]:
    return tuple(events)


@frozen(kw_only=True)
class Document:
    """The last document of a stream: a cache of the fold of its events.

    Args:
        stream: of which it is.
        version: how many events it holds; -1 when it was damaged.
        held: how many events the stream has.
        text: what it says.
    """

    stream: str
    version: int
    held: int
    text: str = field(repr=cover, metadata=PERSONAL)

    @property
    def fits(self) -> bool:
        """Whether it holds all events of the stream, so that it may be read in their place."""
        return self.version == self.held


@frozen(kw_only=True)
class Append:
    """Een toevoeging: events for the end of one stream, and what stands beside it then; see ``Store.append``."""

    space: str
    stream: str
    events: tuple[StoredEvent, ...] = field(converter=_as_tuple)
    expected: int
    document: str = field(default="", repr=cover, metadata=PERSONAL)
    labels: frozenset[str] = frozenset()


@frozen(kw_only=True)
class Change:
    """Een wijziging: one event and its place in the log of the whole database.

    Args:
        seq: its number: 1 and up, without gaps, in the order of committing.
        space: in which part of the database it is.
        stream: in which stream.
        version: its number in that stream: 1 and up.
        event: the event; without content when that was destroyed.
        link: the link of the audit chain that ends with it, in hex.
    """

    seq: int
    space: str
    stream: str
    version: int
    event: StoredEvent
    link: str


@frozen(kw_only=True)
class Row:
    """Een regel van het logboek as it is stored, for who checks the chain: bytes that were never decoded.

    ``salt`` and ``payload`` are None when the content was destroyed.
    """

    seq: int
    space: str
    stream: str
    version: int
    id: str
    name: str
    recorded_on: str
    digest: str
    link: str
    salt: bytes | None = field(repr=False)
    payload: bytes | None = field(repr=False, metadata=PERSONAL)


@frozen(kw_only=True)
class Head:
    """The end of the audit chain (*einde van de keten*): how many events the log has, and the last link in hex."""

    seq: int
    link: str


class Store(Protocol):
    """Opslag: what every store can do; the same tests run on each.

    A stream is a case, named by its id. ``labels`` are for finding streams (``member:GM9999``) and are never personal.
    """

    def append(
        self, stream: str, events: Sequence[StoredEvent], *, expected: int, document: str, labels: frozenset[str]
    ) -> int:
        """Add events to the end of a stream and put its document and labels in place, all or nothing.

        ``expected`` is the number of events that the writer saw; another number raises ``StaleVersion``, whose
        ``current`` is the number now. Returns the new number, when it is kept for good.

        Events of which every id is held already are a retry: nothing is written, and the number comes back that the
        stream had after them. The same id with another content raises ``DataError``. Without events only document and
        labels are put in place.
        """
        ...

    def read(self, stream: str) -> tuple[StoredEvent, ...]:
        """The events of a stream in the order in which they were written; raises ``NotFound``."""
        ...

    def version(self, stream: str) -> int:
        """How many events a stream has; 0 when there is no such stream."""
        ...

    def document(self, stream: str) -> Document:
        """The last document of a stream; raises ``NotFound``."""
        ...

    def streams(self, label: str | None = None) -> Iterator[str]:
        """The names of all streams, or of those with a label, in the order in which they were begun."""
        ...

    def erase(self, stream: str, events: Sequence[str], *, document: str) -> int:
        """Destroy the content of these events (ids) and put the document in place; digests and days stay.

        Which they were is written in the log itself, in the space ``destroyed``. Returns how many contents were
        destroyed. Raises ``NotFound``.
        """
        ...


class Database(Protocol):
    """Databank: one log of events with one audit chain, divided into spaces; open it with ``open_database``."""

    @property
    def name(self) -> str:
        """Where it is, as a url without a password."""
        ...

    @property
    def chain_id(self) -> str:
        """What the audit chain begins with: at random, made when the database was made."""
        ...

    def store(self, space: str) -> Store:
        """One part of the database (*ruimte*); ``space`` is a short lower-case name."""
        ...

    def append_many(self, appends: Sequence[Append]) -> tuple[int, ...]:
        """Write to several streams, all or nothing; returns the new number of each. See ``Store.append``."""
        ...

    def changes(self, *, after: int = 0, limit: int | None = None) -> Iterator[Change]:
        """Every event since a place in the log, in order; what is committed later is seen too."""
        ...

    def rows(self, *, after: int = 0, limit: int | None = None) -> Iterator[Row]:
        """As ``changes``, as it is stored: for who checks the chain."""
        ...

    def pages(self, *, after: int = 0) -> Iterator[Sequence[tuple[Any, ...]]]:
        """As ``rows``, many at a time: plain tuples with the fields of ``Row`` in their order."""
        ...

    def scrub(self) -> tuple[str, ...]:
        """See that nothing stays behind of what was destroyed (*opschonen*), as far as this user may.

        Needed on PostgreSQL, where it holds the tables for itself meanwhile. Returns what could not be done.
        """
        ...

    def damages(self) -> tuple[str, ...]:
        """What the database itself finds wrong in how it keeps things (*beschadigingen*); nothing in it is personal."""
        ...

    def head(self) -> Head:
        """The end of the audit chain."""
        ...

    def spaces(self) -> tuple[str, ...]:
        """The parts of the database that hold something, sorted."""
        ...

    def facts(self) -> Mapping[str, str]:
        """What it runs on and how it keeps things (``kind``, ``version``, ...), for who looks after it."""
        ...

    def note(self, name: str) -> str | None:
        """A small thing that was noted about the whole database; None when it was not."""
        ...

    def put_note(self, name: str, text: str) -> None:
        """Note a small thing about the whole database, never anything personal; it is not part of the log."""
        ...

    def swap_note(self, name: str, before: str | None, after: str) -> bool:
        """Note something if what was noted is still ``before`` (None: nothing); whether it was. Two never both win."""
        ...

    def read(self, space: str, stream: str) -> tuple[StoredEvent, ...]:
        """See ``Store.read``."""
        ...

    def version(self, space: str, stream: str) -> int:
        """See ``Store.version``."""
        ...

    def document(self, space: str, stream: str) -> Document:
        """See ``Store.document``."""
        ...

    def streams(self, space: str, label: str | None = None) -> Iterator[str]:
        """See ``Store.streams``."""
        ...

    def erase(self, space: str, stream: str, events: Sequence[str], *, document: str) -> int:
        """See ``Store.erase``."""
        ...

    def close(self) -> None:
        """End the use of it; closing twice is no error."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
