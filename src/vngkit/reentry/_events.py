"""The events of a reentry case: what happened, as flat frozen records. They are appended and never changed.

Every event has a name in stored data (``event``). An event with a ``step`` marks a step in a procedure: terms of law
start and end at steps. Where a step belongs to one gemeente, ``member`` names it; ``ref`` tells two alike steps apart.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, TypeAlias

from attrs import Attribute, field, frozen
from attrs.converters import optional

from vngkit.privacy import PERSONAL, cover
from vngkit.reentry._conditions import Facts, definition, read_facts
from vngkit.reentry._fields import (
    basic_conditions,
    is_member,
    is_rank,
    is_text,
    life_area,
    many_texts,
    maybe_day,
    maybe_member,
    on_scale,
    typed,
)
from vngkit.reentry._notices import NoticeEvent
from vngkit.reentry._procedures import ProcedureEvent
from vngkit.reentry._steps import is_step
from vngkit.reentry._words import (
    Ability,
    AddressKind,
    BasicCondition,
    Certainty,
    ConditionState,
    DocumentKind,
    LifeArea,
    Role,
)


def _fit_the_condition(event: ConditionAssessed, _: Attribute[Facts], facts: Facts) -> None:
    """Every fact is one of the condition that the event is about."""
    for name, _said in facts:
        definition(event.condition).fact(name)


@frozen(kw_only=True, field_transformer=typed)
class ConditionAssessed:
    """Beoordeling van een basisvoorwaarde: its state, and for identity the document and the last day that it is valid.

    ``valid_until`` is the last day on which what meets the condition (a document, a lease, an insurance) holds.
    ``facts`` says of facts of the condition (see ``definition``) yes, no or unknown, by name. ``note`` is free text and
    personal.
    """

    event: ClassVar[str] = "condition_assessed"
    step: ClassVar[str | None] = None
    condition: LifeArea = field(converter=life_area)
    state: ConditionState = field(converter=ConditionState)
    valid_until: date | None = field(default=None, validator=maybe_day)
    document: DocumentKind | None = field(default=None, converter=optional(DocumentKind))
    source: Role = field(default=Role.COLLEGE, converter=Role)
    facts: Facts = field(default=(), converter=read_facts, validator=_fit_the_condition)
    note: str = field(default="", repr=cover, metadata=PERSONAL)


@frozen(kw_only=True, field_transformer=typed)
class AddressRegistered:
    """Inschrijving in de BRP: what address the person has in the register; *none* is that there is none."""

    event: ClassVar[str] = "address_registered"
    step: ClassVar[str | None] = "address.registered"
    address: AddressKind = field(converter=AddressKind)
    member: str | None = field(default=None, validator=maybe_member)


@frozen(kw_only=True, field_transformer=typed)
class ResidentViewRecorded:
    """Behoefte, wens en vermogen volgens de inwoner: need 0-4, the wish in their own words, what they can do.

    ``rank`` is the place of the wish among the wishes of the resident, 1 the first. The wish is personal.
    """

    event: ClassVar[str] = "resident_view_recorded"
    step: ClassVar[str | None] = "view.resident"
    condition: LifeArea = field(converter=life_area)
    need: int | None = field(default=None, validator=on_scale)
    wish: str = field(default="", repr=cover, metadata=PERSONAL)
    rank: int | None = field(default=None, validator=is_rank)
    ability: Ability | None = field(default=None, converter=optional(Ability))


@frozen(kw_only=True, field_transformer=typed)
class ProfessionalViewRecorded:
    """Behoefte en vermogen volgens een professional of naaste, beside what the resident says and never over it."""

    event: ClassVar[str] = "professional_view_recorded"
    step: ClassVar[str | None] = "view.professional"
    condition: LifeArea = field(converter=life_area)
    need: int | None = field(default=None, validator=on_scale)
    ability: Ability | None = field(default=None, converter=optional(Ability))
    by_role: Role = field(converter=Role)
    note: str = field(default="", repr=cover, metadata=PERSONAL)


@frozen(kw_only=True, field_transformer=typed)
class PlanSet:
    """Vaststelling van het detentie- en re-integratieplan (Pbw 18a); ``lacking`` are the conditions that it lists."""

    event: ClassVar[str] = "plan_set"
    step: ClassVar[str | None] = "plan.set"
    lacking: tuple[BasicCondition, ...] = field(default=(), converter=basic_conditions)


@frozen(kw_only=True, field_transformer=typed)
class GoalSet:
    """Doel: what the resident wants to reach in a life area; the text is personal."""

    event: ClassVar[str] = "goal_set"
    step: ClassVar[str | None] = None
    goal: str = field(validator=is_text)
    condition: LifeArea = field(converter=life_area)
    description: str = field(default="", repr=cover, metadata=PERSONAL)
    wish_of_resident: bool = True


@frozen(kw_only=True, field_transformer=typed)
class ActionAgreed:
    """Actie: who does what by when for a goal; the text is personal."""

    event: ClassVar[str] = "action_agreed"
    step: ClassVar[str | None] = None
    action: str = field(validator=is_text)
    goal: str = field(validator=is_text)
    owner: Role = field(converter=Role)
    member: str | None = field(default=None, validator=maybe_member)
    due_on: date | None = field(default=None, validator=maybe_day)
    description: str = field(default="", repr=cover, metadata=PERSONAL)


@frozen(kw_only=True, field_transformer=typed)
class ActionDone:
    """Actie gedaan, or dropped with ``dropped=True``."""

    event: ClassVar[str] = "action_done"
    step: ClassVar[str | None] = None
    action: str = field(validator=is_text)
    dropped: bool = False


@frozen(kw_only=True, field_transformer=typed)
class SignalReceived:
    """Signaal: something that was seen, told or feared, with its source; ``signal`` names one for a later event.

    ``kind`` is a kind of ``vngkit.reentry.signal_kinds()`` or of a plugin. ``visible_to`` names the purposes for which
    it may be seen; empty is: the purposes of its kind. ``detail`` is personal.
    """

    event: ClassVar[str] = "signal_received"
    step: ClassVar[str | None] = None
    kind: str = field(validator=is_text)
    reported_by: str = field(validator=is_text)
    certainty: Certainty = field(converter=Certainty)
    signal: str = ""
    observed_on: date | None = field(default=None, validator=maybe_day)
    ground: str | None = None
    expires_on: date | None = field(default=None, validator=maybe_day)
    visible_to: frozenset[str] = field(default=frozenset(), converter=many_texts)
    detail: str = field(default="", repr=cover, metadata=PERSONAL)


@frozen(kw_only=True, field_transformer=typed)
class SignalResolved:
    """Signaal afgehandeld: of this kind (or this one signal), nothing needs to be done any more."""

    event: ClassVar[str] = "signal_resolved"
    step: ClassVar[str | None] = None
    kind: str = field(validator=is_text)
    signal: str = ""


@frozen(kw_only=True, field_transformer=typed)
class StepTaken:
    """Stap: a step in a procedure of a life area, for example a report, an application or a decision.

    ``what`` is a step of ``vngkit.reentry.steps()``, or of a plugin (``local.…``); raises ``NotFound`` with the names
    that look like it. The classes for the steps that people write most (``DebtHelpRequested`` and so on) say the same
    in one word less.
    """

    event: ClassVar[str] = "step_taken"
    step: ClassVar[str | None] = None
    what: str = field(validator=is_step)
    member: str | None = field(default=None, validator=maybe_member)
    ref: str | None = None
    at: datetime | None = None


@frozen(kw_only=True, field_transformer=typed)
class DebtHelpRequested:
    """Verzoek om schuldhulp: the resident turned to the college (Wgs 4 lid 1)."""

    event: ClassVar[str] = "debt_help_requested"
    step: ClassVar[str | None] = "debt.requested"
    member: str = field(validator=is_member)
    ref: str | None = None


@frozen(kw_only=True, field_transformer=typed)
class DebtTalkHeld:
    """Eerste gesprek schuldhulp (Wgs 4); ``waived`` says that the resident needs no further help (4a lid 2)."""

    event: ClassVar[str] = "debt_talk_held"
    step: ClassVar[str | None] = "debt.talk_held"
    member: str = field(validator=is_member)
    ref: str | None = None
    waived: bool = False


@frozen(kw_only=True, field_transformer=typed)
class DebtDecisionMade:
    """Beschikking schuldhulp: a plan of approach or a refusal (Wgs 4a lid 1)."""

    event: ClassVar[str] = "debt_decision_made"
    step: ClassVar[str | None] = "debt.decided"
    member: str = field(validator=is_member)
    ref: str | None = None
    granted: bool = True


Event: TypeAlias = (
    NoticeEvent
    | ConditionAssessed
    | AddressRegistered
    | ResidentViewRecorded
    | ProfessionalViewRecorded
    | PlanSet
    | GoalSet
    | ActionAgreed
    | ActionDone
    | SignalReceived
    | SignalResolved
    | StepTaken
    | DebtHelpRequested
    | DebtTalkHeld
    | DebtDecisionMade
    | ProcedureEvent
)
