"""From a url to a database whose tables are those of this version."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from vngkit.errors import DataError, StoreBroken
from vngkit.storage._backend import Backend, Cursor
from vngkit.storage._migrations import CURRENT, migrate, version_of
from vngkit.storage._sql import SqlDatabase
from vngkit.storage._sqlite import SqliteBackend

__all__ = ["open_place"]

_JOURNALS = ("wal", "rollback")


def open_place(url: str, entropy: Callable[[int], bytes], today: Callable[[], date] | None) -> SqlDatabase:
    """Open the database at a url."""
    backend = _backend(_parsed(url))
    try:
        chain_id = _prepared(backend, entropy)
    except BaseException:
        backend.close()
        raise
    return SqlDatabase(backend, chain_id=chain_id, entropy=entropy, today=today)


def _parsed(url: str) -> sa.URL:
    try:
        return sa.make_url(url)
    except (ArgumentError, ValueError, TypeError, AttributeError):
        pass
    raise _bad("this is not the url of a store.")


def _bad(what: str) -> DataError:
    return DataError(
        what,
        fix='write "sqlite:///file.db", "postgresql://user@host/database", or None for one in memory',
    )


def _backend(url: sa.URL) -> Backend:
    if url.drivername in {"sqlite", "sqlite+pysqlite"}:
        return _sqlite(url)
    if url.drivername in {"postgresql", "postgresql+psycopg"}:
        from vngkit.storage._postgres import postgres

        return postgres(url)
    raise _bad("stores are kept in SQLite and PostgreSQL; this url names something else.")


def _sqlite(url: sa.URL) -> SqliteBackend:
    if not url.database or url.database == ":memory:" or "\0" in url.database:
        raise _bad("this url names no file.")
    if url.host or url.username:
        raise _bad("the url of a file has three strokes, or four for a path from the root.")
    given = dict(url.query)
    journal, timeout = given.pop("journal", None), given.pop("timeout", "30")
    if given or (journal is not None and journal not in _JOURNALS) or not str(timeout).isdecimal():
        raise DataError(
            "this url has an option that is not known.",
            fix="leave it out, or write ?journal=wal, ?journal=rollback or ?timeout=30",
        )
    return SqliteBackend(
        Path(url.database).absolute(), journal=str(journal) if journal else None, timeout=float(str(timeout))
    )


def _prepared(backend: Backend, entropy: Callable[[int], bytes]) -> str:
    """Make the tables or bring them forward where that is needed; the id of the chain."""

    def look(cursor: Cursor) -> int:
        return version_of(cursor, backend.tables(cursor), backend.statements.mark)

    def bring(cursor: Cursor) -> None:
        backend.make_place(cursor)
        migrate(
            cursor,
            version=look(cursor),
            mark=backend.statements.mark,
            types=backend.types,
            chain_id=lambda: entropy(16).hex(),
            release=importlib.import_module("vngkit").__version__,
        )

    def chain(cursor: Cursor) -> Any:
        cursor.execute(backend.statements.meta, ("chain",))
        return cursor.fetchone()

    if backend.read(look) < CURRENT:
        backend.write(bring)
    found = backend.read(chain)
    if found is None:
        raise StoreBroken(
            "the store does not say which chain it holds.", why="Its beginning is damaged.", fix="restore a back-up"
        )
    return str(found[0])
