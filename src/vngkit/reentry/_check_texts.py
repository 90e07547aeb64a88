"""What checks say: the kind, the rule and the titles of each, as data, and the finding that is made of them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from attrs import frozen

from vngkit.errors import NotHeld, NotInForce
from vngkit.legislation import Answer, NationalRule, national_rule
from vngkit.reentry._case import Case
from vngkit.reentry._duty import Answers
from vngkit.reentry._finding import Finding
from vngkit.reentry._words import DATA, FindingKind, LifeArea, Role

__all__ = ["CheckText", "check_text", "check_texts", "finding_on", "local_answer"]


@frozen(kw_only=True)
class CheckText:
    """Tekst van een controle: what it says, as a row of data; ``{area}`` in a title is the condition it is about."""

    id: str
    kind: FindingKind
    rule: NationalRule
    who: Role
    title_nl: str
    title_en: str


@cache
def check_texts() -> Mapping[str, CheckText]:
    """The texts of all checks by their id."""
    with (DATA / "check_texts.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType(
            {
                row["id"]: CheckText(
                    id=row["id"],
                    kind=FindingKind(row["kind"]),
                    rule=national_rule(row["rule"]),
                    who=Role(row["who"]),
                    title_nl=row["title_nl"],
                    title_en=row["title_en"],
                )
                for row in csv.DictReader(file)
            }
        )


def check_text(name: str) -> CheckText:
    """The text of a check by its id."""
    return check_texts()[name]


def finding_on(case: Case, rule: NationalRule, *, about: LifeArea | None = None, **fields: Any) -> Finding:
    """A finding in a case that rests on a national rule; the rule gives citation and validity."""
    return Finding(
        case_id=case.id,
        about=about,
        citation=rule.citation,
        law=rule.law,
        rule=rule.id,
        valid_from=rule.valid_from or rule.text_valid_from,
        valid_to=rule.valid_to,
        verified=rule.verified,
        **{"members": case.members, **fields},
    )


def local_answer(answers: Answers, term: str, member: str, day: date) -> Answer | None:
    """The answer for an open term; None when the gemeente did not exist on that day or is not held for it."""
    try:
        return answers(term, member, day)
    except (NotInForce, NotHeld):
        return None
