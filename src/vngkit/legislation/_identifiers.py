"""Identifiers of published rules: CVDR (local regulations), official gazettes, TOOI (organisations)."""

from __future__ import annotations

import re

from attrs import frozen

from vngkit.errors import DataError

__all__ = ["CvdrId", "GazetteId", "TooiId"]

_CVDR = re.compile(r"(?:CVDR:?/{0,2}|\d\.\d:)?(?P<work>\d{1,7})(?:[_/](?P<version>\d{1,4}))?", re.IGNORECASE)
_GAZETTE = re.compile(r"(?P<gazette>gmb|bgr|prb|stb|stcrt|trb|wsb)-(?P<year>\d{4})-(?P<number>\d{1,7})", re.IGNORECASE)
_TOOI = re.compile(r"https://identifier\.overheid\.nl/tooi/id/(?P<kind>[a-z]+)/(?P<code>[a-z]{2}\d{4})", re.IGNORECASE)


@frozen(kw_only=True)
class CvdrId:
    """A local regulation in the CVDR (*Centrale Voorziening Decentrale Regelgeving*): a work, and maybe a version.

    Reads ``CVDR653220``, ``CVDR653220_1``, ``CVDR://90740_1``, ``112779_1`` and ``1.0:101407_1``; raises ``DataError``.

    >>> identifier = CvdrId.parse("1.0:101407_1")
    >>> str(identifier), identifier.url
    ('CVDR101407_1', 'https://lokaleregelgeving.overheid.nl/CVDR101407/1')
    """

    work: int
    version: int | None = None

    @classmethod
    def parse(cls, text: str) -> CvdrId:
        """Read one of the written forms; raises ``DataError`` when it is none of them."""
        match = _CVDR.fullmatch(text.strip()) if isinstance(text, str) else None
        if match is None:
            raise DataError(f"{text!r} is not a CVDR id.", fix="write CVDR and the number, for example CVDR653220_1")
        return cls(work=int(match["work"]), version=int(match["version"]) if match["version"] else None)

    def __str__(self) -> str:
        return f"CVDR{self.work}" + (f"_{self.version}" if self.version is not None else "")

    @property
    def url(self) -> str:
        """The page of the regulation at lokaleregelgeving.overheid.nl."""
        version = f"/{self.version}" if self.version is not None else ""
        return f"https://lokaleregelgeving.overheid.nl/CVDR{self.work}{version}"


@frozen(kw_only=True)
class GazetteId:
    """A publication in an official gazette: *Gemeenteblad* (gmb), *Staatsblad* (stb), a joint body's (bgr) and others.

    >>> GazetteId.parse("gmb-2025-571841").url
    'https://zoek.officielebekendmakingen.nl/gmb-2025-571841.html'
    """

    gazette: str
    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> GazetteId:
        """Read ``gmb-2025-571841`` and the like; raises ``DataError`` when it is not one."""
        match = _GAZETTE.fullmatch(text.strip()) if isinstance(text, str) else None
        if match is None:
            raise DataError(
                f"{text!r} is not the id of a publication in an official gazette.", fix="write it as gmb-2025-571841"
            )
        return cls(gazette=match["gazette"].lower(), year=int(match["year"]), number=int(match["number"]))

    def __str__(self) -> str:
        return f"{self.gazette}-{self.year}-{self.number}"

    @property
    def url(self) -> str:
        """The page of the publication at officielebekendmakingen.nl."""
        return f"https://zoek.officielebekendmakingen.nl/{self}.html"


@frozen(kw_only=True)
class TooiId:
    """An organisation in TOOI (*Thesauri en Ontologieën voor Overheidsinformatie*): its kind and its code.

    >>> TooiId.parse("https://identifier.overheid.nl/tooi/id/gemeente/gm9999").code
    'GM9999'
    """

    kind: str
    code: str

    @classmethod
    def parse(cls, text: str) -> TooiId:
        """Read a TOOI URI; raises ``DataError`` when it is not one."""
        match = _TOOI.fullmatch(text.strip()) if isinstance(text, str) else None
        if match is None:
            raise DataError(
                f"{text!r} is not a TOOI id.", fix="write https://identifier.overheid.nl/tooi/id/gemeente/gm9999"
            )
        return cls(kind=match["kind"].lower(), code=match["code"].upper())

    def __str__(self) -> str:
        return f"https://identifier.overheid.nl/tooi/id/{self.kind}/{self.code.lower()}"
