"""Contacts: which function answers at an institution or a gemeente, through which channel, on which day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from vngkit.errors import DataError, NotFound, NotInForce, VngkitError
from vngkit.privacy import PERSONAL, cover
from vngkit.reentry._fields import is_day, is_text, maybe_day, maybe_member
from vngkit.reentry._words import Role
from vngkit.terms import day_text

__all__ = ["Contact", "ContactDirectory"]

_COLUMNS = ("role", "function", "institution", "member", "channel", "valid_from", "valid_to")


@frozen(kw_only=True)
class Contact:
    """Contactpunt: a function that answers, at an institution or a gemeente, half-open in time.

    Args:
        role: the party: the director of an institution, the college of a gemeente, probation and so on.
        function: what answers there, for example ``casemanager`` or ``coördinator nazorg``; a function, never a name.
        institution: the name of the institution or organisation, as in the notices; leave out for a gemeente.
        member: the code of the gemeente; leave out for an institution.
        channel: a functional address or number; shown as a mask, for it may turn out to be somebody's own.
        valid_from: the first day on which it answers.
        valid_to: the first day on which it no longer does; None is: no end known.
    """

    role: Role = field(converter=Role)
    function: str = field(validator=is_text)
    institution: str = ""
    member: str | None = field(default=None, validator=maybe_member)
    channel: str = field(validator=is_text, repr=cover, metadata=PERSONAL)
    valid_from: date = field(validator=is_day)
    valid_to: date | None = field(default=None, validator=maybe_day)

    def __attrs_post_init__(self) -> None:
        if bool(self.institution.strip()) == (self.member is not None):
            raise DataError(
                "a contact is at an institution or at a gemeente, one of the two.",
                fix="give institution or member, not both and not neither",
            )
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise DataError("a contact ends before it begins.", fix="give a valid_to after valid_from, or leave it out")

    @property
    def party(self) -> str:
        """Where it answers: the institution or the code of the gemeente."""
        return self.member or self.institution

    def holds_on(self, day: date) -> bool:
        """Whether it answers on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def _many(given: Iterable[Contact]) -> tuple[Contact, ...]:
    return tuple(given)


@frozen(repr=False)
class ContactDirectory:
    """Contactenlijst: who answers where on which day; it never changes, a new list is made instead.

    >>> one = Contact(role="director", function="casemanager", institution="PI Voorbeeld",
    ...               channel="casemanagers@pi.example", valid_from=date(2026, 1, 1), valid_to=date(2027, 1, 1))
    >>> listed = ContactDirectory([one])
    >>> listed.one(party="PI Voorbeeld", role="director", on=date(2026, 11, 2)).function
    'casemanager'
    >>> listed
    <ContactDirectory: 1 contacts of 1 parties>
    """

    contacts: tuple[Contact, ...] = field(default=(), converter=_many)

    def __len__(self) -> int:
        return len(self.contacts)

    def __iter__(self) -> Iterator[Contact]:
        return iter(self.contacts)

    def __repr__(self) -> str:
        parties = {contact.party for contact in self.contacts}
        return f"<ContactDirectory: {len(self)} contacts of {len(parties)} parties>"

    def find(self, *, party: str | None = None, role: Role | str | None = None, on: date) -> tuple[Contact, ...]:
        """Who answers on a day (*contacten op een dag*), the one that started last first.

        Args:
            party: the name of an institution or the code of a gemeente; None is any.
            role: the role; None is any.
            on: the day.
        """
        found = [contact for contact in self._of(party, role) if contact.holds_on(on)]
        return tuple(sorted(found, key=lambda one: (-one.valid_from.toordinal(), one.party, one.role, one.function)))

    def one(self, *, party: str | None = None, role: Role | str | None = None, on: date) -> Contact:
        """Who answers on a day (*contact*), the one that started last; without one it fails loudly.

        Raises:
            NotFound: there never was a contact of that kind.
            NotInForce: there was one, but it no longer answers, or not yet.
        """
        found = self.find(party=party, role=role, on=on)
        if found:
            return found[0]
        raise self._why_not(party, role, on)

    def ended(self, *, party: str | None = None, role: Role | str | None = None, on: date) -> date | None:
        """Since when nobody answers (*vervallen sinds*): the last end before the day; None when there never was one."""
        ends = [one.valid_to for one in self._of(party, role) if one.valid_to is not None and one.valid_to <= on]
        return max(ends, default=None)

    def _of(self, party: str | None, role: Role | str | None) -> Iterator[Contact]:
        wanted = None if role is None else Role(role)
        return (
            contact for contact in self.contacts if party in (None, contact.party) and wanted in (None, contact.role)
        )

    def _why_not(self, party: str | None, role: Role | str | None, on: date) -> VngkitError:
        what = f"{Role(role).label('en')} " if role is not None else ""
        where = f"at {party}" if party else "anywhere"
        fix = "find out who answers and open the kit with a contact that is valid on that day"
        ended = self.ended(party=party, role=role, on=on)
        if ended is not None:
            return NotInForce(
                f"the contact of {what}{where} ended: nobody answers there since {day_text(ended, 'en')}.", fix=fix
            )
        if any(True for _ in self._of(party, role)):
            return NotInForce(f"the contact of {what}{where} does not answer yet on {day_text(on, 'en')}.", fix=fix)
        return NotFound(
            f"no contact of {what}{where} is known.",
            why="A hand-over that nobody receives is none.",
            fix=fix,
        )

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> ContactDirectory:
        """Read a list (*contactenlijst*) from rows of text, for example of ``csv.DictReader``.

        Columns: role, function, institution, member, channel, valid_from, valid_to (days as 2026-11-02; an empty cell
        is left out). Raises ``DataError`` that tells every wrong row at once, by its number and never by its content.
        """
        read, wrong = [], []
        for number, row in enumerate(rows, 1):
            try:
                read.append(Contact(**_cells(row)))
            except (VngkitError, ValueError, TypeError) as error:
                wrong.append(f"row {number}: {error if isinstance(error, VngkitError) else 'a cell has another form'}")
        if wrong:
            raise DataError(
                f"{len(wrong)} rows of the contacts can not be read. {' '.join(wrong)}",
                fix=f"give the columns {', '.join(_COLUMNS)}",
            )
        return cls(read)


def _cells(row: Mapping[str, str]) -> dict[str, Any]:
    cells: dict[str, Any] = {key: row[key].strip() for key in _COLUMNS if (row.get(key) or "").strip()}
    for key in ("valid_from", "valid_to"):
        if key in cells:
            cells[key] = date.fromisoformat(cells[key])
    return cells
