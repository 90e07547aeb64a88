"""Answers that stay true: what changes under an answer puts it on the review list, with the reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.questions.helpers import ON, desk, published

from vngkit import Kit
from vngkit.errors import DataError, NotFound
from vngkit.legislation import Citation, LawChange, changes_since, law_changes
from vngkit.questions import (
    Content,
    Dependency,
    KnowledgeState,
    ModelChange,
    law_refs,
    models,
    stale_reasons,
)

PLACE = "jci1.3:c:BWBR0005416&artikel=160"


def content(*rests: Dependency, **changes: Any) -> Content:
    fields: dict[str, Any] = {
        "question": "Mag het?", "answer": "Ja.", "author": "team a", "reviewed_by": "team b", "valid_from": ON
    }  # fmt: skip
    return Content(**{**fields, "depends_on": rests, **changes})


def law(place: str = PLACE, on: date = ON) -> Dependency:
    return Dependency(kind="wet", ref=place, version_on=on)


def test_a_change_of_law_puts_an_answer_on_the_list_first_ahead_and_then_for_real() -> None:
    with desk() as questions:
        knowledge = published(questions)
        assert len(questions.review_list(on=ON)) == 0
        ahead = questions.review_list(on=ON, until=date(2026, 12, 31))
        (item,) = ahead.items
        assert item.ahead(ON)
        (reason,) = item.reasons
        assert (reason.kind, reason.since, reason.old, reason.new) == (
            "article", date(2026, 7, 1), "2026-03-02", "2026-07-01"
        )  # fmt: skip
        assert "artikel 12 is gewijzigd per 1 juli 2026" in ahead.explain("nl")
        assert "Wet versterking regie volkshuisvesting" in ahead.explain("en")
        assert questions.expire(on=date(2026, 6, 30)).to_review == ()
        report = questions.expire(on=date(2026, 7, 1), dry_run=True)
        assert questions.known(knowledge.id).state is KnowledgeState.PUBLISHED
        assert questions.expire(on=date(2026, 7, 1)) == evolve(report, dry_run=False)
        assert questions.known(knowledge.id).state is KnowledgeState.TO_REVIEW
        assert questions.expire(on=date(2026, 7, 2)).to_review == ()  # once is enough
        (found,) = questions.find("huisvestingsvergunning", on=date(2026, 7, 2)).answers
        assert found.state is KnowledgeState.TO_REVIEW


def test_an_answer_that_still_holds_rests_on_the_new_version() -> None:
    with desk() as questions:
        knowledge = published(questions)
        questions.expire(on=date(2026, 7, 1))
        with pytest.raises(DataError, match="author"):
            questions.keep(knowledge.id, reviewer="team wonen", on=date(2026, 7, 3))
        kept = questions.keep(knowledge.id, reviewer="team recht", on=date(2026, 7, 3))
        assert (kept.state, kept.version, kept.review_reasons) == (KnowledgeState.PUBLISHED, 1, ())
        assert len(questions.review_list(on=date(2026, 12, 31))) == 0


def test_a_revised_answer_is_a_new_version_with_its_note() -> None:
    with desk() as questions:
        knowledge = published(questions)
        rests = [evolve(each, version_on=date(2026, 7, 2)) for each in knowledge.content.depends_on]
        revised = questions.revise(
            knowledge.id, change_note="De wet is gewijzigd.", answer="Zes weken.", depends_on=tuple(rests), on=ON
        )
        assert (revised.version, revised.change_note) == (2, "De wet is gewijzigd.")
        with pytest.raises(DataError, match="change_note"):
            questions.revise(knowledge.id, change_note="Op verzoek van mevrouw De Vries", on=ON)
        (found,) = questions.find("huisvestingsvergunning", on=ON).answers
        assert found.hit.document.text.startswith("Zes weken")


def test_what_others_know_of_law_and_models_counts_too() -> None:
    rests = (law(), Dependency(kind="modelverordening", ref="participatie", version_on=ON))
    given_: list[LawChange | ModelChange] = [
        LawChange(work="BWBR0005416", article="160", on=date(2027, 1, 1), source="Stb. 2026, 1"),
        LawChange(work="BWBR0005416", article="160", on=ON, source="was in it"),
        LawChange(work="BWBR0005416", article="161", on=date(2027, 1, 1)),
        ModelChange(model="participatie", on=date(2026, 9, 1), source="ledenbrief"),
        ModelChange(model="apv", on=date(2026, 9, 1)),
        LawChange(work="BWBR0005416", article="150", on=date(2027, 2, 1)),
    ]
    reasons = stale_reasons(content(*rests), until=date(2027, 12, 31), changes=given_)
    assert [(reason.kind, reason.since) for reason in reasons] == [
        ("model", date(2026, 9, 1)),
        ("article", date(2027, 1, 1)),
        ("article", date(2027, 2, 1)),  # the article under the model
    ]
    assert "grondslag van Model Participatieverordening" in reasons[2].explain()


def test_a_newer_text_of_a_law_says_that_the_article_may_be_the_same() -> None:
    (reason,) = stale_reasons(content(law("jci1.3:c:BWBR0005537&artikel=4:13")), until=date(2026, 12, 31))
    assert (reason.kind, reason.since) == ("law", date(2026, 7, 1))
    assert "of dit artikel wijzigde is niet bekend" in reason.explain("nl")
    assert "not known" in reason.explain("en")


@settings(max_examples=100, deadline=None)
@given(
    version=st.dates(date(2019, 1, 1), date(2027, 1, 1)),
    days=st.integers(0, 2000),
    change=st.sampled_from(law_changes()),
)
def test_a_change_counts_when_it_lies_after_the_version_and_not_after_the_day(
    version: date, days: int, change: LawChange
) -> None:
    until = version + timedelta(days=days)
    parts = (("artikel", change.article),) if change.article else ()
    found = changes_since(Citation(work=change.work, parts=parts), since=version, until=until)
    told = change in found or (not change.exact and any(each.on == change.on and each.exact for each in found))
    assert told == (version < change.on <= until)
    assert all(version < each.on <= until and each.work == change.work for each in found)
    assert list(found) == sorted(found, key=lambda each: each.on)


def test_its_own_days_put_an_answer_on_the_list_and_end_it() -> None:
    with desk() as questions:
        knowledge = published(questions, review_by=date(2026, 4, 1), valid_to=date(2026, 6, 1))
        (item,) = questions.review_list(on=date(2026, 4, 1)).items
        assert [reason.kind for reason in item.reasons] == ["review_by"]
        assert "2026" in item.reasons[0].explain("en")
        assert questions.expire(on=date(2026, 4, 1)).to_review == (knowledge.id,)
        report = questions.expire(on=date(2026, 6, 1))
        assert report.expired == (knowledge.id,)
        assert "1 zijn verlopen" in report.explain()
        assert questions.known(knowledge.id).state is KnowledgeState.EXPIRED
        with pytest.raises(DataError, match="run out"):
            questions.keep(knowledge.id, reviewer="team recht", on=date(2026, 6, 2))
        with pytest.raises(DataError, match="until"):
            questions.review_list(on=ON, until=date(2026, 1, 1))


def test_another_local_rule_puts_an_answer_on_the_list_with_both_rules() -> None:
    from types import ModuleType

    from vngkit.legislation import Layer, LocalRule, Source
    from vngkit.plugins import PluginInfo, hookimpl
    from vngkit.terms import Term

    def rule(name: str, weeks: int, start: date, end: date | None) -> LocalRule:
        source = Source(title="Verordening", publication_id="CVDR000000_1")
        return LocalRule(id=f"eigen.{name}", term="debt.decision_term", member="GM9999", value=Term(weeks, "weeks"),
                         layer=Layer.VERORDENING, source=source, valid_from=start, valid_to=end)  # fmt: skip

    module: Any = ModuleType("eigen")
    module.VNGKIT = PluginInfo(name="eigen", api=1, members={"GM9999"})

    def vngkit_local_rules() -> list[LocalRule]:
        return [rule("old", 8, date(2025, 1, 1), date(2026, 5, 17)), rule("new", 6, date(2026, 5, 17), None)]

    module.vngkit_local_rules = hookimpl(vngkit_local_rules)
    rests = Dependency(kind="lokale_regel", ref="debt.decision_term", member="GM9999", version_on=ON)
    with Kit.open(plugins=[module]) as kit:
        knowledge = kit.questions.publish_content(content(rests), on=ON)
        assert knowledge.content.depends_on[0].version.startswith("eigen.old")
        (item,) = kit.questions.review_list(on=ON, until=date(2026, 12, 31)).items
        (reason,) = item.reasons
        assert (reason.kind, reason.since) == ("local_rule", date(2026, 5, 17))
        assert reason.new.startswith("eigen.new")
        assert len(kit.questions.review_list(on=date(2026, 5, 16))) == 0


def test_a_dependency_is_something_that_exists() -> None:
    with pytest.raises(DataError, match="Juriconnect"):
        law("de wet")
    with pytest.raises(NotFound, match="participatie"):
        Dependency(kind="modelverordening", ref="particpatie", version_on=ON)
    with pytest.raises(DataError, match="member"):
        Dependency(kind="lokale_regel", ref="debt.decision_term", version_on=ON)
    assert models()["pw-studietoeslag"].citation.work == "BWBR0015703"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("artikel 2.3.5 Wmo 2015", ["jci1.3:c:BWBR0035362&artikel=2.3.5"]),
        ("art. 160 Gemeentewet", ["jci1.3:c:BWBR0005416&artikel=160"]),
        ("artikel 160, eerste lid, onder d, van de Gemeentewet",
         ["jci1.3:c:BWBR0005416&artikel=160&lid=1&onderdeel=d"]),
        ("Gemeentewet, art. 160", ["jci1.3:c:BWBR0005416&artikel=160"]),
        ("artikelen 8, 8a en 8b van de participatiewet",
         [f"jci1.3:c:BWBR0015703&artikel={number}" for number in ("8", "8a", "8b")]),
        ("de Awb (artikel 4:13)", ["jci1.3:c:BWBR0005537&artikel=4:13"]),
        ("de Wgs is geen WGS", ["jci1.3:c:BWBR0031331", "jci1.3:c:BWBR0049962"]),
        ("jci1.3:c:BWBR0031331&artikel=4a&lid=3", ["jci1.3:c:BWBR0031331&artikel=4a&lid=3"]),
        ("zie BWBR0005416 en bwbr0005537", ["jci1.3:c:BWBR0005416", "jci1.3:c:BWBR0005537"]),
        ("Wet veiligheidsregio\u2019s", ["jci1.3:c:BWBR0027466"]),
        ("we gaan naar de ow en dat is pw", []),
    ],
)  # fmt: skip
def test_a_reference_to_law_is_found_as_people_write_it(text: str, found: list[str]) -> None:
    assert [ref.citation.jci for ref in law_refs(text) if ref.citation] == found


def test_a_law_that_is_not_known_or_not_held_is_told_as_such() -> None:
    unknown, no_rule, cvdr, other = law_refs(
        "artikel 3 van de Wet op de maanreizen, artikel 2.9 Jeugdwet, CVDR653220_1 en artikel 6 van de AVG"
    )
    assert (unknown.known, unknown.explain("en")) == (False, "Wet op de maanreizen (this law is not known)")
    assert (no_rule.known, no_rule.held) == (True, False)
    assert "geen regel aanwezig" in no_rule.explain("nl")
    assert (cvdr.known, cvdr.cvdr) == (True, "CVDR653220_1")
    assert "Basiswettenbestand" in other.explain()
    (alone,) = law_refs("artikel 5?")
    assert (alone.known, alone.sure) == (False, False)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=150) | st.lists(st.sampled_from(
    ["artikel", "art.", "4a", "lid", "3", "van", "de", "Wgs", "Awb", "Wet", "op", ",", "en", "BWBR0005416", "jci1.3:c:"]
), max_size=25).map(" ".join))  # fmt: skip
def test_every_text_gives_references_that_are_places(text: str) -> None:
    for ref in law_refs(text):
        assert ref.citation is None or Citation.parse(ref.citation.jci) == ref.citation
        assert ref.explain("nl")
        assert ref.explain("en")
