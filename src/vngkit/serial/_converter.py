"""A strict converter between plain JSON values and attrs classes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from math import isfinite
from typing import Any, Final, TypeVar, get_args, get_origin

from attrs import has
from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError, IterableValidationError, transform_error
from cattrs.cols import (
    homogenous_tuple_structure_factory,
    is_mapping,
    list_structure_factory,
    mapping_structure_factory,
)
from cattrs.gen import make_dict_structure_fn

from vngkit.errors import DataError, VngkitError

__all__ = ["Refused", "make_converter", "structure"]

T = TypeVar("T")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})")
_NUMBER = re.compile(r"-?\d{1,40}(?:\.\d{1,40})?")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,40}")
_KEY = re.compile(r"\['.*?'\]|\[\".*?\"\]")
_TOLD: Final = 20


class Refused(ValueError):  # it never leaves this room: structure() tells it as a DataError
    """A value that is not what its place asks: says what was expected, never what it was."""


def _exactly(kind: type[T], words: str) -> Callable[[object, object], T]:
    def check(value: object, _: object) -> T:
        if type(value) is not kind:
            raise Refused(words)
        return value

    return check


def _real(value: object, _: object) -> float:
    """JSON writes 1.0 as 1 in some languages, so a whole number is a real one; a text, yes or no, NaN is not."""
    if type(value) not in (int, float) or not isfinite(value):  # type: ignore[arg-type]  # the type was looked at
        raise Refused("a number")
    return float(value)  # type: ignore[arg-type]  # the same


def _day(value: object, _: object) -> date:
    words = "a day, as year-month-day"
    if type(value) is not str or not _DAY.fullmatch(value):
        raise Refused(words)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Refused(words) from None


def _instant(value: object, _: object) -> datetime:
    words = "an instant with a time zone, as 2026-11-24T09:30:00+01:00"
    if type(value) is not str or not INSTANT.fullmatch(value):
        raise Refused(words)
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise Refused(words) from None


def _decimal(value: object, _: object) -> Decimal:
    words = 'a number in quotes, as "350.00"'
    if type(value) is not str or not _NUMBER.fullmatch(value):
        raise Refused(words)
    try:
        return Decimal(value)
    except InvalidOperation:
        raise Refused(words) from None


def _choice(value: object, kind: type[Enum]) -> Enum:
    for member in kind:
        if type(member.value) is type(value) and member.value == value:
            return member
    raise Refused("one of " + ", ".join(str(member.value) for member in kind))


def _out(value: object) -> str:
    """A day or an instant as text; an instant without a time zone is refused on the way out too."""
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise DataError("an instant has no time zone.", fix="make it aware, for example with UTC")
        return value.isoformat()
    assert isinstance(value, date)  # noqa: S101  # the two kinds that this hook is for
    return value.isoformat()


def _is(*origins: object) -> Callable[[Any], bool]:
    return lambda kind: kind in origins or get_origin(kind) in origins


def _from_list(factory: Callable[[Any, Converter], Any]) -> Callable[[Any, Converter], Any]:
    """Only a list is a list: a text would give its letters, an object its keys."""

    def make(kind: Any, converter: Converter) -> Any:
        inner = factory(kind, converter)

        def check(value: object, wanted: Any) -> Any:
            if type(value) is not list:
                raise Refused("a list")
            return inner(value, wanted)

        return check

    return make


def _set_factory(kind: Any, converter: Converter) -> Any:
    many: Any = list.__class_getitem__(get_args(kind)[0])
    inner = list_structure_factory(many, converter)

    def check(value: object, _: Any) -> frozenset[Any]:
        members = inner(value, kind)
        unique = frozenset(members)
        if len(unique) != len(members):
            raise Refused("a list in which nothing stands twice")
        return unique

    return check


def _mapping(kind: Any, converter: Converter) -> Any:
    inner = mapping_structure_factory(kind, converter, structure_to=dict)

    def check(value: object, wanted: Any) -> Any:
        if type(value) is not dict:
            raise Refused("an object with keys")
        return inner(value, wanted)

    return check


def _is_open_tuple(kind: Any) -> bool:
    origin: object = get_origin(kind)
    return origin is tuple and Ellipsis in get_args(kind)


def _is_fixed_tuple(kind: Any) -> bool:
    origin: object = get_origin(kind)
    return origin is tuple and Ellipsis not in get_args(kind)


def _fixed_tuple(kind: Any, converter: Converter) -> Any:
    kinds = get_args(kind)

    def check(value: object, _: Any) -> tuple[Any, ...]:
        if type(value) is not list or len(value) != len(kinds):
            raise Refused(f"a list of {len(kinds)}")
        return tuple(converter.structure(item, wanted) for item, wanted in zip(value, kinds, strict=True))

    return check


def _record(kind: Any, converter: Converter) -> Any:
    inner = make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True)

    def check(value: object, wanted: Any) -> Any:
        if type(value) is not dict:
            raise Refused("an object with keys")
        return inner(value, wanted)

    return check


def make_converter() -> Converter:
    """A new strict converter (*strikte omzetter*) between attrs classes and plain JSON values.

    Returns:
        A ``cattrs.Converter`` of one's own. On the way in it takes each type as it is and converts nothing: no text for
        a number, no 1 for yes, no time for a day, no text for a list, no key that the class does not know.

    >>> structure([8, "8"], list[int], make_converter())
    Traceback (most recent call last):
    ...
    vngkit.errors.DataError: 1 place is not right: $[1] expects a whole number. Fix: correct these places; ...
    """
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind, hook in (
        (str, _exactly(str, "a text")),
        (int, _exactly(int, "a whole number")),
        (bool, _exactly(bool, "true or false")),
        (float, _real),
        (date, _day),
        (datetime, _instant),
        (Decimal, _decimal),
    ):
        converter.register_structure_hook(kind, hook)
    converter.register_structure_hook_func(lambda kind: isinstance(kind, type) and issubclass(kind, Enum), _choice)
    converter.register_structure_hook_factory(lambda kind: has(kind), _record)  # noqa: PLW0108  # typed for any class
    converter.register_structure_hook_factory(_is(list), _from_list(list_structure_factory))
    converter.register_structure_hook_factory(
        _is_open_tuple,
        _from_list(homogenous_tuple_structure_factory),
    )
    converter.register_structure_hook_factory(_is_fixed_tuple, _from_list(_fixed_tuple))
    converter.register_structure_hook_factory(_is(set, frozenset), _from_list(_set_factory))
    converter.register_structure_hook_factory(is_mapping, _mapping)
    converter.register_unstructure_hook(date, _out)
    converter.register_unstructure_hook(datetime, _out)
    converter.register_unstructure_hook(Decimal, str)
    converter.register_unstructure_hook_func(
        _is(set, frozenset), lambda value: sorted(map(converter.unstructure, value))
    )
    return converter


def structure(value: object, kind: type[T], converter: Converter) -> T:
    """Make an object of ``kind`` from plain JSON values, strictly.

    Args:
        value: what ``json.loads`` gave.
        kind: an attrs class, or a type of such.
        converter: of ``make_converter()``, perhaps with hooks added.

    Returns:
        The object.

    Raises:
        DataError: tells every place that is not right and what it expects; never a value.
    """
    try:
        return converter.structure(value, kind)
    except RecursionError:
        raise DataError("the data is nested too deep.", fix="look for an object that holds itself") from None
    except Exception as error:  # noqa: BLE001  # whatever a hook raises for a wrong value is told, without the value
        places = _places(error)
        count = f"{len(places)} place{'s are' if len(places) != 1 else ' is'} not right"
        told = "; ".join(places[:_TOLD]) + (f"; and {len(places) - _TOLD} more" if len(places) > _TOLD else "")
        fix = "correct these places; values are not shown, for they may be personal"
        raise DataError(f"{count}: {told}.", fix=fix) from None


def _places(error: Exception) -> list[str]:
    """Where and what, one line each. A key of a mapping is data and is not shown."""
    if not isinstance(error, ClassValidationError | IterableValidationError):
        return [f"$ {_words(error, None)}"]
    found = []
    for line in transform_error(error, format_exception=_words):
        words, _, path = line.rpartition(" @ ")
        found.append(f"{_KEY.sub('[a key]', path)} {words}")
    return found


def _words(error: BaseException, _: type | None) -> str:
    if isinstance(error, Refused):
        return f"expects {error}"
    if isinstance(error, ForbiddenExtraKeysError):
        extra: set[object] = set(error.extra_fields)
        names = {key if isinstance(key, str) and _NAME.fullmatch(key) else "(not a name)" for key in extra}
        return f"has keys that are not known: {', '.join(sorted(names))}"
    if isinstance(error, KeyError):
        return "is missing"
    if isinstance(error, VngkitError):
        return f"is refused: {error}".rstrip(".")
    return "is of another form"
