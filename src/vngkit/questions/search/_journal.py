"""What was put in or taken out since the engine last wrote its files: one line on disk for each change."""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from zlib import crc32

from attrs import frozen

from vngkit.errors import DataError
from vngkit.questions.search._engine import IndexBroken
from vngkit.questions.search._result import SearchDocument, read_document, write_document

__all__ = ["JOURNAL", "Change", "Journal"]

JOURNAL: Final = "vngkit-index.journal"
_SUM: Final = 8


@frozen(kw_only=True)
class Change:
    """Wijziging: a document that was put in with its number and vector, or the id of one that was taken out."""

    name: str
    document: SearchDocument | None = None
    number: int = 0
    vector: bytes = b""


class Journal:
    """Journaal: keeps changes for good until the engine has them; nothing is kept for an index in memory.

    A line begins with a checksum. The last line may be cut off by a crash: it was never confirmed, and is left out.
    """

    def __init__(self, folder: Path | None) -> None:
        self._path = None if folder is None else folder / JOURNAL

    def read(self) -> list[Change]:
        """The changes that were kept, in order; raises ``IndexBroken``."""
        if self._path is None or not self._path.is_file():
            return []
        lines = self._path.read_bytes().split(b"\n")
        if any(not _whole(line) for line in lines[:-1]):
            raise IndexBroken(
                "the journal of the index can not be read.", fix="make it anew from the store: SearchIndex.anew(...)"
            )
        return [_change(line[_SUM:]) for line in lines[:-1]]

    def append(self, changes: Iterable[Change]) -> None:
        """Keep changes for good, or raise and keep none."""
        if self._path is None:
            return
        text = b"".join(_line(change) for change in changes)
        with self._path.open("ab") as file:
            before = file.tell()
            try:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            except OSError as error:
                os.truncate(self._path, before)
                raise DataError(
                    f"the change of the index can not be written ({type(error).__name__}).",
                    fix="look whether the disk is full",
                ) from None

    def clear(self) -> None:
        """Forget the changes: the engine has them. After a crash before this they are put in once more, to no harm."""
        if self._path is not None and self._path.is_file():
            with self._path.open("r+b") as file:
                file.truncate(0)
                os.fsync(file.fileno())


def _line(change: Change) -> bytes:
    data = {
        "name": change.name,
        "document": None if change.document is None else write_document(change.document),
        "number": change.number,
        "vector": b64encode(change.vector).decode(),
    }
    body = json.dumps(data, ensure_ascii=True).encode()
    return b"%08x%s\n" % (crc32(body), body)


def _whole(line: bytes) -> bool:
    return line[:_SUM] == b"%08x" % crc32(line[_SUM:])


def _change(body: bytes) -> Change:
    data = json.loads(body)
    document = None if data["document"] is None else read_document(data["document"])
    return Change(name=data["name"], document=document, number=data["number"], vector=b64decode(data["vector"]))
