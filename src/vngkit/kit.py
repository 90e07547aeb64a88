"""The one object that people open: members, law, local rules and plugins together."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from secrets import token_bytes
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Final, Self
from uuid import uuid4
from zoneinfo import ZoneInfo

from attrs import field, frozen

from vngkit.errors import DataError, StoreError, VngkitError

if TYPE_CHECKING:
    from vngkit.legislation import AccessTable, RuleBook, SharingDesk, SharingLog
    from vngkit.members import Register
    from vngkit.plugins import PluginSet
    from vngkit.plugins._set import Isolation
    from vngkit.privacy import (
        AccessLog,
        AccessReport,
        ActivityRegister,
        Bsn,
        ProcessingDesk,
        ProcessingLog,
        SubjectKeys,
    )
    from vngkit.questions import AnswerIndex, Classifier, DeskRule, QuestionDesk
    from vngkit.reentry import (
        CaseChange,
        Contact,
        DutyBook,
        Proofs,
        ReentryDesk,
        RetentionProof,
        RetentionReport,
        ReturnNoticeDesk,
    )
    from vngkit.storage import Anchor, AnchorDesk, Anchors, Change, Database, Outbox, Store, Verification
    from vngkit.themes import Themes

__all__ = ["Kit", "KitBook", "Ports", "random_id", "system_clock"]


_ZONE: Final = "Europe/Amsterdam"


def system_clock() -> datetime:
    """The time of this machine, as an instant in UTC.

    >>> system_clock().tzinfo is not None
    True
    """
    return datetime.now(UTC)


def random_id() -> str:
    """A new id, at random: it says nothing of a person and not when it was made.

    >>> random_id() != random_id()
    True
    """
    return uuid4().hex


@frozen(kw_only=True)
class Ports:
    """Aansluitingen van een kit: what is left out stands in the database of the kit.

    Args:
        cases: where reentry cases are kept.
        return_notices: where the mayor's notices on return are kept; another store than that of the cases.
        sharing_log: where the lines of sharing go.
        anchors: where the head of the audit chain is kept, outside the database; left out: see
            ``vngkit.storage.anchors_beside``.
        access_log: where a line goes before something personal is read; ``kit.processing`` if left out.
        processing_log: where the lines of ``kit.processing`` are kept.
        subject_keys: the secrets with which the persons in that log are marked; old ones stay, to find old lines.
        activities: how the activities of vngkit are called in the register of processing activities.
        reference_key: the secret with which references are made into labels; the same for as long as a store lasts, so
            that a notice that comes again finds its case. Left out: see ``vngkit.storage.lasting_key``.
        new_reference_key: the secret of this store was lost: make all labels anew with the one of now.
        desk_rules: rules of the desk of questions, besides those of plugins.
        answer_index: makes the index of answers; beside the database if left out.
        classifier: gives the themes of the text of a question; that of the package if left out.
        public_contacts: addresses and numbers of your own that may stand in a published answer.

    >>> from vngkit import Kit
    >>> from vngkit.kit import Ports
    >>> from vngkit.storage import MemoryStore
    >>> with Kit.open(plugins=(), ports=Ports(cases=MemoryStore())) as kit:
    ...     kit.reentry.store
    <MemoryStore: 0 streams>
    """

    cases: Store | None = None
    return_notices: Store | None = None
    sharing_log: SharingLog | None = None
    access_log: AccessLog | None = None
    anchors: Anchors | None = None
    processing_log: ProcessingLog | None = None
    subject_keys: SubjectKeys | None = None
    activities: ActivityRegister | None = None
    reference_key: bytes | None = field(default=None, repr=False)
    new_reference_key: bool = False
    desk_rules: tuple[DeskRule, ...] = ()
    answer_index: Callable[[], AnswerIndex | None] | None = None
    classifier: Classifier | None = None
    public_contacts: tuple[str, ...] = ()


@frozen(kw_only=True)
class KitBook:
    """Bouwer van een boek: makes the duties of a kit with these plugins in the process where they are needed.

    For ``vngkit.reentry.evaluate_with``: it can be sent to a worker, which opens the kit and so knows the local rules.

    >>> "debt.first_talk" in KitBook(plugins=())().ids
    True
    """

    plugins: tuple[str, ...]

    def __call__(self) -> DutyBook:
        """The duties, checks and local duties; answers stay good after the kit was closed."""
        with Kit.open(plugins=self.plugins) as kit:
            return kit.reentry.duties


def _legal_day(clock: Callable[[], datetime]) -> date:
    now = clock()
    if now.utcoffset() is None:
        raise DataError("the clock of this kit gives a time without a time zone.", fix="let it give datetime.now(UTC)")
    return now.astimezone(ZoneInfo(_ZONE)).date()


class Kit:
    """Members, law, local rules and plugins together; open it with ``Kit.open()``.

    A kit is immutable: it holds what the plugins gave when it was opened. Each kit has its own plugins, so that two
    kits with other plugins can stand side by side. Use it in a ``with`` statement, or call ``close()``.

    >>> with Kit.open(plugins=()) as kit:
    ...     kit.members["GM9999"].name
    'Voorbeeldstad'
    """

    def __init__(  # noqa: PLR0913  # what a kit is made of; all but the first by name
        self,
        plugins: PluginSet,
        *,
        clock: Callable[[], datetime] = system_clock,
        new_id: Callable[[], str] = random_id,
        contacts: Iterable[Contact] = (),
        ports: Ports | None = None,
        database: Database | None = None,
    ) -> None:
        from vngkit.storage import MemoryDatabase

        self._database: Database = MemoryDatabase() if database is None else database
        self._plugins = plugins
        self._clock, self._new_id = clock, new_id
        self._ports = ports
        self._contacts = tuple(contacts)
        self._sharing: SharingDesk | None = None
        self._rules: RuleBook | None = None
        self._themes: Themes | None = None
        self._reentry: ReentryDesk | None = None
        self._questions: QuestionDesk | None = None
        self._return_notices: ReturnNoticeDesk | None = None
        self._processing: ProcessingDesk | None = None
        self._outbox: Outbox | None = None
        self._anchors: AnchorDesk | None = None
        self._reference_key: bytes | None = self._plugged.reference_key
        self._closed = False

    @classmethod
    def open(  # noqa: PLR0913  # one call sets up everything; all but the first are by name
        cls,
        url: str | None = None,
        *,
        plugins: Iterable[str | ModuleType] | None = None,
        strict: bool = False,
        isolate: Isolation | None = None,
        clock: Callable[[], datetime] | None = None,
        new_id: Callable[[], str] | None = None,
        contacts: Iterable[Contact] = (),
        ports: Ports | None = None,
    ) -> Kit:
        """Open a kit, with the members and the law of this package and the rules of plugins.

        Args:
            url: where everything is kept: ``sqlite:///file.db`` or ``postgresql://host/database``, as in
                ``vngkit.storage.open_database``; in memory, for this kit alone, if left out.
            plugins: names of plugins or modules, or modules: exactly these. ``()`` is none. ``None`` is what the
                environment variable ``VNGKIT_PLUGINS`` names (a comma between), or else all that are installed.
            strict: raise when a plugin has a fault, instead of keeping it in ``kit.plugins.faults``.
            isolate: ``"process"`` runs each plugin in a process of its own, with limits of time and memory.
            clock: gives the present instant, aware of its time zone; the clock of the machine if left out.
            new_id: gives a new id for a case or a record; at random if left out.
            contacts: who can be reached at institutions and gemeenten, for reentry cases.
            ports: stores, logs and a key of the program around it, in place of what lives in memory.

        Raises:
            DataError: an argument is not of its form.
            NotFound: a plugin that was named is not there.
            PluginError: with ``strict``, all faults of plugins together.
            StoreError: what is at the url can not be opened; its kinds say why.

        >>> Kit.open(plugins=())
        <Kit: no plugins>
        """
        from vngkit import legislation, members
        from vngkit.plugins import PluginSet
        from vngkit.storage import open_database

        loaded = PluginSet.load(
            plugins, register=members.load(), terms=legislation.open_terms(), strict=strict, isolate=isolate
        )
        tell = clock or system_clock
        kit = cls(
            loaded,
            clock=tell,
            new_id=new_id or random_id,
            contacts=contacts,
            ports=ports,
            database=open_database(url, today=lambda: _legal_day(tell)),
        )
        try:
            kit._know_references()  # a part of opening it
            kit._anchoring()
            if kit._tells_later and kit.plugins.contributions.hearers():
                kit.outbox  # noqa: B018  # a plugin that is new hears what comes from now on
        except BaseException:
            kit.close()
            raise
        return kit

    @property
    def database(self) -> Database:
        """Where everything of this kit is kept (*databank*), except what ``Ports`` puts elsewhere."""
        return self._database

    @property
    def members(self) -> Register:
        """All gemeenten through time."""
        self._check_open()
        from vngkit import members

        return members.load()

    @property
    def rules(self) -> RuleBook:
        """The rule book: which rule holds in which gemeente on which day. Compiled at the first question."""
        self._check_open()
        if self._rules is None:
            from vngkit.legislation import RuleBook, open_terms

            self._rules = RuleBook(
                self._plugins.rules, register=self.members, terms=open_terms(), faults=self._plugins.faults
            )
        return self._rules

    @property
    def themes(self) -> Themes:
        """The lists of themes and products (*thema's*), and beside them the own themes that the plugins gave."""
        self._check_open()
        if self._themes is None:
            from vngkit import themes

            self._themes = themes.load()
            for name, own in self._plugins.contributions.themes:
                self._themes = themes.local_schemes(name, own, self._themes)
        return self._themes

    @property
    def reentry(self) -> ReentryDesk:
        """The desk of reentry cases (*re-integratie*): receive notices, record what happens, ask what is to be done."""
        self._check_open()
        if self._reentry is None:
            from vngkit import reentry

            rules, given = self.rules, self._plugins.contributions
            kinds = {**reentry.signal_kinds(), **{kind.id: kind for kind in given.signal_kinds}}
            contacts, ports = reentry.ContactDirectory(self._contacts), self._plugged
            self._reentry = reentry.ReentryDesk(
                ports.cases or self._database.store("reentry"),
                book=reentry.DutyBook(
                    (
                        *reentry.duties(),
                        *reentry.checks(),
                        *reentry.proposers("set_amend_or_carry_out_plan", kinds),
                        *reentry.regie_checks(contacts),
                        *reentry.retention_checks(),
                        *given.duties,
                    ),
                    answers=lambda term, member, on: rules.answer(term, member=member, on=on),
                ),
                new_id=self._new_id,
                clock=self._clock,
                signal_kinds=kinds,
                access_log=ports.access_log or self.processing,
                reference_key=self._reference_key,
                proofs=self._proofs("reentry_proofs"),
                contacts=contacts,
                access=self.access,
                local=reentry.Local(
                    services=reentry.Services(given.services),
                    exporters={guarded.exporter.id: guarded.write for guarded in given.exporters},
                    observe=self._observe,
                ),
            )
        return self._reentry

    @property
    def return_notices(self) -> ReturnNoticeDesk:
        """The desk of notices on return (*BIJ*): the mayor's, for public order; it shares nothing with ``reentry``."""
        self._check_open()
        if self._return_notices is None:
            from vngkit import reentry

            self._return_notices = reentry.ReturnNoticeDesk(
                self._plugged.return_notices or self._database.store("return_notices"),
                new_id=self._new_id,
                access_log=self._plugged.access_log or self.processing,
                proofs=self._proofs("return_notices_proofs"),
                access=self.access,
                clock=self._clock,
            )
        return self._return_notices

    def retention_job(self, *, on: date, by: str = "", dry_run: bool = True) -> RetentionReport:
        """Shield, remove and destroy what the day asks (*bewaartaak*) in all files: cases, notices on return, the log.

        Each file is done by itself; only the reports are put together, and they hold nothing personal.

        Args:
            on: the day.
            by: the function or pseudonym of who has it done, for the proof; never a name.
            dry_run: only tell. It destroys nothing unless this is False.

        Returns:
            What was or would be done, and what is held back and why. Raises ``PurposeRequired`` when it must be done
            and nobody was named.

        >>> with Kit.open(plugins=()) as kit:
        ...     print(kit.retention_job(on=date(2026, 11, 25)).explain("en"))
        Nothing to do.
        """
        from vngkit.reentry import sharing_log_job

        cases = self.reentry.retention_job(on=on, by=by, dry_run=dry_run)
        notices = self.return_notices.retention_job(on=on, by=by, dry_run=dry_run)
        log = sharing_log_job(self.sharing, self._proofs("sharing_proofs"), on=on, by=by, dry_run=dry_run)
        if not dry_run:
            self.anchor()  # it holds what was destroyed, so that no back-up brings it back
        return cases + notices + log

    @property
    def outbox(self) -> Outbox:
        """The outbox (*postvak uit*): the plugins that hear of changes, how far each is, and what waits for it.

        A kit with a store tells plugins from here, after each change; in memory it tells them at once, and this is
        empty unless the program around it subscribes.
        """
        self._check_open()
        if self._outbox is None:
            from vngkit.reentry import case_change
            from vngkit.storage import Outbox

            self._outbox = Outbox(self._database, clock=self._clock)
            cases = self._database.store("reentry")
            for name, hear in self._plugins.contributions.hearers().items() if self._tells_later else ():

                def handle(change: Change, hear: Callable[[CaseChange], None] = hear) -> None:
                    told = case_change(change, store=cases)
                    if told is not None:
                        hear(told)

                self._outbox.subscribe(f"plugin.{name}", handle, spaces=("reentry", "destroyed"))
        return self._outbox

    @property
    def _tells_later(self) -> bool:
        """Whether plugins hear from the outbox: the cases stand in a database that lasts."""
        return self._database.facts()["kind"] != "memory" and self._plugged.cases is None

    def _observe(self, change: CaseChange) -> None:
        """A case changed, and that is kept: tell the plugins, and anchor the chain when it is time."""
        if not self._tells_later:
            self._plugins.contributions.tell(change)
            return
        if len(self.outbox):
            self.outbox.deliver()
        self._anchoring().due()

    def _anchoring(self) -> AnchorDesk:
        if self._anchors is None:
            from vngkit.storage import AnchorDesk, anchors_beside

            place = self._plugged.anchors or anchors_beside(self._database)
            self._anchors = AnchorDesk(self._database, place, clock=self._clock, tell=self._plugins.contributions.keep)
        return self._anchors

    def anchor(self) -> Anchor | None:
        """Write the head of the audit chain (*anker leggen*) outside the database, and let plugins keep it elsewhere.

        Returns:
            The anchor; the last one when nothing was written since; None when there is no place for anchors: give
            ``Ports(anchors=...)`` or name a file in ``VNGKIT_ANCHORS``.

        >>> with Kit.open(plugins=()) as kit:
        ...     kit.anchor() is None
        True
        """
        self._check_open()
        return self._anchoring().anchor()

    def verify(self, *others: Anchors, advance: Callable[[int], object] = lambda _: None) -> Verification:
        """Walk the whole log (*controleren*) against the audit chain and against what was anchored.

        Args:
            others: other places where anchors were kept, for example ``FileAnchors(path)`` of another machine.
            advance: hears how many events were read since it last heard.

        Returns:
            Everything that is wrong, the first event first; it raises nothing for what is wrong in the log.

        >>> with Kit.open(plugins=()) as kit:
        ...     kit.verify().sound
        True
        """
        self._check_open()
        from vngkit.storage import verify

        own = self._anchoring().place
        places = (*(() if own is None else (own,)), *others)
        return verify(self._database, anchors=[place.held() for place in places], advance=advance)

    def proofs(self) -> tuple[RetentionProof, ...]:
        """The proofs of destruction (*bewijzen van vernietiging*) of all files; nothing in them is personal."""
        from vngkit.reentry import log_proofs

        cases, notices = self.reentry.proofs(), self.return_notices.proofs()
        return (*cases, *notices, *log_proofs(self.sharing, self._proofs("sharing_proofs")))

    def _proofs(self, space: str) -> Proofs:
        from vngkit import reentry

        return reentry.Proofs(self._database.store(space))

    @property
    def sharing(self) -> SharingDesk:
        """The desk for sharing: may it be shared, and the record of what was."""
        self._check_open()
        if self._sharing is None:
            from vngkit.legislation import SharingDesk
            from vngkit.reentry import StoredSharingLog

            log = StoredSharingLog(self._database.store("sharing"), new_id=self._new_id)
            self._sharing = SharingDesk(self._plugged.sharing_log or log)
        return self._sharing

    @property
    def processing(self) -> ProcessingDesk:
        """The log of processing (*logboek dataverwerkingen*): who read what of whom, for what, on which ground."""
        self._check_open()
        if self._processing is None:
            from vngkit import __version__
            from vngkit.privacy import ProcessingDesk, ProcessingSource, SubjectKeys
            from vngkit.storage import StoredProcessingLog

            ports = self._plugged
            self._processing = ProcessingDesk(
                ports.processing_log or StoredProcessingLog(self._database),
                keys=ports.subject_keys or SubjectKeys.of(self._reference_key or token_bytes(32)),
                clock=self._clock,
                new_bytes=token_bytes,
                source=ProcessingSource(version=__version__),
                register=ports.activities,
            )
        return self._processing

    def access_request(
        self, *, reference: str | None = None, bsn: Bsn | None = None, case_id: str | None = None, by: str | None = None
    ) -> AccessReport:
        """Who saw the data of a person, and what for (*inzageverzoek*); the request itself leaves a line first.

        Args:
            reference: of a notice of the person; the case that it opened is looked up as well.
            bsn: of the person.
            case_id: of a case of the person; its reference is looked up as well.
            by: the function or pseudonym of who answers the request.

        Returns:
            All lines about the person, in two languages and as JSON. Raises ``DataError`` when nobody is named and
            ``AccessNotLogged`` when the line of the request could not be written.

        Source: AVG 15.

        >>> with Kit.open(plugins=()) as kit:
        ...     len(kit.access_request(reference="2026-000123", by="privacy officer").lines)
        1
        """
        known = self.reentry.subjects(reference=reference, case_id=case_id)
        del reference  # a traceback with locals shows it nowhere here
        return self.processing.access_request(*known, *([] if bsn is None else [bsn]), by=by)

    @property
    def questions(self) -> QuestionDesk:
        """The desk of questions (*vragenbalie*): take in, route, answer, review, publish, keep true, find, count."""
        self._check_open()
        if self._questions is None:
            from vngkit import questions
            from vngkit.questions import answer_index, rule_versions, themes_by
            from vngkit.themes.classify import theme_classifier

            ports = self._plugged
            self._questions = questions.QuestionDesk(
                questions.DeskPorts(
                    questions=self._database.store("questions"),
                    knowledge=self._database.store("knowledge"),
                    register=self.members,
                    themes=self.themes,
                    new_id=self._new_id,
                    clock=self._clock,
                    rules=(*ports.desk_rules, *self._plugins.contributions.desk_rules),
                    index=ports.answer_index or answer_index(self._database.facts()),
                    classifier=ports.classifier or themes_by(theme_classifier),
                    rule_version=rule_versions(self.rules),
                    contacts=ports.public_contacts,
                    key=hmac.digest(self._reference_key or b"", b"numbers of questions", "sha256"),
                )
            )
        return self._questions

    @property
    def access(self) -> AccessTable:
        """Who may read or write which kind of field for what (*toegangstabel*): law, narrowed by the plugins."""
        self._check_open()
        from vngkit.legislation import AccessTable

        return AccessTable(rules=self._plugins.contributions.access_rules)

    def _know_references(self) -> None:
        """Take the key by which cases are found, if it is the one with which the database was written."""
        from vngkit.storage import check_key, lasting_key, replace_key

        self._reference_key = lasting_key(self._database, "reference", self._plugged.reference_key)
        if self._plugged.new_reference_key:
            self.reentry.rebuild()
            replace_key(self._database, "reference", self._reference_key)
        elif not check_key(self._database, "reference", self._reference_key):
            raise StoreError(
                "this is not the reference key with which this store was written.",
                why="With another key no notice would find its case, and each would open a new one.",
                fix="put back the file .reference-key that stood beside it, or name the key in VNGKIT_REFERENCE_KEY; "
                "if it is lost: Ports(new_reference_key=True), once",
            )

    @property
    def _plugged(self) -> Ports:
        return self._ports or Ports()

    @property
    def plugins(self) -> PluginSet:
        """The plugins, what they gave and what went wrong; also after the kit was closed."""
        return self._plugins

    def today(self) -> date:
        """The legal day of now: the date in Europe/Amsterdam by the clock of this kit. Raises ``DataError``."""
        return _legal_day(self._clock)

    def close(self) -> None:
        """End the use of this kit and of its database; answers that it gave stay good. Closing twice is no error.

        What was written since the last anchor is anchored first. Raises ``StoreError`` when that can not be done; the
        kit is closed then as well.
        """
        closed, self._closed = self._closed, True
        try:
            if self._anchors is not None and not closed:
                self._anchors.finish()
        finally:
            if self._questions is not None:
                self._questions.release_index()
            self._database.close()
            self._rules = None
            self._sharing = None

    def __enter__(self) -> Self:
        self._check_open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        said = repr(self._plugins).removeprefix("<PluginSet: ").removesuffix(">")
        return f"<Kit: {said}{'; closed' if self._closed else ''}>"

    def _check_open(self) -> None:
        if self._closed:
            raise VngkitError("this kit is closed.", fix="ask inside the with statement, or open another kit")
