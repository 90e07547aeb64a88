"""The mayor's file of a notice on return (BIJ): its events and what they make. It knows nothing of reentry cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import ClassVar, Final, TypeAlias

from attrs import evolve, field, frozen
from cattrs import Converter

from vngkit.privacy import CRIMINAL, PERSONAL, cover
from vngkit.reentry._fields import is_day, is_member, is_text, maybe_day
from vngkit.reentry._words import Word
from vngkit.serial import dump, load, make_converter
from vngkit.storage import StoredEvent

__all__ = [
    "MeasureDecided",
    "ReturnFileEvent",
    "ReturnKind",
    "ReturnNoticeFile",
    "ReturnNoticeProvided",
    "ReturnNoticeRemoved",
    "dump_return_event",
    "fold_return",
    "load_return_event",
]


class ReturnKind(Word):
    """Soort terugkeer: for a time or for good; the law counts both (Bjsg 11a lid 3)."""

    LEAVE = "leave"
    FINAL = "final"


@frozen(kw_only=True)
class ReturnNoticeProvided:
    """Verstrekking aan de burgemeester: data on who is expected back, for public order (Bjsg 11a).

    ``expected_return`` is None when it was not told. ``reference`` and ``content`` (what was provided) are covered in
    every ``repr``; the content is data of criminal law (AVG 10).
    """

    event: ClassVar[str] = "return_notice_provided"
    member: str = field(validator=is_member)
    provided_on: date = field(validator=is_day)
    expected_return: date | None = field(default=None, validator=maybe_day)
    kind: ReturnKind = field(default=ReturnKind.FINAL, converter=ReturnKind)
    reference: str = field(default="", repr=cover, metadata=PERSONAL)
    content: str = field(default="", repr=cover, metadata=CRIMINAL)


@frozen(kw_only=True)
class MeasureDecided:
    """Besluit over een maatregel: whether the mayor decided one for public order, and when; not which one."""

    event: ClassVar[str] = "return_measure_decided"
    taken: bool
    on: date = field(validator=is_day)


@frozen(kw_only=True)
class ReturnNoticeRemoved:
    """Verwijdering uit het werkdossier: from then on it is kept for accountability only (Bjsg 11a lid 4)."""

    event: ClassVar[str] = "return_notice_removed"
    on: date = field(validator=is_day)
    by: str = field(validator=is_text)


ReturnFileEvent: TypeAlias = ReturnNoticeProvided | MeasureDecided | ReturnNoticeRemoved
_KINDS: Final[dict[str, type[ReturnFileEvent]]] = {
    kind.event: kind for kind in (ReturnNoticeProvided, MeasureDecided, ReturnNoticeRemoved)
}


@frozen(kw_only=True)
class ReturnNoticeFile:
    """BIJ-dossier: one notice on return as it stands; ``measure`` is None while nobody recorded a decision."""

    id: str
    member: str
    provided_on: date
    expected_return: date | None
    kind: ReturnKind
    measure: bool | None = None
    removed_on: date | None = None
    reference: str = field(default="", repr=cover, metadata=PERSONAL)
    content: str = field(default="", repr=cover, metadata=CRIMINAL)


def fold_return(
    file_id: str, happened: Iterable[ReturnFileEvent], *, on: date | None = None
) -> ReturnNoticeFile | None:
    """The file that the events make, as it was on a day; None when nothing was provided yet, or it was destroyed.

    A measure that was decided once counts: what was kept for it must be accounted for.
    """
    events = list(happened)
    given = [one for one in events if isinstance(one, ReturnNoticeProvided) and (on is None or one.provided_on <= on)]
    if not given:
        return None
    last = given[-1]
    file = ReturnNoticeFile(
        id=file_id,
        member=last.member,
        provided_on=min(one.provided_on for one in given),
        expected_return=last.expected_return,
        kind=last.kind,
        reference=last.reference,
        content=last.content,
    )
    decided = [one.taken for one in events if isinstance(one, MeasureDecided) and (on is None or one.on <= on)]
    removed = [one.on for one in events if isinstance(one, ReturnNoticeRemoved) and (on is None or one.on <= on)]
    return evolve(file, measure=any(decided) if decided else None, removed_on=min(removed, default=None))


@cache
def _converter() -> Converter:
    return make_converter()


def dump_return_event(event: ReturnFileEvent) -> str:
    """An event of the file as one line of JSON."""
    return dump(event, schema=f"return_notices.{event.event}", version=1, converter=_converter())


def load_return_event(row: StoredEvent) -> ReturnFileEvent | None:
    """The event of a stored row; None when its content was destroyed."""
    if row.payload is None:
        return None
    return load(row.payload, _KINDS[row.name], schema=f"return_notices.{row.name}", version=1, converter=_converter())
