"""Learning from links that people accepted or rejected, with a guard: worse weights are never taken."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final

from attrs import evolve, frozen

from vngkit.errors import DataError
from vngkit.questions.search._index import SearchIndex
from vngkit.questions.search._weights import Weights

__all__ = ["Learned", "Link", "learn"]

_STEPS: Final = (0.0, 0.25, 0.5, 1.0, 2.0)
_FEWEST: Final = 20
_NAMES: Final = (("pieces", "stems"), ("long_pieces", "long_stems"), ("meaning", "long_meaning"))


@frozen(kw_only=True)
class Link:
    """Koppeling: that an answer was accepted for a question, or rejected. The wording holds nothing personal."""

    text: str
    document: str
    accepted: bool = True


@frozen(kw_only=True)
class Learned:
    """Wat er is geleerd: the weights to use now, and how good the old and the new are on links that were set apart.

    ``before`` and ``after`` are the mean of 1 / place of the accepted answer (MRR); ``taken`` says whether the new
    weights are used. They are only when they are better there, and when there are enough links.
    """

    weights: Weights
    taken: bool
    before: float
    after: float
    links: int
    why: str


def learn(index: SearchIndex, links: Iterable[Link]) -> Learned:
    """Find better weights (*leren van koppelingen*) for an index; the index is not changed.

    Half of the accepted links are learned from, half are set apart by a checksum of their wording. Every candidate of
    the index is a wrong answer to hold the right one against, so also those that no ranking of before had on top; a
    rejected answer above an accepted one counts as a miss. Weights are never below zero.

    Raises ``DataError`` for what is not a ``Link``.
    """
    given = list(links)
    if any(type(link) is not Link for link in given):
        raise DataError("what was given is not all links.", fix="give Link(text=..., document=..., accepted=...)")
    accepted = sorted({(link.text, link.document) for link in given if link.accepted and link.document in index})
    rejected = {(link.text, link.document) for link in given if not link.accepted}
    old = index.weights
    if len(accepted) < _FEWEST:
        why = f"{len(accepted)} accepted links; at least {_FEWEST} are needed"
        return Learned(weights=old, taken=False, before=0.0, after=0.0, links=len(accepted), why=why)
    train = [pair for pair in accepted if _half(pair[0])]
    check = [pair for pair in accepted if not _half(pair[0])]
    best = old
    for names in _NAMES:
        options = [
            evolve(best, **dict(zip(names, steps, strict=True))) for steps in product(_STEPS, repeat=2) if any(steps)
        ]
        best = max([best, *options], key=lambda weights: _mrr(index, weights, train, rejected))
    before, after = (_mrr(index, weights, check, rejected) for weights in (old, best))
    taken = after > before
    why = "better on links that were set apart" if taken else "not better on links that were set apart"
    return Learned(
        weights=best if taken else old, taken=taken, before=before, after=after, links=len(accepted), why=why
    )


def _half(text: str) -> bool:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[0] % 2 == 0


def _mrr(
    index: SearchIndex, weights: Weights, pairs: Sequence[tuple[str, str]], rejected: set[tuple[str, str]]
) -> float:
    if not pairs:
        return 0.0
    return sum(_one(index, text, document, weights, rejected) for text, document in pairs) / len(pairs)


def _one(index: SearchIndex, text: str, document: str, weights: Weights, rejected: set[tuple[str, str]]) -> float:
    for place, hit in enumerate(index.search(text, limit=20, weights=weights).hits, start=1):
        if hit.id == document:
            return 1 / place
        if (text, hit.id) in rejected:
            return 0.0
    return 0.0
