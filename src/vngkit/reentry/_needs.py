"""Needs, wishes and abilities: what the resident says and what others say, side by side; never a score of a person."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Protocol

from attrs import frozen

from vngkit.errors import DataError
from vngkit.legislation import Lang
from vngkit.reentry._case import Case, View
from vngkit.reentry._words import DATA, BasicCondition, CrossTheme, LifeArea, Role

__all__ = ["AreaViews", "Difference", "FreeInstrument", "Instrument", "biv", "compare_views", "views_of"]


class Instrument(Protocol):
    """Instrument: a way to ask about life areas, with its levels and its licence; texts of others stay outside.

    A plugin or a gemeente that may use another instrument can write one; this library ships none but ``biv()``.
    """

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def version(self) -> str:
        """Its version."""
        ...

    @property
    def licence(self) -> str:
        """On what terms it may be used."""
        ...

    @property
    def valid_from(self) -> date | None:
        """Since when this version is used; None when it has no such day."""
        ...

    @property
    def domains(self) -> tuple[LifeArea, ...]:
        """The life areas that it asks about."""
        ...

    def level(self, value: int, lang: Lang = "nl") -> str:
        """A level of need in words; raises ``DataError`` for a level that it does not have."""
        ...


@frozen(kw_only=True)
class FreeInstrument:
    """Vrij instrument: levels and domains from data that anybody may use."""

    id: str
    version: str
    licence: str
    domains: tuple[LifeArea, ...]
    levels: Mapping[int, tuple[str, str]]
    valid_from: date | None = None

    def level(self, value: int, lang: Lang = "nl") -> str:
        """A level of need in words; raises ``DataError`` for a level that it does not have."""
        if value not in self.levels:
            raise DataError(f"{self.id} has no such level.", fix=f"give one of {', '.join(map(str, self.levels))}")
        return self.levels[value][0 if lang == "nl" else 1]


@cache
def biv() -> FreeInstrument:
    """The small free instrument of this library (*behoefte, wens en vermogen*): five conditions and the network.

    A need from 0 to 4, the ability (on their own, with help, not yet) and the wish in the resident's words. Source:
    reentry dossier 5; Penitentiaire beginselenwet 18a lid 1 (as far as possible with the person); Wmo 2015 2.3.2.

    >>> biv().level(4, "en")
    'very large need'
    """
    areas: dict[str, LifeArea] = {area.value: area for kind in (BasicCondition, CrossTheme) for area in kind}
    with (DATA / "instruments.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["instrument"] == "biv"]
    return FreeInstrument(
        id="biv",
        version="1",
        licence=next(row["en"] for row in rows if row["kind"] == "licence"),
        domains=tuple(areas[row["word"]] for row in rows if row["kind"] == "domain"),
        levels=MappingProxyType({int(row["word"]): (row["nl"], row["en"]) for row in rows if row["kind"] == "level"}),
    )


@frozen(kw_only=True)
class Difference:
    """Verschil in kijk: the resident and another see a life area differently; which of them is right is not said."""

    kind: str
    other: Role
    text: str
    text_nl: str

    def explain(self, lang: Lang = "nl") -> str:
        """The difference in Dutch or English."""
        return self.text_nl if lang == "nl" else self.text


@frozen(kw_only=True)
class AreaViews:
    """Kijk op een leefgebied: the resident first, then the others; ``resident`` is None when they were not asked."""

    area: LifeArea
    resident: View | None
    others: tuple[View, ...]
    differences: tuple[Difference, ...]

    @property
    def has_wish(self) -> bool:
        """Whether the resident told a wish; the wish itself is personal and stands in ``resident.wish``."""
        return self.resident is not None and bool(self.resident.wish.strip())

    def explain(self, lang: Lang = "nl") -> str:
        """What is said by whom, the resident first, and where they differ; without the words of the wish."""
        return "\n".join(_lines(self, lang))


def _lines(views: AreaViews, lang: Lang) -> Iterator[str]:
    dutch = lang == "nl"
    yield f"{views.area.label(lang)}:"
    if views.resident is None:
        yield "  de inwoner is nog niet gevraagd." if dutch else "  the resident was not asked yet."
    for view in (views.resident, *views.others):
        if view is not None:
            yield f"  {view.who_says.label(lang)}: {', '.join(_said(view, lang))}."
    if views.has_wish and views.resident is not None:
        rank = f" ({views.resident.rank})" if views.resident.rank else ""
        yield f"  er is een wens van de inwoner{rank}." if dutch else f"  the resident has a wish{rank}."
    yield from (f"  {each.explain(lang)}." for each in views.differences)


def _said(view: View, lang: Lang) -> Iterator[str]:
    dutch = lang == "nl"
    if view.need is None:
        yield "behoefte niet gezegd" if dutch else "need not told"
    else:
        yield biv().level(view.need, lang)
    if view.ability is None:
        yield "vermogen niet gezegd" if dutch else "ability not told"
    else:
        yield view.ability.label(lang)


def views_of(case: Case, area: LifeArea) -> AreaViews:
    """What the resident and others say of a life area (*behoefte, wens en vermogen*), side by side.

    The resident stands first. Differences are told in words; nothing is added up.

    >>> from vngkit.reentry import BasicCondition, Case, views_of
    >>> views_of(Case(id="c"), BasicCondition.HOUSING).resident is None
    True
    """
    views = [view for view in case.views if view.area == area]
    resident = next((view for view in views if view.who_says is Role.RESIDENT), None)
    others = sorted((view for view in views if view.who_says is not Role.RESIDENT), key=lambda view: view.who_says)
    return AreaViews(
        area=area,
        resident=resident,
        others=tuple(others),
        differences=tuple(_differences(resident, others)),
    )


def compare_views(case: Case) -> tuple[AreaViews, ...]:
    """The views on every life area that somebody spoke of, what the resident ranks first in front.

    >>> from vngkit.reentry import Case, compare_views
    >>> compare_views(Case(id="c"))
    ()
    """
    areas: list[LifeArea] = [area for kind in (BasicCondition, CrossTheme) for area in kind]
    spoken = {view.area for view in case.views}
    found = [views_of(case, area) for area in areas if area in spoken]
    return tuple(sorted(found, key=_place))


def _place(views: AreaViews) -> tuple[bool, int]:
    rank = views.resident.rank if views.resident is not None else None
    return rank is None, rank or 0


def _differences(resident: View | None, others: list[View]) -> Iterator[Difference]:
    if resident is None:
        return
    for view in others:
        name, name_nl = view.who_says.label("en"), view.who_says.label("nl")
        if None not in (view.need, resident.need) and view.need != resident.need:
            larger = (resident.need or 0) > (view.need or 0)
            yield Difference(
                kind="need",
                other=view.who_says,
                text=f"the resident sees a {'larger' if larger else 'smaller'} need than the {name}",
                text_nl=f"de inwoner ziet een {'grotere' if larger else 'kleinere'} behoefte dan: {name_nl}",
            )
        if None not in (view.ability, resident.ability) and view.ability is not resident.ability:
            yield Difference(
                kind="ability",
                other=view.who_says,
                text=f"the resident and the {name} see the ability differently",
                text_nl=f"de inwoner en een ander ({name_nl}) kijken verschillend naar het vermogen",
            )
