"""The calculators of release in words, in Dutch and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from vngkit.legislation import Lang, NationalRule
from vngkit.reentry._sentence import Assumption, day_count, first_part
from vngkit.terms import day_text

if TYPE_CHECKING:
    from vngkit.reentry._release import ConditionalRelease, ReleaseReading

__all__ = ["assumed", "explain_release", "grounds", "other_days"]

_TEXTS: Final = {
    "nl": {
        "excluded": "Geen v.i.: {why} ({law}).",
        "none": "Geen v.i.: de straf van {sentence} is niet langer dan {term}.",
        "maybe": "Of v.i. kan, hangt af van hoe de wet wordt gelezen.",
        "day": "V.i. kan op zijn vroegst op {day}.",
        "share": "Van {total} moet {share} zijn ondergaan: dat is op {day}.",
        "cap": "De grens aan de duur van de v.i. schuift dat naar {day}.",
        "period": "Dan resteren {period}; de straf eindigt op {end}.",
        "reading": "Andere lezing: {text}; dan {outcome}.",
        "no": "kan v.i. niet",
        "on": "is de dag {day}",
        "otherwise": "Anders geteld: {days}.",
        "notice": "Het openbaar ministerie deelt zijn beslissing uiterlijk op {day} mee.",
        "probation": "De proeftijd duurt {length}, tot {day}.",
        "ground": "Grondslag: {grounds}.",
        "assumed": "Aangenomen: {text}.",
        "partly_conditional": "een deel van de straf is voorwaardelijk",
        "conditional_part_executed": "een voorwaardelijk deel is ten uitvoer gelegd",
        "without_lawful_stay": "geen rechtmatig verblijf",
    },
    "en": {
        "excluded": "No conditional release: {why} ({law}).",
        "none": "No conditional release: the sentence of {sentence} is not longer than {term}.",
        "maybe": "Whether there can be conditional release hangs on how the law is read.",
        "day": "Conditional release is possible on {day} at the earliest.",
        "share": "Of {total}, {share} must have been served: that is on {day}.",
        "cap": "The limit to the period of conditional release moves that to {day}.",
        "period": "Then {period} are left; the sentence ends on {end}.",
        "reading": "Other reading: {text}; then {outcome}.",
        "no": "there is no conditional release",
        "on": "the day is {day}",
        "otherwise": "Counted otherwise: {days}.",
        "notice": "The public prosecution tells its decision on {day} at the latest.",
        "probation": "The probation period is {length}, until {day}.",
        "ground": "Ground: {grounds}.",
        "assumed": "Assumed: {text}.",
        "partly_conditional": "part of the sentence is conditional",
        "conditional_part_executed": "a conditional part was ordered executed",
        "without_lawful_stay": "no lawful stay",
    },
}


def explain_release(found: ConditionalRelease, lang: Lang) -> str:
    """The lines of ``ConditionalRelease.explain``."""
    return "\n".join(_lines(found, lang))


def _lines(found: ConditionalRelease, lang: Lang) -> Iterator[str]:
    say = _TEXTS[lang]
    if found.excluded:
        why = ", ".join(say[name] for name in found.excluded)
        yield say["excluded"].format(why=why, law=grounds((found.rule,)))
        return
    if found.possible is None:
        yield say["maybe"]
    usual = found.reading
    if usual.date is None:
        yield say["none"].format(sentence=found.sentence.label(lang), term=first_part().label(lang))
    else:
        yield from _usual(found, usual, lang)
    for other in found.readings[1:]:
        outcome = say["on"].format(day=day_text(other.date, lang)) if other.date else say["no"]
        yield say["reading"].format(text="; ".join(each.explain(lang) for each in other.assumptions), outcome=outcome)
    yield from _consequences(found, lang)
    taken = (*usual.assumptions, *found.assumptions)
    yield say["ground"].format(grounds=grounds((found.rule, *(each.rule for each in taken))))
    yield from assumed(taken, lang)


def _usual(found: ConditionalRelease, usual: ReleaseReading, lang: Lang) -> Iterator[str]:
    say = _TEXTS[lang]
    if usual.date is None or usual.share_date is None or usual.share_served is None or usual.period is None:
        return
    yield say["day"].format(day=day_text(usual.date, lang))
    share, total = day_count(usual.share_served, lang), day_count(usual.sentence_days, lang)
    yield say["share"].format(total=total, share=share, day=day_text(usual.share_date, lang))
    if usual.cap_bites:
        yield say["cap"].format(day=day_text(usual.date, lang))
    yield say["period"].format(period=day_count(usual.period, lang), end=day_text(found.end, lang))
    yield from other_days(usual.dates, usual.date, lang)


def _consequences(found: ConditionalRelease, lang: Lang) -> Iterator[str]:
    say = _TEXTS[lang]
    if found.notice:
        yield say["notice"].format(day=day_text(found.notice.date, lang))
    if found.probation:
        length, last = found.probation.label(lang), day_text(found.probation.ends_on, lang)
        yield say["probation"].format(length=length, day=last)


def other_days(dates: tuple[date, ...], usual: date, lang: Lang) -> Iterator[str]:
    """The other days that can be defended, in one sentence."""
    others = [day_text(day, lang) for day in dates if day != usual]
    if others:
        yield _TEXTS[lang]["otherwise"].format(days=(" of " if lang == "nl" else " or ").join(others))


def assumed(assumptions: Iterable[Assumption], lang: Lang) -> Iterator[str]:
    """One sentence for each assumption."""
    for each in assumptions:
        yield _TEXTS[lang]["assumed"].format(text=each.explain(lang))


def grounds(rules: Iterable[NationalRule]) -> str:
    """The articles of rules, each once, with the text that was read."""
    named = dict.fromkeys(
        f"{rule.law} {rule.citation.short()}" if rule.citation else rule.law for rule in rules if rule.law
    )
    return "; ".join(named)
