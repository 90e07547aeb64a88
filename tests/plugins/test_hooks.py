"""Every hook is documented with its exact signature, says what it must say, has a test, and a real plugin uses it."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from vngkit import Kit
from vngkit.plugins import API_VERSION, hookspecs

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "hooks.md").read_text(encoding="utf-8")
SPECS = sorted(name for name, value in vars(hookspecs).items() if hasattr(value, "vngkit_spec"))


def test_the_list_of_hooks_is_complete() -> None:
    assert sorted(hookspecs.HOOKS) == SPECS
    assert all(name.startswith("vngkit_") for name in SPECS)
    assert API_VERSION == 1
    assert f"version {API_VERSION}\nof the hooks" in PAGE


@pytest.mark.parametrize("name", SPECS)
def test_a_hook_stands_in_the_reference_with_its_exact_signature(name: str) -> None:
    assert f"### `{name}{inspect.signature(getattr(hookspecs, name))}`".replace("'", "") in PAGE


@pytest.mark.parametrize("name", SPECS)
def test_a_hook_says_when_it_is_called_and_what_may_go_wrong(name: str) -> None:
    text = inspect.getdoc(getattr(hookspecs, name)) or ""
    for part in ("Called:", "Args:", "Returns:", "Time limit:", "Errors:", "Since:", ">>>"):
        assert part in text, part


@pytest.mark.parametrize("name", SPECS)
def test_a_hook_has_a_test_and_a_real_plugin(name: str) -> None:
    tests = [path for path in Path(__file__).parent.glob("test_*.py") if path.name != Path(__file__).name]
    assert any(name in path.read_text(encoding="utf-8") for path in tests)
    sources = [path.read_text(encoding="utf-8") for path in ROOT.glob("plugins/*/src/*/__init__.py")]
    wanted = 2 if name == "vngkit_local_rules" else 1
    assert sum(name in source for source in sources) >= wanted


def test_every_installed_plugin_gives_something_and_has_no_fault() -> None:
    with Kit.open() as kit:
        assert kit.plugins.faults == ()
        assert all(plugin.rules for plugin in kit.plugins)
