"""PostgreSQL by psycopg 3: tables in a schema of their own, one writer at a time by a lock of the server."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from attrs import frozen
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from vngkit.errors import DataError, StoreError, VngkitError
from vngkit.storage._backend import Cursor, StreamRow
from vngkit.storage._failures import postgres_failure
from vngkit.storage._statements import COLUMNS, Statements, statements_of

__all__ = ["PostgresBackend", "postgres"]

T = TypeVar("T")
_SCHEMA: Final = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_COPY_FROM: Final = 50  # so many rows and more go by COPY
_BINARY: Final = {
    "streams": ("int8", "text", "text"),
    "events": ("int8", "int8", "int4", "text", "text", "text", "text", "text"),
    "payloads": ("int8", "bytea", "bytea"),
    "labels": ("int8", "text"),
}
_STREAMS: Final = (
    "SELECT s.number, s.space, s.name, (SELECT max(e.version) FROM events AS e WHERE e.stream = s.number), "
    "EXISTS (SELECT FROM documents AS d WHERE d.stream = s.number), "
    "ARRAY (SELECT l.label FROM labels AS l WHERE l.stream = s.number) "
    "FROM unnest(%s::text[], %s::text[]) AS j (space, name) "
    "JOIN streams AS s ON s.space = j.space AND s.name = j.name"
)
_EVENTS: Final = (
    "SELECT e.stream, e.id, e.version, e.name, e.recorded_on, p.payload "
    "FROM unnest(%s::bigint[], %s::text[]) AS j (stream, id) "
    "JOIN events AS e ON e.stream = j.stream AND e.id = j.id LEFT JOIN payloads AS p ON p.seq = e.seq"
)
_SCRUB: Final = (
    "VACUUM FULL payloads",
    "VACUUM FULL documents",
    *("CHECKPOINT", "SELECT pg_switch_wal()") * 2,  # twice, for a file that is reused is named a round ahead
    "CHECKPOINT",
)
_TABLES: Final = "SELECT tablename FROM pg_tables WHERE schemaname = %s"
_SETTINGS: Final = "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'server_version')"


@frozen
class _Failed:
    """What went wrong, and whether it was only that the connection had been cut before anything was committed."""

    error: VngkitError
    cut: bool


def postgres(url: sa.URL) -> PostgresBackend:
    """The database of a url; raises ``DataError`` when it is not of its form or psycopg is not there."""
    given = dict(url.query)
    schema, timeout = given.pop("schema", "vngkit"), given.pop("timeout", "30")
    if not _SCHEMA.fullmatch(str(schema)) or not str(timeout).isdecimal():
        raise DataError(
            "this url has an option that is not of its form.", fix="write ?schema=vngkit, or ?timeout=30 (seconds)"
        )
    try:
        import psycopg  # noqa: F401  # SQLAlchemy imports it later, and its absence is told here
    except ImportError:
        pass
    else:
        return PostgresBackend(url.set(query=given), schema=str(schema), timeout=int(str(timeout)))
    raise DataError(
        "PostgreSQL needs a driver that is not installed.", fix="install it with: pip install 'vngkit[postgres]'"
    )


class PostgresBackend:
    """One schema in a database of PostgreSQL.

    Args:
        url: of the database.
        schema: in which the tables are; made when it is not there.
        timeout: how many seconds to wait for another writer.
    """

    def __init__(self, url: sa.URL, *, schema: str, timeout: int) -> None:
        self._url, self._schema = url, schema
        self._key = int.from_bytes(hashlib.sha256(f"vngkit {schema}".encode()).digest()[:8], signed=True)
        settings = {
            "search_path": schema,
            "synchronous_commit": "on",
            "default_transaction_isolation": r"read\ committed",
            "lock_timeout": f"{timeout}s",
            "client_encoding": "UTF8",
        }
        self._engine = sa.create_engine(
            url.set(drivername="postgresql+psycopg"),
            paramstyle="format",
            pool_size=4,
            max_overflow=60,
            pool_timeout=timeout,
            hide_parameters=True,
            connect_args={
                "autocommit": True,
                "connect_timeout": 10,
                "application_name": "vngkit",
                "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
            },
        )
        self._statements = statements_of(self._engine.dialect, "%s")
        self._settings = dict(self.read(self._look))
        if self._settings["fsync"] != "on":
            self.close()
            raise StoreError(
                "this server keeps nothing for certain: its setting fsync is off.",
                why="What is acknowledged could be lost.",
                fix="have fsync set to on",
            )

    @staticmethod
    def _look(cursor: Cursor) -> Sequence[Any]:
        cursor.execute(_SETTINGS)
        return cursor.fetchall()

    @property
    def name(self) -> str:
        """The url, without the password."""
        shown = sa.URL.create(
            "postgresql", self._url.username, None, self._url.host, self._url.port, self._url.database
        )
        return f"{shown.render_as_string()}?schema={self._schema}"

    @property
    def types(self) -> Mapping[str, str]:
        """See ``Backend.types``."""
        return {"big": "BIGINT", "text": 'TEXT COLLATE "C"', "bytes": "BYTEA"}

    @property
    def statements(self) -> Statements:
        """The statements for PostgreSQL."""
        return self._statements

    def read(self, work: Callable[[Cursor], T]) -> T:
        """Do reading work on what was committed; once more when a connection had been cut meanwhile."""
        return self._twice(lambda cursor, _: work(cursor))

    def write(self, work: Callable[[Cursor], T]) -> T:
        """Do work in one transaction, under the lock of this schema."""

        def transaction(cursor: Cursor, committing: Callable[[], None]) -> T:
            cursor.execute("BEGIN")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (self._key,))
            result = work(cursor)
            committing()
            cursor.execute("COMMIT")
            return result

        return self._twice(transaction)

    def _twice(self, work: Callable[[Cursor, Callable[[], None]], T]) -> T:
        """Try once more with a new connection when the first had been cut, unless it was committing."""
        outcome = self._once(work)
        if isinstance(outcome, _Failed) and outcome.cut:
            self._engine.dispose()
            outcome = self._once(work)
        if isinstance(outcome, _Failed):
            raise outcome.error
        return outcome

    def _once(self, work: Callable[[Cursor, Callable[[], None]], T]) -> T | _Failed:
        import psycopg

        committing: list[bool] = []
        connection = None
        try:
            connection = self._engine.raw_connection()
            result = work(connection.cursor(), lambda: committing.append(True))
        except psycopg.Error as error:
            cut = connection is not None and bool(getattr(connection.driver_connection, "closed", True))
            self._undo(connection, cut=cut)
            failure = postgres_failure(_code(error), committing=bool(committing))
            return _Failed(failure, cut=cut and not committing)
        except NoConnection:
            return _Failed(postgres_failure("55P03", committing=False), cut=False)
        except DBAPIError as error:
            return _Failed(postgres_failure(_code(error.orig), committing=False), cut=False)
        except BaseException:
            self._undo(connection, cut=False)
            raise
        connection.close()
        return result

    def _undo(self, connection: sa.PoolProxiedConnection | None, *, cut: bool) -> None:
        import psycopg

        if connection is None:
            return
        if not cut:
            try:
                connection.cursor().execute("ROLLBACK")
            except psycopg.Error:
                cut = True
        if cut:
            connection.invalidate()
        connection.close()

    def make_place(self, cursor: Cursor) -> None:
        """Make the schema."""
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {self._schema}")

    def streams_of(self, cursor: Cursor, names: Sequence[tuple[str, str]]) -> Iterable[StreamRow]:
        """See ``Backend.streams_of``."""
        cursor.execute(_STREAMS, ([space for space, _ in names], [name for _, name in names]))
        return [(*row, frozenset(labels)) for *row, labels in cursor.fetchall()]

    def events_of(self, cursor: Cursor, ids: Sequence[tuple[int, str]]) -> Sequence[Any]:
        """See ``Backend.events_of``."""
        cursor.execute(_EVENTS, ([stream for stream, _ in ids], [event for _, event in ids]))
        return cursor.fetchall()

    def add(self, cursor: Cursor, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to a table, many of them by COPY."""
        if len(rows) < _COPY_FROM or table not in _BINARY:
            cursor.executemany(self._statements.insert[table], rows)
            return
        columns = ", ".join(COLUMNS[table])
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)") as copy:  # type: ignore[attr-defined]
            copy.set_types(_BINARY[table])
            for row in rows:
                copy.write_row(row)

    def tables(self, cursor: Cursor) -> frozenset[str]:
        """The names of the tables that are there."""
        cursor.execute(_TABLES, (self._schema,))
        return frozenset(name for (name,) in cursor.fetchall())

    def erased(self) -> None:
        """Nothing more can be done from here: see ``docs/explanation`` on what PostgreSQL keeps."""

    def scrub(self) -> Sequence[str]:
        """Write the tables anew, so that old rows are gone from them, and begin a new file of the write-ahead log."""
        failed: list[str] = []
        for statement in _SCRUB:
            try:
                self.read(lambda cursor, told=statement: cursor.execute(told))  # type: ignore[misc]
            except VngkitError:
                failed.append(statement)
        return failed

    def damages(self) -> Sequence[str]:
        """Nothing: PostgreSQL checks its pages when it reads them; ``pg_amcheck`` of the server looks at indexes."""
        return ()

    def facts(self) -> Mapping[str, str]:
        """What it runs on and how it keeps things."""
        return {"kind": "postgresql", "version": self._settings["server_version"], "schema": self._schema}

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()


def _code(error: object) -> str | None:
    """The SQLSTATE; while connecting libpq gives none, and its text tells the three cases that people meet."""
    code = getattr(error, "sqlstate", None)
    if isinstance(code, str):
        return code
    text = str(error)
    if "database" in text and "does not exist" in text:
        return "3D000"
    if any(word in text for word in ("password", "authentication", "role", "pg_hba")):
        return "28000"
    return None
