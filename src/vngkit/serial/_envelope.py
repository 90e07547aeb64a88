"""The envelope round stored and sent data: which schema, which version, and the data."""

from __future__ import annotations

import json
from typing import Any, Final, TypeVar

from cattrs import Converter

from vngkit.errors import DataError
from vngkit.serial._converter import structure

__all__ = ["dump", "load"]

T = TypeVar("T")
_KEYS: Final = {"schema", "v", "data"}


def dump(value: object, *, schema: str, version: int, converter: Converter, kind: Any = None) -> str:
    """Write a value as JSON in an envelope, on one line, with sorted keys.

    Args:
        value: an object that the converter knows.
        schema: the name of what it is, for example ``plugin.records``; never a path of a module.
        version: of the schema, from 1.
        converter: of ``make_converter()``.
        kind: the type to write it as, when that is not ``type(value)``.

    Returns:
        JSON text in ASCII. Raises ``DataError`` for a number that JSON does not have.

    >>> from vngkit.serial import make_converter
    >>> dump({"n": 1}, schema="test", version=1, converter=make_converter())
    '{"data": {"n": 1}, "schema": "test", "v": 1}'
    """
    data = converter.unstructure(value, unstructure_as=kind)
    try:
        return json.dumps({"schema": schema, "v": version, "data": data}, allow_nan=False, sort_keys=True)
    except (TypeError, ValueError):
        raise DataError(
            f"the data of {schema} holds something that JSON does not have.", fix="use texts, numbers, yes and no"
        ) from None


def load(text: str | bytes, kind: type[T], *, schema: str, version: int, converter: Converter) -> T:
    """Read a value from JSON in an envelope, strictly.

    Args:
        text: JSON, as ``dump`` writes it.
        kind: what the data is.
        schema: the schema that it must have.
        version: the version that it must have.
        converter: of ``make_converter()``.

    Returns:
        The value.

    Raises:
        DataError: it is not JSON, has a key twice, has another schema or version, or its data is not right.
    """
    try:
        envelope = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except DataError:
        raise
    except (ValueError, RecursionError):
        raise DataError(f"the data of {schema} is not JSON.", fix="look where it was cut or changed") from None
    if not isinstance(envelope, dict) or envelope.keys() != _KEYS:
        raise DataError(f"this is not an envelope of {schema}.", fix="it has the keys schema, v and data")
    if envelope["schema"] != schema or type(envelope["v"]) is not int or envelope["v"] != version:
        raise DataError(
            f"this is not version {version} of {schema}.", fix="read it with the version of vngkit that wrote it"
        )
    return structure(envelope["data"], kind, converter)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DataError("a key stands twice in one object.", fix="keep one of them")
    return found


def _no_constant(_: str) -> float:
    raise DataError("a number is NaN or infinite.", fix="leave it out")
