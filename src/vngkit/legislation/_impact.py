"""What rests on a law or an article: a change of law becomes a list of work."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from vngkit.legislation._citation import Citation
from vngkit.legislation._local import LocalRule
from vngkit.legislation._national import NationalRule, national_rule, national_rules
from vngkit.legislation._open_terms import OpenTerm, open_terms
from vngkit.legislation._retention import RetentionRule, retention_rules
from vngkit.legislation._sharing_rows import SharingRow, sharing_rows

__all__ = ["Impact", "impact"]


@frozen(kw_only=True)
class Impact:
    """Gevolgen van een wetswijziging: everything that this version holds and that rests on a place in a law.

    ``place`` is a law or an article, not a paragraph: a row that rests on two paragraphs cites the first. A local rule
    rests on it when it names it as its ground, or fills an open term that does; ``findings`` are ids of duties and
    checks that were handed in, with the provision that each rests on.
    """

    place: Citation
    national_rules: tuple[NationalRule, ...] = ()
    open_terms: tuple[OpenTerm, ...] = ()
    sharing_rows: tuple[SharingRow, ...] = ()
    retention_rules: tuple[RetentionRule, ...] = ()
    local_rules: tuple[LocalRule, ...] = ()
    findings: tuple[tuple[str, Citation], ...] = ()

    def __len__(self) -> int:
        return sum(
            len(part)
            for part in (
                self.national_rules,
                self.open_terms,
                self.sharing_rows,
                self.retention_rules,
                self.local_rules,
                self.findings,
            )
        )


def impact(
    work: str,
    *,
    article: str | None = None,
    local_rules: Iterable[LocalRule] = (),
    findings: Iterable[tuple[str, Citation]] = (),
) -> Impact:
    """List what rests on a law or an article (*wat steunt op deze bepaling*).

    Args:
        work: the BWB id of the law, for example ``BWBR0031331``.
        article: the article, for example ``4a``; all of the law if left out.
        local_rules: local rules to look through, for example ``kit.plugins.rules``.
        findings: ids of duties and checks with their citation.

    Returns:
        All that rests on it. Nothing found is nothing *held*: the law may still matter.

    Raises:
        DataError: ``work`` is no BWB id.

    Source: the citations of the data that this version holds.

    >>> found = impact("BWBR0031331", article="4a")
    >>> sorted(rule.id for rule in found.national_rules)[:2], [term.id for term in found.open_terms][:1]
    (['debt_decision', 'debt_decision_term'], ['debt.conditions'])
    """
    named = Citation(work=work, parts=(("artikel", article),) if article else ())
    place = Citation.parse(named.jci)

    def rests(citation: Citation | None) -> bool:
        return citation is not None and place.covers(citation)

    terms = tuple(term for term in open_terms().values() if rests(term.citation))
    filled = {term.id for term in terms}
    return Impact(
        place=place,
        national_rules=tuple(rule for rule in national_rules() if rests(rule.citation)),
        open_terms=terms,
        sharing_rows=tuple(row for row in sharing_rows() if rests(row.citation) or rests(row.retention_citation)),
        retention_rules=tuple(rule for rule in retention_rules() if rests(national_rule(rule.rule).citation)),
        local_rules=tuple(rule for rule in local_rules if rule.term in filled or rests(rule.ground)),
        findings=tuple((name, citation) for name, citation in findings if rests(citation)),
    )
