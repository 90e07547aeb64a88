"""Dutch text as words, stems, parts of compounds and pieces of words: what finding and classifying are built on.

No text is kept here, and nothing asks a model of language: words are looked up, cut and compared. Stems need the extra
``questions`` (PyStemmer); the stemmer is pinned by name, so that an index knows by which it was made.
"""

from __future__ import annotations

from vngkit.text._compounds import Compounds, lexicon
from vngkit.text._grams import grams, sounds_like
from vngkit.text._plain import plain, words
from vngkit.text._speller import Speller
from vngkit.text._spoken import official_words
from vngkit.text._stems import STEMMER, stem

__all__ = [  # noqa: RUF022  # as in every room: sorted as Python sorts
    "Compounds",
    "STEMMER",
    "Speller",
    "grams",
    "lexicon",
    "official_words",
    "plain",
    "sounds_like",
    "stem",
    "words",
]
