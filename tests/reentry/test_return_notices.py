"""The mayor's file of notices on return: apart from every case, and gone when the law says so."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reentry.conftest import CANARY, notice
from tests.reentry.test_retention import Cut, Fragile, everything, reachable

import vngkit.reentry
from vngkit import Kit
from vngkit.errors import NotFound, NotHeld, PurposeRequired, Shielded
from vngkit.legislation import national_rule, sharing_words
from vngkit.privacy import MemoryAccessLog
from vngkit.reentry import (
    Domain,
    FindingKind,
    MeasureDecided,
    Proofs,
    ReturnNoticeDesk,
    ReturnNoticeProvided,
    ReturnNoticeRemoved,
    Role,
    dump_proof,
    signal_purposes,
)
from vngkit.storage import MemoryStore

PROVIDED = date(2026, 12, 25)
NINE_MONTHS = date(2027, 9, 25)
FIVE_YEARS = date(2032, 9, 25)
ORDER = "public_order_on_return"


def provided(**fields: Any) -> ReturnNoticeProvided:
    given_ = {"member": "GM9999", "provided_on": PROVIDED, "expected_return": date(2027, 2, 1), **fields}
    return ReturnNoticeProvided(reference=CANARY, content=CANARY, **given_)


def desk(store: Any = None, proofs: Any = None, log: Any = None) -> ReturnNoticeDesk:
    count = iter(range(1000))
    return ReturnNoticeDesk(
        MemoryStore() if store is None else store,
        new_id=lambda: f"n{next(count)}",
        access_log=MemoryAccessLog() if log is None else log,
        proofs=Proofs(MemoryStore() if proofs is None else proofs),
    )


def run(at: ReturnNoticeDesk, on: date) -> Sequence[str]:
    return [act.rule.id for act in at.retention_job(on=on, by="archivist", dry_run=False).acts]


def decided(at: ReturnNoticeDesk, *, taken: bool) -> str:
    file_id = at.receive(provided())
    at.record(file_id, MeasureDecided(taken=taken, on=date(2027, 1, 10)), on=date(2027, 1, 10))
    return file_id


def test_without_a_measure_it_is_destroyed_nine_months_after_it_was_provided() -> None:
    at = desk()
    file_id = decided(at, taken=False)
    (found,) = at.findings(file_id, on=date(2027, 3, 1), purpose=ORDER)
    assert (found.id, found.due_on, found.who) == ("return_notice.no_measure", NINE_MONTHS, Role.MAYOR)
    assert found.citation == national_rule("bij_destroy_no_measure").citation
    assert run(at, NINE_MONTHS - timedelta(days=1)) == []
    assert run(at, NINE_MONTHS) == ["bij_no_measure"]
    with pytest.raises(NotHeld, match=r"destroyed on .*25 September 2027"):
        at.get(file_id, purpose=ORDER)
    with pytest.raises(NotHeld):
        at.record(file_id, MeasureDecided(taken=True, on=NINE_MONTHS), on=NINE_MONTHS)
    assert [proof.action for proof in at.proofs()] == ["destroy"]


def test_with_a_measure_it_leaves_the_working_file_and_is_kept_five_years_to_account_for_it() -> None:
    log = MemoryAccessLog()
    at = desk(log=log)
    file_id = decided(at, taken=True)
    assert run(at, NINE_MONTHS) == ["bij_measure"]
    assert at.proofs() == ()
    with pytest.raises(Shielded, match="account for the measure"):
        at.get(file_id, purpose=ORDER)
    assert at.get(file_id, purpose="bij_accountability", by="mayor").content == CANARY
    assert "account for a measure" in str(log.lines[-1])
    (found,) = at.worklist("GM9999", on=NINE_MONTHS, purpose=ORDER)
    assert (found.id, found.due_on) == ("return_notice.accountability", FIVE_YEARS)
    assert run(at, FIVE_YEARS) == ["bij_accountability"]
    assert run(at, FIVE_YEARS) == []


def test_removed_before_the_ninth_month_both_readings_of_the_five_years_are_told_and_the_later_one_is_kept() -> None:
    at = desk()
    file_id = decided(at, taken=True)
    removed = date(2027, 3, 1)
    at.record(file_id, ReturnNoticeRemoved(on=removed, by="mayor"), on=removed)
    (found,) = at.findings(file_id, on=removed, purpose="bij_accountability")
    assert found.dates == (date(2032, 3, 1), FIVE_YEARS)
    assert "verwijdering" in found.explain("nl")
    report = at.retention_job(on=date(2032, 3, 1), by="archivist", dry_run=False)
    assert (report.acts, [act.reasons[0].kind for act in report.held]) == ((), ["other_reading"])
    assert run(at, FIVE_YEARS) == ["bij_accountability"]


def test_whether_a_measure_was_decided_is_never_guessed() -> None:
    at = desk()
    file_id = at.receive(provided())
    found = at.findings(file_id, on=date(2027, 10, 1), purpose=ORDER)
    assert {one.kind for one in found} == {FindingKind.OVERDUE}
    assert all("not recorded whether a measure" in one.explain("en") for one in found)
    report = at.retention_job(on=date(2027, 10, 1), by="archivist", dry_run=False)
    assert report.acts == ()
    assert {act.reasons[0].kind for act in report.held} == {"not_known.measure"}
    assert at.get(file_id, purpose=ORDER).content == CANARY


@pytest.mark.parametrize("kind", ["leave", "final"])
def test_a_notice_that_came_before_the_window_is_told_also_for_leave(kind: str) -> None:
    at = desk()
    early = at.receive(provided(expected_return=date(2027, 3, 26), kind=kind))
    in_time = at.receive(provided(expected_return=date(2027, 3, 25), kind=kind))
    unknown = at.receive(provided(expected_return=None, kind=kind))
    kinds = {
        file_id: [one.kind for one in at.findings(file_id, on=PROVIDED, purpose=ORDER) if "early" in one.id]
        for file_id in (early, in_time, unknown)
    }
    assert kinds == {early: [FindingKind.AT_RISK], in_time: [], unknown: [FindingKind.MISSING]}
    (told,) = [one for one in at.findings(early, on=PROVIDED, purpose=ORDER) if "early" in one.id]
    assert told.due_on == date(2026, 12, 26)


@pytest.mark.parametrize("purpose", sorted(signal_purposes()))
def test_only_a_purpose_of_public_order_opens_a_file(purpose: str) -> None:
    at = desk()
    file_id = at.receive(provided())
    if signal_purposes()[purpose].domain is Domain.PUBLIC_ORDER:
        assert at.get(file_id, purpose=purpose).content == CANARY
        return
    with pytest.raises(PurposeRequired, match="not one of public order"):
        at.get(file_id, purpose=purpose)
    with pytest.raises(PurposeRequired):
        at.worklist("GM9999", on=PROVIDED, purpose=purpose)


def test_without_a_purpose_nothing_is_read_and_a_file_that_is_not_there_is_said() -> None:
    log = MemoryAccessLog()
    at = desk(log=log)
    file_id = at.receive(provided())
    for ask in (at.get, lambda one: at.findings(one, on=PROVIDED)):
        with pytest.raises(PurposeRequired):
            ask(file_id)
    with pytest.raises(PurposeRequired):
        at.worklist("GM9999", on=PROVIDED)
    with pytest.raises(NotFound):
        at.get("x", purpose=ORDER)
    with pytest.raises(NotHeld, match="not been provided"):
        at.get(file_id, purpose=ORDER, on=date(2026, 1, 1))
    assert log.lines == ()
    assert CANARY not in repr(at.get(file_id, purpose=ORDER))


def test_nothing_of_it_reaches_a_case_a_worklist_a_monitor_or_an_answer_on_sharing_for_care(kit: Kit) -> None:
    case = kit.reentry.receive(notice(reference="other"))
    file_id = kit.return_notices.receive(provided())
    day = date(2027, 1, 4)
    cases = kit.reentry
    shown = [
        cases.store.document(case.id).text,
        cases.worklist("GM9999", on=day).to_json(),
        cases.worklist("GM9999", on=day, role=Role.MAYOR).to_json(),
        cases.monitor(period=(date(2026, 7, 1), date(2027, 1, 1)), on=day).to_csv(),
        str([one.explain("nl") for one in cases.findings(case.id, on=day)]),
        str(cases.retention(on=date(2040, 1, 1))),
        str(cases.worklist_changes("GM9999", since=date(2026, 11, 1), on=day)),
    ]
    for text in shown:
        assert CANARY not in text
        assert file_id not in text
        assert "return_notice" not in text
    assert file_id not in list(cases.store.streams())
    assert list(kit.return_notices.store.streams()) == [file_id]
    with pytest.raises(NotFound):
        cases.get(file_id)
    with pytest.raises(NotFound):
        kit.return_notices.get(case.id, purpose=ORDER)
    purposes = [
        one.id for one in signal_purposes().values() if one.domain is Domain.CARE and one.id in sharing_words("purpose")
    ]
    for purpose in purposes:
        answer = kit.sharing.may_share("any_bij_item", from_role="mayor", to_role="college", purpose=purpose, on=day)
        assert not answer.allowed


def test_no_module_of_cases_and_no_module_of_notices_knows_the_other() -> None:
    room = Path(vngkit.reentry.__file__).parent
    ours = {"_return_file", "_return_desk", "_return_findings"}
    theirs = {"_case", "_events", "_recorded", "_fold", "_desk", "_views", "_keeping", "_retention_desk", "_serial"}
    for path in room.glob("_*.py"):
        if path.stem in ours | theirs:
            nodes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
            names = {str(node.module).rpartition(".")[2] for node in nodes}
            assert not names & (theirs if path.stem in ours else ours), path.name


def busy(store: Any, proofs: Any) -> ReturnNoticeDesk:
    at = desk(store, proofs)
    decided(at, taken=True)
    decided(at, taken=False)
    at.receive(provided())
    return at


@settings(max_examples=20, deadline=None)
@given(cut=st.integers(0, 8), proof_cut=st.integers(0, 3), on=st.sampled_from([NINE_MONTHS, FIVE_YEARS]))
def test_cut_at_any_write_and_run_again_is_the_same_as_run_once(cut: int, proof_cut: int, on: date) -> None:
    once, proofs_once, store, proofs = (MemoryStore(entropy=bytes) for _ in range(4))  # salts that compare
    days = [NINE_MONTHS, on]
    whole = busy(once, proofs_once)
    for day in days:
        run(whole, day)
    busy(store, proofs)
    try:
        for day in days:
            run(desk(Fragile(store, cut), Fragile(proofs, proof_cut)), day)
    except Cut:
        assert list(store.streams())
    for day in days:
        run(desk(store, proofs), day)
    assert everything(store) == everything(once)
    assert everything(proofs) == everything(proofs_once)


def test_of_a_destroyed_notice_no_byte_is_left_anywhere(kit: Kit, caplog: pytest.LogCaptureFixture) -> None:
    at = kit.return_notices
    file_id = decided(at, taken=False)
    assert kit.retention_job(on=NINE_MONTHS).acts
    report = kit.retention_job(on=NINE_MONTHS, by="archivist", dry_run=False)
    shown = [report.explain("nl"), report.explain("en"), repr(report), caplog.text, *map(dump_proof, kit.proofs())]
    shown += [str((row.payload, row.id)) for row in at.store.read(file_id)]
    assert len(kit.proofs()) == 1
    assert all(CANARY not in text for text in (*shown, *reachable(at)))
