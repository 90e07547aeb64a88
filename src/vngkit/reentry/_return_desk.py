"""The desk of notices on return (``kit.return_notices``): the mayor's, for public order, apart from every case."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime

from vngkit.errors import NotHeld, PurposeRequired, Shielded
from vngkit.legislation import AccessTable
from vngkit.privacy import AccessLog, FieldKind, Reference, Sealed, StandardAccessLog, veiled
from vngkit.reentry._finding import Finding
from vngkit.reentry._proofs import Proofs, RetentionProof
from vngkit.reentry._reading import Reader, ReadingGate
from vngkit.reentry._retention_act import RetentionAct
from vngkit.reentry._retention_job import RetentionReport, begun, destroy, erase, needs_somebody, true_proofs
from vngkit.reentry._return_file import (
    ReturnFileEvent,
    ReturnNoticeFile,
    ReturnNoticeProvided,
    ReturnNoticeRemoved,
    dump_return_event,
    fold_return,
    load_return_event,
)
from vngkit.reentry._return_findings import return_acts, return_findings
from vngkit.reentry._signal_kinds import Domain, purpose_of
from vngkit.reentry._worklist import Worklist, worklist_of
from vngkit.storage import MemoryStore, Store, StoredEvent
from vngkit.terms import day_text

__all__ = ["ReturnNoticeDesk"]

_ACCOUNT = "bij_accountability"


class ReturnNoticeDesk:
    """Balie voor meldingen over terugkeer (BIJ): a file for each notice, with its own store, readers and purpose.

    Nothing leads from here to a reentry case or back: no id, no store, no list is shared.

    Args:
        store: where the files are kept; never that of reentry cases.
        new_id: gives a new id, at random.
        access_log: where a line goes when a file is read; ``StandardAccessLog`` if left out.
        proofs: where the proofs of destruction are kept; in memory if left out.
        access: who may read what for what; that of the law if left out.
        clock: gives the present instant; asked only when ``access`` has rules of a gemeente.

    Source: Bjsg 11a.
    """

    def __init__(  # noqa: PLR0913  # the ports of a desk; all but the first are by name
        self,
        store: Store,
        *,
        new_id: Callable[[], str],
        access_log: AccessLog | None = None,
        proofs: Proofs | None = None,
        access: AccessTable | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self._store, self._new_id = store, new_id
        self._gate = ReadingGate(
            log=access_log or StandardAccessLog(),
            table=access or AccessTable(),
            clock=clock,
            activity="return_notices",
            own="public_order_on_return",
            own_role="mayor_or_appointed_official",
        )
        self._proofs = Proofs(MemoryStore()) if proofs is None else proofs

    def __repr__(self) -> str:
        return f"<ReturnNoticeDesk: {sum(1 for _ in self._store.streams())} files>"

    @property
    def store(self) -> Store:
        """Where the files are kept."""
        return self._store

    def receive(self, notice: ReturnNoticeProvided) -> str:
        """Open a file (*dossier*) with a notice; gives its id, which is random. Also a notice that came too early.

        That it came too early is told in the worklist of the mayor: refusing it would leave nobody to ask why.
        """
        file_id = self._new_id()
        self._append(file_id, self._new_id(), notice, on=notice.provided_on, expected=0)
        return file_id

    def record(self, file_id: str, event: ReturnFileEvent, *, on: date) -> None:
        """Add an event (*gebeurtenis*): a decision on a measure, or that it was removed from the working file.

        Raises ``NotFound`` for a file that does not exist, ``NotHeld`` for one that was destroyed.
        """
        self._file(file_id)
        self._append(file_id, self._new_id(), event, on=on, expected=self._store.version(file_id))

    def get(  # the day and the reader; all but the first by name
        self,
        file_id: str,
        *,
        purpose: str | None = None,
        by: str | None = None,
        on: date | None = None,
        role: str | None = None,
    ) -> ReturnNoticeFile:
        """A file (*BIJ-dossier*) with what was provided, after a line in the log.

        Args:
            file_id: of the file.
            purpose: one of ``signal_purposes()`` in the domain of public order; after removal only
                ``bij_accountability``.
            by: the function or pseudonym of who reads, for the log.
            on: as it was on a day; now if left out.
            role: in which it is read; ``mayor_or_appointed_official`` if left out.

        Raises:
            PurposeRequired: without a purpose, or with one that is not of public order.
            Shielded: it was removed from the working file and the purpose is not accountability.
            NotHeld: it was destroyed, or had not been provided on that day.
            NotFound: there is no file, purpose or role of that id.
            AccessRefused: the role may read nothing of it for that purpose.
            AccessNotLogged: the line could not be written, so nothing was read.
        """
        reader = _public_order(purpose, by, role)
        file = self._file(file_id, on)
        if file.removed_on is not None and purpose != _ACCOUNT:
            raise Shielded(
                f"this notice was removed from the working file on {day_text(file.removed_on, 'en')}.",
                why="It is kept to account for the measure, and for nothing else (Bjsg 11a lid 4).",
                fix=f'ask with purpose="{_ACCOUNT}" when it must be accounted for',
            )
        opened = self._gate.let(
            "notice on return",
            reader,
            about=file_id,
            subject=_subject_of(file),
            members=(file.member,),
            kinds=(FieldKind.PERSONAL, FieldKind.CRIMINAL),
        )
        return veiled(file, opened=opened)

    def findings(
        self, file_id: str, *, on: date, purpose: str | None = None, by: str | None = None
    ) -> tuple[Finding, ...]:
        """What must be done with a notice by which day (*bevindingen*); arguments and errors as in ``get``.

        In ``Finding.case_id`` stands the id of the file; there is no case.
        """
        return tuple(return_findings(self.get(file_id, on=on, purpose=purpose, by=by), on))

    def worklist(self, member: str, *, on: date, purpose: str | None = None, by: str | None = None) -> Worklist:
        """What the mayor of a gemeente must do with notices on return (*werklijst van de burgemeester*).

        Args:
            member: the code of the gemeente.
            on: the day.
            purpose: one of public order, as in ``get``.
            by: the function or pseudonym of who reads, for the log.

        Returns:
            The findings of its files; nothing in them is personal. Raises as ``get``, but not ``Shielded``.
        """
        reader = _public_order(purpose, by, None)
        files = [file for file in self._files(f"member:{member}", on) if file.member == member]
        listed = worklist_of((one for file in files for one in return_findings(file, on)), member=member, on=on)
        persons = [(file.id, _subject_of(file)) for file in files if file.id in listed.by_case]
        self._gate.let_all("list of notices on return", reader, persons, (member,))
        return listed

    def retention_job(self, *, on: date, by: str = "", dry_run: bool = True) -> RetentionReport:
        """Remove and destroy what the day asks (*bewaartaak*), or only tell; as ``kit.reentry.retention_job``.

        Whether a measure was decided is never guessed: without a record of it the file waits and is told. Where the law
        can be read in two ways it goes when no reading asks to keep it. Source: Bjsg 11a lid 4.
        """
        if not dry_run:
            needs_somebody(by)
        done: list[RetentionAct] = []
        held: list[RetentionAct] = []
        proofs: list[RetentionProof] = []
        for file_id in list(self._store.streams()):
            if not dry_run:
                proofs += self._finished(file_id)
            acts = self._acts(file_id, on)
            held += [act for act in acts if act.held]
            to_do = [act for act in acts if not act.held]
            done += to_do
            if not dry_run:
                proofs += [proof for act in to_do for proof in self._carry_out(act, on, by)]
        return RetentionReport(on=on, dry_run=dry_run, acts=tuple(done), held=tuple(held), proofs=tuple(proofs))

    def proofs(self, file_id: str | None = None) -> tuple[RetentionProof, ...]:
        """The proofs (*bewijzen van vernietiging*) of what was destroyed, of one file or all; nothing is personal."""
        held = tuple(self._proofs) if file_id is None else self._proofs.of(file_id)
        return true_proofs(held, store=self._store)

    def _events(self, file_id: str) -> Iterator[tuple[str, ReturnFileEvent]]:
        for row in self._store.read(file_id):
            event = load_return_event(row)
            if event is not None:
                yield row.id, event

    def _folded(self, file_id: str, on: date | None) -> ReturnNoticeFile | None:
        return fold_return(file_id, (event for _, event in self._events(file_id)), on=on)

    def _files(self, label: str | None, on: date) -> Iterator[ReturnNoticeFile]:
        found = (self._folded(file_id, on) for file_id in self._store.streams(label))
        return (file for file in found if file is not None)

    def _file(self, file_id: str, on: date | None = None) -> ReturnNoticeFile:
        file = self._folded(file_id, on)
        if file is not None:
            return file
        days = [proof.done_on for proof in self.proofs(file_id)]
        if days:
            raise NotHeld(
                f"this notice on return was destroyed on {day_text(max(days), 'en')}.",
                why="It was kept as long as the law allows (Bjsg 11a lid 4).",
                fix="kit.return_notices.proofs(file_id) says by which rule and by whom; nothing of its content is left",
            )
        raise NotHeld("this notice on return had not been provided on that day.", fix="ask for a later day")

    def _acts(self, file_id: str, on: date) -> tuple[RetentionAct, ...]:
        events = [event_id for event_id, _ in self._events(file_id)]
        file = self._folded(file_id, on)
        return tuple(return_acts(file, events, on)) if file else ()

    def _finished(self, file_id: str) -> Iterator[RetentionProof]:
        for proof in begun(file_id, store=self._store, proofs=self._proofs):
            erase(proof, store=self._store, first=(), document="")
            yield proof

    def _carry_out(self, act: RetentionAct, on: date, by: str) -> Iterator[RetentionProof]:
        if act.action == "remove":
            mark = hashlib.sha256(f"{act.subject}/{act.rule.id}".encode()).hexdigest()
            self._append(act.subject, mark, ReturnNoticeRemoved(on=on, by=by), on=on, expected=len(act.events))
            return
        opening = [row.id for row in self._store.read(act.subject) if row.name == ReturnNoticeProvided.event]
        yield destroy(act, store=self._store, proofs=self._proofs, on=on, by=by, first=opening, document="")

    def _append(self, file_id: str, event_id: str, event: ReturnFileEvent, *, on: date, expected: int) -> None:
        member = event.member if isinstance(event, ReturnNoticeProvided) else self._file(file_id).member
        row = StoredEvent(id=event_id, name=event.event, recorded_on=on, payload=dump_return_event(event))
        self._store.append(file_id, [row], expected=expected, document="", labels=frozenset({f"member:{member}"}))


def _subject_of(file: ReturnNoticeFile) -> Sealed[str] | None:
    return Reference(file.reference) if file.reference else None


def _public_order(purpose: str | None, by: str | None, role: str | None) -> Reader:
    """Who reads for a purpose of public order; any other purpose opens nothing here."""
    found = purpose_of(purpose)
    if found.domain is not Domain.PUBLIC_ORDER:
        raise PurposeRequired(
            "this purpose is not one of public order, so it opens no notice on return.",
            why="What the mayor got for public order is used for nothing else (Bjsg 11a lid 1).",
            fix='ask with purpose="public_order_on_return"',
        )
    return Reader(purpose=found.id, by=by, role=role or "mayor_or_appointed_official")
