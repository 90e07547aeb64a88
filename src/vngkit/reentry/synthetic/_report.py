"""What came out of a caseload beside the figures that it was made from, with the difference."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final, TypeAlias

from attrs import asdict, frozen

from vngkit.errors import NotHeld
from vngkit.legislation import Lang
from vngkit.members import load
from vngkit.reentry.synthetic._caseload import Caseload
from vngkit.reentry.synthetic._figures import Figure, FigureKind, figures
from vngkit.reentry.synthetic._places import inhabitants
from vngkit.reentry.synthetic._tally import Tally, tally

__all__ = ["Report", "ReportLine", "Returns", "report"]

Cell: TypeAlias = str | int | float | None
_SIZES: Final = (20_000, 50_000, 100_000, 200_000)
_COMPUTED: Final = {
    "before_plan_term": (
        "vrij voor de laatste dag van het plan (Pbw 18a)",
        "released before the last day of the plan (Pbw 18a)",
    ),
    "no_plan": ("geen plan gemaakt", "no plan was made"),
    "nobody_asked": ("naar geen voorwaarde gevraagd in detentie", "no condition asked for in detention"),
    "release.unannounced": ("dag van vrijlating vooraf niet bekend", "day of release not known beforehand"),
}


@frozen(kw_only=True)
class ReportLine:
    """Regel van het verslag: a figure, what it asked for, and what came out.

    ``expected`` and ``kind`` are None where no figure stands behind it: it follows from the others. ``margin`` is what
    a share of so many cases differs by chance alone (19 times in 20).
    """

    id: str
    nl: str
    en: str
    expected: float | None
    found: float | None
    margin: float | None
    kind: FigureKind | None
    source: str

    @property
    def difference(self) -> float | None:
        """What came out less what was asked for; None where one of the two is not there."""
        return None if self.expected is None or self.found is None else self.found - self.expected


@frozen(kw_only=True)
class Returns:
    """Terugkeerders van een gemeente: how many were expected by its size and how many came out."""

    member: str
    name: str
    inhabitants: int | None
    expected: float
    found: int


@frozen(kw_only=True, repr=False)
class Report:
    """Verslag: what came out of a caseload beside the figures, and which of those are only placeholders."""

    count: int
    start: date
    end: date
    lines: tuple[ReportLine, ...]
    returns: tuple[Returns, ...]
    placeholders: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Report on {self.count} made-up people: {len(self.lines)} figures>"

    def __str__(self) -> str:
        return self.text("nl")

    @property
    def calibrated(self) -> tuple[ReportLine, ...]:
        """The lines that rest on a source."""
        return tuple(line for line in self.lines if line.kind in (FigureKind.SOURCED, FigureKind.DERIVED))

    def line(self, figure: str) -> ReportLine:
        """The line of a figure, by id; raises ``NotHeld`` for one that is not counted."""
        for line in self.lines:
            if line.id == figure:
                return line
        raise NotHeld(f"the report has no line {figure!r}.", fix="look in report.lines")

    def rows(self) -> list[dict[str, Cell]]:
        """The lines as rows, for a table."""
        return [{**asdict(line), "difference": line.difference} for line in self.lines]

    def text(self, lang: Lang = "nl") -> str:
        """The report as text, in Dutch or English."""
        return "\n".join(self._text(lang))

    def _text(self, lang: Lang) -> Iterator[str]:
        dutch = lang == "nl"
        head = "verzonnen mensen, vrij van" if dutch else "made-up people, released from"
        yield f"{self.count} {head} {self.start} {'tot' if dutch else 'until'} {self.end}"
        titles = ("cijfer", "gevraagd", "gekomen", "verschil", "soort")
        yield _columns(*(titles if dutch else ("figure", "asked", "came out", "difference", "kind")))
        for line in self.lines:
            kind = (
                line.kind.label(lang) if line.kind else ("volgt uit de andere" if dutch else "follows from the others")
            )
            yield _columns(
                line.nl if dutch else line.en,
                _number(line.expected),
                _number(line.found),
                _number(line.difference),
                kind,
            )
        yield "bronnen:" if dutch else "sources:"
        yield from (f"  {line.nl if dutch else line.en}: {line.source}" for line in self.calibrated)
        yield "terugkeer per grootte van gemeente:" if dutch else "returns by size of gemeente:"
        yield from self._sizes(lang)
        yield ("plaatshouders (zeggen niets over Nederland): " if dutch else "placeholders (they claim nothing): ") + (
            ", ".join(self.placeholders) or "-"
        )

    def _sizes(self, lang: Lang) -> Iterator[str]:
        bounds = (0, *_SIZES, None)
        for low, high in pairwise(bounds):
            chosen = [r for r in self.returns if r.inhabitants is not None and _within(r.inhabitants, low, high)]
            if chosen:
                people = "inwoners" if lang == "nl" else "inhabitants"
                name = f"{len(chosen)} gemeenten, {low}-{high or ''} {people}"
                asked, found = sum(r.expected for r in chosen), sum(r.found for r in chosen)
                yield _columns(name, _number(asked), _number(found), _number(found - asked), "")


def _within(value: int, low: int | None, high: int | None) -> bool:
    return (low or 0) <= value and (high is None or value < high)


def _columns(name: str, *cells: str) -> str:
    return f"{name:<58}{cells[0]:>10}{cells[1]:>10}{cells[2]:>12}  {cells[3]}".rstrip()


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if abs(value) < 2 else f"{value:.1f}"


def report(made: Caseload) -> Report:
    """Compare what comes out of a caseload with its figures (*verslag*), in one pass and little memory.

    >>> from vngkit import members
    >>> utrecht = members.load().find("Utrecht").code
    >>> from vngkit.reentry.synthetic import caseload
    >>> found = report(caseload([utrecht], seed=7, start=date(2026, 1, 1), days=365, count=300))
    >>> found.line("before_plan_term").found > 0.5, "lacking.debts" in found.placeholders
    (True, True)
    """
    counted = tally(made)
    return Report(
        count=counted.count,
        start=made.start,
        end=made.end,
        lines=tuple(_lines(made, counted)),
        returns=tuple(_returns(made, counted)),
        placeholders=made.placeholders,
    )


def _lines(made: Caseload, counted: Tally) -> Iterator[ReportLine]:
    groups = {
        group: sum(f.value for name, f in made.figures.items() if name.startswith(group) and f.unit == "share")
        for group in ("route.", "age.")
    }
    for name, figure in made.figures.items():
        whole = next((total for group, total in groups.items() if name.startswith(group)), 1.0)
        if name == "stay.median":
            yield _line(figure, figure.value, _median(counted), None)
        elif figure.unit == "share" and (found := _found(figure, counted)) is not None:
            share, of = found
            yield _line(figure, figure.value / whole, share, of)
    for name, (nl, en) in _COMPUTED.items():
        share = counted.said[name] / counted.count if counted.count else None
        yield ReportLine(
            id=name,
            nl=nl,
            en=en,
            expected=None,
            found=share,
            margin=_margin(share, counted.count),
            kind=None,
            source="",
        )


def _line(figure: Figure, expected: float, found: float | None, of: int | None) -> ReportLine:
    return ReportLine(
        id=figure.id,
        nl=figure.nl,
        en=figure.en,
        expected=expected,
        found=found,
        margin=_margin(found, of),
        kind=figure.kind,
        source=figure.source,
    )


def _margin(share: float | None, of: int | None) -> float | None:
    return 1.96 * math.sqrt(share * (1 - share) / of) if share is not None and of else None


def _median(counted: Tally) -> float | None:
    left = counted.count / 2
    for days in sorted(counted.stays):
        left -= counted.stays[days]
        if left <= 0:
            return float(days)
    return None


def _found(figure: Figure, counted: Tally) -> tuple[float | None, int] | None:
    """The share that came out and of how many; None for a figure that is not counted."""
    name, of = figure.id, counted.count
    if name.startswith("stay.within"):
        number = sum(times for days, times in counted.stays.items() if days <= (figure.at or 0))
    elif name.startswith("age."):
        high = _next_band(figure.at or 0)
        number = sum(times for age, times in counted.ages.items() if (figure.at or 0) <= age < high)
    elif name.startswith("lacking."):
        number, of = counted.said[name], counted.asked[name]
    elif name in ("sex.women", "colleges.two") or name.startswith("route."):
        number = counted.said[name]
    else:
        return None
    return (number / of if of else None), of


def _next_band(low: int) -> float:
    """The age at which the next band begins."""
    return min(
        (f.at for name, f in figures().items() if name.startswith("age.") and f.at and f.at > low), default=math.inf
    )


def _returns(made: Caseload, counted: Tally) -> Iterator[Returns]:
    register = load()
    for code, share in made.expected_shares.items():
        gemeente = register[code]
        try:
            size: int | None = inhabitants(gemeente, made.start)
        except NotHeld:
            size = None
        yield Returns(
            member=code,
            name=gemeente.name,
            inhabitants=size,
            expected=share * made.count,
            found=counted.residences[code],
        )
