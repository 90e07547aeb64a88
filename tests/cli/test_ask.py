"""``vngkit ask``: the answer that exists, found with spelling errors, explained, and honest about what it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from vngkit.testing import example_wordings

Run = Callable[..., Result]
TYPED = "wneer moet dat eerte gesprek over schulthulp zijn"


def test_a_question_with_spelling_errors_finds_its_answer_and_says_how_it_was_read(vngkit: Run) -> None:
    result = vngkit("ask", TYPED, "--lang", "nl")
    assert result.exit_code == 0
    first = result.stdout.split("\n1. ")[1].split("\n2. ")[0]
    for told in (
        "eerste gesprek",
        "Binnen vier weken",
        "Wet gemeentelijke schuldhulpverlening artikel 4 lid 1",
        "vaste lijn",
    ):
        assert told in first
    assert "eerte → eerste, schulthulp → schuldhulp" in result.stdout
    assert "Voorbeeldantwoorden van dit project" in result.stderr


def test_the_same_in_english_and_with_what_every_word_added(vngkit: Run) -> None:
    result = vngkit("ask", TYPED, "--lang", "en", "--why", "--limit", "1")
    assert "settled line" in result.stdout
    assert "is the sum of" in result.stdout
    assert "Found by words alone" in result.stdout
    assert "\n2. " not in result.stdout


def test_the_json_names_articles_words_and_what_was_not_weighed(answer: Callable[..., Any]) -> None:
    found = answer("ask", TYPED, "--on", "2026-11-23")
    assert found["command"] == "ask"
    assert TYPED not in str(found["asked"])  # a question may hold something personal: it is not said again
    result = found["result"]
    assert result["examples"] is True
    assert result["semantic"].startswith("absent: not asked")
    first = result["hits"][0]
    assert first["id"] == "schuld-eerste-gesprek"
    assert first["rests_on"][0]["jci"] == "jci1.3:c:BWBR0031331&artikel=4&lid=1"
    assert sum(word["score"] for word in first["why"]) == pytest.approx(first["score"], abs=1e-3)


def test_the_json_does_not_depend_on_the_language_but_for_words(answer: Callable[..., Any]) -> None:
    dutch, english = (answer("ask", TYPED, "--lang", lang)["result"] for lang in ("nl", "en"))
    assert [hit["id"] for hit in dutch["hits"]] == [hit["id"] for hit in english["hits"]]


def test_a_question_can_come_from_standard_input_in_one_long_line(vngkit: Run) -> None:
    assert "schuld-eerste-gesprek" in vngkit("ask", "-", stdin=TYPED).stdout
    assert vngkit("ask", "-", stdin=f"{TYPED} " * 20_000).exit_code == 0


def test_nothing_found_is_an_answer_and_a_code_for_who_asks(vngkit: Run) -> None:
    result = vngkit("ask", "qqqqq")
    assert result.exit_code == 0
    assert "wil niet zeggen" in result.stdout
    assert vngkit("ask", "qqqqq", "--need-answer").exit_code == 1


@pytest.mark.parametrize("words", [("ask",), ("ask", ""), ("ask", "   "), ("ask", "?!"), ("ask", "x", "--limit", "0")])
def test_no_question_is_a_wrong_question(vngkit: Run, words: tuple[str, ...]) -> None:
    result = vngkit(*words)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script> bijstand", "\x1b[31mbijstand\x00", "ä ö € bijstand", "-- bijstand"]
)
def test_strange_letters_are_no_danger(vngkit: Run, text: str) -> None:
    result = vngkit("ask", "--lang", "nl", "--", text)
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout


def test_every_hard_wording_is_answered_or_told_to_be_in_doubt(vngkit: Run) -> None:
    for wording in example_wordings()[:4]:
        assert vngkit("ask", wording.text).exit_code == 0
