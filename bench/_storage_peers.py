"""The peers of the store: bare sqlite3 and psycopg with one table, and the recorders of ``eventsourcing``."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from importlib import import_module
from itertools import count
from pathlib import Path
from uuid import UUID

from bench._storage import EVENTS_A_CASE, PAYLOADS, case, fresh

TABLE = (
    "create table event(seq integer primary key, case_id text not null, version int not null, at text not null, "
    "kind text not null, payload blob not null, unique(case_id, version))"
)
INSERT = "insert into event(case_id, version, at, kind, payload) values (?, ?, ?, ?, ?)"
Line = tuple[str, int, str, str, bytes]
_TABLES = count(1)


def lines(amount: int) -> list[Line]:
    """The same events as rows."""
    return [
        (
            case(number // EVENTS_A_CASE),
            number % EVENTS_A_CASE,
            "2026-11-23",
            "condition_updated",
            PAYLOADS[number % 1000].encode(),
        )
        for number in range(amount)
    ]


def bare(path: Path, journal: str) -> sqlite3.Connection:
    """A connection of the standard library, with the same promise: on the disk before it is answered."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=60)
    connection.execute(f"pragma journal_mode = {journal}")
    connection.execute("pragma synchronous = full")
    connection.execute(TABLE)
    return connection


def bare_appends(folder: Path, journal: str, rows: Sequence[Line], batch: int) -> None:
    """Batches of rows, each in a transaction."""
    connection = bare(fresh(folder), journal)
    for start in range(0, len(rows), batch):
        connection.execute("begin immediate")
        connection.executemany(INSERT, rows[start : start + batch])
        connection.execute("commit")
    connection.close()


def recorded(amount: int) -> list[object]:
    """The same events as ``eventsourcing`` holds them."""
    from eventsourcing.persistence import StoredEvent  # type: ignore[import-not-found]

    return [
        StoredEvent(
            UUID(int=number // EVENTS_A_CASE + 1),
            number % EVENTS_A_CASE + 1,
            "vng:ConditionUpdated",
            PAYLOADS[number % 1000].encode(),
        )
        for number in range(amount)
    ]


def peer_sqlite(folder: Path, rows: Sequence[object], batch: int) -> None:
    """Batches by the recorder of ``eventsourcing`` for SQLite."""
    from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore  # type: ignore[import-not-found]

    store = SQLiteDatastore(str(fresh(folder)))
    recorder = SQLiteApplicationRecorder(store)
    recorder.create_table()
    for start in range(0, len(rows), batch):
        recorder.insert_events(rows[start : start + batch])
    store.close()


class PeerPostgres:
    """The recorder of ``eventsourcing`` for PostgreSQL."""

    def __init__(self, host: str) -> None:
        from eventsourcing.postgres import PostgresDatastore  # type: ignore[import-not-found]

        self._store = PostgresDatastore("postgres", host, "5432", "postgres", "")

    def append(self, rows: Sequence[object], batch: int) -> None:
        """Batches of rows, in a table of their own."""
        recorder = import_module("eventsourcing.postgres").PostgresApplicationRecorder(
            self._store, events_table_name=f"peer{next(_TABLES)}"
        )
        recorder.create_table()
        for start in range(0, len(rows), batch):
            recorder.insert_events(rows[start : start + batch])

    def close(self) -> None:
        """Let go of the connections."""
        self._store.close()
