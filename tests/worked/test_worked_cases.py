"""Worked cases of the dossier on law, and of any file in the same format, hold for the library.

``pytest tests/worked --cases FILE.json`` runs another file. A case that can't be mapped to the library fails; none is
skipped. The only cases that are let through unmapped stand in ``WAITS``: they ask for a part that is not built yet, and
the test fails as soon as a question answers them, so that the list can only shrink.
"""

from __future__ import annotations

import importlib
import json
import os
from pathlib import Path

import pytest
from tests.worked.registry import QUESTIONS, Case, asked_by, differences, same

HERE = Path(__file__).resolve().parent
for module in sorted(HERE.glob("questions_*.py")):
    importlib.import_module(f"tests.worked.{module.stem}")

DOSSIER = "domain/law/worked_cases.json"
WAITS: dict[str, str] = {}  # cases of the dossier that wait for a part that is not built yet


def read_cases(path: Path) -> list[Case]:
    return [Case.read(row, path.name) for row in json.loads(path.read_text(encoding="utf-8"))]


def dossier(config: pytest.Config) -> Path:
    return Path(os.environ.get("VNGKIT_SHARED", config.rootpath.parent / "shared")) / DOSSIER


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" not in metafunc.fixturenames:
        return
    own = dossier(metafunc.config)  # in CI it is there: tests/conftest.py
    cases = [case for case in read_cases(own) if case.id not in WAITS] if own.is_file() else []
    for name in metafunc.config.option.cases:
        if name.endswith(".json"):
            cases += read_cases(Path(name))
    metafunc.parametrize("case", cases, ids=[f"{case.file}:{case.id}" for case in cases])


def test_a_worked_case_holds_for_the_library(case: Case) -> None:
    found = asked_by(case)
    assert found, f"{case.title}: no question of tests/worked maps {dict(case.inputs)} -> {list(case.expected)}"
    assert len(found) == 1, f"{case.title}: asked by {[one.name for one in found]}"
    answer = found[0].ask(case)
    wrong = list(differences(answer, case.expected))
    assert not wrong, f"{case.title} ({case.law}): {'; '.join(wrong)}"


def test_what_waits_is_really_not_mapped_and_stands_in_the_dossier(shared: Path) -> None:
    waiting = [case for case in read_cases(shared / DOSSIER) if case.id in WAITS]
    assert {case.id for case in waiting} == set(WAITS)
    answered = {case.id: asked_by(case)[0].name for case in waiting if asked_by(case)}
    assert not answered, f"take these out of WAITS: {answered}"


def test_a_case_of_a_shape_that_nobody_knows_is_not_mapped() -> None:
    case = Case(
        id="x", group="", title="", inputs={"moon": "full"}, expected={"end": "2026-12-25"}, law="Pbw 18a lid 1"
    )
    assert asked_by(case) == []


def test_a_wrong_expectation_is_seen() -> None:
    inputs = {"event": "2026-11-27", "term": 4, "unit": "weeks", "atw": True}
    case = Case(id="x", group="", title="", inputs=inputs, expected={"end": "2026-12-25"}, law="Pbw 18a lid 1")
    (question,) = asked_by(case)
    assert len(list(differences(question.ask(case), case.expected))) == 1


def test_yes_is_not_one() -> None:
    assert not same(found=True, expected=1)


def test_every_question_has_a_name_of_its_own() -> None:
    names = [one.name for one in QUESTIONS]
    assert len(set(names)) == len(names)
