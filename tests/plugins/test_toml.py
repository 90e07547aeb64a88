"""Local rules in TOML: what people write is read, and every mistake is told with file, rule, line and fix."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from vngkit.errors import DataError
from vngkit.legislation import Layer, LocalRule, ValueTable
from vngkit.plugins import rules_from_toml, toml_rules
from vngkit.terms import Term

HEAD = """
title = "Verordening Voorbeeldstad"
publication_id = "CVDR000000_1"
layer = "verordening"
valid_from = 2025-01-01
"""


def read(tmp_path: Path, text: str, *, member: str | None = "GM9999", head: str = HEAD) -> tuple[LocalRule, ...]:
    path = tmp_path / "regels.toml"
    path.write_text(head + text, encoding="utf-8")
    return rules_from_toml(path, name="voorbeeldstad", member=member)


def mistake(tmp_path: Path, text: str, **options: str | None) -> str:
    with pytest.raises(DataError) as caught:
        read(tmp_path, text, **options)  # type: ignore[arg-type]
    return str(caught.value)


def one(tmp_path: Path, term: str, line: str) -> LocalRule:
    (rule,) = read(tmp_path, f'[[rule]]\nterm = "{term}"\n{line}\n')
    return rule


def test_what_stands_above_the_first_rule_holds_for_all_and_a_rule_can_say_otherwise(tmp_path: Path) -> None:
    text = """
    [[rule]]
    term = "debt.decision_term"
    value = "5 weken"
    article = "2"
    [[rule]]
    term = "debt.min_age"
    value = 18
    layer = "Nadere regels"
    valid_from = 2026-01-01
    url = "https://voorbeeldstad.example/regels"
    text_read = false
    id = "voorbeeldstad.leeftijd"
    """
    first, second = read(tmp_path, text)
    assert first.id == "voorbeeldstad.debt.decision_term.2025-01-01"
    assert (first.member, first.value, first.layer) == ("GM9999", Term(5, "weeks"), Layer.VERORDENING)
    assert (first.source.title, first.source.article) == ("Verordening Voorbeeldstad", "2")
    assert (second.id, second.layer, second.valid_from) == (
        "voorbeeldstad.leeftijd",
        Layer.NADERE_REGELS,
        date(2026, 1, 1),
    )
    assert not second.text_read


@pytest.mark.parametrize(
    ("term", "line", "value"),
    [
        ("debt.decision_term", 'value = "8 weeks"', Term(8, "weeks")),
        ("debt.decision_term", 'value = 8\nunit = "weeks"', Term(8, "weeks")),
        ("income.iit_amount_single", "value = 424.10", Decimal("424.10")),
        ("income.iit_amount_single", "value = 424", Decimal(424)),
        ("debt.min_age", "value = 18", 18),
        ("income.iit_excludes_detained", "value = true", True),
        ("care.withdraw_on_detention", 'value = "suspend"', "suspend"),
        ("debt.conditions", 'value = "woont in de gemeente"', "woont in de gemeente"),
        ("debt.access_policy", "", None),
        (
            "income.iit_amount_single",
            'value = { by = "household", rows = { alone = 424.00, couple = 601 } }',
            ValueTable(key="household", rows={"alone": Decimal("424.00"), "couple": Decimal(601)}),
        ),
    ],
)
def test_a_value_is_written_as_its_open_term_asks(tmp_path: Path, term: str, line: str, value: object) -> None:
    found = one(tmp_path, term, line).value
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("value = 8", 'write value = "5 weeks"'),
        ('value = "8"', "is not a term"),
        ('value = "8 fortnights"', "is not a term"),
        ("value = 8\nunit = 'weken of maanden'", "is not a term"),
        ("value = true", "not a term of time"),
        ('value = "9 weeks"', "at most 8 weeks (Wet gemeentelijke schuldhulpverlening artikel 4a lid 3)"),
        ("", "value is missing"),
        ('valeu = "5 weeks"', "there is no key 'valeu'. Fix: write value"),
        (
            'value = "5 weeks"\nlayer = "verordning"',
            'Fix: write layer = "verordening"',
        ),
        ('value = "5 weeks"\nlayer = "wens"', "Fix: write one of wet, amvb"),
        ('value = "5 weeks"\nvalid_from = "2025-01-01"', "valid_from is not a day. Fix: write valid_from = 2025-01-01"),
        ('value = "5 weeks"\nvalid_from = 2025-01-01T00:00:00', "valid_from is a time, not a day"),
        ('value = "5 weeks"\nvalid_to = 2024-01-01', "valid_to 2024-01-01 does not lie after valid_from 2025-01-01"),
        ('value = "5 weeks"\nurl = "www.voorbeeldstad.nl"', "is not an http(s) address"),
        ('value = "5 weeks"\npublication_id = "gmb2025"', "not the id of a publication"),
        ('value = "5 weeks"\ntext_read = "no"', "write text_read = true or text_read = false"),
        ('value = "5 weeks"\narticle = 2', 'article is not a text. Fix: write article = "…" in quotes'),
        ('value = "5 weeks"\nground = "Wgs 4a"', "is not a Juriconnect citation"),
        ('value = "5 weeks"\nid = 5', "id must be"),
        ('value = "5 weeks"\nmember = "Voorbeeldstad"', "member must be a code like GM9999"),
        ('value = { by = "age" }', "other keys than by and rows"),
        ('value = { by = "age", rows = { "21" = { by = "x", rows = { a = "1 week" } } } }', "is itself a table"),
        ("value = [5]", 'write value = "5 weeks"'),
    ],
)
def test_a_mistake_is_told_with_file_rule_line_and_fix(tmp_path: Path, line: str, told: str) -> None:
    text = mistake(tmp_path, f'[[rule]]\nterm = "debt.decision_term"\n{line}\n')
    assert told in text
    assert text.startswith("regels.toml, rule 1 (line 6), debt.decision_term: ")
    assert "Fix: " in text


@pytest.mark.parametrize(
    ("term", "line", "told"),
    [
        ("income.iit_amount_single", 'value = "424"', "takes an amount"),
        ("income.iit_amount_single", "value = nan", "value is not a number"),
        ("income.iit_amount_single", "value = inf", "value is not a number"),
        ("income.iit_amount_single", 'value = 424\nunit = "USD"', "unit = 'USD' does not go with"),
        ("income.iit_excludes_detained", 'value = "ja"', "takes True or False"),
        ("care.withdraw_on_detention", 'value = "stop"', "write one of withdraw, suspend, keep"),
        ("debt.decision_trem", "value = 1", "Near to it: debt.decision_term"),
    ],
)
def test_a_value_that_its_open_term_does_not_take_is_told(tmp_path: Path, term: str, line: str, told: str) -> None:
    assert told in mistake(tmp_path, f'[[rule]]\nterm = "{term}"\n{line}\n')


def test_all_mistakes_of_all_files_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('title = "x\n', encoding="utf-8")
    (tmp_path / "b.toml").write_bytes(b'title = "\xff"\n')
    (tmp_path / "c.toml").write_text('titel = "x"\n[[rule]]\nterm = "nothing"\n', encoding="utf-8")
    (tmp_path / "d.toml").write_text('title = "x"\n', encoding="utf-8")
    (tmp_path / "e.toml").write_text('value = 5\nrule = "x"\n', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        rules_from_toml(tmp_path, name="x", member="GM9999")
    told = str(caught.value)
    for words in (
        "a.toml: it is not TOML",
        "line 1, column",
        "b.toml: it is not UTF-8",
        "c.toml: there is no key 'titel'. Fix: write title",
        "c.toml, rule 1 (line 2), nothing: there is no open term",
        "layer is missing",
        "d.toml: it has no rules. Fix: begin each with a line [[rule]]",
        "e.toml: there is no key 'value'. Fix: write value below a [[rule]]",
    ):
        assert words in told
    assert "mistakes: " in told


def test_a_plugin_for_many_members_names_the_member_of_each_rule(tmp_path: Path) -> None:
    text = '[[rule]]\nterm = "debt.decision_term"\nvalue = "5 weeks"\n'
    assert 'write member = "GM9999"' in mistake(tmp_path, text, member=None)
    (rule,) = read(tmp_path, text + 'member = "GM9999"\n', member=None)
    assert rule.id == "voorbeeldstad.gm9999.debt.decision_term.2025-01-01"


def test_a_file_in_which_all_is_remark_waits_for_its_first_rule(tmp_path: Path) -> None:
    assert read(tmp_path, "# [[rule]]\n", head="# title\n") == ()


def test_a_place_that_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no file or folder"):
        rules_from_toml(str(tmp_path / "niets"), name="x")
    with pytest.raises(DataError, match=r"has no \.toml file"):
        rules_from_toml(tmp_path, name="x")
    with pytest.raises(DataError, match="has no VNGKIT"):
        toml_rules("json")()


def test_a_line_is_not_named_when_a_text_looks_like_the_head_of_a_rule(tmp_path: Path) -> None:
    text = '[[rule]]\nterm = "debt.decision_term"\nnotes = """\n[[rule]]\n"""\n'
    assert mistake(tmp_path, text).startswith("regels.toml, rule 1, debt.decision_term: value is missing")
