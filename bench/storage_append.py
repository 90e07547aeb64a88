"""Goals 9 and 10: appends that are on the disk when they are answered, one by one and a thousand at a time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from bench._storage import Row, appends, events, fresh, place, postgres, rounds, schema, show
from bench._storage_peers import PeerPostgres, bare_appends, lines, peer_sqlite, recorded
from vngkit.storage import Append, open_database

SINGLES, MANY, BATCH = 2000, 30_000, 1000


def ours(url: Callable[[], str], work: list[list[Append]]) -> None:
    """Each list in one call."""
    with open_database(url()) as database:
        for some in work:
            database.append_many(some)


def singles(amount: int) -> list[list[Append]]:
    """One event a call, in cases of thirty."""
    return [
        [Append(space="reentry", stream=f"case-{number // 30:027d}", events=(row,), expected=number % 30)]
        for number, row in enumerate(events(amount))
    ]


def batches(amount: int) -> list[list[Append]]:
    """About a thousand events a call: whole cases."""
    whole, size = appends(amount), BATCH // 30
    return [whole[start : start + size] for start in range(0, len(whole), size)]


def run(number: int = 5, many: int = MANY) -> tuple[list[Row], dict[str, str]]:
    """All ways in one run."""
    with place() as folder, postgres(folder) as server:
        host = parse_qs(urlsplit(server).query)["host"][0]
        peer = PeerPostgres(host)
        one, batch, whole = singles(SINGLES), batches(many), [appends(many)]
        rows, theirs = lines(many), recorded(many)

        def wal() -> str:
            return f"sqlite:///{fresh(folder)}?journal=wal"

        def rollback() -> str:
            return f"sqlite:///{fresh(folder)}?journal=rollback"

        def pg() -> str:
            return f"{server}&schema={schema()}"

        ways: dict[str, tuple[Callable[[], object], int]] = {
            "bare sqlite3, WAL, single": (lambda: bare_appends(folder, "wal", rows[:SINGLES], 1), SINGLES),
            "eventsourcing SQLite, single": (lambda: peer_sqlite(folder, theirs[:SINGLES], 1), SINGLES),
            "vngkit SQLite WAL, single": (lambda: ours(wal, one), SINGLES),
            "bare sqlite3, rollback journal, single": (
                lambda: bare_appends(folder, "truncate", rows[:SINGLES], 1),
                SINGLES,
            ),
            "vngkit SQLite rollback journal, single": (lambda: ours(rollback, one), SINGLES),
            "eventsourcing PostgreSQL, single": (lambda: peer.append(theirs[:SINGLES], 1), SINGLES),
            "vngkit PostgreSQL, single": (lambda: ours(pg, one), SINGLES),
            "bare sqlite3, WAL, 1000 a time": (lambda: bare_appends(folder, "wal", rows, BATCH), many),
            "eventsourcing SQLite, 1000 a time": (lambda: peer_sqlite(folder, theirs, BATCH), many),
            "vngkit SQLite WAL, 1000 a time": (lambda: ours(wal, batch), many),
            "vngkit SQLite rollback journal, 1000 a time": (lambda: ours(rollback, batch), many),
            "eventsourcing PostgreSQL, 1000 a time": (lambda: peer.append(theirs, BATCH), many),
            "vngkit PostgreSQL, 1000 a time": (lambda: ours(pg, batch), many),
            "vngkit PostgreSQL, all at once": (lambda: ours(pg, whole), many),
        }
        peers = {
            "vngkit SQLite WAL, single": "bare sqlite3, WAL, single",
            "eventsourcing SQLite, single": "bare sqlite3, WAL, single",
            "vngkit SQLite rollback journal, single": "bare sqlite3, rollback journal, single",
            "vngkit PostgreSQL, single": "eventsourcing PostgreSQL, single",
            "vngkit SQLite WAL, 1000 a time": "eventsourcing SQLite, 1000 a time",
            "vngkit SQLite rollback journal, 1000 a time": "eventsourcing SQLite, 1000 a time",
            "vngkit PostgreSQL, 1000 a time": "eventsourcing PostgreSQL, 1000 a time",
            "vngkit PostgreSQL, all at once": "eventsourcing PostgreSQL, 1000 a time",
        }
        try:
            return rounds(ways, peers, number), peers
        finally:
            peer.close()


if __name__ == "__main__":
    found, against = run(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    show(found, "events", against)
