"""Cases to test with: everything is made up; the references are marked so that a leak is seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from vngkit import Kit
from vngkit.reentry import Case, EntryRoute, Event, Recorded, StartNotice, fold

ENTRY = date(2026, 10, 1)
CANARY = "CANARY-7f3a"


def notice(**fields: Any) -> StartNotice:
    given: dict[str, Any] = {
        "reference": CANARY,
        "institution": "PI Voorbeeld",
        "entry_route": EntryRoute.CONVICTED,
        "detention_start": ENTRY,
        "expected_release": date(2027, 1, 8),
        "residence": "GM9999",
        "received_on": date(2026, 10, 5),
    }
    return StartNotice(**{**given, **fields})


def recorded(number: int, event: Event, on: date, **fields: Any) -> Recorded:
    return Recorded(id=f"r{number}", event=event, **{"happened_on": on, "recorded_on": on, **fields})


def make_case(*happened: tuple[date, Event], **fields: Any) -> Case:
    """A case with a start notice and these events, in order."""
    records = [recorded(0, notice(**fields), ENTRY)]
    records += [recorded(number, event, on) for number, (on, event) in enumerate(happened, 1)]
    return fold("case-1", records)


@pytest.fixture
def kit() -> Iterator[Kit]:
    with Kit.open(plugins=()) as opened:
        yield opened
