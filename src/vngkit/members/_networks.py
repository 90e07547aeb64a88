"""Networks of gemeenten: G4, G40, M50, P10, K80, each as far as a list is held."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from vngkit.errors import NotFound, NotHeld
from vngkit.members._load import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vngkit.members._gemeente import Gemeente
    from vngkit.members._register import Register


@frozen(kw_only=True)
class NetworkMember:
    """Deelnemer: a gemeente that a source names as a member.

    Args:
        gemeente: the gemeente.
        since: the day, month or year that the source gives (``"2022-07-01"``, ``"2023-04"``, ``"2019"``): that it
            joined, or that it was seen as a member; None when the source has no date.
        source: address of the source.

    >>> from vngkit import members
    >>> members.load().network("P10").members[0].since
    '2017-01-01'
    """

    gemeente: Gemeente
    since: str | None
    source: str


@frozen(kw_only=True)
class Network:
    """Netwerk: what is held about a network of gemeenten.

    Args:
        name: its short name.
        label_nl: its Dutch name.
        completeness: ``complete`` (all members, from ``held_from`` on), ``snapshot`` (all members in a short period,
            and some of later), ``partial`` (some members).
        held_from: first day for which the whole list is held, or None.
        held_until: first day for which it no longer is.
        known_total: how many members a source counts: on the days held, or at the latest count.
        members: every gemeente that a source names, by code.

    >>> from vngkit import members
    >>> network = members.load().network("K80")
    >>> network.known_total, len(network.members)
    (64, 11)
    """

    name: str
    label_nl: str
    completeness: str
    held_from: date | None
    held_until: date | None
    known_total: int
    members: tuple[NetworkMember, ...]


@cache
def networks(register: Register) -> Mapping[str, Network]:
    """All networks by name."""
    named: dict[str, list[NetworkMember]] = {}
    for name, code, since, source in rows("network_members.csv"):
        member = NetworkMember(gemeente=register[code], since=since or None, source=source)
        named.setdefault(name, []).append(member)
    found = {}
    for name, label, completeness, start, end, total in rows("networks.csv"):
        first = date.fromisoformat(start) if start else None
        found[name] = Network(
            name=name,
            label_nl=label,
            completeness=completeness,
            held_from=first,
            held_until=date.fromisoformat(end) if end else register.held_until if first else None,
            known_total=int(total),
            members=tuple(named[name]),
        )
    return found


def network(register: Register, name: str) -> Network:
    """See ``Register.network``."""
    found = networks(register).get(name)
    if found is None:
        raise NotFound(
            f"{name!r:.40} is not a network that is held.",
            why=f"Held are {', '.join(networks(register))}.",
            fix="take one of these",
        )
    return found


def in_network(register: Register, name: str, on: date) -> tuple[Gemeente, ...]:
    """See ``Register.in_network``."""
    found = network(register, name)
    if found.held_from is None or found.held_until is None or not found.held_from <= on < found.held_until:
        days = "no day" if found.held_from is None else f"the days from {found.held_from} until {found.held_until}"
        raise NotHeld(
            f"the members of {name} on {on} are not held.",
            why=f"The whole list is held for {days} ({found.completeness}; {found.known_total} members).",
            fix=f"register.network({name!r}).members tells which {len(found.members)} are known, with dates",
        )
    there = [m.gemeente for m in found.members if m.since is None or m.since <= on.isoformat()]
    return tuple(there)
