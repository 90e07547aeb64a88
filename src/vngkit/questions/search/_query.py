"""From a question to the terms that are asked: corrected, in official words too, weighed by its length."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from vngkit.questions.search._counts import Asked, Counts, Kind
from vngkit.questions.search._tokens import FIELDS, PIECES_LONG, PIECES_SHORT, STEMS, Terms
from vngkit.questions.search._weights import LONG, Weights
from vngkit.text import Compounds, Speller, official_words, plain, words

__all__ = ["Query", "make_query"]

_PIECES: Final = 40
_READ: Final = 20_000
_WORDS: Final = 1_000


@frozen(kw_only=True)
class Query:
    """Vraag zoals zij is begrepen: the words, what was made of them, and the terms that are asked, by field."""

    text: str
    words: tuple[str, ...]
    corrected: Mapping[str, str]
    official: Mapping[str, str]
    compounds: Mapping[str, tuple[str, ...]]
    asked: tuple[Asked, ...]
    long: bool


def make_query(  # noqa: PLR0913  # what an index understands a question with
    text: str, *, counts: Counts, speller: Speller, compounds: Compounds, terms: Terms, weights: Weights
) -> Query:
    """Understand a question; of a text of more than 20,000 letters only the beginning is read."""
    written = words(plain(text[:_READ]))[:_WORDS]
    meant = [speller.meant(word) for word in written]
    long = len(meant) > LONG
    official = {} if long else dict(official_words(meant))
    plan = (
        [(STEMS, weights.long_stems, None), (PIECES_LONG, weights.long_pieces, None)]
        if long
        else [(PIECES_SHORT, weights.pieces, _PIECES), (STEMS, weights.stems, None)]
    )
    whole = sum(weight for _, weight, _ in plan) or 1.0
    asked: list[Asked] = []
    for column, weight, most in plan:
        said = _weighed(FIELDS.index(column), meant, official, terms=terms, weights=weights)
        asked += _asked(column, said, weight / whole, most, counts)
    return Query(
        text=" ".join(meant),
        words=tuple(meant),
        corrected={old: new for old, new in zip(written, meant, strict=True) if old != new},
        official=official,
        compounds={word: parts for word in dict.fromkeys(meant) if (parts := compounds.parts(word))},
        asked=tuple(asked),
        long=long,
    )


def _weighed(
    place: int, meant: list[str], official: Mapping[str, str], *, terms: Terms, weights: Weights
) -> dict[str, tuple[float, str, Kind]]:
    """Each term of a field with its weight, the word that led to it, and its kind."""
    weighed: dict[str, tuple[float, str, Kind]] = {}
    for word in meant:
        for at, term in enumerate(terms.of(word).columns[place]):
            already = weighed.get(term)
            weighed[term] = (1.0, word, _kind(place, at)) if already is None else (already[0] + 1.0, *already[1:])
    for word, said in official.items():
        for at, term in enumerate(terms.of(word).columns[place]):
            weighed.setdefault(term, (weights.official, said, _kind(place, at)))
    return weighed


def _asked(
    column: str, weighed: Mapping[str, tuple[float, str, Kind]], share: float, most: int | None, counts: Counts
) -> list[Asked]:
    """The terms that some document holds, the rarest of them at most, their amounts adding up to the share."""
    found = []
    for term, (weight, said, kind) in weighed.items():
        number, documents = counts.held(column, term)
        if documents and weight and share:
            found.append((documents, term, weight * counts.rarity(documents), said, kind, number))
    if most is not None and len(found) > most:
        found.sort()
        del found[most:]
    whole = sum(row[2] for row in found)
    return [
        Asked(field=column, term=term, said=said, kind=kind, number=number, amount=amount * share / (whole or 1.0))
        for _, term, amount, said, kind, number in found
    ]


def _kind(place: int, at: int) -> Kind:
    if FIELDS[place] != STEMS:
        return "pieces"
    return "stem" if at == 0 else "part"
