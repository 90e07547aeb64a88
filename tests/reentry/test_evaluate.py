"""Many cases are evaluated as one case is: in a stream, in any order, with what fails kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from vngkit.reentry import Case, Check, DutyBook, Finding, evaluate, national_book, synthetic

ON = date(2026, 11, 23)


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return tuple(synthetic.cases(None, seed=3, start=date(2026, 6, 1), days=365, count=200, on=ON))


def test_a_stream_gives_the_findings_of_each_case_in_turn(cases: tuple[Case, ...]) -> None:
    book = national_book()
    assert list(evaluate(cases, on=ON)) == [finding for case in cases for finding in book.evaluate(case, ON)]


def test_a_stream_takes_a_case_only_when_its_findings_are_asked_for(cases: tuple[Case, ...]) -> None:
    taken = []

    def come() -> Iterator[Case]:
        for case in cases:
            taken.append(case.id)
            yield case

    stream = evaluate(come(), on=ON)
    assert not taken
    first = next(stream)
    assert taken[-1] == first.case_id
    assert len(taken) < len(cases)


def test_the_order_of_the_cases_changes_no_finding(cases: tuple[Case, ...]) -> None:
    def told(found: Iterator[Finding]) -> list[str]:
        return sorted(f"{one.case_id} {one.explain('nl')}" for one in found)

    assert told(evaluate(cases, on=ON)) == told(evaluate(reversed(cases), on=ON))


def test_a_check_that_fails_changes_no_other_finding(cases: tuple[Case, ...]) -> None:
    def breaks(case: Case, on: date) -> Iterator[Finding]:
        raise ArithmeticError

    whole = national_book()
    book = DutyBook((Check(id="x.breaks", look=breaks), *whole.evaluables), answers=whole.answers)
    found = list(evaluate(cases, on=ON, book=book))
    assert [one for one in found if one.id != "x.breaks"] == list(evaluate(cases, on=ON))
    assert [one.case_id for one in found if one.id == "x.breaks"] == [case.id for case in cases if case.active]


def test_what_is_of_one_gemeente_is_not_asked_of_the_case_of_another(cases: tuple[Case, ...]) -> None:
    asked = []

    class Local:
        id = "x.local"
        triggers: frozenset[str] = frozenset()
        members = frozenset(cases[0].members)

        def findings(self, case: Case, on: date, answers: object) -> Iterator[Finding]:
            assert answers
            asked.append((case.id, on))
            return iter(())

    whole = national_book()
    book = DutyBook((*whole.evaluables, Local()), answers=whole.answers)
    assert list(evaluate(cases, on=ON, book=book)) == list(evaluate(cases, on=ON))
    assert asked == [(case.id, ON) for case in cases if set(case.members) & Local.members]
    assert len(asked) < len(cases)
