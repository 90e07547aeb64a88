"""What reaches a terminal or a program: nothing of the data is markup or control, it fits, an error is one message."""

from __future__ import annotations

import io
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from vngkit.cli._errors import run
from vngkit.cli._face import Face
from vngkit.cli._fold import fold, share_widths
from vngkit.cli._output import Cell, Column, Printer
from vngkit.safe import escaped, safe

Run = Callable[..., Result]


def shell(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "VNGKIT_LANG"))}
    command = [sys.executable, "-m", "vngkit", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**clean, **env}, encoding="utf-8")


def printed(columns: list[Column], rows: list[list[str | Cell]], width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    out = io.StringIO()
    Printer(lang="nl", file=out).table(columns, rows)
    return out.getvalue()


@given(st.text())
def test_safe_text_holds_no_control_character(text: str) -> None:
    assert all(letter.isprintable() or letter.isspace() for letter in safe(text))
    assert not set(safe(text)) & set("\x1b\n\r\t\u202e\u2028")


@given(st.text())
def test_escaped_text_holds_no_tag_and_no_quote(text: str) -> None:
    assert not set(escaped(text)) & set("<>\"'\x1b\x00")


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=60), st.integers(1, 30))
def test_a_folded_word_keeps_all_its_letters_and_its_width(text: str, width: int) -> None:
    lines = fold(text, width).split("\n")
    assert "".join(lines) == text
    assert all(len(line) <= width for line in lines)


@given(st.lists(st.tuples(st.integers(1, 80), st.booleans()), min_size=1, max_size=6), st.integers(20, 200))
def test_columns_never_take_more_than_they_need_or_the_table_has(columns: list[tuple[int, bool]], room: int) -> None:
    natural, folds = [width for width, _ in columns], [may for _, may in columns]
    widths = share_widths(natural, folds, room)
    assert all(0 < width <= need for width, need in zip(widths, natural, strict=True))
    fixed = sum(width for width, may in columns if not may)
    if fixed + sum(folds) <= room:
        assert sum(widths) <= room


@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_a_table_fits_its_width_and_loses_nothing(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [Column(title="Norm", folds=True), Column(title="Waarde"), Column(title="Bij te weten", folds=True)]
    rows: list[list[str | Cell]] = [["income.fixed_costs_during_detention_max", "6 maanden", "wet gewijzigd " * 5]]
    shown = printed(columns, rows, width, monkeypatch)
    assert max(map(len, shown.splitlines())) <= width
    assert "".join(shown.split()).count("gewijzigd") == 5
    assert "detention_max" in shown.replace("\n", "").replace(" ", "") or width > 40


def test_markup_and_escapes_in_data_are_shown_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = printed([Column(title="a")], [["[red]x[/red] [link=file:///]y \x1b[31m :smile:"]], 120, monkeypatch)
    assert r"[red]x[/red] [link=file:///]y \x1b[31m :smile:" in shown


def test_a_name_with_an_escape_is_told_safely(vngkit: Run) -> None:
    result = vngkit("members", "find", "\x1b]0;title\x07[bold]x")
    assert result.exit_code == 3
    assert "\x1b" not in result.stderr
    assert r"\x1b]0;title\x07[bold]x" in result.stderr


def test_a_pipe_gets_no_colour_and_one_line_for_each_row() -> None:
    done = shell("rules", "compare", "debt.decision_term", "--all", "--on", "2026-11-23")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    rows = [line for line in done.stdout.splitlines() if line.startswith("GM")]
    assert len(rows) == 342
    assert all(line == line.rstrip() for line in done.stdout.splitlines())


def test_no_color_is_kept_also_where_colour_is_forced() -> None:
    words = ("members", "history", "Haaren")
    assert "\x1b[" in shell(*words, FORCE_COLOR="1", COLUMNS="80", TERM="xterm").stdout
    assert "\x1b[3" not in shell(*words, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="80", TERM="xterm").stdout


def test_a_terminal_without_our_letters_still_gets_the_answer() -> None:
    done = shell("members", "find", "Súdwest-Fryslân", "--on", "2026-11-23", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert r"S\xfadwest-Frysl\xe2n" in done.stdout
    found = shell("members", "find", "GM1900", "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert json.loads(found.stdout)["result"]["gemeente"]["name"] == "Súdwest-Fryslân"


def test_a_reader_that_goes_away_is_no_fault() -> None:
    ask = f"{shlex.quote(sys.executable)} -m vngkit rules compare debt.decision_term --all"
    command = f"{ask} | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 141)
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


@pytest.mark.parametrize("words", ["rules compare debt.decision_term --all", "members find Utrecht --json", "doctor"])
def test_a_reader_that_was_never_there_is_no_fault_either(words: str) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        command = [sys.executable, "-m", "vngkit", *words.split()]
        done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_usage_error_is_in_the_language_of_the_person(vngkit: Run) -> None:
    assert "er is geen opdracht fnd. Bedoel je find?" in vngkit("members fnd").stderr
    assert "No such command 'fnd'" in vngkit("members fnd", VNGKIT_LANG="en").stderr
    for words, told in {
        "members find": "ontbreekt",
        "members find Utrecht --jsn": "er is geen optie --jsn",
        "doctor extra": "te veel woorden",
        "members find Utrecht --lang fr": "moet een van nl, en zijn",
        "members find Utrecht --on": "moet een waarde hebben",
        "rules compare x --status y": "moet een van",
    }.items():
        result = vngkit(words)
        assert result.exit_code == 2, words
        assert told in result.stderr, words


def boom() -> None:
    raise RuntimeError("boem")


def test_a_fault_of_the_program_is_told_without_a_traceback_unless_it_is_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(boom, Face(lang="nl")) == 70
    told = capsys.readouterr().err
    assert "RuntimeError: boem" in told
    assert "Traceback" not in told
    assert run(boom, Face(lang="nl", debug=True)) == 70
    assert "Traceback" in capsys.readouterr().err
    assert run(boom, Face(lang="nl", as_json=True)) == 70
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "bug"


def interrupted() -> None:
    raise KeyboardInterrupt


def test_an_interrupt_ends_with_its_own_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(interrupted, Face(lang="nl")) == 130
    assert capsys.readouterr().err == "Fout: afgebroken.\n"


def test_a_folder_that_can_not_be_written_is_told(vngkit: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = vngkit("demo", "--out", str(tmp_path / "file" / "below"))
    assert result.exit_code == 4
    assert "Traceback" not in result.stderr


def test_where_click_is_missing_one_line_says_so() -> None:
    code = (
        "import sys, importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name in ('click', 'rich') else real(name, *a)\n"
        "sys.argv = ['vngkit', '--lang', 'en', 'doctor']; from vngkit.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert done.stderr == "vngkit: the command line needs click and rich. Fix: pip install 'vngkit[cli]'\n"


def test_the_help_loads_no_room_and_draws_no_table() -> None:
    code = (
        "import sys; sys.argv = ['vngkit', '--help']\n"
        "from vngkit.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith(('rich', 'vngkit.l', 'vngkit.m', 'vngkit.p'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
