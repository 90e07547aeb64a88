"""One line of the log of processing: what was done with the data of one person, when, for what, in which trace."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.privacy._subjects import SubjectMark

__all__ = ["ProcessingEntry", "ProcessingLine", "ProcessingSource", "ProcessingStatus"]


class ProcessingStatus(StrEnum):
    """Status van een verwerking: ``Error`` is a technical failure; what is refused or gives nothing is ``Unset``."""

    UNSET = "Unset"
    OK = "Ok"
    ERROR = "Error"


@frozen(kw_only=True)
class ProcessingSource:
    """Systeem dat verwerkt (*resource*): its name and version, for every line that it writes."""

    name: str = "vngkit"
    version: str = ""


def _bytes_of(length: int) -> Any:
    def check(_: object, attribute: Any, value: object) -> None:
        if value is not None and (not isinstance(value, bytes) or len(value) != length or not any(value)):
            raise DataError(f"{attribute.name} is not {length} bytes, or all of them are 0.")

    return check


def _in_order(line: ProcessingLine, _: object, end: int) -> None:
    if end < line.start:
        raise DataError("a line of processing ends before it starts.", fix="let the clock run forward")


@frozen(kw_only=True)
class ProcessingLine:
    """Logregel van een verwerking: one act with the data of at most one person; never the data itself.

    Args:
        trace_id: of the question that the act is part of; 16 bytes.
        span_id: of this act; 8 bytes.
        parent_id: of the act that this one is part of, also when another system did it; 8 bytes or None.
        name: what was done, for people.
        start: in milliseconds since 1970, UTC.
        end: as ``start``, never before it.
        status: see ``ProcessingStatus``.
        source: the system that wrote the line.
        activity: the processing activity, as the URI of its place in the register.
        subject: whose data; None for an act that is about nobody, such as the parent of a list.
        foreign: the URL of another system on whose question this was done.
        purpose: what for, in words.
        purpose_nl: the same in Dutch, when it is known.
        ground: the provision that it rests on.
        by: the function or pseudonym of who read: for the own record, not part of the exported standard form.
        role: the role in which it was read.
        about: the key of the case or file.
        fields: the kinds of marked fields that were opened.
        refused: why it was refused; None when it was not.

    The last eight stay in the own log: the standard keeps users and purposes elsewhere (*gebruiker*, *register*).
    Source: Logboek dataverwerkingen (Logius).
    """

    trace_id: bytes = field(validator=_bytes_of(16))
    span_id: bytes = field(validator=_bytes_of(8))
    parent_id: bytes | None = field(default=None, validator=_bytes_of(8))
    name: str
    start: int
    end: int = field(validator=_in_order)
    status: ProcessingStatus = field(default=ProcessingStatus.UNSET, converter=ProcessingStatus)
    source: ProcessingSource = ProcessingSource()
    activity: str
    subject: SubjectMark | None = None
    foreign: str | None = None
    purpose: str | None = None
    purpose_nl: str | None = None
    ground: str | None = None
    by: str | None = None
    role: str | None = None
    about: str | None = None
    fields: tuple[str, ...] = ()
    refused: str | None = None


@frozen(kw_only=True)
class ProcessingEntry:
    """Een bijschrijving in het logboek: lines that were written together, and their place in the log (1 is first)."""

    position: int
    lines: tuple[ProcessingLine, ...]
