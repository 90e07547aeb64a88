"""By when, for a column of days: the term of a national rule, as the rule itself reckons it for one day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import field, frozen

from vngkit.errors import NotHeld
from vngkit.legislation import NationalRule
from vngkit.reentry._duty import THAT_DAY, UNTIMED, Duty
from vngkit.reentry._words import DutyKind
from vngkit.reentry.columns._pack import EPOCH
from vngkit.terms import last_days

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

__all__ = ["NOT_HELD", "NO_DAY", "DueColumns", "due_columns"]

NO_DAY: Final = np.int32(np.iinfo(np.int32).max)
NOT_HELD: Final = np.int32(np.iinfo(np.int32).min)
_FIRST_HELD: Final = date(2014, 1, 1).toordinal() - EPOCH  # before it the calendar decides case by case
_COUNTED: Final = ("from", "back")


@frozen(kw_only=True, eq=False)
class DueColumns:
    """By when: the day (days since 1970), the last day of any reading, and whether the day is that of an ``End``.

    ``NO_DAY`` is: no term runs; ``NOT_HELD``: the calendar of that year is not held, so the day must be looked up.
    ``earliest`` says that it is the first day on which something may be.
    """

    on: Ints = field(repr=False)
    last: Ints = field(repr=False)
    has_end: bool
    earliest: bool


def due_columns(duty: Duty, starts: Ints) -> DueColumns:
    """By when a duty is due that started on each of these days."""
    rule = duty.term_rule
    if UNTIMED in duty.how or (rule is None and THAT_DAY not in duty.how):
        return _none(starts)
    if THAT_DAY in duty.how or (rule is not None and rule.reckoning.counts == "at_once"):
        return DueColumns(on=starts, last=starts, has_end=False, earliest=False)
    if rule is None or rule.term is None or rule.reckoning.counts not in _COUNTED:
        return _none(starts)
    on, last = _ends(rule, starts, readings=duty.kind is DutyKind.RIGHT)
    return DueColumns(on=on, last=last, has_end=True, earliest=rule.reckoning.day_is == "earliest")


def _none(starts: Ints) -> DueColumns:
    never = np.full(starts.size, NO_DAY, np.int32)
    return DueColumns(on=never, last=never, has_end=False, earliest=False)


def _ends(rule: NationalRule, starts: Ints, *, readings: bool) -> tuple[Ints, Ints]:
    """The last day by the usual reading and, when ``readings`` count, the latest day of all readings."""
    way, term = rule.reckoning, rule.term
    if readings or way.counts == "back" or term is None or (starts.size and starts.min() < _FIRST_HELD):
        return _one_by_one(rule, starts)
    days = last_days(term, starts.astype("M8[D]"), source=way.layer, extension=way.extension)
    on = days.astype(np.int32) - np.int32(way.first_day_counts)
    return on, on


def _one_by_one(rule: NationalRule, starts: Ints) -> tuple[Ints, Ints]:
    """The same by asking the rule itself, once for each day that occurs."""
    every, where = np.unique(starts, return_inverse=True)
    told = np.array([_ask(rule, date.fromordinal(int(day) + EPOCH)) for day in every], np.int32).reshape(-1, 2)
    return told[where, 0], told[where, 1]


def _ask(rule: NationalRule, start: date) -> tuple[int, int]:
    try:
        end = rule.reckon(start)
    except NotHeld:
        return int(NOT_HELD), int(NOT_HELD)
    return end.date.toordinal() - EPOCH, max(end.dates).toordinal() - EPOCH
