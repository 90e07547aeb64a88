"""Which codes there are, and which gemeenten exist on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vngkit.errors import NotHeld
from vngkit.members._gemeente import Gemeente, as_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date


class CodesAndDays:
    """The base of the register: which codes there are, and which gemeenten exist on which day.

    Args:
        gemeenten: all gemeenten by code, in the order of the codes.
        pretend: the pretend member.
        lists_from: first day for which the list of a day is complete.
        held_until: first day that the tables do not cover.

    >>> from vngkit import members
    >>> members.load().held_until.year
    2027
    """

    __slots__ = ("_gemeenten", "_lives", "held_until", "lists_from")

    held_until: date
    lists_from: date
    _gemeenten: Mapping[str, Gemeente]
    _lives: Mapping[str, tuple[date, date, Gemeente]]

    def __init__(
        self, gemeenten: Mapping[str, Gemeente], pretend: Gemeente, *, lists_from: date, held_until: date
    ) -> None:
        lives = {
            g.code: (g.attested_from or held_until.min, g.valid_to or held_until.max, g)
            for g in (*gemeenten.values(), pretend)
        }
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
            return self._lives[code][2]
        except (KeyError, TypeError):
            from vngkit.members._tell import unknown

            raise unknown(self, code) from None

    def get(self, code: str) -> Gemeente | None:
        """Opzoeken: the gemeente with this code, or None when there is none.

        >>> from vngkit import members
        >>> members.load().get("GM-1") is None
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
        >>> from vngkit import members
        >>> register = members.load()
        >>> register.as_of(register.find("Beemster").code, date(2021, 12, 31)).name
        'Beemster'
        """
        try:
            start, end, gemeente = self._lives[code]
            if start <= on < end:
                return gemeente
        except (KeyError, TypeError):  # told below
            gemeente = self[code]
        if gemeente.alive(on):
            return gemeente
        from vngkit.members._tell import not_in_force

        raise not_in_force(self, gemeente, on)

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
        self.check_list_day(as_day(day, "day"))
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

    def check_list_day(self, day: date) -> None:
        """Whether the list of the day is complete; NotHeld with the reason when it is not."""
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
