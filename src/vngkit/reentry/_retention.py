"""Findings on keeping: by when the data of a case that ended must be gone, for each gemeente; also in closed cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import evolve, frozen

from vngkit.legislation import RetentionStep
from vngkit.reentry._case import Case
from vngkit.reentry._duty import Answers, Evaluable, urgency
from vngkit.reentry._finding import Finding, Reason
from vngkit.reentry._keeping import PLAN_ENDS, PlanEnd, plan_ends
from vngkit.reentry._words import FindingKind, Role
from vngkit.terms import End, day_text

__all__ = ["NO_DATE", "PREFIX", "PlanDataRetention", "end_of", "retention_checks"]

PREFIX: Final = "retention."
NO_DATE: Final = "retention.plan_data"
_NO_TERM: Final = Reason(
    kind="not_known.term",
    text="the law gives no term for these data, and no local one is known: they go when no longer needed for the plan; "
    "a person says when that is (plan.data_unneeded), or the college sets a term",
    text_nl="de wet geeft voor deze gegevens geen termijn en er is geen lokale bekend: zij gaan weg als zij voor het "
    "plan niet meer nodig zijn; een mens zegt wanneer (plan.data_unneeded), of het college stelt een termijn vast",
)
_SAID: Final = Reason(
    kind="no_longer_needed",
    text="a person established that the data is no longer needed",
    text_nl="een mens stelde vast dat de gegevens niet meer nodig zijn",
)


@frozen(kw_only=True)
class PlanDataRetention:
    """Bewaren van de gegevens voor het plan: by when they must be gone after the case ended, for each gemeente.

    The law gives no term (storage limitation): the local term does, or a person who says that they are no longer
    needed. It speaks only in cases that ended; a reopening or a new detention takes it away.
    """

    id: str = NO_DATE
    triggers: frozenset[str] = PLAN_ENDS

    def findings(self, case: Case, on: date, answers: Answers) -> Iterator[Finding]:
        """What it finds in a case on a day."""
        for end in plan_ends(case, on, answers):
            yield self._finding(case, end, on)

    def _finding(self, case: Case, end: PlanEnd, on: date) -> Finding:
        rule, due = end.step.national, end.due_on
        local = end.answer is not None and end.answer.status.has_value and end.answer.rule is not None
        return Finding(
            id=self.id,
            kind=FindingKind.MISSING if due is None else urgency(due, on),
            case_id=case.id,
            title_en="destroy the data of the case that ended",
            title_nl="de gegevens van het afgesloten dossier vernietigen",
            who=Role.COLLEGE,
            members=(end.member,) if end.member else (),
            due_on=due,
            end=end_of(end.step),
            citation=rule.citation,
            law=rule.law,
            rule=end.answer.rule.id if local and end.answer and end.answer.rule else rule.id,
            valid_from=rule.valid_from or rule.text_valid_from,
            verified=rule.verified,
            answer=end.answer,
            reasons=(*_reasons(end),),
        )


def _reasons(end: PlanEnd) -> Iterator[Reason]:
    yield Reason(
        kind="ended",
        text=f"the case ended on {day_text(end.started_on, 'en')}",
        text_nl=f"het dossier eindigde op {day_text(end.started_on)}",
    )
    if end.due_on is None:
        yield _NO_TERM
    elif end.step.end is None:
        yield _SAID


def end_of(step: RetentionStep) -> End | None:
    """The arithmetic of a step, with its other readings."""
    return evolve(step.end, alternatives=step.readings) if step.end and step.readings else step.end


def retention_checks() -> tuple[Evaluable, ...]:
    """What is looked for in cases about keeping (*bewaren*), beside the duties of national law on it.

    >>> [check.id for check in retention_checks()]
    ['retention.plan_data']
    """
    return (PlanDataRetention(),)
