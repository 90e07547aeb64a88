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


PLAN = ("--purpose", "set_amend_or_carry_out_plan", "--on", "2026-11-23")
TO_COLLEGE = ("--from", "director", "--to", "college", *PLAN)


def test_may_share_says_yes_with_ground_and_conditions(vngkit: Run) -> None:
    result = vngkit("law", "may-share", "release_date", *TO_COLLEGE)
    assert result.exit_code == 0
    for told in ("Ja, dit mag", "artikel 20d lid 2 b", "Te bevestigen", "bevoegdheid, geen plicht"):
        assert told in result.stdout


def test_may_share_says_no_with_where_it_could_be_lawful(vngkit: Run, answer: Callable[..., Any]) -> None:
    result = vngkit("law", "may-share", "offence", *TO_COLLEGE, "--need-yes", "--lang", "en")
    assert result.exit_code == 1
    assert "Another ground could exist" in result.stdout
    found = answer("law", "may-share", "offence", *TO_COLLEGE)["result"]
    assert (found["allowed"], found["held"], found["modality"]) == (False, True, "not_listed")
    assert found["other_grounds"]


def test_a_word_that_does_not_exist_is_told_with_what_is_near(vngkit: Run) -> None:
    result = vngkit("law", "may-share", "realease_date", *TO_COLLEGE)
    assert result.exit_code == 3
    assert "release_date" in result.stderr


def test_what_changes_in_a_law_is_a_list_of_work_also_for_what_only_borrows_its_term(
    answer: Callable[..., Any],
) -> None:
    found = answer("law", "impact", "BWBR0005537", "--article", "4:13", "--plugins", "none")
    duties = {row["id"] for row in found["result"]["rows"] if row["kind"] == "findings"}
    assert {"procedure.decision", "income.decision", "housing.urgency_decision"} <= duties
    found = answer("law", "impact", "BWBR0006297", "--plugins", "none")
    assert any(row["id"].startswith("identity.") for row in found["result"]["rows"] if row["kind"] == "findings")
