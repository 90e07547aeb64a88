"""The gate where a person reads: a purpose and a ground, a line for each person, and nothing when there is no line.

Every public function of the desks stands in one of two lists: it reads about persons, or there is a reason why not. A
new function that stands in neither fails a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any

import pytest
from attrs import asdict
from tests.canaries import Canaries
from tests.privacy.logs import Unwritable

from vngkit import Kit
from vngkit.errors import AccessNotLogged, AccessRefused, DataError, NotFound, PurposeRequired
from vngkit.kit import Ports
from vngkit.legislation import AccessRule, AccessTable, Source
from vngkit.plugins import PluginInfo, hookimpl
from vngkit.privacy import MASK, VEIL, CaseKey, MemoryProcessingLog, ProcessingLine, Reference, is_veiled
from vngkit.reentry import (
    BasicCondition,
    Case,
    ConditionAssessed,
    DutyBook,
    EndNotice,
    EntryRoute,
    Recorded,
    ReentryDesk,
    ResidentViewRecorded,
    ReturnNoticeDesk,
    ReturnNoticeProvided,
    SignalReceived,
    StartNotice,
    blocked,
    compare_views,
    dump_case,
    evaluate,
    fold,
    national_book,
    short_stay,
    visible_signals,
)
from vngkit.reentry.columns import pack_cases
from vngkit.storage import MemoryStore

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ON, BORN = date(2026, 11, 20), date(2001, 2, 3)
PLAN, ORDER = "set_amend_or_carry_out_plan", "public_order_on_return"
CANARY = "Kanarie-7f3a <b>"
PLANTED = Canaries([CANARY, BORN])

READS: dict[str, Callable[[Kit, str, str], Any]] = {
    "reentry.get": lambda kit, case, _: kit.reentry.get(case),
    "reentry.history": lambda kit, case, _: kit.reentry.history(case),
    "reentry.cases": lambda kit, *_: list(kit.reentry.cases()),
    "reentry.find": lambda kit, *_: kit.reentry.find(CANARY),
    "reentry.finding": lambda kit, case, _: kit.reentry.finding("detention.plan", case, on=ON),
    "reentry.findings": lambda kit, case, _: kit.reentry.findings(case, on=ON),
    "reentry.signals": lambda kit, case, _: kit.reentry.signals(case, purpose=PLAN, on=ON),
    "reentry.proposals": lambda kit, case, _: kit.reentry.proposals(case, purpose=PLAN, on=ON),
    "reentry.worklist": lambda kit, *_: kit.reentry.worklist("GM9999", on=ON),
    "reentry.changes": lambda kit, case, _: kit.reentry.changes(case, since=date(2026, 10, 5), on=ON),
    "reentry.worklist_changes": lambda kit, *_: kit.reentry.worklist_changes("GM9999", since=date(2026, 10, 4), on=ON),
    "reentry.retention": lambda kit, case, _: kept(kit, case),
    "reentry.shielded": lambda kit, case, _: kit.reentry.shielded(case, purpose="accountability"),
    "reentry.copy_for_the_person": lambda kit, case, _: kit.reentry.copy_for_the_person(case, by="privacy", on=ON),
    "return_notices.get": lambda kit, _, file: kit.return_notices.get(file, purpose=ORDER),
    "return_notices.findings": lambda kit, _, file: kit.return_notices.findings(file, purpose=ORDER, on=ON),
    "return_notices.worklist": lambda kit, *_: kit.return_notices.worklist("GM9999", purpose=ORDER, on=ON),
}
OPENED: dict[str, Callable[[Kit, str, str], Any]] = {
    "get": lambda kit, case, _: kit.reentry.get(case, purpose=PLAN),
    "history": lambda kit, case, _: kit.reentry.history(case, purpose=PLAN),
    "cases": lambda kit, *_: next(kit.reentry.cases("GM9999", purpose=PLAN)),
    "a case given": lambda kit, case, _: kit.reentry.signals(GIVEN[case], purpose=PLAN, on=ON),
    "findings of a case given": lambda kit, case, _: kit.reentry.findings(GIVEN[case], on=ON),
    "references": lambda *_: LISTED["list"].reveal(PLAN),
}
WRITES = "what was written stands in the record itself, with who wrote it; the case that it gives is behind a veil"
NO_READS = {
    "reentry.receive": WRITES, "reentry.record": WRITES, "reentry.adopt": WRITES, "reentry.hand_over": WRITES,
    "reentry.import_notices": "it gives counts, and rows behind a seal that leaves a line of its own",
    "reentry.subjects": "what it gives is behind a seal",
    "reentry.monitor": "it gives rounded numbers over many, and hides small ones",
    "reentry.retention_job": "it destroys, and leaves a proof that names nobody",
    "reentry.erase_on_request": "it destroys, and leaves a proof that names nobody",
    "reentry.proofs": "nothing in a proof is personal",
    "reentry.export": "it writes a worklist that was read before", "reentry.rebuild": "it gives a number",
    "reentry.store": "the port, for programs: whoever reads there sets out to", "reentry.duties": "rules",
    "reentry.signal_kinds": "rules", "reentry.contacts": "desks, and no persons", "reentry.services": "desks",
    "reentry.exporters": "names", "return_notices.store": "the port, for programs",
    "return_notices.receive": WRITES, "return_notices.record": WRITES, "return_notices.rebuild": "it gives a number",
    "return_notices.retention_job": "it destroys, and leaves a proof", "return_notices.proofs": "nothing is personal",
}  # fmt: skip
GIVEN: dict[str, Case] = {}
LISTED: dict[str, Any] = {}


def opened(log: MemoryProcessingLog | None = None, *plugins: ModuleType) -> tuple[Kit, str, str]:
    """A kit with a case and a notice on return, and a canary in their marked fields."""
    held = MemoryProcessingLog() if log is None else log
    kit = Kit.open(plugins=plugins, clock=lambda: NOW, ports=Ports(processing_log=held))
    notice = StartNotice(
        reference=CANARY, institution="PI Voorbeeld", entry_route=EntryRoute.CONVICTED, birth_date=BORN,
        detention_start=date(2026, 10, 1), residence="GM9999", received_on=date(2026, 10, 5),
    )  # fmt: skip
    case = kit.reentry.receive(notice)
    wish = ResidentViewRecorded(condition=BasicCondition.HOUSING, need=4, wish=CANARY)
    signal = SignalReceived(kind="missed_appointment", reported_by="college", certainty="fact", detail=CANARY)
    for event in (wish, signal):
        GIVEN[case.id] = kit.reentry.record(case.id, event, on=date(2026, 10, 6), by="coordinator")
    notice_on_return = ReturnNoticeProvided(
        member="GM9999", provided_on=date(2026, 10, 5), reference=CANARY, content=CANARY
    )
    return kit, case.id, kit.return_notices.receive(notice_on_return)


def kept(kit: Kit, case: str) -> Any:
    """The terms of keeping, when there is a case that ended."""
    kit.reentry.record(case, EndNotice(released_on=date(2026, 11, 2)), on=date(2026, 11, 2))
    return kit.reentry.retention(on=date(2040, 1, 1))


def public(desk: type, name: str) -> Iterator[str]:
    return (f"{name}.{each}" for each in dir(desk) if not each.startswith("_"))


def test_every_public_function_of_the_desks_reads_through_the_gate_or_says_why_not() -> None:
    there = {*public(ReentryDesk, "reentry"), *public(ReturnNoticeDesk, "return_notices")}
    assert there <= {*READS, *NO_READS}, "a new function: does a person read with it?"
    assert set(READS) <= there
    assert all(reason for reason in NO_READS.values())
    assert not set(READS) & set(NO_READS)


@pytest.mark.parametrize("name", READS)
def test_each_reading_leaves_a_line_for_the_person_with_a_purpose_and_a_ground(name: str) -> None:
    kit, case, file = opened()
    before = len(kit.processing.lines())
    READS[name](kit, case, file)
    lines = [line for line in kit.processing.lines()[before:] if line.subject is not None]
    subject = kit.processing.keys.mark(Reference(CANARY))
    assert {line.subject for line in lines} == {subject}
    assert all(line.purpose and line.ground and line.role for line in lines)
    activity = "return_notices" if name.startswith("return_notices") else "reentry"
    assert {line.activity.rpartition(":")[2] for line in lines} == {activity}


@pytest.mark.parametrize("name", [*READS, *OPENED])
def test_when_the_log_can_not_be_written_none_of_all_read_functions_gives_anything(name: str) -> None:
    class Filling(Unwritable):
        full = False

        def append(self, lines: Any, /) -> int:
            return super().append(lines) if self.full else MemoryProcessingLog.append(self, lines)

    log = Filling()
    kit, case, file = opened(log)
    LISTED["list"] = kit.reentry.worklist("GM9999", on=ON)
    log.full = True
    with pytest.raises(AccessNotLogged):
        {**READS, **OPENED}[name](kit, case, file)


@pytest.mark.parametrize("name", [name for name in READS if "return" not in name and name != "reentry.signals"])
def test_without_a_purpose_no_reading_gives_what_is_marked(name: str) -> None:
    kit, case, file = opened()
    if name != "reentry.shielded":
        given = READS[name](kit, case, file)
        told = [asdict(one) for one in given] if isinstance(given, tuple | list) else [given]
        assert not PLANTED.found_in(f"{told!r}{given!r}")


@pytest.mark.parametrize("purpose", [None, "", "  "])
def test_what_opens_only_for_a_purpose_does_not_open_without_one(purpose: str | None) -> None:
    kit, case, file = opened()
    for ask in (
        lambda: kit.reentry.signals(case, purpose=purpose, on=ON),
        lambda: kit.reentry.proposals(case, purpose=purpose, on=ON),
        lambda: kit.return_notices.get(file, purpose=purpose),
        lambda: kit.return_notices.findings(file, on=ON, purpose=purpose),
        lambda: kit.return_notices.worklist("GM9999", on=ON, purpose=purpose),
    ):
        with pytest.raises(PurposeRequired):
            ask()


def test_a_purpose_opens_the_kinds_that_law_lets_and_the_line_says_which() -> None:
    kit, case, _ = opened()
    seen = kit.reentry.get(case, purpose=PLAN, by="coordinator-7")
    assert (seen.reference, seen.birth_date, seen.entry_route) == (CANARY, BORN, EntryRoute.CONVICTED)
    line = kit.processing.lines()[-1]
    assert (line.by, line.role, line.fields) == ("coordinator-7", "college", ("bsn", "criminal", "personal"))
    assert line.ground is not None
    assert "artikel=20d" in line.ground
    care = kit.reentry.get(case, purpose="organise_care_or_support")  # opens health, and of that there is nothing here
    assert care.reference == MASK
    assert VEIL == care.birth_date == care.entry_route
    debts = kit.reentry.get(case, purpose="debt_help", role="college_debt_help")
    assert debts.reference == CANARY
    assert debts.entry_route == VEIL
    assert kit.processing.lines()[-1].fields == ("personal",)


def test_a_role_that_may_nothing_for_a_purpose_is_refused_and_the_refusal_is_in_the_log() -> None:
    kit, case, file = opened()
    for ask in (
        lambda: kit.reentry.get(case, purpose=ORDER, role="college", by="somebody"),
        lambda: kit.reentry.history(case, purpose=PLAN, role="mayor", by="somebody"),
        lambda: next(kit.reentry.cases(purpose=PLAN, role="college_wmo", by="somebody")),
        lambda: kit.reentry.signals(case, purpose=PLAN, role="mayor", on=ON, by="somebody"),
        lambda: kit.return_notices.get(file, purpose=ORDER, role="college", by="somebody"),
    ):
        with pytest.raises(AccessRefused, match="no law lets it"):
            ask()
        line = kit.processing.lines()[-1]
        assert line.refused is not None
        assert (line.status, line.by, line.fields) == ("Unset", "somebody", ())
        assert line.subject == kit.processing.keys.mark(Reference(CANARY))
    for purpose, role in (("set_amend", None), (PLAN, "colege")):
        with pytest.raises(NotFound):
            kit.reentry.get(case, purpose=purpose, role=role)


def test_a_gemeente_narrows_the_gate_for_its_own_cases_on_its_own_days() -> None:
    module: Any = ModuleType("vngkit_eigen")
    module.VNGKIT = PluginInfo(name="eigen", api=1, members={"GM9999"})
    rule = AccessRule(
        id="eigen.less", member="GM9999", role="college", purpose=PLAN, kind="criminal",
        source=Source(title="Besluit", publication_id="CVDR000000_4"), valid_from=date(2026, 11, 25),
    )  # fmt: skip

    def vngkit_access_rules() -> list[AccessRule]:
        return [rule]

    module.vngkit_access_rules = hookimpl(vngkit_access_rules)
    kit, case, _ = opened(None, module)
    assert kit.reentry.get(case, purpose=PLAN).entry_route == VEIL
    assert kit.reentry.get(case, purpose=PLAN).reference == CANARY
    kit.reentry.receive(
        StartNotice(reference="x", institution="PI", entry_route=EntryRoute.CONVICTED, residence="GM0344",
                    detention_start=date(2026, 10, 1), received_on=date(2026, 10, 5))
    )  # fmt: skip
    (other,) = kit.reentry.cases("GM0344", purpose=PLAN)
    assert other.entry_route is EntryRoute.CONVICTED


def test_rules_on_access_ask_for_a_clock() -> None:
    rule = AccessRule(
        id="x.less", member="GM9999", role="mayor", valid_from=date(2026, 1, 1),
        source=Source(title="Besluit", publication_id="CVDR000000_4"),
    )  # fmt: skip
    with pytest.raises(DataError, match="no clock"):
        ReturnNoticeDesk(MemoryStore(), new_id=lambda: "1", access=AccessTable(rules=(rule,)))


def test_duties_reckon_with_all_of_a_case_that_is_behind_a_veil() -> None:
    kit, case, _ = opened()
    shown, whole = kit.reentry.get(case), kit.reentry.get(case, purpose=PLAN)
    assert is_veiled(shown)
    assert not is_veiled(whole)
    assert kit.reentry.findings(shown, on=ON) == kit.reentry.findings(case, on=ON) == kit.reentry.findings(whole, on=ON)
    assert kit.reentry.finding("detention.plan", shown, on=ON) == kit.reentry.finding("detention.plan", case, on=ON)
    book: DutyBook = national_book()
    assert list(evaluate([shown], on=ON, book=book)) == list(evaluate([whole], on=ON, book=book))
    assert list(pack_cases([shown]).active) == list(pack_cases([whole]).active)
    assert short_stay(shown, on=ON) == short_stay(whole, on=ON)
    assert blocked(shown, on=ON) == blocked(whole, on=ON)
    assert [one.detail for one in visible_signals(shown, PLAN, on=ON)] == [MASK]
    assert [one.detail for one in kit.reentry.signals(shown, purpose=PLAN, on=ON)] == [CANARY]
    (views,) = [one for one in compare_views(shown) if one.area is BasicCondition.HOUSING]
    assert views.resident is not None
    assert (views.resident.wish, views.resident.need) == (MASK, 4)


def test_a_record_behind_a_veil_folds_to_a_case_behind_a_veil() -> None:
    kit, case, _ = opened()
    folded = fold(case, kit.reentry.history(case))
    assert folded == kit.reentry.get(case)
    assert not PLANTED.found_in(str(asdict(folded)))


def test_what_was_masked_for_showing_is_never_written() -> None:
    kit, case, _ = opened()
    shown = kit.reentry.history(case)
    with pytest.raises(DataError, match="behind a veil"):
        kit.reentry.adopt("elsewhere", shown)
    with pytest.raises(DataError, match="behind a veil"):
        kit.reentry.record(case, ConditionAssessed(condition="housing", state="lacking", note=MASK), on=ON)
    with pytest.raises(PurposeRequired, match="behind a veil"):
        dump_case(kit.reentry.get(case))
    moved = kit.reentry.adopt("elsewhere", kit.reentry.history(case, purpose=PLAN))
    assert moved.id == "elsewhere"
    assert kit.reentry.get("elsewhere", purpose=PLAN).reference == CANARY


def test_a_list_leaves_a_line_for_each_case_on_it_and_for_no_other() -> None:
    kit, case, _ = opened()
    for number in range(3):
        kit.reentry.receive(
            StartNotice(reference=f"2026-{number}", institution="PI", residence="GM0344",
                        detention_start=date(2026, 10, 1), received_on=date(2026, 10, 5))
        )  # fmt: skip
    kit.reentry.worklist("GM0344", on=ON, by="coordinator-7")
    entry = list(kit.processing.log.since(0))[-1]
    whole, *each = entry.lines
    assert whole.subject is None
    assert len(each) == 3
    assert {line.by for line in each} == {"coordinator-7"}
    assert {line.parent_id for line in each} == {whole.span_id}
    assert case not in {line.about for line in each}
    before = len(kit.processing.lines())
    assert kit.reentry.worklist("GM0344", on=ON, limit=0).findings == ()
    assert len(kit.processing.lines()) == before  # nobody is on it


def test_many_cases_leave_one_line_each_in_few_writes_and_what_is_destroyed_in_between_stops_nothing() -> None:
    kit, _, _ = opened()
    for number in range(20):
        kit.reentry.receive(
            StartNotice(reference=f"2026-{number}", institution="PI", residence="GM0344",
                        detention_start=date(2026, 10, 1), received_on=date(2026, 10, 5))
        )  # fmt: skip
    store = kit.reentry.store
    for gone in list(store.streams())[3:9]:
        store.erase(gone, [event.id for event in store.read(gone)], document="")
    before = len(list(kit.processing.log.since(0)))
    seen = list(kit.reentry.cases(purpose=PLAN, by="coordinator-7"))
    entries = list(kit.processing.log.since(0))[before:]
    assert len(seen) == 15
    assert [len([line for line in entry.lines if line.subject]) for entry in entries] == [1, 2, 4, 8]
    assert all(line.fields for entry in entries for line in entry.lines[1:])
    with pytest.raises(AccessRefused):
        next(kit.reentry.cases(purpose=ORDER, role="college"))


def test_a_case_without_a_reference_is_found_by_its_key() -> None:
    kit, case, _ = opened()
    record: tuple[Recorded, ...] = kit.reentry.history(case, purpose=PLAN)
    notice = StartNotice(
        reference="", institution="PI", residence="GM9999", detention_start=date(2026, 10, 1),
        received_on=date(2026, 10, 5),
    )  # fmt: skip
    other = kit.reentry.receive(notice)
    kit.reentry.get(other.id)
    line: ProcessingLine = kit.processing.lines()[-1]
    assert line.subject == kit.processing.keys.mark(CaseKey(other.id))
    assert record
