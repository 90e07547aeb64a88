"""Import of notices and information sheets: from tables and objects, with every bad row kept aside."""

from __future__ import annotations

from vngkit.reentry.imports._fields import ImportField, import_fields
from vngkit.reentry.imports._mapping import ColumnMap
from vngkit.reentry.imports._result import ImportResult, RowFault, SetAside

__all__ = ["ColumnMap", "ImportField", "ImportResult", "RowFault", "SetAside", "import_fields"]
