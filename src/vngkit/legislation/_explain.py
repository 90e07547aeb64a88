"""Answers and reasons in words, in Dutch and in English."""

from __future__ import annotations

from datetime import date

from vngkit import terms
from vngkit.legislation._answer import Answer, AnswerStatus, Candidate, Outcome
from vngkit.legislation._source import Lang
from vngkit.legislation._values import value_text

__all__ = ["day_text", "explain_answer", "reason"]

_REASONS = {
    Outcome.WON: ("geldt op de dag", "in force on the day"),
    Outcome.TIED: (
        "gelijke laag en gelijk begin als {others}: een van beide moet een einddatum krijgen of ze moeten samen",
        "same layer and same start as {others}: end one of them, or make them one",
    ),
    Outcome.LOWER_LAYER: (
        "{others} is van een hogere laag (lex superior)",
        "{others} is of a higher layer (lex superior)",
    ),
    Outcome.OLDER: ("{others} is later ({later}; lex posterior)", "{others} is later ({later}; lex posterior)"),
    Outcome.START_NOT_SEEN: (
        "het begin is niet gezien; {others} heeft een begin dat wel is gezien",
        "its start was not seen; {others} has a start that was",
    ),
    Outcome.TEXT_NOT_HELD: (
        "alleen bij naam bekend: inhoud en begin zijn niet gezien",
        "known by name only: neither its content nor its start was seen",
    ),
    Outcome.WRONG_LAYER: (
        "staat in een {layer}, een laag waaraan de wet dit niet overlaat",
        "stands in a {layer}, a layer that the law does not leave this to",
    ),
    Outcome.DATES_DISAGREE: (
        "de kop zegt vanaf {start}, de tekst zegt vanaf {text_start}",
        "the header says from {start}, the text says from {text_start}",
    ),
    Outcome.NOT_PUBLISHED: (
        "werkt terug tot {retroactive}, maar bindt pas sinds de bekendmaking: {start}",
        "reaches back to {retroactive}, but binds only since it was published: {start}",
    ),
    Outcome.EARLIER_VERSION: (
        "de regeling gold sinds {regulation}, maar alleen de versie van {start} is aanwezig",
        "the regulation was in force since {regulation}, but only the version of {start} is held",
    ),
    Outcome.NOT_STARTED: ("begint later: {start}", "starts later: {start}"),
    Outcome.ENDED: ("is vervallen per {end}", "ended on {end}"),
    Outcome.GROUND_ENDED: ("de wet waarop de regel rust is vervallen", "the law on which the rule rests has ended"),
    Outcome.INHERITED: (
        "van {member}, opgegaan in deze gemeente: geldt hoogstens twee jaar voor het oude grondgebied (Wet arhi 28)",
        "of {member}, merged into this gemeente: holds for at most two years in the former area (Wet arhi 28)",
    ),
}
_WHAT_THEN: dict[AnswerStatus, tuple[str, str]] = {
    AnswerStatus.UNKNOWN: (
        "Er is voor deze gemeente en norm niets aanwezig; dat is niet hetzelfde als: er is geen regel.",
        "Nothing is held for this gemeente and term; that is not the same as: there is no rule.",
    ),
    AnswerStatus.VERSION_NOT_HELD: (
        "De regeling gold op die dag, maar de tekst die toen gold is niet aanwezig.",
        "The regulation was in force on that day, but the text of that day is not held.",
    ),
    AnswerStatus.GAP: (
        "Er zijn regels van ervoor en erna aanwezig, niet van die dag.",
        "Rules are held from before and after, none for that day.",
    ),
    AnswerStatus.NOT_YET_PUBLISHED: (
        "Op die dag was de regel nog niet bekendgemaakt; later is zij met terugwerkende kracht gaan gelden.",
        "On that day the rule was not yet published; later it came to hold retroactively.",
    ),
    AnswerStatus.EXPIRED: ("De laatste regel die aanwezig is, is vervallen.", "The last rule that is held has ended."),
    AnswerStatus.WRONG_LAYER: (
        "Wat aanwezig is staat in een laag waaraan de wet dit niet overlaat.",
        "What is held stands in a layer that the law does not leave this to.",
    ),
    AnswerStatus.CONFLICT: (
        "De bronnen spreken elkaar tegen; de bibliotheek kiest niet.",
        "The sources contradict each other; the library does not choose.",
    ),
    AnswerStatus.MEMBER_ENDED: (
        "De gemeente bestaat op die dag niet meer; of haar regels nog gelden volgt uit Wet arhi 28-30.",
        "The gemeente no longer exists on that day; whether its rules still hold follows from Wet arhi 28-30.",
    ),
}


def day_text(day: date | None, lang: Lang = "nl") -> str:
    """A day as people write it: ``23 november 2026`` in Dutch, ISO in English."""
    if day is None:
        return "onbekend" if lang == "nl" else "unknown"
    if lang == "en":
        return day.isoformat()
    return terms.day_text(day, lang).partition(" ")[2]  # without the day of the week


def reason(candidate: Candidate, lang: Lang) -> str:
    """Why a candidate won or lost, in one sentence."""
    rule, others = candidate.rule, candidate.others
    template = _REASONS[candidate.outcome][0 if lang == "nl" else 1]
    return template.format(
        others=", ".join(other.id for other in others) or "-",
        later=day_text(others[0].begins if others else None, lang),
        layer=rule.layer.label(lang) if rule.layer else "?",
        start=day_text(rule.valid_from or rule.attested_on, lang),
        text_start=day_text(rule.text_valid_from, lang),
        retroactive=day_text(rule.retroactive_to, lang),
        regulation=day_text(rule.regulation_valid_from, lang),
        end=day_text(rule.valid_to, lang),
        member=rule.member,
    )


def explain_answer(answer: Answer, lang: Lang) -> str:
    """The answer as a few lines of text."""
    dutch = lang == "nl"
    where = f"{answer.member.name} ({answer.member.code}), {answer.term.label(lang)} ({answer.term.id})"
    lines = [f"{where}, {'op' if dutch else 'on'} {day_text(answer.on, lang)}: {_headline(answer, lang)}"]
    if answer.rule and answer.status.has_value:
        layer = answer.rule.layer.label(lang) if answer.rule.layer else ("laag onbekend" if dutch else "layer unknown")
        since = day_text(answer.rule.valid_from, lang)
        lines.append(
            f"  {'Regel' if dutch else 'Rule'}: {answer.rule.source.describe(lang)}; {layer};"
            f" {'vanaf' if dutch else 'from'} {since}"
        )
    lines.append(f"  {'Grondslag' if dutch else 'Ground'}: {_ground(answer, lang)}")
    if answer.status in _WHAT_THEN:
        lines.append(f"  {_WHAT_THEN[answer.status][0 if dutch else 1]}")
    if answer.became:
        became = (
            value_text(answer.became.value, answer.term.unit, lang=lang) if answer.became.value is not None else "-"
        )
        lines.append(f"  {'Werd' if dutch else 'Became'}: {became} ({answer.became.source.describe(lang)})")
    if answer.successors:
        names = ", ".join(f"{gemeente.name} ({gemeente.code})" for gemeente in answer.successors)
        lines.append(f"  {'Opvolger' if dutch else 'Successor'}: {names}")
    lines += [f"  {'Let op' if dutch else 'Note'}: {note.explain(lang)}" for note in answer.warnings]
    lines += [
        f"  - {candidate.rule.id}: {candidate.explain(lang)}"
        for candidate in answer.candidates
        if candidate.outcome is not Outcome.WON
    ]
    lines += [
        f"  {'Onvolledig door plugin' if dutch else 'Degraded by plugin'} {fault.plugin} ({fault.stage})"
        for fault in answer.degraded_by
    ]
    return "\n".join(lines)


def _headline(answer: Answer, lang: Lang) -> str:
    if answer.value is None:
        return answer.status.label(lang)
    return f"{value_text(answer.value, answer.term.unit, lang=lang)} ({answer.status.label(lang)})"


def _ground(answer: Answer, lang: Lang) -> str:
    term = answer.term
    text = term.where()
    if term.maximum is not None:
        text += f"; {'hoogstens' if lang == 'nl' else 'at most'} {value_text(term.maximum, term.unit, lang=lang)}"
    if not term.verified:
        text += "; deze bepaling is niet gelezen" if lang == "nl" else "; this provision was not read"
    return text
