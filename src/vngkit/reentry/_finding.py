"""A finding: what must, may or must not be done in a case, by whom, by when, under which law, and how sure that is."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from attrs import field, frozen

from vngkit.legislation import Answer, Citation, Lang, Source
from vngkit.reentry._case import Step
from vngkit.reentry._words import FindingKind, LifeArea, Role
from vngkit.terms import End, Reading, Remark

__all__ = ["Ambiguity", "Finding", "Reason"]

Ambiguity: TypeAlias = Reading | Remark


@frozen(kw_only=True)
class Reason:
    """Reden: why a finding is there; ``kind`` for programs, the text in English and Dutch, never a personal value."""

    kind: str
    text: str
    text_nl: str

    def explain(self, lang: Lang = "nl") -> str:
        """The reason in Dutch or English."""
        return self.text_nl if lang == "nl" else self.text


@frozen(kw_only=True)
class Finding:
    """Bevinding: a proposal with reasons and a source, made for a human; never a decision.

    Args:
        id: of the duty, right, bar or check behind it, for example ``debt.first_talk``.
        kind: what it says: overdue, almost due, due, at risk, missing, must not, may.
        case_id: of the case.
        title_en: what is to be done, in English; ``title_nl`` in Dutch.
        who: the role that must act.
        members: the codes of the gemeenten that it concerns.
        about: the basic condition or theme, when it is about one.
        due_on: the last day (or the day itself, or the first day for what may not be earlier); None when no term runs.
        end: the arithmetic behind ``due_on``.
        citation: the article, with the version that was read.
        law: the name of the law.
        rule: the id of the national or local rule.
        source: of a local rule that is no open term.
        valid_from: since when the rule holds, where that is known.
        valid_to: the first day on which it no longer holds.
        verified: whether the text of the rule was read.
        answer: the local rule that decided, with everything that was looked at.
        answers: every answer that was asked of local rules: the term, and facts that who acts must know.
        trigger: the step at which it started.
        within: the id of the duty that it says more about.
        parts: what law says of how it is done, each a finding with its own source.
        reasons: why it is there, and what is not known.

    ``explain("nl")`` gives all of it in words. Nothing in a finding is personal.
    """

    id: str
    kind: FindingKind
    case_id: str
    title_en: str
    title_nl: str
    who: Role
    members: tuple[str, ...] = ()
    about: LifeArea | None = None
    due_on: date | None = None
    end: End | None = field(default=None, repr=False)
    citation: Citation | None = field(default=None, repr=False)
    law: str = field(default="", repr=False)
    rule: str | None = None
    source: Source | None = field(default=None, repr=False)
    valid_from: date | None = field(default=None, repr=False)
    valid_to: date | None = field(default=None, repr=False)
    verified: bool = True
    answer: Answer | None = field(default=None, repr=False)
    answers: tuple[Answer, ...] = field(default=(), repr=False)
    trigger: Step | None = field(default=None, repr=False)
    within: str = field(default="", repr=False)
    parts: tuple[Finding, ...] = field(default=(), repr=False)
    reasons: tuple[Reason, ...] = field(default=(), repr=False)

    @property
    def ambiguity(self) -> tuple[Ambiguity, ...]:
        """Every other reading and doubt that the law leaves here; empty when the law is clear."""
        return (*self.end.alternatives, *self.end.doubts) if self.end else ()

    @property
    def dates(self) -> tuple[date, ...]:
        """Every day that can be defended for it, from early to late; empty without a term."""
        return self.end.dates if self.end else (self.due_on,) if self.due_on else ()

    def title(self, lang: Lang = "nl") -> str:
        """What is to be done, in Dutch or English."""
        return self.title_nl if lang == "nl" else self.title_en

    def explain(self, lang: Lang = "nl") -> str:
        """The finding in words: what, who, by when with the arithmetic, law, local rule, what is not known."""
        from vngkit.reentry._explain import explain_finding

        return explain_finding(self, lang)
