"""The texts of keeping, checking and destroying, Dutch first, English second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

STORAGE: Final[Mapping[str, tuple[str, str]]] = {
    "help.verify": (
        """Controleer of er niets is gewijzigd: elke gebeurtenis tegen de keten, en de keten tegen de ankers.

        Noemt de eerste gebeurtenis die niet klopt, en wat er mis is. Zonder anker buiten de databank is een afgesneden
        of herschreven log niet te zien; dat staat er dan bij.""",
        """Check that nothing was changed: every event against the chain, and the chain against the anchors.

        Names the first event that is not right, and what is wrong. Without an anchor outside the database a log that
        was cut or rewritten can not be seen; it says so then.""",
    ),
    "help.anchor": (
        "Leg een anker: schrijf het einde van de keten buiten de databank.",
        "Make an anchor: write the end of the chain outside the database.",
    ),
    "help.outbox": (
        "Het postvak uit: wie hoort van wijzigingen, en wat wacht.",
        "The outbox: who hears of changes, and what waits.",
    ),
    "help.outbox_deliver": (
        """Bezorg wat wacht bij de plugins die van wijzigingen horen.

        Zet dit in een tijdklok: na een fout wordt hetzelfde later weer aangeboden.""",
        """Deliver what waits to the plugins that hear of changes.

        Put this in a timer: after a failure the same is offered again later.""",
    ),
    "help.outbox_dead": ("Toon wat terzijde is gelegd.", "Show what was set aside."),
    "help.outbox_again": ("Bied opnieuw aan wat terzijde is gelegd.", "Offer again what was set aside."),
    "help.backup": (
        """Maak een reservekopie in één bestand, en controleer die.

        Anderen schrijven intussen door. De sleutels staan er niet in: bewaar die apart.""",
        """Make a back-up in one file, and check it.

        Others go on writing meanwhile. The keys are not in it: keep those apart.""",
    ),
    "help.restore": (
        """Zet een reservekopie terug, nadat die is gecontroleerd.

        Wat sinds de kopie is vernietigd, wordt ook daarin vernietigd voordat er iets wordt teruggezet.""",
        """Put a back-up back, after it was checked.

        What was destroyed since the copy is destroyed in it too, before anything is put back.""",
    ),
    "help.export": (
        """Geef een inwoner een afschrift van alles wat over hem is vastgelegd (AVG 15 en 20).

        Als tekst of pagina om te lezen, of als JSON voor een programma. Er blijft een regel achter in het logboek van
        verwerkingen.""",
        """Give a resident a copy of all that is recorded of them (AVG 15 and 20).

        As text or a page to read, or as JSON for a program. A line stays in the log of processing.""",
    ),
    "arg.case": ("Het id van het dossier.", "The id of the case."),
    "option.export_by": (
        "Functie of pseudoniem van wie het verzoek beantwoordt, voor het logboek; nooit een naam.",
        "Function or pseudonym of who answers the request, for the log; never a name.",
    ),
    "option.export_form": ("In welke vorm; anders tekst.", "In which form; else text."),
    "option.export_out": (
        "Schrijf naar dit bestand; anders naar het scherm.",
        "Write to this file; else to the screen.",
    ),
    "help.destroy": (
        """Toon wat volgens de bewaartermijnen vernietigd of afgeschermd moet worden.

        Met --really gebeurt het ook: er is geen weg terug, en er blijft een bewijs zonder inhoud.""",
        """Show what must be destroyed or shielded by the rules on keeping.

        With --really it is done: there is no way back, and a proof without content stays.""",
    ),
    "help.rebuild": (
        "Maak alle documenten en labels opnieuw uit de gebeurtenissen.",
        "Make all documents and labels anew from the events.",
    ),
    "arg.backup": ("Het bestand van de reservekopie.", "The file of the back-up."),
    "arg.subscriber": ("Naam van de abonnee, zoals in outbox dead.", "Name of the subscriber, as in outbox dead."),
    "option.anchors": (
        "Nog een bestand met ankers, bijvoorbeeld van een andere machine; mag vaker.",
        "Another file of anchors, for example of another machine; may be given more often.",
    ),
    "option.change": ("Alleen deze wijziging; anders alles.", "Only this change; else all."),
    "option.replace_file": ("Vervang een bestand dat er al is.", "Replace a file that is there already."),
    "option.replace_store": (
        "Vervang wat er in de databank staat door de kopie.",
        "Replace what is in the database by the copy.",
    ),
    "option.dry_run": ("Vertel alleen wat er zou gebeuren.", "Only tell what would be done."),
    "option.destroy_by": (
        "Functie of pseudoniem van wie het laat doen, voor het bewijs; nooit een naam.",
        "Function or pseudonym of who has it done, for the proof; never a name.",
    ),
    "option.destroy_case": (
        "Alleen dit dossier, omdat de persoon erom vroeg en een mens zo besloot (AVG 17).",
        "This case alone, because the person asked for it and a human decided so (AVG 17).",
    ),
    "option.really": ("Doe het echt; anders wordt alleen verteld.", "Really do it; else it is only told."),
    "verify.progress": ("controleren", "checking"),
    "anchor.no_place": (
        "er is geen plaats voor ankers; zet VNGKIT_ANCHORS op een bestand buiten de databank.",
        "there is no place for anchors; set VNGKIT_ANCHORS to a file outside the database.",
    ),
    "anchor.made": ("anker na gebeurtenis {seq}: {link}", "anchor after event {seq}: {link}"),
    "outbox.subscriber": ("abonnee", "subscriber"),
    "outbox.change": ("wijziging", "change"),
    "outbox.error": ("fout", "error"),
    "outbox.time": ("terzijde op", "set aside at"),
    "outbox.none_dead": ("Er is niets terzijde gelegd.", "Nothing was set aside."),
    "outbox.nobody": ("Geen plugin hoort van wijzigingen.", "No plugin hears of changes."),
    "outbox.all": (
        "{subscriber}: {handled} bezorgd, {set_aside} terzijde; niets wacht.",
        "{subscriber}: {handled} delivered, {set_aside} set aside; nothing waits.",
    ),
    "outbox.failed": (
        "{subscriber}: {handled} bezorgd, {set_aside} terzijde; de volgende mislukte.",
        "{subscriber}: {handled} delivered, {set_aside} set aside; the next one failed.",
    ),
    "outbox.waiting": (
        "{subscriber}: wacht nog voordat het opnieuw wordt aangeboden.",
        "{subscriber}: waits before it is offered again.",
    ),
    "outbox.taken": (
        "{subscriber}: een ander programma bezorgt al.",
        "{subscriber}: another program is delivering already.",
    ),
    "backup.progress": ("kopiëren en controleren", "copying and checking"),
    "backup.made": (
        "{file}: {seq} gebeurtenissen, gecontroleerd; einde van de keten {link}",
        "{file}: {seq} events, checked; end of the chain {link}",
    ),
    "backup.would": (
        "{file} zou {seq} gebeurtenissen krijgen; einde van de keten {link}",
        "{file} would get {seq} events; end of the chain {link}",
    ),
    "restore.progress": ("controleren en terugzetten", "checking and putting back"),
    "restore.done": (
        "{seq} gebeurtenissen teruggezet; {dropped} latere zijn weg; {destroyed} inhouden opnieuw vernietigd.",
        "{seq} events put back; {dropped} later ones are gone; {destroyed} contents destroyed again.",
    ),
    "restore.would": (
        "{seq} gebeurtenissen terug, {dropped} latere weg, {destroyed} inhouden weer vernietigd: dat zou gebeuren.",
        "{seq} events put back, {dropped} later ones gone, {destroyed} contents destroyed again: that would be done.",
    ),
    "destroy.by_whom": (
        "er is niet gezegd wie het laat vernietigen; geef --by met een functie of pseudoniem, nooit een naam.",
        "nobody was named who has it destroyed; give --by with a function or pseudonym, never a name.",
    ),
    "destroy.would": (
        "{count} gegevens van dit dossier zouden worden vernietigd; met --really gebeurt het.",
        "{count} records of this case would be destroyed; --really does it.",
    ),
    "destroy.not_cleaned": (
        "PostgreSQL liet dit niet toe; laat de beheerder het doen: {statement}",
        "PostgreSQL did not allow this; have the administrator do it: {statement}",
    ),
    "doctor.store": ("databank", "database"),
    "doctor.no_store": ("geen genoemd (--store, VNGKIT_STORE)", "none named (--store, VNGKIT_STORE)"),
    "doctor.sqlite": ("SQLite", "SQLite"),
    "doctor.wal_bug": (
        "{version}: heeft de WAL-fout (opgelost in 3.51.3); daarom rollback-journaal, of WAL met één verbinding",
        "{version}: has the WAL bug (mended in 3.51.3); hence a rollback journal, or WAL with one connection",
    ),
    "doctor.wal_fine": ("{version}: WAL", "{version}: WAL"),
    "doctor.store_holds": (
        "{kind} {version} {journal}: {events} gebeurtenissen, {anchors} ankers, {after} na het laatste anker",
        "{kind} {version} {journal}: {events} events, {anchors} anchors, {after} after the last anchor",
    ),
    "doctor.anchor_fix": (
        "leg een anker met vngkit anchor, en bewaar het bestand op een andere schijf of machine",
        "make an anchor with vngkit anchor, and keep the file on another disk or machine",
    ),
}
