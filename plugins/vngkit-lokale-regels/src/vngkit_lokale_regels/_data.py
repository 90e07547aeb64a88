"""The tables of this plugin, read as rules."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from attrs import frozen

from vngkit.legislation import Citation, Layer, LocalRule, Source, Value, ValueType, open_terms, read_value

__all__ = ["NotUsed", "local_rules", "members", "not_used"]

_DAYS = ("valid_from", "valid_to", "retroactive_to", "regulation_valid_from", "text_valid_from", "attested_on")


@frozen(kw_only=True)
class NotUsed:
    """A row of the dossier that is no rule of one gemeente: what it says, where, and why it is not used."""

    rule_id: str
    gemeente_name: str
    open_term: str
    value: str
    unit: str
    regulation_title: str
    publication_id: str
    url: str
    reason: str


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    text = (files("vngkit_lokale_regels") / "data" / name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def members() -> frozenset[str]:
    """The codes of the gemeenten that have a rule here: exactly these are claimed."""
    return frozenset(row["member"] for row in _rows("rules.csv"))


def not_used() -> tuple[NotUsed, ...]:
    """The rows of the dossier that can not be a rule, each with the reason; nothing is lost."""
    return tuple(NotUsed(**row) for row in _rows("not_used.csv"))


def local_rules() -> Iterator[LocalRule]:
    """All rules, in the order of the dossier."""
    return map(_rule, _rows("rules.csv"))


def _rule(row: dict[str, str]) -> LocalRule:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in _DAYS}
    unknown = "" if row["address_held"] == "yes" else "; no address is held: look in the register by its title"
    return LocalRule(
        id=f"lokale-regels.{row['id']}",
        term=row["term"],
        member=row["member"],
        value=_value(row),
        layer=Layer(row["layer"]) if row["layer"] else None,
        source=Source(
            title=row["title"],
            publication_id=row["publication_id"] or None,
            url=row["url"] or None,
            article=row["article"] or None,
        ),
        text_read=row["text_read"] == "yes",
        ground=_ground(row["ground"]),
        notes=f"{row['source_kind'].replace('_', ' ')}{unknown}",
        **days,
    )


def _value(row: dict[str, str]) -> Value | None:
    # a term that is gone is read as text: the loader refuses the rule and names the terms that are near
    return read_value(_types().get(row["term"], ValueType.TEXT), row["value"], row["unit"])


@cache
def _types() -> dict[str, ValueType]:
    return {name: term.type for name, term in open_terms().items()}


@cache
def _ground(jci: str) -> Citation | None:
    return Citation.parse(jci) if jci else None
