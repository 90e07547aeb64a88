"""The log of processing in a database: kept for good, in one chain with the cases, found by subject."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from tests.canaries import Canaries
from tests.privacy.logs import KEYS, NOON, counted
from tests.privacy.test_log_forms import lines as some_lines

from vngkit.errors import DataError
from vngkit.privacy import (
    AccessLine,
    MemoryProcessingLog,
    ProcessingDesk,
    ProcessingLine,
    ProcessingLog,
    Purpose,
    Reference,
    dump_line,
    load_line,
)
from vngkit.storage import Database, MemoryDatabase, StoredProcessingLog, open_database

PURPOSE = Purpose(text="to set the plan", text_nl="om het plan vast te stellen", ground="jci1.3:c:BWBR0009398")
CANARY = "2026-KANARIE-7"


@pytest.fixture(params=["memory", "sqlite"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with open_database(None if request.param == "memory" else f"sqlite:///{tmp_path}/log.db") as opened:
        yield opened


def desk(log: ProcessingLog) -> ProcessingDesk:
    return ProcessingDesk(log, keys=KEYS, clock=lambda: NOON, new_bytes=counted())


def written(log: ProcessingLog) -> ProcessingDesk:
    """One reading, a list of three, a refusal."""
    at = desk(log)
    at.append(AccessLine(what="case", purpose=PURPOSE, by="coordinator", subject=Reference(CANARY), fields=("bsn",)))
    at.append_all("list", [AccessLine(what="list", purpose=PURPOSE, subject=Reference(str(n))) for n in range(3)])
    at.append(AccessLine(what="case", purpose=PURPOSE, refused="not you", subject=Reference(CANARY)))
    return at


def test_the_log_in_a_database_answers_as_the_one_in_memory(database: Database) -> None:
    memory, stored = written(MemoryProcessingLog()), written(StoredProcessingLog(database))
    assert stored.lines() == memory.lines()
    for who in (Reference(CANARY), Reference("1"), Reference("nobody")):
        assert stored.lines(who) == memory.lines(who)
    assert stored.lines(Reference("2"), Reference("1")) == memory.lines(Reference("2"), Reference("1"))
    entries = list(stored.log.since(0))
    assert [len(entry.lines) for entry in entries] == [1, 4, 1]
    assert [entry.position for entry in entries] == [1, 5, 6]
    assert list(stored.log.since(1)) == entries[1:]
    assert list(stored.log.since(6)) == []


def test_what_others_write_in_between_is_passed_over_and_what_was_destroyed_is_gone(database: Database) -> None:
    log = StoredProcessingLog(database)
    at = written(log)
    other = StoredProcessingLog(database, space="other")
    desk(other).append(AccessLine(what="elsewhere", purpose=PURPOSE))
    at.append(AccessLine(what="later", purpose=PURPOSE))
    assert [entry.lines[0].name for entry in log.since(5)] == ["case not read", "later read"]
    store = database.store("processing")
    stream = next(store.streams())
    assert store.erase(stream, [event.id for event in store.read(stream)], document="") == 1
    assert [entry.position for entry in log.since(0)] == [5, 6, 8]
    assert [line.refused for line in at.lines(Reference(CANARY))] == ["not you"]


def test_lines_stand_under_the_audit_chain_of_the_database_and_name_nobody(database: Database) -> None:
    written(StoredProcessingLog(database))
    rows = list(database.rows())
    assert database.head().seq == len(rows) == 6
    told = "".join(f"{row!r}{row.payload!r}" for row in rows) + str(list(database.store("processing").streams()))
    assert not Canaries([CANARY]).found_in(told)


def test_a_line_that_was_written_is_there_when_the_database_is_opened_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/log.db"
    with open_database(url) as first:
        lines = written(StoredProcessingLog(first)).lines()
    with open_database(url) as again:
        assert desk(StoredProcessingLog(again)).lines() == lines


@given(some_lines)
def test_a_line_reads_back_whole_from_what_is_stored(line: ProcessingLine) -> None:
    assert load_line(dump_line(line)) == line


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": "x", "v": 1}', '{"schema": "privacy.processing_line", "v": 1, "line": 1}']
)
def test_what_is_no_line_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        load_line(text)


def test_lines_of_a_person_come_in_the_order_of_time_whatever_key_marked_them() -> None:
    log = StoredProcessingLog(MemoryDatabase())
    new_bytes, instants = counted(), iter(range(9))

    def clock() -> datetime:
        return datetime(2026, 11, 25, next(instants), tzinfo=UTC)

    old, new = KEYS, KEYS.rotated("a-later-key", b"n" * 32)
    for keys in (old, new, new, old):  # a machine that still has the old keys
        at = ProcessingDesk(log, keys=keys, clock=clock, new_bytes=new_bytes)
        at.append(AccessLine(what="case", purpose=PURPOSE, subject=Reference(CANARY)))
    found = ProcessingDesk(log, keys=new, clock=clock, new_bytes=new_bytes).lines(Reference(CANARY))
    assert [line.start for line in found] == sorted(line.start for line in found)
    assert len(found) == 4
