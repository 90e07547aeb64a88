"""Themes: the three areas of VNG, the official lists, and the bridge from a product to the article behind it.

Lists are versioned SKOS-like schemes; what joins two lists says who said so. Nothing here is an opinion of an official
body unless it says that it is.
"""

from __future__ import annotations

from vngkit.themes._concept import Concept, Wording
from vngkit.themes._ground import Ground, Place, place_of
from vngkit.themes._load import load, match, product, products_on
from vngkit.themes._local import LocalTheme, local_schemes, sound_themes
from vngkit.themes._mapping import Basis, Mapping, Relation
from vngkit.themes._match import Match
from vngkit.themes._products import Product, Products
from vngkit.themes._scheme import Scheme
from vngkit.themes._skos_read import SkosDocument, read_skos
from vngkit.themes._skos_write import write_skos
from vngkit.themes._themes import Themes

__all__ = [
    "Basis",
    "Concept",
    "Ground",
    "LocalTheme",
    "Mapping",
    "Match",
    "Place",
    "Product",
    "Products",
    "Relation",
    "Scheme",
    "SkosDocument",
    "Themes",
    "Wording",
    "load",
    "local_schemes",
    "match",
    "place_of",
    "product",
    "products_on",
    "read_skos",
    "sound_themes",
    "write_skos",
]
