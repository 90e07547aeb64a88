"""The texts of the demo, Dutch first, English second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DEMO: Final[Mapping[str, tuple[str, str]]] = {
    "demo.page_title": ("vngkit: welke regel geldt waar?", "vngkit: which rule holds where?"),
    "demo.headline": (
        "Welke regel geldt in gemeente X op dag D, en hoe weten we dat?",
        "Which rule holds in gemeente X on day D, and how do we know?",
    ),
    "demo.lead": (
        (
            "Zes vragen aan echte gegevens, beantwoord voor {day}. Elk antwoord noemt zijn bron;"
            " wat niet bekend is, heet onbekend."
        ),
        (
            "Six questions to real data, answered for {day}. Every answer names its source; what is not known is called"
            " unknown."
        ),
    ),
    "demo.skip": ("Naar de inhoud", "To the content"),
    "demo.contents": ("Inhoud", "Contents"),
    "demo.find": ("Een tikfout wordt nooit gegokt", "A typing error is never guessed"),
    "demo.suggestions": ("Namen die erop lijken", "Names that are near"),
    "demo.score": ("Gelijkenis", "Likeness"),
    "demo.find_chosen": (
        "Een mens kiest; pas dan volgt wat over {name} bekend is.",
        "A person chooses; only then comes what is held about {name}.",
    ),
    "demo.history": ("Gemeenten door de tijd", "Gemeenten through time"),
    "demo.split": (
        "Bij een splitsing geeft geen bron de verdeling. Dan staat er een probleem, geen verzonnen deel.",
        "Of a split no source gives the shares. Then there is a problem, not an invented share.",
    ),
    "demo.crosswalk": ("Oude rijen naar de gemeenten van {day}", "Old rows to the gemeenten of {day}"),
    "demo.year": ("Jaar", "Year"),
    "demo.today": ("Gemeente nu, of wat in de weg staat", "Gemeente now, or what stands in the way"),
    "demo.rule": (
        "Hoe lang mag {name} doen over een besluit op een aanvraag om schuldhulp?",
        "How long may {name} take to decide on a request for debt help?",
    ),
    "demo.others": ("Dezelfde vraag in drie andere gemeenten", "The same question in three other gemeenten"),
    "demo.unread": (
        "Een waarde waarvan de tekst van de regeling niet is gelezen, zegt dat er altijd bij.",
        "A value of which the text of the regulation was not read always says so.",
    ),
    "demo.answer": ("Antwoord", "Answer"),
    "demo.spread": ("Dezelfde vraag in alle {count} gemeenten", "The same question in all {count} gemeenten"),
    "demo.spread_caption": ("Antwoorden op {term}", "Answers to {term}"),
    "demo.map": (
        (
            "Elke stip is een gemeente ({term}, {day}); een grote stip heeft een regel die aanwezig is. Punten: CBS en"
            " Kadaster, gebiedsindelingen 2025."
        ),
        (
            "Every dot is a gemeente ({term}, {day}); a large dot has a rule that is held. Points: CBS and Kadaster,"
            " gebiedsindelingen 2025."
        ),
    ),
    "demo.coverage": ("Wat heeft {name} ingevuld, en wat ontbreekt?", "What has {name} filled, and what is missing?"),
    "demo.filled": ("Ingevuld door een lokale regel", "Filled by a local rule"),
    "demo.gaps": (
        "Gaten: door de wet verplicht, vervallen of tegenstrijdig",
        "Gaps: required by law, expired or contradicting",
    ),
    "demo.more": ("en nog {count}", "and {count} more"),
    "demo.contained": ("Een kapotte plugin raakt niemand anders", "A broken plugin touches nobody else"),
    "demo.bad_lead": (
        (
            "Naast de echte plugins zijn er drie verzonnen geladen: een die het programma wil stoppen, een met een"
            " termijn van negen weken, en een die voor een andere gemeente spreekt."
        ),
        (
            "Beside the real plugins three made-up ones were loaded: one that wants to stop the program, one with a"
            " term of nine weeks, and one that speaks for another gemeente."
        ),
    ),
    "demo.faults": ("Wat er misging, bij naam", "What went wrong, by name"),
    "demo.same": (
        "{same} van {total} antwoorden zijn precies gelijk aan die zonder de kapotte plugins.",
        "{same} of {total} answers are exactly those without the broken plugins.",
    ),
    "demo.degraded": (
        "Bij {names} staat dat het antwoord onvolledig kan zijn: de kapotte plugins spraken voor die gemeente.",
        "The answer for {names} adds that it may be incomplete: the broken plugins spoke for that gemeente.",
    ),
    "demo.sources": ("Bronnen", "Sources"),
    "demo.law_source": (
        "Wetten: feiten uit gedateerde teksten, wetten.overheid.nl (vrij van auteursrecht)",
        "Law: facts from dated texts, wetten.overheid.nl (free of copyright)",
    ),
    "demo.bylaw_source": (
        "Lokale regels: CVDR en Gemeenteblad, elke rij met vindplaats",
        "By-laws: CVDR and Gemeenteblad, every row with where it was found",
    ),
    "demo.no_advice": (
        "Dit is geen juridisch advies. Dat een regel hier niet aanwezig is, zegt niet dat hij niet bestaat.",
        "This is no legal advice. That a rule is not held here does not say that it does not exist.",
    ),
    "demo.written": ("Pagina: {path} ({seconds} s)", "Page: {path} ({seconds} s)"),
}
