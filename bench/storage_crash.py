"""Tests 1, 5 and 6 at full size: kill -9, servers stopped at once, answers that never come, eight processes that race.

``python -m bench.storage_crash`` takes some minutes; a number behind it is the share of the full size (0.1: a tenth).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.storage.trials import Tally, crash_postgres, crash_sqlite, postgres_of_our_own, race, unknown_outcome

from bench._storage import place
from vngkit.storage import open_database

HEAD = "| trial | runs | acknowledged | lost | doubled | half kept | chain broken | other errors | errors told |"


def line(name: str, tally: Tally) -> None:
    """A row of the table."""
    told = ", ".join(f"{error} {amount}" for error, amount in sorted(tally.errors.items())) or "none"
    recovery = f"; slowest recovery {tally.slowest_recovery:.2f} s" if tally.slowest_recovery else ""
    print(
        f"| {name} | {tally.runs} | {tally.acknowledged} | {tally.lost} | {tally.doubled} | {tally.partial} | "
        f"{tally.broken} | {len(tally.odd)} | {told}{recovery} |",
        flush=True,
    )


def main(share: float) -> None:
    """All trials, one after another."""
    print(HEAD)
    print("|---|---|---|---|---|---|---|---|---|")
    for journal in ("rollback", "wal"):
        with place() as folder:
            line(f"kill -9, SQLite, {journal}", crash_sqlite(folder, journal, max(int(1000 * share), 1)))
    line("pg_ctl stop -m immediate, PostgreSQL", crash_postgres(max(int(100 * share), 1)))
    with place() as folder, postgres_of_our_own() as (server, _):
        sockets = Path(tempfile.mkdtemp(prefix="vngkit-"))
        try:
            url = f"{server.get_uri()}&schema=unknown"
            tally, cuts = unknown_outcome(url, sockets, max(int(1000 * share), 10))
        finally:
            shutil.rmtree(sockets)
        line(f"cut between commit and answer ({cuts} cuts), PostgreSQL", tally)
        each = max(int(1000 * share), 5)
        for name, store in (
            ("SQLite, rollback journal", f"sqlite:///{folder}/kept.db?journal=rollback"),
            ("PostgreSQL", f"{server.get_uri()}&schema=race"),
        ):
            open_database(store).close()
            line(f"8 processes at one stream, {each} appends each, {name}", race(store, 8, each))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
