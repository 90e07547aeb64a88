"""By when: the term of a national rule from a step, also in hours, and what a suspension does to it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from attrs import frozen

from vngkit.legislation import NationalRule, suspended
from vngkit.reentry._case import Case, Step
from vngkit.terms import End

__all__ = ["AT_ONCE", "COUNTED", "Due", "paused", "term_end"]

AT_ONCE: Final = "at_once"
COUNTED: Final = ("from", "back")
ASKED: Final = "completion_asked"
RECEIVED: Final = "completion_received"
_DUTCH_TIME: Final = "Europe/Amsterdam"
_ONE_DAY: Final = timedelta(days=1)


@frozen(kw_only=True)
class Due:
    """By when: the arithmetic, or a day without one.

    ``hour_unknown`` says that a term in hours was counted from the start of the day; ``stands_still_since`` that the
    term is suspended; ``not_held`` that the free days of that time are not in the data.
    """

    end: End | None = None
    day: date | None = None
    hour_unknown: bool = False
    stands_still_since: date | None = None
    not_held: bool = False

    @property
    def on(self) -> date | None:
        """The day; None when no term runs."""
        return self.end.date if self.end else self.day


def term_end(rule: NationalRule | None, step: Step) -> Due:
    """When the term of a rule ends that starts at a step; a rule that says "at once" gives the day of the step."""
    counts = rule.reckoning.counts if rule is not None else ""
    if counts == "at_once":
        return Due(day=step.on)
    if rule is None or counts not in ("from", "back") or rule.term is None:
        return Due()
    if rule.unit != "hours":
        return Due(end=rule.reckon(step.on))
    start = step.at or datetime.combine(step.on, time(), ZoneInfo(_DUTCH_TIME))
    return Due(end=rule.reckon(start), hour_unknown=step.at is None)


def paused(due: Due, case: Case, step: Step, procedure: str, on: date) -> Due:
    """The term with every suspension of a procedure in it; while nothing was received it stands still (Awb 4:15)."""
    end, since = due.end, None
    for asked in case.steps_of(f"{procedure}.{ASKED}"):
        if end is None or since or not _belongs(asked, step) or not step.on <= asked.on <= min(on, end.date):
            continue
        received = next(
            (
                one.on
                for one in case.steps_of(f"{procedure}.{RECEIVED}")
                if _belongs(one, step) and asked.on <= one.on <= on
            ),
            None,
        )
        until = max(on, asked.on + _ONE_DAY) if received is None else received
        since = asked.on if received is None else None
        if until > asked.on:
            end = suspended(end, asked=asked.on, completed=until)
    return Due(end=end, stands_still_since=since)


def _belongs(step: Step, start: Step) -> bool:
    return (start.member is None or step.member is None or start.member == step.member) and (
        start.ref is None or step.ref is None or start.ref == step.ref
    )
