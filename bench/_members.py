"""Interleaved rounds for the benches of the members: median CPU time of each way, and its ratio to one of them."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Row(NamedTuple):
    """One way of doing the work: CPU milliseconds, things per CPU second, and how much faster than the peer."""

    name: str
    cpu_ms: float
    rate: float
    ratio: float


def rounds(
    ways: Mapping[str, tuple[Callable[[], object], int]], peer: str, number: int = 7, repeat: int = 1
) -> list[Row]:
    """Run all ways in turn, ``number`` rounds; each comes with how many things it does; ratios are per thing."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(number + 1):
        for name, (work, _) in ways.items():
            gc.collect()
            start = time.process_time()
            for _ in range(repeat):
                work()
            if turn:  # the first round warms the caches and does not count
                taken[name].append(time.process_time() - start)
    each = {name: statistics.median(values) / repeat / ways[name][1] for name, values in taken.items()}
    return [Row(name, each[name] * ways[name][1] * 1000, 1 / each[name], each[peer] / each[name]) for name in ways]


def show(rows: list[Row], what: str, peer: str) -> None:
    """Print the table."""
    print(f"| way | CPU ms | {what} per CPU second | ratio to {peer} |")
    print("|---|---|---|---|")
    for row in rows:
        print(f"| {row.name} | {row.cpu_ms:.2f} | {row.rate:,.0f} | {row.ratio:.2f} |")
