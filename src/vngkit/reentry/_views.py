"""What is asked of many cases together: the worklist of a gemeente."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from vngkit import members
from vngkit.privacy import AccessLog, Sealed
from vngkit.reentry._case import Case
from vngkit.reentry._evaluate import DutyBook
from vngkit.reentry._events import SettlementChanged, StartNotice
from vngkit.reentry._finding import Finding
from vngkit.reentry._fold import fold
from vngkit.reentry._recorded import Recorded
from vngkit.reentry._serial import load_recorded
from vngkit.reentry._words import FindingKind, Role
from vngkit.reentry._worklist import Worklist, concerning, worklist_of
from vngkit.storage import Store

__all__ = ["CaseViews", "ever_competent"]


class CaseViews:
    """Overzichten: the part of the desk that looks at many cases; it writes nothing."""

    _store: Store
    _book: DutyBook
    _access_log: AccessLog

    def history(self, case_id: str) -> tuple[Recorded, ...]:
        """The record of a case in the order of writing, also what was corrected; what was destroyed is not in it."""
        return tuple(load_recorded(row.payload) for row in self._store.read(case_id) if row.payload is not None)

    def worklist(
        self,
        member: str,
        *,
        on: date,
        role: Role | str | None = None,
        kinds: Iterable[FindingKind | str] | None = None,
        limit: int | None = None,
    ) -> Worklist:
        """The worklist (*werklijst*) of a gemeente on a day: of the cases for which its college is competent on it.

        Args:
            member: the code of the gemeente.
            on: the day.
            role: only what this role must do.
            kinds: only findings of these kinds.
            limit: the greatest number of findings.

        Returns:
            The findings that concern the gemeente, and those of such a case that concern none of its competent
            gemeenten, so that nothing falls between two. Raises ``NotFound`` for a code that no gemeente has or had.

        >>> from vngkit import Kit
        >>> with Kit.open(plugins=()) as kit:
        ...     kit.reentry.worklist("GM9999", on=date(2026, 10, 30))
        <Worklist GM9999 on 2026-10-30: 0 findings>
        """
        _ = members.load()[member]
        found: list[Finding] = []
        references: dict[str, Sealed[str]] = {}
        for case in self._cases_on(member, on):
            findings = concerning(self._book.evaluate(case, on), case, member)
            if findings:
                references[case.id] = Sealed(case.reference, what="reference")
                found += findings
        whole = worklist_of(found, member=member, on=on, references=references, log=self._access_log)
        return whole.only(role=role, kinds=kinds, limit=limit)

    def _cases_on(self, member: str, on: date) -> Iterator[Case]:
        """The cases for which the college of the gemeente is competent on the day, with what had happened by then."""
        for case_id in self._store.streams(f"was:{member}"):
            records = [record for record in self.history(case_id) if record.happened_on <= on]
            if any(isinstance(record.event, StartNotice) for record in records):
                case = fold(case_id, records)
                if member in case.members:
                    yield case


def ever_competent(records: Iterable[Recorded]) -> frozenset[str]:
    """The codes of all gemeenten of which the college is or was competent: they may look back."""
    told = [record.event for record in records]
    ever = {code for event in told if isinstance(event, StartNotice) for code in (event.residence, event.settlement)}
    ever |= {event.member for event in told if isinstance(event, SettlementChanged)}
    return frozenset(code for code in ever if code)
