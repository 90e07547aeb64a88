"""Goals 7 and 8: a case and its events from JSON, by the fast reader, the strict one, default cattrs, and pydantic."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from statistics import mean, median
from time import process_time
from typing import Any

import msgspec
import orjson  # type: ignore[import-not-found]
import pydantic  # type: ignore[import-not-found]
from cattrs.preconf.orjson import make_converter as orjson_converter

from bench import _pydantic_case as other
from vngkit.reentry import Case, Recorded
from vngkit.reentry._fold import fold
from vngkit.reentry._serial import (
    _case_reader,
    _recorded_reader,
    dump_case,
    dump_recorded,
    reentry_converter,
    teach_life_areas,
)
from vngkit.reentry._words import BasicCondition, CrossTheme
from vngkit.reentry.synthetic import histories
from vngkit.serial import load

ROUNDS = 9
COUNT = 300


def main() -> None:
    """Print the table."""
    made = list(histories(None, seed=7, start=date(2026, 1, 1), days=200, count=COUNT))
    cases = [fold(name, records) for name, records in made]
    texts = [dump_case(case).encode() for case in cases]
    events = [[dump_recorded(record).encode() for record in records] for _, records in made]
    print(f"{COUNT} cases, mean {mean(map(len, texts)):.0f} bytes, {mean(map(len, events)):.1f} events each")
    ways = _ways_of_a_case(texts)
    for name, way in ways.items():
        if "objects" in name:
            assert way() == cases, name
    _table("one case (the stored document)", ways, "cattrs with orjson, defaults (objects)")
    strict = reentry_converter()
    reader = _recorded_reader()
    _table(
        "the events of one case",
        {
            "vngkit, extra fast (objects)": lambda: [[reader.read(text) for text in each] for each in events],
            "vngkit, strict cattrs (objects)": lambda: [
                [load(text, Recorded, schema="reentry.recorded", version=1, converter=strict) for text in each]
                for each in events
            ],
        },
        "vngkit, strict cattrs (objects)",
    )


def _ways_of_a_case(texts: list[bytes]) -> dict[str, Callable[[], Any]]:
    strict, reader, default = reentry_converter(), _case_reader(), orjson_converter()
    teach_life_areas(default)
    default.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    default.register_structure_hook(datetime, lambda value, _: datetime.fromisoformat(value))
    areas = {word.value: word for kind in (BasicCondition, CrossTheme) for word in kind}
    default.register_structure_hook_func(
        lambda kind: kind == BasicCondition | CrossTheme, lambda value, _: areas[value]
    )
    adapter = pydantic.TypeAdapter(other.Envelope)
    return {
        "cattrs with orjson, defaults (objects)": lambda: [
            default.structure(orjson.loads(text)["data"], Case) for text in texts
        ],
        "vngkit, strict cattrs (objects)": lambda: [
            load(text, Case, schema="reentry.case", version=1, converter=strict) for text in texts
        ],
        "vngkit, extra fast (objects)": lambda: [reader.read(text) for text in texts],
        "pydantic v2, BaseModel, strict": lambda: [adapter.validate_json(text) for text in texts],
        "orjson, dicts without types": lambda: [orjson.loads(text) for text in texts],
        "msgspec, dicts without types": lambda: [msgspec.json.decode(text) for text in texts],
        "json, dicts without types": lambda: [json.loads(text) for text in texts],
    }


def _table(title: str, ways: dict[str, Callable[[], Any]], base: str) -> None:
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            start = process_time()
            way()
            spent[name].append(process_time() - start)
    floor = median(spent[base])
    print(f"\n| {title} | µs CPU | times as fast as {base.removesuffix(' (objects)')} |\n|---|---|---|")
    for name, seconds in spent.items():
        print(f"| {name} | {median(seconds) / COUNT * 1e6:.1f} | {floor / median(seconds):.2f} |")


if __name__ == "__main__":
    main()
