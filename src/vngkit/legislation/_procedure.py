"""Terms of procedure in the Awb: suspension, filing by post, and the penalty for a late decision."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

from attrs import evolve

from vngkit.errors import DataError
from vngkit.legislation._national import national_rule
from vngkit.legislation._reckoning import law_number
from vngkit.terms import End, Reading, Remark, lengthened

__all__ = ["InTime", "filed_in_time", "first_penalty_day", "penalty_amount", "suspended"]


class InTime(Enum):
    """Tijdig: whether something came in time; ``ARGUABLE`` when the law can be read both ways."""

    YES = "yes"
    NO = "no"
    ARGUABLE = "arguable"


def suspended(end: End, *, asked: date, completed: date) -> End:
    """The end of a term that was suspended (*opschorting*) while an application was completed.

    Args:
        end: the end of the term without suspension.
        asked: the day on which completion was asked; the suspension starts the day after.
        completed: the day of completion (or the last day that was given for it); whether it counts is not certain, so
            the day after the reckoned one is given as another reading.

    Raises ``DataError`` when the days do not follow each other. Source: Awb 4:15 lid 1.

    >>> term = national_rule("decision_8w").reckon(date(2026, 11, 23))
    >>> suspended(term, asked=date(2026, 12, 7), completed=date(2026, 12, 17)).dates
    (datetime.date(2027, 1, 27), datetime.date(2027, 1, 28))
    """
    if not end.start <= asked < completed or asked > end.date:
        raise DataError(
            f"a suspension from {asked} until {completed} does not fit a term from {end.start} to {end.date}.",
            why="Completion is asked within the term, and follows.",
            fix="give the day of asking and a later day of completion",
        )
    days = (completed - asked).days - 1
    first, other = (_later(end, days + more) for more in (0, 1))
    found = [_reading(other.date, _COMPLETION_DAY)] if other.date != first.date else []
    if end.coverage.other_reading:
        why = end.coverage.why
        day = first.raw if end.coverage.extends else lengthened(end.start, first.raw, end.coverage)
        found += [_reading(day, why)] if day != first.date else []
    return evolve(first, alternatives=tuple(found))


_COMPLETION_DAY = Remark(
    kind="completion_day_counts",
    text="if the day of completion counts as a day of suspension",
    text_nl="als de dag van aanvulling als dag van opschorting meetelt",
)


def _reading(day: date, why: Remark) -> Reading:
    return Reading(date=day, kind=why.kind, text=why.text, text_nl=why.text_nl)


def _later(end: End, days: int) -> End:
    raw = end.raw + timedelta(days=days)
    last = lengthened(end.start, raw, end.coverage) if end.coverage.extends else raw
    return evolve(end, raw=raw, date=last, added_days=end.added_days + days)


def first_penalty_day(*, term_end: date, notice: date) -> End:
    """The first day for which a penalty (*dwangsom*) is due when a decision is late.

    ``term_end`` is the last day of the term to decide, ``notice`` the day on which the notice of default was received.
    Two weeks run from the later of the two. Source: Awb 4:17 lid 3.

    >>> first_penalty_day(term_end=date(2027, 1, 18), notice=date(2027, 1, 20)).dates
    (datetime.date(2027, 2, 3), datetime.date(2027, 2, 4))
    """
    return national_rule("penalty_start").reckon(max(term_end, notice))


def penalty_amount(days: int) -> Decimal:
    """The penalty (*dwangsom*) in euro for so many days of delay, at most that of the longest delay that counts.

    Source: Awb 4:17 lid 1-2, the amounts of the text of 1 July 2026.

    >>> penalty_amount(15), penalty_amount(100)
    (Decimal('357'), Decimal('1442'))
    """
    if isinstance(days, bool) or not isinstance(days, int) or days < 0:
        raise DataError(f"{days!r} is not a number of days.", fix="write a whole number, zero or more")
    longest = national_rule("penalty_days").term
    counted = min(days, longest.amount) if longest else days
    step = int(law_number("penalty_days_a_step"))
    spans = (min(counted, step), min(max(counted - step, 0), step), max(counted - 2 * step, 0))
    rates = (law_number(f"penalty_step_{number}") for number in (1, 2, 3))
    return sum((span * rate for span, rate in zip(spans, rates, strict=True)), Decimal(0))


def filed_in_time(*, term_end: date, received: date, posted: date | None = None) -> InTime:
    """Whether an objection or appeal was filed in time (*tijdige indiening*).

    In time when received before the end of ``term_end``; or posted by then and received within a week after it. Whether
    the Algemene termijnenwet lengthens that week is not certain: then the answer is ``ARGUABLE``.
    Source: Awb 6:9.

    >>> filed_in_time(term_end=date(2027, 1, 5), posted=date(2027, 1, 5), received=date(2027, 1, 13))
    <InTime.NO: 'no'>
    """
    if received <= term_end:
        return InTime.YES
    if posted is None or posted > term_end:
        return InTime.NO
    grace = national_rule("objection_in_time").reckon(term_end)
    if received <= min(grace.dates):
        return InTime.YES
    return InTime.ARGUABLE if received <= max(grace.dates) else InTime.NO
