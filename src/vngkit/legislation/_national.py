"""The national rules that were read, as data: who must do what, on which event, within which term, by which law."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache
from types import MappingProxyType

from attrs import field, frozen

from vngkit.errors import NotFound
from vngkit.legislation._citation import Citation
from vngkit.legislation._open_terms import DATA
from vngkit.legislation._reckoning import Reckoning, reckon_rule, term_of
from vngkit.terms import End, Term

__all__ = ["NationalRule", "national_rule", "national_rules"]


@frozen(kw_only=True, cache_hash=True)
class NationalRule:
    """One rule of national law (*wettelijke bepaling*), as a row of data.

    ``amount``, ``unit`` and ``term_kind`` (max, min, exact, none) hold the term as the law writes it; ``termijnenwet``
    says whether the Algemene termijnenwet extends it, ``reckoning`` how it is counted (reviewed by hand).
    ``text_valid_from`` is the start of the version of the text that was read, ``valid_from`` the start of the rule
    itself where that is known. ``verified`` says whether the text was read at all: a rule that was not read must be
    shown as such.

    Source: the dossier on law of this project, with the versions named in ``docs/reference/law-data.md``.
    """

    id: str
    domain: str
    rule: str
    dutch_term: str
    who: tuple[str, ...]
    trigger: str
    amount: str
    unit: str
    term_kind: str
    law: str
    citation: Citation | None
    text_valid_from: date | None
    valid_from: date | None
    valid_to: date | None
    termijnenwet: str
    verified: bool
    find_by: str = field(repr=False)
    notes: str = field(repr=False)
    reckoning: Reckoning = field(repr=False)

    @property
    def term(self) -> Term | None:
        """The term (*termijn*) of this rule; ``None`` for an amount, a share, or "at once" (*onverwijld*).

        >>> national_rule("debt_first_talk").term
        Term(4, 'weeks')
        """
        return term_of(self)

    def reckon(self, start: date) -> End:
        """The day that the term of this rule gives (*einde van de termijn*), with the arithmetic and the readings.

        Args:
            start: the day of the event of ``trigger``; the day counted back from for a rule that counts back; an aware
                datetime for a term in hours.

        The result says what the day is (``End.kind``): the latest day, the earliest day, or the day itself. A rule
        whose text was not read gives the warning ``rule_not_read``. Raises ``DataError`` when the rule has no term that
        runs. Source: the row of the rule; Algemene termijnenwet 1-5.

        >>> national_rule("debt_first_talk").reckon(date(2027, 2, 26)).date
        datetime.date(2027, 3, 30)
        >>> national_rule("bij_not_before").reckon(date(2027, 2, 28)).explain("en").splitlines()[0]
        'Not before Saturday 28 November 2026.'
        """
        return _remembered(self, start) if type(start) is date else reckon_rule(self, start)


_remembered = lru_cache(maxsize=8192)(reckon_rule)  # an end never changes, and many cases start on one day


@cache
def national_rules() -> tuple[NationalRule, ...]:
    """All national rules that this version of the package holds, in the order of the dossier.

    >>> sum(rule.verified for rule in national_rules()) > 300
    True
    """
    with (DATA / "national_rules.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_rule(row) for row in csv.DictReader(file))


def national_rule(rule_id: str) -> NationalRule:
    """One national rule by its id; raises ``NotFound``.

    >>> national_rule("debt_first_talk").amount, national_rule("debt_first_talk").unit
    ('4', 'weeks')
    """
    rule = _by_id().get(rule_id)
    if rule is None:
        near = get_close_matches(rule_id, _by_id(), n=3)
        fix = f"did you mean {' or '.join(near)}?" if near else "see vngkit.legislation.national_rules()"
        raise NotFound(f"there is no national rule {rule_id!r}.", fix=fix)
    return rule


@cache
def _by_id() -> Mapping[str, NationalRule]:
    return MappingProxyType({rule.id: rule for rule in national_rules()})


def _rule(row: dict[str, str]) -> NationalRule:
    def day(key: str) -> date | None:
        return date.fromisoformat(row[key]) if row[key] else None

    return NationalRule(
        id=row["id"],
        domain=row["domain"],
        rule=row["rule"],
        dutch_term=row["dutch_term"],
        who=tuple(row["who"].split("|")) if row["who"] not in ("", "-") else (),
        trigger=row["trigger"],
        amount=row["amount"],
        unit=row["unit"],
        term_kind=row["term_kind"],
        law=row["law"],
        citation=Citation.parse(row["jci"]) if row["jci"] else None,
        text_valid_from=day("text_valid_from"),
        valid_from=day("valid_from"),
        valid_to=day("valid_to"),
        termijnenwet=row["termijnenwet"],
        verified=row["verified"] == "yes",
        find_by=row["find_by"],
        notes=row["notes"],
        reckoning=Reckoning.read(row),
    )
