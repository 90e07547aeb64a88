"""The fold: what happened makes the case, whatever the order in which it was told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reentry.conftest import CANARY, ENTRY, make_case, notice, recorded
from tests.reentry.step_samples import sample

from vngkit import Kit
from vngkit.errors import DataError, NotFound, StaleVersion
from vngkit.reentry import (
    AddressChangePlanned,
    AssistanceDecided,
    BasicCondition,
    CaseClosed,
    CloseReason,
    CompletionAsked,
    CompletionReceived,
    ConditionAssessed,
    ConditionState,
    DebtHelpRequested,
    DebtTalkHeld,
    EndNotice,
    Event,
    Phase,
    Procedure,
    ReDetained,
    RegieAccepted,
    RegieHandedOver,
    ReleaseDateChanged,
    ResidentViewRecorded,
    Role,
    Scenario,
    SettlementChanged,
    SignalReceived,
    StepForeseen,
    StepTaken,
    Transferred,
    WorryExplored,
    dump_case,
    dump_recorded,
    fold,
    load_case,
    load_recorded,
)
from vngkit.reentry._procedures import ProcedureEvent

AHEAD = (StepForeseen, CompletionAsked, CompletionReceived)
PLAIN = [kind for kind in get_args(ProcedureEvent) if kind not in AHEAD]
DAYS = st.integers(0, 60).map(lambda days: ENTRY + timedelta(days=days))
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(
        ConditionAssessed,
        condition=st.sampled_from(BasicCondition),
        state=st.sampled_from(ConditionState),
        valid_until=st.none() | DAYS,
    ),
    st.builds(
        ReleaseDateChanged,
        expected_release=st.none() | DAYS,
        source=st.just("institution"),
        scenario=st.sampled_from(Scenario),
    ),
    st.builds(
        ResidentViewRecorded,
        condition=st.sampled_from(BasicCondition),
        need=st.none() | st.integers(0, 4),
        wish=st.text(max_size=5),
    ),
    st.builds(
        SignalReceived,
        kind=st.sampled_from(["eviction_announced", "job_kept"]),
        reported_by=st.just("police"),
        certainty=st.just("report"),
    ),
    st.builds(DebtHelpRequested, member=st.just("GM9999")),
    st.builds(DebtTalkHeld, member=st.just("GM9999")),
    st.sampled_from([sample(kind.__name__, "debt.requested") for kind in PLAIN]),
    st.builds(StepForeseen, what=st.just("foreseen.court_day"), expected_on=DAYS, ref=st.sampled_from([None, "a"])),
    st.builds(AddressChangePlanned, planned_for=DAYS),
    st.builds(CompletionAsked, procedure=st.sampled_from(Procedure), member=st.just("GM9999")),
    st.builds(AssistanceDecided, member=st.just("GM9999"), granted=st.booleans(), made_known_on=st.none() | DAYS),
    st.builds(WorryExplored, member=st.just("GM9999"), need_for_care=st.booleans()),
    st.builds(StepTaken, what=st.sampled_from(["debt.withdrawn", "support.ended"]), ref=st.sampled_from([None, "a"])),
    st.builds(SettlementChanged, member=st.sampled_from(["GM9999", "GM0344"])),
    st.builds(Transferred, institution=st.sampled_from(["PI A", "PI B"])),
    st.builds(RegieHandedOver, to_role=st.sampled_from([Role.COLLEGE, Role.PROBATION])),
    st.builds(RegieAccepted, by_role=st.sampled_from([Role.COLLEGE, Role.PROBATION])),
    st.builds(EndNotice, released_on=DAYS),
    st.builds(CaseClosed, reason=st.sampled_from(CloseReason)),
)
HISTORIES = st.lists(st.tuples(DAYS, EVENTS), max_size=8)


@given(HISTORIES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_within_a_day_changes_nothing(history: list[tuple[date, Event]], random: object) -> None:
    records = [recorded(0, notice(), ENTRY), *(recorded(n, event, on) for n, (on, event) in enumerate(history, 1))]
    shuffled = list(records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold("c", shuffled) == fold("c", records)


@given(HISTORIES)
def test_a_stored_case_and_a_stored_event_come_back_as_they_were(history: list[tuple[date, Event]]) -> None:
    records = [recorded(0, notice(), ENTRY), *(recorded(n, event, on) for n, (on, event) in enumerate(history, 1))]
    case = fold("c", records)
    assert load_case(dump_case(case)) == case
    assert [load_recorded(dump_recorded(record)) for record in records] == records
    assert fold("c", [load_recorded(dump_recorded(record)) for record in records]) == case


@given(HISTORIES)
def test_the_stored_document_is_the_fold_of_the_stored_events(history: list[tuple[date, Event]]) -> None:
    with Kit.open(plugins=()) as kit:
        case = kit.reentry.receive(notice())
        for on, event in history:
            try:
                kit.reentry.record(case.id, event, on=on)
            except DataError as refused:
                assert "offered to another party" in str(refused)  # the gate of the desk: nothing of it was stored
        assert load_case(kit.reentry.store.document(case.id).text) == kit.reentry.get(
            case.id, purpose="set_amend_or_carry_out_plan"
        )


def test_a_corrected_record_stays_in_the_history_and_no_longer_counts(kit: Kit) -> None:
    case = kit.reentry.receive(notice())
    day = date(2026, 10, 12)
    wrong = ConditionAssessed(condition="housing", state="lacking")
    kit.reentry.record(case.id, wrong, on=day)
    record = kit.reentry.history(case.id)[-1]
    right = ConditionAssessed(condition="housing", state="met")
    case = kit.reentry.record(case.id, right, on=day, replaces=record.id)
    assert case.conditions[BasicCondition.HOUSING] is ConditionState.MET
    assert len(kit.reentry.history(case.id)) == 3
    with pytest.raises(NotFound, match="to replace"):
        kit.reentry.record(case.id, right, on=day, replaces="nothing")


def test_of_two_assessments_of_one_day_the_one_that_asks_most_stands_and_the_dispute_is_shown() -> None:
    day = date(2026, 10, 12)
    case = make_case(
        (day, ConditionAssessed(condition="debts", state="lacking")),
        (day, ConditionAssessed(condition="debts", state="met")),
    )
    assert case.conditions[BasicCondition.DEBTS] is ConditionState.LACKING
    assert case.assessments[BasicCondition.DEBTS].disputed


def test_what_was_known_and_what_was_so_are_two_questions(kit: Kit) -> None:
    case = kit.reentry.receive(notice())
    kit.reentry.record(case.id, DebtTalkHeld(member="GM9999"), on=date(2026, 11, 9), happened_on=date(2026, 11, 2))
    assert kit.reentry.get(case.id, on=date(2026, 11, 2)).steps_of("debt.talk_held")
    assert not kit.reentry.get(case.id, known_on=date(2026, 11, 2)).steps_of("debt.talk_held")
    with pytest.raises(DataError, match="no start notice"):
        kit.reentry.get(case.id, known_on=date(2026, 1, 1))


def test_regie_moves_when_the_other_party_accepts_it() -> None:
    offered = make_case((date(2026, 12, 1), RegieHandedOver(to_role="college", member="GM9999")))
    assert offered.regie_holder is not None
    assert offered.regie_holder.role is Role.DIRECTOR
    assert offered.hand_over is not None
    taken = make_case(
        (date(2026, 12, 1), RegieHandedOver(to_role="college", member="GM9999")),
        (date(2026, 12, 3), RegieAccepted(by_role="college", member="GM9999")),
    )
    assert taken.regie_holder is not None
    assert (taken.regie_holder.role, taken.regie_holder.member) == (Role.COLLEGE, "GM9999")
    assert taken.hand_over is None
    assert [span.until for span in taken.regie] == [date(2026, 12, 3), None]


def test_a_new_detention_opens_the_case_again_with_its_history() -> None:
    case = make_case(
        (date(2026, 11, 2), EndNotice(released_on=date(2026, 11, 2))),
        (date(2026, 11, 20), CaseClosed(reason="conditions_met")),
        (date(2026, 12, 5), ReDetained(institution="PI B", detention_start=date(2026, 12, 4))),
    )
    assert case.phase is Phase.DETAINED
    assert [(stay.start, stay.end) for stay in case.stays] == [(ENTRY, date(2026, 11, 2)), (date(2026, 12, 4), None)]
    assert case.release.expected is None
    assert len(case.steps_of("detention.entered")) == 2


def test_release_is_a_ledger_of_beliefs_with_scenarios() -> None:
    case = make_case(
        (
            date(2026, 10, 20),
            ReleaseDateChanged(expected_release=date(2026, 12, 1), source="OM", scenario="conditional_release"),
        ),
        (date(2026, 11, 1), ReleaseDateChanged(expected_release=date(2027, 1, 4), source="institution")),
    )
    assert case.release.expected == date(2027, 1, 4)
    assert case.release.earliest == date(2026, 12, 1)
    assert len(case.release.beliefs) == 3


@given(HISTORIES)
def test_nothing_personal_shows_in_a_repr(history: list[tuple[date, Event]]) -> None:
    secret = ResidentViewRecorded(condition="housing", wish=CANARY)
    records = [recorded(0, notice(), ENTRY), recorded(99, secret, ENTRY)]
    records += [recorded(n, event, on) for n, (on, event) in enumerate(history, 1)]
    assert CANARY not in repr(records)
    assert CANARY not in repr(fold("c", records))


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: notice(detention_start="2026-10-01"), "detention_start"),
        (lambda: notice(residence="Utrecht"), "residence"),
        (lambda: notice(entry_route=CANARY), "EntryRoute"),
        (lambda: ConditionAssessed(condition=CANARY, state="met"), "basic condition"),
        (lambda: ResidentViewRecorded(condition="housing", need=9), "scale"),
        (
            lambda: load_recorded('{"schema": "reentry.recorded", "v": 1, "data": {"event": {"event": "x"}}}'),
            "an event",
        ),
    ],
)
def test_a_wrong_field_is_told_by_name_and_never_by_value(make: object, told: str) -> None:
    with pytest.raises(DataError, match=told) as caught:
        make()  # type: ignore[operator]
    assert caught.value.fix
    assert CANARY not in str(caught.value)


def test_who_writes_on_an_old_version_is_told(kit: Kit) -> None:
    case = kit.reentry.receive(notice())
    store = kit.reentry.store
    with pytest.raises(StaleVersion, match="read it again"):
        store.append(case.id, [], expected=7, document="", labels=frozenset())


def test_a_history_that_was_recorded_elsewhere_is_taken_in_whole_or_not_at_all(kit: Kit) -> None:
    records = [recorded(0, notice(), ENTRY), recorded(1, EndNotice(released_on=date(2026, 11, 2)), date(2026, 11, 2))]
    case = kit.reentry.adopt("elsewhere-1", records)
    assert case == kit.reentry.get("elsewhere-1")
    assert case.phase is Phase.RELEASED
    assert kit.reentry.adopt("elsewhere-1", records) == case  # a retry: it was not known whether it had come
    for other in ([recorded(2, notice(), ENTRY)], records[:1], [*records, recorded(3, notice(), ENTRY)]):
        with pytest.raises(StaleVersion):
            kit.reentry.adopt("elsewhere-1", other)
    with pytest.raises(DataError, match="no start notice"):
        kit.reentry.adopt("elsewhere-2", records[1:])
    with pytest.raises(NotFound):
        kit.reentry.get("elsewhere-2")


def test_the_same_step_told_twice_is_one_step() -> None:
    end = EndNotice(released_on=date(2026, 11, 2))
    case = make_case((date(2026, 11, 2), end), (date(2026, 11, 9), end))
    assert len(case.steps_of("detention.ended")) == 1
