"""Goal 18: two workers of a process pool and of dask against one process, with equal findings."""

from __future__ import annotations

import gc
import importlib
import logging
import multiprocessing
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

from bench._reentry import ON
from vngkit.reentry import evaluate, evaluate_with
from vngkit.reentry.synthetic import SyntheticSource

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3


def summed(findings: Any) -> tuple[int, int]:
    """What a pass gives, without keeping it: the number of findings and a number for what they say."""
    count = total = 0
    for found in findings:
        count += 1
        total ^= hash((found.case_id, found.id, found.kind, found.due_on))
    return count, total


def burn(seconds: float) -> int:
    """Plain work for the processor, to see what two processes give on this machine at this moment."""
    end, done = time.process_time() + seconds, 0
    while time.process_time() < end:
        done += 1
    return done


def machine(pool: Any) -> float:
    """How much more two processes do here than one, in the same wall time; 2 on two idle cores."""
    start = time.perf_counter()
    list(pool.map(burn, [0.7, 0.7]))
    return 1.4 / (time.perf_counter() - start)


def main() -> None:
    count = 1_000 if "--quick" in sys.argv else 20_000
    chunk = 250 if "--quick" in sys.argv else 1_000
    source = SyntheticSource(seed=1, start=ON.replace(month=1, day=1), days=365, count=count, on=ON)

    def whole() -> Any:
        return list(evaluate(source(source.numbers), on=ON))

    def streamed() -> Any:
        return evaluate(source(source.numbers), on=ON)

    def workers(executor: Any) -> Callable[[], Any]:
        return lambda: evaluate_with(executor, source, source.numbers, on=ON, chunk=chunk)

    distributed = importlib.import_module("distributed")
    context = multiprocessing.get_context("spawn")
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", silence_logs=logging.ERROR
    )
    with (
        ProcessPoolExecutor(1, mp_context=context) as one,
        ProcessPoolExecutor(2, mp_context=context) as two,
        cluster,
        distributed.Client(cluster) as client,
    ):
        ways: dict[str, Callable[[], Any]] = {
            "one process, all findings held": whole,
            "one process, streamed": streamed,
            "process pool, 1 worker": workers(one),
            "process pool, 2 workers": workers(two),
            "dask, 2 workers": workers(client.get_executor(pure=False)),
        }
        first = summed(streamed())
        for name, work in ways.items():  # books are made before anything counts
            assert summed(work()) == first, name
        taken: dict[str, list[float]] = {name: [] for name in ways}
        gains = []
        for _ in range(ROUNDS):
            gains.append(machine(two))
            for name, work in ways.items():
                gc.collect()
                start = time.perf_counter()
                summed(work())
                taken[name].append(time.perf_counter() - start)
    gain = statistics.median(gains)
    print(f"{count:,} synthetic cases made and evaluated, {first[0]:,} findings, all equal; wall, medians of rounds")
    print(f"two processes of plain work gave {gain:.2f} times one on this machine at that time")
    print("| way | s | cases/s | times one process, held | times streamed | times pool of 1 |")
    print("|---|---|---|---|---|---|")
    for name, seconds in taken.items():
        ratios = [
            statistics.median(base / own for base, own in zip(taken[peer], seconds, strict=True))
            for peer in ("one process, all findings held", "one process, streamed", "process pool, 1 worker")
        ]
        told = " | ".join(f"{ratio:.2f}" for ratio in ratios)
        middle = statistics.median(seconds)
        print(f"| {name} | {middle:.1f} | {count / middle:,.0f} | {told} |")


if __name__ == "__main__":
    main()
