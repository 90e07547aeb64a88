"""The escalation ladder: which step there is, who decides at it, and on what ground; never which step a person gets."""

from __future__ import annotations

import csv
from functools import cache

from attrs import field, frozen

from vngkit.legislation import Citation, Lang, NationalRule, national_rule
from vngkit.reentry._signal_kinds import Domain, purpose_of
from vngkit.reentry._words import DATA, Role

__all__ = ["EscalationStep", "escalation_ladder"]

_LADDER = "ladder"


@frozen(kw_only=True)
class EscalationStep:
    """Trede van opschaling: where a case can be taken, who decides that, for which purpose and on what ground.

    Args:
        id: for example ``safety_house``.
        any_time: False for a step of the ladder; True for what is open at any moment, from any step.
        who: the role at whose table it lies.
        purpose: the purpose for which data may be used at it, one of ``signal_purposes()``.
        rule: the national rule of its ground; None is: the text was not read.
        nl: the name in Dutch; ``en`` in English.
        decides_nl: who decides, in Dutch; ``decides_en`` in English.
        calls_nl: what calls for it, in Dutch; ``calls_en`` in English.
        source: where it comes from.
    """

    id: str
    any_time: bool
    who: Role
    purpose: str
    rule: NationalRule | None = field(repr=False)
    nl: str = field(repr=False)
    en: str = field(repr=False)
    decides_nl: str = field(repr=False)
    decides_en: str = field(repr=False)
    calls_nl: str = field(repr=False)
    calls_en: str = field(repr=False)
    source: str = field(repr=False)

    @property
    def domain(self) -> Domain | None:
        """The domain of its purpose: what may be seen at one step may not by that alone be seen at another."""
        return purpose_of(self.purpose).domain

    @property
    def citation(self) -> Citation | None:
        """The article that it rests on."""
        return self.rule.citation if self.rule else None

    def label(self, lang: Lang = "nl") -> str:
        """Its name, in Dutch or English."""
        return self.nl if lang == "nl" else self.en

    def explain(self, lang: Lang = "nl") -> str:
        """What it is, who decides, what calls for it, for which purpose, and on what ground."""
        dutch = lang == "nl"
        ground = f"{self.rule.law} {self.citation.short()}" if self.rule and self.citation else ""
        unread = "niet gelezen; controleer die eerst" if dutch else "not read; check it first"
        return "\n".join(
            (
                f"{self.label(lang)}.",
                f"  {'Wie beslist' if dutch else 'Who decides'}: {self.decides_nl if dutch else self.decides_en}.",
                f"  {'Wanneer' if dutch else 'When'}: {self.calls_nl if dutch else self.calls_en}.",
                f"  {'Doel' if dutch else 'Purpose'}: {purpose_of(self.purpose).label(lang)}.",
                f"  {'Grondslag' if dutch else 'Ground'}: {ground or unread}.",
            )
        )


@cache
def escalation_ladder() -> tuple[EscalationStep, ...]:
    """The steps of escalation (*opschaling*), from regular support upward, then what is open at any moment.

    Nothing says which step a person gets: that is for those who are named at it. Each step has its own purpose, so that
    what was collected at one does not go along to another without a ground (``kit.sharing``).

    >>> [step.id for step in escalation_ladder() if not step.any_time]
    ['regular', 'case_table', 'safety_house', 'mayor']
    """
    with (DATA / "escalation.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_step(row) for row in csv.DictReader(file))


def _step(row: dict[str, str]) -> EscalationStep:
    words = ("id", "purpose", "nl", "en", "decides_nl", "decides_en", "calls_nl", "calls_en", "source")
    return EscalationStep(
        any_time=row["when"] != _LADDER,
        who=Role(row["who"]),
        rule=national_rule(row["rule"]) if row["rule"] else None,
        **{key: row[key] for key in words},
    )
