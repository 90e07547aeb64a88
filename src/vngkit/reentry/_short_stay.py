"""The short-stay track: when release may come before the plan is due, and the list for day one."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from vngkit.legislation import Citation, Lang, NationalRule, national_rule
from vngkit.reentry._case import Case
from vngkit.reentry._check_texts import finding_on, local_answer
from vngkit.reentry._duty import Answers
from vngkit.reentry._fields import life_area
from vngkit.reentry._finding import Finding, Reason
from vngkit.reentry._plan_term import plan_term_days
from vngkit.reentry._veil import whole
from vngkit.reentry._words import DATA, ConditionState, EntryRoute, FindingKind, LifeArea, Phase, Role
from vngkit.terms import Term, day_text

__all__ = ["DayOneItem", "ShortStay", "ShortStayCheck", "day_one_items", "short_stay", "short_stay_checks"]

_LOCAL_BOUND: Final = "reentry.short_stay_track"


@frozen(kw_only=True)
class DayOneItem:
    """Punt van de dag-één-lijst: what to look at without waiting for a plan, and why it can not wait.

    ``place`` orders the list by what can not be undone. ``basis`` is ``law`` or ``practice``; of practice the rule is
    only the ground on which it may be talked about. ``local_term`` is the open term in which a gemeente may have set
    what it does.
    """

    id: str
    place: int
    about: LifeArea | None
    who: Role
    basis: str
    rule: NationalRule = field(repr=False)
    local_term: str
    text: str
    text_nl: str
    why: str
    why_nl: str
    source: str

    @property
    def done_step(self) -> str:
        """The step by which somebody says that it was looked at: ``StepTaken(what=...)``."""
        return f"short_stay.{self.id}"

    @property
    def citation(self) -> Citation | None:
        """The article of the rule."""
        return self.rule.citation

    def explain(self, lang: Lang = "nl") -> str:
        """What to look at, why it can not wait, and the source."""
        dutch = lang == "nl"
        own = {"law": ("wet", "law"), "practice": ("praktijk, geen wet", "practice, not law")}[self.basis]
        text, why = (self.text_nl, self.why_nl) if dutch else (self.text, self.why)
        return f"{text}; {why} ({own[0 if dutch else 1]}: {self.source})."


@frozen(kw_only=True)
class ShortStay:
    """Kort verblijf: why release may come before the plan is due, and what is still to be looked at, in order."""

    reasons: tuple[Reason, ...]
    items: tuple[DayOneItem, ...]

    def explain(self, lang: Lang = "nl") -> str:
        """The reasons and the list, one line each."""
        lead = [f"{reason.explain(lang)}." for reason in self.reasons]
        return "\n".join([*lead, *(f"{each.place}. {each.explain(lang)}" for each in self.items)])


@cache
def day_one_items() -> tuple[DayOneItem, ...]:
    """The list for day one (*dag-één-lijst*), ordered by what can not be undone.

    Source: reentry dossier 7.2 and the rules that each row names; what is practice says so.

    >>> day_one_items()[0].id
    'home'
    """
    with (DATA / "short_stay.csv").open(encoding="utf-8", newline="") as file:
        found = [_item(row) for row in csv.DictReader(file)]
    return tuple(sorted(found, key=lambda item: item.place))


def _item(row: Mapping[str, str]) -> DayOneItem:
    return DayOneItem(
        id=row["id"],
        place=int(row["place"]),
        about=life_area(row["about"]) if row["about"] else None,
        who=Role(row["who"]),
        basis=row["basis"],
        rule=national_rule(row["rule"]),
        local_term=row["local_term"],
        text=row["en"],
        text_nl=row["nl"],
        why=row["why_en"],
        why_nl=row["why_nl"],
        source=row["source"],
    )


@cache
def _open_ended() -> Mapping[EntryRoute, bool]:
    with (DATA / "open_ended_routes.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({EntryRoute(row["route"]): row["open_ended"] == "yes" for row in csv.DictReader(file)})


def short_stay(case: Case, *, on: date, bound: Term | None = None) -> ShortStay | None:
    """Whether release may come before the plan is due (*kort verblijf*), and the list for day one; None when not.

    Args:
        case: the case; only while the person is inside.
        on: the day; what was looked at by then, or is known to be met, is no longer on the list.
        bound: the longest stay that the gemeente treats as short, when its own rule says more than the plan does.

    Returns:
        The reasons and what is left of the list, first what can not be undone. Source: Penitentiaire beginselenwet 18a
        lid 1; reentry dossier 7.2.

    >>> from vngkit.reentry import Case
    >>> short_stay(Case(id="c"), on=date(2026, 11, 23)) is None
    True
    """
    case = whole(case)
    reasons = _why(case, on, bound)
    if not reasons:
        return None
    return ShortStay(reasons=reasons, items=tuple(item for item in day_one_items() if not _settled(item, case, on)))


def _why(case: Case, on: date, bound: Term | None) -> tuple[Reason, ...]:
    start = case.detention_start
    if start is None or case.phase is not Phase.DETAINED or not case.active:
        return ()
    due, release = max(plan_term_days(start)), case.release.earliest
    if release is not None:
        return tuple(_known(start, due, release, bound))
    if not _open_ended()[case.entry_route] or on > due:
        return ()
    route, route_nl = case.entry_route.label("en"), case.entry_route.label("nl")
    return (
        Reason(
            kind="end_unknown",
            text=f"the day of release is not known ({route}): it can come any day, before the plan",
            text_nl=f"de dag van vrijlating is niet bekend ({route_nl}): die kan elke dag komen, voor het plan",
        ),
    )


def _known(start: date, due: date, release: date, bound: Term | None) -> Iterator[Reason]:
    day, day_nl = day_text(release, "en"), day_text(release, "nl")
    if release <= due:
        last, last_nl = day_text(due, "en"), day_text(due, "nl")
        yield Reason(
            kind="release_before_plan",
            text=f"release may come on {day}; the plan is due on {last}",
            text_nl=f"de vrijlating kan op {day_nl} zijn; het plan moet er op {last_nl} zijn",
        )
    elif bound is not None and release <= bound.reckon(start, source="beleidsregel").raw:
        yield Reason(
            kind="local_short_stay",
            text=f"release may come on {day}; the gemeente treats a stay of up to {bound.label('en')} as short",
            text_nl=f"de vrijlating kan op {day_nl} zijn; de gemeente ziet een verblijf tot {bound.label()} als kort",
        )


def _settled(item: DayOneItem, case: Case, on: date) -> bool:
    if any(step.on <= on for step in case.steps_of(item.done_step)):
        return True
    return item.about is not None and case.state(item.about) in _DONE


_DONE: Final = frozenset({ConditionState.MET, ConditionState.NOT_APPLICABLE})


@frozen(kw_only=True)
class ShortStayCheck:
    """Controle van kort verblijf: one item of the list for day one, as long as it was not looked at."""

    item: DayOneItem
    triggers: frozenset[str] = frozenset({"detention.entered"})

    @property
    def id(self) -> str:
        """Its id, for example ``short_stay.home``."""
        return self.item.done_step

    def findings(self, case: Case, on: date, answers: Answers) -> Iterator[Finding]:
        """What it finds in a case on a day."""
        if case.phase is not Phase.DETAINED or _settled(self.item, case, on):
            return
        reasons = _why(case, on, None) or _why(case, on, _bound(case, answers))
        if not reasons:
            return
        item, start = self.item, case.stays[-1].start
        asked = bool(item.local_term) and len(case.members) == 1
        answer = local_answer(answers, item.local_term, case.members[0], start) if asked else None
        yield finding_on(
            case,
            item.rule,
            about=item.about,
            id=self.id,
            kind=FindingKind.AT_RISK,
            title_en=f"day one: {item.text}",
            title_nl=f"dag één: {item.text_nl}",
            who=item.who,
            due_on=case.release.earliest,
            answer=answer,
            reasons=(
                *reasons,
                Reason(kind=f"can_not_wait.{item.place}", text=item.why, text_nl=item.why_nl),
                Reason(kind=item.basis, text=item.source, text_nl=item.source) if item.basis == "law" else _PRACTICE,
            ),
        )


_PRACTICE: Final = Reason(
    kind="practice",
    text="this is practice, not law; the article is the ground on which it may be talked about",
    text_nl="dit is praktijk, geen wet; het artikel is de grondslag om erover te spreken",
)


def _bound(case: Case, answers: Answers) -> Term | None:
    """The longest stay that a competent gemeente treated as short on the day on which the detention began."""
    start = case.detention_start
    if start is None or case.release.earliest is None:
        return None
    found = (local_answer(answers, _LOCAL_BOUND, member, start) for member in case.members)
    terms = [answer.value for answer in found if answer is not None and isinstance(answer.value, Term)]
    return max(terms, key=lambda term: term.reckon(start, source="beleidsregel").raw, default=None)


def short_stay_checks() -> tuple[ShortStayCheck, ...]:
    """A check for each item of the list for day one."""
    return tuple(ShortStayCheck(item=item) for item in day_one_items())
