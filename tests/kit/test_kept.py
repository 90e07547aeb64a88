"""A kit on a database answers as one in memory does, and goes on where the last one stopped."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from vngkit import Kit
from vngkit.errors import DataError, StoreAway, StoreClosed, StoreError
from vngkit.kit import Ports
from vngkit.privacy import Purpose
from vngkit.reentry import (
    CaseClosed,
    MeasureDecided,
    ReturnNoticeProvided,
    StartNotice,
    StepTaken,
    StoredSharingLog,
    fold,
    load_case,
)
from vngkit.reentry.synthetic import caseload
from vngkit.storage import MemoryStore, StoredEvent, open_database

PLAN = "set_amend_or_carry_out_plan"
ON = date(2026, 6, 1)
DONE = date(2026, 11, 2)
LATER = date(2034, 1, 1)
LOAD = caseload(["GM9999"], seed=11, start=date(2025, 7, 1), days=330, count=12)
KEY = b"k" * 32
_SCHEMAS = count(1)


@pytest.fixture(params=["sqlite", "sqlite-wal", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    match request.param:
        case "sqlite":
            return f"sqlite:///{tmp_path}/kept.db"
        case "sqlite-wal":
            return f"sqlite:///{tmp_path}/kept.db?journal=wal"
        case _:
            monkeypatch.setenv("VNGKIT_REFERENCE_KEY", KEY.hex())
            return f"{request.getfixturevalue('postgres_url')}&schema=kit_{next(_SCHEMAS)}"


@pytest.fixture
def file(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/kept.db"


def opened(url: str | None, **more: Any) -> Kit:
    ids = count()
    clock = datetime(2026, 6, 1, 9, tzinfo=UTC)
    return Kit.open(url, plugins=(), clock=lambda: clock, new_id=lambda: f"id-{next(ids)}", **more)


def write(kit: Kit) -> None:
    """A history over all desks."""
    for made in LOAD:
        kit.reentry.adopt(made.case_id, made.records)
    case = next(kit.reentry.cases("GM9999"))
    kit.reentry.record(case.id, CaseClosed(reason="moved"), on=DONE)
    kit.reentry.record(case.id, StepTaken(what="plan.data_unneeded"), on=DONE)
    notice = ReturnNoticeProvided(
        member="GM9999", provided_on=date(2025, 3, 1), reference="BIJ-1", content="a talk", kind="final"
    )
    file_id = kit.return_notices.receive(notice)
    kit.return_notices.record(file_id, MeasureDecided(on=date(2025, 4, 2), taken=False), on=date(2025, 4, 2))
    for to_role in ("college", "employer"):
        decision = kit.sharing.may_share(
            "release_date", from_role="director", to_role=to_role, on=ON, purpose="set_amend_or_carry_out_plan"
        )
        kit.sharing.record(decision, case_id=case.id, by="coordinator", necessity="plan meeting", on=ON)
    kit.retention_job(on=DONE, by="archivist", dry_run=False)


def told(kit: Kit) -> dict[str, object]:
    """Everything that the desks answer, in a form that can be compared; digests of a store are salted, so left out."""
    reentry = kit.reentry
    ids = sorted(reentry.store.streams())
    worklist = reentry.worklist("GM9999", on=ON)
    return {
        "cases": sorted(reentry.cases(), key=lambda case: case.id),
        "of the gemeente": [case.id for case in reentry.cases("GM9999")],
        "findings": [reentry.findings(case, on=ON) for case in reentry.cases()],
        "retention": reentry.retention(on=LATER),
        "worklist": worklist.to_json(),
        "references": sorted(worklist.reveal(Purpose(text="plan meeting"), by="coordinator").items()),
        "monitor": reentry.monitor("GM9999", period=(date(2025, 7, 1), date(2026, 1, 1)), on=ON).to_csv(),
        "found": [reentry.find(made.records[0].event.reference) for made in LOAD],  # type: ignore[union-attr]
        "notices": [kit.return_notices.store.version(name) for name in kit.return_notices.store.streams()],
        "return worklist": kit.return_notices.worklist("GM9999", on=ON, purpose="public_order_on_return"),
        "shared": kit.sharing.log(),
        "proofs": [(proof.id, proof.subject, proof.rule, proof.done_on, proof.events) for proof in kit.proofs()],
        "documents": [reentry.store.document(name) for name in ids],
        "log": [
            (one.seq, one.space, one.stream, one.version, one.event.id, one.event.name, one.event.payload is None)
            for one in kit.database.changes()
            if one.space != "processing"  # who read what has ids at random
        ],
    }


def test_the_same_history_gives_the_same_answers_as_in_memory_also_when_it_is_opened_again(url: str) -> None:
    with opened(None) as memory, opened(url) as first:
        write(memory)
        write(first)
        expected = told(memory)
        assert told(first) == expected
    with opened(url) as second:
        assert told(second) == expected
        assert second.database.facts()["kind"] in url
    assert expected["proofs"]
    assert expected["shared"]
    assert expected["found"] == [made.case_id for made in LOAD]


def test_what_must_go_is_gone_after_it_is_opened_again_and_its_proof_is_there(url: str) -> None:
    with opened(url) as kit:
        write(kit)
        assert kit.retention_job(on=LATER, by="archivist", dry_run=False).proofs
        proofs = kit.proofs()
    with opened(url) as kit:
        assert kit.proofs() == proofs
        assert kit.sharing.log() == ()
        assert {proof.file for proof in proofs} == {"reentry", "return_notices", "sharing_log"}
        assert not [one for one in kit.database.changes() if one.space == "sharing" and one.event.payload]
        assert kit.retention_job(on=LATER).acts == ()


def test_each_stored_document_is_the_fold_of_its_events_and_can_be_made_anew(file: str) -> None:
    with opened(file) as kit:
        write(kit)
        store = kit.reentry.store
        for case in kit.reentry.cases(purpose=PLAN):
            history = kit.reentry.history(case.id, purpose=PLAN)
            assert load_case(store.document(case.id).text) == case == fold(case.id, history)
        one = next(kit.reentry.cases(purpose=PLAN))
        store.append(one.id, [], expected=store.version(one.id), document="{}", labels=frozenset())
        assert kit.reentry.get(one.id, purpose=PLAN) == one
        assert [case.id for case in kit.reentry.cases("GM9999")].count(one.id) == 0
        assert kit.reentry.rebuild(dry_run=True).changed == (one.id,)
        rebuilt = kit.reentry.rebuild()
        assert (rebuilt.cases, rebuilt.changed) == (12, (one.id,))
        assert "1 document" in rebuilt.explain("en")
        assert "1 documenten" in rebuilt.explain("nl")
        assert kit.reentry.rebuild(dry_run=True).changed == ()
        assert load_case(store.document(one.id).text) == one
        assert [case.id for case in kit.reentry.cases("GM9999")].count(one.id) == 1


def test_a_document_that_is_of_another_case_or_of_fewer_events_is_not_believed() -> None:
    with opened(None) as kit:
        for made in LOAD:
            kit.reentry.adopt(made.case_id, made.records)
        store = kit.reentry.store
        one, other = list(kit.reentry.cases())[:2]
        held = store.version(one.id)
        wrong = store.document(other.id).text
        store.append(one.id, [], expected=held, document=wrong, labels=frozenset())
        assert kit.reentry.get(one.id) == one
        assert kit.reentry.get(other.id) == other
        assert kit.reentry.rebuild().changed == (one.id,)


def test_a_notice_that_comes_again_finds_its_case_for_as_long_as_the_store_lasts(file: str) -> None:
    with opened(file) as kit:
        case = kit.reentry.receive(notice("R-1"))
    with opened(file) as kit:
        assert kit.reentry.find("R-1") == case.id
    key = Path(f"{file.removeprefix('sqlite:///')}.reference-key")
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(bytes.fromhex(key.read_text())) == 32
    assert key.read_text().strip().encode() not in Path(file.removeprefix("sqlite:///")).read_bytes()


def test_another_reference_key_is_refused_until_all_labels_are_made_anew(file: str) -> None:
    with opened(file) as kit:
        case = kit.reentry.receive(notice("R-1"))
    with pytest.raises(StoreError, match="not the reference key"):
        opened(file, ports=Ports(reference_key=KEY))
    with opened(file, ports=Ports(reference_key=KEY, new_reference_key=True)) as kit:
        assert kit.reentry.find("R-1") == case.id
    with opened(file, ports=Ports(reference_key=KEY)) as kit:
        assert kit.reentry.find("R-1") == case.id
    with pytest.raises(StoreError, match="not the reference key"):
        opened(file)


def test_a_key_that_others_can_read_or_that_is_no_key_is_refused(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(file).close()
    key = Path(f"{file.removeprefix('sqlite:///')}.reference-key")
    key.chmod(0o644)
    with pytest.raises(StoreError, match="others can read") as caught:
        opened(file)
    assert "chmod 600" in caught.value.fix
    key.chmod(0o600)
    key.write_text("no key")
    with pytest.raises(DataError, match="is not a key") as wrong:
        opened(file)
    assert "no key" not in str(wrong.value)
    key.unlink()
    key.mkdir(mode=0o700)
    with pytest.raises(StoreAway, match="can not be read"):
        opened(file)
    monkeypatch.setenv("VNGKIT_REFERENCE_KEY", "12")
    with pytest.raises(DataError, match="VNGKIT_REFERENCE_KEY is not a key"):
        opened(file)


def test_postgresql_needs_a_key_that_does_not_stand_in_it(postgres_url: str) -> None:
    url = f"{postgres_url}&schema=no_key"
    with pytest.raises(DataError, match="needs a reference key") as caught:
        opened(url)
    assert "VNGKIT_REFERENCE_KEY" in caught.value.fix
    with opened(url, ports=Ports(reference_key=KEY)) as kit:
        kit.reentry.receive(notice("R-1"))
        labels = str(kit.database.query(lambda cursor: cursor.execute("SELECT label FROM labels").fetchall()))  # type: ignore[attr-defined]
    assert "R-1" not in labels


def notice(reference: str) -> StartNotice:
    return StartNotice(
        reference=reference,
        institution="PI Voorbeeld",
        detention_start=date(2026, 10, 1),
        residence="GM9999",
        received_on=date(2026, 10, 5),
    )


def test_what_a_program_keeps_itself_does_not_go_to_the_database(file: str) -> None:
    store = MemoryStore()
    with opened(file, ports=Ports(cases=store)) as kit:
        kit.reentry.receive(notice("R-1"))
        assert kit.reentry.store is store
        assert kit.database.spaces() == ()


def test_a_closed_kit_has_closed_its_database_and_a_kit_that_can_not_be_opened_leaves_none_open(file: str) -> None:
    kit = opened(file)
    kit.close()
    kit.close()
    with pytest.raises(StoreClosed):
        kit.database.head()
    with pytest.raises(StoreError):
        opened(f"{file}?journal=wal", ports=Ports(reference_key=KEY))
    with opened(f"{file}?journal=wal"):  # it would be locked if the last one had been left open
        pass


def test_lines_of_sharing_are_dropped_one_for_one_and_keep_their_order_under_many_writers() -> None:
    store = MemoryStore()
    ids = count()
    log = StoredSharingLog(store, new_id=lambda: f"line-{next(ids)}")
    with opened(None) as kit:
        write(kit)
        one, other = kit.sharing.log()
    for line in (one, other, one):
        log.append(line)
    assert list(log.lines()) == [one, other, one]
    assert repr(log) == "<StoredSharingLog: 3 lines>"
    log.drop([one])
    assert list(log.lines()) == [other, one]
    log.drop([one, one])
    log.drop([one])
    assert list(log.lines()) == [other]
    assert [row.payload is None for row in store.read("lines")] == [True, False, True]


def test_a_line_of_sharing_that_somebody_else_writes_before_goes_after_it() -> None:
    class Late(MemoryStore):
        """A store in which somebody writes just before each append."""

        meanwhile = 2

        def append(self, stream: str, events: Any, *, expected: int, **more: Any) -> int:
            if self.meanwhile:
                self.meanwhile -= 1
                row = StoredEvent(id=f"x{self.meanwhile}", name="other", recorded_on=ON, payload=text)
                super().append(stream, [row], expected=self.version(stream), document="", labels=frozenset())
            return super().append(stream, events, expected=expected, **more)

    with opened(None) as kit:
        write(kit)
        line = kit.sharing.log()[0]
        text = next(one.event.payload for one in kit.database.changes() if one.space == "sharing")
    log = StoredSharingLog(Late(), new_id=lambda: "mine")
    log.append(line)
    assert list(log.lines()) == [line, line, line]


def test_the_log_of_sharing_keeps_what_is_sealed_behind_its_seal(file: str) -> None:
    with opened(file) as kit:
        write(kit)
        line = kit.sharing.log()[0]
    with opened(file) as kit:
        (again, _) = kit.sharing.log()
        assert again == line
        assert "plan meeting" not in repr(again)
        assert again.necessity.reveal("account for it", by="privacy officer") == "plan meeting"


def test_a_database_given_by_name_can_be_asked_by_itself(file: str) -> None:
    with opened(file) as kit:
        write(kit)
        head = kit.database.head()
    with open_database(file) as database:
        assert database.head() == head
        assert set(database.spaces()) >= {"reentry", "reentry_proofs", "return_notices", "sharing"}
