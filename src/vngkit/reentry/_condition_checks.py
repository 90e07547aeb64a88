"""Checks of the basic conditions: what is not known, refused, lacking, expired, contradicted or disputed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias

from attrs import frozen

from vngkit.reentry._case import Assessment, Case
from vngkit.reentry._check_texts import check_text, finding_on, local_answer
from vngkit.reentry._conditions import ConditionFact, definition
from vngkit.reentry._documents import accepts_document
from vngkit.reentry._duty import Answers
from vngkit.reentry._finding import Finding, Reason
from vngkit.reentry._plan_term import plan_term_days
from vngkit.reentry._words import BasicCondition, ConditionState, CrossTheme, LifeArea
from vngkit.terms import Term, day_text

__all__ = ["ConditionCheck", "condition_checks"]

_LEAD_TIME: Final = "reentry.handover_lead_time"
_NOTHING: Final = Assessment(state=ConditionState.UNKNOWN)

Why: TypeAlias = Callable[[Case, LifeArea, Assessment, date, Answers], tuple[Reason, ...]]


@frozen(kw_only=True)
class ConditionCheck:
    """Controle van een basisvoorwaarde: one question about one condition; it gives a finding when it has a reason."""

    id: str
    area: LifeArea
    text: str
    why: Why
    triggers: frozenset[str]

    def findings(self, case: Case, on: date, answers: Answers) -> Iterator[Finding]:
        """What it finds in a case on a day."""
        if not case.active:
            return
        held = case.assessments.get(self.area, _NOTHING)
        reasons = self.why(case, self.area, held, on, answers)
        if not reasons:
            return
        text = check_text(self.text)
        yield finding_on(
            case,
            text.rule,
            about=self.area,
            id=self.id,
            kind=text.kind,
            title_en=text.title_en.format(area=self.area.label("en")),
            title_nl=text.title_nl.format(area=self.area.label("nl")),
            who=text.who,
            due_on=case.release.earliest if self.text in _BY_RELEASE else None,
            reasons=reasons,
        )


_BY_RELEASE: Final = frozenset({"condition.lacking_at_release", "condition.arranged_not_met"})


def _reason(kind: str, text: str, text_nl: str) -> Reason:
    return Reason(kind=kind, text=text, text_nl=text_nl)


def _unknown(_case: Case, area: LifeArea, held: Assessment, _on: date, _answers: Answers) -> tuple[Reason, ...]:
    if held.state not in (ConditionState.UNKNOWN, ConditionState.NOT_ASKED):
        return ()
    return (_STATE[held.state], _what_it_means(area))


def _what_it_means(area: LifeArea) -> Reason:
    meant = definition(area)
    return _reason("definition", meant.explain("en").rstrip("."), meant.explain("nl").rstrip("."))


_STATE: Final[Mapping[ConditionState, Reason]] = MappingProxyType(
    {
        ConditionState.UNKNOWN: _reason("unknown", "nobody told it yet", "niemand heeft het nog gezegd"),
        ConditionState.NOT_ASKED: _reason("not_asked", "it was not asked", "er is niet naar gevraagd"),
        ConditionState.REFUSED: _reason(
            "refused", "the resident does not want to talk about it", "de inwoner wil er niet over praten"
        ),
    }
)


def _refused(_case: Case, _area: LifeArea, held: Assessment, _on: date, _answers: Answers) -> tuple[Reason, ...]:
    return (_STATE[held.state],) if held.state is ConditionState.REFUSED else ()


def _lacking(case: Case, area: LifeArea, held: Assessment, on: date, answers: Answers) -> tuple[Reason, ...]:
    if held.state is not ConditionState.LACKING:
        return ()
    soon = _near_release(case, on, answers) or _at_the_plan(case, on)
    return (*soon, _what_it_means(area)) if soon else ()


def _arranged(case: Case, _area: LifeArea, held: Assessment, on: date, answers: Answers) -> tuple[Reason, ...]:
    return _near_release(case, on, answers) if held.state is ConditionState.ARRANGED else ()


def _near_release(case: Case, on: date, answers: Answers) -> tuple[Reason, ...]:
    """Why the day of release is near enough to act: past, unknown, or within the lead time of the gemeente."""
    day = case.release.earliest
    if day is None:
        return (_reason("release_unknown", "the day of release is not known", "de dag van vrijlating is niet bekend"),)
    told_en, told_nl = day_text(day, "en"), day_text(day, "nl")
    if on >= day:
        return (_reason("released", f"the day of release was {told_en}", f"de dag van vrijlating was {told_nl}"),)
    near = [term for term in _lead_times(case, day, answers) if term.back(day) <= on]
    if not near:
        return ()
    lead = max(near, key=lambda term: (day - term.back(day)).days)
    return (
        _reason(
            "lead_time",
            f"release is expected on {told_en}; the gemeente starts {lead.label('en')} before",
            f"de vrijlating is naar verwachting op {told_nl}; de gemeente begint {lead.label('nl')} ervoor",
        ),
    )


def _lead_times(case: Case, release: date, answers: Answers) -> list[Term]:
    """How long before a release each competent gemeente starts, by the rule of the day of that release."""
    found = (local_answer(answers, _LEAD_TIME, member, release) for member in case.members)
    return [answer.value for answer in found if answer is not None and isinstance(answer.value, Term)]


def _at_the_plan(case: Case, on: date) -> tuple[Reason, ...]:
    """The plan names what is lacking: from the day it is set, or should have been, there is work."""
    if any(step.on <= on for step in case.steps_of("plan.set")):
        return (_reason("plan", "the plan has been set", "het plan is vastgesteld"),)
    start = case.detention_start
    if start is not None and on > max(plan_term_days(start)):
        return (_reason("plan_overdue", "the plan should have been set", "het plan had er al moeten zijn"),)
    return ()


def _expired(case: Case, area: LifeArea, held: Assessment, on: date, _answers: Answers) -> tuple[Reason, ...]:
    until = held.valid_until
    if held.state is not ConditionState.MET or until is None or until >= on:
        return ()
    release = case.release.earliest
    if area is BasicCondition.IDENTITY and release is not None and until < release:
        return ()  # identity.expires_before_release says it
    return (
        _reason(
            "valid_until",
            f"it was valid until {day_text(until, 'en')}",
            f"het was geldig tot en met {day_text(until)}",
        ),
    )


def _contradicted(_case: Case, area: LifeArea, held: Assessment, _on: date, _answers: Answers) -> tuple[Reason, ...]:
    if held.state is not ConditionState.MET:
        return ()
    reasons = [_says("contradicts", fact, ("no", "nee")) for fact in definition(area).against(dict(held.facts))]
    if area is BasicCondition.IDENTITY and held.document is not None:
        answer = accepts_document("plan_data", held.document)
        if not answer:
            reasons.append(_reason("document", answer.explain("en").rstrip("."), answer.explain("nl").rstrip(".")))
    return tuple(reasons)


def _not_certain(_case: Case, area: LifeArea, held: Assessment, _on: date, _answers: Answers) -> tuple[Reason, ...]:
    if held.state is not ConditionState.MET:
        return ()
    return tuple(
        _says("fact_unknown", fact, ("not known", "niet bekend")) for fact in definition(area).open(dict(held.facts))
    )


def _says(kind: str, fact: ConditionFact, said: tuple[str, str]) -> Reason:
    return _reason(f"{kind}.{fact.name}", f"{fact.text}: {said[0]}", f"{fact.text_nl}: {said[1]}")


def _disputed(_case: Case, _area: LifeArea, held: Assessment, _on: date, _answers: Answers) -> tuple[Reason, ...]:
    if not held.disputed or held.since is None:
        return ()
    return (
        _reason(
            "disputed",
            f"two assessments of {day_text(held.since, 'en')} differ; the one that asks most of us stands",
            f"twee beoordelingen van {day_text(held.since)} verschillen; die het meest van ons vraagt geldt",
        ),
    )


_NO_NORM: Final = (CrossTheme.RESTORATIVE_WORK, "lacking_at_release")  # no law wants it there on the day of release
_MET: Final = (ConditionState.MET,)
_WHATS: Final[tuple[tuple[str, Why, tuple[ConditionState, ...]], ...]] = (
    ("unknown", _unknown, ()),
    ("refused", _refused, (ConditionState.REFUSED,)),
    ("lacking_at_release", _lacking, (ConditionState.LACKING,)),
    ("arranged_not_met", _arranged, (ConditionState.ARRANGED,)),
    ("expired", _expired, _MET),
    ("contradicted", _contradicted, _MET),
    ("not_certain", _not_certain, _MET),
    ("disputed", _disputed, tuple(ConditionState)),
)


def condition_checks() -> tuple[ConditionCheck, ...]:
    """A check for each condition and question; all but *unknown* wait for an assessment with that state."""
    made = [
        ConditionCheck(
            id=f"condition.{area}.{what}",
            area=area,
            text=f"condition.{what}",
            why=why,
            triggers=frozenset(f"condition.{area}.{state}" for state in states),
        )
        for area in (*BasicCondition, *CrossTheme)
        for what, why, states in _WHATS
        if isinstance(area, BasicCondition) or (states and (area, what) != _NO_NORM)
    ]
    return tuple(made)
