"""Reading a CSV file of others in chunks: the delimiter is guessed only where there is no doubt, faults have a line."""

from __future__ import annotations

import codecs
import csv
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Self

from attrs import frozen

from vngkit.cli._face import Face
from vngkit.errors import DataError

DELIMITERS = (",", ";", "\t", "|")
CHUNK = 50_000
_NOT_LINE_BY_LINE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@frozen(kw_only=True)
class Chunk:
    """A part of the file: its rows, the line of the file on which each row ends, and how many bytes it took."""

    rows: list[list[str]]
    lines: list[int]
    read: int


class CsvFile:
    """A CSV file, open for reading: its header, and its rows in chunks.

    Everything that is wrong with it is a ``DataError`` that names the file and the line: no rows, an encoding that is
    not what it says, a delimiter in doubt, a row with more or fewer cells than the header, a quote that never closes.
    """

    def __init__(self, face: Face, path: str, *, delimiter: str | None = None, encoding: str | None = None) -> None:
        self._face, self.name = face, "stdin" if path == "-" else path
        self.encoding = self._checked(encoding or "utf-8")
        self._file: BinaryIO = sys.stdin.buffer if path == "-" else Path(path).open("rb")  # noqa: SIM115  # see close
        self.size = None if path == "-" else Path(path).stat().st_size
        self.bom, self._read = False, 0
        try:
            self._begin(delimiter)
        except BaseException:
            self.close()
            raise

    def _begin(self, delimiter: str | None) -> None:
        """Read the header; with it the delimiter and the line ends."""
        lines = self._decoded()
        first = next(lines, "")
        if not first.strip():
            raise self._wrong("csv.empty")
        self.line_end = "\r\n" if first.endswith("\r\n") else "\n"
        self.delimiter = delimiter or self._delimiter(first)
        self._reader = csv.reader(chain([first], lines), delimiter=self.delimiter, strict=True)
        self.header = self._next() or []
        twice = [name for name in self.header if self.header.count(name) > 1]
        if twice:
            raise self._wrong("csv.twice", column=twice[0])

    def close(self) -> None:
        """Close the file; standard input stays open."""
        if self._file is not sys.stdin.buffer:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        """The rows in chunks; empty lines are passed over, as every reader of CSV does."""
        width = len(self.header)
        before = 0
        rows: list[list[str]] = []
        lines: list[int] = []
        while (row := self._next()) is not None:
            if not row:
                continue
            if len(row) != width:
                raise self._wrong("csv.width", line=self._reader.line_num, cells=len(row), width=width)
            rows.append(row)
            lines.append(self._reader.line_num)
            if len(rows) == size:
                yield Chunk(rows=rows, lines=lines, read=self._read - before)
                before, rows, lines = self._read, [], []
        yield Chunk(rows=rows, lines=lines, read=self._read - before)

    def _checked(self, encoding: str) -> str:
        try:
            name = codecs.lookup(encoding).name
            plain = "a,\n".encode(name) == b"a,\n"
        except (LookupError, TypeError):
            name, plain = "", False
        if not plain:
            raise self._wrong("csv.no_encoding", encoding=encoding)
        return name

    def _decoded(self) -> Iterator[str]:
        """The lines, decoded one by one: so that a byte that is wrong has a line."""
        for number, raw in enumerate(self._file, 1):
            self._read += len(raw)
            try:
                yield self._without_mark(raw).decode(self.encoding) if number == 1 else raw.decode(self.encoding)
            except UnicodeDecodeError as error:
                byte = f"0x{error.object[error.start]:02x}"
                raise self._wrong("csv.encoding", line=number, byte=byte, encoding=self.encoding) from None

    def _without_mark(self, first: bytes) -> bytes:
        """The first line without the mark that says UTF-8; UTF-16 is refused, it can not be read line by line."""
        if first.startswith(_NOT_LINE_BY_LINE):
            raise self._wrong("csv.utf16")
        self.bom = first.startswith(codecs.BOM_UTF8)
        return first.removeprefix(codecs.BOM_UTF8)

    def _delimiter(self, header: str) -> str:
        found = [mark for mark in DELIMITERS if mark in header]
        if len(found) > 1:
            raise self._wrong("csv.delimiter", found=" ".join(repr(mark) for mark in found))
        return found[0] if found else ","

    def _next(self) -> list[str] | None:
        before = self._reader.line_num
        try:
            return next(self._reader, None)
        except csv.Error as error:
            raise self._wrong("csv.broken", line=before + 1, message=error) from None

    def _wrong(self, key: str, **values: object) -> DataError:
        return DataError(self._face.text(key, file=self.name, **values), fix=self._face.text(f"{key}_fix"))
