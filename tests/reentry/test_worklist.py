"""The worklist of a gemeente: what can not wait comes first, what may and must not stands apart, nothing personal."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.reentry.conftest import CANARY, notice
from tests.reentry.worklists import DAY, FINDINGS, case_with_canaries, finding, worklist

from vngkit import Kit
from vngkit.errors import AccessNotLogged, DataError, NotFound, PurposeRequired
from vngkit.privacy import AccessLine, MemoryAccessLog, Sealed
from vngkit.reentry import DebtHelpRequested, Finding, FindingKind, Role, SettlementChanged
from vngkit.terms import Term

UTRECHT, ROTTERDAM = "GM0344", "GM0599"


@given(st.lists(FINDINGS, max_size=12))
def test_the_list_is_ordered_by_what_can_not_wait_and_loses_nothing(findings: list[Finding]) -> None:
    listed = worklist(*findings)
    assert sorted(map(id, listed)) == sorted(map(id, findings))
    places = [(list(FindingKind).index(one.kind), one.due_on or date.max) for one in listed]
    assert places == sorted(places)
    assert sorted(map(id, (*listed.to_do, *listed.apart))) == sorted(map(id, findings))
    for groups in (listed.by_kind, listed.by_case):
        assert sorted(id(one) for group in groups.values() for one in group) == sorted(map(id, findings))


@given(st.lists(FINDINGS, max_size=12), st.integers(0, 12))
def test_a_limit_keeps_what_can_not_wait_and_tells_how_much_it_left_out(findings: list[Finding], limit: int) -> None:
    short = worklist(*findings).only(limit=limit)
    assert short.findings == worklist(*findings).findings[:limit]
    assert len(short) + short.left_out == len(findings)
    assert (f"Not shown: {short.left_out} more" in short.text("en")) == (short.left_out > 0)


def test_a_list_can_be_asked_for_one_role_kind_or_case() -> None:
    listed = worklist(
        finding(who=Role.DIRECTOR, kind=FindingKind.OVERDUE),
        finding(case_id="case-2"),
        finding(kind=FindingKind.MAY),
    )
    assert [one.who for one in listed.only(role="director")] == [Role.DIRECTOR]
    assert [one.kind for one in listed.only(kinds=[FindingKind.DUE, "may"])] == [FindingKind.DUE, FindingKind.MAY]
    assert [one.case_id for one in listed.only(cases={"case-2"})] == ["case-2"]
    assert listed.only(kinds="may").apart == listed.apart
    with pytest.raises(DataError, match="FindingKind"):
        listed.only(kinds=["urgent"])
    with pytest.raises(DataError, match="below 0"):
        listed.only(limit=-1)


def test_rights_and_bars_stand_apart_in_short_and_do_not_drown_what_is_due() -> None:
    rights = [finding(case_id=f"case-{n}", kind=FindingKind.MAY, title_nl="bijstand aanvragen") for n in range(30)]
    text = worklist(*rights, finding(title_nl="het plan")).text("nl")
    assert text.index("TE DOEN") < text.index("het plan") < text.index("WAT MAG, WAT NIET MAG, EN WAT ANDEREN DOEN")
    assert text.count("bijstand aanvragen") == 1
    assert "30 dossiers" in text
    assert all(f"case-{n}" in text for n in range(30))


def test_what_others_than_the_gemeente_do_without_a_day_stands_apart() -> None:
    listed = worklist(
        finding(who=Role.DIRECTOR, due_on=None, end=None),
        finding(who=Role.DIRECTOR),
        finding(who=Role.COLLEGE, due_on=None, end=None),
        finding(id="retention.institution_file", who=Role.DIRECTOR),
        finding(id="retention.plan_data", who=Role.COLLEGE),
    )
    assert [(one.id, one.due_on is None) for one in listed.apart] == [
        ("retention.institution_file", False),
        ("test.one", True),
    ]
    assert len(listed.to_do) == 3


def test_a_line_says_what_who_by_when_with_the_arithmetic_and_the_law(kit: Kit) -> None:
    case_id = case_with_canaries(kit)
    listed = kit.reentry.worklist("GM9999", on=date(2026, 11, 3))
    for lang, words in {
        "nl": (
            "3 werkdagen na maandag 2 november 2026",
            "Wie: college",
            "artikel 4 lid 2",
            "Niet bekend",
            "Voorbeeldstad",
        ),
        "en": ("3 working days after Monday 2 November 2026", "Who: college", "artikel 4 lid 2", "Not known", case_id),
    }.items():
        for group in ("kind", "case"):
            text = listed.text(lang, group=group)  # type: ignore[arg-type]  # words of both Literals
            assert all(word in text for word in words)
        brief = listed.text(lang, brief=True)  # type: ignore[arg-type]  # the same
        assert len(brief.splitlines()) < len(text.splitlines()) / 2
    assert str(listed) == listed.text("nl")


def test_a_list_holds_only_cases_of_its_gemeente_and_findings_that_concern_it(kit: Kit) -> None:
    both = kit.reentry.receive(notice(residence=ROTTERDAM, settlement=UTRECHT)).id
    other = kit.reentry.receive(notice(residence=ROTTERDAM)).id
    kit.reentry.record(both, DebtHelpRequested(member=UTRECHT), on=date(2026, 11, 2))
    kit.reentry.record(other, DebtHelpRequested(member="GM0363"), on=date(2026, 11, 2))
    day = date(2026, 11, 3)
    utrecht, rotterdam = (kit.reentry.worklist(member, on=day) for member in (UTRECHT, ROTTERDAM))
    assert {one.case_id for one in utrecht} == {both}
    assert {one.case_id for one in rotterdam} == {both, other}
    assert {one.case_id for one in utrecht if one.id == "debt.first_talk"} == {both}
    # a request in a gemeente that is not competent: the competent one sees it, so that it falls between no two
    assert {one.case_id for one in rotterdam if one.id == "debt.first_talk"} == {other}
    assert not len(kit.reentry.worklist("GM0363", on=day))


def test_a_case_stays_on_the_list_of_the_days_on_which_the_gemeente_was_competent(kit: Kit) -> None:
    case_id = kit.reentry.receive(notice(residence=None, settlement=UTRECHT)).id
    kit.reentry.record(case_id, SettlementChanged(member=ROTTERDAM), on=date(2026, 11, 10))
    assert len(kit.reentry.worklist(UTRECHT, on=date(2026, 11, 9)))
    assert not len(kit.reentry.worklist(UTRECHT, on=date(2026, 11, 10)))
    assert not len(kit.reentry.worklist(ROTTERDAM, on=date(2026, 11, 9)))
    assert len(kit.reentry.worklist(ROTTERDAM, on=date(2026, 11, 10)))


def test_a_code_that_no_gemeente_has_is_no_empty_list(kit: Kit) -> None:
    with pytest.raises(NotFound):
        kit.reentry.worklist("GM0000", on=DAY)


def test_the_desk_asks_for_a_role_kinds_and_a_limit(kit: Kit) -> None:
    case_with_canaries(kit)
    on = date(2026, 11, 3)
    whole = kit.reentry.worklist("GM9999", on=on)
    asked = kit.reentry.worklist("GM9999", on=on, role="college", kinds=["due"], limit=1)
    assert asked.findings == whole.only(role="college", kinds=["due"], limit=1).findings
    assert "college" in asked.text("en").splitlines()[0]


def test_references_are_read_for_a_purpose_with_a_line_for_each_case(kit: Kit) -> None:
    case_id = case_with_canaries(kit)
    listed = kit.reentry.worklist("GM9999", on=DAY)
    assert CANARY not in f"{listed!r}{listed}{listed.text('en')}"
    log = MemoryAccessLog()
    shown = listed.reveal("plan the talks of today", by="coordinator", log=log)
    assert dict(shown) == {case_id: CANARY}
    assert [(line.what, line.about, line.by) for line in log.lines] == [("reference", case_id, "coordinator")]
    assert CANARY in listed.text("nl", references=shown)
    assert CANARY not in str(log.lines)


def test_without_a_purpose_or_a_log_no_reference_is_read(kit: Kit) -> None:
    case_with_canaries(kit)
    case_with_canaries(kit)
    listed = kit.reentry.worklist("GM9999", on=DAY)
    for asked in (listed, worklist()):
        with pytest.raises(PurposeRequired):
            asked.reveal()
        with pytest.raises(PurposeRequired):
            asked.reveal("  ")

    class FullAfterOne:
        lines = 0

        def append(self, _: AccessLine, /) -> None:
            self.lines += 1
            if self.lines > 1:
                raise OSError("disk full")

    with pytest.raises(AccessNotLogged) as raised:
        listed.reveal("plan the talks", log=FullAfterOne())
    assert CANARY not in str(raised.value)


def test_a_list_shows_its_references_nowhere_by_accident() -> None:
    listed = worklist(finding(), references={"case-1": Sealed(CANARY, what="reference")})
    assert CANARY not in f"{listed!r} {listed} {vars(type(listed))} {listed._references}"


def test_what_has_no_day_and_says_the_same_of_many_cases_stands_there_once() -> None:
    undated = [finding(case_id=f"case-{n}", due_on=None, title_nl="verzekeraar inlichten") for n in range(30)]
    dated = [finding(case_id=f"case-{n}", title_nl="gesprek voeren") for n in range(3)]
    other = finding(case_id="case-31", due_on=None, title_nl="verzekeraar inlichten", verified=False)
    text = worklist(*undated, *dated, other).text("nl")
    assert text.count("verzekeraar inlichten") == 2
    assert "30 dossiers: case-0, " in text
    assert text.count("gesprek voeren") == 3
    assert worklist(*undated).text("nl", group="case").count("verzekeraar inlichten") == 30


def test_the_day_of_a_bar_or_a_right_says_whether_it_begins_or_ends_then() -> None:
    until = finding(kind=FindingKind.MAY, end=Term(4, "weeks").reckon(date(2026, 10, 27)))
    since = finding(kind=FindingKind.MUST_NOT, id="test.two", title_nl="niet eerder")
    text = worklist(until, since).text("nl")
    assert "kan: doe het (tot en met 2026-11-24)" in text
    assert "mag niet: niet eerder (vanaf 2026-11-24)" in text


def test_a_finding_says_what_law_asks_of_how_it_is_done() -> None:
    part = finding(id="test.part", title_nl="in persoon verschijnen", due_on=None)
    text = worklist(evolve(finding(), parts=(part,))).text("nl")
    assert "Hoe: in persoon verschijnen" in text
