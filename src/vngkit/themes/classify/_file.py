"""Models as files: JSON, read strictly; nothing in a file is ever run."""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import asdict

from vngkit.errors import DataError
from vngkit.themes.classify._features import analyser_of
from vngkit.themes.classify._model import Classifier, Label
from vngkit.themes.classify._report import Bin, FewTexts, Report

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["load_classifier", "read", "written"]

FORMAT: Final = "vngkit-classifier/1"
_MOST_BYTES: Final = 64_000_000
_KEYS: Final = frozenset(
    [
        "format",
        "name",
        "analyser",
        "labels",
        "texts",
        "at_least",
        "sharpness",
        "needed",
        "by_neighbours",
        "report",
        "scales",
        "bases",
        "terms",
        "texts_with",
        "weights",
    ]
)
_AGAIN: Final = "train the model again, or take the file from where it was saved"


def written(model: Classifier) -> str:
    """The model as the text of its file; the same model gives the same text."""
    data = {
        "format": FORMAT,
        "name": model.name,
        "analyser": analyser_of(),
        "labels": [[one.code, one.label, one.scheme] for one in model.labels],
        "texts": model.texts,
        "at_least": model.at_least,
        "sharpness": model.sharpness,
        "needed": model.needed,
        "by_neighbours": model.by_neighbours,
        "report": asdict(model.report),
        "scales": list(model.scales),
        "bases": list(model.bases),
        "terms": " ".join(sorted(model.terms, key=model.terms.__getitem__)),
        "texts_with": list(model.texts_with),
        "weights": b64encode(model.weights).decode(),
    }
    lines = (f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in data.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write(model: Classifier, path: str | PathLike[str]) -> None:
    """Write the file beside its place first, so that a half written model never stands there."""
    target = Path(path)
    half = target.with_name(f"{target.name}.part")
    try:
        half.write_text(written(model), encoding="utf-8")
        os.replace(half, target)  # noqa: PTH105  # the same, and the same on every system
    except OSError as error:
        raise DataError(
            "the model can not be written.", why=error.strerror or "", fix="give a path in a folder that may be written"
        ) from None


def load_classifier(path: str | PathLike[str]) -> Classifier:
    """Read a model (*model lezen*) that ``save`` wrote.

    Args:
        path: of the file, at most 64 MB.

    Returns:
        The model.

    Raises:
        DataError: there is no such file, it is no model, or it was made by other stems than these.
    """
    place = Path(path)
    try:
        if place.stat().st_size > _MOST_BYTES:
            raise DataError("the file is too large for a model.", why="A model is at most 64 MB.", fix=_AGAIN)
        text = place.read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(
            "the model can not be read.", why=error.strerror or "", fix="give the path of a model"
        ) from None
    except UnicodeDecodeError:
        raise _no("it is no text") from None
    return read(text)


def read(text: str) -> Classifier:
    """Read a model from the text of its file."""
    try:
        data = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _no("it is no JSON") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise DataError(f"the file is no {FORMAT}.", why="Another format, or a newer version.", fix=_AGAIN)
    if set(data) != _KEYS:
        raise _no("fields are missing or unknown: " + ", ".join(sorted(set(data) ^ _KEYS))[:100])
    if data["analyser"] != analyser_of():
        raise DataError("the model was made by other stems or words.", why="Its terms would not fit.", fix=_AGAIN)
    try:
        return _model(data)
    except (TypeError, ValueError, KeyError, AttributeError, NoBase64) as error:
        if isinstance(error, DataError):
            raise
        raise _no("a field is not what it should be") from None


def _model(data: Mapping[str, Any]) -> Classifier:
    terms: list[str] = data["terms"].split(" ") if isinstance(data["terms"], str) else []
    labels = tuple(
        Label(code=_text(code), label=_text(label), scheme=_text(scheme, empty=True))
        for code, label, scheme in data["labels"]
    )
    weights = b64decode(data["weights"], validate=True)
    texts, at_least = _whole(data["texts"]), _whole(data["at_least"])
    counts = [_whole(one) for one in data["texts_with"]]
    if len(set(terms)) != len(terms) or not all(terms) or len(counts) != len(terms):
        raise _no("its terms are not once each, with a count")
    if len(labels) < 2 or len({one.code for one in labels}) != len(labels):
        raise _no("its labels are not two or more, once each")
    if len(weights) != len(terms) * len(labels) or any(count > texts or count < at_least for count in counts):
        raise _no("its weights or counts do not fit its terms and labels")
    scales, bases = (tuple(_number(one) for one in data[key]) for key in ("scales", "bases"))
    if not len(scales) == len(bases) == len(labels):
        raise _no("it has no scale and base for each label")
    return Classifier(
        name=_text(data["name"]),
        labels=labels,
        terms={term: at for at, term in enumerate(terms)},
        texts_with=counts,
        texts=texts,
        at_least=at_least,
        weights=weights,
        scales=scales,
        bases=bases,
        sharpness=_number(data["sharpness"], least=1e-6),
        needed=_number(data["needed"], least=0.0),
        by_neighbours=_number(data["by_neighbours"], least=0.0),
        report=_report(data["report"]),
    )


def _report(data: Mapping[str, Any]) -> Report:
    plain = {key: value for key, value in data.items() if key not in {"bins", "few"}}
    for key, value in plain.items():
        if key in {"texts", "labels"}:
            _whole(value)
        else:
            _number(value, least=0.0)
    bins = tuple(Bin(**{key: _number(value, least=0.0) for key, value in one.items()}) for one in data["bins"])
    few = tuple(FewTexts(code=_text(one["code"]), number=_whole(one["number"])) for one in data["few"])
    return Report(**plain, bins=bins, few=few)


def _text(value: object, *, empty: bool = False) -> str:
    if not isinstance(value, str) or len(value) > 200 or not (value or empty) or (value and not value.isprintable()):
        raise _no("a name or code is no short text")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 10**9:
        raise _no("a count is no whole number")
    return value


def _number(value: object, *, least: float = -1e9) -> Any:  # a whole number stays one
    if (
        not isinstance(value, int | float)
        or isinstance(value, bool)
        or not isfinite(value)
        or not least <= value <= 1e9
    ):
        raise _no("a number is missing or out of bounds")
    return value


def _no_number(name: str) -> float:
    raise ValueError(name)


def _no(why: str) -> DataError:
    return DataError("the file is not a model that can be used.", why=f"{why[0].upper()}{why[1:]}.", fix=_AGAIN)
