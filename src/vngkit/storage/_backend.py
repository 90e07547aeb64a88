"""What the database needs of SQLite or PostgreSQL: to read, to write in one transaction, and to say what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from vngkit.storage._statements import Statements

__all__ = ["Backend", "Cursor", "StreamRow"]

T = TypeVar("T")
StreamRow = tuple[int, str, str, int, bool, frozenset[str]]  # number, space, name, version, has a document, labels


class Cursor(Protocol):
    """A cursor of PEP 249, as far as it is used here."""

    def execute(self, operation: Any, parameters: Any = ..., /) -> Any:
        """Carry out a statement."""
        ...

    def executemany(self, operation: Any, parameters: Any, /) -> Any:
        """Carry out a statement for each row."""
        ...

    def fetchone(self) -> Any:
        """The next row, or None."""
        ...

    def fetchall(self) -> Sequence[Any]:
        """All rows that are left."""
        ...


class Backend(Protocol):
    """SQLite or PostgreSQL."""

    @property
    def name(self) -> str:
        """The url without a password."""
        ...

    @property
    def types(self) -> Mapping[str, str]:
        """How it calls the types ``big`` (a number of 64 bits), ``text`` (compared by code point) and ``bytes``."""
        ...

    @property
    def statements(self) -> Statements:
        """The statements in its dialect."""
        ...

    def read(self, work: Callable[[Cursor], T]) -> T:
        """Do reading work on what was committed."""
        ...

    def write(self, work: Callable[[Cursor], T]) -> T:
        """Do work in one transaction in which nobody else writes; what it returns is given when it is kept for good."""
        ...

    def make_place(self, cursor: Cursor) -> None:
        """Make the place where the tables go, if that is more than a file."""
        ...

    def tables(self, cursor: Cursor) -> frozenset[str]:
        """The names of the tables that are there."""
        ...

    def streams_of(self, cursor: Cursor, names: Sequence[tuple[str, str]]) -> Iterable[StreamRow]:
        """The streams of these spaces and names, those that are there."""
        ...

    def events_of(self, cursor: Cursor, ids: Sequence[tuple[int, str]]) -> Sequence[Any]:
        """The events of these streams and ids that are there: stream, id, version, name, recorded_on, payload."""
        ...

    def add(self, cursor: Cursor, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to a table, in the fastest way there is for so many."""
        ...

    def erased(self) -> None:
        """Something was destroyed and committed: see that no copy of it stays behind."""
        ...

    def scrub(self) -> Sequence[str]:
        """See that nothing stays behind of what was destroyed; what could not be done."""
        ...

    def damages(self) -> Sequence[str]:
        """What it finds wrong itself in how it keeps things."""
        ...

    def facts(self) -> Mapping[str, str]:
        """What it runs on and how it keeps things, for who looks after it."""
        ...

    def close(self) -> None:
        """Let go of all connections."""
        ...
