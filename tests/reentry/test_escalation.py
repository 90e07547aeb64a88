"""Escalation: who decides at each step and on what ground; the checklist of the care and safety house is a human's."""

from __future__ import annotations

import ast
import inspect
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reentry.conftest import CANARY

from vngkit.errors import DataError, NotFound, NotInForce
from vngkit.reentry import (
    CriterionAnswer,
    Domain,
    Role,
    Said,
    ZvhChecklist,
    ZvhFit,
    ZvhReferral,
    _zvh,
    escalation_ladder,
    zvh_criteria,
)

DAY = date(2026, 11, 2)
IDS = [one.id for one in zvh_criteria()]
COMPLEX = [one.id for one in zvh_criteria() if one.alternative == "complex"]


def filled(**said: str) -> ZvhChecklist:
    found = ZvhChecklist(case_id="case-1")
    for criterion, word in said.items():
        found = found.answer(criterion, word, by="coordinator", why=CANARY, on=DAY)
    return found


def referral(**fields: Any) -> ZvhReferral:
    given_ = {"by_role": "college", "referred_on": DAY, "checklist": filled(), "subject_informed": True, **fields}
    return ZvhReferral(case_id="case-1", **given_)


def test_the_ladder_goes_from_regular_support_to_the_mayor_and_two_steps_are_open_at_any_moment() -> None:
    steps = escalation_ladder()
    assert [step.id for step in steps if not step.any_time] == ["regular", "case_table", "safety_house", "mayor"]
    assert {step.id for step in steps if step.any_time} == {"serious_risk", "radicalisation"}
    for step in steps:
        for lang in ("nl", "en"):
            told = step.explain(lang)
            assert step.label(lang) in told
            assert "{" not in told
    by_id = {step.id: step for step in steps}
    assert by_id["serious_risk"].citation is not None
    assert by_id["serious_risk"].citation.article == "18b"
    assert by_id["radicalisation"].citation is not None
    assert by_id["radicalisation"].citation.paragraph == "13"
    assert by_id["mayor"].domain is Domain.PUBLIC_ORDER
    assert "niet gelezen" in by_id["mayor"].explain("nl")


def test_each_step_has_a_purpose_of_its_own() -> None:
    purposes = [step.purpose for step in escalation_ladder()]
    assert len(set(purposes)) == len(purposes)


def test_an_empty_checklist_is_not_known_yet_and_never_no() -> None:
    outcome = ZvhChecklist(case_id="c").outcome
    assert outcome.fit is ZvhFit.NOT_KNOWN_YET
    assert [one.id for one in outcome.missing] == IDS
    assert "2.31 lid 2" in outcome.explain("nl") or "2.31" in outcome.explain("nl")
    assert "beslist niets" in outcome.explain("nl")
    assert "decides nothing" in outcome.explain("en")


def test_all_criteria_of_one_alternative_are_enough_and_one_no_in_each_is_needed_to_say_no() -> None:
    assert filled(**dict.fromkeys(COMPLEX, "yes")).outcome.fit is ZvhFit.FITS
    assert filled(local_safety="yes").outcome.fit is ZvhFit.FITS
    assert filled(surroundings="no").outcome.fit is ZvhFit.NOT_KNOWN_YET
    assert filled(surroundings="no", local_safety="no").outcome.fit is ZvhFit.DOES_NOT_FIT
    assert filled(**dict.fromkeys(COMPLEX[1:], "yes"), local_safety="no").outcome.fit is ZvhFit.NOT_KNOWN_YET


ANSWERS = st.dictionaries(st.sampled_from(IDS), st.sampled_from(list(Said)))


@given(ANSWERS, st.permutations(IDS))
def test_the_order_of_answering_changes_no_outcome_and_a_later_answer_takes_the_place(
    answers: dict[str, Said], order: list[str]
) -> None:
    first = filled(**answers)
    again = filled(**dict.fromkeys(answers, "unknown"))
    for key in order:
        if key in answers:
            again = again.answer(key, answers[key], by="coordinator", why="x", on=DAY)
    assert again.outcome == first.outcome
    assert len(again.answers) == len(answers)


@given(ANSWERS, st.sampled_from(IDS), st.sampled_from([Said.YES, Said.NO]))
def test_an_answer_never_turns_fits_into_does_not_fit_by_filling_what_was_unknown(
    answers: dict[str, Said], criterion: str, said: Said
) -> None:
    before = filled(**answers)
    if before.said(criterion) is Said.UNKNOWN:
        after = before.answer(criterion, said, by="x", why="x", on=DAY)
        settled = before.outcome.fit is not ZvhFit.NOT_KNOWN_YET
        assert not settled or after.outcome.fit is before.outcome.fit


def test_a_yes_or_no_needs_a_reason_and_somebody_who_says_it() -> None:
    empty = ZvhChecklist(case_id="c")
    with pytest.raises(DataError, match="no reason"):
        empty.answer("surroundings", "no", by="coordinator", why=" ", on=DAY)
    with pytest.raises(DataError, match="by"):
        empty.answer("surroundings", "no", by="", why="x", on=DAY)
    with pytest.raises(NotFound, match="surroundings"):
        empty.answer(CANARY, "no", by="x", why="x", on=DAY)
    assert empty.answer("surroundings", "unknown", by="x", why="", on=DAY).outcome.missing


def test_nothing_in_the_room_of_the_checklist_reads_a_case_or_a_signal() -> None:
    """No automatic answer: the module can not even see a case."""
    tree = ast.parse(inspect.getsource(_zvh))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not imported & {f"vngkit.reentry.{name}" for name in ("_case", "_signals", "_desk", "_fold", "_events")}
    makers = [name for name, value in vars(ZvhChecklist).items() if isinstance(value, classmethod | staticmethod)]
    assert not makers


def test_what_a_human_wrote_shows_in_no_repr_and_no_outcome() -> None:
    said = filled(surroundings="yes")
    told = referral(checklist=said, subject_informed=False, reason_not_informed=CANARY)
    for shown in (repr(said), repr(said.answers), repr(told), said.outcome.explain("nl"), repr(said.outcome)):
        assert CANARY not in shown
    assert isinstance(said.answers[0], CriterionAnswer)
    assert said.answers[0].why == CANARY


def test_a_referral_says_whether_the_person_was_told_and_if_not_why() -> None:
    with pytest.raises(DataError, match="no reason was given"):
        referral(subject_informed=False)
    assert referral(subject_informed=False, reason_not_informed="investigation").reason_not_informed
    with pytest.raises(DataError, match="another case"):
        referral(checklist=ZvhChecklist(case_id="other"))


def test_only_participants_of_the_law_refer() -> None:
    for role in (Role.HOUSING_CORPORATION, Role.HEALTH_INSURER, Role.VOLUNTEER):
        with pytest.raises(DataError, match="no participant"):
            referral(by_role=role)


def test_after_closing_the_content_is_shielded_and_the_law_says_when_it_goes() -> None:
    open_one = referral(checklist=filled(surroundings="yes"))
    assert open_one.content(DAY).said("surroundings") is Said.YES
    closed = open_one.close(DAY + timedelta(days=90))
    assert closed.content(DAY + timedelta(days=89))
    with pytest.raises(NotInForce, match="shielded"):
        closed.content(DAY + timedelta(days=90))
    steps = {step.rule.id: step for step in closed.to_keep()}
    assert steps["wgs_shield"].due == DAY + timedelta(days=90)
    assert steps["wgs_latest"].due == date(2031, 11, 2)
    with pytest.raises(DataError, match="before it was made"):
        open_one.close(DAY - timedelta(days=1))
