"""SQLite: a file, with what is acknowledged on the disk. Which journal, and why, is told by ``facts``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.pool import QueuePool

from vngkit.errors import StoreAway, StoreError, VngkitError
from vngkit.storage._backend import Cursor
from vngkit.storage._failures import sqlite_failure
from vngkit.storage._statements import Statements, statements_of

__all__ = ["SqliteBackend", "wal_is_mended"]

T = TypeVar("T")

_MENDED: Final = (3, 51, 3)  # https://sqlite.org/wal.html, "The WAL-Reset Bug"
_WITHDRAWN: Final = (3, 52, 0)  # taken back in favour of 3.51.3

_FIND_STREAMS: Final = (
    "SELECT s.number, s.space, s.name, s.version FROM json_each(?) AS j CROSS JOIN streams AS s "
    "WHERE s.space = json_extract(j.value, '$[0]') AND s.name = json_extract(j.value, '$[1]')"
)
_FIND_EVENTS: Final = (
    "SELECT e.stream, e.id, e.version, e.name, e.recorded_on, p.payload "
    "FROM json_each(?) AS j CROSS JOIN events AS e LEFT JOIN payloads AS p ON p.seq = e.seq "
    "WHERE e.stream = json_extract(j.value, '$[0]') AND e.id = json_extract(j.value, '$[1]')"
)
_FIND_LABELS: Final = "SELECT l.stream, l.label FROM json_each(?) AS j CROSS JOIN labels AS l WHERE l.stream = j.value"


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
        self._readers = sa.create_engine(
            "sqlite://", creator=self._connect, poolclass=QueuePool, pool_size=4, max_overflow=60, pool_timeout=timeout
        )
        self._look_at_place()
        self.read(lambda cursor: cursor.execute("SELECT count(*) FROM sqlite_master"))

    @property
    def name(self) -> str:
        """The url."""
        return f"sqlite:///{self._path}"

    @property
    def types(self) -> Mapping[str, str]:
        """See ``Backend.types``."""
        return {"big": "INTEGER", "bytes": "BLOB"}

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
        connection = self._readers.raw_connection()
        try:
            return work(connection.cursor())
        finally:
            connection.close()

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
            except BaseException:
                self._undo(connection)
                raise
            return result

        with self._lock:
            return self._try(transaction, lambda: committing)

    def _undo(self, connection: sqlite3.Connection) -> None:
        try:
            connection.rollback()
        except sqlite3.Error:
            self._let_go()

    def find_streams(self, names: Sequence[tuple[str, str]]) -> tuple[str, Sequence[Any]]:
        """See ``Backend.find_streams``."""
        return _FIND_STREAMS, (json.dumps(names),)

    def find_events(self, ids: Sequence[tuple[int, str]]) -> tuple[str, Sequence[Any]]:
        """See ``Backend.find_events``."""
        return _FIND_EVENTS, (json.dumps(ids),)

    def find_labels(self, streams: Sequence[int]) -> tuple[str, Sequence[Any]]:
        """See ``Backend.find_labels``."""
        return _FIND_LABELS, (json.dumps(streams),)

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
                self._try(lambda: self._own().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall(), lambda: False)

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
            self._readers.dispose()

    def _own(self) -> sqlite3.Connection:
        if self._writer is None:
            self._writer = self._connect()
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
            "foreign_keys": 1,
            "secure_delete": 1,
            "fullfsync": 1,
            "checkpoint_fullfsync": 1,
            "trusted_schema": 0,
        }
        for pragma, value in wanted.items():
            connection.execute(f"PRAGMA {pragma} = {value}").fetchall()
            found = connection.execute(f"PRAGMA {pragma}").fetchone()
            if found is None or found[0] != value:
                raise StoreError(
                    f"SQLite does not do what is asked: {pragma} is not {value}.",
                    why="Without it what is acknowledged could be lost, or what is destroyed could stay.",
                    fix="use a file on a local disk, and the SQLite that comes with Python",
                )
        if self._alone:
            connection.execute("BEGIN IMMEDIATE").connection.commit()

    def _try(self, work: Callable[[], T], committing: Callable[[], bool]) -> T:
        told: VngkitError
        try:
            return work()
        except sqlite3.Error as error:
            told = sqlite_failure(
                getattr(error, "sqlite_errorcode", 0), getattr(error, "sqlite_errorname", "?"), committing=committing()
            )
        except UnicodeDecodeError:  # what SQLite says of a damaged schema can hold pieces of it
            told = sqlite_failure(sqlite3.SQLITE_CORRUPT, "SQLITE_CORRUPT", committing=False)
        except NoConnection:
            told = sqlite_failure(sqlite3.SQLITE_BUSY, "no free connection", committing=False)
        raise told
