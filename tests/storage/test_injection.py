"""What people write is never read as a command: 500 hostile texts in every place that takes one, on every database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from vngkit.errors import DataError, StoreError
from vngkit.storage import Append, Database, StoredEvent, open_database

QUOTES = ("'", '"', "`", "\\'", "''", "\u2019", "%27", "'/**/", "$$", "E'\\''")
ATTACKS = (
    "{q} OR {q}1{q}={q}1", "{q}; DROP TABLE events; --", "{q} UNION SELECT payload FROM payloads --", "{q})) --",
    "{q} AND 1=CAST((SELECT version()) AS int) --", "{q}; UPDATE events SET name={q}x{q}; --", "{q}||(SELECT 1)||{q}",
    "{q}; ATTACH DATABASE {q}/tmp/x{q} AS x; --", "{q}; COPY events TO PROGRAM {q}id{q}; --", "{q} LIKE {q}%",
    "admin{q}--", "{q} /* */ OR /* */ 1=1", "{q};PRAGMA secure_delete=OFF;--", "{q}\n;DELETE FROM events;",
    "1{q} OR 1=1#",
    "{q} WAITFOR DELAY {q}0:0:5{q}--", "{q}; SELECT pg_sleep(9); --", "({q})", "{q}{q}{q}", ":name {q}", "%s {q}",
    "%(name)s {q}", "?{q}?", "{q}\\", "{q} ESCAPE {q}\\{q}", "{q};VACUUM INTO {q}/tmp/y{q};--", "x{q} COLLATE NOCASE",
    "{q} GLOB {q}*{q}", "{q} IN (SELECT space FROM events)", "${{jndi:{q}}}", "{q} RETURNING *", "\u202e{q} OR 1=1",
    "{q} OR TRUE LIMIT 1 --", "{q}; SET ROLE postgres; --", "{q}; LISTEN x; --", "{q}^0", "{q}\t\r\n--", "{{q}}{q}",
    "{q} OR EXISTS(SELECT 1 FROM pg_user) --", "{q}; CREATE TABLE z(a); --", "{q}; ALTER TABLE events ADD b; --",
    "{q} HAVING 1=1 --", "{q} ORDER BY 99 --", "{q}; BEGIN; COMMIT; --", "{q} || chr(0x41) || {q}", "-1{q} OR 0x1",
    "{q}; INSERT INTO meta VALUES ({q}a{q}, {q}b{q}); --", "select{q}*from{q}events", "{q} SIMILAR TO {q}%", "NULL{q}",
)  # fmt: skip
HOSTILE = tuple(attack.format(q=quote) for attack, quote in product(ATTACKS, QUOTES))
NAMES = (
    "Events",
    "a b",
    "a;b",
    "a--",
    'a"b',
    "a'b",
    "1a",
    "",
    "a" * 41,
    "payloads; DROP TABLE meta",
    "é",
    "a.b",
)


def filled(database: Database) -> Iterator[Append]:
    """Every text in every place at once; each its own stream."""
    for number, text in enumerate(HOSTILE):
        event = StoredEvent(id=text, name=text, recorded_on=date(2026, 11, 25), payload=text)
        yield Append(
            space="reentry", stream=f"{number}{text}", events=[event], expected=0, document=text,
            labels=frozenset({text, f"label:{text}"}),
        )  # fmt: skip


def test_there_are_five_hundred_of_them_and_none_is_the_same() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) >= 500


def test_every_text_comes_back_as_it_was_and_touches_nothing_else(database: Database) -> None:
    appends = list(filled(database))
    assert database.append_many(appends) == (1,) * len(HOSTILE)
    store = database.store("reentry")
    for one, text in zip(appends, HOSTILE, strict=True):
        (event,) = store.read(one.stream)
        assert (event.id, event.name, event.payload) == (text, text, text)
        assert store.document(one.stream).text == text
        assert list(store.streams(text)) == list(store.streams(f"label:{text}")) == [one.stream]
        assert store.version(one.stream) == 1
    assert list(store.streams()) == [one.stream for one in appends]
    assert database.head().seq == len(HOSTILE)
    assert database.spaces() == ("reentry",)


def test_looking_up_or_erasing_what_is_not_there_finds_and_erases_nothing(database: Database) -> None:
    kept = StoredEvent(id="kept", name="kept", recorded_on=date(2026, 11, 25), payload="kept")
    store = database.store("reentry")
    store.append("kept", [kept], expected=0, document="kept", labels=frozenset({"kept"}))
    for text in HOSTILE[::3]:
        assert list(store.streams(text)) == []
        assert store.version(text) == 0
        assert store.erase("kept", [text], document="kept") == 0
    (event,) = store.read("kept")
    assert event.payload == "kept"
    assert database.head().seq == 1


def test_notes_take_any_text_as_it_is(database: Database) -> None:
    for text in HOSTILE[::10]:
        database.put_note("a_note", text)
        assert database.note("a_note") == text


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_not_of_its_form_is_no_space(database: Database, name: str) -> None:
    with pytest.raises(DataError):
        list(database.streams(name))
    with pytest.raises(DataError):
        database.append_many([Append(space=name, stream="x", events=[], expected=0)])
    assert database.head().seq == 0


@pytest.mark.parametrize("schema", ["a;b", 'a"b', "a'b", "x; DROP SCHEMA public", "-- "])
def test_a_hostile_schema_or_option_in_a_url_is_refused_before_anything_is_opened(tmp_path: Path, schema: str) -> None:
    for url in (f"postgresql://localhost/x?schema={schema}", f"sqlite:///{tmp_path}/x.db?journal={schema}"):
        with pytest.raises((DataError, StoreError)):
            open_database(url)
    assert not list(tmp_path.iterdir())
