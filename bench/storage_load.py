"""Goals 12 and 13: reading one case, and reading the whole log, into rows and into objects of the domain."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from bench._storage import Row, fresh, place, postgres, rounds, schema, show
from vngkit import Kit
from vngkit.kit import Ports
from vngkit.reentry import load_recorded
from vngkit.reentry.synthetic import caseload
from vngkit.storage import Append, StoredEvent, open_database

CASES, LOADS = 1000, 100
KEY = b"k" * 32


def peer_application(folder: Path, texts: list[list[str]]) -> tuple[Any, list[Any]]:
    """The same events as aggregates of ``eventsourcing`` in SQLite."""
    from eventsourcing.application import Application  # type: ignore[import-not-found]
    from eventsourcing.domain import Aggregate, event  # type: ignore[import-not-found]

    class CaseAggregate(Aggregate):  # type: ignore[misc]
        @event("Begun")  # type: ignore[untyped-decorator]
        def __init__(self) -> None:
            self.last = ""

        @event("Recorded")  # type: ignore[untyped-decorator]
        def record(self, text: str) -> None:
            self.last = text

    application: Any = Application(
        env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(fresh(folder))}
    )
    ids = []
    for case in texts:
        aggregate = CaseAggregate()
        for text in case[1:]:
            aggregate.record(text)
        application.save(aggregate)
        ids.append(aggregate.id)
    return application, ids


def whole(payloads: list[str]) -> int:
    """The floor: each content parsed to dicts."""
    import orjson  # type: ignore[import-not-found]

    return sum(1 for text in payloads if orjson.loads(text))


def run(number: int = 5, count: int = CASES) -> tuple[list[Row], dict[str, str]]:
    """All ways in one run, on one caseload of made-up people."""
    made = list(caseload(["GM9999"], seed=5, start=date(2025, 7, 1), days=365, count=count))
    draw = random.Random(1)
    with place() as folder, postgres(folder) as server:
        file = f"sqlite:///{fresh(folder)}"
        kit = Kit.open(file, plugins=(), ports=Ports(reference_key=KEY))
        for one in made:
            kit.reentry.adopt(one.case_id, one.records)
        database = kit.database
        pg = open_database(f"{server}&schema={schema()}")
        copied = [
            Append(space=one.space, stream=one.stream, events=(one.event,), expected=one.version - 1)
            for one in database.changes()
        ]
        pg.append_many(copied)
        texts = [[row.payload or "" for row in database.read("reentry", one.case_id)] for one in made]
        application, ids = peer_application(folder, texts[:300])
        asked = [one.case_id for one in draw.choices(made, k=LOADS)]
        theirs = draw.choices(ids, k=LOADS)
        total = sum(len(case) for case in texts)
        path = file.removeprefix("sqlite:///")

        def bare() -> int:
            import sqlite3

            connection = sqlite3.connect(path)
            rows = [row[0] for row in connection.execute("select payload from payloads order by seq")]
            connection.close()
            return whole(rows)

        def objects(events: list[StoredEvent]) -> None:
            for row in events:
                load_recorded(row.payload or "")

        ways: dict[str, tuple[Callable[[], object], int]] = {
            "eventsourcing, repository.get": (lambda: [application.repository.get(one) for one in theirs], LOADS),
            "vngkit SQLite, events of a case": (lambda: [database.read("reentry", one) for one in asked], LOADS),
            "vngkit SQLite, document of a case": (
                lambda: [database.document("reentry", one) for one in asked],
                LOADS,
            ),
            "vngkit PostgreSQL, events of a case": (lambda: [pg.read("reentry", one) for one in asked], LOADS),
            "vngkit SQLite, kit.reentry.get": (lambda: [kit.reentry.get(one) for one in asked], LOADS),
            "vngkit SQLite, kit.reentry.history": (lambda: [kit.reentry.history(one) for one in asked], LOADS),
            "bare SELECT and orjson, whole log": (bare, total),
            "vngkit SQLite, changes of the whole log": (lambda: sum(1 for _ in database.changes()), total),
            "vngkit SQLite, whole log into Recorded": (
                lambda: objects([one.event for one in database.changes()]),
                total,
            ),
            "vngkit SQLite, rows of the whole log": (lambda: sum(1 for _ in database.rows()), total),
        }
        peers = {name: "eventsourcing, repository.get" for name in ways if "case" in name or "reentry" in name}
        peers |= {
            name: "bare SELECT and orjson, whole log" for name in ways if name.startswith("vngkit") and "whole" in name
        }
        try:
            print(f"{len(made)} cases, {total / len(made):.1f} events a case on average")
            return rounds(ways, peers, number), peers
        finally:
            kit.close()
            pg.close()


if __name__ == "__main__":
    found, against = run(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    show(found, "things", against)
