"""Wrong use of the desk: one clear refusal, nothing stored that can not be read again, no stack of somebody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reentry.conftest import ENTRY, make_case, notice

# ruff: noqa: ARG005  # each question has the same form, whatever it needs of it
from vngkit import Kit
from vngkit.errors import DataError, PurposeRequired, VngkitError
from vngkit.legislation import SharingDesk, may_share
from vngkit.privacy import Bsn
from vngkit.reentry import (
    CaseClosed,
    CaseReopened,
    ContactMade,
    EndNotice,
    Event,
    PlanSet,
    Recorded,
    RegieAccepted,
    RegieHandedOver,
    StartNotice,
    StepForeseen,
    definition,
    dump_recorded,
    fold,
    load_recorded,
)

ON = date(2026, 11, 2)
NO_DAYS = ["2026-11-02", None, 20261102, datetime(2026, 11, 2, 9, 30)]  # noqa: DTZ001  # that it has no zone is no matter
ANYTHING: Any = 5
SHARED: dict[str, Any] = {"from_role": "director", "to_role": "college", "purpose": "set_amend_or_carry_out_plan"}


@pytest.mark.parametrize("on", NO_DAYS, ids=["text", "nothing", "number", "moment"])
@pytest.mark.parametrize(
    "ask",
    [
        lambda kit, case, on: kit.reentry.findings(case, on=on),
        lambda kit, case, on: kit.reentry.finding("detention.plan", case, on=on),
        lambda kit, case, on: kit.reentry.worklist("GM9999", on=on),
        lambda kit, case, on: kit.reentry.changes(case.id, since=ENTRY, on=on),
        lambda kit, case, on: kit.reentry.worklist_changes("GM9999", since=ENTRY, on=on),
        lambda kit, case, on: kit.reentry.monitor(period=(date(2026, 1, 1), date(2026, 7, 1)), on=on),
        lambda kit, case, on: kit.reentry.retention(on=on),
        lambda kit, case, on: kit.reentry.signals(case, purpose="set_amend_or_carry_out_plan", on=on),
        lambda kit, case, on: kit.reentry.record(case.id, PlanSet(), on=on),
        lambda kit, case, on: kit.sharing.may_share("release_date", **SHARED, on=on),
        lambda kit, case, on: kit.rules.answer("debt.decision_term", member="GM9999", on=on),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused_and_never_makes_every_rule_fail(
    kit: Kit, ask: Callable[[Kit, Any, Any], object], on: Any
) -> None:
    case = kit.reentry.receive(notice())
    with pytest.raises(DataError, match="not a day"):
        ask(kit, case, on)
    assert kit.reentry.findings(case.id, on=ON)


@pytest.mark.parametrize("what", [None, PlanSet(), {"reference": "x"}, "2026-000123"])
def test_only_a_start_notice_opens_a_case_and_only_an_event_is_recorded(kit: Kit, what: Any) -> None:
    with pytest.raises(DataError, match="StartNotice"):
        kit.reentry.receive(what)
    case = kit.reentry.receive(notice())
    if not isinstance(what, PlanSet):
        with pytest.raises(DataError, match="not an event"):
            kit.reentry.record(case.id, what, on=ON)
        with pytest.raises(DataError, match="Recorded"):
            kit.reentry.adopt("other", [what])
    assert len(kit.reentry.history(case.id)) == 1


@pytest.mark.parametrize("fields", [{"by": None}, {"by": 5}, {"ground": 5}, {"replaces": 5}, {"happened_on": ""}])
def test_what_could_not_be_read_again_is_not_stored(kit: Kit, fields: dict[str, Any]) -> None:
    case = kit.reentry.receive(notice())
    with pytest.raises((DataError, LookupError)):
        kit.reentry.record(case.id, ContactMade(), on=ON, **fields)
    assert kit.reentry.get(case.id) == case
    assert len(kit.reentry.worklist("GM9999", on=ON)) > 0


SOMETHING = st.integers(-1, 9) | st.text(max_size=5) | st.dates() | st.tuples(st.text(max_size=3))
JUNK = st.none() | st.booleans() | SOMETHING | st.just(object())
EVENTS = sorted(get_args(Event), key=lambda kind: kind.event)
SOUND: dict[str, Any] = {
    "action": "a1", "address": "home", "at": datetime(2026, 11, 2, 9, 30, tzinfo=UTC), "by_role": "college",
    "certainty": "fact", "condition": "housing", "detention_start": ENTRY, "goal": "g1", "granted": True,
    "institution": "PI", "kind": "crisis", "member": "GM9999", "owner": "college", "reason": "moved",
    "received_on": ENTRY, "reference": "x", "released_on": ON, "reported_by": "other", "source": "institution",
    "state": "met", "to_role": "college", "what": "debt.requested", "document": "passport", "on": ON,
    "procedure": "debt", "expected_on": ON, "planned_for": ON, "need_for_care": False,
}  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.data(), st.sampled_from(EVENTS))
def test_an_event_with_any_value_is_refused_or_is_read_again_as_it_was(data: st.DataObject, kind: type) -> None:
    fields = attrs.fields(kind)
    values = {field.name: SOUND[field.name] for field in fields if field.default is attrs.NOTHING}
    values |= {"what": "foreseen.court_day"} if kind is StepForeseen else {}
    if fields:
        field = data.draw(st.sampled_from(list(fields)))
        values[field.name] = data.draw(JUNK, field.name)
    try:
        event = kind(**values)
    except VngkitError as error:
        assert error.fix  # it is refused by an error of ours that says what to do
        return
    record = Recorded(id="r1", event=event, happened_on=ON, recorded_on=ON)
    assert load_recorded(dump_recorded(record)) == record


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda kit: kit.reentry.find(None), DataError),
        (lambda kit: kit.reentry.monitor(period="2026", on=ON), DataError),
        (lambda kit: definition(ANYTHING), LookupError),
        (lambda kit: kit.sharing.record(None, case_id=None, by="x", necessity="y", on=ON), DataError),
        (lambda kit: SharingDesk().may_share("release_date", **SHARED, on=ON, restrictions=[ANYTHING]), DataError),
        (lambda kit: Bsn("999990019").reveal(purpose=ANYTHING), PurposeRequired),
        (
            lambda kit: kit.sharing.record(
                may_share("release_date", **SHARED, on=ON), case_id=None, by="x", necessity=5, on=ON
            ),
            PurposeRequired,
        ),
    ],
)
def test_other_wrong_values_are_told_by_an_error_of_ours_with_what_to_do(
    kit: Kit, ask: Callable[[Kit], object], error: type[Exception]
) -> None:
    with pytest.raises(error) as raised:
        ask(kit)
    assert isinstance(raised.value, VngkitError)
    assert raised.value.fix
    assert raised.value.__cause__ is None


@pytest.mark.parametrize(("role", "member"), [("college", "GM0363"), ("probation", None)])
def test_only_who_was_asked_accepts_the_coordination(kit: Kit, role: Any, member: str | None) -> None:
    case = kit.reentry.receive(notice())
    kit.reentry.record(case.id, RegieHandedOver(to_role="college", member="GM9999"), on=ON)
    with pytest.raises(DataError, match="another party"):
        kit.reentry.record(case.id, RegieAccepted(by_role=role, member=member), on=ON)
    assert kit.reentry.get(case.id).hand_over is not None
    accepted = kit.reentry.record(case.id, RegieAccepted(by_role="college", member="GM9999"), on=ON)
    assert accepted.regie_holder is not None
    assert (accepted.regie_holder.role, accepted.hand_over) == ("college", None)


def test_a_case_that_was_closed_by_mistake_is_open_again_on_the_same_day(kit: Kit) -> None:
    case = kit.reentry.receive(notice())
    kit.reentry.record(case.id, CaseClosed(reason="moved"), on=ON)
    assert kit.reentry.record(case.id, CaseReopened(), on=ON).active
    assert not kit.reentry.record(case.id, CaseClosed(reason="moved"), on=date(2026, 11, 3)).active


def test_who_accepts_one_offer_and_makes_the_next_on_one_day_leaves_the_next_open() -> None:
    events: list[tuple[date, Event]] = [
        (ON, RegieHandedOver(to_role="college", member="GM9999")),
        (date(2026, 11, 3), RegieAccepted(by_role="college", member="GM9999")),
        (date(2026, 11, 3), RegieHandedOver(to_role="probation")),
    ]
    for order in (events, events[::-1]):
        case = make_case(*order)
        assert case.regie_holder is not None
        assert case.regie_holder.member == "GM9999"
        assert case.hand_over is not None
        assert case.hand_over.to_role == "probation"


def test_a_case_is_as_it_was_when_nothing_wrong_was_taken_in() -> None:
    with pytest.raises(DataError):
        fold("case", [], on="2026-01-01")  # type: ignore[arg-type]  # that is the test
    with pytest.raises(DataError):
        StartNotice(reference="x", institution="PI", detention_start=ON, received_on=None)  # type: ignore[arg-type]
    with pytest.raises(DataError):
        EndNotice(released_on="2026-01-01")  # type: ignore[arg-type]
