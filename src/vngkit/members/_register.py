"""The register: every question about members is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from vngkit.members._codes import CodesAndDays
from vngkit.members._gemeente import as_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from vngkit.members._crosswalk import Crosswalk
    from vngkit.members._gemeente import Gemeente
    from vngkit.members._lineage import Event, Successor
    from vngkit.members._names import Suggestion
    from vngkit.members._networks import Network
    from vngkit.members._regions import Region, RegionKind
    from vngkit.members._sources import Source


@final
class Register(CodesAndDays):
    """Gemeenteregister: all gemeenten through time, with what is held about them; made by ``members.load()``.

    ``register[code]`` gives a gemeente, iterating gives all of them by code, ``len`` counts the codes, ``code in
    register`` says whether ``register[code]`` answers. The pretend member *Voorbeeldstad* is there by its code only.

    >>> from vngkit import members
    >>> register = members.load()
    >>> register["GM9999"].name, "GM9999" in {gemeente.code for gemeente in register}
    ('Voorbeeldstad', False)
    """

    __slots__ = ()

    def find(self, name: str, *, on: date | None = None) -> Gemeente:
        """Naam opzoeken: the one gemeente that is called this, as people write it; never a guess.

        Args:
            name: case, spaces, hyphens, apostrophes and diacritics do not matter; CBS forms ("Hengelo (O.)"), a
                province ("Bergen (Noord-Holland)"), common names ("Den Bosch") and former names are known.
            on: prefer the gemeenten that exist on this day. Without it: those that exist now, and else those that
                ended; a former name gives the gemeente that goes on.

        Returns:
            The gemeente. With ``on``, one whose start is not recorded may be given: ask ``alive``.

        Raises:
            AmbiguousName: more than one is called this; ``candidates`` holds them.
            NotInForce: only gemeenten of other days are called this.
            NotFound: none is; the message offers near names.

        >>> from vngkit import members
        >>> members.load().find("den bosch").name
        "'s-Hertogenbosch"
        """
        from vngkit.members._names import index

        return index().find(name, on)

    def search(self, text: str, *, limit: int = 5, on: date | None = None) -> tuple[Suggestion, ...]:
        """Zoeken: gemeenten whose name looks like the text, best first, each with a score; for people to choose from.

        Args:
            text: a name with or without typing errors.
            limit: at most so many.
            on: only gemeenten that may exist on this day.

        Returns:
            Suggestions with ``.gemeente``, ``.name`` (the name that fitted) and ``.score`` (0 to 1; 1 is the name
            itself). At the same score, gemeenten that exist now come first.

        >>> from vngkit import members
        >>> members.load().search("Amstredam", limit=1)[0].gemeente.name
        'Amsterdam'
        """
        from vngkit.members._names import index

        return index().search(text, limit, on)

    def match(self, texts: Sequence[str], *, min_score: float = 0.8) -> tuple[Suggestion | None, ...]:
        """Namen koppelen: for each text the one gemeente whose name looks most like it, or None; for whole columns.

        Args:
            texts: names with or without typing errors.
            min_score: lowest score that is taken, from 0 to 1.

        Returns:
            A suggestion for each text, never a decision: None when nothing scores enough, or when two gemeenten
            score the same. The score 1 is the name itself.

        Raises:
            DataError: ``texts`` is one text, or ``min_score`` is not from 0 to 1.

        >>> from vngkit import members
        >>> [s and s.gemeente.name for s in members.load().match(["Amstredam", "Bergen", "Atlantis"])]
        ['Amsterdam', None, None]
        """
        from vngkit.members._names import index

        return index().match(texts, min_score)

    def successors(self, code: str, *, on: date) -> tuple[Successor, ...]:
        """Rechtsopvolgers: in which gemeenten of the day a gemeente that ended goes on, through every step between.

        Args:
            code: the CBS code of a gemeente that ended, or may have ended, by the day.
            on: the day.

        Returns:
            By code, each with the ``share`` of the old gemeente that it took: 1, a fraction, or None when that is not
            known. Empty when the gemeente still exists, or was ceded abroad: ``ending(code)`` says which. For a day
            after the tables: as far as ends are held.

        Raises:
            NotFound: no such code. NotInForce: the gemeente had not begun on the day.

        Source: RvIG Landelijke Tabel 33 with the change notes of CBS; Wet arhi for what a herindeling does.

        >>> from datetime import date
        >>> from vngkit import members
        >>> register = members.load()
        >>> code = register.find("Beemster").code
        >>> [(s.gemeente.name, s.share) for s in register.successors(code, on=date(2026, 1, 1))]
        [('Purmerend', 1)]
        """
        from vngkit.members._lineage import successors

        return successors(self, self[code], as_day(on))

    def predecessors(self, code: str, *, on: date) -> tuple[Gemeente, ...]:
        """Voorgangers: the other gemeenten of the day that went on, in whole or in part, in this one.

        Args:
            code: the CBS code.
            on: an earlier day.

        Returns:
            By code; the gemeente itself is not among them, also when it existed on the day.

        Raises:
            NotFound: no such code. NotHeld: the start of a forebear is not recorded, so it is not known whether it
                existed on the day.

        >>> from datetime import date
        >>> from vngkit import members
        >>> register = members.load()
        >>> code = register.find("Gooise Meren").code
        >>> [g.name for g in register.predecessors(code, on=date(2015, 1, 1))]
        ['Bussum', 'Muiden', 'Naarden']
        """
        from vngkit.members._lineage import predecessors

        return predecessors(self, self[code], as_day(on))

    def history(self, code: str) -> tuple[Event, ...]:
        """Geschiedenis: what happened to a gemeente, in order: its beginning, what it took in, its end.

        Args:
            code: the CBS code.

        Returns:
            Events with date (None when not recorded), kind, who it came from, who it went to, and sources.

        Raises:
            NotFound: no such code.

        >>> from vngkit import members
        >>> register = members.load()
        >>> [(e.kind, str(e.date)) for e in register.history(register.find("Dijk en Waard").code)]
        [('merger', '2022-01-01')]
        """
        from vngkit.members._lineage import history

        return history(self, self[code])

    def ending(self, code: str) -> Event | None:
        """Einde: the event by which a gemeente ended (merger, rename, split, ceded_abroad); None while no end is held.

        >>> from vngkit import members
        >>> register = members.load()
        >>> register.ending(register.find("Elten").code).kind
        'ceded_abroad'
        """
        from vngkit.members._lineage import ending

        return ending(self, self[code])

    def region(self, code: str, kind: str, *, on: date) -> Region:
        """Regio: the region of this kind in which a gemeente lies on the day.

        Args:
            code: the CBS code.
            kind: as in ``region_kinds``.
            on: the day.

        Returns:
            The region, with a name where a source gives one.

        Raises:
            NotFound: no such code or kind. NotInForce: the gemeente does not exist on the day.
            NotHeld: no source covers the day: not known, which is not the same as none.

        >>> from datetime import date
        >>> from vngkit import members
        >>> register = members.load()
        >>> register.region(register.find("Amsterdam").code, "corop", on=date(2026, 1, 1)).name
        'Groot-Amsterdam'
        """
        from vngkit.members._regions import region_of

        return region_of(self, self[code], kind, as_day(on))

    def regions(self, kind: str, *, on: date, incomplete_ok: bool = False) -> tuple[Region, ...]:
        """Regio's: all regions of this kind on the day, by code.

        Args:
            kind: as in ``region_kinds``.
            on: the day.
            incomplete_ok: take a list that is known to lack gemeenten, in place of ``NotHeld``.

        Returns:
            The regions.

        Raises:
            NotFound: no such kind. NotHeld: no source covers the day for all gemeenten.

        >>> from datetime import date
        >>> from vngkit import members
        >>> len(members.load().regions("provincie", on=date(2026, 1, 1)))
        12
        """
        from vngkit.members._regions import all_regions

        return all_regions(self, kind, as_day(on), incomplete_ok=incomplete_ok)

    def in_region(self, kind: str, region: str, *, on: date, incomplete_ok: bool = False) -> tuple[Gemeente, ...]:
        """Gemeenten in een regio: those that lie in a region on the day, by code.

        Args:
            kind: as in ``region_kinds``.
            region: the code or the name of the region.
            on: the day.
            incomplete_ok: take a list that is known to lack gemeenten, in place of ``NotHeld``.

        Returns:
            The gemeenten.

        Raises:
            NotFound: no such kind, or no such region in it. NotHeld: no source covers the day for all gemeenten.

        >>> from datetime import date
        >>> from vngkit import members
        >>> len(members.load().in_region("provincie", "Drenthe", on=date(2026, 1, 1)))
        12
        """
        from vngkit.members._regions import members_of

        return members_of(self, kind, region, as_day(on), incomplete_ok=incomplete_ok)

    @property
    def region_kinds(self) -> Mapping[str, RegionKind]:
        """Soorten regio's: every kind by its id, with the Dutch label and the days that are held."""
        from vngkit.members._regions import kinds

        return kinds()

    def in_network(self, name: str, *, on: date) -> tuple[Gemeente, ...]:
        """Netwerk: the members of a network (G4, G40, M50, P10, K80) on the day, by code.

        Args:
            name: the network.
            on: a day for which the whole list is held; see ``network(name)``.

        Returns:
            The gemeenten.

        Raises:
            NotFound: no such network. NotHeld: no whole list is held for the day; the message says what is.

        >>> from datetime import date
        >>> from vngkit import members
        >>> [g.name for g in members.load().in_network("G4", on=date(2026, 1, 1))]
        ['Utrecht', 'Amsterdam', "'s-Gravenhage", 'Rotterdam']
        """
        from vngkit.members._networks import in_network

        return in_network(self, name, as_day(on))

    def network(self, name: str) -> Network:
        """Netwerk: what is held about a network, how complete that is, and since when each member is known.

        >>> from vngkit import members
        >>> members.load().network("K80").completeness
        'partial'
        """
        from vngkit.members._networks import network

        return network(self, name)

    @property
    def networks(self) -> tuple[Network, ...]:
        """Netwerken: all networks that are held."""
        from vngkit.members._networks import networks

        return tuple(networks(self).values())

    def crosswalk(self, *, to: date) -> Crosswalk:
        """Omzettabel: brings a table of (code, year or date) to the gemeenten of one day.

        Args:
            to: the day whose gemeenten the codes must become; from 1990 up to ``held_until``.

        Returns:
            The crosswalk; ``apply(codes, when)`` takes lists, numpy, pandas and polars.

        Raises:
            NotHeld: the list of that day is not complete.

        >>> from datetime import date
        >>> from vngkit import members
        >>> register = members.load()
        >>> weesp, amsterdam = register.find("Weesp").code, register.find("Amsterdam").code
        >>> register.crosswalk(to=date(2026, 1, 1)).apply([weesp], [2021]).codes == [amsterdam]
        True
        """
        from vngkit.members._crosswalk import crosswalk

        self.check_list_day(as_day(to, "to"))
        return crosswalk(to)

    @property
    def sources(self) -> Mapping[str, Source]:
        """Bronnen: publisher, licence, date, attribution and checksums of each subject (``sources["population"]``)."""
        from vngkit.members._sources import sources

        return sources()
