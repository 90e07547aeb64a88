"""Findings that are kept up to date are those of looking at everything again, and cost less."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vngkit.errors import NotFound
from vngkit.legislation import Answer, RuleBook, open_terms
from vngkit.members import load
from vngkit.reentry import (
    Case,
    CaseClosed,
    Check,
    CloseReason,
    DebtHelpRequested,
    DutyBook,
    Finding,
    FindingKind,
    IncrementalBook,
    Role,
    duties,
    evaluate,
    fold,
    national_book,
    synthetic,
)
from vngkit.reentry._duty import urgency, working_day_before
from vngkit.reentry._watch import WatchedDay
from vngkit.terms import is_free

from .conftest import make_case

START = date(2026, 9, 1)


def answers(term: str, member: str, on: date) -> Answer:
    return RuleBook((), register=load(), terms=open_terms()).answer(term, member=member, on=on)


def book_of(*checks: Check) -> DutyBook:
    return DutyBook(checks, answers=answers)


def finding(case: Case, **fields: object) -> Finding:
    given = {"id": "x.y", "kind": FindingKind.DUE, "title_en": "t", "title_nl": "t", "who": Role.COLLEGE}
    return Finding(case_id=case.id, **{**given, **fields})  # type: ignore[arg-type]


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    days=st.lists(st.integers(-3, 60), min_size=1, max_size=8),
    changing=st.randoms(use_true_random=False),
)
def test_kept_findings_are_those_of_a_full_pass_whatever_changes_and_whichever_days_come(
    seed: int, days: list[int], changing: Random
) -> None:
    histories = dict(synthetic.histories(None, seed=seed, start=date(2026, 6, 1), days=200, count=25))
    begun = [name for name, records in histories.items() if records[0].happened_on <= START]
    cases = {name: fold(name, histories[name], on=START) for name in begun}
    kept, on = IncrementalBook(national_book()), START
    kept.update(cases.values(), on=on)
    for step in days:
        on += timedelta(days=step)
        others = [name for name in begun if changing.random() < 0.2 and histories[name][0].happened_on <= on]
        cases |= {name: fold(name, histories[name], on=on) for name in others}
        kept.update([cases[name] for name in others], on=on)
        assert list(kept) == list(evaluate(cases.values(), on=on))


def test_a_case_is_looked_at_when_its_term_almost_ends_and_when_it_is_over_and_not_between() -> None:
    case = make_case((date(2026, 11, 2), DebtHelpRequested(member="GM9999")))
    kept = IncrementalBook(DutyBook(duties(), answers=national_book().answers))
    kept.update([case], on=date(2026, 11, 3))
    seen, kinds = [], []
    for number in range(1, 40):
        on = date(2026, 11, 3) + timedelta(days=number)
        if kept.update(on=on):
            seen.append(on)
            kinds += [one.kind for one in kept.findings("case-1") if one.id == "debt.first_talk"]
    assert {date(2026, 11, 27), date(2026, 12, 1)} <= set(seen)
    assert FindingKind.ALMOST_DUE in kinds
    assert FindingKind.OVERDUE in kinds
    assert len(seen) < 12


def test_a_closed_case_waits_for_no_day() -> None:
    case = make_case((date(2026, 11, 2), CaseClosed(reason=CloseReason.CONDITIONS_MET)))
    kept = IncrementalBook(national_book())
    kept.update([case], on=date(2026, 11, 3))
    assert kept.next_change("case-1") is None
    assert kept.update(on=date(2030, 1, 1)) == ()


def test_a_case_that_is_taken_out_has_no_findings_and_another_is_not_known() -> None:
    kept = IncrementalBook(national_book())
    kept.update([make_case()], on=START)
    kept.update(on=START + timedelta(days=400), removed=["case-1"])
    assert list(kept) == []
    with pytest.raises(NotFound):
        kept.findings("case-1")


def test_a_day_that_stands_in_a_finding_is_written_anew_each_day() -> None:
    def today(case: Case, on: date) -> Iterator[Finding]:
        yield finding(case, due_on=on)

    kept = IncrementalBook(book_of(Check(id="x.y", look=today)))
    for on in (START, START + timedelta(days=1)):
        kept.update([make_case()] if on == START else (), on=on)
        assert [type(one.due_on) for one in kept] == [date]
        assert [one.due_on for one in kept] == [on]


def test_a_check_that_fails_from_some_day_on_fails_on_that_day() -> None:
    last = START + timedelta(days=5)

    def fragile(case: Case, on: date) -> Iterator[Finding]:
        if on > last:
            raise ValueError
        yield finding(case)

    kept = IncrementalBook(book_of(Check(id="x.y", look=fragile)))
    kept.update([make_case()], on=START)
    assert kept.update(on=last) == ()
    assert [one.kind for one in kept] == [FindingKind.DUE]
    kept.update(on=last + timedelta(days=1))
    assert [one.kind for one in kept] == [FindingKind.MISSING]


def test_what_a_plugin_looks_for_is_looked_at_each_day() -> None:
    class Foreign:
        id = "x.y"
        triggers: frozenset[str] = frozenset()

        def findings(self, case: Case, on: date, answers: object) -> Iterator[Finding]:
            assert answers  # given to everything in a book
            # the one way past a watch: the bytes of a day are copied without asking it
            if datetime.combine(on, datetime.min.time()).day == 3:
                yield finding(case)

    kept = IncrementalBook(DutyBook([Foreign()], answers=answers))
    kept.update([make_case()], on=START)
    assert kept.each_day == {"x.y"}
    assert [len(kept.update(on=START + timedelta(days=n))) for n in (1, 2)] == [1, 1]
    assert len(list(kept)) == 1


COMPARISONS = ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__")


@given(st.dates(date(2020, 1, 1), date(2020, 3, 1)), st.dates(date(2020, 1, 1), date(2020, 3, 1)))
@pytest.mark.parametrize("name", COMPARISONS)
def test_a_comparison_comes_out_the_same_until_the_day_that_the_watch_names(name: str, on: date, other: date) -> None:
    compare = getattr(operator, name)
    for turned in (False, True):
        day = WatchedDay.of(on)
        said = compare(other, day) if turned else compare(day, other)
        assert said == (compare(other, on) if turned else compare(on, other))
        for later in (on + timedelta(days=n) for n in range(1, 90)):
            if later < day.until:
                assert said == (compare(other, later) if turned else compare(later, other))


@pytest.mark.parametrize(
    "use",
    [
        str,
        repr,
        hash,
        "{:%d}".format,
        lambda day: day.year,
        lambda day: day - START,
        lambda day: START - day,
        lambda day: day + timedelta(days=1),
        lambda day: day.weekday(),
        lambda day: day.isoformat(),
        lambda day: {day},
    ],
)
def test_whatever_else_is_asked_of_a_day_may_differ_tomorrow(use: Callable[[date], object]) -> None:
    day = WatchedDay.of(START)
    assert use(day) == use(START)
    assert day.until == START + timedelta(days=1)


@given(st.dates(date(2020, 1, 1), date(2032, 1, 1)), st.integers(0, 12))
def test_a_term_almost_ends_when_its_last_day_is_today_or_the_next_working_day(on: date, left: int) -> None:
    due, following = on + timedelta(days=left), on + timedelta(days=1)
    while is_free(following):
        following += timedelta(days=1)
    assert (urgency(due, on) is FindingKind.ALMOST_DUE) == (due <= following)
    assert working_day_before(due) < due
