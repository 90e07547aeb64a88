"""The documentation runs: Python blocks of the Markdown pages and the examples of the docstrings are tests."""

from __future__ import annotations

from doctest import ELLIPSIS, NORMALIZE_WHITESPACE

from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

_FLAGS = ELLIPSIS | NORMALIZE_WHITESPACE
_DOCSTRINGS = """
from datetime import date
from decimal import Decimal
from vngkit.errors import *
from vngkit.legislation import *
from vngkit.terms import Term
"""

_pages = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=_FLAGS)],
    patterns=["docs/**/*.md", "README*.md", "plugins/*/README.md"],
    excludes=["docs/_build/**"],
)
_docstrings = Sybil(
    parsers=[DocTestParser(_FLAGS)],
    patterns=["src/vngkit/**/*.py", "src/vngkit/*.py"],
    excludes=["**/_template/**"],
    setup=lambda namespace: exec(_DOCSTRINGS, namespace),  # noqa: S102  # our own fixed imports, for the examples
)

pytest_collect_file = (_pages + _docstrings).pytest()
