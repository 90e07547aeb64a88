"""What plugins bring to reentry cases: it works for their own gemeente, and what fails stays inside and is named."""

from __future__ import annotations

import time
import types
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from vngkit import Kit
from vngkit.errors import NotFound, PluginError
from vngkit.legislation import AccessRule, Source
from vngkit.plugins import PluginInfo, hookimpl
from vngkit.plugins._codec import PluginRecords, dump_records, load_records
from vngkit.reentry import (
    Case,
    CaseChange,
    Exporter,
    FindingKind,
    LocalDuty,
    LocalFinding,
    LocalService,
    ReleaseDateChanged,
    SignalReceived,
    StartNotice,
    Worklist,
)
from vngkit.testing import check_plugin
from vngkit.testing._check import plugin_findings

ON = date(2026, 11, 2)
DECISION = Source(title="Autorisatiebesluit", publication_id="CVDR000000_4")
PLAN = "set_amend_or_carry_out_plan"
SOURCE = Source(title="Beleidsregel", publication_id="CVDR000000_3")


def duty(look: Callable[[Case, date], Any], duty_id: str = "eigen.visit", member: str = "GM9999") -> LocalDuty:
    return LocalDuty(
        id=duty_id, member=member, look=look, source=SOURCE, title_en="t", title_nl="t", valid_from=date(2025, 1, 1)
    )


def plugin(name: str = "eigen", members: str = "GM9999", **hooks: Callable[..., Any]) -> types.ModuleType:
    module = types.ModuleType(f"vngkit_{name}")
    module.VNGKIT = PluginInfo(name=name, api=1, members={members})  # type: ignore[attr-defined]
    for hook, function in hooks.items():
        setattr(module, hook, hookimpl(function))
    return module


def notice(member: str = "GM9999") -> StartNotice:
    return StartNotice(
        reference="CANARY-7f3a",
        institution="PI Voorbeeld",
        detention_start=date(2026, 10, 1),
        expected_release=date(2027, 1, 8),
        residence=member,
        received_on=date(2026, 10, 5),
    )


def good(case: Case, on: date) -> LocalFinding | None:
    return LocalFinding(due_on=date(2026, 12, 25), reason_en="why", reason_nl="waarom")


def explode(case: Case, on: date) -> LocalFinding | None:
    raise SystemExit("CANARY-7f3a")


def tell(case: Case, on: date) -> LocalFinding | None:
    raise NotFound(f"no rule for {case.reference}", fix=case.reference)


def hang(case: Case, on: date) -> LocalFinding | None:
    while True:
        time.sleep(0.01)


def lie(case: Case, on: date) -> Any:
    return [1] * 10


def change_it(case: Case, on: date) -> LocalFinding | None:
    object.__setattr__(case, "id", "taken")
    case.assessments["housing"] = None  # type: ignore[index]
    return None


def test_a_local_duty_finds_for_its_own_gemeente_and_for_no_other() -> None:
    with Kit.open(plugins=[plugin(vngkit_local_duties=lambda: [duty(good)])]) as kit:
        own, other = kit.reentry.receive(notice()), kit.reentry.receive(notice("GM0344"))
        found = kit.reentry.finding("eigen.visit", own, on=ON)
        assert found is not None
        assert (found.kind, found.due_on, found.members) == (FindingKind.DUE, date(2026, 12, 25), ("GM9999",))
        assert "Beleidsregel" in found.explain("nl")
        assert "waarom" in found.explain("nl")
        assert kit.reentry.finding("eigen.visit", other, on=ON) is None


@pytest.mark.parametrize("bad", [explode, tell, hang, lie, change_it])
def test_a_hostile_duty_changes_no_finding_of_another_is_named_and_what_it_says_is_not_shown(
    bad: Callable[[Case, date], Any], caplog: pytest.LogCaptureFixture
) -> None:
    with Kit.open(plugins=()) as kit:
        expected = [(f.id, f.kind, f.due_on) for f in kit.reentry.findings(kit.reentry.receive(notice()), on=ON)]
    both = lambda: [duty(bad, "eigen.bad"), duty(good)]  # noqa: E731
    with Kit.open(plugins=[plugin(vngkit_local_duties=both)]) as kit:
        case = kit.reentry.receive(notice())
        for _ in range(2):
            findings = kit.reentry.findings(case, on=ON)
            own = {f.id: f for f in findings if f.id.startswith("eigen.")}
            assert [(f.id, f.kind, f.due_on) for f in findings if f.id not in own] == expected
            assert own["eigen.visit"].due_on == date(2026, 12, 25)
            if bad is change_it:
                continue  # it changed a copy: nothing came of it
            failed = own["eigen.bad"]
            assert failed.kind is FindingKind.MISSING
            assert failed.reasons[0].kind == "rule_failed"
            (fault,) = kit.plugins.faults
            assert (fault.plugin, fault.stage) == ("eigen", "duty")
            assert "eigen" in repr(kit)
            assert "CANARY" not in f"{failed.explain('en')}{fault!r}{fault}{kit!r}{caplog.text}"
        assert case == kit.reentry.get(case.id)


def test_services_tell_who_to_call_on_a_day() -> None:
    def services() -> list[LocalService]:
        old = {"id": "eigen.old", "member": "GM9999", "about": "debts", "name": "Oud", "contact": "tel:0900-1"}
        new = {**old, "id": "eigen.new", "name": "Nieuw"}
        return [
            LocalService(**old, valid_from=date(2020, 1, 1), valid_to=date(2026, 1, 1)),
            LocalService(**new, valid_from=date(2026, 1, 1)),  # type: ignore[arg-type]
        ]

    with Kit.open(plugins=[plugin(vngkit_local_services=services)]) as kit:
        assert [one.name for one in kit.reentry.services.find("GM9999", "debts", on=ON)] == ["Nieuw"]
        assert [one.name for one in kit.reentry.services.find("GM9999", "debts", on=date(2025, 12, 31))] == ["Oud"]
        assert kit.reentry.services.find("GM0344", "debts", on=ON) == ()


def test_an_exporter_writes_a_worklist_and_a_failing_one_is_an_error_of_its_plugin() -> None:
    def exporters() -> list[Exporter]:
        def write(worklist: Worklist, lang: str) -> str:
            return f"{lang}:{len(worklist)}"

        def fail(worklist: Worklist, lang: str) -> str:
            raise ValueError("no")

        more = {"media_type": "text/plain", "title_en": "t", "title_nl": "t"}
        return [Exporter(id="eigen.form", write=write, **more), Exporter(id="eigen.bad", write=fail, **more)]

    with Kit.open(plugins=[plugin(vngkit_exporters=exporters)]) as kit:
        kit.reentry.receive(notice())
        worklist = kit.reentry.worklist("GM9999", on=ON)
        assert kit.reentry.export(worklist, "eigen.form", lang="en") == f"en:{len(worklist)}"
        with pytest.raises(PluginError, match=r"eigen\.bad"):
            kit.reentry.export(worklist, "eigen.bad")
        assert kit.plugins.faults[0].stage == "export"
        with pytest.raises(NotFound, match=r"eigen\.form"):
            kit.reentry.export(worklist, "eigen.frm")


def test_an_observer_hears_of_its_own_gemeente_after_it_was_stored_and_can_not_veto() -> None:
    heard: list[CaseChange] = []

    def hear(change: CaseChange) -> None:
        heard.append(change)

    def loud(change: CaseChange) -> None:
        raise RuntimeError("I do not agree")

    listening = plugin("hoort", vngkit_case_changed=hear)
    shouting = plugin("roept", vngkit_case_changed=loud)
    with Kit.open(plugins=[shouting, listening]) as kit:
        case = kit.reentry.receive(notice())
        kit.reentry.receive(notice("GM0344"))
        kit.reentry.record(case.id, ReleaseDateChanged(expected_release=ON, source="institution"), on=ON)
        assert [(change.event, change.version) for change in heard] == [
            ("start_notice", 1),
            ("release_date_changed", 2),
        ]
        assert kit.reentry.get(case.id).release.expected == ON
        assert [(fault.plugin, fault.stage) for fault in kit.plugins.faults] == [("roept", "observe")]
        assert "CANARY" not in repr(heard)


def test_records_outside_the_claim_or_with_a_foreign_id_are_refused_and_the_others_stay() -> None:
    def duties() -> list[LocalDuty]:
        return [duty(good), duty(good, "ander.x"), duty(good, "eigen.far", member="GM0344")]

    with Kit.open(plugins=[plugin(vngkit_local_duties=duties)]) as kit:
        (fault,) = kit.plugins.faults
        assert fault.stage == "validate"
        assert "ander.x" in str(fault)
        assert "GM0344" in str(fault)
        assert kit.plugins.plugins[0].state == "partly"
        assert "eigen.visit" in kit.reentry.duties.ids
        assert "ander.x" not in kit.reentry.duties.ids


def test_check_plugin_tries_duties_on_made_up_cases() -> None:
    check_plugin(plugin(vngkit_local_duties=lambda: [DUTY]))
    for bad, words in ((explode, "told to stop|fails"), (lie, "LocalFinding"), (change_it, "changes the case")):
        one = duty(bad)
        told = " ".join(str(f) for f in plugin_findings(plugin(vngkit_local_duties=lambda one=one: [one])))
        assert any(word in told for word in words.split("|")), told


DUTY = duty(good)


def test_a_plugin_in_a_process_of_its_own_gives_services_and_says_what_is_left_out() -> None:
    with Kit.open(plugins=["voorbeeldstad"], isolate="process") as kit:
        assert kit.reentry.services.find("GM9999", "debts", on=ON)
        (fault,) = kit.plugins.faults
        assert "vngkit_local_duties" in str(fault)
        assert kit.rules.rules


def test_a_gemeente_may_have_signals_of_its_own() -> None:
    """Hook vngkit_signal_kinds, as the teaching plugin uses it."""
    choir = SignalReceived(kind="voorbeeldstad.choir_joined", reported_by="network", certainty="report")
    with Kit.open(plugins=["voorbeeldstad"]) as kit:
        case = kit.reentry.receive(notice())
        case = kit.reentry.record(case.id, choir, on=ON)
        assert [signal.kind for signal in case.signals] == ["voorbeeldstad.choir_joined"]
    with Kit.open(plugins=()) as kit:
        case = kit.reentry.receive(notice())
        with pytest.raises(NotFound):
            kit.reentry.record(case.id, choir, on=ON)


def test_the_teaching_plugin_shows_every_hook() -> None:
    with Kit.open(plugins=["voorbeeldstad"]) as kit:
        case = kit.reentry.receive(notice())
        found = kit.reentry.finding("voorbeeldstad.visit_before_release", case, on=ON)
        assert found is not None
        assert found.due_on == date(2026, 12, 25)
        assert kit.reentry.exporters == ("voorbeeldstad.lines",)
        assert "visit" in str(
            kit.reentry.export(kit.reentry.worklist("GM9999", on=ON), "voorbeeldstad.lines", lang="en")
        )


def access(**changes: Any) -> AccessRule:
    base: dict[str, Any] = {
        "id": "eigen.less", "member": "GM9999", "role": "college", "purpose": PLAN, "kind": "criminal",
        "source": SOURCE, "valid_from": date(2026, 1, 1),
    }  # fmt: skip
    return AccessRule(**{**base, **changes})


def test_rules_on_access_come_whole_out_of_a_process_of_their_own() -> None:
    rules = (access(), access(id="eigen.all", purpose=None, kind=None, valid_to=date(2027, 1, 1)))
    records = PluginRecords(info=PluginInfo(name="eigen", api=1, members={"GM9999"}), access_rules=rules)
    assert load_records(dump_records(records)) == records


def test_a_gemeente_takes_access_away_in_its_own_place_and_for_its_own_days() -> None:
    """Hook vngkit_access_rules."""
    less = access(purpose="right_to_assistance", valid_from=date(2025, 1, 1), source=DECISION)
    with Kit.open(plugins=[plugin(vngkit_access_rules=lambda: [less])]) as kit:
        assert not kit.plugins.faults
        table = kit.access
        about: dict[str, Any] = {"on": ON, "members": ["GM9999"]}
        answer = table.ask("college", "right_to_assistance", "criminal", **about)
        assert not answer.allowed
        assert answer.rule is not None
        assert "Autorisatiebesluit" in answer.explain("nl")
        assert table.ask("college", "right_to_assistance", "personal", **about).allowed
        assert table.ask("college", "right_to_assistance", "criminal", on=ON, members=["GM0344"]).allowed
        assert table.ask("college", "right_to_assistance", "criminal", on=date(2024, 1, 1), members=["GM9999"]).allowed
        assert table.ask("college", "right_to_assistance", "criminal", on=ON, members=["GM0344", "GM9999"]).rule


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"purpose": "public_order_on_return", "read": True}, "law does not"),
        ({"purpose": "bij_accountability", "role": "mayor_or_appointed_official", "write": True}, "artikel=11a"),
        ({"purpose": None, "read": True}, "more than one place"),
        ({"role": "colege"}, "college"),
        ({"purpose": "set_amend"}, "set_amend_or_carry_out_plan"),
        ({"member": "GM0344"}, "does not speak"),
        ({"id": "ander.less"}, "begin with the name"),
        ({"source": None}, "no Source"),
        ({"role": 7}, "no text"),
    ],
)
def test_a_rule_that_would_widen_access_is_refused_with_the_reason_and_the_others_stay(
    changes: dict[str, Any], words: str
) -> None:
    given = [access(), access(**{"id": "eigen.other", **changes})]
    with Kit.open(plugins=[plugin(vngkit_access_rules=lambda: given)]) as kit:
        (fault,) = kit.plugins.faults
        assert fault.stage == "validate"
        assert words in str(fault)
        assert kit.access.rules == (given[0],)
        assert not kit.access.ask("college", "public_order_on_return", "criminal", on=ON, members=["GM9999"]).allowed
