"""One gemeente, and what its code looks like."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from attrs import frozen

from vngkit.errors import DataError, NotHeld

if TYPE_CHECKING:
    from vngkit.members._facts import Area, Centroid, Identifiers
    from vngkit.members._names import Spelling
    from vngkit.members._regions import Region
    from vngkit.members._register import Register

PRETEND_CODE = "GM9999"
PRETEND_NAME = "Voorbeeldstad"


def as_code(value: str | int) -> str:
    """Gemeentecode: the code as CBS writes it, from the ways people write it.

    Args:
        value: ``"GM9999"``, ``"gm9999"``, ``"9999"``, ``" GM 9999 "`` or ``9999``; four digits at most.

    Returns:
        ``"GM"`` and four digits. Whether a gemeente has that code is for the register to say.

    Raises:
        DataError: it has another shape.

    >>> as_code("gm9999"), as_code(9999)
    ('GM9999', 'GM9999')
    """
    if isinstance(value, str):
        text = value.replace(" ", "").upper()
        digits = text.removeprefix("GM")
        if digits.isascii() and digits.isdecimal() and len(digits) <= 4:
            return f"GM{digits:0>4}"
    elif isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9999:
        return f"GM{value:04d}"
    raise DataError(
        f"{value!r:.40} has not the shape of a gemeente code.", fix='write "GM" and four digits, as CBS does'
    )


def as_day(value: object, name: str = "on") -> date:
    """The day, or a clear error: a year, a text or an instant is not a day."""
    if type(value) is date:
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise DataError(
        f"{name}={value!r:.60} is not a day.", fix=f"hand in a datetime.date, as in {name}=date(2026, 1, 1)"
    )


@frozen(kw_only=True)
class Gemeente:
    """Gemeente: one code of the register with its name and the days on which it exists.

    A code is never used again, and a name that changes gets a new code, so a code has one name and one life.

    Args:
        code: the CBS code, ``"GM"`` and four digits.
        name: the official name in the BRP (RvIG Landelijke Tabel 33).
        kind: ``"gemeente"``; ``"public_body"`` (openbaar lichaam) or ``"drostambt"`` for three old codes that were
            none; ``"pretend"`` for the example member.
        valid_from: first day, or None when the source does not record it: not the same as *always*.
        valid_to: first day on which it no longer exists, or None when no end is held.
        attested_from: earliest day on which a source shows it to exist; None only for the pretend member.

    Source: RvIG Landelijke Tabel 33, CBS gemeentelijke indeling (``register.sources["gemeenten"]``).

    >>> from vngkit import members
    >>> members.load().find("Den Haag").valid_to is None
    True
    """

    code: str
    name: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    attested_from: date | None

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def alive(self, on: date) -> bool:
        """Bestaat: whether it exists on the day.

        Args:
            on: the day. After the last day that the tables cover, the answer is that no end is held.

        Returns:
            True or False when that is known. The pretend member exists on every day.

        Raises:
            NotHeld: the start is not recorded and the day lies before the first day that a source attests.

        >>> from datetime import date
        >>> from vngkit import members
        >>> members.load().find("Beemster").alive(date(2022, 1, 1))
        False
        """
        on = as_day(on)
        if self.valid_to is not None and on >= self.valid_to:
            return False
        if self.attested_from is None or on >= self.attested_from:
            return True
        if self.valid_from is not None:
            return False
        raise NotHeld(
            f"whether {self} existed on {on} is not held.",
            why=f"The start of this gemeente is not recorded; it is attested from {self.attested_from}.",
            fix="ask for a later day, or take CBS table 70739ned for the start",
        )

    @property
    def spellings(self) -> tuple[Spelling, ...]:
        """Schrijfwijzen: the other names and spellings that sources give, each with its kind; may be empty."""
        from vngkit.members._names import spellings

        return spellings().get(self.code, ())

    def region(self, kind: str, *, on: date) -> Region:
        """Regio: the region of this kind in which it lies on the day; see ``Register.region``.

        Args:
            kind: as in ``register.region_kinds``, for example ``"veiligheidsregio"``.
            on: the day.

        Returns:
            The region.

        Raises:
            NotHeld: no source covers the day. NotInForce: it does not exist then. NotFound: no such kind.

        >>> from datetime import date
        >>> from vngkit import members
        >>> members.load().find("Amsterdam").region("veiligheidsregio", on=date(2023, 6, 1)).name
        'Amsterdam-Amstelland'
        """
        return _register().region(self.code, kind, on=on)

    def province(self, *, on: date) -> Region:
        """Provincie: the province in which it lies on the day.

        Args:
            on: a day from 1990 on.

        Returns:
            The province as a region of kind ``"provincie"``.

        Raises:
            NotHeld: no source covers the day. NotInForce: it does not exist then.

        >>> from datetime import date
        >>> from vngkit import members
        >>> members.load().find("Vianen").province(on=date(2010, 1, 1)).name
        'Utrecht'
        """
        return _register().region(self.code, "provincie", on=on)

    def inhabitants(self, year: int) -> int:
        """Inwoners: the number of inhabitants on 1 January of the year.

        Args:
            year: a year that is held: 2020, 2021 or 2026.

        Returns:
            The number that CBS gives.

        Raises:
            NotHeld: the year is not held. NotInForce: it does not exist on that 1 January.

        >>> from vngkit import members
        >>> members.load().find("Utrecht").inhabitants(2021)
        359370
        """
        from vngkit.members._facts import inhabitants

        return inhabitants(self, year)

    def area(self, year: int) -> Area:
        """Oppervlakte: land and water in km2, with the CBS class of urbanity (stedelijkheid).

        Args:
            year: a year that is held: 2021.

        Returns:
            The area.

        Raises:
            NotHeld: the year is not held. NotInForce: it does not exist on that 1 January.

        >>> from vngkit import members
        >>> members.load().find("Utrecht").area(2021).land_km2
        93.83
        """
        from vngkit.members._facts import area

        return area(self, year)

    def neighbours(self) -> tuple[Gemeente, ...]:
        """Buurgemeenten: those that share a boundary with it, in the boundaries of 2025.

        Returns:
            The neighbours by code; empty for an island.

        Raises:
            NotHeld: it ended before those boundaries.

        >>> from vngkit import members
        >>> [other.name for other in members.load().find("Zandvoort").neighbours()]
        ['Bloemendaal', 'Noordwijk']
        """
        from vngkit.members._facts import neighbours

        return neighbours(self, _register())

    @property
    def centroid(self) -> Centroid:
        """Zwaartepunt: longitude and latitude (WGS84) of its centre in the boundaries of 2025; NotHeld when ended."""
        from vngkit.members._facts import centroid

        return centroid(self)

    @property
    def identifiers(self) -> Identifiers:
        """Identificatienummers: its numbers in other registers, and when each was seen; NotHeld if none."""
        from vngkit.members._facts import identifiers

        return identifiers(self)

    @property
    def tooi_uri(self) -> str:
        """TOOI-URI, made from the code by the TOOI pattern; NotHeld for most ended gemeenten."""
        from vngkit.members._facts import identifier

        return identifier(self, "tooi_uri")

    @property
    def rsin(self) -> str:
        """RSIN, as seen in 2019; NotHeld when that list has none."""
        from vngkit.members._facts import identifier

        return identifier(self, "rsin")

    @property
    def oin(self) -> str:
        """OIN, derived from the RSIN and not looked up in the OIN register; NotHeld when there is no RSIN."""
        from vngkit.members._facts import identifier

        return identifier(self, "oin")

    @property
    def wikidata(self) -> str:
        """Wikidata item, as seen in 2024; NotHeld for ended gemeenten."""
        from vngkit.members._facts import identifier

        return identifier(self, "wikidata")


def _register() -> Register:
    from vngkit.members._load import load

    return load()
