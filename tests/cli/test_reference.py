"""The commands are documented: the reference page is what they say, and the how-to runs."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import Result

from vngkit.cli._app import app
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._reference import commands, written
from vngkit.cli._texts import TEXTS

Run = Callable[..., Result]
DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
HOW_TO = (DOCS / "how-to" / "cli.md").read_text(encoding="utf-8")


PATHS = [ctx.command_path for _, ctx in commands()]


def test_the_reference_is_what_the_commands_say() -> None:
    assert written(PAGE) == PAGE, "run: python -m vngkit.cli._reference docs/reference/cli.md"


def test_every_exit_code_is_documented() -> None:
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)} == set(ExitCode)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_every_command_helps_in_both_languages(vngkit: Run, path: str, lang: str) -> None:
    words = path.split()[1:]
    result = vngkit(*words, "--help", "--lang", lang)
    assert result.exit_code == 0
    assert ("Gebruik: " if lang == "nl" else "Usage: ") in result.stdout
    assert ("Toon deze hulp" if lang == "nl" else "Show this help") in result.stdout


def test_every_parameter_has_a_text() -> None:
    for command, ctx in commands():
        assert command.help in TEXTS, ctx.command_path
        for param in command.get_params(ctx):
            if "--help" not in param.opts:
                assert getattr(param, "help", None) in TEXTS, (ctx.command_path, param.name)


def test_every_command_that_answers_can_answer_a_program() -> None:
    for command, ctx in commands():
        if not isinstance(command, click.Group) and ctx.info_name != "demo":
            assert any("--json" in param.opts for param in command.params), ctx.command_path


def test_every_command_of_the_how_to_runs_in_order(
    vngkit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cijfers.csv").write_text("gemeentecode;jaar\nGM0370;2020\n", encoding="utf-8")
    lines = re.findall(r"^\$ vngkit (.+)$", HOW_TO, re.MULTILINE)
    assert len(lines) > 15
    for line in lines:
        command, _, code = line.partition("  # exit ")
        result = vngkit(*shlex.split(command))
        assert result.exit_code == int(code or 0), f"{command}: {result.stderr}"


def completions(*words: str, incomplete: str) -> dict[str, str | None]:
    found = ShellComplete(app, {"obj": Face(lang="nl")}, "vngkit", "_VNGKIT_COMPLETE").get_completions(
        list(words), incomplete
    )
    return {item.value: item.help for item in found}


def test_tab_completes_commands_terms_codes_and_names() -> None:
    assert set(completions(incomplete="")) >= {"members", "rules", "plugins", "doctor", "demo"}
    assert set(completions("rules", incomplete="c")) == {"compare", "coverage"}
    assert "debt.decision_term" in completions("rules", "answer", incomplete="debt.d")
    assert completions("law", "may-share", incomplete="release_d") == {"release_date": "datum invrijheidstelling"}
    assert completions("members", "find", incomplete="gm036")["GM0363"] == "Amsterdam"
    names = completions("rules", "answer", "debt.decision_term", incomplete="Rott")
    assert names == {"Rotterdam": "GM0599"}
    assert set(completions("rules", "compare", "x", "--status", incomplete="in")) == {"in_force"}


def test_a_name_that_a_shell_would_break_completes_to_its_code() -> None:
    assert completions("members", "find", incomplete="'s-G") == {"GM0518": "'s-Gravenhage"}
    assert "GM1705" not in completions("members", "find", incomplete="Zalt")
    assert all(" " not in value for value in completions("members", "find", incomplete="De"))


def test_completion_knows_the_day() -> None:
    assert "Beemster" in completions("members", "find", "--on", "2020-01-01", incomplete="Beems")
    assert completions("members", "find", incomplete="Beems") == {}
