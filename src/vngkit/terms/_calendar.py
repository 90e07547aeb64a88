"""The free days of the Algemene termijnenwet: Saturdays, Sundays, and the days of article 3."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

from attrs import frozen

from vngkit.errors import NotHeld

__all__ = ["FIRST_YEAR", "FreeDay", "FreeDays", "Remark", "equal_days_known", "free_days", "is_free"]

DATA = Path(__file__).resolve().parent.parent / "data" / "terms"
FIRST_YEAR = 2014  # the first year in which the day of the King's birthday of holidays.csv was celebrated
_SATURDAY = 5


@frozen(kw_only=True)
class Remark:
    """Kanttekening: something to know before a date is used; ``kind`` for programs, the text in both languages."""

    kind: str
    text: str
    text_nl: str

    def explain(self, lang: str = "nl") -> str:
        """The remark in Dutch or English."""
        return self.text_nl if lang == "nl" else self.text


@frozen(kw_only=True)
class FreeDay:
    """Feestdag: a day of article 3 of the Algemene termijnenwet; ``paragraph`` is its lid, 3 for an equal day."""

    day: date
    name_nl: str
    name_en: str
    paragraph: int

    def label(self, lang: str = "nl") -> str:
        """The name of the day in Dutch or English."""
        return self.name_nl if lang == "nl" else self.name_en


@frozen(kw_only=True)
class FreeDays(Mapping[date, FreeDay]):
    """The free days of a year besides Saturdays and Sundays, by day; ``warnings`` says what is not known of it."""

    year: int
    days: Mapping[date, FreeDay]
    warnings: tuple[Remark, ...] = ()

    def __getitem__(self, day: date) -> FreeDay:
        return self.days[day]

    def __iter__(self) -> Iterator[date]:
        return iter(self.days)

    def __len__(self) -> int:
        return len(self.days)


@cache
def free_days(year: int) -> FreeDays:
    """The recognised holidays (*algemeen erkende feestdagen*) of a year, and the days that are equal to them.

    Args:
        year: 2014 or later. For a year outside those of the equal-day decrees that are held, the result carries the
            warning ``equal_days_unknown``.

    Raises ``NotHeld`` before 2014: the day of the monarch's birthday of those years is not in the data.
    Source: Algemene termijnenwet 3; the equal days (lid 3) come from one secondary source.

    >>> [day.isoformat() for day in free_days(2027)][:4]
    ['2027-01-01', '2027-03-26', '2027-03-29', '2027-04-27']
    >>> free_days(2029).warnings[0].kind
    'equal_days_unknown'
    """
    if year < FIRST_YEAR:
        raise NotHeld(
            f"the free days of {year} are not held.",
            why=f"The calendar of article 3 of the Algemene termijnenwet is held from {FIRST_YEAR} on.",
            fix="look the days up in the decrees of that time",
        )
    easter = _easter(year)
    found = [_free_day(row, year, easter) for row in _holidays()]
    found += [
        FreeDay(day=day, name_nl="gelijkgestelde dag", name_en="equal day", paragraph=3)
        for day in _equal_days()
        if day.year == year
    ]
    days = {free.day: free for free in sorted(found, key=lambda free: free.day)}
    return FreeDays(year=year, days=MappingProxyType(days), warnings=_unknown_equal_days(year))


def equal_days_known() -> tuple[int, int]:
    """The first and the last year for which the decrees on equal days are held."""
    years = [day.year for day in _equal_days()]
    return min(years), max(years)


def is_free(day: date) -> bool:
    """Whether a day is a Saturday, a Sunday or a day of article 3.

    >>> is_free(date(2026, 12, 24)), is_free(date(2026, 12, 25))
    (False, True)
    """
    return day.weekday() >= _SATURDAY or day in free_days(day.year)


def _unknown_equal_days(year: int) -> tuple[Remark, ...]:
    first, last = equal_days_known()
    if first <= year <= last:
        return ()
    return (
        Remark(
            kind="equal_days_unknown",
            text=f"the equal days of {year} are not known (decrees are held for {first}-{last}): the end may be later",
            text_nl=f"de gelijkgestelde dagen van {year} zijn niet bekend (wel die van {first}-{last}): "
            "het einde kan later zijn",
        ),
    )


def _free_day(row: dict[str, str], year: int, easter: date) -> FreeDay:
    return FreeDay(
        day=_day(row, year, easter), name_nl=row["name_nl"], name_en=row["name_en"], paragraph=int(row["paragraph"])
    )


def _day(row: dict[str, str], year: int, easter: date) -> date:
    if row["rule"] == "easter":
        return easter + timedelta(days=int(row["day"]))
    day = date(year, int(row["month"]), int(row["day"]))
    sunday = row["rule"] == "fixed_not_sunday" and day.weekday() > _SATURDAY
    return day - timedelta(days=1) if sunday else day


@cache
def _holidays() -> tuple[dict[str, str], ...]:
    with (DATA / "holidays.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _equal_days() -> tuple[date, ...]:
    with (DATA / "equal_days.csv").open(encoding="utf-8", newline="") as file:
        return tuple(date.fromisoformat(row["day"]) for row in csv.DictReader(file))


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of Meeus, Jones and Butcher)."""
    cycle, century, rest = year % 19, year // 100, year % 100
    leap = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    moon = (19 * cycle + leap + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    month, day = divmod(moon + weekday - 7 * ((cycle + 11 * moon + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)
