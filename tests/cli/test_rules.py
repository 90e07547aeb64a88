"""``vngkit rules``: the answer, why, the spread, the gaps; by name or code, for people and programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
ON = ("--on", "2026-11-23")
TERM = "debt.decision_term"


def test_the_answer_says_value_rule_and_law(vngkit: Run) -> None:
    result = vngkit("rules", "answer", TERM, "Utrecht", *ON)
    assert result.exit_code == 0
    for told in ("Utrecht (GM0344)", "8 weken", "geldt", "CVDR653220", "artikel 4a lid 3", "23 november 2026"):
        assert told in result.stdout


def test_the_answer_for_a_program_is_exact_and_in_both_languages(answer: Callable[..., Any]) -> None:
    found = answer("rules", "answer", TERM, "GM0344", *ON)
    assert found["command"] == "rules answer"
    assert found["asked"] == {"term": TERM, "member": "GM0344", "on": "2026-11-23"}
    result = found["result"]
    assert result["status"] == "in_force"
    value = {"kind": "term", "amount": 8, "unit": "weeks", "text": {"nl": "8 weken", "en": "8 weeks"}}
    assert result["value"] == value
    assert result["term"]["maximum"] == value
    assert result["term"]["jci"].startswith("jci1.3:c:BWBR0031331&artikel=4a&lid=3")
    assert result["rule"]["source"]["publication_id"] == "CVDR653220"
    assert result["degraded_by"] == []


def test_the_json_does_not_depend_on_the_language(vngkit: Run) -> None:
    dutch, english = (
        vngkit("rules", "explain", TERM, "Utrecht", *ON, "--json", "--lang", lang) for lang in ("nl", "en")
    )
    assert dutch.stdout == english.stdout


def test_unknown_is_an_answer_and_never_a_value(vngkit: Run, answer: Callable[..., Any]) -> None:
    result = vngkit("rules", "answer", TERM, "Amsterdam", *ON)
    assert result.exit_code == 0
    assert "onbekend" in result.stdout
    assert "niet hetzelfde als: er is geen regel" in result.stdout
    found = answer("rules", "answer", TERM, "Amsterdam", *ON)["result"]
    assert (found["status"], found["value"]) == ("unknown", None)
    assert vngkit("rules", "answer", TERM, "Amsterdam", *ON, "--need-value").exit_code == 1
    assert vngkit("rules", "answer", TERM, "Utrecht", *ON, "--need-value").exit_code == 0


def test_the_explanation_shows_every_rule_and_its_verdict(vngkit: Run, answer: Callable[..., Any]) -> None:
    shown = vngkit("rules", "explain", TERM, "Haarlemmermeer", *ON, "--lang", "en").stdout
    assert "wrong layer" in shown
    assert "a layer that the law does not leave this to" in shown
    candidates = answer("rules", "explain", TERM, "Haarlemmermeer", *ON)["result"]["candidates"]
    assert [candidate["outcome"] for candidate in candidates] == ["wrong_layer"]


def test_an_ended_gemeente_gives_its_successors(vngkit: Run, answer: Callable[..., Any]) -> None:
    found = answer("rules", "answer", "income.iit_amount_single", "Boxmeer", "--on", "2022-01-01")["result"]
    assert found["status"] == "member_ended"
    assert [heir["code"] for heir in found["successors"]] == ["GM1982"]


def test_a_term_with_a_typing_error_gives_the_near_ones(vngkit: Run) -> None:
    result = vngkit("rules", "answer", "debt.decision_trem", "Utrecht")
    assert result.exit_code == 3
    assert TERM in result.stderr
    assert result.stdout == ""


def test_the_spread_counts_all_gemeenten_of_the_day(vngkit: Run, answer: Callable[..., Any]) -> None:
    shown = vngkit("rules", "compare", TERM, *ON).stdout
    assert "342 gemeenten" in shown
    assert "GM0344" not in shown
    result = answer("rules", "compare", TERM, *ON)["result"]
    assert result["members"] == len(result["rows"]) == sum(group["count"] for group in result["spread"]) == 342
    counts = [group["count"] for group in result["spread"]]
    assert counts == sorted(counts, reverse=True)
    rows = vngkit("rules", "compare", TERM, *ON, "--all").stdout
    assert "GM0344" in rows
    assert rows.count("GM") >= 342


def test_a_comparison_can_be_narrowed(answer: Callable[..., Any], vngkit: Run) -> None:
    assert answer("rules", "compare", TERM, *ON, "--network", "g4")["result"]["members"] == 4
    drenthe = answer("rules", "compare", TERM, *ON, "--province", "Drenthe")["result"]
    assert drenthe["members"] == 12
    held = answer("rules", "compare", TERM, *ON, "--status", "in_force")["result"]["rows"]
    assert {row["status"] for row in held} == {"in_force"}
    assert vngkit("rules", "compare", TERM, *ON, "--province", "Atlantis").exit_code == 3
    assert vngkit("rules", "compare", TERM, *ON, "--network", "G5").exit_code == 3


def test_the_coverage_of_a_gemeente_shows_filled_missing_and_required(vngkit: Run, answer: Callable[..., Any]) -> None:
    found = answer("rules", "coverage", "Rotterdam", *ON)["result"]
    assert found["counts"]["terms"] == len(found["rows"])
    by_term = {row["term"]["id"]: row for row in found["rows"]}
    assert by_term["income.fixed_costs_during_detention_max"]["value"]["amount"] == 6
    required = answer("rules", "coverage", "Rotterdam", *ON, "--only", "required")["result"]["rows"]
    assert TERM in {row["term"]["id"] for row in required}
    assert len(required) == found["counts"]["missing_required"]
    assert all(row["required"] for row in required)
    shown = vngkit("rules", "coverage", "Rotterdam", *ON).stdout
    assert "income.fixed_costs_during_detention_max" in shown
    assert "verplicht" in shown


def test_a_coverage_can_be_narrowed_to_one_family(answer: Callable[..., Any], vngkit: Run) -> None:
    rows = answer("rules", "coverage", "Rotterdam", *ON, "--family", "debt")["result"]["rows"]
    assert rows
    assert all(row["term"]["id"].startswith("debt.") for row in rows)
    result = vngkit("rules", "coverage", "Rotterdam", "--family", "dept")
    assert result.exit_code == 3
    assert "debt" in result.stderr


def test_without_plugins_nothing_local_is_held(answer: Callable[..., Any]) -> None:
    assert answer("rules", "answer", TERM, "Utrecht", *ON, "--plugins", "none")["result"]["status"] == "unknown"


def test_a_day_after_the_members_data_is_told(vngkit: Run) -> None:
    result = vngkit("rules", "compare", TERM, "--on", "2031-01-01")
    assert result.exit_code == 3
    assert "2027-01-01" in result.stderr


@pytest.mark.parametrize("words", [("rules", "answer", TERM), ("rules", "answer", TERM, "Utrecht", "--on", "gisteren")])
def test_a_wrong_question_ends_with_code_2(vngkit: Run, words: tuple[str, ...]) -> None:
    result = vngkit(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith("Fout:")
