"""Trying the function of a local duty on made-up cases: it gives what it should, twice the same, changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from typing import Final

from vngkit.errors import VngkitError
from vngkit.plugins._guard import ProcessGuard
from vngkit.reentry import (
    BasicCondition,
    Case,
    ConditionAssessed,
    EndNotice,
    Event,
    LocalDuty,
    LocalFinding,
    Recorded,
    StartNotice,
    fold,
)

__all__ = ["sample_cases", "try_duty"]

_SECONDS: Final = 0.5
_ENTRY: Final = date(2026, 1, 5)


def sample_cases(member: str) -> tuple[Case, ...]:
    """Made-up cases (*voorbeelddossiers*) of a gemeente: just in, with lacking conditions, and released.

    >>> [case.phase.value for case in sample_cases("GM9999")]
    ['detained', 'detained', 'released']
    """
    notice = StartNotice(
        reference="voorbeeld",
        institution="PI Voorbeeld",
        detention_start=_ENTRY,
        expected_release=_ENTRY + timedelta(days=60),
        residence=member,
        received_on=_ENTRY,
    )
    lacking = [ConditionAssessed(condition=condition, state="lacking") for condition in BasicCondition]
    end = EndNotice(released_on=_ENTRY + timedelta(days=60))
    histories: tuple[tuple[Event, ...], ...] = ((notice,), (notice, *lacking), (notice, *lacking, end))
    return tuple(_case(number, history) for number, history in enumerate(histories, 1))


def _case(number: int, history: tuple[Event, ...]) -> Case:
    days = [_ENTRY if not isinstance(event, EndNotice) else event.released_on for event in history]
    records = (
        Recorded(id=str(place), event=event, happened_on=day, recorded_on=day)
        for place, (event, day) in enumerate(zip(history, days, strict=True))
    )
    return fold(f"voorbeeld-{number}", records)


def try_duty(duty: LocalDuty, guard: ProcessGuard) -> Iterator[tuple[str, str]]:
    """What is wrong with the function of a duty, as pairs of what and fix."""
    name = f"duty {duty.id!r}"
    on = max(duty.valid_from, _ENTRY + timedelta(days=70))
    for case in sample_cases(duty.member):
        copies = [deepcopy(case), deepcopy(case)]
        try:
            first, again = (guard.run(lambda copy=copy: duty.look(copy, on), _SECONDS) for copy in copies)  # type: ignore[misc]
        except VngkitError as error:
            yield f"{name} fails on a made-up case: {error.what}", error.fix or "correct the function"
            return
        if first is not None and (type(first) is not LocalFinding or not first.is_sound()):
            yield f"{name} gives a {type(first).__name__}", "give a LocalFinding or None"
            return
        if first != again:
            yield f"{name} gives another finding the second time", "use the case and the day alone"
        if copies[0] != case:
            yield f"{name} changes the case that it gets", "read the case and leave it as it is"
