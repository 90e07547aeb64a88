"""The events of a stay and of a case as a whole: notices, days of release, moves, who coordinates, closing.

See ``_events.py`` for what every event has.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, TypeAlias

from attrs import field, frozen

from vngkit.privacy import CRIMINAL, PERSONAL, cover
from vngkit.reentry._fields import (
    is_day,
    is_instant,
    is_member,
    is_text,
    maybe_day,
    maybe_member,
    not_before_start,
    typed,
)
from vngkit.reentry._words import (
    CloseReason,
    EntryRoute,
    Role,
    Scenario,
)


@frozen(kw_only=True, field_transformer=typed)
class StartNotice:
    """Melding begin detentie: a person went into detention; it opens the case.

    ``reference`` is the number of the notice (personal), ``residence`` the gemeente where the person lived or mainly
    stayed before, ``settlement`` where they want to settle afterwards (PM 1 c: both colleges are competent).
    ``expected_release`` is unknown (None) for, among others, people in pre-trial detention.
    """

    event: ClassVar[str] = "start_notice"
    step: ClassVar[str | None] = "notice.start"
    reference: str = field(repr=cover, metadata=PERSONAL)
    institution: str = field(validator=is_text)
    entry_route: EntryRoute = field(default=EntryRoute.UNKNOWN, converter=EntryRoute, repr=cover, metadata=CRIMINAL)
    detention_start: date = field(validator=is_day)
    expected_release: date | None = field(default=None, validator=not_before_start)
    residence: str | None = field(default=None, validator=maybe_member)
    settlement: str | None = field(default=None, validator=maybe_member)
    birth_date: date | None = field(default=None, repr=cover, metadata=PERSONAL)
    received_on: date = field(validator=is_day)


@frozen(kw_only=True, field_transformer=typed)
class EndNotice:
    """Melding einde detentie: the person was released on ``released_on``, planned or not."""

    event: ClassVar[str] = "end_notice"
    step: ClassVar[str | None] = "notice.end"
    reference: str = field(default="", repr=cover, metadata=PERSONAL)
    released_on: date = field(validator=is_day)
    received_on: date | None = field(default=None, validator=maybe_day)


@frozen(kw_only=True, field_transformer=typed)
class SettlementChanged:
    """Gewijzigde vestigingsgemeente: the person wants to settle in another gemeente."""

    event: ClassVar[str] = "settlement_changed"
    step: ClassVar[str | None] = None
    member: str = field(validator=is_member)


@frozen(kw_only=True, field_transformer=typed)
class ReleaseDateChanged:
    """Gewijzigde datum: what is now believed of the day of release, or of another scenario; None is unknown."""

    event: ClassVar[str] = "release_date_changed"
    step: ClassVar[str | None] = None
    expected_release: date | None = field(default=None, validator=maybe_day)
    source: str = field(validator=is_text)
    scenario: Scenario = field(default=Scenario.EXPECTED, converter=Scenario)
    until: date | None = field(default=None, validator=maybe_day)


@frozen(kw_only=True, field_transformer=typed)
class ReleaseOrdered:
    """Bevel tot invrijheidstelling: the order reached the director at ``at`` (Sv 6:2:5 lid 4)."""

    event: ClassVar[str] = "release_ordered"
    step: ClassVar[str | None] = "release.ordered"
    at: datetime = field(validator=is_instant)


@frozen(kw_only=True, field_transformer=typed)
class Transferred:
    """Overplaatsing: the person went to another institution."""

    event: ClassVar[str] = "transferred"
    step: ClassVar[str | None] = "detention.transferred"
    institution: str = field(validator=is_text)


@frozen(kw_only=True, field_transformer=typed)
class ReDetained:
    """Opnieuw in detentie: a new stay in the same case, with its history kept."""

    event: ClassVar[str] = "re_detained"
    step: ClassVar[str | None] = None
    institution: str = field(validator=is_text)
    entry_route: EntryRoute = field(default=EntryRoute.UNKNOWN, converter=EntryRoute, repr=cover, metadata=CRIMINAL)
    detention_start: date = field(validator=is_day)
    expected_release: date | None = field(default=None, validator=not_before_start)


@frozen(kw_only=True, field_transformer=typed)
class ProgrammeStarted:
    """Start penitentiair programma: the last part of the sentence is undergone outside (Pbw 4)."""

    event: ClassVar[str] = "programme_started"
    step: ClassVar[str | None] = "programme.started"


@frozen(kw_only=True, field_transformer=typed)
class LastPhaseStarted:
    """Start laatste fase ISD buiten de inrichting, for which the college is responsible (PM 44e)."""

    event: ClassVar[str] = "last_phase_started"
    step: ClassVar[str | None] = "isd.last_phase_started"
    member: str | None = field(default=None, validator=maybe_member)


@frozen(kw_only=True, field_transformer=typed)
class LostContact:
    """Uit beeld: nobody knows where the person is."""

    event: ClassVar[str] = "lost_contact"
    step: ClassVar[str | None] = "contact.lost"


@frozen(kw_only=True, field_transformer=typed)
class ContactMade:
    """Contact: somebody of ``by_role`` spoke with the person."""

    event: ClassVar[str] = "contact_made"
    step: ClassVar[str | None] = "contact.made"
    by_role: Role = field(default=Role.COLLEGE, converter=Role)
    member: str | None = field(default=None, validator=maybe_member)


@frozen(kw_only=True, field_transformer=typed)
class Died:
    """Overlijden: the person died; no duty towards them runs on."""

    event: ClassVar[str] = "died"
    step: ClassVar[str | None] = "person.died"


@frozen(kw_only=True, field_transformer=typed)
class CaseClosed:
    """Afsluiting: the case ended, with its reason."""

    event: ClassVar[str] = "case_closed"
    step: ClassVar[str | None] = "case.closed"
    reason: CloseReason = field(converter=CloseReason)


@frozen(kw_only=True, field_transformer=typed)
class CaseReopened:
    """Heropening: the case was taken up again."""

    event: ClassVar[str] = "case_reopened"
    step: ClassVar[str | None] = "case.reopened"


@frozen(kw_only=True, field_transformer=typed)
class RegieHandedOver:
    """Overdracht van regie: the coordination is offered to another party; it moves when that party accepts it."""

    event: ClassVar[str] = "regie_handed_over"
    step: ClassVar[str | None] = "regie.handed_over"
    to_role: Role = field(converter=Role)
    member: str | None = field(default=None, validator=maybe_member)


@frozen(kw_only=True, field_transformer=typed)
class RegieAccepted:
    """Aanvaarding van regie: the party that was asked has acknowledged the hand-over."""

    event: ClassVar[str] = "regie_accepted"
    step: ClassVar[str | None] = "regie.accepted"
    by_role: Role = field(converter=Role)
    member: str | None = field(default=None, validator=maybe_member)


NoticeEvent: TypeAlias = (
    StartNotice
    | EndNotice
    | SettlementChanged
    | ReleaseDateChanged
    | ReleaseOrdered
    | Transferred
    | ReDetained
    | ProgrammeStarted
    | LastPhaseStarted
    | LostContact
    | ContactMade
    | Died
    | CaseClosed
    | CaseReopened
    | RegieHandedOver
    | RegieAccepted
)
