"""Goal 15: a crosswalk of a million rows (code, year) to today's gemeenten, against a pandas merge on text."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import polars as pl

from bench._members import Row, rounds, show
from vngkit import members

ROWS = 1_000_000
TO = date(2026, 1, 1)
YEARS = range(1990, 2027)
PEER = "pandas merge (text)"


def run(size: int = ROWS, number: int = 5) -> list[Row]:
    """All ways on the same rows; their answers are checked to be equal before anything is timed."""
    register = members.load()
    crosswalk = register.crosswalk(to=TO)
    every = [gemeente.code for gemeente in register]
    random = np.random.default_rng(1)
    days = {year: date(year, 1, 1) for year in YEARS}
    there = np.array([(g.code, year) for year in YEARS for g in register.on(days[year])])
    picked = there[random.integers(0, len(there), size)]
    codes, years = np.ascontiguousarray(picked[:, 0]), picked[:, 1].astype(np.int64)
    anywhen = np.array(every)[random.integers(0, len(every), size)]
    table = [(code, year) for code in every for year in YEARS]
    answers = crosswalk.apply([code for code, _ in table], [year for _, year in table]).codes
    lookup = pd.DataFrame({"code": [c for c, _ in table], "year": [y for _, y in table], "today": answers})
    frame = pd.DataFrame({"code": codes, "year": years})
    shared = pd.DataFrame({"code": codes.tolist(), "year": years})
    p_codes, p_years = pl.Series("code", codes), pl.Series("year", years)
    p_dates = pl.Series("day", years).cast(pl.String).str.to_date("%Y")
    p_frame, p_lookup = (
        pl.DataFrame([p_codes, p_years]),
        pl.DataFrame({c: lookup[c].tolist() for c in lookup}, infer_schema_length=None),
    )
    p_anywhen = pl.Series("code", anywhen)
    enum = p_codes.cast(pl.Enum(every))
    categories = frame["code"].astype(pd.CategoricalDtype(every))
    c_list, y_list = codes.tolist(), years.tolist()
    plain = dict(zip(table, answers, strict=True))
    merged = frame.merge(lookup, on=["code", "year"], how="left")["today"]
    for result in (crosswalk.apply(p_codes, p_years).codes, crosswalk.apply(codes, years).codes):
        found = pd.Series(result.to_list() if isinstance(result, pl.Series) else result, dtype="str")
        assert (found.fillna("") == merged.fillna("")).all()
    ways = {
        PEER: lambda: frame.merge(lookup, on=["code", "year"], how="left"),
        "pandas merge (text, objects shared)": lambda: shared.merge(lookup, on=["code", "year"], how="left"),
        "polars join (text)": lambda: p_frame.join(p_lookup, on=["code", "year"], how="left", maintain_order="left"),
        "dict per row": lambda: [plain[key] for key in zip(c_list, y_list, strict=True)],
        "vngkit, polars text": lambda: crosswalk.apply(p_codes, p_years),
        "vngkit, polars text and dates": lambda: crosswalk.apply(p_codes, p_dates),
        "vngkit, polars Enum": lambda: crosswalk.apply(enum, p_years),
        "vngkit, numpy text": lambda: crosswalk.apply(codes, years),
        "vngkit, pandas categories": lambda: crosswalk.apply(categories, frame["year"]),
        "vngkit, pandas text": lambda: crosswalk.apply(frame["code"], frame["year"]),
        "vngkit, polars text, 60 % problems": lambda: crosswalk.apply(p_anywhen, p_years),
        "vngkit, lists": lambda: crosswalk.apply(c_list, y_list),
    }
    return rounds({name: (work, size) for name, work in ways.items()}, PEER, number)


if __name__ == "__main__":
    show(run(), "rows", PEER)
