"""A duty, right, bar or check of law as a row of data, and the one way in which all of them look at a case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Protocol

from attrs import evolve, frozen

from vngkit.errors import NotFound, NotHeld, NotInForce
from vngkit.legislation import Answer, Citation, NationalRule, open_terms
from vngkit.reentry._case import Case, Step
from vngkit.reentry._duty_term import AT_ONCE, COUNTED, Due, paused, term_end
from vngkit.reentry._finding import Finding, Reason
from vngkit.reentry._predicates import is_exception, predicate
from vngkit.reentry._reasons import not_known, reasons_of
from vngkit.reentry._steps import FORESEEN
from vngkit.reentry._words import DutyKind, FindingKind, LifeArea, Role
from vngkit.terms import End, Term, is_free

__all__ = ["Answers", "Duty", "Evaluable", "of_one_family", "urgency"]

Answers = Callable[[str, str, date], Answer]
"""Gives the answer for an open term, a member (code) and a day; ``RuleBook.answer`` in other words."""


class Evaluable(Protocol):
    """What can be evaluated against a case: a duty of law, a check, a duty of a plugin."""

    @property
    def id(self) -> str:
        """Its id, dotted."""
        ...

    @property
    def triggers(self) -> frozenset[str]:
        """The kinds of steps at which it can start; empty when it looks at every case."""
        ...

    def findings(self, case: Case, on: date, answers: Answers) -> Iterator[Finding]:
        """What it finds in a case on a day; a pure function."""
        ...


UNTIMED: Final = "untimed"
THAT_DAY: Final = "that_day"
BACK: Final = "back"
CLOSED: Final = "closed"
_SIGNAL: Final = "signal."


@frozen(kw_only=True)
class Duty:
    """Een plicht, recht, verbod of controle uit de wet, as a row of data; it finds and never decides.

    Args:
        id: dotted, for example ``debt.first_talk``.
        kind: duty, right, bar or check.
        rule: the national rule that it rests on: citation, validity and term are read from it. None for what only a
            local rule asks: then it finds nothing where no local rule is known.
        term_of: the national rule whose term runs when ``rule`` itself gives none (Awb 4:13 beside Huisvestingswet 13).
        about: the basic condition or theme.
        who: the role that must act.
        starts: the kinds of steps at which it starts; ``()`` is: always.
        ends: the kinds of steps by which it is done.
        when: conditions (see ``_predicates``) that must all hold; ``!`` before one turns it round.
        pause: the procedure whose ``.completion_asked`` and ``.completion_received`` suspend the term (Awb 4:15).
        local_term: the open term whose local rule sets the term of time.
        local_facts: open terms whose local rules the person who acts must know.
        within: the id of the duty that it says more about: it is a part of the finding of that one.
        how: ``untimed`` (the term of the rule does not run from these steps), ``that_day`` (the day of the step is the
            last day), ``back`` (the local term is counted back), ``closed`` (also in a closed case).
        title_en: what is to be done, in English; ``title_nl`` in Dutch.
    """

    id: str
    kind: DutyKind
    rule: NationalRule | None
    term_of: NationalRule | None = None
    about: LifeArea | None
    who: Role
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    when: tuple[str, ...] = ()
    pause: str = ""
    local_term: str = ""
    local_facts: tuple[str, ...] = ()
    within: str = ""
    how: frozenset[str] = frozenset()
    title_en: str
    title_nl: str

    @property
    def triggers(self) -> frozenset[str]:
        """The kinds of steps at which it can start."""
        return frozenset(self.starts)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every provision that it rests on: of the rule, of the term that runs, of what only a local rule sets."""
        rules = (self.rule.citation if self.rule else None, self.term_of.citation if self.term_of else None)
        local = open_terms()[self.local_term].citation if self.rule is None and self.local_term else None
        return tuple(found for found in (*rules, local) if found is not None)

    @property
    def term_rule(self) -> NationalRule | None:
        """The national rule whose term runs."""
        return self.term_of or self.rule

    def findings(self, case: Case, on: date, answers: Answers) -> Iterator[Finding]:
        """What it finds in a case on a day."""
        if not (case.active or CLOSED in self.how):
            return
        for step in self._started(case, on):
            doubts = self._doubts(case, step.on if step else on)
            if doubts is None:
                continue
            for members in self._colleges(case, step):
                if step is not None and self._done(case, step, members, on):
                    continue
                finding = self._finding(case, step, members, on, answers)
                if finding is not None:
                    yield _unsure(finding, doubts) if doubts else finding

    def _started(self, case: Case, on: date) -> Iterator[Step | None]:
        """The steps at which it started; None when it needs no step."""
        if not self.starts:
            yield None
        for kind in self.starts:
            for step in case.steps_of(kind):
                begun = step.on <= on or kind.startswith(FORESEEN)
                if begun and self._in_force(self._law_day(step, on)):
                    yield step

    @property
    def runs(self) -> bool:
        """Whether a term runs from its step: then the law of that day holds, and else that of the day of asking."""
        if UNTIMED in self.how:
            return False
        if THAT_DAY in self.how or self.local_term:
            return True
        rule = self.term_rule
        return rule is not None and (
            rule.reckoning.counts == AT_ONCE or (rule.term is not None and rule.reckoning.counts in COUNTED)
        )

    def _law_day(self, step: Step | None, on: date) -> date:
        """The day whose law holds."""
        return step.on if step is not None and self.runs else on

    def _in_force(self, day: date) -> bool:
        rule = self.rule
        if rule is None:
            return True
        return not (rule.valid_from and day < rule.valid_from) and not (rule.valid_to and day >= rule.valid_to)

    def _colleges(self, case: Case, step: Step | None) -> tuple[tuple[str, ...], ...]:
        """For whom it is asked: the gemeente of the step; each by itself where local rules decide; else all at once."""
        if step is not None and step.member is not None:
            return ((step.member,),)
        if case.members and (self.local_term or self.local_facts):
            return tuple((member,) for member in case.members)
        return (case.members,)

    def _done(self, case: Case, start: Step, members: tuple[str, ...], on: date) -> bool:
        foreseen = start.kind.startswith(FORESEEN)
        since = (case.detention_start or date.min) if foreseen else start.on
        for kind in self.ends:
            for step in case.steps_of(kind):
                again = kind == start.kind and step.on == since  # a repeated step does not end itself
                if since <= step.on <= on and not again and _same(start, step, members):
                    return True
        return False

    def _doubts(self, case: Case, day: date) -> list[str] | None:
        """The conditions of which is not known whether they hold; None when one does not hold."""
        doubts = []
        for name in self.when:
            said = predicate(name)(case, day)
            if said is False:
                return None
            if said is None:
                doubts.append(name)
        return doubts

    def _finding(
        self, case: Case, step: Step | None, members: tuple[str, ...], on: date, answers: Answers
    ) -> Finding | None:
        given = self._answers(step.on if step else on, members, answers)
        sets_term = next((one for one in given if one.term.id == self.local_term), None)
        due = self._due(case, step, sets_term, on)
        if due is None:
            return None
        kind = self._kind_of(due, on)
        if kind is None:
            return None
        source = self.rule
        local = sets_term.term if sets_term is not None and source is None else None
        return Finding(
            id=self.id,
            kind=kind,
            case_id=case.id,
            title_en=self.title_en,
            title_nl=self.title_nl,
            who=self.who,
            members=members,
            about=self.about,
            due_on=due.on,
            end=due.end,
            citation=source.citation if source else local.citation if local else None,
            law=source.law if source else local.law if local else "",
            rule=self._decisive(sets_term),
            source=sets_term.rule.source if local and sets_term and sets_term.rule else None,
            valid_from=(source.valid_from or source.text_valid_from) if source else None,
            valid_to=source.valid_to if source else None,
            verified=source.verified if source else local.verified if local else True,
            answer=sets_term or (given[0] if given else None),
            answers=given,
            trigger=step,
            within=self.within,
            reasons=reasons_of(self.rule, self.term_of, self._law_day(step, on), given, self.local_term, due),
        )

    def _answers(self, day: date, members: tuple[str, ...], answers: Answers) -> tuple[Answer, ...]:
        if len(members) != 1:
            return ()
        found = []
        for term in (*((self.local_term,) if self.local_term else ()), *self.local_facts):
            try:
                found.append(answers(term, members[0], day))
            except (NotFound, NotInForce, NotHeld):  # no such gemeente on that day: the law itself still holds
                return ()
        return tuple(found)

    def _due(self, case: Case, step: Step | None, answer: Answer | None, on: date) -> Due | None:
        """The day and its arithmetic; None where only a local rule could set a term and none is known."""
        local = answer is not None and isinstance(answer.value, Term)
        if self.rule is None and not local:
            return None
        if step is None or UNTIMED in self.how:
            return Due()
        if THAT_DAY in self.how:
            return Due(day=step.on)
        try:
            if local and answer is not None:
                due = Due(end=_local_end(answer, step.on, back=BACK in self.how))
            else:
                due = term_end(self.term_rule, step)
            return paused(due, case, step, self.pause, on) if self.pause and due.end else due
        except NotHeld:  # the free days of that time are not held: the day must be looked up
            return Due(not_held=True)

    def _decisive(self, answer: Answer | None) -> str | None:
        if answer is not None and answer.rule is not None and answer.status.has_value:
            return answer.rule.id
        return self.rule.id if self.rule else None

    def _kind_of(self, due: Due, on: date) -> FindingKind | None:
        """What it says on the day; None for a right of which the time has passed."""
        if due.not_held:
            return FindingKind.MISSING
        end = due.end
        if self.kind is DutyKind.BAR:
            lapsed = end is not None and (on >= end.date if end.kind == "earliest" else on > end.date)
            return FindingKind.MAY if lapsed else FindingKind.MUST_NOT
        if end is not None and end.kind == "earliest" and self.kind is not DutyKind.CHECK:
            return FindingKind.MUST_NOT if on < end.date else FindingKind.MAY
        if self.kind is DutyKind.RIGHT:
            return FindingKind.MAY if end is None or on <= max(end.dates) else None
        return FindingKind.AT_RISK if self.kind is DutyKind.CHECK else urgency(due.on, on)


def of_one_family(start: str, end: str) -> bool:
    """Whether references of two kinds of steps can be held against each other: that of a signal is its own."""
    return start.startswith(_SIGNAL) == end.startswith(_SIGNAL)


def _same(start: Step, step: Step, members: tuple[str, ...]) -> bool:
    """Whether a step belongs to the same procedure: no other gemeente and no other reference."""
    ours = start.member or (members[0] if len(members) == 1 else None)
    of_one = of_one_family(start.kind, step.kind)
    return (ours is None or step.member is None or step.member == ours) and (
        not of_one or start.ref is None or step.ref is None or start.ref == step.ref
    )


def _local_end(answer: Answer, day: date, *, back: bool) -> End:
    if back and isinstance(answer.value, Term):
        return answer.value.reckon_back(day)
    return answer.reckon(day)


def urgency(due: date | None, on: date) -> FindingKind:
    """Overdue after the last day; almost due when that is today or the next working day; else due."""
    if due is None:
        return FindingKind.DUE
    if on > due:
        return FindingKind.OVERDUE
    return FindingKind.ALMOST_DUE if on >= working_day_before(due) else FindingKind.DUE


@lru_cache(maxsize=4096)
def working_day_before(day: date) -> date:
    """The last working day before a day: from then on that day is today, or not later than the next working day."""
    before = day - timedelta(days=1)
    while is_free(before):
        before -= timedelta(days=1)
    return before


def _unsure(finding: Finding, doubts: list[str]) -> Finding:
    """The finding with what is not known; missing, unless only an exception to the general rule is in doubt."""
    reasons: tuple[Reason, ...] = tuple(not_known(name) for name in doubts)
    if all(is_exception(name) for name in doubts):
        return evolve(finding, reasons=(*finding.reasons, *reasons))
    return evolve(finding, kind=FindingKind.MISSING, reasons=(*finding.reasons, *reasons))
