"""The crosswalk of whole columns: numpy, pandas and polars give, row by row, what the plain list gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vngkit import members
from vngkit.errors import DataError

REGISTER = members.load()
EVERY = [gemeente.code for gemeente in REGISTER]
TO = date(2026, 1, 1)
DAYS = [date(1990, 1, 1), date(2015, 7, 1), TO]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")

quick = settings(max_examples=40, deadline=None)

Convert = Callable[[list[Any]], Any]

strange = st.sampled_from(
    ["GM9998", "GM9999", "gm0363", "", "GM036", "GM03633", " GM0363", "GM0363\0", "GM036é", "GM\u0660363", "XX0363"]
)
code = st.one_of(st.sampled_from(EVERY), st.sampled_from(EVERY), strange, st.text(max_size=8))
year = st.one_of(st.integers(1980, 2030), st.integers(-5, 10_005))
day = st.one_of(st.dates(date(1985, 1, 1), date(2030, 1, 1)), st.dates())


def texts(values: list[Any]) -> list[str]:
    return [value for value in values if isinstance(value, str)]


CODES: dict[str, Convert] = {
    "numpy text": lambda codes: np.array(codes, dtype=np.str_) if codes else np.array([], "U6"),
    "numpy text, other byte order": lambda codes: np.array(codes or [], dtype=np.str_).astype(">U9"),
    "numpy objects": lambda codes: np.array([*codes, None], dtype=object)[:-1],
    "pandas text": lambda codes: pd.Series(codes, dtype="str"),
    "pandas objects": lambda codes: pd.Series(codes, dtype=object),
    "pandas string": lambda codes: pd.Series(codes, dtype="string"),
    "pandas categories": lambda codes: pd.Series(codes, dtype=object).astype("category"),
    "polars text": lambda codes: pl.Series(codes, dtype=pl.String),
    "polars Categorical": lambda codes: pl.Series(codes, dtype=pl.String).cast(pl.Categorical),
    "polars Enum": lambda codes: pl.Series(codes, dtype=pl.Enum(sorted(set(texts(codes))))),
}
KEEPS_TRAILING_ZEROS = {name for name in CODES if "numpy text" not in name}  # numpy cuts "\0" from the end of a text
YEARS: dict[str, Convert] = {
    "list": list,
    "numpy int64": lambda years: np.array(years, np.int64),
    "numpy int16": lambda years: np.array(years, np.int16),
    "numpy float": lambda years: np.array(years, float),
    "numpy objects": lambda years: np.array([*years, None], dtype=object)[:-1],
    "pandas": lambda years: pd.Series(years, dtype="int64"),
    "pandas Int64": lambda years: pd.Series(years, dtype="Int64"),
    "polars Int64": lambda years: pl.Series(years, dtype=pl.Int64),
    "polars Int16": lambda years: pl.Series(years, dtype=pl.Int16),
    "polars Float64": lambda years: pl.Series([float(year) for year in years], dtype=pl.Float64),
}
DATES: dict[str, Convert] = {
    "list": list,
    "numpy days": lambda days: np.array(days, "datetime64[D]"),
    "numpy seconds": lambda days: np.array(days, "datetime64[s]"),
    "numpy objects": lambda days: np.array([*days, None], dtype=object)[:-1],
    "pandas": lambda days: pd.Series(np.array(days, "datetime64[s]")),
    "pandas objects": lambda days: pd.Series(days, dtype=object),
    "polars Date": lambda days: pl.Series(days, dtype=pl.Date),
    "polars Datetime": lambda days: pl.Series(days, dtype=pl.Date).cast(pl.Datetime("us")),
}


def listed(column: Any) -> list[str | None]:
    """A column of answers as a list, what is missing as None."""
    values = column.to_list() if isinstance(column, pl.Series) else list(column)
    return [value if isinstance(value, str) else None for value in values]


def check(codes: list[Any], when: Any, column: Any, moments: Any, to: date = TO) -> None:
    """That a column gives what the list gives: codes, problems with their messages, and what was taken whole."""
    crosswalk = REGISTER.crosswalk(to=to)
    plain = crosswalk.apply(codes, when)
    fast = crosswalk.apply(column, moments)
    assert type(fast.codes) is type(column)
    assert listed(fast.codes) == plain.codes
    assert (fast.problems.rows, fast.problems.kinds) == (plain.problems.rows, plain.problems.kinds)
    assert fast.assumed_rows == plain.assumed_rows
    assert fast.summary() == plain.summary()
    assert fast.problems.counts == plain.problems.counts
    for row, problem in plain.problems.items():
        found = fast.problems[row]
        assert found is not None
        assert (found.kind, found.candidates, found.row) == (problem.kind, problem.candidates, row)


@pytest.mark.parametrize("kind", CODES)
@quick
@given(st.lists(st.tuples(code, year), max_size=30), st.sampled_from(DAYS))
def test_any_column_of_codes_gives_what_the_list_gives(kind: str, rows: list[tuple[str, int]], to: date) -> None:
    if kind not in KEEPS_TRAILING_ZEROS:
        rows = [(text.rstrip("\0"), when) for text, when in rows]
    codes, years = [text for text, _ in rows], [when for _, when in rows]
    check(codes, years, CODES[kind](codes), np.array(years, np.int64), to)


@pytest.mark.parametrize("kind", YEARS)
@quick
@given(st.lists(st.tuples(st.sampled_from(EVERY), year), max_size=30), st.sampled_from(DAYS))
def test_any_column_of_years_gives_what_the_list_gives(kind: str, rows: list[tuple[str, int]], to: date) -> None:
    codes, years = [text for text, _ in rows], [when for _, when in rows]
    check(codes, years, pl.Series(codes, dtype=pl.String), YEARS[kind](years), to)


@pytest.mark.parametrize("kind", DATES)
@quick
@given(st.lists(st.tuples(st.sampled_from(EVERY), day), max_size=30), st.sampled_from(DAYS))
def test_any_column_of_dates_gives_what_the_list_gives(kind: str, rows: list[tuple[str, date]], to: date) -> None:
    codes, days = [text for text, _ in rows], [when for _, when in rows]
    check(codes, days, pl.Series(codes, dtype=pl.String), DATES[kind](days), to)


@pytest.mark.parametrize("kind", CODES)
def test_every_code_comes_over_alike_in_blocks_too(kind: str) -> None:
    codes = EVERY * 25  # more than two blocks
    years = np.arange(len(codes)) % 45 + 1985
    check(codes, years.tolist(), CODES[kind](codes), years)


MISSING: dict[str, tuple[Any, list[Any]]] = {
    "numpy objects": (np.array(["GM0363", None, np.nan, 363], dtype=object), ["GM0363", None, None, 363]),
    "pandas": (pd.Series(["GM0363", None, "GM0370"], dtype="str"), ["GM0363", None, "GM0370"]),
    "pandas string": (pd.Series(["GM0363", None, "GM0370"], dtype="string"), ["GM0363", None, "GM0370"]),
    "pandas categories": (pd.Series(["GM0363", None, "GM0370"], dtype="category"), ["GM0363", None, "GM0370"]),
    "polars": (pl.Series(["GM0363", None, "GM0370"]), ["GM0363", None, "GM0370"]),
    "polars Categorical": (pl.Series(["GM0363", None], dtype=pl.Categorical), ["GM0363", None]),
    "polars Enum": (pl.Series(["GM0363", None], dtype=pl.Enum(["GM0363"])), ["GM0363", None]),
    "polars all missing": (pl.Series([None, None]), [None, None]),
    "numbers": (np.array([363, 370]), [363, 370]),
    "polars numbers": (pl.Series([363, 370]), [363, 370]),
}


@pytest.mark.parametrize("kind", MISSING)
def test_a_missing_code_or_a_number_is_an_unknown_code_in_any_column(kind: str) -> None:
    column, codes = MISSING[kind]
    check(codes, 2020, column, 2020)


BAD_MOMENTS: dict[str, tuple[Any, list[Any]]] = {
    "numpy not a time": (np.array(["NaT", "2020-01-01"], "datetime64[ns]"), [None, 2020]),
    "numpy durations": (np.array([2020, 2021], "timedelta64[ns]"), [None, None]),
    "numpy text": (np.array(["2020", "2020-01-01"]), ["2020", "2020-01-01"]),
    "numpy truth": (np.array([True, False]), [True, False]),
    "numpy not a number": (np.array([np.nan, 2020.5]), [None, 2020.5]),
    "pandas not a time": (pd.Series([pd.NaT, pd.Timestamp("2020-01-01")]), [None, 2020]),
    "pandas Int64": (pd.Series([None, 2020], dtype="Int64"), [None, 2020]),
    "pandas truth": (pd.Series([True, None], dtype="boolean"), [True, None]),
    "pandas durations": (pd.Series([timedelta(2020), timedelta(1)]), [None, None]),
    "polars missing year": (pl.Series([None, 2020]), [None, 2020]),
    "polars missing date": (pl.Series([None, date(2020, 1, 1)]), [None, 2020]),
    "polars text": (pl.Series(["2020", None]), ["2020", None]),
    "polars truth": (pl.Series([True, None]), [True, None]),
    "polars durations": (pl.Series([timedelta(2020), None]), [None, None]),
    "list of a numpy time": ([np.datetime64("2020-01-01", "ns"), np.datetime64("NaT", "ns")], [2020, None]),
    "list of a numpy duration": ([np.timedelta64(2020, "ns"), np.int64(2020)], [None, 2020]),
}


@pytest.mark.parametrize("kind", BAD_MOMENTS)
@pytest.mark.parametrize("container", ["list", "numpy text", "pandas text", "polars text"])
def test_a_bad_moment_is_a_problem_of_its_row_in_any_column(kind: str, container: str) -> None:
    moments, when = BAD_MOMENTS[kind]
    codes = ["GM0370", "GM0370"]
    if container == "list":
        result = REGISTER.crosswalk(to=TO).apply(codes, moments)
        plain = REGISTER.crosswalk(to=TO).apply(codes, when)
        assert (result.codes, result.problems.kinds) == (plain.codes, plain.problems.kinds)
    else:
        check(codes, when, CODES[container](codes), moments)


def test_a_moment_with_a_time_zone_counts_as_the_day_that_is_written() -> None:
    late = datetime(2022, 3, 24, 0, 30, tzinfo=AMSTERDAM)  # still 23 March in UTC
    codes = ["GM0457"]
    written = pl.Series([late]).dt.convert_time_zone("Europe/Amsterdam")
    for moments in ([late], pd.Series([late]), np.array([late], dtype=object), written):
        for make in (list, CODES["numpy text"]):
            assert REGISTER.crosswalk(to=TO).apply(make(codes), moments).problems.kinds == ("not_alive_then",)
    assert listed(REGISTER.crosswalk(to=TO).apply(codes, written.dt.convert_time_zone("UTC")).codes) == ["GM0363"]


def test_one_year_or_date_may_hold_for_a_whole_column() -> None:
    for when in (2020, date(2020, 1, 1), np.int64(2020), np.array(2020), pd.Timestamp("2020-01-01")):
        for make in (list, CODES["numpy text"], CODES["pandas text"], CODES["polars text"]):
            assert listed(REGISTER.crosswalk(to=TO).apply(make(["GM0370"] * 3), when).codes) == ["GM0439"] * 3


@pytest.mark.parametrize(
    "column",
    [
        pd.Index(["GM0363"]),
        pd.Categorical(["GM0363"]),
        pd.DataFrame({"code": ["GM0363"]}),
        pl.DataFrame({"code": ["GM0363"]}),
        pl.LazyFrame({"code": ["GM0363"]}),
        np.array([["GM0363"]]),
        np.ma.masked_array(["GM0363"], mask=[True]),
    ],
    ids=lambda column: f"{type(column).__module__.split('.')[0]}.{type(column).__name__}",
)
def test_what_is_not_one_plain_column_is_refused(column: Any) -> None:
    with pytest.raises(DataError) as caught:
        REGISTER.crosswalk(to=TO).apply(column, 2020)
    assert caught.value.fix
    with pytest.raises(DataError):
        REGISTER.crosswalk(to=TO).apply(["GM0363"], column)


def test_name_and_index_of_a_column_stay() -> None:
    series = pd.Series(["GM0370", "GM0788"], index=["a", "b"], name="code")
    codes = REGISTER.crosswalk(to=TO).apply(series, 2020).codes
    assert (list(codes.index), codes.name) == (["a", "b"], "code")
    assert REGISTER.crosswalk(to=TO).apply(pl.Series("code", ["GM0370"]), 2020).codes.name == "code"
    enum = pl.Series(["GM0370"], dtype=pl.Enum(["GM0370"]))
    assert isinstance(REGISTER.crosswalk(to=TO).apply(enum, 2020).codes.dtype, pl.Enum)


FRAMES: dict[str, Callable[[dict[str, list[Any]]], Any]] = {"pandas": pd.DataFrame, "polars": pl.DataFrame}


@pytest.mark.parametrize("library", FRAMES)
def test_a_table_gets_the_new_code_and_the_kind_of_problem_beside_it(library: str) -> None:
    frame = FRAMES[library]({"code": ["GM0370", "GM0788"], "year": [2020, 2020], "value": [1, 2]})
    done = REGISTER.crosswalk(to=TO).add_to(frame, code="code", when="year", into="today")
    assert list(done.columns) == ["code", "year", "value", "today", "today_problem"]
    assert listed(done["today"]) == ["GM0439", None]
    assert listed(done["today_problem"]) == [None, "split_without_share"]
    assert list(frame.columns) == ["code", "year", "value"]  # what was handed in stays as it is
    default = REGISTER.crosswalk(to=TO).add_to(frame, code="code", when="year")
    assert "code_2026-01-01" in list(default.columns)


@pytest.mark.parametrize("library", FRAMES)
def test_a_table_that_lacks_a_column_or_has_the_new_one_is_refused(library: str) -> None:
    frame = FRAMES[library]({"code": ["GM0370"], "year": [2020], "today_problem": [""]})
    crosswalk = REGISTER.crosswalk(to=TO)
    with pytest.raises(DataError, match="no column 'gemeente'") as caught:
        crosswalk.add_to(frame, code="gemeente", when="year")
    assert "'code'" in caught.value.fix
    with pytest.raises(DataError, match="has a column 'today_problem' already"):
        crosswalk.add_to(frame, code="code", when="year", into="today")


def test_what_is_no_table_is_refused() -> None:
    for thing in ({"code": ["GM0370"]}, [["GM0370", 2020]], None, pl.LazyFrame({"code": ["GM0370"]})):
        with pytest.raises(DataError, match="not a DataFrame"):
            REGISTER.crosswalk(to=TO).add_to(thing, code="code", when="year")
