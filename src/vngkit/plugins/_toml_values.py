"""Values as people write them in TOML, read as their open term asks."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from vngkit.errors import DataError
from vngkit.legislation import OpenTerm, Value, ValueTable, ValueType
from vngkit.terms import Term

__all__ = ["EXAMPLES", "read_written"]

EXAMPLES: Final = {
    ValueType.DURATION: 'value = "5 weeks"',
    ValueType.AMOUNT: "value = 350.00",
    ValueType.NUMBER: "value = 3",
    ValueType.BOOLEAN: "value = true",
    ValueType.CHOICE: 'value = "…"',
    ValueType.TEXT: 'value = "…"',
    ValueType.INSTRUMENT: 'value = "…", or no value',
}


def read_written(raw: object, unit: object, term: OpenTerm) -> Value:
    """The value as the open term wants it; a table has the keys ``by`` and ``rows``."""
    if isinstance(raw, dict):
        by, rows = raw.get("by"), raw.get("rows")
        if raw.keys() != {"by", "rows"} or not isinstance(by, str) or not isinstance(rows, dict):
            raise DataError(
                "the table of value has other keys than by and rows.",
                fix='write [rule.value] with by = "age", and [rule.value.rows] with a line for each age',
            )
        read = {}
        for key, row in rows.items():
            found = read_written(row, unit, term)
            if isinstance(found, ValueTable):
                raise DataError(f"row {key!r:.40} of the table is itself a table.", fix="write one value for each row")
            read[key] = found
        return ValueTable(key=by, rows=read)
    if term.type is ValueType.DURATION:
        return _duration(raw, unit)
    if unit is not None and unit != term.unit:
        raise DataError(
            f"unit = {unit!r:.40} does not go with {term.id}.",
            fix=f'leave unit out, or write unit = "{term.unit}"' if term.unit else "leave unit out",
        )
    if isinstance(raw, Decimal) and not raw.is_finite():
        raise DataError("value is not a number.", fix=f"write {EXAMPLES[term.type]}")
    if term.type is ValueType.AMOUNT and isinstance(raw, int) and not isinstance(raw, bool):
        return Decimal(raw)
    if not isinstance(raw, str | bool | int | Decimal):
        raise DataError(f"value is a {type(raw).__name__}.", fix=f"write {EXAMPLES[term.type]}")
    return raw


def _duration(raw: object, unit: object) -> Term:
    if isinstance(raw, str) and unit is None:
        return Term.parse(raw)
    if isinstance(raw, int) and not isinstance(raw, bool) and isinstance(unit, str):
        return Term.parse(f"{raw} {unit}")
    raise DataError("value is not a term of time.", fix='write value = "5 weeks", or value = 5 with unit = "weeks"')
