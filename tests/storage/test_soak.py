"""A writer and readers at once, for some seconds: nothing stays open, nothing is lost, every answer is right."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bench.storage_soak import soak

from vngkit.storage import Database


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are counted by /proc, which Linux has")
def test_readers_beside_a_writer_leave_nothing_open_and_read_what_was_written(database: Database) -> None:
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208  # see bench.storage_soak
    found = soak(database, amount=1500, readers=8, seconds=1.5, every=0.1)
    assert found.wrong == []
    assert found.events == 1500
    assert found.loads > 8
    fewest, most = found.files
    assert most - fewest <= 8  # a reader may open its connection late, and keeps it for the next
    assert most <= before + 20
    held = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for number in range(200):
        database.read("reentry", f"case-{number % 50:027d}")
    assert len(os.listdir("/proc/self/fd")) == held  # noqa: PTH208
