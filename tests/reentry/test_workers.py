"""Workers find what one process finds: for any number of them, any chunk, any order, and any seed of the hash."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vngkit.errors import DataError
from vngkit.reentry import Finding, evaluate, evaluate_with, summarise_with
from vngkit.reentry._packed import pack

from .digests import ON, SOURCE, digest


@pytest.fixture(scope="module")
def whole() -> list[Finding]:
    return list(evaluate(SOURCE(SOURCE.numbers), on=ON))


def test_processes_give_the_findings_of_one_process_in_the_same_order(whole: list[Finding]) -> None:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as processes:
        assert list(evaluate_with(processes, SOURCE, SOURCE.numbers, on=ON, chunk=30)) == whole


@pytest.mark.parametrize(("workers", "chunk", "ahead"), [(1, 7, 1), (2, 40, 2), (3, 1_000, 8)])
def test_the_number_of_workers_and_the_size_of_a_chunk_change_nothing(
    whole: list[Finding], workers: int, chunk: int, ahead: int
) -> None:
    with ThreadPoolExecutor(workers) as threads:
        assert list(evaluate_with(threads, SOURCE, SOURCE.numbers, on=ON, chunk=chunk, ahead=ahead)) == whole


def test_cases_in_another_order_have_the_same_findings(whole: list[Finding]) -> None:
    numbers = sorted(SOURCE.numbers, key=lambda number: number * 7919 % 120)
    with ThreadPoolExecutor(2) as threads:
        found = list(evaluate_with(threads, SOURCE, iter(numbers), on=ON, chunk=9))
    assert found != whole
    assert digest(found) == digest(whole)


def test_the_seed_of_the_hash_changes_no_finding(whole: list[Finding]) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.reentry.digests"],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed in ("0", "1", "2", "3")
    ]
    assert {process.communicate()[0].strip() for process in started} == {digest(whole)}


def test_only_keys_go_out_and_no_more_than_a_few_chunks_wait() -> None:
    class Counting(Executor):
        """Does each task at once, and counts what was handed in and what was taken."""

        def __init__(self) -> None:
            self.sent: list[tuple[Any, ...]] = []

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            self.sent.append(args)
            done: Future[Any] = Future()
            done.set_result(fn(*args, **kwargs))
            return done

    counting = Counting()
    found = evaluate_with(counting, SOURCE, SOURCE.numbers, on=ON, chunk=10, ahead=2)
    assert counting.sent == []
    next(found)
    assert len(counting.sent) <= 4
    assert all(type(sent[2]) is range for sent in counting.sent)
    assert all(len(pickle.dumps(sent)) < 1_000 for sent in counting.sent)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 59), max_size=40))
def test_packing_gives_back_the_same_findings(chosen: list[int]) -> None:
    made = list(evaluate(SOURCE(range(1, 60)), on=ON))
    some = [made[number % len(made)] for number in chosen]
    packed = pack(some)
    assert len(packed) == len(some)
    assert list(pickle.loads(pickle.dumps(packed))) == some  # noqa: S301  # what a worker sends


@pytest.mark.parametrize(("chunk", "ahead"), [(0, 1), (1, 0)])
def test_a_chunk_holds_at_least_one_case(chunk: int, ahead: int) -> None:
    with ThreadPoolExecutor(1) as threads, pytest.raises(DataError):
        evaluate_with(threads, SOURCE, SOURCE.numbers, on=ON, chunk=chunk, ahead=ahead)


def kinds(findings: Iterator[Finding]) -> Counter[str]:
    return Counter(finding.kind for finding in findings)


def test_what_workers_count_is_what_one_process_counts(whole: list[Finding]) -> None:
    with ThreadPoolExecutor(2) as threads:
        told = list(summarise_with(threads, SOURCE, SOURCE.numbers, kinds, on=ON, chunk=50))
    assert len(told) == 3
    assert sum(told, Counter()) == kinds(iter(whole))
