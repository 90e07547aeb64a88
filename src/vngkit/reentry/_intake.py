"""Taking in notices and information sheets, and finding a case by the reference of its notice."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from vngkit.errors import DataError
from vngkit.legislation import national_rule
from vngkit.privacy import CaseKey, Reference, Sealed
from vngkit.reentry._case import Case
from vngkit.reentry._notices import StartNotice
from vngkit.reentry._reading import Reader
from vngkit.reentry._recorded import Recorded
from vngkit.reentry._references import reference_label
from vngkit.reentry._views import CaseViews

if TYPE_CHECKING:
    from vngkit.reentry.imports import ColumnMap, ImportResult
    from vngkit.reentry.imports._source import Source

__all__ = ["CaseIntake"]


class CaseIntake(CaseViews):
    """Inname: the part of the desk that reads notices in, and finds cases by reference."""

    _new_id: Callable[[], str]

    def find(self, reference: str, *, by: str | None = None) -> str | None:
        """The id of the case that a notice of this reference (*kenmerk*) opened; None when there is none.

        The reference itself is no label in the store: a keyed digest of it is. That there is a case is something of a
        person: a line goes to the log first (``by`` is who asks), also when there is none.

        >>> from vngkit import Kit
        >>> with Kit.open(plugins=()) as kit:
        ...     kit.reentry.find("2026-000123") is None
        True
        """
        if not isinstance(reference, str):
            raise DataError(f"a reference is a text, not a {type(reference).__name__}.", fix="give it as it is written")
        subject = Reference(reference) if reference else None
        label = reference_label(reference, self._reference_key)
        del reference  # a traceback with locals shows it nowhere here
        self._gate.let("whether there is a case", Reader(by=by), about=None, subject=subject)
        return next(iter(self._store.streams(label)), None)

    def subjects(self, *, reference: str | None = None, case_id: str | None = None) -> tuple[Sealed[str], ...]:
        """By what a person is known in the log of processing (*betrokkene*): sealed references and keys of cases.

        Args:
            reference: of a notice; the case that it opened is looked up as well, also one that is shielded.
            case_id: of a case; the references of its notices are looked up as well, as long as they are held.

        Returns:
            What was given and what belongs to it, each once; nothing of it can be read. For ``kit.access_request``.
        """
        references = dict.fromkeys([reference] if reference else [])
        cases = dict.fromkeys([case_id] if case_id else [])
        if reference and (found := self._find(reference)) is not None:
            cases[found] = None
        for key in cases:
            held = self._records(key) if self._store.version(key) else ()
            notices = (record.event for record in held if isinstance(record.event, StartNotice))
            references.update(dict.fromkeys(notice.reference for notice in notices if notice.reference))
        return (*map(Reference, references), *map(CaseKey, cases))

    def _find(self, reference: str) -> str | None:
        return next(iter(self._store.streams(reference_label(reference, self._reference_key))), None)

    def import_notices(  # noqa: PLR0913  # what a source may need said of it; all but the source by name
        self,
        source: Source,
        *,
        mapping: ColumnMap | None = None,
        received_on: date | None = None,
        by: str = "",
        ground: str | None = None,
        encoding: str | None = None,
        delimiter: str | None = None,
    ) -> ImportResult:
        """Read in notices (*meldingen*) and information sheets (*informatiebladen*), row by row.

        A row opens a case, or tells what changed in the case of its reference. The same rows again, in any order, bring
        nothing new. A row that can not be read is set aside with all its faults, and nothing is lost.

        Args:
            source: a path or an open file of CSV or JSON lines, or objects.
            mapping: which column holds what; columns with a known name need none.
            received_on: the day of receipt of rows that do not say it themselves.
            by: the function or pseudonym of who imports; never a name.
            ground: the article on which it was received, as jci; Penitentiaire maatregel 20d if left out.
            encoding: of the file; found out if left out.
            delimiter: between cells; found out if left out.

        Returns:
            What was done with each row. Raises ``NotFound`` and ``DataError`` for a source that can not be read at all;
            what was taken in before that stays, and importing again is safe.

        >>> from vngkit import Kit
        >>> row = {"kenmerk": "2026-1", "inrichting": "PI Voorbeeld", "begin detentie": "1-10-2026"}
        >>> with Kit.open(plugins=()) as kit:
        ...     first = kit.reentry.import_notices([row], received_on=date(2026, 10, 5))
        ...     again = kit.reentry.import_notices([row], received_on=date(2026, 10, 12))
        >>> (first.taken, again.again)
        (1, 1)
        """
        from vngkit.reentry.imports import ColumnMap
        from vngkit.reentry.imports._run import Importer
        from vngkit.reentry.imports._source import rows_of

        if received_on is not None and (not isinstance(received_on, date) or isinstance(received_on, datetime)):
            raise DataError("received_on is not a day.", fix="give a datetime.date without an hour")
        exchange = national_rule("exchange_20d_power").citation
        importer = Importer(
            desk=self,
            mapping=mapping or ColumnMap(),
            received_on=received_on,
            by=by,
            ground=ground or (exchange.jci if exchange else None),
            key=self._reference_key,
            new_id=self._new_id,
        )
        return importer.run(rows_of(source, encoding=encoding, delimiter=delimiter))

    def _version(self, case_id: str) -> int:
        return self._store.version(case_id)

    @abstractmethod
    def _append(self, case_id: str, history: tuple[Recorded, ...], new: Sequence[Recorded], *, expected: int) -> Case:
        """Add to the record of a case; the desk does."""
