"""A custodial sentence as the calculators take it, its length in exact days, and the assumptions that they name."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.legislation import Lang, NationalRule, law_number, national_rule
from vngkit.reentry._fields import maybe_day
from vngkit.reentry._words import DATA
from vngkit.terms import Term, day_text

__all__ = [
    "Assumption",
    "Sentence",
    "Year",
    "assume",
    "day_count",
    "first_part",
    "law_day",
    "month_days",
    "on_calendar",
    "years",
]


@frozen(kw_only=True)
class Assumption:
    """Aanname van een berekening: what was taken for granted, with the rule that leaves it open; part of the result."""

    id: str
    text: str
    text_nl: str
    rule: NationalRule = field(repr=False)

    def explain(self, lang: Lang = "nl") -> str:
        """The assumption in Dutch or English."""
        return self.text_nl if lang == "nl" else self.text


@cache
def _assumptions() -> Mapping[str, dict[str, str]]:
    with (DATA / "assumptions.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["id"]: row for row in csv.DictReader(file)})


def assume(name: str, *, nl: Mapping[str, object] | None = None, **values: object) -> Assumption:
    """The assumption of a name, with its values filled in; ``nl`` holds the values that are written otherwise there."""
    row = _assumptions()[name]
    return Assumption(
        id=name,
        text=row["en"].format(**values),
        text_nl=row["nl"].format(**{**values, **(nl or {})}),
        rule=national_rule(row["rule"]),
    )


def _whole(_: object, attribute: object, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise DataError(
            f"{getattr(attribute, 'name', 'a part')} of a sentence is not a whole number of zero or more.",
            fix="write the parts as the judgment does: years=2, months=6",
        )


@frozen(kw_only=True)
class Sentence:
    """Vrijheidsstraf: the unconditional custodial sentence as the judgment writes it; it never becomes part of a case.

    Args:
        years: calendar years.
        months: months of criminal law, which have a fixed number of days (Wetboek van Strafrecht 88).
        days: days of twenty-four hours.
        start: the day on which the sentence starts (Wetboek van Strafvordering 6:2:2), days in pre-trial detention that
            come off it already taken into account; None when it is not known.

    Several sentences that are undergone one after the other are given added up (Wetboek van Strafvordering 6:2:6).

    >>> from vngkit.reentry import Sentence
    >>> Sentence(months=18, start=date(2026, 11, 23)).end
    datetime.date(2028, 5, 16)
    """

    years: int = field(default=0, validator=_whole)
    months: int = field(default=0, validator=_whole)
    days: int = field(default=0, validator=_whole)
    start: date | None = field(default=None, validator=maybe_day)

    def __attrs_post_init__(self) -> None:
        if not (self.years or self.months or self.days):
            raise DataError("a sentence of no time does not exist.", fix="give years, months or days")
        if self.start is not None:
            on_calendar(self.start, self)

    @property
    def end(self) -> date | None:
        """The day that lies the whole sentence after its start; None when the start is not known."""
        return None if self.start is None else on_calendar(self.start, self)

    def in_days(self, year_in_days: int) -> int:
        """Its length in days, with years of so many days."""
        return self.years * year_in_days + self.months * month_days() + self.days

    def label(self, lang: Lang = "nl") -> str:
        """The sentence in words."""
        parts = [
            Term(amount, unit).label(lang)  # type: ignore[arg-type]  # the three units below are units
            for amount, unit in ((self.years, "years"), (self.months, "months"), (self.days, "days"))
            if amount
        ]
        return (" en " if lang == "nl" else " and ").join(parts)


def on_calendar(start: date, length: Sentence) -> date:
    """The day that lies so many calendar years, months of criminal law and days after a day."""
    try:
        day = Term(length.years, "years").reckon(start, extension="liberty").raw if length.years else start
        return day + timedelta(days=length.months * month_days() + length.days)
    except (OverflowError, ValueError) as error:
        raise DataError("this sentence ends after the last day of the calendar.", fix="write it shorter") from error


def month_days() -> int:
    """The days of a month in criminal law."""
    return int(national_rule("criminal_month").amount)


def law_day(day: date, lang: Lang) -> str:
    """A day that stands in law, in words: without the day of the week."""
    return day_text(day, lang).partition(" ")[2]


def first_part() -> Term:
    """The part of a sentence that comes before any conditional release."""
    return Term(int(law_number("vi_first_part")), "years")


@frozen(kw_only=True)
class Year:
    """Een jaar, zoals gelezen: as a calendar year from the start, or as a fixed number of days."""

    kind: str
    days: int
    length: int
    start: date | None = field(default=None, repr=False)

    def of(self, term: Term) -> int:
        """A term of years or months of the law in days."""
        if term.unit == "months":
            return term.amount * month_days()
        if self.start is None or self.kind == "year_in_days":
            return term.amount * self.days
        return (on_calendar(self.start, Sentence(years=term.amount)) - self.start).days

    @property
    def assumption(self) -> Assumption:
        """The reading as an assumption."""
        return assume(self.kind, days=self.days)


def years(sentence: Sentence) -> tuple[Year, ...]:
    """The ways to read "a year" for a sentence: the calendar year first, where its start is known."""
    fixed = int(law_number("year_in_days"))
    in_days = Year(kind="year_in_days", days=fixed, length=sentence.in_days(fixed), start=sentence.start)
    start, end = sentence.start, sentence.end
    if start is None or end is None:
        return (in_days,)
    days = (on_calendar(start, Sentence(years=1)) - start).days
    return Year(kind="calendar_year", days=days, length=(end - start).days, start=start), in_days


def day_count(days: Fraction | int, lang: Lang = "en") -> str:
    """A number of days in words, exact: a part of a day as a fraction.

    >>> day_count(Fraction(1826, 3)), day_count(Fraction(1), "nl")
    ('608 2/3 days', '1 dag')
    """
    whole, rest = divmod(Fraction(days), 1)
    number = " ".join(str(part) for part in (whole, rest) if part) or "0"
    one = number == "1"
    return f"{number} {('dag' if one else 'dagen') if lang == 'nl' else ('day' if one else 'days')}"
