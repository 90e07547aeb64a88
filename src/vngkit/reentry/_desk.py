"""The desk of reentry cases (``kit.reentry``): receive notices, record what happens, ask what is to be done."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from vngkit.errors import DataError, NotFound, StaleVersion
from vngkit.legislation import AccessTable, Lang
from vngkit.privacy import AccessLog, StandardAccessLog, Suppression
from vngkit.reentry._case import Case
from vngkit.reentry._case_reading import CaseReading
from vngkit.reentry._contacts import ContactDirectory
from vngkit.reentry._evaluate import DutyBook
from vngkit.reentry._events import Event, StepTaken
from vngkit.reentry._fold import fold
from vngkit.reentry._gate import check_asked, check_members
from vngkit.reentry._keeping import readable
from vngkit.reentry._local import CaseChange, Local, Services
from vngkit.reentry._notices import RegieAccepted, RegieHandedOver, StartNotice
from vngkit.reentry._procedures import StepForeseen
from vngkit.reentry._proofs import Proofs
from vngkit.reentry._reading import ReadingGate
from vngkit.reentry._recorded import Recorded
from vngkit.reentry._retention_desk import stored
from vngkit.reentry._serial import dump_case
from vngkit.reentry._signal_kinds import SignalKind
from vngkit.reentry._signal_kinds import signal_kinds as all_signal_kinds
from vngkit.reentry._signals import check_signal
from vngkit.reentry._steps import check_step
from vngkit.reentry._veil import refuse_veiled, veil_case
from vngkit.reentry._words import Role
from vngkit.reentry._worklist import Worklist
from vngkit.storage import MemoryStore, Store

__all__ = ["ReentryDesk"]


class ReentryDesk(CaseReading):
    """Balie re-integratie: the cases of a kit, their record, and what law asks in them.

    Args:
        store: where the record is kept.
        book: everything that is looked for in a case.
        new_id: gives a new id, at random and never made from anything personal.
        clock: gives the present instant, aware of its time zone.
        signal_kinds: the kinds of signals that may be recorded; those of this version if left out.
        access_log: where a line goes before a person reads; ``StandardAccessLog`` if left out.
        access: who may read what for what; that of the law if left out.
        local: what plugins bring: services, forms of the worklist, observers.
        suppression: how the monitor hides small numbers; one for all its numbers.
        contacts: who can be reached at institutions and gemeenten.
        own_steps: the kinds of steps that plugins bring (``local.…``), beside those of ``vngkit.reentry.steps()``.
        proofs: where the proofs of destruction are kept; in memory if left out.
        reference_key: the secret by which a reference is found again; at random if left out, which fits a store in
            memory. A store that lasts needs a key that lasts.
    """

    def __init__(  # noqa: PLR0913  # the ports of a desk; all but the first are by name
        self,
        store: Store,
        *,
        book: DutyBook,
        new_id: Callable[[], str],
        clock: Callable[[], datetime],
        signal_kinds: Mapping[str, SignalKind] | None = None,
        access_log: AccessLog | None = None,
        local: Local | None = None,
        suppression: Suppression | None = None,
        contacts: ContactDirectory | None = None,
        own_steps: Iterable[str] = (),
        proofs: Proofs | None = None,
        reference_key: bytes | None = None,
        access: AccessTable | None = None,
    ) -> None:
        self._reference_key = reference_key or secrets.token_bytes()
        self._store, self._book, self._new_id, self._clock = store, book, new_id, clock
        self._kinds = all_signal_kinds() if signal_kinds is None else signal_kinds
        self._access_log = access_log or StandardAccessLog()
        self._gate = ReadingGate(
            log=self._access_log,
            table=access or AccessTable(),
            clock=clock,
            activity="reentry",
            own="set_amend_or_carry_out_plan",
            own_role="college",
        )
        self._local = local or Local()
        self._suppression = suppression or Suppression()
        self._contacts = ContactDirectory() if contacts is None else contacts
        self._own_steps = frozenset(own_steps)
        self._proofs = Proofs(MemoryStore()) if proofs is None else proofs

    def __repr__(self) -> str:
        return f"<ReentryDesk: {sum(1 for _ in self._store.streams())} cases, {len(self._book)} duties and checks>"

    @property
    def store(self) -> Store:
        """Where the record is kept."""
        return self._store

    @property
    def duties(self) -> DutyBook:
        """Everything that is looked for in a case."""
        return self._book

    @property
    def signal_kinds(self) -> Mapping[str, SignalKind]:
        """The kinds of signals that may be recorded."""
        return self._kinds

    @property
    def contacts(self) -> ContactDirectory:
        """Who can be reached (*contacten*), as given to ``Kit.open(contacts=...)``."""
        return self._contacts

    def hand_over(
        self, case_id: str, *, to_role: Role | str, member: str | None = None, on: date, by: str = ""
    ) -> Case:
        """Offer the coordination (*warme overdracht*) to a party that can be reached; it moves when they accept it.

        Args:
            case_id: of the case.
            to_role: who is asked to take it.
            member: the code of the gemeente, when a college is asked.
            on: the day.
            by: the function or pseudonym of who offers; never a name.

        Returns:
            The case as it is now. Raises ``NotFound`` when no contact of that party is known, and ``NotInForce`` when
            the contact ended or does not answer yet: then nothing was recorded, for nobody would receive it.
        """
        self._contacts.one(party=member, role=to_role, on=on)
        return self.record(case_id, RegieHandedOver(to_role=Role(to_role), member=member), on=on, by=by)

    def receive(self, notice: StartNotice, *, by: str = "", ground: str | None = None) -> Case:
        """Open a case (*dossier*) with the notice that detention began; its day of receipt is the day it is known.

        Returns the case; its ``id`` is random.
        """
        if type(notice) is not StartNotice:
            raise DataError(
                f"a case is opened with a StartNotice, not with a {type(notice).__name__}.",
                fix="record what happened in a case with kit.reentry.record(case_id, event, on=...)",
            )
        case_id = self._new_id()
        record = Recorded(
            id=self._new_id(),
            event=notice,
            happened_on=min(notice.detention_start, notice.received_on),
            recorded_on=notice.received_on,
            recorded_at=self._clock(),
            by=by,
            ground=ground,
        )
        return veil_case(self._append(case_id, (), [record], expected=0))

    def record(  # noqa: PLR0913  # an event has all these; all but the first two are by name
        self,
        case_id: str,
        event: Event,
        *,
        on: date,
        happened_on: date | None = None,
        by: str = "",
        ground: str | None = None,
        replaces: str | None = None,
    ) -> Case:
        """Add an event (*gebeurtenis*) to the record of a case; nothing in it is ever changed.

        Args:
            case_id: of the case.
            event: what happened.
            on: the day since when it is known.
            happened_on: the day on which it happened, when that is another day.
            by: the function or pseudonym of who writes; never a name.
            ground: the article on which it was received, as jci.
            replaces: the id of a record that was wrong.

        Returns:
            The case as it is now. Raises ``NotFound`` for a case or a kind of signal that does not exist,
            ``StaleVersion`` when somebody else wrote to the case in between (read it again and decide again), and
            ``DataError`` for a signal that does not belong in a case: the message says where it goes.
        """
        check_signal(event, self._kinds)
        if isinstance(event, StepTaken | StepForeseen):
            check_step(event.what, self._own_steps)
        history, version = self._records_at(case_id)
        record = Recorded(
            id=self._new_id(),
            event=event,
            happened_on=on if happened_on is None else happened_on,
            recorded_on=on,
            recorded_at=self._clock(),
            by=by,
            ground=ground,
            replaces=replaces,
        )
        self._may_record(case_id, history, event)
        if isinstance(event, RegieAccepted):
            check_asked(event, fold(case_id, history).hand_over)
        if replaces is not None and replaces not in {record.id for record in history}:
            raise NotFound(
                "there is no record of that id to replace.", fix="look it up in kit.reentry.history(case_id)"
            )
        return veil_case(self._append(case_id, history, [record], expected=version))

    def adopt(self, case_id: str, records: Sequence[Recorded]) -> Case:
        """Take in a whole history (*dossier overnemen*) that was recorded elsewhere, all or nothing.

        Args:
            case_id: the id that the case has; one that is held already with another history is refused with
                ``StaleVersion``, and with the same one it is a retry that changes nothing.
            records: its events, in the order of writing.

        Returns:
            The case. Raises ``DataError`` without a start notice and ``NotFound`` for an unknown kind of signal.
        """
        for record in records:
            if type(record) is not Recorded:
                raise DataError(
                    f"a history holds a {type(record).__name__}, not a Recorded.",
                    fix="see kit.reentry.history(case_id)",
                )
            check_signal(record.event, self._kinds)
        held = self._store.version(case_id)
        if held > len(records):
            raise StaleVersion(
                f"the case has {held} events already.", current=held, fix="record what is new in it, one by one"
            )
        return veil_case(self._append(case_id, (), records, expected=0))

    @property
    def services(self) -> Services:
        """Who to call in a gemeente (*sociale kaart*), as plugins gave it."""
        return self._local.services

    @property
    def exporters(self) -> tuple[str, ...]:
        """The ids of the forms of the worklist that plugins gave."""
        return tuple(self._local.exporters)

    def export(self, worklist: Worklist, exporter_id: str, *, lang: Lang = "nl") -> str | bytes:
        """A worklist in the form (*uitvoervorm*) of a plugin.

        Raises ``NotFound`` for an id that no plugin gave, and ``PluginError`` when the plugin failed.
        """
        if exporter_id not in self._local.exporters:
            known = ", ".join(sorted(self._local.exporters))
            raise NotFound(
                f"there is no exporter {exporter_id!r}.",
                fix=f"write one of {known}" if known else "install a plugin that has one",
            )
        return self._local.exporters[exporter_id](worklist, lang)

    def _append(self, case_id: str, history: tuple[Recorded, ...], new: Sequence[Recorded], *, expected: int) -> Case:
        refuse_veiled(new)
        for record in new:
            check_members(record)
        everything = (*history, *new)
        shown = readable(case_id, everything)
        case = fold(case_id, everything if shown is None else shown)
        version = self._store.append(
            case_id,
            [stored(record) for record in new],
            expected=expected,
            document="" if shown is None else dump_case(case),
            labels=self._labels(case, everything),
        )
        change = CaseChange(
            case_id=case_id,
            event=type(new[-1].event).event,
            recorded_on=new[-1].recorded_on,
            members=case.members,
            version=version,
        )
        self._local.observe(change)
        return case
