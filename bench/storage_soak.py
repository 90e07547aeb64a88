"""Test 12: a writer and readers for a long time; what grows, what stays open, and how long the slowest loads take.

``python -m bench.storage_soak 1000000 8 30`` (events, readers, minutes) is the whole size: an hour.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import sys
import threading
import time
from array import array
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from bench._storage import EVENTS_A_CASE, appends, case, events, fresh, place, postgres, schema
from vngkit.storage import Database, open_database, verify

KEPT = 20_000  # so many durations a reader keeps, drawn at random: a list that grows would be a leak of this bench
PAUSE = 0.01  # seconds between two loads of a reader: loads are timed, not how full the machine can be made
MOST_AT_ONCE = 3_000
WARM = 0.25  # this part of the time does not count


class Sample(NamedTuple):
    """What this program held at a moment: seconds since the beginning, bytes in memory, open files."""

    at: float
    memory: int
    files: int


class Soaked(NamedTuple):
    """What came of it; ``wrong`` says what was not as it should be."""

    events: int
    loads: int
    seconds: float
    samples: list[Sample]
    durations: list[float]
    wrong: list[str]

    @property
    def counted(self) -> list[Sample]:
        """The samples after the warm-up."""
        return [one for one in self.samples if one.at >= self.seconds * WARM]

    @property
    def slope(self) -> float:
        """How much memory grows: MB an hour, by least squares."""
        counted = self.counted
        fit = statistics.linear_regression([one.at for one in counted], [one.memory for one in counted])
        return fit.slope * 3600 / 1e6

    @property
    def files(self) -> tuple[int, int]:
        """The fewest and the most open files."""
        return min(one.files for one in self.counted), max(one.files for one in self.counted)


class Reader:
    """Loads one case after another, drawn from those that are whole, and looks whether each is what was written."""

    def __init__(self, database: Database, number: int) -> None:
        self.loads, self.wrong = 0, list[str]()
        self.durations = array("d", bytes(8 * KEPT))
        self._database, self._draw = database, random.Random(number)

    def run(self, whole: Callable[[], int], stop: threading.Event) -> None:
        """Until it is time to stop."""
        try:
            while not stop.wait(PAUSE):
                self._load(self._draw.randrange(whole()))
        except Exception as error:  # noqa: BLE001  # whatever it is, it is told
            self.wrong.append(f"a reader failed: {error!r}")

    def _load(self, number: int) -> None:
        begun = time.perf_counter()
        rows = self._database.read("reentry", case(number))
        took = time.perf_counter() - begun
        at = self.loads if self.loads < KEPT else self._draw.randrange(self.loads + 1)
        if at < KEPT:
            self.durations[at] = took
        self.loads += 1
        expected = events(EVENTS_A_CASE, number * EVENTS_A_CASE)
        if [(row.id, row.payload) for row in rows] != [(one.id, one.payload) for one in expected]:
            self.wrong.append(f"case {number} is not what was written")


def sample(begun: float) -> Sample:
    """What this program holds now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    files = len(os.listdir("/proc/self/fd"))  # noqa: PTH208  # the folder itself is one of them each time
    return Sample(time.perf_counter() - begun, pages * os.sysconf("SC_PAGE_SIZE"), files)


def soak(database: Database, amount: int, readers: int, seconds: float, every: float = 1.0) -> Soaked:
    """Write so many events evenly over the time, in whole cases, while readers load cases; sample now and then."""
    written, stop = EVENTS_A_CASE, threading.Event()
    database.append_many(appends(written))
    crowd = [Reader(database, number) for number in range(readers)]
    threads = [
        threading.Thread(target=one.run, args=(lambda: written // EVENTS_A_CASE, stop), daemon=True) for one in crowd
    ]
    begun = time.perf_counter()
    samples = list[Sample]()
    for thread in threads:
        thread.start()
    try:
        while (now := time.perf_counter() - begun) < seconds or written < amount:
            due = min(amount, int(amount * min(now / seconds, 1.0))) - written
            due = min(due // EVENTS_A_CASE, MOST_AT_ONCE // EVENTS_A_CASE) * EVENTS_A_CASE
            if due > 0:
                database.append_many(appends(due, written))
                written += due
            elif amount - written < EVENTS_A_CASE and now >= seconds:
                break
            else:
                time.sleep(PAUSE)
            if not samples or now - samples[-1].at >= every:
                samples.append(sample(begun))
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    gc.collect()
    took = time.perf_counter() - begun
    durations = [took for one in crowd for took in one.durations[: min(one.loads, KEPT)]]
    wrong = [problem for one in crowd for problem in one.wrong]
    return Soaked(
        written, sum(one.loads for one in crowd), took, samples, durations, wrong + looked_at(database, written)
    )


def looked_at(database: Database, written: int) -> list[str]:
    """What is not right at the end: every acknowledged event is there once, in order, and the chain fits."""
    wrong = []
    if database.head().seq != written:
        wrong.append(f"{written} events were acknowledged and {database.head().seq} are held")
    if any(later.seq != one.seq + 1 for one, later in pairwise(database.rows())):
        wrong.append("the log has a gap")
    wrong += [problem.explain("en") for problem in verify(database).problems]
    return wrong


def tell(name: str, found: Soaked, readers: int) -> str:
    """One row of the table."""
    median = statistics.median(found.durations)
    late = statistics.quantiles(found.durations, n=100)[98]
    fewest, most = found.files
    low, high = (pick(one.memory for one in found.counted) / 1e6 for pick in (min, max))
    return (
        f"| {name} | {found.events:,} | {readers} | {found.loads:,} | {found.seconds / 60:.1f} "
        f"| {low:.1f}-{high:.1f} | "
        f"{found.slope:+.1f} | {fewest}-{most} | {median * 1000:.2f} | {late * 1000:.2f} | {late / median:.1f} | "
        f"{'; '.join(found.wrong[:3]) or 'nothing'} |"
    )


def main(amount: int, readers: int, minutes: float) -> None:
    """On SQLite with its journal of choice, and on PostgreSQL."""
    heads = [
        "store",
        "events",
        "readers",
        "loads",
        "minutes",
        "memory MB",
        "MB an hour",
        "open files",
        "median ms",
        "p99 ms",
        "times",
        "wrong",
    ]
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    with place() as folder, postgres(folder) as server:
        for url in (f"sqlite:///{fresh(folder)}", f"{server}&schema={schema()}"):
            with open_database(url) as database:
                facts = database.facts()
                name = " ".join(filter(None, (facts["kind"], facts["version"], facts.get("journal"))))
                print(tell(name, soak(database, amount, readers, minutes * 60), readers), flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else 10_000, int(given[1]) if given[1:] else 8, float(given[2]) if given[2:] else 0.25)
