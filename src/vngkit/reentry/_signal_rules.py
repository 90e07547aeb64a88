"""Rules that turn signals into proposals, as rows of data; what they may propose is a closed list and harms nobody."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from attrs import frozen

from vngkit.legislation import Lang, NationalRule, national_rule
from vngkit.reentry._fields import life_area
from vngkit.reentry._signal_kinds import SignalKind, Tone, signal_kinds
from vngkit.reentry._words import DATA, Certainty, LifeArea, Role, Word

__all__ = ["ProposedAct", "SignalRule", "signal_rules"]

_POSITIVE = "tone.positive"


class ProposedAct(Word):
    """Voorgestelde handeling: all that a signal can lead to. Nothing in it takes, refuses or ends anything."""

    CONTACT = "contact"
    TALK = "talk"
    ARRANGE = "arrange"
    EXPLORE = "explore"
    INFORM = "inform"
    REFER = "refer"
    RECOGNISE = "recognise"


@frozen(kw_only=True)
class SignalRule:
    """Signaalregel: what is proposed to a human when a signal is there, as a row of data.

    Args:
        id: dotted, for example ``proposal.missed_appointment``.
        starts: the kinds of steps at which it starts: ``signal.<kind>``, or something that happened in the case.
        ends: the kinds of steps by which it is done.
        when: conditions that must all hold; ``!`` before one turns it round.
        min_certainty: how certain a signal must be at least: a worry, a report or a fact.
        purposes: the purposes for which it may be looked for, all of one domain.
        how: ``may``; ``must`` when the law gives the term within which it is done; ``lead`` when a local term, counted
            back from the step, says from which day on.
        act: what is proposed.
        who: the role to whom it is proposed.
        about: the basic condition or theme.
        rule: the national rule that it rests on; None is: practice.
        local_term: the open term that says what the gemeente does here.
        title_en: what is proposed, in English; ``title_nl`` in Dutch.
        why_en: why, in English; ``why_nl`` in Dutch.
        source: where the rule comes from.
    """

    id: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    when: tuple[str, ...]
    min_certainty: Certainty
    purposes: frozenset[str]
    how: str
    act: ProposedAct
    who: Role
    about: LifeArea | None
    rule: NationalRule | None
    local_term: str
    title_en: str
    title_nl: str
    why_en: str
    why_nl: str
    source: str

    def title(self, lang: Lang = "nl") -> str:
        """What is proposed, in Dutch or English."""
        return self.title_nl if lang == "nl" else self.title_en


def signal_rules(kinds: Mapping[str, SignalKind] | None = None) -> tuple[SignalRule, ...]:
    """All rules that turn signals into proposals (*signaalregels*), in the order of the data.

    ``kinds`` are the kinds that are known; a rule for what goes well starts at every positive kind among them.

    >>> next(rule.title("nl") for rule in signal_rules() if rule.id == "proposal.missed_appointment")
    'contact zoeken en vragen wat in de weg stond'
    """
    known = signal_kinds() if kinds is None else kinds
    positive = tuple(f"signal.{kind.id}" for kind in known.values() if kind.tone is Tone.POSITIVE and kind.in_case)
    return tuple(_rule(row, positive) for row in _rows())


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (DATA / "signal_rules.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _rule(row: dict[str, str], positive: tuple[str, ...]) -> SignalRule:
    def many(key: str) -> tuple[str, ...]:
        return tuple(row[key].split("|")) if row[key] else ()

    return SignalRule(
        id=row["id"],
        starts=tuple(kind for start in many("starts") for kind in (positive if start == _POSITIVE else (start,))),
        ends=many("ends"),
        when=many("when"),
        min_certainty=Certainty(row["min_certainty"]),
        purposes=frozenset(many("purposes")),
        how=row["how"],
        act=ProposedAct(row["act"]),
        who=Role(row["who"]),
        about=life_area(row["about"]) if row["about"] else None,
        rule=national_rule(row["rule"]) if row["rule"] else None,
        **{key: row[key] for key in ("local_term", "title_en", "title_nl", "why_en", "why_nl", "source")},
    )
