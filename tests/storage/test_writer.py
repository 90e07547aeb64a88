"""Taking turns to write: groups, neighbours that do each other no harm, and whoever is interrupted."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from vngkit.errors import DataError, StaleVersion, StoreBroken, StoreClosed, StoreError, StoreUnsure
from vngkit.storage import Append, StoredEvent, open_database
from vngkit.storage._admit import admit
from vngkit.storage._group import AppendRequest, Work, carry_out
from vngkit.storage._memory import closed
from vngkit.storage._sql import SqlDatabase
from vngkit.storage._writer import Request, Writer

DAY = date(2026, 11, 25)


def one(stream: str, number: int = 1, *, expected: int = 0, content: str = "x") -> Append:
    row = StoredEvent(id=f"{number}", name="x", recorded_on=DAY, payload=content)
    return Append(space="cases", stream=stream, events=(row,), expected=expected)


@pytest.fixture
def database(tmp_path: Path) -> SqlDatabase:
    opened = open_database(f"sqlite:///{tmp_path}/kept.db")
    assert isinstance(opened, SqlDatabase)
    return opened


def answer(request: Request[Any]) -> object:
    try:
        return request.result()
    except Exception as error:  # noqa: BLE001  # what it is, is what is looked at
        return type(error)


def group(database: SqlDatabase, requests: Sequence[Request[Any]]) -> list[object]:
    carry_out(database._backend, requests, first=database._first, entropy=database._entropy)
    return [answer(request) for request in requests]


def test_a_group_goes_in_together_and_who_loses_does_the_others_no_harm(database: SqlDatabase) -> None:
    requests: list[Request[Any]] = [
        AppendRequest(admit([one("a")])),
        AppendRequest(admit([one("a", 2)])),  # too late: the first one was at this place
        AppendRequest(admit([one("a", 2, expected=1), one("b")])),
        AppendRequest(admit([one("b", content="other")])),
        AppendRequest(admit([one("a")])),  # a retry of the first, in the same group
        Work(lambda cursor: cursor.execute("SELECT count(*) FROM events").fetchone()[0]),
        Work(lambda cursor: cursor.execute("SELECT nothing FROM nowhere")),
        AppendRequest(admit([one("c")])),
    ]
    assert group(database, requests) == [(1,), StaleVersion, (2, 1), DataError, (1,), 3, StoreError, (1,)]
    assert [(row.stream, row.id) for row in database.rows()] == [("a", "1"), ("a", "2"), ("b", "1"), ("c", "1")]
    database.close()


def test_an_old_event_offered_at_the_right_place_is_found_to_be_held(database: SqlDatabase) -> None:
    database.append_many([one("a"), one("a", 2, expected=1)])
    requests = [AppendRequest(admit([one("a", expected=2)])), AppendRequest(admit([one("a", 3, expected=2)]))]
    assert group(database, requests) == [(1,), (3,)]
    requests = [AppendRequest(admit([one("a", expected=3, content="y")])), AppendRequest(admit([one("b")]))]
    assert group(database, requests) == [DataError, (1,)]
    database.close()


def test_a_content_that_the_store_can_not_hold_is_refused_alone(database: SqlDatabase) -> None:
    def small(cursor: Any) -> None:
        cursor.connection.setlimit(0, 1_000_000)  # SQLITE_LIMIT_LENGTH, in place of a content of a gigabyte

    database.write(small)
    requests = [AppendRequest(admit([one("a")])), AppendRequest(admit([one("b", content="x" * 1_100_000)]))]
    assert group(database, requests) == [(1,), DataError]
    assert list(database.streams("cases")) == ["a"]
    database.close()


def test_a_log_whose_numbers_do_not_agree_is_told_to_be_broken(database: SqlDatabase) -> None:
    database.append_many([one("a")])
    database.write(lambda cursor: cursor.execute("INSERT INTO payloads VALUES (2, x'00', x'00')"))
    with pytest.raises(StoreBroken, match="do not agree"):
        database.append_many([one("b")])
    database.close()


def test_work_that_fails_in_the_middle_leaves_nothing_behind(database: SqlDatabase) -> None:
    def half(cursor: Any) -> None:
        cursor.execute("INSERT INTO meta VALUES ('half', 'done')")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.write(half)
    assert database.query(lambda cursor: cursor.execute("SELECT * FROM meta WHERE name = 'half'").fetchall()) == []
    assert database.append_many([one("a")]) == (1,)
    with pytest.raises(ZeroDivisionError):
        database.query(lambda _: 1 / 0)
    database.close()


def test_who_comes_while_one_writes_goes_in_the_next_group() -> None:
    begun, go, groups = Event(), Event(), []

    def slowly(group: Sequence[Request[Any]]) -> None:
        groups.append(len(group))
        begun.set()
        assert go.wait(10)
        for request in group:
            request.answer(len(group))

    writer, answers = Writer(slowly, closed=closed), []
    threads = [Thread(target=lambda: answers.append(writer.offer(Request[int]()))) for _ in range(6)]
    threads[0].start()
    assert begun.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(writer._waiting) < 5:
        threading.Event().wait(0.001)
    go.set()
    for thread in threads:
        thread.join(10)
    assert (groups, sorted(answers)) == ([1, 5], [1, 5, 5, 5, 5, 5])
    writer.close()
    with pytest.raises(StoreClosed):
        writer.offer(Request[int]())


def test_who_is_interrupted_while_writing_leaves_the_others_with_a_word_and_the_turn_to_the_next() -> None:
    begun, go, calls = Event(), Event(), []

    def interrupted(group: Sequence[Request[Any]]) -> None:
        calls.append(len(group))
        if len(calls) == 1:
            begun.set()
            assert go.wait(10)
        if len(calls) == 2:
            raise KeyboardInterrupt
        for request in group:
            request.answer("kept")

    writer, told = Writer(interrupted, closed=closed), []

    def client() -> None:
        try:
            told.append(writer.offer(Request[str]()))
        except BaseException as error:  # noqa: BLE001  # what it is, is what is looked at
            told.append(type(error).__name__)

    threads = [Thread(target=client) for _ in range(4)]
    threads[0].start()
    assert begun.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(writer._waiting) < 3:
        threading.Event().wait(0.001)
    go.set()
    for thread in threads:
        thread.join(10)
    assert sorted(told) == ["KeyboardInterrupt", "StoreUnsure", "StoreUnsure", "kept"]
    assert writer.offer(Request[str]()) == "kept"
    writer.close()


def test_who_is_interrupted_while_waiting_is_not_written_and_holds_nobody_up() -> None:
    begun, go = Event(), Event()
    seen: list[Request[Any]] = []

    def slowly(group: Sequence[Request[Any]]) -> None:
        seen.extend(group)
        begun.set()
        assert go.wait(10)
        for request in group:
            request.answer("kept")

    class Impatient(Request[str]):
        def wait(self) -> None:
            raise KeyboardInterrupt

    writer, told = Writer(slowly, closed=closed), []
    thread = Thread(target=lambda: told.append(writer.offer(Request[str]())))
    thread.start()
    assert begun.wait(10)
    gone = Impatient()
    with pytest.raises(KeyboardInterrupt):
        writer.offer(gone)
    go.set()
    thread.join(10)
    assert told == ["kept"]
    assert gone not in seen
    assert writer.offer(Request[str]()) == "kept"
    writer.close()


def test_closing_waits_for_who_came_before(database: SqlDatabase) -> None:
    begun, go, told = Event(), Event(), []

    def slowly(_: Any) -> str:
        begun.set()
        assert go.wait(10)
        return "kept"

    thread = Thread(target=lambda: told.append(database.write(slowly)))
    thread.start()
    assert begun.wait(10)
    closing = Thread(target=database.close)
    closing.start()
    closing.join(0.05)
    assert closing.is_alive()
    go.set()
    thread.join(10)
    closing.join(10)
    assert told == ["kept"]
    assert StoreUnsure.code == "store.unsure"
