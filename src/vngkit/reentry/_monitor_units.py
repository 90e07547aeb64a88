"""From the record of a case to what the monitor counts: each release, at each point, the state of each condition."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from vngkit.errors import DataError
from vngkit.privacy import Suppression
from vngkit.reentry._case import Assessment, Case
from vngkit.reentry._fold import fold
from vngkit.reentry._monitor import BaseCell, Monitor, half_of, monitor_of
from vngkit.reentry._notices import StartNotice
from vngkit.reentry._plan_term import plan_term_counted
from vngkit.reentry._recorded import Recorded
from vngkit.reentry._words import DATA, BasicCondition, ConditionState, MonitorPoint, MonitorState
from vngkit.terms import Term

__all__ = ["base_cells", "monitor", "reached"]

NOBODY = "-"
"""Stands for the gemeente when none is known."""


@cache
def _points() -> dict[MonitorPoint, Term | None]:
    with (DATA / "monitor_points.csv").open(encoding="utf-8", newline="") as file:
        return {
            MonitorPoint(row["point"]): Term(int(row["amount"]), row["unit"]) if row["amount"] else None  # type: ignore[arg-type]  # Term checks the unit
            for row in csv.DictReader(file)
        }


def reached(point: MonitorPoint, release: date) -> date:
    """The day of a point after a release on this day; the point of entry lies before it."""
    term = _points()[point]
    return term.reckon(release, source="convenant").date if term else release


def monitor(
    histories: Iterable[tuple[str, Sequence[Recorded]]],
    *,
    members: Iterable[str] | None = None,
    period: tuple[date, date],
    on: date,
    suppression: Suppression,
) -> Monitor:
    """Monitor van dossiers die nergens bewaard zijn: as ``kit.reentry.monitor``, of cases that come one at a time.

    Args:
        histories: the id and the record of each case, for example of a made-up caseload.
        members: the codes of gemeenten; None is all.
        period: the days of release, of whole half years.
        on: the day of which the record is read.
        suppression: how small numbers are hidden, with its secret ``key``; raises ``DataError`` without one.
    """
    if not suppression.key:
        raise DataError(
            "the monitor has no secret to hide small numbers with.", fix="give Suppression(key=...), the same each time"
        )
    return monitor_of(
        (cell for case_id, history in histories for cell in base_cells(case_id, history, on)),
        members=None if members is None else tuple(dict.fromkeys(members)),
        period=period,
        on=on,
        suppression=suppression,
    )


def base_cells(case_id: str, history: Sequence[Recorded], on: date) -> Iterator[BaseCell]:
    """What one case adds to the monitor: of each release each point that was reached, for each condition one cell.

    Only what was known on the day ``on`` counts. A state counts at a point when it was told since the point before,
    or holds until then by its own date; else it is unknown. Who died is no longer counted.
    """
    known = [record for record in history if record.recorded_on <= on]
    last = _case(case_id, known, on)
    for entry, release in _stays(last) if last else ():
        at_release = _case(case_id, known, release)
        since = entry
        for point in MonitorPoint:
            day = min(plan_term_counted(entry), release) if point is MonitorPoint.ENTRY else reached(point, release)
            case = _case(case_id, known, day)
            if day > on or case is None or at_release is None or case.died_on is not None:
                break
            again = case.detention_start is not None and case.detention_start > release
            inside = again and case.release.released_on is None
            for condition in BasicCondition:
                state = _state(case.assessments.get(condition), since, day)
                yield BaseCell(
                    member=_member(at_release),
                    half=half_of(release),
                    point=point,
                    condition=condition,
                    state=MonitorState.DETAINED_AGAIN if inside else MonitorState(state.value),
                )
            if point is not MonitorPoint.ENTRY:
                since = day + timedelta(days=1)


def _case(case_id: str, records: Sequence[Recorded], day: date) -> Case | None:
    seen = [record for record in records if record.happened_on <= day]
    begun = any(isinstance(record.event, StartNotice) for record in seen)
    return fold(case_id, seen) if begun else None


def _stays(case: Case) -> Iterator[tuple[date, date]]:
    """The first day and the release of each time in detention that ended."""
    entries = sorted({step.on for step in case.steps_of("detention.entered")})
    ends = sorted({step.on for step in case.steps_of("detention.ended")})
    for place, entry in enumerate(entries):
        following = entries[place + 1] if place + 1 < len(entries) else date.max
        ended = [end for end in ends if entry <= end < following]
        if ended:
            yield entry, ended[-1]


def _member(case: Case) -> str:
    """The one gemeente for which a release counts: of the intended settlement, else of the last residence."""
    colleges = sorted(case.competent_colleges, key=lambda college: "settlement" not in college.ground)
    return colleges[0].member if colleges else NOBODY


def _state(held: Assessment | None, since: date, day: date) -> ConditionState:
    if held is None or (held.valid_until is not None and held.valid_until < day):
        return ConditionState.UNKNOWN
    fresh = held.since is not None and held.since >= since
    return held.state if fresh or held.valid_until is not None else ConditionState.UNKNOWN
