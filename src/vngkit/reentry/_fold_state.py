"""The case while the fold makes it: everything by its key, so that a later event takes the place of an earlier."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import define, field

from vngkit.reentry._case import (
    Action,
    Assessment,
    Case,
    College,
    Goal,
    HandOver,
    RegieSpan,
    ReleaseBelief,
    ReleaseLedger,
    Signal,
    Stay,
    Step,
    View,
)
from vngkit.reentry._words import AddressKind, CloseReason, LifeArea, Phase, Role

__all__ = ["FoldState"]


@define(kw_only=True)
class FoldState:
    """The case while it is being made: everything by its key, so that a later event takes the place of an earlier."""

    id: str
    reference: str = ""
    birth_date: date | None = None
    residence: str | None = None
    settlement: str | None = None
    stays: list[Stay] = field(factory=list)
    beliefs: list[ReleaseBelief] = field(factory=list)
    released_on: date | None = None
    assessments: dict[LifeArea, Assessment] = field(factory=dict)
    address: AddressKind = AddressKind.UNKNOWN
    views: dict[tuple[LifeArea, Role], View] = field(factory=dict)
    goals: dict[str, Goal] = field(factory=dict)
    actions: dict[str, Action] = field(factory=dict)
    regie: list[RegieSpan] = field(factory=list)
    hand_over: HandOver | None = None
    signals: dict[str, Signal] = field(factory=dict)
    steps: list[Step] = field(factory=list)
    outside: bool = False
    closed: CloseReason | None = None
    died_on: date | None = None
    lost_contact: bool = False

    def step(self, kind: str, on: date, **more: Any) -> None:
        self.steps.append(Step(kind=kind, on=on, **more))

    def case(self) -> Case:
        release = ReleaseLedger(beliefs=tuple(self.beliefs), released_on=self.released_on)
        return Case(
            id=self.id,
            reference=self.reference,
            birth_date=self.birth_date,
            competent_colleges=self._colleges(),
            stays=tuple(self.stays),
            release=release,
            assessments=self.assessments,
            address=self.address,
            views=tuple(self.views.values()),
            goals=tuple(self.goals.values()),
            actions=tuple(self.actions.values()),
            regie=tuple(self.regie),
            hand_over=self.hand_over,
            signals=tuple(self.signals.values()),
            steps=tuple(sorted({*self.steps, *_foreseen(release)}, key=_step_place)),
            phase=self._phase(),
            closed=self.closed,
            died_on=self.died_on,
            lost_contact=self.lost_contact,
        )

    def _colleges(self) -> tuple[College, ...]:
        grounds: dict[str, list[str]] = {}
        for member, ground in ((self.residence, "residence"), (self.settlement, "settlement")):
            if member is not None:
                grounds.setdefault(member, []).append(ground)
        return tuple(College(member=member, ground="+".join(held)) for member, held in grounds.items())

    def _phase(self) -> Phase:
        if self.closed is not None or self.died_on is not None:
            return Phase.CLOSED
        if self.released_on is not None:
            return Phase.RELEASED
        return Phase.OUTSIDE if self.outside else Phase.DETAINED


def _foreseen(release: ReleaseLedger) -> list[Step]:
    """What is foreseen counts as a step too, so that a duty can start at it: ``foreseen.expected`` and its like."""
    return [
        Step(kind=f"foreseen.{belief.scenario}", on=belief.expected)
        for belief in release.scenarios.values()
        if belief.expected is not None and release.released_on is None
    ]


def _step_place(step: Step) -> tuple[object, ...]:
    return step.on, step.kind, step.member or "", step.ref or "", str(step.at or "")
