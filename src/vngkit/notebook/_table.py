"""A table that a notebook shows: escaped HTML, and the same as text where no HTML is shown."""

from __future__ import annotations

from attrs import frozen

from vngkit.safe import escaped, safe

__all__ = ["Table", "as_html", "as_text"]

_LINE = "border-bottom:1px solid rgba(128,128,128,.35);padding:.25em .7em;vertical-align:top;"
_WIDEST = 60  # the places of a column in text


@frozen(kw_only=True)
class Table:
    """Tabel: a caption, columns and rows of texts, and notes below; it shows itself in a notebook.

    Args:
        caption: what it is a table of.
        columns: the headings.
        rows: the cells as texts; each row as long as the headings.
        notes: lines below the table.
        right: the places of columns with numbers.

    >>> print(Table(caption="Twee", columns=("naam", "aantal"), rows=(("a", "1"), ("b", "20")), right=(1,)))
    Twee
    naam  aantal
    ----  ------
    a          1
    b         20
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    right: tuple[int, ...] = ()

    def __str__(self) -> str:
        return as_text(self)

    def __len__(self) -> int:
        return len(self.rows)

    def _repr_html_(self) -> str:
        return as_html(self)

    def _repr_pretty_(self, printer: object, cycle: bool) -> None:  # noqa: FBT001  # the signature of IPython
        write = getattr(printer, "text")  # noqa: B009  # the printer of IPython has no type here
        write("Table(...)" if cycle else as_text(self))


def as_html(table: Table) -> str:
    """The table as HTML: nothing of the data becomes a tag, an attribute or a style."""
    heads = "".join(
        f'<th scope="col" style="{_side(table, place)}{_LINE}">{escaped(name)}</th>'
        for place, name in enumerate(table.columns)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td style="{_side(table, place)}white-space:pre-line;{_LINE}">{escaped(cell)}</td>'
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in table.rows
    )
    notes = "".join(f'<p style="margin:.2em 0;opacity:.8">{escaped(note)}</p>' for note in table.notes)
    return (
        '<div class="vngkit" style="overflow-x:auto"><table style="border-collapse:collapse;min-width:min(100%,32em)">'
        f'<caption style="caption-side:top;text-align:left;font-weight:bold;padding:.3em 0">{escaped(table.caption)}'
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{notes}</div>"
    )


def _side(table: Table, place: int) -> str:
    return f"text-align:{'right' if place in table.right else 'left'};"


def as_text(table: Table) -> str:
    """The table as lines of text; no control character of the data survives."""
    cells = [tuple(_short(cell) for cell in row) for row in (table.columns, *table.rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(table.columns))]

    def line(row: tuple[str, ...]) -> str:
        places = enumerate(zip(row, widths, strict=True))
        return "  ".join(
            cell.rjust(width) if place in table.right else cell.ljust(width) for place, (cell, width) in places
        ).rstrip()

    rule = "  ".join("-" * width for width in widths)
    lines = [safe(table.caption), line(cells[0]), rule, *map(line, cells[1:]), *map(safe, table.notes)]
    return "\n".join(lines)


def _short(cell: str) -> str:
    text = safe(" ".join(cell.split()))
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
