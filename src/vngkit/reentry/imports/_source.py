"""From a file or objects to rows of text, one at a time: coding, delimiter and shape are found out or refused."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import IO, Any, Final, TypeAlias

from attrs import frozen

from vngkit.errors import DataError, NotFound
from vngkit.reentry.imports._result import Cells, RowFault

__all__ = ["RawRow", "Source", "rows_of"]

Source: TypeAlias = str | PathLike[str] | IO[str] | IO[bytes] | Iterable[Mapping[str, Any]]
_DELIMITERS: Final = ";,\t|"
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK: Final = 1 << 16
_CELL_LIMIT: Final = 10_000


@frozen(kw_only=True)
class RawRow:
    """A row as it stood in the source, with its number; ``fault`` when it has not the shape of a row.

    The rows of a table share their ``header``; the first of them is the header itself, without cells.
    """

    number: int
    cells: Cells
    header: tuple[str, ...] | None = None
    fault: RowFault | None = None


def rows_of(source: Source, *, encoding: str | None, delimiter: str | None) -> Iterator[RawRow]:
    """The rows of a source. Raises ``NotFound`` and ``DataError`` for a source that can not be read at all."""
    if isinstance(source, str | PathLike):
        path = Path(source)
        if not path.is_file():
            raise NotFound("there is no file to import at that path.", fix="look at the path")
        with path.open("rb") as file:
            yield from _rows_of_file(file, path.suffix.lower(), encoding, delimiter)
    elif hasattr(source, "read"):
        yield from _rows_of_file(source, "", encoding, delimiter)  # type: ignore[arg-type]  # it reads
    elif isinstance(source, Mapping):
        raise DataError("the source is one object.", fix="give a list of objects, also for one")
    else:
        for number, value in enumerate(source, 1):
            yield _of_object(number, value)


def _rows_of_file(
    file: IO[bytes] | IO[str], suffix: str, encoding: str | None, delimiter: str | None
) -> Iterator[RawRow]:
    with _as_text(file, encoding) as text:
        start = text.read(_CHUNK)
        text.seek(0)
        first = start.lstrip("\ufeff \t\r\n")[:1]
        if first == "[":
            raise DataError("the file is one list of JSON, which can not be read row by row.", fix="write JSON lines")
        if suffix in (".jsonl", ".ndjson", ".json") or first == "{":
            yield from _json_lines(text)
        else:
            yield from _csv_rows(text, start, delimiter)


@contextmanager
def _as_text(file: IO[bytes] | IO[str], encoding: str | None) -> Iterator[io.TextIOBase]:
    """The file as text; a coding that fits is found by reading it once."""
    if isinstance(file, io.TextIOBase):
        yield file
        return
    raw: Any = file
    wrapper = io.TextIOWrapper(raw, encoding=encoding or _encoding(raw), newline="")
    try:
        yield wrapper
    except UnicodeError:
        raise DataError(
            "the file is not written in the coding that was given.", fix='say which with encoding="..."'
        ) from None
    finally:
        wrapper.detach()


def _encoding(file: IO[bytes]) -> str:
    """UTF-8 if the whole file fits it, else Windows-1252; a mark at the start decides."""
    start = file.read(4)
    for mark, name in _BOMS:
        if start.startswith(mark):
            file.seek(0)
            return name
    file.seek(0)
    utf8, western = codecs.getincrementaldecoder("utf-8")(), codecs.getincrementaldecoder("cp1252")()
    fits: dict[str, codecs.IncrementalDecoder] = {"utf-8": utf8, "cp1252": western}
    while chunk := file.read(_CHUNK):
        if b"\0" in chunk:
            raise DataError(
                "the file holds NUL bytes: it is no text in UTF-8.", fix='say what with encoding="utf-16-le"'
            )
        fits = {name: decoder for name, decoder in fits.items() if _fits(decoder, chunk)}
    if "utf-8" in fits and not _fits(utf8, b"", final=True):
        del fits["utf-8"]
    file.seek(0)
    if not fits:
        raise DataError("the file is neither UTF-8 nor Windows-1252.", fix='say what it is with encoding="..."')
    return "utf-8" if "utf-8" in fits else "cp1252"


def _fits(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _csv_rows(text: io.TextIOBase, start: str, delimiter: str | None) -> Iterator[RawRow]:
    reader = csv.reader(text, delimiter=delimiter or _delimiter(start))
    try:
        header = tuple(name.lstrip("\ufeff").strip() for name in next(reader))
    except StopIteration:
        raise DataError("the file is empty.", fix="begin with a header") from None
    doubled = len(header) != len({name for name in header if name}) + header.count("")
    if doubled:
        raise DataError("two columns of the header have the same name.", fix="give each column a name of its own")
    yield RawRow(number=1, cells={}, header=header)
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield _of_cells(number, header, [])
            continue
        if any(cells):
            yield _of_cells(number, header, cells)


def _delimiter(start: str) -> str:
    """The delimiter that splits the first rows alike into most cells."""
    best, most = "", 1
    whole = start if len(start) < _CHUNK else start.rpartition("\n")[0]
    for sign in _DELIMITERS:
        reader = csv.reader(io.StringIO(whole, newline=""), delimiter=sign)
        counts = [len(cells) for cells, _ in zip(reader, range(5), strict=False) if cells]
        if counts and counts[0] > most:
            best, most = sign, counts[0]
    if not best:
        raise DataError(
            "the first row of the file is not split by ; , | or a tab.", fix="begin with a header, or give delimiter="
        )
    return best


def _of_cells(number: int, header: tuple[str, ...], cells: list[str]) -> RawRow:
    row = {name: cell for name, cell in zip(header, cells, strict=False) if name}
    if len(cells) == len(header) and all(len(cell) <= _CELL_LIMIT for cell in cells):
        return RawRow(number=number, cells=row, header=header)
    row |= {f"_more_{place}": cell for place, cell in enumerate(cells[len(header) :], 1)}
    fault = RowFault(
        field="",
        code="cells",
        nl=f"{len(cells)} cellen in plaats van {len(header)}, of een te lange cel",
        en=f"{len(cells)} cells in place of {len(header)}, or a cell that is too long",
    )
    return RawRow(number=number, cells=row, header=header, fault=fault)


def _json_lines(text: io.TextIOBase) -> Iterator[RawRow]:
    for number, line in enumerate(text, 1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            value = json.loads(line.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            yield _of_object(number, value)
        else:
            fault = RowFault(field="", code="no_object", nl="geen object in JSON", en="not an object in JSON")
            yield RawRow(number=number, cells={"_line": line.rstrip("\r\n")}, fault=fault)


def _of_object(number: int, value: Any) -> RawRow:
    """An object as cells of text: what is None is empty; a list or object inside is a fault."""
    if not isinstance(value, Mapping):
        fault = RowFault(field="", code="no_object", nl="geen object", en="not an object")
        return RawRow(number=number, cells={}, fault=fault)
    cells = {str(name): "" if item is None else str(item) for name, item in value.items()}
    if all(
        item is None or isinstance(item, str | int | float) or hasattr(item, "isoformat") for item in value.values()
    ):
        return RawRow(number=number, cells=cells)
    fault = RowFault(
        field="", code="nested", nl="een waarde is een lijst of object", en="a value is a list or an object"
    )
    return RawRow(number=number, cells=cells, fault=fault)
