"""The member that asks: checked on the day, with the groups in which its questions are counted."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import frozen

from vngkit.errors import NotHeld, NotInForce
from vngkit.legislation import Lang
from vngkit.members import Gemeente, Register
from vngkit.questions._question import Asker
from vngkit.questions._words import DATA, AskerRole

__all__ = ["SizeClass", "asker_of", "size_class", "size_classes"]

_YEARS_BACK: Final = 3


@frozen(kw_only=True)
class SizeClass:
    """Grootteklasse: a class of gemeenten by inhabitants, from ``floor`` on."""

    code: str
    floor: int
    label_nl: str
    label_en: str

    def label(self, lang: Lang = "nl") -> str:
        """Its name in Dutch or English."""
        return self.label_nl if lang == "nl" else self.label_en


@cache
def size_classes() -> Mapping[str, SizeClass]:
    """The classes by code, from small to large: the borders at which the contribution of members changes.

    Source: dossier on the association, 1.6 (5,000, 25,000 and 200,000 inhabitants).

    >>> list(size_classes())
    ['lt_5k', '5k_25k', '25k_200k', 'from_200k']
    """
    with (DATA / "size_classes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["scheme"] == "contribution"]
    return MappingProxyType(
        {
            row["code"]: SizeClass(
                code=row["code"], floor=int(row["floor"]), label_nl=row["label_nl"], label_en=row["label_en"]
            )
            for row in rows
        }
    )


def size_class(gemeente: Gemeente, on: date) -> str | None:
    """The class of a gemeente by the last number of inhabitants that is held before a day; None when none is."""
    for year in range(on.year, on.year - _YEARS_BACK, -1):
        try:
            inhabitants = gemeente.inhabitants(year)
        except (NotHeld, NotInForce):
            continue
        return [each.code for each in size_classes().values() if each.floor <= inhabitants][-1]
    return None


def asker_of(register: Register, member: str | None, role: AskerRole | str, on: date) -> Asker:
    """The asker (*vrager*) of a question on a day.

    Raises ``NotFound`` for a code that does not exist, and ``NotInForce`` for a gemeente that ended, with those in
    which it goes on.
    """
    if member is None:
        return Asker(role=AskerRole(role))
    gemeente = register[member]
    _check_alive(register, gemeente, on)
    province = None
    with suppress(NotHeld, NotInForce):
        province = gemeente.province(on=on).code
    return Asker(
        member=gemeente.code,
        role=AskerRole(role),
        size_class=size_class(gemeente, on),
        province=province,
        networks=_networks(register, gemeente, on),
    )


def _check_alive(register: Register, gemeente: Gemeente, on: date) -> None:
    if gemeente.valid_to is None or on < gemeente.valid_to:
        return
    after = register.successors(gemeente.code, on=on)
    names = ", ".join(str(successor.gemeente) for successor in after)
    raise NotInForce(
        f"{gemeente} ended on {gemeente.valid_to}, so it asks nothing on {on}.",
        why=f"It goes on in {names}." if names else "No gemeente is held in which it goes on.",
        fix="take the question in for the gemeente that asks now",
    )


def _networks(register: Register, gemeente: Gemeente, on: date) -> tuple[str, ...]:
    """The networks of which the whole list is held on that day, and that hold the gemeente."""
    found = []
    for network in register.networks:
        with suppress(NotHeld):
            if gemeente in register.in_network(network.name, on=on):
                found.append(network.name)
    return tuple(found)
