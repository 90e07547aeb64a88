"""The day of a question: a day without an hour, or a clear refusal."""

from __future__ import annotations

from datetime import date, datetime

from vngkit.errors import DataError

__all__ = ["asked_day"]


def asked_day(on: object) -> None:
    """Raise ``DataError`` for what is no day: a text, nothing, or a moment."""
    if not isinstance(on, date) or isinstance(on, datetime):
        raise DataError(
            f"on is a {type(on).__name__}, not a day.", fix="give a datetime.date, for example date(2026, 11, 24)"
        )
