"""What a row adds to a history: events that know of which row they are, also when another row made them needed.

The id of an imported record is ``row.number.opening.owner.told``: the digest of the row that wrote it, its number in
that row, the digest of the notice that opened the case, the digest of the row whose words it holds, and which of
institution (i) and settlement (s) that row told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple, TypeAlias

from attrs import frozen

from vngkit.reentry._events import AddressRegistered, ConditionAssessed, Event
from vngkit.reentry._notices import EndNotice, ReleaseDateChanged, StartNotice
from vngkit.reentry._recorded import Recorded
from vngkit.reentry._words import BasicCondition, EntryRoute, Role, Scenario
from vngkit.reentry.imports._row import Facts

__all__ = [
    "SOURCE",
    "News",
    "Place",
    "Stamp",
    "ended",
    "notice_of",
    "opened",
    "place_of",
    "stamp_of",
    "told_beside",
    "told_by",
]

SOURCE: Final = "notice"
Place: TypeAlias = tuple[date, str]


class Stamp(NamedTuple):
    """What the id of a record says of where it comes from; empty for a record that was not imported."""

    row: str = ""
    number: str = ""
    opening: str = ""
    owner: str = ""
    told: str = ""


@frozen
class News:
    """An event to record: on which day, since when it is known, and what it replaces.

    Of what is left empty (owner, opening, told) the row that is read is meant. ``replaces`` is the id of a record, or
    ``#0`` for the first event of the same row.
    """

    event: Event
    on: date
    known: date
    replaces: str | None = None
    opening: str | None = None
    owner: str | None = None
    told: str | None = None

    def record(self, row: str, number: int, told: str, *, by: str, ground: str | None) -> Recorded:
        """The record of this event, written by a row."""
        stamp = Stamp(
            row,
            str(number),
            row if self.opening is None else self.opening,
            row if self.owner is None else self.owner,
            told if self.told is None else self.told,
        )
        return Recorded(
            id=".".join(stamp), event=self.event, happened_on=self.on, recorded_on=self.known, by=by, ground=ground,
            replaces=self.replaces,
        )  # fmt: skip


def stamp_of(record: Recorded) -> Stamp:
    """Where a record comes from."""
    parts = record.id.split(".")
    return Stamp(*parts) if len(parts) == len(Stamp._fields) else Stamp()


def place_of(record: Recorded) -> Place:
    """When a row was received, and its digest: of two rows of one day the digest decides."""
    return record.recorded_on, stamp_of(record).owner


def told_by(facts: Facts) -> str:
    """Which of institution and settlement a row tells."""
    return ("i" if facts.institution else "") + ("s" if facts.settlement else "")


def opened(facts: Facts) -> Iterator[News]:
    """A case begins with this row."""
    notice = notice_of(facts)
    yield News(notice, min(notice.detention_start, notice.received_on), facts.received_on)
    yield from told_beside(facts)
    if facts.released_on is not None:
        yield ended(facts, facts.released_on)


def notice_of(facts: Facts) -> StartNotice:
    """The row as the notice that opens a case; it has a start and an institution."""
    return StartNotice(
        reference=facts.reference,
        institution=facts.institution or "",
        entry_route=facts.entry_route or EntryRoute.UNKNOWN,
        detention_start=facts.detention_start or facts.received_on,
        expected_release=facts.expected_release,
        residence=facts.residence,
        settlement=facts.settlement,
        birth_date=facts.birth_date,
        received_on=facts.received_on,
    )


def ended(facts: Facts, released_on: date, *, replaces: str | None = None) -> News:
    """The release that a row tells."""
    event = EndNotice(reference=facts.reference, released_on=released_on, received_on=facts.received_on)
    return News(event, released_on, facts.received_on, replaces)


def told_beside(facts: Facts) -> Iterator[News]:
    """Leave, conditions and address."""
    events: Iterable[Event] = (*_leave(facts), *_conditions(facts), *_address(facts))
    return (News(event, facts.received_on, facts.received_on) for event in events)


def _leave(facts: Facts) -> Iterator[Event]:
    if facts.leave_start is not None:
        yield ReleaseDateChanged(
            expected_release=facts.leave_start, source=SOURCE, scenario=Scenario.LEAVE, until=facts.leave_end
        )


def _conditions(facts: Facts) -> Iterator[Event]:
    for area, state in facts.states:
        identity = area is BasicCondition.IDENTITY
        yield ConditionAssessed(
            condition=area,
            state=state,
            valid_until=facts.identity_valid_until if identity else None,
            document=facts.identity_document if identity else None,
            source=Role.DIRECTOR,
        )


def _address(facts: Facts) -> Iterator[Event]:
    if facts.address is not None:
        yield AddressRegistered(address=facts.address)
