"""Worklists to test with: of made-up findings, and of a kit with one case whose personal fields all hold the canary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st
from tests.reentry.conftest import CANARY, notice

from vngkit import Kit
from vngkit.privacy import Sealed
from vngkit.reentry import (
    ActionAgreed,
    BasicCondition,
    ConditionAssessed,
    ConditionState,
    DebtHelpRequested,
    Finding,
    FindingKind,
    GoalSet,
    ProfessionalViewRecorded,
    Reason,
    ResidentViewRecorded,
    Role,
    SignalReceived,
    Worklist,
)
from vngkit.reentry._worklist import worklist_of

DAY = date(2026, 11, 24)


def finding(**fields: Any) -> Finding:
    given: dict[str, Any] = {
        "id": "test.one",
        "kind": FindingKind.DUE,
        "case_id": "case-1",
        "title_en": "do it",
        "title_nl": "doe het",
        "who": Role.COLLEGE,
        "members": ("GM9999",),
        "due_on": DAY,
        "rule": "test_rule",
    }
    return Finding(**{**given, **fields})


def worklist(*findings: Finding, references: Mapping[str, Sealed[str]] | None = None) -> Worklist:
    return worklist_of(findings, member="GM9999", on=DAY, references=references)


def hostile(text: str) -> Finding:
    """A finding with this text in every field that holds text."""
    return finding(
        id=text,
        case_id=text,
        title_en=text,
        title_nl=text,
        members=(text,),
        law=text,
        rule=text,
        verified=False,
        reasons=(Reason(kind="x", text=text, text_nl=text), Reason(kind="not_known.x", text=text, text_nl=text)),
    )


def case_with_canaries(kit: Kit) -> str:
    """A case in which every personal field of every event holds the canary; gives its id."""
    case = kit.reentry.receive(notice(birth_date=date(1990, 1, 1)))
    housing = BasicCondition.HOUSING
    for event in (
        ConditionAssessed(condition=housing, state=ConditionState.LACKING, note=CANARY),
        ConditionAssessed(condition="identity", state="met", valid_until=date(2026, 12, 15), note=CANARY),
        ResidentViewRecorded(condition=housing, need=4, wish=CANARY, ability="with_help"),
        ProfessionalViewRecorded(condition=housing, by_role=Role.PROBATION, need=2, note=CANARY),
        GoalSet(goal="g1", condition=housing, description=CANARY),
        ActionAgreed(action="a1", goal="g1", owner=Role.COLLEGE, due_on=DAY, description=CANARY),
        DebtHelpRequested(member="GM9999"),
        SignalReceived(kind="eviction_announced", reported_by="x", certainty="report", detail=CANARY),
    ):
        kit.reentry.record(case.id, event, on=date(2026, 11, 2))
    return case.id


TEXTS = st.text(max_size=40)
FINDINGS = st.builds(
    finding,
    id=st.sampled_from(["a.one", "b.two"]),
    kind=st.sampled_from(FindingKind),
    case_id=st.sampled_from(["case-1", "case-2", "case-3"]),
    title_nl=TEXTS,
    who=st.sampled_from([Role.COLLEGE, Role.DIRECTOR]),
    due_on=st.none() | st.dates(date(2026, 10, 1), date(2027, 3, 1)),
)
