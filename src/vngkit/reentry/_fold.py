"""The fold: from the events of a case to the case, pure, the same for every order of arrival within a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vngkit.errors import DataError
from vngkit.reentry._case import (
    Case,
)
from vngkit.reentry._fields import asked_day
from vngkit.reentry._fold_events import APPLY
from vngkit.reentry._fold_state import FoldState
from vngkit.reentry._recorded import Recorded, in_order

__all__ = ["fold"]


def fold(case_id: str, records: Iterable[Recorded], *, on: date | None = None, known_on: date | None = None) -> Case:
    """The case (*dossier*) that the records make.

    Args:
        case_id: of the case.
        records: in any order.
        on: only what had happened on that day; None is everything.
        known_on: only what was known on that day; None is everything.

    Returns:
        The case. The order in which records of one day arrived makes no difference. Raises ``DataError`` when no start
        notice is among the records that count.

    >>> from vngkit.reentry import Recorded, StartNotice
    >>> day = date(2026, 1, 5)
    >>> notice = StartNotice(reference="x", institution="PI", detention_start=day, received_on=day)
    >>> record = Recorded(id="1", event=notice, happened_on=day, recorded_on=day)
    >>> fold("case", [record]).detention_start
    datetime.date(2026, 1, 5)
    """
    for day, name in ((on, "on"), (known_on, "known_on")):
        if day is not None:
            asked_day(day, name)
    seen = [
        record
        for record in records
        if (known_on is None or record.recorded_on <= known_on) and (on is None or record.happened_on <= on)
    ]
    state = FoldState(id=case_id)
    for record in in_order(seen):
        APPLY[type(record.event)](state, record.event, record)
    if not state.stays:
        raise DataError(
            "these events hold no start notice of that day.",
            why="A case begins with the notice that detention began.",
            fix="ask for a later day, or record the StartNotice first",
        )
    return state.case()
