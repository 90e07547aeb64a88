"""The fold: from the events of a case to the case, pure, the same for every order of arrival within a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from attrs import define, evolve, field

from vngkit.errors import DataError
from vngkit.reentry import _events as events
from vngkit.reentry import _notices as notices
from vngkit.reentry._case import (
    Action,
    Assessment,
    Case,
    College,
    Goal,
    HandOver,
    RegieSpan,
    ReleaseBelief,
    ReleaseLedger,
    Signal,
    Stay,
    Step,
    View,
)
from vngkit.reentry._fields import asked_day
from vngkit.reentry._procedure_steps import procedure_steps
from vngkit.reentry._procedures import PROCEDURE_EVENTS, ProcedureEvent
from vngkit.reentry._recorded import Recorded, in_order
from vngkit.reentry._steps import FORESEEN
from vngkit.reentry._words import AddressKind, CloseReason, LifeArea, Phase, Role, Scenario

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
    state = _State(id=case_id)
    for record in in_order(seen):
        _APPLY[type(record.event)](state, record.event, record)
    if not state.stays:
        raise DataError(
            "these events hold no start notice of that day.",
            why="A case begins with the notice that detention began.",
            fix="ask for a later day, or record the StartNotice first",
        )
    return state.case()


@define(kw_only=True)
class _State:
    """The case while it is being made: everything by its key, so that a later event takes the place of an earlier."""

    id: str
    reference: str = ""
    birth_date: date | None = None
    residence: str | None = None
    settlement: str | None = None
    stays: list[Stay] = field(factory=list)
    beliefs: list[ReleaseBelief] = field(factory=list)
    released_on: date | None = None
    assessments: dict[LifeArea, Assessment] = field(factory=dict)
    address: AddressKind = AddressKind.UNKNOWN
    views: dict[tuple[LifeArea, Role], View] = field(factory=dict)
    goals: dict[str, Goal] = field(factory=dict)
    actions: dict[str, Action] = field(factory=dict)
    regie: list[RegieSpan] = field(factory=list)
    hand_over: HandOver | None = None
    signals: dict[str, Signal] = field(factory=dict)
    steps: list[Step] = field(factory=list)
    outside: bool = False
    closed: CloseReason | None = None
    died_on: date | None = None
    lost_contact: bool = False

    def step(self, kind: str, on: date, **more: Any) -> None:
        self.steps.append(Step(kind=kind, on=on, **more))

    def case(self) -> Case:
        release = ReleaseLedger(beliefs=tuple(self.beliefs), released_on=self.released_on)
        return Case(
            id=self.id,
            reference=self.reference,
            birth_date=self.birth_date,
            competent_colleges=self._colleges(),
            stays=tuple(self.stays),
            release=release,
            assessments=self.assessments,
            address=self.address,
            views=tuple(self.views.values()),
            goals=tuple(self.goals.values()),
            actions=tuple(self.actions.values()),
            regie=tuple(self.regie),
            hand_over=self.hand_over,
            signals=tuple(self.signals.values()),
            steps=tuple(sorted({*self.steps, *_foreseen(release)}, key=_step_place)),
            phase=self._phase(),
            closed=self.closed,
            died_on=self.died_on,
            lost_contact=self.lost_contact,
        )

    def _colleges(self) -> tuple[College, ...]:
        grounds: dict[str, list[str]] = {}
        for member, ground in ((self.residence, "residence"), (self.settlement, "settlement")):
            if member is not None:
                grounds.setdefault(member, []).append(ground)
        return tuple(College(member=member, ground="+".join(held)) for member, held in grounds.items())

    def _phase(self) -> Phase:
        if self.closed is not None or self.died_on is not None:
            return Phase.CLOSED
        if self.released_on is not None:
            return Phase.RELEASED
        return Phase.OUTSIDE if self.outside else Phase.DETAINED


def _foreseen(release: ReleaseLedger) -> list[Step]:
    """What is foreseen counts as a step too, so that a duty can start at it: ``foreseen.expected`` and its like."""
    return [
        Step(kind=f"foreseen.{belief.scenario}", on=belief.expected)
        for belief in release.scenarios.values()
        if belief.expected is not None and release.released_on is None
    ]


def _step_place(step: Step) -> tuple[object, ...]:
    return step.on, step.kind, step.member or "", step.ref or "", str(step.at or "")


def _start(state: _State, event: notices.StartNotice, record: Recorded) -> None:
    state.reference, state.birth_date = event.reference, event.birth_date or state.birth_date
    state.residence = event.residence or state.residence
    state.settlement = event.settlement or state.settlement
    _enter(state, event, record)
    state.step("notice.start", event.received_on)


def _enter(state: _State, event: notices.StartNotice | notices.ReDetained, record: Recorded) -> None:
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


def _end(state: _State, event: notices.EndNotice, _: Recorded) -> None:
    state.released_on, state.outside = event.released_on, False
    if state.stays and state.stays[-1].end is None:
        state.stays[-1] = evolve(state.stays[-1], end=event.released_on)
    state.step("detention.ended", event.released_on)
    state.step("notice.end", event.received_on or event.released_on)


def _settle(state: _State, event: notices.SettlementChanged, _: Recorded) -> None:
    state.settlement = event.member


def _believe(state: _State, event: notices.ReleaseDateChanged, record: Recorded) -> None:
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


def _transfer(state: _State, event: notices.Transferred, record: Recorded) -> None:
    if state.released_on is not None or (state.stays and state.stays[-1].institution == event.institution):
        return  # told late, or told again: nobody went anywhere
    if state.stays:
        last = state.stays[-1]
        state.stays[-1] = evolve(last, end=record.happened_on)
        state.stays.append(evolve(last, institution=event.institution, start=record.happened_on, end=None))
    state.step("detention.transferred", record.happened_on)


def _go_outside(state: _State, event: notices.ProgrammeStarted | notices.LastPhaseStarted, record: Recorded) -> None:
    state.outside = True
    state.step(str(event.step), record.happened_on, member=getattr(event, "member", None))


def _lose(state: _State, _: notices.LostContact, record: Recorded) -> None:
    state.lost_contact = True
    state.step("contact.lost", record.happened_on)


def _contact(state: _State, event: notices.ContactMade, record: Recorded) -> None:
    state.lost_contact = False
    state.step("contact.made", record.happened_on, member=event.member, ref=event.by_role.value)


def _die(state: _State, _: notices.Died, record: Recorded) -> None:
    state.died_on = record.happened_on
    state.step("person.died", record.happened_on)


def _close(state: _State, event: notices.CaseClosed, record: Recorded) -> None:
    state.closed = event.reason
    state.step("case.closed", record.happened_on)


def _reopen(state: _State, _: notices.CaseReopened, record: Recorded) -> None:
    state.closed = None
    state.step("case.reopened", record.happened_on)


def _offer_regie(state: _State, event: notices.RegieHandedOver, record: Recorded) -> None:
    state.hand_over = HandOver(to_role=event.to_role, member=event.member, offered_on=record.happened_on)
    state.step("regie.handed_over", record.happened_on, member=event.member, ref=event.to_role.value)


def _accept_regie(state: _State, event: notices.RegieAccepted, record: Recorded) -> None:
    _take_regie(state, event.by_role, event.member, record.happened_on)
    state.step("regie.accepted", record.happened_on, member=event.member, ref=event.by_role.value)


def _take_regie(state: _State, role: Role, member: str | None, since: date) -> None:
    if state.regie and state.regie[-1].until is None:
        state.regie[-1] = evolve(state.regie[-1], until=since)
    state.regie.append(RegieSpan(role=role, member=member, since=since))
    state.hand_over = None


def _assess(state: _State, event: events.ConditionAssessed, record: Recorded) -> None:
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


def _register(state: _State, event: events.AddressRegistered, record: Recorded) -> None:
    state.address = event.address
    kind = "address.none_found" if event.address is AddressKind.NONE else "address.registered"
    state.step(kind, record.happened_on, member=event.member)


def _view(
    state: _State, event: events.ResidentViewRecorded | events.ProfessionalViewRecorded, record: Recorded
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


def _goal(state: _State, event: events.GoalSet, record: Recorded) -> None:
    state.goals[event.goal] = Goal(
        id=event.goal,
        area=event.condition,
        set_on=record.happened_on,
        wish_of_resident=event.wish_of_resident,
        description=event.description,
    )


def _agree(state: _State, event: events.ActionAgreed, record: Recorded) -> None:
    state.actions[event.action] = Action(
        id=event.action,
        goal=event.goal,
        owner=event.owner,
        member=event.member,
        agreed_on=record.happened_on,
        due_on=event.due_on,
        description=event.description,
    )


def _done(state: _State, event: events.ActionDone, record: Recorded) -> None:
    action = state.actions.get(event.action)
    if action is not None:
        state.actions[event.action] = evolve(action, done_on=record.happened_on, dropped=event.dropped)


def _signal(state: _State, event: events.SignalReceived, record: Recorded) -> None:
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


def _resolve(state: _State, event: events.SignalResolved, record: Recorded) -> None:
    for key, signal in state.signals.items():
        if signal.kind == event.kind and signal.resolved_on is None and event.signal in ("", signal.id):
            state.signals[key] = evolve(signal, resolved_on=record.happened_on)
            state.step(f"signal.{event.kind}.resolved", record.happened_on, ref=key)


def _step_taken(state: _State, event: events.StepTaken, record: Recorded) -> None:
    state.step(event.what, record.happened_on, member=event.member, ref=event.ref, at=event.at)


def _procedure(state: _State, event: ProcedureEvent, record: Recorded) -> None:
    added = procedure_steps(event, record.happened_on)
    for step in added:
        if step.kind.startswith(FORESEEN):  # what is now expected takes the place of what was expected before
            state.steps = [old for old in state.steps if _which(old) != _which(step)]
    state.steps += added


def _which(step: Step) -> tuple[str, str | None, str | None]:
    return step.kind, step.member, step.ref


def _plain_step(state: _State, event: Any, record: Recorded) -> None:
    member, ref, at = (getattr(event, name, None) for name in ("member", "ref", "at"))
    state.step(event.step, record.happened_on, member=member, ref=ref, at=at)


def _talk(state: _State, event: events.DebtTalkHeld, record: Recorded) -> None:
    _plain_step(state, event, record)
    if event.waived:
        state.step("debt.waived", record.happened_on, member=event.member, ref=event.ref)


_APPLY: dict[type, Callable[[_State, Any, Recorded], None]] = {
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
