"""Lines of the log as spans of OpenTelemetry, over OTLP/HTTP, each confirmed; needs ``vngkit[otel]``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit

from vngkit.errors import DataError, LineNotSent
from vngkit.privacy._ldv import LDV, LdvNames, ldv_attributes
from vngkit.privacy._line import ProcessingLine, ProcessingSource, ProcessingStatus

if TYPE_CHECKING:
    from opentelemetry.context import Context
    from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult

__all__ = ["OtelReceiver"]

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_NANOSECONDS: Final = 1_000_000


def _sound(endpoint: str) -> str:
    """An address with TLS; without it only on this machine."""
    parts = urlsplit(endpoint)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return endpoint
    raise DataError(
        "the address of the receiver has no TLS.",
        why="A log of processing goes over an encrypted connection (Logboek dataverwerkingen).",
        fix="give an address that begins with https://",
    )


class OtelReceiver:
    """Ontvanger volgens OpenTelemetry: each line becomes one span with the ids, times and attributes of the line.

    It has a provider of its own, apart from any for measuring performance: nothing is sampled, no attribute is cut or
    left out, each span goes out by itself, and a span that the receiver did not confirm raises.

    Args:
        endpoint: the address for traces, for example ``https://collector.example/v1/traces``; ``http`` only on this
            machine.
        headers: for each request, such as a key of the receiver.
        timeout: seconds for one span, with its retries.
        names: how the attributes are called.

    Raises:
        DataError: the address has no TLS, or the extra is not installed.

    Use it in a ``with`` statement or call ``close()``.
    """

    def __init__(
        self,
        endpoint: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: float = 10.0,
        names: LdvNames = LDV,
    ) -> None:
        address = _sound(endpoint)
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        except ImportError:
            raise DataError("OpenTelemetry is not installed.", fix="pip install 'vngkit[otel]'") from None
        self._exporter: SpanExporter = _confirming(
            OTLPSpanExporter(address, headers=dict(headers or {}), timeout=timeout)
        )
        self._names = names
        self._ids = _ids()
        self._providers: dict[ProcessingSource, TracerProvider] = {}

    def __repr__(self) -> str:
        return "<OtelReceiver>"

    def send(self, lines: Sequence[ProcessingLine], /) -> None:
        """Send lines, one span each; raises ``LineNotSent`` at the first that was not confirmed."""
        for line in lines:
            self._exporter.taken = False  # type: ignore[attr-defined]  # of the exporter below
            self._span(line)
            if not self._exporter.taken:  # type: ignore[attr-defined]
                raise LineNotSent(
                    "a line of the log was not taken by the receiver.",
                    fix="look at the receiver and its address; the line is offered again next time",
                )

    def close(self) -> None:
        """End the use of it."""
        for provider in self._providers.values():
            provider.shutdown()
        self._exporter.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _span(self, line: ProcessingLine) -> None:
        from opentelemetry.trace import Status, StatusCode

        self._ids.trace = int.from_bytes(line.trace_id)
        self._ids.span = int.from_bytes(line.span_id)
        span = (
            self._provider(line.source)
            .get_tracer("vngkit.privacy")
            .start_span(
                line.name,
                context=_within(line),
                attributes=ldv_attributes(line, self._names),
                start_time=line.start * _NANOSECONDS,
            )
        )
        if line.status is not ProcessingStatus.UNSET:
            span.set_status(Status(StatusCode.OK if line.status is ProcessingStatus.OK else StatusCode.ERROR))
        span.end(end_time=line.end * _NANOSECONDS)

    def _provider(self, source: ProcessingSource) -> TracerProvider:
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import SpanLimits, TracerProvider
        from opentelemetry.sdk.trace.export import SimpleSpanProcessor
        from opentelemetry.sdk.trace.sampling import ALWAYS_ON

        if source not in self._providers:
            whole = SpanLimits.UNSET
            provider = TracerProvider(
                sampler=ALWAYS_ON,
                resource=Resource({self._names.source_name: source.name, self._names.source_version: source.version}),
                id_generator=self._ids,
                span_limits=SpanLimits(
                    max_attributes=whole,
                    max_span_attributes=whole,
                    max_attribute_length=whole,
                    max_span_attribute_length=whole,
                ),
                shutdown_on_exit=False,
            )
            provider.add_span_processor(SimpleSpanProcessor(self._exporter))
            self._providers[source] = provider
        return self._providers[source]


def _within(line: ProcessingLine) -> Context:
    """The parent of the span, always sampled; without one the span begins its trace."""
    from opentelemetry.context import Context
    from opentelemetry.trace import NonRecordingSpan, SpanContext, TraceFlags, set_span_in_context

    if line.parent_id is None:
        return Context()
    parent = SpanContext(
        trace_id=int.from_bytes(line.trace_id),
        span_id=int.from_bytes(line.parent_id),
        is_remote=True,
        trace_flags=TraceFlags(TraceFlags.SAMPLED),
    )
    return set_span_in_context(NonRecordingSpan(parent), Context())


def _ids() -> Any:
    """Gives the ids of the line that is being sent, in place of ids at random."""
    from opentelemetry.sdk.trace.id_generator import IdGenerator

    class Given(IdGenerator):
        trace = span = 0

        def generate_trace_id(self) -> int:
            return self.trace

        def generate_span_id(self) -> int:
            return self.span

    return Given()


def _confirming(exporter: SpanExporter) -> SpanExporter:
    """Tells whether the last span was taken: the processor that calls it does not."""
    from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult

    class Confirming(SpanExporter):
        taken = False

        def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
            result = exporter.export(spans)
            self.taken = result is SpanExportResult.SUCCESS
            return result

        def shutdown(self) -> None:
            exporter.shutdown()

    return Confirming()
