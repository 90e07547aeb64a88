"""What of a name counts when it is compared, and how people shorten the provinces."""

from __future__ import annotations

# how CBS, RvIG and people shorten a province behind a name
PROVINCES = {
    "gr": "groningen",
    "f": "fryslan",
    "fr": "fryslan",
    "frl": "fryslan",
    "friesland": "fryslan",
    "dr": "drenthe",
    "o": "overijssel",
    "ov": "overijssel",
    "fl": "flevoland",
    "gld": "gelderland",
    "ge": "gelderland",
    "u": "utrecht",
    "ut": "utrecht",
    "nh": "noordholland",
    "zh": "zuidholland",
    "z": "zeeland",
    "zld": "zeeland",
    "ze": "zeeland",
    "nb": "noordbrabant",
    "brabant": "noordbrabant",
    "l": "limburg",
    "lb": "limburg",
    "li": "limburg",
}


def normalise(name: str) -> str:
    """The letters and digits of a name, without case, diacritics, spaces, hyphens and apostrophes.

    >>> normalise("'s-Gravenhage "), normalise("Súdwest-Fryslân")
    ('sgravenhage', 'sudwestfryslan')
    """
    if not name.isascii():
        import unicodedata

        name = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in name.casefold() if letter.isalnum() and letter.isascii())


def province(text: str) -> str:
    """A normalised province in full, whether it was shortened or not."""
    wanted = normalise(text)
    return PROVINCES.get(wanted, wanted)
