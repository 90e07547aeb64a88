"""Where records are kept: the ports, the database in memory, and databases of SQLite and PostgreSQL."""

from __future__ import annotations

from vngkit.storage._keys import check_key, lasting_key, replace_key
from vngkit.storage._memory import MemoryDatabase, MemoryStore
from vngkit.storage._open import open_database
from vngkit.storage._ports import Append, Change, Database, Document, Head, Row, Store, StoredEvent
from vngkit.storage._processing_log import StoredProcessingLog

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
    "StoredProcessingLog",
    "check_key",
    "lasting_key",
    "open_database",
    "replace_key",
]
