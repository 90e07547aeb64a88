"""The older form of the VNG: a line as a *verwerkingsactie* of the API for logging of processing, version 0.9.0."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from attrs import field, frozen
from attrs.validators import matches_re, optional

from vngkit.privacy._line import ProcessingLine

__all__ = ["Verwerkingenlogging", "to_verwerkingsactie"]

VERSION: Final = "0.9.0"
_NAME: Final = 242  # the greatest lengths that the description of the API gives
_IDENTIFIER: Final = 40


@frozen(kw_only=True)
class Verwerkingenlogging:
    """Wat een organisatie van zichzelf zegt in de verwerkingenlogging: what every *verwerkingsactie* of it holds.

    Args:
        executor: the organisation (*uitvoerder*), as an OIN of twenty digits; left out when None.
        confidentiality: ``normaal``, ``vertrouwelijk`` or ``opgeheven``; data on detention is confidential.
        keep: how long the line is kept, as an ISO 8601 duration; left out when None.
        source: where the data is kept (*gegevensbron*).
    """

    executor: str | None = field(default=None, validator=optional(matches_re(r"[0-9]{20}")))
    confidentiality: str = field(default="vertrouwelijk", validator=matches_re("normaal|vertrouwelijk|opgeheven"))
    keep: str | None = None
    source: str = "vngkit"


def to_verwerkingsactie(line: ProcessingLine, about: Verwerkingenlogging | None = None) -> dict[str, Any]:
    """A line as the body of ``POST /verwerkingsacties`` (*verwerkingsactie*).

    The fields that the log itself fills in (``url``, ``actieId``, ``tijdstipRegistratie``) are left out. The subject is
    the first forty signs of its keyed digest: that many fit, and they are enough to find the lines again.

    Args:
        line: of the log.
        about: what the organisation says of itself.

    Returns:
        A dict that is ready for JSON. Source: VNG verwerkingenlogging 0.9.0, Bewerking API.

    >>> line = ProcessingLine(trace_id=b"t" * 16, span_id=b"s" * 8, name="read", start=0, end=0, activity="urn:x:a")
    >>> to_verwerkingsactie(line)["tijdstip"], to_verwerkingsactie(line)["verwerkteObjecten"]
    ('1970-01-01T00:00:00+00:00', [])
    """
    given = about or Verwerkingenlogging()
    form: dict[str, Any] = {
        "actieNaam": line.name[:_NAME],
        "verwerkingId": str(UUID(bytes=line.trace_id)),
        "verwerkingsactiviteitUrl": line.activity,
        "vertrouwelijkheid": given.confidentiality,
        "systeem": f"{line.source.name} {line.source.version}".strip()[:_NAME],
        "gegevensbron": given.source[:_NAME],
        "tijdstip": datetime.fromtimestamp(line.start / 1000, UTC).isoformat(),
        "verwerkteObjecten": [] if line.subject is None else [_object(line)],
    }
    more = {
        "handelingNaam": line.purpose and line.purpose[:_NAME],
        "gebruiker": line.by and line.by[:_IDENTIFIER],
        "uitvoerder": given.executor,
        "bewaartermijn": given.keep,
    }
    return form | {name: value for name, value in more.items() if value}


def _object(line: ProcessingLine) -> dict[str, Any]:
    assert line.subject is not None  # noqa: S101  # asked by the caller
    return {
        "objecttype": "persoon",
        "soortObjectId": f"{line.subject.type}, HMAC-SHA-256 ({_IDENTIFIER * 4} bits), {line.subject.key_id}"[:_NAME],
        "objectId": line.subject.digest[:_IDENTIFIER],
        "verwerkteSoortenGegevens": [{"soortGegeven": kind} for kind in line.fields],
    }
