from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import vngkit_lokale_regels

from vngkit import Kit
from vngkit.legislation import AnswerStatus
from vngkit.testing import check_plugin

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("VNGKIT_SHARED", HERE.parents[3] / "shared"))
TODAY = date(2026, 11, 23)


@pytest.fixture
def shared() -> Path:
    if not (SHARED / "design.md").is_file():
        told = pytest.fail if os.environ.get("CI") else pytest.skip
        told(f"the dossier is not at {SHARED}: set VNGKIT_SHARED to where it lies")
    return SHARED


def test_plugin() -> None:
    check_plugin(vngkit_lokale_regels)


def test_the_data_is_what_the_dossier_makes(shared: Path) -> None:
    script = HERE.parent / "scripts" / "build_rules.py"
    command = [sys.executable, str(script), "--check", "--shared", str(shared)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_row_of_the_dossier_is_a_rule_or_is_told_with_a_reason(shared: Path) -> None:
    with (shared / "data/local-rules/local_rules.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["rule_id"]: row for row in csv.DictReader(file)}
    rules = {rule.id.removeprefix("lokale-regels."): rule for rule in vngkit_lokale_regels.vngkit_local_rules()}
    left_out = {row.rule_id for row in vngkit_lokale_regels.not_used()}
    assert rules.keys() | left_out == rows.keys()
    assert not rules.keys() & left_out
    for name, rule in rules.items():
        assert rule.text_read is (rows[name]["verified"] == "yes"), name
        assert rule.member == rows[name]["gemeente_code"], name
        assert (rule.value is None) is (rows[name]["value"] == ""), name
        assert (rule.valid_from.isoformat() if rule.valid_from else "") == rows[name]["valid_from"], name
        assert (rule.valid_to.isoformat() if rule.valid_to else "") == rows[name]["valid_to"], name


def test_it_speaks_for_exactly_the_gemeenten_that_it_has_rules_for() -> None:
    held = {rule.member for rule in vngkit_lokale_regels.vngkit_local_rules()}
    assert held == vngkit_lokale_regels.VNGKIT.members


def test_a_rule_whose_text_was_not_read_never_answers_silently() -> None:
    with Kit.open(plugins=["lokale-regels"]) as kit:
        assert not kit.plugins.faults
        answers = [kit.rules.answer(rule.term, member=rule.member, on=rule.begins) for rule in kit.rules.rules]
    with_rule = [answer for answer in answers if answer.status is AnswerStatus.IN_FORCE]
    assert len(with_rule) > 150
    for answer in with_rule:
        assert answer.warned("text_not_read") is not answer.text_read


def test_a_start_that_was_not_seen_is_the_earliest_day_on_which_the_rule_was_seen() -> None:
    rules = {rule.id: rule for rule in vngkit_lokale_regels.vngkit_local_rules()}
    unseen = [rule for rule in rules.values() if rule.valid_from is None]
    assert all(rule.attested_on is not None for rule in unseen)
    assert Counter(rule.attested_on for rule in unseen)[TODAY] > 50
    assert {rule.attested_on for rule in rules.values() if rule.valid_from is not None} == {None}
