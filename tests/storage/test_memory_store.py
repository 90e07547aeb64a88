"""The store in memory: one space of a database in memory."""

from __future__ import annotations

from datetime import date

from vngkit.storage import MemoryStore, StoredEvent


def test_each_store_in_memory_is_apart_from_every_other() -> None:
    store, other = MemoryStore(), MemoryStore()
    row = StoredEvent(id="1", name="x", recorded_on=date(2026, 11, 23), payload="")
    store.append("a", [row], expected=0, document="", labels=frozenset())
    assert (repr(store), repr(other)) == ("<MemoryStore: 1 streams>", "<MemoryStore: 0 streams>")
