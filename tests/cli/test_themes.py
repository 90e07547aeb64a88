"""``vngkit themes``: lists, one theme, labels, products and SKOS, for people and programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from vngkit.cli._errors import ExitCode

Run = Callable[..., Result]
NONE = ("--plugins", "none")


def test_the_lists_are_shown_with_version_state_and_publisher(vngkit: Run) -> None:
    result = vngkit("themes", "list", *NONE)
    assert result.exit_code == 0
    for told in ("top", "TOP-lijst", "2026-06-11", "1214", "Uniforme Productnamenlijst"):
        assert told in result.stdout


def test_one_list_is_a_tree_of_the_day(vngkit: Run) -> None:
    now = vngkit("themes", "list", "iv3", "--on", "2026-01-01", *NONE).stdout
    then = vngkit("themes", "list", "iv3", "--on", "2022-01-01", *NONE).stdout
    assert "  Jeugdbescherming" in now
    assert "Jeugdbescherming" not in then
    assert "Geëscaleerde zorg 18-" in then
    assert "tot 2023-01-01" in then
    assert "Bron: Iv3" in now


def test_a_theme_shows_its_place_and_who_says_what_it_matches(vngkit: Run) -> None:
    result = vngkit("themes", "show", "afval", *NONE)
    for told in ("natuur en milieu", "Leefomgeving", "gelijk label", "vngkit", "iv3:7.3"):
        assert told in result.stdout
    assert "equal label" in vngkit("themes", "show", "top:afval", "--lang", "en", *NONE).stdout


def test_a_label_is_matched_or_its_candidates_are_shown(vngkit: Run) -> None:
    sure = vngkit("themes", "match", "klimaat", "verandring", *NONE)
    assert sure.exit_code == 0
    assert "klimaatverandering" in sure.stdout
    unsure = vngkit("themes", "match", "ouderen", "--scheme", "beleidsagenda", *NONE)
    assert unsure.exit_code == ExitCode.PROBLEMS
    assert "Sociale zekerheid | Ouderen" in unsure.stdout
    nothing = vngkit("themes", "match", "opebare orde", *NONE)
    assert nothing.exit_code == ExitCode.PROBLEMS
    assert "openbare orde en veiligheid" in nothing.stdout  # offered, not taken


def test_a_product_shows_the_article_and_the_open_terms_in_it(vngkit: Run, answer: Callable[..., Any]) -> None:
    result = vngkit("themes", "products", "briefadres", *NONE)
    assert result.exit_code == 0
    for told in ("Artikel 2.23", "BWBR0033715", "brp_postal_address", "niet al het recht"):
        assert told in result.stdout
    (line,) = answer("themes", "products", "briefadres", *NONE)["result"]["law"]
    assert line["jci"].endswith("artikel=2.23")
    assert "brp_postal_address" in line["national_rules"]


def test_an_article_shows_the_products_that_rest_on_it(vngkit: Run) -> None:
    result = vngkit("themes", "products", "--rests-on", "BWBR0015703&artikel=35", "--giver", "gemeente", *NONE)
    assert "woonkostentoeslag" in result.stdout
    none = vngkit("themes", "products", "--rests-on", "BWBR0000001", *NONE)
    assert none.exit_code == ExitCode.PROBLEMS
    assert "bewijst niet" in none.stdout


def test_words_of_a_product_search_and_a_long_list_says_what_it_left_out(vngkit: Run) -> None:
    result = vngkit("themes", "products", "vergunning", "--limit", "2", "--lang", "en", *NONE)
    assert result.exit_code == 0
    assert "more; see --limit" in result.stdout or len(result.stdout.splitlines()) <= 6


@pytest.mark.parametrize("words", [(), ("briefadres", "--rests-on", "BWBR0015703")])
def test_a_product_or_an_article_and_not_both(vngkit: Run, words: tuple[str, ...]) -> None:
    assert vngkit("themes", "products", *words, *NONE).exit_code == ExitCode.USAGE


def test_a_scheme_is_exported_as_turtle_that_another_reads(vngkit: Run, answer: Callable[..., Any]) -> None:
    from rdflib import Graph

    turtle = vngkit("themes", "export", "areas", *NONE).stdout
    assert len(Graph().parse(data=turtle, format="turtle")) > 100
    assert answer("themes", "export", "areas", *NONE)["result"]["turtle"] == turtle
    bare = vngkit("themes", "export", "areas", "--no-mappings", *NONE).stdout
    assert "Match" not in bare


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("list", "areas"),
        ("show", "iv3:6.3"),
        ("match", "afvall"),
        ("products", "leerlingenvervoer"),
        ("export", "areas"),
    ],
)
def test_the_json_does_not_depend_on_the_language(vngkit: Run, words: tuple[str, ...]) -> None:
    dutch = vngkit("themes", *words, *NONE, "--json", "--lang", "nl").stdout
    assert dutch == vngkit("themes", *words, *NONE, "--json", "--lang", "en").stdout
    assert dutch.startswith("{")


@pytest.mark.parametrize(
    "words",
    [
        ("list", "nothing"),
        ("show", "iv3:99"),
        ("show", "zzzz"),
        ("match", "x", "--scheme", "nothing"),
        ("export", "zz"),
    ],
)
def test_what_is_not_there_is_an_error_with_a_way_out(vngkit: Run, words: tuple[str, ...]) -> None:
    result = vngkit("themes", *words, *NONE)
    assert result.exit_code == ExitCode.NOT_FOUND
    assert "Traceback" not in result.stderr


def test_a_text_instead_of_a_label_is_a_wrong_question(vngkit: Run) -> None:
    assert vngkit("themes", "match", "x" * 5000, *NONE).exit_code == ExitCode.USAGE


def test_a_list_that_is_not_there_is_told_with_all_lists(vngkit: Run) -> None:
    result = vngkit("themes", "list", "foo", "--plugins", "none")
    assert result.exit_code == 3
    assert "areas, top, beleidsagenda" in result.stderr
