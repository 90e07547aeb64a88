"""What the desk of questions is plugged into: an index of answers, and a classifier of texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from vngkit.questions._question import ThemeLabel

if TYPE_CHECKING:
    from vngkit.questions.search import SearchDocument, SearchResult

__all__ = ["AnswerIndex", "Classifier"]


class Classifier(Protocol):
    """Thema-indeler: gives the themes of a text, the surest first; none when it does not know."""

    def __call__(self, text: str) -> Iterable[ThemeLabel]:
        """The themes of a text."""
        ...


class AnswerIndex(Protocol):
    """Index van antwoorden: what the desk asks of one; ``vngkit.questions.search.SearchIndex`` is one."""

    def __iter__(self) -> Iterator[SearchDocument]:
        """Every document that it holds."""
        ...

    def add(self, *documents: SearchDocument) -> None:
        """Put documents in; one with an id that is there takes its place."""
        ...

    def remove(self, *names: str) -> None:
        """Take documents out; an id that is not there is no error."""
        ...

    def rebuild(self, documents: Iterable[SearchDocument]) -> None:
        """Make the index anew of these documents."""
        ...

    def search(self, text: str, *, limit: int = 10) -> SearchResult:
        """Find the documents for a question, best first."""
        ...
