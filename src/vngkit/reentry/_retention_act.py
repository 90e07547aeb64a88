"""One act of keeping no longer than allowed: of which file, by which rule, on which day, and why."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from vngkit.legislation import Citation, Lang, NationalRule, RetentionRule
from vngkit.reentry._finding import Reason
from vngkit.reentry._proofs import RetentionFile
from vngkit.terms import day_text

__all__ = ["RetentionAct"]


@frozen(kw_only=True)
class RetentionAct:
    """Bewaarhandeling: what must be shielded, removed or destroyed by a day, of which file, by which rule, and why.

    Args:
        file: in which file it stands.
        subject: the id of the case or notice; for lines of the log of sharing the name of the log.
        rule: the rule on keeping; ``national`` the provision behind it.
        due_on: the day; None when it is not known.
        events: the ids of the records that it is about.
        held: true when it may not be done yet, or not without a person: the reasons say why.
        reasons: why, and what is kept besides.
    """

    file: RetentionFile
    subject: str
    rule: RetentionRule
    national: NationalRule = field(repr=False)
    due_on: date | None
    events: tuple[str, ...] = field(default=(), repr=False)
    held: bool = False
    reasons: tuple[Reason, ...] = field(default=(), repr=False)

    @property
    def action(self) -> str:
        """What has to be done: shield, remove, destroy, destroy or anonymise."""
        return self.rule.action

    @property
    def citation(self) -> Citation | None:
        """The provision that asks it."""
        return self.national.citation

    def explain(self, lang: Lang = "nl") -> str:
        """The act with its day, its law and its reasons, in Dutch or English."""
        dutch = lang == "nl"
        day = day_text(self.due_on, lang) if self.due_on else ("dag niet bekend" if dutch else "day not known")
        place = f"{self.national.law} {self.citation.short()}" if self.citation else self.national.law
        lines = [f"{self.subject}, {day}: {self.rule.nl if dutch else self.rule.en} ({place})."]
        return "\n".join([*lines, *(f"  - {reason.explain(lang)}" for reason in self.reasons)])
