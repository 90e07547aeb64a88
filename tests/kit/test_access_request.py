"""Who saw my data: one call, for a person known by a reference, a BSN or a case, in two languages and for machines."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from tests.canaries import Canaries
from tests.privacy.logs import Unwritable

from vngkit import Kit
from vngkit.errors import AccessNotLogged, AccessRefused, DataError
from vngkit.kit import Ports
from vngkit.privacy import Bsn, MemoryProcessingLog, SubjectKeys
from vngkit.reentry import CaseClosed, EndNotice, StartNotice

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ON = date(2026, 11, 20)
PLAN = "set_amend_or_carry_out_plan"
CANARY, NUMBER = "2026-KANARIE-7", "999990019"
PLANTED = Canaries([CANARY, NUMBER])


def opened(url: str | None = None, **ports: object) -> Kit:
    return Kit.open(url, plugins=(), clock=clock, ports=Ports(**ports))  # type: ignore[arg-type]


SECONDS = itertools.count()


def clock() -> datetime:
    """A little later each time that it is asked."""
    return NOW + timedelta(milliseconds=next(SECONDS))


def notice(reference: str = CANARY) -> StartNotice:
    return StartNotice(
        reference=reference, institution="PI Voorbeeld", residence="GM9999", detention_start=date(2026, 10, 1),
        received_on=date(2026, 10, 5),
    )  # fmt: skip


def read(kit: Kit) -> str:
    """A case that was read in four ways, and one of somebody else."""
    case = kit.reentry.receive(notice())
    kit.reentry.receive(notice("2026-OTHER"))
    kit.reentry.get(case.id, by="coordinator-7")
    kit.reentry.get(case.id, purpose=PLAN, by="coordinator-7")
    kit.reentry.worklist("GM9999", on=ON, by="coordinator-7")
    with pytest.raises(AccessRefused):
        kit.reentry.get(case.id, purpose=PLAN, role="mayor", by="somebody")
    Bsn(NUMBER).reveal(PLAN, by="desk", about=case.id, log=kit.processing)
    return case.id


NAMES = ["case read", "case read", "worklist read", "case not read"]


def test_a_person_hears_who_saw_what_for_which_purpose_by_any_identifier() -> None:
    with opened() as kit:
        case = read(kit)
        own = "log of processing read"
        by_reference = kit.access_request(reference=CANARY, by="privacy officer")
        assert [line.name for line in by_reference.lines] == [*NAMES, own, own]
        by_case = kit.access_request(case_id=case)
        assert [line.name for line in by_case.lines] == [*NAMES, own, own, own, own]
        assert [line.name for line in kit.access_request(bsn=Bsn(NUMBER)).lines] == ["Bsn read", own]
        together = kit.access_request(reference=CANARY, bsn=Bsn(NUMBER)).lines
        assert {line.name for line in together} == {*NAMES, "Bsn read", own}
        assert not [line for line in together if line.subject is None]
        assert not PLANTED.found_in(f"{by_reference!r}{by_reference.text()}{by_reference.to_json()}")


def test_the_answer_is_readable_in_dutch_and_english_and_names_no_worker_unless_asked() -> None:
    with opened() as kit:
        read(kit)
        report = kit.access_request(reference=CANARY, by="privacy officer")
    dutch, english = report.text("nl"), report.text("en")
    assert dutch.startswith("Wie heeft uw gegevens gezien, en waarvoor\nGevraagd op woensdag 25 november 2026.")
    assert "- 2026-11-25 13:00 dossier gelezen; door: college; doel: om het detentie- en re-integratieplan" in dutch
    assert "zonder de afgeschermde gegevens" in dutch
    assert "zichtbaar: burgerservicenummer, strafrechtelijke gegevens, persoonsgegevens" in dutch
    assert "dossier niet gelezen" in dutch
    assert "werklijst gelezen" in dutch
    assert "logboek van verwerkingen gelezen" in dutch
    assert "geweigerd: " in dutch
    assert "Who saw your data" in english
    assert "case read; by: college; purpose: to set, amend" in english
    assert "citizen service number, data of criminal law, personal data" in english
    assert "coordinator-7" not in dutch + english + report.to_json()
    assert "medewerker: coordinator-7" in report.text("nl", workers=True)
    assert "coordinator-7" in report.to_json(workers=True)
    assert "Er zijn geen regels over u." in evolve(report, lines=()).text()


def test_the_answer_is_json_in_the_form_of_the_standard_with_ground_and_role_beside_it() -> None:
    with opened() as kit:
        read(kit)
        told = json.loads(kit.access_request(reference=CANARY).to_json())
    assert (told["schema"], told["v"]) == ("privacy.access_report", 1)
    first, *_ = told["data"]["lines"]
    assert first["line"]["attributes"]["dpl.core.data_subject_id_type"] == "urn:vngkit:reference"
    assert (first["role"], first["opened"], first["refused"]) == ("college", [], None)
    assert "artikel=20d" in first["ground"]


def test_a_request_that_can_not_be_logged_is_not_answered_and_one_about_nobody_is_none() -> None:
    with opened(processing_log=Unwritable()) as kit, pytest.raises(AccessNotLogged):
        kit.access_request(reference=CANARY)
    with opened() as kit, pytest.raises(DataError, match="about somebody"):
        kit.access_request()


def test_lines_of_before_a_change_of_keys_are_found_as_long_as_the_old_key_is_held() -> None:
    log = MemoryProcessingLog()
    old = SubjectKeys(keys={"2026": b"k" * 32}, current="2026")
    new = old.rotated("2027", b"n" * 32)
    for keys in (old, new):
        with opened(processing_log=log, subject_keys=keys) as kit:
            kit.reentry.get(kit.reentry.receive(notice()).id)
    with opened(processing_log=log, subject_keys=new) as kit:
        found = kit.access_request(reference=CANARY).lines
        assert [line.subject and line.subject.key_id for line in found] == ["2026", "2027", "2027"]
    with opened(processing_log=log, subject_keys=SubjectKeys(keys={"2027": b"n" * 32}, current="2027")) as kit:
        assert len(kit.access_request(reference=CANARY).lines) == 3  # two of the newer key, and of this request


def test_the_answer_outlives_the_kit_and_the_case(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kit.db"
    with opened(url) as kit:
        case = read(kit)
        kit.reentry.record(case, EndNotice(released_on=date(2026, 11, 2)), on=date(2026, 11, 2))
        kit.reentry.record(case, CaseClosed(reason="conditions_met"), on=date(2026, 11, 3))
    with opened(url) as kit:
        names = [line.name for line in kit.access_request(reference=CANARY).lines]
        assert names[: len(NAMES)] == NAMES
        store = kit.reentry.store
        store.erase(case, [event.id for event in store.read(case)], document="")
    with opened(url) as kit:
        assert [line.name for line in kit.access_request(reference=CANARY).lines][: len(NAMES)] == NAMES
        assert not PLANTED.found_in(str(list(kit.database.rows())))


def test_an_identifier_that_nobody_has_gives_the_request_alone() -> None:
    with opened() as kit:
        read(kit)
        assert len(kit.access_request(reference="2026-NOBODY").lines) == 1
        assert len(kit.access_request(case_id="no-case").lines) == 1
