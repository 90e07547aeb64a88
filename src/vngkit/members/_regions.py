"""Regions of gemeenten per kind and day."""

from __future__ import annotations

from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from vngkit.errors import NotFound, NotHeld, NotInForce
from vngkit.members._load import rows
from vngkit.members._spelling import normalise, province
from vngkit.members._tell import not_in_force

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vngkit.members._gemeente import Gemeente
    from vngkit.members._register import Register

    Period = tuple[date, date]


@frozen(kw_only=True)
class Region:
    """Regio: one region of a kind.

    Args:
        kind: as in ``register.region_kinds``.
        code: the CBS code, as in ``"PV27"``.
        name: the official name, or None when no source that is held gives one.
        basis: ``yearly`` (a list of every year), ``snapshot`` (one year), ``derived`` (from another list; see docs).

    >>> Region(kind="provincie", code="PV27", name="Noord-Holland", basis="yearly").name
    'Noord-Holland'
    """

    kind: str
    code: str
    name: str | None
    basis: str


@frozen(kw_only=True)
class RegionKind:
    """Soort regio: what kinds there are, and for which days a source is held.

    Args:
        kind: its id.
        label_nl: the Dutch term.
        held: periods ``(first day, first day no longer held)``; empty when the kind exists and no source is held.

    >>> from vngkit import members
    >>> members.load().region_kinds["res_regio"].held
    ()
    """

    kind: str
    label_nl: str
    held: tuple[Period, ...]


class Stay(NamedTuple):
    """A region holds a gemeente from a day until another day."""

    start: date
    end: date
    region: str
    basis: str


@cache
def kinds() -> Mapping[str, RegionKind]:
    """See ``Register.region_kinds``."""
    found = {}
    for kind, label, held in rows("region_kinds.csv"):
        periods = _merged((line.start, line.end) for line, _ in _lines(kind)) if held == "yes" else ()
        found[kind] = RegionKind(kind=kind, label_nl=label, held=periods)
    return MappingProxyType(found)


def region_of(register: Register, gemeente: Gemeente, kind: str, on: date) -> Region:
    """See ``Register.region``."""
    known = _kind(kind)
    for stay in _stays(kind).get(gemeente.code, ()):
        if stay.start <= on < stay.end:
            return _region(kind, stay)
    if gemeente.kind == "pretend":
        raise NotHeld(
            f"{kind} of {gemeente} is not held.", why="The pretend member lies in no region.", fix="take a real one"
        )
    if (gemeente.valid_to and on >= gemeente.valid_to) or (gemeente.valid_from and on < gemeente.valid_from):
        raise not_in_force(register, gemeente, on)
    _check_covered(known, on)
    raise NotHeld(
        f"{kind} of {gemeente} on {on} is not held.",
        why="The source for that day does not name this gemeente.",
        fix=f"take another day; held are {_told(known.held)}",
    )


def all_regions(register: Register, kind: str, on: date, *, incomplete_ok: bool) -> tuple[Region, ...]:
    """See ``Register.regions``."""
    found = _of_day(register, kind, on, incomplete_ok=incomplete_ok)
    regions = {stay.region: _region(kind, stay) for stay in sorted(found.values(), reverse=True)}
    return tuple(regions[code] for code in sorted(regions))


def members_of(register: Register, kind: str, region: str, on: date, *, incomplete_ok: bool) -> tuple[Gemeente, ...]:
    """See ``Register.in_region``."""
    found = _of_day(register, kind, on, incomplete_ok=incomplete_ok)
    code = _region_code(kind, region)
    codes = sorted(member for member, stay in found.items() if stay.region == code)
    if not codes:
        raise NotInForce(
            f"no gemeente lies in {kind} {region!r} on {on}.",
            why="The list of that day does not have this region.",
            fix="take another day, or one of register.regions(kind, on=day)",
        )
    return tuple(register[member] for member in codes)


def province_names() -> tuple[str, ...]:
    """The names of the provinces."""
    return tuple(name for name in _names("provincie").values() if name)


def _of_day(register: Register, kind: str, on: date, *, incomplete_ok: bool) -> dict[str, Stay]:
    """The region of every gemeente on the day; NotHeld when the source lacks some, unless that is accepted."""
    known = _kind(kind)
    _check_covered(known, on)
    found = {code: stay for code, stays in _stays(kind).items() for stay in stays if stay.start <= on < stay.end}
    lacking = [gemeente for gemeente in register.on(on) if gemeente.code not in found]
    if lacking and not incomplete_ok:
        named = ", ".join(str(gemeente) for gemeente in lacking[:3]) + (", ..." if len(lacking) > 3 else "")
        raise NotHeld(
            f"{kind} on {on} is not held for all gemeenten.",
            why=f"The source lacks {len(lacking)}: {named}.",
            fix="take another day, or accept the gap with incomplete_ok=True",
        )
    return found


def _kind(kind: str) -> RegionKind:
    known = kinds().get(kind) if isinstance(kind, str) else None
    if known is None:
        from vngkit.members._fuzzy import near

        close = near(str(kind), kinds())
        raise NotFound(
            f"{kind!r:.60} is not a kind of region.",
            why=f"Near kinds: {', '.join(close)}.",
            fix="see register.region_kinds",
        )
    return known


def _check_covered(known: RegionKind, on: date) -> None:
    if not known.held:
        raise NotHeld(
            f"{known.kind} is not held for any day.",
            why="This kind of region exists, but no open source of it was found.",
            fix="keep a list of your own beside it",
        )
    if not any(start <= on < end for start, end in known.held):
        raise NotHeld(
            f"{known.kind} on {on} is not held.",
            why=f"Sources are held for {_told(known.held)}.",
            fix="take a day in one of these years, or keep a list of your own beside it",
        )


def _region_code(kind: str, region: str) -> str:
    names = _names(kind)
    if region in names:
        return region
    wanted = province(str(region)) if kind == "provincie" else normalise(str(region))
    codes = [code for code, name in names.items() if name and normalise(name) == wanted]
    if len(codes) == 1:
        return codes[0]
    from vngkit.members._fuzzy import near

    close = near(str(region), [name or code for code, name in names.items()])
    raise NotFound(
        f"{region!r:.60} is not a region of kind {kind}.",
        why=f"Near: {', '.join(close)}.",
        fix="use its code or its name",
    )


def _region(kind: str, stay: Stay) -> Region:
    return Region(kind=kind, code=stay.region, name=_names(kind).get(stay.region), basis=stay.basis)


@cache
def _names(kind: str) -> Mapping[str, str | None]:
    return {code: name or None for of_kind, code, name, _ in rows("regions.csv") if of_kind == kind}


@cache
def _lines(kind: str) -> tuple[tuple[Stay, tuple[str, ...]], ...]:
    day = date.fromisoformat
    return tuple(
        (Stay(day(start), day(end), region, basis), tuple(codes.split()))
        for of_kind, region, start, end, basis, _, codes in rows("memberships.csv")
        if of_kind == kind
    )


@cache
def _stays(kind: str) -> Mapping[str, tuple[Stay, ...]]:
    found: dict[str, list[Stay]] = {}
    for stay, codes in _lines(kind):
        for code in codes:
            found.setdefault(code, []).append(stay)
    return {code: tuple(sorted(stays)) for code, stays in found.items()}


def _merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    out: list[Period] = []
    for start, end in sorted(set(periods)):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def _told(periods: tuple[Period, ...]) -> str:
    """Periods for people: whole years as years."""
    told = []
    for start, end in periods:
        last = date.fromordinal(end.toordinal() - 1)
        if (start.month, start.day, last.month, last.day) == (1, 1, 12, 31):
            told.append(str(start.year) if start.year == last.year else f"{start.year}-{last.year}")
        else:
            told.append(f"{start} up to {last}")
    return ", ".join(told)
