"""The page of reference says what the code does."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

from vngkit.questions import models
from vngkit.questions._fold import NEXT_KNOWLEDGE, NEXT_QUESTION
from vngkit.questions._law_names import law_names
from vngkit.questions._mask import MARKS
from vngkit.questions._words import DATA, SourceKind

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "questions.md").read_text(encoding="utf-8")


def test_states_and_marks_stand_on_the_page_as_they_are() -> None:
    for nexts in (NEXT_QUESTION, NEXT_KNOWLEDGE):
        for state, after in nexts.items():
            told = ", ".join(f"`{each.value}`" for each in sorted(after)) or "nothing"
            assert f"| `{state.value}` | {told} |" in PAGE
    for kind, mark in MARKS.items():
        assert f"| `{kind}` | `{mark}` |" in PAGE


def test_the_data_is_as_the_page_counts_it() -> None:
    with (DATA / "law_names.csv").open(encoding="utf-8", newline="") as file:
        assert f"{len(list(csv.DictReader(file)))} names of laws" in PAGE
    assert f"{len(models())} model ordinances" in PAGE
    assert law_names()["Wgs"].work != law_names()["WGS"].work  # an abbreviation is as it is written


def test_the_data_is_as_the_dossier_makes_it(shared: Path) -> None:
    for script in ("build_questions.py", "build_law.py"):
        command = [sys.executable, str(ROOT / "scripts" / script), "--check", "--shared", str(shared)]
        assert subprocess.run(command, capture_output=True, text=True, check=False).returncode == 0, script


def test_every_word_has_a_dutch_and_an_english_name() -> None:
    assert (SourceKind.CASE_LAW.label("nl"), SourceKind.CASE_LAW.label("en")) == ("uitspraak", "case law")
