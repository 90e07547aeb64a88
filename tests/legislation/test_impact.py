"""A change of law is a list of work: all that rests on an article is found, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vngkit.errors import DataError
from vngkit.legislation import (
    Citation,
    Layer,
    LocalRule,
    Source,
    impact,
    national_rules,
    open_terms,
    sharing_rows,
)
from vngkit.terms import Term

CITED = [rule for rule in national_rules() if rule.citation]


@given(st.sampled_from(CITED))
def test_every_national_rule_is_found_under_its_own_article(rule: object) -> None:
    assert any(rule is other for other in CITED)
    citation = next(other.citation for other in CITED if other is rule)
    assert citation is not None
    found = impact(citation.work, article=citation.article)
    assert rule in found.national_rules
    assert all(
        each.citation and (each.citation.work, each.citation.article) == (citation.work, citation.article)
        for each in found.national_rules
    )


def test_the_article_on_debt_decisions_names_rules_terms_and_rows() -> None:
    found = impact("BWBR0031331", article="4a")
    assert "debt_decision_term" in {rule.id for rule in found.national_rules}
    assert "debt.decision_term" in {term.id for term in found.open_terms}
    assert {row.id for row in found.sharing_rows} == {"debt_help_to_housing_corporation"}
    assert "debt_first_talk" not in {rule.id for rule in found.national_rules}


def test_a_law_as_a_whole_holds_all_its_articles() -> None:
    whole = impact("BWBR0031331")
    parts = {rule.citation.article for rule in whole.national_rules if rule.citation}
    assert sum(len(impact("BWBR0031331", article=part).national_rules) for part in parts if part) == len(
        whole.national_rules
    )


def test_the_article_on_the_report_on_return_names_sharing_and_retention() -> None:
    found = impact("BWBR0016544", article="11a")
    assert {rule.id for rule in found.retention_rules} == {"bij_no_measure", "bij_measure", "bij_accountability"}
    assert len(found.sharing_rows) == sum(row.regime == "BIJ" for row in sharing_rows())


def test_a_local_rule_rests_on_the_article_of_its_term_and_on_its_own_ground() -> None:
    def rule(name: str, term: str, ground: str | None) -> LocalRule:
        return LocalRule(
            id=name,
            term=term,
            member="GM9999",
            value=Term(8, "weeks"),
            layer=Layer.VERORDENING,
            source=Source(title="by-law", url="https://example.org/by-law"),
            valid_from=date(2025, 1, 1),
            ground=Citation.parse(ground) if ground else None,
        )

    on_term = rule("a", "debt.decision_term", None)
    on_ground = rule("b", "reentry.file_retention", "jci1.3:c:BWBR0031331&artikel=4a&lid=3")
    elsewhere = rule("c", "reentry.file_retention", None)
    found = impact("BWBR0031331", article="4a", local_rules=[on_term, on_ground, elsewhere])
    assert found.local_rules == (on_term, on_ground)


def test_findings_that_are_handed_in_are_listed_with_their_provision() -> None:
    here = ("debt.decision", Citation.parse("jci1.3:c:BWBR0031331&artikel=4a&lid=2"))
    there = ("debt.first_talk", Citation.parse("jci1.3:c:BWBR0031331&artikel=4&lid=1"))
    assert impact("BWBR0031331", article="4a", findings=[here, there]).findings == (here,)


def test_every_open_term_with_a_provision_is_found_under_it() -> None:
    for term in open_terms().values():
        if term.citation is not None:
            assert term in impact(term.citation.work, article=term.citation.article).open_terms


def test_what_is_no_law_is_an_error_and_what_nothing_rests_on_is_empty() -> None:
    with pytest.raises(DataError, match="citation"):
        impact("Wet gemeentelijke schuldhulpverlening")
    assert len(impact("BWBR0000001", article="1")) == 0
