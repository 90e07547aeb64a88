"""The register: every question about members is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, final

from vngkit.errors import DataError, NotFound, NotHeld, NotInForce
from vngkit.members._gemeente import PRETEND_CODE, Gemeente, as_code, as_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from vngkit.members._crosswalk import Crosswalk
    from vngkit.members._lineage import Event, Successor
    from vngkit.members._names import Suggestion
    from vngkit.members._networks import Network
    from vngkit.members._regions import Region, RegionKind
    from vngkit.members._sources import Source


@final
class Register:
    """Gemeenteregister: all gemeenten through time, with what is held about them; made by ``members.load()``.

    ``register[code]`` gives a gemeente, iterating gives all of them by code, ``len`` counts the codes, ``code in
    register`` says whether ``register[code]`` answers. The pretend member *Voorbeeldstad* is there by its code only.

    Args:
        gemeenten: all gemeenten by code, in the order of the codes.
        pretend: the pretend member.
        lists_from: first day for which the list of a day is complete.
        held_until: first day that the tables do not cover.

    >>> from vngkit import members
    >>> register = members.load()
    >>> register["GM9999"].name, "GM9999" in {gemeente.code for gemeente in register}
    ('Voorbeeldstad', False)
    """

    __slots__ = ("_gemeenten", "_lives", "held_until", "lists_from")

    held_until: date
    lists_from: date

    def __init__(
        self, gemeenten: Mapping[str, Gemeente], pretend: Gemeente, *, lists_from: date, held_until: date
    ) -> None:
        lives = {g.code: (g.attested_from, g.valid_to or held_until.max, g) for g in gemeenten.values()}
        lives[pretend.code] = (held_until.min, held_until.max, pretend)
        for name, value in {
            "_gemeenten": dict(gemeenten),
            "_lives": lives,
            "lists_from": lists_from,
            "held_until": held_until,
        }.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"the register never changes: {name!r} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"the register never changes: {name!r} cannot be deleted")

    def __reduce__(self) -> tuple[Any, ...]:
        from vngkit.members._load import load

        return load, ()

    def __repr__(self) -> str:
        return f"<Register of {len(self)} codes, complete lists from {self.lists_from} until {self.held_until}>"

    def __len__(self) -> int:
        return len(self._gemeenten)

    def __iter__(self) -> Iterator[Gemeente]:
        return iter(self._gemeenten.values())

    def __contains__(self, code: object) -> bool:
        return code in self._lives

    def __getitem__(self, code: str) -> Gemeente:
        try:
            gemeente: Gemeente = self._lives[code][2]
        except (KeyError, TypeError):
            raise self._unknown(code) from None
        return gemeente

    def get(self, code: str) -> Gemeente | None:
        """Opzoeken: the gemeente with this code, or None when there is none.

        >>> from vngkit import members
        >>> members.load().get("GM9998") is None
        True
        """
        life = self._lives.get(code)
        return life[2] if life else None

    def as_of(self, code: str, on: date) -> Gemeente:
        """Peildatum: the gemeente that carries this code on this day.

        Args:
            code: the CBS code.
            on: the day.

        Returns:
            The gemeente, which exists on the day.

        Raises:
            NotFound: no such code. NotInForce: it does not exist on the day; the message names who went on in whom.
            NotHeld: its start is not recorded and the day lies before it is attested.

        >>> from datetime import date
        >>> register = __import__("vngkit").members.load()
        >>> register.as_of(register.find("Beemster").code, date(2021, 12, 31)).name
        'Beemster'
        """
        life = self._lives.get(code)
        if life is not None and type(on) is not str and life[0] <= on < life[1]:
            found: Gemeente = life[2]
            return found
        gemeente = self[code]
        if gemeente.alive(on):
            return gemeente
        raise self.not_in_force(gemeente, on)

    def on(self, day: date) -> tuple[Gemeente, ...]:
        """Gemeentelijke indeling: all gemeenten that exist on the day, by code.

        Args:
            day: from 1990-01-01 up to the day that the tables cover (``register.held_until``, not included).

        Returns:
            Gemeenten only: no openbaar lichaam, no drostambt, never the pretend member.

        Raises:
            NotHeld: before 1990 most starts are not recorded, so no list is complete (``known_on`` gives what is
                known); and the days after the tables.

        Source: RvIG Landelijke Tabel 33; equal to the yearly list of CBS for every year from 1990.

        >>> from datetime import date
        >>> from vngkit import members
        >>> len(members.load().on(date(2022, 3, 24)))
        344
        """
        self._check_list_day(as_day(day, "day"))
        return tuple(g for low, high, g in self._lives.values() if low <= day < high and g.kind == "gemeente")

    def known_on(self, day: date) -> tuple[tuple[Gemeente, ...], tuple[Gemeente, ...]]:
        """Bekende gemeenten: those that surely exist on the day, and those of which it is not known.

        Args:
            day: any day; before 1990 this is the honest form of ``on``.

        Returns:
            Two tuples by code: attested on the day; and not ended by then, with a start that is not recorded. For a
            day after the tables, the first holds those of which no end is held.

        >>> from datetime import date
        >>> from vngkit import members
        >>> known, unsure = members.load().known_on(date(1950, 1, 1))
        >>> len(known) < 1017 <= len(known) + len(unsure)
        True
        """
        as_day(day, "day")
        there = [g for g in self if g.kind == "gemeente" and (g.valid_to is None or day < g.valid_to)]
        known = tuple(g for g in there if g.attested_from is None or g.attested_from <= day)
        unsure = tuple(
            g for g in there if g.valid_from is None and g.attested_from is not None and day < g.attested_from
        )
        return known, unsure

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

    def successors(self, code: str, *, on: date) -> tuple[Successor, ...]:
        """Rechtsopvolgers: in which gemeenten of the day a gemeente that ended goes on, through every step between.

        Args:
            code: the CBS code of a gemeente that ended, or may have ended, by the day.
            on: the day.

        Returns:
            By code, each with the ``share`` of the old gemeente that it took: 1, a fraction, or None when that is not
            known. Empty when the gemeente still exists, or was ceded abroad: ``ending(code)`` says which.

        Raises:
            NotFound: no such code. NotInForce: the gemeente had not begun on the day.

        Source: RvIG Landelijke Tabel 33 with the change notes of CBS; Wet arhi for what a herindeling does.

        >>> from datetime import date
        >>> register = __import__("vngkit").members.load()
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
        >>> register = __import__("vngkit").members.load()
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

        >>> register = __import__("vngkit").members.load()
        >>> [(e.kind, str(e.date)) for e in register.history(register.find("Dijk en Waard").code)]
        [('merger', '2022-01-01')]
        """
        from vngkit.members._lineage import history

        return history(self, self[code])

    def ending(self, code: str) -> Event | None:
        """Einde: the event by which a gemeente ended (merger, rename, split, ceded_abroad); None while no end is held.

        >>> register = __import__("vngkit").members.load()
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
        >>> register = __import__("vngkit").members.load()
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
        >>> register = __import__("vngkit").members.load()
        >>> weesp, amsterdam = register.find("Weesp").code, register.find("Amsterdam").code
        >>> register.crosswalk(to=date(2026, 1, 1)).apply([weesp], [2021]).codes == [amsterdam]
        True
        """
        from vngkit.members._crosswalk import crosswalk

        self._check_list_day(as_day(to, "to"))
        return crosswalk(to)

    @property
    def sources(self) -> Mapping[str, Source]:
        """Bronnen: publisher, licence, date, attribution and checksums of each subject (``sources["population"]``)."""
        from vngkit.members._sources import sources

        return sources()

    def not_in_force(self, gemeente: Gemeente, on: date) -> NotInForce:
        """Code van een andere dag: the error that says when a gemeente exists and who goes on in its place."""
        if gemeente.valid_from is not None and on < gemeente.valid_from:
            return NotInForce(
                f"{gemeente} does not exist on {on}.",
                why=f"It begins on {gemeente.valid_from}.",
                fix="take a later day, or ask register.predecessors(code, on=day)",
            )
        heirs = ", ".join(str(heir.gemeente) for heir in self.successors(gemeente.code, on=on))
        return NotInForce(
            f"{gemeente} does not exist on {on}.",
            why=f"It ended on {gemeente.valid_to}" + (f" and goes on in {heirs}." if heirs else ", ceded abroad."),
            fix="take an earlier day, or the gemeente that goes on" if heirs else "take an earlier day",
        )

    def _check_list_day(self, day: date) -> None:
        if day < self.lists_from:
            raise NotHeld(
                f"the gemeenten of {day} are not held as a complete list.",
                why=f"Before {self.lists_from} most starts are not recorded, so counts would be approximate.",
                fix="take a later day, or known_on(day), which keeps the unsure ones apart",
            )
        if day >= self.held_until:
            raise NotHeld(
                f"the gemeenten of {day} are not held.",
                why=f"The tables cover the days before {self.held_until}.",
                fix="take an earlier day, renew the package, or known_on(day) for those of which no end is held",
            )

    def _unknown(self, code: object) -> NotFound:
        try:
            canonical = as_code(code)  # type: ignore[arg-type]  # whatever was handed in is told back
        except DataError as error:
            return NotFound(f"{code!r:.40} is not a gemeente code.", why=error.what, fix=error.fix)
        if canonical in self._lives:
            return NotFound(f"{code!r:.40} is not how CBS writes a code.", fix=f"write {canonical!r}, or as_code(...)")
        near = sorted(self._gemeenten, key=lambda other: (_apart(canonical, other), other))[:3]
        return NotFound(
            f"no gemeente has or had the code {canonical}.",
            why="Near codes: " + ", ".join(str(self._gemeenten[other]) for other in near) + ".",
            fix=f"look the gemeente up by name; {PRETEND_CODE} is the pretend member",
        )


def _apart(code: str, other: str) -> tuple[int, int, int]:
    """How far two codes are apart for the eye: other digits, places that differ, and the distance as numbers."""
    digits = len(set(code[2:]) ^ set(other[2:]))
    return sum(a != b for a, b in zip(code, other, strict=True)), digits, abs(int(code[2:]) - int(other[2:]))
