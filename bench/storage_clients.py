"""Goal 11: many clients that each need their event on the disk before they go on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bench._storage import PAYLOADS, Row, events, fresh, place, postgres, rounds, schema, show
from bench._storage_peers import INSERT, bare
from vngkit.storage import open_database

CLIENTS, EACH = 32, 40

Write = Callable[[int, int], object]


def all_at_once(write: Write, clients: int) -> None:
    """Each client in a thread of its own, one event after another."""

    def client(number: int) -> None:
        for version in range(EACH):
            write(number, version)

    threads = [Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def one_each(folder: Path, clients: int) -> None:
    """Bare sqlite3, one transaction for each event."""
    connection, lock = bare(fresh(folder), "wal"), Lock()

    def write(number: int, version: int) -> None:
        with lock:
            connection.execute(INSERT, (f"c{number}", version, "2026-11-23", "x", PAYLOADS[version].encode()))

    all_at_once(write, clients)
    connection.close()


def bare_postgres(host: str, clients: int) -> None:
    """Bare psycopg, a connection for each client."""
    import psycopg

    table = schema()
    with psycopg.connect(host=host, user="postgres", autocommit=True) as connection:
        create: Any = (
            f"create table {table}(seq bigint generated always as identity primary key, case_id text not null, "
            "version int not null, payload bytea not null, unique(case_id, version))"
        )
        connection.execute(create)
    held = [psycopg.connect(host=host, user="postgres", autocommit=True) for _ in range(clients)]
    insert: Any = f"insert into {table}(case_id, version, payload) values (%s, %s, %s)"  # noqa: S608  # a name of our own
    all_at_once(
        lambda number, version: held[number].execute(insert, (f"c{number}", version, PAYLOADS[version].encode())),
        clients,
    )
    for connection in held:
        connection.close()


def ours(url: Callable[[], str], clients: int) -> None:
    """One database, and all clients at it."""
    rows = events(clients * EACH)
    with open_database(url()) as database:
        store = database.store("reentry")
        all_at_once(
            lambda number, version: store.append(
                f"c{number}", [rows[number * EACH + version]], expected=version, document="", labels=frozenset()
            ),
            clients,
        )


def run(number: int = 3) -> tuple[list[Row], dict[str, str]]:
    """All ways in one run."""
    with place() as folder, postgres(folder) as server:
        host = parse_qs(urlsplit(server).query)["host"][0]
        ways: dict[str, tuple[Callable[[], object], int]] = {}
        peers: dict[str, str] = {}
        for clients in (1, 8, CLIENTS):
            amount = clients * EACH
            single, pg = f"bare sqlite3, one transaction each, {clients}", f"bare PostgreSQL, {clients} connections"
            own, rollback, own_pg = (
                f"vngkit SQLite {kind}, {clients} clients" for kind in ("WAL", "rollback journal", "PostgreSQL")
            )
            own_pg = own_pg.replace("SQLite ", "")
            ways[single] = (partial(one_each, folder, clients), amount)
            ways[pg] = (partial(bare_postgres, host, clients), amount)
            for name, url in (
                (own, lambda: f"sqlite:///{fresh(folder)}?journal=wal"),
                (rollback, lambda: f"sqlite:///{fresh(folder)}?journal=rollback"),
                (own_pg, lambda: f"{server}&schema={schema()}"),
            ):
                ways[name] = (partial(ours, url, clients), amount)
            peers |= {own: single, rollback: single, own_pg: pg}
            ways[f"{own} (again)"], peers[f"{own} (again)"] = ways[own], pg
        return rounds(ways, peers, number), peers


if __name__ == "__main__":
    found, against = run(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
    show(found, "durable events", against)
