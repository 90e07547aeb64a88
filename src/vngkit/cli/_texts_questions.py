"""The texts of questions and answers, Dutch first, English second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

QUESTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "help.ask": (
        """Zoek het antwoord dat al bestaat, ook met tikfouten of in spreektaal.

        Gezocht wordt in de gepubliceerde antwoorden van --store; zonder store in de voorbeelden van dit project. Elk
        antwoord zegt waarop het steunt, hoe zeker het is en waardoor het is gevonden.""",
        """Find the answer that exists already, also with typing errors or as people speak.

        It looks in the published answers of --store; without a store in the examples of this project. Every answer says
        what it rests on, how sure it is and what it was found by.""",
    ),
    "arg.question": ("De vraag; - leest standaardinvoer.", "The question; - reads standard input."),
    "option.limit": ("Hoeveel antwoorden ten hoogste; anders 3.", "How many answers at most; else 3."),
    "option.why": ("Toon per antwoord wat elk woord eraan bijdroeg.", "Show for each answer what each word added."),
    "option.meaning": (
        "Weeg ook betekenis mee, met het taalmodel van de extra semantic; dat kost tijd.",
        "Weigh meaning as well, with the language model of the extra semantic; that takes time.",
    ),
    "option.need_answer": ("Eindig met code 1 als er niets is gevonden.", "Exit with code 1 when nothing was found."),
    "option.store": (
        "Waar alles wordt bewaard, zoals sqlite:///vragen.db; anders VNGKIT_STORE.",
        "Where everything is kept, like sqlite:///questions.db; else VNGKIT_STORE.",
    ),
    "ask.empty": (
        "er staat geen vraag; schrijf er een, of - voor standaardinvoer.",
        "there is no question; write one.",
    ),
    "ask.examples": (
        "Voorbeeldantwoorden van dit project ({count}), geen advies; een eigen kennisbank: --store.",
        "Example answers of this project ({count}), no advice; for your own answers: --store.",
    ),
    "ask.nothing": (
        "Geen antwoord gevonden; dat wil niet zeggen dat het er niet is.",
        "No answer found; that does not say that there is none.",
    ),
    "ask.doubt": (
        "De eerste antwoorden liggen dicht bij elkaar: kijk naar meer dan het eerste.",
        "The first answers are close to each other: look at more than the first.",
    ),
    "ask.corrected": ("Gelezen als: {pairs}", "Read as: {pairs}"),
    "ask.official": ("Ook gezocht op: {pairs}", "Looked for as well: {pairs}"),
    "ask.compounds": ("Samenstellingen: {pairs}", "Compounds: {pairs}"),
    "ask.meaning_used": ("Betekenis is meegewogen.", "Meaning was weighed as well."),
    "ask.meaning_absent": ("Alleen op woorden gezocht; betekenis: {why}", "Found by words alone; meaning: {why}"),
    "ask.meaning_not_asked": (
        "Alleen op woorden gezocht; --meaning weegt ook betekenis.",
        "Found by words alone; --meaning weighs meaning as well.",
    ),
    "ask.id": ("Antwoord", "Answer"),
    "ask.certainty": ("Zekerheid", "Certainty"),
    "ask.state": ("Stand", "State"),
    "ask.rests_on": ("Steunt op", "Rests on"),
    "ask.found_by": ("Gevonden door", "Found by"),
}
