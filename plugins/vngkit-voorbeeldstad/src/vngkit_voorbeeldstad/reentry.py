"""What Voorbeeldstad brings of its own to reentry cases: a duty, who to call, a form of the worklist, an ear."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, timedelta

from vngkit.legislation import Lang, Source
from vngkit.plugins import hookimpl
from vngkit.reentry import (
    Case,
    CaseChange,
    CrossTheme,
    Exporter,
    LocalDuty,
    LocalFinding,
    LocalService,
    SignalKind,
    Worklist,
)
from vngkit.storage import Anchor

POLICY = Source(
    title="Beleidsregel nazorg Voorbeeldstad 2025",
    publication_id="CVDR000000_3",
    url="https://lokaleregelgeving.overheid.nl/CVDR000000/3",
    article="4",
)
SINCE = date(2025, 1, 1)
VISIT_BEFORE_RELEASE = timedelta(weeks=2)  # article 4 of the pretend policy rule

_log = logging.getLogger(__name__)


def visit_before_release(case: Case, on: date) -> LocalFinding | None:
    """In Voorbeeldstad the coordinator visits everybody two weeks before release."""
    release = case.release.expected
    if release is None or release <= on or case.steps_of("contact.made"):
        return None
    return LocalFinding(
        due_on=release - VISIT_BEFORE_RELEASE,
        reason_en="nobody of the gemeente spoke with the person yet",
        reason_nl="nog niemand van de gemeente heeft de inwoner gesproken",
    )


@hookimpl
def vngkit_local_duties() -> Iterator[LocalDuty]:
    """A duty (*plicht*) that only Voorbeeldstad has."""
    yield LocalDuty(
        id="voorbeeldstad.visit_before_release",
        member="GM9999",
        look=visit_before_release,
        source=POLICY,
        title_en="visit the person before release",
        title_nl="de inwoner bezoeken voor de vrijlating",
        valid_from=SINCE,
    )


@hookimpl
def vngkit_local_services() -> Iterator[LocalService]:
    """Who to call (*sociale kaart*) in Voorbeeldstad."""
    for about, name, contact in (
        ("debts", "Schuldhulp Voorbeeldstad", "tel:0900-000001"),
        ("housing", "Woonloket Voorbeeldstad", "mailto:wonen@voorbeeldstad.example"),
        ("identity", "Burgerzaken Voorbeeldstad", "https://voorbeeldstad.example/burgerzaken"),
    ):
        yield LocalService(
            id=f"voorbeeldstad.{about}", member="GM9999", about=about, name=name, contact=contact, valid_from=SINCE
        )


@hookimpl
def vngkit_signal_kinds() -> Iterator[SignalKind]:
    """A kind of signal that only Voorbeeldstad knows: somebody found their way back into the town."""
    yield SignalKind(
        id="voorbeeldstad.choir_joined",
        nl="zingt mee in het stadskoor",
        en="sings in the town choir",
        tone="positive",
        area=CrossTheme.SOCIAL_NETWORK,
        visible_to=("set_amend_or_carry_out_plan",),
    )


def as_lines(worklist: Worklist, lang: Lang) -> str:
    """The worklist as lines with a bar between, as the old system of Voorbeeldstad reads it."""
    return "\n".join(
        "|".join((str(finding.due_on or ""), finding.kind.value, finding.case_id, finding.title(lang)))
        for finding in worklist
    )


@hookimpl
def vngkit_exporters() -> Iterator[Exporter]:
    """A form of the worklist (*uitvoervorm*) for the own system."""
    yield Exporter(
        id="voorbeeldstad.lines",
        media_type="text/plain",
        write=as_lines,
        title_en="lines for the old system",
        title_nl="regels voor het oude systeem",
    )


@hookimpl
def vngkit_case_changed(change: CaseChange) -> None:
    """Log that a case changed (*dossier gewijzigd*): an id and the name of an event, nothing of a person."""
    _log.info("case %s: %s", change.case_id, change.event)


@hookimpl
def vngkit_chain_anchored(anchor: Anchor) -> None:
    """Log the head of the audit chain (*anker gelegd*); a real gemeente sends it to another machine."""
    _log.info("chain %s: %s events, %s", anchor.chain, anchor.seq, anchor.link)
