"""What the Algemene termijnenwet covers: read from data, decided by the source and the length of a term."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from enum import Enum
from functools import cache, lru_cache
from types import MappingProxyType

from attrs import frozen

from vngkit.errors import DataError
from vngkit.terms._calendar import DATA, Remark
from vngkit.terms._term import Term

__all__ = ["Coverage", "coverage"]

_BY_WHICH = {"days": "longest_days", "weeks": "longest_weeks", "months": "longest_months"}


@frozen(kw_only=True)
class Coverage:
    """Reikwijdte: whether the Algemene termijnenwet extends a term, and why (not).

    ``extends`` says so, ``other_reading`` whether a reader may hold the opposite; ``article_two`` whether the rule of
    two open days holds too. ``why`` gives the reason, ``jci`` the article.
    """

    extends: bool
    other_reading: bool
    article_two: bool
    why: Remark
    jci: str


def coverage(term: Term, *, source: str | Enum = "wet", extension: str = "usual") -> Coverage:
    """Whether the Algemene termijnenwet extends a term of this length from this source.

    Args:
        term: the term; its unit and amount decide under article 4 a.
        source: the layer of the rule that the term stands in: ``wet``, ``amvb``, ``verordening``, ``nadere_regels``,
            ``ministeriele_regeling``, ``beleidsregel``, ``convenant`` and so on (a ``Layer`` may be given).
        extension: what the rule itself brings: ``usual``, ``arguable``, ``waiting``, ``liberty``, ``publication``,
            ``excluded``, ``own_rule``, ``liberty_less_likely`` or ``liberty_more_likely``.

    Raises ``DataError`` for another source or extension. Source: Algemene termijnenwet 1, 2, 4, 5; Gemeentewet 145.

    >>> coverage(Term(12, "weeks")).extends, coverage(Term(13, "weeks")).extends
    (True, False)
    >>> coverage(Term(4, "weeks"), source="convenant").extends
    False
    """
    return _coverage(term, str(source.value if isinstance(source, Enum) else source), extension)


@lru_cache(maxsize=1024)
def _coverage(term: Term, source: str, extension: str) -> Coverage:
    layer = _row("sources", source, "source of a term")
    reading = _row("extensions", extension, "way of extending a term")
    too_long = _too_long(term)
    if too_long and extension != "own_rule":
        return Coverage(extends=False, other_reading=False, article_two=False, why=too_long, jci=_jci("longest_days"))
    if layer["extended"] == "no" or (extension == "usual" and layer["extended"] == "arguable"):
        decisive, other = layer, layer["extended"] == "arguable"
        extends = other
    else:
        decisive, other, extends = reading, reading["other_reading"] == "yes", reading["extended"] == "yes"
    why = decisive if decisive["text_nl"] else layer
    return Coverage(
        extends=extends,
        other_reading=other,
        article_two=reading["article_two"] == "yes" and _long_enough(term),
        why=Remark(kind=decisive["id"], text=why["text_en"], text_nl=why["text_nl"]),
        jci=why["jci"],
    )


def open_days_needed() -> int:
    """How many open days a term holds at least (article 2)."""
    return int(_row("numbers", "open_days", "number")["value"])


def _long_enough(term: Term) -> bool:
    days = {"days": 1, "weeks": 7, "months": 28, "years": 365}.get(term.unit, 0)
    return term.amount * days >= int(_row("numbers", "open_days_from", "number")["value"])


def _too_long(term: Term) -> Remark | None:
    """Article 4 a, and working days: a unit that skips the free days by itself."""
    if term.unit == "working_days":
        return Remark(
            kind="working_days",
            text="working days skip the free days by themselves",
            text_nl="werkdagen slaan de vrije dagen zelf al over",
        )
    if term.unit in ("hours", "years"):
        which = {"hours": ("in uren", "in hours"), "years": ("in jaren", "in years")}[term.unit]
        return Remark(
            kind=term.unit,
            text=f"a term {which[1]} is never extended (Algemene termijnenwet 4 a)",
            text_nl=f"een termijn {which[0]} wordt nooit verlengd (Algemene termijnenwet 4 onder a)",
        )
    longest = Term(int(_row("numbers", _BY_WHICH[term.unit], "number")["value"]), term.unit)
    if term <= longest:
        return None
    return Remark(
        kind="too_long",
        text=f"the term is longer than {longest.label('en')} (Algemene termijnenwet 4 a)",
        text_nl=f"de termijn is langer dan {longest.label('nl')} (Algemene termijnenwet 4 onder a)",
    )


def _jci(number: str) -> str:
    return _row("numbers", number, "number")["jci"]


def _row(table: str, name: str, what: str) -> Mapping[str, str]:
    rows = _rows(table)
    if name not in rows:
        raise DataError(f"{name!r} is not a {what}.", fix=f"write one of {', '.join(rows)}")
    return rows[name]


@cache
def _rows(table: str) -> Mapping[str, Mapping[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["id"]: MappingProxyType(row) for row in csv.DictReader(file)})
