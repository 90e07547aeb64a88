"""The steps that an event of a procedure marks: its own, and what a decision or a plan brings with it."""

from __future__ import annotations

from datetime import date

from vngkit.reentry import _procedures as procedures
from vngkit.reentry._case import Step
from vngkit.reentry._procedures import ProcedureEvent

__all__ = ["procedure_steps"]

_GRANTED: dict[type, str] = {
    procedures.AssistanceDecided: "assistance.granted",
    procedures.SupportDecided: "support.granted",
    procedures.UrgencyDecided: "urgency.granted",
    procedures.PostalAddressDecided: "postal_address.granted",
}


def procedure_steps(event: ProcedureEvent, happened_on: date) -> tuple[Step, ...]:
    """The steps of one event, in the order in which they belong."""
    member, ref = getattr(event, "member", None), getattr(event, "ref", None)

    def step(kind: str, on: date = happened_on, *, own_ref: str | None = ref) -> Step:
        return Step(kind=kind, on=on, member=member, ref=own_ref, at=getattr(event, "at", None))

    if isinstance(event, procedures.StepForeseen):
        return (step(event.what, event.expected_on),)
    if isinstance(event, procedures.AddressChangePlanned):
        return (step(str(event.step), event.planned_for),)
    if isinstance(event, procedures.CompletionAsked | procedures.CompletionReceived):
        return (step(f"{event.procedure}.{event.event}"),)
    if isinstance(event, procedures.WorryExplored) and not event.need_for_care:
        return step(str(event.step)), step("worry.no_need")
    found = [step(str(event.step))]
    granted = _GRANTED.get(type(event))
    if granted is not None and getattr(event, "granted", False):
        found.append(step(granted))
    made_known_on = getattr(event, "made_known_on", None)
    if made_known_on is not None:
        found.append(step("decision.made_known", made_known_on, own_ref=ref or str(event.step)))
    return tuple(found)
