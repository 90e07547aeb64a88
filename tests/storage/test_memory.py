"""The store in memory: what every store must do."""

from __future__ import annotations

from datetime import date

import pytest

from vngkit.errors import NotFound, StaleVersion
from vngkit.storage import MemoryStore, StoredEvent

DAY = date(2026, 11, 23)


def event(name: str) -> StoredEvent:
    return StoredEvent(id=name, name="x", recorded_on=DAY, payload=f"secret {name}", digest="00")


def test_a_stream_grows_at_its_end_and_is_found_by_its_labels() -> None:
    store = MemoryStore()
    assert store.append("a", [event("1")], expected=0, document="one", labels=frozenset({"member:GM9999"})) == 1
    assert store.append("a", [event("2")], expected=1, document="two", labels=frozenset({"member:GM0344"})) == 2
    assert [row.id for row in store.read("a")] == ["1", "2"]
    assert store.document("a").version == 2
    assert list(store.streams("member:GM0344")) == ["a"]
    assert list(store.streams("member:GM9999")) == []
    assert list(store.streams()) == ["a"]


def test_two_writers_of_one_version_are_not_both_taken_in() -> None:
    store = MemoryStore()
    store.append("a", [event("1")], expected=0, document="", labels=frozenset())
    with pytest.raises(StaleVersion):
        store.append("a", [event("2")], expected=0, document="", labels=frozenset())
    assert len(store.read("a")) == 1


def test_an_event_that_is_offered_again_is_held_once() -> None:
    store = MemoryStore()
    store.append("a", [event("1")], expected=0, document="", labels=frozenset())
    assert store.append("a", [event("1")], expected=1, document="", labels=frozenset()) == 1


def test_destroying_leaves_proof_and_no_content() -> None:
    store = MemoryStore()
    store.append("a", [event("1"), event("2")], expected=0, document="", labels=frozenset())
    assert store.erase("a", ["1"], document="") == 1
    assert [(row.id, row.payload, row.digest) for row in store.read("a")] == [
        ("1", None, "00"),
        ("2", "secret 2", "00"),
    ]
    assert "secret" not in repr(store.read("a"))


def test_a_stream_that_is_not_there_is_an_error() -> None:
    for ask in (MemoryStore().read, MemoryStore().document):
        with pytest.raises(NotFound):
            ask("a")
