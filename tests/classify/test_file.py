"""Models as files: what was saved comes back the same, and nothing else is taken for a model."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from vngkit.errors import DataError
from vngkit.themes.classify import Classifier, load_classifier
from vngkit.themes.classify._file import read, written

TEXT = "Mag de gemeente de inzameling van grofvuil anders regelen?"


def test_a_model_comes_back_as_it_was(desks: Classifier, tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    desks.save(path)
    again = load_classifier(path)
    assert again.classify(TEXT) == desks.classify(TEXT)
    assert again.report == desks.report
    assert written(again) == path.read_text(encoding="utf-8")
    assert [one.name for one in tmp_path.iterdir()] == ["model.json"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"format": "vngkit-classifier/2"}', b"[" * 100_000]
)
def test_a_file_that_is_no_model_is_told_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.json"
    path.write_bytes(content)
    with pytest.raises(DataError, match="train the model again"):
        load_classifier(path)


def test_a_pickle_is_not_run(tmp_path: Path) -> None:
    path, seen = tmp_path / "model.json", tmp_path / "seen"

    class Trap:
        def __reduce__(self) -> Any:
            return (Path.touch, (seen,))

    path.write_bytes(pickle.dumps(Trap()))
    with pytest.raises(DataError):
        load_classifier(path)
    assert not seen.exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("weights", "AAAA"),
        ("weights", "not base64!"),
        ("weights", None),
        ("terms", "a a"),
        ("terms", ["a"]),
        ("labels", [["a", "a", ""]]),
        ("labels", [["a", "a", ""], ["a", "a", ""]]),
        ("labels", [["a\x1b", "a", ""], ["b", "b", ""]]),
        ("labels", 5),
        ("texts", -1),
        ("texts", True),
        ("texts", 1),
        ("texts_with", []),
        ("scales", [1.0]),
        ("bases", ["1", "2"]),
        ("sharpness", 0),
        ("sharpness", "1"),
        ("needed", None),
        ("by_neighbours", -1),
        ("report", {}),
        ("report", []),
        ("name", ""),
        ("name", "x" * 300),
        ("analyser", {"stemmer": "another"}),
        ("extra", 1),
    ],
)
def test_a_field_that_is_not_what_it_should_be_is_refused(desks: Classifier, key: str, value: object) -> None:
    data = json.loads(written(desks))
    data[key] = value
    with pytest.raises(DataError):
        read(json.dumps(data))


@pytest.mark.parametrize("word", ["NaN", "Infinity", "1e999"])
def test_a_number_that_is_none_is_refused(desks: Classifier, word: str) -> None:
    text = written(desks)
    sharp = json.dumps(desks.sharpness)
    with pytest.raises(DataError):
        read(text.replace(f'"sharpness": {sharp}', f'"sharpness": {word}'))


def test_every_field_is_needed(desks: Classifier) -> None:
    data = json.loads(written(desks))
    for key in data:
        with pytest.raises(DataError):
            read(json.dumps({name: value for name, value in data.items() if name != key}))


def test_a_place_that_is_not_there_is_told(desks: Classifier, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="can not be read"):
        load_classifier(tmp_path / "none.json")
    with pytest.raises(DataError, match="can not be written"):
        desks.save(tmp_path / "none" / "model.json")
