"""Conditions under which a duty runs: each says yes, no, or not known (None) of a case on a day."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final, TypeAlias

from vngkit.errors import NotFound
from vngkit.legislation import Lang, assistance_wait
from vngkit.reentry._case import Case
from vngkit.reentry._words import DATA, AddressKind, BasicCondition, ConditionState, EntryRoute, Phase, Role

__all__ = ["PREDICATES", "Predicate", "is_exception", "predicate", "question"]

Predicate: TypeAlias = Callable[[Case, date], bool | None]


def _inside(case: Case, day: date) -> bool:
    return case.phase in (Phase.DETAINED, Phase.OUTSIDE) and case.active


def _outside(case: Case, day: date) -> bool:
    return case.phase is Phase.OUTSIDE


def _released(case: Case, day: date) -> bool:
    return case.phase is Phase.RELEASED


def _not_registered(case: Case, day: date) -> bool | None:
    return None if case.address is AddressKind.UNKNOWN else case.address is AddressKind.NONE


def _no_home_address(case: Case, day: date) -> bool | None:
    return None if case.address is AddressKind.UNKNOWN else case.address is not AddressKind.HOME


def _two_colleges(case: Case, day: date) -> bool | None:
    return len(case.members) > 1 if case.members else None


def _under_27(case: Case, day: date) -> bool | None:
    """Whether the waiting term of Participatiewet 41 lid 4 holds for the age on the day."""
    born = case.birth_date
    if born is None:
        return None
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return assistance_wait(reported=day, age=years) is not None if years >= 0 else None


def _regie_with(role: Role) -> Predicate:
    def holds(case: Case, day: date) -> bool:
        holder = case.regie_holder
        return holder is not None and holder.role is role

    return holds


def _route(route: EntryRoute) -> Predicate:
    def holds(case: Case, day: date) -> bool | None:
        return None if case.entry_route is EntryRoute.UNKNOWN else case.entry_route is route

    return holds


_KNOWN = frozenset({ConditionState.LACKING, ConditionState.ARRANGED, ConditionState.MET, ConditionState.NOT_APPLICABLE})


def _lacking(condition: BasicCondition) -> Predicate:
    def holds(case: Case, day: date) -> bool | None:
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
        "two_colleges": _two_colleges,
        "under_27": _under_27,
        **{f"route.{route}": _route(route) for route in EntryRoute if route is not EntryRoute.UNKNOWN},
        **{f"lacking.{condition}": _lacking(condition) for condition in BasicCondition},
        **{f"regie.{role}": _regie_with(role) for role in (Role.DIRECTOR, Role.COLLEGE, Role.PROBATION)},
    }
)
_NOT: Final = "!"
_TOLD: Final = "told."
_STEP: Final = "step."


@cache
def is_exception(name: str) -> bool:
    """Whether it leaves an entry route out of a general rule: while that is not known, the general rule holds."""
    return name.startswith(f"{_NOT}route.")


def predicate(name: str) -> Predicate:
    """The condition of a name; raises ``NotFound``.

    ``!`` before it turns yes and no round; ``told.`` takes what is not known for no (for a rule beside one that already
    asks for it); ``step.<kind>`` holds when that step was taken.
    """
    if name.startswith(_NOT):
        return _turned(predicate(name.removeprefix(_NOT)))
    if name.startswith(_TOLD):
        return _told(predicate(name.removeprefix(_TOLD)))
    if name.startswith(_STEP):
        return _taken(name.removeprefix(_STEP))
    if name not in PREDICATES:
        raise NotFound(f"there is no condition {name!r} for duties.", fix=f"write one of {', '.join(PREDICATES)}")
    return PREDICATES[name]


def _turned(found: Predicate) -> Predicate:
    def turned(case: Case, day: date) -> bool | None:
        said = found(case, day)
        return None if said is None else not said

    return turned


def _told(found: Predicate) -> Predicate:
    return lambda case, day: found(case, day) is True


def _taken(kind: str) -> Predicate:
    return lambda case, _: bool(case.steps_of(kind))


@cache
def _questions() -> Mapping[str, dict[str, str]]:
    with (DATA / "predicates.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["id"]: row for row in csv.DictReader(file)})


def question(name: str, lang: Lang = "nl") -> str:
    """What must be found out when a condition is not known, in words that follow on *whether* and *of*."""
    plain = name.removeprefix(_NOT).removeprefix(_TOLD)
    row = _questions()[plain]
    return f"{row[lang]} ({row[f'ask_{lang}']})"
