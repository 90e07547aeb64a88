"""What the model of the package is worth on Dutch questions with official labels, none of them seen in training."""

from __future__ import annotations

import csv
import json
from importlib.resources import files
from pathlib import Path

from vngkit.themes.classify import theme_classifier


def test_on_dutch_questions_it_is_right_more_often_than_not(shared: Path) -> None:
    right = three = number = 0
    with (shared / "data/association/labelled_kamervragen_2017q1.csv").open(encoding="utf-8", newline="") as file:
        for row in list(csv.DictReader(file))[::8]:
            labels = {label.split(" | ")[0] for label in row["beleidsagenda_labels"].split(";")}
            top = theme_classifier().classify(row["text_first_1200"]).top
            right += top[0].code in labels
            three += any(choice.code in labels for choice in top)
            number += 1
    assert right / number > 0.5
    assert three / number > 0.7


def test_no_term_of_it_stands_in_fewer_than_five_texts() -> None:
    model = theme_classifier()
    assert model.at_least == 5
    assert min(model.texts_with) >= 5


def test_it_says_from_what_it_was_made_and_no_held_out_half_is_among_it() -> None:
    said = json.loads(files("vngkit.data.classify").joinpath("SOURCES.json").read_text(encoding="utf-8"))
    model = said["beleidsagenda.json"]
    assert "CC0" in model["licence"]
    assert all("train" in name or "open" in name or "corpus" in name or "themes" in name for name in model["read_from"])
