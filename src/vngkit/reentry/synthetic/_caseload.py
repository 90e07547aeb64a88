"""Synthetic caseloads: event histories of made-up people for real gemeenten, from a seed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.members import load
from vngkit.reentry._case import Case
from vngkit.reentry._fold import fold
from vngkit.reentry._recorded import Recorded
from vngkit.reentry._words import BasicCondition, ConditionState
from vngkit.reentry.synthetic import _after, _detention, _help
from vngkit.reentry.synthetic._book import Book
from vngkit.reentry.synthetic._figures import Figure, FigureKind, chosen
from vngkit.reentry.synthetic._people import Person, Setting, draw_person, draws, setting
from vngkit.reentry.synthetic._places import places

__all__ = ["Caseload", "SyntheticCase", "caseload", "cases", "histories"]

_YEAR = 365


@frozen(kw_only=True)
class SyntheticCase:
    """Een verzonnen dossier: the person that was drawn, and the record that was written of them."""

    case_id: str
    person: Person
    records: tuple[Recorded, ...]


@frozen(kw_only=True, repr=False)
class Caseload:
    """Synthetische caseload: so many made-up people who return to these gemeenten between two days.

    It holds no cases: iterating makes them, one at a time, each time the same. The first cases of a larger caseload are
    those of a smaller one with the same seed, gemeenten, days and parameters.

    Args:
        members: the codes of the gemeenten where they lived.
        seed: from which everything follows.
        start: the first day on which one of them is released; ``end`` is the day after the last.
        count: how many people.
        figures: what they were drawn from, each with its source or named as a placeholder.
    """

    members: tuple[str, ...]
    seed: int
    start: date
    end: date
    count: int
    figures: Mapping[str, Figure]
    _these: Setting = field(eq=False, alias="these")

    def __repr__(self) -> str:
        where = f"{len(self.members)} gemeenten" if len(self.members) > 3 else ", ".join(self.members)
        return f"<Caseload of {self.count} made-up people: {where}, seed {self.seed}, {self.start} to {self.end}>"

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[SyntheticCase]:
        return self.made(range(1, self.count + 1))

    def made(self, numbers: Iterable[int]) -> Iterator[SyntheticCase]:
        """Some of the made-up people (*verzonnen dossiers*) by their number, from 1 on: each is made on its own."""
        return (self._make(number) for number in numbers)

    def people(self) -> Iterator[Person]:
        """The people alone, without what happens to them: much quicker."""
        return (draw_person(number, draws(self.seed, number), self._these) for number in range(1, self.count + 1))

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The ids of the figures that are only placeholders: they say nothing of the Netherlands."""
        return tuple(name for name, figure in self.figures.items() if figure.kind is FigureKind.PLACEHOLDER)

    @property
    def expected_shares(self) -> Mapping[str, float]:
        """The share of the people that each gemeente is drawn with, by code."""
        return self._these.homes.shares

    def histories(self) -> Iterator[tuple[str, tuple[Recorded, ...]]]:
        """The id and the record of each case, one at a time."""
        return ((made.case_id, made.records) for made in self)

    def cases(self, *, on: date | None = None, known_on: date | None = None) -> Iterator[Case]:
        """The cases (fold of the histories), as they were on a day and known on a day; those not begun are left out."""
        for case_id, records in self.histories():
            first = records[0]
            if (on is None or first.happened_on <= on) and (known_on is None or first.recorded_on <= known_on):
                yield fold(case_id, records, on=on, known_on=known_on)

    def _make(self, number: int) -> SyntheticCase:
        draw = draws(self.seed, number)
        person = draw_person(number, draw, self._these)
        book = Book(f"syn-{self.seed}-{number}", person, draw, self._these)
        return SyntheticCase(case_id=book.case_id, person=person, records=_history(book, self.seed))


def caseload(  # noqa: PLR0913  # what a caseload is made from; all but the gemeenten by name
    members: Iterable[str] | None,
    *,
    seed: int,
    start: date,
    end: date | None = None,
    days: int | None = None,
    count: int | None = None,
    parameters: Mapping[str, float] | None = None,
) -> Caseload:
    """A synthetic caseload (*synthetische caseload*) for real gemeenten; no real person is in it or behind it.

    Args:
        members: codes of gemeenten that exist on ``start``; None is all of them.
        seed: a whole number; the same seed gives the same cases, on every machine.
        start: the first day on which people are released.
        end: the day after the last such day.
        days: the number of such days, in place of ``end``.
        count: how many people; if left out, as many as return to these gemeenten in so many days by the figures.
        parameters: other values for figures, by id (see ``figures()``); shares of one group (``route``, ``age``) are
            scaled to a whole.

    Returns:
        The caseload. Raises ``DataError`` for what does not fit, ``NotFound`` and ``NotInForce`` for a gemeente that
        did not exist on the day.

    >>> from vngkit import members
    >>> utrecht = members.load().find("Utrecht").code
    >>> load = caseload([utrecht], seed=7, start=date(2026, 1, 1), days=365, count=3)
    >>> [case.members == (utrecht,) for case in load.cases()][:1], len(load)
    ([True], 3)
    """
    span = _span(start, end, days)
    if isinstance(members, str):
        raise DataError("the gemeenten of a caseload are one text.", fix='give a list of codes, such as ["GM9999"]')
    if not isinstance(seed, int) or isinstance(seed, bool):
        raise DataError("the seed of a caseload is not a whole number.", fix="give an int")
    if count is not None and (not isinstance(count, int) or isinstance(count, bool) or count < 0):
        raise DataError("the count of a caseload is not a whole number of 0 or more.", fix="give an int")
    register, found = load(), chosen(parameters)
    power = found["returns.population_power"].value
    country = places((gemeente.code for gemeente in register.on(start)), on=start, power=power, register=register)
    homes = country if members is None else places(members, on=start, power=power, register=register)
    if count is None:
        share = sum(country.shares[code] for code in homes.codes)
        count = round(found["returns.per_year"].value * share * span / _YEAR)
    return Caseload(
        members=homes.codes,
        seed=seed,
        start=start,
        end=start + timedelta(days=span),
        count=count,
        figures=found,
        these=setting(found, homes=homes, country=country, start=start, span=span),
    )


def histories(  # noqa: PLR0913  # as caseload
    members: Iterable[str] | None,
    *,
    seed: int,
    start: date,
    end: date | None = None,
    days: int | None = None,
    count: int | None = None,
    parameters: Mapping[str, float] | None = None,
) -> Iterator[tuple[str, tuple[Recorded, ...]]]:
    """The id and record (*gebeurtenissen*) of each case of ``caseload(...)``, made one at a time.

    >>> from vngkit import members
    >>> utrecht = members.load().find("Utrecht").code
    >>> made = histories([utrecht], seed=7, start=date(2026, 1, 1), days=9, count=2)
    >>> [(case_id, len(records) > 1) for case_id, records in made]
    [('syn-7-1', True), ('syn-7-2', True)]
    """
    load = caseload(members, seed=seed, start=start, end=end, days=days, count=count, parameters=parameters)
    return load.histories()


def cases(  # noqa: PLR0913  # as caseload
    members: Iterable[str] | None,
    *,
    seed: int,
    start: date,
    end: date | None = None,
    days: int | None = None,
    count: int | None = None,
    parameters: Mapping[str, float] | None = None,
    on: date | None = None,
) -> Iterator[Case]:
    """The cases (*dossiers*) of ``caseload(...)``, one at a time; with ``on`` as they were and were known on that day.

    >>> from vngkit import members
    >>> utrecht = members.load().find("Utrecht").code
    >>> [case.id for case in cases([utrecht], seed=7, start=date(2026, 1, 1), days=9, count=2)]
    ['syn-7-1', 'syn-7-2']
    """
    load = caseload(members, seed=seed, start=start, end=end, days=days, count=count, parameters=parameters)
    return load.cases(on=on, known_on=on)


def _span(start: date, end: date | None, days: int | None) -> int:
    """The number of days between the two bounds that were given."""
    for value in (start, end):
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise DataError("the start or end of a caseload is not a day.", fix="give a datetime.date without an hour")
    if (end is None) == (days is None):
        raise DataError("a caseload needs an end or a number of days, and not both.", fix="give end= or days=")
    span = days if end is None else (end - start).days
    if not isinstance(span, int) or span < 1:
        raise DataError("a caseload holds no day between start and end.", fix="let end come after start")
    return span


def _history(book: Book, seed: int) -> tuple[Recorded, ...]:
    """Everything that happens to one person, from the notice to a year after release."""
    expected = _detention.arrive(book, seed)
    states = _help.assess(book)
    lacking = tuple(area for area, state in states.items() if state is ConditionState.LACKING)
    _detention.set_dates(book, expected)
    _detention.phase(book)
    _detention.plan(book, tuple(area for area in lacking if isinstance(area, BasicCondition)))
    _help.talk(book, lacking)
    _help.improve(book, states)
    _help.procedures(book, lacking)
    _after.hand_over(book)
    _after.signals(book)
    _detention.leave(book, seed)
    _after.after(book, seed)
    return tuple(book.records)
