"""``vngkit law impact``: what rests on an article, for people and programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from click.testing import Result

Run = Callable[..., Result]


def test_impact_lists_rules_terms_rows_and_local_rules_of_an_article(vngkit: Run) -> None:
    result = vngkit("law", "impact", "BWBR0031331", "--article", "4a")
    assert result.exit_code == 0
    for told in ("debt_decision_term", "debt.decision_term", "debt_help_to_housing_corporation", "lokale regel"):
        assert told in result.stdout
    assert "artikel 4a" in result.stdout


def test_impact_for_a_program_names_kind_id_and_provision(answer: Callable[..., Any]) -> None:
    found = answer("law", "impact", "BWBR0016544", "--article", "11a", "--plugins", "none")
    assert found["command"] == "law impact"
    assert found["asked"] == {"work": "BWBR0016544", "article": "11a"}
    kinds = {row["kind"] for row in found["result"]["rows"]}
    assert kinds >= {"national_rules", "sharing_rows", "retention_rules"}
    assert found["result"]["count"] == len(found["result"]["rows"])


def test_the_json_of_impact_does_not_depend_on_the_language(vngkit: Run) -> None:
    words = ("law", "impact", "BWBR0031331", "--article", "4a", "--plugins", "none", "--json", "--lang")
    assert vngkit(*words, "nl").stdout == vngkit(*words, "en").stdout


def test_nothing_held_is_not_nothing(vngkit: Run) -> None:
    result = vngkit("law", "impact", "BWBR0000001", "--plugins", "none", "--lang", "en")
    assert result.exit_code == 0
    assert "does not prove" in result.stdout


def test_what_is_no_law_is_told_as_a_wrong_question(vngkit: Run) -> None:
    result = vngkit("law", "impact", "Wgs", "--plugins", "none")
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
