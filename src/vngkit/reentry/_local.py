"""What a gemeente brings of its own to reentry cases: duties, services, forms of the worklist, an ear for changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.legislation import Lang, Source
from vngkit.reentry._case import Case
from vngkit.reentry._duty import urgency
from vngkit.reentry._fields import is_day, is_member, is_text, life_area, maybe_day
from vngkit.reentry._finding import Finding, Reason
from vngkit.reentry._words import FindingKind, LifeArea, Role

if TYPE_CHECKING:
    from vngkit.reentry._worklist import Worklist

__all__ = ["CaseChange", "Exporter", "Local", "LocalDuty", "LocalFinding", "LocalService", "Services"]

_ID: Final = re.compile(r"[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)+")
_LONGEST: Final = 2_000
_CONTACT: Final = re.compile(r"https://\S+|tel:\+?[0-9-]+|mailto:\S+@\S+")


def _is_id(_: Any, attribute: Any, value: Any) -> None:
    if type(value) is not str or not _ID.fullmatch(value):
        raise DataError(
            f"{attribute.name} is not a dotted name.",
            fix="begin with the name of the plugin: voorbeeldstad.visit",
        )


def _is_contact(_: Any, attribute: Any, value: Any) -> None:
    if type(value) is not str or not _CONTACT.fullmatch(value):
        raise DataError(
            f"{attribute.name} of a local service is no address.", fix="write https://…, tel:… or mailto:… of the desk"
        )


def _can_be_called(_: Any, attribute: Any, value: Any) -> None:
    if not callable(value):
        raise DataError(f"{attribute.name} is a {type(value).__name__}, not a function.", fix="give a function")


@frozen(kw_only=True)
class LocalFinding:
    """Wat een lokale plicht vindt: what the function of a ``LocalDuty`` gives for a case on a day.

    ``due_on`` is the last day, when there is one; with ``kind`` left out it says whether that is due or overdue. The
    texts of the reason say why, in both languages, and hold nothing personal.
    """

    kind: FindingKind | None = None
    due_on: date | None = field(default=None, validator=maybe_day)
    reason_en: str = ""
    reason_nl: str = ""

    def is_sound(self) -> bool:
        """Whether every field is of its own type; a subclass may run code in every comparison."""
        texts = all(type(text) is str and len(text) <= _LONGEST for text in (self.reason_en, self.reason_nl))
        return texts and type(self.due_on) in (date, type(None)) and type(self.kind) in (FindingKind, type(None))

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reason as a finding has it."""
        if not (self.reason_en or self.reason_nl):
            return ()
        return (Reason(kind="local", text=self.reason_en or self.reason_nl, text_nl=self.reason_nl or self.reason_en),)


Look: TypeAlias = Callable[[Case, date], LocalFinding | None]


@frozen(kw_only=True)
class LocalDuty:
    """Lokale plicht: a duty that a gemeente has by its own rules, as a function of a frozen case and a day.

    Args:
        id: dotted, beginning with the name of the plugin.
        member: the code of the gemeente whose cases it looks at, and no other's.
        look: the function; it reads, and gives a ``LocalFinding`` or None.
        source: where the local rule can be read.
        title_en: what is to be done, in English; ``title_nl`` in Dutch.
        who: the role that must act.
        about: the basic condition or theme.
        starts: the kinds of steps without which it finds nothing; empty is: it looks at every case.
        valid_from: since when it holds; ``valid_to`` is the first day on which it no longer does.

    Raises ``DataError`` when a field is not of its form.
    """

    id: str = field(validator=_is_id)
    member: str = field(validator=is_member)
    look: Look = field(validator=_can_be_called, eq=False, repr=False)
    source: Source
    title_en: str = field(validator=is_text)
    title_nl: str = field(validator=is_text)
    who: Role = field(default=Role.COLLEGE, converter=Role)
    about: LifeArea | None = None
    starts: tuple[str, ...] = ()
    valid_from: date = field(validator=is_day)
    valid_to: date | None = field(default=None, validator=maybe_day)

    @property
    def triggers(self) -> frozenset[str]:
        """The kinds of steps without which it finds nothing."""
        return frozenset(self.starts)

    def concerns(self, case: Case, on: date) -> bool:
        """Whether it holds on the day and looks at this case."""
        in_force = self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
        return in_force and case.active and self.member in case.members

    def as_finding(self, found: LocalFinding, case: Case, on: date) -> Finding:
        """What was found, as a finding of this gemeente alone."""
        kind = urgency(found.due_on, on) if found.kind is None else found.kind
        return Finding(
            id=self.id,
            kind=kind,
            case_id=case.id,
            title_en=self.title_en,
            title_nl=self.title_nl,
            who=self.who,
            members=(self.member,),
            about=self.about,
            due_on=found.due_on,
            rule=self.id,
            source=self.source,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            reasons=found.reasons,
        )


@frozen(kw_only=True)
class LocalService:
    """Lokale voorziening: who to call in a gemeente for a basic condition or theme.

    ``contact`` is the address of a desk (https, tel or mailto), never of a private person.
    """

    id: str = field(validator=_is_id)
    member: str = field(validator=is_member)
    about: LifeArea = field(converter=life_area)
    name: str = field(validator=is_text)
    contact: str = field(validator=_is_contact)
    note_en: str = ""
    note_nl: str = ""
    valid_from: date = field(validator=is_day)
    valid_to: date | None = field(default=None, validator=maybe_day)


class Services:
    """Sociale kaart: the local services that plugins gave; ``find`` tells who to call.

    >>> Services(()).find("GM9999", "housing", on=date(2026, 11, 23))
    ()
    """

    def __init__(self, services: Iterable[LocalService]) -> None:
        held: dict[tuple[str, LifeArea], list[LocalService]] = {}
        for service in sorted(services, key=lambda one: one.id):
            held.setdefault((service.member, service.about), []).append(service)
        self._held: Mapping[tuple[str, LifeArea], tuple[LocalService, ...]] = {
            key: tuple(group) for key, group in held.items()
        }

    def __len__(self) -> int:
        return sum(len(group) for group in self._held.values())

    def __repr__(self) -> str:
        return f"<Services: {len(self)}>"

    def find(self, member: str, about: LifeArea | str, *, on: date) -> tuple[LocalService, ...]:
        """The services of a gemeente (code) for a condition on a day; empty says: none is known, not: there is none."""
        held = self._held.get((member, life_area(about)), ())
        return tuple(one for one in held if one.valid_from <= on and (one.valid_to is None or on < one.valid_to))


@frozen(kw_only=True)
class Exporter:
    """Uitvoervorm: another form of the worklist, for example for the system of a gemeente.

    ``write`` gets a worklist and a language and gives text or bytes; ``media_type`` says what it is.
    """

    id: str = field(validator=_is_id)
    media_type: str = field(validator=is_text)
    write: Callable[[Worklist, Lang], str | bytes] = field(validator=_can_be_called, eq=False, repr=False)
    title_en: str = field(validator=is_text)
    title_nl: str = field(validator=is_text)


@frozen(kw_only=True)
class CaseChange:
    """Wijziging van een dossier: what an observer is told after an event was stored; nothing in it is personal.

    Args:
        case_id: of the case.
        event: the name of the event, for example ``end_notice``.
        recorded_on: since when it is known.
        members: the codes of the gemeenten whose college is competent.
        version: the number of events that the case has now.
    """

    case_id: str
    event: str
    recorded_on: date
    members: tuple[str, ...]
    version: int


def _nobody_hears(_: CaseChange) -> None:
    """No plugin listens."""


@frozen(kw_only=True)
class Local:
    """Wat plugins brengen: services, by id how a worklist is written in another form, and who hears of changes."""

    services: Services = field(factory=lambda: Services(()))
    exporters: Mapping[str, Callable[[Worklist, Lang], str | bytes]] = field(factory=dict)
    observe: Callable[[CaseChange], None] = _nobody_hears
