"""From one scheme to another: every mapping says who says so, and none pretends to be official."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from vngkit import themes
from vngkit.errors import DataError, NotFound
from vngkit.themes import Basis, Mapping, Relation, Scheme, Wording
from vngkit.themes._scheme import key_of

HELD = themes.load()


@given(st.sampled_from(HELD.links))
def test_both_ends_of_a_mapping_are_there_and_see_it_from_their_side(link: Mapping) -> None:
    assert link in HELD.mappings_of(link.source)
    assert link.turned() in HELD.mappings_of(HELD[link.target])
    assert link.turned().turned() == link
    assert link.by
    assert link.since is not None


def test_no_mapping_of_the_package_is_called_official() -> None:
    assert {link.basis for link in HELD.links} == {Basis.EDITORIAL, Basis.DERIVED}
    assert {link.by for link in HELD.links} == {"vngkit"}


@given(st.sampled_from([link for link in HELD.links if link.basis is Basis.DERIVED]))
def test_what_was_derived_rests_on_equal_labels_and_is_never_called_exact(link: Mapping) -> None:
    source, target = HELD[link.source], HELD[link.target]
    ours = {key_of(text) for text in (source.label, *source.other_labels())}
    assert ours & {key_of(text) for text in (target.label, *target.other_labels())}
    assert link.relation in (Relation.CLOSE, Relation.RELATED)


def test_water_below_nature_is_not_called_close_to_water_below_traffic() -> None:
    water = HELD.find("water")
    assert [(m.target, m.relation) for m in HELD.mappings_of(water, to="beleidsagenda")] == [
        ("beleidsagenda:Verkeer | Water", Relation.RELATED)
    ]


def test_the_area_of_a_theme_comes_from_the_nearest_above_it_that_was_placed() -> None:
    (placed,) = HELD.areas_of("vng2018:veiligheid/ex-gedetineerden")
    assert (placed.target, placed.basis) == ("areas:leefomgeving", Basis.EDITORIAL)
    assert HELD.areas_of(HELD.find("ouderenzorg"))[0].target == "areas:inclusieve-samenleving"
    assert HELD.areas_of("vng2018:gemeentefinancien") == ()  # outside the three areas on purpose


def test_schemes_are_added_beside_the_others_and_not_over_them() -> None:
    own = Scheme(
        id="own",
        titles=(Wording(text="Eigen"),),
        concepts=(themes.Concept(scheme="own", notation="1", wordings=(Wording(text="koor"),)),),
    )
    link = Mapping(source="own:1", relation=Relation.BROAD, target="top:c_f72b706a", basis=Basis.EDITORIAL, by="wij")
    more = HELD.with_schemes([own], [link])
    assert more.match("koor", "own").concept.ref == "own:1"
    assert "own" not in HELD.schemes
    assert more.mappings_of("top:c_f72b706a", to="own")[0].relation is Relation.NARROW
    with pytest.raises(DataError, match="already"):
        more.with_schemes([own])
    with pytest.raises(NotFound):
        HELD.with_schemes([own], [evolve(link, target="top:nothing")])
