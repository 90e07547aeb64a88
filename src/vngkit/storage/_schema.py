"""The tables of a database, as this version reads and writes them; ``_migrations`` makes them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

__all__ = ["DOCUMENTS", "EVENTS", "LABELS", "META", "METADATA", "PAYLOADS", "STREAMS"]

METADATA: Final = sa.MetaData()

META: Final = sa.Table(
    "meta",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

STREAMS: Final = sa.Table(
    "streams",
    METADATA,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("space", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.UniqueConstraint("space", "name"),
)

EVENTS: Final = sa.Table(
    "events",
    METADATA,
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("stream", sa.BigInteger, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("recorded_on", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("link", sa.Text, nullable=False),
    sa.UniqueConstraint("stream", "version"),
    sa.UniqueConstraint("stream", "id"),
)

PAYLOADS: Final = sa.Table(
    "payloads",
    METADATA,
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("payload", sa.LargeBinary, nullable=False),
)

DOCUMENTS: Final = sa.Table(
    "documents",
    METADATA,
    sa.Column("stream", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("text", sa.LargeBinary, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
)

LABELS: Final = sa.Table(
    "labels",
    METADATA,
    sa.Column("stream", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("label", sa.Text, primary_key=True),
    sa.Index("labels_by_label", "label", "stream"),
)
