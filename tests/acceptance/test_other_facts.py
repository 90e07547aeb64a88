"""The same questions as the acceptance programs, asked with other facts: what a careful user would vary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from vngkit import Kit
from vngkit.errors import DataError, NotFound
from vngkit.legislation import AnswerStatus
from vngkit.reentry import (
    Case,
    ConditionAssessed,
    DebtHelpRequested,
    DebtTalkHeld,
    EndNotice,
    EntryRoute,
    FindingKind,
    PlanSet,
    ReDetained,
    ReleaseDateChanged,
    ResidentViewRecorded,
    SettlementChanged,
    SignalReceived,
    SignalResolved,
    StartNotice,
)


@pytest.fixture(scope="module")
def kit() -> Iterator[Kit]:
    with Kit.open() as opened:
        yield opened


def received(kit: Kit, **fields: Any) -> Case:
    given: dict[str, Any] = {
        "reference": "2026-000777",
        "institution": "PI Vught",
        "entry_route": EntryRoute.CONVICTED,
        "detention_start": date(2026, 10, 1),
        "expected_release": date(2027, 9, 1),
        "residence": "GM0599",
    }
    given |= fields
    return kit.reentry.receive(StartNotice(**{"received_on": given["detention_start"], **given}))


@pytest.mark.parametrize(
    ("entry", "due", "plain"),
    [
        (date(2026, 11, 2), date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 11, 27), date(2026, 12, 28), date(2026, 12, 25)),
        (date(2026, 12, 4), date(2027, 1, 4), date(2027, 1, 1)),
        (date(2027, 2, 26), date(2027, 3, 30), date(2027, 3, 26)),  # Good Friday, then Easter Monday
        (date(2027, 3, 30), date(2027, 4, 28), date(2027, 4, 27)),  # the King's birthday
        (date(2027, 4, 7), date(2027, 5, 10), date(2027, 5, 5)),  # 5 May, Ascension Day and the day put on its footing
    ],
)
def test_a_plan_due_on_a_free_day_shows_the_day_after_and_the_reading_without_extension(
    kit: Kit, entry: date, due: date, plain: date
) -> None:
    plan = kit.reentry.finding("detention.plan", received(kit, detention_start=entry), on=entry)
    assert plan is not None
    assert plan.due_on == due
    assert plain in plan.dates
    assert bool(plan.ambiguity) == (due != plain)


def test_each_entry_route_has_its_own_plan_or_none(kit: Kit) -> None:
    entry = date(2026, 11, 2)
    isd = received(kit, entry_route="isd", detention_start=entry, expected_release=None)
    stay_plan = kit.reentry.finding("detention.isd_plan", isd, on=entry)
    assert stay_plan is not None
    assert stay_plan.citation is not None
    assert (stay_plan.due_on, stay_plan.citation.article) == (date(2026, 12, 2), "18c")
    assert kit.reentry.finding("detention.plan", isd, on=date(2027, 1, 1)) is None
    pretrial = received(kit, entry_route="pretrial", detention_start=entry, expected_release=None)
    plan = kit.reentry.finding("detention.plan", pretrial, on=entry)
    assert plan is not None
    assert plan.due_on == date(2026, 11, 30)
    leaving = received(kit, entry_route="foreign_national", detention_start=entry, expected_release=None)
    assert kit.reentry.finding("detention.plan", leaving, on=date(2027, 1, 1)) is None
    not_told = received(kit, entry_route="unknown", detention_start=entry)
    asked = kit.reentry.finding("detention.plan", not_told, on=entry)
    assert asked is not None
    assert asked.kind is FindingKind.DUE  # the general rule, with the exceptions that are not known
    assert {reason.kind for reason in asked.reasons} >= {"not_known.!route.isd", "not_known.!route.foreign_national"}


@pytest.mark.parametrize(
    ("member", "status", "weeks", "due"),
    [
        ("GM0344", AnswerStatus.IN_FORCE, 8, date(2027, 1, 25)),
        ("GM0848", AnswerStatus.IN_FORCE, 6, date(2027, 1, 11)),
        ("GM0531", AnswerStatus.IN_FORCE, 4, date(2026, 12, 28)),
        ("GM0363", AnswerStatus.UNKNOWN, 8, date(2027, 1, 25)),
        ("GM0394", AnswerStatus.WRONG_LAYER, 8, date(2027, 1, 25)),
    ],
)
def test_debt_help_runs_by_the_by_law_and_without_one_by_the_limit_of_the_law(
    kit: Kit, member: str, status: AnswerStatus, weeks: int, due: date
) -> None:
    case = received(kit, residence=member)
    kit.reentry.record(case.id, DebtHelpRequested(member=member), on=date(2026, 11, 2))
    kinds = [
        (found := kit.reentry.finding("debt.first_talk", case.id, on=day)) and found.kind
        for day in (date(2026, 11, 26), date(2026, 11, 30), date(2026, 12, 1))
    ]
    assert kinds == [FindingKind.DUE, FindingKind.ALMOST_DUE, FindingKind.OVERDUE]
    kit.reentry.record(case.id, DebtTalkHeld(member=member), on=date(2026, 11, 30))  # on the last day
    assert kit.reentry.finding("debt.first_talk", case.id, on=date(2026, 12, 1)) is None
    decision = kit.reentry.finding("debt.decision", case.id, on=date(2026, 12, 1))
    assert decision is not None
    assert decision.answer is not None
    assert (decision.due_on, decision.answer.status) == (due, status)
    assert f"{weeks} weken" in decision.explain("nl")
    assert ("wettelijke grens" in decision.explain("nl")) == (status is not AnswerStatus.IN_FORCE)


THREATS = [
    ("eviction_announced", date(2026, 11, 27), date(2026, 12, 2)),
    ("insurance_ended", date(2026, 12, 23), date(2026, 12, 29)),  # Christmas falls in a weekend
    ("utility_cut_off", date(2026, 12, 31), date(2027, 1, 6)),
    ("eviction_announced", date(2027, 3, 25), date(2027, 4, 1)),  # Good Friday and Easter Monday
    ("utility_cut_off", date(2027, 4, 30), date(2027, 5, 10)),  # 5 May, Ascension Day and the day after it
]


@pytest.mark.parametrize(("kind", "on", "due"), THREATS)
def test_every_kind_of_threat_asks_for_a_talk_in_three_working_days(kit: Kit, kind: str, on: date, due: date) -> None:
    case = received(kit)
    kit.reentry.record(case.id, SignalReceived(kind=kind, reported_by="supplier", certainty="fact"), on=on)
    threat = kit.reentry.finding("debt.threat_talk", case.id, on=on)
    assert threat is not None
    assert threat.due_on == due
    assert threat.ambiguity
    assert threat.who == "college"
    assert kit.reentry.finding("debt.threat_talk", case.id, on=date(2027, 6, 1)).kind is FindingKind.OVERDUE  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "ending",
    [
        SignalResolved(kind="eviction_announced", signal="s1"),
        DebtTalkHeld(member="GM0599"),
        DebtTalkHeld(member="GM0599", ref="application 1"),
    ],
)
def test_a_threat_is_over_when_it_was_resolved_or_the_talk_was_held_whatever_its_reference(
    kit: Kit, ending: Any
) -> None:
    case = received(kit)
    for signal in ("s1", "s2"):
        threat = SignalReceived(kind="eviction_announced", reported_by="x", certainty="report", signal=signal)
        kit.reentry.record(case.id, threat, on=date(2026, 11, 2))
    kit.reentry.record(case.id, ending, on=date(2026, 11, 3))
    open_ones = [f for f in kit.reentry.findings(case.id, on=date(2026, 11, 4)) if f.id == "debt.threat_talk"]
    resolved_one = isinstance(ending, SignalResolved)
    assert [f.trigger.ref for f in open_ones if f.trigger] == (["s2"] if resolved_one else [])


def test_the_release_date_is_a_ledger_that_is_read_as_it_was_known(kit: Kit) -> None:
    case = received(kit, expected_release=None)
    told = [
        (date(2026, 10, 10), date(2027, 2, 1)),
        (date(2026, 11, 1), date(2027, 1, 15)),
        (date(2026, 11, 20), None),
        (date(2026, 12, 1), date(2026, 12, 24)),
    ]
    for on, day in told:
        kit.reentry.record(case.id, ReleaseDateChanged(expected_release=day, source="institution"), on=on)
    days = [
        kit.reentry.get(case.id, known_on=on).release.expected for on in (date(2026, 10, 5), *(on for on, _ in told))
    ]
    assert days == [None, *(day for _, day in told)]
    assert [belief.expected for belief in kit.reentry.get(case.id).release.beliefs] == days
    with pytest.raises(DataError):
        kit.reentry.get(case.id, known_on=date(2026, 9, 1))


def test_a_document_that_held_till_release_is_at_risk_once_release_moves(kit: Kit) -> None:
    case = received(kit, expected_release=date(2027, 1, 8))
    assessed = ConditionAssessed(condition="identity", state="met", valid_until=date(2027, 1, 8))
    kit.reentry.record(case.id, assessed, on=date(2026, 10, 12))
    check = "identity.expires_before_release"
    assert kit.reentry.finding(check, case.id, on=date(2026, 10, 12)) is None
    moved = ReleaseDateChanged(expected_release=date(2027, 3, 1), source="institution")
    kit.reentry.record(case.id, moved, on=date(2026, 11, 1))
    found = kit.reentry.finding(check, case.id, on=date(2026, 11, 1))
    assert found is not None
    assert found.kind is FindingKind.AT_RISK
    assert kit.reentry.finding(check, case.id, on=date(2026, 10, 31)) is None  # nobody could know


def test_early_release_ends_the_plan_and_a_new_detention_asks_for_a_new_one(kit: Kit) -> None:
    case = received(kit)
    kit.reentry.record(case.id, EndNotice(released_on=date(2026, 10, 20)), on=date(2026, 10, 20))
    assert kit.reentry.get(case.id).release.expected == date(2026, 10, 20)
    assert kit.reentry.finding("detention.plan", case.id, on=date(2026, 11, 20)) is None
    again = ReDetained(institution="PI Zwolle", entry_route="convicted", detention_start=date(2026, 12, 1))
    kit.reentry.record(case.id, again, on=date(2026, 12, 2))
    plan = kit.reentry.finding("detention.plan", case.id, on=date(2026, 12, 2))
    assert plan is not None
    assert plan.due_on == date(2026, 12, 29)
    kit.reentry.record(case.id, PlanSet(), on=date(2026, 12, 20))
    assert kit.reentry.finding("detention.plan", case.id, on=date(2026, 12, 20)) is None


def test_both_colleges_see_the_case_a_third_gemeente_sees_nothing_and_the_list_follows_a_change() -> None:
    with Kit.open() as kit:
        case = received(kit, settlement="GM0344")
        kit.reentry.record(
            case.id, ResidentViewRecorded(condition="housing", wish="een eigen plek"), on=date(2026, 10, 2)
        )
        kit.reentry.record(case.id, SettlementChanged(member="GM0363"), on=date(2026, 11, 1))
        listed = {
            (member, day.month): len(kit.reentry.worklist(member, on=day)) > 0
            for member in ("GM0599", "GM0344", "GM0363", "GM0014")
            for day in (date(2026, 10, 20), date(2026, 11, 20))
        }
        assert listed == {
            ("GM0599", 10): True, ("GM0599", 11): True, ("GM0344", 10): True, ("GM0344", 11): False,
            ("GM0363", 10): False, ("GM0363", 11): True, ("GM0014", 10): False, ("GM0014", 11): False,
        }  # fmt: skip
        for form in (repr, str, lambda one: one.to_csv(), lambda one: one.to_html(), lambda one: one.to_json()):
            written = form(kit.reentry.worklist("GM0599", on=date(2026, 11, 20)))
            assert "eigen plek" not in written
            assert "2026-000777" not in written


def test_what_does_not_exist_is_a_lookup_error_with_the_near_name(kit: Kit) -> None:
    case = received(kit)
    with pytest.raises(LookupError, match=r"detention\.plan"):
        kit.reentry.finding("detention.plann", case, on=date(2026, 10, 2))
    with pytest.raises(LookupError):
        kit.reentry.get("no-such-case")
    with pytest.raises(LookupError):
        kit.reentry.record("no-such-case", PlanSet(), on=date(2026, 10, 2))
    with pytest.raises(LookupError):
        kit.reentry.worklist("GM9998", on=date(2026, 10, 2))
    misspelt = SignalReceived(kind="eviction_anounced", reported_by="x", certainty="report")
    with pytest.raises(NotFound, match="eviction_announced"):
        kit.reentry.record(case.id, misspelt, on=date(2026, 10, 2))


DAY = date(2026, 1, 5)
EARLY = date(2025, 1, 1)
NOTICE: dict[str, Any] = {"reference": "x", "institution": "PI", "detention_start": DAY, "received_on": DAY}
WRONG: list[tuple[type, dict[str, Any], str]] = [
    (StartNotice, {**NOTICE, "reference": 2026000123}, "reference"),
    (StartNotice, {**NOTICE, "institution": " "}, "institution"),
    (StartNotice, {**NOTICE, "detention_start": "2026-01-05"}, "detention_start"),
    (StartNotice, {**NOTICE, "expected_release": date(2026, 1, 4)}, "expected_release"),
    (StartNotice, {**NOTICE, "birth_date": "1990-03-04"}, "birth_date"),
    (StartNotice, {**NOTICE, "residence": "Utrecht"}, "residence"),
    (StartNotice, {**NOTICE, "settlement": "GM344"}, "settlement"),
    (StartNotice, {**NOTICE, "entry_route": "zelfmelder"}, "self_reporter"),
    (ReDetained, {"institution": "PI", "detention_start": DAY, "expected_release": EARLY}, "expected_release"),
    (EndNotice, {"released_on": None}, "released_on"),
    (ReleaseDateChanged, {"expected_release": "2026-12-28", "source": "institution"}, "expected_release"),
    (ConditionAssessed, {"condition": "house", "state": "met"}, "housing"),
    (ConditionAssessed, {"condition": "housing", "state": "good"}, "arranged"),
    (ConditionAssessed, {"condition": "housing", "state": "met", "note": 7}, "note"),
    (ResidentViewRecorded, {"condition": "housing", "need": 5}, "need"),
    (ResidentViewRecorded, {"condition": "housing", "need": True}, "need"),
    (ResidentViewRecorded, {"condition": "housing", "rank": 0}, "rank"),
    (ResidentViewRecorded, {"condition": "housing", "wish": None}, "wish"),
    (ResidentViewRecorded, {"condition": "housing", "ability": "a bit"}, "with_help"),
    (SignalReceived, {"kind": "crisis", "reported_by": "x", "certainty": "sure"}, "report"),
    (SignalReceived, {"kind": "crisis", "reported_by": "x", "certainty": "fact", "visible_to": "debt_help"}, "set"),
    (DebtTalkHeld, {"member": "GM0344", "waived": "no"}, "waived"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "word"), WRONG)
def test_a_wrong_value_in_an_event_is_a_value_error_that_names_the_field_and_not_the_value(
    kind: type, fields: dict[str, Any], word: str
) -> None:
    with pytest.raises(ValueError, match=word) as raised:
        kind(**fields)
    assert isinstance(raised.value, DataError)
    assert raised.value.fix
    assert not any(text in str(raised.value) for text in ("2026000123", "1990", "a bit", "house."))


def test_a_notice_for_a_gemeente_that_is_none_or_ended_is_refused_with_where_it_went_on(kit: Kit) -> None:
    with pytest.raises(LookupError, match="GM9998"):
        received(kit, residence="GM9998")
    with pytest.raises(LookupError, match="Purmerend"):
        received(kit, settlement="GM0370")  # Beemster, which ended in 2022
    case = received(kit)
    with pytest.raises(LookupError, match="GM0439"):
        kit.reentry.record(case.id, DebtHelpRequested(member="GM0370"), on=date(2026, 11, 2))
    long_ago = received(kit, residence="GM0370", detention_start=date(2021, 3, 1), expected_release=None)
    assert long_ago.members == ("GM0370",)
