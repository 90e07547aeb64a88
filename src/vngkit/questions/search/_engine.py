"""The engine: tantivy keeps the documents and finds candidates by our terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from vngkit.errors import DataError, VngkitError
from vngkit.questions.search._counts import Asked
from vngkit.questions.search._result import SearchDocument, read_document, write_document
from vngkit.questions.search._tokens import FIELDS

__all__ = ["Engine", "IndexBroken"]

_HEAP: Final = 15_000_000
_ID: Final = "id"
_NUMBER: Final = "number"
_DOCUMENT: Final = "document"
_VECTOR: Final = "vector"
_TOKENIZER: Final = "terms"


class IndexBroken(DataError):
    """De index kan niet worden gelezen: its files are damaged, or were made by something else; make it anew."""

    code = "index.broken"


def _tantivy() -> Any:
    try:
        import tantivy
    except ImportError:
        raise VngkitError(
            "there is no search engine: tantivy is not installed.", fix='pip install "vngkit[questions]"'
        ) from None
    return tantivy


class Engine:
    """Documents in files (or in memory when there is no folder), and candidates for terms that are asked."""

    def __init__(self, folder: Path | None) -> None:
        self._tantivy = _tantivy()
        schema = self._tantivy.SchemaBuilder()
        schema.add_text_field(_ID, stored=True, tokenizer_name="raw", index_option="basic")
        schema.add_unsigned_field(_NUMBER, stored=True, fast=True)
        for name in FIELDS:
            schema.add_text_field(name, stored=False, tokenizer_name=_TOKENIZER, index_option="freq")
        schema.add_bytes_field(_DOCUMENT, stored=True, indexed=False)
        schema.add_bytes_field(_VECTOR, stored=True, indexed=False)
        self._schema = schema.build()
        try:
            self._index = self._tantivy.Index(self._schema, path=None if folder is None else str(folder))
            analyzer = self._tantivy.TextAnalyzerBuilder(self._tantivy.Tokenizer.whitespace()).build()
            self._index.register_tokenizer(_TOKENIZER, analyzer)
            self._writer = self._index.writer(_HEAP, num_threads=1)
        except ValueError as error:
            raise _told(error) from None
        self._searcher = self._index.searcher()
        self._open = True

    def check_open(self) -> None:
        """Raise when the files were let go: what is found can still be read, nothing can be written."""
        if not self._open:
            raise VngkitError("the index is closed.", fix="open it once more: SearchIndex(folder)")

    def documents(self) -> Iterator[tuple[SearchDocument, int, bytes]]:
        """Every document with its number and its vector (empty without one), in no order."""
        count = self._searcher.num_docs
        if not count:
            return
        try:
            for _, address in self._searcher.search(self._tantivy.Query.all_query(), limit=count).hits:
                held = self._searcher.doc(address)
                yield read_document(bytes(held[_DOCUMENT][0])), held[_NUMBER][0], bytes(held[_VECTOR][0])
        except (ValueError, KeyError, IndexError, OSError) as error:
            raise _told(error) from None

    def put(self, document: SearchDocument, number: int, texts: Sequence[str], vector: bytes) -> None:
        """Put a document in the place of the one with its id, if any; it counts from the next ``commit`` on."""
        self._writer.delete_documents_by_term(_ID, document.id)
        held = self._tantivy.Document()
        held.add_text(_ID, document.id)
        held.add_unsigned(_NUMBER, number)
        for name, text in zip(FIELDS, texts, strict=True):
            held.add_text(name, text)
        held.add_bytes(_DOCUMENT, write_document(document).encode())
        held.add_bytes(_VECTOR, vector)
        self._writer.add_document(held)

    def take(self, name: str) -> None:
        """Take a document out, from the next ``commit`` on."""
        self._writer.delete_documents_by_term(_ID, name)

    def clear(self) -> None:
        """Take everything out, from the next ``commit`` on."""
        self._writer.delete_all_documents()

    def commit(self) -> None:
        """Write everything to the files for good, or raise and change nothing."""
        try:
            self._writer.commit()
        except ValueError as error:
            self._writer.rollback()
            raise _told(error) from None
        self._index.reload()
        self._searcher = self._index.searcher()

    def rollback(self) -> None:
        """Forget what was put in or taken out since the last ``commit``."""
        self._writer.rollback()

    def candidates(self, asked: Iterable[Asked], limit: int) -> list[int]:
        """The numbers of the documents that hold most of what is asked, best first by the engine's own counts."""
        query, should = self._tantivy.Query, self._tantivy.Occur.Should
        ask = []
        for each in asked:
            term = query.term_query(self._schema, each.field, each.term, index_option="freq")
            ask.append((should, query.boost_query(term, each.amount / each.rarity)))
        if not ask or not self._searcher.num_docs:
            return []
        try:
            hits = self._searcher.search(query.boolean_query(ask), limit=limit, count=False).hits
            found: list[int] = self._searcher.fast_field_values(_NUMBER, [address for _, address in hits])
        except (ValueError, OSError) as error:
            raise _told(error) from None
        return found

    def close(self) -> None:
        """Let go of the files."""
        if self._open:
            self._open = False
            self._writer.wait_merging_threads()


def _told(error: Exception) -> VngkitError:
    text = str(error)
    if "LockBusy" in text or "lock" in text.lower():
        return VngkitError(
            "the index is in use by another program.", fix="close the other one, or give this one a folder of its own"
        )
    return IndexBroken(
        "the index can not be read or written.", fix="make it anew from the store: SearchIndex.rebuild(...)"
    )
