"""Questions that members ask, and the answers that exist: found, explained, kept true."""

from __future__ import annotations

__all__: list[str] = []
