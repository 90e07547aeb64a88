"""Classification of a Dutch text to themes or to a desk: a proposal with its confidence and its reasons.

For intake: hand a text without personal data to anything that is a ``TextClassifier``; ``theme_classifier()`` is that
of the package. Its ``classify(text)`` gives a ``Classification``: ``.first`` is a ``Choice`` (``scheme``, ``code``,
``confidence``) or None when it abstains, ``.top`` holds three for a person to choose from, ``.explain("nl")`` says why.
An index that is a ``NeighbourSource`` gives ``classify(text, neighbours=index.neighbours(text, 15))``.

``train(texts, labels, name="…")`` makes a model of one's own (extra ``train``); ``save`` and ``load_classifier`` keep
it as JSON. A classifier proposes and never decides: no route, no refusal and no right hangs on it.
"""

from __future__ import annotations

from vngkit.themes.classify._file import load_classifier
from vngkit.themes.classify._model import Classifier, Label
from vngkit.themes.classify._ports import Neighbour, NeighbourSource, TextClassifier
from vngkit.themes.classify._report import Bin, FewTexts, Report
from vngkit.themes.classify._result import Abstention, Choice, Classification, Contribution
from vngkit.themes.classify._shipped import theme_classifier
from vngkit.themes.classify._train import Training, train

__all__ = [
    "Abstention",
    "Bin",
    "Choice",
    "Classification",
    "Classifier",
    "Contribution",
    "FewTexts",
    "Label",
    "Neighbour",
    "NeighbourSource",
    "Report",
    "TextClassifier",
    "Training",
    "load_classifier",
    "theme_classifier",
    "train",
]
