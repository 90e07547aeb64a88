"""SQLite: a file, with what is acknowledged on the disk. Which journal, and why, is told by ``facts``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import Any, Final, TypeVar

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from vngkit.errors import StoreAway, StoreError, StoreLocked, VngkitError
from vngkit.storage._backend import Cursor, StreamRow
from vngkit.storage._failures import sqlite_failure
from vngkit.storage._statements import Statements, statements_of

__all__ = ["SqliteBackend", "wal_is_mended"]

T = TypeVar("T")

_MENDED: Final = (3, 51, 3)  # https://sqlite.org/wal.html, "The WAL-Reset Bug"
_MOST_FREE: Final = 8
_DOUBTFUL: Final = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN}
_WITHDRAWN: Final = (3, 52, 0)  # taken back in favour of 3.51.3

_FOUND: Final = (
    "SELECT s.number, s.space, s.name, (SELECT max(e.version) FROM events AS e WHERE e.stream = s.number), "
    "EXISTS (SELECT 1 FROM documents AS d WHERE d.stream = s.number), "
    "(SELECT json_group_array(l.label) FROM labels AS l WHERE l.stream = s.number) "
)
_STREAM: Final = _FOUND + "FROM streams AS s WHERE s.space = ? AND s.name = ?"
_STREAMS: Final = (
    _FOUND + "FROM json_each(?) AS j CROSS JOIN streams AS s "
    "WHERE s.space = json_extract(j.value, '$[0]') AND s.name = json_extract(j.value, '$[1]')"
)
_EVENTS: Final = (
    "SELECT e.stream, e.id, e.version, e.name, e.recorded_on, p.payload "
    "FROM json_each(?) AS j CROSS JOIN events AS e LEFT JOIN payloads AS p ON p.seq = e.seq "
    "WHERE e.stream = json_extract(j.value, '$[0]') AND e.id = json_extract(j.value, '$[1]')"
)


def wal_is_mended(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the bug by which WAL can lose what was committed.

    >>> wal_is_mended((3, 40, 1)), wal_is_mended((3, 51, 3)), wal_is_mended((3, 52, 0))
    (False, True, False)
    """
    return version >= _MENDED and version != _WITHDRAWN


class SqliteBackend:
    """One file of SQLite.

    Args:
        path: of the file; made when it is not there.
        journal: ``wal``, ``rollback``, or None for the one that fits this SQLite.
        timeout: how many seconds to wait for another program.
        version: of SQLite; that which is in use, but for tests.

    A SQLite with the WAL-reset bug gets a rollback journal, which several programs may use at once; or, when asked for,
    WAL with one connection that has the file for itself. A mended SQLite gets WAL with one writer beside its readers.
    """

    def __init__(
        self,
        path: Path,
        *,
        journal: str | None = None,
        timeout: float = 30.0,
        version: tuple[int, ...] = sqlite3.sqlite_version_info,
    ) -> None:
        self._path, self._timeout = path, timeout
        mended = wal_is_mended(version)
        self._journal = journal or ("wal" if mended else "rollback")
        self._alone = self._journal == "wal" and not mended
        self._version = ".".join(map(str, version))
        self._statements = statements_of(SQLiteDialect_pysqlite(paramstyle="qmark"), "?")
        self._lock = RLock()
        self._writer: sqlite3.Connection | None = None
        self._doubtful = False  # a sync failed: what the operating system holds may not be on the disk
        self._free: list[sqlite3.Connection] = []  # readers that nobody uses now
        self._look_at_place()
        self.read(lambda cursor: cursor.execute("SELECT count(*) FROM sqlite_master"))

    @property
    def name(self) -> str:
        """The url."""
        return f"sqlite:///{self._path}"

    @property
    def types(self) -> Mapping[str, str]:
        """See ``Backend.types``."""
        return {"big": "INTEGER", "text": "TEXT", "bytes": "BLOB"}

    @property
    def statements(self) -> Statements:
        """The statements for SQLite."""
        return self._statements

    def read(self, work: Callable[[Cursor], T]) -> T:
        """Do reading work on what was committed."""
        if self._alone:
            with self._lock:
                return self._try(lambda: work(self._own().cursor()), lambda: False)
        return self._try(lambda: self._read_beside(work), lambda: False)

    def _read_beside(self, work: Callable[[Cursor], T]) -> T:
        try:
            connection = self._free.pop()
        except IndexError:
            connection = self._connect()
        kept = False
        try:
            result = work(connection.cursor())
            kept = len(self._free) < _MOST_FREE
        finally:
            if kept:
                self._free.append(connection)
            else:
                connection.close()
        return result

    def write(self, work: Callable[[Cursor], T]) -> T:
        """Do work in one transaction."""
        committing = False

        def transaction() -> T:
            nonlocal committing
            connection = self._own()
            cursor = connection.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            try:
                result = work(cursor)
                committing = True
                cursor.execute("COMMIT")
            except BaseException as error:
                self._undo(connection, error)
                raise
            return result

        with self._lock:
            return self._try(transaction, lambda: committing)

    def _undo(self, connection: sqlite3.Connection, error: BaseException) -> None:
        """Roll back; after an error of the disk a new connection reads anew what is there."""
        with suppress(sqlite3.Error):
            connection.rollback()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DOUBTFUL or connection.in_transaction:
            self._let_go()
            self._doubtful = True

    def streams_of(self, cursor: Cursor, names: Sequence[tuple[str, str]]) -> Iterable[StreamRow]:
        """See ``Backend.streams_of``."""
        if len(names) == 1:
            cursor.execute(_STREAM, names[0])
        else:
            cursor.execute(_STREAMS, (json.dumps(names),))
        return [(*row, frozenset(json.loads(labels))) for *row, labels in cursor.fetchall()]

    def events_of(self, cursor: Cursor, ids: Sequence[tuple[int, str]]) -> Sequence[Any]:
        """See ``Backend.events_of``."""
        cursor.execute(_EVENTS, (json.dumps(ids),))
        return cursor.fetchall()

    def add(self, cursor: Cursor, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to a table."""
        cursor.executemany(self._statements.insert[table], rows)

    def make_place(self, cursor: Cursor) -> None:
        """The file is there."""

    def tables(self, cursor: Cursor) -> frozenset[str]:
        """The names of the tables that are there."""
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        return frozenset(name for (name,) in cursor.fetchall())

    def erased(self) -> None:
        """Empty the write-ahead log, in which a copy of what was destroyed can stand."""
        if self._journal == "wal":
            with self._lock:
                self._try(lambda: _empty_log(self._own()), lambda: False)

    def scrub(self) -> Sequence[str]:
        """Nothing stays: ``secure_delete`` overwrites what is deleted, and ``erased`` empties the log."""
        self.erased()
        return ()

    def damages(self) -> Sequence[str]:
        """What SQLite finds wrong in its file: pages, indexes, columns."""

        def work(cursor: Cursor) -> Sequence[Any]:
            cursor.execute("PRAGMA integrity_check(20)")
            found = [row[0] for row in cursor.fetchall()]
            cursor.execute("PRAGMA foreign_key_check")
            return found + [f"a row of {row[0]} has no row of {row[2]}" for row in cursor.fetchall()]

        return [f"SQLite: {one}" for one in self.read(work) if one != "ok"]

    def facts(self) -> Mapping[str, str]:
        """What it runs on and how it keeps things."""
        return {
            "kind": "sqlite",
            "path": str(self._path),
            "version": self._version,
            "journal": self._journal,
            "connections": "one" if self._alone else "several",
            "wal_reset_bug": "no" if wal_is_mended(tuple(map(int, self._version.split(".")))) else "yes",
        }

    def close(self) -> None:
        """Let go of all connections."""
        with self._lock:
            self._let_go()
            while self._free:
                self._free.pop().close()

    def _own(self) -> sqlite3.Connection:
        if self._writer is None:
            self._writer = self._connect()
        if self._doubtful:
            _empty_log(self._writer)  # writes and syncs anew what stands in it
            self._doubtful = False
        return self._writer

    def _let_go(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _look_at_place(self) -> None:
        directory = self._path.parent
        if not directory.is_dir():
            raise StoreAway("there is no directory for this file.", fix=f"make the directory {str(directory)!r}")
        if self._path.is_dir():
            raise StoreAway("this is a directory, not a file.", fix="add the name of a file to the url")
        if not self._path.exists():
            with suppress(OSError):  # SQLite tells better what is wrong there
                self._path.touch(mode=0o600)  # for its owner alone, and so is the journal beside it

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=self._timeout, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        try:
            self._set_up(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _set_up(self, connection: sqlite3.Connection) -> None:
        """Set how it keeps things, and read back that it does."""
        if self._alone:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        journal = "wal" if self._journal == "wal" else "truncate"
        wanted = {
            "journal_mode": journal,
            "synchronous": 2,
            "temp_store": 2,
            "secure_delete": 1,
            "fullfsync": 1,
            "checkpoint_fullfsync": 1,
            "trusted_schema": 0,
        }
        for pragma, value in wanted.items():
            connection.execute(f"PRAGMA {pragma} = {value}").fetchall()
            found = connection.execute(f"PRAGMA {pragma}").fetchone()
            if found != (value,):
                if pragma == "journal_mode":
                    raise sqlite_failure(sqlite3.SQLITE_BUSY, "another journal is in use", committing=False)
                raise StoreError(
                    f"SQLite does not do what is asked: {pragma} is not {value}.",
                    why="Without it what is acknowledged could be lost, or what is destroyed could stay.",
                    fix="use a file on a local disk, and the SQLite that comes with Python",
                )
        if self._alone:
            connection.execute("BEGIN IMMEDIATE").connection.commit()

    @staticmethod
    def _try(work: Callable[[], T], committing: Callable[[], bool]) -> T:
        told: VngkitError
        try:
            return work()
        except sqlite3.Error as error:
            told = sqlite_failure(
                getattr(error, "sqlite_errorcode", 0), getattr(error, "sqlite_errorname", "?"), committing=committing()
            )
        except UnicodeDecodeError:  # what SQLite says of a damaged schema can hold pieces of it
            told = sqlite_failure(sqlite3.SQLITE_CORRUPT, "SQLITE_CORRUPT", committing=False)
        raise told


def _empty_log(connection: sqlite3.Connection) -> None:
    """Bring the write-ahead log into the file and cut it off; without such a log it does nothing."""
    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise StoreLocked(
            "somebody reads, so the write-ahead log of the store could not be emptied.",
            why="What was destroyed still stands in it.",
            fix="do it again when nobody reads",
        )
