"""The model that comes with the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from vngkit.themes.classify._file import read
from vngkit.themes.classify._model import Classifier

__all__ = ["theme_classifier"]


@cache
def theme_classifier() -> Classifier:
    """The classifier of the package (*meegeleverde classificator*): themes of the Beleidsagenda, from CC0 questions.

    It was trained on questions to the Belgian federal ministers, in Dutch, whose themes were put beside those of the
    Beleidsagenda by hand. It knows no municipal words that such questions do not hold. What it is worth on Dutch
    questions stands in ``docs/explanation/how-sure-a-theme-is.md``. A gemeente that has texts trains its own.
    """
    return read(files("vngkit.data.classify").joinpath("beleidsagenda.json").read_text(encoding="utf-8"))
