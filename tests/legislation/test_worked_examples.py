"""Worked examples of "which rule holds in gemeente X on day D", from the dossier and from any file in the same format.

``pytest tests/legislation/test_worked_examples.py --cases FILE.csv`` runs another file. An example that can't be mapped
to the library fails; none is skipped.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from vngkit import Kit
from vngkit.legislation import Answer, AnswerStatus
from vngkit.terms import Term

FIELDS = {"case", "gemeente_code", "date", "open_term", "expected_value", "expected_status", "rule_id"}
# the words of the dossier for what the library says with a status and, for the second, a warning
STATUSES = {
    **{status.value: status for status in AnswerStatus},
    "in_force_law_moved": AnswerStatus.IN_FORCE,
    "gemeente_ended": AnswerStatus.MEMBER_ENDED,
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    config = metafunc.config
    if "example" not in metafunc.fixturenames:
        return
    shared = Path(os.environ.get("VNGKIT_SHARED", config.rootpath.parent / "shared"))
    own = shared / "data/local-rules/worked_examples.csv"
    paths = [own] if own.is_file() else []  # in CI it is there: tests/conftest.py
    paths += [Path(name) for name in config.option.cases if name.endswith(".csv")]
    found = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            found += [(f"{path.name}:{row.get('case')}", row) for row in csv.DictReader(file)]
    metafunc.parametrize("example", [row for _, row in found], ids=[name for name, _ in found])


@pytest.fixture(scope="module")
def kit() -> Iterator[Kit]:
    with Kit.open(plugins=["lokale-regels"]) as kit:
        yield kit


def test_a_worked_example_gives_the_answer_of_the_dossier(kit: Kit, example: dict[str, str]) -> None:
    assert example.keys() >= FIELDS, "this is not a file of worked examples"
    status = STATUSES[example["expected_status"]]
    answer = kit.rules.answer(
        example["open_term"], member=example["gemeente_code"], on=date.fromisoformat(example["date"])
    )
    assert answer.status is status, answer.explain("en")
    assert answer.warned("law_moved") or example["expected_status"] != "in_force_law_moved", answer.explain("en")
    assert plain(answer) == expected(example["expected_value"]), answer.explain("en")
    if example["rule_id"]:
        assert answer.rule is not None
        assert answer.rule.id.endswith(example["rule_id"]), answer.rule.id
    if example.get("publication_id") and answer.rule:
        assert answer.rule.source.publication_id == example["publication_id"]
    assert answer.explain("nl")
    assert answer.explain("en")


def plain(answer: Answer) -> Decimal | str | None:
    """The value as a worked example writes it: the number of a term, yes or no, a word."""
    value = answer.value
    if value is None or answer.term.type.value == "instrument":
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Term):
        return Decimal(value.amount)
    return Decimal(value) if isinstance(value, int | Decimal) else str(value)


def expected(text: str) -> Decimal | str | None:
    if not text:
        return None
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def test_the_words_of_the_dossier_cover_every_status() -> None:
    assert set(STATUSES.values()) == set(AnswerStatus)
