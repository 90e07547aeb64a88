"""The rule book: all local rules that are held, compiled per gemeente and term, and the questions that it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from attrs import evolve, frozen

from vngkit.errors import DataError, NotInForce
from vngkit.legislation._answer import Answer, AnswerStatus, Candidate, Fault, Outcome
from vngkit.legislation._asked import asked_day
from vngkit.legislation._local import LocalRule
from vngkit.legislation._national import national_rule
from vngkit.legislation._open_terms import OpenTerms
from vngkit.legislation._resolve import resolve
from vngkit.legislation._source import Lang
from vngkit.legislation._tables import Comparison, ComparisonRow, Coverage, CoverageRow
from vngkit.legislation._warnings import after_the_data
from vngkit.members import Gemeente, Register

__all__ = ["Explanation", "RuleBook"]

_REMEMBERED = 16_384


@frozen(kw_only=True)
class Explanation:
    """Why this answer: the rule that won, if any, and every candidate with what beat it."""

    answer: Answer
    winner: LocalRule | None
    candidates: tuple[Candidate, ...]

    def explain(self, lang: Lang = "nl") -> str:
        """The whole explanation as text."""
        return self.answer.explain(lang)

    def __str__(self) -> str:
        return self.explain("nl")


class RuleBook:
    """Answers "which rule holds in gemeente X on day D?" from the rules that are held.

    ``rules`` are local rules (of plugins, or your own), ``register`` the gemeenten through time, ``terms`` the open
    terms of national law, ``faults`` what went wrong while rules were loaded. The book is compiled once and immutable.
    Rules that do not fit the law are refused with ``DataError``, all of them told together: a ``Kit`` refuses them one
    by one, per plugin, before they come here.
    """

    def __init__(
        self, rules: Iterable[LocalRule], *, register: Register, terms: OpenTerms, faults: Sequence[Fault] = ()
    ) -> None:
        self._register, self._terms, self._faults = register, terms, tuple(faults)
        held: dict[tuple[str, str], list[LocalRule]] = {}
        seen: dict[tuple[str, str], LocalRule] = {}
        wrong: list[str] = []
        for rule in rules:
            if (rule.member, rule.id) in seen:
                wrong.append(f"two rules of {rule.member} have the id {rule.id!r}")
            try:
                check_rule(rule, terms=terms, register=register)
            except (DataError, LookupError) as error:
                wrong.append(str(error))
                continue
            seen[rule.member, rule.id] = rule
            for code in _codes_through_renames(rule.member, register):
                held.setdefault((code, rule.term), []).append(rule)
        if wrong:
            raise DataError(f"{len(wrong)} rules can not be taken in: {' | '.join(wrong)}")
        self._held: Mapping[tuple[str, str], tuple[LocalRule, ...]] = MappingProxyType(
            {key: tuple(group) for key, group in held.items()}
        )
        self._rules = tuple(seen.values())
        # the book and its answers never change: many cases of one day share them
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._answer)

    def __len__(self) -> int:
        return len(self._rules)

    def __repr__(self) -> str:
        members = len({rule.member for rule in self._rules})
        return f"<RuleBook: {len(self)} local rules of {members} members, {len(self._terms)} open terms>"

    @property
    def rules(self) -> tuple[LocalRule, ...]:
        """All local rules that are held."""
        return self._rules

    @property
    def terms(self) -> OpenTerms:
        """The open terms of national law."""
        return self._terms

    def answer(self, term: str, *, member: str, on: date) -> Answer:
        """Which rule holds for the open term ``term`` in ``member`` (a code) on the day ``on``.

        Raises ``NotFound`` for a term or code that does not exist and ``NotInForce`` for a gemeente that had not begun.
        """
        asked_day(on)
        return (
            self._remembered(term, member, on) if type(term) is type(member) is str else self._answer(term, member, on)
        )

    def _answer(self, term: str, member: str, on: date) -> Answer:
        open_term = self._terms[term]
        gemeente = self._register[member]
        faults = self._faults_for(gemeente.code)
        if gemeente.valid_to is not None and on >= gemeente.valid_to:
            successors = tuple(item.gemeente for item in self._register.successors(gemeente.code, on=on))
            return Answer(
                status=AnswerStatus.MEMBER_ENDED,
                term=open_term,
                member=gemeente,
                on=on,
                candidates=self._left_behind(gemeente, term, on),
                successors=successors,
                degraded_by=faults,
            )
        self._check_begun(gemeente, on)
        answer = resolve(open_term, gemeente, on, self._held.get((gemeente.code, term), ()))
        inherited = self._inherited(gemeente, term, on)
        notes = after_the_data(answer, self._register.held_until)
        if inherited or notes or faults:
            looked_at, warned = answer.candidates + inherited, answer.warnings + notes
            answer = evolve(answer, candidates=looked_at, warnings=warned, degraded_by=faults)
        return answer

    def explain(self, term: str, *, member: str, on: date) -> Explanation:
        """Why ``answer`` gives what it gives: the winner and every candidate with its reason."""
        answer = self.answer(term, member=member, on=on)
        winner = answer.rule if answer.status is AnswerStatus.IN_FORCE else None
        return Explanation(answer=answer, winner=winner, candidates=answer.candidates)

    def compare(self, term: str, *, on: date, members: Iterable[str] | None = None) -> Comparison:
        """One term over all gemeenten of the day (or over ``members``, codes), as a table."""
        asked_day(on)
        open_term = self._terms[term]
        if isinstance(members, str):
            raise DataError(f"members={members!r:.40} is a text, not a list of codes.", fix=f"write [{members!r:.40}]")
        codes = [gemeente.code for gemeente in self._register.on(on)] if members is None else list(members)
        rows = (ComparisonRow(answer=self.answer(term, member=code, on=on)) for code in codes)
        return Comparison(term=open_term, on=on, rows=tuple(rows))

    def coverage(self, member: str, *, on: date) -> Coverage:
        """One gemeente over all open terms: what is filled, missing, stale because the law moved, of a wrong layer."""
        asked_day(on)
        gemeente = self._register[member]
        rows = (CoverageRow(answer=self.answer(term, member=gemeente.code, on=on)) for term in self._terms)
        return Coverage(member=gemeente, on=on, rows=tuple(rows))

    def _inherited(self, gemeente: Gemeente, term: str, on: date) -> tuple[Candidate, ...]:
        """Rules of gemeenten that merged into this one not long ago: they hold in their former area (Wet arhi 28)."""
        begun = gemeente.valid_from
        if begun is None or not begun <= on <= national_rule("herindeling_old_rules").reckon(begun).date:
            return ()
        own = self._held.get((gemeente.code, term), ())
        day_before = date.fromordinal(begun.toordinal() - 1)
        found: list[Candidate] = []
        for predecessor in self._register.predecessors(gemeente.code, on=day_before):
            found += self._left_behind(predecessor, term, day_before)
        return tuple(candidate for candidate in found if candidate.rule not in own)

    def _left_behind(self, gemeente: Gemeente, term: str, on: date) -> tuple[Candidate, ...]:
        """The rules of an ended gemeente that held on its last day, as candidates that are shown and never used."""
        last = min(on, date.fromordinal(gemeente.valid_to.toordinal() - 1)) if gemeente.valid_to else on
        answer = resolve(self._terms[term], gemeente, last, self._held.get((gemeente.code, term), ()))
        return tuple(
            Candidate(rule=candidate.rule, outcome=Outcome.INHERITED)
            for candidate in answer.candidates
            if candidate.outcome is Outcome.WON
        )

    def _check_begun(self, gemeente: Gemeente, on: date) -> None:
        if gemeente.valid_from is None or on >= gemeente.valid_from:
            return
        day_before = date.fromordinal(gemeente.valid_from.toordinal() - 1)
        former = ", ".join(f"{g.name} ({g.code})" for g in self._register.predecessors(gemeente.code, on=day_before))
        raise NotInForce(
            f"{gemeente.name} ({gemeente.code}) did not exist on {on}: it began on {gemeente.valid_from}.",
            fix=f"ask for the gemeente of that day: {former}" if former else "ask for a later day",
        )

    def _faults_for(self, code: str) -> tuple[Fault, ...]:
        return tuple(fault for fault in self._faults if fault.members is None or code in fault.members)


def _codes_through_renames(code: str, register: Register) -> list[str]:
    """The code of a gemeente, and the codes that the same gemeente bore after it was only renamed."""
    codes = [code]
    while (ending := register.ending(codes[-1])) is not None and ending.kind == "rename":
        codes.append(ending.outcome[0].gemeente.code)
    return codes


def check_rule(rule: LocalRule, *, terms: OpenTerms, register: Register) -> None:
    """Raise when a rule does not fit: an unknown term or member, a value outside the bounds of national law."""
    term = terms[rule.term]
    register[rule.member]
    if rule.value is not None:
        try:
            term.check(rule.value)
        except DataError as error:
            raise DataError(f"rule {rule.id!r}: {error.what}", why=error.why, fix=error.fix) from None
