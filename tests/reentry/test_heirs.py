"""A herindeling under a case: the gemeente goes on in another, and its cases with it."""

from __future__ import annotations

from datetime import date

from tests.reentry.conftest import make_case, notice

from vngkit import Kit, members
from vngkit.reentry import DebtHelpRequested, FindingKind
from vngkit.reentry._heirs import codes_of, with_heirs

BEEMSTER, PURMEREND, HAAREN = "GM0370", "GM0439", "GM0788"
LAST_DAY, MERGED = date(2021, 12, 31), date(2022, 1, 1)


def test_the_case_of_a_gemeente_that_merged_goes_on_in_the_worklist_of_its_heir() -> None:
    with Kit.open(plugins=()) as kit:
        case = kit.reentry.receive(
            notice(
                residence=BEEMSTER,
                detention_start=date(2021, 12, 6),
                received_on=date(2021, 12, 8),
                expected_release=date(2022, 6, 1),
            )
        )
        kit.reentry.record(case.id, DebtHelpRequested(member=BEEMSTER), on=date(2021, 12, 20))
        assert not list(kit.reentry.worklist(PURMEREND, on=LAST_DAY))
        before = {finding.id for finding in kit.reentry.worklist(BEEMSTER, on=LAST_DAY)}
        after = {finding.id: finding for finding in kit.reentry.worklist(PURMEREND, on=MERGED)}
        assert before >= {"detention.plan", "debt.first_talk"}
        assert after.keys() >= before
        assert after["debt.first_talk"].kind is FindingKind.DUE
        assert after["debt.first_talk"].members == (BEEMSTER,)  # it was asked there
        assert after["detention.plan"].members == (PURMEREND,)
        assert not list(kit.reentry.worklist(BEEMSTER, on=MERGED))
        changes = kit.reentry.worklist_changes(PURMEREND, since=LAST_DAY, on=MERGED)
        assert {change.finding.id for change in changes.added} >= before


def test_a_day_beyond_the_tables_is_answered_with_the_last_gemeenten_that_are_held() -> None:
    far = date(2031, 1, 1)
    assert codes_of(PURMEREND, far) == (PURMEREND, BEEMSTER)
    assert codes_of(PURMEREND, date(1950, 1, 1))[0] == PURMEREND
    case = make_case(residence=BEEMSTER)
    assert with_heirs(case, far).members == (PURMEREND,)


def test_after_a_split_a_case_stands_with_every_heir_for_nobody_says_which() -> None:
    case = make_case(residence=HAAREN, settlement=None)
    heirs = {heir.gemeente.code for heir in members.load().successors(HAAREN, on=MERGED)}
    assert len(heirs) == 4
    assert set(with_heirs(case, MERGED).members) == heirs
    assert with_heirs(case, date(2020, 12, 31)) is case


def test_the_codes_of_a_gemeente_are_its_own_and_those_that_went_on_in_it() -> None:
    assert codes_of(PURMEREND, LAST_DAY) == (PURMEREND,)
    assert codes_of(PURMEREND, MERGED) == (PURMEREND, BEEMSTER)
    register = members.load()
    for gemeente in register.on(date(2026, 1, 1)):
        for code in codes_of(gemeente.code, date(2026, 1, 1))[1:]:
            assert gemeente.code in {heir.gemeente.code for heir in register.successors(code, on=date(2026, 1, 1))}
