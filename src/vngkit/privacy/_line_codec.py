"""A line of the log as JSON text for a store: the standard form, and beside it what stays in the own log."""

from __future__ import annotations

import json
from typing import Any, Final

from attrs import evolve

from vngkit.errors import DataError
from vngkit.privacy._ldv import LdvNames, read_ldv, to_ldv
from vngkit.privacy._line import ProcessingLine

__all__ = ["dump_line", "load_line"]

_STORED: Final = LdvNames()  # what is stored keeps the names of version 1, whatever the standard calls them later
_OWN: Final = ("purpose", "purpose_nl", "ground", "by", "role", "about", "refused")
_SCHEMA: Final = "privacy.processing_line"


def dump_line(line: ProcessingLine) -> str:
    """A line as one line of JSON (*opslagvorm*).

    >>> line = ProcessingLine(trace_id=b"t" * 16, span_id=b"s" * 8, name="read", start=1, end=2, activity="urn:x:a")
    >>> load_line(dump_line(line)) == line
    True
    """
    own: dict[str, Any] = {name: value for name in _OWN if (value := getattr(line, name)) is not None}
    own |= {"fields": list(line.fields)} if line.fields else {}
    return json.dumps({"schema": _SCHEMA, "v": 1, "line": to_ldv(line, _STORED), "own": own}, sort_keys=True)


def load_line(text: str) -> ProcessingLine:
    """A line from JSON; raises ``DataError`` for another text, without telling what it holds."""
    try:
        held = json.loads(text)
        if (held["schema"], held["v"]) == (_SCHEMA, 1):
            own: dict[str, Any] = {name: str(value) for name, value in held["own"].items() if name in _OWN}
            line = read_ldv(held["line"], _STORED)
            return evolve(line, fields=tuple(map(str, held["own"].get("fields", ()))), **own)
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise DataError("this is not a line of the log of processing.", fix="read it with the version that wrote it")
