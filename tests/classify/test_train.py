"""Training on one's own texts: the same model each time, no trace of one person in it, honest on what it can."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from tests.classify.made import made

from vngkit import themes
from vngkit.errors import DataError, NotFound
from vngkit.themes.classify import Classifier, Training, train
from vngkit.themes.classify._file import written

CANARY = "Quixotanimaldijk"


def test_the_order_of_texts_and_a_text_that_is_there_twice_change_nothing(desks: Classifier) -> None:
    texts, labels = made()
    assert written(train([*texts[::-1], texts[0]], [*labels[::-1], labels[0]], name=desks.name)) == written(desks)


def test_a_name_that_stands_in_few_texts_leaves_no_term() -> None:
    texts, labels = made()
    for at in range(4):
        texts[at * 3] += f" Groet, mevrouw {CANARY}."
    model = train(texts, labels, name="kanarie")
    assert not [term for term in model.terms if _of_canary(term)]
    assert CANARY.lower() not in written(model).lower()


def test_a_name_that_one_asker_often_writes_leaves_no_term() -> None:
    texts, labels = made()
    askers = [f"GM{at % 9}" for at in range(len(texts))]
    texts = [f"{text} Groet, {CANARY}." if by == "GM0" else text for text, by in zip(texts, askers, strict=True)]
    assert sum(CANARY in text for text in texts) >= 5
    assert [term for term in train(texts, labels, name="zonder vragers").terms if _of_canary(term)]
    model = train(texts, labels, name="met vragers", askers=askers)
    assert not [term for term in model.terms if _of_canary(term)]


def _of_canary(term: str) -> bool:
    return any(piece in term for piece in ("qui", "xot", "aldij"))


def test_the_report_says_what_was_measured_and_what_is_hardly_known(desks: Classifier) -> None:
    report = desks.report
    assert (report.texts, report.labels) == (80, 2)
    assert report.accuracy > 0.9
    assert report.precision >= 0.9
    assert sum(one.number for one in report.bins) == 80
    texts, labels = made()
    few = train(texts[:50], labels[:50], name="weinig").report.few
    assert [(one.code, one.number) for one in few] == [("zorg", 10)]
    assert "te weinig teksten: zorg (10)" in train(texts[:50], labels[:50], name="weinig").report.explain()


def test_labels_that_say_nothing_of_the_text_are_seen_through() -> None:
    texts, _ = made()
    report = train(texts, ["een" if at % 2 else "twee" for at in range(len(texts))], name="toeval").report
    assert report.accuracy < 0.8
    assert report.calibration_error < 0.25


def test_labels_of_a_scheme_become_its_concepts() -> None:
    texts, labels = made()
    codes = ["Natuur en milieu" if label == "afval" else "Zorg en gezondheid" for label in labels]
    model = train(texts, codes, name="thema", training=Training(scheme=themes.load().scheme("beleidsagenda")))
    assert {one.scheme for one in model.labels} == {"beleidsagenda"}
    with pytest.raises(NotFound):
        train(texts, labels, name="thema", training=Training(scheme=themes.load().scheme("beleidsagenda")))


@pytest.mark.parametrize(
    ("texts", "labels", "said"),
    [
        (["a"], ["x", "y"], "one label for each"),
        ("tekst", "label", "one label for each"),
        (["a", 5], ["x", "y"], "row 2"),
        (["a", "b"], ["x", " "], "row 2"),
        ([f"tekst {at}" for at in range(30)], ["x"] * 30, "two labels"),
        (["a", "b", "c", "d"], ["x", "x", "y", "y"], "fewer than 20"),
        ([f"tekst {at}" for at in range(30)], ["x"] * 29 + ["y"], "only one text"),
    ],
)
def test_texts_that_can_not_train_are_refused_with_the_reason(texts: Any, labels: Any, said: str) -> None:
    with pytest.raises(DataError, match=said):
        train(texts, labels, name="fout")


@pytest.mark.parametrize(
    "settings", [{"at_least": 2}, {"at_least": True}, {"precision": 1.0}, {"folds": 2}, {"most_terms": 1}]
)
def test_a_setting_out_of_bounds_is_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(DataError, match="Fix: "):
        Training(**settings)


def test_without_scikit_learn_training_says_what_to_install_and_a_model_still_works() -> None:
    program = (
        "import sys; sys.modules['sklearn'] = None; sys.modules['numpy'] = None\n"
        "from vngkit.errors import VngkitError\n"
        "from vngkit.themes.classify import theme_classifier, train\n"
        "print(theme_classifier().classify('Wanneer rijdt de trein naar het station?').top[0].code)\n"
        "try:\n    train(['a'], ['b'], name='x')\nexcept VngkitError as error:\n    print(error.fix)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["Verkeer", 'pip install "vngkit[train,questions]"']
