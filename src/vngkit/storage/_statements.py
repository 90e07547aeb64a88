"""The statements of a database, written once and put in the dialect of SQLite or PostgreSQL when it is opened."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from attrs import frozen
from sqlalchemy.dialects import postgresql, sqlite

from vngkit.storage._schema import DOCUMENTS, EVENTS, LABELS, META, METADATA, PAYLOADS, STREAMS

__all__ = ["COLUMNS", "Statements", "statements_of"]

COLUMNS: Final = {table.name: tuple(column.name for column in table.columns) for table in METADATA.sorted_tables}


@frozen(kw_only=True)
class Statements:
    """Each statement as text, with the marks of parameters in the order of its comment in ``statements_of``."""

    mark: str
    insert: dict[str, str]
    meta: str
    head: str
    last_day: str
    last_stream: str
    read: str
    version: str
    document: str
    streams: str
    labelled: str
    rows: str
    spaces: str
    miscounted: str
    put_document: str
    put_note: str
    drop_label: str
    contents: str
    drop_content: str


def statements_of(dialect: sa.Dialect, mark: str) -> Statements:
    """The statements in a dialect whose parameters have this mark."""

    def text(statement: sa.sql.ClauseElement, *order: str) -> str:
        compiled = statement.compile(dialect=dialect)
        assert tuple(compiled.positiontup or ()) == order, (compiled.positiontup, order)  # type: ignore[attr-defined]  # noqa: S101
        return str(compiled)

    space, name, stream, after, most = (_given(word) for word in ("space", "name", "stream", "after", "most"))
    last = sa.select(sa.func.max(EVENTS.c.seq)).scalar_subquery()
    version = sa.select(sa.func.max(EVENTS.c.version)).where(EVENTS.c.stream == STREAMS.c.number).scalar_subquery()
    no_offset: sa.ColumnElement[int] = sa.literal_column("0")  # else SQLite's dialect makes a parameter of it
    of_name = (STREAMS.c.space == space) & (STREAMS.c.name == name)
    with_events = STREAMS.join(EVENTS, EVENTS.c.stream == STREAMS.c.number)
    contents = with_events.outerjoin(PAYLOADS, PAYLOADS.c.seq == EVENTS.c.seq)
    names = sa.select(STREAMS.c.number, STREAMS.c.name).where(STREAMS.c.space == space)
    last_held = sa.func.max(EVENTS.c.version).label("last"), sa.func.count().label("held")
    counted = sa.select(EVENTS.c.stream, *last_held).group_by(EVENTS.c.stream).subquery()
    by_label = names.join(LABELS, LABELS.c.stream == STREAMS.c.number).where(LABELS.c.label == _given("label"))

    def page(statement: Any) -> Any:
        return statement.where(STREAMS.c.number > after).order_by(STREAMS.c.number).limit(most).offset(no_offset)

    return Statements(
        mark=mark,
        insert={table.name: text(table.insert(), *COLUMNS[table.name]) for table in METADATA.sorted_tables},
        meta=text(sa.select(META.c.value).where(META.c.name == name), "name"),
        head=text(sa.select(EVENTS.c.seq, EVENTS.c.link).where(EVENTS.c.seq == last)),
        last_day=text(sa.select(EVENTS.c.recorded_on).where(EVENTS.c.seq == last)),
        last_stream=text(sa.select(sa.func.max(STREAMS.c.number))),
        read=text(
            sa.select(EVENTS.c.id, EVENTS.c.name, EVENTS.c.recorded_on, PAYLOADS.c.payload, EVENTS.c.digest)
            .select_from(contents)
            .where(of_name)
            .order_by(EVENTS.c.version),
            "space",
            "name",
        ),
        version=text(sa.select(STREAMS.c.number, version).where(of_name), "space", "name"),
        document=text(
            sa.select(version, DOCUMENTS.c.version, DOCUMENTS.c.text, DOCUMENTS.c.digest)
            .select_from(STREAMS.outerjoin(DOCUMENTS, DOCUMENTS.c.stream == STREAMS.c.number))
            .where(of_name),
            "space",
            "name",
        ),
        streams=text(page(names), "space", "after", "most"),
        labelled=text(page(by_label), "space", "label", "after", "most"),
        rows=text(
            sa.select(
                EVENTS.c.seq,
                STREAMS.c.space,
                STREAMS.c.name,
                EVENTS.c.version,
                EVENTS.c.id,
                EVENTS.c.name,
                EVENTS.c.recorded_on,
                EVENTS.c.digest,
                EVENTS.c.link,
                PAYLOADS.c.salt,
                PAYLOADS.c.payload,
            )
            .select_from(contents)
            .where(EVENTS.c.seq > after)
            .order_by(EVENTS.c.seq)
            .limit(most)
            .offset(no_offset),
            "after",
            "most",
        ),
        spaces=text(sa.select(STREAMS.c.space).distinct().order_by(STREAMS.c.space)),
        miscounted=text(
            sa.select(STREAMS.c.space, STREAMS.c.name)
            .outerjoin(counted, counted.c.stream == STREAMS.c.number)
            .where(counted.c.held.is_(None) | (counted.c.last != counted.c.held))
            .order_by(STREAMS.c.number)
        ),
        put_document=text(_put(dialect, DOCUMENTS), *COLUMNS["documents"]),
        put_note=text(_put(dialect, META), *COLUMNS["meta"]),
        drop_label=text(
            sa.delete(LABELS).where((LABELS.c.stream == stream) & (LABELS.c.label == _given("label"))),
            "stream",
            "label",
        ),
        contents=text(
            sa.select(EVENTS.c.id, EVENTS.c.seq)
            .join(PAYLOADS, PAYLOADS.c.seq == EVENTS.c.seq)
            .where(EVENTS.c.stream == stream),
            "stream",
        ),
        drop_content=text(sa.delete(PAYLOADS).where(PAYLOADS.c.seq == _given("place")), "place"),
    )


def _given(name: str) -> sa.BindParameter[Any]:
    return sa.bindparam(name)


def _put(dialect: sa.Dialect, table: sa.Table) -> sa.sql.ClauseElement:
    """Put a row in the place of the one with its key, or add it."""
    made = postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)
    new = {column.name: made.excluded[column.name] for column in table.columns if not column.primary_key}
    return made.on_conflict_do_update(index_elements=list(table.primary_key), set_=new)
