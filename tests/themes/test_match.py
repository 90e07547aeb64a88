"""Labels in free writing: measured on a set that was written before the bounds were chosen."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vngkit import themes
from vngkit.errors import AmbiguousName, DataError, NotFound
from vngkit.themes import Concept

HELD = themes.load()
LABELS = Path(__file__).with_name("labels.csv")
OWN = [concept for scheme in HELD.all if scheme.id != "upl" for concept in scheme]


def answer(typed: str, scheme: str) -> str | None:
    """The label that is given, ``*`` when it may be more than one, None when there is no answer."""
    try:
        return HELD.match(typed, scheme).concept.label
    except AmbiguousName:
        return "*"
    except NotFound:
        return None


def test_precision_and_recall_on_the_labelled_set() -> None:
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    single = [row for row in rows if row["means"] and row["means"] != "*" and ";" not in row["means"]]
    given_ = {(row["typed"], row["scheme"]): answer(row["typed"], row["scheme"]) for row in rows}
    right = [row for row in single if given_[row["typed"], row["scheme"]] == row["means"]]
    answered = [found for found in given_.values() if found not in (None, "*")]
    assert len(rows) > 110
    assert len(single) > 80
    assert len(right) / len(answered) >= 0.96
    assert len(right) / len(single) >= 0.98
    assert all(given_[row["typed"], row["scheme"]] == "*" for row in rows if row["means"] == "*" or ";" in row["means"])


@pytest.mark.parametrize("scheme", ["top", "iv3", "vng2018", "beleidsagenda", "woo"])
def test_one_error_of_the_keyboard_in_any_label_is_seen_through_or_told_and_not_mistaken(scheme: str) -> None:
    chance = Random(7)  # noqa: S311  # the same errors on every run
    answers = []
    for concept in HELD.scheme(scheme):
        letters = list(concept.label)
        if len(letters) >= 6:
            place = chance.randrange(1, len(letters) - 1)
            letters[place - 1 : place + 1] = letters[place], letters[place - 1]
            answers.append((answer("".join(letters), scheme), concept.label))
    right = sum(found == label for found, label in answers)
    assert right / len(answers) >= 0.97
    assert all(found in (label, "*", None) for found, label in answers)


@given(st.sampled_from(OWN))
def test_an_own_label_is_matched_with_certainty(concept: Concept) -> None:
    try:
        match = HELD.match(f"  {concept.label.swapcase()} ", concept.scheme)
    except AmbiguousName as error:
        assert concept in [found.concept for found in error.candidates]
    else:
        assert match.concept == concept
        assert match.score == 1


@given(st.sampled_from([c for c in HELD.scheme("top") if len(c.label) >= 8]), st.data())
def test_one_wrong_letter_in_a_long_label_is_seen_through(concept: Concept, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(concept.label) - 2))
    wrong = (
        concept.label[:place] + data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz")) + concept.label[place + 1 :]
    )
    first = HELD.matches(wrong, "top")[0]
    assert first.score > 0.6
    candidates = [match.concept for match in HELD.matches(wrong, "top", limit=2)]
    assert concept in candidates


@given(st.text(min_size=1, max_size=60))
def test_any_text_has_an_answer_or_a_clear_error(text: str) -> None:
    try:
        match = HELD.match(text)
    except (NotFound, DataError):
        return
    assert 0.8 <= match.score <= 1


def test_scores_fall_and_every_candidate_is_explained() -> None:
    found = HELD.matches("onderwijs", "top", limit=10)
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    assert {m.how for m in found} >= {"part"}
    assert all("→" in m.explain("nl") and m.explain("en") != m.explain("nl") for m in found)


def test_a_part_of_a_label_is_offered_and_not_taken() -> None:
    with pytest.raises(NotFound, match="inkoop en beheer"):
        HELD.match("inkoop")


def test_two_that_are_equally_near_are_both_named() -> None:
    with pytest.raises(AmbiguousName) as caught:
        HELD.match("Ouderen", "beleidsagenda")
    assert len(caught.value.candidates) == 2
    assert "Sociale zekerheid | Ouderen" in str(caught.value)


def test_html_and_control_characters_are_read_as_people_see_them() -> None:
    assert HELD.match("<b>Afval</b>\u0000").concept.label == "afval"


def test_a_whole_text_is_no_label() -> None:
    with pytest.raises(DataError, match="classify"):
        HELD.match("afval " * 200_000)


@pytest.mark.parametrize("bound", [0, -1, 1.01, float("nan")])
def test_a_bound_outside_zero_and_one_is_refused(bound: float) -> None:
    with pytest.raises(DataError, match="min_score"):
        HELD.match("afval", min_score=bound)


def test_what_did_not_hold_is_not_matched_on_that_day() -> None:
    assert HELD.match("Geëscaleerde zorg 18+", "iv3", on=date(2022, 1, 1)).concept.notation == "6.81"
    with pytest.raises(NotFound):
        HELD.match("Geëscaleerde zorg 18+", "iv3", on=date(2024, 1, 1), min_score=0.99)
