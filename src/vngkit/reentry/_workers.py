"""Evaluating cases in workers: keys go out, packed findings come back, in the order of the keys."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from datetime import date
from functools import lru_cache
from itertools import islice
from threading import Lock
from typing import Any, Final, TypeVar

from vngkit.errors import DataError
from vngkit.reentry._case import Case
from vngkit.reentry._evaluate import DutyBook
from vngkit.reentry._finding import Finding
from vngkit.reentry._packed import pack
from vngkit.reentry._stream import evaluate, national_book

__all__ = ["evaluate_with", "summarise_with"]

_Key = TypeVar("_Key")
_Told = TypeVar("_Told")
_ONE_AT_A_TIME: Final = Lock()  # threads of one process share a book


def evaluate_with(  # noqa: PLR0913  # what a worker needs; all but the first three are by name
    executor: Executor,
    source: Callable[[Sequence[_Key]], Iterable[Case]],
    keys: Iterable[_Key],
    *,
    on: date,
    book: Callable[[], DutyBook] = national_book,
    chunk: int = 3_000,
    ahead: int = 8,
) -> Iterator[Finding]:
    """The findings (*bevindingen*) of many cases on a day, from the workers of any executor.

    Keys go to the workers and never cases: a worker gets its cases from ``source``, makes the book itself, once, and
    sends the findings back packed. They come in the order of the keys, equal to those of ``evaluate``, whatever the
    number of workers and the size of a chunk.

    Args:
        executor: a ``ProcessPoolExecutor``, that of dask (``client.get_executor(pure=False)``), or another.
        source: gives the cases of some keys; for processes a function of a module or an object that can be pickled,
            such as ``synthetic.SyntheticSource``.
        keys: of the cases; of a range, parts of the range are sent.
        on: the day.
        book: makes the book; for processes a function of a module, or an object that can be pickled and is equal to
            itself after that. Without one: national law alone.
        chunk: how many keys go to a worker at a time.
        ahead: how many chunks are out at a time; a few for each worker.

    Returns:
        The findings. Raises ``DataError`` for a chunk or ``ahead`` below 1, and what ``source`` or the executor raises.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> from vngkit.reentry.synthetic import SyntheticSource
    >>> source = SyntheticSource(seed=7, start=date(2026, 1, 1), days=365, count=30, on=date(2026, 9, 1))
    >>> with ThreadPoolExecutor(2) as threads:
    ...     found = list(evaluate_with(threads, source, source.numbers, on=date(2026, 9, 1), chunk=10))
    >>> found == list(evaluate(source(source.numbers), on=date(2026, 9, 1)))
    True
    """
    packed = summarise_with(executor, source, keys, pack, on=on, book=book, chunk=chunk, ahead=ahead)
    return (finding for findings in packed for finding in findings)


def summarise_with(  # noqa: PLR0913  # what a worker needs; all but the first four are by name
    executor: Executor,
    source: Callable[[Sequence[_Key]], Iterable[Case]],
    keys: Iterable[_Key],
    summary: Callable[[Iterator[Finding]], _Told],
    *,
    on: date,
    book: Callable[[], DutyBook] = national_book,
    chunk: int = 3_000,
    ahead: int = 8,
) -> Iterator[_Told]:
    """What a function makes of the findings of each chunk (*samenvatting*), in the workers of any executor.

    As ``evaluate_with``, for whoever counts: the findings stay in the worker, and only what ``summary`` gives comes
    back. For processes it must be a function of a module.

    Returns:
        What ``summary`` gave for each chunk, in the order of the keys. Raises ``DataError`` for a chunk or ``ahead``
        below 1, and what ``source``, ``summary`` or the executor raises.

    >>> from collections import Counter
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> from vngkit.reentry.synthetic import SyntheticSource
    >>> source = SyntheticSource(seed=7, start=date(2026, 1, 1), days=365, count=30, on=date(2026, 9, 1))
    >>> def kinds(findings):
    ...     return Counter(finding.kind for finding in findings)
    >>> with ThreadPoolExecutor(2) as threads:
    ...     told = list(summarise_with(threads, source, source.numbers, kinds, on=date(2026, 9, 1), chunk=10))
    >>> len(told), sum(told, Counter()) == kinds(evaluate(source(source.numbers), on=date(2026, 9, 1)))
    (3, True)
    """
    if chunk < 1 or ahead < 1:
        raise DataError("a chunk and what is out at a time hold at least 1.", fix="leave them out, or give a number")
    return _come(executor, ((source, book, part, on, summary) for part in _parts(keys, chunk)), ahead)


def _come(executor: Executor, tasks: Iterator[tuple[Any, ...]], ahead: int) -> Iterator[Any]:
    """What comes back, in order, with so many tasks out: what waits here is bounded, however many keys there are."""
    out: deque[Future[Any]] = deque(executor.submit(_work, *task) for task in islice(tasks, ahead))
    try:
        while out:
            told = out.popleft().result()
            out.extend(executor.submit(_work, *task) for task in islice(tasks, 1))
            yield told
    finally:
        for future in out:
            future.cancel()


def _parts(keys: Iterable[_Key], size: int) -> Iterator[Sequence[_Key]]:
    if isinstance(keys, Sequence):
        yield from (keys[first : first + size] for first in range(0, len(keys), size))
        return
    rest = iter(keys)
    while part := tuple(islice(rest, size)):
        yield part


def _work(
    source: Callable[[Sequence[Any]], Iterable[Case]],
    book: Callable[[], DutyBook],
    keys: Sequence[Any],
    on: date,
    summary: Callable[[Iterator[Finding]], _Told],
) -> _Told:
    """What a worker does with one chunk."""
    with _ONE_AT_A_TIME:
        held = _made(book)
    return summary(evaluate(source(keys), on=on, book=held))


@lru_cache(maxsize=2)
def _made(book: Callable[[], DutyBook]) -> DutyBook:
    """The book, made once in each process."""
    return book()
