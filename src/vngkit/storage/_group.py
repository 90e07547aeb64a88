"""Writing a group of requests in one transaction; one that can not be written does its neighbours no harm."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from attrs import evolve

from vngkit.errors import DataError, StoreError, VngkitError
from vngkit.storage._admit import Admitted, admit
from vngkit.storage._backend import Backend, Cursor
from vngkit.storage._plan import Held, Plan, StreamState
from vngkit.storage._ports import Append, Head
from vngkit.storage._writer import Request

__all__ = ["AppendRequest", "Work", "add_within", "carry_out", "digest_of", "document_row", "head_of"]


class AppendRequest(Request[tuple[int, ...]]):
    """Appends that go in together or not at all."""

    def __init__(self, appends: tuple[Admitted, ...]) -> None:
        super().__init__()
        self.appends = appends


class Work(Request[Any]):
    """Work of another kind, in a transaction of its own."""

    def __init__(self, work: Callable[[Cursor], Any]) -> None:
        super().__init__()
        self.work = work


def carry_out(
    backend: Backend, requests: Sequence[Request[Any]], *, first: Head, entropy: Callable[[int], bytes]
) -> None:
    """Write requests in their order: neighbouring appends in one transaction, other work by itself."""
    for kind, run in groupby(requests, key=type):
        if kind is AppendRequest:
            _append(backend, [one for one in run if isinstance(one, AppendRequest)], first, entropy)
        else:
            for one in run:
                assert isinstance(one, Work)  # noqa: S101  # there are two kinds
                _alone(backend, one)


def _alone(backend: Backend, request: Work) -> None:
    try:
        request.answer(backend.write(request.work))
    except VngkitError as error:
        request.refuse(error)


def _append(backend: Backend, requests: Sequence[AppendRequest], first: Head, entropy: Callable[[int], bytes]) -> None:
    def work(cursor: Cursor) -> list[tuple[int, ...] | VngkitError]:
        states = _states(cursor, backend, [one for request in requests for one in request.appends])
        plan = Plan(head_of(cursor, backend, first), states, entropy=entropy)
        outcomes = [_outcome(plan, request) for request in requests]
        _write(cursor, backend, plan)
        return outcomes

    try:
        outcomes = backend.write(work)
    except DataError as error:
        if len(requests) == 1:
            requests[0].refuse(error)
        else:
            for request in requests:
                _append(backend, [request], first, entropy)
    except StoreError as error:
        for request in requests:
            request.refuse(error)
    else:
        for request, outcome in zip(requests, outcomes, strict=True):
            _tell(request, outcome)


def _outcome(plan: Plan, request: AppendRequest) -> tuple[int, ...] | VngkitError:
    try:
        return plan.take(request.appends)
    except VngkitError as error:
        return error


def _tell(request: AppendRequest, outcome: tuple[int, ...] | VngkitError) -> None:
    if isinstance(outcome, VngkitError):
        request.refuse(outcome)
    else:
        request.answer(outcome)


def add_within(
    cursor: Cursor, backend: Backend, append: Append, *, first: Head, entropy: Callable[[int], bytes]
) -> None:
    """Write at the end of a stream within the transaction of other work, however many events it has."""
    (wanted,) = admit([append])
    states = _states(cursor, backend, [wanted])
    version = states[append.space, append.stream].version
    plan = Plan(head_of(cursor, backend, first), states, entropy=entropy)
    plan.take([evolve(wanted, append=evolve(append, expected=version))])
    _write(cursor, backend, plan)


def head_of(cursor: Cursor, backend: Backend, first: Head) -> Head:
    """The end of the log."""
    cursor.execute(backend.statements.head)
    found = cursor.fetchone()
    return first if found is None else Head(seq=found[0], link=found[1])


def _states(cursor: Cursor, backend: Backend, wanted: Iterable[Admitted]) -> dict[tuple[str, str], StreamState]:
    appends = [one.append for one in wanted]
    names = list(dict.fromkeys((append.space, append.stream) for append in appends))
    states = {name: StreamState(*name, key=None, version=0, labels_before=frozenset()) for name in names}
    by_number = {}
    for number, space, stream, version in _all(cursor, backend.find_streams(names)):
        state = states[space, stream]
        state.key, state.version = number, version
        by_number[number] = state
    if by_number:
        ids = [
            (key, event.id)
            for append in appends
            if (key := states[append.space, append.stream].key) is not None
            for event in append.events
        ]
        for number, event, version, name, on, payload in _all(cursor, backend.find_events(ids)):
            held = None if payload is None else bytes(payload)
            by_number[number].held[event] = Held(version, name, date.fromisoformat(on), held)
        for number, label in _all(cursor, backend.find_labels(list(by_number))):
            by_number[number].labels_before |= {label}
    return states


def _all(cursor: Cursor, asked: tuple[str, Sequence[Any]]) -> Sequence[Any]:
    cursor.execute(*asked)
    return cursor.fetchall()


def _write(cursor: Cursor, backend: Backend, plan: Plan) -> None:
    if not plan.touched:
        return
    said = backend.statements
    cursor.execute(said.last_stream)
    number = cursor.fetchone()[0] or 0
    begun: list[tuple[Any, ...]] = []
    grown: list[tuple[int, int]] = []
    for state in plan.touched.values():
        if state.key is None:
            number += 1
            state.key = number
            begun.append((number, state.space, state.stream, state.version))
        else:
            grown.append((state.version, state.key))
    _many(cursor, said.grow, grown)
    _add(cursor, backend, "streams", begun)
    _add(
        cursor,
        backend,
        "events",
        [
            (
                one.seq,
                one.state.key,
                one.version,
                one.event.id,
                one.event.name,
                one.event.recorded_on.isoformat(),
                one.digest,
                one.link,
            )
            for one in plan.fresh
        ],
    )
    _add(cursor, backend, "payloads", [(one.seq, one.salt, one.payload) for one in plan.fresh])
    _many(cursor, said.put_document, _documents(plan, begun))
    _labels(cursor, backend, plan)


def _documents(plan: Plan, begun: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The documents to be put in place; a new stream without one needs no row."""
    new = {row[0] for row in begun}
    return [
        document_row(state.key, state.version, state.document)
        for state in plan.touched.values()
        if state.document or state.key not in new
    ]


def document_row(stream: int | None, version: int, text: str) -> tuple[Any, ...]:
    """A row of the documents, with what tells later whether it is still whole."""
    held = text.encode()
    return stream, version, held, digest_of(version, held)


def digest_of(version: int, text: bytes) -> str:
    """What a document is recognised by: it guards against damage, while the chain guards the events."""
    return hashlib.sha256(version.to_bytes(8) + text).hexdigest()


def _labels(cursor: Cursor, backend: Backend, plan: Plan) -> None:
    gone: list[tuple[Any, str]] = []
    new: list[tuple[Any, str]] = []
    for state in plan.touched.values():
        gone += [(state.key, label) for label in state.labels_before - state.labels]
        new += [(state.key, label) for label in state.labels - state.labels_before]
    _many(cursor, backend.statements.drop_label, gone)
    _add(cursor, backend, "labels", sorted(new))


def _many(cursor: Cursor, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        cursor.executemany(statement, rows)


def _add(cursor: Cursor, backend: Backend, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        backend.add(cursor, table, rows)
