"""The one writer of a database: whatever waits goes in one transaction, and each is answered after it was committed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Any, Final, Generic, TypeVar

from vngkit.errors import StoreError, VngkitError

__all__ = ["Request", "Writer"]

T = TypeVar("T")
_MOST: Final = 1000


class Request(Generic[T]):
    """Something to be written, and its answer: a result or an error."""

    def __init__(self) -> None:
        self._done = Event()
        self._result: T | None = None
        self._error: VngkitError | None = None

    def answer(self, result: T) -> None:
        """It is kept for good."""
        self._result, self._error = result, None
        self._done.set()

    def refuse(self, error: VngkitError) -> None:
        """It is not kept, or it is not known."""
        self._error = error
        self._done.set()

    def wait(self) -> T:
        """The result, when it is there; raises the error."""
        self._done.wait()
        if self._error is not None:
            raise self._error.with_traceback(None)
        return self._result  # type: ignore[return-value]


class Writer:
    """A thread that carries out what is offered, a group at a time.

    Args:
        carry_out: writes a group and answers each of its requests.
        closed: makes the error for who comes after the end.
    """

    def __init__(
        self, carry_out: Callable[[Sequence[Request[Any]]], None], *, closed: Callable[[], VngkitError]
    ) -> None:
        self._carry_out, self._closed_error = carry_out, closed
        self._queue: SimpleQueue[Request[Any] | None] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._closed = False

    def offer(self, request: Request[T]) -> T:
        """Have something written, and wait until it is."""
        with self._lock:
            if self._closed:
                raise self._closed_error()
            if self._thread is None:
                self._thread = Thread(target=self._run, name="vngkit-writer", daemon=True)
                self._thread.start()
            self._queue.put(request)
        return request.wait()

    def close(self) -> None:
        """Carry out what waits, and end."""
        with self._lock:
            self._closed = True
            thread, self._thread = self._thread, None
            if thread is not None:
                self._queue.put(None)
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        going = True
        while going:
            group, going = self._next()
            try:
                self._carry_out(group)
            except BaseException as error:  # noqa: BLE001  # a writer that ends without a word leaves all waiting
                told = StoreError(f"the writer of the store failed ({type(error).__name__}).")
                for request in group:
                    request.refuse(told)

    def _next(self) -> tuple[list[Request[Any]], bool]:
        group: list[Request[Any]] = []
        item = self._queue.get()
        while item is not None:
            group.append(item)
            if len(group) == _MOST:
                return group, True
            try:
                item = self._queue.get_nowait()
            except Empty:
                return group, True
        return group, False
