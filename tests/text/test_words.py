"""Words of Dutch texts: plain, cut, stemmed, corrected, and told in official words."""

from __future__ import annotations

import csv
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vngkit.text import STEMMER, Compounds, Speller, grams, lexicon, official_words, plain, sounds_like, stem, words

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
LETTERS = st.text(alphabet="abcdefghijklmnoprstuvwz", min_size=1, max_size=12)


@given(st.text())
def test_plain_text_holds_no_control_character_and_is_plain_already(text: str) -> None:
    once = plain(text)
    assert all(letter.isprintable() or letter.isspace() for letter in once if ord(letter) < 128)
    assert "\x00" not in once
    assert "\x1b" not in once


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>alert(1)</script>huur", "alert(1) huur"),
        ("a < b en c > d", "a < b en c > d"),
        ("<!-- weg -->blijft", "blijft"),
        ("caf&eacute;\t\n\x1b[31mrood", "café [31mrood"),
        ("\ud800los", "los"),
        ("", ""),
    ],
)
def test_html_and_control_characters_go(written: str, shown: str) -> None:
    assert plain(written) == shown


def test_a_text_of_a_megabyte_is_read_in_time() -> None:
    assert len(words(plain("vergunning <b " * 80_000))) > 80_000


@given(LETTERS, st.integers(2, 5))
def test_pieces_of_a_word_put_together_are_the_word(word: str, size: int) -> None:
    pieces = grams(word, size)
    bound = f"_{word}_"
    assert pieces[0] + "".join(piece[-1] for piece in pieces[1:]) == bound
    assert all(len(piece) == min(size, len(bound)) for piece in pieces)


@given(st.lists(LETTERS, min_size=1, max_size=6), LETTERS)
def test_the_parts_of_a_compound_are_known_words_and_make_up_the_word(known: list[str], word: str) -> None:
    parts = Compounds(known).parts(word)
    assert all(part in known for part in parts)
    assert sum(map(len, parts)) <= len(word)
    assert len(parts) != 1


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("parkeervergunning", ("parkeer", "vergunning")),
        ("huurtoeslag", ("huur", "toeslag")),
        ("vertrouwensfunctie", ("vertrouwen", "functie")),
        ("gemeente", ()),
        ("zzzzzzzzzzzz", ()),
        ("schoolbestuurskosten", ("schoolbestuur", "kosten")),
    ],
)
def test_compounds_are_cut_into_words_of_government_texts(word: str, parts: tuple[str, ...]) -> None:
    assert Compounds().parts(word) == parts


@given(st.lists(LETTERS, max_size=12), st.lists(st.integers(0, 11), max_size=8))
def test_a_speller_after_adding_and_removing_is_as_one_made_anew(added: list[str], taken: list[int]) -> None:
    going = list(dict.fromkeys(place for place in taken if place < len(added)))
    speller, anew = Speller(Compounds(())), Speller(Compounds(()))
    for word in added:
        speller.add(word)
    for place in going:
        speller.remove(added[place])
    for place, word in enumerate(added):
        if place not in going:
            anew.add(word)
    for word in [*added, "vergunnnig", "hius"]:
        assert (word in speller) == (word in anew)
        assert speller.meant(word) == anew.meant(word)


def test_spelling_errors_are_put_right_and_words_that_are_in_use_are_not_touched() -> None:
    speller = Speller(Compounds(()))
    for word in ("vergunning", "kremeren", "cremeren", "woning", "reizen"):
        speller.add(word)
    assert speller.meant("vergunnnig") == "vergunning"
    assert speller.meant("kremeren") == "kremeren"
    assert speller.meant("krememren") == "kremeren"
    assert speller.meant("reisen") == "reizen"
    assert speller.meant("ab1cd") == "ab1cd"
    assert speller.meant("iets") == "iets"
    assert speller.meant("x" * 1_000) == "x" * 1_000


def test_words_that_sound_alike_have_one_key() -> None:
    assert sounds_like("begraaven") == sounds_like("begraven")
    assert sounds_like("huis") != sounds_like("huur")


def test_what_people_say_leads_to_official_words_that_were_not_said() -> None:
    assert official_words(["mijn", "baas", "is", "failliet"]) == {"werkgever": "baas", "faillissement": "failliet"}
    assert official_words(["baas", "werkgever"]) == {}
    assert official_words([]) == {}


def test_the_stemmer_is_pinned_and_forms_of_a_word_have_one_stem() -> None:
    assert STEMMER == "snowball dutch_porter"
    assert stem("gemeenten") == stem("gemeente")


def test_without_the_stemmer_the_error_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['Stemmer'] = None\n"
        "from vngkit.text import stem, words\n"
        "print(words('Een Woord'))\n"
        "try: stem('woord')\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "['een', 'woord']",
        'VngkitError stems of words can not be made: PyStemmer is not installed. Fix: pip install "vngkit[questions]"',
    ]


def test_the_word_list_is_as_the_script_makes_it() -> None:
    if not SHARED.is_dir():
        pytest.skip("the texts in ../shared/data/questions are not here; the list itself is held by the tests above")
    command = [sys.executable, str(ROOT / "scripts" / "build_text.py"), "--check", "--shared", str(SHARED)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert len(lexicon()) > 20_000


def test_a_phrase_leads_to_official_words_and_its_longest_word_is_told() -> None:
    assert official_words(["ik", "reed", "te", "hard"])["maximumsnelheid"] == "hard"
    assert "maximumsnelheid" not in official_words(["hard", "te"])


def test_every_line_of_the_list_of_spoken_words_leads_to_a_word_that_is_not_in_it() -> None:
    with files("vngkit.data.text").joinpath("spoken.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({row["spoken"] for row in rows}) == len(rows) > 900
    for row in rows:
        said = words(row["spoken"])
        assert 1 <= len(said) <= 3, row
        assert set(words(row["official"])) - set(said), row
