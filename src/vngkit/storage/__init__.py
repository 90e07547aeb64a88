"""Where records are kept: the port that every store has, and the store in memory."""

from __future__ import annotations

from vngkit.storage._memory import MemoryStore
from vngkit.storage._ports import Document, Store, StoredEvent

__all__ = ["Document", "MemoryStore", "Store", "StoredEvent"]
