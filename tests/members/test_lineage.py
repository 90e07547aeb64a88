"""Mergers, renames and splits: who goes on in whom, through every step between, and what is not known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vngkit import members
from vngkit.errors import NotFound, NotHeld, NotInForce

REGISTER = members.load()
unhurried = settings(deadline=None)  # the machine may be busy
ENDED = [gemeente for gemeente in REGISTER if gemeente.valid_to is not None]
ABROAD = {"GM1055", "GM1204"}  # Elten and Tudderen, returned to Germany in 1963
HELD_DAYS = st.dates(REGISTER.lists_from, REGISTER.held_until - timedelta(days=1))
TODAY = date(2026, 1, 1)


def heirs(code: str, on: date = TODAY) -> dict[str, object]:
    return {heir.gemeente.code: heir.share for heir in REGISTER.successors(code, on=on)}


def test_a_merger_goes_on_in_one_gemeente_with_the_whole() -> None:
    assert heirs("GM0370") == {"GM0439": 1}  # Beemster to Purmerend, 2022


def test_a_chain_of_mergers_is_followed_to_the_day_and_not_further() -> None:
    graft = "GM0365"  # Graft-De Rijp to Alkmaar
    assert heirs(graft, date(2014, 12, 31)) == {}
    assert heirs(graft, date(2015, 1, 1)) == {"GM0361": 1}
    boxtel = REGISTER.successors("GM0001", on=date(1989, 12, 31))
    assert boxtel == ()
    steps = [set(heirs("GM0001", day)) for day in (date(1990, 1, 1), date(2019, 1, 1))]  # Adorp, Winsum, split
    assert steps == [{"GM0053"}, {"GM1966", "GM1969"}]


def test_a_split_names_every_part_and_a_share_that_is_not_known_stays_unknown() -> None:
    assert heirs("GM0788") == {"GM0757": None, "GM0824": None, "GM0855": None, "GM0865": None}  # Haaren, 2021
    assert heirs("GM0055") == {"GM0074": None, "GM0080": None, "GM1900": None, "GM1940": None}  # then a rename
    ending = REGISTER.ending("GM0788")
    assert ending is not None
    assert ending.kind == "split"
    assert dict(ending.parts)["GM0865"] == "woonplaats Helvoirt"


def test_a_rename_gives_a_new_code_and_nothing_else() -> None:
    assert heirs("GM1921") == {"GM1940": 1}  # De Friese Meren to De Fryske Marren, 2015
    event = REGISTER.ending("GM1921")
    assert event is not None
    assert (event.kind, event.date) == ("rename", date(2015, 7, 1))


def test_a_gemeente_that_still_exists_has_no_successors_and_no_end() -> None:
    assert heirs("GM0363") == {}
    assert REGISTER.ending("GM0363") is None


def test_land_that_went_abroad_has_an_end_and_no_successor() -> None:
    assert heirs("GM1055") == {}
    event = REGISTER.ending("GM1055")
    assert event is not None
    assert (event.kind, event.date, event.outcome) == ("ceded_abroad", date(1963, 8, 1), ())


def test_where_rvig_and_cbs_name_other_successors_it_is_told() -> None:
    (landsmeer,) = REGISTER.successors("GM0407", on=TODAY)  # Ilpendam: CBS says Waterland
    assert (landsmeer.gemeente.name, landsmeer.disputed) == ("Landsmeer", True)


def test_successors_before_the_start_are_an_error_that_names_the_start() -> None:
    with pytest.raises(NotInForce, match="begins on 2022-01-01"):
        REGISTER.successors("GM1991", on=date(2010, 1, 1))
    with pytest.raises(NotFound, match="GM9998"):
        REGISTER.successors("GM9998", on=TODAY)


def test_predecessors_are_those_of_the_day_through_every_step() -> None:
    def before(code: str, on: date) -> set[str]:
        return {gemeente.name for gemeente in REGISTER.predecessors(code, on=on)}

    assert before("GM1942", date(2015, 1, 1)) == {"Bussum", "Muiden", "Naarden"}
    assert before("GM1991", date(2021, 1, 1)) == {"Landerd", "Uden"}
    assert before("GM1991", date(1990, 1, 1)) == {"Uden", "Zeeland", "Schaijk"}  # Landerd is of 1994
    assert before("GM0363", date(2022, 3, 24)) == set()
    with pytest.raises(NotFound, match="GM9998"):
        REGISTER.predecessors("GM9998", on=TODAY)


def test_predecessors_of_which_no_start_is_recorded_are_not_held() -> None:
    with pytest.raises(NotHeld, match=r"not fully held.*Weesp"):
        REGISTER.predecessors("GM0363", on=date(1950, 1, 1))


def test_a_history_tells_begin_mergers_and_end_in_order() -> None:
    history = REGISTER.history("GM1672")  # Rijnwoude: first called Rijneveld, at last in Alphen aan den Rijn
    days = [event.date for event in history if event.date]
    assert days == sorted(days)
    assert history[-1].kind == "merger"
    assert [heir.gemeente.name for heir in history[-1].outcome] == ["Alphen aan den Rijn"]
    assert all(event.sources for event in history if event.kind != "begin")


def test_a_gemeente_without_a_recorded_start_begins_on_no_day() -> None:
    first = REGISTER.history("GM0457")[0]
    assert (first.kind, first.date) == ("begin", None)


def test_every_history_can_be_told_and_ends_with_the_end() -> None:
    for gemeente in REGISTER:
        history = REGISTER.history(gemeente.code)
        assert history
        end = REGISTER.ending(gemeente.code)
        assert (end is None) == (gemeente.valid_to is None)
        if end is not None:
            assert end.date == gemeente.valid_to
            assert end in history
            assert gemeente in end.origin


@unhurried
@given(HELD_DAYS)
def test_successors_exist_on_the_day_and_no_chain_ends_in_nothing_or_in_itself(day: date) -> None:
    for gemeente in ENDED:
        if gemeente.valid_to is None or day < gemeente.valid_to:
            continue
        found = REGISTER.successors(gemeente.code, on=day)
        assert (found == ()) == (gemeente.code in ABROAD)
        for heir in found:
            assert heir.gemeente.alive(day)
            assert heir.gemeente is not gemeente
        shares = [heir.share for heir in found if heir.share is not None]
        assert all(0 < share <= 1 for share in shares)
        assert sum(shares) <= 1
        assert len(shares) < len(found) or found == () or sum(shares) == 1


@unhurried
@given(HELD_DAYS, HELD_DAYS)
def test_a_chain_by_a_day_between_leads_to_the_same_gemeenten(one: date, other: date) -> None:
    middle, end = min(one, other), max(one, other)
    for gemeente in ENDED:
        if gemeente.valid_to is None or middle < gemeente.valid_to:
            continue
        by_way = {
            last.gemeente.code
            for heir in REGISTER.successors(gemeente.code, on=middle)
            for last in (REGISTER.successors(heir.gemeente.code, on=end) or (heir,))
        }
        assert by_way == {heir.gemeente.code for heir in REGISTER.successors(gemeente.code, on=end)}


@unhurried
@given(HELD_DAYS)
def test_predecessors_are_successors_seen_from_the_other_side(day: date) -> None:
    last = REGISTER.held_until - timedelta(days=1)
    forward = {
        (gemeente.code, heir.gemeente.code)
        for gemeente in REGISTER
        if gemeente.alive(day)
        for heir in REGISTER.successors(gemeente.code, on=last)
    }
    backward = {
        (before.code, gemeente.code)
        for gemeente in REGISTER.on(last)
        for before in REGISTER.predecessors(gemeente.code, on=day)
        if not before.alive(last)
    }
    assert forward == backward
