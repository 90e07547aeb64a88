"""The index beside the record: put in step after each write, compared and repaired at any time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from vngkit.errors import DataError, VngkitError
from vngkit.legislation import Lang
from vngkit.questions._knowledge import Knowledge
from vngkit.questions._ports import AnswerIndex
from vngkit.questions._records import Records
from vngkit.questions._words import KnowledgeState

if TYPE_CHECKING:
    from vngkit.questions.search import SearchDocument, SearchResult

__all__ = ["IndexRepair", "IndexStep", "document_of"]

T = TypeVar("T")
_SHOWN = (KnowledgeState.PUBLISHED, KnowledgeState.TO_REVIEW)


def document_of(knowledge: Knowledge) -> SearchDocument | None:
    """What stands in the index of knowledge; None when it is not to be found."""
    from vngkit.questions.search import SearchDocument

    if knowledge.state not in _SHOWN:
        return None
    content = knowledge.content
    return SearchDocument(
        id=knowledge.id,
        title=content.question,
        text="\n".join((content.answer, " ".join(content.keywords))).strip(),
        meta={"version": str(knowledge.version), "audience": content.audience.value},
    )


@frozen(kw_only=True)
class IndexRepair:
    """Herstel van de index: what was put in and taken out, or that all was made anew.

    Args:
        held: how many answers the index holds now.
        added: ids that were missing or not as the record has them.
        removed: ids that should not be in it.
        anew: whether it was made anew.
    """

    held: int
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    anew: bool = False

    def explain(self, lang: Lang = "nl") -> str:
        """The repair in one sentence."""
        if lang == "nl":
            how = "opnieuw gemaakt" if self.anew else f"{len(self.added)} bijgezet, {len(self.removed)} weggehaald"
            return f"Index van {self.held} antwoorden: {how}."
        how = "made anew" if self.anew else f"{len(self.added)} put in, {len(self.removed)} taken out"
        return f"Index of {self.held} answers: {how}."


class IndexStep:
    """Keeps an index in step with the record of knowledge. A fault of the index never stops or undoes a write."""

    def __init__(self, records: Records, index: Callable[[], AnswerIndex | None]) -> None:
        self._records, self._make = records, index
        self._index: AnswerIndex | None = None
        self._opened = False
        self.fault = ""

    def follow(self, knowledge: Knowledge) -> None:
        """Put one answer in, or take it out, as the record now has it."""
        if not self._opened:
            return  # it is compared with the record when it is opened
        document = document_of(knowledge)
        if document is None:
            self._guarded(lambda index: index.remove(knowledge.id))
        else:
            self._guarded(lambda index: index.add(document))

    def repair(self) -> IndexRepair:
        """Compare the index with the record, and put right what differs; one that is broken is made anew."""
        index = self._open()
        try:
            held = {document.id: document for document in index}
            wanted = {document.id: document for document in self._documents()}
            removed = tuple(sorted(held.keys() - wanted.keys()))
            added = tuple(sorted(name for name, document in wanted.items() if not _same(held.get(name), document)))
            if removed:
                index.remove(*removed)
            if added:
                index.add(*(wanted[name] for name in added))
        except Exception as error:  # noqa: BLE001  # whatever is wrong with an index, it can be made anew
            self.fault = type(error).__name__
            return self.rebuild()
        self.fault = ""
        return IndexRepair(held=len(wanted), added=added, removed=removed)

    def rebuild(self) -> IndexRepair:
        """Make the index anew from the record."""
        wanted = list(self._documents())
        index = self._open()
        try:
            index.rebuild(wanted)
        except Exception as error:  # noqa: BLE001  # of another library
            self.fault = type(error).__name__
            raise _broken(self.fault) from None
        self.fault = ""
        return IndexRepair(held=len(wanted), anew=True)

    def search(self, text: str, limit: int) -> SearchResult:
        """Find; an index that failed before is repaired first. Raises ``VngkitError`` when that is of no use."""
        if not self._opened or self.fault:
            self._open()
            self.repair()
        index = self._open()
        try:
            return index.search(text, limit=limit)
        except DataError as error:
            if type(error) is DataError:  # about the question, not about the index
                raise
            self.fault = type(error).__name__
        except Exception as error:  # noqa: BLE001  # of another library
            self.fault = type(error).__name__
        raise _broken(self.fault)

    def close(self) -> None:
        """Let go of the files of the index; it is opened again at the next use."""
        release = getattr(self._index, "close", None)
        self._index, self._opened = None, False
        if release is not None:
            release()

    def _open(self) -> AnswerIndex:
        if self._index is None:
            self._index = self._make()
            if self._index is None:
                raise VngkitError(
                    "there is no index of answers.", fix='install the extra: pip install "vngkit[questions]"'
                )
        self._opened = True
        return self._index

    def _guarded(self, act: Callable[[AnswerIndex], Any]) -> None:
        try:
            act(self._open())
        except Exception as error:  # noqa: BLE001  # the record is written; the index is repaired at the next search
            self.fault = type(error).__name__

    def _documents(self) -> Iterator[SearchDocument]:
        for knowledge in self._records.all_knowledge():
            document = document_of(knowledge)
            if document is not None:
                yield document


def _same(held: SearchDocument | None, wanted: SearchDocument) -> bool:
    return held is not None and (held.title, held.text, dict(held.meta)) == (
        wanted.title,
        wanted.text,
        dict(wanted.meta),
    )


def _broken(fault: str) -> VngkitError:
    return VngkitError(
        f"the index of answers can not be read ({fault}).",
        why="Questions and answers are kept apart from it; nothing is lost.",
        fix="make it anew: kit.questions.rebuild_index()",
    )
