"""From a change in the log of a database to what an observer of cases is told."""

from __future__ import annotations

from vngkit.reentry._fold import fold
from vngkit.reentry._local import CaseChange
from vngkit.reentry._notices import StartNotice
from vngkit.reentry._serial import load_recorded
from vngkit.storage import Change, Store, destroyed_in

__all__ = ["case_change"]


def case_change(change: Change, *, store: Store, space: str = "reentry") -> CaseChange | None:
    """What observers are told (*dossier gewijzigd*) of a change in the log; None when it is not about a case.

    Args:
        change: of the log.
        store: the cases.
        space: the part of the database in which they stand.

    Returns:
        The change with the gemeenten that were competent after it, as far as that was not destroyed since.
    """
    destroyed = destroyed_in(change)
    if space not in {change.space, destroyed}:
        return None
    rows = store.read(change.stream)
    version = len(rows) if destroyed else change.version
    records = [load_recorded(row.payload) for row in rows[:version] if row.payload is not None]
    begun = any(isinstance(record.event, StartNotice) for record in records)
    return CaseChange(
        case_id=change.stream,
        event=change.event.name,
        recorded_on=change.event.recorded_on,
        members=fold(change.stream, records).members if begun else (),
        version=version,
    )
