"""Where records are kept: the ports, the database in memory, and databases of SQLite and PostgreSQL."""

from __future__ import annotations

from vngkit.storage._keys import check_key, lasting_key, replace_key
from vngkit.storage._memory import MemoryDatabase, MemoryStore
from vngkit.storage._open import open_database
from vngkit.storage._ports import Append, Change, Database, Document, Head, Row, Store, StoredEvent

__all__ = [
    "Append",
    "Change",
    "Database",
    "Document",
    "Head",
    "MemoryDatabase",
    "MemoryStore",
    "Row",
    "Store",
    "StoredEvent",
    "check_key",
    "lasting_key",
    "open_database",
    "replace_key",
]
