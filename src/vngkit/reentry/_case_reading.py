"""The part of the desk that a person reads with: a case, its findings and signals, each after a line in the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Final

from vngkit.reentry._case import Case, Signal
from vngkit.reentry._evaluate import DutyBook, pressing
from vngkit.reentry._fields import asked_day
from vngkit.reentry._finding import Finding
from vngkit.reentry._fold import fold
from vngkit.reentry._heirs import with_heirs
from vngkit.reentry._intake import CaseIntake
from vngkit.reentry._proposals import proposers
from vngkit.reentry._reading import Reader
from vngkit.reentry._signal_kinds import SignalKind, purpose_of
from vngkit.reentry._signals import visible_signals
from vngkit.reentry._veil import veil_case, whole

__all__ = ["CaseReading"]

_TOGETHER: Final = 256  # cases whose lines are kept in one go


class CaseReading(CaseIntake):
    """Inzien van dossiers: everything here goes through the gate of reading."""

    _kinds: Mapping[str, SignalKind]

    def get(  # noqa: PLR0913  # the days and the reader; all but the first by name
        self,
        case_id: str,
        *,
        on: date | None = None,
        known_on: date | None = None,
        purpose: str | None = None,
        by: str | None = None,
        role: str | None = None,
    ) -> Case:
        """The case (*dossier*) now, as it was on a day or was known on a day; a line goes to the log first.

        Args:
            case_id: of the case.
            on: as it was on this day.
            known_on: as it was known on this day.
            purpose: what it is read for, one of ``kit.access``; without one marked fields are behind a veil.
            by: the function or pseudonym of who reads, for the log.
            role: in which it is read; the first that the table knows for the purpose if left out.

        Raises:
            NotFound: there is no case of that id, or no such purpose or role.
            NotHeld: the case was destroyed.
            AccessRefused: the role may read nothing of it for that purpose; the refusal is logged.
            AccessNotLogged: the line could not be written, so nothing was read.
        """
        kept = self._kept(case_id) if on is None and known_on is None else None
        case = fold(case_id, self._history(case_id), on=on, known_on=known_on) if kept is None else kept
        return veil_case(case, self._let("case", Reader(purpose=purpose, by=by, role=role), case))

    def cases(
        self, member: str | None = None, *, purpose: str | None = None, by: str | None = None, role: str | None = None
    ) -> Iterator[Case]:
        """All cases, or those for which the college of a gemeente (code) is competent, one at a time.

        A line for each goes to the log first: of one, then of two together, then of four, so that a long list is quick
        and a short look leaves few lines too many. The other arguments and what is raised are as in ``get``.
        """
        reader, size = Reader(purpose=purpose, by=by, role=role), 1
        names = self._store.streams(None if member is None else f"member:{member}")
        held = (case for name in names if (case := self._now(name)) is not None)
        while chunk := list(islice(held, size)):
            for case, opened in zip(chunk, self._gate.let_each("case", reader, chunk), strict=True):
                yield veil_case(case, opened)
            size = min(2 * size, _TOGETHER)

    def finding(self, finding_id: str, case: Case | str, *, on: date, by: str | None = None) -> Finding | None:
        """One finding (*bevinding*) by its id: the most pressing one, or None when there is nothing to do or say.

        Args:
            finding_id: of ``kit.reentry.duties.ids``.
            case: a case, or its id; with an id only what had happened on that day counts.
            on: the day of asking.
            by: the function or pseudonym of who reads, for the log.
        """
        found = self._as_of(case, on)
        self._let("finding", Reader(by=by), found)
        return self._book.finding(finding_id, found, on)

    def findings(self, case: Case | str, *, on: date, by: str | None = None) -> tuple[Finding, ...]:
        """Everything that law and local rules ask, allow or forbid in a case on a day (*bevindingen*).

        A line goes to the log first; ``by`` is who reads.
        """
        found = self._as_of(case, on)
        self._let("findings", Reader(by=by), found)
        return self._book.evaluate(found, on)

    def signals(
        self,
        case: Case | str,
        *,
        purpose: str | None = None,
        on: date,
        by: str | None = None,
        role: str | None = None,
    ) -> tuple[Signal, ...]:
        """The signals (*signalen*) of a case that a purpose may see on a day; a line goes to the log first.

        Args:
            case: a case, or its id; with an id only what had happened on that day counts.
            purpose: one of ``vngkit.reentry.signal_purposes()``; without one nothing is read.
            on: the day of asking; resolved and expired signals no longer count.
            by: the function or pseudonym of who reads, for the log.
            role: in which it is read; the first that the table knows for the purpose if left out.

        Raises:
            PurposeRequired: without a purpose.
            NotFound: a purpose or role that is not known.
            AccessRefused: the role may read nothing for that purpose.
            AccessNotLogged: the line could not be written, so nothing was read.
        """
        what_for = purpose_of(purpose)
        found = self._as_of(case, on)
        self._let("signals", Reader(purpose=what_for.id, by=by, role=role), found)
        return visible_signals(found, what_for.id, on=on, kinds=self._kinds)

    def proposals(
        self,
        case: Case | str,
        *,
        purpose: str | None = None,
        on: date,
        by: str | None = None,
        role: str | None = None,
    ) -> tuple[Finding, ...]:
        """What the signals of a case lead to for one purpose (*voorstellen*); a line goes to the log first.

        Every proposal is a finding with the signals behind it, how certain they are, and what is not known. Those for
        the plan stand in ``findings`` and in the worklist too; those for any other purpose only here.

        Args:
            case: a case, or its id; with an id only what had happened on that day counts.
            purpose: one of ``vngkit.reentry.signal_purposes()``; without one nothing is read.
            on: the day of asking.
            by: the function or pseudonym of who reads, for the log.
            role: in which it is read; the first that the table knows for the purpose if left out.

        Raises:
            PurposeRequired: without a purpose.
            NotFound: a purpose or role that is not known.
            AccessRefused: the role may read nothing for that purpose.
            AccessNotLogged: the line could not be written, so nothing was read.
        """
        what_for = purpose_of(purpose)
        found = self._as_of(case, on)
        self._let("proposals from signals", Reader(purpose=what_for.id, by=by, role=role), found)
        book = DutyBook(proposers(what_for.id, self._kinds), answers=self._book.answers)
        return tuple(sorted(book.evaluate(found, on), key=pressing))

    def _as_of(self, case: Case | str, on: date) -> Case:
        asked_day(on)
        return whole(case) if isinstance(case, Case) else with_heirs(fold(case, self._history(case), on=on), on)
