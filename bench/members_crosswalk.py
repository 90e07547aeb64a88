"""Goal 15: a crosswalk of a million rows (code, year) to today's gemeenten, against a pandas merge on text."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl

from bench._members import Row, rounds, show
from vngkit import members

ROWS = 1_000_000
TO = date(2026, 1, 1)
YEARS = range(1990, 2027)
PEER = "pandas merge, text"
GOAL = 10


class Material(NamedTuple):
    """The rows to bring over, and the table of (code, year, code of today) that a merge needs."""

    codes: Any
    years: Any
    anywhen: Any
    every: list[str]
    lookup: pd.DataFrame


def material(size: int) -> Material:
    """Codes that exist in their year; and, apart, any code in any year, of which most are problems."""
    register = members.load()
    every = [gemeente.code for gemeente in register]
    random = np.random.default_rng(1)
    there = np.array([(g.code, year) for year in YEARS for g in register.on(date(year, 1, 1))])
    picked = there[random.integers(0, len(there), size)]
    table = [(code, year) for code in every for year in YEARS]
    answers = register.crosswalk(to=TO).apply([code for code, _ in table], [year for _, year in table]).codes
    lookup = pd.DataFrame({"code": [c for c, _ in table], "year": [y for _, y in table], "today": answers})
    codes, years = np.ascontiguousarray(picked[:, 0]), picked[:, 1].astype(np.int64)
    return Material(codes, years, np.array(every)[random.integers(0, len(every), size)], every, lookup)


def peers(given: Material) -> dict[str, Callable[[], object]]:
    """What people do now: a merge or join with a table, which says nothing about the rows that have no answer."""
    frame = pd.DataFrame({"code": given.codes, "year": given.years})
    kinds = pd.CategoricalDtype(given.every)
    coded, coded_lookup = frame.astype({"code": kinds}), given.lookup.astype({"code": kinds})
    table = pl.DataFrame({"code": given.codes, "year": given.years})
    lookup = given.lookup
    cells: dict[str, list[Any]] = {str(name): lookup[name].astype(object).tolist() for name in lookup}
    p_lookup = pl.DataFrame(
        {**cells, "today": [code if isinstance(code, str) else None for code in cells["today"]]},
        schema={"code": pl.String, "year": pl.Int64, "today": pl.String},
    )
    plain = dict(zip(zip(cells["code"], cells["year"], strict=True), cells["today"], strict=True))
    codes, years = given.codes.tolist(), given.years.tolist()
    ways: dict[str, Callable[[], object]] = {
        PEER: lambda: frame.merge(lookup, on=["code", "year"], how="left"),
        "pandas merge, categories": lambda: coded.merge(coded_lookup, on=["code", "year"], how="left"),
        "polars join, text": lambda: table.join(p_lookup, on=["code", "year"], how="left", maintain_order="left"),
        "dict per row": lambda: [plain[key] for key in zip(codes, years, strict=True)],
    }
    if importlib.util.find_spec("duckdb"):
        connection = importlib.import_module("duckdb").connect()
        connection.register("given", frame)
        connection.register("lookup", lookup)
        query = "select given.*, today from given left join lookup using (code, year)"
        ways["duckdb join, text"] = lambda: connection.sql(query).df()
    return ways


def ours(given: Material) -> dict[str, Callable[[], object]]:
    """The crosswalk, with the problems of every row."""
    crosswalk = members.load().crosswalk(to=TO)
    codes, years = given.codes, given.years
    text, numbers = pl.Series("code", codes), pl.Series("year", years)
    days = pl.date_range(date(1990, 1, 1), date(2026, 1, 1), "1y", eager=True).gather(years - YEARS.start)
    coded = text.cast(pl.Enum(given.every))
    anywhen = pl.Series("code", given.anywhen)
    frame = pd.DataFrame({"code": codes, "year": years})
    categories = frame["code"].astype(pd.CategoricalDtype(given.every))
    code_list, year_list = codes.tolist(), years.tolist()
    return {
        "vngkit, polars text": lambda: crosswalk.apply(text, numbers),
        "vngkit, polars text and dates": lambda: crosswalk.apply(text, days),
        "vngkit, polars Enum": lambda: crosswalk.apply(coded, numbers),
        "vngkit, polars text, most rows problems": lambda: crosswalk.apply(anywhen, numbers),
        "vngkit, numpy text": lambda: crosswalk.apply(codes, years),
        "vngkit, pandas text": lambda: crosswalk.apply(frame["code"], frame["year"]),
        "vngkit, pandas categories": lambda: crosswalk.apply(categories, frame["year"]),
        "vngkit, lists": lambda: crosswalk.apply(code_list, year_list),
    }


def check(given: Material) -> None:
    """That the ways give the same answers before anything is timed."""
    crosswalk = members.load().crosswalk(to=TO)
    frame = pd.DataFrame({"code": given.codes, "year": given.years})
    merged = frame.merge(given.lookup, on=["code", "year"], how="left")["today"].fillna("").tolist()
    for codes in (pl.Series(given.codes), given.codes, frame["code"], given.codes.tolist()):
        found = crosswalk.apply(codes, given.years).codes
        values = found.to_list() if isinstance(found, pl.Series) else list(found)
        assert [value if isinstance(value, str) else "" for value in values] == merged


def run(size: int = ROWS, number: int = 5) -> list[Row]:
    """All ways on the same rows."""
    given = material(size)
    check(given)
    ways = {**peers(given), **ours(given)}
    return rounds({name: (work, size) for name, work in ways.items()}, PEER, number)


def main() -> None:
    """Print the table, and whether the goal is met."""
    found = run()
    show(found, "rows", PEER)
    print(f"\ngoal: polars in and out at least {GOAL} times the {PEER}")
    for row in found:
        if row.name in {"vngkit, polars Enum", "vngkit, polars text"}:
            print(f"{row.name}: {row.ratio:.1f}")


if __name__ == "__main__":
    main()
