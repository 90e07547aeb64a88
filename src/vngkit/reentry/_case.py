"""A reentry case as it stands on a day: the fold of its events, frozen, with everything that duties read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from types import MappingProxyType

from attrs import field, frozen

from vngkit.privacy import CRIMINAL, PERSONAL, cover
from vngkit.reentry._conditions import Facts
from vngkit.reentry._words import (
    Ability,
    AddressKind,
    BasicCondition,
    Certainty,
    CloseReason,
    ConditionState,
    CrossTheme,
    DocumentKind,
    EntryRoute,
    LifeArea,
    Phase,
    Role,
    Scenario,
)

__all__ = [
    "Action",
    "Assessment",
    "Case",
    "College",
    "Goal",
    "HandOver",
    "RegieSpan",
    "ReleaseBelief",
    "ReleaseLedger",
    "Signal",
    "Stay",
    "Step",
    "View",
]


@frozen(kw_only=True)
class College:
    """Bevoegd college: of the last residence or of the intended settlement (PM 1 c); two can be competent at once."""

    member: str
    ground: str


@frozen(kw_only=True)
class Stay:
    """Verblijf in een inrichting, half-open; ``end`` is unknown (None) while it lasts."""

    institution: str
    entry_route: EntryRoute = field(repr=cover, metadata=CRIMINAL)
    start: date
    end: date | None = None


@frozen(kw_only=True)
class ReleaseBelief:
    """Wat wij over de invrijheidstelling dachten: a day (None: unknown), on which footing, told by whom, since when."""

    expected: date | None
    scenario: Scenario
    source: str
    happened_on: date
    known_on: date
    until: date | None = None


@frozen(kw_only=True)
class ReleaseLedger:
    """Grootboek van de invrijheidstelling: every belief that was held, in order, and the day of the release itself.

    ``expected`` is what is now believed, ``scenarios`` the last belief of each scenario, ``earliest`` the first day on
    which the person may stand outside by any of them.
    """

    beliefs: tuple[ReleaseBelief, ...] = ()
    released_on: date | None = None

    @property
    def scenarios(self) -> Mapping[Scenario, ReleaseBelief]:
        """The last belief of each scenario."""
        return MappingProxyType({belief.scenario: belief for belief in self.beliefs})

    @property
    def expected(self) -> date | None:
        """The day of the release, or the day that is now believed; None when it is not known."""
        if self.released_on is not None:
            return self.released_on
        belief = self.scenarios.get(Scenario.EXPECTED)
        return belief.expected if belief else None

    @property
    def earliest(self) -> date | None:
        """The first day on which the person may be free for good by any scenario but leave; None when none is known."""
        if self.released_on is not None:
            return self.released_on
        days = [
            belief.expected
            for belief in self.scenarios.values()
            if belief.expected is not None and belief.scenario is not Scenario.LEAVE
        ]
        return min(days, default=None)


@frozen(kw_only=True)
class Assessment:
    """Beoordeling: the state of a condition, since when, until when it holds, and who said so; the note is personal.

    ``facts`` are the facts that were told of the condition up to now, each as it was told last.
    """

    state: ConditionState
    since: date | None = None
    valid_until: date | None = None
    document: DocumentKind | None = None
    source: Role | None = None
    note: str = field(default="", repr=cover, metadata=PERSONAL)
    disputed: bool = False
    facts: Facts = ()


@frozen(kw_only=True)
class View:
    """Behoefte, wens en vermogen in een levensgebied, as one party sees it; the resident's wish is personal."""

    area: LifeArea
    who_says: Role
    on: date
    need: int | None = None
    wish: str = field(default="", repr=cover, metadata=PERSONAL)
    rank: int | None = None
    ability: Ability | None = None
    note: str = field(default="", repr=cover, metadata=PERSONAL)


@frozen(kw_only=True)
class Goal:
    """Doel van het plan; the description is personal."""

    id: str
    area: LifeArea
    set_on: date
    wish_of_resident: bool = True
    description: str = field(default="", repr=cover, metadata=PERSONAL)


@frozen(kw_only=True)
class Action:
    """Actie met een eigenaar; ``done_on`` is None while it is open, ``dropped`` says that it was given up."""

    id: str
    goal: str
    owner: Role
    agreed_on: date
    member: str | None = None
    due_on: date | None = None
    done_on: date | None = None
    dropped: bool = False
    description: str = field(default="", repr=cover, metadata=PERSONAL)


@frozen(kw_only=True)
class RegieSpan:
    """Regie: who held the coordination, half-open; ``until`` is None for who holds it now."""

    role: Role
    member: str | None
    since: date
    until: date | None = None


@frozen(kw_only=True)
class HandOver:
    """Overdracht die nog niet is aanvaard: offered on a day to a party."""

    to_role: Role
    member: str | None
    offered_on: date

    def is_to(self, role: Role, member: str | None) -> bool:
        """Whether this party is the one that was asked; a gemeente that is not named is any."""
        same = member is None or self.member is None or member == self.member
        return role is self.to_role and same


@frozen(kw_only=True)
class Signal:
    """Signaal met bron; ``resolved_on`` is None while it is open; the detail is personal."""

    kind: str
    id: str
    observed_on: date
    received_on: date
    reported_by: str
    certainty: Certainty
    ground: str | None = None
    expires_on: date | None = None
    visible_to: frozenset[str] = frozenset()
    resolved_on: date | None = None
    detail: str = field(default="", repr=cover, metadata=PERSONAL)

    def open_on(self, day: date) -> bool:
        """Whether the signal still asks for something on the day."""
        ended = min((end for end in (self.resolved_on, self.expires_on) if end is not None), default=None)
        return self.observed_on <= day and (ended is None or day < ended)


@frozen(kw_only=True)
class Step:
    """Stap in een procedure: what happened, on which day, in which gemeente; terms of law start and end at steps."""

    kind: str
    on: date
    member: str | None = None
    ref: str | None = None
    at: datetime | None = None


@frozen(kw_only=True)
class Case:
    """Re-integratiedossier: one person's return, as it was on a day and as it was known on a day.

    It is the fold of its events (see ``fold``) and never changed; unknown stays unknown. ``conditions`` gives the state
    of each of the five basic conditions, ``assessments`` what is known behind it, also of the themes that run through
    all. ``steps`` are the steps of all procedures, in order; ``steps_of`` finds them. Its ``repr`` shows nothing
    personal. A desk gives it with its marked fields behind a veil, unless it was asked with a purpose: a text is then
    ``***`` and another value can not be used; duties reckon with all of it.
    """

    id: str
    reference: str = field(default="", repr=cover, metadata=PERSONAL)
    birth_date: date | None = field(default=None, repr=cover, metadata=PERSONAL)
    competent_colleges: tuple[College, ...] = ()
    stays: tuple[Stay, ...] = ()
    release: ReleaseLedger = ReleaseLedger()
    assessments: Mapping[LifeArea, Assessment] = field(factory=dict, repr=False)
    address: AddressKind = AddressKind.UNKNOWN
    views: tuple[View, ...] = ()
    goals: tuple[Goal, ...] = ()
    actions: tuple[Action, ...] = ()
    regie: tuple[RegieSpan, ...] = ()
    hand_over: HandOver | None = None
    signals: tuple[Signal, ...] = ()
    steps: tuple[Step, ...] = field(default=(), repr=False)
    phase: Phase = Phase.DETAINED
    closed: CloseReason | None = None
    died_on: date | None = None
    lost_contact: bool = False
    _index: Mapping[str, tuple[Step, ...]] = field(init=False, repr=False, eq=False)
    _members: tuple[str, ...] = field(init=False, repr=False, eq=False)
    _whole: Callable[[], Case] | None = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        index: dict[str, list[Step]] = {}
        for step in self.steps:
            index.setdefault(step.kind, []).append(step)
        object.__setattr__(self, "_index", {kind: tuple(steps) for kind, steps in index.items()})
        object.__setattr__(self, "_members", tuple([college.member for college in self.competent_colleges]))
        object.__setattr__(self, "_whole", None)

    @property
    def conditions(self) -> Mapping[BasicCondition, ConditionState]:
        """The state of each of the five basic conditions; unknown until somebody said something of it."""
        return {
            condition: assessment.state if (assessment := self.assessments.get(condition)) else ConditionState.UNKNOWN
            for condition in BasicCondition
        }

    @property
    def themes(self) -> Mapping[CrossTheme, ConditionState]:
        """The state of each theme that runs through all conditions."""
        return {
            theme: assessment.state if (assessment := self.assessments.get(theme)) else ConditionState.UNKNOWN
            for theme in CrossTheme
        }

    def state(self, area: LifeArea) -> ConditionState:
        """The state of one condition or theme."""
        assessment = self.assessments.get(area)
        return assessment.state if assessment else ConditionState.UNKNOWN

    @property
    def members(self) -> tuple[str, ...]:
        """The codes of the gemeenten whose college is competent."""
        return self._members

    @property
    def stay(self) -> Stay | None:
        """The last stay in an institution."""
        return self.stays[-1] if self.stays else None

    @property
    def entry_route(self) -> EntryRoute:
        """How the person came into the last stay."""
        return self.stays[-1].entry_route if self.stays else EntryRoute.UNKNOWN

    @property
    def detention_start(self) -> date | None:
        """The first day of the last stay."""
        return self.stays[-1].start if self.stays else None

    @property
    def regie_holder(self) -> RegieSpan | None:
        """Who holds the coordination now; None when nobody does."""
        last = self.regie[-1] if self.regie else None
        return last if last is not None and last.until is None else None

    @property
    def active(self) -> bool:
        """Whether the case still asks for work: not closed, and the person has not died."""
        return self.closed is None and self.died_on is None

    def steps_of(self, kind: str) -> tuple[Step, ...]:
        """The steps of a kind, in order."""
        return self._index.get(kind, ())

    @property
    def step_kinds(self) -> AbstractSet[str]:
        """The kinds of steps that the case has."""
        return self._index.keys()
