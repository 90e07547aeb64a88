"""Duties, rights, bars and checks: what national law asks in a case, read from data, and one way to evaluate them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Protocol

from attrs import evolve, frozen

from vngkit.legislation import Answer, NationalRule, national_rule
from vngkit.reentry._case import Case, Step
from vngkit.reentry._fields import life_area
from vngkit.reentry._finding import Finding, Reason
from vngkit.reentry._predicates import predicate
from vngkit.reentry._words import DATA, DutyKind, FindingKind, LifeArea, Role
from vngkit.terms import End, Term, is_free

__all__ = ["Answers", "Duty", "Evaluable", "duties"]

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


@frozen(kw_only=True)
class Duty:
    """Een plicht, recht, verbod of controle uit de wet, as a row of data; it finds and never decides.

    Args:
        id: dotted, for example ``debt.first_talk``.
        kind: duty, right, bar or check.
        rule: the national rule that it rests on: citation, validity and term are read from it.
        about: the basic condition or theme.
        who: the role that must act.
        starts: the kinds of steps at which it starts; ``()`` is: always.
        ends: the kinds of steps by which it is done.
        when: conditions (see ``_predicates``) that must all hold; ``!`` before one turns it round.
        local_term: the open term whose local rule sets the term of time.
        title_en: what is to be done, in English; ``title_nl`` in Dutch.
    """

    id: str
    kind: DutyKind
    rule: NationalRule | None
    about: LifeArea | None
    who: Role
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    when: tuple[str, ...]
    local_term: str
    title_en: str
    title_nl: str

    @property
    def triggers(self) -> frozenset[str]:
        """The kinds of steps at which it can start."""
        return frozenset(self.starts)

    def findings(self, case: Case, on: date, answers: Answers) -> Iterator[Finding]:
        """What it finds in a case on a day."""
        if not case.active:
            return
        started = list(self._started(case, on))
        if not started:
            return
        doubts = self._doubts(case, on)
        if doubts is None:
            return
        for step in started:
            finding = self._finding(case, step, on, answers)
            if finding is not None:
                yield _unsure(finding, doubts) if doubts else finding

    def _started(self, case: Case, on: date) -> Iterator[Step | None]:
        """The steps at which it started and that were not done since; None when it needs no step."""
        if not self.starts:
            yield None
        for kind in self.starts:
            for step in case.steps_of(kind):
                happened = step.on <= on or kind.startswith("foreseen.")
                if happened and self._in_force(step.on) and not self._done(case, step, on):
                    yield step

    def _in_force(self, day: date) -> bool:
        rule = self.rule
        if rule is None:
            return True
        return not (rule.valid_from and day < rule.valid_from) and not (rule.valid_to and day >= rule.valid_to)

    def _done(self, case: Case, start: Step, on: date) -> bool:
        return any(
            start.on <= step.on <= on
            and (start.member is None or step.member is None or start.member == step.member)
            and (start.ref is None or step.ref is None or start.ref == step.ref)
            for kind in self.ends
            for step in case.steps_of(kind)
        )

    def _doubts(self, case: Case, on: date) -> list[str] | None:
        """The conditions of which is not known whether they hold; None when one does not hold."""
        doubts = []
        for name in self.when:
            said = predicate(name)(case, on)
            if said is False:
                return None
            if said is None:
                doubts.append(name)
        return doubts

    def _finding(self, case: Case, step: Step | None, on: date, answers: Answers) -> Finding | None:
        answer = self._answer(case, step, answers)
        end = self._end(step, answer)
        due = end.date if end else step.on if step and self._at_once else None
        return Finding(
            id=self.id,
            kind=self._kind_of(due, end, on),
            case_id=case.id,
            title_en=self.title_en,
            title_nl=self.title_nl,
            who=self.who,
            members=(step.member,) if step and step.member else case.members,
            about=self.about,
            due_on=due,
            end=end,
            citation=self.rule.citation if self.rule else None,
            law=self.rule.law if self.rule else "",
            rule=self._decisive(answer),
            valid_from=(self.rule.valid_from or self.rule.text_valid_from) if self.rule else None,
            valid_to=self.rule.valid_to if self.rule else None,
            verified=self.rule.verified if self.rule else True,
            answer=answer,
            trigger=step,
            reasons=_reasons(self, step, answer),
        )

    def _decisive(self, answer: Answer | None) -> str | None:
        if answer is not None and answer.rule is not None and answer.status.has_value:
            return answer.rule.id
        return self.rule.id if self.rule else None

    @property
    def _at_once(self) -> bool:
        return self.rule is not None and self.rule.reckoning.counts == "at_once"

    def _answer(self, case: Case, step: Step | None, answers: Answers) -> Answer | None:
        member = step.member if step and step.member else (case.members[0] if len(case.members) == 1 else None)
        if not self.local_term or member is None or step is None:
            return None
        return answers(self.local_term, member, step.on)

    def _end(self, step: Step | None, answer: Answer | None) -> End | None:
        if step is None:
            return None
        if answer is not None and isinstance(answer.value, Term):
            layer = answer.rule.layer.value if answer.rule and answer.rule.layer else "verordening"
            return answer.value.reckon(step.on, source=layer)
        if self.rule is None or self.rule.term is None or self.rule.reckoning.counts not in ("from", "back"):
            return None
        if self.rule.term.unit == "hours":
            return self.rule.reckon(step.at) if step.at else None
        return self.rule.reckon(step.on)

    def _kind_of(self, due: date | None, end: End | None, on: date) -> FindingKind:
        if end is not None and end.kind == "earliest":
            return FindingKind.MUST_NOT if on < end.date else FindingKind.MAY
        if self.kind is not DutyKind.DUTY:
            return _PLAIN[self.kind]
        return urgency(due, on)


_PLAIN = {
    DutyKind.RIGHT: FindingKind.MAY,
    DutyKind.BAR: FindingKind.MUST_NOT,
    DutyKind.CHECK: FindingKind.AT_RISK,
}


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
    reasons = tuple(
        Reason(kind=f"not_known.{name}", text=f"it is not known whether: {name}", text_nl=f"niet bekend is of: {name}")
        for name in doubts
    )
    return evolve(finding, kind=FindingKind.MISSING, reasons=(*finding.reasons, *reasons))


def _reasons(duty: Duty, step: Step | None, answer: Answer | None) -> tuple[Reason, ...]:
    found = []
    if duty.local_term and answer is not None and not answer.status.has_value and duty.rule and duty.rule.term:
        found.append(
            Reason(
                kind="local_rule_unknown",
                text=f"the local rule is not known ({answer.status.label('en')}): the day is the last one of the law",
                text_nl=f"de lokale regel is niet bekend ({answer.status.label('nl')}): dit is de wettelijke grens",
            )
        )
    read = duty.rule.text_valid_from if duty.rule else None
    if step is not None and read is not None and step.on < read and not (duty.rule and duty.rule.valid_from):
        found.append(
            Reason(
                kind="older_text_not_read",
                text=f"the text that was read is of {read}; that of {step.on} was not read",
                text_nl=f"gelezen is de tekst van {read}; die van {step.on} is niet gelezen",
            )
        )
    return tuple(found)


@cache
def duties() -> tuple[Duty, ...]:
    """All duties, rights, bars and checks of national law in a reentry case, in the order of the data.

    >>> next(duty.rule.id for duty in duties() if duty.id == "debt.first_talk")
    'debt_first_talk'
    """
    with (DATA / "duties.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_duty(row) for row in csv.DictReader(file))


def _duty(row: dict[str, str]) -> Duty:
    def many(key: str) -> tuple[str, ...]:
        return tuple(row[key].split("|")) if row[key] else ()

    return Duty(
        id=row["id"],
        kind=DutyKind(row["kind"]),
        rule=national_rule(row["rule"]) if row["rule"] else None,
        about=life_area(row["about"]) if row["about"] else None,
        who=Role(row["who"]),
        starts=many("starts"),
        ends=many("ends"),
        when=many("when"),
        local_term=row["local_term"],
        title_en=row["title_en"],
        title_nl=row["title_nl"],
    )
