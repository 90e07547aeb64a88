"""The record of one synthetic case while it is being written."""

from __future__ import annotations

import math
from datetime import date, timedelta

from vngkit.reentry._events import Event
from vngkit.reentry._recorded import Recorded
from vngkit.reentry.synthetic._people import Draw, Person, Setting

__all__ = ["Book"]


class Book:
    """The events of one person so far, and the draws that decide what comes next."""

    __slots__ = ("_late", "asked_on", "case_id", "draw", "figures", "person", "records")

    def __init__(self, case_id: str, person: Person, draw: Draw, these: Setting) -> None:
        self.case_id, self.person, self.draw, self.figures = case_id, person, draw, these.figures
        self.records: list[Recorded] = []
        self.asked_on = person.entry
        self._late = int(self.figures["record.days_late"]) + 1

    def chance(self, figure: str) -> bool:
        """Whether it happens, by its share."""
        return self.draw() < self.figures[figure]

    def around(self, figure: str) -> int:
        """Days around a mean: many short, few long (at most six times the mean)."""
        mean = self.figures[figure]
        return int(min(-mean * math.log(1 - self.draw()), 6 * mean))

    def between(self, first: date, until: date) -> date:
        """A day from the first, before the last."""
        return first + timedelta(days=int(self.draw() * max((until - first).days, 1)))

    def one(self, *values: str) -> str:
        """One of these."""
        return values[int(self.draw() * len(values))]

    def write(self, event: Event, on: date, *, known: date | None = None) -> None:
        """Add what happened on a day, known some days later or on a day that is given."""
        self.records.append(
            Recorded(
                id=f"{self.case_id}-{len(self.records)}",
                event=event,
                happened_on=on,
                recorded_on=known or on + timedelta(days=int(self.draw() * self._late)),
                by="synthetic",
            )
        )
