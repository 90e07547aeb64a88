"""Versions of law: which article changed on which day, and which texts of a law were read, with who says so."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.legislation._citation import Citation
from vngkit.legislation._values import DATA

__all__ = ["LawChange", "changes_since", "law_changes"]


def _is_day(_: Any, __: Any, value: Any) -> None:
    if type(value) is not date:
        raise DataError("the day of a change of law is no day.", fix="give a datetime.date")


@frozen(kw_only=True)
class LawChange:
    """Wijziging van een wet: a newer version of an article, or a newer text of a law.

    Args:
        work: the BWB id.
        article: the article that changed; empty when only a newer text of the law is known, and not what changed in it.
        on: the first day of the new version; a day to come is a change that was announced.
        source: who says so.

    Raises ``DataError`` for what is no BWB id or no day.
    """

    work: str
    on: date = field(validator=_is_day)
    article: str = ""
    source: str = ""

    def __attrs_post_init__(self) -> None:
        Citation.parse(f"jci1.3:c:{self.work}")

    def touches(self, place: Citation) -> bool:
        """Whether it may have changed a place: the same law, and the same article when both name one."""
        same = self.work == place.work
        return same and (not self.article or place.article is None or self.article == place.article)

    @property
    def exact(self) -> bool:
        """Whether the article that changed is known."""
        return bool(self.article)


@cache
def law_changes() -> tuple[LawChange, ...]:
    """The changes of law (*wetswijzigingen*) that this version knows, by law and day; by far not all that there were.

    Source: the starts of rules and the versions of texts in the dossier on law, and ``scripts/law_changes.csv``.

    >>> [change.article for change in law_changes() if change.work == "BWBR0035303" and change.exact][:2]
    ['12', '13']
    """
    with (DATA / "changes.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            LawChange(
                work=row["work"], article=row["article"], on=date.fromisoformat(row["changed_on"]), source=row["source"]
            )
            for row in csv.DictReader(file)
        )


def changes_since(
    place: Citation, *, since: date, until: date, more: Iterable[LawChange] = ()
) -> tuple[LawChange, ...]:
    """The changes under a place in law (*nieuwere versies van de bepaling*) after a day.

    Args:
        place: a law or an article.
        since: the day of the version that was read; changes on it were in it.
        until: the last day that is looked at; a day to come shows what was announced.
        more: changes that others know, for example from the BWB.

    Returns:
        By day. Of a day on which the article is known to have changed, the newer text of the whole law is left out.

    >>> place = Citation.parse("jci1.3:c:BWBR0035303&artikel=12")
    >>> [str(change.on) for change in changes_since(place, since=date(2026, 1, 1), until=date(2026, 12, 31))]
    ['2026-07-01']
    """
    found = {
        (change.on, change.article): change
        for change in (*law_changes(), *more)
        if since < change.on <= until and change.touches(place)
    }
    told = {on for on, article in found if article}
    kept = [change for (on, article), change in found.items() if article or on not in told]
    return tuple(sorted(kept, key=lambda change: (change.on, change.article)))
