"""Where records are kept: the ports, the database in memory, and databases of SQLite and PostgreSQL."""

from __future__ import annotations

from vngkit.storage._anchoring import AnchorDesk
from vngkit.storage._anchors import (
    Anchor,
    AnchorKind,
    Anchors,
    FileAnchors,
    anchors_beside,
    anchors_for,
    file_of,
    make_anchor,
)
from vngkit.storage._backup import Restored, back_up, restore
from vngkit.storage._destroyed import destroyed_in
from vngkit.storage._keys import check_key, lasting_key, replace_key
from vngkit.storage._memory import MemoryDatabase, MemoryStore
from vngkit.storage._open import open_database
from vngkit.storage._outbox import DeadLetter, Delivery, Outbox, Retry, Subscriber
from vngkit.storage._ports import Append, Change, Database, Document, Head, Row, Store, StoredEvent
from vngkit.storage._problems import LogProblem, ProblemKind, Verification
from vngkit.storage._processing_log import ExportCheckpoint, StoredProcessingLog
from vngkit.storage._verify import verify

__all__ = [
    "Anchor",
    "AnchorDesk",
    "AnchorKind",
    "Anchors",
    "Append",
    "Change",
    "Database",
    "DeadLetter",
    "Delivery",
    "Document",
    "ExportCheckpoint",
    "FileAnchors",
    "Head",
    "LogProblem",
    "MemoryDatabase",
    "MemoryStore",
    "Outbox",
    "ProblemKind",
    "Restored",
    "Retry",
    "Row",
    "Store",
    "StoredEvent",
    "StoredProcessingLog",
    "Subscriber",
    "Verification",
    "anchors_beside",
    "anchors_for",
    "back_up",
    "check_key",
    "destroyed_in",
    "file_of",
    "lasting_key",
    "make_anchor",
    "open_database",
    "replace_key",
    "restore",
    "verify",
]
