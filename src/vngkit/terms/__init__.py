"""Legal time: terms, and the free days of the Algemene termijnenwet."""

from __future__ import annotations

from vngkit.terms._calendar import FreeDay, FreeDays, Remark, equal_days_known, free_days, is_free
from vngkit.terms._term import Term, Unit

__all__ = ["FreeDay", "FreeDays", "Remark", "Term", "Unit", "equal_days_known", "free_days", "is_free"]
