"""A day that notes when what was asked of it will be answered otherwise: how long a finding stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final, Self

__all__ = ["NEVER", "WatchedDay", "tomorrow"]

NEVER: Final = date.max
_ONE_DAY: Final = timedelta(days=1)


def tomorrow(day: date) -> date:
    """The day after; ``NEVER`` has none."""
    return day if day == NEVER else day + _ONE_DAY


class WatchedDay(date):
    """Bewaakte dag: a day that a pure function may hold against other days, and that remembers the first change.

    A function of a frozen case and a day gives the same again on every later day on which all its comparisons with
    that day come out the same. So ``until`` is the first later day on which one of them comes out otherwise. Whatever
    else is done with the day (arithmetic, its year, its text, its hash) can differ tomorrow: then ``until`` is the
    next day.

    >>> on = WatchedDay.of(date(2026, 11, 23))
    >>> on > date(2026, 12, 1), on.until
    (False, datetime.date(2026, 12, 2))
    """

    __slots__ = ("_until",)
    _until: date

    @classmethod
    def of(cls, day: date) -> Self:
        """The day, watched from now on."""
        watched = cls(day.year, day.month, day.day)
        watched._until = NEVER
        return watched

    @property
    def until(self) -> date:
        """The first later day on which an answer changes; ``NEVER`` when none does."""
        return self._until

    def plain(self) -> date:
        """The day itself, for what reckons with it: from then on tomorrow may differ."""
        day = date.fromordinal(date.toordinal(self))
        self._until = tomorrow(day)
        return day

    def _changes_on(self, day: date) -> None:
        if date.__lt__(day, self._until):
            self._until = day

    def _changes_after(self, day: date) -> None:
        if date.__lt__(day, self._until):  # so there is a day after it
            self._until = date.__add__(day, _ONE_DAY)

    def __lt__(self, other: date) -> bool:
        held = date.__lt__(self, other)
        if held is True:
            self._changes_on(other)
        return held

    def __ge__(self, other: date) -> bool:
        held = date.__ge__(self, other)
        if held is False:
            self._changes_on(other)
        return held

    def __le__(self, other: date) -> bool:
        held = date.__le__(self, other)
        if held is True:
            self._changes_after(other)
        return held

    def __gt__(self, other: date) -> bool:
        held = date.__gt__(self, other)
        if held is False:
            self._changes_after(other)
        return held

    def __eq__(self, other: object) -> bool:
        held = date.__eq__(self, other)
        if held is True:
            self.plain()
        elif isinstance(other, date) and date.__lt__(self, other):
            self._changes_on(other)
        return held

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.plain())


def _reckoned(name: str) -> Callable[..., Any]:
    """A method of a date that tells more of the day than a comparison does."""

    def method(self: WatchedDay, *given: Any) -> Any:
        return getattr(self.plain(), name)(*given)

    return method


def _reckoned_field(name: str) -> property:
    return property(lambda self: getattr(self.plain(), name))


_AS_IT_IS: Final = {"__class__", "__delattr__", "__dir__", "__doc__", "__getattribute__", "__getstate__", "__init__"}
_OF_THE_CLASS: Final = {"__init_subclass__", "__new__", "__setattr__", "__sizeof__", "__subclasshook__"}
_MAKES_A_DAY: Final = {"fromisocalendar", "fromisoformat", "fromordinal", "fromtimestamp", "strptime", "today"}
_OTHERS: Final = set(dir(date)) - vars(WatchedDay).keys() - _AS_IT_IS - _OF_THE_CLASS - _MAKES_A_DAY

for _name in sorted(_OTHERS - {"min", "max", "resolution"}):
    _wrap = _reckoned_field if _name in {"year", "month", "day"} else _reckoned
    setattr(WatchedDay, _name, _wrap(_name))
