"""Where synthetic people come from: real gemeenten, weighted by a power of their number of inhabitants."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import accumulate

from attrs import field, frozen

from vngkit.errors import DataError, NotHeld, NotInForce
from vngkit.members import Gemeente, Register

__all__ = ["Places", "inhabitants", "places"]


@frozen(kw_only=True)
class Places:
    """Gemeenten with a weight each: ``pick`` takes one for a number from 0 to 1."""

    codes: tuple[str, ...]
    weights: tuple[float, ...]
    _sums: tuple[float, ...] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_sums", tuple(accumulate(self.weights)))

    @property
    def total(self) -> float:
        """The sum of the weights."""
        return self._sums[-1]

    @property
    def shares(self) -> Mapping[str, float]:
        """The share of each gemeente."""
        return {code: weight / self.total for code, weight in zip(self.codes, self.weights, strict=True)}

    def pick(self, draw: float) -> str:
        """The gemeente at this place of the line of weights."""
        return self.codes[min(bisect_right(self._sums, draw * self.total), len(self.codes) - 1)]


def inhabitants(gemeente: Gemeente, on: date) -> int:
    """The inhabitants in the last year up to the day that is held, else in the first after it; raises ``NotHeld``."""
    for year in (*range(on.year, on.year - 10, -1), *range(on.year + 1, on.year + 10)):
        try:
            return gemeente.inhabitants(year)
        except (NotHeld, NotInForce):
            continue
    raise NotHeld(
        f"the inhabitants of {gemeente.name} are not held for {on.year} or the years around it.",
        fix="begin on a later day: a caseload needs the inhabitants of all gemeenten of the day",
    )


def places(codes: Iterable[str], *, on: date, power: float, register: Register) -> Places:
    """These gemeenten as they were on the day; one gemeente alone needs no number of inhabitants.

    Raises ``NotFound`` and ``NotInForce`` for what was no gemeente on the day, ``DataError`` for none or one twice.
    """
    chosen = sorted(codes)
    if not chosen or len(set(chosen)) != len(chosen):
        raise DataError("the gemeenten of a caseload are none, or one stands there twice.", fix="name each once")
    found = [register.as_of(code, on) for code in chosen]
    if len(found) == 1:
        return Places(codes=(found[0].code,), weights=(1.0,))
    weights = tuple(float(inhabitants(gemeente, on)) ** power for gemeente in found)
    return Places(codes=tuple(gemeente.code for gemeente in found), weights=weights)
