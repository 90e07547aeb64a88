"""The penitentiary programme in words, in Dutch and English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vngkit.legislation import Lang
from vngkit.reentry._release_words import assumed, grounds
from vngkit.reentry._sentence import day_count
from vngkit.terms import day_text

if TYPE_CHECKING:
    from vngkit.reentry._programme import PenitentiaryProgramme, ProgrammeReading

__all__ = ["explain_programme"]

_TEXTS: Final = {
    "nl": {
        "yes": "Naar de duur van de straf ({sentence}) kan een penitentiair programma van hoogstens {longest}.",
        "no": "Naar de duur van de straf ({sentence}) kan geen penitentiair programma.",
        "window": "Het kan beginnen van {first} tot en met {last}.",
        "small": "Er blijft te weinig over: bij de start moet nog {left} resteren.",
        "other": "Andere lezing: {text}; dan {outcome}",
        "ground": "Grondslag: {grounds}.",
    },
    "en": {
        "yes": "By the length of the sentence ({sentence}) a penitentiary programme of at most {longest} is possible.",
        "no": "By the length of the sentence ({sentence}) there is no penitentiary programme.",
        "window": "It can start from {first} through {last}.",
        "small": "Too little is left: at the start {left} must remain.",
        "other": "Other reading: {text}; then: {outcome}",
        "ground": "Ground: {grounds}.",
    },
}


def explain_programme(found: PenitentiaryProgramme, lang: Lang) -> str:
    """The lines of ``PenitentiaryProgramme.explain``."""
    return "\n".join(_lines(found, lang))


def _lines(found: PenitentiaryProgramme, lang: Lang) -> Iterator[str]:
    say = _TEXTS[lang]
    yield from _outcome(found, found.reading, lang)
    for other in found.readings[1:]:
        text = "; ".join(each.explain(lang) for each in other.assumptions)
        yield say["other"].format(text=text, outcome=" ".join(_outcome(found, other, lang)))
    taken = (*found.reading.assumptions, *found.assumptions)
    yield say["ground"].format(grounds=grounds((found.rule, *(each.rule for each in taken))))
    yield from assumed(taken, lang)


def _outcome(found: PenitentiaryProgramme, reading: ProgrammeReading, lang: Lang) -> Iterator[str]:
    say, sentence = _TEXTS[lang], found.sentence.label(lang)
    if reading.longest is None:
        yield say["no"].format(sentence=sentence)
        return
    yield say["yes"].format(sentence=sentence, longest=day_count(reading.longest, lang))
    least = found.least_left
    if reading.earliest_start is not None and reading.latest_start is not None:
        first, last = day_text(reading.earliest_start, lang), day_text(reading.latest_start, lang)
        yield say["window"].format(first=first, last=last)
    elif reading.too_little_left:
        yield say["small"].format(left=least.label(lang))
