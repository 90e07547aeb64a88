"""Local rules as JSON and back, for the worker and for files; what comes in is checked as strictly as everywhere."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any, Final, get_args

from attrs import frozen
from cattrs import Converter

from vngkit.legislation import AccessRule, Citation, LocalRule, Value, ValueTable
from vngkit.plugins._info import PluginInfo
from vngkit.questions import DeskRule
from vngkit.reentry import LocalService, teach_life_areas
from vngkit.serial import Refused, make_converter
from vngkit.serial import dump as dump_envelope
from vngkit.serial import load as load_envelope
from vngkit.terms import Term
from vngkit.themes import LocalTheme

__all__ = ["FaultRecord", "PluginRecords", "dump_records", "load_records", "rule_converter"]

SCHEMA: Final = "plugin.records"
VERSION: Final = 1
_VALUE_KINDS: Final = {*get_args(Value), type(None)}


@frozen(kw_only=True)
class FaultRecord:
    """What went wrong in the worker."""

    stage: str
    what: str
    why: str
    fix: str


@frozen(kw_only=True)
class PluginRecords:
    """What a plugin gave: what it says of itself and the records that can leave its process, or what went wrong.

    ``left_out`` names its hooks whose records hold functions: these have no place in a process that ends at once.
    """

    info: PluginInfo | None
    rules: tuple[LocalRule, ...] = ()
    services: tuple[LocalService, ...] = ()
    access_rules: tuple[AccessRule, ...] = ()
    themes: tuple[LocalTheme, ...] = ()
    desk_rules: tuple[DeskRule, ...] = ()
    left_out: tuple[str, ...] = ()
    fault: FaultRecord | None = None


def _value_out(value: Any) -> Any:
    """Yes or no, a whole number and a text as they are; the others with a tag."""
    if isinstance(value, Term):
        return {"term": [value.amount, value.unit]}
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, ValueTable):
        return {"by": value.key, "rows": [[key, _value_out(row)] for key, row in value.rows]}
    return value


def _value_in(raw: Any, converter: Converter, *, in_table: bool = False) -> Any:
    if raw is None or type(raw) in (bool, int, str):
        return raw
    if type(raw) is dict and raw.keys() == {"term"}:
        amount, unit = converter.structure(raw["term"], tuple[int, str])
        return Term(amount, unit)  # type: ignore[arg-type]  # Term itself refuses an unknown unit
    if type(raw) is dict and raw.keys() == {"number"}:
        return converter.structure(raw["number"], Decimal)
    if type(raw) is dict and raw.keys() == {"by", "rows"} and not in_table:
        pairs = converter.structure(raw["rows"], list[tuple[str, Any]])
        if any(row is None for _, row in pairs):
            raise Refused("a value in each row")
        rows = tuple((key, _value_in(row, converter, in_table=True)) for key, row in pairs)
        return ValueTable(key=converter.structure(raw["by"], str), rows=rows)
    raise Refused("yes or no, a whole number, a text, a term, a number in quotes, or a table")


def _is_value(kind: Any) -> bool:
    parts = set(get_args(kind))
    return ValueTable in parts and parts <= _VALUE_KINDS


@cache
def rule_converter() -> Converter:
    """The strict converter for local rules; made once, and no one else's."""
    converter = make_converter()
    converter.register_structure_hook_func(_is_value, lambda raw, _: _value_in(raw, converter))
    converter.register_unstructure_hook_func(_is_value, _value_out)
    converter.register_structure_hook(Citation, lambda raw, _: Citation.parse(converter.structure(raw, str)))
    converter.register_unstructure_hook(Citation, lambda citation: citation.jci)
    teach_life_areas(converter)
    return converter


def dump_records(records: PluginRecords) -> str:
    """The records as JSON in an envelope."""
    return dump_envelope(records, schema=SCHEMA, version=VERSION, converter=rule_converter())


def load_records(text: str | bytes) -> PluginRecords:
    """The records from JSON in an envelope; raises ``DataError``."""
    return load_envelope(text, PluginRecords, schema=SCHEMA, version=VERSION, converter=rule_converter())
