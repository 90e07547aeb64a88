"""Marks on the fields of records: which are personal, of which kind, and a mask wherever the record is shown."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from attrs import NOTHING, field, fields, has

from vngkit.privacy._sealed import MASK

__all__ = [
    "BSN",
    "CRIMINAL",
    "PERSONAL",
    "SENSITIVE",
    "FieldKind",
    "cover",
    "criminal",
    "masked",
    "personal",
    "personal_fields",
    "sensitive",
]


class FieldKind(StrEnum):
    """Soort gegeven: what a mark says of a field; who may read it for what is a question for each kind.

    >>> [kind.value for kind in FieldKind]
    ['personal', 'sensitive', 'criminal', 'bsn']
    """

    PERSONAL = "personal"
    SENSITIVE = "sensitive"
    CRIMINAL = "criminal"
    BSN = "bsn"


PERSONAL: Final[Mapping[str, str]] = MappingProxyType({"personal": "personal"})
"""Persoonsgegeven: the mark of a field that says something of a person."""
SENSITIVE: Final[Mapping[str, str]] = MappingProxyType({"personal": "sensitive"})
"""Bijzonder gegeven: the mark of a field about health, origin, belief and the like (AVG 9)."""
CRIMINAL: Final[Mapping[str, str]] = MappingProxyType({"personal": "criminal"})
"""Strafrechtelijk gegeven: the mark of a field about offences, sentences and how they are carried out (AVG 10)."""
BSN: Final[Mapping[str, str]] = MappingProxyType({"personal": "bsn"})
"""Burgerservicenummer: the mark of a field that holds one; itself it is a ``Bsn``."""


def cover(value: object) -> str:
    """Afscherming: the mask of a value in a ``repr``. What is empty shows as empty: that says nothing of a person.

    >>> cover("a note"), cover(None), cover(()), cover("unknown")
    ('***', 'None', '()', "'unknown'")
    """
    return repr(value) if value is None or value in ("", "unknown", (), frozenset()) else MASK


def personal(
    *, default: Any = NOTHING, factory: Any = None, validator: Any = None, converter: Any = None, eq: bool = True
) -> Any:
    """A field with a persoonsgegeven: shown as a mask in every ``repr``, found by ``personal_fields``.

    Args:
        default: as in ``attrs.field``, as are the others.
        factory: makes the default.
        validator: checks the value.
        converter: makes the value.
        eq: whether it counts when records are compared.

    Returns:
        An attrs field. A type checker takes it for one that may be left out; for a field that must be given, write
        ``field(repr=cover, metadata=PERSONAL)``, which is the same and which the checker knows.

    >>> from attrs import frozen
    >>> @frozen(kw_only=True)
    ... class Note:
    ...     on: str
    ...     text: str = personal(default="")
    >>> Note(on="2026-11-23", text="he wants to live near his son")
    Note(on='2026-11-23', text=***)
    """
    return _marked(PERSONAL, default=default, factory=factory, validator=validator, converter=converter, eq=eq)


def sensitive(
    *, default: Any = NOTHING, factory: Any = None, validator: Any = None, converter: Any = None, eq: bool = True
) -> Any:
    """A field with a bijzonder persoonsgegeven (AVG 9): as ``personal``, with a heavier mark.

    >>> from attrs import frozen
    >>> @frozen(kw_only=True)
    ... class Care:
    ...     diagnosis: str | None = sensitive(default=None)
    >>> Care(diagnosis="x"), dict(personal_fields(Care))
    (Care(diagnosis=***), {'diagnosis': 'sensitive'})
    """
    return _marked(SENSITIVE, default=default, factory=factory, validator=validator, converter=converter, eq=eq)


def criminal(
    *, default: Any = NOTHING, factory: Any = None, validator: Any = None, converter: Any = None, eq: bool = True
) -> Any:
    """A field with a strafrechtelijk persoonsgegeven (AVG 10): as ``personal``, with a mark of its own.

    >>> from attrs import frozen
    >>> @frozen(kw_only=True)
    ... class Stay:
    ...     route: str = criminal(default="")
    >>> Stay(route="convicted"), dict(personal_fields(Stay))
    (Stay(route=***), {'route': 'criminal'})
    """
    return _marked(CRIMINAL, default=default, factory=factory, validator=validator, converter=converter, eq=eq)


def _marked(mark: Mapping[str, str], *, factory: Any, **options: Any) -> Any:
    if factory is not None:
        options = {**options, "factory": factory}
        del options["default"]
    return field(repr=cover, metadata=dict(mark), **options)


def personal_fields(kind: type) -> Mapping[str, str]:
    """The marked fields (*persoonsgegevens*) of an attrs class: name → a word of ``FieldKind``.

    >>> dict(personal_fields(dict))
    {}
    """
    if not has(kind):
        return MappingProxyType({})
    marks = {each.name: each.metadata["personal"] for each in fields(kind) if "personal" in each.metadata}
    return MappingProxyType(marks)


def masked(record: Any) -> dict[str, Any]:
    """A record as a dict with every marked field behind a mask (*afgeschermd*), through records inside it as well.

    Args:
        record: an object of an attrs class.

    Returns:
        Field name → value, a mask for what is marked and not empty, a dict for a record inside.

    >>> from attrs import frozen
    >>> @frozen
    ... class Talk:
    ...     day: str
    ...     said: str = personal()
    >>> masked(Talk("2026-11-23", "I need a bed"))
    {'day': '2026-11-23', 'said': '***'}
    """
    marks = personal_fields(type(record))
    return {
        each.name: _behind(getattr(record, each.name)) if each.name in marks else _inside(getattr(record, each.name))
        for each in fields(type(record))
    }


def _behind(value: Any) -> Any:
    return value if cover(value) != MASK else MASK


def _inside(value: Any) -> Any:
    if has(type(value)):
        return masked(value)
    if isinstance(value, tuple | list):
        return [_inside(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _inside(item) for key, item in value.items()}
    return value
