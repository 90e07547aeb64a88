"""Hook vngkit_desk_rules: a gemeente sends questions to its own desks, and what is wrong in its rules is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from vngkit import Kit
from vngkit.errors import DataError
from vngkit.legislation import Source
from vngkit.plugins import PluginInfo, desk_rules_from_toml, hookimpl
from vngkit.plugins._codec import PluginRecords, dump_records, load_records
from vngkit.questions import DeskRule, Incoming
from vngkit.terms import Term

ON = date(2026, 3, 2)


def rule(**changes: Any) -> DeskRule:
    fields: dict[str, Any] = {
        "id": "eigen.debts",
        "desk": "schuldhulp",
        "works": ["BWBR0031331"],
        "term": Term(5, "working_days"),
        "source": Source(title="Werkafspraak", url="https://voorbeeldstad.example/balie"),
        "valid_from": date(2026, 1, 1),
    }
    return DeskRule(**{**fields, **changes})


def plugin(*rules: DeskRule) -> ModuleType:
    module: Any = ModuleType("eigen")
    module.VNGKIT = PluginInfo(name="eigen", api=1, members={"GM9999"})

    def vngkit_desk_rules() -> list[DeskRule]:
        return list(rules)

    module.vngkit_desk_rules = hookimpl(vngkit_desk_rules)
    made: ModuleType = module
    return made


def test_a_question_goes_to_the_desk_of_the_plugin_with_its_last_day() -> None:
    with Kit.open(plugins=[plugin(rule())]) as kit:
        assert not kit.plugins.faults
        taken = kit.questions.intake(Incoming(text="Wat zegt artikel 4a Wgs?", member="GM9999"), on=ON)
        question = kit.questions.route(taken.question.id, on=ON)
        assert (question.desk, question.due_on, question.rule) == ("schuldhulp", date(2026, 3, 9), "eigen.debts")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"themes": ["top:bestaat-niet-hoor"]}, "TOP-lijst"),
        ({"themes": ["zorg"]}, "scheme:code"),
        ({"products": ["een product dat niet bestaat"]}, "product"),
        ({"works": ["Wgs"]}, "Juriconnect"),
        ({"member": "GM0344"}, "does not speak"),
        ({"id": "ander.debts"}, "begin with the name"),
        ({"source": None}, "no Source"),
    ],
)
def test_a_rule_that_could_never_fit_is_refused_and_the_others_stay(changes: dict[str, Any], words: str) -> None:
    with Kit.open(plugins=[plugin(rule(), rule(**{"id": "eigen.wrong", **changes}))]) as kit:
        (fault,) = kit.plugins.faults
        assert fault.stage == "validate"
        assert words in str(fault)
        assert [each.id for each in kit.questions.rules] == ["eigen.debts"]


def test_rules_of_the_desk_come_whole_out_of_a_process_of_their_own() -> None:
    rules = (rule(), rule(id="eigen.all", works=(), roles=["raad"], valid_to=date(2027, 1, 1), term=None))
    records = PluginRecords(info=PluginInfo(name="eigen", api=1, members={"GM9999"}), desk_rules=rules)
    assert load_records(dump_records(records)) == records


def test_rules_are_read_from_toml_and_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    good = (
        'title = "Afspraak"\nurl = "https://voorbeeldstad.example/balie"\nvalid_from = 2026-01-01\n'
        '[[rule]]\nid = "a"\ndesk = "x"\nterm = "5 werkdagen"\n'
    )
    (tmp_path / "rules.toml").write_text(good, encoding="utf-8")
    (found,) = desk_rules_from_toml(tmp_path, name="eigen")
    assert (found.id, found.term, found.source) == (
        "eigen.a",
        Term(5, "working_days"),
        Source(title="Afspraak", url="https://voorbeeldstad.example/balie"),
    )
    wrong = '[[rule]]\nid = "b"\ndesk = 4\nrole = ["raad"]\nthemes = "top"\nvalid_from = "morgen"\n[[rule]]\nid = "c"\n'
    layer = 'title = "A"\nurl = "u"\nvalid_from = 2026-01-01\n[[rule]]\nid = "d"\ndesk = "x"\nlayer = "wens"\n'
    (tmp_path / "wrong.toml").write_text(wrong, encoding="utf-8")
    (tmp_path / "worse.toml").write_text("[[rule", encoding="utf-8")
    (tmp_path / "layer.toml").write_text(layer, encoding="utf-8")
    (tmp_path / "single.toml").write_text("rule = 4", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        desk_rules_from_toml(tmp_path, name="eigen")
    for words in ("desk is not a text", "write roles", "themes is not a list", "is not a day", "title is missing",
                  "rule 2", "worse.toml", "no layer 'wens'", "no list of rules"):  # fmt: skip
        assert words in str(caught.value)
