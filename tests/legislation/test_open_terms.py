"""The open terms: one id scheme, bounds from the law, and errors that help."""

from __future__ import annotations

import csv
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from vngkit.errors import DataError, NotFound
from vngkit.legislation import Layer, ValueTable, national_rules, open_terms, value_text
from vngkit.terms import Term

ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "src/vngkit/data/law/words.csv"


def test_the_package_data_is_what_the_dossier_makes(shared: Path) -> None:
    script = ROOT / "scripts" / "build_law.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check", "--shared", str(shared)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_both_lists_of_open_terms_are_reconciled_without_a_rest(shared: Path) -> None:
    terms = open_terms()
    with (shared / "domain/law/open_terms.csv").open(encoding="utf-8") as file:
        assert {row["id"] for row in csv.DictReader(file)} == {term.national_id for term in terms.values()} - {""}
    with (shared / "data/local-rules/open_terms.csv").open(encoding="utf-8") as file:
        assert {row["open_term"] for row in csv.DictReader(file)} <= set(terms)


def test_every_term_has_a_dotted_id_and_a_provision_or_says_that_none_was_read() -> None:
    for term in open_terms().values():
        assert term.id.count(".") == 1
        assert term.citation is not None or not term.verified, term.id


def test_national_rules_keep_what_was_read_and_what_was_not(shared: Path) -> None:
    with (shared / "domain/law/national_rules.csv").open(encoding="utf-8") as file:
        expected = {row["id"]: row["verified"] == "yes" for row in csv.DictReader(file)}
    assert {rule.id: rule.verified for rule in national_rules()} == expected


def test_the_decision_term_in_debt_help_is_at_most_eight_weeks_by_by_law() -> None:
    term = open_terms()["debt.decision_term"]
    assert (term.maximum, term.layer, term.required, term.body) == (Term(8, "weeks"), Layer.VERORDENING, True, "raad")
    term.check(Term(8, "weeks"))
    with pytest.raises(
        DataError, match=r"9 weeks.*at most 8 weeks.*Wet gemeentelijke schuldhulpverlening artikel 4a lid 3"
    ):
        term.check(Term(9, "weeks"))


def test_fifty_six_days_are_held_against_eight_weeks_and_months_are_not_guessed() -> None:
    term = open_terms()["debt.decision_term"]
    term.check(Term(56, "days"))
    with pytest.raises(DataError, match="at most 8 weeks"):
        term.check(Term(57, "days"))
    with pytest.raises(DataError, match="can not be held against the bound"):
        term.check(Term(1, "months"))


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("debt.decision_term", 8),
        ("debt.decision_term", "8 weeks"),
        ("debt.min_age", True),
        ("debt.min_age", Term(18, "years")),
        ("housing.urgency_reentry", "no"),
        ("housing.urgency_reentry", 0),
        ("income.iit_amount_single", 350.0),
        ("debt.signal_follow_up", "pigeon"),
        ("income.advance_share", 94),
        ("income.advance_share", Decimal("100.01")),
        ("income.trial_placement_max", Term(7, "months")),
        ("debt.decision_term", ValueTable(key="household", rows={"single": Term(9, "weeks")})),
        ("debt.decision_term", Term(12, "working_days")),
    ],
)
def test_a_value_of_another_type_or_outside_the_law_is_refused_with_a_fix(term: str, value: object) -> None:
    with pytest.raises(DataError) as caught:
        open_terms()[term].check(value)  # type: ignore[arg-type]
    assert term in str(caught.value)
    assert caught.value.fix


def test_a_misspelt_term_names_the_near_ones() -> None:
    with pytest.raises(NotFound, match=r"debt\.decision_term"):
        open_terms()["debt.decision_trem"]


def test_a_table_needs_rows_with_different_keys() -> None:
    with pytest.raises(DataError, match="different keys"):
        ValueTable(key="age", rows=(("21", 1), ("21", 2)))
    with pytest.raises(DataError, match="no row"):
        ValueTable(key="age", rows={"21": 1})["22"]


def test_every_term_unit_and_choice_has_words_for_people_in_dutch_and_english() -> None:
    terms = open_terms().values()
    assert all(term.label_nl and term.label_en for term in terms)
    assert len({term.label("nl") for term in terms}) == len({term.label("en") for term in terms}) == len(terms)
    words = {row["word"] for row in csv.DictReader(WORDS.read_text(encoding="utf-8").splitlines())}
    assert {choice for term in terms for choice in term.choices} <= words
    assert {term.unit for term in terms} - {"", "km", "count", "date"} <= words
    assert value_text(Decimal("450.50"), "EUR/year", lang="nl") == "450,50 euro per jaar"
