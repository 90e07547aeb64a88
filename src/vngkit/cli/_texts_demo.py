"""The texts of the demo, Dutch first, English second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DEMO: Final[Mapping[str, tuple[str, str]]] = {
    "demo.page_title": ("vngkit: van melding naar werklijst", "vngkit: from notice to worklist"),
    "demo.headline": (
        "Mensen die terugkeren uit detentie: wie doet wat, uiterlijk wanneer, en op grond waarvan?",
        "People who return from detention: who does what, by when, and under which law?",
    ),
    "demo.lead": (
        (
            "Verzonnen mensen, echte gemeenten en echte regels, op {day}. Elke bevinding noemt haar bron en is een"
            " voorstel voor een mens; wat niet bekend is, heet onbekend."
        ),
        (
            "Made-up people, real gemeenten and real rules, on {day}. Every finding names its source and is a proposal"
            " for a human; what is not known is called unknown."
        ),
    ),
    "demo.caseload": ("Een caseload voor zes gemeenten", "A caseload for six gemeenten"),
    "demo.made_up": (
        "{count} verzonnen mensen uit een vast begingetal, geijkt op landelijke cijfers; niemand van hen bestaat.",
        "{count} made-up people from a fixed seed, calibrated on national figures; none of them exists.",
    ),
    "demo.work": ("Dossiers en bevindingen per gemeente", "Cases and findings per gemeente"),
    "demo.cases": ("Dossiers", "Cases"),
    "demo.worklist": ("De werklijst van {name}", "The worklist of {name}"),
    "demo.list": (
        "{gemeente}, {day}: wat niet kan wachten staat boven",
        "{gemeente}, {day}: what can not wait is first",
    ),
    "demo.by_when": ("Uiterlijk", "By"),
    "demo.state": ("Stand", "State"),
    "demo.case": ("Dossier", "Case"),
    "demo.what": ("Wat", "What"),
    "demo.who": ("Wie", "Who"),
    "demo.files": ("Dezelfde lijst als bestand: {files}", "The same list as a file: {files}"),
    "demo.explained": (
        "Drie bevindingen, met alles wat erachter staat",
        "Three findings, with all that is behind them",
    ),
    "demo.sharing": ("Mag dit worden gedeeld?", "May this be shared?"),
    "demo.moved": ("De vrijlating wordt vervroegd", "The release comes earlier"),
    "demo.moved_lead": (
        "De inrichting meldt: niet {before} maar {after}. Wat eraan hangt, schuift mee.",
        "The institution tells: not {before} but {after}. What hangs on it moves along.",
    ),
    "demo.monitor": ("Werkt het?", "Does it work?"),
    "demo.monitor_lead": (
        "Alleen aantallen, op vaste momenten; wat te klein is om niemand te herkennen, staat er niet.",
        "Counts alone, at fixed moments; what is too small to hide a person is not shown.",
    ),
    "demo.questions": (
        "Een vraag met tikfouten vindt het antwoord dat er al is, en de wet houdt het waar",
        "A question with typing errors finds the answer that exists, and law keeps it true",
    ),
    "demo.answers": (
        "{count} vragen met antwoord, voor dit project geschreven; elk antwoord rust op artikelen, in een versie.",
        "{count} questions with answers, written for this project; each rests on articles, in a version.",
    ),
    "demo.meaning": ("Gezocht", "Looked for"),
    "demo.found": ("Bestaand antwoord", "Answer that exists"),
    "demo.found_caption": (
        "De beste drie, met wat elk woord van de vraag bijdroeg",
        "The best three, with what each word of the question added",
    ),
    "demo.kept": (
        "Wat is vastgelegd blijft, en wat iemand verandert valt op",
        "What is recorded stays, and a change shows",
    ),
    "demo.file": ("Bestand", "File"),
    "demo.journal": ("Opslag", "Kept by"),
    "demo.events": ("Gebeurtenissen", "Events"),
    "demo.act": ("Wat iemand buiten vngkit om deed", "What somebody did past vngkit"),
    "demo.act_none": ("Niets", "Nothing"),
    "demo.act_edit": ("Eén teken in gebeurtenis 1000 toegevoegd", "One sign added to event 1000"),
    "demo.act_delete": ("Gebeurtenis 2000 verwijderd", "Event 2000 deleted"),
    "demo.act_cut": ("De laatste vijf gebeurtenissen afgesneden", "The last five events cut off"),
    "demo.tampered": (
        "De controle van het bestand en van drie veranderde kopieën",
        "The check of the file and of three changed copies",
    ),
    "demo.verify_says": ("Wat de controle zegt", "What the check says"),
    "demo.invented": ("verzonnen voor deze demo", "made up for this demo"),
    "demo.law_moves": (
        "Stel dat {place} per {day} wijzigt ({invented}). Wat rust erop?",
        "Suppose {place} changes on {day} ({invented}). What rests on it?",
    ),
    "demo.review": (
        "Te herzien tot en met {day}: {count} van {total} antwoorden",
        "To review up to {day}: {count} of {total} answers",
    ),
    "demo.reason": ("Waarom", "Why"),
    "demo.ahead": ("straks", "ahead"),
    "demo.now": ("nu", "now"),
    "demo.found_still": (
        "Op {day} wordt het antwoord nog gevonden, en het zegt: {state}.",
        "On {day} the answer is still found, and it says: {state}.",
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
