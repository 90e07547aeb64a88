"""The texts of ``--help``: commands, arguments and options, Dutch first, English second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

HELP: Final[Mapping[str, tuple[str, str]]] = {
    "help.usage": ("Gebruik:", "Usage:"),
    "help.options_metavar": ("[OPTIES]", "[OPTIONS]"),
    "help.options": ("Opties", "Options"),
    "help.arguments": ("Argumenten", "Arguments"),
    "help.commands": ("Opdrachten", "Commands"),
    "help.vngkit": (
        """Welke regel geldt in gemeente X op dag D, en hoe weten we dat?

        Alle gemeenten door de tijd, wat de wet hun vraagt en overlaat, en de lokale regels die dat invullen. Elk
        antwoord noemt zijn bron. Onbekend is nooit nee; er wordt nooit gegokt.""",
        """Which rule holds in gemeente X on day D, and how do we know?

        All gemeenten through time, what law asks of them and leaves to them, and the local rules that fill it. Every
        answer names its source. Unknown is never no; nothing is ever guessed.""",
    ),
    "help.members": ("Gemeenten door de tijd.", "Gemeenten through time."),
    "help.find": (
        """Zoek één gemeente en toon wat over haar bekend is.

        Een naam wordt herkend zoals mensen hem schrijven. Bij een tikfout staan er namen ter keuze; er wordt niet
        gegokt.""",
        """Find one gemeente and show what is held about it.

        A name is known as people write it. A typing error gives names to choose from; nothing is guessed.""",
    ),
    "help.history": (
        "Vertel wat er met een gemeente is gebeurd: begin, herindelingen, einde.",
        "Tell what happened to a gemeente: beginning, mergers and splits, end.",
    ),
    "help.crosswalk": (
        """Breng de gemeentecodes in een CSV-bestand naar de gemeenten van één dag.

        Het bestand mag elke lengte hebben. Alle rijen en kolommen blijven; er komen twee kolommen bij: de code op die
        dag en het probleem. Een rij die niet met zekerheid is om te zetten krijgt een probleem, nooit een gok.""",
        """Bring the gemeente codes in a CSV file to the gemeenten of one day.

        The file may have any length. All rows and columns stay; two columns are added: the code on that day and the
        problem. A row that cannot be brought over with certainty gets a problem, never a guess.""",
    ),
    "help.rules": ("Welke regel geldt, waarom, en wat ontbreekt.", "Which rule holds, why, and what is missing."),
    "help.answer": (
        """Zeg welke regel voor een open norm geldt in een gemeente op een dag.

        Het antwoord heeft altijd een status; alleen 'geldt' en 'landelijke regel' dragen een waarde.""",
        """Say which rule holds for an open term in a gemeente on a day.

        The answer always has a status; only 'in force' and 'national rule' carry a value.""",
    ),
    "help.explain": (
        "Zeg waarom: het antwoord, en van elke bekeken regel wat ervan is geworden.",
        "Say why: the answer, and of every rule that was looked at what became of it.",
    ),
    "help.compare": (
        "Vergelijk één open norm over alle gemeenten van de dag: de spreiding, en met --all elke rij.",
        "Compare one open term over all gemeenten of the day: the spread, and with --all every row.",
    ),
    "help.coverage": (
        """Toon van één gemeente welke open normen zijn ingevuld en welke ontbreken.

        Ook: welke de wet verplicht, welke verouderd zijn omdat de wet erboven is gewijzigd, en welke in een verkeerde
        laag staan. 'Ontbreekt' betekent: hier niet aanwezig; het bewijst niet dat de gemeente geen regel heeft.""",
        """Show of one gemeente which open terms are filled and which are missing.

        Also: which the law requires, which are stale because the law above them moved, and which stand in a wrong
        layer. 'Missing' means: not held here; it does not prove that the gemeente has no rule.""",
    ),
    "help.law": (
        "De wet als gegevens: wat steunt waarop, wat mag worden gedeeld.",
        "The law as data: what rests on what, what may be shared.",
    ),
    "help.impact": (
        """Toon wat op een wet of artikel steunt, zodat een wetswijziging een werklijst wordt.

        Landelijke regels, open normen, regels over delen en bewaren, de lokale regels van plug-ins en de plichten bij
        terugkeer. Niets gevonden wil zeggen: hier niets aanwezig.""",
        """Show what rests on a law or an article, so that a change of law becomes a list of work.

        National rules, open terms, rows on sharing and keeping, the local rules of plugins and the duties of reentry.
        Nothing found means: nothing held here.""",
    ),
    "help.may_share": (
        """Zeg of een gegeven gedeeld mag worden: van wie, aan wie, waarvoor, op welke dag.

        Zonder regel die het toestaat is het antwoord nee; dan staat erbij waar het wel zou kunnen. 'Ja' wil zeggen: er
        is een grondslag, en een mens bevestigt de voorwaarden.""",
        """Say whether an item may be shared: from whom, to whom, what for, on which day.

        Without a rule that allows it the answer is no, with where it could be lawful. 'Yes' means: there is a ground,
        and a person confirms the conditions.""",
    ),
    "arg.item": ("Het gegeven, bijvoorbeeld release_date.", "The item, for example release_date."),
    "option.giver": ("Wie het geeft, bijvoorbeeld director.", "Who gives it, for example director."),
    "option.taker": ("Wie het krijgt, bijvoorbeeld college.", "Who gets it, for example college."),
    "option.purpose": (
        "Waarvoor, bijvoorbeeld set_amend_or_carry_out_plan.",
        "What for, for example set_amend_or_carry_out_plan.",
    ),
    "option.need_yes": ("Eindig met code 1 als het niet mag.", "Exit with code 1 when it may not be shared."),
    "arg.work": ("Het BWB-nummer van de wet, bijvoorbeeld BWBR0031331.", "The BWB id of the law, like BWBR0031331."),
    "option.article": ("Alleen dit artikel, bijvoorbeeld 4a.", "This article only, for example 4a."),
    "help.plugins": ("Plugins: van wie zijn de lokale regels?", "Plugins: whose are the local rules?"),
    "help.plugins_list": (
        "Toon elke plugin: naam, versie, gemeenten, regels, stand en fouten; ook wat niet is geladen.",
        "Show every plugin: name, version, members, rules, state and faults; also what was not loaded.",
    ),
    "help.plugins_check": (
        """Keur een plugin: noem alles wat er mis is, elk met wat te doen.

        NAME is een geïnstalleerde plugin of een Python-module; PATH de map van een plugin. De keuring draait de plugin
        in een eigen proces.""",
        """Check a plugin: tell everything that is wrong, each with what to do.

        NAME is an installed plugin or a Python module; PATH the folder of a plugin. The check runs the plugin in a
        process of its own.""",
    ),
    "help.plugins_new": (
        "Maak een plugin voor een gemeente, die meteen door de keuring komt.",
        "Make a plugin for a gemeente, which passes the check at once.",
    ),
    "help.doctor": (
        "Onderzoek deze installatie: versies, gegevens en controlegetallen, plugins, en tot wanneer alles bekend is.",
        "Examine this installation: versions, data and their checksums, plugins, and until when everything is known.",
    ),
    "help.demo": (
        "Toon het hoofdwerk op echte gegevens, hier en als HTML-pagina.",
        "Show the main work on real data, here and as an HTML page.",
    ),
    "arg.member": (
        "Code of naam van een gemeente; een naam van meer woorden hoeft niet tussen aanhalingstekens.",
        "Code or name of a gemeente; a name of several words needs no quotes.",
    ),
    "arg.term": ("Id van een open norm, zoals debt.decision_term.", "Id of an open term, like debt.decision_term."),
    "arg.file": ("Het CSV-bestand; - leest standaardinvoer.", "The CSV file; - reads standard input."),
    "arg.plugin": ("Naam van een plugin of module, of pad.", "Name of a plugin or module, or a path."),
    "option.help": ("Toon deze hulp.", "Show this help."),
    "option.version": ("Toon de versie.", "Show the version."),
    "option.lang": (
        "Taal; anders VNGKIT_LANG, LC_ALL, LC_MESSAGES of LANG, en anders Nederlands.",
        "Language; else VNGKIT_LANG, LC_ALL, LC_MESSAGES or LANG, and else Dutch.",
    ),
    "option.debug": ("Toon bij een fout ook waar in het programma.", "With an error, also show where in the program."),
    "option.json": ("Schrijf JSON voor programma's.", "Write JSON for programs."),
    "option.on": ("De dag waarvoor je vraagt; anders vandaag.", "The day that you ask for; else today."),
    "option.plugins": (
        "Alleen deze plugins, met komma's ertussen; none voor geen enkele. Anders alle geïnstalleerde.",
        "Only these plugins, with commas between; none for none at all. Else all that are installed.",
    ),
    "option.to": ("De dag waarvan de gemeenten gelden.", "The day whose gemeenten count."),
    "option.out": (
        "Schrijf naar dit bestand in plaats van naar standaarduitvoer.",
        "Write to this file in place of standard output.",
    ),
    "option.code_column": (
        "De kolom met de code; anders de enige kolom met een naam als gemeentecode.",
        "The column with the code; else the only column with a name like gemeentecode.",
    ),
    "option.year_column": (
        "De kolom met het jaar of de dag; anders de enige kolom met een naam als jaar of datum.",
        "The column with the year or day; else the only column with a name like year or date.",
    ),
    "option.when": ("Eén jaar of dag voor alle rijen.", "One year or day for all rows."),
    "option.delimiter": (
        "Scheidingsteken; anders het enige van , ; | en tab in de kop.",
        "Delimiter; else the only one of , ; | and tab in the header.",
    ),
    "option.encoding": ("Tekencodering; anders UTF-8.", "Character encoding; else UTF-8."),
    "option.keep_formulas": (
        "Laat cellen die een spreadsheet als formule leest zoals ze zijn; anders komt er een ' voor.",
        "Leave cells that a spreadsheet takes for a formula as they are; else a ' goes before them.",
    ),
    "option.need_value": (
        "Eindig met code 1 als het antwoord geen waarde draagt.",
        "End with code 1 when the answer carries no value.",
    ),
    "option.all_rows": ("Toon ook de rij van elke gemeente.", "Show the row of every gemeente as well."),
    "option.status": (
        "Toon alleen de rijen met deze status; mag vaker.",
        "Show only the rows with this status; may be given more than once.",
    ),
    "option.province": ("Alleen de gemeenten in deze provincie.", "Only the gemeenten in this province."),
    "option.network": ("Alleen de leden van dit netwerk, zoals G4.", "Only the members of this network, like G4."),
    "option.only": ("Toon alleen deze normen.", "Show only these terms."),
    "option.family": ("Toon alleen deze familie van normen, zoals debt.", "Show only this family of terms, like debt."),
    "option.all_terms": (
        "Toon ook de normen waarvoor niets aanwezig is en die de wet niet verplicht.",
        "Show as well the terms of which nothing is held and that the law does not require.",
    ),
    "option.into": ("De map waarin de plugin komt; anders deze map.", "The folder for the plugin; else this folder."),
    "option.demo_out": (
        "De map voor de HTML-pagina; anders demo-output.",
        "The folder for the HTML page; else demo-output.",
    ),
}
