"""How good a model is, by texts that it was not trained on, and when it may be believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from typing import Final, Literal

from attrs import field, frozen

__all__ = ["Bin", "FewTexts", "Report", "measure", "sharpness_for", "threshold_for"]

_BINS: Final = 10
_FEW: Final = 20
_SEEN: Final = 20  # a threshold rests on at least so many judgments
_FINEST: Final = 40


@frozen(kw_only=True)
class Bin:
    """Betrouwbaarheidsklasse: proposals with nearly the same confidence, and how many of them were right."""

    least: float
    number: int
    confidence: float
    right: float


@frozen(kw_only=True)
class FewTexts:
    """Te weinig teksten: a label with so few texts that what the model says of it is hardly known."""

    code: str
    number: int


@frozen(kw_only=True)
class Report:
    """Kwaliteit: what cross-validation measured; each text was judged by a model that never saw it.

    Args:
        texts: how many different texts.
        labels: how many labels.
        accuracy: the share whose first proposal was right.
        macro_f1: the mean over labels of the balance between finding all and finding only (*F1*).
        top3: the share that had the right label among its three.
        calibration_error: how far confidence and truth lie apart on average (*expected calibration error*).
        judged: the share of texts on which it does not abstain.
        precision: the share of those that was right.
        bins: confidence beside truth, by steps of a tenth; empty steps left out.
        few: labels with fewer than 20 texts.
    """

    texts: int
    labels: int
    accuracy: float
    macro_f1: float
    top3: float
    calibration_error: float
    judged: float
    precision: float
    bins: tuple[Bin, ...] = ()
    few: tuple[FewTexts, ...] = field(default=())

    def explain(self, lang: Literal["nl", "en"] = "nl") -> str:
        """The report as text for people, with a table of confidence and truth."""
        nl = lang == "nl"
        lines = [
            f"{self.texts} teksten, {self.labels} labels" if nl else f"{self.texts} texts, {self.labels} labels",
            f"{'juist' if nl else 'right'} {self.accuracy:.3f}, macro-F1 {self.macro_f1:.3f}, top 3 {self.top3:.3f}",
            f"{'oordeel over' if nl else 'judges'} {self.judged:.0%}",
            f"{'daarvan juist' if nl else 'right of these'} {self.precision:.0%}",
            f"{'ijkfout' if nl else 'calibration error'} {self.calibration_error:.3f}",
            *(
                f"{one.least:.1f}-{one.least + 1 / _BINS:.1f}: {one.number:5d}  {one.confidence:.2f} → {one.right:.2f}"
                for one in self.bins
            ),
            *(f"{'te weinig teksten' if nl else 'too few texts'}: {one.code} ({one.number})" for one in self.few),
        ]
        return "\n".join(lines)


def measure(sure: Sequence[Sequence[float]], truth: Sequence[int], codes: Sequence[str], needed: float) -> Report:
    """Measure confidences of texts against the labels that people gave."""
    orders = [sorted(range(len(codes)), key=lambda at, row=row: (-row[at], at)) for row in sure]  # type: ignore[misc]
    first = [order[0] for order in orders]
    right = [a == b for a, b in zip(first, truth, strict=True)]
    tops = [row[at] for row, at in zip(sure, first, strict=True)]
    judged = [ok for ok, top in zip(right, tops, strict=True) if top >= needed]
    bins = _bins(tops, right)
    held = Counter(truth)
    return Report(
        texts=len(truth),
        labels=len(codes),
        accuracy=sum(right) / len(right),
        macro_f1=_macro_f1(first, truth),
        top3=sum(label in order[:3] for order, label in zip(orders, truth, strict=True)) / len(right),
        calibration_error=sum(one.number * abs(one.confidence - one.right) for one in bins) / len(right),
        judged=len(judged) / len(right),
        precision=sum(judged) / len(judged) if judged else 0.0,
        bins=bins,
        few=tuple(FewTexts(code=code, number=held[at]) for at, code in enumerate(codes) if held[at] < _FEW),
    )


def sharpness_for(scores: Sequence[Sequence[float]], truth: Sequence[int]) -> float:
    """By what to multiply scores so that confidence is truth: the least surprise (log loss), by golden section."""
    from vngkit.themes.classify._model import confidences

    def surprise(power: float) -> float:
        shares = (confidences(row, 2.0**power)[label] for row, label in zip(scores, truth, strict=True))
        return -sum(log(max(share, 1e-12)) for share in shares)

    low, high, golden = -3.0, 7.0, (5**0.5 - 1) / 2
    for _ in range(_FINEST):
        left, right = high - golden * (high - low), low + golden * (high - low)
        low, high = (low, right) if surprise(left) < surprise(right) else (left, high)
    return float(2.0 ** ((low + high) / 2))


def threshold_for(sure: Sequence[Sequence[float]], truth: Sequence[int], precision: float) -> float:
    """The least confidence above which at least this share was right; 1 when no such confidence is known."""
    tops = sorted(
        ((max(row), row.index(max(row)) == label) for row, label in zip(sure, truth, strict=True)), reverse=True
    )
    best, good = 1.0, 0
    for number, (top, ok) in enumerate(tops, start=1):
        good += ok
        if number >= min(_SEEN, len(tops)) and good >= precision * number:
            best = top
    return best


def _bins(tops: Sequence[float], right: Sequence[bool]) -> tuple[Bin, ...]:
    held: dict[int, list[tuple[float, bool]]] = {}
    for top, ok in zip(tops, right, strict=True):
        held.setdefault(min(int(top * _BINS), _BINS - 1), []).append((top, ok))
    return tuple(
        Bin(
            least=step / _BINS,
            number=len(some),
            confidence=sum(top for top, _ in some) / len(some),
            right=sum(ok for _, ok in some) / len(some),
        )
        for step, some in sorted(held.items())
    )


def _macro_f1(first: Sequence[int], truth: Sequence[int]) -> float:
    given, held = Counter(first), Counter(truth)
    hit = Counter(a for a, b in zip(first, truth, strict=True) if a == b)
    seen: Mapping[int, None] = dict.fromkeys([*given, *held])
    return sum(2 * hit[at] / (given[at] + held[at]) for at in seen) / len(seen)
