"""The part of the desk that keeps no longer than the law lets it: the list, the job, the proofs, what is shielded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Final

from vngkit.errors import DataError, NotHeld, PurposeRequired, Shielded
from vngkit.privacy import AccessLog, FieldKind, Sealed, veiled
from vngkit.reentry._case import Case
from vngkit.reentry._case_copy import CaseCopy
from vngkit.reentry._evaluate import DutyBook, pressing
from vngkit.reentry._events import Event, StepTaken
from vngkit.reentry._fields import asked_day
from vngkit.reentry._finding import Finding
from vngkit.reentry._fold import fold
from vngkit.reentry._keeping import case_acts, held_back, readable
from vngkit.reentry._local import CaseChange, Local
from vngkit.reentry._notices import CaseReopened, ReDetained, SettlementChanged, StartNotice
from vngkit.reentry._proofs import Proofs, RetentionFile, RetentionProof, proof_id
from vngkit.reentry._reading import Reader, ReadingGate, subject_of
from vngkit.reentry._recorded import Recorded
from vngkit.reentry._references import reference_labels
from vngkit.reentry._retention import PREFIX
from vngkit.reentry._retention_act import RetentionAct
from vngkit.reentry._retention_job import RetentionReport, begun, destroy, erase, needs_somebody, true_proofs
from vngkit.reentry._serial import dump_case, dump_recorded, load_recorded
from vngkit.reentry._veil import veil_case
from vngkit.reentry._words import ShieldedPurpose
from vngkit.storage import Store, StoredEvent
from vngkit.terms import day_text

__all__ = ["CaseRetention", "begins", "document_of", "ever_competent", "stored"]

_ASKED: Final = "request_of_the_person"
_OPENS: Final = (CaseReopened, ReDetained)


class CaseRetention:
    """Bewaren en vernietigen van dossiers: everything that reads or ends the record of a case goes through here."""

    _store: Store
    _book: DutyBook
    _access_log: AccessLog
    _gate: ReadingGate
    _local: Local
    _proofs: Proofs
    _clock: Callable[[], datetime]
    _reference_key: bytes

    def history(
        self, case_id: str, *, purpose: str | None = None, by: str | None = None, role: str | None = None
    ) -> tuple[Recorded, ...]:
        """The record of a case (*geschiedenis*) in the order of writing, also what was corrected; a line goes first.

        What was destroyed is not in it, nor what is shielded.

        Args:
            case_id: of the case.
            purpose: what it is read for, one of ``kit.access``; without one marked fields are behind a veil.
            by: the function or pseudonym of who reads, for the log.
            role: in which it is read; the first that the table knows for the purpose if left out.

        Raises:
            NotFound: there is no case of that id, or no such purpose or role.
            NotHeld: the case was destroyed, with the day.
            Shielded: all of it is shielded.
            AccessRefused: the role may read nothing of it for that purpose.
            AccessNotLogged: the line could not be written, so nothing was read.
        """
        records = self._history(case_id)
        reader = Reader(purpose=purpose, by=by, role=role)
        return veiled(records, opened=self._let("record of a case", reader, fold(case_id, records)))

    def _history(self, case_id: str) -> tuple[Recorded, ...]:
        """The record as the desk itself reckons with it."""
        return self._readable(case_id, self._records(case_id))

    def _let(self, what: str, reader: Reader, case: Case) -> frozenset[FieldKind]:
        """Let a reading of a case through: the kinds that open."""
        return self._gate.let(what, reader, about=case.id, subject=subject_of(case), members=case.members)

    def _readable(self, case_id: str, records: tuple[Recorded, ...]) -> tuple[Recorded, ...]:
        if not begins(records):
            raise self._destroyed(case_id)
        shown = readable(case_id, records)
        if shown is None:
            raise Shielded(
                "this case is closed and shielded.",
                why="The care and safety house closed its case: the data is out of sight until it is destroyed "
                "(WGS 2.31 lid 8).",
                fix="record CaseReopened when work is taken up again; for a request of the person, to account for it, "
                "or for a legal claim: kit.reentry.shielded(case_id, purpose=...)",
            )
        return shown

    def shielded(self, case_id: str, *, purpose: ShieldedPurpose | str | None = None, by: str | None = None) -> Case:
        """A case with what is shielded (*afgeschermd*) in it, after a line in the log.

        Args:
            case_id: of the case.
            purpose: ``request_of_the_person``, ``accountability`` or ``legal_claim``; nothing else opens it.
            by: the function or pseudonym of who reads, for the log.

        Raises:
            PurposeRequired: without a purpose.
            DataError: another purpose.
            AccessNotLogged: the line could not be written, so nothing was read.
            NotHeld: the case was destroyed.

        Source: WGS 2.31 lid 8, which names no purposes; these three are what the AVG asks of every controller
        (AVG 5 lid 2, 15, 17 lid 3 e). See decision 0034.
        """
        if purpose is None:
            raise PurposeRequired(
                "shielded data is not read without a purpose.",
                why="It is out of sight until it is destroyed (WGS 2.31 lid 8).",
                fix=f"write one of {', '.join(word.value for word in ShieldedPurpose)}",
            )
        word = ShieldedPurpose(purpose)
        records = self._records(case_id)
        if not begins(records):
            raise self._destroyed(case_id)
        case = fold(case_id, records)
        opened = self._let("shielded case", Reader(purpose=word.value, by=by), case)
        return veil_case(case, opened)

    def copy_for_the_person(self, case_id: str, *, by: str, on: date) -> CaseCopy:
        """A copy (*afschrift*) of all that is recorded, for the person whom it is about, after a line in the log.

        What is shielded is in it; what was destroyed is counted.

        Args:
            case_id: of the case.
            by: the function or pseudonym of who answers the request, for the log; never a name.
            on: the day of the copy.

        Returns:
            The copy, as JSON, as text and as a page.

        Raises:
            DataError: nobody was named.
            AccessNotLogged: the line could not be written, so nothing was read.
            NotFound: there is no case of that id. NotHeld: it was destroyed.

        Source: AVG 15 lid 3 and 20.
        """
        if not by.strip():
            raise DataError("nobody was named who answers the request.", fix='write by="privacy officer"')
        rows = self._store.read(case_id)
        records = self._records(case_id)
        if not begins(records):
            raise self._destroyed(case_id)
        reader = Reader(purpose=ShieldedPurpose.REQUEST_OF_THE_PERSON.value, by=by)
        opened = self._let("copy for the person", reader, fold(case_id, records))
        return CaseCopy(
            case_id=case_id,
            on=on,
            records=tuple(veiled(records, opened=opened)),
            destroyed=sum(row.payload is None for row in rows),
        )

    def retention(self, *, on: date, member: str | None = None, by: str | None = None) -> tuple[Finding, ...]:
        """What must be shielded, removed or destroyed, and by when (*bewaartermijnen*), of all cases.

        Also of cases that are closed or shielded, and of people who died. The worklist of a gemeente shows of these
        only what can not wait.

        Args:
            on: the day.
            member: only what concerns this gemeente (code).
            by: the function or pseudonym of who reads, for the log.

        Returns:
            Findings with the id ``retention.…``, what can not wait first. Nothing in them is personal.
        """
        asked_day(on)
        found: list[Finding] = []
        persons: list[tuple[str, Sealed[str] | None]] = []
        for case_id in self._store.streams(None if member is None else f"was:{member}"):
            records = [record for record in self._records(case_id) if record.happened_on <= on]
            if begins(records):
                case = fold(case_id, records)
                findings = [one for one in self._book.evaluate(case, on) if one.id.startswith(PREFIX)]
                theirs = [one for one in findings if member is None or member in one.members or not one.members]
                persons += [(case_id, subject_of(case))] if theirs else []
                found += theirs
        self._gate.let_all("list of terms of keeping", Reader(by=by), persons)
        return tuple(sorted(found, key=pressing))

    def retention_job(self, *, on: date, by: str = "", dry_run: bool = True) -> RetentionReport:
        """Shield, remove and destroy what the day asks (*bewaartaak*), or only tell what would be done.

        What is destroyed leaves a proof without content. The job can be cut anywhere and run again: the end is the
        same. What another rule says to keep longer stays, and a legal claim that a person recorded stops it all.

        Args:
            on: the day.
            by: the function or pseudonym of who has it done, for the proof; never a name.
            dry_run: only tell. It destroys nothing unless this is False.

        Returns:
            What was or would be done, and what is held back and why. Raises ``PurposeRequired`` when it must be done
            and nobody was named.

        >>> from vngkit import Kit
        >>> with Kit.open(plugins=()) as kit:
        ...     print(kit.reentry.retention_job(on=date(2026, 11, 25)).explain("en"))
        Nothing to do.
        """
        if not dry_run:
            needs_somebody(by)
        done: list[RetentionAct] = []
        held: list[RetentionAct] = []
        proofs: list[RetentionProof] = []
        for case_id in list(self._store.streams()):
            if not dry_run:
                proofs += self._finished(case_id)
            acts = self._acts(case_id, on)
            held += [act for act in acts if act.held]
            if dry_run:
                done += [act for act in acts if not act.held]
                continue
            while to_do := [act for act in self._acts(case_id, on) if not act.held]:
                proofs += self._carry_out(to_do[0], on, by)
                done.append(to_do[0])
        return RetentionReport(on=on, dry_run=dry_run, acts=tuple(done), held=tuple(held), proofs=tuple(proofs))

    def erase_on_request(self, case_id: str, *, on: date, by: str, dry_run: bool = True) -> RetentionProof:
        """Destroy a case because the person asked for it and a human decided so (*gegevenswissing*).

        This only carries out a decision: the right seldom reaches what a public task asks to keep, and weighing that is
        no work for a program. A legal claim that a person recorded stands in the way.

        Args:
            case_id: of the case.
            on: the day.
            by: the function or pseudonym of who has it done, for the proof; never a name.
            dry_run: only tell. It destroys nothing unless this is False.

        Returns:
            The proof, of what was or would be destroyed; nothing in it is personal.

        Raises:
            PurposeRequired: nobody was named.
            DataError: a legal claim was recorded and not lifted.
            NotFound: there is no case of that id. NotHeld: it was destroyed.

        Source: AVG 17 lid 1 and 3.
        """
        needs_somebody(by)
        asked_day(on)
        records, rows = self._records(case_id), self._store.read(case_id)
        if not begins(records):
            raise self._destroyed(case_id)
        if held_back(records):
            raise DataError(
                "this case is not destroyed: a legal claim was recorded.",
                why="What a claim needs may be kept (AVG 17 lid 3 e).",
                fix="record that the claim was lifted first",
            )
        left = [row for row in rows if row.payload is not None]
        events = tuple(row.id for row in left)
        proof = RetentionProof(
            id=proof_id(RetentionFile.REENTRY, case_id, _ASKED, events),
            file=RetentionFile.REENTRY,
            subject=case_id,
            action="destroy",
            rule=_ASKED,
            citation="AVG 17 lid 1",
            due_on=on,
            done_on=on,
            by=by,
            events=events,
            digests=tuple(row.digest for row in left),
        )
        if not dry_run:
            self._proofs.add(proof)
            opening = [record.id for record in records if isinstance(record.event, StartNotice)]
            erase(proof, store=self._store, first=opening, document="")
            self._tell(case_id, "content_destroyed", on, ())
        return proof

    def proofs(self, case_id: str | None = None) -> tuple[RetentionProof, ...]:
        """The proofs (*bewijzen van vernietiging*) of what was destroyed, of one case or all; nothing is personal."""
        held = tuple(self._proofs) if case_id is None else self._proofs.of(case_id)
        return true_proofs(held, store=self._store)

    def _acts(self, case_id: str, on: date) -> tuple[RetentionAct, ...]:
        return case_acts(case_id, self._records(case_id), on=on, answers=self._book.answers)

    def _records(self, case_id: str) -> tuple[Recorded, ...]:
        """All that is left of the record of a case, shielded or not."""
        return self._records_at(case_id)[0]

    def _records_at(self, case_id: str) -> tuple[tuple[Recorded, ...], int]:
        """The same, and the version that it is of: who decides on it writes behind it, or not at all."""
        rows = self._store.read(case_id)
        return tuple(load_recorded(row.payload) for row in rows if row.payload is not None), len(rows)

    def _open(self, case_id: str) -> tuple[Recorded, ...]:
        """What daily work may read of a case; nothing of one that is destroyed or shielded."""
        records = self._records(case_id)
        return (readable(case_id, records) or ()) if begins(records) else ()

    def _may_record(self, case_id: str, records: tuple[Recorded, ...], event: Event) -> None:
        """Refuse to write to a case that is destroyed, or shielded unless it is taken up again."""
        if not begins(records) or not isinstance(event, _OPENS):
            self._readable(case_id, records)

    def _destroyed(self, case_id: str) -> NotHeld:
        days = [proof.done_on for proof in self._proofs.of(case_id)]
        when = f" on {day_text(max(days), 'en')}" if days else ""
        return NotHeld(
            f"this case was destroyed{when}.",
            why="It was kept as long as the law and the local rule allow.",
            fix="kit.reentry.proofs(case_id) says by which rule and by whom; nothing of its content is left",
        )

    def _labels(self, case: Case, records: Iterable[Recorded]) -> frozenset[str]:
        """By what a case is found: the gemeenten of its record, and a keyed digest of its references."""
        held = tuple(records)
        return labels_of(case, held) | reference_labels(held, self._reference_key)

    def _finished(self, case_id: str) -> Iterator[RetentionProof]:
        """Finish what a job that was cut had begun."""
        for proof in begun(case_id, store=self._store, proofs=self._proofs):
            left = [record for record in self._records(case_id) if record.id not in proof.events]
            erase(proof, store=self._store, first=(), document=document_of(case_id, left))
            yield proof

    def _carry_out(self, act: RetentionAct, on: date, by: str) -> Iterator[RetentionProof]:
        records, version = self._records_at(act.subject)
        if act.action == "shield":
            self._shield(act, records, on=on, by=by, expected=version)
            return
        left = [record for record in records if record.id not in act.events]
        opening = [record.id for record in records if isinstance(record.event, StartNotice)]
        yield destroy(
            act,
            store=self._store,
            proofs=self._proofs,
            on=on,
            by=by,
            first=opening,
            document=document_of(act.subject, left),
        )
        self._tell(act.subject, "content_destroyed", on, left)

    def _shield(self, act: RetentionAct, records: tuple[Recorded, ...], *, on: date, by: str, expected: int) -> None:
        """Write the mark from which on the data is out of sight; the same mark, tried again, is held once."""
        mark = Recorded(
            id=hashlib.sha256("\x1f".join((act.subject, act.rule.id, *act.events)).encode()).hexdigest(),
            event=StepTaken(what="safety_house.shielded"),
            happened_on=on,
            recorded_on=on,
            recorded_at=self._clock(),
            by=by,
            ground=act.citation.jci if act.citation else None,
        )
        everything = (*records, mark)
        self._store.append(
            act.subject,
            [stored(mark)],
            expected=expected,
            document=document_of(act.subject, everything),
            labels=self._labels(fold(act.subject, everything), everything),
        )
        self._tell(act.subject, mark.event.event, on, everything)

    def _tell(self, case_id: str, event: str, on: date, left: Iterable[Recorded]) -> None:
        records = tuple(left)
        members = fold(case_id, records).members if begins(records) else ()
        version = self._store.version(case_id)
        self._local.observe(CaseChange(case_id=case_id, event=event, recorded_on=on, members=members, version=version))


def begins(records: Iterable[Recorded]) -> bool:
    """Whether the case is there: without a start notice it was destroyed."""
    return any(isinstance(record.event, StartNotice) for record in records)


def document_of(case_id: str, records: Iterable[Recorded]) -> str:
    """The document that stands beside the record: the case as daily work may read it; empty when it may not."""
    held = tuple(records)
    shown = readable(case_id, held) if begins(held) else None
    return "" if shown is None else dump_case(fold(case_id, shown))


def stored(record: Recorded) -> StoredEvent:
    """A record as a store keeps it."""
    return StoredEvent(
        id=record.id, name=type(record.event).event, recorded_on=record.recorded_on, payload=dump_recorded(record)
    )


def labels_of(case: Case, records: Iterable[Recorded]) -> frozenset[str]:
    """By which a store finds a case: the gemeenten that are competent, and those that ever were."""
    return frozenset({f"member:{code}" for code in case.members} | {f"was:{code}" for code in ever_competent(records)})


def ever_competent(records: Iterable[Recorded]) -> frozenset[str]:
    """The codes of all gemeenten of which the college is or was competent: they may look back."""
    told = [record.event for record in records]
    ever = {code for event in told if isinstance(event, StartNotice) for code in (event.residence, event.settlement)}
    ever |= {event.member for event in told if isinstance(event, SettlementChanged)}
    return frozenset(code for code in ever if code)
