"""Stored and sent form of events and cases: strict JSON in an envelope, with a name and a version of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final, get_args

from cattrs import Converter

from vngkit.errors import PurposeRequired
from vngkit.reentry._case import Case
from vngkit.reentry._events import Event
from vngkit.reentry._fields import life_area
from vngkit.reentry._recorded import Recorded
from vngkit.reentry._veil import whole
from vngkit.reentry._words import BasicCondition, CrossTheme
from vngkit.serial import ByHand, Reader, Refused, dump, make_converter

__all__ = [
    "EVENTS",
    "dump_case",
    "dump_recorded",
    "load_case",
    "load_recorded",
    "reentry_converter",
    "teach_life_areas",
]

EVENTS: Final[dict[str, type]] = {kind.event: kind for kind in get_args(Event)}
_RECORDED: Final = "reentry.recorded"
_CASE: Final = "reentry.case"


def teach_life_areas(converter: Converter) -> None:
    """Teach a strict converter to read a life area (*levensgebied*): a basic condition or a theme."""

    def read_area(value: object, _: object) -> BasicCondition | CrossTheme:
        if not isinstance(value, str):
            raise Refused("a basic condition or a theme")
        return life_area(value)

    converter.register_structure_hook_func(lambda kind: kind == BasicCondition | CrossTheme, read_area)


@cache
def reentry_converter() -> Converter:
    """The strict converter of this room: a tag names the event, a word its list."""
    converter = make_converter()
    teach_life_areas(converter)

    def read_event(value: object, _: object) -> Any:
        if type(value) is not dict:
            raise Refused("an object with keys")
        kind = EVENTS.get(value.get("event", ""))
        if kind is None:
            raise Refused(f"an event: one of {', '.join(EVENTS)}")
        return converter.structure({key: item for key, item in value.items() if key != "event"}, kind)

    plain: dict[type, Callable[[Any], dict[str, Any]]] = {}

    def write_event(event: Any) -> dict[str, Any]:
        kind = type(event)
        if kind not in plain:
            plain[kind] = converter.get_unstructure_hook(kind)
        return {"event": kind.event, **plain[kind](event)}

    converter.register_structure_hook_func(lambda kind: kind == Event, read_event)
    converter.register_unstructure_hook_func(lambda kind: kind == Event, write_event)
    return converter


_AREAS: Final = {word.value: word for kind in (BasicCondition, CrossTheme) for word in kind}
_BY_HAND: Final = ByHand(words={BasicCondition | CrossTheme: _AREAS}, tagged={Event: ("event", EVENTS)})


@cache
def _recorded_reader() -> Reader[Recorded]:
    return Reader(kind=Recorded, schema=_RECORDED, version=1, converter=reentry_converter(), by_hand=_BY_HAND)


@cache
def _case_reader() -> Reader[Case]:
    return Reader(kind=Case, schema=_CASE, version=1, converter=reentry_converter(), by_hand=_BY_HAND)


def dump_recorded(record: Recorded) -> str:
    """A record as one line of JSON."""
    return dump(record, schema=_RECORDED, version=1, converter=reentry_converter())


def load_recorded(text: str | bytes) -> Recorded:
    """A record from JSON; raises ``DataError`` that tells every place that is not right, and no value."""
    return _recorded_reader().read(text)


def dump_case(case: Case) -> str:
    """A case as one line of JSON; raises ``PurposeRequired`` for one that is behind a veil."""
    if whole(case) is not case:
        raise PurposeRequired(
            "this case is behind a veil, so it can not be written out.",
            why="What was masked for showing is not the case.",
            fix="get it with a purpose: kit.reentry.get(case_id, purpose=...)",
        )
    return dump(case, schema=_CASE, version=1, converter=reentry_converter())


def load_case(text: str | bytes) -> Case:
    """A case from JSON; raises ``DataError`` that tells every place that is not right, and no value."""
    return _case_reader().read(text)
