"""How the tests of duties ask: a case from days and events, one finding by its id, with or without local rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from attrs import evolve
from tests.reentry.conftest import make_case

from vngkit import members
from vngkit.legislation import Answer, Layer, LocalRule, RuleBook, Source, Value, open_terms
from vngkit.reentry import Case, DutyBook, Event, Finding, StepTaken, checks, duties, national_book

HOME = "GM9999"


@cache
def national() -> DutyBook:
    return national_book()


def step(what: str, **more: object) -> StepTaken:
    return StepTaken(what=what, **{"member": HOME, **more})  # type: ignore[arg-type]


def look(duty: str, case: Case, on: date, book: DutyBook | None = None) -> Finding | None:
    return (book or national()).finding(duty, case, on)


def find(duty: str, case: Case, on: date, book: DutyBook | None = None) -> Finding:
    finding = look(duty, case, on, book)
    assert finding is not None
    return finding


def after(*happened: tuple[date, Event], **fields: object) -> Case:
    return make_case(*happened, **fields)


def book_with(values: Mapping[tuple[str, str], Value]) -> DutyBook:
    """A book in which local rules hold: a by-law with a value for each member and open term."""
    rules = [
        LocalRule(
            id=f"test.{member}.{term}",
            term=term,
            member=member,
            value=value,
            layer=Layer.VERORDENING,
            source=Source(title="Verordening Voorbeeldstad", publication_id="CVDR000000_1", article="2"),
            valid_from=date(2020, 1, 1),
        )
        for (member, term), value in values.items()
    ]
    book = RuleBook(rules, register=members.load(), terms=open_terms())

    def answers(term: str, member: str, on: date) -> Answer:
        return book.answer(term, member=member, on=on)

    return DutyBook((*duties(), *checks()), answers=answers)


def reasons(finding: Finding) -> set[str]:
    return {reason.kind for reason in finding.reasons}


def without_end(duty: str, valid_to: date) -> Callable[[], DutyBook]:
    """A book with one duty whose rule ended on a day."""
    one = next(found for found in duties() if found.id == duty)
    assert one.rule is not None
    ended = evolve(one, rule=evolve(one.rule, valid_to=valid_to))
    return lambda: DutyBook((ended,), answers=national().answers)
