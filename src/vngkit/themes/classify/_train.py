"""Training: from texts with labels to a model of plain numbers, measured by cross-validation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from vngkit.errors import DataError, VngkitError
from vngkit.text import Compounds
from vngkit.themes._scheme import Scheme
from vngkit.themes.classify._examples import Examples, gathered
from vngkit.themes.classify._features import Analyser
from vngkit.themes.classify._model import Classifier, Label, confidences
from vngkit.themes.classify._report import measure, sharpness_for, threshold_for

if TYPE_CHECKING:
    from vngkit.themes.classify._fit import Trainer

__all__ = ["Training", "train"]

_NEIGHBOUR_WEIGHTS: Final = (0.0, 0.15, 0.3, 0.6)
_GAIN: Final = 0.002  # what neighbours must add to the share of right proposals before they are listened to
_SHORTEST: Final = 20  # different texts


def _whole(least: int, most: int) -> Callable[[object, object, object], None]:
    def check(_: object, _attribute: object, value: object) -> None:
        name = getattr(_attribute, "name", "")
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise DataError(f"{name} is a whole number from {least} to {most}.", fix="leave it out for the usual one")

    return check


def _share(_: object, _attribute: object, value: object) -> None:
    if not isinstance(value, float) or not 0.5 <= value < 1:
        raise DataError("precision is a share from 0.5 to 1.", fix="write for example 0.9")


@frozen(kw_only=True)
class Training:
    """Instellingen van een training.

    Args:
        scheme: the scheme that the labels are of; None for desks.
        at_least: in how many different texts, or of how many askers, a term must stand to be kept. It protects who is
            in the texts: below 3 is refused.
        precision: the share of its judgments that is to be right; below the confidence that gives this it abstains.
        most_terms: how many terms are kept, those that say most; it decides the size of the model.
        folds: in how many parts cross-validation cuts the texts.
    """

    scheme: Scheme | None = field(default=None, repr=False)
    at_least: int = field(default=5, validator=_whole(3, 1000))
    precision: float = field(default=0.9, validator=_share)
    most_terms: int = field(default=40_000, validator=_whole(100, 500_000))
    folds: int = field(default=5, validator=_whole(3, 20))


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    name: str,
    askers: Sequence[str] | None = None,
    training: Training | None = None,
) -> Classifier:
    """Train a classifier on texts of one's own (*zelf een classificator trainen*); the same texts give the same model.

    Args:
        texts: Dutch texts, whole questions rather than titles; a few hundred at least, twenty a label or more.
        labels: the label that a person gave to each: a code of the scheme of ``training``, or the name of a desk.
        name: what the model is called, with its version: ``onze-loketten 2026-11``.
        askers: who asked each text; then ``at_least`` counts askers, so that what one asker often writes is not kept.
        training: the scheme of the labels, and other settings.

    Returns:
        The model, with a report of how good it is. Nothing of a text is kept but terms that stand in several.

    Raises:
        DataError: texts and labels do not fit, there are too few, or a label is not in the scheme.
        VngkitError: the extras ``train`` and ``questions`` are not installed.
    """
    chosen = training or Training()
    trainer_of = _trainer()
    analyser = Analyser(compounds=Compounds())
    examples = gathered(texts, labels, askers, analyser)
    _check(examples)
    told = [_label(code, chosen.scheme) for code in examples.codes]
    trainer = trainer_of(examples, chosen.at_least)
    scores, shares = trainer.unseen(_folds(examples, chosen.folds))
    weight = _neighbour_weight(scores, shares, examples.truth)
    # confidence is fitted to the scores without neighbours: they are not always there
    sharpness = sharpness_for(scores, examples.truth)
    sure = [confidences(row, sharpness) for row in scores]
    needed = threshold_for(sure, examples.truth, chosen.precision)
    plain = trainer.plain(chosen.most_terms)
    return Classifier(
        name=name,
        labels=tuple(told),
        terms={term: at for at, term in enumerate(plain.terms)},
        texts_with=plain.texts_with,
        texts=len(examples.truth),
        at_least=chosen.at_least,
        weights=plain.weights,
        scales=plain.scales,
        bases=plain.bases,
        sharpness=sharpness,
        needed=needed,
        by_neighbours=weight,
        report=measure(sure, examples.truth, examples.codes, needed),
        analyser=analyser,
    )


def _trainer() -> type[Trainer]:
    try:
        from vngkit.themes.classify._fit import Trainer
    except ImportError:
        raise VngkitError(
            "a classifier can not be trained: scikit-learn is not installed.",
            fix='pip install "vngkit[train,questions]"',
        ) from None
    return Trainer


def _label(code: str, scheme: Scheme | None) -> Label:
    if scheme is None:
        return Label(label=code, scheme="", code=code)
    return Label(label=scheme[code].label, scheme=scheme.id, code=code)


def _check(examples: Examples) -> None:
    if len(examples.codes) < 2:
        raise DataError("a classifier needs at least two labels.", fix="give texts of each label")
    if len(examples.truth) < _SHORTEST:
        raise DataError(f"there are fewer than {_SHORTEST} different texts.", fix="give a few hundred")
    rare = [code for at, code in enumerate(examples.codes) if examples.truth.count(at) < 2]
    if rare:
        raise DataError(
            f"only one text has the label {rare[0]!r:.60}.",
            why="What stands in one text can not be measured on another.",
            fix="give more texts of it, or join it with another label",
        )


def _folds(examples: Examples, number: int) -> list[int]:
    """For each text its part: every label is spread over the parts, in the order of checksums, not of texts."""
    seen: dict[int, int] = {}
    parts = [0] * len(examples.truth)
    for at in sorted(range(len(parts)), key=lambda at: (examples.truth[at], examples.digests[at])):
        label = examples.truth[at]
        seen[label] = seen.get(label, label) + 1
        parts[at] = seen[label] % number
    return parts


def _neighbour_weight(
    scores: Sequence[Sequence[float]], shares: Sequence[Sequence[float]], truth: Sequence[int]
) -> float:
    """How much neighbours are listened to: the least weight that is best, and none when they add next to nothing."""
    right: Mapping[float, float] = {
        weight: sum(
            max(range(len(row)), key=lambda at, row=row, near=near, weight=weight: row[at] + weight * near[at])  # type: ignore[misc]
            == label
            for row, near, label in zip(scores, shares, truth, strict=True)
        )
        / len(truth)
        for weight in _NEIGHBOUR_WEIGHTS
    }
    best = max(_NEIGHBOUR_WEIGHTS, key=lambda weight: (right[weight], -weight))
    return best if right[best] >= right[0.0] + _GAIN else 0.0
