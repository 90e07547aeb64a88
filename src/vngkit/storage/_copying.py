"""Copying everything of one database into another, row by row as it is stored, so that the chain stays the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa

from vngkit.storage._backend import Cursor
from vngkit.storage._schema import METADATA
from vngkit.storage._sql import SqlDatabase

__all__ = ["copy_all", "snapshot"]

_STEP: Final = 2000
Rows = Callable[[sa.Table], Iterator[Sequence[tuple[Any, ...]]]]


def snapshot(database: SqlDatabase, work: Callable[[Rows], None]) -> None:
    """Do work on all tables of a database as they are at one moment, while others go on writing."""
    kind, mark = database.facts()["kind"], database.mark

    def reading(cursor: Cursor) -> None:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if kind == "postgresql" else "BEGIN")
        try:
            work(lambda table: _rows(cursor, table, mark))
        finally:
            cursor.execute("ROLLBACK")  # nothing was written

    database.query(reading)


def copy_all(source: SqlDatabase, target: SqlDatabase, *, advance: Callable[[int], object] = lambda _: None) -> None:
    """Put everything of the source in the place of everything of the target, in one transaction of the target."""

    def put(cursor: Cursor) -> None:
        for table in reversed(METADATA.sorted_tables):
            cursor.execute(f"DELETE FROM {table.name}")  # noqa: S608  # a table of ours
        snapshot(source, lambda rows: _fill(cursor, target, rows, advance))

    target.write(put)


def _fill(cursor: Cursor, target: SqlDatabase, rows: Rows, advance: Callable[[int], object]) -> None:
    for table in METADATA.sorted_tables:
        for page in rows(table):
            target.add_rows(cursor, table.name, page)
            if table.name == "events":
                advance(len(page))


def _rows(cursor: Cursor, table: sa.Table, mark: str) -> Iterator[Sequence[tuple[Any, ...]]]:
    """The rows of a table in pages; tables that grow have a number as their first column, without large gaps."""
    columns = ", ".join(column.name for column in table.columns)
    first = next(iter(table.columns))
    if not isinstance(first.type, sa.Integer):
        cursor.execute(f"SELECT {columns} FROM {table.name}")  # noqa: S608  # names of ours
        yield cursor.fetchall()
        return
    cursor.execute(f"SELECT max({first.name}) FROM {table.name}")  # noqa: S608  # names of ours
    last = cursor.fetchone()[0] or 0
    paged = (
        f"SELECT {columns} FROM {table.name} WHERE {first.name} > {mark} AND {first.name} <= {mark} "  # noqa: S608
        f"ORDER BY {first.name}"
    )
    for after in range(0, last, _STEP):
        cursor.execute(paged, (after, after + _STEP))
        page = cursor.fetchall()
        if page:
            yield page
