"""The databases that the contract is held to: in memory, SQLite with either journal, and a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from hashlib import shake_256
from itertools import count
from pathlib import Path

import pytest

from vngkit.storage import Database, open_database

KINDS = ("memory", "sqlite-rollback", "sqlite-wal", "postgresql")
_SCHEMAS = count(1)


def counted() -> Callable[[int], bytes]:
    """Bytes that look random and are the same each time, so that chains of two databases can be equal."""
    asked = iter(range(10**9))
    return lambda size: shake_256(str(next(asked)).encode()).digest(size)


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    match request.param:
        case "memory":
            return None
        case "sqlite-rollback":
            return f"sqlite:///{tmp_path}/kept.db?journal=rollback"
        case "sqlite-wal":
            return f"sqlite:///{tmp_path}/kept.db?journal=wal"
        case _:
            server = request.getfixturevalue("postgres_url")
            return f"{server}&schema=contract_{next(_SCHEMAS)}"


@pytest.fixture
def database(url: str | None) -> Iterator[Database]:
    with open_database(url, entropy=counted()) as opened:
        yield opened


@pytest.fixture
def opened() -> Iterator[Callable[[str | None], Database]]:
    """Opens databases that are closed at the end of the test."""
    with ExitStack() as stack:
        yield lambda url: stack.enter_context(open_database(url, entropy=counted()))
