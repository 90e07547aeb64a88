"""Signals: each has a kind, a source and an end, and is seen only for the purposes of its kind."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reentry.conftest import CANARY, ENTRY, make_case, notice, recorded

from vngkit import Kit
from vngkit.errors import AccessNotLogged, DataError, NotFound, PurposeRequired
from vngkit.privacy import AccessLine, AccessLog, MemoryAccessLog
from vngkit.reentry import (
    Domain,
    DutyBook,
    Event,
    ReentryDesk,
    SignalKind,
    SignalReceived,
    SignalResolved,
    StepTaken,
    Tone,
    fold,
    signal_kinds,
    signal_purposes,
    visible_signals,
)
from vngkit.storage import MemoryStore
from vngkit.terms import Term

PLAN = "set_amend_or_carry_out_plan"
KEPT = sorted(kind.id for kind in signal_kinds().values() if kind.in_case)
ELSEWHERE = sorted(set(signal_kinds()) - set(KEPT))
PURPOSES = sorted(signal_purposes())


def signal(kind: str = "missed_appointment", **fields: object) -> SignalReceived:
    return SignalReceived(**{"kind": kind, "reported_by": "college", "certainty": "report", **fields})  # type: ignore[arg-type]


def test_every_kind_names_who_sees_it_and_rests_on_a_rule_or_says_that_it_is_practice() -> None:
    kinds = signal_kinds()
    assert {"eviction_announced", "utility_cut_off", "insurance_ended"} <= set(kinds)
    assert {kind.tone for kind in kinds.values()} == set(Tone)
    for kind in kinds.values():
        assert kind.nl
        assert kind.en
        assert kind.seen_by
        assert kind.source
        assert kind.rule is None or kind.citation is not None or not kind.rule.verified
        assert bool(kind.threshold_nl) == bool(kind.threshold_en)
        assert bool(kind.goes_to("nl")) == bool(kind.goes_to("en")) == (not kind.in_case)


def test_the_purposes_of_a_kind_are_of_one_domain_and_never_of_public_order() -> None:
    for kind in signal_kinds().values():
        domains = {signal_purposes()[purpose].domain for purpose in kind.visible_to}
        assert domains == ({kind.domain} if kind.in_case else set())
        assert Domain.PUBLIC_ORDER not in domains
    assert {kind.domain for kind in signal_kinds().values() if kind.in_case} == set(Domain) - {Domain.PUBLIC_ORDER}


@pytest.mark.parametrize("more", ["carry_out_criminal_decision", "public_order_on_return", "tax_collection"])
def test_a_kind_that_would_mix_domains_can_not_be_made(more: str) -> None:
    with pytest.raises(DataError, match="never mix"):
        SignalKind(id="x", nl="x", en="x", tone=Tone.NEGATIVE, visible_to=frozenset({PLAN, more}))
    with pytest.raises(DataError):
        SignalKind(id="x", nl="x", en="x", tone=Tone.NEGATIVE, visible_to=frozenset({"public_order_on_return"}))
    with pytest.raises(NotFound, match="carry_out_plan"):
        SignalKind(id="x", nl="x", en="x", tone=Tone.NEGATIVE, visible_to=frozenset({"set_or_carry_out_plan"}))


def test_an_unknown_kind_is_refused_with_what_is_near_and_without_what_was_given(kit: Kit) -> None:
    case = kit.reentry.receive(notice())
    with pytest.raises(NotFound, match="eviction_announced"):
        kit.reentry.record(case.id, signal("eviction_anounced"), on=ENTRY)
    with pytest.raises(NotFound) as caught:
        kit.reentry.record(case.id, SignalResolved(kind=CANARY), on=ENTRY)
    assert CANARY not in str(caught.value)
    assert len(kit.reentry.history(case.id)) == 1


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_what_does_not_belong_in_a_case_leaves_no_trace_there_and_is_told_where_to_go(kit: Kit, kind: str) -> None:
    case = kit.reentry.receive(notice())
    with pytest.raises(DataError, match="nothing of it was kept") as caught:
        kit.reentry.record(case.id, signal(kind, detail=CANARY), on=ENTRY)
    assert signal_kinds()[kind].goes_to("en") in str(caught.value)
    assert CANARY not in str(caught.value)
    assert kit.reentry.get(case.id) == case
    after = kit.reentry.record(case.id, StepTaken(what="signal.handed_over"), on=ENTRY)
    assert not after.signals
    assert kind not in kit.reentry.store.document(case.id).text


def test_a_worry_about_radicalisation_goes_to_the_table_that_the_law_names() -> None:
    kind = signal_kinds()["radicalisation_suspicion"]
    assert not kind.in_case
    assert kind.rule is not None
    assert kind.rule.id == "zvh_radicalisation_handover"
    assert kind.citation is not None
    assert (kind.citation.article, kind.citation.paragraph) == ("2.31", "13")


def test_who_records_can_narrow_who_sees_a_signal_and_never_widen_it(kit: Kit) -> None:
    case = kit.reentry.receive(notice())
    kit.reentry.record(case.id, signal("rent_arrears", visible_to={"debt_help"}), on=ENTRY)
    assert kit.reentry.signals(case.id, purpose="debt_help", on=ENTRY)
    assert not kit.reentry.signals(case.id, purpose=PLAN, on=ENTRY)
    for wider in ("carry_out_criminal_decision", "public_order_on_return"):
        with pytest.raises(DataError, match="never widen"):
            kit.reentry.record(case.id, signal("rent_arrears", visible_to={"debt_help", wider}), on=ENTRY)
    with pytest.raises(NotFound, match="purpose"):
        kit.reentry.record(case.id, signal("rent_arrears", visible_to={CANARY}), on=ENTRY)


@pytest.mark.parametrize("purpose", [None, "", "  "])
def test_without_a_purpose_no_signal_is_read(kit: Kit, purpose: str | None) -> None:
    case = kit.reentry.receive(notice())
    with pytest.raises(PurposeRequired, match="purpose="):
        kit.reentry.signals(case, purpose=purpose, on=ENTRY)


def desk(log: AccessLog) -> ReentryDesk:
    ids = iter(range(99))
    book = DutyBook((), answers=lambda *_: None)  # type: ignore[arg-type]  # no duty asks for an answer here
    return ReentryDesk(
        MemoryStore(),
        book=book,
        new_id=lambda: f"id-{next(ids)}",
        clock=lambda: datetime(2026, 10, 1, tzinfo=UTC),
        access_log=log,
    )


def test_reading_signals_leaves_a_line_with_the_purpose_and_without_what_was_read() -> None:
    log = MemoryAccessLog()
    one = desk(log)
    case = one.receive(notice())
    one.record(case.id, signal(detail=CANARY), on=ENTRY)
    assert one.signals(case.id, purpose=PLAN, on=ENTRY, by="coordinator")[0].detail == CANARY
    (line,) = log.lines
    assert line.about == case.id
    assert "coordinator" in str(line)
    assert CANARY not in str(line)


def test_when_the_line_can_not_be_written_no_signal_is_read() -> None:
    class Full:
        def append(self, line: AccessLine, /) -> None:  # noqa: ARG002  # the form of the port
            raise OSError("disk full")

    one = desk(Full())
    case = one.receive(notice())
    with pytest.raises(AccessNotLogged):
        one.signals(case, purpose=PLAN, on=ENTRY)


def test_a_signal_of_a_kind_that_is_no_longer_known_is_seen_by_nobody() -> None:
    case = make_case((ENTRY, signal("plugin.kind", visible_to={PLAN})))
    assert not any(visible_signals(case, purpose, on=ENTRY) for purpose in PURPOSES)


def test_an_expiry_of_the_kind_is_a_local_parameter_and_the_reporter_can_give_another() -> None:
    case = make_case((ENTRY, signal()), (ENTRY, signal(signal="longer", expires_on=date(2027, 12, 1))))
    kind = signal_kinds()["missed_appointment"]
    assert kind.expires_after is not None
    last = kind.expires_after.reckon(ENTRY, source="beleidsregel").date
    assert len(visible_signals(case, PLAN, on=last - timedelta(days=1))) == 2
    assert [one.id for one in visible_signals(case, PLAN, on=last)] == ["longer"]
    local = {kind.id: attrs.evolve(kind, expires_after=Term(2, "weeks"))}
    assert len(visible_signals(case, PLAN, on=ENTRY + timedelta(weeks=2), kinds=local)) == 1


EVENTS: st.SearchStrategy[Event] = st.builds(
    SignalReceived,
    kind=st.sampled_from(KEPT),
    reported_by=st.just("college"),
    certainty=st.sampled_from(["fact", "report", "worry"]),
    expires_on=st.none() | st.dates(ENTRY, date(2027, 6, 1)),
    visible_to=st.frozensets(st.sampled_from(PURPOSES), max_size=3),
) | st.builds(SignalResolved, kind=st.sampled_from(KEPT))
HISTORY = st.lists(st.tuples(st.dates(ENTRY, date(2027, 3, 1)), EVENTS), max_size=12)
DAYS = st.dates(ENTRY, date(2027, 9, 1))


@given(HISTORY, st.sampled_from(PURPOSES), DAYS)
def test_no_signal_is_ever_seen_outside_its_purposes(history: list[tuple[date, Event]], purpose: str, on: date) -> None:
    case = make_case(*history)
    for seen in visible_signals(case, purpose, on=on):
        assert purpose in signal_kinds()[seen.kind].visible_to
        assert not seen.visible_to or purpose in seen.visible_to


@given(HISTORY, st.sampled_from(PURPOSES), DAYS)
def test_what_was_resolved_or_expired_is_never_open(history: list[tuple[date, Event]], purpose: str, on: date) -> None:
    for seen in visible_signals(make_case(*history), purpose, on=on):
        assert seen.observed_on <= on
        assert seen.resolved_on is None or on < seen.resolved_on
        assert seen.expires_on is None or on < seen.expires_on


@given(HISTORY, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing_that_is_seen(
    history: list[tuple[date, Event]], on: date, chance: object
) -> None:
    records = [recorded(0, notice(), ENTRY)]
    records += [recorded(number, event, day) for number, (day, event) in enumerate(history, 1)]
    other = list(records)
    chance.shuffle(other)  # type: ignore[attr-defined]
    for purpose in (PLAN, "carry_out_criminal_decision"):
        before, after = (visible_signals(fold("c", each), purpose, on=on) for each in (records, other))
        assert before == after


@given(HISTORY, DAYS)
def test_no_signal_is_seen_in_two_domains(history: list[tuple[date, Event]], on: date) -> None:
    case = make_case(*history)
    seen: dict[str, set[Domain | None]] = {}
    for purpose in signal_purposes().values():
        for one in visible_signals(case, purpose.id, on=on):
            seen.setdefault(one.id, set()).add(purpose.domain)
    assert all(len(domains) == 1 for domains in seen.values())
