"""Counting what came out of a caseload, one case at a time: counts only, so a million need no more memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Final

from attrs import define, field

from vngkit.legislation import national_rule
from vngkit.reentry._events import ConditionAssessed, PlanSet
from vngkit.reentry._notices import ReleaseDateChanged, StartNotice
from vngkit.reentry._words import ConditionState, Role, Scenario
from vngkit.reentry.synthetic._caseload import SyntheticCase

__all__ = ["Tally", "tally"]

_SAID_NOTHING: Final = frozenset({ConditionState.NOT_ASKED, ConditionState.REFUSED, ConditionState.UNKNOWN})


@cache
def _plan_days() -> int:
    """The days of the term for the plan, by law; the free days of the years of old stays are not held."""
    term, start = national_rule("dr_plan_due").term, date(2000, 1, 1)
    return (term.reckon(start, source="convenant").date - start).days if term else 0


@define
class Tally:
    """How often each thing came out."""

    count: int = 0
    stays: Counter[int] = field(factory=Counter)
    ages: Counter[int] = field(factory=Counter)
    residences: Counter[str] = field(factory=Counter)
    said: Counter[str] = field(factory=Counter)
    asked: Counter[str] = field(factory=Counter)

    def add(self, made: SyntheticCase) -> None:
        """Count one case."""
        person = made.person
        self.count += 1
        self.stays[person.stay_days] += 1
        self.ages[person.age] += 1
        self.residences[person.residence] += 1
        self.said[f"route.{person.route}"] += 1
        self.said["sex.women"] += person.woman
        self.said["colleges.two"] += person.settlement is not None
        self.said["before_plan_term"] += person.stay_days < _plan_days()
        self._read(made)

    def _read(self, made: SyntheticCase) -> None:
        planned = known = asked = False
        for record in made.records:
            event = record.event
            if isinstance(event, PlanSet):
                planned = True
            elif isinstance(event, StartNotice):
                known |= event.expected_release == made.person.release
            elif isinstance(event, ReleaseDateChanged):
                known |= event.scenario is Scenario.EXPECTED and event.expected_release == made.person.release
            elif isinstance(event, ConditionAssessed) and event.source is Role.DIRECTOR:
                asked = True
                self._condition(event)
        self.said["no_plan"] += not planned
        self.said["release.unannounced"] += not known
        self.said["nobody_asked"] += not asked

    def _condition(self, event: ConditionAssessed) -> None:
        figure = f"lacking.{event.condition}"
        if event.state not in _SAID_NOTHING:
            self.asked[figure] += 1
            self.said[figure] += event.state is ConditionState.LACKING


def tally(cases: Iterable[SyntheticCase]) -> Tally:
    """Count all cases."""
    found = Tally()
    for made in cases:
        found.add(made)
    return found
