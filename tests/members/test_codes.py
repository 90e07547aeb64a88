"""Which codes there are, which gemeenten exist on which day, and what is not known before 1990."""

from __future__ import annotations

import csv
import pickle
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vngkit
from vngkit import members
from vngkit.errors import DataError, NotFound, NotHeld, NotInForce

REGISTER = members.load()
unhurried = settings(deadline=None)  # the machine may be busy
HELD_DAYS = st.dates(REGISTER.lists_from, REGISTER.held_until - timedelta(days=1))

# REPORT.md of the members data, section 2: counts on 1 January that CBS publishes
COUNTS = {
    1990: 672,
    1996: 625,
    2000: 537,
    2005: 467,
    2010: 431,
    2012: 415,
    2015: 393,
    2018: 380,
    2019: 355,
    2020: 355,
    2021: 352,
    2022: 345,
    2023: 342,
    2024: 342,
    2025: 342,
    2026: 342,
}


@pytest.mark.parametrize(("year", "count"), COUNTS.items())
def test_as_many_gemeenten_exist_on_1_january_as_cbs_publishes(year: int, count: int) -> None:
    assert len(REGISTER.on(date(year, 1, 1))) == count


def test_a_change_in_the_middle_of_a_year_counts_from_its_day() -> None:
    before, after = ({gemeente.name for gemeente in REGISTER.on(day)} for day in (date(2022, 3, 23), date(2022, 3, 24)))
    assert before - after == {"Weesp"}
    assert after <= before


def test_every_code_of_the_source_is_there_with_its_name_and_validity(shared: Path) -> None:
    with (shared / "data" / "members" / "gemeenten.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(REGISTER) == len(list(REGISTER))
    for row in rows:
        gemeente = REGISTER[row["code"]]
        days = tuple(day.isoformat() if day else "" for day in (gemeente.valid_from, gemeente.valid_to))
        assert (gemeente.name, gemeente.kind, *days) == (
            row["name"],
            row["kind"],
            row["valid_from"],
            row["valid_to"],
        )


def test_every_code_is_attested_on_a_day_of_its_life() -> None:
    for gemeente in REGISTER:
        assert gemeente.attested_from is not None
        assert gemeente.alive(gemeente.attested_from)
        assert gemeente.valid_from in {None, gemeente.attested_from}


def test_the_first_day_belongs_to_a_life_and_the_end_does_not() -> None:
    weesp = REGISTER["GM0457"]
    assert weesp.valid_to == date(2022, 3, 24)
    assert REGISTER.as_of("GM0457", date(2022, 3, 23)) is weesp
    with pytest.raises(NotInForce, match=r"ended on 2022-03-24 and goes on in Amsterdam \(GM0363\)"):
        REGISTER.as_of("GM0457", date(2022, 3, 24))
    assert REGISTER.as_of("GM1991", date(2022, 1, 1)).name == "Maashorst"
    with pytest.raises(NotInForce, match="begins on 2022-01-01"):
        REGISTER.as_of("GM1991", date(2021, 12, 31))


def test_before_1990_no_list_is_given_but_what_is_known_is_told_apart() -> None:
    with pytest.raises(NotHeld, match="not recorded"):
        REGISTER.on(date(1989, 12, 31))
    known, unsure = REGISTER.known_on(date(1950, 1, 1))
    assert known
    assert unsure
    assert not set(known) & set(unsure)
    assert REGISTER["GM0362"] not in {*known, *unsure}  # Amstelveen: began under this name in 1964
    assert REGISTER["GM0363"] in known  # Amsterdam: attested since 1921
    assert all(gemeente.valid_from is None for gemeente in unsure)


def test_whether_a_gemeente_without_a_recorded_start_existed_long_ago_is_not_held() -> None:
    with pytest.raises(NotHeld, match="attested from"):
        REGISTER["GM0001"].alive(date(1900, 1, 1))
    with pytest.raises(NotHeld, match="attested from"):
        REGISTER.as_of("GM0001", date(1900, 1, 1))


def test_a_day_after_the_tables_is_not_held_and_the_known_ends_still_count() -> None:
    with pytest.raises(NotHeld, match="renew the package"):
        REGISTER.on(REGISTER.held_until)
    known, unsure = REGISTER.known_on(REGISTER.held_until)
    assert len(known) == 342
    assert unsure == ()


@unhurried
@given(HELD_DAYS)
def test_a_list_of_a_day_is_exactly_those_that_answer_for_that_day(day: date) -> None:
    listed = {gemeente.code for gemeente in REGISTER.on(day)}
    known, unsure = REGISTER.known_on(day)
    assert (listed, unsure) == ({gemeente.code for gemeente in known}, ())
    for gemeente in REGISTER:
        try:
            there = REGISTER.as_of(gemeente.code, day) is gemeente
        except NotInForce:
            there = False
        assert there == (gemeente.code in listed) or gemeente.kind != "gemeente"


def test_what_never_was_a_gemeente_is_in_no_list() -> None:
    others = {gemeente.code: gemeente.kind for gemeente in REGISTER if gemeente.kind != "gemeente"}
    assert others == {"GM0996": "public_body", "GM1055": "drostambt", "GM1204": "drostambt"}
    assert REGISTER["GM0996"].alive(date(1990, 1, 1))
    assert "GM0996" not in {gemeente.code for gemeente in REGISTER.on(date(1990, 1, 1))}


def test_the_pretend_member_answers_to_its_code_and_never_counts_or_shows_in_a_list() -> None:
    pretend = REGISTER["GM9999"]
    assert (pretend.name, pretend.kind) == ("Voorbeeldstad", "pretend")
    assert "GM9999" in REGISTER
    assert REGISTER.get("GM9999") is pretend
    assert REGISTER.as_of("GM9999", date(1700, 1, 1)) is pretend
    assert pretend not in set(REGISTER)
    assert pretend not in REGISTER.on(date(2026, 1, 1))
    assert pretend not in {g for some in REGISTER.known_on(date(1950, 1, 1)) for g in some}
    assert REGISTER.search("Voorbeeldstad") == ()
    assert REGISTER.match(["Voorbeeldstad"]) == (None,)
    assert REGISTER.successors("GM9999", on=date(2026, 1, 1)) == ()
    with pytest.raises(NotFound, match="GM9999"):
        REGISTER.find("Voorbeeldstad")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("GM9998", "no gemeente has or had the code GM9998"),
        ("gm0363", "write 'GM0363'"),
        ("363", "write 'GM0363'"),
        (363, "write 'GM0363'"),
        ("Amsterdam", "has not the shape of a gemeente code"),
        ("", "has not the shape"),
        (None, "has not the shape"),
        (["GM0363"], "has not the shape"),
    ],
)
def test_an_unknown_code_is_one_message_with_the_fix(code: Any, told: str) -> None:
    with pytest.raises(NotFound) as caught:
        REGISTER[code]
    assert told in str(caught.value)
    assert caught.value.fix
    with pytest.raises(NotFound):
        REGISTER.as_of(code, date(2026, 1, 1))


def test_get_and_in_never_raise_for_an_unknown_code() -> None:
    assert REGISTER.get("GM9998") is None
    assert "GM9998" not in REGISTER
    assert "gm0363" not in REGISTER


@pytest.mark.parametrize("written", ["GM0363", "gm0363", " GM 0363 ", "0363", "363", 363])
def test_a_code_is_read_from_the_ways_people_write_it(written: str | int) -> None:
    assert members.as_code(written) == "GM0363"


@pytest.mark.parametrize("written", ["", "GM", "GM03633", "GM-363", "G0363", "٠٣٦٣", -1, 10_000, True, 3.0, None])
def test_what_is_no_code_is_refused(written: Any) -> None:
    with pytest.raises(DataError, match="shape of a gemeente code"):
        members.as_code(written)


@unhurried
@given(st.integers(0, 9999))
def test_a_code_written_as_a_number_comes_back_as_the_code(number: int) -> None:
    code = members.as_code(number)
    assert members.as_code(code) == members.as_code(str(number)) == members.as_code(code.lower()) == code
    assert len(code) == 6


@pytest.mark.parametrize("moment", [2026, "2026-01-01", datetime(2026, 1, 1), None, 2026.0])  # noqa: DTZ001  # naive
def test_only_a_day_is_a_day(moment: Any) -> None:
    questions = (
        lambda: REGISTER.on(moment),
        lambda: REGISTER.known_on(moment),
        lambda: REGISTER.as_of("GM0363", moment),
        lambda: REGISTER["GM0363"].alive(moment),
        lambda: REGISTER.successors("GM0370", on=moment),
        lambda: REGISTER.predecessors("GM0439", on=moment),
        lambda: REGISTER.region("GM0363", "provincie", on=moment),
        lambda: REGISTER.regions("provincie", on=moment),
        lambda: REGISTER.in_region("provincie", "Drenthe", on=moment),
        lambda: REGISTER.in_network("G4", on=moment),
        lambda: REGISTER.crosswalk(to=moment),
    )
    for question in questions:
        with pytest.raises(DataError, match="is not a day"):
            question()
    if moment is not None:  # for a name the day may be left out
        with pytest.raises(DataError, match="is not a day"):
            REGISTER.find("Utrecht", on=moment)
        with pytest.raises(DataError, match="is not a day"):
            REGISTER.search("Utrecht", on=moment)


def test_the_register_is_one_object_that_never_changes() -> None:
    assert members.load() is REGISTER
    assert pickle.loads(pickle.dumps(REGISTER)) is REGISTER  # noqa: S301  # our own object, to workers
    for change in ("held_until", "something"):
        with pytest.raises(AttributeError, match="never changes"):
            setattr(REGISTER, change, None)
        with pytest.raises(AttributeError, match="never changes"):
            delattr(REGISTER, change)
    with pytest.raises(AttributeError):
        setattr(REGISTER["GM0363"], "name", "Damsko")  # noqa: B010  # a type checker would refuse the plain form
    assert "1474 codes" in repr(REGISTER)


def test_every_error_of_the_members_is_one_of_vngkit_and_a_lookup_error() -> None:
    for kind in (members.NotFound, members.AmbiguousName, members.NotHeld, members.NotInForce):
        assert issubclass(kind, vngkit.VngkitError)
        assert issubclass(kind, LookupError)
