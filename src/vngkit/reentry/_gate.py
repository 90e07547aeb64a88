"""What may be written in a case: no gemeente that is gone, and no acceptance by who was not asked."""

from __future__ import annotations

from typing import Final

from vngkit import members
from vngkit.errors import DataError
from vngkit.reentry._case import HandOver
from vngkit.reentry._notices import RegieAccepted, SettlementChanged, StartNotice
from vngkit.reentry._recorded import Recorded

__all__ = ["check_asked", "check_members"]

_CODES: Final = ("residence", "settlement", "member")


def check_members(record: Recorded) -> None:
    """No gemeente that an event names ended before it: nobody there would see the case in a worklist.

    A college is competent from the day since when it is known, a step belongs to the day on which it was taken. Raises
    ``NotFound`` for a code that no gemeente has, ``NotInForce`` for one that ended: with where it went on.
    """
    event = record.event
    on = record.recorded_on if isinstance(event, StartNotice | SettlementChanged) else record.happened_on
    for name in _CODES:
        code = getattr(event, name, None)
        if code is not None:
            ended = members.load()[code].valid_to
            if ended is not None and ended <= on:
                members.load().as_of(code, on)  # it raises, and says where the gemeente went on


def check_asked(event: RegieAccepted, offered: HandOver | None) -> None:
    """Who accepts the coordination is who was asked: else the offer would be gone, and who was asked would not know."""
    if offered is not None and not offered.is_to(event.by_role, event.member):
        raise DataError(
            "the coordination was offered to another party than the one that accepts it.",
            why="It moves when the party that was asked has acknowledged the hand-over.",
            fix="let that party accept it, or offer it to this one first with kit.reentry.hand_over",
        )
