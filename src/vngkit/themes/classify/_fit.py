"""The arithmetic of training, by numpy, scipy and scikit-learn: only here, and only while training."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from attrs import frozen
from scipy import sparse  # type: ignore[import-untyped]  # it has no types
from sklearn.naive_bayes import ComplementNB  # type: ignore[import-untyped]  # it has no types
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]  # it has no types

from vngkit.themes.classify._examples import Examples

__all__ = ["Plain", "Trainer"]

_C: Final = 0.5
_SMOOTH: Final = 0.1
_COUNTING: Final = 0.3  # how much the counting model (complement naive Bayes) weighs beside the margin model
_NEIGHBOURS: Final = 15
_STEPS: Final = 127  # weights are whole numbers from -127 to 127


@frozen(kw_only=True)
class Plain:
    """A trained model as plain numbers."""

    terms: list[str]
    texts_with: list[int]
    weights: bytes
    scales: tuple[float, ...]
    bases: tuple[float, ...]


class Trainer:
    """Fits one linear model: margins (support vectors, labels weighed alike) and counts, summed into one table."""

    def __init__(self, examples: Examples, at_least: int) -> None:
        self._truth = np.array(examples.truth)
        self._labels = len(examples.codes)
        self._at_least = at_least
        self._terms, kinds = _kept(examples, at_least)
        self._pieces = np.array(kinds, dtype=bool)
        self._counts = _matrix(examples, {term: at for at, term in enumerate(self._terms)})
        self._numbers: Any = np.arange(len(self._terms))

    def unseen(self, folds: Sequence[int]) -> tuple[list[list[float]], list[list[float]]]:
        """Scores, and shares of neighbours, of every text by a model that did not see its part."""
        parts = np.array(folds)
        scores = np.zeros((len(parts), self._labels))
        shares = np.zeros_like(scores)
        for part in sorted(set(folds)):
            seen, unseen = parts != part, parts == part
            rarity, known = self._rarity(self._counts[seen])
            old, new = (self._values(self._counts[which], rarity, known) for which in (seen, unseen))
            weights, bases = self._fit(old, self._truth[seen])
            scores[unseen] = new @ weights.T + bases
            shares[unseen] = self._near(old, new, self._truth[seen])
        return scores.tolist(), shares.tolist()

    def plain(self, most_terms: int) -> Plain:
        """The model of all texts: fitted, cut down to the terms that weigh most, fitted again, in whole numbers."""
        rarity, known = self._rarity(self._counts)
        used = self._numbers
        if len(used) > most_terms:
            weights, _ = self._fit(self._values(self._counts, rarity, known), self._truth)
            told = np.linalg.norm(weights, axis=0) * rarity
            used = np.sort(np.argsort(-told, kind="stable")[:most_terms])
            known = np.isin(self._numbers, used)
        weights, bases = self._fit(self._values(self._counts, rarity, known), self._truth)
        weights = weights[:, used]
        scales = np.abs(weights).max(axis=1) / _STEPS
        whole = np.rint(weights / np.where(scales, scales, 1)[:, None]).astype(np.int8)
        counts = np.bincount(self._counts.indices, minlength=len(self._terms))
        return Plain(
            terms=[self._terms[at] for at in used],
            texts_with=[int(counts[at]) for at in used],
            weights=whole.T.tobytes(),
            scales=tuple(float(f"{one:.9g}") for one in scales),
            bases=tuple(float(f"{one:.9g}") for one in bases),
        )

    def _rarity(self, counts: Any) -> tuple[Any, Any]:  # scipy has no types here
        held = np.bincount(counts.indices, minlength=len(self._terms))
        return np.log((1 + counts.shape[0]) / (1 + held)) + 1, held >= min(self._at_least, 3)

    def _values(self, counts: Any, rarity: Any, known: Any) -> Any:
        """The same values as a model at work gives: damped counts by rarity, both kinds of terms of length one."""
        raw = counts.copy()
        raw.data = (1 + np.log(raw.data)) * rarity[raw.indices] * known[raw.indices]
        rows = np.repeat(np.arange(raw.shape[0]), np.diff(raw.indptr))
        for kind in (self._pieces, ~self._pieces):
            of_kind = kind[raw.indices]
            lengths = np.sqrt(np.bincount(rows[of_kind], raw.data[of_kind] ** 2, minlength=raw.shape[0]))
            raw.data[of_kind] /= np.where(lengths, lengths, 1)[rows[of_kind]]
        raw.eliminate_zeros()
        return raw

    def _fit(self, values: Any, truth: Any) -> tuple[Any, Any]:
        margin = LinearSVC(C=_C, class_weight="balanced", random_state=0, max_iter=20_000).fit(values, truth)
        steep, base = np.asarray(margin.coef_), np.asarray(margin.intercept_)
        if len(base) == 1:
            steep, base = np.vstack([-steep, steep]), np.concatenate([-base, base])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # a term that stands nowhere in this part of the texts
            counting = ComplementNB(alpha=_SMOOTH).fit(values, truth).feature_log_prob_
        counting = counting - counting.mean(axis=0)
        by_margin, by_count = values @ steep.T + base, values @ counting.T
        steep, base = steep / by_margin.std(), base / by_margin.std()
        return self._spread(steep + _COUNTING * counting / by_count.std(), truth), self._spread(base, truth)

    def _spread(self, rows: Any, truth: Any) -> Any:
        """Rows of the labels that were there, in the places of all labels; a label that was not there scores low."""
        present = np.unique(truth)
        if len(present) == self._labels:
            return rows
        out = np.full((self._labels, *rows.shape[1:]), 0.0 if rows.ndim > 1 else -10.0)
        out[present] = rows
        return out

    def _near(self, old: Any, new: Any, truth: Any) -> Any:
        alike = (new @ old.T).toarray()
        nearest = np.argsort(-alike, axis=1, kind="stable")[:, :_NEIGHBOURS]
        out = np.zeros((alike.shape[0], self._labels))
        for row, places in enumerate(nearest):
            np.add.at(out[row], truth[places], alike[row, places] ** 2)
        return out / np.maximum(out.sum(axis=1, keepdims=True), 1e-12)


def _kept(examples: Examples, at_least: int) -> tuple[list[str], list[bool]]:
    """Terms that stand in enough texts and with enough askers, in order, and whether each is a piece of a word."""
    holders: tuple[defaultdict[str, set[str]], defaultdict[str, set[str]]] = (defaultdict(set), defaultdict(set))
    texts: defaultdict[str, int] = defaultdict(int)
    for blocks, askers in zip(examples.counts, examples.askers, strict=True):
        for block, held in zip(blocks, holders, strict=True):
            for term in block:
                held[term] |= askers
                texts[term] += 1
    kept = [
        sorted(term for term, askers in held.items() if len(askers) >= at_least and texts[term] >= at_least)
        for held in holders
    ]
    return [*kept[0], *kept[1]], [False] * len(kept[0]) + [True] * len(kept[1])


def _matrix(examples: Examples, places: dict[str, int]) -> Any:
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for blocks in examples.counts:
        row = sorted((places[term], times) for block in blocks for term, times in block.items() if term in places)
        columns.extend(at for at, _ in row)
        data.extend(float(times) for _, times in row)
        ends.append(len(data))
    return sparse.csr_matrix((data, columns, ends), shape=(len(examples.counts), len(places)))
