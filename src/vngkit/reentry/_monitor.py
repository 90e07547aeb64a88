"""The monitor: how many returned people had which state of each condition, and when; only numbers that hide people.

A number is made of base cells: one gemeente, one half of a calendar year, one point, one condition, one state. Each
base cell is rounded by itself, before anything is added up; everything that is ever shown is a sum of rounded base
cells. So no two questions, however they overlap, tell more than these cells do. See decision 0026.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from math import sqrt
from typing import Any, Final

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.legislation import Lang
from vngkit.privacy import Suppression
from vngkit.reentry._fields import asked_day
from vngkit.reentry._words import BasicCondition, MonitorPoint, MonitorState

__all__ = ["BaseCell", "Half", "Monitor", "MonitorRow", "half_of", "halves", "monitor_of"]

_JULY: Final = 7


@frozen(kw_only=True)
class Half:
    """Halfjaar: a half of a calendar year, the smallest period that is counted."""

    year: int
    second: bool

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, _JULY if self.second else 1, 1)

    @property
    def end(self) -> date:
        """The first day after it."""
        return date(self.year + self.second, 1 if self.second else _JULY, 1)

    def __str__(self) -> str:
        return f"{self.year}-{2 if self.second else 1}"


@frozen(kw_only=True)
class BaseCell:
    """What is counted by itself: one gemeente, half year of release, point, condition and state; never overlapping."""

    member: str
    half: Half
    point: MonitorPoint
    condition: BasicCondition
    state: MonitorState

    def __str__(self) -> str:
        """Its name, by which its secret offset is found; the order of the names says nothing of people."""
        return "|".join((self.member, str(self.half), self.point, self.condition, self.state))


@frozen(kw_only=True)
class MonitorRow:
    """Rij van de monitor: for a point and a condition, the number in each state; None is too small to show.

    ``member`` and ``half`` are None for all together. ``total`` is the sum of what is shown, so it tells nothing more.
    """

    member: str | None
    half: Half | None
    point: MonitorPoint
    condition: BasicCondition
    counts: Mapping[MonitorState, int | None]
    total: int | None
    complete: bool


@frozen(kw_only=True, repr=False)
class Monitor:
    """Monitor: rounded numbers of people who were released in a period, per point, condition and state.

    It holds no person, no exact number and nothing that is not shown. ``row`` and ``rows`` give the numbers, ``text``,
    ``to_rows`` and ``to_csv`` the forms.

    Args:
        members: the codes of the gemeenten that were asked; None is all.
        period: the first day and the day after the last, of whole half years.
        on: the day of which the record is read.
        threshold: the smallest number that is shown.
        cells: the rounded number of each base cell that is not zero.
    """

    members: tuple[str, ...] | None
    period: tuple[date, date]
    on: date
    threshold: int
    cells: Mapping[BaseCell, int] = field(factory=dict)

    def __repr__(self) -> str:
        who = "all" if self.members is None else ", ".join(self.members)
        return f"<Monitor {who}, {self.period[0]} to {self.period[1]}, on {self.on}>"

    def __str__(self) -> str:
        return self.text("nl")

    def row(
        self,
        point: MonitorPoint | str,
        condition: BasicCondition | str,
        *,
        member: str | None = None,
        half: Half | None = None,
    ) -> MonitorRow:
        """The numbers of one point and condition, of all that was asked or of one gemeente or half year of it."""
        at, about = MonitorPoint(point), BasicCondition(condition)
        sums: Counter[MonitorState] = Counter()
        for cell, count in self.cells.items():
            if (
                (at, about) == (cell.point, cell.condition)
                and member in (None, cell.member)
                and half in (None, cell.half)
            ):
                sums[cell.state] += count
        return self._row(sums, at, about, member, half)

    def rows(self, *, by: Collection[str] = ()) -> tuple[MonitorRow, ...]:
        """All rows; ``by`` splits them: ``"member"`` for each gemeente, ``"half"`` for each half year, or both.

        Raises ``DataError`` for another word.
        """
        wanted = {by} if isinstance(by, str) else set(by)
        if not wanted <= {"member", "half"}:
            raise DataError(
                "the monitor is split by something else.", fix='write by=("member", "half") or one of these'
            )
        split, halved = "member" in wanted, "half" in wanted
        sums: defaultdict[tuple[object, ...], Counter[MonitorState]] = defaultdict(Counter)
        for cell, count in self.cells.items():
            place = (cell.member if split else None, cell.half if halved else None, cell.point, cell.condition)
            sums[place][cell.state] += count
        everybody = sorted({cell.member for cell in self.cells} | set(self.members or ()))
        return tuple(
            self._row(sums[member, half, point, condition], point, condition, member, half)
            for member in (everybody if split else [None])
            for half in (halves(*self.period) if halved else [None])
            for condition in BasicCondition
            for point in MonitorPoint
        )

    def _row(  # the place of a row
        self,
        sums: Mapping[MonitorState, int],
        point: MonitorPoint,
        condition: BasicCondition,
        member: str | None,
        half: Half | None,
    ) -> MonitorRow:
        return MonitorRow(
            member=member,
            half=half,
            point=point,
            condition=condition,
            counts={state: sums.get(state, 0) or None for state in MonitorState},
            total=sum(sums.values()) or None,
            complete=self._complete(point, half),
        )

    @property
    def usual_error(self) -> float:
        """The usual error (standard deviation, at most) of a number in the rows of all together."""
        cells = len(list(halves(*self.period))) * len(self.members or {cell.member for cell in self.cells})
        return sqrt(cells) * self.threshold / 2

    def text(self, lang: Lang = "nl", *, by: Collection[str] = ()) -> str:
        """The numbers as tables of text, with how to read them."""
        from vngkit.reentry._monitor_text import text_of

        return text_of(self, lang, by)

    def to_rows(self, lang: Lang = "nl", *, by: Collection[str] = ()) -> list[dict[str, Any]]:
        """The numbers as plain dicts (*rijen*), one for each point and condition; None is too small to show."""
        from vngkit.reentry._monitor_text import row_of

        return [row_of(row, lang) for row in self.rows(by=by)]

    def to_csv(self, lang: Lang = "nl", *, by: Collection[str] = (), delimiter: str = ",") -> str:
        """The rows as CSV that is safe in a spreadsheet; an empty cell is too small to show."""
        from vngkit.reentry._monitor_text import csv_of

        return csv_of(self, lang, by, delimiter)

    def _complete(self, point: MonitorPoint, half: Half | None) -> bool:
        """Whether everybody who was released in the period has had the point, on the day of reading."""
        from vngkit.reentry._monitor_units import reached

        return reached(point, half.end if half else self.period[1]) <= self.on


def half_of(day: date) -> Half:
    """The half year in which a day lies."""
    return Half(year=day.year, second=day.month >= _JULY)


def halves(first: date, after: date) -> Iterator[Half]:
    """The half years from the one to the other day."""
    half = half_of(first)
    while half.start < after:
        yield half
        half = half_of(half.end)


def monitor_of(
    counted: Iterable[BaseCell],
    *,
    members: tuple[str, ...] | None,
    period: tuple[date, date],
    on: date,
    suppression: Suppression,
) -> Monitor:
    """The monitor of what was counted, one base cell for each person, point and condition; exact numbers end here."""
    if not isinstance(period, tuple) or len(period) != 2:  # from and to
        raise DataError("the period of a monitor is not two days.", fix="give (date(2025, 1, 1), date(2026, 1, 1))")
    first, after = period
    asked_day(first, "the first day of the period")
    asked_day(after, "the day after the period")
    if first >= after or half_of(first).start != first or half_of(after).start != after:
        raise DataError(
            "the period of a monitor is not of whole half years.",
            why="Other periods could be taken from each other until one person is left.",
            fix="begin on 1 January or 1 July, and give as the end the 1 January or 1 July after the last day",
        )
    counts = Counter(
        cell for cell in counted if first <= cell.half.start < after and (members is None or cell.member in members)
    )
    rounded = {
        cell: suppression.rounded(cell, count) for cell, count in sorted(counts.items(), key=lambda item: str(item[0]))
    }
    return Monitor(
        members=members,
        period=period,
        on=on,
        threshold=suppression.threshold,
        cells={cell: count for cell, count in rounded.items() if count},
    )
