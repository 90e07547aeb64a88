"""Where output goes: tables and lines for people on stdout, JSON for programs on stdout, the rest on stderr.

Nothing of the data is read as markup, and every control character is shown as an escape.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import IO, TYPE_CHECKING, Any, Literal

from attrs import frozen

from vngkit.cli._fold import fold, share_widths
from vngkit.cli._lang import Lang
from vngkit.safe import safe

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

PIPE_WIDTH = 10_000  # in a pipe a row of a table stays one line
GAP = 3  # the places between two columns
_FOLDED = 18  # a column that may fold keeps at least so many places
Advance = Callable[[int], None]


@frozen(kw_only=True)
class Column:
    """A column of a table: its heading, whether its cells may fold over lines, and how it is aligned and coloured."""

    title: str
    folds: bool = False
    right: bool = False
    style: str = ""


@frozen(kw_only=True)
class Cell:
    """A cell with a style of its own; a plain cell is just its text."""

    text: str
    style: str = ""


Row = Sequence["str | Cell"]


def _console(file: IO[str] | None = None, *, stderr: bool = False) -> Console:
    from rich.console import Console

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            """Leave it to the root command: rich would end the program with a code of its own."""
            raise BrokenPipeError

    stream = file or (sys.stderr if stderr else sys.stdout)
    columns = os.environ.get("COLUMNS", "")
    piped = not stream.isatty() and not os.environ.get("FORCE_COLOR")
    width = PIPE_WIDTH if piped and not columns.isdecimal() else None
    if columns.isdecimal() and int(columns) > 0:
        width = int(columns)
    return Plain(file=stream, width=width, markup=False, highlight=False, emoji=False, legacy_windows=False)


def _natural(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The width that each column takes when nothing is folded."""
    from rich.cells import cell_len

    return [
        max([cell_len(safe(column.title)), *(cell_len(safe(row[place].text)) for row in rows)])
        for place, column in enumerate(columns)
    ]


class Printer:
    """Writes for people or for programs; made once for a run.

    ``file`` is where tables and JSON go, standard output by default. Widths come from the terminal or ``COLUMNS``; in
    a pipe nothing is folded.
    """

    def __init__(self, *, lang: Lang, as_json: bool = False, file: IO[str] | None = None) -> None:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # a letter that the terminal cannot show must not stop the answer
                stream.reconfigure(errors="backslashreplace")
        self.lang, self.as_json = lang, as_json
        self.out = _console(file)
        self.err = _console(stderr=True)

    def json(self, data: object) -> None:
        """Write one JSON document, in UTF-8 with ISO dates."""
        stream = self.out.file
        ascii_only = not (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "").startswith("utf")
        stream.write(json.dumps(data, ensure_ascii=ascii_only, indent=2) + "\n")

    def heading(self, line: str) -> None:
        """A line that says what follows."""
        self._write(line, "bold")

    def line(self, line: str = "", style: str = "") -> None:
        """A line of text."""
        self._write(line, style)

    def quiet(self, line: str) -> None:
        """A line in the background: sources, counts."""
        self._write(line, "dim")

    def note(self, line: str, style: str = "") -> None:
        """A line on stderr, beside the output; a program gets it in the JSON instead."""
        if self.as_json:
            return
        self.err.print(self._text(line, style), soft_wrap=True)

    def _write(self, line: str, style: str) -> None:
        self._print(self._text(line, style))

    def _text(self, line: str, style: str = "") -> Text:
        from rich.text import Text

        return Text("\n".join(safe(part) for part in line.split("\n")), style=style)

    def fields(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Label and value under each other; a pair without a value is left out."""
        from rich.table import Table

        shown = [(label, value) for label, value in pairs if value]
        table = Table.grid(padding=(0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        for label, value in shown:
            table.add_row(self._text(label), self._text(value))
        self._print(table)

    def table(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """A table that fits: folded where it may, and as a list of records where the terminal is too narrow for it."""
        cells = [[cell if isinstance(cell, Cell) else Cell(text=cell) for cell in row] for row in rows]
        folds = [column.folds for column in columns]
        natural = _natural(columns, cells)
        room = self.out.width - GAP * (len(columns) - 1)
        least = sum(min(width, _FOLDED) if may else width for width, may in zip(natural, folds, strict=True))
        if least > room:
            self._records(columns, cells)
        else:
            self._grid(columns, cells, share_widths(natural, folds, room))

    def _grid(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> None:
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(
            box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", safe_box=True, padding=(0, 1)
        )
        for column, width in zip(columns, widths, strict=True):
            justify: Literal["left", "right"] = "right" if column.right else "left"
            title = Text(fold(safe(column.title), width))
            table.add_column(title, justify=justify, no_wrap=True, width=width, overflow="fold", style=column.style)
        for row in rows:
            shown = (fold(safe(cell.text), width) for cell, width in zip(row, widths, strict=True))
            table.add_row(*(Text(text, cell.style) for text, cell in zip(shown, row, strict=True)))
        self._print(table)

    def _records(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        from rich.padding import Padding
        from rich.table import Table

        for row in rows:
            self.out.print(self._text(row[0].text, "bold"))
            table = Table.grid(padding=(0, 1))
            table.add_column(style="dim", no_wrap=True)
            table.add_column(overflow="fold")
            for column, cell in zip(columns[1:], row[1:], strict=True):
                if cell.text:
                    table.add_row(self._text(f"{column.title}:"), self._text(cell.text, cell.style or column.style))
            self._print(Padding(table, (0, 0, 0, 2)))

    def _print(self, table: RenderableType) -> None:
        """Write a table or a text; in a pipe without the spaces that fill its lines up."""
        if self.out.is_terminal:
            self.out.print(table)
            return
        with self.out.capture() as written:
            self.out.print(table)
        self.out.file.write("".join(line.rstrip() + "\n" for line in written.get().splitlines()))

    @contextmanager
    def progress(self, what: str, total: int | None) -> Iterator[Advance]:
        """A bar on stderr for long work, only where a person looks at it; yields what moves it on."""
        if self.as_json or not sys.stderr.isatty():
            yield lambda _: None
            return
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        parts: tuple[Any, ...] = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
        with Progress(*parts, console=self.err, transient=True) as bar:
            task = bar.add_task(safe(what), total=total)
            yield lambda steps: bar.advance(task, steps)
