"""A term of legal time: an amount and a unit, read, compared and put into words."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Final, Literal, get_args

from attrs import frozen

from vngkit.errors import DataError

if TYPE_CHECKING:
    from vngkit.terms._end import End

__all__ = ["Term", "Unit"]

Unit = Literal["hours", "days", "working_days", "weeks", "months", "years"]

_LABELS: Final[dict[str, tuple[str, str, str]]] = {
    "hours": ("uur", "uur", "hour"),
    "days": ("dag", "dagen", "day"),
    "working_days": ("werkdag", "werkdagen", "working day"),
    "weeks": ("week", "weken", "week"),
    "months": ("maand", "maanden", "month"),
    "years": ("jaar", "jaar", "year"),
}
_WORDS: Final = {
    word: unit for unit, (one, many, english) in _LABELS.items() for word in (one, many, english, f"{english}s", unit)
}
_SCALE: Final = {"days": ("days", 1), "weeks": ("days", 7), "months": ("months", 1), "years": ("months", 12)}
_FORM = re.compile(r"\s*(\d+)\s*([a-z_ ]+?)\s*", re.IGNORECASE)


@frozen
class Term:
    """Termijn: an amount of time in a unit of law.

    Args:
        amount: a whole number of units, one or more.
        unit: ``hours``, ``days``, ``working_days``, ``weeks``, ``months`` or ``years``.

    Terms can be compared where the law leaves no doubt: days with weeks, months with years. A month against a week
    raises ``DataError``: it depends on the month. Source: Algemene termijnenwet 1-5.

    >>> Term(8, "weeks") > Term(50, "days"), Term(4, "weeks").label("nl")
    (True, '4 weken')
    """

    amount: int
    unit: Unit

    def __attrs_post_init__(self) -> None:
        if self.unit not in get_args(Unit):
            raise DataError(f"{self.unit!r} is not a unit of a term.", fix=f"write one of {', '.join(get_args(Unit))}")
        if not isinstance(self.amount, int) or isinstance(self.amount, bool) or self.amount < 1:
            raise DataError(
                f"a term of {self.amount!r} {self.unit} does not exist.", fix="write a whole number above zero"
            )

    @classmethod
    def parse(cls, text: str) -> Term:
        """Read a term as people write it, in English or Dutch; raises ``DataError``.

        >>> Term.parse("8 weken")
        Term(8, 'weeks')
        """
        match = _FORM.fullmatch(text)
        unit = _WORDS.get(match[2].lower()) if match else None
        if match is None or unit is None:
            raise DataError(
                f"{text!r} is not a term.", fix="write an amount and a unit, for example 8 weeks or 8 weken"
            )
        return cls(int(match[1]), unit)  # type: ignore[arg-type]

    def reckon(self, start: date, *, source: str | Enum = "wet", extension: str = "usual") -> End:
        """The end of this term (*einde van de termijn*) that runs from ``start``, with the arithmetic.

        Args:
            start: the day of the event, which does not count; an aware datetime for a term in hours.
            source: the layer of the rule in which the term stands (``wet``, ``amvb``, ``verordening``, ``beleidsregel``
                ... or a ``Layer``): it decides whether the Algemene termijnenwet extends the term.
            extension: what the rule itself brings: ``usual``, ``arguable``, ``waiting`` (a waiting term), ``liberty``,
                ``publication``, ``excluded``, ``own_rule`` and the readings of ``data/terms/extensions.csv``.

        Raises ``DataError`` for what is no date, a moment without time zone, or an unknown source or extension.
        Source: Algemene termijnenwet 1-5; Gemeentewet 145.

        >>> end = Term(4, "weeks").reckon(date(2026, 11, 27))
        >>> end.raw, end.date, end.extended
        (datetime.date(2026, 12, 25), datetime.date(2026, 12, 28), True)
        >>> Term(4, "weeks").reckon(date(2026, 11, 27), source="convenant").date
        datetime.date(2026, 12, 25)
        """
        from vngkit.terms._reckon import reckon

        return reckon(self, start, source, extension)

    def end(self, start: date) -> date:
        """The last day of this term (*laatste dag*) when it stands in a law and nothing else is said.

        The day of the event does not count; the Algemene termijnenwet extends the term when its length is covered.
        Use ``reckon`` for another source, for the readings and for the words. Raises ``DataError``.

        >>> Term(4, "weeks").end(date(2026, 11, 27)), Term(13, "weeks").end(date(2026, 9, 25))
        (datetime.date(2026, 12, 28), datetime.date(2026, 12, 25))
        """
        self._in_days("end", "end_at")
        return self.reckon(start).date

    def reckon_back(self, moment: date) -> End:
        """The day that lies this term before ``moment`` (*teruggerekende termijn*), with the arithmetic.

        A term that is counted back is never moved for a free day. Source: Algemene termijnenwet 1 lid 2.

        >>> Term(3, "months").reckon_back(date(2027, 3, 26)).date
        datetime.date(2026, 12, 26)
        """
        from vngkit.terms._reckon import reckon_back

        return reckon_back(self, moment)

    def back(self, moment: date) -> date:
        """The day that lies this term before ``moment`` (*terugrekenen*).

        >>> Term(4, "weeks").back(date(2033, 11, 23))
        datetime.date(2033, 10, 26)
        """
        self._in_days("back", "reckon_back")
        return self.reckon_back(moment).date

    def end_at(self, start: datetime) -> datetime:
        """The moment at which a term in hours (*termijn in uren*) ends, in Dutch time: elapsed hours, never moved.

        Raises ``DataError`` for a term in another unit and for a moment without a time zone.

        >>> from datetime import datetime, timezone
        >>> Term(3, "hours").end_at(datetime(2027, 10, 30, 23, 30, tzinfo=timezone.utc)).isoformat()
        '2027-10-31T03:30:00+01:00'
        """
        from vngkit.terms._reckon import end_at

        return end_at(self, start)

    def _in_days(self, asked: str, instead: str) -> None:
        if self.unit == "hours":
            raise DataError(
                f"a term of {self} ends at a moment, not on a day: Term.{asked} can not tell it.",
                fix=f"use Term.{instead} with an aware datetime",
            )

    def label(self, lang: str = "nl") -> str:
        """The term in words, in Dutch or English."""
        one, many, english = _LABELS[self.unit]
        if lang == "nl":
            return f"{self.amount} {one if self.amount == 1 else many}"
        return f"{self.amount} {english}{'' if self.amount == 1 else 's'}"

    def __str__(self) -> str:
        return self.label("en")

    def __repr__(self) -> str:
        return f"Term({self.amount}, {self.unit!r})"

    def __lt__(self, other: Term) -> bool:
        mine, theirs = self._held_against(other)
        return mine < theirs

    def __le__(self, other: Term) -> bool:
        mine, theirs = self._held_against(other)
        return mine <= theirs

    def __gt__(self, other: Term) -> bool:
        mine, theirs = self._held_against(other)
        return mine > theirs

    def __ge__(self, other: Term) -> bool:
        mine, theirs = self._held_against(other)
        return mine >= theirs

    def _held_against(self, other: Term) -> tuple[int, int]:
        if not isinstance(other, Term):
            raise DataError(f"a term can not be held against a {type(other).__name__}.", fix="give a Term")
        mine, theirs = _SCALE.get(self.unit, (self.unit, 1)), _SCALE.get(other.unit, (other.unit, 1))
        if mine[0] != theirs[0]:
            raise DataError(f"{self} and {other} can not be held against each other.", fix="write both in one unit")
        return self.amount * mine[1], other.amount * theirs[1]
