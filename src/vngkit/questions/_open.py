"""Making a desk of what a kit has: its database, its rule book, and an index beside the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from vngkit.errors import NotInForce
from vngkit.legislation import RuleBook
from vngkit.questions._ports import AnswerIndex, Classifier
from vngkit.questions._question import ThemeLabel
from vngkit.questions._stale import RuleVersion

if TYPE_CHECKING:
    from vngkit.themes.classify import TextClassifier

__all__ = ["answer_index", "rule_versions", "themes_by"]


def answer_index(facts: Mapping[str, str]) -> Callable[[], AnswerIndex | None]:
    """Makes the index (*index*) of a database: in a folder beside a file of SQLite, else in memory.

    Args:
        facts: of the database, as ``Database.facts()`` gives them.

    Returns:
        What makes the index at first use. When the folder is broken it is made anew; it raises ``VngkitError`` when the
        extra ``questions`` is absent or another program has the folder open.
    """

    def make() -> AnswerIndex | None:
        from vngkit.questions.search import IndexBroken, SearchIndex

        if "path" not in facts:
            return SearchIndex()
        folder = f"{facts['path']}.answers"
        try:
            return SearchIndex(folder)
        except IndexBroken:
            return SearchIndex.anew(folder, ())

    return make


def themes_by(make: Callable[[], TextClassifier]) -> Classifier:
    """A classifier of texts as the desk asks one (*thema-indeler*): its first proposal, when it does not abstain.

    Args:
        make: gives the classifier at first use, for example ``vngkit.themes.classify.theme_classifier``.

    Returns:
        What gives the theme of a text with its confidence; nothing for a text that it is not sure of.

    >>> from vngkit.themes.classify import theme_classifier
    >>> list(themes_by(theme_classifier)("Mag het?"))
    []
    """

    def classify(text: str) -> Iterable[ThemeLabel]:
        found = make().classify(text)
        if found.abstained is not None:
            return ()
        first = found.top[0]
        by = f"classifier {found.model}"
        return (ThemeLabel(scheme=first.scheme, code=first.code, by=by, confidence=first.confidence),)

    return classify


def rule_versions(book: RuleBook) -> RuleVersion:
    """Which local rule holds (*versie van een lokale regel*), as a text that changes when another one does."""

    def version(term: str, member: str, on: date) -> str:
        try:
            answer = book.answer(term, member=member, on=on)
        except NotInForce:
            return "no gemeente"
        return f"{answer.rule.id} ({answer.rule.begins})" if answer.rule is not None else answer.status.value

    return version
