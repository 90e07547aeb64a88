"""A herindeling under a case: which college is competent once a gemeente went on in another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from attrs import evolve

from vngkit import members
from vngkit.reentry._case import Case, College
from vngkit.reentry._veil import whole

__all__ = ["codes_of", "with_heirs"]


def with_heirs(case: Case, on: date) -> Case:
    """The case with the colleges of the day: where a gemeente ended, those of the gemeenten in which it went on.

    After a split nobody says which of them it is: then all of them are named, so that the case falls between none.
    """
    day = _known(on)
    heirs = [(heir, college.ground) for college in case.competent_colleges for heir in _heirs(college.member, day)]
    if [heir for heir, _ in heirs] == list(case.members):
        return case
    grounds: dict[str, list[str]] = {}
    for heir, ground in heirs:
        grounds.setdefault(heir, []).append(ground)
    colleges = tuple(College(member=heir, ground="+".join(dict.fromkeys(held))) for heir, held in grounds.items())
    return evolve(whole(case), competent_colleges=colleges)


def codes_of(member: str, on: date) -> tuple[str, ...]:
    """The code of a gemeente, and those of the gemeenten that went on in it, whole or in part, by the day."""
    return (member, *_former(_known(on)).get(member, ()))


def _known(on: date) -> date:
    """The day, or the nearest one of which the gemeenten are held: a later herindeling is not known yet."""
    register = members.load()
    return max(register.lists_from, min(on, date.fromordinal(register.held_until.toordinal() - 1)))


@lru_cache(maxsize=64)
def _former(on: date) -> Mapping[str, tuple[str, ...]]:
    """Of each gemeente of the day the codes that went on in it."""
    register = members.load()
    ended = [one for one in register if one.valid_to is not None and one.valid_to <= on]
    last_days = [date.fromordinal(one.valid_to.toordinal() - 1) for one in ended if one.valid_to is not None]
    whole = register.crosswalk(to=on).apply([one.code for one in ended], last_days).codes
    found: dict[str, list[str]] = {}
    for one, heir in zip(ended, whole, strict=True):
        for code in (heir,) if heir is not None else _heirs(one.code, on):
            found.setdefault(code, []).append(one.code)
    return {code: tuple(former) for code, former in found.items()}


@lru_cache(maxsize=4096)
def _heirs(code: str, on: date) -> tuple[str, ...]:
    register = members.load()
    ended = register[code].valid_to
    if ended is None or on < ended:
        return (code,)
    return tuple(heir.gemeente.code for heir in register.successors(code, on=on)) or (code,)
