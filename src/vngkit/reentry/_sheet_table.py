"""The worklist as rows, JSON and CSV, and reading these back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from attrs import asdict, fields

from vngkit.errors import DataError
from vngkit.legislation import Lang
from vngkit.reentry._serial import reentry_converter
from vngkit.reentry._sheet import WorklistLine, WorklistSheet
from vngkit.reentry._sheet_words import about_text, who_text
from vngkit.reentry._words import FindingKind, Role
from vngkit.safe import plain_cell, safe_cell
from vngkit.serial import dump, load

__all__ = ["csv_of", "dump_sheet", "read_worklist", "read_worklist_csv", "row_of"]

_SCHEMA: Final = "reentry.worklist"
_VERSION: Final = 1
_COLUMNS: Final = tuple(each.name for each in fields(WorklistLine))


def row_of(line: WorklistLine, lang: Lang) -> dict[str, Any]:
    """A line as a plain dict: what JSON has, and no more."""
    row = {name: _plain(value) for name, value in asdict(line, recurse=False).items()}
    row |= {
        "kind_text": line.kind.label(lang),
        "about_text": about_text(line, lang),
        "who_text": who_text([line], lang),
    }
    return {name: None if value == "" else value for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def dump_sheet(sheet: WorklistSheet) -> str:
    """The sheet as one line of JSON in an envelope."""
    return dump(sheet, schema=_SCHEMA, version=_VERSION, converter=reentry_converter())


def read_worklist(text: str | bytes) -> WorklistSheet:
    """Werklijst uit JSON: the sheet that ``to_json`` wrote; raises ``DataError`` that shows no value."""
    return load(text, WorklistSheet, schema=_SCHEMA, version=_VERSION, converter=reentry_converter())


def csv_of(sheet: WorklistSheet, delimiter: str) -> str:
    """The lines as CSV with a header; every cell safe in a spreadsheet."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for line in sheet.lines:
        writer.writerow([safe_cell(_cell(getattr(line, name)), keep_numbers=False) for name in _COLUMNS])
    return written.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return " ".join(str(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def read_worklist_csv(text: str, *, delimiter: str = ",") -> tuple[WorklistLine, ...]:
    """Werklijst uit CSV: the lines that ``to_csv`` wrote, with the same values.

    Args:
        text: as written, with its line ends (read the file with ``newline=""``); a mark for UTF-8 at its start is
            passed over.
        delimiter: as it was written with.

    Returns:
        The lines. Raises ``DataError`` that names the line of the file, and shows no value.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter, strict=True)
    try:
        if tuple(next(reader, ())) != _COLUMNS:
            raise DataError("this is no worklist: its columns are others.", fix="read what Worklist.to_csv wrote")
        return tuple(_line(row, reader.line_num) for row in reader)
    except csv.Error as error:
        raise DataError(f"line {reader.line_num} of the worklist is no CSV ({error}).", fix="write it again") from None


def _line(row: list[str], number: int) -> WorklistLine:
    if len(row) != len(_COLUMNS):
        raise DataError(
            f"line {number} of the worklist has {len(row)} cells, not {len(_COLUMNS)}.", fix="write it again"
        )
    cells = {name: plain_cell(cell) for name, cell in zip(_COLUMNS, row, strict=True)}
    try:
        return WorklistLine(**{name: _READ.get(name, str)(cell) for name, cell in cells.items()})
    except (ValueError, KeyError):
        raise DataError(
            f"line {number} of the worklist holds a word or day that is none.", fix="write it again"
        ) from None


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


_READ: Final[dict[str, Callable[[str], Any]]] = {
    "kind": FindingKind,
    "who": Role,
    "due_on": _day,
    "valid_from": _day,
    "valid_to": _day,
    "dates": lambda cell: tuple(date.fromisoformat(day) for day in cell.split()),
    "members": lambda cell: tuple(cell.split()),
    "verified": lambda cell: {"true": True, "false": False}[cell],
}
