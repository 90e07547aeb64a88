"""Proposals: what a signal leads to for the one purpose that asks; a finding with reasons, for a human."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from attrs import frozen

from vngkit.legislation import Answer
from vngkit.reentry._case import Case, Signal, Step
from vngkit.reentry._duty import Answers, urgency
from vngkit.reentry._finding import Finding, Reason
from vngkit.reentry._predicates import predicate
from vngkit.reentry._signal_kinds import SignalKind, purpose_of, signal_kinds
from vngkit.reentry._signal_rules import SignalRule, signal_rules
from vngkit.reentry._signals import visible_signals
from vngkit.reentry._words import Certainty, FindingKind, Scenario
from vngkit.terms import End, Term, day_text

__all__ = ["Proposer", "proposers"]

_SURE: Final = (Certainty.WORRY, Certainty.REPORT, Certainty.FACT)
_HUMAN: Final = Reason(
    kind="for_a_human",
    text="a proposal: a human decides, and may decide to do nothing",
    text_nl="een voorstel: een mens beslist, en mag besluiten niets te doen",
)
_PRACTICE: Final = Reason(
    kind="practice", text="no article of law asks for this: practice", text_nl="geen wetsartikel vraagt dit: praktijk"
)
_UNCERTAIN: Final = {
    Certainty.REPORT: ("somebody told it: it is not established", "iemand heeft het verteld: het staat niet vast"),
    Certainty.WORRY: (
        "a worry is not a fact: ask before anything is built on it",
        "een zorg is geen feit: vraag het na voordat er iets op wordt gebouwd",
    ),
}


@frozen(kw_only=True)
class Proposer:
    """Voorsteller: a rule for signals, bound to the purpose that asks; it sees only what that purpose may see.

    Args:
        rule: the rule.
        purpose: one of ``signal_purposes()``.
        kinds: the kinds of signals that are known.
    """

    rule: SignalRule
    purpose: str
    kinds: Mapping[str, SignalKind]

    @property
    def id(self) -> str:
        """The id of the rule."""
        return self.rule.id

    @property
    def triggers(self) -> frozenset[str]:
        """The kinds of steps at which it can start."""
        return frozenset(self.rule.starts)

    def findings(self, case: Case, on: date, answers: Answers) -> Iterator[Finding]:
        """At most one proposal (*voorstel*) in a case on a day, with every signal that leads to it as a reason."""
        if not case.active:
            return
        signals = {signal.id: signal for signal in visible_signals(case, self.purpose, on=on, kinds=self.kinds)}
        started = [(step, signals.get(step.ref or "")) for step in self._started(case, on, signals)]
        doubts = self._doubts(case, on)
        if doubts is None or not started or (doubts and not any(signal for _, signal in started)):
            return
        step = started[0][0]
        answer = self._answer(case, step, answers)
        end = self._end(step, answer)
        if self.rule.how == "lead" and end is not None and on < end.date:
            return
        told = [reason for _, signal in started if signal for reason in _told(signal, self.kinds[signal.kind])]
        yield self._finding(case, step, on, answer, end, (*told, *map(_doubt, doubts)))

    def _started(self, case: Case, on: date, signals: Mapping[str, Signal]) -> Iterator[Step]:
        for kind in self.rule.starts:
            for step in case.steps_of(kind):
                if not self._done(case, step, on) and self._counts(step, on, signals):
                    yield step

    def _counts(self, step: Step, on: date, signals: Mapping[str, Signal]) -> bool:
        if not step.kind.startswith("signal."):
            return step.on <= on or step.kind.startswith("foreseen.")
        signal = signals.get(step.ref or "")
        return signal is not None and _SURE.index(signal.certainty) >= _SURE.index(self.rule.min_certainty)

    def _done(self, case: Case, start: Step, on: date) -> bool:
        return any(start.on <= step.on <= on for kind in self.rule.ends for step in case.steps_of(kind))

    def _doubts(self, case: Case, on: date) -> list[str] | None:
        said = {name: (_OWN.get(name) or predicate(name))(case, on) for name in self.rule.when}
        return None if False in said.values() else [name for name, holds in said.items() if holds is None]

    def _answer(self, case: Case, step: Step, answers: Answers) -> Answer | None:
        member = step.member or (case.members[0] if len(case.members) == 1 else None)
        return answers(self.rule.local_term, member, step.on) if self.rule.local_term and member else None

    def _end(self, step: Step, answer: Answer | None) -> End | None:
        if self.rule.how == "lead" and answer is not None and isinstance(answer.value, Term):
            return answer.value.reckon_back(step.on)
        if self.rule.how == "must" and self.rule.rule is not None and self.rule.rule.term is not None:
            return self.rule.rule.reckon(step.on)
        return None

    def _finding(  # noqa: PLR0913, PLR0917  # the parts of one finding, each reckoned on its own above
        self, case: Case, step: Step, on: date, answer: Answer | None, end: End | None, more: tuple[Reason, ...]
    ) -> Finding:
        rule, law = self.rule, self.rule.rule
        due = end.date if end else None
        return Finding(
            id=rule.id,
            kind=urgency(due, on) if rule.how == "must" else FindingKind.MAY,
            case_id=case.id,
            title_en=rule.title_en,
            title_nl=rule.title_nl,
            who=rule.who,
            members=(step.member,) if step.member else case.members,
            about=rule.about,
            due_on=due,
            end=end,
            citation=law.citation if law else None,
            law=law.law if law else "",
            rule=law.id if law else rule.id,
            valid_from=(law.valid_from or law.text_valid_from) if law else None,
            valid_to=law.valid_to if law else None,
            verified=law.verified if law else True,
            answer=answer,
            trigger=step,
            reasons=(_HUMAN, *_why(rule), *more, *(() if law else (_PRACTICE,)), *_local(rule, answer)),
        )


def proposers(purpose: str, kinds: Mapping[str, SignalKind] | None = None) -> tuple[Proposer, ...]:
    """The rules for signals that a purpose may use (*signaalregels voor een doel*), to evaluate in a ``DutyBook``.

    Args:
        purpose: one of ``signal_purposes()``.
        kinds: the kinds of signals that are known; those of this version if left out.

    Raises:
        PurposeRequired: without a purpose.
        NotFound: a purpose that is not known.

    >>> [one.id for one in proposers("explore_need_for_compulsory_care")]
    ['proposal.worry_exploration', 'proposal.crisis']
    """
    known = signal_kinds() if kinds is None else kinds
    asked = purpose_of(purpose).id
    return tuple(
        Proposer(rule=rule, purpose=asked, kinds=known) for rule in signal_rules(known) if asked in rule.purposes
    )


def _told(signal: Signal, kind: SignalKind) -> Iterator[Reason]:
    yield Reason(
        kind=f"signal.{kind.id}",
        text=f"{kind.label('en')}, seen on {day_text(signal.observed_on, 'en')} ({signal.certainty.label('en')})",
        text_nl=f"{kind.label('nl')}, gezien op {day_text(signal.observed_on)} ({signal.certainty.label('nl')})",
    )
    if signal.certainty in _UNCERTAIN:
        english, dutch = _UNCERTAIN[signal.certainty]
        yield Reason(kind=f"uncertain.{signal.certainty}", text=english, text_nl=dutch)


def _why(rule: SignalRule) -> Iterator[Reason]:
    yield Reason(kind=f"act.{rule.act}", text=rule.act.label("en"), text_nl=rule.act.label("nl"))
    if rule.why_en:
        yield Reason(kind="why", text=rule.why_en, text_nl=rule.why_nl)


def _local(rule: SignalRule, answer: Answer | None) -> Iterator[Reason]:
    if rule.local_term and (answer is None or not answer.status.has_value):
        yield Reason(
            kind="local_rule_unknown",
            text=f"the local rule ({rule.local_term}) is not known",
            text_nl=f"de lokale regel ({rule.local_term}) is niet bekend",
        )


def _doubt(name: str) -> Reason:
    return Reason(
        kind=f"not_known.{name}", text=f"it is not known whether: {name}", text_nl=f"niet bekend is of: {name}"
    )


def _contact_recorded(case: Case, on: date) -> bool:
    """Whether somebody recorded contact during the stay; not recorded is all that it says."""
    start = case.detention_start
    return any(start is None or start <= step.on <= on for step in case.steps_of("contact.made"))


def _released_early(case: Case, on: date) -> bool:  # noqa: ARG001  # the form of a condition
    """Whether the person was released before the day that was believed, or on a day that nobody knew."""
    belief, released = case.release.scenarios.get(Scenario.EXPECTED), case.release.released_on
    if released is None:
        return False
    return belief is None or belief.expected is None or released < belief.expected


_OWN: Mapping[str, Callable[[Case, date], bool | None]] = MappingProxyType(
    {
        "contact_recorded": _contact_recorded,
        "!contact_recorded": lambda case, on: not _contact_recorded(case, on),
        "released_early": _released_early,
    }
)
