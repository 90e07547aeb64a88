"""A log of processing for tests: a clock that is given, ids that are counted, keys that are known."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from vngkit.privacy import (
    ActivityRegister,
    MemoryProcessingLog,
    ProcessingDesk,
    ProcessingLine,
    ProcessingLog,
    ProcessingSource,
    SubjectKeys,
)

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
KEYS = SubjectKeys(keys={"2026": b"k" * 32}, current="2026")
REGISTER = ActivityRegister(base="https://gemeente.example/verwerkingen/")


def counted() -> Callable[[int], bytes]:
    """Ids that differ and are known beforehand."""
    numbers = itertools.count(1)
    return lambda length: next(numbers).to_bytes(length, "big")


def desk(log: ProcessingLog | None = None, *, keys: SubjectKeys = KEYS, clock: datetime = NOON) -> ProcessingDesk:
    return ProcessingDesk(
        MemoryProcessingLog() if log is None else log,
        keys=keys,
        clock=lambda: clock,
        new_bytes=counted(),
        source=ProcessingSource(name="vngkit", version="0.1.0"),
        register=REGISTER,
    )


class Unwritable(MemoryProcessingLog):
    """A log on a disk that is full."""

    def append(self, lines: Sequence[ProcessingLine], /) -> int:  # noqa: ARG002  # the form of the port
        raise OSError(28, "No space left on device")
