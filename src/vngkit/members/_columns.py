"""The crosswalk for whole columns: numpy, pandas and polars. None of them is imported before one is handed in.

A code is parsed from its bytes to a row of a dense table, a year or day to a column, and the table gives the answer.
The work goes in blocks that stay in the cache of the processor.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from vngkit.members._cells import is_column, ordinal
from vngkit.members._dense import FIRST_YEAR, LAST_YEAR
from vngkit.members._targets import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from vngkit.members._dense import Dense, Table

    Block = Callable[[int, int], Any]  # from row, to row -> numpy array

BLOCK = 1 << 15
EPOCH = date(1970, 1, 1).toordinal()
BEFORE_ALL = -EPOCH  # the day 0, which no calendar has
LAST_DAY = date.max.toordinal()


def apply_column(dense: Dense, codes: Any, when: Any) -> tuple[Any, Any, Any, bytes]:
    """The column of new codes, the rows with a problem, their kinds, and a mark for each row that was assumed."""
    import numpy as np

    periods, table = _periods(dense, when)
    starts = _starts(table, dense.codes, codes)
    values = np.empty(len(codes), np.int16)
    for low in range(0, len(codes), BLOCK):
        high = min(low + BLOCK, len(codes))
        place = starts(low, high)
        place += periods(low, high)
        table.values.take(place, out=values[low:high], mode="clip")  # all are in bounds: this only spares a copy
    bad = np.flatnonzero(values < 0)
    kinds = -1 - values[bad]
    values[bad] = dense.nothing
    return _container(dense, codes, values, bad), bad, kinds, (values > dense.nothing).tobytes()


def with_columns(frame: Any, into: str, codes: Any, rows: Any, kinds: Any) -> Any:
    """A new DataFrame with the new codes and the kinds of problem at its end."""
    import numpy as np

    place = np.full(len(frame), len(KINDS))
    place[rows] = kinds
    labels = [*KINDS, None]
    if _library(frame) == "polars":
        import polars as pl

        problems = pl.Series(labels, dtype=pl.String).gather(place)
        return frame.with_columns(codes.alias(into), problems.alias(f"{into}_problem"))
    return frame.assign(**{into: codes, f"{into}_problem": np.array(labels, dtype=object).take(place)})


def _library(column: Any) -> str:
    return type(column).__module__.partition(".")[0]


def _starts(table: Table, every: list[str], codes: Any) -> Block:
    """How to get the start in the table for a block of codes."""
    import numpy as np

    library = _library(codes)
    if library == "polars":
        return _polars_starts(table, every, codes)
    if library == "pandas":
        if hasattr(codes.dtype, "categories"):
            return _category_starts(table, codes.cat.categories.tolist(), codes.cat.codes.to_numpy())
        codes = codes.to_numpy(dtype=object)
    if codes.dtype.kind == "U" and codes.dtype.itemsize >= 24:
        native = np.ascontiguousarray(codes, codes.dtype.newbyteorder("="))
        letters = native.view(np.uint32).reshape(len(codes), codes.dtype.itemsize // 4)
        return lambda low, high: table.starts(_bytes(letters[low:high]))
    return _object_starts(table, codes)


def _polars_starts(table: Table, every: list[str], codes: Any) -> Block:
    import numpy as np
    import polars as pl

    if isinstance(codes.dtype, pl.Enum):
        return _category_starts(table, codes.dtype.categories.to_list(), _physical(codes))
    if codes.dtype == pl.String:
        try:  # where every text is six bytes, the bytes are a table
            six = codes.fill_null("------").cast(pl.Binary).bin.reinterpret(dtype=pl.Array(pl.UInt8, 6))
        except pl.exceptions.PolarsError:
            six = None
        if six is not None and not six.null_count():
            letters = six.to_numpy()
            return lambda low, high: table.starts(letters[low:high])
    elif codes.dtype != pl.Categorical:
        return lambda low, high: np.full(high - low, table.unknown)
    return _category_starts(table, every, _physical(codes.cast(pl.Enum(every), strict=False)))


def _physical(codes: Any) -> Any:
    """The numbers of the categories; -1 for a missing one."""
    import polars as pl

    physical = codes.to_physical()
    return (physical.cast(pl.Int64).fill_null(-1) if physical.null_count() else physical).to_numpy()


def _category_starts(table: Table, categories: list[Any], physical: Any) -> Block:
    """Starts of coded columns: a small table from category to start; a missing code (-1) is unknown."""
    import numpy as np

    small = np.array([*map(_start_of(table), categories), table.unknown])
    return lambda low, high: small.take(physical[low:high], mode="wrap")  # -1 is the last


def _object_starts(table: Table, codes: Any) -> Block:
    """Starts of Python texts: joined to one text and parsed as bytes where all are six letters, else one by one."""
    import numpy as np

    start_of = _start_of(table)

    def block(low: int, high: int) -> Any:
        values = codes[low:high].tolist()
        try:
            text = "\0\0".join(values).encode("ascii") + b"\0\0"
        except (TypeError, UnicodeEncodeError):
            text = b""
        if len(text) == 8 * (high - low):
            eight = np.frombuffer(text, np.uint8).reshape(-1, 8)
            if eight[:, :6].all() and not eight[:, 6:].any():
                return table.starts(eight)
        return np.fromiter(map(start_of, values), np.intp, high - low)

    return block


def _start_of(table: Table) -> Callable[[object], int]:
    get, unknown = table.start_of.get, table.unknown
    return lambda code: get(code, unknown) if isinstance(code, str) else unknown


def _bytes(letters: Any) -> Any:
    """Letters of 32 bits as bytes, with a zero more where the width is odd; a letter that is no ASCII becomes 127."""
    import numpy as np

    length, width = letters.shape
    out = np.zeros((length, width + width % 2), np.uint8)
    out[:, :width] = letters if letters.max() < 127 else np.minimum(letters, 127)
    return out


def _periods(dense: Dense, when: Any) -> tuple[Block, Table]:
    """How to get the number of the period for a block of years or days, and the table in which to look."""
    import numpy as np

    if not is_column(when):
        return _days(dense, np.array([ordinal(when) or 0])[:1], constant=True), dense.by_day
    moments = _moments(when)
    kind = moments.dtype.kind
    if kind == "M":
        days = moments.astype("datetime64[D]").astype(np.int64)  # not a time becomes a very low number
        return _days(dense, days, shift=EPOCH), dense.by_day
    if kind == "m":  # a duration is no moment
        return _days(dense, np.zeros(len(moments), np.int64)), dense.by_day
    if kind in "iuf":
        return _years(moments, dense.by_year.bad_moment), dense.by_year
    found = [ordinal(moment) or 0 for moment in moments.tolist()]
    return _days(dense, np.array(found, np.int64)), dense.by_day


def _moments(when: Any) -> Any:
    """Any column of years or days as a numpy array: of numbers, of days, or of objects."""
    import numpy as np

    library = _library(when)
    if library == "polars":
        import polars as pl

        if isinstance(when.dtype, pl.Date | pl.Datetime):
            return when.dt.date().to_physical().fill_null(BEFORE_ALL).to_numpy().astype("datetime64[D]")
        return when.to_numpy() if when.dtype.is_numeric() else np.array(when.to_list(), dtype=object)
    if library == "pandas":
        if getattr(when.dtype, "tz", None) is not None:
            when = when.dt.tz_localize(None)
        masked = hasattr(when.dtype, "na_value") and when.dtype.kind in "iuf"
        return when.to_numpy(dtype=float, na_value=np.nan) if masked and when.hasnans else when.to_numpy()
    return when if library == "numpy" else np.array([*when, None], dtype=object)[:-1]


def _years(years: Any, bad: int) -> Block:
    import numpy as np

    def block(low: int, high: int) -> Any:
        part = years[low:high]
        if part.dtype.kind == "f":
            wrong = ~((part >= 1) & (part <= 9999) & (part == np.floor(part)))
            part = np.where(wrong, 0, part)
        period = part.astype(np.intp)  # also of small kinds of integers, which do not hold the bounds
        period -= FIRST_YEAR
        if period.view(np.uintp).max() < bad:  # seen without a sign, what is below zero is very high
            return period
        period += FIRST_YEAR
        wrong = (period < 1) | (period > 9999)
        period = np.clip(period, FIRST_YEAR, LAST_YEAR) - FIRST_YEAR
        period[wrong] = bad
        return period

    return block


def _days(dense: Dense, days: Any, *, shift: int = 0, constant: bool = False) -> Block:
    def block(low: int, high: int) -> Any:
        day = (days if constant else days[low:high]) + shift
        period = dense.period_of_day.take(day - dense.first_day, mode="clip")
        if day.min() < 1 or day.max() > LAST_DAY:
            period[(day < 1) | (day > LAST_DAY)] = dense.by_day.bad_moment
        return period

    return block


def _container(dense: Dense, codes: Any, values: Any, bad: Any) -> Any:
    """The answers in the kind of container that the codes came in."""
    library = _library(codes)
    if library == "polars":
        return _polars_container(dense, codes, values, bad)
    if library == "pandas":
        return _pandas_container(dense, codes, values)
    return dense.labels.take(values)


def _polars_container(dense: Dense, codes: Any, values: Any, bad: Any) -> Any:
    import numpy as np
    import polars as pl

    kind = codes.dtype if codes.dtype == pl.Categorical else pl.String
    if isinstance(codes.dtype, pl.Enum):
        kind = pl.Enum([code for code in dense.targets[: dense.nothing] if code])
    some = next(filter(None, dense.targets))
    labels = pl.Series(
        [code or some for code in dense.targets], dtype=kind
    )  # gathering is quicker without a missing one
    found = labels.gather(pl.Series(values.astype(np.uint32)))
    if len(bad):
        found = found.set(pl.Series(values == dense.nothing), None)
    return found.alias(codes.name)


def _pandas_container(dense: Dense, codes: Any, values: Any) -> Any:
    import pandas as pd

    labels: Any = dense.labels
    if hasattr(codes.dtype, "categories"):
        labels = pd.Categorical(dense.targets)
    elif isinstance(codes.dtype, pd.StringDtype):
        labels = pd.array(dense.targets, dtype=codes.dtype)
    return pd.Series(labels.take(values), index=codes.index, name=codes.name)
