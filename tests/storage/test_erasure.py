"""What was destroyed is gone: from the file, its free pages and journals, the anchors and every later back-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.canaries import bsn_canaries, disguises
from tests.storage.test_verify import fill

from vngkit.errors import DataError
from vngkit.storage import Append, Database, FileAnchors, StoredEvent, back_up, make_anchor, open_database, verify

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
PLANTED = (*bsn_canaries(20), "CANARY-Vermeulen-van-'t Hof")
_SCHEMAS = count(1)


def planted() -> Append:
    """Events and a document full of what may not stay; long ones too, that take pages of their own."""
    events = tuple(
        StoredEvent(id=f"c{place}", name="noted", recorded_on=date(2026, 11, 25), payload=f"{value} " * length)
        for place, (value, length) in enumerate(zip(PLANTED, (1, 30, 2000) * 7, strict=True))
    )
    return Append(space="cases", stream="gone", events=events, expected=0, document=" ".join(PLANTED) * 50)


def forms(values: Iterable[str]) -> Iterable[bytes]:
    for value in values:
        yield from (form.encode() for form in disguises(value) if len(form) > 7)


def hits(folder: Path, values: Iterable[str] = PLANTED) -> list[str]:
    """The files below a folder in which something planted stands, in whatever form."""
    wanted = tuple(forms(values))
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            held = path.read_bytes()
            found += [path.name] if any(form in held for form in wanted) else []
    return found


def destroy(database: Database) -> None:
    names = [f"c{place}" for place in range(len(PLANTED))]
    assert database.erase("cases", "gone", names, document="") == len(PLANTED)


@pytest.mark.parametrize("journal", ["rollback", "wal"])
def test_nothing_of_what_was_destroyed_stays_beside_or_in_a_file_of_sqlite(tmp_path: Path, journal: str) -> None:
    anchors = FileAnchors(tmp_path / "anchors")
    with open_database(f"sqlite:///{tmp_path}/kept.db?journal={journal}") as database:
        fill(database, 10)
        database.append_many([planted()])
        assert hits(tmp_path)  # else the search would find nothing ever
        anchors.keep(make_anchor(database, time=NOON))
        destroy(database)
        assert hits(tmp_path) == []
        fill(database, 10, begin=50)
        anchors.keep(make_anchor(database, time=NOON, before=anchors.held()[-1]))
        back_up(database, tmp_path / "copy.db", time=NOON, anchors=anchors)
        assert database.scrub() == ()
        found = verify(database, anchors=[anchors.held()])
        assert (found.sound, found.destroyed) == (True, len(PLANTED))
    assert hits(tmp_path) == []
    with open_database(f"sqlite:///{tmp_path}/copy.db") as copied:
        assert verify(copied).sound


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[Database]:
    """A server that throws its old write-ahead files away, as the page on promises asks of an administrator."""
    with open_database(f"{postgres_url}&schema=erasure_{next(_SCHEMAS)}") as database:
        for statement in ("SET wal_recycle = off", "SET min_wal_size = '32MB'"):
            cast("Any", database).query(lambda cursor, told=statement: cursor.execute(f"ALTER SYSTEM {told}"))
        cast("Any", database).query(lambda cursor: cursor.execute("SELECT pg_reload_conf()"))
        database.scrub()
        yield database


def test_nothing_of_it_stays_in_the_directory_of_a_postgresql_that_was_scrubbed(
    postgres: Database, postgres_url: str
) -> None:
    folder = Path(parse_qs(urlsplit(postgres_url).query)["host"][0])
    fill(postgres, 10)
    postgres.append_many([planted()])
    cast("Any", postgres).query(lambda cursor: cursor.execute("CHECKPOINT"))
    some = PLANTED[-2:]  # of the last two every form: the directory holds files of 16 MB
    assert hits(folder, some)
    destroy(postgres)
    assert postgres.scrub() == ()
    assert hits(folder, some) == []
    assert verify(postgres).sound


def test_what_a_user_of_postgresql_may_not_do_is_told(postgres_url: str) -> None:
    schema = f"erasure_{next(_SCHEMAS)}"
    with open_database(f"{postgres_url}&schema={schema}") as database:
        for statement in (
            "CREATE ROLE weak LOGIN",
            f"GRANT USAGE ON SCHEMA {schema} TO weak",
            f"GRANT ALL ON ALL TABLES IN SCHEMA {schema} TO weak",
        ):
            cast("Any", database).query(lambda cursor, told=statement: cursor.execute(told))
    with open_database(f"{postgres_url.replace('postgres:@', 'weak:@')}&schema={schema}") as weak:
        left = weak.scrub()
    assert "CHECKPOINT" in left


def test_a_destroyed_content_can_not_be_guessed_from_what_stays(tmp_path: Path) -> None:
    """Without its salt the commitment says nothing: trying every possible number does not find it."""
    from hashlib import sha256

    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        row = StoredEvent(id="1", name="noted", recorded_on=date(2026, 11, 25), payload="42")
        database.append_many([Append(space="cases", stream="a", events=(row,), expected=0)])
        database.erase("cases", "a", ["1"], document="")
        (line, _) = database.rows()
    assert line.salt is None
    assert line.digest not in {sha256(f"{number}".encode()).hexdigest() for number in range(1000)}


def test_what_says_what_was_destroyed_is_only_numbers(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        database.append_many([planted()])
        destroy(database)
        *_, line = database.rows()
        assert line.payload == (
            f'{{"space":"cases","lines":{[*range(1, len(PLANTED) + 1)]}}}'.replace(", ", ",").encode()
        )
        with pytest.raises(DataError):
            database.erase("destroyed", "gone", ["1"], document="")
