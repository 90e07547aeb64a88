"""The fast reader: msgspec reads what stands exactly as it is written; all else goes to the strict reader.

For each attrs class a ``msgspec.Struct`` is made with the same fields, none of them optional and no other allowed. Text
that does not fit is not refused here: the strict reader reads it again, and its verdict and its message hold. So the
fast way may only ever say yes where the strict one does, with the same object, and tests hold that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import reduce
from operator import or_
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Optional, Union, get_args, get_origin, get_type_hints

import msgspec
from attrs import field, fields, frozen, has
from cattrs import Converter

from vngkit.serial._converter import INSTANT

if TYPE_CHECKING:
    from vngkit.serial._reader import ByHand

__all__ = ["FastReader", "Unfit"]

_AS_IT_IS: Final = (str, int, bool, float, date, NoneType)
_QUOTE: Final = b'"'
_BACKSLASH: Final = b"\\"
_HIDDEN_QUOTE: Final = b"\\u0022"
_INSTANT_TEXT: Final = Annotated[str, msgspec.Meta(pattern=f"^(?:{INSTANT.pattern})\\Z")]
_Build = Callable[[Any], Any]


class Unfit(Exception):  # it says that the strict reader must look, not that something is wrong
    """The text, or the class, is not for the fast way."""


@frozen
class _Wire:
    """A type on its way: how it stands in JSON, what msgspec makes of that, and what is left to do by hand."""

    kind: Any
    target: Any
    after: _Build | None = None


@frozen
class FastReader:
    """Snelle lezer: reads one class in its envelope; raises ``Unfit`` for whatever the strict reader must look at."""

    _decoder: msgspec.json.Decoder[Any]
    _build: _Build
    _encoder: msgspec.json.Encoder = field(factory=msgspec.json.Encoder)

    @classmethod
    def of(cls, kind: type, *, schema: str, version: int, converter: Converter, hand: ByHand) -> FastReader:
        """A reader of a class; raises ``Unfit`` when the class holds a type that the fast way does not know."""
        wire = _Wires(converter, hand).of(kind)
        parts = [("schema", Literal[schema]), ("v", Literal[version]), ("data", wire.kind)]
        envelope = msgspec.defstruct("Envelope", parts, forbid_unknown_fields=True)
        return cls(msgspec.json.Decoder(envelope), wire.after or _converted(wire.target))

    def read(self, text: str | bytes) -> Any:
        """The object; raises ``Unfit``."""
        try:
            raw = text.encode() if isinstance(text, str) else text
            found = self._decoder.decode(raw)
            if (_BACKSLASH in raw and _HIDDEN_QUOTE in raw) or _quotes(raw) != _quotes(self._encoder.encode(found)):
                raise Unfit  # a key stands twice: msgspec keeps the last of them and says nothing
            return self._build(found.data)
        except (ValueError, LookupError, TypeError, RecursionError):
            raise Unfit from None


class _Wires:
    """Finds the wire of every type in a class; raises ``Unfit`` for a type that is not known."""

    def __init__(self, converter: Converter, hand: ByHand) -> None:
        self._hand = hand
        self._simple = {
            **{kind: _Wire(kind, kind) for kind in _AS_IT_IS},
            datetime: _Wire(_INSTANT_TEXT, datetime),
            Decimal: _Wire(str, str, lambda value: converter.structure(value, Decimal)),
            **{kind: _Wire(str, str, dict(words).__getitem__) for kind, words in hand.words.items()},
        }
        self._records: dict[type, _Wire] = {}

    def of(self, kind: Any) -> _Wire:
        if kind in self._simple:
            return self._simple[kind]
        if kind in self._hand.tagged:
            return self._union(*self._hand.tagged[kind])
        if isinstance(kind, type) and issubclass(kind, Enum):
            return _word(kind)
        if isinstance(kind, type) and has(kind):
            return self._record(kind)
        return self._container(kind, get_origin(kind), get_args(kind))

    def _container(self, kind: Any, origin: Any, inside: tuple[Any, ...]) -> _Wire:
        if origin in (Union, UnionType):
            return self._maybe(inside)
        if origin is Literal and all(type(word) is str for word in inside):
            return _Wire(kind, kind)
        if origin is tuple and len(inside) == 2 and inside[1] is Ellipsis:
            return self._many(inside[0])
        if origin is tuple:
            return self._row(inside)
        if origin is frozenset and inside == (str,):  # what stands twice shows in the number of quotes
            return _Wire(kind, kind)
        if isinstance(origin, type) and issubclass(origin, Mapping):  # pyright: ignore[reportArgumentType]
            return self._mapping(*inside)
        raise Unfit

    def _maybe(self, inside: tuple[Any, ...]) -> _Wire:
        rest = tuple(part for part in inside if part is not NoneType)
        if len(rest) == len(inside):
            raise Unfit
        wire = self.of(rest[0] if len(rest) == 1 else Union[rest])  # noqa: UP007  # made of values
        after = wire.after
        return _Wire(
            Optional[wire.kind],  # noqa: UP045  # made of a value, which may be Annotated
            Optional[wire.target],  # noqa: UP045
            None if after is None else lambda value: None if value is None else after(value),
        )

    def _many(self, inside: Any) -> _Wire:
        wire = self.of(inside)
        after, kind = wire.after, tuple.__class_getitem__((wire.kind, ...))
        if after is None:
            return _Wire(kind, tuple.__class_getitem__((wire.target, ...)))
        return _Wire(kind, Any, lambda values: tuple([after(value) for value in values]))

    def _row(self, inside: tuple[Any, ...]) -> _Wire:
        wires = [self.of(part) for part in inside]
        kind = tuple.__class_getitem__(tuple(wire.kind for wire in wires))
        if any(wire.after for wire in wires):
            raise Unfit
        return _Wire(kind, tuple.__class_getitem__(tuple(wire.target for wire in wires)))

    def _mapping(self, key: Any, inside: Any) -> _Wire:
        keys, values = self.of(key), self.of(inside)
        kind = dict.__class_getitem__((keys.kind, values.kind))
        if values.after is not None:
            raise Unfit
        target, name = dict.__class_getitem__((keys.target, values.target)), keys.after
        if name is None:
            return _Wire(kind, target)
        return _Wire(kind, target, lambda found: {name(key): value for key, value in found.items()})

    def _record(self, kind: type, **tag: Any) -> _Wire:
        if kind not in self._records:
            hints = _hints(kind)
            parts = [part for part in fields(kind) if part.init]
            if any(part.alias != part.name for part in parts):
                raise Unfit
            wires = {part.name: self.of(hints[part.name]) for part in parts}
            mirror = msgspec.defstruct(
                kind.__name__, [(name, wire.kind) for name, wire in wires.items()], forbid_unknown_fields=True, **tag
            )
            plain = not any(wire.after for wire in wires.values()) and not any(part.converter for part in parts)
            self._records[kind] = _Wire(mirror, kind) if plain else _Wire(mirror, Any, _maker(kind, wires))
        return self._records[kind]

    def _union(self, tag: str, kinds: Mapping[str, type]) -> _Wire:
        wires = [self._record(kind, tag_field=tag, tag=name) for name, kind in kinds.items()]
        makers = {wire.kind: wire.after or _converted(wire.target) for wire in wires}
        return _Wire(reduce(or_, makers), Any, lambda value: makers[type(value)](value))


def _hints(kind: type) -> dict[str, Any]:
    try:
        return get_type_hints(kind)
    except NameError:  # a name in an annotation stands inside a function
        raise Unfit from None


def _maker(kind: type, wires: Mapping[str, _Wire]) -> _Build:
    """Makes a record of what was read: msgspec what it can, in one call, the rest by hand, then the constructor."""
    changed = [(name, wire.target) for name, wire in wires.items() if wire.target not in (wire.kind, Any)]
    carrier = msgspec.defstruct(kind.__name__, changed)
    by_hand = [(name, wire.after) for name, wire in wires.items() if wire.after is not None]
    convert, as_dict = msgspec.convert, msgspec.structs.asdict

    def make(found: Any) -> Any:
        given = as_dict(found)
        if changed:
            given.update(as_dict(convert(found, carrier, from_attributes=True)))
        for name, after in by_hand:
            given[name] = after(given[name])
        return kind(**given)

    return make


def _quotes(raw: bytes) -> int:
    return len(raw) - len(raw.translate(None, _QUOTE))


def _converted(kind: Any) -> _Build:
    convert = msgspec.convert
    return lambda found: convert(found, kind, from_attributes=True)


def _word(kind: type[Enum]) -> _Wire:
    if not all(type(word.value) is str for word in kind) or "_missing_" in vars(kind):
        raise Unfit
    return _Wire(str, kind)
