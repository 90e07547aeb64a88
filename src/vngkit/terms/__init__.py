"""Legal time: terms, and the free days of the Algemene termijnenwet."""

from __future__ import annotations

from vngkit.terms._act import Coverage, coverage
from vngkit.terms._calendar import FreeDay, FreeDays, Remark, equal_days_known, free_days, is_free
from vngkit.terms._columns import last_days
from vngkit.terms._end import End, Reading
from vngkit.terms._reckon import lengthened
from vngkit.terms._term import Term, Unit
from vngkit.terms._words import day_text

__all__ = [
    "Coverage",
    "End",
    "FreeDay",
    "FreeDays",
    "Reading",
    "Remark",
    "Term",
    "Unit",
    "coverage",
    "day_text",
    "equal_days_known",
    "free_days",
    "is_free",
    "last_days",
    "lengthened",
]
