"""What may be handed in as a column or as the moment of a row, and reading one cell of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from vngkit.errors import DataError

COLUMNS = "hand in a list, a tuple, a numpy array, or a pandas or polars Series"


def check_columns(codes: Any, when: Any) -> None:
    """Whether they are columns of one length, or ``when`` one year or day for all; DataError when not."""
    _check_column("codes", codes)
    if not is_column(when):
        if ordinal(when) is None:
            raise DataError(
                f"when={when!r:.60} is not a year or a date.",
                fix=f"hand in a whole number or a datetime.date, or for each row: {COLUMNS}",
            )
        return
    _check_column("when", when)
    if len(when) != len(codes):
        raise DataError(
            f"codes has {len(codes)} rows and when has {len(when)}.", fix="hand in one year or date for each code"
        )


def _check_column(name: str, column: Any) -> None:
    kind = type(column).__name__
    if isinstance(column, list | tuple):
        return
    library = type(column).__module__.partition(".")[0]
    if (library, kind) not in {("numpy", "ndarray"), ("pandas", "Series"), ("polars", "Series")}:
        raise DataError(f"{name} is a {kind}, not a column.", fix=COLUMNS)
    if library == "numpy" and column.ndim != 1:
        raise DataError(f"{name} has {column.ndim} dimensions.", fix="hand in one column")


def is_column(when: object) -> bool:
    """Whether it holds a value per row."""
    return hasattr(when, "__len__") and not isinstance(when, str | bytes) and getattr(when, "ndim", 1) != 0


def ordinal(moment: object) -> int | None:
    """The day of a year (its 1 January) or of a date, as ``date.toordinal`` counts; None when it is neither."""
    if isinstance(moment, bool) or moment is None or isinstance(moment, str | bytes):
        return None
    try:
        if isinstance(moment, date):
            return moment.toordinal()
        if hasattr(moment, "item"):  # a numpy scalar
            return _numpy_ordinal(moment)
        if isinstance(moment, int | float) and moment == int(moment):
            return date(int(moment), 1, 1).toordinal()
    except (ValueError, OverflowError):  # not a number, not a time, or no such year
        return None
    return None


def _numpy_ordinal(moment: Any) -> int | None:
    """The same for a scalar of numpy: a duration is no moment, and only whole days count of a time."""
    kind = getattr(getattr(moment, "dtype", None), "kind", "")
    if kind == "m":
        return None
    return ordinal(moment.astype("datetime64[D]").item() if kind == "M" else moment.item())


def cell(column: Any, row: int) -> Any:
    """The value in a row of any kind of column."""
    if not is_column(column):
        return column
    return column.iloc[row] if hasattr(column, "iloc") else column[row]
