"""A moment as the store takes it: one that is the same everywhere."""

from __future__ import annotations

from datetime import datetime

from vngkit.errors import DataError

__all__ = ["aware"]


def aware(moment: datetime, whose: str) -> datetime:
    """The moment itself, when its time zone is known; raises ``DataError``.

    >>> from datetime import UTC
    >>> aware(datetime(2026, 11, 25, tzinfo=UTC), "the clock").isoformat()
    '2026-11-25T00:00:00+00:00'
    """
    if not isinstance(moment, datetime) or moment.utcoffset() is None:
        raise DataError(
            f"{whose} is not a moment with a time zone.",
            why="Without one it is not known which moment it is, and moments can not be held against each other.",
            fix="give an aware datetime: datetime.now(UTC)",
        )
    return moment
