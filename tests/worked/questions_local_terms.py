"""Questions about what a gemeente may write: a term in a by-law against the bounds of national law."""

from __future__ import annotations

from tests.worked.questions_terms import at
from tests.worked.registry import Answer, Case, question

from vngkit.errors import DataError
from vngkit.legislation import OpenTerm, ValueType, open_terms
from vngkit.terms import Term


def left_to_the_gemeente(case: Case) -> list[OpenTerm]:
    """The open terms of time that the law leaves at the places that a case names."""
    return [
        term
        for term in open_terms().values()
        if term.type is ValueType.DURATION and any(at(term.citation, place) for place in case.places)
    ]


@question(
    inputs={"term", "unit"}, answers={"accepted", "rejected"}, fits=lambda case: len(left_to_the_gemeente(case)) == 1
)
def whether_a_local_term_is_within_the_law(case: Case) -> Answer:
    (term,) = left_to_the_gemeente(case)
    try:
        term.check(Term(case.inputs["term"], case.inputs["unit"]))
    except DataError:
        return {"accepted": False, "rejected": True}
    return {"accepted": True, "rejected": False}
