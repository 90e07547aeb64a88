"""The texts of a training as counts of terms; each different text once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from attrs import frozen

from vngkit.errors import DataError
from vngkit.text import plain
from vngkit.themes.classify._features import Analyser

__all__ = ["Examples", "gathered"]


@frozen(kw_only=True)
class Examples:
    """Texts with labels: for each text the counts of both kinds of terms, its label and its checksum.

    ``askers`` says of each text by whom it was asked; where that is not known, each text counts as an asker of its own.
    """

    counts: tuple[tuple[Counter[str], Counter[str]], ...]
    truth: tuple[int, ...]
    codes: tuple[str, ...]
    digests: tuple[str, ...]
    askers: tuple[frozenset[str], ...]


def gathered(texts: Sequence[str], labels: Sequence[str], askers: Sequence[str] | None, analyser: Analyser) -> Examples:
    """Read texts; one that is there twice with one label is one text."""
    if isinstance(texts, str) or isinstance(labels, str) or len(texts) != len(labels):
        raise DataError("there is not one label for each text.", fix="give two lists of the same length")
    if askers is not None and len(askers) != len(texts):
        raise DataError("there is not one asker for each text.", fix="give two lists of the same length")
    found: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for at, (text, label) in enumerate(zip(texts, labels, strict=True)):
        if not isinstance(text, str) or not isinstance(label, str) or not label.strip():
            raise DataError(f"row {at + 1} has no text with a label.", fix="give each text a label, or leave it out")
        digest = sha256(plain(text).lower().encode()).hexdigest()
        found.setdefault((digest, label), (text, set()))[1].add(digest if askers is None else str(askers[at]))
    codes = tuple(sorted({label for _, label in found}))
    places = {code: at for at, code in enumerate(codes)}
    cut: dict[str, tuple[list[str], list[str]]] = {}
    rows = sorted(found)  # by checksum: the order in which texts were given says nothing
    return Examples(
        counts=tuple(_counts(found[row][0], analyser, cut) for row in rows),
        truth=tuple(places[label] for _, label in rows),
        codes=codes,
        digests=tuple(digest for digest, _ in rows),
        askers=tuple(frozenset(found[row][1]) for row in rows),
    )


def _counts(
    text: str, analyser: Analyser, cut: dict[str, tuple[list[str], list[str]]]
) -> tuple[Counter[str], Counter[str]]:
    blocks: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for word, weight in analyser.read(text).weights.items():
        if word not in cut:
            cut[word] = analyser.terms(word)
        for block, terms in zip(blocks, cut[word], strict=True):
            for term in terms:
                block[term] += weight
    return blocks
