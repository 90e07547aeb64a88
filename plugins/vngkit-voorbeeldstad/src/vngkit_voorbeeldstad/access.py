"""What Voorbeeldstad takes away from who may read or write what: law lets more, its own decision lets less."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vngkit.legislation import AccessRule, Source
from vngkit.plugins import hookimpl

DECISION = Source(
    title="Autorisatiebesluit nazorg Voorbeeldstad 2025",
    publication_id="CVDR000000_4",
    url="https://lokaleregelgeving.overheid.nl/CVDR000000/4",
    article="2",
)


@hookimpl
def vngkit_access_rules() -> Iterator[AccessRule]:
    """Who decides on assistance (*toegangsregels*) reads and writes nothing of criminal law in Voorbeeldstad."""
    yield AccessRule(
        id="voorbeeldstad.assistance_without_criminal_data",
        member="GM9999",
        role="college",
        purpose="right_to_assistance",
        kind="criminal",
        source=DECISION,
        valid_from=date(2025, 1, 1),
    )
