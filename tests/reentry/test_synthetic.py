"""Synthetic caseloads: made-up people, the same from the same seed, as the figures say, and nobody real."""

from __future__ import annotations

from datetime import date

from vngkit import members
from vngkit.reentry.synthetic import caseload, histories

START = date(2026, 1, 1)


def test_the_same_seed_gives_the_same_cases_and_a_larger_caseload_begins_with_the_smaller() -> None:
    codes = [members.load().find(name).code for name in ("Utrecht", "Rotterdam", "Tynaarlo")]
    small = list(histories(codes, seed=11, start=START, days=365, count=20))
    large = list(histories(reversed(codes), seed=11, start=START, days=365, count=60))
    assert large[:20] == small
    assert list(histories(codes, seed=12, start=START, days=365, count=20)) != small


def test_every_history_makes_a_case_in_a_gemeente_that_was_asked_for() -> None:
    codes = {members.load().find(name).code for name in ("Utrecht", "Rotterdam")}
    load = caseload(codes, seed=3, start=START, end=date(2027, 1, 1), count=200)
    for case, made in zip(load.cases(), load, strict=True):
        assert case.id == made.case_id
        assert made.person.residence in codes & set(case.members)
