"""The kit for authors: the check tells everything at once, each with a fix; a new plugin passes it and can be run."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import vngkit_lokale_regels
import vngkit_voorbeeldstad

from vngkit import Kit
from vngkit.errors import DataError, NotFound, NotInForce
from vngkit.legislation import AnswerStatus, Layer, LocalRule
from vngkit.members import load
from vngkit.terms import Term
from vngkit.testing import FixedClock, check_plugin, new_plugin, plugin_findings

MakeRule = Callable[..., LocalRule]
MakePlugin = Callable[..., ModuleType]
WriteModule = Callable[[str, str], str]
ROOT = Path(__file__).resolve().parents[2]


def told(plugin: Any) -> str:
    with pytest.raises(AssertionError) as caught:
        check_plugin(plugin)
    return str(caught.value)


def test_a_good_plugin_passes_by_module_by_name_and_by_folder() -> None:
    check_plugin(vngkit_voorbeeldstad)
    check_plugin(vngkit_lokale_regels)
    check_plugin("voorbeeldstad")
    check_plugin("vngkit_lokale_regels")
    check_plugin(ROOT / "plugins" / "vngkit-voorbeeldstad")
    with pytest.raises(NotFound, match="nergens"):
        check_plugin("nergens")
    with pytest.raises(NotFound, match="no folder"):
        check_plugin(ROOT / "nergens")
    with pytest.raises(DataError, match="one package with VNGKIT; it holds none"):
        check_plugin(ROOT / "docs")


def test_everything_that_is_wrong_is_told_at_once_each_with_a_fix(module: WriteModule) -> None:
    body = """
    import requests_of_old as requests  # a module of ours below, so that the import works
    import socket
    from datetime import datetime
    from vngkit.legislation._source import Layer as L
    import vngkit.plugins._guard
    VNGKIT = PluginInfo(name="alles", api=7, members={"GM9999", "GM0000"})
    calls = []

    @hookimpl
    def vngkit_local_rule(): ...

    @hookimpl
    def vngkit_local_rules():
        calls.append(datetime.now())
        yield rule("alles.a", weeks=9)
        yield rule("alles.b", member="GM0363")
        yield rule("alles.c")
        yield rule("alles.d")
        yield rule("alles.e", valid_to=date(2999, 1, 1))
        yield rule("alles.same", weeks=1)
        yield rule("alles.same", weeks=2)
        yield rule(f"alles.call{len(calls)}", weeks=3)
    """
    module("requests_of_old", "")
    text = told(module("alles", body))
    for words in (
        "api=7",
        "GM0000",
        "no hook vngkit_local_rule. Fix: write vngkit_local_rules",
        "a second call gives other records",
        "8 weeks",
        "'alles.b' is for GM0363",
        "valid_to 2999-01-01 is no likely day",
        "'alles.same' is given to 2 rules",
        "'alles.c' and 'alles.d' fill debt.decision_term for GM9999 on the same days",
        "it imports vngkit.legislation._source.Layer, which is private. Fix: import a public name",
        "it imports vngkit.plugins._guard, which is private",
        "it imports socket, which is for the network",
        "it asks the clock (datetime.now)",
    ):
        assert words in text, words
    count = int(text.split()[0])
    assert count == text.count("\n") >= 13
    assert "alles.py, line" in text


def test_what_happens_at_import_is_told_too(module: WriteModule) -> None:
    assert "import: ModuleNotFoundError" in told(module("mist", "import nothing_of_that_name"))
    assert "it changed the working folder" in told(module("loopt", "import os; os.chdir('/')"))


@pytest.mark.parametrize(
    ("hook", "words"),
    [
        (lambda: None, "gave None"),
        (sys.exit, "SystemExit"),
        (lambda: [5], "record 1 of vngkit_local_rules is a int"),
    ],
)
def test_a_hook_that_gives_no_rules_is_told(plugin: MakePlugin, hook: Callable[[], Any], words: str) -> None:
    assert words in told(plugin("x", hook=hook))


def test_a_rule_that_never_answers_is_told_and_may_stay_as_it_was_found(plugin: MakePlugin, rule: MakeRule) -> None:
    found = plugin("x", rule("x.a", layer=Layer.BELEIDSREGEL))
    (finding,) = plugin_findings(found)
    assert finding.severity == "remark"
    assert "stands in a beleidsregel and never answers" in finding.what
    assert "artikel 4a lid 3 asks a verordening" in finding.what
    check_plugin(found)


def test_mistakes_in_files_of_rules_are_findings_of_their_own_each_with_a_fix(tmp_path: Path) -> None:
    project = new_plugin("GM9999", tmp_path, load())
    rules = 'layer = "verordning"\nvalid_fron = 2025-01-01\n' + '[[rule]]\nterm = "debt.decision_term"\nvalue = 9\n' * 2
    (project / "src/vngkit_voorbeeldstad/rules/rules.toml").write_text(rules, encoding="utf-8")
    found = plugin_findings(project)
    assert len(found) == 4  # what stands above the rules is told once
    assert all(finding.fix for finding in found)


def test_the_findings_can_be_had_as_data(plugin: MakePlugin, rule: MakeRule) -> None:
    assert plugin_findings(plugin("x", rule("x.a"))) == ()
    (finding,) = plugin_findings(plugin("x", rule("x.a", Term(9, "weeks"))))
    assert finding.part == "rules"
    assert "8 weeks" in finding.what
    assert finding.fix


@pytest.mark.parametrize("code", ["GM9999", "GM0363", "GM0518", "GM0893", "GM1900"])
def test_a_new_plugin_passes_the_check_and_its_own_test(tmp_path: Path, code: str) -> None:
    project = new_plugin(code, tmp_path, load())
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    ((name, package),) = settings["project"]["entry-points"]["vngkit.plugins"].items()
    assert project.name == f"vngkit-{name}"
    assert not [path for path in project.rglob("*") if path.is_file() and "$" in path.read_text(encoding="utf-8")]
    check_plugin(project)
    assert (package in sys.modules) is (code == "GM9999"), "only the installed one stays imported"
    assert str(project / "src") not in sys.path


def test_the_test_of_a_new_plugin_runs_as_it_stands_and_its_example_is_a_rule(tmp_path: Path) -> None:
    project = new_plugin("GM9999", tmp_path, load())
    (rules,) = project.rglob("rules.toml")
    lines = rules.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("# title"))
    rules.write_text("\n".join(line.removeprefix("# ") if line != "#" else "" for line in lines[start:]))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(project)],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "VNGKIT_PLUGINS": ""},
    )
    assert "1 passed" in done.stdout, done.stdout + done.stderr
    program = (
        "from datetime import date; from vngkit import Kit; kit = Kit.open(plugins=['vngkit_voorbeeldstad']); "
        "print(kit.rules.answer('debt.decision_term', member='GM9999', on=date(2026, 1, 1)).value, "
        "len(kit.rules.rules), kit.plugins.faults)"
    )
    path = os.pathsep.join([str(project / "src"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.split("\n")[0] == "5 weeks 2 ()"


def test_no_plugin_is_made_for_a_gemeente_that_is_not_there_or_in_a_place_that_is_taken(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        new_plugin("GM0000", tmp_path, load())
    with pytest.raises(NotInForce, match=r"Boxmeer \(GM0756\) ended on 2022-01-01\..*Land van Cuijk \(GM1982\)"):
        new_plugin("GM0756", tmp_path, load())
    assert new_plugin("GM0756", tmp_path, load(), on=date(2021, 1, 1)).name == "vngkit-boxmeer"
    new_plugin("GM0344", tmp_path, load())
    with pytest.raises(DataError, match="is there already"):
        new_plugin("GM0344", tmp_path, load())


def test_every_gemeente_of_today_gets_a_name_for_its_plugin_that_no_other_has(tmp_path: Path) -> None:
    from vngkit.testing._new import _name

    day = date(2026, 11, 23)
    names = [_name(gemeente) for gemeente in load().on(day)]
    assert len(set(names)) == len(names) == 342


def test_the_template_is_no_project_that_a_search_would_find() -> None:
    folder = ROOT / "src" / "vngkit" / "testing" / "_template"
    assert {path.suffix for path in folder.iterdir()} == {".tmpl"}


def test_a_clock_stands_still_until_it_is_moved() -> None:
    clock = FixedClock(datetime(2026, 11, 24, 22, 59, tzinfo=UTC))
    with Kit.open(plugins=(), clock=clock) as kit:
        assert kit.today() == date(2026, 11, 24)
        clock.forward(minutes=1)
        assert kit.today() == date(2026, 11, 25), "in Amsterdam the next day has begun"
    with pytest.raises(DataError, match="time zone"):
        FixedClock(datetime(2026, 11, 24))  # noqa: DTZ001


def test_a_rule_that_was_taken_out_leaves_no_answer(plugin: MakePlugin, rule: MakeRule) -> None:
    with Kit.open(plugins=[plugin("x", rule("x.a"))]) as kit, Kit.open(plugins=()) as empty:
        question = {"member": "GM9999", "on": date(2026, 1, 1)}
        assert kit.rules.answer("debt.decision_term", **question).status is AnswerStatus.IN_FORCE  # type: ignore[arg-type]
        assert empty.rules.answer("debt.decision_term", **question).status is AnswerStatus.UNKNOWN  # type: ignore[arg-type]
