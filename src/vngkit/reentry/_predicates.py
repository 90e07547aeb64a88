"""Conditions under which a duty runs: each says yes, no, or not known (None) of a case on a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from vngkit.errors import NotFound
from vngkit.reentry._case import Case
from vngkit.reentry._words import AddressKind, BasicCondition, ConditionState, EntryRoute, Phase, Role

__all__ = ["PREDICATES", "Predicate", "predicate"]

Predicate: TypeAlias = Callable[[Case, date], bool | None]


def _inside(case: Case, on: date) -> bool:
    return case.phase in (Phase.DETAINED, Phase.OUTSIDE) and case.active


def _outside(case: Case, on: date) -> bool:
    return case.phase is Phase.OUTSIDE


def _released(case: Case, on: date) -> bool:
    return case.phase is Phase.RELEASED


def _not_registered(case: Case, on: date) -> bool | None:
    return None if case.address is AddressKind.UNKNOWN else case.address is AddressKind.NONE


def _no_home_address(case: Case, on: date) -> bool | None:
    return None if case.address is AddressKind.UNKNOWN else case.address is not AddressKind.HOME


def _regie_with(role: Role) -> Predicate:
    def holds(case: Case, on: date) -> bool:
        holder = case.regie_holder
        return holder is not None and holder.role is role

    return holds


def _route(route: EntryRoute) -> Predicate:
    def holds(case: Case, on: date) -> bool | None:
        return None if case.entry_route is EntryRoute.UNKNOWN else case.entry_route is route

    return holds


_KNOWN = frozenset({ConditionState.LACKING, ConditionState.ARRANGED, ConditionState.MET, ConditionState.NOT_APPLICABLE})


def _lacking(condition: BasicCondition) -> Predicate:
    def holds(case: Case, on: date) -> bool | None:
        state = case.state(condition)
        return state is ConditionState.LACKING if state in _KNOWN else None

    return holds


PREDICATES: Mapping[str, Predicate] = MappingProxyType(
    {
        "inside": _inside,
        "outside": _outside,
        "released": _released,
        "not_registered": _not_registered,
        "no_home_address": _no_home_address,
        **{f"route.{route}": _route(route) for route in EntryRoute if route is not EntryRoute.UNKNOWN},
        **{f"lacking.{condition}": _lacking(condition) for condition in BasicCondition},
        **{f"regie.{role}": _regie_with(role) for role in (Role.DIRECTOR, Role.COLLEGE, Role.PROBATION)},
    }
)


def predicate(name: str) -> Predicate:
    """The condition of a name; ``!`` before it turns yes and no round. Raises ``NotFound``."""
    plain = name.removeprefix("!")
    if plain not in PREDICATES:
        raise NotFound(f"there is no condition {plain!r} for duties.", fix=f"write one of {', '.join(PREDICATES)}")
    found = PREDICATES[plain]
    if plain == name:
        return found

    def turned(case: Case, on: date) -> bool | None:
        said = found(case, on)
        return None if said is None else not said

    return turned
