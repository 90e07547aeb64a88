"""A case is destroyed because the person asked for it, a human decided so, and no claim stands in the way."""

from __future__ import annotations

from datetime import date

import pytest
from tests.reentry.conftest import CANARY, notice

from vngkit import Kit
from vngkit.errors import DataError, NotFound, NotHeld, PurposeRequired
from vngkit.reentry import ContactMade, StepTaken

ON = date(2026, 11, 20)


def test_it_is_told_first_and_then_done_with_a_proof_that_names_nobody(kit: Kit) -> None:
    case = kit.reentry.receive(notice())
    kit.reentry.record(case.id, ContactMade(), on=ON)
    told = kit.reentry.erase_on_request(case.id, on=ON, by="privacy officer")
    assert kit.reentry.get(case.id).id == case.id
    assert len(told.events) == 2
    done = kit.reentry.erase_on_request(case.id, on=ON, by="privacy officer", dry_run=False)
    assert done == told
    assert kit.reentry.proofs(case.id) == (done,)
    assert CANARY not in repr(done)
    assert "privacy officer" in done.explain("nl")
    assert all(row.payload is None for row in kit.reentry.store.read(case.id))
    for again in (lambda: kit.reentry.get(case.id), lambda: kit.reentry.erase_on_request(case.id, on=ON, by="x")):
        with pytest.raises(NotHeld, match="destroyed"):
            again()
    assert list(kit.reentry.cases()) == []


def test_a_legal_claim_stands_in_the_way_until_it_is_lifted(kit: Kit) -> None:
    case = kit.reentry.receive(notice())
    kit.reentry.record(case.id, StepTaken(what="data.hold_placed"), on=ON)
    with pytest.raises(DataError, match="legal claim"):
        kit.reentry.erase_on_request(case.id, on=ON, by="privacy officer", dry_run=False)
    assert kit.reentry.history(case.id)


def test_somebody_answers_for_it_and_the_case_is_there(kit: Kit) -> None:
    case = kit.reentry.receive(notice())
    with pytest.raises(PurposeRequired):
        kit.reentry.erase_on_request(case.id, on=ON, by=" ")
    with pytest.raises(NotFound):
        kit.reentry.erase_on_request("nobody", on=ON, by="privacy officer")
