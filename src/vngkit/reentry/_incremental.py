"""Findings that are kept up to date: only what changed, or whose day has come, is looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from heapq import heappop, heappush
from typing import Final

from attrs import define, field

from vngkit.errors import NotFound
from vngkit.legislation import Answer
from vngkit.reentry._case import Case
from vngkit.reentry._duty import Evaluable
from vngkit.reentry._evaluate import DutyBook
from vngkit.reentry._finding import Finding
from vngkit.reentry._veil import whole
from vngkit.reentry._watch import NEVER, WatchedDay, tomorrow

__all__ = ["IncrementalBook"]

_OURS: Final = "vngkit.reentry."


@define
class _Held:
    """A case, what each duty or check found in it, and the day on which that must be looked at again."""

    case: Case
    looks: dict[str, tuple[list[Finding], date]] = field(factory=dict)
    findings: tuple[Finding, ...] = ()
    until: date = NEVER

    def renew(self, case: Case) -> None:
        """Take the case in the place of what was held, and look at all of it again."""
        self.case, self.looks = case, {}


class IncrementalBook:
    """Bijgehouden bevindingen: the findings of a caseload, equal each day to those of looking at everything again.

    Give the cases with ``update``; after that only the cases that changed. A finding also changes because a day comes:
    a term ends, a warning begins, a signal expires. That day is noted while looking (see decision 0030), so nothing is
    looked at before it. What plugins look for can not be watched: it is looked at each day anew (``each_day``).

    Args:
        book: what is looked for.

    >>> from vngkit.reentry import national_book, synthetic
    >>> kept = IncrementalBook(national_book())
    >>> cases = synthetic.cases(None, seed=1, start=date(2026, 1, 1), days=365, count=20, on=date(2026, 11, 23))
    >>> looked_at = kept.update(cases, on=date(2026, 11, 23))
    >>> len(kept.update((), on=date(2026, 11, 24))) < len(looked_at)
    True
    """

    def __init__(self, book: DutyBook) -> None:
        self._book = book
        self._held: dict[str, _Held] = {}
        self._on = date.min
        self._days: list[date] = []
        self._calendar: dict[date, list[str]] = {}

    def __repr__(self) -> str:
        return f"<IncrementalBook: {len(self)} cases on {self._on}>"

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[Finding]:
        """The findings of all cases, in the order in which the cases came."""
        return (finding for held in self._held.values() for finding in held.findings)

    @property
    def on(self) -> date:
        """The day of the findings."""
        return self._on

    @property
    def each_day(self) -> frozenset[str]:
        """The ids of what is looked at each day anew, because it is not known when it changes."""
        return frozenset(one.id for one in self._book.evaluables if not _is_ours(one))

    def findings(self, case_id: str) -> tuple[Finding, ...]:
        """The findings of one case; raises ``NotFound``."""
        return self._of(case_id).findings

    def next_change(self, case_id: str) -> date | None:
        """The first day on which the findings of a case may change without an event; None when no day changes them.

        Never later than that day; sometimes earlier, because what is asked of a day need not change what is found.
        Raises ``NotFound``.
        """
        until = self._of(case_id).until
        return None if until == NEVER else until

    def update(self, changed: Iterable[Case] = (), *, on: date, removed: Iterable[str] = ()) -> tuple[str, ...]:
        """Bring the findings to a day (*bijwerken*).

        Args:
            changed: cases that are new or that changed, as they are on the day.
            on: the day, mostly the next one. For a day before the last one everything is looked at again.
            removed: the ids of cases that are no longer held; others are passed over.

        Returns:
            The ids of the cases that were looked at, in order: those whose findings may have changed.
        """
        for case_id in removed:
            self._held.pop(case_id, None)
        seen = self._come(on)
        for case in changed:
            inside = whole(case)
            self._held.setdefault(case.id, _Held(inside)).renew(inside)
            seen[case.id] = None
        for case_id in seen:
            self._look(self._held[case_id])
        return tuple(seen)

    def _of(self, case_id: str) -> _Held:
        if case_id not in self._held:
            raise NotFound("there is no case of that id in these findings.", fix="give it with update(...) first")
        return self._held[case_id]

    def _come(self, on: date) -> dict[str, None]:
        """Go to the day; the cases whose day has come, or all when the day lies before the last one."""
        back, self._on = on < self._on, on
        if back:
            for held in self._held.values():
                held.renew(held.case)
            return dict.fromkeys(self._held)
        seen: dict[str, None] = {}
        while self._days and self._days[0] <= on:
            for case_id in self._calendar.pop(heappop(self._days)):
                if case_id in self._held and self._held[case_id].until <= on:
                    seen[case_id] = None
        return seen

    def _look(self, held: _Held) -> None:
        """Look again at what may be otherwise; what stands until a later day stays as it is."""
        looks = {}
        for one in self._book.concerning(held.case):
            known = held.looks.get(one.id)
            looks[one.id] = known if known and self._on < known[1] else self._watched(one, held.case)
        held.looks = looks
        held.findings = self._book.composed([finding for found, _ in looks.values() for finding in found])
        until = min((day for _, day in looks.values()), default=NEVER)
        if until not in (NEVER, held.until):
            self._wait(held.case.id, until)
        held.until = until

    def _wait(self, case_id: str, day: date) -> None:
        if day not in self._calendar:
            self._calendar[day] = []
            heappush(self._days, day)
        self._calendar[day].append(case_id)

    def _watched(self, one: Evaluable, case: Case) -> tuple[list[Finding], date]:
        """What one duty or check finds, and the first day on which that may be otherwise."""
        book, on = self._book, self._on
        if not _is_ours(one):
            return book.look(one, case, on, book.answers), tomorrow(on)
        day = WatchedDay.of(on)
        found = book.look(one, case, day, self._answers)
        if any(_holds(finding, day) for finding in found):
            return book.look(one, case, on, book.answers), tomorrow(on)
        return found, day.until

    def _answers(self, term: str, member: str, on: date) -> Answer:
        """Rules of law and of gemeenten are asked with a plain day: what they give is kept by others."""
        return self._book.answers(term, member, on.plain() if isinstance(on, WatchedDay) else on)


def _is_ours(one: Evaluable) -> bool:
    """Whether it is of this package: only then it is known to do nothing with a day that can not be watched."""
    return type(one).__module__.startswith(_OURS)


def _holds(finding: Finding, day: WatchedDay) -> bool:
    """Whether the day of asking itself stands in the finding."""
    trigger = finding.trigger
    return finding.due_on is day or (trigger is not None and trigger.on is day)
