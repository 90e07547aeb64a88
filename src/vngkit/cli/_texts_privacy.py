"""The texts of requests for access and of the log of processing, Dutch first, English second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PRIVACY: Final[Mapping[str, tuple[str, str]]] = {
    "help.access_request": (
        """Wie heeft de gegevens van een persoon gezien, en waarvoor?

        Alle regels over de persoon uit het logboek van verwerkingen, voor een verzoek om inzage (AVG 15). Het verzoek
        laat zelf ook een regel na.""",
        """Who saw the data of a person, and what for?

        All lines about the person in the log of processing, for a request for access (AVG 15). The request leaves a
        line itself.""",
    ),
    "help.log": ("Het logboek van verwerkingen.", "The log of processing."),
    "help.log_export": (
        """Geef het logboek van verwerkingen door: als regels JSON, of aan een verzamelaar van OpenTelemetry.

        Naar een verzamelaar gaat elke regel ten minste eenmaal; wat niet werd bevestigd gaat de volgende keer
        opnieuw.""",
        """Send the log of processing on: as lines of JSON, or to a collector of OpenTelemetry.

        To a collector each line goes at least once; what was not confirmed goes again the next time.""",
    ),
    "option.reference": (
        "Kenmerk van een melding; - leest het van standaardinvoer.",
        "Reference of a notice; - reads it from standard input.",
    ),
    "option.case": ("Sleutel van een dossier.", "Key of a case."),
    "option.bsn": (
        "Lees een BSN van standaardinvoer; het staat nooit op de opdrachtregel.",
        "Read a BSN from standard input; it never stands on the command line.",
    ),
    "option.by": (
        "Functie of pseudoniem van wie het verzoek beantwoordt.",
        "Function or pseudonym of who answers the request.",
    ),
    "option.workers": (
        "Toon ook functie of pseudoniem van wie las, voor gebruik binnen de organisatie.",
        "Show the function or pseudonym of who read as well, for use inside the organisation.",
    ),
    "option.form": (
        "ldv: Logboek dataverwerkingen; vng: verwerkingenlogging 0.9.0; otel: naar een verzamelaar.",
        "ldv: Logboek dataverwerkingen; vng: verwerkingenlogging 0.9.0; otel: to a collector.",
    ),
    "option.log_out": (
        "Schrijf naar dit bestand; anders standaarduitvoer.",
        "Write to this file; else standard output.",
    ),
    "option.endpoint": (
        "Adres van de verzamelaar, zoals https://verzamelaar.example/v1/traces.",
        "Address of the collector, like https://collector.example/v1/traces.",
    ),
    "option.since": (
        "Alleen wat na deze plaats in het logboek staat; 0 is alles.",
        "Only what stands after this place in the log; 0 is all.",
    ),
    "access.nobody": (
        "er is niemand genoemd; geef --reference, --case of --bsn.",
        "nobody was named; give --reference, --case or --bsn.",
    ),
    "access.no_store": (
        "er is geen databank genoemd; geef --store of zet VNGKIT_STORE.",
        "no database was named; give --store or set VNGKIT_STORE.",
    ),
    "access.nothing_held": (
        "er is geen databank {path}; kijk of de naam goed is.",
        "there is no database {path}; look whether the name is right.",
    ),
    "access.ask_bsn": ("BSN (wordt niet getoond)", "BSN (is not shown)"),
    "log.no_endpoint": (
        "er is geen verzamelaar genoemd; geef --endpoint.",
        "no collector was named; give --endpoint.",
    ),
}
