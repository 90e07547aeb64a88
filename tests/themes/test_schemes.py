"""The lists that the package holds, as schemes: codes, labels, trees and days."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from vngkit import themes
from vngkit.errors import AmbiguousName, DataError, NotFound, NotInForce
from vngkit.themes import Concept, Scheme, Wording

ROOT = Path(__file__).resolve().parents[2]
HELD = themes.load()
CONCEPTS = [concept for scheme in HELD.all for concept in scheme]
DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))


def test_the_package_data_is_what_the_dossier_makes(shared: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "build_themes.py"), "--check", "--shared", str(shared)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_of_the_lists_of_the_dossier_is_left_out(shared: Path) -> None:
    def read(name: str) -> list[dict[str, str]]:
        with (shared / "data/association" / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    assert [c.notation for c in HELD.scheme("top")] == [row["code"] for row in read("toplijst.csv")]
    assert [c.notation for c in HELD.scheme("iv3")] == [row["code"] for row in read("iv3_taakvelden.csv")]
    assert [c.label for c in HELD.scheme("vng2018")] == [row["naam"] for row in read("vng_onderwerpen_2018.csv")]
    assert {c.uri for c in HELD.scheme("upl")} == {row["URI"] for row in read("upl.csv")}
    assert {c.label for c in HELD.scheme("beleidsagenda")} >= {
        row["label"] for row in read("taxonomie_beleidsagenda.csv")
    }
    linked = {
        row["Grondslaglink"].partition("overheid.nl/")[2] for row in read("upl.csv") if "jci1.3" in row["Grondslaglink"]
    }
    assert {ground.jci for product in HELD.products for ground in product.grounds if ground.jci} == linked


def test_the_three_areas_say_what_each_is_for() -> None:
    said = {concept.label: concept.definition_en for concept in HELD.scheme("areas")}
    assert said["Inclusieve samenleving"] == "everyone can take part"
    assert said["Informatiesamenleving"] == "everyone is heard"
    assert "everyone feels safe" in said["Leefomgeving"]


@given(st.sampled_from(CONCEPTS))
def test_every_concept_is_found_by_its_code_and_address(concept: Concept) -> None:
    scheme = HELD.scheme(concept.scheme)
    assert scheme[concept.notation] is concept
    assert scheme.find(concept.iri) is concept
    assert HELD[concept.ref] is concept


@given(st.sampled_from(CONCEPTS))
def test_every_label_finds_its_concept_or_all_that_share_it(concept: Concept) -> None:
    scheme = HELD.scheme(concept.scheme)
    try:
        assert scheme.find(concept.label.upper()) == concept
    except AmbiguousName as error:
        assert concept in error.candidates


@given(st.sampled_from([c for c in CONCEPTS if c.scheme != "upl"]), st.none() | DAYS)
def test_what_stands_below_has_it_above_on_every_day(concept: Concept, on: date | None) -> None:
    scheme = HELD.scheme(concept.scheme)
    for below in scheme.descendants(concept, on=on):
        assert below.holds(on)
        assert concept.holds(on) == (concept in scheme.ancestors(below, on=on))


@given(st.sampled_from(HELD.all[:6]), st.none() | DAYS)
def test_the_tree_of_a_day_holds_each_concept_of_that_day_once(scheme: Scheme, on: date | None) -> None:
    walked = [concept for _, concept in scheme.walk(on=on)]
    assert sorted(c.notation for c in walked) == sorted(c.notation for c in scheme if c.holds(on))


def test_a_task_field_is_compared_by_code_as_text() -> None:
    iv3 = HELD.scheme("iv3")
    assert iv3["0.1"].label == "Bestuur"
    assert iv3["0.10"].label == "Mutaties reserves"


def test_a_refinement_of_2023_takes_the_place_of_the_field_that_ended() -> None:
    iv3 = HELD.scheme("iv3")
    before = [c.notation for c in iv3.narrower(iv3["6"], on=date(2022, 12, 31))]
    after = [c.notation for c in iv3.narrower(iv3["6"], on=date(2023, 1, 1))]
    assert "6.72" in before
    assert "6.72" not in after
    assert {"6.72a", "6.73a", "6.74c"} <= set(after) - set(before)
    with pytest.raises(NotInForce, match="2023-01-01"):
        iv3.find("6.72", on=date(2024, 1, 1))


def test_a_label_of_more_than_one_concept_is_not_chosen_from() -> None:
    with pytest.raises(AmbiguousName) as caught:
        HELD.find("organisatie en beleid", "beleidsagenda")
    assert len(caught.value.candidates) > 5


def test_what_is_not_there_names_what_is_near() -> None:
    with pytest.raises(NotFound, match="Riolering"):
        HELD.find("riolring", "iv3")
    with pytest.raises(NotFound, match="write top"):
        HELD.scheme("topp")
    with pytest.raises(NotFound, match="7\\.1"):
        _ = HELD["iv3:7.12"]


@pytest.mark.parametrize("text", ["", " ", "\x00", "…", 5, None])
def test_nothing_is_not_looked_for(text: object) -> None:
    with pytest.raises(DataError):
        HELD.find(text)  # type: ignore[arg-type]
    with pytest.raises(DataError):
        HELD.match(text)  # type: ignore[arg-type]


def concept(notation: str, *broader: str, label: str = "x") -> Concept:
    return Concept(scheme="s", notation=notation, wordings=(Wording(text=label),), broader=broader)


@pytest.mark.parametrize(
    ("concepts", "told"),
    [
        ([concept("a"), concept("a")], "more than once"),
        ([concept("a", "b")], "does not have"),
        ([concept("a", "b"), concept("b", "a"), concept("c")], "below itself"),
        ([concept("a", "a")], "below itself"),
        ([evolve(concept("a"), wordings=())], "no label"),
        ([evolve(concept("a"), wordings=(Wording(text="x"), Wording(text="y")))], "2 labels"),
        ([evolve(concept("a"), scheme="t")], "of the scheme 't'"),
        ([evolve(concept("a"), valid_from=date(2020, 1, 1), valid_to=date(2020, 1, 1))], "before it begins"),
        ([evolve(concept("a"), uri="urn:x"), evolve(concept("b"), uri="urn:x")], "address"),
        ([concept(" ")], "no code"),
    ],
)
def test_a_scheme_that_does_not_hold_together_is_refused(concepts: list[Concept], told: str) -> None:
    with pytest.raises(DataError, match=told):
        Scheme(id="s", titles=(Wording(text="s"),), concepts=tuple(concepts))


def test_a_concept_may_stand_below_two() -> None:
    scheme = Scheme(id="s", titles=(Wording(text="s"),), concepts=(concept("a"), concept("b"), concept("c", "a", "b")))
    assert [c.notation for c in scheme.ancestors(scheme["c"])] == ["a", "b"]
    assert scheme.narrower(scheme["a"]) == scheme.narrower(scheme["b"])
