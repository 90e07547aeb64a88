"""What of a case falls under which flow, and what must be shielded or destroyed on a day; pure, from the records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Final

from attrs import evolve, frozen

from vngkit.legislation import (
    Answer,
    FlowDates,
    RetentionStep,
    national_rule,
    retention,
)
from vngkit.reentry._case import Case
from vngkit.reentry._duty import Answers
from vngkit.reentry._events import SignalReceived, StepTaken
from vngkit.reentry._finding import Reason
from vngkit.reentry._fold import fold
from vngkit.reentry._notices import StartNotice
from vngkit.reentry._proofs import RetentionFile
from vngkit.reentry._recorded import Recorded, in_order
from vngkit.reentry._retention_act import RetentionAct
from vngkit.terms import Term, day_text

__all__ = [
    "LOCAL_TERM",
    "PLAN_ENDS",
    "PlanEnd",
    "case_acts",
    "held_back",
    "of_safety_house",
    "plan_ends",
    "readable",
]

LOCAL_TERM: Final = "reentry.file_retention"
PLAN_ENDS: Final = frozenset({"case.closed", "person.died", "plan.data_unneeded"})
_SHIELDED, _UNNEEDED = "safety_house.shielded", "safety_house.data_unneeded"
_FIRST: Final = ("safety_house.first_processed", "safety_house.referred")
_CLOSED: Final = "safety_house.case_closed"
_PROVIDED: Final = "execution_data.provided"
_HELD, _FREE = "data.hold_placed", "data.hold_lifted"


@frozen(kw_only=True)
class PlanEnd:
    """Einde van de bewaartermijn van het plan for one gemeente: the step, what its local rule says, and the day."""

    member: str | None
    started_on: date
    step: RetentionStep
    answer: Answer | None

    @property
    def due_on(self) -> date | None:
        """The day; None when neither a local rule nor a person gives it."""
        return self.step.due


def plan_ends(case: Case, on: date, answers: Answers) -> tuple[PlanEnd, ...]:
    """When data of the plan must be gone, for each competent gemeente; none while the case asks for work.

    The law gives no term: the data goes when it is no longer needed. That is the day on which a person says so, or else
    the end of the term that the gemeente set, from the day on which the case ended. Without such a term: no day.
    """
    if case.active:
        return ()
    steps = [step.on for kind in ("case.closed", "person.died") for step in case.steps_of(kind) if step.on <= on]
    ended = case.died_on or max(steps, default=on)
    said = min((step.on for step in case.steps_of("plan.data_unneeded") if ended <= step.on <= on), default=None)
    return tuple(_plan_end(member, ended, said, answers) for member in case.members or (None,))


def _plan_end(member: str | None, ended: date, said: date | None, answers: Answers) -> PlanEnd:
    answer = answers(LOCAL_TERM, member, ended) if member else None
    own = answer.value if answer is not None and isinstance(answer.value, Term) else None
    step = _step("PM20d", FlowDates(no_longer_needed=ended), "destroy", {LOCAL_TERM: own} if own else {})
    if own is None:
        step = evolve(step, due=said, why_not=None if said else "no_date")
    elif said is not None and step.due is not None and said < step.due:
        step = evolve(step, due=said, end=None, local=False)
    return PlanEnd(member=member, started_on=ended, step=step, answer=answer)


def _step(flow: str, dates: FlowDates, action: str, local: dict[str, Term] | None = None) -> RetentionStep:
    return next(step for step in retention(flow, dates, local=local) if step.action == action)


@cache
def _safety_house_law() -> str:
    citation = national_rule("wgs_remove_5y").citation
    return citation.work if citation else ""


def of_safety_house(records: Sequence[Recorded]) -> frozenset[str]:
    """The ids of the records that belong to the care and safety house: by their step, their ground, or a correction."""
    law = _safety_house_law()
    ids: set[str] = set()
    for record in records:
        event = record.event
        grounds = (record.ground or "", (event.ground or "") if isinstance(event, SignalReceived) else "")
        step = isinstance(event, StepTaken) and event.what.startswith("safety_house.")
        if step or record.replaces in ids or any(law in ground for ground in grounds):
            ids.add(record.id)
    return frozenset(ids)


def readable(case_id: str, records: Sequence[Recorded]) -> tuple[Recorded, ...] | None:
    """The records that daily work may read; None when the whole case is shielded.

    What belongs to the care and safety house is out of sight from the record of its shielding on. Once the reentry case
    is closed as well, all of it is.
    """
    marks = [place for place, record in enumerate(records) if _is(record, _SHIELDED)]
    if not marks:
        return tuple(records)
    hidden = of_safety_house(records[: marks[-1] + 1])
    shown = tuple(record for record in records if record.id not in hidden)
    return shown if fold(case_id, shown).active else None


def held_back(records: Sequence[Recorded]) -> bool:
    """Whether a person recorded that a law or a legal claim stands in the way of destroying (WGS 1.8 lid 7)."""
    last = [record for record in in_order(records) if _is(record, _HELD) or _is(record, _FREE)]
    return bool(last) and _is(last[-1], _HELD)


def _is(record: Recorded, *kinds: str) -> bool:
    return isinstance(record.event, StepTaken) and record.event.what in kinds


def _days(records: Sequence[Recorded], *kinds: str) -> list[date]:
    return [record.happened_on for record in in_order(records) if _is(record, *kinds)]


def case_acts(case_id: str, records: Sequence[Recorded], *, on: date, answers: Answers) -> tuple[RetentionAct, ...]:
    """What must be shielded or destroyed of a case on a day (*bewaarhandelingen*), and what is held back and why.

    Args:
        case_id: of the case.
        records: everything that is left of it, shielded or not.
        on: the day.
        answers: gives the answer of an open term.

    Returns:
        What has to be done by that day, and what is waiting for a person. Pure: it does nothing.
    """
    seen = [record for record in records if record.happened_on <= on]
    theirs = of_safety_house(records)
    removed = [*_safety_house(case_id, seen, theirs, on, answers)]
    left = [record for record in seen if not removed or record.id not in theirs]
    acts = [*_shield(case_id, seen, theirs), *removed, *_plan(case_id, left, theirs, on, answers)]
    if not held_back(seen):
        return tuple(acts)
    return tuple(act if act.rule.action == "shield" else _hold(act, _LEGAL_HOLD) for act in acts)


_LEGAL_HOLD: Final = Reason(
    kind="legal_hold",
    text="a person recorded that a law or a legal claim stands in the way of destroying",
    text_nl="een mens legde vast dat een wet of een rechtsvordering aan vernietigen in de weg staat",
)


def _hold(act: RetentionAct, reason: Reason) -> RetentionAct:
    return evolve(act, held=True, reasons=(*act.reasons, reason))


def _act(case_id: str, step: RetentionStep, events: Sequence[str], *reasons: Reason) -> RetentionAct:
    return RetentionAct(
        file=RetentionFile.REENTRY,
        subject=case_id,
        rule=step.rule,
        national=step.national,
        due_on=step.due,
        events=tuple(events),
        reasons=reasons,
    )


def _shield(case_id: str, seen: Sequence[Recorded], theirs: frozenset[str]) -> Iterator[RetentionAct]:
    """When the care and safety house closed its case: its data goes out of sight at once (WGS 2.31 lid 8)."""
    closed, shielded = _days(seen, _CLOSED), _days(seen, _SHIELDED)
    if closed and (not shielded or shielded[-1] < closed[-1]):
        step = _step("WGS", FlowDates(closed=closed[-1]), "shield")
        yield _act(case_id, step, [record.id for record in seen if record.id in theirs])


def _safety_house(
    case_id: str, seen: Sequence[Recorded], theirs: frozenset[str], on: date, answers: Answers
) -> Iterator[RetentionAct]:
    """Data of the care and safety house: gone when no longer needed, and always five years after the first of it."""
    ids = [record.id for record in seen if record.id in theirs]
    unneeded = _days(seen, _UNNEEDED)
    first = min(_days(seen, _FIRST[0]) or _days(seen, _FIRST[1]), default=None)
    dates = FlowDates(no_longer_needed=unneeded[-1] if unneeded else None, first_processed=first)
    local = _own_term(case_id, seen, "safety.safety_house_retention", first, answers)
    for action in ("destroy_or_anonymise", "remove"):
        step = _step("WGS", dates, action, local)
        if step.due is not None and step.due <= on and ids:
            yield _act(case_id, step, ids)
            return


def _own_term(case_id: str, seen: Sequence[Recorded], term: str, day: date | None, answers: Answers) -> dict[str, Term]:
    if day is None or not _has_start(seen):
        return {}
    members = fold(case_id, seen).members
    value = answers(term, members[0], day).value if len(members) == 1 else None
    return {term: value} if isinstance(value, Term) else {}


def _has_start(records: Sequence[Recorded]) -> bool:
    return any(isinstance(record.event, StartNotice) for record in records)


def _plan(
    case_id: str, seen: Sequence[Recorded], theirs: frozenset[str], on: date, answers: Answers
) -> Iterator[RetentionAct]:
    """Everything else in the case was received or made for the plan, and goes when it is no longer needed for it."""
    if not _has_start(seen):
        yield from _left_over(case_id, seen, theirs, on)
        return
    ends = plan_ends(fold(case_id, seen), on, answers)
    if not ends:
        return
    days = [end.due_on for end in ends]
    latest = max(ends, key=lambda end: end.due_on or date.max)
    if None in days:
        yield _hold(_act(case_id, evolve(latest.step, due=None), ()), _no_term(ends))
        return
    if latest.due_on is None or latest.due_on > on:
        return
    left = [record.id for record in seen if record.id in theirs]
    if left:
        step = _step("WGS", FlowDates(no_longer_needed=latest.due_on), "destroy_or_anonymise")
        act = _act(case_id, step, left, _ITS_CASE_GOES)
        yield act if _days(seen, _CLOSED) else _hold(act, _STILL_OPEN)
    ours = [record for record in seen if record.id not in theirs]
    kept = {record.id: reason for record in ours for reason in _must_stay(record, on)}
    yield _act(case_id, latest.step, [one.id for one in ours if one.id not in kept], *kept.values())


_ITS_CASE_GOES: Final = Reason(
    kind="case_goes",
    text="the case that these data served is destroyed, so they are no longer needed in it",
    text_nl="het dossier waarvoor deze gegevens dienden wordt vernietigd; daarin zijn zij niet meer nodig",
)
_STILL_OPEN: Final = Reason(
    kind="safety_house_open",
    text="the care and safety house has not closed its case (safety_house.case_closed), so these stay behind until "
    "the last day that the law allows",
    text_nl="het zorg- en veiligheidshuis sloot de casus niet (safety_house.case_closed); deze gegevens blijven achter "
    "tot de laatste dag die de wet toelaat",
)


def _no_term(ends: Sequence[PlanEnd]) -> Reason:
    unknown = [end.member or "-" for end in ends if end.due_on is None]
    return Reason(
        kind="no_term",
        text=f"the law gives no term and none is known of {', '.join(unknown)}: a person says when the data is no "
        "longer needed (plan.data_unneeded), or the college sets a term",
        text_nl=f"de wet geeft geen termijn en van {', '.join(unknown)} is er geen bekend: een mens zegt wanneer de "
        "gegevens niet meer nodig zijn (plan.data_unneeded), of het college stelt een termijn vast",
    )


def _must_stay(record: Recorded, on: date) -> Iterator[Reason]:
    """What another rule says to keep at least; that goes before destroying."""
    if not _is(record, _PROVIDED):
        return
    step = _step("Wjsg51c", FlowDates(provided=record.happened_on), "keep_at_least")
    if step.due is not None and on < step.due:
        place = f"{step.national.law} {step.citation.short()}" if step.citation else step.national.law
        yield Reason(
            kind="keep_at_least",
            text=f"the record of a provision of {day_text(record.happened_on, 'en')} stays until "
            f"{day_text(step.due, 'en')} ({place})",
            text_nl=f"de vastlegging van een verstrekking van {day_text(record.happened_on)} blijft tot "
            f"{day_text(step.due)} ({place})",
        )


def _left_over(case_id: str, seen: Sequence[Recorded], theirs: frozenset[str], on: date) -> Iterator[RetentionAct]:
    """What stayed behind when the case was destroyed, for a rule that said to keep it longer."""
    gone = [record for record in seen if record.id not in theirs and not [*_must_stay(record, on)]]
    if gone:
        last = max(record.happened_on for record in gone)
        step = _step("PM20d", FlowDates(no_longer_needed=last), "destroy")
        yield _act(case_id, evolve(step, due=_free_from(gone)), [record.id for record in gone])


def _free_from(records: Sequence[Recorded]) -> date:
    """The day since when nothing says any more to keep these."""
    days = []
    for record in records:
        step = _step("Wjsg51c", FlowDates(provided=record.happened_on), "keep_at_least")
        days.append(step.due if _is(record, _PROVIDED) and step.due else record.happened_on)
    return max(days)
