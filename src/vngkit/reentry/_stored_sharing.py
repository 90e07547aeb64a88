"""The log of sharing in a store: one stream, in the order in which was shared, and lines that can be dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import cache
from typing import Final, Literal

from attrs import asdict, field, frozen
from cattrs import Converter

from vngkit.errors import NotFound, StaleVersion
from vngkit.legislation import Citation, SharingLine
from vngkit.privacy import PERSONAL, MemoryAccessLog, Purpose, Sealed, cover
from vngkit.serial import Reader, dump, make_converter
from vngkit.storage import Store, StoredEvent

__all__ = ["StoredSharingLog"]

_SCHEMA: Final = "sharing.line"
_STREAM: Final = "lines"
_TO_KEEP: Final = Purpose(text="keep it in the store")


@frozen(kw_only=True)
class _Kept:
    """A line as it is kept: what is sealed in memory is plain here, and the store is what guards it."""

    on: date
    item: str
    from_role: str
    to_role: str
    purpose: str
    shared: bool
    override: bool
    modality: str
    regime: str | None
    ground: str
    rows: tuple[str, ...]
    case_id: str | None
    by: str
    necessity: str = field(repr=cover, metadata=PERSONAL)
    consent_note: str | None = field(repr=cover, metadata=PERSONAL)
    keep_until: date
    keep_basis: Literal["law", "local", "analogy"]
    keep_ground: str


class StoredSharingLog:
    """Logboek van verstrekkingen in een opslag; see ``vngkit.legislation.SharingLog``.

    Args:
        store: where the lines are kept, and nothing else.
        new_id: gives a new id for a line, at random.

    >>> from vngkit.kit import random_id
    >>> from vngkit.storage import MemoryStore
    >>> list(StoredSharingLog(MemoryStore(), new_id=random_id).lines())
    []
    """

    def __init__(self, store: Store, *, new_id: Callable[[], str]) -> None:
        self._store, self._new_id = store, new_id

    def __repr__(self) -> str:
        return f"<StoredSharingLog: {self._store.version(_STREAM)} lines>"

    def append(self, line: SharingLine, /) -> None:
        """Keep the line for good, or raise."""
        row = StoredEvent(id=self._new_id(), name=_SCHEMA, recorded_on=line.on, payload=_text(line))
        held = self._store.version(_STREAM)
        while True:
            try:
                self._store.append(_STREAM, [row], expected=held, document="", labels=frozenset())
            except StaleVersion as stale:  # lines are independent: whoever came first, this one goes after it
                held = self._store.version(_STREAM) if stale.current is None else stale.current
            else:
                return

    def lines(self) -> Iterator[SharingLine]:
        """All lines, oldest first; those that were dropped are not among them."""
        return (_line(text) for _, text in self._rows())

    def drop(self, lines: Collection[SharingLine], /) -> None:
        """Destroy these lines for good; those that are not there are passed over."""
        going = Counter(map(_text, lines))
        chosen = []
        for event, text in self._rows():
            if going[text] > 0:
                going[text] -= 1
                chosen.append(event)
        if chosen:
            self._store.erase(_STREAM, chosen, document="")

    def _rows(self) -> list[tuple[str, str]]:
        try:
            rows = self._store.read(_STREAM)
        except NotFound:
            return []
        return [(row.id, row.payload) for row in rows if row.payload is not None]


@cache
def _converter() -> Converter:
    return make_converter()


@cache
def _reader() -> Reader[_Kept]:
    return Reader(kind=_Kept, schema=_SCHEMA, version=1, converter=_converter())


def _text(line: SharingLine) -> str:
    kept = _Kept(
        **{
            **asdict(line, recurse=False),
            "ground": line.ground.jci,
            "keep_ground": line.keep_ground.jci,
            "necessity": _opened(line.necessity),
            "consent_note": line.consent_note and _opened(line.consent_note),
        }
    )
    return dump(kept, schema=_SCHEMA, version=1, converter=_converter())


def _line(text: str) -> SharingLine:
    kept = _reader().read(text)
    return SharingLine(
        **{
            **asdict(kept, recurse=False),
            "ground": Citation.parse(kept.ground),
            "keep_ground": Citation.parse(kept.keep_ground),
            "necessity": Sealed(kept.necessity, what="necessity"),
            "consent_note": None if kept.consent_note is None else Sealed(kept.consent_note, what="consent"),
        }
    )


def _opened(sealed: Sealed[str]) -> str:
    """What is behind the seal, to be written down: nobody reads it, so no line of reading is kept."""
    return sealed.reveal(_TO_KEEP, by="the store", log=MemoryAccessLog())
