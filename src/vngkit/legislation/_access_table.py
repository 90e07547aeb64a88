"""Who may read or write which kind of field, for which purpose: what law lets, and what a gemeente narrows."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Literal

from attrs import field, frozen

from vngkit.errors import DataError, NotFound
from vngkit.legislation._open_terms import DATA
from vngkit.legislation._source import Source
from vngkit.privacy import FieldKind

__all__ = ["AccessAnswer", "AccessRow", "AccessRule", "AccessTable", "access_rows", "check_access_rule"]

Act = Literal["read", "write"]
_PLACE: Final = ("role", "purpose", "kind")


@frozen(kw_only=True)
class AccessRow:
    """Een regel van de toegangstabel: a role may read or write fields of a kind for a purpose, on a ground of law.

    ``source`` is the row on sharing that it follows from, or where else it stands. What has no row may nobody.

    >>> row = next(row for row in access_rows() if row.role == "mayor" and row.purpose == "public_order_on_return")
    >>> row.kind.value, row.read, row.ground.startswith("jci1.3:c:BWBR0016544&artikel=11a")
    ('bsn', True, True)
    """

    role: str
    purpose: str
    kind: FieldKind
    read: bool
    write: bool
    ground: str
    source: str


@cache
def access_rows() -> tuple[AccessRow, ...]:
    """All rows of the table of access (*toegangstabel*) by law.

    >>> len(access_rows()) > 50
    True
    """
    with (DATA / "access.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            AccessRow(
                **{key: row[key] for key in ("role", "purpose", "ground", "source")},
                kind=FieldKind(row["kind"]),
                read=row["read"] == "yes",
                write=row["write"] == "yes",
            )
            for row in csv.DictReader(file)
        )


@cache
def _by_place() -> Mapping[tuple[str, str, FieldKind], AccessRow]:
    return MappingProxyType({(row.role, row.purpose, row.kind): row for row in access_rows()})


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(getattr(row, name) for row in access_rows())


def _kind(kind: FieldKind | str | None) -> FieldKind | None:
    return None if kind is None else FieldKind(kind)


@frozen(kw_only=True)
class AccessRule:
    """Eigen toegangsregel van een gemeente: takes reading or writing away in a place of the table; it never adds.

    Args:
        id: of the rule; it begins with the name of its plugin.
        member: the code of the gemeente.
        role: a role of ``access_rows()``.
        purpose: a purpose of it; None is every purpose.
        kind: a kind of field; None is every kind.
        read: whether reading stays as law has it; False takes it away.
        write: the same for writing.
        source: where the gemeente decided it.
        valid_from: the first day on which it holds.
        valid_to: the first day on which it no longer holds; None is until further notice.
    """

    id: str
    member: str
    role: str
    purpose: str | None = None
    kind: FieldKind | None = field(default=None, converter=_kind)
    read: bool = False
    write: bool = False
    source: Source
    valid_from: date
    valid_to: date | None = None

    def speaks_of(self, *, role: str, purpose: str, kind: FieldKind, on: date) -> bool:
        """Whether it narrows that place of the table on that day."""
        return (
            self.role == role
            and self.purpose in (None, purpose)
            and self.kind in (None, kind)
            and self.valid_from <= on
            and (self.valid_to is None or on < self.valid_to)
        )


def check_access_rule(rule: AccessRule) -> None:
    """Refuse a rule that would widen what law lets (*verruiming*), or that names what does not exist.

    Raises:
        NotFound: a role or purpose that the table does not know: a misspelt one would narrow nothing.
        DataError: it says yes where law says no, or yes without a place.

    >>> from vngkit.legislation import Source
    >>> wide = AccessRule(
    ...     id="x.wide", member="GM9999", role="college", purpose="public_order_on_return", kind="criminal", read=True,
    ...     source=Source(title="Besluit", publication_id="CVDR000000_1"), valid_from=date(2026, 1, 1),
    ... )
    >>> check_access_rule(wide)
    Traceback (most recent call last):
    ...
    vngkit.errors.DataError: rule 'x.wide' lets college read criminal fields for public_order_on_return...
    """
    for name in ("role", "purpose"):
        value = getattr(rule, name)
        if value is not None:
            _known(name, value)
    for act in ("read", "write"):
        if not getattr(rule, act):
            continue
        if rule.purpose is None or rule.kind is None:
            raise DataError(
                f"rule {rule.id!r} says yes for more than one place of the table.",
                why="A rule of a gemeente takes away; what it leaves, it leaves in one place.",
                fix="name its purpose and its kind, or leave read and write out",
            )
        row = _by_place().get((rule.role, rule.purpose, rule.kind))
        if row is None or not getattr(row, act):
            near = f"The nearest ground is {row.ground}." if row else "No row of law lets it."
            raise DataError(
                f"rule {rule.id!r} lets {rule.role} {act} {rule.kind} fields for {rule.purpose}, and law does not.",
                why=f"A gemeente can narrow who reads what for what, and never widen it (AVG 5, 6, 9, 10). {near}",
                fix=f"leave {act} out, or take the rule out",
            )


@frozen(kw_only=True)
class AccessAnswer:
    """Antwoord op de vraag om toegang: allowed or not, on which ground of law, and by which rule it was taken away."""

    role: str
    purpose: str
    kind: FieldKind
    act: Act
    allowed: bool
    ground: str | None = None
    rule: AccessRule | None = None

    def explain(self, lang: str = "nl") -> str:
        """The answer in a sentence, in Dutch or English."""
        word = {"read": ("lezen", "read"), "write": ("schrijven", "write")}[self.act][lang != "nl"]
        said = f"{self.role} / {self.purpose} / {self.kind} / {word}: "
        if self.allowed:
            return said + ("ja, op grond van " if lang == "nl" else "yes, on the ground of ") + f"{self.ground}"
        if self.rule is not None:
            told = "nee, {} nam dit weg ({})" if lang == "nl" else "no, {} took it away ({})"
            return said + told.format(self.rule.member, self.rule.source.title)
        return said + ("nee, geen wet laat dit toe" if lang == "nl" else "no, no law lets it")


@frozen(kw_only=True)
class AccessTable:
    """Toegangstabel van een kit: the rows of law, narrowed by the rules of the gemeenten.

    Args:
        rules: those of plugins; ``check_access_rule`` was asked of each.

    >>> AccessTable().ask("college", "set_amend_or_carry_out_plan", "personal", on=date(2026, 11, 25)).allowed
    True
    """

    rules: tuple[AccessRule, ...] = ()

    def ask(  # noqa: PLR0913  # a place of the table, the act, and where and when
        self,
        role: str,
        purpose: str,
        kind: FieldKind | str,
        *,
        on: date,
        act: Act = "read",
        members: Collection[str] = (),
    ) -> AccessAnswer:
        """May this role read (or write) this kind of field for this purpose (*mag dit*)?

        Args:
            role: who.
            purpose: what for.
            kind: a word of ``FieldKind``.
            on: the day on which it is done.
            act: ``read`` or ``write``.
            members: the gemeenten whose data it is: the rules of all of them narrow the answer.

        Returns:
            The answer; without a row of law it is no. Raises ``NotFound`` for a role that the table does not know.
        """
        _known("role", role)
        place = (role, purpose, FieldKind(kind))
        row = _by_place().get(place)
        about: dict[str, Any] = {**dict(zip(_PLACE, place, strict=True)), "act": act}
        if row is None or not getattr(row, act):
            return AccessAnswer(**about, allowed=False)
        for rule in self._of(members):
            if not getattr(rule, act) and rule.speaks_of(role=role, purpose=purpose, kind=place[2], on=on):
                return AccessAnswer(**about, allowed=False, rule=rule)
        return AccessAnswer(**about, allowed=True, ground=row.ground)

    def opened(
        self, role: str, purpose: str, *, on: date, members: Collection[str] = ()
    ) -> Mapping[FieldKind, AccessAnswer]:
        """The kinds of fields that a role may read for a purpose (*wat opengaat*), each with its answer."""
        asked = (self.ask(role, purpose, kind, on=on, members=members) for kind in FieldKind)
        return MappingProxyType({answer.kind: answer for answer in asked if answer.allowed})

    @staticmethod
    def roles(purpose: str) -> tuple[str, ...]:
        """The roles that may read anything for a purpose (*rollen*) by law, in the order of the table."""
        return tuple(dict.fromkeys(row.role for row in access_rows() if row.purpose == purpose and row.read))

    def _of(self, members: Collection[str]) -> Iterable[AccessRule]:
        return (rule for rule in self.rules if rule.member in members)


def _known(name: str, value: str) -> None:
    known = _words(name)
    if value not in known:
        near = ", ".join(get_close_matches(str(value), known, n=3)) or ", ".join(sorted(known))
        raise NotFound(f"there is no {name} {value!r:.80} in the table of access.", fix=f"write one of {near}")
