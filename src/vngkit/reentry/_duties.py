"""The duties of national law, read from the data: one file for each area."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache

from attrs import evolve

from vngkit.errors import DataError
from vngkit.legislation import national_rule
from vngkit.reentry._duty import Duty
from vngkit.reentry._fields import life_area
from vngkit.reentry._words import DATA, DutyKind, Role

__all__ = ["duties", "rules_outside_cases"]


@cache
def duties() -> tuple[Duty, ...]:
    """All duties, rights, bars and checks of national law in a reentry case, by area and in the order of the data.

    Source: the national rules of the law dossier of this project; see ``docs/reference/duties.md``.

    >>> next(duty.rule.id for duty in duties() if duty.id == "debt.first_talk")
    'debt_first_talk'
    """
    read = {duty.id: duty for duty in _rows()}
    return tuple(_placed(duty, read) for duty in read.values())


def _rows() -> Iterator[Duty]:
    for path in sorted((DATA / "duties").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield _duty(row)


def _placed(duty: Duty, read: dict[str, Duty]) -> Duty:
    """A part starts and ends with the duty that it is within, and under its conditions."""
    if not duty.within:
        return duty
    if duty.within not in read or read[duty.within].within:
        raise DataError(f"the duty {duty.id!r} is within {duty.within!r}, which is no duty by itself.")
    main = read[duty.within]
    when = tuple(dict.fromkeys((*main.when, *duty.when)))
    return evolve(duty, starts=main.starts, ends=main.ends, when=when, how=duty.how | (main.how & {"closed"}))


def _duty(row: dict[str, str]) -> Duty:
    def many(key: str) -> tuple[str, ...]:
        return tuple(row[key].split("|")) if row[key] else ()

    return Duty(
        id=row["id"],
        kind=DutyKind(row["kind"]),
        rule=national_rule(row["rule"]) if row["rule"] else None,
        term_of=national_rule(row["term_of"]) if row["term_of"] else None,
        about=life_area(row["about"]) if row["about"] else None,
        who=Role(row["who"]),
        starts=many("starts"),
        ends=many("ends"),
        when=many("when"),
        pause=row["pause"],
        local_term=row["local_term"],
        local_facts=many("local_facts"),
        within=row["within"],
        how=frozenset(many("how")),
        title_en=row["title_en"],
        title_nl=row["title_nl"],
    )


@cache
def rules_outside_cases() -> dict[str, tuple[str, str]]:
    """The national rules that no case holds, by id: where they are held instead (or nowhere), and why."""
    with (DATA / "not_case_rules.csv").open(encoding="utf-8", newline="") as file:
        return {row["rule"]: (row["held_by"], row["reason"]) for row in csv.DictReader(file)}
