"""Regions and networks: in which region a gemeente lies on a day, and when no source says so."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vngkit import members
from vngkit.errors import NotFound, NotHeld, NotInForce

REGISTER = members.load()
unhurried = settings(deadline=None)  # the machine may be busy
HELD_DAYS = st.dates(REGISTER.lists_from, REGISTER.held_until - timedelta(days=1))
VIANEN_MOVES = (date(2002, 1, 1), date(2003, 1, 1))  # to the province of Utrecht; no list of that year names it


def test_every_membership_of_the_source_is_answered_on_its_first_and_last_day(shared: Path) -> None:
    with (shared / "data" / "members" / "memberships.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 11_000
    for row in rows:
        if not row["region_code"]:
            continue
        first = date.fromisoformat(row["valid_from"])
        last = date.fromisoformat(row["valid_to"]) - timedelta(days=1)
        for day in (first, last):
            region = REGISTER.region(row["gemeente_code"], row["kind"], on=day)
            assert (region.code, region.basis) == (row["region_code"], row["basis"])


@unhurried
@given(HELD_DAYS)
def test_the_provinces_of_a_day_hold_every_gemeente_once(day: date) -> None:
    moving = VIANEN_MOVES[0] <= day < VIANEN_MOVES[1]
    provinces = REGISTER.regions("provincie", on=day, incomplete_ok=moving)
    assert len(provinces) == 12
    held = [g.code for p in provinces for g in REGISTER.in_region("provincie", p.code, on=day, incomplete_ok=moving)]
    assert len(held) == len(set(held))
    assert set(held) == {g.code for g in REGISTER.on(day)} - ({"GM0620"} if moving else set())


def test_a_gemeente_can_move_to_another_province() -> None:
    vianen = REGISTER["GM0620"]
    assert vianen.province(on=date(2001, 12, 31)).name == "Zuid-Holland"
    assert vianen.province(on=date(2003, 1, 1)).name == "Utrecht"
    with pytest.raises(NotHeld, match=r"provincie of Vianen \(GM0620\) on 2002-06-01 is not held"):
        vianen.province(on=date(2002, 6, 1))


def test_a_list_that_lacks_a_gemeente_is_given_only_when_the_gap_is_accepted() -> None:
    with pytest.raises(NotHeld, match=r"lacks 1: Vianen \(GM0620\)"):
        REGISTER.in_region("provincie", "Utrecht", on=date(2002, 6, 1))
    there = REGISTER.in_region("provincie", "Utrecht", on=date(2002, 6, 1), incomplete_ok=True)
    assert "GM0344" in {gemeente.code for gemeente in there}


def test_a_region_is_asked_for_by_code_or_name_as_people_write_it() -> None:
    day = date(2026, 1, 1)
    fryslan = REGISTER.in_region("provincie", "PV21", on=day)
    for written in ("Fryslân", "fryslan", "Friesland"):
        assert REGISTER.in_region("provincie", written, on=day) == fryslan
    assert len(fryslan) == 18
    safety = REGISTER.in_region("veiligheidsregio", "amsterdam amstelland", on=date(2023, 1, 1))
    assert "GM0363" in {gemeente.code for gemeente in safety}


def test_no_source_for_a_day_is_not_held_and_says_for_which_days_there_is_one() -> None:
    with pytest.raises(NotHeld, match=r"veiligheidsregio on 1999-01-01 is not held.*2016, 2020, 2023"):
        REGISTER.region("GM0363", "veiligheidsregio", on=date(1999, 1, 1))
    with pytest.raises(NotHeld, match="1990-2026"):
        REGISTER.region("GM0363", "provincie", on=date(2027, 1, 1))
    with pytest.raises(NotHeld, match="1990-2026"):
        REGISTER.regions("provincie", on=date(1989, 1, 1))


@pytest.mark.parametrize("kind", sorted(REGISTER.region_kinds))
def test_a_kind_answers_on_the_days_that_it_says_are_held_and_on_no_other(kind: str) -> None:
    known = REGISTER.region_kinds[kind]
    assert known.kind == kind
    assert known.label_nl
    for first, end in known.held:
        assert REGISTER.regions(kind, on=first, incomplete_ok=True)
        assert REGISTER.regions(kind, on=end - timedelta(days=1), incomplete_ok=True)
    outside = [day for first, end in known.held for day in (first - timedelta(days=1), end)]
    for day in outside or [date(2026, 1, 1)]:
        if any(first <= day < end for first, end in known.held):
            continue
        with pytest.raises(NotHeld):
            REGISTER.regions(kind, on=day, incomplete_ok=True)
        with pytest.raises(NotHeld):
            REGISTER.region("GM0363", kind, on=day)


def test_kinds_without_any_open_source_are_named_so_that_nobody_thinks_there_are_none() -> None:
    lacking = {kind for kind, known in REGISTER.region_kinds.items() if not known.held}
    assert {"res_regio", "zorg_en_veiligheidshuis", "woningmarktregio"} <= lacking
    with pytest.raises(NotHeld, match="no open source of it was found"):
        REGISTER.region("GM0363", "res_regio", on=date(2026, 1, 1))


def test_a_region_without_a_name_in_any_source_has_a_code_and_no_name() -> None:
    nameless = [
        region
        for kind, known in REGISTER.region_kinds.items()
        for first, _ in known.held
        for region in REGISTER.regions(kind, on=first, incomplete_ok=True)
        if region.name is None
    ]
    assert nameless
    assert all(region.code for region in nameless)


def test_an_empty_cell_of_the_source_is_no_region() -> None:
    with pytest.raises(NotHeld, match="does not name this gemeente"):
        REGISTER.region("GM0361", "nuts3", on=date(2016, 6, 1))  # Alkmaar
    with pytest.raises(NotHeld, match="lacks 3"):
        REGISTER.regions("nuts3", on=date(2016, 6, 1))


@pytest.mark.parametrize(
    ("code", "kind", "day", "error", "told"),
    [
        ("GM9998", "provincie", date(2026, 1, 1), NotFound, "GM9998"),
        ("GM0363", "veiligheidregio", date(2026, 1, 1), NotFound, "veiligheidsregio"),
        ("GM0363", 5, date(2026, 1, 1), NotFound, "not a kind of region"),
        ("GM0370", "provincie", date(2023, 1, 1), NotInForce, "Purmerend"),
        ("GM1991", "provincie", date(2021, 1, 1), NotInForce, "begins on 2022-01-01"),
        ("GM9999", "provincie", date(2026, 1, 1), NotHeld, "pretend member"),
    ],
)
def test_a_wrong_question_about_a_region_is_one_message_with_the_fix(
    code: str, kind: Any, day: date, error: type[members.NotFound], told: str
) -> None:
    with pytest.raises(error, match=told) as caught:
        REGISTER.region(code, kind, on=day)
    assert caught.value.fix


def test_an_unknown_region_is_told_with_near_ones() -> None:
    with pytest.raises(NotFound, match="Near: Noord-Holland"):
        REGISTER.in_region("provincie", "Holland", on=date(2026, 1, 1))
    with pytest.raises(NotInForce, match="does not have this region"):
        REGISTER.in_region("arbeidsmarktregio", "AM38", on=date(2016, 6, 1))


NETWORKS = {"G4": ("complete", 4), "G40": ("complete", 41), "M50": ("snapshot", 61), "P10": ("snapshot", 15)}


@pytest.mark.parametrize(("name", "state"), NETWORKS.items())
def test_a_network_has_as_many_members_as_its_source_counts_on_the_days_held(name: str, state: tuple[str, int]) -> None:
    network = REGISTER.network(name)
    assert (network.completeness, network.known_total) == state
    assert network.held_from is not None
    assert network.held_until is not None
    for day in (network.held_from, network.held_until - timedelta(days=1)):
        there = REGISTER.in_network(name, on=day)
        assert len(there) == len(set(there)) == network.known_total
        assert all(gemeente.alive(day) for gemeente in there)
    for day in (network.held_from - timedelta(days=1), network.held_until):
        with pytest.raises(NotHeld, match=network.completeness):
            REGISTER.in_network(name, on=day)


def test_a_network_of_which_only_some_members_are_held_gives_no_list() -> None:
    network = REGISTER.network("K80")
    assert (network.completeness, network.held_from, network.known_total) == ("partial", None, 64)
    assert 0 < len(network.members) < 64
    with pytest.raises(NotHeld, match=r"no day \(partial; 64 members\).*which 11 are known"):
        REGISTER.in_network("K80", on=date(2026, 1, 1))


def test_every_member_of_a_network_has_a_source_and_an_unknown_network_is_told() -> None:
    assert {network.name for network in REGISTER.networks} == {*NETWORKS, "K80"}
    for network in REGISTER.networks:
        assert all(member.source.startswith("http") for member in network.members)
        assert network.label_nl
    for unknown in ("G5", "g4", None):
        with pytest.raises(NotFound, match="Held are G4, G40, K80, M50, P10"):
            REGISTER.network(unknown)  # type: ignore[arg-type]  # whatever is handed in
