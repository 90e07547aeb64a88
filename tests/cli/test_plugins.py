"""``vngkit plugins``: what is there and how it is, whether one is sound, and a new one for a gemeente."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
HEAD = (
    "from vngkit.plugins import PluginInfo, hookimpl\nVNGKIT = PluginInfo(name={name!r}, api=1, members={{'GM0344'}})\n"
)
HOOK = "@hookimpl\ndef vngkit_local_rules():\n    {body}\n"
TERM = "debt.decision_term"


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    """Write a plugin as a module that can be imported, here and in another process."""

    def write(name: str, body: str) -> str:
        text = HEAD.format(name=name.replace("_", "-")) + HOOK.format(body=body)
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        return name

    return write


def test_every_plugin_is_listed_with_its_claim_and_its_rules(vngkit: Run, answer: Callable[..., Any]) -> None:
    shown = vngkit("plugins list")
    assert shown.exit_code == 0
    assert "lokale-regels" in shown.stdout
    found = answer("plugins list")["result"]
    (real,) = [plugin for plugin in found["plugins"] if plugin["name"] == "lokale-regels"]
    assert real["state"] == "loaded"
    assert real["rules"] > 200
    assert "GM0344" in real["members"]
    assert found["faults"] == []


def test_what_was_not_asked_for_is_listed_as_not_loaded(answer: Callable[..., Any]) -> None:
    found = answer("plugins list --plugins none")["result"]
    assert found["plugins"] == []
    assert "lokale-regels" in {plugin["name"] for plugin in found["not_loaded"]}


def test_a_plugin_that_does_not_exist_is_told(vngkit: Run) -> None:
    result = vngkit("plugins list --plugins lokale-regles")
    assert result.exit_code == 3
    assert "lokale-regels" in result.stderr


def test_a_broken_plugin_is_named_and_the_exit_code_says_so(vngkit: Run, module: Callable[[str, str], str]) -> None:
    name = module("kapot_een", "raise SystemExit('told to stop')")
    result = vngkit("plugins", "list", "--plugins", f"lokale-regels,{name}")
    assert result.exit_code == 1
    assert "geweigerd" in result.stdout
    assert "told to stop" in result.stdout
    assert "Doe dit:" in result.stdout
    found = json.loads(vngkit("plugins", "list", "--plugins", name, "--json").stdout)["result"]
    assert [fault["plugin"] for fault in found["faults"]] == ["kapot-een"]
    assert found["faults"][0]["stage"] == "collect"


def test_an_answer_that_a_broken_plugin_may_touch_says_so_and_no_other_does(
    vngkit: Run, module: Callable[[str, str], str]
) -> None:
    name = module("kapot_twee", "raise ValueError('boem')")
    both = ("--plugins", f"lokale-regels,{name}", "--on", "2026-11-23")
    touched = vngkit("rules", "answer", TERM, "Utrecht", *both)
    assert touched.exit_code == 1
    assert "8 weken" in touched.stdout
    assert "kapot-twee" in touched.stdout
    free = vngkit("rules", "answer", TERM, "Nieuwegein", *both)
    assert free.exit_code == 0
    assert "kapot-twee" in free.stderr, "the fault itself is never silent"
    assert "kapot-twee" not in free.stdout
    degraded = json.loads(vngkit("rules", "answer", TERM, "Utrecht", *both, "--json").stdout)["result"]["degraded_by"]
    assert degraded == [{"plugin": "kapot-twee", "stage": "collect"}]


def test_the_doctor_finds_the_broken_plugin(vngkit: Run, module: Callable[[str, str], str]) -> None:
    result = vngkit("doctor", "--plugins", module("kapot_drie", "raise ValueError('boem')"))
    assert result.exit_code == 1
    assert "kapot-drie" in result.stdout
    assert "boem" in result.stdout


def test_a_sound_plugin_passes_the_check(vngkit: Run, answer: Callable[..., Any]) -> None:
    assert vngkit("plugins check lokale-regels").exit_code == 0
    result = answer("plugins check lokale-regels")["result"]
    assert result["passed"]
    assert {item["severity"] for item in result["problems"]} == {"remark"}
    assert answer("plugins check voorbeeldstad")["result"] == {
        "plugin": "voorbeeldstad",
        "passed": True,
        "problems": [],
    }


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("raise SystemExit('told to stop')", "told to stop"),
        ("import os; os._exit(0)", "beëindigde het proces"),
        ("return [5]", "LocalRule"),
        ("import sys; sys.stdout.write('in orde\\n'); raise ValueError('boem')", "boem"),
    ],
)
def test_whatever_a_plugin_does_the_check_tells_it(
    vngkit: Run, module: Callable[[str, str], str], body: str, told: str
) -> None:
    result = vngkit("plugins", "check", module(f"fout_{abs(hash(body))}", body))
    assert result.exit_code == 1
    assert told in result.stdout
    assert "in orde" not in result.stdout


def test_a_plugin_that_is_not_there_can_not_be_checked(vngkit: Run, tmp_path: Path) -> None:
    assert vngkit("plugins check no_such_plugin").exit_code == 3
    assert vngkit("plugins", "check", str(tmp_path / "nothing")).exit_code == 3


@pytest.mark.parametrize("member", ["GM9999", "Súdwest-Fryslân", "'s-Gravenhage"])
def test_a_new_plugin_passes_the_check_at_once(
    vngkit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, member: str
) -> None:
    made = vngkit("plugins", "new", member, "--into", str(tmp_path), "--json")
    assert made.exit_code == 0
    found = json.loads(made.stdout)["result"]
    folder = Path(found["folder"])
    assert all((folder / name).is_file() for name in found["files"])
    assert "pyproject.toml" in found["files"]
    checked = vngkit("plugins", "check", str(folder))
    assert checked.exit_code == 0, checked.stdout
    monkeypatch.chdir(tmp_path)
    assert vngkit("plugins", "check", folder.name.replace("-", "_")).exit_code == 0, "by the name of its module"


def test_a_new_plugin_says_what_to_do_next(vngkit: Run, tmp_path: Path) -> None:
    result = vngkit("plugins", "new", "GM9999", "--into", str(tmp_path))
    assert "pip install -e" in result.stdout
    assert "Nu:" in result.stdout
    assert "rules.toml" in result.stdout
    again = vngkit("plugins", "new", "GM9999", "--into", str(tmp_path))
    assert again.exit_code == 2
    assert again.stdout == ""


@pytest.mark.parametrize("member", ["Beemster", "GM0370"])
def test_no_plugin_is_made_for_a_gemeente_that_ended(vngkit: Run, tmp_path: Path, member: str) -> None:
    result = vngkit("plugins", "new", member, "--into", str(tmp_path))
    assert "geëindigd" in result.stderr
    assert result.exit_code == 3
    assert "Purmerend" in result.stderr
    assert list(tmp_path.iterdir()) == []
