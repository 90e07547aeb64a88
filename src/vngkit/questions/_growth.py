"""Growth of what is asked: a period beside the same weeks of earlier years, with an honest measure of chance."""

from __future__ import annotations

from math import exp, lgamma, log
from typing import TYPE_CHECKING, Final

from attrs import frozen

from vngkit.errors import DataError
from vngkit.legislation import Lang
from vngkit.questions._periods import FourWeeks

if TYPE_CHECKING:
    from vngkit.questions._stats import Stats

__all__ = ["Growth", "growth_of", "tail_of"]

_MOST_YEARS: Final = 10
_ENOUGH_FOR_SPREAD: Final = 3
_PRIOR: Final = 0.5  # Jeffreys, of a rate


@frozen(kw_only=True)
class Growth:
    """Groei van een thema: its number in a period beside the same weeks of earlier years.

    Args:
        theme: ``scheme:code``.
        period: the period.
        count: the rounded number.
        earlier: the same weeks of earlier years with their rounded numbers; a year whose number is too small to show is
            not in it.
        expected: the mean of the earlier numbers; None without any.
        tail: the chance of this number or more when nothing had changed, by the numbers as they are shown.
        tail_cautious: the same with the rounding held against it: this number as low, the earlier ones as high as they
            may be.
        method: how it was reckoned: ``poisson`` or ``negative_binomial``, or ``nothing_to_compare``.
        notable: whether it stands out when all themes of the period are looked at together (Benjamini-Hochberg, 5 %, on
            the cautious chance).
        size_classes: how many size classes of the period are shown.
        provinces: how many provinces are shown.
    """

    theme: str
    period: FourWeeks
    count: int
    earlier: tuple[tuple[FourWeeks, int], ...]
    expected: float | None
    tail: float | None
    tail_cautious: float | None
    method: str
    notable: bool = False
    size_classes: int = 0
    provinces: int = 0

    @property
    def factor(self) -> float | None:
        """How many times the mean of the earlier years; None without any."""
        return self.count / self.expected if self.expected else None

    def explain(self, lang: Lang = "nl") -> str:
        """What the number says, and how sure that is, in one sentence."""
        dutch = lang == "nl"
        if self.tail is None or self.expected is None or self.tail_cautious is None:
            said = "niet te vergelijken: eerdere jaren zijn te klein om te tonen"
            return f"{self.theme} {self.period}: {self.count}; " + (
                said if dutch else "nothing to compare: earlier years are too small to show"
            )
        years = len(self.earlier)
        mean = f"{self.expected:.1f}".replace(".", "," if dutch else ".")
        tails = [f"{chance:.3f}".replace(".", "," if dutch else ".") for chance in (self.tail, self.tail_cautious)]
        if dutch:
            stands = "valt op" if self.notable else "valt niet op"
            return (
                f"{self.theme} {self.period}: {self.count}, gemiddeld {mean} in dezelfde weken van {years} jaar; kans "
                f"bij gelijke drukte {tails[0]}, en {tails[1]} als de afronding tegenzit: {stands}."
            )
        stands = "stands out" if self.notable else "does not stand out"
        return (
            f"{self.theme} {self.period}: {self.count}, on average {mean} in the same weeks of {years} years; "
            f"chance if nothing changed {tails[0]}, and {tails[1]} with the rounding against it: {stands}."
        )


def tail_of(count: int, earlier: list[int]) -> tuple[float, str]:
    """The chance of ``count`` or more, given numbers of earlier years that are alike; and how it was reckoned.

    The rate is not known but learned from few years (Gamma with Jeffreys' prior), so the number to come is negative
    binomial: wider than Poisson with the mean put in. Three years or more that differ more than chance does widen it
    by that (quasi-Poisson).

    >>> chance, method = tail_of(40, [10, 12, 11])
    >>> chance < 0.001, method
    (True, 'poisson')
    >>> tail_of(11, [10, 12, 11])[0] > 0.3
    True
    """
    years, total = len(earlier), sum(earlier)
    spread, method = 1.0, "poisson"
    if years >= _ENOUGH_FOR_SPREAD and total:
        mean = total / years
        spread = max(1.0, sum((number - mean) ** 2 for number in earlier) / (years - 1) / mean)
        method = "negative_binomial" if spread > 1 else "poisson"
    size, share = total / spread + _PRIOR, years / (years + 1)
    wanted = int(count / spread)
    below = sum(
        exp(lgamma(size + seen) - lgamma(size) - lgamma(seen + 1) + size * log(share) + seen * log(1 - share))
        for seen in range(wanted)
    )
    return max(0.0, 1.0 - below), method


def growth_of(stats: Stats, period: FourWeeks, years: int) -> tuple[Growth, ...]:
    """See ``Stats.growth``."""
    if type(years) is not int or not 1 <= years <= _MOST_YEARS:
        raise DataError("years is not a number of years.", fix=f"give a whole number from 1 to {_MOST_YEARS}")
    if not stats.first <= period <= stats.last:
        raise DataError(f"the period {period} is not in these numbers.", fix="ask for more periods")
    found = [one for theme in stats.themes if (one := _one(stats, theme, period, years)) is not None]
    notable = _notable([each for each in found if each.tail_cautious is not None])
    return tuple(
        sorted(
            (_with_notable(each, each.theme in notable) for each in found),
            key=lambda each: (2.0 if each.tail_cautious is None else each.tail_cautious, each.theme),
        )
    )


def _one(stats: Stats, theme: str, period: FourWeeks, years: int) -> Growth | None:
    count = stats.number(theme, period)
    if count is None:
        return None
    same = [FourWeeks(year=period.year - back, number=period.number) for back in range(1, years + 1)]
    earlier = [(each, number) for each in same if (number := stats.number(theme, each)) is not None]
    numbers = [number for _, number in earlier]
    step = stats.threshold - 1
    tail, method = tail_of(count, numbers) if numbers else (None, "nothing_to_compare")
    cautious = tail_of(max(0, count - step), [number + step for number in numbers])[0] if numbers else None
    shown = {
        split: sum(1 for cell in stats.cells if (cell.theme, cell.period, cell.split) == (theme, period, split))
        for split in ("size_class", "province")
    }
    return Growth(
        theme=theme,
        period=period,
        count=count,
        earlier=tuple(earlier),
        expected=sum(numbers) / len(numbers) if numbers else None,
        tail=tail,
        tail_cautious=cautious,
        method=method,
        size_classes=shown["size_class"],
        provinces=shown["province"],
    )


def _notable(found: list[Growth], rate: float = 0.05) -> frozenset[str]:
    """The themes that stand out when all are looked at together (Benjamini-Hochberg)."""
    ordered = sorted(found, key=lambda each: each.tail_cautious or 0.0)
    last = 0
    for place, each in enumerate(ordered, 1):
        if (each.tail_cautious or 0.0) <= rate * place / len(ordered):
            last = place
    return frozenset(each.theme for each in ordered[:last])


def _with_notable(growth: Growth, notable: bool) -> Growth:  # noqa: FBT001  # a field of the result
    from attrs import evolve

    return evolve(growth, notable=notable)
