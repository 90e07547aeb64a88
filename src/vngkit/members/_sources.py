"""Where the data comes from."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import frozen

from vngkit.members._load import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping


@frozen(kw_only=True)
class Source:
    """Bron: who publishes a subject, under which licence, of which date, and how to cite it.

    Args:
        subject: its id, as in ``register.sources``.
        publisher: who publishes the facts.
        title: what was taken.
        licence: the licence of the data.
        date: the day, month or year of its state.
        attribution: the line to show beside results.
        read: SHA-256 of each file that the build script read, by path in the shared material.
        tables: SHA-256 of each table of the package, by name.

    >>> from vngkit import members
    >>> "CBS" in members.load().sources["population"].attribution
    True
    """

    subject: str
    publisher: str
    title: str
    licence: str
    date: str
    attribution: str
    read: Mapping[str, str]
    tables: Mapping[str, str]


@cache
def sources() -> Mapping[str, Source]:
    """See ``Register.sources``."""
    import json

    record = json.loads((DATA / "SOURCES.json").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            subject: Source(
                subject=subject,
                **{
                    **fields,
                    "read": MappingProxyType(fields["read"]),
                    "tables": MappingProxyType(fields["tables"]),
                },
            )
            for subject, fields in record.items()
        }
    )
