"""The log of processing: the port, the log in memory, and the desk that makes a line of every reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from threading import Lock
from types import MappingProxyType
from typing import Any, Protocol

from attrs import define, field, frozen

from vngkit.errors import AccessNotLogged, DataError
from vngkit.privacy._access import AccessLine, Purpose, let_read_all, log_reading
from vngkit.privacy._access_report import AccessReport
from vngkit.privacy._line import ProcessingEntry, ProcessingLine, ProcessingSource, ProcessingStatus
from vngkit.privacy._sealed import Sealed
from vngkit.privacy._subjects import CaseKey, SubjectKeys
from vngkit.privacy._trace import TraceContext

_REQUEST_NL = "om een verzoek van de persoon zelf te beantwoorden"

__all__ = ["ActivityRegister", "MemoryProcessingLog", "ProcessingDesk", "ProcessingLog", "ProcessingScope"]


class ProcessingLog(Protocol):
    """Logboek dataverwerkingen (port): lines that are only added to, kept for good before anything is read."""

    def append(self, lines: Sequence[ProcessingLine], /) -> int:
        """Keep lines together, all or nothing; the answer is how many were kept, and confirms the write."""
        ...

    def since(self, position: int, /) -> Iterator[ProcessingEntry]:
        """The entries after a place, in the order of writing; 0 is all."""
        ...

    def of(self, subjects: frozenset[str], /) -> Iterator[ProcessingLine]:
        """The lines of a subject by its pseudonyms (``str`` of the marks), in the order of writing."""
        ...


class MemoryProcessingLog:
    """A log of processing in memory (*logboek in het geheugen*), for one process.

    >>> list(MemoryProcessingLog().since(0))
    []
    """

    def __init__(self) -> None:
        self._entries: list[ProcessingEntry] = []
        self._lock = Lock()

    def __repr__(self) -> str:
        return f"<MemoryProcessingLog: {len(self._entries)} entries>"

    def append(self, lines: Sequence[ProcessingLine], /) -> int:
        """Keep lines together."""
        with self._lock:
            self._entries.append(ProcessingEntry(position=len(self._entries) + 1, lines=tuple(lines)))
        return len(lines)

    def since(self, position: int, /) -> Iterator[ProcessingEntry]:
        """The entries after a place."""
        return iter(self._entries[position:])

    def of(self, subjects: frozenset[str], /) -> Iterator[ProcessingLine]:
        """The lines of a subject."""
        lines = (line for entry in self.since(0) for line in entry.lines)
        return (line for line in lines if line.subject is not None and str(line.subject) in subjects)


def _frozen(uris: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(uris))


@frozen(kw_only=True)
class ActivityRegister:
    """Verwijzing naar het register van verwerkingsactiviteiten: how the activities of vngkit are called there.

    Args:
        base: what stands before the name of an activity: the address of the register.
        uris: for an activity its own URI, where the register has one.

    >>> ActivityRegister(base="https://gemeente.example/register/").uri("reentry")
    'https://gemeente.example/register/reentry'
    """

    base: str = "urn:vngkit:processing-activity:"
    uris: Mapping[str, str] = field(factory=dict, converter=_frozen)

    def uri(self, activity: str) -> str:
        """The URI of an activity in the register."""
        return self.uris.get(activity, f"{self.base}{activity}")


@define
class ProcessingScope:
    """De vraag waaraan gewerkt wordt: the trace that lines are written in, and what is passed on to other systems.

    ``traceparent`` is the header for the next system: of the last line that was written here.
    """

    trace_id: bytes
    parent_id: bytes | None
    foreign: str | None = None
    last: bytes | None = None

    @property
    def traceparent(self) -> str | None:
        """The W3C header to pass on; None while there is no span yet to be the parent of what another system does."""
        span = self.last or self.parent_id
        return None if span is None else TraceContext(self.trace_id, span).header


class ProcessingDesk:
    """Balie van het logboek: makes of each reading one line for each person, and keeps it before anything is read.

    It is an ``AccessLog``: give it to whatever reads. It writes no line without the confirmation of its log, leaves
    none out, and asks no clock of its own.

    Args:
        log: where lines are kept.
        keys: with which subjects are marked.
        clock: gives the present instant, aware of its time zone.
        new_bytes: gives so many random bytes, for the ids of traces and spans.
        source: the system that writes.
        register: how activities are called in the register.

    Source: Logboek dataverwerkingen (Logius); AVG 5 lid 2, 30.
    """

    def __init__(  # noqa: PLR0913  # the ports of a desk; all but the first are by name
        self,
        log: ProcessingLog,
        *,
        keys: SubjectKeys,
        clock: Callable[[], datetime],
        new_bytes: Callable[[int], bytes],
        source: ProcessingSource | None = None,
        register: ActivityRegister | None = None,
    ) -> None:
        self._log, self._keys, self._clock, self._new_bytes = log, keys, clock, new_bytes
        self._source, self._register = source or ProcessingSource(), register or ActivityRegister()
        self._scope: ContextVar[ProcessingScope | None] = ContextVar("vngkit.processing", default=None)

    def __repr__(self) -> str:
        return f"<ProcessingDesk: {self._log!r}>"

    @property
    def log(self) -> ProcessingLog:
        """Where lines are kept."""
        return self._log

    @property
    def keys(self) -> SubjectKeys:
        """With which subjects are marked."""
        return self._keys

    @contextmanager
    def within(self, traceparent: str | None = None, *, foreign: str | None = None) -> Iterator[ProcessingScope]:
        """Work within a question of another system (*spoor overnemen*): its trace goes on in the lines written here.

        Args:
            traceparent: the W3C header that came in; one that is not valid begins a new trace.
            foreign: the URL of the system that asked.

        Yields:
            The scope, with the header to pass on.
        """
        told = TraceContext.parse(traceparent)
        scope = ProcessingScope(
            trace_id=told.trace_id if told else self._id(16), parent_id=told.span_id if told else None, foreign=foreign
        )
        token = self._scope.set(scope)
        try:
            yield scope
        finally:
            self._scope.reset(token)

    def append(self, line: AccessLine, /) -> None:
        """Keep a line of reading; raises when the log does not confirm it."""
        self._keep([self._of(line, self._here(), self._now())])

    def append_all(self, what: str, lines: Sequence[AccessLine], /) -> None:
        """Keep a list: one line for each person, under one that stands for the list."""
        scope, now = self._here(), self._now()
        whole = self._of(AccessLine(what=what, purpose=lines[0].purpose, activity=lines[0].activity), scope, now)
        within = ProcessingScope(trace_id=scope.trace_id, parent_id=whole.span_id, foreign=scope.foreign)
        self._keep([whole, *(self._of(line, within, now) for line in lines)])

    def access_request(self, *subjects: Sealed[Any], by: str | None = None) -> AccessReport:
        """Who saw my data (*inzageverzoek*): all lines about a person, by every key that there was, in their order.

        The request itself leaves a line for each subject first, and stands in the answer.

        Args:
            subjects: by which the person is known: a ``Bsn``, a ``Reference``, a ``CaseKey``.
            by: the function or pseudonym of who answers the request.

        Returns:
            The lines, in two languages and as JSON. Raises ``DataError`` without a subject and ``AccessNotLogged`` when
            the line could not be written.

        Source: AVG 15.

        >>> from vngkit.privacy import Reference, SubjectKeys
        >>> from datetime import UTC, datetime
        >>> from secrets import token_bytes
        >>> keys = SubjectKeys(keys={"2026": token_bytes(32)}, current="2026")
        >>> now = datetime(2026, 11, 25, 12, tzinfo=UTC)
        >>> desk = ProcessingDesk(MemoryProcessingLog(), keys=keys, clock=lambda: now, new_bytes=token_bytes)
        >>> len(desk.access_request(Reference("2026-000123"), by="privacy officer").lines)
        1
        """
        if not subjects:
            raise DataError("a request for access is about somebody.", fix="give a Bsn, a Reference or a CaseKey")
        purpose = Purpose(text="to answer a request of the person", text_nl=_REQUEST_NL, ground="AVG 15")
        lines = [
            AccessLine(what="log of processing", purpose=purpose, by=by, activity="access_request", subject=subject)
            for subject in subjects
        ]
        if len(lines) == 1:
            log_reading(lines[0], log=self)
        else:
            let_read_all("log of processing", lines, log=self)
        return AccessReport(asked=self._clock(), lines=self.lines(*subjects))

    def lines(self, *subjects: Sealed[Any]) -> tuple[ProcessingLine, ...]:
        """The lines (*logregels*) about these subjects, by every key that there was; all lines without a subject."""
        if not subjects:
            return tuple(line for entry in self._log.since(0) for line in entry.lines)
        marks = frozenset(str(mark) for subject in subjects for mark in self._keys.marks(subject))
        return tuple(self._log.of(marks))

    def _here(self) -> ProcessingScope:
        return self._scope.get() or ProcessingScope(trace_id=self._id(16), parent_id=None)

    def _id(self, length: int) -> bytes:
        made = self._new_bytes(length)
        return made if any(made) else self._new_bytes(length)  # all zeros is no id

    def _now(self) -> int:
        now = self._clock()
        if now.utcoffset() is None:
            raise DataError("the clock of the log gives a time without a time zone.", fix="let it give an aware time")
        return int(now.timestamp() * 1000)

    def _keep(self, lines: Sequence[ProcessingLine]) -> None:
        confirmed = self._log.append(lines)
        if type(confirmed) is not int or confirmed != len(lines):
            raise AccessNotLogged("the log of processing did not confirm the line.", fix="mend the log and read again")
        scope = self._scope.get()
        if scope is not None:
            scope.last = lines[0].span_id

    def _of(self, line: AccessLine, scope: ProcessingScope, now: int) -> ProcessingLine:
        refused = line.refused if line.refused or line.purpose else "no purpose was given"
        subject = line.subject or (CaseKey(line.about) if line.about else None)
        return ProcessingLine(
            trace_id=scope.trace_id,
            span_id=self._id(8),
            parent_id=scope.parent_id,
            name=f"{line.what} {'not read' if refused else 'read'}",
            start=now,
            end=now,
            status=ProcessingStatus.UNSET if refused else ProcessingStatus.OK,
            source=self._source,
            activity=self._register.uri(line.activity),
            subject=self._keys.mark(subject) if subject is not None else None,
            foreign=scope.foreign,
            purpose=line.purpose.text if line.purpose else None,
            purpose_nl=(line.purpose.text_nl or None) if line.purpose else None,
            ground=line.purpose.ground if line.purpose else None,
            by=line.by,
            role=line.role,
            about=line.about,
            fields=line.fields,
            refused=refused,
        )
