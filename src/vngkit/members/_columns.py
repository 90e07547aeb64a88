"""The crosswalk for whole columns: numpy, pandas and polars. None of them is imported before one is handed in.

A code is parsed from its bytes to a row of a dense table, a year or day to a column, and the table gives the answer.
The work goes in blocks that stay in the cache of the processor.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from vngkit.members._cells import is_column, ordinal
from vngkit.members._targets import KINDS, UNKNOWN_CODE, Target

if TYPE_CHECKING:
    from collections.abc import Callable

    Block = Callable[[int, int], Any]  # from row, to row -> numpy array

BLOCK = 1 << 14
FIRST_YEAR, LAST_YEAR = 1800, 2100  # years outside mean the same as these: before or after all that is held
EPOCH = date(1970, 1, 1).toordinal()
BEFORE_ALL = -EPOCH  # the day 0, which no calendar has
BAD_DATE = KINDS.index("bad_date")


class Dense:
    """The targets as a table of int16: a row per code, a column per period between two changes; problems are negative.

    The last row stands for an unknown code and the last column for a bad date.
    """

    def __init__(self, targets: dict[str, Target]) -> None:
        import numpy as np

        self.codes = list(targets)
        self.row_of = {code: row for row, code in enumerate(self.codes)}
        self.unknown = len(self.codes)
        starts = sorted({start for target in targets.values() for start in target.starts} | {0})
        column = {start: number for number, start in enumerate(starts)}
        width = len(starts) + 1
        table = np.empty((len(self.codes) + 1, width), np.int16)
        for row, target in enumerate(targets.values()):
            for start, value in zip(target.starts, target.values, strict=True):
                table[row, column[start] :] = self.row_of[value] if isinstance(value, str) else -1 - value
        table[:, -1] = -1 - BAD_DATE
        table[-1] = -1 - UNKNOWN_CODE
        self.assumed = np.array([*(target.assumed for target in targets.values()), False])
        self.by_day = table
        self.first_day, last_day = starts[1], starts[-1]
        days = np.arange(self.first_day - 1, last_day + 1)
        self.column_of_day = (np.searchsorted(starts, days, side="right") - 1).astype(np.int16)
        new_years = [date(year, 1, 1).toordinal() for year in range(FIRST_YEAR, LAST_YEAR + 1)]
        columns = np.searchsorted(starts, new_years, side="right") - 1
        self.by_year = np.ascontiguousarray(table[:, [*columns, width - 1]])
        reached = {value for target in targets.values() for value in target.values}
        self.targets = [*(code if code in reached else None for code in self.codes), None]
        self.labels = np.array(self.targets, dtype=object)
        self.row_of_number = np.full(10_000, self.unknown, np.int16)
        for code, row in self.row_of.items():
            self.row_of_number[int(code[2:])] = row


def apply_column(dense: Dense, codes: Any, when: Any) -> tuple[Any, Any, Any, Any]:
    """The column of new codes, the rows with a problem, their kinds, and the rows that were taken as whole mergers."""
    import numpy as np

    length = len(codes)
    rows = _rows(dense, codes)
    columns, table = _columns(dense, when)
    flat, width = table.ravel(), table.shape[1]
    values = np.empty(length, np.int16)
    bad, kinds, assumed = [np.empty(0, np.intp)], [np.empty(0, np.int16)], [np.empty(0, np.intp)]
    for low in range(0, length, BLOCK):
        high = min(low + BLOCK, length)
        row = rows(low, high).astype(np.intp)
        place = row * width
        place += columns(low, high)
        value = flat.take(place)
        values[low:high] = value
        wrong = value < 0
        if wrong.any():
            at = np.flatnonzero(wrong)
            bad.append(at + low)
            kinds.append(-1 - value[at])
            values[low:high][wrong] = len(dense.codes)
        taken = dense.assumed.take(row)
        if taken.any():
            assumed.append(np.flatnonzero(taken & ~wrong) + low)
    joined = [np.concatenate(parts) for parts in (bad, kinds, assumed)]
    return _container(dense, codes, values), joined[0], joined[1], joined[2]


def with_columns(frame: Any, columns: dict[str, Any]) -> Any:
    """A new DataFrame with the columns at its end."""
    if hasattr(frame, "with_columns"):
        import polars as pl

        return frame.with_columns(
            value.alias(name) if isinstance(value, pl.Series) else pl.Series(name, value, dtype=pl.String)
            for name, value in columns.items()
        )
    return frame.assign(**columns)


def _library(column: Any) -> str:
    return type(column).__module__.partition(".")[0]


def _rows(dense: Dense, codes: Any) -> Block:
    """How to get the row of the table for a block of codes."""
    import numpy as np

    library = _library(codes)
    if library == "polars":
        return _polars_rows(dense, codes)
    if library == "pandas":
        if hasattr(codes.dtype, "categories"):
            return _category_rows(dense, codes.cat.categories.tolist(), codes.cat.codes.to_numpy())
        codes = codes.to_numpy(dtype=object)
    if codes.dtype.kind == "U" and codes.dtype.itemsize >= 24:
        native = np.ascontiguousarray(codes, codes.dtype.newbyteorder("="))
        letters = native.view(np.uint32).reshape(len(codes), codes.dtype.itemsize // 4)
        return lambda low, high: _parsed(dense, letters[low:high])
    return _object_rows(dense, codes)


def _polars_rows(dense: Dense, codes: Any) -> Block:
    import numpy as np
    import polars as pl

    if isinstance(codes.dtype, pl.Enum):
        return _category_rows(dense, codes.dtype.categories.to_list(), _physical(codes))
    if codes.dtype == pl.String:
        try:  # where every text is six bytes, the bytes are a table
            six = codes.fill_null("------").cast(pl.Binary).bin.reinterpret(dtype=pl.Array(pl.UInt8, 6))
        except pl.exceptions.PolarsError:
            six = None
        if six is not None and not six.null_count():
            letters = six.to_numpy()
            return lambda low, high: _parsed(dense, letters[low:high])
    elif codes.dtype != pl.Categorical:
        return lambda low, high: np.full(high - low, dense.unknown, np.int16)
    return _category_rows(dense, dense.codes, _physical(codes.cast(pl.Enum(dense.codes), strict=False)))


def _physical(codes: Any) -> Any:
    """The numbers of the categories; -1 for a missing one."""
    import polars as pl

    return codes.to_physical().cast(pl.Int64).fill_null(-1).to_numpy()


def _category_rows(dense: Dense, categories: list[Any], physical: Any) -> Block:
    """Rows of coded columns: a small table from category to row; a missing code is unknown."""
    import numpy as np

    get = dense.row_of.get
    small = np.array(
        [*(get(name, dense.unknown) if isinstance(name, str) else dense.unknown for name in categories), dense.unknown],
        np.int16,
    )
    last = len(small) - 1

    def block(low: int, high: int) -> Any:
        part = physical[low:high].astype(np.intp)
        part[(part < 0) | (part > last)] = last
        return small.take(part)

    return block


def _object_rows(dense: Dense, codes: Any) -> Block:
    """Rows of Python texts: joined to one text and parsed as bytes where all are six letters, else one by one."""
    import numpy as np

    get, unknown = dense.row_of.get, dense.unknown

    def block(low: int, high: int) -> Any:
        values = codes[low:high].tolist()
        try:
            text = "\0".join(values).encode("ascii") + b"\0"
        except (TypeError, UnicodeEncodeError):
            text = b""
        if len(text) == 7 * (high - low):
            seven = np.frombuffer(text, np.uint8).reshape(-1, 7)
            if not seven[:, 6].any() and seven[:, :6].all():
                return _parsed(dense, seven)
        found = (get(value, unknown) if isinstance(value, str) else unknown for value in values)
        return np.fromiter(found, np.int16, high - low)

    return block


def _parsed(dense: Dense, letters: Any) -> Any:
    """Rows of codes given as letters: a line per code of "G", "M", four digits, and zeros if it is wider."""
    import numpy as np

    digits = letters[:, 2:6] - letters.dtype.type(48)  # unsigned: what is no digit becomes large
    number = digits[:, 0].astype(np.uint16)
    for place in (1, 2, 3):
        number *= np.uint16(10)
        number += digits[:, place].astype(np.uint16)
    wrong = (letters[:, 0] != 71) | (letters[:, 1] != 77) | (digits > 9).any(axis=1)
    if letters.shape[1] > 6:
        wrong |= letters[:, 6:].any(axis=1)
    if wrong.any():
        number[wrong] = 0  # no gemeente has the number 0
    return dense.row_of_number.take(number)


def _columns(dense: Dense, when: Any) -> tuple[Block, Any]:
    """How to get the column for a block of years or days, and the table in which to look."""
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
        return _years(moments), dense.by_year
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


def _years(years: Any) -> Block:
    import numpy as np

    bad = LAST_YEAR - FIRST_YEAR + 1

    def block(low: int, high: int) -> Any:
        part = years[low:high]
        if part.dtype.kind == "f":
            wrong = ~((part >= 1) & (part <= 9999) & (part == np.floor(part)))
            part = np.where(wrong, 0, part)
        part = part.astype(np.int64)  # also of small kinds of integers, which do not hold the bounds
        lowest, highest = part.min(), part.max()
        if lowest >= FIRST_YEAR and highest <= LAST_YEAR:
            return part.astype(np.intp) - FIRST_YEAR
        wrong = (part < 1) | (part > 9999)
        column = np.clip(part, FIRST_YEAR, LAST_YEAR).astype(np.intp) - FIRST_YEAR
        column[wrong] = bad
        return column

    return block


def _days(dense: Dense, days: Any, *, shift: int = 0, constant: bool = False) -> Block:
    import numpy as np

    bad = dense.by_day.shape[1] - 1
    first = dense.first_day - 1
    last = len(dense.column_of_day) - 1

    def block(low: int, high: int) -> Any:
        part = days if constant else days[low:high]
        day = part + shift
        column = dense.column_of_day.take(np.clip(day - first, 0, last)).astype(np.intp)
        wrong = (day < 1) | (day > date.max.toordinal())
        if wrong.any():
            column[wrong] = bad
        return column

    return block


def _container(dense: Dense, codes: Any, values: Any) -> Any:
    """The answers in the kind of container that the codes came in."""
    library = _library(codes)
    if library == "polars":
        import numpy as np
        import polars as pl

        if isinstance(codes.dtype, pl.Enum):
            labels = pl.Series(dense.targets, dtype=pl.Enum([code for code in dense.targets if code]))
        else:
            labels = pl.Series(dense.targets, dtype=codes.dtype if codes.dtype == pl.Categorical else pl.String)
        return labels.gather(pl.Series(values.astype(np.uint32))).alias(codes.name)
    if library == "pandas":
        return _pandas_container(dense, codes, values)
    return dense.labels.take(values)


def _pandas_container(dense: Dense, codes: Any, values: Any) -> Any:
    import pandas as pd

    labels: Any = dense.labels
    if hasattr(codes.dtype, "categories"):
        labels = pd.Categorical(dense.targets)
    elif isinstance(codes.dtype, pd.StringDtype):
        labels = pd.array(dense.targets, dtype=codes.dtype)
    return pd.Series(labels.take(values), index=codes.index, name=codes.name)
