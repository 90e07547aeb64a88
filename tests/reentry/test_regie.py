"""Regie: who coordinates over time, whether a hand-over arrived, and whether anybody can be reached."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reentry.conftest import CANARY, ENTRY, make_case, notice

from vngkit import Kit
from vngkit.errors import DataError, NotFound, NotInForce
from vngkit.legislation import Layer, LocalRule, RuleBook, Source, open_terms
from vngkit.reentry import (
    Case,
    Contact,
    ContactDirectory,
    DutyBook,
    EndNotice,
    Finding,
    FindingKind,
    LostContact,
    RegieAccepted,
    RegieHandedOver,
    Role,
    regie_checks,
)
from vngkit.terms import Term

DAY = ENTRY + timedelta(days=30)
RELEASE = date(2027, 1, 8)
PI = "PI Voorbeeld"


def contact(**fields: Any) -> Contact:
    given_ = {
        "role": "director",
        "function": "casemanager",
        "institution": PI,
        "channel": CANARY,
        "valid_from": date(2026, 1, 1),
    }
    return Contact(**{**given_, **fields})


def college(**fields: Any) -> Contact:
    return contact(role="college", function="coördinator nazorg", institution="", member="GM9999", **fields)


@pytest.fixture(scope="module")
def kit() -> Iterator[Kit]:
    with Kit.open(plugins=()) as opened:
        yield opened


def found(kit: Kit, case: Case, on: date, *contacts: Contact) -> dict[str, Finding]:
    book = DutyBook(regie_checks(ContactDirectory(contacts)), answers=kit.reentry.duties.answers)
    return {finding.id: finding for finding in book.evaluate(case, on)}


def test_a_hand_over_that_nobody_acknowledged_is_told_with_the_days_that_it_waits(kit: Kit) -> None:
    case = make_case((DAY, RegieHandedOver(to_role="college", member="GM9999")))
    told = found(kit, case, DAY + timedelta(days=10), college())["regie.not_acknowledged"]
    assert told.kind is FindingKind.AT_RISK
    assert told.who is Role.COLLEGE
    assert told.due_on == RELEASE
    assert "10 days ago" in told.explain("en")
    assert "10 dagen geleden" in told.explain("nl")
    accepted = make_case(
        (DAY, RegieHandedOver(to_role="college", member="GM9999")),
        (DAY + timedelta(days=2), RegieAccepted(by_role="college", member="GM9999")),
    )
    assert not found(kit, accepted, DAY + timedelta(days=10), college(), contact())


def test_after_release_the_gemeente_or_probation_holds_the_regie_or_it_is_told_that_nobody_does(kit: Kit) -> None:
    released = (RELEASE, EndNotice(released_on=RELEASE))
    told = found(kit, make_case(released), RELEASE)["regie.nobody_after_release"]
    assert told.due_on == RELEASE
    assert "directeur" in told.explain("nl")
    for role in ("college", "probation"):
        case = make_case((DAY, RegieHandedOver(to_role=role)), (DAY, RegieAccepted(by_role=role)), released)
        assert "regie.nobody_after_release" not in found(kit, case, RELEASE)
    elsewhere = make_case((DAY, RegieAccepted(by_role="volunteer")), released)
    assert "regie.nobody_after_release" in found(kit, elsewhere, RELEASE)


def test_a_local_lead_time_says_by_when_the_regie_is_handed_over_and_no_law_does(kit: Kit) -> None:
    assert "regie.hand_over" not in found(kit, make_case(), DAY)
    rule = LocalRule(
        id="gm9999.lead",
        term="reentry.handover_lead_time",
        member="GM9999",
        value=Term(6, "weeks"),
        valid_from=date(2026, 1, 1),
        layer=Layer.UITVOERINGSBESLUIT,
        source=Source(title="Werkafspraken nazorg", url="https://voorbeeldstad.example/nazorg"),
    )
    rules = RuleBook([rule], register=kit.members, terms=open_terms())
    book = DutyBook(regie_checks(), answers=lambda term, member, on: rules.answer(term, member=member, on=on))
    (told,) = book.evaluate(make_case(), DAY)
    assert told.id == "regie.hand_over"
    assert told.due_on == RELEASE - timedelta(weeks=6)
    assert told.kind is FindingKind.DUE
    assert told.rule == "gm9999.lead"
    assert book.evaluate(make_case(), RELEASE - timedelta(weeks=5))[0].kind is FindingKind.OVERDUE
    assert not book.evaluate(make_case((DAY, RegieAccepted(by_role="college"))), DAY)


def test_a_hand_over_to_a_party_without_a_contact_is_told(kit: Kit) -> None:
    case = make_case((DAY, RegieHandedOver(to_role="college", member="GM9999")))
    assert "regie.no_contact" in found(kit, case, DAY)
    assert "regie.no_contact" not in found(kit, case, DAY, college())
    told = found(kit, case, DAY, college(valid_to=date(2026, 6, 1)))["regie.no_contact"]
    assert "1 juni 2026" in told.explain("nl")


def test_a_hand_over_that_nobody_would_receive_fails_loudly_and_is_not_recorded() -> None:
    with Kit.open(plugins=(), contacts=[college(valid_to=date(2026, 11, 1))]) as kit:
        case = kit.reentry.receive(notice())
        with pytest.raises(NotFound, match="no contact of probation"):
            kit.reentry.hand_over(case.id, to_role="probation", on=DAY)
        with pytest.raises(NotInForce, match="nobody answers there since Sunday 1 November 2026"):
            kit.reentry.hand_over(case.id, to_role="college", member="GM9999", on=date(2026, 11, 1))
        assert len(kit.reentry.history(case.id)) == 1
        after = kit.reentry.hand_over(case.id, to_role="college", member="GM9999", on=DAY)
        assert after.hand_over is not None
        assert after.regie_holder is not None
        assert after.regie_holder.role is Role.DIRECTOR  # it moves when it is accepted
        assert len(kit.reentry.contacts) == 1


def test_an_institution_that_can_not_be_reached_is_told_on_its_cases_when_contacts_are_kept(kit: Kit) -> None:
    case = make_case()
    assert "contact.institution" not in found(kit, case, DAY)  # nobody keeps a list
    assert "contact.institution" not in found(kit, case, DAY, contact())
    missing = found(kit, case, DAY, contact(institution="PI Elders"))["contact.institution"]
    assert missing.kind is FindingKind.MISSING
    assert PI in missing.explain("nl")
    expired = found(kit, case, DAY, contact(valid_to=DAY))["contact.institution"]
    assert expired.reasons[0].kind == "contact_expired"
    assert "contact.institution" not in found(
        kit, make_case((DAY, EndNotice(released_on=DAY))), DAY, contact(valid_to=DAY)
    )


def test_a_contact_shows_its_function_and_masks_its_channel() -> None:
    assert CANARY not in repr(contact())
    assert CANARY not in repr(ContactDirectory([contact()]))
    assert "casemanager" in repr(contact())


@pytest.mark.parametrize(
    "fields",
    [
        {"member": "GM9999"},
        {"institution": ""},
        {"valid_to": date(2026, 1, 1)},
        {"member": CANARY, "institution": ""},
        {"function": " "},
    ],
)
def test_a_contact_that_makes_no_sense_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(DataError) as caught:
        contact(**fields)
    assert CANARY not in str(caught.value)


def test_contacts_can_be_read_from_a_table_and_every_wrong_row_is_told_at_once() -> None:
    text = (
        "role,function,institution,member,channel,valid_from,valid_to\n"
        f"director,casemanager,{PI},,casemanagers@pi.example,2026-01-01,\n"
        "college,coördinator nazorg,,GM9999,nazorg@voorbeeldstad.example,2026-01-01,2027-01-01\n"
    )
    listed = ContactDirectory.from_rows(csv.DictReader(io.StringIO(text)))
    assert [one.party for one in listed] == [PI, "GM9999"]
    wrong = text.replace("2027-01-01", CANARY).replace("director", "directeur")
    with pytest.raises(DataError, match=r"2 rows.*row 1.*row 2") as caught:
        ContactDirectory.from_rows(csv.DictReader(io.StringIO(wrong)))
    assert CANARY not in str(caught.value)


DATES = st.dates(date(2025, 1, 1), date(2028, 1, 1))
CONTACTS = st.builds(
    lambda start, days, where: contact(
        institution=where, valid_from=start, valid_to=start + timedelta(days=days) if days else None
    ),
    DATES,
    st.integers(0, 400),
    st.sampled_from([PI, "PI Elders"]),
)


@given(st.lists(CONTACTS, max_size=6), DATES)
def test_who_is_found_answers_on_that_day_and_a_day_outside_every_span_fails(contacts: list[Contact], on: date) -> None:
    listed = ContactDirectory(contacts)
    holding = [one for one in contacts if one.institution == PI and one.holds_on(on)]
    assert sorted(listed.find(party=PI, on=on), key=repr) == sorted(holding, key=repr)
    if holding:
        assert listed.one(party=PI, on=on) in holding
    else:
        with pytest.raises((NotFound, NotInForce)):
            listed.one(party=PI, on=on)


@given(st.permutations([contact(valid_from=date(2026, 1, day)) for day in range(1, 6)]))
def test_the_order_of_a_list_decides_nothing(contacts: list[Contact]) -> None:
    assert ContactDirectory(contacts).one(party=PI, on=DAY).valid_from == date(2026, 1, 5)


def test_a_person_who_is_lost_still_has_a_regie_holder(kit: Kit) -> None:
    assert found(kit, make_case((DAY, LostContact())), DAY) == {}
