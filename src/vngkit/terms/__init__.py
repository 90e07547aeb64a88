"""Legal time: terms."""

from __future__ import annotations

from vngkit.terms._term import Term, Unit

__all__ = ["Term", "Unit"]
