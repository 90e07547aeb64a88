"""A record in which marked fields are behind a veil: what a person may see without saying what for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from functools import cache
from typing import Any, Final, NoReturn, TypeVar

from attrs import fields, has

from vngkit.errors import PurposeRequired
from vngkit.privacy._fields import cover
from vngkit.privacy._sealed import MASK

__all__ = ["VEIL", "Veiled", "is_veiled", "veiled"]

T = TypeVar("T")


class Veiled:
    """Afgeschermde waarde: stands where a value is that may not be seen here. It holds nothing; any use of it raises.

    It is not None: that a value is not shown is not that it is not known.

    >>> VEIL
    ***
    >>> VEIL < 3
    Traceback (most recent call last):
    ...
    vngkit.errors.PurposeRequired: this value is behind a veil...
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return MASK

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Veiled)

    def __hash__(self) -> int:
        return hash(MASK)

    def __reduce__(self) -> str:
        return "VEIL"

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        _not_shown()

    def __bool__(self) -> bool:  # noqa: PLE0304  # it never returns: whether there is a value is not told either
        _not_shown()

    def __lt__(self, _: object) -> bool:
        _not_shown()

    __le__ = __gt__ = __ge__ = __lt__

    def __add__(self, _: object) -> NoReturn:
        _not_shown()

    __radd__ = __sub__ = __rsub__ = __add__

    def __format__(self, _: str) -> str:
        return MASK


def _not_shown() -> NoReturn:
    raise PurposeRequired(
        "this value is behind a veil, so nothing can be done with it here.",
        why="The AVG binds each use of personal data to a purpose (AVG 5 lid 1 b).",
        fix='ask for the record with a purpose, for example purpose="set_amend_or_carry_out_plan"',
    )


VEIL: Final = Veiled()
"""De sluier: the one value of ``Veiled``."""


def veiled(record: T, *, opened: Collection[str] = ()) -> T:
    """A record with its marked fields behind a veil (*afgeschermd*), through everything inside it.

    Args:
        record: an object of an attrs class, or a tuple of them.
        opened: the kinds of marks (``FieldKind``) that stay readable.

    Returns:
        The same record when nothing in it is marked; else a copy, of the same class, in which a marked text is
        ``***`` and another marked value ``VEIL``. What is empty stays empty. The copy was not checked as a new record
        is, and is for showing only.

    >>> from attrs import frozen
    >>> from vngkit.privacy import personal, sensitive
    >>> @frozen
    ... class Talk:
    ...     day: str
    ...     said: str = personal()
    ...     diagnosis: str = sensitive(default="x")
    >>> talk = veiled(Talk("2026-11-23", "I need a bed"), opened={"sensitive"})
    >>> talk.said, talk.diagnosis
    ('***', 'x')
    """
    return _veiled(record, frozenset(opened))  # type: ignore[no-any-return]  # a copy of the same class


def is_veiled(value: Any) -> bool:
    """Whether something in a record was masked for showing (*afgeschermd*): such a record is never written.

    >>> from attrs import frozen
    >>> from vngkit.privacy import personal
    >>> @frozen
    ... class Talk:
    ...     said: str = personal()
    >>> is_veiled(veiled(Talk("I need a bed"))), is_veiled(Talk("I need a bed"))
    (True, False)
    """
    if isinstance(value, Veiled):
        return True
    if isinstance(value, tuple | list):
        return any(is_veiled(one) for one in value)
    if isinstance(value, Mapping):
        return any(is_veiled(one) for one in value.values())
    if not has(type(value)):
        return False
    inside = ((mark, getattr(value, name)) for name, mark in _marks(type(value)))  # type: ignore[arg-type]
    return any(is_veiled(one) or (mark is not None and one == MASK) for mark, one in inside)


def _veiled(value: Any, opened: frozenset[str]) -> Any:
    kind = type(value)
    if has(kind):
        return _record(value, opened)
    if kind is tuple or kind is list:
        inside = [_veiled(one, opened) for one in value]
        same = all(new is old for new, old in zip(inside, value, strict=True))
        return value if same else kind(inside)
    if isinstance(value, Mapping):
        found = {key: _veiled(one, opened) for key, one in value.items()}
        return value if all(found[key] is one for key, one in value.items()) else found
    return value


def _record(record: Any, opened: frozenset[str]) -> Any:
    changed: dict[str, Any] = {}
    for name, mark in _marks(type(record)):  # type: ignore[arg-type]  # a class is hashable
        value = getattr(record, name)
        if mark is None or mark in opened:
            new = _veiled(value, opened)
        else:
            new = value if cover(value) != MASK else MASK if type(value) is str else VEIL
        if new is not value:
            changed[name] = new
    if not changed:
        return record
    shown = copy(record)
    for name, value in changed.items():
        object.__setattr__(shown, name, value)
    return shown


@cache
def _marks(kind: type) -> tuple[tuple[str, str | None], ...]:
    """The fields of a class with their marks; what is private to a record holds nothing of its own."""
    return tuple((one.name, one.metadata.get("personal")) for one in fields(kind) if one.init)
