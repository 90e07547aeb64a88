"""Loading: exactly the plugins that were asked for, one at a time; what is wrong is named once, with what to do."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from vngkit import Kit
from vngkit.errors import DataError, NotFound, PluginError, PluginLoadError, RuleConflict
from vngkit.legislation import AnswerStatus, Layer, LocalRule, open_terms
from vngkit.members import load
from vngkit.plugins import PluginInfo, PluginSet, hookimpl
from vngkit.terms import Term

MakeRule = Callable[..., LocalRule]
MakePlugin = Callable[..., ModuleType]
DAY = date(2026, 11, 23)
TERM = "debt.decision_term"


def loaded(*plugins: object, **options: Any) -> PluginSet:
    return PluginSet.load(plugins, register=load(), terms=open_terms(), **options)  # type: ignore[arg-type]


def only_fault(*plugins: object) -> str:
    (fault,) = loaded(*plugins).faults
    return str(fault)


@pytest.fixture
def distribution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """An installed distribution with an entry point; its module writes a file when code of it runs."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def install(name: str, *, entry: str = "", points: str | None = None) -> str:
        module = f"vngkit_{name}_test"
        ran = (tmp_path / f"{name}.ran").as_posix()
        (tmp_path / f"{module}.py").write_text(
            f"open({ran!r}, 'w').close()\n"
            "from vngkit.plugins import PluginInfo, hookimpl\n"
            f"VNGKIT = PluginInfo(name={(entry or name)!r}, api=1, members={{'GM9999'}})\n"
            "@hookimpl\ndef vngkit_local_rules(): return ()\n",
            encoding="utf-8",
        )
        info = tmp_path / f"vngkit_{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: vngkit-{name}\nVersion: 1.0\n", encoding="utf-8")
        text = f"[vngkit.plugins]\n{entry or name} = {module}\n" if points is None else points
        (info / "entry_points.txt").write_text(text, encoding="utf-8")
        return module

    yield install
    for name in [name for name in sys.modules if name.startswith("vngkit_") and name.endswith("_test")]:
        del sys.modules[name]


def test_what_is_not_on_the_list_is_listed_and_no_code_of_it_runs(
    distribution: Callable[..., str], tmp_path: Path
) -> None:
    module = distribution("stil")
    found = {plugin.name: plugin for plugin in loaded("voorbeeldstad")}
    assert found["stil"].state == "not_allowed"
    assert found["stil"].provider == "vngkit-stil 1.0"
    assert found["voorbeeldstad"].state == "loaded"
    assert module not in sys.modules
    assert not (tmp_path / "stil.ran").exists()
    assert "stil" in {plugin.name for plugin in loaded("stil").loaded}
    assert (tmp_path / "stil.ran").exists()


def test_a_list_of_modules_means_these_and_none_that_is_installed(plugin: MakePlugin, rule: MakeRule) -> None:
    assert loaded(plugin("een", rule("een.x"))).names == ("een",)
    assert loaded().names == ()


@pytest.mark.parametrize(("text", "names"), [("", ()), ("voorbeeldstad", ("voorbeeldstad",)), (" , ", ())])
def test_the_environment_can_name_the_plugins_or_none(
    monkeypatch: pytest.MonkeyPatch, text: str, names: tuple[str, ...]
) -> None:
    monkeypatch.setenv("VNGKIT_PLUGINS", text)
    assert PluginSet.load(register=load(), terms=open_terms()).names == names
    assert loaded("lokale-regels").names == ("lokale-regels",)


def test_without_a_list_all_that_are_installed_are_loaded_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VNGKIT_PLUGINS", raising=False)
    found = PluginSet.load(register=load(), terms=open_terms())
    assert found.names == ("lokale-regels", "voorbeeldstad")
    assert found.faults == ()


def test_a_name_that_is_nothing_is_an_error_with_names_that_are_near() -> None:
    with pytest.raises(NotFound, match=r"'voorbeeldstd' \(near: voorbeeldstad\); .* 'nergens'"):
        loaded("voorbeeldstd", "nergens")


@pytest.mark.parametrize("wrong", ["voorbeeldstad", [None], [5], [["voorbeeldstad"]]])
def test_plugins_that_are_no_list_of_names_and_modules_are_refused(wrong: Any) -> None:
    with pytest.raises(DataError, match="plugins"):
        PluginSet.load(wrong, register=load(), terms=open_terms())


def test_one_broken_distribution_does_not_hide_the_others(distribution: Callable[..., str]) -> None:
    distribution("kapot", points="[vngkit.plugins]\nthis is no entry point\n")
    distribution("heel")
    assert loaded("heel").names == ("heel",)


def test_a_plugin_that_can_not_be_imported_is_named_with_the_place(module: Callable[[str, str], str]) -> None:
    told = only_fault(module("breekt", "import nothing_of_that_name"))
    assert "plugin breekt (import): ModuleNotFoundError" in told
    assert "breekt.py, line" in told
    assert "Fix: install what it needs" in told


def test_a_plugin_that_could_not_say_for_whom_it_speaks_degrades_every_answer(
    module: Callable[[str, str], str], rule: MakeRule, plugin: MakePlugin
) -> None:
    module("stuk", "raise OSError")
    with Kit.open(plugins=["stuk", plugin("goed", rule("goed.x"))]) as kit:
        (fault,) = kit.plugins.faults
        assert fault.members is None
        answer = kit.rules.answer(TERM, member="GM9999", on=DAY)
        assert answer.value == Term(5, "weeks")
        assert answer.degraded_by == (fault,)


def test_a_fault_degrades_only_the_answers_of_the_members_that_it_may_touch(plugin: MakePlugin, rule: MakeRule) -> None:
    claim = {"GM9999", "GM0344", "GM0363"}
    rules = (rule("deels.goed", member="GM0344"), rule("deels.fout", Term(9, "weeks"), member="GM9999"))
    with Kit.open(plugins=[plugin("deels", *rules, members=claim)]) as kit:
        (found,) = kit.plugins.loaded
        assert found.state == "partly"
        assert kit.rules.answer(TERM, member="GM0344", on=DAY).degraded_by == ()
        assert kit.rules.answer(TERM, member="GM0363", on=DAY).degraded_by == ()
        assert kit.rules.answer(TERM, member="GM9999", on=DAY).degraded_by == kit.plugins.faults
        assert "deels" in repr(kit)


def test_an_older_version_never_answers_in_the_place_of_a_rule_that_was_refused(
    plugin: MakePlugin, rule: MakeRule
) -> None:
    old = rule("x.2020", Term(8, "weeks"), valid_from=date(2020, 1, 1))
    new = rule("x.2025", Term(9, "weeks"))
    other = rule("x.other", 18, term="debt.min_age")
    with Kit.open(plugins=[plugin("x", old, new, other)]) as kit:
        answer = kit.rules.answer(TERM, member="GM9999", on=DAY)
        assert (answer.status, answer.value) == (AnswerStatus.UNKNOWN, None)
        assert answer.degraded_by
        assert kit.rules.answer("debt.min_age", member="GM9999", on=DAY).value == 18


def test_all_that_is_wrong_with_the_rules_is_one_fault(plugin: MakePlugin, rule: MakeRule) -> None:
    rules = (
        rule("x.term", term="debt.decision_trem"),
        rule("x.bound", Term(9, "weeks")),
        rule("x.claim", member="GM0363"),
        rule("x.type", 5),
        rule("x.member", member="GM0000"),
    )
    told = only_fault(plugin("x", *rules))
    assert "5 of its 5 rules are refused" in told
    for words in ("debt.decision_trem", "debt.decision_term", "8 weeks", "artikel 4a", "GM0363", "x.type", "GM0000"):
        assert words in told


def test_two_plugins_of_one_name_are_both_refused_and_both_named(plugin: MakePlugin, rule: MakeRule) -> None:
    one, two = plugin("dubbel", rule("dubbel.a")), plugin("dubbel", rule("dubbel.b"))
    two.__name__ = "vngkit_elders"
    for order in ((one, two), (two, one)):
        found = loaded(*order)
        (fault,) = found.faults
        assert fault.kind == "conflict"
        assert "module vngkit_dubbel, module vngkit_elders" in str(fault)
        assert found.rules == ()


def test_one_id_in_two_plugins_is_told_to_both_and_ends_no_rule(plugin: MakePlugin, rule: MakeRule) -> None:
    one, two = plugin("een", rule("zelfde")), plugin("twee", rule("zelfde", member="GM0344"), members={"GM0344"})
    for order in ((one, two), (two, one)):
        with Kit.open(plugins=order) as kit:
            assert [fault.plugin for fault in kit.plugins.faults] == ["een", "twee"]
            assert all("een, twee" in str(fault) and fault.kind == "conflict" for fault in kit.plugins.faults)
            assert [plugin.state for plugin in kit.plugins.loaded] == ["loaded", "loaded"]
            for member in ("GM9999", "GM0344"):
                answer = kit.rules.answer(TERM, member=member, on=DAY)
                assert (answer.value, answer.degraded_by) == (Term(5, "weeks"), ())
                assert answer.rule is not None
                assert answer.rule.id == "zelfde"


def test_no_choice_of_ids_of_one_plugin_ends_a_rule_of_another(plugin: MakePlugin, rule: MakeRule) -> None:
    ids = ("x", "goed:x", "slecht:x", "goed:x:2")
    bad = plugin("slecht", *(rule(name, member="GM0344") for name in ids), members={"GM0344"})
    with Kit.open(plugins=[bad, plugin("goed", rule("x"))]) as kit:
        assert len(kit.rules) == 5
        assert kit.rules.answer(TERM, member="GM9999", on=DAY).value == Term(5, "weeks")


def test_one_id_for_one_member_in_two_plugins_is_a_conflict_that_names_both(plugin: MakePlugin, rule: MakeRule) -> None:
    with Kit.open(plugins=[plugin("een", rule("zelfde")), plugin("twee", rule("zelfde", Term(6, "weeks")))]) as kit:
        answer = kit.rules.answer(TERM, member="GM9999", on=DAY)
        assert answer.status is AnswerStatus.CONFLICT
        assert {candidate.rule.id for candidate in answer.candidates} == {"een:zelfde", "twee:zelfde"}


def test_an_installed_plugin_can_not_take_the_name_of_another(
    distribution: Callable[..., str], plugin: MakePlugin, rule: MakeRule
) -> None:
    module = distribution("echt")
    distribution("vals", points=f"[vngkit.plugins]\nvals = {module}\n")
    found = loaded("echt", "vals")
    (fault,) = found.faults
    assert fault.plugin == "vals"
    assert "installed as 'vals' and calls itself 'echt'" in str(fault)
    assert found.names == ("echt",)


def test_the_same_plugin_given_twice_is_one_plugin(plugin: MakePlugin, rule: MakeRule) -> None:
    one = plugin("een", rule("een.x"))
    assert loaded(one, one).names == ("een",)
    assert loaded("voorbeeldstad", "voorbeeldstad").names == ("voorbeeldstad",)


def test_a_claim_for_a_code_that_never_was_is_refused(plugin: MakePlugin, rule: MakeRule) -> None:
    assert "GM0000: no gemeente has or had that code" in only_fault(plugin("x", rule("x.x"), members={"GM0000"}))


def module_with(**own: object) -> ModuleType:
    made = ModuleType("vngkit_x")
    vars(made).update({"VNGKIT": PluginInfo(name="x", api=1, members={"GM9999"}), **own})
    return made


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ({"vngkit_local_rule": hookimpl(lambda: ())}, "no hook vngkit_local_rule. Fix: write vngkit_local_rules"),
        ({"vngkit_local_rules": lambda: ()}, "not marked as a hook. Fix: write @hookimpl above vngkit_local_rules"),
        ({}, "implements no hook of vngkit"),
        ({"vngkit_local_rules": hookimpl(lambda case: (case,))}, "case"),
        ({"VNGKIT": None, "vngkit_local_rules": hookimpl(lambda: ())}, "has no VNGKIT"),
        ({"VNGKIT": {"name": "x"}, "vngkit_local_rules": hookimpl(lambda: ())}, "has a dict as VNGKIT"),
    ],
)
def test_a_plugin_that_is_not_put_together_well_is_told_how(own: dict[str, object], told: str) -> None:
    text = only_fault(module_with(**own))
    assert told in text
    assert "(register)" in text
    assert "Fix: " in text


def test_a_hook_that_wraps_others_is_refused() -> None:
    import pluggy

    wrapping = pluggy.HookimplMarker("vngkit")(lambda: (), tryfirst=True)
    assert "asks for an order" in only_fault(module_with(vngkit_local_rules=wrapping))


@pytest.mark.parametrize(
    ("info", "told"),
    [
        ({"members": "GM9999"}, "is a text, not a set"),
        ({"members": set()}, "members is empty"),
        ({"members": {"Utrecht", "GM1"}}, "'GM1', 'Utrecht'"),
        ({"members": 5}, "not a set of codes"),
        ({"name": "Voorbeeldstad!"}, "name of a plugin"),
        ({"name": 5}, "name of a plugin"),
        ({"api": "1"}, "version of the hooks"),
        ({"api": True}, "version of the hooks"),
    ],
)
def test_what_a_plugin_says_of_itself_must_have_its_form(info: dict[str, Any], told: str) -> None:
    with pytest.raises(DataError, match=told):
        PluginInfo(**{"name": "x", "api": 1, "members": {"GM9999"}, **info})


def test_a_fault_is_logged_once_with_the_name_of_the_plugin(
    plugin: MakePlugin, rule: MakeRule, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="vngkit.plugins"):
        loaded(plugin("fout", rule("fout.x", Term(9, "weeks"))))
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert vars(record)["plugin"] == "fout"


def test_what_a_plugin_writes_in_an_error_can_not_forge_a_line_of_a_log(plugin: MakePlugin) -> None:
    def lie() -> None:
        raise ValueError("x\n2026-11-24 CRITICAL forged\x1b[2J")

    told = only_fault(plugin("liegt", hook=lie))
    assert "\n" not in told
    assert "\x1b" not in told


def test_strict_raises_all_faults_together(plugin: MakePlugin, rule: MakeRule) -> None:
    one, two = plugin("een", rule("een.x", Term(9, "weeks"))), plugin("twee", api=7)
    with pytest.raises(PluginLoadError, match=r"2 plugins have faults: .*een.*twee"):
        loaded(one, two, strict=True)
    with pytest.raises(RuleConflict, match="2 plugins have the name"):
        loaded(plugin("x", rule("x.a")), plugin("x", rule("x.b")), strict=True)
    with pytest.raises(PluginError, match="8 weeks"):
        Kit.open(plugins=[one], strict=True)


def test_a_plugin_may_speak_for_many_members_and_bring_layers_of_all_kinds(plugin: MakePlugin, rule: MakeRule) -> None:
    codes = [gemeente.code for gemeente in load().on(DAY)][:50]
    rules = [rule(f"veel.{code}", member=code, layer=layer) for code in codes for layer in [Layer.VERORDENING]]
    assert len(loaded(plugin("veel", *rules, members=codes)).rules) == 50


def test_isolate_takes_no_other_word() -> None:
    with pytest.raises(DataError, match="thread"):
        loaded(isolate="thread")
