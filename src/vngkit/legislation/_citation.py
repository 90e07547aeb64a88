"""Citations of law: Juriconnect (``jci``) links, read, normalised and written back without loss."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote, unquote

from attrs import field, frozen

from vngkit.errors import DataError

__all__ = ["Citation"]

# a location from coarse to fine (Juriconnect BWB 1.3.1); keys that are not named here keep their order behind it
_ORDER = (
    "circulaire.divisie",
    "deel",
    "boek",
    "titeldeel",
    "hoofdstuk",
    "afdeling",
    "paragraaf",
    "sub-paragraaf",
    "artikel",
    "lid",
    "onderdeel",
    "bijlage",
)
_DATES = ("z", "g")
_FORM = re.compile(
    r"(?:jci)?(?P<version>\d+\.\d+(?:\.\d+)?|\d{2}):(?P<kind>[cv]):(?P<work>BWB[RVW]\d{7}|CVDR\d+(?:_\d+)?)(?P<rest>(?:&.*)?)",
    re.IGNORECASE,
)


def _check_parts(_: object, __: object, parts: tuple[tuple[str, str], ...]) -> None:
    for key, value in parts:
        if not key or not value:
            raise DataError(
                f"a citation part {key!r}={value!r} is empty.", fix="write it as key=value, for example artikel=4a"
            )


@frozen(kw_only=True)
class Citation:
    """A place in a law (*vindplaats*): the work and the parts that lead to an article, on a day.

    ``work`` is the BWB id of the law, ``parts`` the location and the dates as ``(key, value)`` pairs in the order in
    which they were written: unknown keys survive. ``z`` is the day on which the text was consulted (*zichtdatum*),
    ``g`` the day for which it holds (*geldigheid*). ``kind`` is ``c`` (consolidated) or ``v`` (a publication).

    Source: Juriconnect standard BWB 1.3.1. A malformed citation raises ``DataError``.

    >>> citation = Citation.parse("jci1.3:c:BWBR0031331&artikel=4a&lid=3&z=2026-07-01&g=2026-07-01")
    >>> citation.article, citation.paragraph, citation.valid_on
    ('4a', '3', datetime.date(2026, 7, 1))
    >>> citation.jci
    'jci1.3:c:BWBR0031331&artikel=4a&lid=3&z=2026-07-01&g=2026-07-01'
    """

    work: str
    parts: tuple[tuple[str, str], ...] = field(default=(), validator=_check_parts)
    kind: str = "c"
    version: str = "1.3"

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read a Juriconnect link, with or without the ``jci`` in front; raises ``DataError`` when it is not one."""
        match = _FORM.fullmatch(text.strip()) if isinstance(text, str) else None
        if match is None:
            raise DataError(
                f"{_shown(str(text))} is not a Juriconnect citation.",
                why="It has the form jci1.3:c:BWBR0031331&artikel=4a&lid=3: kind c or v, a BWB id, key=value parts.",
                fix="copy the permanent link of the article from wetten.overheid.nl",
            )
        pieces = [piece for piece in match["rest"].split("&") if piece]
        wrong = [piece for piece in pieces if "=" not in piece or piece.startswith("=") or piece.endswith("=")]
        if wrong:
            raise DataError(
                f"the citation of {match['work']} has parts that are not key=value: {', '.join(map(_shown, wrong))}.",
                fix="write each part as key=value, for example artikel=4a",
            )
        parts = tuple(
            (unquote(key).lower(), unquote(value)) for key, value in (piece.split("=", 1) for piece in pieces)
        )
        citation = cls(
            work=match["work"].upper(), parts=parts, kind=match["kind"].lower(), version=_dotted(match["version"])
        )
        for key in _DATES:
            citation._day(key)  # a wrong date is told here, not when it is first used
        return citation

    @property
    def jci(self) -> str:
        """The citation as a Juriconnect link, with its parts as they were given."""
        parts = "".join(f"&{_safe(key)}={_safe(value)}" for key, value in self.parts)
        return f"jci{self.version}:{self.kind}:{self.work}{parts}"

    @property
    def article(self) -> str | None:
        """The article, for example ``4a``."""
        return self.get("artikel")

    @property
    def paragraph(self) -> str | None:
        """The paragraph (*lid*) of the article."""
        return self.get("lid")

    @property
    def valid_on(self) -> date | None:
        """The day for which the text holds (``g``, *geldigheid*)."""
        return self._day("g")

    @property
    def seen_on(self) -> date | None:
        """The day on which the text was consulted (``z``, *zichtdatum*)."""
        return self._day("z")

    @property
    def url(self) -> str:
        """The link to the provision at wetten.overheid.nl."""
        return f"https://wetten.overheid.nl/{self.jci}"

    def get(self, key: str) -> str | None:
        """The value of one part, or ``None`` when the citation does not name it."""
        return next((value for name, value in self.parts if name == key), None)

    def on(self, day: date) -> Citation:
        """The same place in the text that holds on ``day`` (both ``z`` and ``g`` become that day)."""
        place = tuple(part for part in self.parts if part[0] not in _DATES)
        return Citation(
            work=self.work,
            parts=(*place, ("z", day.isoformat()), ("g", day.isoformat())),
            kind=self.kind,
            version=self.version,
        )

    def normalised(self) -> Citation:
        """The same place, written in the order of the standard, in version 1.3.

        >>> Citation.parse("1.0:c:BWBR0031331&g=2026-07-01&lid=3&artikel=4a").normalised().jci
        'jci1.3:c:BWBR0031331&artikel=4a&lid=3&g=2026-07-01'
        """
        known = {key: place for place, key in enumerate(_ORDER)}
        last = len(_ORDER)

        def place(part: tuple[str, str]) -> int:
            return last + 1 + _DATES.index(part[0]) if part[0] in _DATES else known.get(part[0], last)

        return Citation(work=self.work, parts=tuple(sorted(self.parts, key=place)), kind=self.kind)

    def covers(self, other: Citation) -> bool:
        """Whether ``other`` lies in this place: the same work, and every part of this location (dates aside).

        >>> article = Citation.parse("jci1.3:c:BWBR0031331&artikel=4a")
        >>> article.covers(Citation.parse("jci1.3:c:BWBR0031331&artikel=4a&lid=3&g=2026-07-01"))
        True
        """
        place = {part for part in self.parts if part[0] not in _DATES}
        return self.work == other.work and place <= set(other.parts)

    def short(self) -> str:
        """The location in words, for a line of text: ``artikel 4a lid 3``."""
        return " ".join(f"{key} {value}" for key, value in self.parts if key not in _DATES)

    def _day(self, key: str) -> date | None:
        text = self.get(key)
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise DataError(
                f"the citation of {self.work} has {key}={_shown(text)}, which is not a day.",
                fix=f"write {key}=YYYY-MM-DD",
            ) from None


def _dotted(version: str) -> str:
    return version if "." in version else f"{version[0]}.{version[1]}"


def _safe(text: str) -> str:
    return quote(text, safe=":.,;()/+*!'@-_~")


def _shown(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:77] + "...")
