"""A back-up is everything as it was at one moment, checked; putting it back brings nothing back that was destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest
from tests.storage.test_verify import event, fill

from vngkit.errors import DataError, StoreAway, StoreBroken
from vngkit.storage import (
    Anchor,
    AnchorKind,
    Append,
    Database,
    FileAnchors,
    MemoryDatabase,
    anchors_beside,
    back_up,
    make_anchor,
    open_database,
    restore,
    verify,
)

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = date(2026, 11, 25)
_SCHEMAS = count(1)


@pytest.fixture(params=["sqlite-rollback", "sqlite-wal", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The kinds of databases that last."""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres_url")
        return f"{server}&schema=backup_{next(_SCHEMAS)}"
    return f"sqlite:///{tmp_path}/kept.db?journal={request.param.removeprefix('sqlite-')}"


@pytest.fixture
def kept(url: str) -> Iterator[Database]:
    with open_database(url, today=lambda: DAY) as database:
        fill(database, 12)
        database.append_many(
            [
                Append(
                    space="cases",
                    stream="labelled",
                    events=(event(90),),
                    expected=0,
                    document="a document",
                    labels=frozenset({"member:GM9999"}),
                )
            ]
        )
        yield database


def everything(database: Database) -> list[object]:
    return [
        [*database.rows()],
        database.head(),
        database.chain_id,
        [*database.streams("cases")],
        [*database.streams("cases", "member:GM9999")],
        database.document("cases", "labelled"),
        database.note("small"),
    ]


def test_a_back_up_holds_everything_and_can_be_put_back_anywhere(kept: Database, tmp_path: Path) -> None:
    kept.put_note("small", "thing")
    wanted = everything(kept)
    made = back_up(kept, tmp_path / "copy.db", time=NOON)
    assert (made.seq, made.link, made.kind) == (13, kept.head().link, AnchorKind.BACKUP)
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0
    assert FileAnchors(tmp_path / "copy.db.anchors").held() == (made,)
    told = restore(tmp_path / "copy.db", f"sqlite:///{tmp_path}/new.db", time=NOON)
    assert (told.head, told.dropped, told.destroyed, told.dry_run) == (kept.head(), 0, 0, False)
    with open_database(f"sqlite:///{tmp_path}/new.db") as new:
        assert everything(new) == wanted
        assert verify(new).sound
        fill(new, 2, begin=50)
        assert verify(new).sound
    left = {path.name for path in tmp_path.iterdir() if not path.name.startswith("kept.db")}
    assert left - {"new.db-journal"} == {"copy.db", "copy.db.anchors", "new.db"}
    assert not [*tmp_path.glob(".vngkit-*")]


def test_it_goes_back_into_the_place_that_it_came_from_and_the_anchors_hear_of_it(url: str, tmp_path: Path) -> None:
    anchors = FileAnchors(tmp_path / "anchors")
    with open_database(url) as database:
        fill(database, 5)
        back_up(database, tmp_path / "copy.db", time=NOON, anchors=anchors)
        fill(database, 4, begin=6)
        anchors.keep(make_anchor(database, time=NOON))
    with pytest.raises(DataError, match="9 events already"):
        restore(tmp_path / "copy.db", url, time=NOON, anchors=anchors)
    would = restore(tmp_path / "copy.db", url, time=NOON, anchors=anchors, replace=True, dry_run=True)
    assert (would.dropped, would.dry_run) == (4, True)
    with open_database(url) as database:
        assert database.head().seq == 9
    assert restore(tmp_path / "copy.db", url, time=NOON, anchors=anchors, replace=True).dropped == 4
    with open_database(url) as database:
        found = verify(database, anchors=[anchors.held()])
        assert (found.sound, found.events, found.anchored) == (True, 5, 5)
        assert [one.kind for one in anchors.held()] == [AnchorKind.BACKUP, AnchorKind.HEAD, AnchorKind.RESTORED]


def test_what_was_destroyed_since_does_not_come_back(url: str, tmp_path: Path) -> None:
    with open_database(url) as database:
        fill(database, 6)
        back_up(database, tmp_path / "copy.db", time=NOON)
        database.erase("cases", "stream-1", ["id-1", "id-5"], document="")
        fill(database, 2, begin=7)
        database.erase("cases", "stream-1", ["id-7"], document="")  # it is not in the back-up
    told = restore(tmp_path / "copy.db", url, time=NOON, replace=True)
    assert told.destroyed == 2
    with open_database(url) as database:
        assert [one.payload for one in database.read("cases", "stream-1")] == [None, "content 3", None]
        found = verify(database)
        assert (found.sound, found.destroyed) == (True, 2)


def test_anchors_remember_what_was_destroyed_when_the_database_is_gone(tmp_path: Path) -> None:
    url, anchors = f"sqlite:///{tmp_path}/kept.db", FileAnchors(tmp_path / "anchors")
    with open_database(url) as database:
        fill(database, 6)
        back_up(database, tmp_path / "copy.db", time=NOON, anchors=anchors)
        database.erase("cases", "stream-1", ["id-1"], document="")
        before = anchors.held()[-1]
        anchors.keep(make_anchor(database, time=NOON, before=before))
    (tmp_path / "kept.db").unlink()
    assert restore(tmp_path / "copy.db", url, time=NOON, anchors=anchors, dry_run=True).destroyed == 1
    assert not (tmp_path / "kept.db").exists()
    assert restore(tmp_path / "copy.db", url, time=NOON, anchors=anchors).destroyed == 1
    with open_database(url) as database:
        assert database.read("cases", "stream-1")[0].payload is None
        assert verify(database, anchors=[anchors.held()]).sound


def test_while_others_write_it_is_the_log_as_it_was_when_it_began(url: str, tmp_path: Path) -> None:
    stop, begun = Event(), Event()
    with open_database(url) as database:
        fill(database, 4)

        def write() -> None:
            for number in count(1000):
                if stop.is_set():
                    return
                fill(database, 1, begin=number)
                begun.set()

        thread = Thread(target=write)
        thread.start()
        begun.wait()
        made = [back_up(database, tmp_path / f"copy{number}.db", time=NOON) for number in range(5)]
        stop.set()
        thread.join()
        links = {change.seq: change.link for change in database.changes()}
    assert [links[one.seq] for one in made] == [one.link for one in made]
    assert [one.seq for one in made] == sorted(one.seq for one in made)
    for number, one in enumerate(made):
        with open_database(f"sqlite:///{tmp_path}/copy{number}.db") as copied:
            assert (copied.head().seq, copied.head().link) == (one.seq, one.link)


def test_a_file_that_is_there_is_only_replaced_when_that_was_said(kept: Database, tmp_path: Path) -> None:
    back_up(kept, tmp_path / "copy.db", time=NOON)
    before = (tmp_path / "copy.db").read_bytes()
    with pytest.raises(DataError, match="of that name already"):
        back_up(kept, tmp_path / "copy.db", time=NOON)
    assert (tmp_path / "copy.db").read_bytes() == before
    fill(kept, 1, begin=70)
    back_up(kept, tmp_path / "copy.db", time=NOON, replace=True)
    assert restore(tmp_path / "copy.db", f"sqlite:///{tmp_path}/new.db", time=NOON).head.seq == 14


def test_a_back_up_that_was_changed_is_not_put_back(kept: Database, tmp_path: Path) -> None:
    back_up(kept, tmp_path / "copy.db", time=NOON)
    held = (tmp_path / "copy.db").read_bytes()
    (tmp_path / "copy.db").write_bytes(held.replace(b"content 5", b"content 6"))
    with pytest.raises(StoreBroken, match="nothing was put back"):
        restore(tmp_path / "copy.db", f"sqlite:///{tmp_path}/new.db", time=NOON)
    assert not (tmp_path / "new.db").exists()
    assert not [*tmp_path.glob(".vngkit-*")]


def test_a_database_that_is_not_right_gives_no_back_up(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        fill(database, 6)
    held = (tmp_path / "kept.db").read_bytes()
    (tmp_path / "kept.db").write_bytes(held.replace(b"content 5", b"content 6"))
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database, pytest.raises(StoreBroken, match="thrown away"):
        back_up(database, tmp_path / "copy.db", time=NOON)
    assert not (tmp_path / "copy.db").exists()


def test_what_is_in_memory_can_not_be_backed_up_and_no_file_can_not_be_put_back(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nothing to back up"):
        back_up(MemoryDatabase(), tmp_path / "copy.db", time=NOON)
    with pytest.raises(StoreAway, match="no file of that name"):
        restore(tmp_path / "copy.db", f"sqlite:///{tmp_path}/new.db", time=NOON)


def test_a_place_where_nothing_can_be_written_is_told(kept: Database, tmp_path: Path) -> None:
    with pytest.raises(StoreAway, match="no copy can be made there"):
        back_up(kept, tmp_path / "nowhere" / "copy.db", time=NOON)


def test_a_back_up_goes_into_another_kind_of_database_and_another_chain_is_replaced_whole(
    postgres_url: str, tmp_path: Path
) -> None:
    target = f"{postgres_url}&schema=moved_{next(_SCHEMAS)}"
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database, open_database(target) as other:
        fill(database, 60)
        wanted = [*database.rows()]
        fill(other, 3)
        back_up(database, tmp_path / "copy.db", time=NOON)
    steps: list[int] = []
    told = restore(tmp_path / "copy.db", target, time=NOON, replace=True, advance=steps.append)
    assert (told.dropped, sum(steps)) == (3, 120)
    with open_database(target) as moved:
        assert [*moved.rows()] == wanted
        assert verify(moved).sound


def test_anchors_of_its_own_stand_beside_the_database_it_goes_to(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        beside = anchors_beside(database)
        assert beside is not None
        fill(database, 2)
        back_up(database, tmp_path / "copy.db", time=NOON, anchors=beside)
    assert (tmp_path / "kept.db.anchors").is_file()
    assert isinstance(beside.held()[0], Anchor)


@pytest.mark.parametrize("ending", ["", "-journal", ".anchors", ".reference-key"])
def test_a_back_up_never_takes_the_place_of_the_database_or_of_what_belongs_to_it(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "kept.db"
    with open_database(f"sqlite:///{path}") as database:
        fill(database, 3)
        place = FileAnchors(tmp_path / "kept.db.anchors")
        place.keep(make_anchor(database, time=NOON))
        before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
        (tmp_path / "link").symlink_to(f"{path}{ending}")
        for target in (Path(f"{path}{ending}"), tmp_path / "link"):
            with pytest.raises(DataError, match="the database itself"):
                back_up(database, target, time=NOON, anchors=place, replace=True)
        (tmp_path / "link").unlink()
        assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_a_database_that_is_made_is_for_its_owner_alone(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        fill(database, 1)
        assert {one.name for one in tmp_path.iterdir() if one.stat().st_mode & 0o077} == set()
