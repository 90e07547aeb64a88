"""The thread through the systems that work on one question: a trace, as W3C Trace Context writes it in a header."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

__all__ = ["TraceContext"]

_HEADER: Final = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")


@frozen
class TraceContext:
    """Spoor van een vraag: the id of the trace (16 bytes) and of the span that asks (8 bytes).

    The flag *sampled* is not kept: of a log of processing no line is left out, whatever a caller sampled.

    >>> held = TraceContext.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00")
    >>> held.header
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
    """

    trace_id: bytes
    span_id: bytes

    @classmethod
    def parse(cls, header: str | None) -> TraceContext | None:
        """The trace in a ``traceparent``; None for one that is not valid: then a new trace begins, as W3C asks."""
        match = _HEADER.fullmatch((header or "").strip())
        if match is None:
            return None
        version, trace, span, _, more = match.groups()
        if version == "ff" or (version == "00" and more) or not trace.strip("0") or not span.strip("0"):
            return None
        return cls(bytes.fromhex(trace), bytes.fromhex(span))

    @property
    def header(self) -> str:
        """The ``traceparent`` to pass on; always sampled, for a line was written."""
        return f"00-{self.trace_id.hex()}-{self.span_id.hex()}-01"
