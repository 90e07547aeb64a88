"""What the disk or the server does in the middle of things, in this process, and what a store makes of it."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from vngkit.errors import DataError, StoreAway, StoreBroken, StoreError, StoreFull, StoreLocked, StoreUnsure
from vngkit.storage import Append, StoredEvent, open_database, verify
from vngkit.storage._failures import postgres_failure, sqlite_failure
from vngkit.storage._sql import SqlDatabase


def one(number: int, content: str = "x") -> Append:
    row = StoredEvent(id=f"{number}", name="x", recorded_on=date(2026, 11, 25), payload=content)
    return Append(space="cases", stream="a", events=(row,), expected=number - 1, document=content[:9])


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """The system refuses each write beyond a size: an error of the disk as good as any."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("journal", ["rollback", "wal"])
def test_after_an_error_of_the_disk_the_file_is_read_anew_and_work_goes_on(tmp_path: Path, journal: str) -> None:
    file = tmp_path / "kept.db"
    with open_database(f"sqlite:///{file}?journal={journal}") as database:
        database.append_many([one(1)])
        longest = max(path.stat().st_size for path in tmp_path.iterdir())
        with no_file_longer_than(longest + 5000), pytest.raises((StoreBroken, StoreUnsure)) as told:
            database.append_many([one(2, "secret" * 50_000)])
        assert "secret" not in str(told.value)
        assert database.version("cases", "a") == 1
        assert database.append_many([one(2, "y")]) == (2,)
        assert not verify(database).problems


def test_a_document_that_was_damaged_is_not_believed(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        assert isinstance(database, SqlDatabase)
        database.append_many([one(1, "whole")])
        database.write(lambda cursor: cursor.execute("UPDATE documents SET text = x'2121'"))
        document = database.document("cases", "a")
        assert (document.version, document.held, document.fits, document.text) == (-1, 1, False, "")


def test_a_connection_that_was_cut_meanwhile_is_made_anew_and_nobody_notices(postgres_url: str) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'vngkit' AND pid <> %s"
    with open_database(f"{postgres_url}&schema=cut") as database:
        assert isinstance(database, SqlDatabase)
        database.append_many([one(1)])
        for number in (2, 3):
            with open_database(f"{postgres_url}&schema=cutter") as other:
                assert isinstance(other, SqlDatabase)
                mine = other.query(lambda cursor: cursor.execute("SELECT pg_backend_pid()").fetchone()[0])
                other.query(lambda cursor: cursor.execute(cut, (mine,)).fetchall())  # noqa: B023  # done at once
            if number == 2:
                assert database.version("cases", "a") == 1
            assert database.append_many([one(number)]) == (number,)
        assert not verify(database).problems


def test_what_fails_in_the_middle_on_a_server_leaves_the_connection_fit_for_use(postgres_url: str) -> None:
    with open_database(f"{postgres_url}&schema=middle") as database:
        assert isinstance(database, SqlDatabase)
        with pytest.raises(StoreError, match="42P01"):
            database.write(lambda cursor: cursor.execute("SELECT * FROM nowhere"))
        with pytest.raises(ZeroDivisionError):
            database.write(lambda _: 1 / 0)
        with pytest.raises(DataError):
            database.write(lambda cursor: cursor.execute("SELECT 'x'::text::integer"))
        assert database.append_many([one(1)]) == (1,)


@pytest.mark.parametrize(
    ("code", "committing", "kind"),
    [
        ("08006", True, StoreUnsure),
        ("57P01", True, StoreUnsure),
        (None, True, StoreUnsure),
        (None, False, StoreAway),
        ("53100", True, StoreFull),
        ("53300", False, StoreAway),
        ("55P03", False, StoreLocked),
        ("XX001", False, StoreBroken),
        ("28P01", False, StoreAway),
        ("0A000", False, StoreError),
    ],
)
def test_a_server_says_by_a_code_what_is_wrong(code: str | None, committing: bool, kind: type[StoreError]) -> None:  # noqa: FBT001
    assert type(postgres_failure(code, committing=committing)) is kind


@pytest.mark.parametrize(
    ("code", "committing", "kind"),
    [
        (10, True, StoreUnsure),
        (11, True, StoreUnsure),
        (13, True, StoreFull),
        (5, True, StoreLocked),
        (10, False, StoreBroken),
    ],
)
def test_sqlite_says_by_a_code_what_is_wrong(code: int, committing: bool, kind: type[StoreError]) -> None:  # noqa: FBT001
    assert type(sqlite_failure(code | 0x300, "SQLITE_X", committing=committing)) is kind
