"""Keeping no longer than allowed: what is due, the job that does it, the proof, and that nothing is left."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from datetime import UTC, date, datetime
from types import FunctionType, ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reentry.conftest import CANARY, notice
from tests.reentry.worklists import case_with_canaries

from vngkit import Kit, members
from vngkit.errors import DataError, NotHeld, PurposeRequired, Shielded
from vngkit.kit import Ports
from vngkit.legislation import Layer, LocalRule, MemorySharingLog, RuleBook, Source, national_rule, open_terms
from vngkit.privacy import MemoryAccessLog
from vngkit.reentry import (
    Case,
    CaseClosed,
    CaseReopened,
    ConditionAssessed,
    Died,
    DutyBook,
    Event,
    FindingKind,
    Proofs,
    ReDetained,
    ReentryDesk,
    RetentionReport,
    SettlementChanged,
    StepTaken,
    dump_proof,
    duties,
    load_case,
    load_proof,
    retention_checks,
)
from vngkit.storage import Document, MemoryStore, StoredEvent
from vngkit.terms import Term

CLOSED = date(2026, 11, 2)
SIX_MONTHS_LATER = date(2027, 5, 2)
OURS = LocalRule(
    id="voorbeeldstad.file_retention",
    term="reentry.file_retention",
    member="GM9999",
    value=Term(6, "months"),
    layer=Layer.BELEIDSREGEL,
    source=Source(title="Beleidsregel nazorg Voorbeeldstad", url="https://example.org/nazorg"),
    valid_from=date(2025, 1, 1),
)
JCI = "jci1.3:c:BWBR0049962&artikel=2.30"


class Cut(Exception):
    """The machine stops here."""


class Fragile:
    """A store that stops after a number of writes: the machine was cut."""

    def __init__(self, inner: MemoryStore, writes: int) -> None:
        self._inner, self._writes = inner, writes

    def _spend(self) -> None:
        if self._writes == 0:
            raise Cut
        self._writes -= 1

    def append(self, stream: str, events: Sequence[StoredEvent], **more: Any) -> int:
        self._spend()
        return self._inner.append(stream, events, **more)

    def erase(self, stream: str, events: Sequence[str], *, document: str) -> int:
        self._spend()
        return self._inner.erase(stream, events, document=document)

    def read(self, stream: str) -> tuple[StoredEvent, ...]:
        return self._inner.read(stream)

    def version(self, stream: str) -> int:
        return self._inner.version(stream)

    def document(self, stream: str) -> Document:
        return self._inner.document(stream)

    def streams(self, label: str | None = None) -> Any:
        return self._inner.streams(label)


def desk(*rules: LocalRule, store: Any = None, proofs: Any = None, log: Any = None) -> ReentryDesk:
    """A desk with the local rules that are given; its ids are counted, so that two desks can be compared."""
    book = RuleBook(rules, register=members.load(), terms=open_terms())
    count = iter(range(10_000))
    return ReentryDesk(
        MemoryStore() if store is None else store,
        book=DutyBook(
            (*duties(), *retention_checks()), answers=lambda term, member, on: book.answer(term, member=member, on=on)
        ),
        new_id=lambda: f"id-{next(count)}",
        clock=lambda: datetime(2026, 11, 2, 9, tzinfo=UTC),
        access_log=MemoryAccessLog() if log is None else log,
        proofs=Proofs(MemoryStore() if proofs is None else proofs),
    )


def write(at: ReentryDesk, case: Case, *happened: tuple[date, Event], ground: str | None = None) -> None:
    for on, event in happened:
        at.record(case.id, event, on=on, ground=ground)


def closed_case(at: ReentryDesk, *before: tuple[date, Event]) -> Case:
    case = at.receive(notice())
    write(at, case, *before, (CLOSED, CaseClosed(reason="conditions_met")))
    return case


def step(what: str, on: date = CLOSED) -> tuple[date, Event]:
    return on, StepTaken(what=what)


def run(at: ReentryDesk, on: date) -> RetentionReport:
    return at.retention_job(on=on, by="archivist", dry_run=False)


# --- what is due ---


def test_an_ended_case_goes_after_the_term_that_the_college_set_with_the_arithmetic() -> None:
    at = desk(OURS)
    case = closed_case(at)
    found = at.finding("retention.plan_data", case.id, on=date(2026, 12, 1))
    assert found is not None
    assert (found.due_on, found.kind, found.rule) == (SIX_MONTHS_LATER, FindingKind.DUE, OURS.id)
    assert found.citation == national_rule("exchange_20d_power").citation
    for lang in ("nl", "en"):
        told = found.explain(lang)
        assert "2 mei 2027" in told or "2 May 2027" in told
        assert CANARY not in told


def test_without_a_local_term_there_is_no_day_and_nothing_is_destroyed() -> None:
    at = desk()
    case = closed_case(at)
    (found,) = [one for one in at.retention(on=date(2040, 1, 1)) if one.id == "retention.plan_data"]
    assert (found.kind, found.due_on) == (FindingKind.MISSING, None)
    assert "no term" in found.explain("en")
    report = run(at, date(2040, 1, 1))
    assert [act.reasons[0].kind for act in report.held] == ["no_term"]
    assert (report.acts, report.proofs) == ((), ())
    assert at.get(case.id).closed is not None


def test_a_person_who_says_that_the_data_is_no_longer_needed_gives_the_day() -> None:
    for rules in ((), (OURS,)):
        at = desk(*rules)
        case = closed_case(at)
        write(at, case, step("plan.data_unneeded", date(2026, 12, 7)))
        found = at.finding("retention.plan_data", case.id, on=date(2026, 12, 7))
        assert found is not None
        assert (found.due_on, found.kind) == (date(2026, 12, 7), FindingKind.ALMOST_DUE)


def test_with_two_gemeenten_the_longest_keeps_it_and_one_without_a_term_stops_it() -> None:
    at = desk(OURS)
    case = closed_case(at, (date(2026, 10, 20), SettlementChanged(member="GM0344")))
    days = {one.members: one.due_on for one in at.findings(case.id, on=CLOSED) if one.id == "retention.plan_data"}
    assert days == {("GM9999",): SIX_MONTHS_LATER, ("GM0344",): None}
    assert not run(at, date(2030, 1, 1)).acts


def test_who_died_is_kept_no_longer_than_others() -> None:
    at = desk(OURS)
    case = at.receive(notice())
    write(at, case, (CLOSED, Died()))
    assert [one.due_on for one in at.retention(on=CLOSED) if one.id == "retention.plan_data"] == [SIX_MONTHS_LATER]
    assert len(run(at, SIX_MONTHS_LATER).proofs) == 1


@pytest.mark.parametrize(
    "event", [CaseReopened(), ReDetained(institution="PI Voorbeeld", detention_start=date(2027, 4, 30))]
)
def test_a_reopening_or_a_new_detention_before_the_day_stops_it(event: Event) -> None:
    at = desk(OURS)
    case = closed_case(at)
    write(at, case, (date(2027, 4, 30), event))
    assert not run(at, date(2027, 6, 1)).acts
    assert at.get(case.id).active
    write(at, case, (date(2027, 7, 1), CaseClosed(reason="moved")))
    assert not run(at, date(2027, 12, 31)).acts
    assert [act.due_on for act in run(at, date(2028, 1, 1)).acts] == [date(2028, 1, 1)]


def test_the_list_has_every_day_and_the_worklist_only_what_can_not_wait() -> None:
    at = desk(OURS)
    closed_case(at)
    listed = {one.id for one in at.retention(on=date(2026, 12, 1), member="GM9999")}
    assert "retention.plan_data" in listed
    shown = {one.id for one in at.worklist("GM9999", on=date(2026, 12, 1))}
    assert "retention.plan_data" not in shown
    assert "retention.plan_data" in {one.id for one in at.worklist("GM9999", on=SIX_MONTHS_LATER)}


def test_forty_closed_cases_without_a_term_ask_one_question() -> None:
    at = desk()
    for _ in range(40):
        closed_case(at)
    asked = [one for one in at.worklist("GM9999", on=CLOSED) if one.id == "retention.plan_data"]
    assert len(asked) == 1
    assert "39" in asked[0].explain("nl")
    assert len([one for one in at.retention(on=CLOSED) if one.id == "retention.plan_data"]) == 40


def test_one_thing_to_do_about_keeping_is_one_finding() -> None:
    rules = [one.rule.id for one in duties() if one.id.startswith("retention.") and one.rule]
    assert len(rules) == len(set(rules))
    assert "exchange_20d_power" not in rules
    assert not {check.id for check in retention_checks()} & {duty.id for duty in duties()}


# --- the job ---


def test_the_job_tells_first_and_does_it_only_when_somebody_asks_for_it_by_name() -> None:
    at = desk(OURS)
    case = closed_case(at)
    told = at.retention_job(on=SIX_MONTHS_LATER)
    assert told.dry_run
    assert [act.subject for act in told.acts] == [case.id]
    assert "2 mei 2027" in told.explain("nl")
    assert "20d" in told.explain("en")
    assert at.get(case.id).closed is not None
    with pytest.raises(PurposeRequired, match="nobody was named"):
        at.retention_job(on=SIX_MONTHS_LATER, dry_run=False)
    assert not at.retention_job(on=date(2027, 5, 1)).acts


def test_a_destroyed_case_is_gone_says_when_and_leaves_a_proof_without_content() -> None:
    at = desk(OURS)
    case = closed_case(at)
    other = at.receive(notice(reference="another"))
    kept = {row.id: row.digest for row in at.store.read(case.id)}
    run(at, SIX_MONTHS_LATER)
    for ask in (at.get, at.history, lambda one: at.findings(one, on=CLOSED)):
        with pytest.raises(NotHeld, match=r"destroyed on .*2 May 2027"):
            ask(case.id)
    with pytest.raises(NotHeld):
        at.record(case.id, CaseReopened(), on=date(2027, 6, 1))
    assert [one.id for one in at.cases()] == [other.id]
    assert {one.case_id for one in at.worklist("GM9999", on=date(2027, 6, 1))} == {other.id}
    at.worklist_changes("GM9999", since=CLOSED, on=date(2027, 6, 1))
    at.monitor(period=(date(2026, 7, 1), date(2027, 1, 1)), on=date(2027, 6, 1))
    (proof,) = at.proofs()
    assert at.proofs(case.id) == (proof,)
    assert dict(zip(proof.events, proof.digests, strict=True)) == kept
    assert (proof.by, proof.done_on, proof.due_on) == ("archivist", SIX_MONTHS_LATER, SIX_MONTHS_LATER)
    assert load_proof(dump_proof(proof)) == proof
    for text in (dump_proof(proof), proof.explain("nl"), proof.explain("en")):
        assert CANARY not in text
        assert "GM9999" not in text
    assert all(row.payload is None for row in at.store.read(case.id))
    assert at.store.document(case.id).text == ""


def test_what_another_rule_says_to_keep_at_least_stays_and_is_told() -> None:
    at = desk(OURS)
    given_on = date(2026, 10, 20)
    case = closed_case(at, step("execution_data.provided", given_on))
    report = run(at, SIX_MONTHS_LATER)
    assert "keep_at_least" in {reason.kind for act in report.acts for reason in act.reasons}
    assert "51c" in report.explain("en")
    left = [row.name for row in at.store.read(case.id) if row.payload is not None]
    assert left == ["step_taken"]
    with pytest.raises(NotHeld):
        at.get(case.id)
    assert not run(at, date(2030, 10, 19)).acts
    assert len(run(at, date(2030, 10, 20)).proofs) == 1
    assert not [row for row in at.store.read(case.id) if row.payload is not None]


def test_a_legal_claim_stops_all_destruction_until_a_person_lifts_it() -> None:
    at = desk(OURS)
    case = closed_case(at, step("data.hold_placed", date(2026, 10, 25)))
    assert [act.reasons[-1].kind for act in run(at, date(2028, 1, 1)).held] == ["legal_hold"]
    write(at, case, step("data.hold_lifted", date(2028, 1, 3)))
    assert len(run(at, date(2028, 1, 3)).proofs) == 1


def test_running_it_again_changes_nothing() -> None:
    at = desk(OURS)
    case = closed_case(at)
    run(at, SIX_MONTHS_LATER)
    before = at.store.read(case.id), at.proofs()
    again = run(at, date(2027, 6, 1))
    assert (again.acts, again.held, again.proofs) == ((), (), ())
    assert (at.store.read(case.id), at.proofs()) == before


# --- the care and safety house ---

FIRST = date(2026, 10, 10)
WORRY = ConditionAssessed(condition="care", state="lacking", note=CANARY)


def safety_house_case(at: ReentryDesk) -> Case:
    case = at.receive(notice())
    write(at, case, step("safety_house.first_processed", FIRST), step("safety_house.referred", FIRST))
    write(at, case, (date(2026, 10, 12), WORRY), ground=JCI)
    return case


def test_closing_in_the_safety_house_shields_its_data_and_leaves_the_plan_open() -> None:
    log = MemoryAccessLog()
    at = desk(OURS, log=log)
    case = safety_house_case(at)
    write(at, case, step("safety_house.case_closed"))
    assert at.finding("retention.safety_house_shield", case.id, on=CLOSED) is not None
    run(at, CLOSED)
    assert (
        at.finding("retention.safety_house_shield", at.shielded(case.id, purpose="accountability"), on=CLOSED) is None
    )
    seen = at.get(case.id, purpose="set_amend_or_carry_out_plan")
    assert seen.active
    assert not [one for one in seen.steps if one.kind.startswith("safety_house.")]
    assert "care" not in seen.assessments
    assert len(at.history(case.id)) == 1
    assert load_case(at.store.document(case.id).text) == seen
    assert CANARY not in at.store.document(case.id).text.replace(seen.reference, "")
    with pytest.raises(PurposeRequired):
        at.shielded(case.id)
    with pytest.raises(DataError):
        at.shielded(case.id, purpose="curious")
    opened = at.shielded(case.id, purpose="request_of_the_person", by="privacy officer")
    assert "care" in opened.assessments
    assert "request of the person" in str(log.lines[-1])


def test_a_closed_case_with_shielded_data_is_read_by_nobody_in_daily_work_until_it_is_taken_up_again() -> None:
    at = desk(OURS)
    case = safety_house_case(at)
    write(at, case, step("safety_house.case_closed"), (CLOSED, CaseClosed(reason="moved")))
    run(at, CLOSED)
    for ask in (at.get, at.history, lambda one: at.findings(one, on=CLOSED)):
        with pytest.raises(Shielded, match=r"WGS 2\.31 lid 8"):
            ask(case.id)
    with pytest.raises(Shielded):
        at.record(case.id, WORRY, on=CLOSED)
    assert list(at.cases()) == []
    assert not list(at.worklist("GM9999", on=CLOSED))
    assert at.store.document(case.id).text == ""
    assert {one.id for one in at.retention(on=CLOSED)} >= {"retention.plan_data", "retention.safety_house"}
    again = at.record(case.id, CaseReopened(), on=date(2026, 12, 1))
    assert again.active
    assert "care" not in at.get(case.id).assessments


def test_data_of_the_safety_house_goes_five_years_after_the_first_of_it_whatever_happens_to_the_case() -> None:
    at = desk(OURS)
    case = safety_house_case(at)
    last = date(2031, 10, 10)
    found = at.finding("retention.safety_house", case.id, on=CLOSED)
    assert found is not None
    assert found.due_on == last
    assert not run(at, date(2031, 10, 9)).acts
    (act,) = run(at, last).acts
    assert (act.due_on, act.citation) == (last, found.citation)
    assert at.get(case.id).active
    assert "care" not in at.get(case.id).assessments
    assert sum(row.payload is None for row in at.store.read(case.id)) == 3
    assert load_case(at.store.document(case.id).text) == at.get(case.id, purpose="set_amend_or_carry_out_plan")


def test_when_the_case_goes_the_safety_house_data_in_it_goes_too_unless_its_own_case_is_open() -> None:
    still_open, ended = desk(OURS), desk(OURS)
    for at, more in ((still_open, ()), (ended, (step("safety_house.case_closed"),))):
        case = safety_house_case(at)
        write(at, case, *more, (CLOSED, CaseClosed(reason="moved")))
        report = run(at, SIX_MONTHS_LATER)
        left = [row for row in at.store.read(case.id) if row.payload is not None]
        assert bool(left) == (at is still_open) == bool(report.held)
    assert not run(still_open, date(2031, 10, 9)).acts
    assert len(run(still_open, date(2031, 10, 10)).proofs) == 1


# --- cut anywhere, and nothing left ---


def busy(store: Any, proofs: Any) -> ReentryDesk:
    at = desk(OURS, store=store, proofs=proofs)
    first = safety_house_case(at)
    write(at, first, step("safety_house.case_closed"), (CLOSED, CaseClosed(reason="moved")))
    closed_case(at, step("execution_data.provided", date(2026, 10, 20)))
    safety_house_case(at)
    return at


def everything(store: MemoryStore) -> list[tuple[object, ...]]:
    return [(name, store.read(name), store.document(name)) for name in store.streams()]


@settings(max_examples=25, deadline=None)
@given(
    cut=st.integers(0, 40),
    proof_cut=st.integers(0, 5),
    on=st.sampled_from([CLOSED, SIX_MONTHS_LATER, date(2031, 12, 1)]),
)
def test_cut_at_any_write_and_run_again_is_the_same_as_run_once(cut: int, proof_cut: int, on: date) -> None:
    once, proofs_once, store, proofs = (MemoryStore(entropy=bytes) for _ in range(4))  # salts that compare
    run(busy(once, proofs_once), on)
    whole = busy(store, proofs)
    try:
        run(desk(OURS, store=Fragile(store, cut), proofs=Fragile(proofs, proof_cut)), on)
    except Cut:
        broken = desk(OURS, store=store, proofs=proofs)
        assert all(broken.get(case.id) == case for case in broken.cases())
    run(whole, on)
    assert everything(store) == everything(once)
    assert everything(proofs) == everything(proofs_once)


def test_of_a_destroyed_case_no_byte_is_left_anywhere(kit: Kit, caplog: pytest.LogCaptureFixture) -> None:
    at = kit.reentry
    case_id = case_with_canaries(kit)
    worklist = at.worklist("GM9999", on=CLOSED)
    assert len(worklist)
    at.record(case_id, CaseClosed(reason="moved"), on=CLOSED)
    at.record(case_id, StepTaken(what="plan.data_unneeded"), on=CLOSED)
    report = at.retention_job(on=CLOSED, by="archivist", dry_run=False)
    del worklist
    stored = [str((row.payload, row.digest, row.id)) for row in at.store.read(case_id)]
    proofs = [dump_proof(one) for one in at.proofs()]
    shown = [report.explain("nl"), report.explain("en"), at.store.document(case_id).text, caplog.text, repr(at)]
    shown += [at.worklist("GM9999", on=CLOSED).to_json(), at.worklist("GM9999", on=CLOSED).to_csv()]
    assert all(CANARY not in text for text in (*stored, *proofs, *shown))
    assert CANARY not in "".join(reachable(at))


def shared_line(kit: Kit, on: date) -> None:
    decision = kit.sharing.may_share(
        "release_date", from_role="director", to_role="college", purpose="set_amend_or_carry_out_plan", on=on
    )
    kit.sharing.record(decision, case_id="case-1", by="coordinator", necessity=CANARY, on=on)


def test_lines_of_sharing_are_dropped_with_proof_when_their_term_is_over_and_not_before(kit: Kit) -> None:
    for on in (CLOSED, CLOSED, date(2026, 11, 3)):
        shared_line(kit, on)
    assert not kit.retention_job(on=date(2030, 11, 1)).acts
    assert len(kit.retention_job(on=date(2030, 11, 2)).acts) == 1
    assert len(kit.sharing.log()) == 3
    report = kit.retention_job(on=date(2030, 11, 2), by="archivist", dry_run=False)
    assert [line.on for line in kit.sharing.log()] == [date(2026, 11, 3)]
    (proof,) = kit.proofs()
    assert (len(proof.events), proof.due_on) == (2, date(2030, 11, 2))
    assert "51c" in report.explain("nl")
    assert not kit.retention_job(on=date(2030, 11, 2), by="archivist", dry_run=False).acts
    assert kit.proofs() == (proof,)
    kit.retention_job(on=date(2030, 11, 3), by="archivist", dry_run=False)
    assert all(CANARY not in text for text in (report.explain("en"), *reachable(kit.sharing), *reachable(kit.proofs())))


def test_a_log_that_can_not_drop_lines_is_told_and_leaves_no_proof() -> None:
    class Forever(MemorySharingLog):
        drop = None  # type: ignore[assignment]  # a log of somebody else has no such method

    with Kit.open(plugins=(), ports=Ports(sharing_log=Forever())) as kit:
        shared_line(kit, CLOSED)
        assert len(kit.retention_job(on=date(2030, 11, 2)).acts) == 1
        with pytest.raises(DataError, match="can not drop lines"):
            kit.retention_job(on=date(2030, 11, 2), by="archivist", dry_run=False)
        assert kit.proofs() == ()


def reachable(start: object) -> list[str]:
    """Every text that can be reached from an object, through whatever holds it."""
    found, seen, todo = [], {id(start)}, [start]
    while todo:
        for one in gc.get_referents(todo.pop()):
            if id(one) in seen or isinstance(one, type | ModuleType):
                continue
            if isinstance(one, FunctionType):  # its module holds the canary of this test
                todo += [one.__closure__, one.__defaults__, one.__kwdefaults__]
                continue
            seen.add(id(one))
            if isinstance(one, str):
                found.append(one)
            elif isinstance(one, bytes):
                found.append(one.decode("latin-1"))
            else:
                todo.append(one)
    return found


def test_an_old_file_of_notices_does_not_bring_a_destroyed_case_back(kit: Kit) -> None:
    row = {"kenmerk": "2026-1", "inrichting": "PI Voorbeeld", "begin detentie": "1-10-2026"}
    at = kit.reentry
    at.import_notices([row], received_on=date(2026, 10, 5))
    case_id = at.find("2026-1")
    assert case_id is not None
    write(at, at.get(case_id), (CLOSED, CaseClosed(reason="moved")), step("plan.data_unneeded"))
    run(at, CLOSED)
    again = at.import_notices([row], received_on=date(2026, 12, 1))
    assert (again.taken, list(at.cases())) == (0, [])
    with pytest.raises(NotHeld, match="destroyed on"):
        at.get(case_id)
