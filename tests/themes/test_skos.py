"""SKOS as Turtle: what is written is read by another, and what is read is what was written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SKOS

from vngkit import themes
from vngkit.errors import DataError
from vngkit.themes import Basis, Concept, Mapping, Relation, Scheme, Wording, read_skos, write_skos
from vngkit.themes._concept import WordingKind

HELD = themes.load()
HEAD = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://example.org/> . "
ROOT = HEAD + ':s a skos:ConceptScheme ; skos:prefLabel "S"@nl . '
A, B = (f':{name} a skos:Concept ; skos:prefLabel "{name.upper()}" . ' for name in "ab")


def parsed(turtle: str) -> Graph:
    return Graph().parse(data=turtle, format="turtle")


@pytest.mark.parametrize("scheme", HELD.all, ids=lambda scheme: scheme.id)
def test_a_scheme_of_the_package_comes_back_as_it_was(scheme: Scheme) -> None:
    document = read_skos(write_skos(scheme))
    assert document.scheme == scheme
    assert document.left_out == ()


@pytest.mark.parametrize("scheme", HELD.all[:6], ids=lambda scheme: scheme.id)
def test_mappings_come_back_with_who_says_so(scheme: Scheme) -> None:
    document = read_skos(write_skos(scheme, HELD), known=HELD)
    assert set(document.mappings) == {link for concept in scheme for link in HELD.mappings_of(concept)}
    assert document.left_out == ()


def test_what_is_written_is_read_by_rdflib_as_the_same_statements() -> None:
    scheme = HELD.scheme("iv3")
    graph = parsed(write_skos(scheme, HELD))
    assert {str(node) for node in graph.subjects(RDF.type, SKOS.Concept)} == {concept.iri for concept in scheme}
    for concept in scheme:
        node = URIRef(concept.iri)
        assert [str(value) for value in graph.objects(node, SKOS.prefLabel)] == [concept.label]
        assert [str(value) for value in graph.objects(node, SKOS.notation)] == [concept.notation]
        assert {str(value) for value in graph.objects(node, SKOS.broader)} == {scheme[c].iri for c in concept.broader}
    every = {(link.source, link.relation, link.target) for c in scheme for link in HELD.mappings_of(c)}
    said = {
        (str(source), str(target))
        for relation in Relation
        for source, target in graph.subject_objects(SKOS[relation.value])
    }
    assert said == {(HELD[source].iri, HELD[target].iri) for source, _, target in every}


def test_the_real_top_list_in_turtle_is_the_list_of_the_package(shared: Path) -> None:
    document = read_skos(shared / "data/association/toplijst.ttl", name="top")
    assert document.left_out == ()
    held = HELD.scheme("top")
    assert {c.notation: (c.uri, c.label, c.broader) for c in document.scheme} == {
        c.notation: (c.uri, c.label, c.broader) for c in held
    }


def test_the_real_top_list_comes_back_through_our_own_turtle(shared: Path) -> None:
    first = read_skos(shared / "data/association/toplijst.ttl").scheme
    assert read_skos(write_skos(first)).scheme == first


WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=12).filter(str.strip)
KINDS: st.SearchStrategy[WordingKind] = st.sampled_from(["alt", "hidden", "definition"])
NOTATIONS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=8)
DAYS = st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1))


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    codes = draw(st.lists(NOTATIONS, min_size=1, max_size=6, unique=True))
    concepts = []
    for place, code in enumerate(codes):
        start, length = draw(DAYS), draw(st.none() | st.integers(1, 5000))
        labels = draw(st.lists(st.tuples(WORDS, KINDS), max_size=3))
        concepts.append(
            Concept(
                scheme="eigen",
                notation=code,
                wordings=(
                    Wording(text=draw(WORDS), lang=draw(st.sampled_from(["nl", "en", "fy", "nl-be", ""]))),
                    *(Wording(text=text, kind=kind) for text, kind in labels),
                ),
                uri=draw(st.sampled_from(["", f"https://example.org/{place}"])),
                broader=tuple(draw(st.lists(st.sampled_from(codes[:place]), max_size=2))) if place else (),
                kind=draw(st.just("") | WORDS),
                valid_from=start,
                valid_to=date.fromordinal((start or date(2000, 1, 1)).toordinal() + length) if length else None,
            )
        )
    return Scheme(
        id="eigen",
        titles=(Wording(text=draw(WORDS)),),
        concepts=tuple(concepts),
        publisher=draw(st.just("") | WORDS),
        attested_on=draw(DAYS),
        member=draw(st.sampled_from([None, "GM9999"])),
    )


@settings(max_examples=60, deadline=None)
@given(schemes())
def test_any_scheme_comes_back_as_it_was(scheme: Scheme) -> None:
    assert read_skos(write_skos(scheme)).scheme == scheme


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no skos:ConceptScheme"),
        ("nothing of Turtle", "line 1"),
        (HEAD + "\n:s a skos:ConceptScheme ; skos:prefLabel .", "line 2"),
        ("@prefix skos: <http://broken", "not Turtle"),
        (b"\xff\xfe\x00", "not Turtle|not UTF-8"),
        (ROOT + ':t a skos:ConceptScheme ; skos:prefLabel "T" .', "2 schemes"),
        (ROOT + ":a a skos:Concept .", "no label"),
        (ROOT + ':a a skos:Concept ; skos:prefLabel "A"@nl, "B"@nl .', "2 labels"),
        (ROOT + ':a a skos:Concept ; skos:prefLabel "A" ; skos:broader :b .', "no concept of the document"),
        (ROOT + ':a a skos:Concept ; skos:prefLabel "A" ; skos:broader :a .', "below itself"),
        (ROOT + ':a a skos:Concept ; skos:prefLabel "A" ; skos:inScheme :t .', "another scheme"),
        (ROOT + ':a a skos:Concept ; skos:prefLabel "A" ; skos:notation "1", "2" .', "more than one skos:notation"),
        (
            ROOT + A + '<https://example.org/x/a> a skos:Concept ; skos:prefLabel "B" .',
            "more than once",
        ),
        (ROOT + ':a a skos:Concept ; skos:prefLabel "A" ; <https://schema.org/validFrom> "soon" .', "no day"),
        (ROOT + ':a a skos:Concept ; skos:prefLabel "" .', "empty"),
        (ROOT + ":a a skos:Concept ; skos:prefLabel [] .", "no text"),
        (ROOT + '[] a skos:Concept ; skos:prefLabel "A" .', "no address"),
        (ROOT + '<https://x/ y> a skos:Concept ; skos:prefLabel "A" .', "no address"),
        (HEAD + ":s a skos:ConceptScheme .", "no title"),
    ],
)
def test_broken_input_is_refused_with_what_is_wrong(text: str | bytes, told: str) -> None:
    with pytest.raises(DataError, match=told) as caught:
        read_skos(text)
    assert caught.value.fix
    assert caught.value.__cause__ is None


def test_what_the_library_makes_of_a_wrong_day_reaches_no_log(caplog: pytest.LogCaptureFixture) -> None:
    day = '<https://schema.org/validFrom> "soon"^^<http://www.w3.org/2001/XMLSchema#date>'
    with pytest.raises(DataError, match="no day"):
        read_skos(ROOT + A + f":a {day} .")
    assert caplog.records == []


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="can not be read"):
        read_skos(tmp_path / "none.ttl")
    with pytest.raises(DataError, match="no Turtle"):
        read_skos(5)  # type: ignore[arg-type]
    with pytest.raises(DataError, match="larger"):
        read_skos("#" * 20_000_001)


def test_what_has_no_place_here_is_told_and_not_silently_dropped() -> None:
    text = ROOT + ':a a skos:Concept ; skos:prefLabel "A" ; skos:scopeNote "x" ; skos:exactMatch <https://else.org/1> .'
    document = read_skos(text, known=HELD)
    assert document.left_out == (
        "1 x http://www.w3.org/2004/02/skos/core#scopeNote",
        "1 x skos:exactMatch to or from a concept that is not known",
    )


def test_a_mapping_that_says_nothing_of_itself_is_of_the_publisher_of_the_document() -> None:
    afval = HELD.find("afval")
    text = ROOT + A + f':s <http://purl.org/dc/terms/publisher> "Uitgever" . :a skos:exactMatch <{afval.iri}> .'
    assert read_skos(text, known=HELD).mappings == (
        Mapping(source="s:a", relation=Relation.EXACT, target=afval.ref, basis=Basis.PUBLISHED, by="Uitgever"),
    )


def test_narrower_and_top_concepts_are_read_from_either_end() -> None:
    text = ROOT + A + B + ":s skos:hasTopConcept :a . :a skos:narrower :b ."
    scheme = read_skos(text).scheme
    assert [c.notation for c in scheme.top()] == ["a"]
    assert scheme["b"].broader == ("a",)


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", " ", ""])
def test_a_label_that_can_not_be_written_is_refused_at_the_door(text: str) -> None:
    with pytest.raises(DataError):
        Wording(text=text)


@pytest.mark.parametrize("uri", ["https://x/ y", 'https://x/"', "no address", "https://x/>"])
def test_an_address_that_would_break_the_turtle_is_refused_at_the_door(uri: str) -> None:
    with pytest.raises(DataError, match="no address"):
        Concept(scheme="s", notation="1", wordings=(Wording(text="x"),), uri=uri)
