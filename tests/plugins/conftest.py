"""Plugins made for a test: in memory, and as files that another process can import."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from vngkit.legislation import Layer, LocalRule, Source, Value
from vngkit.plugins import PluginInfo, hookimpl
from vngkit.terms import Term

TERM = "debt.decision_term"
BYLAW = Source(title="Verordening beslistermijn Voorbeeldstad", publication_id="CVDR000000_1", article="2")

MakeRule = Callable[..., LocalRule]
MakePlugin = Callable[..., types.ModuleType]


@pytest.fixture(scope="session")
def rule() -> MakeRule:
    def make(name: str, value: Value | None = None, **fields: Any) -> LocalRule:
        given: dict[str, Any] = {
            "term": TERM,
            "member": "GM9999",
            "value": Term(5, "weeks") if value is None else value,
            "layer": Layer.VERORDENING,
            "source": BYLAW,
            "valid_from": date(2025, 1, 1),
        }
        return LocalRule(id=name, **{**given, **fields})

    return make


@pytest.fixture(scope="session")
def plugin() -> MakePlugin:
    def make(name: str, *rules: object, hook: Callable[[], Any] | None = None, **info: Any) -> types.ModuleType:
        module = types.ModuleType(f"vngkit_{name.replace('-', '_')}")

        def vngkit_local_rules() -> Any:
            return hook() if hook else rules

        own: dict[str, Any] = {
            "VNGKIT": PluginInfo(name=name, **{"api": 1, "members": {"GM9999"}, **info}),
            "vngkit_local_rules": hookimpl(vngkit_local_rules),
        }
        vars(module).update(own)
        return module

    return make


HEAD = """
from datetime import date
from vngkit.legislation import Layer, LocalRule, Source
from vngkit.plugins import PluginInfo, hookimpl
from vngkit.terms import Term

def rule(id, weeks=5, member="GM9999", **fields):
    source = Source(title="Verordening", publication_id="CVDR000000_1", article="2")
    return LocalRule(id=id, term="debt.decision_term", member=member, value=Term(weeks, "weeks"),
                     layer=Layer.VERORDENING, source=source, valid_from=date(2025, 1, 1), **fields)
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], str]]:
    """Write a plugin as a module; ``body`` goes below ``VNGKIT``, ``{name}`` is its name."""
    monkeypatch.syspath_prepend(str(tmp_path))
    made = []

    def write(name: str, body: str) -> str:
        info = f'VNGKIT = PluginInfo(name="{name}", api=1, members={{"GM9999"}})\n'
        (tmp_path / f"{name}.py").write_text(HEAD + info + dedent(body), encoding="utf-8")
        made.append(name)
        return name

    yield write
    for name in made:
        sys.modules.pop(name, None)
