"""Opening a database by its url."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from vngkit.storage._memory import MemoryDatabase

if TYPE_CHECKING:
    from vngkit.storage._ports import Database

__all__ = ["open_database"]


def open_database(
    url: str | None = None,
    *,
    entropy: Callable[[int], bytes] = secrets.token_bytes,
    today: Callable[[], date] | None = None,
) -> Database:
    """Open a database (*databank*): in memory, a file of SQLite, or PostgreSQL; its tables are made or brought forward.

    Args:
        url: ``None`` or ``memory://``; ``sqlite:///file.db`` (three strokes and a path, four for one from the root),
            with ``?journal=wal`` or ``rollback`` and ``?timeout=30`` (seconds to wait for another program);
            ``postgresql://user:password@host/database``, with ``?schema=vngkit`` for where the tables are.
        entropy: gives so many random bytes, for salts and the id of the audit chain.
        today: gives the legal day, for the line that says what was destroyed; left out, the day of the last event.

    Raises:
        DataError: the url is not of its form, or needs an extra that is not installed.
        StoreAway: the directory is not there, the server can not be reached or does not let this user in.
        StoreBroken: what is there is damaged, or is not a database of vngkit.
        StoreLocked: another program has the file for itself.
        StoreNewer: a newer version of vngkit wrote there.

    >>> with open_database() as database:
    ...     database.head().seq
    0
    """
    if url is None or url == "memory://":
        return MemoryDatabase(entropy=entropy, today=today)
    from vngkit.storage._place import open_place

    return open_place(url, entropy, today)
