"""Opening a store: whatever is wrong with a url, a file or a server is told by its kind, with no password in it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from vngkit.errors import (
    DataError,
    StoreAway,
    StoreBroken,
    StoreClosed,
    StoreError,
    StoreLocked,
    StoreNewer,
    VngkitError,
)
from vngkit.storage import Append, MemoryDatabase, StoredEvent, open_database
from vngkit.storage._sql import SqlDatabase
from vngkit.storage._sqlite import SqliteBackend, wal_is_mended

SECRET = "hunter2%40"  # noqa: S105  # planted
OLD, MENDED = (3, 40, 1), (3, 51, 3)


def one(number: int = 1) -> Append:
    from datetime import date

    row = StoredEvent(id=f"{number}", name="x", recorded_on=date(2026, 11, 25), payload="secret")
    return Append(space="cases", stream="a", events=(row,), expected=number - 1)


def shown(error: BaseException) -> str:
    """All that a program could print of an error, with what lies behind it."""
    behind = [error.__cause__, error.__context__]
    return "".join(traceback.format_exception(error)) + repr(error) + repr(behind)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite://file.db",
        "sqlite://host/file.db",
        "sqlite:///a\0b.db",
        "mysql://user:hunter2%40@host/database",
        "postgresql://user:hunter2%40@host:port/database",
        "sqlite:///x.db?journal=off",
        "sqlite:///x.db?timeout=soon",
        "sqlite:///x.db?cache=shared",
        "postgresql://u:hunter2%40@/x?schema=Bad-Name",
        "postgresql://u:hunter2%40@/x?schema=a%3Bdrop",
        "postgresql://u:hunter2%40@/x?timeout=-1",
        7,
    ],
)
def test_what_is_no_url_of_a_store_is_told_and_not_repeated(url: str) -> None:
    with pytest.raises(DataError) as told:
        open_database(url)
    assert told.value.fix
    assert "hunter2" not in shown(told.value)


def test_a_place_where_no_file_can_be_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreAway, match="no directory"):
        open_database(f"sqlite:///{tmp_path}/nowhere/kept.db")
    with pytest.raises(StoreAway, match="a directory, not a file"):
        open_database(f"sqlite:///{tmp_path}")


def test_a_file_that_is_not_a_store_is_left_as_it_is(tmp_path: Path) -> None:
    text, other = tmp_path / "letter.db", tmp_path / "other.db"
    text.write_text("Dear reader, " * 200)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE members (name)")
    connection.close()
    for file, words in ((text, "no database"), (other, "not one of vngkit")):
        before = file.read_bytes()
        with pytest.raises(StoreBroken, match=words):
            open_database(f"sqlite:///{file}")
        assert file.read_bytes() == before


def test_a_damaged_file_is_told_when_it_is_read_and_not_before_it_is_written_over(tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    with open_database(f"sqlite:///{file}") as database:
        database.append_many([one()])
    content = bytearray(file.read_bytes())
    content[4096 * 2 :] = b"\xff" * (len(content) - 4096 * 2)
    file.write_bytes(content)
    with pytest.raises(StoreBroken, match="damaged") as told, open_database(f"sqlite:///{file}") as database:
        database.read("cases", "a")
    assert "secret" not in shown(told.value)


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path, postgres_url: str) -> None:
    for url in (f"sqlite:///{tmp_path}/kept.db", f"{postgres_url}&schema=newer"):
        database = open_database(url)
        assert isinstance(database, SqlDatabase)
        database.write(lambda cursor: cursor.execute("UPDATE meta SET value = '99' WHERE name = 'schema'"))
        database.close()
        with pytest.raises(StoreNewer, match="of version 99") as told:
            open_database(url)
        assert "install" in told.value.fix


def test_a_file_that_another_program_has_for_itself_is_told_to_be_locked(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kept.db?journal=wal&timeout=1"
    with open_database(url) as database:
        assert isinstance(database, SqlDatabase)
        assert database.facts()["connections"] == "one"
        database.append_many([one()])
        for journal in ("wal", "rollback"):
            with pytest.raises(StoreLocked, match="another program"):
                open_database(url.replace("wal", journal))
        code = (
            f"import vngkit.storage as s\ntry: s.open_database({url!r})\nexcept Exception as e: print(type(e).__name__)"
        )
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert told.stdout.strip() == "StoreLocked"
    with open_database(url) as database:
        assert database.version("cases", "a") == 1


def test_whoever_waits_too_long_for_another_writer_is_told_and_nothing_was_kept(
    tmp_path: Path, postgres_url: str
) -> None:
    file = tmp_path / "kept.db"
    with open_database(f"sqlite:///{file}?journal=rollback&timeout=0") as database:
        database.append_many([one()])
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked):
            database.append_many([one(2)])
        assert database.version("cases", "a") == 1
        other.execute("ROLLBACK")
        other.close()
        assert database.append_many([one(2)]) == (2,)
    url = f"{postgres_url}&schema=locked&timeout=1"
    with open_database(url) as database, open_database(url) as second:
        assert isinstance(second, SqlDatabase)
        with pytest.raises(StoreLocked):
            second.write(lambda _: database.append_many([one()]))
        assert database.append_many([one()]) == (1,)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda url: url.replace("host=", "host=/nowhere"), "can not be reached"),
        (lambda url: url.replace("//postgres:", f"//nobody:{SECRET}"), "does not let this user in"),
        (lambda url: url.replace("@/postgres", "@/nothing"), "no such database"),
    ],
)
def test_a_server_that_can_not_be_used_is_told_and_no_password_is_shown(
    postgres_url: str, change: Callable[[str], str], words: str
) -> None:
    with pytest.raises(StoreAway, match=words) as told:
        open_database(change(postgres_url))
    assert "hunter2" not in shown(told.value)


def test_the_name_of_a_store_holds_no_password(postgres_url: str, caplog: pytest.LogCaptureFixture) -> None:
    url = f"{postgres_url.replace(':@', f':{SECRET}@')}&schema=masked"
    with caplog.at_level("DEBUG"), open_database(url) as database:
        database.append_many([one()])
        told = database.name + repr(database) + repr(database.store("cases")) + repr(database.facts())
    assert "hunter2" not in told + caplog.text
    assert "schema=masked" in told


def test_a_server_that_keeps_nothing_for_certain_is_refused(postgres_url: str) -> None:
    from vngkit.storage import _postgres

    class Loose(_postgres.PostgresBackend):
        @staticmethod
        def _look(cursor: object) -> list[tuple[str, str]]:  # noqa: ARG004  # as it is called
            return [("fsync", "off"), ("server_version", "18")]

    import sqlalchemy as sa

    with pytest.raises(StoreError, match="fsync is off"):
        Loose(sa.make_url(postgres_url), schema="loose", timeout=1)


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    url = f"postgresql://u:{SECRET}@/x"
    with pytest.raises(DataError, match="driver that is not installed") as told:
        open_database(url)
    assert "vngkit[postgres]" in told.value.fix
    assert "hunter2" not in shown(told.value)


def test_a_store_is_not_carried_into_another_process(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        database.append_many([one()])
        read, write = os.pipe()
        child = os.fork()
        if not child:
            told = b"nothing"
            try:
                database.head()
            except StoreClosed:
                told = b"refused"
            finally:
                os.write(write, told)
                os._exit(0)
        os.waitpid(child, 0)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            assert pipe.read() == b"refused"
        assert database.head().seq == 1


def test_an_old_sqlite_gets_no_log_that_it_could_lose_unless_it_has_the_file_for_itself(tmp_path: Path) -> None:
    """The WAL-reset bug loses commits when two connections share a log; see decision 0039."""
    assert [wal_is_mended(version) for version in (OLD, (3, 51, 2), MENDED, (3, 52, 0), (3, 53, 0))] == [
        False,
        False,
        True,
        False,
        True,
    ]
    made = {
        (version, journal): SqliteBackend(
            tmp_path / f"{version[1]}-{journal}.db", journal=journal, version=version, timeout=0.2
        )
        for version in (OLD, MENDED)
        for journal in (None, "wal", "rollback")
    }
    told = {key: (one.facts()["journal"], one.facts()["connections"]) for key, one in made.items()}
    assert told == {
        (OLD, None): ("rollback", "several"),
        (OLD, "wal"): ("wal", "one"),
        (OLD, "rollback"): ("rollback", "several"),
        (MENDED, None): ("wal", "several"),
        (MENDED, "wal"): ("wal", "several"),
        (MENDED, "rollback"): ("rollback", "several"),
    }
    assert {made[key].facts()["wal_reset_bug"] for key in made if key[0] == OLD} == {"yes"}
    modes = {}
    for key, backend in made.items():
        modes[key] = backend.read(lambda cursor: cursor.execute("PRAGMA journal_mode").fetchone()[0])
        if key == (OLD, "wal"):
            with pytest.raises(StoreLocked):
                SqliteBackend(tmp_path / "40-wal.db", journal="wal", version=OLD, timeout=0.2)
        backend.close()
    assert modes[OLD, None] == modes[OLD, "rollback"] == "truncate"
    assert modes[MENDED, None] == modes[OLD, "wal"] == "wal"


def test_every_connection_keeps_things_as_it_says(tmp_path: Path) -> None:
    wanted = {"synchronous": 2, "secure_delete": 1, "temp_store": 2, "trusted_schema": 0}
    for journal in ("wal", "rollback"):
        backend = SqliteBackend(tmp_path / f"{journal}.db", journal=journal)
        for ask in (backend.read, backend.write):
            found = ask(lambda cursor: {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted})
            assert found == wanted
        backend.close()


def test_a_reader_that_holds_the_log_makes_destroying_say_so(tmp_path: Path) -> None:
    backend = SqliteBackend(tmp_path / "kept.db", journal="wal", version=MENDED, timeout=0.1)
    backend.write(lambda cursor: cursor.execute("CREATE TABLE t (x)"))
    reader = sqlite3.connect(tmp_path / "kept.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM t").fetchall()
    backend.write(lambda cursor: cursor.execute("INSERT INTO t VALUES (1)"))
    with pytest.raises(StoreLocked, match="somebody reads"):
        backend.erased()
    reader.close()
    backend.erased()
    assert (tmp_path / "kept.db-wal").stat().st_size == 0
    backend.close()


def test_a_mended_sqlite_lets_many_read_beside_the_writer(tmp_path: Path) -> None:
    backend = SqliteBackend(tmp_path / "kept.db", version=MENDED)
    backend.write(lambda cursor: cursor.execute("CREATE TABLE t (x)"))

    def within(_: object) -> int:
        return backend.read(lambda cursor: len(cursor.execute("SELECT * FROM t").fetchall()))

    assert backend.write(within) == 0
    backend.close()


def test_a_path_is_a_path_and_never_a_piece_of_a_statement(tmp_path: Path) -> None:
    for name in ("a b.db", "it's.db", "x;DROP TABLE events.db", "é.db"):
        with open_database(f"sqlite:///{tmp_path}/{name}") as database:
            database.append_many([one()])
        assert (tmp_path / name).is_file()


def test_in_memory_is_what_is_opened_without_a_url() -> None:
    for url in (None, "memory://"):
        with open_database(url) as database:
            assert isinstance(database, MemoryDatabase)
            assert database.facts() == {"kind": "memory"}


def test_every_error_of_a_store_is_one_of_vngkit_with_a_code_of_its_own() -> None:
    kinds = StoreError.__subclasses__()
    assert len({kind.code for kind in kinds}) >= 8
    assert all(issubclass(kind, VngkitError) for kind in kinds)
