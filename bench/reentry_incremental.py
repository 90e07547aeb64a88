"""Goal 6: keeping findings up to date against looking at everything again, equal on every day."""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from vngkit.reentry import Case, IncrementalBook, evaluate, fold, national_book, synthetic

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = date(2026, 11, 23)


def timed(work: Callable[[], object]) -> float:
    """CPU seconds."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


class Day(NamedTuple):
    """CPU seconds of a full pass and of keeping up, the share looked at, and one changed case against the bare book."""

    full: float
    kept: float
    looked: float
    one: float


def a_day(kept: IncrementalBook, cases: dict[str, Case], changed: list[Case], on: date) -> Day:
    """Both ways on one day: they find the same."""
    book, seen, every = national_book(), list[str](), list[object]()
    less = timed(lambda: seen.extend(kept.update(changed, on=on)))
    full = timed(lambda: every.extend(evaluate(cases.values(), on=on)))
    assert list(kept) == every, "kept findings differ from a full pass"
    alone = timed(lambda: [kept.update(changed[:1], on=on) for _ in range(20)])
    bare = timed(lambda: [book.evaluate(case, on) for case in changed[:1] for _ in range(20)])
    return Day(full, less, len(seen) / len(cases), alone / bare if bare else 0.0)


def follow(count: int, share: float, days: int) -> None:
    """So many days on each of which a share of the cases is folded anew from its history."""
    load = synthetic.caseload(None, seed=1, start=FIRST.replace(month=1, day=1), days=365, count=count)
    histories = {name: records for name, records in load.histories() if records[0].happened_on <= FIRST}
    cases: dict[str, Case] = {name: fold(name, records, on=FIRST) for name, records in histories.items()}
    draw, kept, told = random.Random(3), IncrementalBook(national_book()), list[Day]()
    first = timed(lambda: kept.update(cases.values(), on=FIRST))
    for on in (FIRST + timedelta(days=number) for number in range(1, days + 1)):
        names = draw.sample(sorted(cases), round(len(cases) * share))
        cases |= {name: fold(name, histories[name], on=on) for name in names}
        told.append(a_day(kept, cases, [cases[name] for name in names], on))
    full, less, looked, one = (statistics.median(column) for column in zip(*told, strict=True))
    print(
        f"| {len(cases):,} | {share:.1%} | {looked:.1%} | {full * 1000:.0f} | {less * 1000:.1f} "
        f"| {full / less:.1f} | {first / full:.2f} | {one:.2f} |",
        flush=True,
    )


def main() -> None:
    print("all of national law, equal on every day; CPU, medians of the days")
    print("first pass: against a full pass; one changed case: against the bare book on that case")
    print("| cases | changed a day | looked at a day | full ms | kept up ms | times | first pass | one changed case |")
    print("|---|---|---|---|---|---|---|---|")
    if "--quick" in sys.argv:
        follow(500, 0.01, 5)
        return
    for count, share, days in ((2_000, 0.01, 30), (5_000, 0.01, 15), (2_000, 0.05, 15), (2_000, 0.0, 15)):
        follow(count, share, days)


if __name__ == "__main__":
    main()
