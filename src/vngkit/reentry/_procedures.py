"""The events of procedures that people write most: assistance, support, compulsory care, address, housing, objection.

Each says in one word what ``StepTaken`` says in two, and names the gemeente (``member``) whose procedure it is; ``ref``
tells two alike procedures apart. A decision may say when it was made known: then the term of objection starts.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, TypeAlias, get_args

from attrs import field, frozen
from attrs.converters import optional

from vngkit.reentry._fields import is_day, is_member, maybe_day, maybe_instant, maybe_member, typed
from vngkit.reentry._steps import is_foreseen_step
from vngkit.reentry._words import DocumentKind, Procedure

__all__ = [
    "AddressChangePlanned",
    "AddressChanged",
    "AddressDeclared",
    "AdvancePaid",
    "AssistanceApplied",
    "AssistanceDecided",
    "AssistanceReported",
    "CompletionAsked",
    "CompletionReceived",
    "CrisisMeasureTaken",
    "DecisionMadeKnown",
    "DocumentApplied",
    "InsurerInformed",
    "ObjectionFiled",
    "PersonalPlanSubmitted",
    "PostalAddressDecided",
    "PostalAddressRequested",
    "ProcedureEvent",
    "ResearchFinished",
    "StepForeseen",
    "SupportApplied",
    "SupportDecided",
    "SupportReported",
    "UrgencyDecided",
    "UrgencyRequested",
    "WorryApplied",
    "WorryExplored",
    "WorryReported",
]


@frozen(kw_only=True, field_transformer=typed)
class AssistanceReported:
    """Melding voor bijstand: registered at UWV and able to apply (Participatiewet 44 lid 2)."""

    event: ClassVar[str] = "assistance_reported"
    step: ClassVar[str | None] = "assistance.reported"
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class AssistanceApplied:
    """Aanvraag om bijstand; the advance and the decision run from here (Participatiewet 41, 52)."""

    event: ClassVar[str] = "assistance_applied"
    step: ClassVar[str | None] = "assistance.applied"
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class AdvancePaid:
    """Voorschot betaald; the next one is due by the same term again (Participatiewet 52 lid 1)."""

    event: ClassVar[str] = "advance_paid"
    step: ClassVar[str | None] = "assistance.advance_paid"
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class AssistanceDecided:
    """Beschikking op de aanvraag om bijstand; ``made_known_on`` is the day on which it was sent or handed over."""

    event: ClassVar[str] = "assistance_decided"
    step: ClassVar[str | None] = "assistance.decided"
    member: str = field(validator=is_member)
    granted: bool
    ref: str | None = None
    made_known_on: date | None = field(default=None, validator=maybe_day)


@frozen(kw_only=True, field_transformer=typed)
class SupportReported:
    """Melding van behoefte aan ondersteuning (Wmo 2015 2.3.2 lid 1)."""

    event: ClassVar[str] = "support_reported"
    step: ClassVar[str | None] = "support.reported"
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class PersonalPlanSubmitted:
    """Persoonlijk plan ingediend (Wmo 2015 2.3.2 lid 2)."""

    event: ClassVar[str] = "personal_plan_submitted"
    step: ClassVar[str | None] = "support.plan_submitted"
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class ResearchFinished:
    """Onderzoek na de melding afgerond (Wmo 2015 2.3.2)."""

    event: ClassVar[str] = "research_finished"
    step: ClassVar[str | None] = "support.research_finished"
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class SupportApplied:
    """Aanvraag om een maatwerkvoorziening (Wmo 2015 2.3.2 lid 9, 2.3.5)."""

    event: ClassVar[str] = "support_applied"
    step: ClassVar[str | None] = "support.applied"
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class SupportDecided:
    """Beschikking op de aanvraag om een maatwerkvoorziening; ``made_known_on`` as in ``AssistanceDecided``."""

    event: ClassVar[str] = "support_decided"
    step: ClassVar[str | None] = "support.decided"
    member: str = field(validator=is_member)
    granted: bool
    ref: str | None = None
    made_known_on: date | None = field(default=None, validator=maybe_day)


@frozen(kw_only=True, field_transformer=typed)
class WorryReported:
    """Melding van een zorg over iemands geestelijke gezondheid (Wvggz 5:2 lid 1)."""

    event: ClassVar[str] = "worry_reported"
    step: ClassVar[str | None] = "worry.reported"
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class WorryExplored:
    """Verkennend onderzoek afgerond (Wvggz 5:2 lid 2); ``need_for_care`` says whether an application is needed."""

    event: ClassVar[str] = "worry_explored"
    step: ClassVar[str | None] = "worry.explored"
    member: str = field(validator=is_member)
    need_for_care: bool
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class WorryApplied:
    """Aanvraag bij de officier van justitie voor een zorgmachtiging (Wvggz 5:2 lid 6)."""

    event: ClassVar[str] = "worry_applied"
    step: ClassVar[str | None] = "worry.applied"
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class CrisisMeasureTaken:
    """Crisismaatregel van de burgemeester (Wvggz 7:1); ``at`` is the moment, when it is known."""

    event: ClassVar[str] = "crisis_measure_taken"
    step: ClassVar[str | None] = "crisis.taken"
    member: str = field(validator=is_member)
    at: datetime | None = field(default=None, validator=maybe_instant)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class AddressChangePlanned:
    """Voorgenomen verhuizing: the person means to move on ``planned_for`` (Wet BRP 2.39 lid 2)."""

    event: ClassVar[str] = "address_change_planned"
    step: ClassVar[str | None] = "foreseen.address_change"
    planned_for: date = field(validator=is_day)
    member: str | None = field(default=None, validator=maybe_member)


@frozen(kw_only=True, field_transformer=typed)
class AddressChanged:
    """Verhuisd: the person lives at another address since this day, in or to ``member``."""

    event: ClassVar[str] = "address_changed"
    step: ClassVar[str | None] = "address.changed"
    member: str | None = field(default=None, validator=maybe_member)


@frozen(kw_only=True, field_transformer=typed)
class AddressDeclared:
    """Aangifte van adres gedaan (Wet BRP 2.38, 2.39)."""

    event: ClassVar[str] = "address_declared"
    step: ClassVar[str | None] = "address.declared"
    member: str | None = field(default=None, validator=maybe_member)


@frozen(kw_only=True, field_transformer=typed)
class PostalAddressRequested:
    """Aangifte van een briefadres (Wet BRP 2.23 lid 1)."""

    event: ClassVar[str] = "postal_address_requested"
    step: ClassVar[str | None] = "postal_address.requested"
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class PostalAddressDecided:
    """Beslissing over een briefadres; ``made_known_on`` as in ``AssistanceDecided``."""

    event: ClassVar[str] = "postal_address_decided"
    step: ClassVar[str | None] = "postal_address.decided"
    member: str = field(validator=is_member)
    granted: bool
    ref: str | None = None
    made_known_on: date | None = field(default=None, validator=maybe_day)


@frozen(kw_only=True, field_transformer=typed)
class DocumentApplied:
    """Aanvraag van een identiteitsbewijs (Paspoortwet 26; Wet op de Nederlandse identiteitskaart 15)."""

    event: ClassVar[str] = "document_applied"
    step: ClassVar[str | None] = "document.applied"
    member: str | None = field(default=None, validator=maybe_member)
    document: DocumentKind | None = field(default=None, converter=optional(DocumentKind))


@frozen(kw_only=True, field_transformer=typed)
class UrgencyRequested:
    """Verzoek om indeling in een urgentiecategorie (Huisvestingswet 2014 13)."""

    event: ClassVar[str] = "urgency_requested"
    step: ClassVar[str | None] = "urgency.requested"
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class UrgencyDecided:
    """Beslissing over urgentie; ``made_known_on`` as in ``AssistanceDecided``."""

    event: ClassVar[str] = "urgency_decided"
    step: ClassVar[str | None] = "urgency.decided"
    member: str = field(validator=is_member)
    granted: bool
    ref: str | None = None
    made_known_on: date | None = field(default=None, validator=maybe_day)


@frozen(kw_only=True, field_transformer=typed)
class InsurerInformed:
    """Zorgverzekeraar ingelicht over de detentie (Zvw 24 lid 4)."""

    event: ClassVar[str] = "insurer_informed"
    step: ClassVar[str | None] = "insurance.notified"


@frozen(kw_only=True, field_transformer=typed)
class CompletionAsked:
    """Aanvulling gevraagd: the term of the procedure stands still from the day after (Awb 4:15)."""

    event: ClassVar[str] = "completion_asked"
    step: ClassVar[str | None] = None
    procedure: Procedure = field(converter=Procedure)
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class CompletionReceived:
    """Aanvulling ontvangen, or the last day given for it: the term of the procedure runs on (Awb 4:15)."""

    event: ClassVar[str] = "completion_received"
    step: ClassVar[str | None] = None
    procedure: Procedure = field(converter=Procedure)
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class DecisionMadeKnown:
    """Besluit bekendgemaakt: sent or handed over; the term of objection starts the day after (Awb 3:41, 6:8)."""

    event: ClassVar[str] = "decision_made_known"
    step: ClassVar[str | None] = "decision.made_known"
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class ObjectionFiled:
    """Bezwaar gemaakt (Awb 6:7); ``ref`` is that of the decision."""

    event: ClassVar[str] = "objection_filed"
    step: ClassVar[str | None] = "objection.filed"
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class StepForeseen:
    """Verwachte stap: a step that lies ahead, on the day on which it is expected; a later one takes its place.

    ``what`` is a step of ``vngkit.reentry.steps()`` that begins with ``foreseen.``, or of a plugin (``local.…``).
    """

    event: ClassVar[str] = "step_foreseen"
    step: ClassVar[str | None] = None
    what: str = field(validator=is_foreseen_step)
    expected_on: date = field(validator=is_day)
    member: str | None = field(default=None, validator=maybe_member)
    ref: str | None = None


ProcedureEvent: TypeAlias = (
    AssistanceReported
    | AssistanceApplied
    | AdvancePaid
    | AssistanceDecided
    | SupportReported
    | PersonalPlanSubmitted
    | ResearchFinished
    | SupportApplied
    | SupportDecided
    | WorryReported
    | WorryExplored
    | WorryApplied
    | CrisisMeasureTaken
    | AddressChangePlanned
    | AddressChanged
    | AddressDeclared
    | PostalAddressRequested
    | PostalAddressDecided
    | DocumentApplied
    | UrgencyRequested
    | UrgencyDecided
    | InsurerInformed
    | CompletionAsked
    | CompletionReceived
    | DecisionMadeKnown
    | ObjectionFiled
    | StepForeseen
)
PROCEDURE_EVENTS = get_args(ProcedureEvent)
