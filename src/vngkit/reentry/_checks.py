"""Checks: findings that are computed from what is known of a case, beside the duties that start at a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeAlias

from attrs import frozen

from vngkit.legislation import national_rule
from vngkit.reentry._case import Case
from vngkit.reentry._check_texts import finding_on
from vngkit.reentry._condition_checks import condition_checks
from vngkit.reentry._dependencies import dependency_checks
from vngkit.reentry._duty import Answers, Evaluable
from vngkit.reentry._finding import Finding, Reason
from vngkit.reentry._plan_checks import action_due, condition_without_goal, goal_without_action, wish_without_goal
from vngkit.reentry._short_stay import short_stay_checks
from vngkit.reentry._words import BasicCondition, FindingKind, Role
from vngkit.terms import day_text

__all__ = ["Check", "checks"]

Look: TypeAlias = Callable[[Case, date], Iterator[Finding]]


@frozen(kw_only=True)
class Check:
    """Controle: a function of a frozen case and a day that gives findings.

    ``triggers`` are the kinds of steps without which it can find nothing; empty is: it looks at every case.
    """

    id: str
    look: Look
    triggers: frozenset[str] = frozenset()

    def findings(self, case: Case, on: date, answers: Answers) -> Iterator[Finding]:  # noqa: ARG002  # one form for all
        """What it finds in a case on a day."""
        return self.look(case, on) if case.active else iter(())


def expires_before_release(case: Case, on: date) -> Iterator[Finding]:
    """An identity document that is valid today and no longer on the day of release: renewing it takes time."""
    held, release = case.assessments.get(BasicCondition.IDENTITY), case.release.earliest
    if held is None or held.valid_until is None or release is None or held.valid_until >= release:
        return
    rule = national_rule("id_documents")
    until, day = held.valid_until, release
    yield finding_on(
        case,
        rule,
        about=BasicCondition.IDENTITY,
        id="identity.expires_before_release",
        kind=FindingKind.AT_RISK,
        title_en="identity document expires before release",
        title_nl="identiteitsbewijs verloopt voor de invrijheidstelling",
        who=Role.COLLEGE,
        due_on=until,
        reasons=(
            Reason(
                kind="valid_until",
                text=f"valid until {day_text(until, 'en')}, release is expected on {day_text(day, 'en')}",
                text_nl=f"geldig tot en met {day_text(until)}, vrij naar verwachting op {day_text(day)}",
            ),
        ),
    )


def checks() -> tuple[Evaluable, ...]:
    """All checks: of documents, conditions, dependencies, the plan and the short stay."""
    return (
        Check(id="identity.expires_before_release", look=expires_before_release),
        *condition_checks(),
        *dependency_checks(),
        Check(id="plan.action_due", look=action_due),
        Check(id="plan.goal_without_action", look=goal_without_action),
        Check(id="plan.condition_without_goal", look=condition_without_goal),
        Check(id="plan.wish_without_goal", look=wish_without_goal),
        *short_stay_checks(),
    )
