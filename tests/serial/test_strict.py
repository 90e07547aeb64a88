"""Strict JSON: nothing is converted on the way in, every wrong place is told, no value is shown."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vngkit.errors import DataError
from vngkit.serial import dump, load, make_converter, structure


class Kind(Enum):
    ONE = "one"
    TWO = "two"


@attrs.frozen(kw_only=True)
class Thing:
    text: str = ""
    yes: bool = True
    count: int = 0
    real: float = 0.0
    amount: Decimal = Decimal(0)
    day: date | None = None
    instant: datetime | None = None
    kind: Kind = Kind.ONE
    unit: Literal["weeks", "days"] = "weeks"
    names: tuple[str, ...] = ()
    pair: tuple[str, int] = ("", 0)
    codes: frozenset[str] = frozenset()
    table: dict[str, int] = attrs.field(factory=dict)
    inner: Thing | None = None


# what the defaults of cattrs take in and change without a word; measures.md A2 and test 26
TWELVE = {
    "1 nothing becomes the text 'None'": {"text": None},
    "2 a number becomes a text": {"text": 5},
    "3 the text 'false' becomes yes": {"yes": "false"},
    "4 one becomes yes": {"yes": 1},
    "5 a real number is cut to a whole one": {"count": 3.9},
    "6 yes becomes one": {"count": True},
    "7 a text becomes a number": {"count": "7"},
    "8 a text becomes a real number": {"real": "1.5"},
    "9 an unknown key is dropped": {"typo": 1},
    "10 an instant without a time zone is taken": {"instant": "2026-11-24T09:30:00"},
    "11 a time is taken for a day": {"day": "2026-11-24T09:30:00"},
    "12 a text becomes a list of its letters": {"names": "abc"},
}
MORE = {
    "yes becomes a real number": {"real": True},
    "a real number becomes an amount": {"amount": 350.1},
    "not a number as an amount": {"amount": "NaN"},
    "a day becomes an instant": {"instant": "2026-11-24"},
    "a number of seconds becomes an instant": {"instant": 1_700_000_000},
    "a day that does not exist": {"day": "2026-02-30"},
    "a day written in digits alone": {"day": "20261124"},
    "a choice by its name": {"kind": "ONE"},
    "a choice that does not exist": {"kind": "three"},
    "a unit that does not exist": {"unit": "fortnights"},
    "an object becomes a list of its keys": {"names": {"a": 1}},
    "a list becomes an object": {"table": [["a", 1]]},
    "a pair of three": {"pair": ["a", 1, 2]},
    "a set in which a code stands twice": {"codes": ["a", "a"]},
    "a text becomes a set of letters": {"codes": "ab"},
    "a list becomes a record": {"inner": []},
    "an unknown key deep inside": {"inner": {"inner": {"typo": 1}}},
}


@pytest.mark.parametrize("data", [*TWELVE.values(), *MORE.values()], ids=[*TWELVE, *MORE])
def test_nothing_is_converted_on_the_way_in(data: dict[str, Any]) -> None:
    with pytest.raises(DataError, match="not right") as caught:
        structure(data, Thing, make_converter())
    assert next(iter(data)) in str(caught.value)


def test_there_are_twelve_coercions_and_the_defaults_of_cattrs_make_them() -> None:
    import cattrs

    assert len(TWELVE) == 12
    plain = cattrs.Converter()
    plain.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    plain.register_structure_hook(datetime, lambda value, _: datetime.fromisoformat(value))
    plain.register_structure_hook(date, lambda value, _: datetime.fromisoformat(value).date())
    for data in TWELVE.values():
        plain.structure(data, Thing)


def test_every_wrong_place_is_told_at_once_and_no_value_is_shown() -> None:
    secret = "999990019"  # noqa: S105  # a number that must not be shown
    data = {"count": secret, "inner": {"yes": secret, secret: 1}, "table": {secret: secret}, "names": ["a", 5]}
    with pytest.raises(DataError) as caught:
        structure(data, Thing, make_converter())
    told = str(caught.value)
    for place in ("$.count", "$.inner.yes", "$.table[a key]", "$.names[1]", "not known"):
        assert place in told
    assert secret not in told
    assert "5 places" in told
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("{", "not JSON"),
        ("[]", "not an envelope"),
        ('{"schema": "other", "v": 1, "data": {}}', "not version 1 of thing"),
        ('{"schema": "thing", "v": 2, "data": {}}', "not version 1 of thing"),
        ('{"schema": "thing", "v": true, "data": {}}', "not version 1 of thing"),
        ('{"schema": "thing", "v": 1, "data": {"count": 1, "count": 2}}', "twice"),
        ('{"schema": "thing", "v": 1, "data": {"real": NaN}}', "NaN"),
        ('{"schema": "thing", "v": 1, "data": {}, "more": 1}', "not an envelope"),
        ("[" * 100_000, "not JSON"),
        ('{"schema": "thing", "v": 1, "data": {"count": ' + "9" * 5000 + "}}", "not JSON"),
        (b"\xff\xfe", "not JSON"),
    ],
)
def test_an_envelope_that_is_not_right_is_refused(text: str, match: str) -> None:
    with pytest.raises(DataError, match=match):
        load(text, Thing, schema="thing", version=1, converter=make_converter())


def test_a_number_that_json_does_not_have_is_not_written() -> None:
    with pytest.raises(DataError, match="JSON does not have"):
        dump(Thing(real=float("nan")), schema="thing", version=1, converter=make_converter())
    with pytest.raises(DataError, match="time zone"):
        dump(Thing(instant=datetime(2026, 1, 1)), schema="thing", version=1, converter=make_converter())  # noqa: DTZ001


def test_each_converter_is_its_own() -> None:
    one, two = make_converter(), make_converter()
    one.register_structure_hook(str, lambda *_: "changed")
    assert structure("a", str, two) == "a"


things = st.builds(
    Thing,
    text=st.text(),
    yes=st.booleans(),
    count=st.integers(-(10**18), 10**18),
    real=st.floats(allow_nan=False, allow_infinity=False),
    amount=st.decimals(-(10**9), 10**9, places=2),
    day=st.none() | st.dates(),
    instant=st.none() | st.datetimes(timezones=st.just(UTC)),
    kind=st.sampled_from(Kind),
    unit=st.sampled_from(["weeks", "days"]),
    names=st.lists(st.text(), max_size=3).map(tuple),
    pair=st.tuples(st.text(), st.integers(0, 9)),
    codes=st.frozensets(st.text(max_size=5), max_size=3),
    table=st.dictionaries(st.text(), st.integers(0, 9), max_size=3),
    inner=st.none() | st.builds(Thing, text=st.text()),
)


@given(things)
def test_what_is_written_is_read_back_the_same(thing: Thing) -> None:
    converter = make_converter()
    text = dump(thing, schema="thing", version=1, converter=converter)
    assert text.isascii()
    assert "\n" not in text
    assert load(text, Thing, schema="thing", version=1, converter=converter) == thing
