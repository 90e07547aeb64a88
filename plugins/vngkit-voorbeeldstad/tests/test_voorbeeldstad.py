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


def test_its_own_themes_stand_beside_the_lists_of_all() -> None:
    with Kit.open(plugins=["voorbeeldstad"]) as kit:
        own = kit.themes.scheme("voorbeeldstad")
        assert own.find("feest aan de kade").broader == ("haven",)
        assert {link.target for link in kit.themes.mappings_of(own["havenfeest"])} == {"top:c_70e03904", "iv3:5.3"}


def test_its_own_themes_come_out_of_a_process_of_its_own() -> None:
    with Kit.open(plugins=["voorbeeldstad"], isolate="process") as kit:
        assert [theme.notation for theme in kit.themes.scheme("voorbeeldstad")] == ["haven", "havenfeest", "terugkeer"]
