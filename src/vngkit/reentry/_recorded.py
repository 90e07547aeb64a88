"""An event as it stands in the record: what happened, on which day, since when it is known, by whom, on what ground."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final, get_args

import attrs
from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.reentry._events import ActionAgreed, ConditionAssessed, Event, GoalSet
from vngkit.reentry._fields import is_day, typed
from vngkit.reentry._notices import (
    CaseClosed,
    CaseReopened,
    Died,
    EndNotice,
    ReDetained,
    RegieHandedOver,
    ReleaseDateChanged,
    StartNotice,
)
from vngkit.reentry._words import ConditionState

__all__ = ["Recorded", "in_order"]


_EVENTS: Final = frozenset(get_args(Event))


def _is_event(_: Any, __: Any, value: object) -> None:
    if type(value) not in _EVENTS:
        raise DataError(
            f"what happened is a {type(value).__name__}, not an event.",
            fix="give one of the events of vngkit.reentry, for example ContactMade()",
        )


@frozen(kw_only=True, field_transformer=typed)
class Recorded:
    """Vastgelegde gebeurtenis: an event with its day, the day since when it is known, and who wrote it.

    Args:
        id: of this record, unique in the case.
        event: what happened.
        happened_on: the legal day (Europe/Amsterdam) on which it happened.
        recorded_on: the day since when the gemeente knows it.
        recorded_at: the instant of writing, when a clock was there.
        by: the function or pseudonym of who wrote it; never a name.
        ground: the article on which it was received or written, as jci, when it rests on one.
        replaces: the id of a record that this one corrects; the old one stays in the record and no longer counts.
    """

    id: str
    event: Event = field(validator=_is_event)  # type: ignore[assignment]  # mypy joins the union of events to object
    happened_on: date = field(validator=is_day)
    recorded_on: date = field(validator=is_day)
    recorded_at: datetime | None = None
    by: str = ""
    ground: str | None = None
    replaces: str | None = None


_FIRST = {StartNotice: -2, ReDetained: -1, GoalSet: -1, ActionAgreed: -1, RegieHandedOver: -1}
_LAST = {EndNotice: 1, CaseClosed: 2, CaseReopened: 3, Died: 3}  # a case closed by mistake is open again that day
# of two assessments of one day the one that asks most of us stands: it can be corrected, a missed need can not
_CAUTION = {
    state: place
    for place, state in enumerate(
        (
            ConditionState.NOT_APPLICABLE,
            ConditionState.MET,
            ConditionState.ARRANGED,
            ConditionState.UNKNOWN,
            ConditionState.NOT_ASKED,
            ConditionState.REFUSED,
            ConditionState.LACKING,
        )
    )
}
_FAR = date.max.toordinal()


def in_order(records: Iterable[Recorded]) -> list[Recorded]:
    """The records that count, in an order that does not hang on the order of arrival within a day.

    Corrected records are left out. Of two of one day that contradict each other, the more cautious comes last and so
    stands: the earlier day of release, the condition that asks most of us.
    """
    records = list(records)
    replaced = {record.replaces for record in records if record.replaces}
    return sorted((record for record in records if record.id not in replaced), key=_place)


def _place(record: Recorded) -> tuple[object, ...]:
    event = record.event
    kind = type(event)
    rank = _FIRST.get(kind, 0) or _LAST.get(kind, 0)
    caution = 0
    if isinstance(event, ConditionAssessed):
        caution = _CAUTION[event.state]
    elif isinstance(event, ReleaseDateChanged):
        caution = _FAR - (event.expected_release.toordinal() if event.expected_release else _FAR)
    return record.happened_on, record.recorded_on, rank, kind.event, caution, _text(event), record.id


def _text(event: Event) -> str:
    """The content of an event as one text, to put two alike events of a day in a fixed order; it is never shown."""
    values = (getattr(event, item.name) for item in attrs.fields(type(event)))
    return "\x1f".join(",".join(sorted(value)) if isinstance(value, frozenset) else str(value) for value in values)
