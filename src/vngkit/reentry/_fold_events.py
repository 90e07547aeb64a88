"""What each event does to the case that is being made, one short function each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from attrs import evolve

from vngkit.reentry import _events as events
from vngkit.reentry import _notices as notices
from vngkit.reentry._case import (
    Action,
    Assessment,
    Goal,
    HandOver,
    RegieSpan,
    ReleaseBelief,
    Signal,
    Stay,
    Step,
    View,
)
from vngkit.reentry._fold_state import FoldState
from vngkit.reentry._procedure_steps import procedure_steps
from vngkit.reentry._procedures import PROCEDURE_EVENTS, ProcedureEvent
from vngkit.reentry._recorded import Recorded
from vngkit.reentry._steps import FORESEEN
from vngkit.reentry._words import AddressKind, Role, Scenario

__all__ = ["APPLY"]


def _start(state: FoldState, event: notices.StartNotice, record: Recorded) -> None:
    state.reference = event.reference
    state.birth_date = state.birth_date if event.birth_date is None else event.birth_date
    state.residence = event.residence or state.residence
    state.settlement = event.settlement or state.settlement
    _enter(state, event, record)
    state.step("notice.start", event.received_on)


def _enter(state: FoldState, event: notices.StartNotice | notices.ReDetained, record: Recorded) -> None:
    start = event.detention_start
    if state.stays and state.stays[-1].start == start:
        state.stays[-1] = evolve(state.stays[-1], institution=event.institution, entry_route=event.entry_route)
    else:
        if state.stays and state.stays[-1].end is None:
            state.stays[-1] = evolve(state.stays[-1], end=state.released_on or start)
        state.stays.append(Stay(institution=event.institution, entry_route=event.entry_route, start=start))
        state.step("detention.entered", start)
        _take_regie(state, Role.DIRECTOR, None, start)
    state.released_on, state.outside, state.closed, state.lost_contact = None, False, None, False
    state.beliefs.append(
        ReleaseBelief(
            expected=event.expected_release,
            scenario=Scenario.EXPECTED,
            source="notice",
            happened_on=record.happened_on,
            known_on=event.received_on if isinstance(event, notices.StartNotice) else record.recorded_on,
        )
    )


def _end(state: FoldState, event: notices.EndNotice, _: Recorded) -> None:
    state.released_on, state.outside = event.released_on, False
    if state.stays and state.stays[-1].end is None:
        state.stays[-1] = evolve(state.stays[-1], end=event.released_on)
    state.step("detention.ended", event.released_on)
    state.step("notice.end", event.received_on or event.released_on)


def _settle(state: FoldState, event: notices.SettlementChanged, _: Recorded) -> None:
    state.settlement = event.member


def _believe(state: FoldState, event: notices.ReleaseDateChanged, record: Recorded) -> None:
    before = next((belief for belief in reversed(state.beliefs) if belief.scenario is event.scenario), None)
    if before is not None and (before.expected, before.until) == (event.expected_release, event.until):
        return  # told again: nothing else is believed
    state.beliefs.append(
        ReleaseBelief(
            expected=event.expected_release,
            scenario=event.scenario,
            source=event.source,
            happened_on=record.happened_on,
            known_on=record.recorded_on,
            until=event.until,
        )
    )
    state.step("release.changed", record.happened_on)


def _transfer(state: FoldState, event: notices.Transferred, record: Recorded) -> None:
    if state.released_on is not None or (state.stays and state.stays[-1].institution == event.institution):
        return  # told late, or told again: nobody went anywhere
    if state.stays:
        last = state.stays[-1]
        state.stays[-1] = evolve(last, end=record.happened_on)
        state.stays.append(evolve(last, institution=event.institution, start=record.happened_on, end=None))
    state.step("detention.transferred", record.happened_on)


def _go_outside(state: FoldState, event: notices.ProgrammeStarted | notices.LastPhaseStarted, record: Recorded) -> None:
    state.outside = True
    state.step(str(event.step), record.happened_on, member=getattr(event, "member", None))


def _lose(state: FoldState, _: notices.LostContact, record: Recorded) -> None:
    state.lost_contact = True
    state.step("contact.lost", record.happened_on)


def _contact(state: FoldState, event: notices.ContactMade, record: Recorded) -> None:
    state.lost_contact = False
    state.step("contact.made", record.happened_on, member=event.member, ref=event.by_role.value)


def _die(state: FoldState, _: notices.Died, record: Recorded) -> None:
    state.died_on = record.happened_on
    state.step("person.died", record.happened_on)


def _close(state: FoldState, event: notices.CaseClosed, record: Recorded) -> None:
    state.closed = event.reason
    state.step("case.closed", record.happened_on)


def _reopen(state: FoldState, _: notices.CaseReopened, record: Recorded) -> None:
    state.closed = None
    state.step("case.reopened", record.happened_on)


def _offer_regie(state: FoldState, event: notices.RegieHandedOver, record: Recorded) -> None:
    state.hand_over = HandOver(to_role=event.to_role, member=event.member, offered_on=record.happened_on)
    state.step("regie.handed_over", record.happened_on, member=event.member, ref=event.to_role.value)


def _accept_regie(state: FoldState, event: notices.RegieAccepted, record: Recorded) -> None:
    offered = state.hand_over
    _take_regie(state, event.by_role, event.member, record.happened_on)
    if offered is not None and not offered.is_to(event.by_role, event.member):
        state.hand_over = offered  # who was asked has not answered yet
    state.step("regie.accepted", record.happened_on, member=event.member, ref=event.by_role.value)


def _take_regie(state: FoldState, role: Role, member: str | None, since: date) -> None:
    if state.regie and state.regie[-1].until is None:
        state.regie[-1] = evolve(state.regie[-1], until=since)
    state.regie.append(RegieSpan(role=role, member=member, since=since))
    state.hand_over = None


def _assess(state: FoldState, event: events.ConditionAssessed, record: Recorded) -> None:
    before = state.assessments.get(event.condition)
    told, new = dict(before.facts) if before else {}, dict(event.facts)
    state.assessments[event.condition] = Assessment(
        state=event.state,
        since=record.happened_on,
        valid_until=event.valid_until,
        document=event.document,
        source=event.source,
        note=event.note,
        disputed=before is not None and before.since == record.happened_on and _disputed(before, event),
        facts=tuple(sorted({**told, **new}.items())),
    )
    state.step(f"condition.{event.condition}.{event.state}", record.happened_on)


def _disputed(before: Assessment, event: events.ConditionAssessed) -> bool:
    """Whether two assessments of one day contradict each other, in the state or in a fact."""
    told = dict(before.facts)
    facts = any(told.get(name, value) is not value for name, value in event.facts)
    return before.disputed or before.state is not event.state or facts


def _register(state: FoldState, event: events.AddressRegistered, record: Recorded) -> None:
    state.address = event.address
    kind = "address.none_found" if event.address is AddressKind.NONE else "address.registered"
    state.step(kind, record.happened_on, member=event.member)


def _view(
    state: FoldState, event: events.ResidentViewRecorded | events.ProfessionalViewRecorded, record: Recorded
) -> None:
    resident = isinstance(event, events.ResidentViewRecorded)
    who = Role.RESIDENT if isinstance(event, events.ResidentViewRecorded) else event.by_role
    state.views[event.condition, who] = View(
        area=event.condition,
        who_says=who,
        on=record.happened_on,
        need=event.need,
        ability=event.ability,
        wish=event.wish if isinstance(event, events.ResidentViewRecorded) else "",
        rank=event.rank if isinstance(event, events.ResidentViewRecorded) else None,
        note=event.note if isinstance(event, events.ProfessionalViewRecorded) else "",
    )
    state.step("view.resident" if resident else "view.professional", record.happened_on, ref=event.condition.value)


def _goal(state: FoldState, event: events.GoalSet, record: Recorded) -> None:
    state.goals[event.goal] = Goal(
        id=event.goal,
        area=event.condition,
        set_on=record.happened_on,
        wish_of_resident=event.wish_of_resident,
        description=event.description,
    )


def _agree(state: FoldState, event: events.ActionAgreed, record: Recorded) -> None:
    state.actions[event.action] = Action(
        id=event.action,
        goal=event.goal,
        owner=event.owner,
        member=event.member,
        agreed_on=record.happened_on,
        due_on=event.due_on,
        description=event.description,
    )


def _done(state: FoldState, event: events.ActionDone, record: Recorded) -> None:
    action = state.actions.get(event.action)
    if action is not None:
        state.actions[event.action] = evolve(action, done_on=record.happened_on, dropped=event.dropped)


def _signal(state: FoldState, event: events.SignalReceived, record: Recorded) -> None:
    key = event.signal or f"{event.kind}@{record.id}"
    observed = event.observed_on or record.happened_on
    state.signals[key] = Signal(
        kind=event.kind,
        id=key,
        observed_on=observed,
        received_on=record.recorded_on,
        reported_by=event.reported_by,
        certainty=event.certainty,
        ground=event.ground,
        expires_on=event.expires_on,
        visible_to=event.visible_to,
        detail=event.detail,
    )
    state.step(f"signal.{event.kind}", observed, ref=key)


def _resolve(state: FoldState, event: events.SignalResolved, record: Recorded) -> None:
    for key, signal in state.signals.items():
        if signal.kind == event.kind and signal.resolved_on is None and event.signal in ("", signal.id):
            state.signals[key] = evolve(signal, resolved_on=record.happened_on)
            state.step(f"signal.{event.kind}.resolved", record.happened_on, ref=key)


def _step_taken(state: FoldState, event: events.StepTaken, record: Recorded) -> None:
    state.step(event.what, record.happened_on, member=event.member, ref=event.ref, at=event.at)


def _procedure(state: FoldState, event: ProcedureEvent, record: Recorded) -> None:
    added = procedure_steps(event, record.happened_on)
    for step in added:
        if step.kind.startswith(FORESEEN):  # what is now expected takes the place of what was expected before
            state.steps = [old for old in state.steps if _which(old) != _which(step)]
    state.steps += added


def _which(step: Step) -> tuple[str, str | None, str | None]:
    return step.kind, step.member, step.ref


def _plain_step(state: FoldState, event: Any, record: Recorded) -> None:
    member, ref, at = (getattr(event, name, None) for name in ("member", "ref", "at"))
    state.step(event.step, record.happened_on, member=member, ref=ref, at=at)


def _talk(state: FoldState, event: events.DebtTalkHeld, record: Recorded) -> None:
    _plain_step(state, event, record)
    if event.waived:
        state.step("debt.waived", record.happened_on, member=event.member, ref=event.ref)


APPLY: dict[type, Callable[[FoldState, Any, Recorded], None]] = {
    notices.StartNotice: _start,
    notices.EndNotice: _end,
    notices.SettlementChanged: _settle,
    notices.ReleaseDateChanged: _believe,
    notices.ReleaseOrdered: _plain_step,
    notices.Transferred: _transfer,
    notices.ReDetained: _enter,
    notices.ProgrammeStarted: _go_outside,
    notices.LastPhaseStarted: _go_outside,
    notices.LostContact: _lose,
    notices.ContactMade: _contact,
    notices.Died: _die,
    notices.CaseClosed: _close,
    notices.CaseReopened: _reopen,
    notices.RegieHandedOver: _offer_regie,
    notices.RegieAccepted: _accept_regie,
    events.ConditionAssessed: _assess,
    events.AddressRegistered: _register,
    events.ResidentViewRecorded: _view,
    events.ProfessionalViewRecorded: _view,
    events.PlanSet: _plain_step,
    events.GoalSet: _goal,
    events.ActionAgreed: _agree,
    events.ActionDone: _done,
    events.SignalReceived: _signal,
    events.SignalResolved: _resolve,
    events.StepTaken: _step_taken,
    events.DebtHelpRequested: _plain_step,
    events.DebtTalkHeld: _talk,
    events.DebtDecisionMade: _plain_step,
    **dict.fromkeys(PROCEDURE_EVENTS, _procedure),
}
