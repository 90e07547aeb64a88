"""What every database does: the same sentences hold in memory, in SQLite with either journal and in PostgreSQL."""

from __future__ import annotations

from datetime import date
from threading import Thread
from typing import Any, cast

import pytest

from vngkit.errors import DataError, NotFound, StaleVersion, StoreClosed
from vngkit.storage import Append, Database, MemoryDatabase, Store, StoredEvent

DAY = date(2026, 11, 23)
OURS = frozenset({"member:GM9999"})


def event(name: str, content: str | None = None) -> StoredEvent:
    return StoredEvent(id=name, name="x", recorded_on=DAY, payload=f"secret {name}" if content is None else content)


def append(stream: str, *names: str, expected: int = 0, space: str = "cases", document: str = "") -> Append:
    return Append(
        space=space,
        stream=stream,
        events=tuple(event(name) for name in names),
        expected=expected,
        document=document,
        labels=OURS,
    )


def holding(row: StoredEvent) -> Append:
    return Append(space="cases", stream="a", events=(row,), expected=0)


@pytest.fixture
def store(database: Database) -> Store:
    return database.store("cases")


def test_a_stream_grows_at_its_end_and_is_found_by_its_labels(store: Store) -> None:
    other = frozenset({"member:GM0344"})
    assert store.append("a", [event("1")], expected=0, document="one", labels=OURS | {"kept"}) == 1
    assert store.append("a", [event("2")], expected=1, document="two", labels=other | {"kept"}) == 2
    assert [row.id for row in store.read("a")] == ["1", "2"]
    assert [row.payload for row in store.read("a")] == ["secret 1", "secret 2"]
    assert (store.document("a").version, store.document("a").text) == (2, "two")
    assert store.version("a") == 2
    assert [list(store.streams(label)) for label in (None, "kept", *other, *OURS)] == [["a"], ["a"], ["a"], []]


def test_streams_stand_in_the_order_in_which_they_were_begun_also_those_with_a_label(store: Store) -> None:
    for name in ("c", "a", "b"):
        store.append(name, [event("1")], expected=0, document="", labels=frozenset())
    for name in ("b", "a", "c"):
        store.append(name, [event("2")], expected=1, document="", labels=OURS)
    assert list(store.streams()) == list(store.streams("member:GM9999")) == ["c", "a", "b"]


def test_two_writers_of_one_version_are_not_both_taken_in_and_the_loser_is_told_the_number(store: Store) -> None:
    store.append("a", [event("1"), event("2")], expected=0, document="", labels=OURS)
    for expected in (0, 1, 3):
        with pytest.raises(StaleVersion) as told:
            store.append("a", [event("3")], expected=expected, document="lost", labels=frozenset())
        assert told.value.current == 2
    assert len(store.read("a")) == 2
    assert store.document("a").text == ""
    assert list(store.streams("member:GM9999")) == ["a"]


def test_an_event_that_is_offered_again_is_held_once_and_changes_nothing(store: Store) -> None:
    store.append("a", [event("1"), event("2")], expected=0, document="two", labels=OURS)
    store.append("a", [event("3")], expected=2, document="three", labels=OURS)
    for expected in (0, 2, 3, 9):
        again = store.append("a", [event("1"), event("2")], expected=expected, document="old", labels=frozenset())
        assert again == 2
    assert [row.id for row in store.read("a")] == ["1", "2", "3"]
    assert store.document("a").text == "three"
    assert list(store.streams("member:GM9999")) == ["a"]


def test_what_is_partly_held_is_written_only_for_what_is_new_and_only_at_the_end(store: Store) -> None:
    store.append("a", [event("1")], expected=0, document="", labels=OURS)
    with pytest.raises(StaleVersion):
        store.append("a", [event("1"), event("2")], expected=0, document="", labels=OURS)
    assert store.append("a", [event("1"), event("2"), event("2")], expected=1, document="", labels=OURS) == 2
    assert [row.id for row in store.read("a")] == ["1", "2"]


def test_an_id_that_comes_with_another_content_is_refused(store: Store) -> None:
    store.append("a", [event("1")], expected=0, document="", labels=OURS)
    for other in (
        event("1", "something else"),
        StoredEvent(id="1", name="y", recorded_on=DAY, payload="secret 1"),
        StoredEvent(id="1", name="x", recorded_on=date(2026, 11, 24), payload="secret 1"),
    ):
        with pytest.raises(DataError, match="another content") as told:
            store.append("a", [other], expected=1, document="", labels=OURS)
        assert "secret" not in str(told.value)
    with pytest.raises(DataError, match="another content"):
        store.append("b", [event("1"), event("1", "other")], expected=0, document="", labels=OURS)
    assert store.version("b") == 0


def test_an_event_whose_content_was_destroyed_is_not_brought_back_by_a_retry(store: Store) -> None:
    store.append("a", [event("1")], expected=0, document="", labels=OURS)
    store.erase("a", ["1"], document="")
    assert store.append("a", [event("1")], expected=0, document="", labels=OURS) == 1
    assert store.read("a")[0].payload is None


def test_document_and_labels_alone_are_put_in_place_for_the_version_that_was_seen(store: Store) -> None:
    store.append("a", [event("1")], expected=0, document="wrong", labels=frozenset())
    assert store.append("a", [], expected=1, document="mended", labels=OURS) == 1
    assert (store.document("a").version, store.document("a").text) == (1, "mended")
    assert list(store.streams("member:GM9999")) == ["a"]
    with pytest.raises(StaleVersion):
        store.append("a", [], expected=0, document="", labels=OURS)
    with pytest.raises(NotFound):
        store.append("b", [], expected=0, document="", labels=OURS)


def test_destroying_leaves_proof_and_no_content(store: Store) -> None:
    store.append("a", [event("1"), event("2")], expected=0, document="both", labels=OURS)
    before = store.read("a")
    assert store.erase("a", ["1", "no such"], document="one") == 1
    assert store.erase("a", ["1"], document="one") == 0
    after = store.read("a")
    assert [(row.id, row.payload) for row in after] == [("1", None), ("2", "secret 2")]
    assert [row.digest for row in after] == [row.digest for row in before]
    assert (store.document("a").version, store.document("a").text) == (2, "one")
    assert "secret" not in repr((before, after, store.document("a")))


def test_equal_contents_have_digests_that_do_not_tell_that_they_are_equal(store: Store) -> None:
    store.append("a", [event("1", "same"), event("2", "same")], expected=0, document="", labels=OURS)
    first, second = store.read("a")
    assert first.digest != second.digest
    assert len(first.digest) == 64


def test_a_stream_that_is_not_there_is_an_error(store: Store, database: Database) -> None:
    for ask in (store.read, store.document, lambda name: store.erase(name, [], document="")):
        with pytest.raises(NotFound):
            ask("a")
    assert store.version("a") == 0
    assert list(store.streams()) == list(store.streams("no such")) == []
    assert database.spaces() == ()


def test_a_space_knows_nothing_of_another(database: Database) -> None:
    database.append_many([append("a", "1", "2"), append("a", "1", space="other")])
    assert (database.version("cases", "a"), database.version("other", "a")) == (2, 1)
    database.erase("other", "a", ["1"], document="")
    assert database.read("cases", "a")[0].payload == "secret 1"
    assert list(database.streams("other", "member:GM9999")) == ["a"]
    assert database.spaces() == ("cases", "destroyed", "other")


def test_several_appends_go_in_together_in_their_order(database: Database) -> None:
    assert database.append_many([]) == ()
    told = database.append_many([append("a", "1", "2"), append("b", "3"), append("a", "4", "2", expected=2)])
    assert told == (2, 1, 3)
    assert [(one.seq, one.stream, one.version, one.event.id) for one in database.changes()] == [
        (1, "a", 1, "1"),
        (2, "a", 2, "2"),
        (3, "b", 1, "3"),
        (4, "a", 3, "4"),
    ]
    assert database.append_many([append("a", "1", "2"), append("b", "3"), append("a", "4", "2", expected=2)]) == told


def test_an_old_event_at_the_right_place_moves_nothing_for_what_comes_after_it(database: Database) -> None:
    """The machine of ``test_machine`` found this one: the old event was counted as new when the second was weighed."""
    database.append_many([append("a", "1")])
    assert database.append_many([append("a", "1", expected=1), append("a", expected=1)]) == (1, 1)
    assert database.append_many([append("a", "1", expected=1), append("a", "2", expected=1)]) == (1, 2)


@pytest.mark.parametrize(
    "wrong", [append("b", "9", expected=7), append("a", "9", expected=0), append("c", expected=0)], ids=str
)
def test_several_appends_go_in_together_or_not_at_all(database: Database, wrong: Append) -> None:
    database.append_many([append("a", "1", document="one")])
    with pytest.raises((StaleVersion, NotFound)):
        database.append_many([append("a", "2", expected=1, document="two"), append("d", "1"), wrong])
    assert (database.head().seq, database.version("a", "a"), list(database.streams("cases"))) == (1, 0, ["a"])
    assert database.document("cases", "a").text == "one"


def test_the_log_is_read_from_any_place_in_parts_as_long_as_wanted(database: Database) -> None:
    database.append_many([append(f"s{number}", "1", "2", "3") for number in range(400)])
    places = [one.seq for one in database.changes()]
    assert places == list(range(1, 1201))
    assert [one.seq for one in database.changes(after=1190)] == places[1190:]
    assert [one.seq for one in database.changes(after=3, limit=2)] == [4, 5]
    assert sum(1 for _ in database.changes(limit=1100)) == 1100
    assert list(database.changes(limit=0)) == list(database.changes(after=1200)) == []
    assert sum(1 for _ in database.streams("cases")) == 400


def test_whoever_follows_the_log_sees_what_is_committed_meanwhile(database: Database) -> None:
    database.append_many([append("a", "1")])
    following = database.changes()
    assert next(following).event.id == "1"
    database.append_many([append("a", "2", expected=1)])
    assert next(following).event.id == "2"
    assert next(following, None) is None


def test_rows_are_the_bytes_that_stand_there_and_salt_goes_with_content(database: Database) -> None:
    database.append_many([append("a", "1", "2")])
    database.erase("cases", "a", ["1"], document="")
    gone, there, line = database.rows()
    assert (gone.salt, gone.payload) == (None, None)
    assert there.payload == b"secret 2"
    assert there.salt is not None
    assert len(there.salt) == 16
    assert [(row.digest, row.link) for row in (gone, there, line)] == [
        (one.event.digest, one.link) for one in database.changes()
    ]
    assert (line.space, line.stream, line.payload) == ("destroyed", "a", b'{"space":"cases","lines":[1]}')
    assert (line.seq, line.link) == (database.head().seq, database.head().link)
    assert "secret" not in repr(there)


def test_the_same_history_gives_the_same_log_links_and_answers_as_in_memory(
    database: Database, url: str | None
) -> None:
    from tests.storage.conftest import counted

    memory = MemoryDatabase(entropy=counted())
    for each in (database, memory):
        each.append_many([append("a", "1", "2", document="é"), append("b", "1")])
        each.erase("cases", "a", ["1"], document="")
        each.append_many([append("a", "3", expected=2, document="x"), append("b", "4", expected=1, space="other")][:1])
        with pytest.raises(StaleVersion):
            each.append_many([append("a", "5", expected=2)])
    assert list(database.rows()) == list(memory.rows())
    assert database.head() == memory.head()
    assert database.document("cases", "a") == memory.document("cases", "a")


@pytest.mark.parametrize("text", ["", "a" * 501, "a\0b", "\ud800", 7, None])
def test_a_name_that_not_every_store_can_hold_is_refused_by_each(store: Store, text: str) -> None:
    good = event("1")
    for stream, row, labels in (
        (text, good, OURS),
        ("a", StoredEvent(id=text, name="x", recorded_on=DAY, payload=""), OURS),
        ("a", StoredEvent(id="1", name=text, recorded_on=DAY, payload=""), OURS),
        ("a", good, frozenset({text})),
    ):
        with pytest.raises(DataError):
            store.append(stream, [row], expected=0, document="", labels=labels)
    for ask in (store.read, store.document, store.version):
        with pytest.raises(DataError):
            ask(text)
    assert list(store.streams()) == []


def test_what_is_not_of_its_form_is_refused_before_anything_is_written(database: Database) -> None:
    good = append("a", "1")
    no_date: Any = "2026-11-23"
    for wrong in (
        append("a", "1", space="Cases"),
        append("a", "1", expected=-1),
        append("a", "1", expected=True),
        append("a", "1", document="a\0"),
        Append(space="cases", stream="a", events=(event("1", "a\0b"),), expected=0),
        Append(space="cases", stream="a", events=(event("1", "\udfff"),), expected=0),
        Append(
            space="cases",
            stream="a",
            events=(StoredEvent(id="1", name="x", recorded_on=DAY, payload=None),),
            expected=0,
        ),
        Append(
            space="cases",
            stream="a",
            events=(StoredEvent(id="1", name="x", recorded_on=no_date, payload=""),),
            expected=0,
        ),
        cast("Append", "an append"),
    ):
        with pytest.raises(DataError):
            database.append_many([good, wrong])
    for space in ("", "Cases", "a b", 7):
        with pytest.raises(DataError, match="space"):
            database.store(cast("str", space))
    assert database.head().seq == 0


@pytest.mark.parametrize("text", ["", "€ 'quoted' \"--\" ; DROP TABLE events; \u202e \U0001f3e0", "x" * 300_000])
def test_any_text_comes_back_as_it_was(store: Store, text: str) -> None:
    store.append("a'; --", [event("1", text)], expected=0, document=text, labels=frozenset({"%s ? :x"}))
    assert store.read("a'; --")[0].payload == text
    assert store.document("a'; --").text == text
    assert list(store.streams("%s ? :x")) == ["a'; --"]


def test_many_threads_write_and_read_at_once_and_each_gets_its_own_answer(database: Database) -> None:
    store = database.store("cases")
    answers: dict[str, list[int]] = {}

    def client(name: str) -> None:
        answers[name] = [
            store.append(name, [event(str(number))], expected=number, document=str(number), labels=OURS)
            for number in range(10)
        ]
        assert len(store.read(name)) == 10

    threads = [Thread(target=client, args=(f"s{number}",)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {f"s{number}": list(range(1, 11)) for number in range(12)}
    assert [one.seq for one in database.changes()] == list(range(1, 121))


def test_of_many_threads_that_want_the_same_place_one_gets_it(database: Database) -> None:
    store, won, lost = database.store("cases"), [], []

    def client(number: int) -> None:
        try:
            won.append(store.append("a", [event(str(number))], expected=0, document="", labels=OURS))
        except StaleVersion as error:
            lost.append(error.current)

    threads = [Thread(target=client, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (won, lost) == ([1], [1] * 11)


def test_nothing_is_asked_of_a_database_that_is_closed(database: Database) -> None:
    store = database.store("cases")
    following = database.changes()
    database.append_many([append("a", "1")])
    database.close()
    database.close()
    for ask in (
        lambda: store.append("a", [event("2")], expected=1, document="", labels=OURS),
        lambda: store.read("a"),
        lambda: store.version("a"),
        lambda: store.document("a"),
        lambda: list(store.streams()),
        lambda: store.erase("a", ["1"], document=""),
        lambda: next(following),
        database.head,
        database.spaces,
    ):
        with pytest.raises(StoreClosed):
            ask()


def test_its_names_tell_where_it_is_and_nothing_of_what_it_holds(database: Database, url: str | None) -> None:
    database.append_many([append("a", "1")])
    place = (url or "memory://").replace(":@", "@").partition("?")[0]
    assert database.name.startswith(place)
    assert len(database.chain_id) == 32
    assert "cases" in repr(database.store("cases"))
    assert "secret" not in repr(database) + repr(database.store("cases"))
