"""What was recorded can not be changed unseen: every way of tampering is found, and the first bad event is named."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.storage.conftest import counted

from vngkit.errors import DataError, StoreAway, StoreBroken, StoreError, VngkitError
from vngkit.storage import (
    Anchor,
    AnchorKind,
    Append,
    Database,
    FileAnchors,
    MemoryDatabase,
    ProblemKind,
    StoredEvent,
    Verification,
    anchors_beside,
    make_anchor,
    open_database,
    verify,
)
from vngkit.storage._chain import commitment, first_link, next_link

DAY = date(2026, 11, 25)
FLIPS = int(os.environ.get("VNGKIT_FLIPS", "300"))
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
Tamper = Callable[[Any], None]


def event(number: int) -> StoredEvent:
    return StoredEvent(id=f"id-{number}", name="noted", recorded_on=DAY, payload=f"content {number}")


def fill(database: Database, count: int = 12, *, begin: int = 1) -> None:
    """Events in two streams, one transaction each."""
    for number in range(begin, begin + count):
        stream = f"stream-{number % 2}"
        expected = database.version("cases", stream)
        database.append_many([Append(space="cases", stream=stream, events=(event(number),), expected=expected)])


def do(*statements: str) -> Tamper:
    def tamper(database: Any) -> None:
        for statement in statements:
            database.write(lambda cursor, told=statement: cursor.execute(told))

    return tamper


def swap(one: int, other: int) -> Tamper:
    """Two lines change places, each with its content and its link."""
    return do(  # the numbers are of these tests
        "CREATE TABLE kept AS SELECT * FROM payloads",
        "DELETE FROM payloads",
        f"UPDATE events SET seq = 1000 WHERE seq = {one}",  # noqa: S608
        f"UPDATE events SET seq = {one} WHERE seq = {other}",  # noqa: S608
        f"UPDATE events SET seq = {other} WHERE seq = 1000",  # noqa: S608
        f"UPDATE kept SET seq = CASE seq WHEN {one} THEN {other} WHEN {other} THEN {one} ELSE seq END",  # noqa: S608
        "INSERT INTO payloads SELECT * FROM kept",
        "DROP TABLE kept",
    )


def rewrite(begin: int) -> Tamper:
    """Change a content and make the whole chain after it anew, as who knows vngkit could."""

    def tamper(database: Any) -> None:
        rows = list(database.rows())
        link = rows[begin - 2].link if begin > 1 else first_link(database.chain_id)
        mark = database._backend.statements.mark
        for row in rows[begin - 1 :]:
            payload = b"another content" if row.seq == begin else row.payload
            digest = commitment(row.salt, payload)
            link = next_link(
                link,
                seq=row.seq,
                space=row.space,
                stream=row.stream,
                version=row.version,
                event=row.id,
                name=row.name,
                recorded_on=row.recorded_on,
                digest=digest,
            )

            def work(cursor: Any, new: Any = (payload, digest, link, row.seq)) -> None:
                cursor.execute(f"UPDATE payloads SET payload = {mark} WHERE seq = {mark}", (new[0], new[3]))  # noqa: S608
                cursor.execute(f"UPDATE events SET digest = {mark}, link = {mark} WHERE seq = {mark}", new[1:])  # noqa: S608

            database.write(work)

    return tamper


def cut(after: int) -> Tamper:
    return do(
        f"DELETE FROM payloads WHERE seq > {after}",  # noqa: S608
        f"DELETE FROM events WHERE seq > {after}",  # noqa: S608
        "DELETE FROM streams WHERE number NOT IN (SELECT stream FROM events)",
    )


TAMPERS: Sequence[tuple[str, Tamper, ProblemKind, int]] = [
    ("content", do("UPDATE payloads SET payload = salt WHERE seq = 5"), ProblemKind.CONTENT_EDITED, 5),
    ("salt", do("UPDATE payloads SET salt = payload WHERE seq = 5"), ProblemKind.CONTENT_EDITED, 5),
    ("name", do("UPDATE events SET name = 'other' WHERE seq = 5"), ProblemKind.HEADER_EDITED, 5),
    ("day", do("UPDATE events SET recorded_on = '2020-01-01' WHERE seq = 5"), ProblemKind.HEADER_EDITED, 5),
    ("id", do("UPDATE events SET id = 'another' WHERE seq = 1"), ProblemKind.HEADER_EDITED, 1),
    ("nul", do("UPDATE events SET link = 'x' WHERE seq = 12"), ProblemKind.HEADER_EDITED, 12),
    ("stream", do("UPDATE streams SET name = 'elsewhere' WHERE number = 1"), ProblemKind.HEADER_EDITED, 1),
    (
        "deleted",
        do("DELETE FROM payloads WHERE seq = 6", "DELETE FROM events WHERE seq = 6"),
        ProblemKind.MISSING,
        6,
    ),
    (
        "first deleted",
        do("DELETE FROM payloads WHERE seq < 3", "DELETE FROM events WHERE seq < 3"),
        ProblemKind.MISSING,
        1,
    ),
    ("content deleted", do("DELETE FROM payloads WHERE seq = 6"), ProblemKind.CONTENT_GONE, 6),
    ("neighbours swapped", swap(4, 5), ProblemKind.REORDERED, 4),
    ("far lines swapped", swap(3, 9), ProblemKind.REORDERED, 3),
    ("tail", cut(8), ProblemKind.TAIL_CUT, 9),
    ("all", cut(0), ProblemKind.TAIL_CUT, 1),
    ("rewritten", rewrite(7), ProblemKind.REWRITTEN, 5),
    ("all rewritten", rewrite(1), ProblemKind.REWRITTEN, 1),
]


@pytest.fixture
def anchors(database: Database) -> list[Anchor]:
    """A log of twelve events, anchored at the fourth and at the end."""
    fill(database, 4)
    held = [make_anchor(database, time=NOON)]
    fill(database, 8, begin=5)
    return [*held, make_anchor(database, time=NOON, before=held[0])]


def lasting(database: Database) -> None:
    if isinstance(database, MemoryDatabase):
        pytest.skip("nobody reaches the memory of another program")


@pytest.mark.parametrize(("tamper", "kind", "seq"), [one[1:] for one in TAMPERS], ids=[one[0] for one in TAMPERS])
def test_each_way_of_tampering_is_found_and_the_first_bad_event_is_named(
    database: Database, anchors: list[Anchor], tamper: Tamper, kind: ProblemKind, seq: int
) -> None:
    lasting(database)
    assert verify(database, anchors=[anchors]).sound
    tamper(database)
    found = verify(database, anchors=[anchors])
    assert not found.sound
    assert found.first is not None
    assert (found.first.kind, found.first.seq) == (kind, seq)
    assert str(seq) in found.explain("nl")
    assert found.explain("nl") != found.explain("en")
    assert "content 5" not in found.explain("en") + repr(found)


def test_what_two_lines_that_were_swapped_leave_whole_is_not_blamed(database: Database) -> None:
    lasting(database)
    fill(database)
    swap(3, 9)(database)
    found = verify(database)
    assert [(one.kind, one.seq) for one in found.problems] == [
        (ProblemKind.REORDERED, 3),
        (ProblemKind.REORDERED, 9),
    ]


def test_a_line_edited_right_after_two_that_were_swapped_is_blamed_too(database: Database) -> None:
    lasting(database)
    fill(database)
    swap(3, 4)(database)
    do("UPDATE events SET name = 'other' WHERE seq = 5")(database)
    found = verify(database)
    assert [(one.kind, one.seq) for one in found.problems] == [
        (ProblemKind.REORDERED, 3),
        (ProblemKind.REORDERED, 4),
        (ProblemKind.HEADER_EDITED, 5),
    ]


@pytest.mark.parametrize("tamper", [cut(8), rewrite(7)], ids=["tail", "rewritten"])
def test_without_an_anchor_a_cut_or_rewritten_log_is_not_found_and_the_result_says_so(
    database: Database, tamper: Tamper
) -> None:
    lasting(database)
    fill(database)
    tamper(database)
    found = verify(database)
    assert found.sound
    assert "can not be seen" in found.explain("en")
    assert "niet te zien" in found.explain("nl")


def test_what_comes_after_the_last_anchor_is_named_as_not_vouched_for(
    database: Database, anchors: list[Anchor]
) -> None:
    fill(database, 3, begin=13)
    found = verify(database, anchors=[anchors])
    assert (found.sound, found.events, found.anchored, found.anchors) == (True, 15, 12, 2)
    assert "events 1 to 12; 3 after" in found.explain("en")


def test_an_old_back_up_put_back_by_hand_is_known_for_what_it_is(tmp_path: Path) -> None:
    file, copy = tmp_path / "kept.db", tmp_path / "copy.db"
    with open_database(f"sqlite:///{file}") as database:
        fill(database, 5)
        anchors = [make_anchor(database, time=NOON, kind=AnchorKind.BACKUP)]
    shutil.copy(file, copy)
    with open_database(f"sqlite:///{file}") as database:
        fill(database, 5, begin=6)
        anchors.append(make_anchor(database, time=NOON, before=anchors[0]))
    shutil.copy(copy, file)
    with open_database(f"sqlite:///{file}") as database:
        found = verify(database, anchors=[anchors])
        assert [(one.kind, one.seq) for one in found.problems] == [(ProblemKind.ROLLED_BACK, 6)]
        fill(database, 7, begin=20)
        found = verify(database, anchors=[anchors])
        assert [(one.kind, one.seq) for one in found.problems] == [(ProblemKind.REWRITTEN, 6)]


def test_a_place_that_was_gone_back_to_on_purpose_releases_the_anchors_after_it(
    database: Database, anchors: list[Anchor]
) -> None:
    lasting(database)
    cut(8)(database)
    back = make_anchor(database, time=NOON, kind=AnchorKind.RESTORED)
    assert verify(database, anchors=[[*anchors, back]]).sound
    assert not verify(database, anchors=[[*anchors, back], anchors]).sound  # those kept elsewhere still know


def test_anchors_of_another_chain_do_not_pass_for_those_of_this_one(database: Database) -> None:
    fill(database, 2)
    other = MemoryDatabase()
    fill(other, 2)
    found = verify(database, anchors=[[make_anchor(other, time=NOON)]])
    assert [(one.kind, one.seq) for one in found.problems] == [(ProblemKind.OTHER_CHAIN, 0)]
    assert found.explain("nl").startswith("dit is een andere keten")


def test_a_content_that_was_destroyed_lawfully_is_counted_and_is_no_problem(database: Database) -> None:
    fill(database)
    assert database.erase("cases", "stream-1", ["id-1", "id-3"], document="") == 2
    found = verify(database)
    assert (found.sound, found.destroyed, found.events) == (True, 2, 13)
    assert "2 contents were destroyed" in found.explain("en")
    assert "2 inhouden zijn vernietigd" in found.explain("nl")
    assert make_anchor(database, time=NOON).destroyed == (1, 3)


def test_a_content_that_comes_back_after_its_destruction_is_found(database: Database) -> None:
    lasting(database)
    fill(database, 3)
    keep = do("CREATE TABLE kept AS SELECT * FROM payloads WHERE seq = 1")
    keep(database)
    database.erase("cases", "stream-1", ["id-1"], document="")
    do("INSERT INTO payloads SELECT * FROM kept", "DROP TABLE kept")(database)
    found = verify(database)
    assert [(one.kind, one.seq) for one in found.problems] == [(ProblemKind.CONTENT_BACK, 1)]


def test_the_line_that_says_what_was_destroyed_is_not_destroyed_and_counts_when_it_is_edited(
    database: Database,
) -> None:
    fill(database, 3)
    database.erase("cases", "stream-1", ["id-1"], document="")
    with pytest.raises(DataError, match="not destroyed itself"):
        database.erase("destroyed", "stream-1", ["1"], document="")
    lasting(database)
    do("UPDATE payloads SET payload = salt WHERE seq = 4")(database)
    assert {one.kind for one in verify(database).problems} == {ProblemKind.CONTENT_EDITED, ProblemKind.CONTENT_GONE}


def by_hand(file: Path, statement: str) -> None:
    """Change a file as somebody could who has no vngkit."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(statement)
    connection.close()


def test_half_a_content_and_a_content_of_another_type_are_found(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        fill(database, 4)
        do("UPDATE payloads SET payload = CAST(payload AS TEXT) WHERE seq = 3")(database)
    by_hand(
        tmp_path / "kept.db",
        "UPDATE sqlite_master SET sql = replace(sql, 'salt BLOB NOT NULL', 'salt BLOB') WHERE name = 'payloads'",
    )
    by_hand(tmp_path / "kept.db", "UPDATE payloads SET salt = NULL WHERE seq = 2")
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        kinds = [(one.kind, one.seq) for one in verify(database).problems]
    assert kinds[:2] == [(ProblemKind.CONTENT_EDITED, 2), (ProblemKind.CONTENT_EDITED, 3)]


def test_lines_that_can_not_be_read_are_named_and_the_others_are_still_looked_at(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        fill(database)
        do("UPDATE events SET name = CAST(x'ff41' AS TEXT) WHERE seq = 4")(database)
        do("UPDATE payloads SET payload = salt WHERE seq = 9")(database)
        found = verify(database)
        assert [(one.kind, one.seq) for one in found.problems] == [
            (ProblemKind.UNREADABLE, 4),
            (ProblemKind.CONTENT_EDITED, 9),
        ]
        do("UPDATE events SET name = CAST(x'ff41' AS TEXT)")(database)
        found = verify(database)
        assert {one.kind for one in found.problems[:12]} == {ProblemKind.UNREADABLE}


def test_an_event_that_is_damaged_is_refused_with_a_word_and_without_its_content(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        fill(database, 4)
        do("UPDATE payloads SET payload = x'ff41' WHERE seq = 1")(database)
        do("UPDATE events SET recorded_on = 'secret' WHERE seq = 2")(database)
        for stream in ("stream-0", "stream-1"):
            with pytest.raises(StoreBroken, match="can not be read") as told:
                database.read("cases", stream)
            assert "secret" not in str(told.value)


def test_a_schema_whose_damage_can_not_even_be_told_is_damage(tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    with open_database(f"sqlite:///{file}") as database:
        fill(database, 4)
    file.write_bytes(file.read_bytes().replace(b"CREATE TABLE labels", b"CREATE TA\xccLE labels"))
    with pytest.raises(StoreBroken, match="damaged"):
        open_database(f"sqlite:///{file}")


def test_a_name_of_which_no_events_are_there_is_damage(database: Database) -> None:
    lasting(database)
    fill(database, 4)
    do("INSERT INTO streams (number, space, name) VALUES (99, 'cases', 'nothing')")(database)
    (problem,) = verify(database).problems
    assert problem.kind is ProblemKind.DAMAGED
    assert "cases" in problem.told


def test_an_index_that_hides_an_event_is_damage(tmp_path: Path) -> None:
    """The chain is over the table; a reader finds an event by an index, which holds its id once more."""
    file = tmp_path / "kept.db"
    with open_database(f"sqlite:///{file}") as database:
        fill(database, 4)
    content = file.read_bytes()
    places = [place for place in range(len(content)) if content.startswith(b"id-3", place)]
    assert len(places) == 2
    for place in places:
        file.write_bytes(content[:place] + b"ie" + content[place + 2 :])
        with open_database(f"sqlite:///{file}") as database:
            assert ProblemKind.DAMAGED in {one.kind for one in verify(database).problems}


def test_a_file_that_does_not_say_which_chain_it_holds_is_broken(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        do("DELETE FROM meta WHERE name = 'chain'")(database)
    with pytest.raises(StoreBroken, match="which chain"):
        open_database(f"sqlite:///{tmp_path}/kept.db")


def test_no_more_than_a_hundred_problems_are_told(database: Database) -> None:
    lasting(database)
    fill(database, 2)
    rows = tuple(event(number) for number in range(10, 160))
    database.append_many([Append(space="cases", stream="long", events=rows, expected=0)])
    do("UPDATE payloads SET payload = salt")(database)
    assert len(verify(database).problems) == 100


def test_progress_is_told_and_adds_up(database: Database) -> None:
    fill(database, 5)
    steps: list[int] = []
    verify(database, advance=steps.append)
    assert sum(steps) == 5


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=12), st.data())
def test_any_single_letter_of_a_log_that_changes_is_found(sizes: list[int], data: st.DataObject) -> None:
    """On rows in memory, for speed: a Database whose pages say something else than what was recorded."""
    database = MemoryDatabase(entropy=counted())
    for number, size in enumerate(sizes):
        rows = tuple(event(number * 10 + place) for place in range(size))
        database.append_many([Append(space="cases", stream=f"s{number}", events=rows, expected=0)])
    pages = [list(page) for page in database.pages()]
    place = data.draw(st.integers(0, len(pages) - 1))
    column = data.draw(st.integers(0, 10))
    line = list(pages[place][0])
    was = line[column]
    line[column] = was + 1 if isinstance(was, int) else was[:-1] + (b"\x01" if isinstance(was, bytes) else "é")
    pages[place] = [tuple(line)]
    assert not verify(cast("Database", _Told(database, pages))).sound


class _Told:
    """A database of which the log says something else."""

    def __init__(self, inner: Database, pages: Sequence[Any]) -> None:
        self._inner, self._pages = inner, pages

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def pages(self, *, after: int = 0) -> Any:
        assert after == 0
        return iter(self._pages)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[Any]]:
    """A small file and all that stands in it."""
    file = tmp_path_factory.mktemp("flips") / "kept.db"
    with open_database(f"sqlite:///{file}", entropy=counted()) as database:
        fill(database, 30)
        database.erase("cases", "stream-1", ["id-3", "id-5"], document="")
    return file.read_bytes(), _all_of(file)


def _all_of(file: Path) -> list[Any]:
    """Everything that a reader sees of a file, by the ways by which desks read."""
    with open_database(f"sqlite:///{file}?timeout=1") as database:
        streams = [*database.streams("cases")]
        return [[*database.read("cases", stream)] for stream in streams] + [streams, [*database.rows()]]


def _found(file: Path, anchors: list[Anchor]) -> Verification | None:
    """What the check says; None when the file does not even open."""
    try:
        with open_database(f"sqlite:///{file}?timeout=1") as database:
            return verify(database, anchors=[anchors])
    except VngkitError:
        return None


def _is_silent(file: Path, anchors: list[Anchor], wanted: list[Any]) -> bool:
    """Whether a reader gets something else than was recorded while the check says that all is well."""
    found = _found(file, anchors)
    if found is None or not found.sound:
        return False
    try:
        return _all_of(file) != wanted
    except (VngkitError, ValueError):
        return False


@pytest.fixture(scope="module")
def small_anchors(small: tuple[bytes, list[Any]], tmp_path_factory: pytest.TempPathFactory) -> list[Anchor]:
    file = tmp_path_factory.mktemp("anchor") / "kept.db"
    file.write_bytes(small[0])
    with open_database(f"sqlite:///{file}") as database:
        return [make_anchor(database, time=NOON)]


def test_no_bit_that_flips_in_the_file_changes_a_content_unseen(
    small: tuple[bytes, list[Any]], small_anchors: list[Anchor], tmp_path: Path
) -> None:
    """A part of them; ``VNGKIT_FLIPS=10000`` does ten thousand, in about two minutes."""
    content, wanted = small
    chosen = random.Random(1)  # noqa: S311  # the same flips each time
    file = tmp_path / "kept.db"
    for _ in range(FLIPS):
        held = bytearray(content)
        held[chosen.randrange(len(held))] ^= 1 << chosen.randrange(8)
        file.write_bytes(held)
        assert not _is_silent(file, small_anchors, wanted)


def test_a_file_cut_at_any_page_is_seen(
    small: tuple[bytes, list[Any]], small_anchors: list[Anchor], tmp_path: Path
) -> None:
    content, _ = small
    file = tmp_path / "kept.db"
    for end in range(4096, len(content), 4096):
        file.write_bytes(content[:end])
        found = _found(file, small_anchors)
        assert found is None or not found.sound


def test_anchors_in_a_file_are_only_added_to_and_read_back(tmp_path: Path) -> None:
    anchors = FileAnchors(tmp_path / "anchors")
    assert anchors.held() == ()
    one = Anchor(time=NOON, chain="c", seq=1, link="a" * 64, kind=AnchorKind.BACKUP)
    other = Anchor(time=NOON, chain="c", seq=9, link="b" * 64, destroyed=(2, 3))
    anchors.keep(one)
    before = anchors.path.read_bytes()
    anchors.keep(other)
    assert anchors.path.read_bytes().startswith(before)
    assert anchors.held() == (one, other)
    assert anchors.path.stat().st_mode & 0o077 == 0
    assert "anchors" in repr(anchors)


def test_a_line_that_was_cut_while_it_was_written_is_no_anchor_and_no_error(tmp_path: Path) -> None:
    anchors = FileAnchors(tmp_path / "anchors")
    anchors.keep(Anchor(time=NOON, chain="c", seq=1, link="a"))
    with anchors.path.open("a") as file:
        file.write('{"time":"2026-')
    assert [one.seq for one in anchors.held()] == [1]


@pytest.mark.parametrize("line", ["{}", "no json", "[]", '{"time":"2026-11-25","chain":"c","seq":"1","link":"a"}'])
def test_a_line_that_is_no_anchor_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    anchors = FileAnchors(tmp_path / "anchors")
    anchors.path.write_text(f"{line}\n")
    with pytest.raises(StoreError, match="line 1 of"):
        anchors.held()


def test_a_place_where_no_anchor_can_be_kept_or_read_is_told(tmp_path: Path) -> None:
    anchors = FileAnchors(tmp_path)
    with pytest.raises(StoreAway, match="can not be written"):
        anchors.keep(Anchor(time=NOON, chain="c", seq=1, link="a"))
    with pytest.raises(StoreAway, match="can not be read"):
        anchors.held()


def test_anchors_stand_beside_a_file_and_beside_nothing_else(database: Database, tmp_path: Path) -> None:
    beside = anchors_beside(database)
    facts = database.facts()
    assert (beside is None) == ("path" not in facts)
    assert beside is None or beside.path == tmp_path / "kept.db.anchors"
