"""The house: rooms that import only downward, a light front door, no clock, no strange codes, no secrets of others."""

from __future__ import annotations

import ast
import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import vngkit

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "vngkit"
MODULES = sorted(path for path in SRC.rglob("*.py") if "_template" not in path.parts)
ROOMS = [name for name in vngkit.__all__ if (SRC / name).is_dir()]
BANNED = {
    "httpx",
    "sqlalchemy",
    "pandas",
    "polars",
    "numpy",
    "rich",
    "click",
    "asyncio",
    "pluggy",
    "cattrs",
    "attr",
    "attrs",
}
CLOCKS = {"date.today", "datetime.now", "datetime.utcnow", "datetime.today", "time.time", "datetime.date.today"}
EDGE = {"cli", "kit.py"}  # the two places that may ask the time: `vngkit` as a command, and the clock of a Kit


def run(code: str) -> str:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=clean)
    return done.stdout


def test_importing_vngkit_loads_no_third_party_module_and_no_room() -> None:
    code = "import sys, json; before = set(sys.modules); import vngkit; new = set(sys.modules) - before"
    loaded = json.loads(run(f"{code}; print(json.dumps(sorted(new)))"))
    assert set(loaded) <= {"vngkit", "__future__"}  # not even typing


def test_the_members_are_ready_without_plugins_tables_or_network() -> None:
    code = "import sys, json; from vngkit import members; members.load(); print(json.dumps(sorted(sys.modules)))"
    loaded = {name.split(".")[0] for name in json.loads(run(code))}
    assert loaded & (BANNED - {"attr", "attrs"}) == set()
    assert "rapidfuzz" not in loaded


@pytest.mark.parametrize("room", ROOMS)
def test_the_public_names_of_a_room_are_sorted_complete_and_documented(room: str) -> None:
    module = importlib.import_module(f"vngkit.{room}")
    assert list(module.__all__) == sorted(module.__all__)
    for name in module.__all__:
        value = getattr(module, name)
        if callable(value) and not getattr(value, "__module__", "").startswith("typing"):
            assert value.__doc__, f"vngkit.{room}.{name} has no docstring"


def test_every_public_name_of_the_front_door_is_there() -> None:
    for name in vngkit.__all__:
        assert getattr(vngkit, name) is not None
    with pytest.raises(AttributeError, match="nothing_here"):
        vngkit.nothing_here  # noqa: B018
    assert set(vngkit.__all__) <= set(dir(vngkit))


def test_every_error_is_exported_and_stands_in_the_tree() -> None:
    from vngkit import errors

    classes = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
    assert classes == set(errors.__all__)
    assert all(name in (errors.__doc__ or "") for name in classes)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_no_code_of_a_real_gemeente_stands_outside_the_data(path: Path) -> None:
    found = set(re.findall(r"\bGM\d{4}\b", path.read_text(encoding="utf-8"))) - {"GM9999"}
    assert not found, f"{path} names {found}: codes belong in data/ and plugins/"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_no_module_of_the_domain_asks_the_clock(path: Path) -> None:
    if path.relative_to(SRC).parts[0] in EDGE:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not calls & CLOCKS


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_no_module_runs_data_as_code(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not calls & {"eval", "exec", "pickle.loads", "pickle.load", "marshal.loads", "yaml.load", "shelve.open"}


def test_every_module_can_be_imported() -> None:
    for module in pkgutil.walk_packages([str(SRC)], "vngkit."):
        if "_template" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def test_the_locks_hold_no_address_and_every_requirement_has_a_hash() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text, path.name
        pinned = re.findall(r"^[a-z0-9][^\n]*==", text, re.MULTILINE)
        assert pinned
        assert text.count("--hash=sha256:") >= len(pinned)


def test_the_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    if not lint.exists():  # the plain test environment has no linter: CI runs it in its own session
        assert "importlinter" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        assert "lint-imports" in (ROOT / "noxfile.py").read_text(encoding="utf-8")
        return
    done = subprocess.run([str(lint)], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout
