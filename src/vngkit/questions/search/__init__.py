"""Finding the answer that exists: an index in process, with every hit explained; needs the extra ``questions``."""

from __future__ import annotations

from vngkit.questions.search._engine import IndexBroken
from vngkit.questions.search._index import SearchIndex
from vngkit.questions.search._learn import Learned, Link, learn
from vngkit.questions.search._result import Contribution, Hit, SearchDocument, SearchResult
from vngkit.questions.search._semantic import Semantic
from vngkit.questions.search._weights import Weights

__all__ = [
    "Contribution",
    "Hit",
    "IndexBroken",
    "Learned",
    "Link",
    "SearchDocument",
    "SearchIndex",
    "SearchResult",
    "Semantic",
    "Weights",
    "learn",
]
