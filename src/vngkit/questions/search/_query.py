"""From a question to the terms that are asked: corrected, in official words too, weighed by its length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import evolve, frozen

from vngkit.questions.search._counts import Asked, Counts, Kind
from vngkit.questions.search._tokens import FIELDS, PIECES_LONG, PIECES_SHORT, STEMS, Terms
from vngkit.questions.search._weights import LONG, Weights
from vngkit.text import Compounds, Speller, official_words, plain, words

__all__ = ["Query", "make_query"]

_PIECES: Final = 40
_READ: Final = 20_000
_WORDS: Final = 1_000
_HEAD: Final = 12
_RARER: Final = 1.5
_OFTEN: Final = 0.5
_FEW: Final = 20
_FEW_SHARE: Final = 0.03


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


@frozen(kw_only=True)
class _View:
    """Kijk op de woorden: a field, how much it counts, and how much more a term that is asked often or is rare."""

    column: str
    weight: float
    words: Sequence[str]
    most: int = 100_000
    often: float = 1.0
    rarer: float = 1.0


def _short_views(words: Sequence[str], weights: Weights) -> tuple[_View, ...]:
    """In a sentence a word that is said twice hardly counts more."""
    return (
        _View(column=PIECES_SHORT, weight=weights.pieces, words=words, most=_PIECES, often=_OFTEN),
        _View(column=STEMS, weight=weights.stems, words=words, often=_OFTEN),
    )


def _long_views(words: Sequence[str], weights: Weights) -> tuple[_View, ...]:
    """In an e-mail rare words count for more, and so does how it begins: its subject."""
    return (
        _View(column=STEMS, weight=weights.long_stems, words=words, rarer=_RARER),
        _View(column=PIECES_LONG, weight=weights.long_pieces, words=words, rarer=_RARER),
        _View(column=STEMS, weight=weights.long_head, words=words[:_HEAD], rarer=_RARER),
    )


def make_query(  # noqa: PLR0913  # what an index understands a question with
    text: str, *, counts: Counts, speller: Speller, compounds: Compounds, terms: Terms, weights: Weights
) -> Query:
    """Understand a question; of a text of more than 20,000 letters only the beginning is read."""
    written = words(plain(text[:_READ]))[:_WORDS]
    meant = [speller.meant(word) for word in written]
    long = len(meant) > LONG
    official = {} if long else dict(official_words(meant))
    shares = _official_shares(official, counts, terms, weights.official)
    views = _long_views(meant, weights) if long else _short_views(meant, weights)
    whole = sum(view.weight for view in views) or 1.0
    asked: dict[int, Asked] = {}
    for view in views:
        said = _weighed(view, official, terms, shares)
        for each in _asked(view, said, view.weight / whole, counts):
            already = asked.get(each.number)
            asked[each.number] = each if already is None else evolve(already, amount=already.amount + each.amount)
    return Query(
        text=" ".join(meant),
        words=tuple(meant),
        corrected={old: new for old, new in zip(written, meant, strict=True) if old != new},
        official=official,
        compounds={word: parts for word in dict.fromkeys(meant) if (parts := compounds.parts(word))},
        asked=tuple(asked.values()),
        long=long,
    )


def _official_shares(official: Mapping[str, str], counts: Counts, terms: Terms, weight: float) -> Mapping[str, float]:
    """The weight of each official word: the more documents hold the word that was said, the less it needs another."""
    few = max(_FEW, _FEW_SHARE * len(counts))
    place = FIELDS.index(STEMS)
    return {
        word: weight / (1 + counts.held(STEMS, terms.of(said).columns[place][0])[1] / few)
        for word, said in official.items()
    }


def _weighed(
    view: _View, official: Mapping[str, str], terms: Terms, shares: Mapping[str, float]
) -> dict[str, tuple[float, str, Kind]]:
    """Each term of a view with its weight, the word that led to it, and its kind."""
    place = FIELDS.index(view.column)
    times: dict[str, int] = {}
    weighed: dict[str, tuple[float, str, Kind]] = {}
    for word in view.words:
        for at, term in enumerate(terms.of(word).columns[place]):
            times[term] = times.get(term, 0) + 1
            weighed.setdefault(term, (1.0, word, _kind(place, at)))
    for term, many in times.items():
        if many > 1:
            weighed[term] = (many**view.often, *weighed[term][1:])
    for word, said in official.items():
        for at, term in enumerate(terms.of(word).columns[place]):
            weighed.setdefault(term, (shares[word], said, _kind(place, at)))
    return weighed


def _asked(view: _View, weighed: Mapping[str, tuple[float, str, Kind]], share: float, counts: Counts) -> list[Asked]:
    """The terms that some document holds, the rarest of them at most, their amounts adding up to the share."""
    found = []
    for term, (weight, said, kind) in weighed.items():
        number, documents = counts.held(view.column, term)
        if documents and weight and share:
            rarity = counts.rarity(documents)
            found.append((documents, term, weight * rarity**view.rarer, said, kind, number, rarity))
    if len(found) > view.most:
        found.sort()
        del found[view.most :]
    whole = sum(row[2] for row in found)
    return [
        Asked(
            field=view.column,
            term=term,
            said=said,
            kind=kind,
            number=number,
            amount=amount * share / (whole or 1.0),
            rarity=rarity,
        )
        for _, term, amount, said, kind, number, rarity in found
    ]


def _kind(place: int, at: int) -> Kind:
    if FIELDS[place] != STEMS:
        return "pieces"
    return "stem" if at == 0 else "part"
