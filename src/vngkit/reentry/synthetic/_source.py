"""Synthetic cases by their numbers, made where they are asked for: what is sent to a worker process is a range."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from attrs import frozen

from vngkit.reentry._case import Case
from vngkit.reentry._fold import fold
from vngkit.reentry.synthetic._caseload import Caseload, caseload

__all__ = ["SyntheticSource"]


@frozen(kw_only=True)
class SyntheticSource:
    """Bron van synthetische dossiers: gives the cases of some numbers of a caseload, as they were on a day.

    It holds only what the caseload is made from, so it can be sent to another process (``evaluate_with``). ``numbers``
    are those of all its people; cases that had not begun on the day are left out.

    Args:
        seed: from which everything follows.
        start: the first day on which people are released; ``days`` is the number of such days.
        count: how many people.
        on: the day as it was on which the cases are given; None is with everything that happens.
        members: the codes of the gemeenten; None is all of them.

    >>> source = SyntheticSource(seed=7, start=date(2026, 1, 1), days=9, count=5)
    >>> [case.id for case in source(source.numbers[3:])]
    ['syn-7-4', 'syn-7-5']
    """

    seed: int
    start: date
    days: int
    count: int
    on: date | None = None
    members: tuple[str, ...] | None = None

    def __call__(self, numbers: Iterable[int]) -> Iterator[Case]:
        """The cases of these numbers, one at a time."""
        for made in _caseload(self).made(numbers):
            if self.on is None or made.records[0].happened_on <= self.on:
                yield fold(made.case_id, made.records, on=self.on)

    @property
    def numbers(self) -> range:
        """The numbers of all people."""
        return range(1, self.count + 1)


@lru_cache(maxsize=2)
def _caseload(source: SyntheticSource) -> Caseload:
    """The caseload, set up once in each process."""
    return caseload(source.members, seed=source.seed, start=source.start, days=source.days, count=source.count)
