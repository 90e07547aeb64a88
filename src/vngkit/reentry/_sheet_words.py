"""The fixed words of a worklist in Dutch and English, and how its days, cases and gemeenten are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from vngkit import members
from vngkit.legislation import Lang
from vngkit.reentry._fields import life_area
from vngkit.reentry._sheet import WorklistLine, WorklistSheet, stands_apart
from vngkit.reentry._words import FindingKind
from vngkit.terms import day_text

__all__ = [
    "about_text",
    "alike",
    "case_text",
    "counted",
    "details",
    "heading",
    "member_name",
    "say",
    "summary",
    "when_text",
    "who_text",
]

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "worklist": ("Werklijst", "Worklist"),
    "case": ("dossier", "case"),
    "cases": ("dossiers", "cases"),
    "finding": ("bevinding", "finding"),
    "findings": ("bevindingen", "findings"),
    "in": ("in", "in"),
    "only": ("alleen wat is voor de", "only what is for the"),
    "nothing": ("Er is niets te doen.", "There is nothing to do."),
    "left_out": ("Niet getoond: {} bevindingen meer.", "Not shown: {} more findings."),
    "apart": ("Wat mag, wat niet mag, en wat anderen doen", "What may, what must not, and what others do"),
    "apart_lead": (
        "Rechten en verboden: goed om te weten, geen taak op zichzelf.",
        "Rights and bars: good to know, no task by themselves.",
    ),
    "law": ("Grondslag", "Ground"),
    "local": ("Lokale regel", "Local rule"),
    "why": ("Reden", "Reason"),
    "unknown": ("Niet bekend of niet zeker", "Not known or not sure"),
    "arithmetic": ("Zo gerekend", "How it was reckoned"),
    "when": ("Wanneer", "When"),
    "what": ("Wat", "What"),
    "who": ("Wie", "Who"),
    "about": ("Waarover", "About"),
    "case_head": ("Dossier", "Case"),
    "rule": ("Regel", "Rule"),
    "no_day": ("geen datum", "no date"),
    "from": ("vanaf", "from"),
    "until": ("tot en met", "until"),
    "parts": ("Hoe", "How"),
    "not_read": ("tekst niet gelezen", "text not read"),
    "proposal": (
        "Een bevinding is een voorstel met redenen en een bron, gemaakt voor een mens; zij beslist niet.",
        "A finding is a proposal with reasons and a source, made for a human; it decides nothing.",
    ),
    "masked": (
        "Een dossier staat hier met zijn nummer in dit systeem; er staat geen persoonsgegeven op deze lijst.",
        "A case is shown by its id in this system; nothing personal stands on this list.",
    ),
    "revealed": (
        "Vertrouwelijk: op deze lijst staan kenmerken die voor een doel zijn ingezien.",
        "Confidential: this list holds references that were read for a purpose.",
    ),
    "skip": ("Naar de lijst", "To the list"),
    "on_page": ("Op deze pagina", "On this page"),
    "details": ("Uitleg", "Explanation"),
}


def say(key: str, lang: Lang) -> str:
    """A fixed text."""
    return _WORDS[key][0 if lang == "nl" else 1]


def member_name(code: str) -> str:
    """The name of a gemeente with its code; the code alone when it is not known."""
    register = members.load()
    return f"{register[code].name} ({code})" if code in register else code


def heading(sheet: WorklistSheet) -> str:
    """What the list is, in one line."""
    role = f", {say('only', sheet.lang)} {sheet.role.label(sheet.lang)}" if sheet.role else ""
    return f"{say('worklist', sheet.lang)} {member_name(sheet.member)}, {day_text(sheet.on, sheet.lang)}{role}"


def counted(number: int, word: str, lang: Lang) -> str:
    """A number with its word, one or many: ``1 dossier``, ``4 dossiers``."""
    return f"{number} {say(word if number == 1 else word + 's', lang)}"


def summary(sheet: WorklistSheet) -> str:
    """How many findings there are in how many cases, and of which kinds."""
    lang = sheet.lang
    total = f"{counted(len(sheet.lines), 'finding', lang)} {say('in', lang)} "
    total += counted(len({line.case_id for line in sheet.lines}), "case", lang)
    kinds = [(kind, sum(line.kind is kind for line in sheet.lines)) for kind in FindingKind]
    told = ", ".join(f"{number} {kind.label(lang)}" for kind, number in kinds if number)
    return f"{total}: {told}." if told else f"{total}."


def who_text(lines: Sequence[WorklistLine], lang: Lang) -> str:
    """Who must act in lines that say the same, with the gemeenten that it concerns."""
    named = ", ".join(member_name(code) for code in dict.fromkeys(code for line in lines for code in line.members))
    return f"{lines[0].who.label(lang)}; {named}" if named else lines[0].who.label(lang)


def about_text(line: WorklistLine, lang: Lang) -> str:
    """The basic condition or theme in words; empty when it is about none."""
    return life_area(line.about).label(lang) if line.about else ""


def when_text(line: WorklistLine, lang: Lang) -> str:
    """The day as it counts for this kind of finding: of what may or must not be done, from when or until when."""
    if line.due_on is None:
        return say("no_day", lang)
    if line.day_is == "earliest" or (line.kind is FindingKind.MUST_NOT and not line.day_is):
        return f"{say('from', lang)} {line.due_on}"
    return f"{say('until', lang)} {line.due_on}" if stands_apart(line) and line.day_is == "latest" else str(line.due_on)


def case_text(line: WorklistLine) -> str:
    """The id of the case, with its reference when that was revealed."""
    return f"{line.case_id} ({line.reference})" if line.reference else line.case_id


def details(line: WorklistLine, lang: Lang) -> Iterator[tuple[str, str]]:
    """What stands behind a line: each part with what it is called; empty parts are left out."""
    for key, text in (
        ("arithmetic", line.arithmetic),
        ("law", line.law),
        ("local", line.local_rule),
        ("parts", line.parts),
        ("why", line.why),
        ("unknown", line.not_known),
    ):
        if text:
            yield say(key, lang), text


def alike(lines: Iterable[WorklistLine]) -> list[list[WorklistLine]]:
    """Lines that say the same of several cases together, in the order of the first; one with a day stands alone.

    Rights and bars are put together by what they say, whatever their day.
    """
    groups: dict[tuple[object, ...], list[WorklistLine]] = {}
    for place, line in enumerate(lines):
        same: tuple[object, ...] = (line.kind, line.finding, line.what)
        if not stands_apart(line):
            same += (line.who, line.local_rule, line.why, line.not_known, place if line.due_on else None)
        groups.setdefault(same, []).append(line)
    return list(groups.values())
