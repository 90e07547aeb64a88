"""The documents beside the record: a case as the fold of its events, kept so that it need not be folded again."""

from __future__ import annotations

from attrs import frozen

from vngkit.errors import DataError
from vngkit.legislation import Lang
from vngkit.reentry._case import Case
from vngkit.reentry._fold import fold
from vngkit.reentry._keeping import readable
from vngkit.reentry._retention_desk import CaseRetention, begins, document_of
from vngkit.reentry._serial import load_case

__all__ = ["CaseDocuments", "Rebuilt"]


@frozen(kw_only=True)
class Rebuilt:
    """Verslag van het herbouwen: how many cases were looked at, and which documents were not what the events make.

    Args:
        dry_run: true when nothing was written.
        cases: how many cases were looked at.
        changed: the ids of the cases whose document was not the fold of its events.
    """

    dry_run: bool
    cases: int
    changed: tuple[str, ...] = ()

    def explain(self, lang: Lang = "nl") -> str:
        """The report in one sentence, in Dutch or English; nothing in it is personal."""
        count = len(self.changed)
        if lang == "nl":
            done = "zouden worden herbouwd" if self.dry_run else "zijn herbouwd"
            return f"{self.cases} dossiers bekeken; {count} documenten klopten niet en {done}."
        done = "would be built anew" if self.dry_run else "were built anew"
        return f"{self.cases} cases looked at; {count} documents were not right and {done}."


class CaseDocuments(CaseRetention):
    """Documenten: the part of the desk that reads a case from its document, and can write all documents anew."""

    def rebuild(self, *, dry_run: bool = False) -> Rebuilt:
        """Make every document and label anew from the events (*herbouwen*); the events are the record, and stay.

        Args:
            dry_run: only tell which documents are not what the events make.

        Returns:
            What was looked at and what was not right. A case that somebody writes to meanwhile raises ``StaleVersion``;
            do it again then.

        >>> from vngkit import Kit
        >>> with Kit.open(plugins=()) as kit:
        ...     print(kit.reentry.rebuild().explain("en"))
        0 cases looked at; 0 documents were not right and were built anew.
        """
        changed: list[str] = []
        count = 0
        for case_id in list(self._store.streams()):
            count += 1
            held, document = self._records(case_id), self._store.document(case_id)
            text = document_of(case_id, held)
            if (document.text, document.fits) != (text, True):
                changed.append(case_id)
            there = begins(held)
            if not dry_run and (there or document.text):  # of a case that was destroyed the labels are left alone
                labels = self._labels(fold(case_id, held), held) if there else frozenset[str]()
                self._store.append(case_id, (), expected=document.held, document=text, labels=labels)
        return Rebuilt(dry_run=dry_run, cases=count, changed=tuple(changed))

    def _kept(self, case_id: str) -> Case | None:
        """The case from its document; None when that does not fit its events, or may not be read."""
        document = self._store.document(case_id)
        if not document.text or not document.fits:
            return None
        try:
            case = load_case(document.text)
        except DataError:  # written by another version: its events can be read
            return None
        return case if case.id == case_id else None

    def _now(self, case_id: str) -> Case | None:
        """The case as daily work may read it; None when it may not."""
        kept = self._kept(case_id)
        if kept is not None:
            return kept
        records = self._records(case_id)
        shown = readable(case_id, records) if begins(records) else None
        return fold(case_id, shown) if shown else None
