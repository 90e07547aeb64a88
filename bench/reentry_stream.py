"""Goal 4: what a case costs and how much memory it takes, streamed, from ten thousand cases to a million."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from array import array
from itertools import cycle, islice
from typing import TYPE_CHECKING

from attrs import evolve

from bench._reentry import ON
from vngkit.reentry import Case, FindingKind, evaluate, national_book, synthetic

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNTS = (10_000, 100_000, 1_000_000)
DIFFERENT = 2_000
KINDS = {kind: number for number, kind in enumerate(FindingKind)}


def many(count: int) -> Iterator[Case]:
    """So many cases: two thousand synthetic ones again and again, each time with an id of its own."""
    load = synthetic.caseload(None, seed=1, start=ON.replace(month=1, day=1), days=365, count=DIFFERENT)
    held = list(load.cases(on=ON))
    return (evolve(case, id=f"case-{number}") for number, case in enumerate(islice(cycle(held), count)))


def measure(count: int) -> str:
    """One pass in a process of its own: microseconds of CPU a case, findings, peak megabytes."""
    book, cases = national_book(), many(count)
    for _ in evaluate(islice(cases, DIFFERENT), on=ON, book=book):
        pass  # what is read once and remembered does not count
    kinds, days = array("b"), array("i")
    start = time.process_time()
    for found in evaluate(many(count), on=ON, book=book):
        kinds.append(KINDS[found.kind])
        days.append(found.due_on.toordinal() if found.due_on else 0)
    taken = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{taken / count * 1e6} {len(kinds)} {peak}"


def main() -> None:
    if "--one" in sys.argv:
        print(measure(int(sys.argv[-1])))
        return
    counts = COUNTS[:1] if "--quick" in sys.argv else COUNTS
    print("all of national law, findings taken one by one, their kind and day kept in arrays; CPU, a process each")
    print("| cases | findings | us a case | ratio to 10,000 | peak MB |")
    print("|---|---|---|---|---|")
    first = 0.0
    for count in counts:
        command = [sys.executable, "-m", "bench.reentry_stream", "--one", str(count)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        each, findings, peak = map(float, told.split())
        first = first or each
        print(f"| {count:,} | {findings:,.0f} | {each:.0f} | {each / first:.2f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
