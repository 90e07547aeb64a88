"""A gemeente's own themes: beside the lists of all, for its own members only, and what is wrong is named."""

from __future__ import annotations

import types
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vngkit import Kit
from vngkit.plugins import PluginInfo, hookimpl, themes_from_toml
from vngkit.plugins._codec import PluginRecords, dump_records, load_records
from vngkit.plugins._toml import TomlMistakes
from vngkit.testing._check import plugin_findings
from vngkit.themes import Basis, LocalTheme, Relation, load, write_skos

MEMBERS = {"GM9999"}


def theme(name: str, **fields: Any) -> LocalTheme:
    return LocalTheme(**{"id": f"eigen.{name}", "member": "GM9999", "label": name, **fields})


def plugin(*given: Any, name: str = "eigen", members: set[str] = MEMBERS) -> types.ModuleType:
    module = types.ModuleType("eigen_plugin")
    module.VNGKIT = PluginInfo(name=name, api=1, members=members)  # type: ignore[attr-defined]

    def vngkit_themes() -> Any:
        return given

    module.vngkit_themes = hookimpl(vngkit_themes)  # type: ignore[attr-defined]
    return module


def test_own_themes_stand_beside_the_lists_of_all_with_who_says_what_they_match() -> None:
    """Hook vngkit_themes."""
    given = (
        theme("haven"),
        theme("feest", label="Havenfeest", broader="eigen.haven", matches=(("broadMatch", "top:Evenementen"),)),
    )
    with Kit.open(plugins=[plugin(*given)]) as kit:
        assert kit.plugins.faults == ()
        own = kit.themes.scheme("eigen")
        assert (own.member, [c.notation for c in own.narrower(own["haven"])]) == ("GM9999", ["feest"])
        assert kit.themes.match("havenfest", "eigen").concept.ref == "eigen:feest"
        (link,) = kit.themes.mappings_of("eigen:feest")
        assert (link.relation, link.basis, link.by) == (Relation.BROAD, Basis.EDITORIAL, "GM9999")
        assert kit.themes.mappings_of(link.target, to="eigen") == (link.turned(),)
        assert kit.themes.scheme("top") is load().scheme("top")
        assert "urn:vngkit:themes:eigen:feest" in write_skos(own, kit.themes)
    assert "eigen" not in load().schemes


def test_a_plugin_for_two_gemeenten_gives_each_its_own_scheme() -> None:
    given = (theme("feest"), theme("feest", member="GM0344", label="Singelfeest"))
    with Kit.open(plugins=[plugin(*given, members={"GM9999", "GM0344"})]) as kit:
        assert kit.plugins.faults  # one id is for one record, also over gemeenten
    given = (theme("feest"), theme("feest2", member="GM0344", label="Singelfeest"))
    with Kit.open(plugins=[plugin(*given, members={"GM9999", "GM0344"})]) as kit:
        assert kit.themes["eigen.gm0344:feest2"].label == "Singelfeest"
        assert kit.themes["eigen.gm9999:feest"].label == "feest"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (theme("x", member="GM0344"), "does not speak"),
        (theme("x", id="ander.x"), "begin with the name"),
        (theme("X Y"), "short name"),
        (theme("x", label=""), "empty"),
        (theme("x", label=7), "no text"),
        (theme("x", label="a\x00b"), "control"),
        (theme("x", label="y" * 5000), "very long"),
        (theme("x", broader="eigen.none"), "not among the own themes"),
        (theme("x", broader="eigen.x"), "below itself"),
        (theme("x", matches=(("sameAs", "top:afval"),)), "no relation"),
        (theme("x", matches=(("exactMatch", "top:afvall"),)), "afval"),
        (theme("x", matches=(("exactMatch", "topp:afval"),)), "no scheme"),
        (theme("x", matches=(("exactMatch", "afval"),)), "scheme:code"),
        (theme("x", matches=("exactMatch",)), "pairs"),
        (theme("x", other_labels=(1,)), "no text"),
        (theme("x", valid_from="2026-01-01"), "no date"),
        (theme("x", valid_from=date(2026, 1, 1), valid_to=date(2026, 1, 1)), "before it begins"),
    ],
)
def test_a_theme_that_is_not_right_is_refused_by_name_and_the_others_stay(wrong: LocalTheme, words: str) -> None:
    with Kit.open(plugins=[plugin(theme("goed"), wrong)]) as kit:
        (fault,) = kit.plugins.faults
        assert fault.stage == "validate"
        assert fault.members == frozenset(MEMBERS)
        assert words in str(fault)
        assert [c.notation for c in kit.themes.scheme("eigen")] == ["goed"]
    assert any(words in str(finding) for finding in plugin_findings(plugin(theme("goed"), wrong)))


def test_what_stands_below_a_refused_theme_is_refused_with_it() -> None:
    given = (
        theme("a", matches=(("exactMatch", "top:none"),)),
        theme("b", broader="eigen.a"),
        theme("c", broader="eigen.b"),
    )
    with Kit.open(plugins=[plugin(*given, theme("d"))]) as kit:
        assert [c.notation for c in kit.themes.scheme("eigen")] == ["d"]


def test_a_circle_of_own_themes_is_refused_whole() -> None:
    given = (theme("a", broader="eigen.b"), theme("b", broader="eigen.a"), theme("c"))
    with Kit.open(plugins=[plugin(*given)]) as kit:
        assert "below itself" in str(kit.plugins.faults[0])
        assert [c.notation for c in kit.themes.scheme("eigen")] == ["c"]


def test_a_plugin_can_not_take_the_name_of_a_list_of_all() -> None:
    with Kit.open(plugins=[plugin(theme("x", id="iv3.x"), name="iv3")]) as kit:
        assert "list of all" in str(kit.plugins.faults[0])
        assert kit.themes.scheme("iv3") is load().scheme("iv3")


def test_own_themes_come_whole_out_of_a_process_of_their_own() -> None:
    given = (theme("a", other_labels=("b",), matches=(("closeMatch", "top:afval"),), valid_to=date(2030, 1, 1)),)
    records = PluginRecords(info=PluginInfo(name="eigen", api=1, members=MEMBERS), themes=given)
    assert load_records(dump_records(records)) == records


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[theme]\n", "not TOML"),
        ('[[theme]]\nlabel = "x"', "id is missing"),
        ('[[theme]]\nid = "x"', "label is missing"),
        ('[[theme]]\nid = "x"\nlabel = 3', "label is not a text"),
        ('[[theme]]\nid = "x"\nlabel = "x"\nlable_en = "x"', "write label_en"),
        ('[[theme]]\nid = "x"\nlabel = "x"\nbroadMatch = "top:afval"', "broadMatch is no list"),
        ('[[theme]]\nid = "x"\nlabel = "x"\nvalid_from = "2026-01-01"', "valid_from is not a day"),
        ('label = "x"\n[[theme]]\nid = "x"\nlabel = "x"', "above the themes"),
        ("theme = 5", "no list of tables"),
    ],
)
def test_a_mistake_in_a_file_of_themes_is_told_with_file_and_fix(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "eigen.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TomlMistakes, match=r"eigen\.toml") as caught:
        themes_from_toml(tmp_path, name="eigen", member="GM9999")
    assert words in str(caught.value)


def test_a_file_for_many_gemeenten_names_the_member_of_each_theme(tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_text('[[theme]]\nid = "x"\nlabel = "x"\n', encoding="utf-8")
    with pytest.raises(TomlMistakes, match="member is missing"):
        themes_from_toml(tmp_path, name="eigen")
