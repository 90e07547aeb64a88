"""``vngkit members crosswalk``: a CSV file of any length to the gemeenten of one day; nothing lost, nothing guessed."""

from __future__ import annotations

import csv
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
from attrs import define, field, frozen

from vngkit.cli._click import Command, readable
from vngkit.cli._csvio import CsvFile
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document
from vngkit.cli._params import Day
from vngkit.errors import DataError
from vngkit.safe import safe_cell

if TYPE_CHECKING:
    from vngkit.members import Crosswalk

CODE_NAMES = frozenset(
    {
        "cbscode",
        "code",
        "gemcode",
        "gemeente",
        "gemeentecode",
        "gmcode",
        "municipality",
        "municipalitycode",
        "regio",
        "regiocode",
        "regios",
    }
)
YEAR_NAMES = frozenset(
    {
        "date",
        "datum",
        "jaar",
        "peildatum",
        "peiljaar",
        "period",
        "periode",
        "perioden",
        "verslagjaar",
        "when",
        "year",
    }
)
_YEAR = re.compile(r"(\d{4})(?:\.0+|JJ00)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@frozen(kw_only=True)
class Plan:
    """How the file is read: where the code stands, where the year stands or which one holds for all, what is added."""

    code: int
    when: int | None
    for_all: date | int | None
    names: tuple[str, str]
    added: tuple[str, str]


@define
class Tally:
    """What became of the rows: how many, how many of which problem with the first line of each, cells made safe."""

    rows: int = 0
    assumed: int = 0
    made_safe: int = 0
    problems: Counter[str] = field(factory=Counter)
    first: dict[str, tuple[int, str]] = field(factory=dict)


@click.command("crosswalk", cls=Command, help="help.crosswalk")
@click.argument("file", metavar="FILE.csv", type=click.Path(allow_dash=True), help="arg.file")
@click.option("--to", "to", type=Day(), required=True, help="option.to")
@click.option("--out", type=click.Path(dir_okay=False), help="option.out")
@click.option("--code-column", metavar="NAME", help="option.code_column")
@click.option("--year-column", metavar="NAME", help="option.year_column")
@click.option("--when", metavar="YEAR|YYYY-MM-DD", help="option.when")
@click.option("--delimiter", metavar="CHAR", help="option.delimiter")
@click.option("--encoding", metavar="NAME", help="option.encoding")
@click.option("--keep-formulas", is_flag=True, help="option.keep_formulas")
@readable
@click.pass_obj
def crosswalk(face: Face, /, file: str, to: date, out: str | None, **how: Any) -> int:
    """Bring the codes of a CSV file to the gemeenten of one day."""
    if face.as_json and out is None:
        raise DataError(face.text("crosswalk.json_needs_out"), fix=face.text("crosswalk.json_needs_out_fix"))
    if out is not None and file != "-" and Path(out).exists() and Path(out).samefile(file):
        raise DataError(face.text("crosswalk.same_file", file=out), fix=face.text("crosswalk.same_file_fix"))
    if file != "-" and not Path(file).is_file():
        raise DataError(face.text("csv.no_file", file=file), fix=face.text("csv.no_file_fix"))
    table = face.register.crosswalk(to=to)
    delimiter = "\t" if how["delimiter"] in ("\\t", "tab") else how["delimiter"]
    if delimiter is not None and len(delimiter) != 1:
        raise DataError(face.text("csv.one_char", delimiter=delimiter), fix=face.text("csv.one_char_fix"))
    with CsvFile(face, file, delimiter=delimiter, encoding=how["encoding"]) as source:
        plan = _plan(face, source, to, how)
        tally = Tally()
        with _target(out, bom=source.bom) as target, face.printer.progress(source.name, source.size) as advance:
            writer = csv.writer(target, delimiter=source.delimiter, lineterminator=source.line_end)
            writer.writerow([*source.header, *plan.added])
            for chunk in source.chunks():
                writer.writerows(_brought(table, plan, chunk.rows, chunk.lines, tally, keep=how["keep_formulas"]))
                advance(chunk.read)
    _report(face, tally, plan, {"file": file, "to": to, "out": out})
    return ExitCode.PROBLEMS if tally.problems else ExitCode.OK


def _brought(  # noqa: PLR0913  # a chunk and what it adds to
    table: Crosswalk, plan: Plan, rows: list[list[str]], lines: list[int], tally: Tally, *, keep: bool
) -> Iterator[list[str]]:
    codes = [_code(row[plan.code]) for row in rows]
    when = [_moment(row[plan.when]) for row in rows] if plan.when is not None else [plan.for_all] * len(rows)
    result = table.apply(codes, when)
    tally.rows += len(rows)
    tally.assumed += len(result.assumed_rows)
    problems = dict(zip(result.problems.rows, result.problems.kinds, strict=True))
    tally.problems.update(problems.values())
    for number, kind in problems.items():
        if kind not in tally.first:
            tally.first[kind] = (lines[number], rows[number][plan.code])
    for number, (row, code) in enumerate(zip(rows, result.codes, strict=True)):
        cells = row if keep else [safe_cell(cell) for cell in row]
        tally.made_safe += cells != row
        yield [*cells, code or "", problems.get(number, "")]


@lru_cache(maxsize=4096)
def _code(text: str) -> str:
    """The code as CBS writes it, where the text has the shape of one; else the text, which becomes a problem."""
    from vngkit.members import as_code

    try:
        return as_code(text)
    except DataError:
        return text


@lru_cache(maxsize=4096)
def _moment(text: str) -> date | int | None:
    """A year (2020, 2020.0, 2020JJ00 of CBS) or a day (YYYY-MM-DD); None for what is neither, which is a problem."""
    text = text.strip()
    if found := _YEAR.fullmatch(text):
        return int(found[1])
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _plan(face: Face, source: CsvFile, to: date, how: dict[str, Any]) -> Plan:
    for_all = None
    if how["when"] is not None:
        if how["year_column"] is not None:
            raise DataError(face.text("crosswalk.both"), fix=face.text("crosswalk.both_fix"))
        for_all = _moment(how["when"])
        if for_all is None:
            raise DataError(face.text("crosswalk.when", value=how["when"]), fix=face.text("crosswalk.when_fix"))
    code = _column(face, source, how["code_column"], CODE_NAMES, "code")
    when = None if for_all is not None else _column(face, source, how["year_column"], YEAR_NAMES, "year")
    told = [face.text("crosswalk.read_code", column=source.header[code])] if how["code_column"] is None else []
    if when is not None and how["year_column"] is None:
        told.append(face.text("crosswalk.read_year", column=source.header[when]))
    if told:
        face.printer.note("; ".join(told) + ".")
    added = (_free(f"{source.header[code]}_{to}", source.header), _free("problem", source.header))
    names = (source.header[code], str(how["when"]) if when is None else source.header[when])
    return Plan(code=code, when=when, for_all=for_all, names=names, added=added)


def _column(face: Face, source: CsvFile, asked: str | None, names: frozenset[str], what: str) -> int:
    """The place of a column: as asked, or the only one with a name that says it."""
    columns = ", ".join(source.header)
    if asked is not None:
        if asked in source.header:
            return source.header.index(asked)
        raise DataError(
            face.text("crosswalk.no_column", file=source.name, column=asked),
            fix=face.text("crosswalk.no_column_fix", columns=columns),
        )
    found = [place for place, name in enumerate(source.header) if _plain(name) in names]
    if len(found) == 1:
        return found[0]
    key = f"crosswalk.{'no' if not found else 'many'}_{what}"
    seen = ", ".join(source.header[place] for place in found)
    fix = face.text(f"crosswalk.{what}_fix", columns=columns)
    raise DataError(face.text(key, file=source.name, columns=seen), fix=fix)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _free(name: str, taken: Sequence[str]) -> str:
    """The name, with a number behind it while the file has such a column already."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


@contextmanager
def _target(out: str | None, *, bom: bool) -> Iterator[IO[str]]:
    """Where the rows go: standard output, or a file that is only there when all went well."""
    if out is None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(newline="")  # CSV has its own line ends
        yield sys.stdout
        return
    place = Path(out)
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
            yield file
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def _report(face: Face, tally: Tally, plan: Plan, asked: dict[str, Any]) -> None:
    done = tally.rows - tally.problems.total()
    if face.as_json:
        first = {kind: {"line": line, "code": code} for kind, (line, code) in sorted(tally.first.items())}
        result = {
            "columns": list(plan.added),
            "read": {"code": plan.names[0], "when": plan.names[1]},
            "rows": tally.rows,
            "brought": done,
            "assumed": tally.assumed,
            "rows_made_safe": tally.made_safe,
            "problems": dict(sorted(tally.problems.items())),
            "first": first,
        }
        face.printer.json(document("members crosswalk", asked, result))
        return
    note = face.printer.note
    note(face.text("crosswalk.summary", done=done, rows=tally.rows, to=asked["to"], column=plan.added[0]), "bold")
    if tally.assumed:
        note("  " + face.text("crosswalk.assumed", count=tally.assumed))
    for kind, count in tally.problems.most_common():
        line, code = tally.first[kind]
        note(
            f"  {kind}: {count}. "
            + face.text(f"problem.{kind}")
            + " "
            + face.text("crosswalk.first", line=line, code=code)
        )
    if tally.problems:
        note("  " + face.text("crosswalk.see", column=plan.added[1]))
    if tally.made_safe:
        note("  " + face.text("crosswalk.made_safe", count=tally.made_safe))
