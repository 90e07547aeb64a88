"""The one writer of a database at a time: whoever comes while one writes waits, and goes in the next transaction.

There is no thread of its own: the first who comes writes for all who wait, and hands the turn on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Condition, Lock
from typing import Any, Final, Generic, TypeVar

from vngkit.errors import VngkitError
from vngkit.storage._failures import unsure

__all__ = ["Request", "Writer"]

T = TypeVar("T")
_MOST: Final = 1000


class Request(Generic[T]):
    """Something to be written, and its answer: a result or an error."""

    def __init__(self) -> None:
        self.answered = False
        self._result: T | None = None
        self._error: Exception | None = None
        self._turn: Lock | None = None

    def answer(self, result: T) -> None:
        """It is kept for good."""
        self._result, self.answered = result, True

    def refuse(self, error: Exception) -> None:
        """It is not kept, or it is not known."""
        self._error, self.answered = error, True

    def result(self) -> T:
        """What was answered; raises the error."""
        if self._error is not None:
            raise self._error.with_traceback(None)
        return self._result  # type: ignore[return-value]

    def will_wait(self) -> None:
        """Get ready to wait for an answer or for a turn."""
        self._turn = Lock()
        self._turn.acquire()

    def wait(self) -> None:
        """Wait for an answer or for a turn."""
        assert self._turn is not None  # noqa: S101  # will_wait went before
        self._turn.acquire()

    def wake(self) -> None:
        """There is an answer, or it is this one's turn."""
        if self._turn is not None:
            self._turn.release()


class Writer:
    """Takes turns among those who write, and lets each turn be for all who wait.

    Args:
        carry_out: writes a group and answers each of its requests.
        closed: makes the error for who comes after the end.
    """

    def __init__(
        self, carry_out: Callable[[Sequence[Request[Any]]], None], *, closed: Callable[[], VngkitError]
    ) -> None:
        self._carry_out, self._closed_error = carry_out, closed
        self._waiting: list[Request[Any]] = []
        self._lock = Lock()
        self._idle = Condition(self._lock)
        self._leader: Request[Any] | None = None
        self._closed = False

    def offer(self, request: Request[T]) -> T:
        """Have something written, and wait until it is."""
        try:
            with self._lock:
                if self._closed:
                    raise self._closed_error()
                self._waiting.append(request)
                if self._leader is None:
                    self._leader = request
                else:
                    request.will_wait()
            if self._leader is not request:
                request.wait()
            if not request.answered:
                self._lead()
        finally:
            self._leave(request)
        return request.result()

    def close(self) -> None:
        """Let nobody in any more, and wait until who came before is done."""
        with self._lock:
            self._closed = True
            while self._leader is not None:
                self._idle.wait()

    def _lead(self) -> None:
        """Write for all who wait."""
        with self._lock:
            group, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
        try:
            self._carry_out(group)
        finally:
            for request in group:
                if not request.answered:  # the one who writes was interrupted
                    request.refuse(unsure("interrupted"))
            for request in group[1:]:
                request.wake()

    def _leave(self, request: Request[Any]) -> None:
        """Be gone, also when interrupted: not waiting any more, and the turn handed to the first who waits."""
        following = None
        with self._lock:
            if request in self._waiting:
                self._waiting.remove(request)
            if self._leader is request:
                self._leader = following = self._waiting[0] if self._waiting else None
                self._idle.notify_all()
        if following is not None:
            following.wake()
