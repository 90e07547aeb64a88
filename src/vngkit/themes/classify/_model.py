"""The model at work: plain numbers, no library of learning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import exp, fsum, log, sqrt
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from vngkit.errors import DataError, NotFound
from vngkit.text import Compounds
from vngkit.themes.classify._features import Analyser, Read
from vngkit.themes.classify._ports import Neighbour
from vngkit.themes.classify._result import Abstention, Choice, Classification, Contribution

if TYPE_CHECKING:
    from os import PathLike

    from vngkit.themes.classify._report import Report

__all__ = ["Classifier", "Label", "values", "votes"]

_TOP: Final = 3


@frozen(kw_only=True)
class Label:
    """Een label van het model: its words, and the concept that it is; for a desk the scheme is empty."""

    label: str
    scheme: str = ""
    code: str


@frozen(kw_only=True, repr=False, eq=False)
class Classifier:
    """Classificator: gives a Dutch text to labels by adding up numbers, and abstains when it is not sure.

    Made by ``train``, ``load_classifier`` or ``theme_classifier``; never by hand.

    Args:
        name: which model it is, with its version.
        labels: what it can answer, in one order.
        terms: each term → its row in ``weights``.
        texts_with: in how many texts of training each term stood; never fewer than ``at_least``.
        texts: how many texts it was trained on.
        at_least: in how many texts (or of how many askers) a term had to stand to be kept.
        weights: whole numbers of one byte, row by row.
        scales: by what the column of each label is multiplied.
        bases: what each label scores on an empty text.
        sharpness: by what scores are multiplied before they become confidences.
        needed: how sure the first proposal must be.
        by_neighbours: what all neighbours of one label together add to its score.
        report: how good it was in cross-validation.

    >>> from vngkit.themes.classify import theme_classifier
    >>> found = theme_classifier().classify("De trein reed weer niet en de reizigers stonden op het perron.")
    >>> found.first.ref
    'beleidsagenda:Verkeer'
    """

    name: str
    labels: tuple[Label, ...]
    terms: Mapping[str, int]
    texts_with: Sequence[int]
    texts: int
    at_least: int
    weights: bytes
    scales: tuple[float, ...]
    bases: tuple[float, ...]
    sharpness: float
    needed: float
    by_neighbours: float
    report: Report
    _analyser: Analyser = field(factory=lambda: Analyser(compounds=Compounds()), alias="analyser")

    def __repr__(self) -> str:
        return f"<Classifier {self.name}: {len(self.labels)} labels, {len(self.terms)} terms, {self.texts} texts>"

    def classify(self, text: str, *, neighbours: Iterable[Neighbour] = ()) -> Classification:
        """Propose labels for a text (*indelen*).

        Args:
            text: a question, with or without HTML; only its first 40,000 signs are read.
            neighbours: earlier questions that are alike, with their labels; they count as far as training found them
                worth anything. A label that the model does not have is left aside.

        Returns:
            At most three proposals, each explained; it abstains on a text that is empty, not Dutch, or unclear.

        Raises:
            DataError: the text is no text.
            VngkitError: the extra ``questions`` (for stems) is not installed.
        """
        if not isinstance(text, str):
            raise DataError(f"a text is to be classified, not a {type(text).__name__}.", fix="hand in a str")
        read = self._analyser.read(text)
        found = self._values(read)
        if not found:
            return Classification(
                top=(), abstained=Abstention.NO_WORDS, needed=self.needed, model=self.name, cut=read.cut
            )
        heard = votes(neighbours, {one.code: at for at, one in enumerate(self.labels)})
        added = [self.by_neighbours * share for share in heard]
        scores = [a + b for a, b in zip(self._scores(found), added, strict=True)]
        sure = confidences(scores, self.sharpness)
        order = sorted(range(len(scores)), key=lambda at: (-scores[at], at))[:_TOP]
        words = self._by_word(read, found, order)
        top = tuple(
            Choice(
                label=self.labels[at].label,
                scheme=self.labels[at].scheme,
                code=self.labels[at].code,
                confidence=sure[at],
                score=scores[at],
                base=self.bases[at],
                by_neighbours=added[at],
                because=because,
            )
            for at, because in zip(order, words, strict=True)
        )
        reason = None if read.dutch else Abstention.NOT_DUTCH
        if reason is None and top[0].confidence < self.needed:
            reason = Abstention.UNSURE
        return Classification(top=top, abstained=reason, needed=self.needed, model=self.name, cut=read.cut)

    def label(self, code: str) -> Label:
        """The label with this code; raises ``NotFound`` with the codes that there are."""
        for one in self.labels:
            if one.code == code:
                return one
        raise NotFound(
            f"the model has no label {code!r:.60}.", fix="it has " + ", ".join(one.code for one in self.labels)
        )

    def save(self, path: str | PathLike[str]) -> None:
        """Write the model as a JSON file that ``load_classifier`` reads; it holds terms and numbers, no texts."""
        from vngkit.themes.classify._file import write

        write(self, path)

    @cached_property
    def _rarity(self) -> list[float]:
        return [log((1 + self.texts) / (1 + count)) + 1 for count in self.texts_with]

    def _values(self, read: Read) -> dict[str, float]:
        return values(read, self._analyser, self.terms, self._rarity)

    def _scores(self, found: Mapping[str, float]) -> list[float]:
        width = len(self.labels)
        held = memoryview(self.weights).cast("b")
        totals = [0.0] * width
        for term, value in found.items():
            at = self.terms[term] * width
            totals = [total + value * weight for total, weight in zip(totals, held[at : at + width], strict=True)]
        return [total * scale + base for total, scale, base in zip(totals, self.scales, self.bases, strict=True)]

    def _by_word(self, read: Read, found: Mapping[str, float], order: Sequence[int]) -> list[tuple[Contribution, ...]]:
        """What every word added to some labels: each term is shared out over the words that brought it."""
        width = len(self.labels)
        held = memoryview(self.weights).cast("b")
        brought = {
            word: Counter(part for block in self._analyser.terms(word) for part in block) for word in read.weights
        }
        counts: Counter[str] = Counter()
        for word, parts in brought.items():
            for term, times in parts.items():
                counts[term] += times * read.weights[word]
        told: list[list[Contribution]] = [[] for _ in order]
        for word, parts in brought.items():
            shares = [
                (self.terms[term] * width, found[term] * times * read.weights[word] / counts[term])
                for term, times in parts.items()
                if term in found
            ]
            for which, label in enumerate(order):
                value = fsum(share * held[row + label] for row, share in shares) * self.scales[label]
                if value:
                    told[which].append(Contribution(word=word, value=value))
        return [tuple(sorted(some, key=lambda one: (-one.value, one.word))) for some in told]


def values(read: Read, analyser: Analyser, terms: Mapping[str, int], rarity: Sequence[float]) -> dict[str, float]:
    """The value of each known term: more for what is rare, less for each repeat, both kinds of terms of length one."""
    blocks: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for word, weight in read.weights.items():
        for block, found in zip(blocks, analyser.terms(word), strict=True):
            for term in found:
                if term in terms:
                    block[term] += weight
    out: dict[str, float] = {}
    for block in blocks:
        raw = {term: (1 + log(count)) * rarity[terms[term]] for term, count in block.items()}
        length = sqrt(fsum(value * value for value in raw.values()))
        out.update({term: value / length for term, value in raw.items()})
    return out


def votes(neighbours: Iterable[Neighbour], places: Mapping[str, int]) -> list[float]:
    """The share of each label among the neighbours, by how alike they are; all nought when none is known."""
    heard = [0.0] * len(places)
    for one in neighbours:
        if one.label in places:
            heard[places[one.label]] += one.alike**2
    total = fsum(heard)
    return [share / total for share in heard] if total else heard


def confidences(scores: Sequence[float], sharpness: float) -> list[float]:
    """Scores as shares of one (softmax)."""
    most = max(scores)
    raised = [exp(sharpness * (score - most)) for score in scores]
    total = fsum(raised)
    return [one / total for one in raised]
