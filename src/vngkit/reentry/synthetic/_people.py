"""Synthetic people: drawn from a seed and a number, so that each can be made again on its own."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from statistics import NormalDist
from typing import Final, TypeAlias

from attrs import frozen

from vngkit.reentry._words import EntryRoute
from vngkit.reentry.synthetic._figures import Figure, words
from vngkit.reentry.synthetic._places import Places

__all__ = ["Draw", "Person", "Setting", "draw_person", "draws", "setting"]

Draw: TypeAlias = Callable[[], float]
_NORMAL: Final = NormalDist()
_DAYS_OF_YEAR: Final = 365.25
_AGES: Final = ("age.18_22", "age.23_44", "age.45_up")


@frozen(kw_only=True)
class Person:
    """A made-up person: what is drawn before anything happens.

    ``woman`` is no item that institution and college exchange (PM 20d), so it never enters a case.
    """

    number: int
    woman: bool
    age: int
    birth_date: date
    residence: str
    settlement: str | None
    route: EntryRoute
    entry: date
    release: date
    institution: str

    @property
    def stay_days(self) -> int:
        """Days from entry to release."""
        return (self.release - self.entry).days


@frozen(kw_only=True)
class Setting:
    """What all people of a caseload share: the figures, where they come from, the days on which they are released."""

    figures: Mapping[str, float]
    routes: tuple[EntryRoute, ...]
    route_sums: tuple[float, ...]
    age_bounds: tuple[int, ...]
    age_sums: tuple[float, ...]
    institutions: tuple[str, ...]
    homes: Places
    country: Places
    start: date
    span: int


def setting(figures: Mapping[str, Figure], *, homes: Places, country: Places, start: date, span: int) -> Setting:
    """The figures made ready to draw from."""
    value = {name: figure.value for name, figure in figures.items()}
    routes = [route for route in EntryRoute if f"route.{route}" in value]
    routes.sort(key=[name.removeprefix("route.") for name in value if name.startswith("route.")].index)
    return Setting(
        figures=value,
        routes=tuple(routes),
        route_sums=tuple(accumulate(value[f"route.{route}"] for route in routes)),
        age_bounds=(*(figures[name].at or 0 for name in _AGES), int(value["age.oldest"]) + 1),
        age_sums=tuple(accumulate(value[name] for name in _AGES)),
        institutions=tuple(words("institution").values()),
        homes=homes,
        country=country,
        start=start,
        span=span,
    )


def draws(seed: int, number: int) -> Draw:
    """Numbers from 0 to 1 for one person: the same for the same seed and number, on every Python."""
    return Random(f"{seed}/{number}").random  # noqa: S311  # no secret hangs on it; it must be the same each time


def draw_person(number: int, draw: Draw, these: Setting) -> Person:
    """One person, released on a day of the span."""
    value = these.figures
    release = these.start + timedelta(days=int(draw() * these.span))
    place = _NORMAL.inv_cdf(_inside(draw()))
    stay = math.ceil(value["stay.median"] * math.exp(min(value["stay.sigma"] * place, 20.0)))
    age = _age(draw(), these)
    residence = these.homes.pick(draw())
    settlement = these.country.pick(draw()) if draw() < value["colleges.two"] else None
    return Person(
        number=number,
        woman=draw() < value["sex.women"],
        age=age,
        birth_date=release - timedelta(days=int((age + draw()) * _DAYS_OF_YEAR)),
        residence=residence,
        settlement=settlement if settlement != residence else None,
        route=_route(place, draw(), these),
        entry=release - timedelta(days=max(1, min(stay, int(value["stay.longest"])))),
        release=release,
        institution=these.institutions[int(draw() * len(these.institutions))],
    )


def _inside(draw: float) -> float:
    """A number from 0 to 1 with neither, for which the normal distribution has no value."""
    return min(max(draw, 1e-9), 1 - 1e-9)


def _band(sums: tuple[float, ...], draw: float) -> tuple[int, float]:
    """The place in a line of shares, and how far in it (from 0 to 1)."""
    at = draw * sums[-1]
    place = min(bisect_right(sums, at), len(sums) - 1)
    below = sums[place - 1] if place else 0.0
    return place, min((at - below) / ((sums[place] - below) or 1.0), 1 - 1e-9)


def _age(draw: float, these: Setting) -> int:
    """An age from the shares of the bands: even within the younger ones, thinning out within the oldest."""
    place, part = _band(these.age_sums, draw)
    low, high = these.age_bounds[place], these.age_bounds[place + 1]
    return low + int((high - low) * (part * part if place == len(these.age_sums) - 1 else part))


def _route(place: float, draw: float, these: Setting) -> EntryRoute:
    """An entry route that goes with the length of stay, while the share of each route stays what it is."""
    tie = these.figures["route.follows_stay"]
    mixed = tie * place + math.sqrt(1 - tie * tie) * _NORMAL.inv_cdf(_inside(draw))
    return these.routes[_band(these.route_sums, _NORMAL.cdf(mixed))[0]]
