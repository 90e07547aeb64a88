"""The ground of a product in law: as the list gives it, with the place that its citation names."""

from __future__ import annotations

import re
from typing import Final

from attrs import field, frozen

from vngkit.errors import DataError

__all__ = ["Ground", "Place", "place_of"]

_FORM: Final = re.compile(
    r"(?:https?://wetten\.overheid\.nl/)?(?:jci)?(?:[\d.]+:[cv]:)?(?P<work>BWB[RVW]\d{7})/?(?P<rest>(?:&[^&=]+=[^&=]+)*)",
    re.IGNORECASE,
)
_FINE: Final = ("artikel", "lid", "onderdeel")  # what names a place by itself: articles are numbered through


@frozen(kw_only=True)
class Place:
    """Plaats in de wet: a law, and where in it as far as an article, paragraph and part say."""

    work: str
    fine: tuple[tuple[str, str], ...] = ()

    def meets(self, other: Place) -> bool:
        """Whether one of the two lies in the other; a law as a whole meets only what names no article as well.

        >>> place_of("BWBR0005416&artikel=125").meets(place_of("BWBR0005416&artikel=125&lid=2"))
        True
        """
        mine, theirs = dict(self.fine), dict(other.fine)
        same = all(theirs[key] == value for key, value in mine.items() if key in theirs)
        return self.work == other.work and same and ("artikel" in mine) == ("artikel" in theirs)


def place_of(text: str) -> Place:
    """The place that a Juriconnect citation names (*vindplaats*), with or without ``jci1.3:c:`` in front.

    Raises ``DataError`` when it is none. Parts above the article (chapter, section) and days are left out.

    >>> place_of("jci1.3:c:BWBR0005416&titeldeel=III&hoofdstuk=VIII&artikel=125").fine
    (('artikel', '125'),)
    """
    match = _FORM.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None:
        raise DataError(
            f"{str(text)!r:.80} names no place in a law.", fix="write it as BWBR0005416&artikel=125, or give a jci link"
        )
    parts = dict(part.split("=", 1) for part in match["rest"].lower().split("&") if part)
    return Place(work=match["work"].upper(), fine=tuple((key, parts[key]) for key in _FINE if key in parts))


@frozen(kw_only=True)
class Ground:
    """Grondslag: where in law a product stands, as the list of products says.

    Args:
        label: in words: ``Artikel 2.43 Wet basisregistratie personen``.
        jci: the Juriconnect citation; empty when the list links to something else (a treaty, a model, European law).
        url: that other link, when there is one.
        uri: the address of the ground in the list.

    >>> from vngkit import themes
    >>> ground = themes.product("aangifte vertrek buitenland").grounds[0]
    >>> ground.work, ground.article
    ('BWBR0033715', '2.43')
    """

    label: str
    jci: str = ""
    url: str = field(default="", repr=False)
    uri: str = field(default="", repr=False)

    @property
    def place(self) -> Place | None:
        """The place in a national law; None when it names none."""
        return place_of(self.jci) if self.jci else None

    @property
    def work(self) -> str:
        """The BWB id of the law (*BWB-id*); empty when it names none."""
        return self.place.work if self.place else ""

    @property
    def article(self) -> str:
        """The article (*artikel*); empty when it names none."""
        return dict(self.place.fine).get("artikel", "") if self.place else ""

    @property
    def link(self) -> str:
        """Where it can be read (*vindplaats*); empty when the list gives no link."""
        return f"https://wetten.overheid.nl/{self.jci}" if self.jci else self.url
