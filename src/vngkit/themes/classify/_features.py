"""From a text to what a model looks at: stems, parts of compounds and pieces of the words, counted per word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from attrs import frozen

from vngkit.text import STEMMER, Compounds, grams, lexicon, plain, stem, words

__all__ = ["Analyser", "Read", "analyser_of"]

_MOST_SIGNS: Final = 40_000  # about twenty pages; what comes after says nothing new of the theme
_LONGEST_WORD: Final = 40
_TITLE: Final = re.compile(r"(.{5,200}?)[.?!:] +(?=[A-Z0-9\"'(])")
_TITLE_SIGNS: Final = 100
_TITLE_WEIGHT: Final = 2
_SIZES: Final = (3, 4, 5)
_FEWEST_KNOWN: Final = 0.25
# words that one of the languages uses all the time and Dutch does not, or the other way round
_OFTEN: Final = {
    "nl": "de het een van ik mag dat niet op te met voor zijn er aan wat hoe naar bij ook om uit mijn wij wordt worden "
    "heeft hebben kan moet deze dit als dan nog wel geen onze u uw",
    "en": "the of and to for with are you this that not can my we they have has what how when which from be by our",
    "de": "der das und zu den mit nicht ist ein eine einer von auf auch wie wir sie ich mein oder bei sind wird kann",
    "fr": "le la les des du et une pour dans que qui est sur pas avec je nous vous mon ma si aux ce cette puis",
}
_HINTS: Final = {lang: frozenset(listed.split()) for lang, listed in _OFTEN.items()}


@frozen(kw_only=True)
class Read:
    """A text as the model sees it: how often each word counts, and what is odd about the text.

    ``weights`` gives for each word the times it stands there, the words of the title counted more. ``dutch`` is false
    when the words are of another language; ``cut`` when only the beginning was read.
    """

    weights: dict[str, int]
    dutch: bool
    cut: bool


@frozen(kw_only=True)
class Analyser:
    """Cuts words into terms: ``=`` before a stem, ``+`` before a part of a compound, nothing before a piece."""

    compounds: Compounds

    def read(self, text: str) -> Read:
        """Read a text: HTML and control characters aside, at most its first 40,000 signs."""
        bare = plain(text[:_MOST_SIGNS])
        title = _TITLE.match(bare)
        found = Counter(_fit(bare))
        dutch = _is_dutch(found)
        for word in _fit(title.group(1) if title else bare[:_TITLE_SIGNS]):
            found[word] += _TITLE_WEIGHT
        return Read(weights=dict(found), dutch=dutch, cut=len(text) > _MOST_SIGNS)

    def terms(self, word: str) -> tuple[list[str], list[str]]:
        """The terms of one word, repeats included: stem and parts, and pieces of three to five letters."""
        whole = [f"={stem(word)}", *(f"+{stem(part)}" for part in self.compounds.parts(word))]
        if len(word) + 2 <= _SIZES[0]:
            return whole, grams(word, _SIZES[0])
        return whole, [piece for size in _SIZES if size <= len(word) + 2 for piece in grams(word, size)]


def analyser_of() -> dict[str, str]:
    """By what terms are made: a model holds it, and one that was made otherwise is refused."""
    known = sha256("\n".join(sorted(lexicon())).encode()).hexdigest()[:16]
    return {"terms": "stem+parts+grams345/1", "stemmer": STEMMER, "words": known}


def _fit(text: str) -> Sequence[str]:
    return [word for word in words(text) if len(word) <= _LONGEST_WORD]


def _is_dutch(found: Counter[str]) -> bool:
    hits = {lang: sum(found[word] for word in listed) for lang, listed in _HINTS.items()}
    dutch = hits.pop("nl")
    if dutch != max(dutch, *hits.values()):
        return False
    long = [word for word in found if len(word) > 3 and word.isalpha()]
    known = sum(word in lexicon() or word in _HINTS["nl"] for word in long)
    return dutch > 0 or (bool(long) and known >= _FEWEST_KNOWN * len(long)) or not long
