"""Reckoning the term of a national rule: the amount, the way of counting and the readings all come from its row."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from attrs import evolve, frozen

from vngkit.errors import DataError, NotFound
from vngkit.legislation._open_terms import DATA
from vngkit.terms import End, Reading, Remark, Term, Unit

if TYPE_CHECKING:
    from vngkit.legislation._national import NationalRule

__all__ = ["Reckoning", "law_number", "law_share", "reckon_rule"]

Counts = Literal["from", "back", "length", "at_once", ""]


@frozen(kw_only=True)
class Reckoning:
    """How the term of a rule is reckoned (*berekening van de termijn*), as reviewed by hand.

    ``layer`` is the kind of regulation that the term stands in. ``counts`` is ``from`` (from the event), ``back`` (back
    from it), ``length`` (a length to hold something against, not a term that runs) or ``at_once``. ``day_is`` says what
    the reckoned day is: the ``latest`` day, the ``earliest`` day, or the ``exact`` day. ``extension`` is what the rule
    brings to the Algemene termijnenwet. ``first_day_counts`` is true when the day of the event is the first of the
    term. ``remark`` tells what the law leaves open; ``remark_is`` says whether it is a doubt, a note, or the reason for
    another day, which lies ``other_days`` later.
    """

    layer: str
    counts: Counts = ""
    day_is: Literal["latest", "earliest", "exact"] = "latest"
    extension: str = "usual"
    first_day_counts: bool = False
    other_days: int = 0
    remark: Remark | None = None
    remark_is: Literal["doubt", "note", "other_day", ""] = ""

    @classmethod
    def read(cls, row: dict[str, str]) -> Reckoning:
        """The way of reckoning from a row of the data."""
        remark = Remark(kind=row["remark"], text=row["remark_en"], text_nl=row["remark_nl"]) if row["remark"] else None
        return cls(
            layer=row["layer"],
            counts=row["counts"],  # type: ignore[arg-type]  # the build holds it to the list
            day_is=row["day_is"] or "latest",  # type: ignore[arg-type]
            extension=row["extension"] or "usual",
            first_day_counts=row["first_day_counts"] == "yes",
            other_days=int(row["other_days"] or 0),
            remark=remark,
            remark_is=row["remark_is"],  # type: ignore[arg-type]
        )


def term_of(rule: NationalRule) -> Term | None:
    """The term of a rule, when it has one in time: ``None`` for an amount of money, a share, or "at once"."""
    return _term(rule.amount, rule.unit)


@cache
def _term(amount: str, unit: str) -> Term | None:
    if unit not in get_args(Unit) or not amount.isdecimal() or amount == "0":
        return None
    return Term(int(amount), unit)  # type: ignore[arg-type]


def reckon_rule(rule: NationalRule, start: date) -> End:
    """The end of the term of a rule (see ``NationalRule.reckon``)."""
    way, term = rule.reckoning, rule.term
    if term is None:
        at_once = way.counts == "at_once"
        raise DataError(
            f"the national rule {rule.id!r} has no term in time.",
            why="It says: at once." if at_once else "",
            fix="act on the day of the event itself" if at_once else "read NationalRule.term first",
        )
    if way.counts == "length":
        raise DataError(
            f"the {term} of the national rule {rule.id!r} are a length, not a term that runs from a day.",
            fix="hold a length against NationalRule.term",
        )
    back = way.counts == "back"
    end = term.reckon_back(start) if back else term.reckon(start, source=way.layer, extension=way.extension)
    end = _as_reviewed(evolve(end, kind=way.day_is), way)
    warnings = (*end.warnings, *_about(rule, end.start))
    return evolve(end, warnings=warnings) if warnings else end


def _about(rule: NationalRule, start: date) -> tuple[Remark, ...]:
    found = () if rule.verified else (_NOT_READ,)
    early = rule.valid_from is not None and start < rule.valid_from
    late = rule.valid_to is not None and start >= rule.valid_to
    return (*found, _NOT_IN_FORCE) if early or late else found


_ONE_DAY = timedelta(days=1)
_NOT_READ = Remark(
    kind="rule_not_read",
    text="the text of this rule was not read: check it before you use the date",
    text_nl="de tekst van deze regel is niet gelezen: controleer die voordat u de datum gebruikt",
)
_NOT_IN_FORCE = Remark(
    kind="rule_not_in_force",
    text="the rule did not hold on the day from which it is reckoned",
    text_nl="de regel gold niet op de dag vanaf welke is gerekend",
)


def _as_reviewed(end: End, way: Reckoning) -> End:
    """The end with what the review adds: the day of the event that counts, the doubt, the note or the other day."""
    if way.first_day_counts:
        end = evolve(end, raw=end.raw - _ONE_DAY, date=end.date - _ONE_DAY, first_day_counts=True)
    if way.remark is None:
        return end
    if way.remark_is == "doubt":
        return evolve(end, doubts=(*end.doubts, way.remark))
    if way.remark_is == "note":
        return evolve(end, warnings=(*end.warnings, way.remark))
    days = {day + way.other_days * _ONE_DAY for day in end.dates} - set(end.dates)
    others = (
        Reading(date=day, kind=way.remark.kind, text=way.remark.text, text_nl=way.remark.text_nl)
        for day in sorted(days)
    )
    return evolve(end, alternatives=(*end.alternatives, *others))


@cache
def _numbers() -> dict[str, str]:
    with (DATA / "numbers.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["value"] for row in csv.DictReader(file)}


def law_number(name: str) -> Decimal:
    """A number of law that stands in the words of a rule (*getal uit de wet*), by its id in ``data/law/numbers.csv``.

    Raises ``NotFound``; ``law_share`` gives a number that is a share.

    >>> law_number("under27_age")
    Decimal('27')
    """
    return Decimal(_number(name))


def law_share(name: str) -> Fraction:
    """A share of law (*deel*) that stands in the words of a rule, exact, by its id in ``data/law/numbers.csv``.

    Raises ``NotFound``.

    >>> law_share("vi_share")
    Fraction(2, 3)
    """
    return Fraction(_number(name))


def _number(name: str) -> str:
    found = _numbers().get(name)
    if found is None:
        raise NotFound(f"there is no number of law {name!r}.", fix=f"ask one of {', '.join(_numbers())}")
    return found
