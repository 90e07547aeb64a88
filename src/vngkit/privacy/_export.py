"""Sending the log of processing on: each line at least once, in order; the place moves after it was taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from attrs import define, frozen

from vngkit.errors import VngkitError
from vngkit.privacy._line import ProcessingLine
from vngkit.privacy._processing import ProcessingLog

__all__ = ["Checkpoint", "Exported", "LineReceiver", "MemoryCheckpoint", "export_log"]


class LineReceiver(Protocol):
    """Ontvanger van logregels (port): another log, a collector, a file."""

    def send(self, lines: Sequence[ProcessingLine], /) -> None:
        """Hand over lines and hear that they were taken, or raise."""
        ...


class Checkpoint(Protocol):
    """Plaats tot waar is doorgegeven (port): one for each receiver."""

    def position(self) -> int:
        """The place of the last entry that was taken; 0 when there is none."""
        ...

    def move(self, position: int, /) -> None:
        """Move to a later place, for good."""
        ...


@define
class MemoryCheckpoint:
    """A place in memory (*plaats in het geheugen*), for one process.

    >>> place = MemoryCheckpoint()
    >>> place.move(7)
    >>> place.position()
    7
    """

    _position: int = 0

    def position(self) -> int:
        """The place of the last entry that was taken."""
        return self._position

    def move(self, position: int, /) -> None:
        """Move to a later place."""
        self._position = position


@frozen(kw_only=True)
class Exported:
    """Wat is doorgegeven: how many lines were taken, up to which place, and what stopped it when something did."""

    lines: int
    position: int
    stopped: str = ""

    def explain(self, lang: str = "nl") -> str:
        """The outcome in a sentence, in Dutch or English."""
        said = {
            "nl": f"{self.lines} regels doorgegeven, tot plaats {self.position}.",
            "en": f"{self.lines} lines sent on, up to place {self.position}.",
        }[lang]
        again = {"nl": "Gestopt; de rest wordt opnieuw aangeboden: ", "en": "Stopped; the rest is offered again: "}[
            lang
        ]
        return f"{said} {again}{self.stopped}" if self.stopped else said


def export_log(log: ProcessingLog, receiver: LineReceiver, checkpoint: Checkpoint) -> Exported:
    """Send what was not sent yet (*doorgeven*): in order, and each entry again until the receiver took it.

    Args:
        log: whose lines.
        receiver: who takes them. What it raises stops the work at that entry; nothing of it is lost.
        checkpoint: until where this receiver took them; it moves after an entry was taken, never before.

    Returns:
        How many lines were taken and what stopped it. A line can come twice, when the program ended between taking and
        moving: ``span_id`` tells it apart.

    >>> from vngkit.privacy import MemoryProcessingLog
    >>> class Receiver:
    ...     def send(self, lines):
    ...         print(len(lines))
    >>> export_log(MemoryProcessingLog(), Receiver(), MemoryCheckpoint()).explain("en")
    '0 lines sent on, up to place 0.'
    """
    position, count = checkpoint.position(), 0
    for entry in log.since(position):
        try:
            receiver.send(entry.lines)
        except VngkitError as error:
            return Exported(lines=count, position=position, stopped=str(error))
        except Exception as error:  # noqa: BLE001  # a receiver may raise anything; the type of it holds no data
            return Exported(lines=count, position=position, stopped=type(error).__name__)
        checkpoint.move(entry.position)
        position, count = entry.position, count + len(entry.lines)
    return Exported(lines=count, position=position)
