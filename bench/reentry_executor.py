"""Goal 18: two workers of a process pool and of dask against one process, with equal findings."""

from __future__ import annotations

import gc
import importlib
import logging
import multiprocessing
import resource
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any
from zlib import crc32

from bench._reentry import ON
from vngkit.reentry import evaluate, evaluate_with, summarise_with
from vngkit.reentry.synthetic import SyntheticSource

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3


def summed(findings: Any) -> tuple[int, int]:
    """What a pass gives, without keeping it: the number of findings and a number for what they say."""
    count = total = 0
    for found in findings:
        count += 1
        total ^= crc32(f"{found.case_id} {found.id} {found.kind} {found.due_on}".encode())
    return count, total


def together(told: Any) -> tuple[int, int]:
    """The summaries of all chunks as one."""
    count = total = 0
    for part, number in told:
        count, total = count + part, total ^ number
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


def through(executor: Any, source: SyntheticSource, numbers: range, chunk: int, *, counts: bool) -> tuple[int, int]:
    """A pass in workers: all findings come back, or only what was counted."""
    if counts:
        return together(summarise_with(executor, source, numbers, summed, on=ON, chunk=chunk))
    return summed(evaluate_with(executor, source, numbers, on=ON, chunk=chunk))


def spent(source: SyntheticSource, numbers: range, chunk: int, *, counts: bool) -> tuple[float, float]:
    """CPU seconds of this process and of a pool of two that it starts, for these cases."""
    here, there = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        through(pool, source, numbers, chunk, counts=counts)
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    children = now.ru_utime + now.ru_stime - there.ru_utime - there.ru_stime
    return time.process_time() - here, children


def in_cpu(source: SyntheticSource, chunk: int) -> None:
    """The CPU that the way through workers takes, beside that of one process: what no other program disturbs."""
    start = time.process_time()
    summed(evaluate(source(source.numbers), on=ON))
    alone = time.process_time() - start
    start = time.process_time()
    summed(list(evaluate(source(source.numbers), on=ON)))
    kept = time.process_time() - start
    print(f"CPU: one process {alone:.1f} s streamed, {kept:.1f} s with all findings held")
    for counts in (False, True):
        (here, there), (_, begin) = (
            spent(source, numbers, size, counts=counts) for numbers, size in ((source.numbers, chunk), (range(1, 3), 1))
        )
        cpu = there - begin + here
        what = "counted there" if counts else "all findings back"
        most = f"at most {2 * alone / cpu:.2f} times streamed, {2 * kept / cpu:.2f} times held, on two idle cores"
        print(f"two workers, {what}: {there - begin:.1f} s there and {here:.1f} s here: {most}")


def main() -> None:
    count = 1_000 if "--quick" in sys.argv else 10_000
    chunk = 250 if "--quick" in sys.argv else 500
    source = SyntheticSource(seed=1, start=ON.replace(month=1, day=1), days=365, count=count, on=ON)

    def workers(executor: Any, *, counts: bool = False) -> Callable[[], tuple[int, int]]:
        return lambda: through(executor, source, source.numbers, chunk, counts=counts)

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
        dask = client.get_executor(pure=False)
        ways: dict[str, Callable[[], tuple[int, int]]] = {
            "one process, all findings held": lambda: summed(list(evaluate(source(source.numbers), on=ON))),
            "one process, streamed": lambda: summed(evaluate(source(source.numbers), on=ON)),
            "process pool, 1 worker": workers(one),
            "process pool, 2 workers": workers(two),
            "process pool, 2 workers, counted there": workers(two, counts=True),
            "dask, 2 workers": workers(dask),
            "dask, 2 workers, counted there": workers(dask, counts=True),
        }
        first = ways["one process, streamed"]()
        for name, work in ways.items():  # books are made before anything counts
            assert work() == first, name
        taken: dict[str, list[float]] = {name: [] for name in ways}
        gains = []
        for _ in range(ROUNDS):
            gains.append(machine(two))
            for name, work in ways.items():
                gc.collect()
                start = time.perf_counter()
                work()
                taken[name].append(time.perf_counter() - start)
    in_cpu(source, chunk)
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
