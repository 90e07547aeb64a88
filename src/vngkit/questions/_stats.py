"""What is asked: numbers of questions in fixed cells, each rounded by itself, and what could be worked back left out.

A cell is a theme, a period and at most one group. Each is rounded by a secret of its own; a cell of too few gemeenten
is not shown. Then, of each theme and period, it is worked out what somebody could conclude from all that would be shown
together; a split from which a number could be pinned down is left out for everybody. See decision 0056.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import Factory, define, field, frozen

from vngkit.errors import DataError
from vngkit.legislation import Lang
from vngkit.privacy import Suppression
from vngkit.questions._periods import FourWeeks, before, four_weeks_of, periods, week_of
from vngkit.questions._question import Question

if TYPE_CHECKING:
    from vngkit.questions._growth import Growth

__all__ = ["AskedCell", "Stats", "counted", "stats_of"]

_SPLITS: Final = ("week", "all", "size_class", "province", "network")
_PARTITIONS: Final = ("week", "size_class", "province")
UNKNOWN: Final = "unknown"


@frozen(kw_only=True, order=True)
class AskedCell:
    """Cel: what is counted by itself.

    Args:
        theme: ``scheme:code`` of the first theme of a question.
        period: the period of four weeks.
        split: ``all`` for the whole period, ``week``, ``size_class``, ``province`` or ``network``.
        group: the week, class, province or network; empty for ``all``.
    """

    theme: str
    period: FourWeeks
    split: str = "all"
    group: str = ""

    def __str__(self) -> str:
        return "|".join((self.theme, str(self.period), self.split, self.group))


@define
class _Tally:
    count: int = 0
    members: set[str] = Factory(set)


def cells_of(question: Question) -> Iterator[AskedCell]:
    """The cells in which one question counts: its first theme, in each way of splitting."""
    if question.theme is None:
        return
    theme, period = str(question.theme), four_weeks_of(question.received_on)
    asker = question.asker
    yield AskedCell(theme=theme, period=period)
    yield AskedCell(theme=theme, period=period, split="week", group=str(week_of(question.received_on)))
    yield AskedCell(theme=theme, period=period, split="size_class", group=asker.size_class or UNKNOWN)
    yield AskedCell(theme=theme, period=period, split="province", group=asker.province or UNKNOWN)
    for network in asker.networks:
        yield AskedCell(theme=theme, period=period, split="network", group=network)


def counted(questions: Iterable[Question]) -> Mapping[AskedCell, tuple[int, frozenset[str]]]:
    """The exact numbers, with who asked: never shown, and the start of all that is."""
    tallies: defaultdict[AskedCell, _Tally] = defaultdict(_Tally)
    for question in questions:
        for cell in cells_of(question):
            tally = tallies[cell]
            tally.count += 1
            if question.asker.member:
                tally.members.add(question.asker.member)
    return {cell: (tally.count, frozenset(tally.members)) for cell, tally in tallies.items()}


@frozen(kw_only=True, repr=False)
class Stats:
    """Wat er gevraagd wordt: rounded numbers of questions per theme and period; nothing in it is exact.

    Args:
        first: the first period.
        last: the last period; all of them have ended on the day of reading.
        on: the day of reading.
        threshold: the smallest number that is shown, and the base of the rounding.
        cells: the number of each cell that is shown.
        left_out: how many numbers were left out because they could be worked back. How many are of too few is not told:
            that would be an exact number.
    """

    first: FourWeeks
    last: FourWeeks
    on: date
    threshold: int
    cells: Mapping[AskedCell, int] = field(factory=dict)
    left_out: int = 0

    def __repr__(self) -> str:
        return f"<Stats {self.first} to {self.last}, {len(self.cells)} numbers of at least {self.threshold}>"

    def __str__(self) -> str:
        return self.text("nl")

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes of which a number is shown."""
        return tuple(sorted({cell.theme for cell in self.cells}))

    def number(self, theme: str, period: FourWeeks, split: str = "all", group: str = "") -> int | None:
        """One number; None is too small to show, or left out, or none at all."""
        return self.cells.get(AskedCell(theme=theme, period=period, split=split, group=group))

    def to_rows(self, *, by: str = "all") -> list[dict[str, Any]]:
        """The numbers of one split as plain dicts (*rijen*); raises ``DataError`` for another word."""
        if by not in _SPLITS:
            raise DataError(f"numbers are not split by {by!r:.40}.", fix=f"write one of {', '.join(_SPLITS)}")
        return [
            {"theme": cell.theme, "period": str(cell.period), "split": by, "group": cell.group, "count": count}
            for cell, count in sorted(self.cells.items())
            if cell.split == by
        ]

    def to_csv(self, *, by: str = "all", delimiter: str = ",") -> str:
        """The rows as CSV that is safe in a spreadsheet."""
        from vngkit.questions._stats_text import csv_of

        return csv_of(self.to_rows(by=by), delimiter)

    def text(self, lang: Lang = "nl") -> str:
        """The numbers per theme and period, with how to read them."""
        from vngkit.questions._stats_text import text_of

        return text_of(self, lang)

    def growth(self, period: FourWeeks | None = None, *, years: int = 3) -> tuple[Growth, ...]:
        """Per theme the number of a period beside the same weeks of earlier years (*groei*), the most notable first.

        Args:
            period: the period; the last one if left out.
            years: how many earlier years, 1 to 10.

        Returns:
            Only themes of which the number is shown. It is made of the rounded numbers alone, so it tells nothing more
            than they do; each result says how sure it is, and how sure when the rounding is held against it.
        """
        from vngkit.questions._growth import growth_of

        return growth_of(self, period or self.last, years)


def stats_of(
    questions: Iterable[Question], *, first: FourWeeks, last: FourWeeks, on: date, suppression: Suppression
) -> Stats:
    """The numbers of questions in whole periods that have ended; exact numbers end here.

    Raises ``DataError`` without a secret, for a period that has not ended, and when last lies before first.
    """
    if not suppression.key:
        raise DataError("there is no secret to hide small numbers with.", fix="give Suppression(key=...)")
    if first > last:
        raise DataError("the last period lies before the first.", fix="give them the other way round")
    if last.end > on:
        raise DataError(
            f"the period {last} has not ended on {on}.",
            why="A number that still grows tells, read twice, what one gemeente asked.",
            fix=f"give an earlier period, at the latest {before(four_weeks_of(on))}",
        )
    wanted = set(periods(first, last))
    exact = {cell: tally for cell, tally in counted(questions).items() if cell.period in wanted}
    shown = {
        cell: suppression.rounded(cell, count)
        for cell, (count, members) in sorted(exact.items())
        if suppression.enough(cell, len(members))
    }
    shown = {cell: count for cell, count in shown.items() if count}
    kept = _without_pinned(shown, suppression.threshold)
    return Stats(
        first=first,
        last=last,
        on=on,
        threshold=suppression.threshold,
        cells=kept,
        left_out=len(shown) - len(kept),
    )


def _without_pinned(shown: Mapping[AskedCell, int], threshold: int) -> dict[AskedCell, int]:
    """What is shown without the splits from which a number could be worked back; decided by what is shown alone."""
    groups: defaultdict[tuple[str, FourWeeks], dict[AskedCell, int]] = defaultdict(dict)
    for cell, count in shown.items():
        groups[cell.theme, cell.period][cell] = count
    kept: dict[AskedCell, int] = {}
    for (theme, period), cells in groups.items():
        taken = {cell: count for cell, count in cells.items() if cell.split in ("week", "network")}
        for split in ("all", "size_class", "province"):
            more = {cell: count for cell, count in cells.items() if cell.split == split}
            if hides({**taken, **more}, theme, period, threshold):
                taken |= more
        kept |= taken
    return kept


Interval = tuple[float, float]


def hides(cells: Mapping[AskedCell, int], theme: str, period: FourWeeks, threshold: int) -> bool:
    """Whether behind each number at least ``threshold`` exact numbers stay possible for who sees all of them."""
    total_cell = AskedCell(theme=theme, period=period)
    known: dict[AskedCell, Interval] = {
        cell: (max(threshold, count - threshold + 1), count + threshold - 1) for cell, count in cells.items()
    }
    total = known.get(total_cell, (0.0, float("inf")))
    for _ in range(len(known) + 2):
        before = (total, dict(known))
        for split in _PARTITIONS:
            parts = [cell for cell in known if cell.split == split]
            if parts:
                total = _narrowed(known, parts, total, rest=True)
        if (total, known) == before:
            break
    intervals = [*known.values(), *([total] if total_cell in known else [])]
    return all(high - low + 1 >= threshold for low, high in intervals)


def _narrowed(known: dict[AskedCell, Interval], parts: list[AskedCell], total: Interval, *, rest: bool) -> Interval:
    """What a sum of parts, and a rest that is not shown, tells of the total, and the total of the parts."""
    low = sum(known[part][0] for part in parts)
    high = float("inf") if rest else sum(known[part][1] for part in parts)
    total = (max(total[0], low), min(total[1], high))
    for part in parts:
        others = low - known[part][0]
        known[part] = (known[part][0], min(known[part][1], total[1] - others))
    return total
