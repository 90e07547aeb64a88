"""Which duties run over columns: rows of data do; what can not is named, and stays with the cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from vngkit.reentry._duty import BACK, CLOSED, THAT_DAY, UNTIMED, Duty, Evaluable
from vngkit.reentry._predicates import PREDICATES
from vngkit.reentry.columns._pack import LOOKS_AT_DAY

__all__ = ["NOT", "STEP", "TOLD", "ColumnRules"]

NOT: Final = "!"
TOLD: Final = "told."
STEP: Final = "step."
_WAYS: Final = frozenset({UNTIMED, THAT_DAY, BACK, CLOSED})


class ColumnRules:
    """Regels voor kolommen: which of these duties run over columns, and why the others do not.

    Args:
        evaluables: duties, checks, proposals and the duties of plugins, for example ``national_book().evaluables``.

    ``duties`` are those that run over columns. ``left_out`` gives for each other its id and why; ``rest`` are these:
    look at the cases for them, with a ``DutyBook``.

    >>> from vngkit.reentry import national_book
    >>> rules = ColumnRules(national_book().evaluables)
    >>> rules.left_out["debt.decision"]
    'a local rule can set its term'
    """

    def __init__(self, evaluables: Iterable[Evaluable]) -> None:
        told = [(one, _why_not(one)) for one in evaluables]
        self.duties: tuple[Duty, ...] = tuple(one for one, why in told if isinstance(one, Duty) and not why)
        self.rest: tuple[Evaluable, ...] = tuple(one for one, why in told if why)
        self.left_out: Mapping[str, str] = MappingProxyType({one.id: why for one, why in told if why})

    def __repr__(self) -> str:
        return f"<ColumnRules: {len(self.duties)} duties over columns, {len(self.rest)} left to the cases>"


def _why_not(one: Evaluable) -> str:
    """Why it can not run over columns; nothing when it can."""
    if type(one) is not Duty:
        return "it is a function, not a row"
    asked = {name for name in map(_plain, one.when) if not name.startswith(STEP)}
    reasons = {
        "a local rule can set its term": bool(one.local_term),
        "it rests on no national rule": one.rule is None,
        "its term can be suspended": bool(one.pause),
        "its term is counted in hours": _in_hours(one),
        "a condition of it looks at the day": bool(asked & LOOKS_AT_DAY),
        "a condition of it is no column": not asked <= PREDICATES.keys(),
        "it is done in a way that is not known here": not one.how <= _WAYS,
    }
    return next((why for why, holds in reasons.items() if holds), "")


def _plain(condition: str) -> str:
    while condition.startswith((NOT, TOLD)):
        condition = condition.removeprefix(NOT).removeprefix(TOLD)
    return condition


def _in_hours(duty: Duty) -> bool:
    rule = duty.term_rule
    return (
        rule is not None and rule.term is not None and rule.term.unit == "hours" and not duty.how & {UNTIMED, THAT_DAY}
    )
