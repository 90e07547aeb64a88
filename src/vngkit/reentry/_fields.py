"""Checks of the fields of events: a day is a day, a code is a code; a message never shows what was given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

from attrs import Attribute

from vngkit.errors import DataError
from vngkit.reentry._words import BasicCondition, CrossTheme, LifeArea

__all__ = [
    "asked_day",
    "basic_conditions",
    "is_day",
    "is_instant",
    "is_member",
    "is_rank",
    "is_text",
    "life_area",
    "many_texts",
    "maybe_day",
    "maybe_instant",
    "maybe_member",
    "not_before_start",
    "on_scale",
    "typed",
]

_MEMBER = re.compile(r"GM\d{4}")
_NEED = range(5)


def asked_day(value: object, name: str = "on") -> None:
    """A day that was asked for, without an hour; a wrong one would make every rule fail by itself."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise DataError(
            f"{name} is a {type(value).__name__}, not a day.",
            fix="give a datetime.date, for example date(2026, 11, 24)",
        )


def is_day(_: Any, attribute: Any, value: Any) -> None:
    """A day, without an hour."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise DataError(
            f"{attribute.name} of an event is a {type(value).__name__}, not a day.",
            fix="give a datetime.date without an hour",
        )


def maybe_day(event: Any, attribute: Any, value: Any) -> None:
    """A day, or None when it is not known."""
    if value is not None:
        is_day(event, attribute, value)


def is_instant(_: Any, attribute: Any, value: Any) -> None:
    """A moment with a time zone."""
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise DataError(
            f"{attribute.name} of an event is not an instant with a time zone.",
            fix='give an aware datetime, for example with ZoneInfo("Europe/Amsterdam")',
        )


def maybe_instant(event: Any, attribute: Any, value: Any) -> None:
    """A moment with a time zone, or None when it is not known."""
    if value is not None:
        is_instant(event, attribute, value)


def is_member(_: Any, attribute: Any, value: Any) -> None:
    """The code of a gemeente."""
    if not isinstance(value, str) or not _MEMBER.fullmatch(value):
        raise DataError(f"{attribute.name} of an event is not a code of a gemeente.", fix="give a code such as GM9999")


def maybe_member(event: Any, attribute: Any, value: Any) -> None:
    """The code of a gemeente, or None when it is not known."""
    if value is not None:
        is_member(event, attribute, value)


def on_scale(_: Any, attribute: Any, value: Any) -> None:
    """A need from 0 (none) to 4 (very large), or None when it was not told."""
    if value is not None and (type(value) is not int or value not in _NEED):
        raise DataError(
            f"{attribute.name} of an event is not on the scale.", fix="give a whole number from 0 to 4, or None"
        )


def is_rank(_: Any, attribute: Any, value: Any) -> None:
    """A place in an order, 1 the first, or None when it was not told."""
    if value is not None and (type(value) is not int or value < 1):
        raise DataError(f"{attribute.name} of an event is no place in an order.", fix="give 1, 2, 3 …, or None")


def is_text(_: Any, attribute: Any, value: Any) -> None:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise DataError(f"{attribute.name} of an event is empty or no text.", fix="give a text")


def not_before_start(event: Any, attribute: Any, value: Any) -> None:
    """A day that is not before the detention began, or None when it is not known."""
    maybe_day(event, attribute, value)
    if value is not None and value < event.detention_start:
        raise DataError(
            f"{attribute.name} of an event lies before detention_start.",
            fix="look at the notice again; when both days are right, the end of that stay is an EndNotice",
        )


def many_texts(values: Iterable[str]) -> frozenset[str]:
    """Several texts; one text alone would fall apart into its letters."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise DataError("what was given is not several texts.", fix='give a set, for example {"debt_help"}')
    given = frozenset(values)
    if not all(isinstance(value, str) for value in given):
        raise DataError("what was given holds something else than texts.", fix='give a set, for example {"debt_help"}')
    return given


def life_area(value: LifeArea | str) -> LifeArea:
    """A basic condition or a theme that runs through all."""
    for kind in (BasicCondition, CrossTheme):
        for word in kind:
            if word == value:
                return word
    words = ", ".join((*BasicCondition, *CrossTheme))
    raise DataError("what was given is not a basic condition or a theme.", fix=f"write one of {words}")


def basic_conditions(values: Iterable[BasicCondition | str]) -> tuple[BasicCondition, ...]:
    """Basic conditions, each once, in their order."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise DataError("what was given is not several basic conditions.", fix='give a list, for example ["housing"]')
    given = {BasicCondition(value) for value in values}
    return tuple(condition for condition in BasicCondition if condition in given)


def _of_kind(fix: str, *kinds: type) -> Callable[[Any, Any, Any], None]:
    def check(_: Any, attribute: Any, value: Any) -> None:
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise DataError(f"{attribute.name} of an event is a {type(value).__name__}.", fix=fix)

    return check


_NOTHING: Final = type(None)
_CHECKS: Final[Mapping[str, Callable[[Any, Any, Any], None]]] = MappingProxyType(
    {
        "date": is_day,
        "date | None": maybe_day,
        "datetime | None": maybe_instant,
        "str": _of_kind("give a text", str),
        "str | None": _of_kind("give a text, or None", str, _NOTHING),
        "bool": _of_kind("write True or False", bool),
    }
)


def typed(_: type, fields: list[Attribute[Any]]) -> list[Attribute[Any]]:
    """Give every field without a check of its own the check of its kind: an event itself tells a wrong value."""
    return [
        one.evolve(validator=_CHECKS.get(str(one.type))) if one.validator is None and one.converter is None else one
        for one in fields
    ]
