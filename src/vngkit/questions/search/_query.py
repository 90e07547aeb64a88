"""From a question to the terms that are asked: corrected, in official words too, weighed by its length."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import evolve, frozen

from vngkit.questions.search._counts import Asked, Counts
from vngkit.questions.search._result import Kind
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
        found = _of_field(column, meant, official, counts=counts, terms=terms, weights=weights)
        if most is not None and len(found) > most:
            found.sort(key=lambda each: (counts.documents_with(each.field, each.term), each.term))
            del found[most:]
        amount = sum(each.amount for each in found)
        asked += [evolve(each, amount=each.amount * weight / whole / amount) for each in found]
    return Query(
        text=" ".join(meant),
        words=tuple(meant),
        corrected={old: new for old, new in zip(written, meant, strict=True) if old != new},
        official=official,
        compounds={word: parts for word in dict.fromkeys(meant) if (parts := compounds.parts(word))},
        asked=tuple(asked),
        long=long,
    )


def _of_field(  # noqa: PLR0913  # what a question is weighed with
    column: str,
    meant: list[str],
    official: Mapping[str, str],
    *,
    counts: Counts,
    terms: Terms,
    weights: Weights,
) -> list[Asked]:
    place = FIELDS.index(column)
    weighed: dict[str, tuple[float, str, Kind]] = {}
    for word in meant:
        for at, term in enumerate(terms.of(word)[place]):
            kind = _kind(column, at)
            already = weighed.get(term)
            weighed[term] = (1.0, word, kind) if already is None else (already[0] + 1.0, *already[1:])
    for word, said in official.items():
        for at, term in enumerate(terms.of(word)[place]):
            kind = _kind(column, at)
            weighed.setdefault(term, (weights.official, said, kind))
    made = (
        counts.asked(column, term, said=said, kind=kind, weight=weight)
        for term, (weight, said, kind) in weighed.items()
    )
    return [each for each in made if each is not None and each.amount > 0]


def _kind(column: str, at: int) -> Kind:
    if column != STEMS:
        return "pieces"
    return "stem" if at == 0 else "part"
