"""Evaluating many cases: one at a time, so that a million takes no more memory than ten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from vngkit.legislation import Answer, RuleBook, open_terms
from vngkit.members import load
from vngkit.reentry._case import Case
from vngkit.reentry._checks import checks
from vngkit.reentry._duties import duties
from vngkit.reentry._evaluate import DutyBook
from vngkit.reentry._finding import Finding
from vngkit.reentry._proposals import proposers
from vngkit.reentry._regie import regie_checks
from vngkit.reentry._retention import retention_checks

__all__ = ["evaluate", "national_book"]


def evaluate(cases: Iterable[Case], *, on: date, book: DutyBook | None = None) -> Iterator[Finding]:
    """The findings (*bevindingen*) of many cases on a day, case after case.

    Cases are taken one at a time and nothing of them is kept: hand in a generator, and use each finding when it comes.
    The cost of a case is the same among a million as among a thousand; a list of all findings grows without end.

    Args:
        cases: in any order, for example ``kit.reentry.cases()`` or a synthetic caseload.
        on: the day.
        book: what is looked for; ``national_book()`` if left out. ``kit.reentry.duties`` holds the local rules too.

    Returns:
        The findings, in the order of the cases and of the book.

    >>> from vngkit.reentry import synthetic
    >>> cases = synthetic.cases(None, seed=1, start=date(2026, 1, 1), days=365, count=20, on=date(2026, 11, 23))
    >>> len({finding.case_id for finding in evaluate(cases, on=date(2026, 11, 23))}) <= 20
    True
    """
    held = national_book() if book is None else book
    return (finding for case in cases for finding in held.evaluate(case, on))


@cache
def national_book() -> DutyBook:
    """What national law alone asks (*landelijk recht*): all duties, checks and proposals for the plan.

    It knows no local rules and no contacts; ``kit.reentry.duties`` is the same with those of a kit.

    >>> "debt.first_talk" in national_book().ids
    True
    """
    rules = RuleBook((), register=load(), terms=open_terms())

    def answers(term: str, member: str, on: date) -> Answer:
        return rules.answer(term, member=member, on=on)

    plan = proposers("set_amend_or_carry_out_plan")
    return DutyBook((*duties(), *checks(), *plan, *regie_checks(), *retention_checks()), answers=answers)
