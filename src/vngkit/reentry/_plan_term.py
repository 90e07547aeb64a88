"""The term of the detention and re-integration plan, for those who only ask whether it has passed."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from vngkit.errors import NotHeld
from vngkit.legislation import national_rule

__all__ = ["plan_term_counted", "plan_term_days"]


@lru_cache(maxsize=4096)
def plan_term_days(entry: date) -> tuple[date, ...]:
    """Every day that can be defended as the last one for the plan after an entry, from early to late.

    For an entry of so long ago that the free days of that time are not held, the counted day: whether that term has
    passed does not hang on a free day. Source: Pbw 18a lid 1.
    """
    try:
        return national_rule("dr_plan_due").reckon(entry).dates
    except NotHeld:
        return (plan_term_counted(entry),)


def plan_term_counted(entry: date) -> date:
    """The counted last day of the term, not moved for a free day: a moment to measure, not a duty."""
    term = national_rule("dr_plan_due").term
    assert term is not None  # noqa: S101  # the rule is one with a term: a test of the data holds it
    return term.reckon(entry, source="convenant").date
