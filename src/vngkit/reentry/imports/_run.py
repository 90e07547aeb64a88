"""The import itself: row by row, what waits for its case until the end, and what was done counted."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, Protocol

from attrs import define, field, fields

from vngkit.errors import DataError, NotHeld, Shielded
from vngkit.privacy import Sealed
from vngkit.reentry._case import Case
from vngkit.reentry._recorded import Recorded
from vngkit.reentry.imports._decide import NO_CASE, decide
from vngkit.reentry.imports._mapping import ColumnMap, Columns, resolve
from vngkit.reentry.imports._result import Cells, ImportResult, RowFault, SetAside
from vngkit.reentry.imports._row import Facts, read_row
from vngkit.reentry.imports._source import RawRow

__all__ = ["CaseRecord", "Importer"]

_SHAPES: Final = 100
_ENDED: Final = RowFault(
    field="reference",
    code="ended",
    nl="het dossier met dit kenmerk is vernietigd of afgeschermd",
    en="the case of this reference was destroyed or is shielded",
)
_TWICE: Final = RowFault(field="", code="twice", nl="een veld staat er twee keer", en="a field stands there twice")


class CaseRecord(Protocol):
    """What the import needs of the desk."""

    def _find(self, reference: str) -> str | None:
        """The id of the case of a reference."""
        ...

    def _history(self, case_id: str) -> tuple[Recorded, ...]:
        """The record of a case."""
        ...

    def _version(self, case_id: str) -> int:
        """How many events a case has."""
        ...

    def _append(self, case_id: str, history: tuple[Recorded, ...], new: list[Recorded], *, expected: int) -> Case:
        """Add to the record."""
        ...


@define(kw_only=True)
class Importer:
    """One import: what it writes with, and the counts so far."""

    desk: CaseRecord
    mapping: ColumnMap
    received_on: date | None
    by: str
    ground: str | None
    key: bytes
    new_id: Callable[[], str]
    taken: int = 0
    again: int = 0
    aside: list[SetAside] = field(factory=list)
    waiting: list[tuple[RawRow, Columns, Facts]] = field(factory=list)
    events: Counter[str] = field(factory=Counter)
    refused: set[str] = field(factory=set)
    not_kept: int = 0
    headers: dict[tuple[str, ...], Columns] = field(factory=dict)

    def run(self, rows: Iterator[RawRow]) -> ImportResult:
        """Take in every row; those of which the case is not there yet are tried again at the end."""
        for raw in rows:
            columns = self._columns(raw)
            if columns is None or raw.fault is not None:
                self._set_aside(raw, columns, (raw.fault or _TWICE,))
            elif raw.cells or raw.header is None:  # the header of a table has no cells
                self._read(raw, columns)
        for raw, columns, facts in self.waiting:
            fault = self._take(facts)
            if fault is not None:
                self._set_aside(raw, columns, (fault,))
        return ImportResult(
            taken=self.taken,
            again=self.again,
            set_aside=tuple(sorted(self.aside, key=lambda each: each.row)),
            events=dict(sorted(self.events.items())),
            refused=tuple(sorted(self.refused)),
            not_kept=self.not_kept,
        )

    def _read(self, raw: RawRow, columns: Columns) -> None:
        facts = read_row(raw.cells, columns, self.mapping, self.received_on)
        if isinstance(facts, tuple):
            self._set_aside(raw, columns, facts)
            return
        fault = self._take(facts)
        if fault is NO_CASE:
            self.waiting.append((raw, columns, facts))
        elif fault is not None:
            self._set_aside(raw, columns, (fault,))

    def _columns(self, raw: RawRow) -> Columns | None:
        """Which column holds what; None for an object that says one field twice."""
        header = tuple(raw.cells) if raw.header is None else raw.header
        if header not in self.headers:
            try:
                columns = resolve(header, self.mapping, table=raw.header is not None)
            except DataError:
                if raw.header is not None:
                    raise
                return None
            self.refused |= columns.refused
            self.not_kept = max(self.not_kept, columns.not_kept)
            if len(self.headers) >= _SHAPES:
                self.headers.clear()
            self.headers[header] = columns
        return self.headers[header]

    def _take(self, facts: Facts) -> RowFault | None:
        desk = self.desk
        case_id = desk._find(facts.reference)  # noqa: SLF001  # the desk's own import: no person reads here
        version = desk._version(case_id) if case_id is not None else 0  # noqa: SLF001  # first: a later write is seen
        try:
            history = desk._history(case_id) if case_id is not None else ()  # noqa: SLF001
        except (NotHeld, Shielded):
            return _ENDED
        records = decide(facts, history, self._digest(facts), by=self.by, ground=self.ground)
        if isinstance(records, RowFault):
            return records
        if records:
            desk._append(case_id or self.new_id(), history, records, expected=version)  # noqa: SLF001
            self.taken += 1
            self.events.update(type(record.event).event for record in records)
        else:
            self.again += 1
        return None

    def _digest(self, facts: Facts) -> str:
        """A keyed digest of what a row says: the same row gives the same, and tells nothing without the key."""
        said = "\x1f".join(f"{each.name}={getattr(facts, each.name)}" for each in fields(Facts))
        return hmac.new(self.key, said.encode(), hashlib.sha256).hexdigest()[:24]

    def _set_aside(self, raw: RawRow, columns: Columns | None, faults: tuple[RowFault, ...]) -> None:
        hidden = columns.refused_names if columns else frozenset()
        cells: Cells = {name: text for name, text in raw.cells.items() if name not in hidden}
        self.aside.append(SetAside(row=raw.number, faults=faults, original=Sealed(cells, what="row set aside")))
