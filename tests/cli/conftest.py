"""Running commands as people do: through the application, with their own streams and environment."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from vngkit.cli._app import app

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VNGKIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def vngkit() -> Run:
    """``vngkit("members find Utrecht")``, or the words one by one."""

    def run(*words: str, stdin: str | bytes | None = None, **env: str) -> Result:
        args = words[0].split() if len(words) == 1 else list(words)
        return CliRunner().invoke(app, args, input=stdin, env=env)

    return run


@pytest.fixture
def answer(vngkit: Run) -> Callable[..., Any]:
    """The JSON that a command writes."""

    def run(*words: str, **env: str) -> Any:
        args = words[0].split() if len(words) == 1 else words
        return json.loads(vngkit(*args, "--json", **env).stdout)

    return run
