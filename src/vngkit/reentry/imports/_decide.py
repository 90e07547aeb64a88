"""From the facts of a row to events: what is new beside what is held, whatever the order in which rows come.

The earliest notice of a reference opens the case; a later one tells what is believed since then. Of what can only be
one (begin, route, origin, day of release) the last notice that was received stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, cast

from attrs import evolve

from vngkit.reentry._case import Case
from vngkit.reentry._events import AddressRegistered, ConditionAssessed, Event
from vngkit.reentry._fold import fold
from vngkit.reentry._notices import EndNotice, ReleaseDateChanged, SettlementChanged, StartNotice, Transferred
from vngkit.reentry._recorded import Recorded
from vngkit.reentry._words import EntryRoute
from vngkit.reentry.imports._news import (
    SOURCE,
    News,
    ended,
    notice_of,
    opened,
    place_of,
    stamp_of,
    told_beside,
    told_by,
)
from vngkit.reentry.imports._result import RowFault
from vngkit.reentry.imports._row import Facts

__all__ = ["NO_CASE", "decide"]

NO_CASE: Final = RowFault(
    field="reference",
    code="no_case",
    nl="geen dossier met dit kenmerk, en begin detentie of inrichting ontbreekt om er een te openen",
    en="no case of this reference, and start of detention or institution is missing to open one",
)
_CONTRADICTS: Final = RowFault(
    field="released_on",
    code="contradicts",
    nl="vrijgelaten voor het begin van de detentie, volgens deze rij en wat al is vastgelegd samen",
    en="released before the detention began, by this row and what is held together",
)
_LASTING: Final = ("detention_start", "entry_route", "residence", "birth_date")
_MOVES: Final[dict[str, tuple[str, type[Event]]]] = {
    "s": ("settlement", SettlementChanged),
    "i": ("institution", Transferred),
}


def decide(
    facts: Facts, history: tuple[Recorded, ...], digest: str, *, by: str, ground: str | None
) -> list[Recorded] | RowFault:
    """The records that the row adds to a history; none when it brings nothing new; a fault when it can not."""
    if any(stamp_of(record).row == digest for record in history):
        return []
    if not history and (facts.detention_start is None or facts.institution is None):
        return NO_CASE
    records: list[Recorded] = []
    for number, news in enumerate(_Held(facts, history, digest).news() if history else opened(facts)):
        made = news.record(digest, number, told_by(facts), by=by, ground=ground)
        records.append(evolve(made, replaces=records[0].id) if made.replaces == "#0" else made)
    return _CONTRADICTS if _contradict((*history, *records)) else records


class _Held:
    """A row beside the case of its reference: ``start`` and ``end`` are the notices that stand.

    ``moved`` is what was ever told again (institution, settlement); ``last`` is the place of the last row that told
    what is lasting.
    """

    def __init__(self, facts: Facts, history: tuple[Recorded, ...], digest: str) -> None:
        self.facts, self.history, self.digest = facts, history, digest
        replaced = {record.replaces for record in history}
        standing = [record for record in history if record.id not in replaced]
        self.start = max((r for r in standing if isinstance(r.event, StartNotice)), key=place_of)
        self.notice = cast("StartNotice", self.start.event)
        self.end = max((r for r in standing if isinstance(r.event, EndNotice)), key=place_of, default=None)
        self.last = max(place_of(r) for r in history if isinstance(r.event, StartNotice) or "i" in stamp_of(r).told)
        self.moved = {sign: any(isinstance(r.event, kind) for r in history) for sign, (_, kind) in _MOVES.items()}

    def news(self) -> Iterator[News]:
        """What the row adds."""
        if not self.facts.dated:
            # a row without a day of its own says what is so now: only what differs from the case is news
            case = fold("", self.history)
            every = [*self._corrected(), *self._moves(self.notice, self.facts), *told_beside(self.facts)]
            yield from (news for news in every if not _is_so(news.event, case))
        else:
            yield from self._dated()
        yield from self._released()

    def _dated(self) -> Iterator[News]:
        facts, first = self.facts, (self.notice.received_on, stamp_of(self.start).opening)
        whole = facts.detention_start is not None and facts.institution is not None
        if whole and (facts.received_on, self.digest) < first:
            every = [*self._earlier()]
        else:
            every = [*self._corrected(), *self._moves(self.notice, facts)]
        every += told_beside(facts)
        if told_by(facts) and all(news.owner is not None for news in every):
            # it told the same on another day: that must be seen when something moves
            every += self._restated("i" if facts.institution else "s", facts)
        yield from every

    def _earlier(self) -> Iterator[News]:
        """The row was received before the notice that opened the case: it opens it now, the other tells what moved."""
        held, opening, stamp = self.notice, notice_of(self.facts), stamp_of(self.start)
        yield News(opening, _first_day(opening), self.facts.received_on, self.start.id)
        lasting = evolve(opening, **_filled(held, opening))
        if lasting != opening:
            yield News(lasting, _first_day(lasting), self.start.recorded_on, "#0", owner=stamp.owner, told=stamp.told)
        told = ("i" if held.institution else "") + ("s" if held.settlement else "")
        for news in self._moves(opening, held):
            yield news if news.owner is not None else evolve(news, owner=stamp.opening, told=told)

    def _corrected(self) -> Iterator[News]:
        """What can only be one: the last notice that was received stands, an older one fills what is empty."""
        latest = (self.facts.received_on, self.digest) > self.last
        held, stamp = self.notice, stamp_of(self.start)
        new = evolve(held, **(_filled(self.facts, held) if latest else _filled(held, self.facts)))
        if new != held:
            known = max(self.facts.received_on, self.start.recorded_on)
            owner, told = (None, None) if latest else (stamp.owner, stamp.told)
            yield News(new, _first_day(new), known, self.start.id, opening=stamp.opening, owner=owner, told=told)

    def _moves(self, opening: StartNotice, said: Facts | StartNotice) -> Iterator[News]:
        """What a notice tells of institution, settlement and release beside the notice that opens the case."""
        day = said.received_on
        for sign, (name, _) in _MOVES.items():
            value = getattr(said, name)
            if value is not None and (self.moved[sign] or value != getattr(opening, name)):
                yield from self._restated(sign, said)
        if said.expected_release is not None:
            yield News(ReleaseDateChanged(expected_release=said.expected_release, source=SOURCE), day, day)

    def _restated(self, sign: str, said: Facts | StartNotice) -> Iterator[News]:
        """The first move: those who told the same in silence tell it on their day, so that it stands beside it."""
        name, kind = _MOVES[sign]
        if not self.moved[sign]:
            silent = {place_of(r) for r in self.history if sign in stamp_of(r).told}
            silent.discard((self.notice.received_on, stamp_of(self.start).opening))
            before = getattr(self.notice, name)
            for day, owner in sorted(silent) if before else ():
                yield News(_statement(kind, before), day, day, owner=owner, told=sign)
        yield News(_statement(kind, getattr(said, name)), said.received_on, said.received_on)

    def _released(self) -> Iterator[News]:
        """The release: of two days that were told the last one stands."""
        day, held = self.facts.released_on, self.end
        if day is None:
            return
        if held is None:
            yield ended(self.facts, day)
        elif (self.facts.received_on, self.digest) > place_of(held):
            same = cast("EndNotice", held.event).released_on == day
            if self.facts.dated or not same:
                yield ended(self.facts, day, replaces=held.id)


def _statement(kind: type[Event], value: str) -> Event:
    return SettlementChanged(member=value) if kind is SettlementChanged else Transferred(institution=value)


def _is_so(event: Event, case: Case) -> bool:
    """Whether a case already says what the event would tell."""
    if isinstance(event, ReleaseDateChanged):
        belief = case.release.scenarios.get(event.scenario)
        return belief is not None and (belief.expected, belief.until) == (event.expected_release, event.until)
    if isinstance(event, SettlementChanged):
        return event.member in case.members
    if isinstance(event, Transferred):
        return case.stay is not None and case.stay.institution == event.institution
    if isinstance(event, ConditionAssessed):
        held = case.assessments.get(event.condition)
        said = (event.state, event.valid_until, event.document)
        return held is not None and (held.state, held.valid_until, held.document) == said
    return isinstance(event, AddressRegistered) and case.address is event.address


def _first_day(notice: StartNotice) -> date:
    return min(notice.detention_start, notice.received_on)


def _empty(said: Any, name: str) -> bool:
    return getattr(said, name) in (None, EntryRoute.UNKNOWN)


def _filled(first: Any, second: Any) -> dict[str, Any]:
    """What is lasting by the first of two, and by the second where the first does not say it."""
    found = {name: getattr(second if _empty(first, name) else first, name) for name in _LASTING}
    return {**found, "entry_route": found["entry_route"] or EntryRoute.UNKNOWN}


def _contradict(records: tuple[Recorded, ...]) -> bool:
    """Whether the person would be released before the detention began."""
    replaced = {record.replaces for record in records}
    standing = [record.event for record in records if record.id not in replaced]
    starts = [event.detention_start for event in standing if isinstance(event, StartNotice)]
    ends = [event.released_on for event in standing if isinstance(event, EndNotice)]
    return bool(starts and ends) and min(ends) < max(starts)
