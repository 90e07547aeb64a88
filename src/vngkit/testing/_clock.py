"""A clock that stands still until it is moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from vngkit.errors import DataError

__all__ = ["FixedClock"]


class FixedClock:
    """A clock for tests: ``Kit.open(clock=FixedClock(...))`` has the same day in every run.

    Args:
        now: an instant with a time zone.

    Raises:
        DataError: the instant has no time zone.

    >>> from datetime import UTC, datetime
    >>> clock = FixedClock(datetime(2026, 11, 24, 23, 30, tzinfo=UTC))
    >>> clock.forward(hours=1)
    >>> clock()
    datetime.datetime(2026, 11, 25, 0, 30, tzinfo=datetime.timezone.utc)
    """

    def __init__(self, now: datetime) -> None:
        if not isinstance(now, datetime) or now.utcoffset() is None:
            raise DataError("a clock needs an instant with a time zone.", fix="give datetime(…, tzinfo=UTC)")
        self._now = now.astimezone(UTC)

    def __call__(self) -> datetime:
        return self._now

    def __repr__(self) -> str:
        return f"FixedClock({self._now.isoformat()})"

    def forward(self, **by: float) -> None:
        """Move the clock, by what ``timedelta`` takes: ``days=1``, ``hours=2``; a negative number moves it back."""
        self._now += timedelta(**by)
