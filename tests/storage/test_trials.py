"""Nothing that was acknowledged is lost: killed, cut, on a disk that fails or is full, and with many who write.

The trials are those of ``trials.py``, small; ``python -m bench.storage_crash`` and ``storage_faults`` run them whole.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from tests.storage.trials import (
    HERE,
    as_child,
    batch,
    built,
    counts,
    crash_postgres,
    crash_sqlite,
    race,
    unknown_outcome,
)

from vngkit.errors import StoreFull, StoreReadOnly
from vngkit.storage import open_database, verify

JOURNALS = ("rollback", "wal")
_SCHEMAS = count(1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = built(tmp_path_factory.mktemp("faults"))
    if found is None:
        pytest.skip("no C compiler on Linux: writes can not be made to fail here, so this is not tested")
    return found


@pytest.mark.parametrize("journal", JOURNALS)
def test_killed_while_it_writes_it_has_lost_nothing_and_half_kept_nothing(tmp_path: Path, journal: str) -> None:
    tally = crash_sqlite(tmp_path, journal, 12)
    assert tally.good, tally
    assert tally.acknowledged > tally.runs == 12
    assert tally.slowest_recovery < 1


def test_a_server_that_is_stopped_at_once_has_lost_nothing_and_retries_double_nothing() -> None:
    tally = crash_postgres(1)
    assert tally.good, tally
    assert tally.acknowledged
    assert set(tally.errors) <= {"StoreAway", "StoreUnsure"}
    assert tally.errors


def test_an_answer_that_never_came_and_a_retry_make_one_event(postgres_url: str, tmp_path: Path) -> None:
    folder = Path(f"/tmp/vngkit-{os.getpid()}-{next(_SCHEMAS)}")  # noqa: S108  # the name of a socket is short
    folder.mkdir()
    try:
        tally, cuts = unknown_outcome(f"{postgres_url}&schema=unknown", folder, 25)
    finally:
        shutil.rmtree(folder)
    assert tally.good, tally
    assert tally.errors == {"StoreUnsure": cuts}
    assert cuts > 5
    assert tally.acknowledged == 25


def test_many_processes_that_want_the_same_place_get_each_one_of_their_own(tmp_path: Path, postgres_url: str) -> None:
    for url in (f"sqlite:///{tmp_path}/kept.db?journal=rollback", f"{postgres_url}&schema=race"):
        open_database(url).close()
        tally = race(url, processes=8, each=6)
        assert tally.good, tally
        assert tally.acknowledged == 8 * 6


@pytest.mark.parametrize("journal", JOURNALS)
def test_each_acknowledgement_was_preceded_by_a_sync_of_the_disk(tmp_path: Path, journal: str) -> None:
    tracer = shutil.which("strace")
    if tracer is None:
        pytest.skip("strace is not here: that each acknowledgement was synced is asked for, and not proved")
    log, url = tmp_path / "syncs", f"sqlite:///{tmp_path}/kept.db?journal={journal}"
    open_database(url).close()
    command = [sys.executable, "-m", "tests.storage.trials", "acknowledge", url, "40"]
    traced = [tracer, "-f", "-y", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(log), *command]
    subprocess.run(traced, cwd=HERE.parent.parent, check=True)
    syncs = [line for line in log.read_text().splitlines() if "kept.db" in line and line.rstrip().endswith("= 0")]
    assert len(syncs) >= 40


@pytest.mark.parametrize("journal", JOURNALS)
def test_after_a_write_that_failed_nothing_is_acknowledged_that_is_not_there(
    library: Path, tmp_path: Path, journal: str
) -> None:
    tally = as_child(library, "faults", str(tmp_path), journal, "1", "40", "5")
    assert tally.good, tally
    assert tally.runs == 8 * 3
    assert tally.errors["StoreFull"]
    assert set(tally.errors) <= {"StoreBroken", "StoreUnsure", "StoreAway", "StoreFull"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte; the test says so when none can be had."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "vngkit", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted by this user: a full and a read-only disk are not tested here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("journal", JOURNALS)
def test_on_a_full_disk_all_that_was_acknowledged_is_read_and_writing_goes_on_when_there_is_room(
    small_disk: Path, journal: str
) -> None:
    acknowledged = set()
    with open_database(f"sqlite:///{small_disk}/kept.db?journal={journal}") as database:
        number = 0
        with suppress(StoreFull):
            for number in range(100_000):
                database.append_many(batch(number))
                acknowledged.add(number)
        assert acknowledged == set(range(number))
        assert acknowledged <= counts(database).keys()
        with pytest.raises(StoreFull, match="no room"):
            database.append_many(batch(number))
        subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
        database.append_many(batch(number))
        assert set(counts(database).values()) == {3}
        assert not verify(database).problems
    with open_database(f"sqlite:///{small_disk}/kept.db?journal={journal}") as database:
        assert counts(database).keys() == {*acknowledged, number}


def test_on_a_disk_that_can_only_be_read_reading_goes_on(small_disk: Path) -> None:
    url = f"sqlite:///{small_disk}/kept.db?journal=rollback"
    with open_database(url) as database:
        database.append_many(batch(1))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with open_database(url) as database:
        assert counts(database) == {1: 3}
        with pytest.raises(StoreReadOnly):
            database.append_many(batch(2))
        assert counts(database) == {1: 3}
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    with open_database(url) as database:
        database.append_many(batch(2))
