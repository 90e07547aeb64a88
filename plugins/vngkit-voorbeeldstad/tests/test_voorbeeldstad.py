from __future__ import annotations

from datetime import date

import vngkit_voorbeeldstad

from vngkit import Kit
from vngkit.legislation import AnswerStatus, ValueTable
from vngkit.terms import Term
from vngkit.testing import check_plugin

TODAY = date(2026, 11, 23)


def test_plugin() -> None:
    check_plugin(vngkit_voorbeeldstad)


def test_each_rule_answers_for_its_own_days() -> None:
    with Kit.open(plugins=["voorbeeldstad"]) as kit:
        term = "debt.decision_term"
        assert kit.rules.answer(term, member="GM9999", on=TODAY).value == Term(5, "weeks")
        assert kit.rules.answer(term, member="GM9999", on=date(2024, 12, 31)).value == Term(8, "weeks")
        assert kit.rules.answer(term, member="GM9999", on=date(2020, 12, 31)).status is AnswerStatus.UNKNOWN


def test_a_value_can_be_a_table() -> None:
    with Kit.open(plugins=["voorbeeldstad"]) as kit:
        value = kit.rules.answer("income.iit_reference_period", member="GM9999", on=TODAY).value
    assert isinstance(value, ValueTable)
    assert value["22"] == Term(48, "months")


def test_a_rule_whose_text_was_not_read_says_so() -> None:
    with Kit.open(plugins=["voorbeeldstad"]) as kit:
        answer = kit.rules.answer("income.iit_excludes_detained", member="GM9999", on=TODAY)
    assert answer.value is False
    assert answer.warned("text_not_read")
