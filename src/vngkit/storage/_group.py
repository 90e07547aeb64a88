"""Writing a group of requests in one transaction; one that can not be written does its neighbours no harm."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from attrs import evolve

from vngkit.errors import DataError, StoreBroken, StoreError, VngkitError
from vngkit.storage._admit import Admitted, admit
from vngkit.storage._backend import Backend, Cursor
from vngkit.storage._failures import Collision
from vngkit.storage._plan import Held, Plan, StreamState, wanted_of
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
    except Exception as error:  # noqa: BLE001  # whatever the work raises is for who asked for it alone
        request.refuse(error)


def _append(backend: Backend, requests: Sequence[AppendRequest], first: Head, entropy: Callable[[int], bytes]) -> None:
    try:
        outcomes = _written(backend, requests, first, entropy)
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


def _written(
    backend: Backend, requests: Sequence[AppendRequest], first: Head, entropy: Callable[[int], bytes]
) -> list[tuple[int, ...] | VngkitError]:
    """What each request gets, when all is committed.

    Whether an event is held already is looked up only where ``expected`` is not what the stream has: so a retry looks.
    Who offers an old event at the right place meets the uniqueness of ids; then everything is looked up, and also when
    somebody is to be refused, for what is refused may have been weighed against an event that is not new.
    """
    appends = [one for request in requests for one in request.appends]

    def planned(cursor: Cursor, *, careful: bool) -> tuple[Plan, list[tuple[int, ...] | VngkitError]]:
        states = _states(cursor, backend, appends, careful=careful)
        plan = Plan(head_of(cursor, backend, first), states, entropy=entropy)
        return plan, [_outcome(plan, request) for request in requests]

    def work(cursor: Cursor, *, careful: bool) -> list[tuple[int, ...] | VngkitError]:
        plan, outcomes = planned(cursor, careful=careful)
        if not careful and any(isinstance(outcome, VngkitError) for outcome in outcomes):
            plan, outcomes = planned(cursor, careful=True)
        _write(cursor, backend, plan)
        return outcomes

    try:
        return backend.write(lambda cursor: work(cursor, careful=False))
    except Collision:
        pass
    try:
        return backend.write(lambda cursor: work(cursor, careful=True))
    except Collision:
        pass
    raise StoreBroken("the log and its numbers do not agree.", fix="run vngkit verify, and restore a back-up")


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
    states = _states(cursor, backend, [wanted], careful=False)
    version = states[append.space, append.stream].version
    plan = Plan(head_of(cursor, backend, first), states, entropy=entropy)
    plan.take([wanted._replace(append=evolve(append, expected=version))])
    _write(cursor, backend, plan)


def head_of(cursor: Cursor, backend: Backend, first: Head) -> Head:
    """The end of the log."""
    cursor.execute(backend.statements.head)
    found = cursor.fetchone()
    return first if found is None else Head(seq=found[0], link=found[1])


def _states(
    cursor: Cursor, backend: Backend, appends: Sequence[Admitted], *, careful: bool
) -> dict[tuple[str, str], StreamState]:
    wanted = wanted_of(appends)
    states: dict[tuple[str, str], StreamState] = {}
    for number, space, stream, version, has_document, labels in backend.streams_of(cursor, list(wanted)):
        states[space, stream] = StreamState(
            space,
            stream,
            key=number,
            version=version,
            is_new=False,
            has_document=bool(has_document),
            labels_before=labels,
            several=wanted[space, stream] > 1,
        )
    _look_up(cursor, backend, appends, states, careful=careful)
    missing = [name for name in wanted if name not in states]
    if missing:
        cursor.execute(backend.statements.last_stream)
        last = cursor.fetchone()[0] or 0
        for number, name in enumerate(missing, last + 1):
            states[name] = StreamState(*name, key=number, several=wanted[name] > 1)
    return states


def _look_up(
    cursor: Cursor,
    backend: Backend,
    appends: Iterable[Admitted],
    states: dict[tuple[str, str], StreamState],
    *,
    careful: bool,
) -> None:
    """Find the events that are offered again."""
    by_number: dict[int, StreamState] = {}
    ids: list[tuple[int, str]] = []
    for append, entries in appends:
        state = states.get((append.space, append.stream))
        if state is not None and (careful or append.expected != state.version):
            by_number[state.key] = state
            ids += [(state.key, entry.id) for entry in entries]
    if ids:
        for number, event, version, name, on, payload in backend.events_of(cursor, ids):
            by_number[number].held[event] = Held(version, name, on, payload)


def _write(cursor: Cursor, backend: Backend, plan: Plan) -> None:
    touched = plan.touched.values()
    said = backend.statements
    begun = [(state.key, state.space, state.stream) for state in touched if state.is_new]
    documents = [
        document_row(state.key, state.version, state.document)
        for state in touched
        if state.document or state.has_document
    ]
    gone = [(state.key, label) for state in touched for label in sorted(state.labels_before - state.labels)]
    new = [(state.key, label) for state in touched for label in sorted(state.labels - state.labels_before)]
    for statement, rows in ((said.put_document, documents), (said.drop_label, gone)):
        if rows:
            cursor.executemany(statement, rows)
    tables: tuple[tuple[str, Sequence[tuple[Any, ...]]], ...] = (
        ("streams", begun),
        ("events", plan.events),
        ("payloads", plan.contents),
        ("labels", new),
    )
    for table, added in tables:
        if added:
            backend.add(cursor, table, added)


def document_row(stream: int, version: int, text: str) -> tuple[Any, ...]:
    """A row of the documents, with what tells later whether it is still whole."""
    held = text.encode()
    return stream, version, held, digest_of(version, held)


def digest_of(version: int, text: bytes) -> str:
    """What a document is recognised by: it guards against damage, while the chain guards the events."""
    return hashlib.sha256(version.to_bytes(8) + text).hexdigest()
