"""The log is sent on: each line at least once and in order, to a real receiver of OpenTelemetry on this machine."""

from __future__ import annotations

import gzip
import json
import sys
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from tests.canaries import Canaries
from tests.privacy.logs import KEYS
from tests.privacy.test_log_forms import LINE

from vngkit.errors import DataError, LineNotSent
from vngkit.privacy import (
    Exported,
    MemoryCheckpoint,
    MemoryProcessingLog,
    OtelReceiver,
    ProcessingLine,
    ProcessingSource,
    ProcessingStatus,
    Reference,
    export_log,
    to_ldv,
)
from vngkit.storage import ExportCheckpoint, open_database

CANARY = "2026-KANARIE-7"


class Collector:
    """A receiver of OTLP over HTTP that decodes what comes in; ``answers`` are the next codes, then 200."""

    def __init__(self) -> None:
        self.spans: list[tuple[Any, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answers: list[int] = []
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                code = collector.answers.pop(0) if collector.answers else 200
                if code == 200:
                    raw = gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body
                    for resource in ExportTraceServiceRequest.FromString(raw).resource_spans:
                        for scope in resource.scope_spans:
                            collector.spans += [(span, resource.resource) for span in scope.spans]
                    collector.headers.append(dict(self.headers))
                answer = ExportTraceServiceResponse().SerializeToString()
                self.send_response(code)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base
                """Print nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}/v1/traces"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def collector() -> Iterator[Collector]:
    one = Collector()
    yield one
    one.close()


def line(number: int, **changes: Any) -> ProcessingLine:
    mark = KEYS.mark(Reference(f"{CANARY}-{number}"))
    return evolve(LINE, span_id=number.to_bytes(8, "big"), subject=mark, **changes)


def as_sent(span: Any, resource: Any) -> dict[str, Any]:
    """A span that came in, in the form of the standard."""
    form = {
        "trace_id": span.trace_id.hex(), "span_id": span.span_id.hex(), "name": span.name,
        "start_time": span.start_time_unix_nano // 1_000_000, "end_time": span.end_time_unix_nano // 1_000_000,
        "status": {0: "Unset", 1: "Ok", 2: "Error"}[span.status.code],
        "attributes": {one.key: one.value.string_value for one in span.attributes},
        "resource": {"attributes": {one.key: one.value.string_value for one in resource.attributes}},
    }  # fmt: skip
    return form | ({"parent_span_id": span.parent_span_id.hex()} if span.parent_span_id else {})


def test_each_line_arrives_as_one_span_that_is_the_line(collector: Collector) -> None:
    lines = [
        line(1), line(2, parent_id=None), line(3, status=ProcessingStatus.UNSET, foreign=None),
        line(4, status=ProcessingStatus.ERROR, source=ProcessingSource(name="other", version="9")),
        evolve(line(5), subject=None),
    ]  # fmt: skip
    with OtelReceiver(collector.endpoint, headers={"x-key": "secret"}) as receiver:
        receiver.send(lines)
        assert "secret" not in repr(receiver)
    assert [as_sent(*each) for each in collector.spans] == [to_ldv(each) for each in lines]
    assert len(collector.headers) == len(lines)  # each span by itself
    assert all(headers["x-key"] == "secret" for headers in collector.headers)
    told = "".join(f"{span}{resource}" for span, resource in collector.spans)
    assert not Canaries([CANARY]).found_in(told)
    assert not [word for word in ("coordinator-7", "to set the plan", "case-1") if word in told]


def test_settings_for_measuring_performance_change_nothing(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "OTEL_TRACES_SAMPLER": "always_off", "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT": "4",
        "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT": "1",
        "OTEL_RESOURCE_ATTRIBUTES": "service.name=elsewhere,user=somebody", "OTEL_BSP_MAX_QUEUE_SIZE": "1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    lines = [line(number) for number in range(1, 30)]
    with OtelReceiver(collector.endpoint) as receiver:
        receiver.send(lines)
    assert [as_sent(*each) for each in collector.spans] == [to_ldv(each) for each in lines]


def test_an_sdk_that_is_switched_off_is_no_confirmation(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_SDK_DISABLED", "true")
    with OtelReceiver(collector.endpoint) as receiver, pytest.raises(LineNotSent):
        receiver.send([line(1)])
    assert collector.spans == []


@pytest.mark.parametrize("code", [400, 403, 404, 500])
def test_a_line_that_is_not_taken_stops_the_work_and_is_offered_again(collector: Collector, code: int) -> None:
    log, place = MemoryProcessingLog(), MemoryCheckpoint()
    for number in range(1, 5):
        log.append([line(number)])
    collector.answers = [200, 200, code]
    with OtelReceiver(collector.endpoint, timeout=0.5) as receiver:
        first = export_log(log, receiver, place)
        assert (first.lines, first.position) == (2, 2)
        assert "not taken" in first.stopped
        second = export_log(log, receiver, place)
        assert (second.lines, second.position, second.stopped) == (2, 4, "")
        assert export_log(log, receiver, place).lines == 0
    assert [int.from_bytes(span.span_id, "big") for span, _ in collector.spans] == [1, 2, 3, 4]


def test_a_receiver_that_is_not_there_is_told_and_nothing_moves(collector: Collector) -> None:
    collector.close()
    log, place = MemoryProcessingLog(), MemoryCheckpoint()
    log.append([line(1)])
    with OtelReceiver(collector.endpoint, timeout=0.3) as receiver:
        outcome = export_log(log, receiver, place)
    assert (outcome.lines, outcome.position) == (0, 0)
    assert place.position() == 0


@pytest.mark.parametrize(
    "address", ["http://collector.example/v1/traces", "ftp://localhost/", "collector", "http://127.0.0.1.example/"]
)
def test_an_address_without_tls_is_refused(address: str) -> None:
    with pytest.raises(DataError, match="TLS"):
        OtelReceiver(address)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("opentelemetry.exporter")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(DataError, match=r"vngkit\[otel\]"):
        OtelReceiver("https://collector.example/v1/traces")


class Flaky:
    """A receiver that fails by a plan: before it took an entry, or after."""

    def __init__(self, plan: list[str]) -> None:
        self.plan, self.taken = plan, list[int]()

    def send(self, lines: Sequence[ProcessingLine], /) -> None:
        how = self.plan.pop(0) if self.plan else "takes"
        if how != "before":
            self.taken += [int.from_bytes(each.span_id, "big") for each in lines]
        if how != "takes":
            raise ConnectionError(CANARY)


@given(st.integers(0, 12), st.lists(st.sampled_from(["takes", "before", "after"]), max_size=30))
def test_every_line_is_taken_at_least_once_and_in_order_whatever_fails(count: int, plan: list[str]) -> None:
    log, place, receiver = MemoryProcessingLog(), MemoryCheckpoint(), Flaky(plan)
    for number in range(1, count + 1):
        log.append([line(2 * number - 1), line(2 * number)])
    rounds = 0
    while (outcome := export_log(log, receiver, place)).stopped:
        assert outcome.stopped == "ConnectionError"  # the type alone: the text may be personal
        rounds += 1
        assert rounds <= len(plan) + 31
    assert list(dict.fromkeys(receiver.taken)) == list(range(1, 2 * count + 1))
    assert place.position() == count


def test_the_place_of_each_receiver_lasts_as_long_as_the_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/log.db"
    with open_database(url) as database:
        ExportCheckpoint(database, "collector").move(7)
    with open_database(url) as database:
        assert ExportCheckpoint(database, "collector").position() == 7
        assert ExportCheckpoint(database, "other").position() == 0


def test_the_outcome_is_told_in_two_languages() -> None:
    whole, part = Exported(lines=3, position=7), Exported(lines=1, position=2, stopped="ConnectionError")
    assert whole.explain("nl") == "3 regels doorgegeven, tot plaats 7."
    assert part.explain("en") == "1 lines sent on, up to place 2. Stopped; the rest is offered again: ConnectionError"
    assert json.dumps(part.explain()).count("Gestopt") == 1
