"""A case as pydantic models, made from the attrs classes: the same fields and types, strict, no other key allowed."""

from __future__ import annotations

from typing import Any, get_args, get_origin, get_type_hints

import attrs
import pydantic  # type: ignore[import-not-found]

from vngkit.reentry import Case

_MADE: dict[type, Any] = {}


def model(kind: type) -> Any:
    """The pydantic model of an attrs class."""
    if kind not in _MADE:
        hints = get_type_hints(kind)
        parts = {part.name: (_of(hints[part.name]), ...) for part in attrs.fields(kind) if part.init}
        _MADE[kind] = pydantic.create_model(
            kind.__name__, __config__=pydantic.ConfigDict(strict=True, extra="forbid", frozen=True), **parts
        )
    return _MADE[kind]


def _of(kind: Any) -> Any:
    if isinstance(kind, type) and attrs.has(kind):
        return model(kind)
    inside = get_args(kind)
    if not inside:
        return kind
    new = tuple(_of(part) for part in inside)
    origin = get_origin(kind)
    if origin is tuple:
        return tuple.__class_getitem__(new)
    if origin is frozenset:
        return kind
    if len(new) == 2 and getattr(origin, "__name__", "") == "Mapping":
        return dict.__class_getitem__(new)
    made = new[0]
    for part in new[1:]:
        made = made | part
    return made


_PARTS: dict[str, Any] = {"schema": (str, ...), "v": (int, ...), "data": (model(Case), ...)}
Envelope = pydantic.create_model("Envelope", **_PARTS)
