"""What is asked of many cases together: the worklist of a gemeente, what changed in it, and the monitor."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from attrs import evolve, frozen

from vngkit import members as all_members
from vngkit.errors import DataError, NotFound
from vngkit.privacy import Reference, Sealed, Suppression
from vngkit.reentry._case import Case
from vngkit.reentry._case_documents import CaseDocuments
from vngkit.reentry._changes import Change, Changes, ReleaseMove, compare, mark_release, release_moves
from vngkit.reentry._evaluate import pressing
from vngkit.reentry._fields import asked_day
from vngkit.reentry._finding import Finding
from vngkit.reentry._fold import fold
from vngkit.reentry._heirs import codes_of, with_heirs
from vngkit.reentry._monitor import Monitor
from vngkit.reentry._monitor_units import monitor
from vngkit.reentry._notices import EndNotice, ReleaseDateChanged, StartNotice
from vngkit.reentry._reading import Reader, subject_of
from vngkit.reentry._recorded import Recorded
from vngkit.reentry._words import FindingKind, Role, Scenario
from vngkit.reentry._worklist import Worklist, concerning, worklist_of

__all__ = ["CaseViews"]


class CaseViews(CaseDocuments):
    """Overzichten: the part of the desk that looks at many cases; it writes nothing."""

    _suppression: Suppression

    def worklist(  # noqa: PLR0913  # the questions that one may ask of a list; all but the first by name
        self,
        member: str,
        *,
        on: date,
        role: Role | str | None = None,
        kinds: Iterable[FindingKind | str] | None = None,
        limit: int | None = None,
        known_on: date | None = None,
        by: str | None = None,
    ) -> Worklist:
        """The worklist (*werklijst*) of a gemeente on a day: of the cases for which its college is competent on it.

        Args:
            member: the code of the gemeente.
            on: the day.
            role: only what this role must do.
            kinds: only findings of these kinds.
            limit: the greatest number of findings.
            known_on: only what was known on that day: with ``on`` the list as it was then; None is all that is known.
            by: the function or pseudonym of who reads, for the log: a line for each case on the list.

        Returns:
            The findings that concern the gemeente, and those of such a case that concern none of its competent
            gemeenten, so that nothing falls between two. Raises ``NotFound`` for a code that no gemeente has or had.

        >>> from vngkit import Kit
        >>> with Kit.open(plugins=()) as kit:
        ...     kit.reentry.worklist("GM9999", on=date(2026, 10, 30))
        <Worklist GM9999 on 2026-10-30: 0 findings>
        """
        _ = all_members.load()[member]
        asked_day(on)
        found: list[Finding] = []
        references: dict[str, Sealed[str]] = {}
        for case in self._cases_on(member, on, known_on):
            findings = concerning(self._book.evaluate(case, on), case, member)
            if findings:
                references[case.id] = Reference(case.reference)
                found += findings
        whole = worklist_of(found, member=member, on=on, references=references, log=self._access_log)
        listed = whole.only(role=role, kinds=kinds, limit=limit)
        self._gate.let_all("worklist", Reader(by=by), [(case_id, references[case_id]) for case_id in listed.by_case])
        return listed

    def changes(self, case_id: str, *, since: date | str, on: date, by: str | None = None) -> Changes:
        """What changed in the findings of a case (*wijzigingen*).

        Args:
            case_id: of the case.
            since: a day: from what was known and held on that day. Or the id of a record: from just before it was
                written, with both versions looked at on the day ``on``, so that only what was recorded makes a change.
            on: the day of asking: what was known and holds on it.
            by: the function or pseudonym of who reads, for the log.

        Returns:
            What is new, gone (with why), moved, of another kind; and the days of release that moved, with what hangs
            on them. Raises ``NotFound`` for a case or record that does not exist, ``DataError`` when ``since`` is a
            day after ``on``.
        """
        history = self._history(case_id)
        if isinstance(since, str):
            place = next((place for place, record in enumerate(history) if record.id == since), None)
            if place is None:
                raise NotFound("there is no record of that id.", fix="look it up in kit.reentry.history(case_id)")
            self._let("changes", Reader(by=by), fold(case_id, history))
            found, moves = self._compared(case_id, _Version(history[:place], on, on), _Version(history, on, on))
            return _changes(found, moves, since=on, on=on, record=since)
        _in_time(since, on)
        self._let("changes", Reader(by=by), fold(case_id, history))
        found, moves = self._compared(case_id, _Version(history, since, since), _Version(history, on, on))
        return _changes(found, moves, since=since, on=on)

    def worklist_changes(self, member: str, *, since: date, on: date, by: str | None = None) -> Changes:
        """What changed in the worklist of a gemeente between two days, each as it was known then.

        Args:
            member: the code of the gemeente.
            since: the earlier day.
            on: the later day.
            by: the function or pseudonym of who reads, for the log: a line for each case in which something changed.

        Returns:
            As ``changes``, over all cases for which the college was competent on either day. Raises ``NotFound`` for
            a code that no gemeente has or had, ``DataError`` when ``since`` is after ``on``.
        """
        _ = all_members.load()[member]
        _in_time(since, on)
        found: list[Change] = []
        moves: list[ReleaseMove] = []
        persons: list[tuple[str, Sealed[str] | None]] = []
        for case_id in self._streams_of(member, on):
            history = self._open(case_id)
            changes, moved = self._compared(case_id, _Version(history, since, since), _Version(history, on, on), member)
            found += changes
            moves += moved
            persons += [(case_id, subject_of(fold(case_id, history)))] if changes or moved else []
        self._gate.let_all("changes of the worklist", Reader(by=by), persons)
        return _changes(found, moves, since=since, on=on, member=member)

    def monitor(self, members: str | Iterable[str] | None = None, *, period: tuple[date, date], on: date) -> Monitor:
        """How it went with who was released (*monitor*): rounded numbers per point, condition and state, and no person.

        Args:
            members: the code of a gemeente, or several; None is all. A release counts for the gemeente of the intended
                settlement, and else of the last residence: for one, so that numbers can be added.
            period: the days of release, from the first to the one after the last: whole half years.
            on: the day of which the record is read: what was known on it.

        Returns:
            The numbers at entry, at release, and six and twelve months after it. Raises ``NotFound`` for a code that
            no gemeente has or had, ``DataError`` for a period of other than whole half years.

        >>> from vngkit import Kit
        >>> with Kit.open(plugins=()) as kit:
        ...     kit.reentry.monitor("GM9999", period=(date(2025, 1, 1), date(2026, 1, 1)), on=date(2026, 12, 1))
        <Monitor GM9999, 2025-01-01 to 2026-01-01, on 2026-12-01>
        """
        asked_day(on)
        asked = None if members is None else tuple(dict.fromkeys((members,) if isinstance(members, str) else members))
        for code in asked or ():
            _ = all_members.load()[code]
        chosen = (
            self._store.streams()
            if asked is None
            else dict.fromkeys(case_id for code in asked for case_id in self._store.streams(f"was:{code}"))
        )
        histories = ((case_id, self._open(case_id)) for case_id in chosen)
        return monitor(histories, members=asked, period=period, on=on, suppression=self._with_key())

    def _with_key(self) -> Suppression:
        """The rule for small numbers with its secret: that of who made the desk, or the random id of the first case."""
        if self._suppression.key:
            return self._suppression
        first = next(iter(self._store.streams()), "")
        return evolve(self._suppression, key=hashlib.sha256(f"vngkit.monitor/{first}".encode()).digest())

    def _compared(
        self, case_id: str, old: _Version, new: _Version, member: str | None = None
    ) -> tuple[list[Change], list[ReleaseMove]]:
        was, now = old.case(case_id), new.case(case_id)
        before, after = self._listed(was, old.on, member), self._listed(now, new.on, member)
        changes = compare(before, after, was=was, now=now, member=member)
        theirs = member is None or all(case is not None and member in case.members for case in (was, now))
        moves = list(release_moves(case_id, was, now)) if theirs else []
        if moves and was is not None:
            unmoved = new.with_release_of(old, was).case(case_id)
            changes = mark_release(changes, self._listed(unmoved, new.on, member))
        return changes, moves

    def _listed(self, case: Case | None, on: date, member: str | None) -> list[Finding]:
        """The findings of a case, or of it those for a gemeente; none where its college is not competent."""
        if case is None or (member is not None and member not in case.members):
            return []
        found = self._book.evaluate(case, on)
        return list(found) if member is None else concerning(found, case, member)

    def _streams_of(self, member: str, on: date) -> Iterator[str]:
        """The cases for which the college was ever competent, or that of a gemeente that went on in this one."""
        codes = codes_of(member, on)
        return iter(dict.fromkeys(case_id for code in codes for case_id in self._store.streams(f"was:{code}")))

    def _cases_on(self, member: str, on: date, known_on: date | None) -> Iterator[Case]:
        """The cases for which the college of the gemeente is competent on the day, with what had happened by then."""
        for case_id in self._streams_of(member, on):
            case = _Version(self._open(case_id), on, known_on).case(case_id)
            if case is not None and member in case.members:
                yield case


@frozen
class _Version:
    """A case on a day, as it was known on a day; None is all that is known."""

    records: Sequence[Recorded]
    on: date
    known_on: date | None

    @property
    def seen(self) -> list[Recorded]:
        return [
            one
            for one in self.records
            if one.happened_on <= self.on and (self.known_on is None or one.recorded_on <= self.known_on)
        ]

    def case(self, case_id: str) -> Case | None:
        """The case; None when it had not begun."""
        begun = any(isinstance(record.event, StartNotice) for record in self.seen)
        return with_heirs(fold(case_id, self.seen), self.on) if begun else None

    def with_release_of(self, old: _Version, was: Case) -> _Version:
        """This version, had nothing been heard of the release since the old one."""
        held, belief = {record.id for record in old.seen}, was.release.scenarios.get(Scenario.EXPECTED)
        kept = []
        for record in self.seen:
            if record.id in held or not isinstance(record.event, StartNotice | ReleaseDateChanged | EndNotice):
                kept.append(record)
            elif isinstance(record.event, StartNotice):  # a notice that was corrected
                event = evolve(record.event, expected_release=belief.expected if belief else None)
                kept.append(evolve(record, event=event))
        return evolve(self, records=kept)


def _in_time(since: date, on: date) -> None:
    asked_day(since, "since")
    asked_day(on)
    if since > on:
        raise DataError("changes are asked since a day after the day of asking.", fix="let since be the earlier day")


def _changes(found: Iterable[Change], moves: Iterable[ReleaseMove], **about: Any) -> Changes:
    ordered = sorted(found, key=lambda change: (pressing(change.finding), change.kind))
    return Changes(changes=tuple(ordered), released=tuple(moves), **about)
