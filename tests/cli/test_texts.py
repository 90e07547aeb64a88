"""Every text is there in both languages, and says the same things."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from vngkit.cli._lang import choose_lang
from vngkit.cli._texts import TEXTS, text

CLI = Path(__file__).resolve().parents[2] / "src" / "vngkit" / "cli"
SOURCES = sorted(CLI.rglob("*.py"))


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_stands_in_both_languages_with_the_same_places(key: str) -> None:
    dutch, english = TEXTS[key]
    assert dutch.strip()
    assert english.strip()
    assert places(dutch) == places(english)


def keys_in(path: Path) -> set[str]:
    """The keys that a module asks: whole ones, and the beginnings of those that are put together."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "text" and node.args:
            for arg in node.args:
                if isinstance(arg, ast.Constant) and isinstance(arg.value, str) and "." in arg.value:
                    found.add(arg.value)
        if isinstance(node, ast.keyword) and node.arg == "help" and isinstance(node.value, ast.Constant):
            found.add(str(node.value.value))
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_text_that_a_command_asks_is_there(path: Path) -> None:
    assert keys_in(path) - set(TEXTS) == set()


def test_no_text_is_left_over() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES if not path.name.startswith("_texts"))
    put_together = {match[1] for match in re.finditer(r"""f["']([a-z_]+\.)\{""", code)}
    asked = {match[1] for match in re.finditer(r"""["']([a-z_]+(?:\.[a-z0-9_]+)?)["']""", code)}
    left = {
        key
        for key in TEXTS
        if not {key, key.removesuffix("_fix")} & asked and f"{key.split('.')[0]}." not in put_together
    }
    assert left == set()


@pytest.mark.parametrize(
    ("args", "env", "lang"),
    [
        (["--lang", "en"], {"VNGKIT_LANG": "nl"}, "en"),
        (["--lang=en"], {}, "en"),
        (["doctor"], {"VNGKIT_LANG": "en", "LANG": "nl_NL.UTF-8"}, "en"),
        (["doctor"], {"LC_ALL": "en_GB.UTF-8", "LANG": "nl_NL.UTF-8"}, "en"),
        (["doctor"], {"LANG": "C.UTF-8"}, "nl"),
        (["doctor"], {"LANG": "fr_FR.UTF-8"}, "nl"),
        (["doctor"], {"VNGKIT_LANG": "fr", "LANG": "en_US"}, "en"),
        (["members", "find", "--", "--lang", "en"], {}, "nl"),
        (["--lang", "xx"], {}, "nl"),
    ],
)
def test_the_language_is_asked_then_set_then_dutch(args: list[str], env: dict[str, str], lang: str) -> None:
    assert choose_lang(args, env) == lang


def test_a_key_without_a_text_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        text("nl", "no.such_key")
