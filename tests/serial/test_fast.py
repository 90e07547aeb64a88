"""The fast reader says yes only where the strict one does, with the same object; else the strict verdict stands."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Literal

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from vngkit.errors import DataError
from vngkit.reentry import Case, Recorded
from vngkit.reentry._fold import fold
from vngkit.reentry._serial import _case_reader, _recorded_reader, dump_case, dump_recorded, reentry_converter
from vngkit.reentry.synthetic import histories
from vngkit.serial import Reader, dump, load, make_converter
from vngkit.serial._fast import FastReader, Unfit


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@frozen(kw_only=True)
class Part:
    on: date
    colours: tuple[Colour, ...] = ()
    note: str | None = None


@frozen(kw_only=True)
class Whole:
    """Every kind of field that the fast way knows."""

    name: str
    count: int = 0
    share: float = 0.5
    yes: bool = False
    amount: Decimal = Decimal(0)
    at: datetime | None = None
    labels: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()
    first: Part | None = None
    pair: tuple[str, bool] = ("a", True)
    by_colour: Mapping[Colour, Part] = field(factory=dict)
    size: Literal["small", "large"] = "small"
    amounts: tuple[Decimal, ...] = ()


READER = Reader(kind=Whole, schema="whole", version=1, converter=make_converter())
WHOLE = Whole(
    name='she said "no": really',
    count=3,
    amount=Decimal("350.00"),
    at=datetime(2026, 11, 25, 9, 30, tzinfo=UTC),
    labels=frozenset({"a", "b"}),
    parts=(Part(on=date(2026, 1, 1), colours=(Colour.RED,)), Part(on=date(2026, 1, 2), note="é")),
    first=Part(on=date(2026, 2, 1)),
    by_colour={Colour.BLUE: Part(on=date(2026, 3, 1))},
    amounts=(Decimal("1.5"),),
)
NASTY: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 1.0, 1e400, 2**70, "", "red", "1", "x\u0000y", "\ud800", "2026-02-30", "2026-01-01",
    "2026-01-01T00:00:00", "2026-11-25 09:30:00+01:00", "2026-11-25t09:30:00z", "2026-11-25T09:30+01:00",
    "2026-11-25T09:30:00.1234567Z", "2026-11-25T24:00:00Z", "2026-11-25T09:30:00+25:00", "2026-11-25T09:30:00-00:00",
    "1e3", [], ["a", "a"], ["red", "red"], [["a", True]], {}, {"red": {}}, {"event": "died"}, "housing",
    "restorative_work",
)  # fmt: skip


@cache
def _texts() -> tuple[tuple[Reader[Any], str], ...]:
    made = list(histories(None, seed=7, start=date(2026, 1, 1), days=60, count=8))
    cases: list[tuple[Reader[Any], str]] = [(_case_reader(), dump_case(fold(name, records))) for name, records in made]
    events = [(_recorded_reader(), dump_recorded(record)) for _, records in made for record in records]
    return (*cases, *events, (READER, dump(WHOLE, schema="whole", version=1, converter=READER.converter)))


def _strictly(reader: Reader[Any], text: str | bytes) -> object:
    return _verdict(
        lambda: load(text, reader.kind, schema=reader.schema, version=reader.version, converter=reader.converter)
    )


def _verdict(read: Any) -> object:
    try:
        return read()
    except DataError as error:
        return str(error)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in inside for place in _places(item, (*path, key)))]


def _changed(tree: Any, path: tuple[Any, ...], act: str, value: Any) -> Any:
    if not path:
        return value
    target = tree
    for key in path[:-1]:
        target = target[key]
    if act == "drop":
        del target[path[-1]]
    elif act == "rename" and isinstance(target, dict):
        target["other"] = target.pop(path[-1])
    elif act == "add" and isinstance(target, dict):
        target["other"] = value
    else:
        target[path[-1]] = value
    return tree


def test_the_fast_way_is_there_and_reads_what_was_written() -> None:
    for reader, text in _texts():
        assert reader.is_fast
        assert reader._fast is not None
        assert reader._fast.read(text) == _strictly(reader, text)


def test_a_whole_object_comes_back_with_the_same_types() -> None:
    found = READER.read(dump(WHOLE, schema="whole", version=1, converter=READER.converter))
    assert found == WHOLE
    assert repr(found) == repr(WHOLE)


@given(st.data())
def test_whatever_is_changed_the_verdict_is_the_strict_one(data: st.DataObject) -> None:
    reader, text = data.draw(st.sampled_from(_texts()))
    tree = json.loads(text)
    for _ in range(data.draw(st.integers(1, 2))):
        place = data.draw(st.sampled_from(_places(tree)))
        act = data.draw(st.sampled_from(["set", "drop", "rename", "add"]))
        tree = _changed(tree, place, act, deepcopy(data.draw(st.sampled_from(NASTY))))
    changed = json.dumps(tree, ensure_ascii=data.draw(st.booleans()), indent=data.draw(st.sampled_from([None, 1])))
    assert _verdict(lambda: reader.read(changed)) == _strictly(reader, changed)


@pytest.mark.parametrize("value", NASTY)
def test_each_field_takes_and_refuses_what_the_strict_reader_does(value: Any) -> None:
    text = dump(WHOLE, schema="whole", version=1, converter=READER.converter)
    for name in json.loads(text)["data"]:
        tree = json.loads(text)
        tree["data"][name] = value
        changed = json.dumps(tree)
        assert _verdict(lambda changed=changed: READER.read(changed)) == _strictly(READER, changed), name


def test_a_key_that_stands_twice_does_not_hide_behind_quotes_written_as_codes() -> None:
    text = dump(WHOLE, schema="whole", version=1, converter=READER.converter)
    for codes in range(1, 9):
        twice = text.replace('"count": 3', '"count": 3, "size": "' + "\\u0022" * codes + '", "size": "small"')
        twice = twice.replace("she said", "she said" + "\\u0022" * codes)
        assert "twice" in str(_verdict(lambda twice=twice: READER.read(twice)))


@given(st.data())
def test_a_key_that_stands_twice_is_refused_wherever_it_is(data: st.DataObject) -> None:
    reader, text = data.draw(st.sampled_from(_texts()))
    starts = [place for place in range(len(text)) if text.startswith(('{"', ', "'), place)]
    at = data.draw(st.sampled_from(starts)) + (1 if text[0] == "{" else 2)
    key = data.draw(st.sampled_from(['"v": 1, ', '"on": "2026-01-01", ', '"note": "\\u0022:", ', '"name" :"a", ']))
    changed = text[:at] + key + key + text[at:]
    assert _verdict(lambda: reader.read(changed)) == _strictly(reader, changed)


@pytest.mark.parametrize(
    "text",
    [
        b"\xff", b"", "", "[]", "null", '{"schema": "whole", "v": 1}', '{"schema": "whole", "v": true, "data": {}}',
        '{"schema": "whole", "v": 1.0, "data": {}}', '{"schema": "other", "v": 1, "data": {}}', "\ud800", "[" * 100_000,
        '{"schema": "whole", "v": 1, "data": {"name": "a", "name": "b"}}',
        '{"schema": "whole", "v": 1, "data": {"name": "\\u0022", "name": "b"}}',
    ],
)  # fmt: skip
def test_what_is_no_record_is_told_as_the_strict_reader_tells_it(text: str | bytes) -> None:
    assert _verdict(lambda: READER.read(text)) == _strictly(READER, text)
    assert isinstance(_strictly(READER, text), str)


@frozen
class _Number:
    value: int | str


@frozen
class _Private:
    _value: int


@frozen
class _Numbers:
    values: frozenset[int] = frozenset()


class _Lenient(Enum):
    A = "a"

    @classmethod
    def _missing_(cls, value: object) -> _Lenient:
        assert value is not None
        return cls.A


@frozen
class _Leniently:
    word: _Lenient


@pytest.mark.parametrize("kind", [_Number, _Private, _Numbers, _Leniently, list[int], tuple[tuple[Decimal, int], ...]])
def test_a_type_that_the_fast_way_does_not_know_goes_the_strict_way(kind: Any) -> None:
    reader = Reader(kind=kind, schema="n", version=1, converter=make_converter())
    assert not reader.is_fast


def test_without_msgspec_the_answers_are_the_same() -> None:
    text = dump(WHOLE, schema="whole", version=1, converter=READER.converter)
    code = (
        "import sys; sys.modules['msgspec'] = None\n"
        "from vngkit.reentry._serial import _case_reader, load_case\n"
        "assert not _case_reader().is_fast\n"
        "try: load_case(sys.stdin.read())\n"
        "except ValueError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=text, capture_output=True, text=True, check=True)
    converter = reentry_converter()
    assert done.stdout.strip() == _verdict(
        lambda: load(text, Case, schema="reentry.case", version=1, converter=converter)
    )


def test_the_strict_reader_is_asked_when_the_fast_one_is_unfit() -> None:
    fast = _recorded_reader()._fast
    reader: Reader[Recorded] = _recorded_reader()
    text = next(text for each, text in _texts() if each is reader)
    fast = reader._fast
    assert isinstance(fast, FastReader)
    spaced = text.replace('"v": 1', '"v": 1, "v": 1')
    with pytest.raises(Unfit):
        fast.read(spaced)
    with pytest.raises(DataError, match="twice"):
        reader.read(spaced)


def test_a_class_with_names_that_only_a_function_knows_goes_the_strict_way() -> None:
    inner = type("Inner", (), {"__annotations__": {"on": "Nowhere"}})
    reader: Reader[Any] = Reader(kind=frozen(inner), schema="n", version=1, converter=make_converter())
    assert not reader.is_fast
