"""One event for each kind of event and step, to see that every step can be brought about."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, get_args
from zoneinfo import ZoneInfo

import attrs
from tests.reentry.conftest import ENTRY, notice

from vngkit.reentry import Event

DAY = ENTRY + timedelta(days=30)
GIVEN: dict[str, Any] = {
    "member": "GM9999",
    "to_role": "college",
    "by_role": "college",
    "condition": "housing",
    "state": "met",
    "reason": "moved",
    "institution": "PI",
    "detention_start": DAY,
    "expected_release": DAY,
    "released_on": DAY,
    "received_on": DAY,
    "planned_for": DAY,
    "expected_on": DAY,
    "made_known_on": DAY,
    "source": "institution",
    "address": "home",
    "at": datetime(2026, 10, 5, 12, tzinfo=ZoneInfo("Europe/Amsterdam")),
    "granted": True,
    "waived": True,
    "need_for_care": False,
}
KINDS = {kind.__name__: kind for kind in get_args(Event)}


def sample(event: str, step: str) -> Event:
    """An event of a class that marks a step."""
    kind = KINDS[event]
    if event == "StartNotice":
        return notice()
    given = {field.name: GIVEN[field.name] for field in attrs.fields(kind) if field.name in GIVEN}
    if "what" in {field.name for field in attrs.fields(kind)}:
        given["what"] = step
    if "procedure" in {field.name for field in attrs.fields(kind)}:
        given["procedure"] = step.partition(".")[0]
    if step == "address.none_found":
        given["address"] = "none"
    if step.startswith("foreseen.") and "scenario" in {field.name for field in attrs.fields(kind)}:
        given["scenario"] = step.partition(".")[2]
    return kind(**given)  # type: ignore[no-any-return]
