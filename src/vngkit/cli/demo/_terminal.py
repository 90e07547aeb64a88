"""The scenes in the terminal."""

from __future__ import annotations

from vngkit.cli._output import Cell, Column, Printer
from vngkit.cli._rule_views import bar
from vngkit.cli.demo._blocks import Bars, Block, Command, DotMap, Facts, Grid, Say, Scene

STYLES = {"good": "green", "info": "cyan", "unknown": "dim", "warn": "yellow", "wrong": "bold red", "": ""}
_BAR_ROOM = 40  # what the label and the number of a bar take


def play(scene: Scene, printer: Printer, number: int) -> None:
    """Write one scene."""
    printer.line()
    printer.line(f"{number}. {scene.title}", "bold underline")
    for block in scene.blocks:
        _show(block, printer)


def _show(block: Block, printer: Printer) -> None:
    match block:
        case Say():
            printer.line(block.text, STYLES[block.tone])
        case Command():
            printer.line(f"$ {block.text}", "bold cyan")
        case Facts():
            printer.fields(block.pairs)
        case Grid():
            printer.heading(block.caption)
            columns = [Column(title=title, folds=True) for title in block.columns]
            rows = [[Cell(text=word.text, style=STYLES[word.tone]) for word in row] for row in block.rows]
            printer.table(columns, rows)
        case Bars():
            printer.heading(block.caption)
            most = max((count for _, count, _ in block.bars), default=1)
            width = min(28, max(8, printer.out.width - _BAR_ROOM))
            columns = [Column(title=block.columns[0]), Column(title=block.columns[1], right=True), Column(title="")]
            printer.table(
                columns,
                [
                    [
                        Cell(text=label, style=STYLES[tone]),
                        str(count),
                        Cell(text=bar(count, most, width), style=STYLES[tone]),
                    ]
                    for label, count, tone in block.bars
                ],
            )
        case DotMap():
            pass  # a map needs the page
