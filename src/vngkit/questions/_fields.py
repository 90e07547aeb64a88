"""Checks of the fields of this room: a day is a day, a code is a code; a message never shows what was given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from vngkit.errors import DataError

__all__ = ["asked_day", "is_day", "is_member", "is_short", "is_text", "maybe_day", "several"]

_MEMBER = re.compile(r"GM\d{4}")
_LONGEST_SHORT = 200


def asked_day(value: object, name: str = "on") -> date:
    """A day that was asked for, without an hour."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise DataError(
            f"{name} is a {type(value).__name__}, not a day.",
            fix="give a datetime.date, for example date(2026, 11, 25)",
        )
    return value


def is_day(_: Any, attribute: Any, value: Any) -> None:
    """A day, without an hour."""
    asked_day(value, attribute.name)


def maybe_day(_: Any, attribute: Any, value: Any) -> None:
    """A day, or None when it is not known."""
    if value is not None:
        asked_day(value, attribute.name)


def is_member(_: Any, attribute: Any, value: Any) -> None:
    """The code of a gemeente, or None when it is not known."""
    if value is not None and (not isinstance(value, str) or not _MEMBER.fullmatch(value)):
        raise DataError(f"{attribute.name} is not a code of a gemeente.", fix="give a code such as GM9999, or None")


def is_text(_: Any, attribute: Any, value: Any) -> None:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise DataError(f"{attribute.name} is empty or no text.", fix="give a text")


def is_short(owner: Any, attribute: Any, value: Any) -> None:
    """A text of one line that is not empty: a name of a desk, a function, an id."""
    is_text(owner, attribute, value)
    if len(value) > _LONGEST_SHORT or not value.isprintable():
        raise DataError(f"{attribute.name} is no short text of one line.", fix="give a short name")


def several(values: Iterable[str]) -> tuple[str, ...]:
    """Several texts, each once, in their order; one text alone would fall apart into its letters."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise DataError("what was given is not several texts.", fix='give a list, for example ["BWBR0005416"]')
    given = tuple(dict.fromkeys(values))
    if not all(isinstance(value, str) for value in given):
        raise DataError("what was given holds something else than texts.", fix="give texts only")
    return given
