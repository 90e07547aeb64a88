"""Reading a class from JSON again and again: the fast way where it is there and fits, the strict way for all else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import define, field, frozen
from cattrs import Converter

from vngkit.serial._envelope import load

if TYPE_CHECKING:
    from vngkit.serial._fast import FastReader

__all__ = ["ByHand", "Reader"]

T = TypeVar("T")


@frozen(kw_only=True)
class ByHand:
    """Met de hand: what the hooks of a converter do and msgspec can not see.

    Args:
        words: a type → its word in JSON → its object, for example for a type that is one of two lists of words.
        tagged: a type → the key that names the class, and name → class.
    """

    words: Mapping[Any, Mapping[str, Any]] = field(factory=dict)
    tagged: Mapping[Any, tuple[str, Mapping[str, type]]] = field(factory=dict)


@define(kw_only=True)
class Reader(Generic[T]):
    """Lezer: reads one class from JSON in its envelope, as ``load`` does, and with the extra ``fast`` quicker.

    With ``msgspec`` installed, text in the form in which ``dump`` writes it is read by that; whatever is not quite so
    goes to the strict converter, which accepts or refuses it: the extra changes how long it takes and no answer.

    Args:
        kind: the attrs class.
        schema: as in ``load``, as are ``version`` and ``converter``.
        version: of the schema.
        converter: of ``make_converter()``, with its hooks.
        by_hand: what those hooks do for types inside the class.

    >>> from vngkit.serial import dump, make_converter
    >>> from vngkit.terms import Term
    >>> reader = Reader(kind=Term, schema="term", version=1, converter=make_converter())
    >>> reader.read(dump(Term(8, "weeks"), schema="term", version=1, converter=reader.converter)) == Term(8, "weeks")
    True
    >>> reader.read('{"schema": "term", "v": 1, "data": {"amount": "8", "unit": "weeks"}}')
    Traceback (most recent call last):
    ...
    vngkit.errors.DataError: 1 place is not right: $.amount expects a whole number. Fix: ...
    """

    kind: type[T]
    schema: str
    version: int
    converter: Converter
    by_hand: ByHand = field(factory=ByHand)
    _fast: FastReader | None = field(default=None, init=False, repr=False)
    _looked: bool = field(default=False, init=False, repr=False)

    def read(self, text: str | bytes) -> T:
        """The object; raises ``DataError`` that tells every place that is not right, and no value."""
        if not self._looked:
            self._fast, self._looked = self._find_fast(), True
        if self._fast is not None:
            from vngkit.serial._fast import Unfit

            try:
                found: T = self._fast.read(text)
            except Unfit:
                pass
            else:
                return found
        return load(text, self.kind, schema=self.schema, version=self.version, converter=self.converter)

    @property
    def is_fast(self) -> bool:
        """Whether there is a fast way for this class on this machine."""
        if not self._looked:
            self._fast, self._looked = self._find_fast(), True
        return self._fast is not None

    def _find_fast(self) -> FastReader | None:
        try:
            from vngkit.serial._fast import FastReader, Unfit
        except ImportError:
            return None
        try:
            return FastReader.of(
                self.kind, schema=self.schema, version=self.version, converter=self.converter, hand=self.by_hand
            )
        except Unfit:
            return None
