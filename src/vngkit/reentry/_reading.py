"""The gate where a person reads: which kinds of fields open for a role and a purpose, and the line that it leaves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from attrs import evolve, field, frozen

from vngkit.errors import AccessRefused, DataError
from vngkit.legislation import AccessTable, access_rows
from vngkit.privacy import (
    AccessLine,
    AccessLog,
    FieldKind,
    Purpose,
    Reference,
    Sealed,
    StandardAccessLog,
    let_read_all,
    log_reading,
    log_refusal,
)
from vngkit.reentry._case import Case
from vngkit.reentry._signal_kinds import purpose_of
from vngkit.reentry._words import ShieldedPurpose

__all__ = ["Reader", "ReadingGate", "subject_of", "told_purpose"]

_ZONE = ZoneInfo("Europe/Amsterdam")
_ALL = frozenset(FieldKind)


@frozen(kw_only=True)
class Reader:
    """Wie leest, en waarvoor: a purpose of the table, the function or pseudonym, and the role that was told."""

    purpose: str | None = None
    by: str | None = None
    role: str | None = None


def _told(purpose: str, ground: str | None = None) -> Purpose:
    """A purpose in words, for the log; raises ``NotFound`` for one that is not known."""
    known = ShieldedPurpose(purpose) if purpose in tuple(ShieldedPurpose) else purpose_of(purpose)
    return Purpose(text=known.label("en"), text_nl=known.label("nl"), ground=ground)


def told_purpose(purpose: Purpose | str | None) -> Purpose | None:
    """A purpose of the table with its words and its ground; words of one's own as they are, if there are any."""
    if purpose is None or isinstance(purpose, Purpose):
        return purpose
    roles = AccessTable.roles(purpose)
    if not roles:
        return Purpose(text=purpose)
    rows = (row.ground for row in access_rows() if (row.role, row.purpose) == (roles[0], purpose))
    return _told(purpose, next(rows))


def subject_of(case: Case) -> Sealed[str] | None:
    """Whose case it is, for the log: by the reference of the notice; None when there is none left."""
    return Reference(case.reference) if case.reference else None


def _where_there_are_rules(gate: ReadingGate, _: object, clock: Callable[[], datetime] | None) -> None:
    if clock is None and gate.table.rules:
        raise DataError("rules on access hold for days, and the desk has no clock.", fix="give it a clock")


@frozen(kw_only=True)
class ReadingGate:
    """Poort van een balie: every reading by a person goes through it, leaves a line, and opens what the table lets.

    Args:
        log: where lines go.
        table: who may read what for what.
        clock: gives the present instant: the rules of a gemeente hold for the day of reading. None only without rules.
        activity: the processing activity of the desk.
        own: the purpose of the desk itself, for what is read behind the veil.
        own_role: the role of the desk itself.
    """

    log: AccessLog = field(factory=StandardAccessLog)
    table: AccessTable = field(factory=AccessTable)
    clock: Callable[[], datetime] | None = field(default=None, validator=_where_there_are_rules)
    activity: str
    own: str
    own_role: str

    def let(  # noqa: PLR0913  # what a line says; all but the first two by name
        self,
        what: str,
        reader: Reader,
        *,
        about: str | None,
        subject: Sealed[str] | None,
        members: Collection[str] = (),
        kinds: Collection[FieldKind] = _ALL,
    ) -> frozenset[FieldKind]:
        """Let a reading through: gives the kinds that open; none without a purpose, when all stays behind the veil.

        Raises:
            NotFound: a purpose or role that is not known.
            AccessRefused: the role may read none of the kinds for the purpose; the refusal is logged.
            AccessNotLogged: the line could not be written, so nothing is read.
        """
        line = self._line(what, reader, about=about, subject=subject)
        told, opened = self._asked(line, reader, members, kinds)
        log_reading(told, log=self.log)
        return opened

    def let_each(self, what: str, reader: Reader, cases: Sequence[Case]) -> list[frozenset[FieldKind]]:
        """Let several cases through at once: gives the kinds that open for each, when the lines of all are kept.

        Raises as ``let``; one refusal refuses all.
        """
        asked = [
            self._asked(self._line(what, reader, about=case.id, subject=subject_of(case)), reader, case.members, _ALL)
            for case in cases
        ]
        let_read_all(f"list: {what}", [line for line, _ in asked], log=self.log)
        return [opened for _, opened in asked]

    def let_all(
        self,
        what: str,
        reader: Reader,
        persons: Iterable[tuple[str, Sealed[str] | None]],
        members: Collection[str] = (),
    ) -> None:
        """Let a list of persons (key and subject) through behind the veil: a line for each, together.

        Raises as ``let``; when one line could not be written, nothing is read.
        """
        told, _ = self._asked(self._line(what, reader, about=None, subject=None), reader, members, _ALL)
        lines = [evolve(told, about=about, subject=subject, fields=()) for about, subject in persons]
        let_read_all(what, lines, log=self.log)

    def _asked(
        self, line: AccessLine, reader: Reader, members: Collection[str], kinds: Collection[FieldKind]
    ) -> tuple[AccessLine, frozenset[FieldKind]]:
        """The line with its purpose, ground and kinds, and the kinds that open; a refusal is logged and raised."""
        if reader.purpose is None:
            return line, frozenset()
        role, purpose = str(line.role), _told(reader.purpose)
        answers = self.table.opened(role, reader.purpose, on=self._today(), members=members)
        opened = frozenset(answers) & frozenset(kinds)
        if opened:
            ground = next(answers[kind].ground for kind in sorted(opened))
            return evolve(line, purpose=evolve(purpose, ground=ground), fields=tuple(sorted(opened))), opened
        refused = f"{role} may read nothing of it for this purpose"
        log_refusal(evolve(line, purpose=purpose, refused=refused), log=self.log)
        asked = self.table.ask(role, reader.purpose, min(kinds), on=self._today(), members=members)
        raise AccessRefused(
            f"{line.what} not read: {refused}.",
            why=f"{asked.explain('en')}.",
            fix="ask for a purpose that the table of access opens for this role: kit.access",
        )

    def _today(self) -> date:
        """The legal day of now; without a clock there are no rules of a gemeente that could hold for a day."""
        return date.max if self.clock is None else self.clock().astimezone(_ZONE).date()

    def _line(self, what: str, reader: Reader, *, about: str | None, subject: Sealed[str] | None) -> AccessLine:
        """A line of reading behind the veil, for the purpose of the desk itself."""
        roles = self.table.roles(reader.purpose) if reader.purpose is not None else ()
        return AccessLine(
            what=what,
            purpose=self._own_purpose,
            by=reader.by,
            about=about,
            role=reader.role or next(iter(roles), self.own_role),
            activity=self.activity,
            subject=subject,
        )

    @property
    def _own_purpose(self) -> Purpose:
        grounds = self.table.opened(self.own_role, self.own, on=self._today())
        return _told(self.own, next((one.ground for one in grounds.values()), None))
