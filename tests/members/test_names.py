"""Names as people write them: exact after normalising, never a guess; suggestions with a score."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vngkit import members
from vngkit.errors import AmbiguousName, DataError, NotFound, NotInForce
from vngkit.members._fuzzy import Fuzzy
from vngkit.members._spelling import normalise

REGISTER = members.load()
unhurried = settings(deadline=None)  # the machine may be busy
TODAY = REGISTER.on(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Den Haag", "'s-Gravenhage"),
        ("den haag ", "'s-Gravenhage"),
        ("the hague", "'s-Gravenhage"),
        ("s Gravenhage", "'s-Gravenhage"),
        ("\u2019s\u2011Gravenhage", "'s-Gravenhage"),  # as a word processor writes it
        ("Den Bosch", "'s-Hertogenbosch"),
        ("SUDWEST FRYSLAN", "Súdwest-Fryslân"),
        ("Zuidwest-Friesland", "Súdwest-Fryslân"),
        ("De Friese Meren", "De Fryske Marren"),
        ("Tietjerksteradeel", "Tytsjerksteradiel"),
        ("Hengelo", "Hengelo (O)"),
        ("Hengelo (O.)", "Hengelo (O)"),
        ("Hengelo (Overijssel)", "Hengelo (O)"),
        ("Hengelo, Overijssel", "Hengelo (O)"),
        ("Bergen NH", "Bergen (NH)"),
        ("Bergen (Limburg)", "Bergen (L)"),
        ("Bergen (L.)", "Bergen (L)"),
        ("Utrecht (gemeente)", "Utrecht"),
        ("Gemeente Utrecht", "Utrecht"),
        ("Rijswijk (ZH.)", "Rijswijk"),
        ("Nuenen Gerwen en Nederwetten", "Nuenen, Gerwen en Nederwetten"),
    ],
)
def test_a_gemeente_is_found_as_people_write_it(written: str, name: str) -> None:
    assert REGISTER.find(written).name == name


def test_every_gemeente_of_today_is_found_by_its_own_name() -> None:
    for gemeente in TODAY:
        assert REGISTER.find(gemeente.name) is gemeente
        assert REGISTER.find(gemeente.name.upper(), on=date(2026, 1, 1)) is gemeente


def test_every_code_is_found_by_its_name_on_its_last_day_or_is_one_of_several() -> None:
    for gemeente in REGISTER:
        last = (gemeente.valid_to or REGISTER.held_until) - timedelta(days=1)
        try:
            assert REGISTER.find(gemeente.name, on=last) is gemeente
        except AmbiguousName as error:
            assert gemeente in error.candidates  # one of the two outcomes


def test_every_spelling_of_the_source_leads_to_its_gemeente_or_says_that_there_are_several(shared: Path) -> None:
    with (shared / "data" / "members" / "aliases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(len(gemeente.spellings) for gemeente in REGISTER)
    for row in rows:
        gemeente = REGISTER[row["code"]]
        assert (row["alias"], row["kind"]) in {(other.name, other.kind) for other in gemeente.spellings}
        if row["kind"] == "former_name":  # may be the name of an older gemeente itself
            assert row["code"] in {s.gemeente.code for s in REGISTER.search(row["alias"], limit=5)}
            continue
        try:
            assert REGISTER.find(row["alias"]) is gemeente
        except AmbiguousName as error:
            assert gemeente in error.candidates  # one of the two outcomes


def test_a_former_name_gives_the_gemeente_that_goes_on_and_the_old_one_on_an_old_day() -> None:
    assert REGISTER.find("Bergeyk").name == "Bergeijk"
    assert REGISTER.find("Bergeyk", on=date(1998, 1, 1)).code == "GM0749"
    assert REGISTER.find("Beemster").code == "GM0370"  # it ended, and nobody else is called so
    assert REGISTER.find("Beemster", on=date(2020, 1, 1)).code == "GM0370"


def test_an_ambiguous_name_tells_all_with_code_and_province_and_how_to_choose() -> None:
    with pytest.raises(AmbiguousName) as caught:
        REGISTER.find("Bergen")
    assert {gemeente.code for gemeente in caught.value.candidates} == {"GM0373", "GM0893"}
    for told in ("GM0373", "Noord-Holland", "GM0893", "Limburg", "Bergen (Limburg)"):
        assert told in str(caught.value)


def test_a_name_of_another_day_says_who_goes_on() -> None:
    with pytest.raises(NotInForce, match=r"goes on in Purmerend \(GM0439\)"):
        REGISTER.find("Beemster", on=date(2023, 1, 1))
    with pytest.raises(NotInForce, match="begins on 2022-01-01"):
        REGISTER.find("Maashorst", on=date(2020, 1, 1))


def test_a_typing_error_is_never_repaired_silently() -> None:
    with pytest.raises(NotFound) as caught:
        REGISTER.find("Amstredam")
    assert "Amsterdam (GM0363)" in caught.value.why
    assert "choose one" in caught.value.fix


def test_a_name_that_looks_like_nothing_says_so() -> None:
    with pytest.raises(NotFound, match="No name is near"):
        REGISTER.find("Xyzzyqwop")


@pytest.mark.parametrize("written", ["GM0363", "gm0363", "0363", "363"])
def test_a_code_in_place_of_a_name_is_told(written: str) -> None:
    with pytest.raises(NotFound, match=r"is a code, not a name.*register\['GM0363'\]"):
        REGISTER.find(written)


@pytest.mark.parametrize("written", ["", "  ", "'-", None, 363, ["Utrecht"]])
def test_what_is_no_name_is_refused(written: Any) -> None:
    with pytest.raises(DataError, match="is not a name"):
        REGISTER.find(written)


def test_suggestions_are_ordered_by_score_and_at_the_same_score_today_comes_first() -> None:
    found = REGISTER.search("Bergen", limit=20)
    scores = [suggestion.score for suggestion in found]
    assert scores == sorted(scores, reverse=True)
    assert {suggestion.gemeente.code for suggestion in found[:2]} == {"GM0373", "GM0893"}
    assert found[0].score == found[1].score == 1
    ended = [s.gemeente.valid_to is not None for s in found if s.score == 1]
    assert ended == sorted(ended)


def test_suggestions_for_a_day_exist_on_that_day() -> None:
    names = {s.gemeente.name for s in REGISTER.search("Beemstre", limit=10, on=date(2026, 1, 1))}
    assert "Beemster" not in names
    assert REGISTER.search("Beemstre", limit=1, on=date(2020, 1, 1))[0].gemeente.name == "Beemster"


def test_part_of_a_name_is_suggested_a_whole_word_of_it_before_a_piece_of_a_word() -> None:
    found = {s.gemeente.name: s.score for s in REGISTER.search("Gerwen", limit=10)}
    assert found["Nuenen, Gerwen en Nederwetten"] == 0.8
    piece = {s.gemeente.name: s.score for s in REGISTER.search("ederwette", limit=30)}
    assert piece["Nuenen, Gerwen en Nederwetten"] == 0.5
    assert REGISTER.search("Nuenen", limit=1)[0].gemeente.name == "Nuenen, Gerwen en Nederwetten"
    with pytest.raises(NotFound, match="Nuenen, Gerwen en Nederwetten"):
        REGISTER.find("Nuenen")


@pytest.mark.parametrize(("text", "limit"), [("", 5), ("--", 5), (None, 5), ("Utrecht", 0), ("Utrecht", -1)])
def test_a_search_for_nothing_is_refused(text: Any, limit: int) -> None:
    with pytest.raises(DataError, match="nothing to search for"):
        REGISTER.search(text, limit=limit)


def test_a_column_of_names_is_matched_and_a_tie_is_left_open() -> None:
    texts = ["Amstredam", "Bergen", "Atlantis", None, 3, "", "Hengelo (O.)", "Amstredam"]
    matched = REGISTER.match(texts)  # type: ignore[arg-type]  # a column of a table holds such things
    codes = [suggestion and suggestion.gemeente.code for suggestion in matched]
    assert codes == ["GM0363", None, None, None, None, None, "GM0164", "GM0363"]
    assert REGISTER.match(["Amstredam"], min_score=0.95) == (None,)


def test_one_text_or_a_score_in_percent_is_refused() -> None:
    with pytest.raises(DataError, match="one text, not a column"):
        REGISTER.match("Amsterdam")
    with pytest.raises(DataError, match=r"write 0\.8"):
        REGISTER.match(["Amsterdam"], min_score=80)


FUZZY = Fuzzy(sorted({normalise(gemeente.name) for gemeente in REGISTER}))
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@st.composite
def misspelt(draw: st.DrawFn) -> tuple[members.Gemeente, str]:
    """A gemeente of today and its name with one letter deleted, put in, replaced, or swapped with the next."""
    gemeente = draw(st.sampled_from([g for g in TODAY if len(normalise(g.name)) > 5]))
    name = normalise(gemeente.name)
    place = draw(st.integers(0, len(name) - 2))
    letter = draw(st.sampled_from(LETTERS))
    error = draw(
        st.sampled_from(
            [
                name[:place] + name[place + 1 :],
                name[:place] + letter + name[place:],
                name[:place] + letter + name[place + 1 :],
                name[:place] + name[place + 1] + name[place] + name[place + 2 :],
            ]
        )
    )
    return gemeente, error


@unhurried
@given(misspelt())
def test_a_typing_error_is_an_error_with_the_gemeente_among_the_suggestions(case: tuple[members.Gemeente, str]) -> None:
    gemeente, text = case
    index = {normalise(other.name) for other in REGISTER} | {normalise(s.name) for g in REGISTER for s in g.spellings}
    assume(text not in index)
    assume(not any(normalise(other.name.partition("(")[0]) == text for other in REGISTER))
    try:
        found = REGISTER.find(text)
    except NotFound:
        found = None
    assert found is None or normalise(found.name) != normalise(gemeente.name)
    suggested = REGISTER.search(text, limit=10)
    assert gemeente in {suggestion.gemeente for suggestion in suggested}
    assert all(suggestion.score < 1 for suggestion in suggested)


@unhurried
@given(st.text(LETTERS, min_size=3, max_size=12))
def test_the_fast_way_to_the_best_name_gives_what_looking_at_all_names_gives(text: str) -> None:
    assume(text not in FUZZY.names)
    _agree(FUZZY, text)


@unhurried
@given(misspelt())
def test_the_fast_way_agrees_for_typing_errors_too(case: tuple[members.Gemeente, str]) -> None:
    assume(case[1] not in FUZZY.names)
    _agree(FUZZY, case[1])


def _agree(fuzzy: Fuzzy, text: str) -> None:
    names, score = fuzzy.best(text)
    every = fuzzy.scores(text)
    top = max((s for _, s in every), default=0.0)
    assert score == pytest.approx(top)
    assert sorted(names) == sorted(name for name, s in every if s == pytest.approx(top) and s > 0)


@unhurried
@given(st.sampled_from(sorted(g.name for g in TODAY)), st.sampled_from(["upper", "lower", "title", "casefold"]))
def test_case_spaces_and_hyphens_never_matter(name: str, how: str) -> None:
    written = " " + getattr(name, how)().replace("-", " ") + " "
    try:
        assert REGISTER.find(written).name == name
    except AmbiguousName as error:
        assert name in {g.name for g in error.candidates}  # one of the two outcomes
