"""A classifier proposes: it says how sure it is and by which words, and abstains when it should."""

from __future__ import annotations

from math import fsum
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vngkit import themes
from vngkit.errors import DataError, NotFound
from vngkit.themes.classify import Abstention, Classifier, Neighbour, theme_classifier

WASTE = "Mag de gemeente de inzameling van grofvuil in onze wijk anders regelen?"
OTHER_LANGUAGES = {
    "en": "Can the municipality refuse to collect the waste from my house when the container is not on the street?",
    "de": "Kann die Gemeinde die Abfuhr von Abfall verweigern, wenn der Container nicht auf der Straße steht?",
    "fr": "La commune peut-elle refuser la collecte des déchets si le conteneur ne se trouve pas dans la rue?",
    "tr": "Merhaba, bu mektup bana dün geldi ve anlamadim; lütfen cevap verin.",
}


def test_a_question_goes_to_the_desk_whose_words_it_has_and_says_so(desks: Classifier) -> None:
    found = desks.classify(WASTE)
    assert found.first
    assert (found.first.code, found.first.scheme, found.first.ref) == ("afval", "", "afval")
    assert {one.word for one in found.first.because[:3]} & {"inzameling", "grofvuil"}
    assert "vooral door" in found.explain("nl")
    assert "mostly by" in found.explain("en")


def test_a_theme_of_the_package_is_a_concept_of_its_scheme() -> None:
    model = theme_classifier()
    scheme = themes.load().scheme("beleidsagenda")
    assert {(one.scheme, scheme[one.code].label) for one in model.labels} == {
        ("beleidsagenda", one.label) for one in model.labels
    }


@given(
    st.text(max_size=400) | st.lists(st.sampled_from([*WASTE.split(), "zorg", "rolstoel"]), max_size=40).map(" ".join)
)
def test_what_words_added_is_the_score(desks: Classifier, text: str) -> None:
    for choice in desks.classify(text).top:
        told = fsum([choice.base, choice.by_neighbours, *(one.value for one in choice.because)])
        assert told == pytest.approx(choice.score, abs=1e-9)


@given(st.text(max_size=300))
def test_confidences_are_shares_in_order(desks: Classifier, text: str) -> None:
    found = desks.classify(text)
    sure = [choice.confidence for choice in found.top]
    assert sure == sorted(sure, reverse=True)
    assert sum(sure) <= 1 + 1e-9
    assert (found.first is None) == (found.abstained is not None)


@pytest.mark.parametrize("text", ["", " ", "\x00\x1b[31m", "<p></p>", "?!", "12 34", "中文"])
def test_what_holds_no_known_word_gets_no_label(desks: Classifier, text: str) -> None:
    found = desks.classify(text)
    assert found.abstained
    assert found.first is None


@pytest.mark.parametrize("text", OTHER_LANGUAGES.values(), ids=OTHER_LANGUAGES)
def test_another_language_is_left_to_a_person(text: str) -> None:
    found = theme_classifier().classify(text)
    assert found.abstained is Abstention.NOT_DUTCH
    assert "niet Nederlands" in found.explain("nl")


def test_a_text_of_both_desks_is_unsure(desks: Classifier) -> None:
    found = desks.classify("de zorg en het afval")
    assert found.top
    assert found.abstained is Abstention.UNSURE or found.first is not None
    assert desks.classify("de gemeente en het college").abstained is Abstention.UNSURE


def test_html_and_control_characters_change_nothing(desks: Classifier) -> None:
    marked = "<div class='zorg'><p>" + WASTE.replace(" ", "&nbsp;\x07 ") + "</p></div>"
    assert desks.classify(marked).top[0].score == pytest.approx(desks.classify(WASTE).top[0].score)


def test_of_a_text_of_a_megabyte_the_beginning_is_read_in_no_time(desks: Classifier) -> None:
    start = process_time()
    found = desks.classify(f"{WASTE} " * 14_000)
    assert process_time() - start < 2
    assert found.cut
    assert found.top[0].code == "afval"
    assert "alleen het begin" in found.explain()


@pytest.mark.parametrize("text", [None, 5, b"afval", ["afval"]])
def test_what_is_no_text_is_refused(desks: Classifier, text: Any) -> None:
    with pytest.raises(DataError, match="hand in a str"):
        desks.classify(text)


def test_neighbours_add_what_training_found_them_worth(desks: Classifier) -> None:
    from attrs import evolve

    listening = evolve(desks, by_neighbours=0.5)
    near = [Neighbour(label="zorg", alike=0.9), Neighbour(label="een ander loket", alike=1.0)]
    alone, heard = listening.classify(WASTE), listening.classify(WASTE, neighbours=near)
    care = {choice.code: choice.score for choice in alone.top}["zorg"]
    (after,) = (choice for choice in heard.top if choice.code == "zorg")
    assert after.by_neighbours == 0.5
    assert after.score == pytest.approx(care + 0.5)
    assert desks.by_neighbours == 0.0 or desks.report.accuracy < 1


@pytest.mark.parametrize("alike", [-0.1, 1.1, float("nan"), True, "0.5"])
def test_a_neighbour_is_alike_by_a_share(alike: Any) -> None:
    with pytest.raises(DataError, match="from 0 to 1"):
        Neighbour(label="zorg", alike=alike)


def test_a_label_that_the_model_does_not_have_is_told_with_those_that_it_has(desks: Classifier) -> None:
    assert desks.label("zorg").label == "zorg"
    with pytest.raises(NotFound, match="afval, zorg"):
        desks.label("sport")
