"""Checks of the plan: actions that are due, goals without action, conditions and wishes without a goal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from vngkit.reentry._case import Case
from vngkit.reentry._check_texts import check_text, finding_on
from vngkit.reentry._duty import urgency
from vngkit.reentry._finding import Finding, Reason
from vngkit.reentry._words import BasicCondition, ConditionState, CrossTheme, LifeArea, Phase, Role
from vngkit.terms import day_text

__all__ = ["action_due", "condition_without_goal", "goal_without_action", "wish_without_goal"]


def _found(case: Case, name: str, **fields: Any) -> Finding:
    text = check_text(name)
    given = {"kind": text.kind, "who": text.who, "title_en": text.title_en, "title_nl": text.title_nl}
    return finding_on(case, text.rule, id=name, **{**given, **fields})


_OWN_AGREEMENT: Final = Reason(
    kind="own_agreement",
    text="the day was agreed in the plan; it is no term of law",
    text_nl="de dag is in het plan afgesproken; het is geen wettelijke termijn",
)


def action_due(case: Case, on: date) -> Iterator[Finding]:
    """An action with a day of its own that is not done: who agreed to do it is asked for it."""
    areas = {goal.id: goal.area for goal in case.goals}
    for action in case.actions:
        if action.due_on is not None and action.done_on is None and action.agreed_on <= on:
            yield _found(
                case,
                "plan.action_due",
                kind=urgency(action.due_on, on),
                who=action.owner,
                about=areas.get(action.goal),
                members=(action.member,) if action.member else case.members,
                due_on=action.due_on,
                reasons=(
                    Reason(
                        kind="agreed_on",
                        text=f"agreed on {day_text(action.agreed_on, 'en')}",
                        text_nl=f"afgesproken op {day_text(action.agreed_on)}",
                    ),
                    _OWN_AGREEMENT,
                ),
            )


def goal_without_action(case: Case, on: date) -> Iterator[Finding]:
    """A goal for which nobody does anything: no action, or only actions that were dropped."""
    served = {action.goal for action in case.actions if not action.dropped}
    for goal in case.goals:
        if goal.id not in served and goal.set_on <= on and case.state(goal.area) not in _SETTLED:
            wish = Reason(kind="wish", text="it is a wish of the resident", text_nl="het is een wens van de inwoner")
            since = Reason(
                kind="set_on",
                text=f"the goal was set on {day_text(goal.set_on, 'en')}",
                text_nl=f"het doel is gesteld op {day_text(goal.set_on)}",
            )
            yield _found(
                case,
                "plan.goal_without_action",
                about=goal.area,
                reasons=(since, wish) if goal.wish_of_resident else (since,),
            )


_SETTLED: Final = frozenset({ConditionState.MET, ConditionState.NOT_APPLICABLE})
_AREAS: Final[tuple[LifeArea, ...]] = (*BasicCondition, *CrossTheme)


def condition_without_goal(case: Case, on: date) -> Iterator[Finding]:
    """A condition that is lacking and for which the plan holds no goal; after release that plan is over."""
    if case.phase is Phase.RELEASED:
        return
    aimed = {goal.area for goal in case.goals if goal.set_on <= on}
    for area in _AREAS:
        if case.state(area) is ConditionState.LACKING and area not in aimed:
            lacking = Reason(kind="lacking", text=f"lacking: {area.label('en')}", text_nl=f"ontbreekt: {area.label()}")
            yield _found(case, "plan.condition_without_goal", about=area, reasons=(lacking,))


def wish_without_goal(case: Case, on: date) -> Iterator[Finding]:
    """A wish of the resident for which there is no goal that is theirs; the wish itself is not told."""
    theirs = {goal.area for goal in case.goals if goal.wish_of_resident and goal.set_on <= on}
    for view in case.views:
        if view.who_says is Role.RESIDENT and view.wish.strip() and view.area not in theirs and view.on <= on:
            rank = f", their number {view.rank}" if view.rank else ""
            rank_nl = f", hun nummer {view.rank}" if view.rank else ""
            told = Reason(
                kind="wish",
                text=f"the resident has a wish about {view.area.label('en')}{rank}",
                text_nl=f"de inwoner heeft een wens over {view.area.label()}{rank_nl}",
            )
            yield _found(case, "plan.wish_without_goal", about=view.area, reasons=(told,))
