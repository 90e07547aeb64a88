"""The tables are brought forward and never back; those of each release that was are still understood."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from vngkit.errors import StoreBroken, StoreError
from vngkit.storage import open_database, verify
from vngkit.storage._migrations import CURRENT, STEPS, Step, migrate, version_of
from vngkit.storage._place import _backend
from vngkit.storage._schema import METADATA
from vngkit.storage._sqlite import SqliteBackend

RELEASED = sorted((Path(__file__).resolve().parent / "released").glob("schema-*.sql"))
NEXT = Step(CURRENT + 1, "CREATE TABLE extra (x {text});\nINSERT INTO extra VALUES ('a; b')")


def test_there_is_a_copy_of_each_version_of_the_tables_that_was_released() -> None:
    assert [int(path.stem.removeprefix("schema-")) for path in RELEASED] == list(range(1, CURRENT + 1))
    assert [step.version for step in STEPS] == list(range(1, CURRENT + 1))


@pytest.mark.parametrize("copy", RELEASED, ids=lambda path: path.stem)
def test_a_store_of_an_earlier_release_is_brought_forward_and_says_the_same(copy: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    connection = sqlite3.connect(file)
    connection.executescript(copy.read_text(encoding="utf-8"))
    connection.close()
    with open_database(f"sqlite:///{file}") as database:
        assert not verify(database).problems
        assert [row.payload for row in database.read("cases", "a")] == ["é 0", None, "é 2"]
        assert database.document("cases", "a").text == "a without 1"
        assert database.document("cases", "a").fits
        assert list(database.streams("cases", "kept")) == ["a"]
        assert database.note("something") == "noted"
        assert database.head().link == "fd473e08f17a10bae1a8053775c9ac9f5c70fc573e1c00cb08150009773dc70f"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/kept.db"
    return f"{request.getfixturevalue('postgres_url')}&schema=migrations_{abs(hash(tmp_path))}"


def test_the_tables_that_the_steps_make_are_those_that_the_statements_speak_of(url: str) -> None:
    open_database(url).close()
    backend = _backend(sa.make_url(url))
    try:
        for table in METADATA.sorted_tables:
            columns = ", ".join(column.name for column in table.columns)
            assert backend.read(lambda cursor: cursor.execute(f"SELECT {columns} FROM {table.name}") and True)  # noqa: B023, S608
            one = backend.read(lambda cursor: _width(cursor, table.name))  # noqa: B023
            assert one == len(table.columns), table.name
        assert backend.read(backend.tables) >= {table.name for table in METADATA.sorted_tables}
    finally:
        backend.close()


def _width(cursor: object, table: str) -> int:
    cursor.execute(f"SELECT * FROM {table}")  # type: ignore[attr-defined]  # noqa: S608
    return len(cursor.description)  # type: ignore[attr-defined]


def test_a_step_is_taken_once_and_its_version_is_held(tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    open_database(f"sqlite:///{file}").close()
    backend = SqliteBackend(file)

    def bring(cursor: object) -> None:
        migrate(
            cursor,  # type: ignore[arg-type]
            version=CURRENT,
            mark="?",
            types=backend.types,
            chain_id=lambda: pytest.fail("the chain is there"),
            release="0.2.0",
            steps=(*STEPS, NEXT),
        )

    backend.write(bring)
    told = backend.read(lambda cursor: dict(cursor.execute("SELECT name, value FROM meta").fetchall()))
    assert (told["schema"], told["release"]) == (str(CURRENT + 1), "0.2.0")
    assert backend.read(lambda cursor: cursor.execute("SELECT x FROM extra").fetchall()) == [("a; b",)]
    backend.close()


def test_a_step_that_fails_leaves_the_tables_as_they_were(tmp_path: Path) -> None:
    backend = SqliteBackend(tmp_path / "kept.db")
    half = (Step(1, "CREATE TABLE meta (name, value);\nCREATE TABLE meta (name)"),)
    with pytest.raises(StoreError):
        backend.write(
            lambda cursor: migrate(
                cursor, version=0, mark="?", types=backend.types, chain_id=lambda: "x", release="1", steps=half
            )
        )
    assert backend.read(backend.tables) == frozenset()
    backend.close()


@pytest.mark.parametrize("version", ["", "one", "-1"])
def test_tables_whose_version_can_not_be_read_are_left_alone(tmp_path: Path, version: str) -> None:
    file = tmp_path / "kept.db"
    open_database(f"sqlite:///{file}").close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE name = 'schema'", (version,))
    connection.close()
    with pytest.raises(StoreBroken, match="not one of vngkit"):
        open_database(f"sqlite:///{file}")
    backend = SqliteBackend(file)
    assert backend.read(lambda cursor: version_of(cursor, frozenset(), "?")) == 0
    backend.close()
