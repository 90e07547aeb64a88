"""The index of answers: found, explained, and after any change as an index made anew."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vngkit.errors import DataError, NotFound, VngkitError
from vngkit.questions.search import (
    Hit,
    IndexBroken,
    Link,
    SearchDocument,
    SearchIndex,
    SearchResult,
    Semantic,
    Weights,
    learn,
)

NONE = Semantic(load=lambda: None)
WORDS = [
    "huurtoeslag",
    "paspoort",
    "vergunning",
    "parkeervergunning",
    "afval",
    "bijstand",
    "werkgever",
    "school",
    "de",
    "kosten",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
DOCUMENTS = st.builds(
    SearchDocument,
    id=st.sampled_from("abcdef"),
    title=TEXTS,
    text=TEXTS,
    aliases=st.lists(TEXTS, max_size=1).map(tuple),
)


def document(name: str, title: str, text: str = "", *aliases: str) -> SearchDocument:
    return SearchDocument(id=name, title=title, text=text, aliases=aliases)


SOME = (
    document("rent", "Wanneer heb ik recht op huurtoeslag?", "Als u huurt en weinig verdient."),
    document("pass", "Hoe vraag ik een paspoort aan?", "Bij de gemeente waar u woont."),
    document("work", "Wat betaalt mijn werkgever bij faillissement?", "Het UWV betaalt het loon."),
    document("park", "Hoe vraag ik een parkeervergunning aan?", "Bij het loket parkeren van de gemeente."),
)


def index(*documents: SearchDocument, semantic: Semantic = NONE) -> SearchIndex:
    made = SearchIndex(semantic=semantic)
    made.add(*documents)
    return made


def shown(result: SearchResult) -> Any:
    return [(hit.id, round(hit.score, 9), hit.contributions) for hit in result.hits], result.corrected, result.margin


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(DOCUMENTS, st.sampled_from("abcdef")), max_size=10), TEXTS)
def test_after_any_sequence_of_changes_the_index_answers_as_one_made_anew(changes: list[Any], question: str) -> None:
    changed = SearchIndex(semantic=NONE)
    for change in changes:
        if isinstance(change, str):
            changed.remove(change)
        else:
            changed.add(change)
    anew = index(*list(changed))
    assert list(anew) == list(changed)
    assert shown(changed.search(question)) == shown(anew.search(question))
    assert shown(changed.search("verguning")) == shown(anew.search("verguning"))


@settings(max_examples=40, deadline=None)
@given(st.lists(DOCUMENTS, min_size=1, max_size=6), TEXTS)
def test_what_a_hit_rests_on_adds_up_to_its_score(documents: list[SearchDocument], question: str) -> None:
    for hit in index(*documents).search(question).hits:
        assert sum(part.score for part in hit.contributions) == pytest.approx(hit.score, abs=1e-12)
        assert sum(hit.by_word().values()) == pytest.approx(hit.score, abs=1e-12)
        assert all(part.said in question.split() for part in hit.contributions)
        assert 0 < hit.score <= 1 + 1e-9


class Likeness:
    """A model of meaning of two numbers: whether a text is about money, and whether it is about travel."""

    def passage(self, texts: list[str]) -> list[list[float]]:
        return [
            [1.0 if "huur" in text or "loon" in text else 0.1, 1.0 if "paspoort" in text else 0.0] for text in texts
        ]

    query = passage


@given(TEXTS)
@settings(max_examples=30, deadline=None)
def test_with_meaning_too_the_parts_add_up(question: str) -> None:
    found = index(*SOME, semantic=Semantic(load=Likeness)).search(question)
    assert found.semantic == "used"
    for hit in found.hits:
        assert {"meaning", "level"} <= {part.kind for part in hit.contributions}
        assert sum(part.score for part in hit.contributions) == pytest.approx(hit.score, abs=1e-12)


def test_the_only_answer_that_fits_is_found_with_meaning_too() -> None:
    made = index(document("only", "Wat is een zienswijze?"), *SOME, semantic=Semantic(load=Likeness))
    (hit,) = made.search("zienswijze").hits
    assert hit.id == "only"
    assert sum(part.score for part in hit.contributions) == pytest.approx(hit.score, abs=1e-12)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("krijg ik een huurtoeslaag", "rent"),
        ("mijn baas is failliet", "work"),
        ("vergunning parkeren", "park"),
        ("pas port aanvragen", "pass"),
        ("<b>HUURTOESLAG</b>\x00\x1b[31m", "rent"),
        ("huurtoeslag " * 90_000, "rent"),
    ],
)
def test_the_answer_is_found_also_with_errors_other_words_and_marks(question: str, first: str) -> None:
    assert index(*SOME).search(question).hits[0].id == first


def test_a_result_says_what_was_made_of_the_question() -> None:
    result = index(*SOME).search("krijgt mijn baas huurtoeslaag")
    assert result.corrected["huurtoeslaag"] == "huurtoeslag"
    assert result.official == {"werkgever": "baas"}
    assert result.compounds["huurtoeslag"] == ("huur", "toeslag")
    assert result.semantic == "absent: no model"
    assert result.margin is not None
    text = result.hits[0].explain("nl")
    assert text.startswith("Wanneer heb ik recht op huurtoeslag?: ")
    assert "letters van huurtoeslag" in text
    assert "letters of huurtoeslag" in result.hits[0].explain("en")


def test_a_long_question_is_weighed_as_a_long_one() -> None:
    result = index(*SOME).search(
        "geachte gemeente ik schrijf u omdat ik graag wil weten hoe het zit met " * 4 + "het paspoort"
    )
    assert result.long
    assert result.hits[0].id == "pass"
    assert not result.official


@pytest.mark.parametrize("question", ["", "   ", "?!...", "\x00", "<br>", None, 8])
def test_an_empty_question_is_refused(question: Any) -> None:
    with pytest.raises(DataError, match="there is no question in it"):
        index(*SOME).search(question)


@pytest.mark.parametrize("limit", [0, 101, True, "3"])
def test_a_limit_that_is_no_number_of_hits_is_refused(limit: Any) -> None:
    with pytest.raises(DataError, match="limit"):
        index(*SOME).search("paspoort", limit=limit)


def test_a_question_in_another_language_or_of_nothing_known_finds_nothing_or_little() -> None:
    assert index(*SOME).search("qqqq").hits == ()
    assert index(*SOME).search("москва 東京 ωmega").hits == ()
    assert SearchIndex(semantic=NONE).search("paspoort").hits == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": ""},
        {"id": "x" * 201},
        {"id": 8},
        {"id": "a", "title": None},
        {"id": "a", "text": 8},
        {"id": "a", "aliases": "b"},
        {"id": "a", "aliases": ["b", 8]},
        {"id": "a\ud800"},
        {"id": "a", "meta": {"url": 8}},
        {"id": "a", "meta": ["url"]},
    ],
)
def test_a_document_that_is_not_right_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(DataError):
        SearchDocument(**wrong)


def test_an_alias_makes_an_answer_found_by_other_words_and_can_be_taken_back() -> None:
    made = index(*SOME)
    assert made.search("kattenbak").hits == ()
    made.add_alias("pass", "kattenbak")
    made.add_alias("pass", "kattenbak")
    assert made.search("kattenbak").hits[0].id == "pass"
    assert made.get("pass").aliases == ("kattenbak",)
    made.remove_alias("pass", "kattenbak")
    made.remove_alias("pass", "kattenbak")
    assert made.search("kattenbak").hits == ()
    with pytest.raises(NotFound):
        made.add_alias("nobody", "kattenbak")


def test_an_index_in_a_folder_lasts_and_answers_as_before(tmp_path: Path) -> None:
    with SearchIndex(tmp_path / "index", semantic=Semantic(load=Likeness)) as made:
        made.add(*SOME)
        made.remove("park", "nobody")
        before = shown(made.search("huurtoeslag"))
        with pytest.raises(VngkitError, match="in use by another program"):
            SearchIndex(tmp_path / "index", semantic=NONE)
    with SearchIndex(tmp_path / "index", semantic=Semantic(load=Likeness)) as again:
        assert len(again) == 3
        assert "park" not in again
        assert shown(again.search("huurtoeslag")) == before
        assert repr(again) == "<SearchIndex: 3 documents, in a folder>"


def test_an_index_of_another_version_is_made_anew_from_its_own_documents(tmp_path: Path) -> None:
    with SearchIndex(tmp_path, semantic=NONE) as made:
        made.add(*SOME)
    for mark in ('{"stemmer": "another"}', "{broken", None):
        file = tmp_path / "vngkit-index.json"
        if mark is None:
            file.unlink()
        else:
            file.write_text(mark, encoding="utf-8")
        with SearchIndex(tmp_path, semantic=NONE) as again:
            assert list(again) == sorted(SOME, key=lambda each: each.id)
            assert again.search("paspoort").hits[0].id == "pass"


def test_a_broken_index_says_so_and_can_be_made_anew(tmp_path: Path) -> None:
    with SearchIndex(tmp_path, semantic=NONE) as made:
        made.add(*SOME)
    for file in tmp_path.iterdir():
        if file.suffix in {".store", ".term", ".idx"} or file.name == "meta.json":
            file.write_bytes(b"broken" + file.read_bytes()[6:40])
    with pytest.raises(DataError, match="make it anew"):
        SearchIndex(tmp_path, semantic=NONE)
    with SearchIndex.anew(tmp_path, SOME, semantic=NONE) as again:
        assert again.search("paspoort").hits[0].id == "pass"


def test_an_index_that_was_closed_still_finds_and_says_why_nothing_can_be_written(tmp_path: Path) -> None:
    made = SearchIndex(tmp_path, semantic=NONE)
    made.add(*SOME)
    made.close()
    made.close()
    assert made.search("paspoort").hits[0].id == "pass"
    with pytest.raises(VngkitError, match="the index is closed"):
        made.add(SOME[0])
    with pytest.raises(VngkitError, match="the index is closed"):
        made.remove("pass")
    with pytest.raises(VngkitError, match="the index is closed"):
        made.rebuild(SOME)
    assert len(made) == len(SOME)


def test_an_answer_without_words_or_with_half_a_character_does_no_harm() -> None:
    made = index(*SOME, document("empty", ""), document("half", "paspoort \ud800 verlopen"))
    assert made.search("verlopen \udfff paspoort").hits[0].id == "half"
    made.rebuild([])
    assert len(made) == 0
    assert made.search("paspoort").hits == ()


def test_a_folder_that_can_not_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(DataError, match="folder of the index"):
        SearchIndex(tmp_path / "file" / "index", semantic=NONE)


WRITER = """
import sys
from vngkit.questions.search import SearchDocument, SearchIndex, Semantic
index = SearchIndex(sys.argv[1], semantic=Semantic(load=lambda: None))
for number in range(100_000):
    index.add(SearchDocument(id=str(number), title=f"vraag {number} over huurtoeslag"))
    print(number, flush=True)
"""


def test_nothing_that_was_acknowledged_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        seen = [program.stdout.readline() for _ in range(5)]
        time.sleep(0.05)
        os.kill(program.pid, signal.SIGKILL)
        seen += program.stdout.readlines()
    acknowledged = {line.strip() for line in seen if line.endswith("\n")}
    with SearchIndex(tmp_path, semantic=NONE) as again:
        held = {each.id for each in again}
        assert acknowledged <= held
        assert len(held) <= len(acknowledged) + 1
        assert again.search("huurtoeslag").hits


def test_changes_one_by_one_lie_in_a_journal_until_the_engine_has_them(tmp_path: Path) -> None:
    made = SearchIndex(tmp_path, semantic=NONE)
    for number in range(100):
        made.add(document(str(number), f"vraag {number % 7} over huurtoeslag"))
        if number % 3 == 0:
            made.remove(str(number // 2))
    anew = index(*list(made))
    assert len((tmp_path / "vngkit-index.journal").read_bytes().splitlines()) < 32
    assert shown(made.search("vraag 3", limit=9)) == shown(anew.search("vraag 3", limit=9))  # nine hold the 3
    made.add(document("last", "Een heel andere kattenbak"))
    journal = (tmp_path / "vngkit-index.journal").read_bytes()
    assert b"kattenbak" in journal
    expected = list(made)
    made.close()
    assert (tmp_path / "vngkit-index.journal").read_bytes() == b""
    (tmp_path / "vngkit-index.journal").write_bytes(journal + b'12345678{"name": "torn')  # as after a crash
    with SearchIndex(tmp_path, semantic=NONE) as again:
        assert list(again) == expected
        assert again.search("kattenbak").hits[0].id == "last"


def test_a_journal_that_was_changed_is_not_believed(tmp_path: Path) -> None:
    made = SearchIndex(tmp_path, semantic=NONE)
    made.add(SOME[0])
    made.add(SOME[1])
    journal = (tmp_path / "vngkit-index.journal").read_bytes()
    made.close()
    (tmp_path / "vngkit-index.journal").write_bytes(journal.replace(b"huurtoeslag", b"zorgtoeslag"))
    with pytest.raises(IndexBroken, match="journal"):
        SearchIndex(tmp_path, semantic=NONE)
    with SearchIndex.anew(tmp_path, SOME, semantic=NONE) as again:
        assert len(again) == len(SOME)


REBUILDER = """
import sys, time
from vngkit.questions.search import SearchDocument, SearchIndex, Semantic
index = SearchIndex(sys.argv[1], semantic=Semantic(load=lambda: None))
def documents():
    for number in range(100_000):
        yield SearchDocument(id=f"new{number}", title=f"vraag {number} over huurtoeslag")
        if number == 500:
            print("half way", flush=True)
            time.sleep(60)
index.rebuild(documents())
"""


def test_an_index_is_as_before_when_the_program_is_killed_while_it_is_made_anew(tmp_path: Path) -> None:
    with SearchIndex(tmp_path, semantic=NONE) as made:
        made.add(*SOME)
    command = [sys.executable, "-c", REBUILDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "half way\n"
        os.kill(program.pid, signal.SIGKILL)
    with SearchIndex(tmp_path, semantic=NONE) as again:
        assert list(again) == sorted(SOME, key=lambda each: each.id)
        assert again.search("huurtoeslag").hits[0].id == "rent"


@pytest.mark.parametrize("in_folder", [True, False])
def test_an_index_is_as_before_when_making_it_anew_fails(tmp_path: Path, in_folder: bool) -> None:  # noqa: FBT001
    def failing() -> Iterator[SearchDocument]:
        yield document("other", "Iets anders over huurtoeslag")
        raise RuntimeError("the store went away")

    with SearchIndex(tmp_path if in_folder else None, semantic=NONE) as made:
        made.add(*SOME)
        before = shown(made.search("huurtoeslag"))
        with pytest.raises(RuntimeError, match="went away"):
            made.rebuild(failing())
        assert shown(made.search("huurtoeslag")) == before
        made.add(document("rent", "Huurtoeslag"))
        made.rebuild([*SOME, document("pass", "Paspoort verlengen")])
        assert shown(made.search("huurtoeslag"))[0][0][0] == "rent"
        assert made.get("pass").title == "Paspoort verlengen"
        assert len(made) == len(SOME)


def test_without_the_extra_the_error_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['tantivy'] = None\n"
        "from vngkit.questions.search import SearchIndex\n"
        "try: SearchIndex()\n"
        "except Exception as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 'pip install "vngkit[questions]"' in done.stdout


def test_meaning_is_absent_with_a_reason_and_finding_goes_on() -> None:
    def missing() -> Any:
        raise ImportError

    def broken() -> Any:
        raise OSError("no such instruction")

    for load, why in ((missing, "not installed"), (broken, "did not start (OSError)")):
        found = index(*SOME, semantic=Semantic(load=load)).search("paspoort")
        assert why in found.semantic
        assert found.hits[0].id == "pass"
    late = index(*SOME)
    late._semantic = Semantic(load=Likeness)
    assert late.search("paspoort").semantic == "absent: no document has numbers of meaning"


def test_an_answer_without_numbers_of_meaning_stands_as_the_mean_of_the_others_do() -> None:
    made = index(*SOME, semantic=Semantic(load=Likeness))
    with_all = {hit.id: hit for hit in made.search("huurtoeslag paspoort gemeente loket").hits}
    del made._vectors["park"]
    found = {hit.id: hit for hit in made.search("huurtoeslag paspoort gemeente loket").hits}
    assert set(found) == set(with_all)
    parts = {part.kind: part.score for part in found["park"].contributions}
    others = [
        p.score for name, hit in found.items() if name != "park" for p in hit.contributions if p.kind == "meaning"
    ]
    assert parts["meaning"] == pytest.approx(sum(others) / len(others))


def test_answers_that_are_all_alike_have_scores_that_still_add_up() -> None:
    alike = [document(name, "huurtoeslag aanvragen") for name in "abc"]
    for hit in index(*alike, semantic=Semantic(load=Likeness)).search("huurtoeslag aanvragen").hits:
        assert sum(part.score for part in hit.contributions) == pytest.approx(hit.score, abs=1e-12)
        assert abs(hit.score) < 1e-9


def test_an_official_word_counts_less_the_more_answers_say_the_word_itself() -> None:
    def amount(made: SearchIndex) -> float:
        found = {hit.id: hit.by_word() for hit in made.search("baas").hits}
        return found["work"].get("baas", 0.0)

    without = index(*SOME)
    said = index(*SOME, *(document(str(n), f"Is de baas van onderwerp{n} er?") for n in range(40)))
    assert amount(without) > amount(said) > 0


def test_the_subject_of_a_long_question_counts_once_more() -> None:
    rest = " ".join(f"toelichting{n}" for n in range(20)) + " werkgever loon uwv"
    question = "paspoort kwijt graag een nieuw " + "ik leg u hier uit hoe het zo is gekomen " + rest
    documents = [*SOME, *(document(str(n), f"toelichting{n}") for n in range(20))]
    made = index(*documents)
    without, headed = (made.search(question, limit=30, weights=Weights(long_head=weight)).hits for weight in (0.0, 3.0))
    scores = [{hit.id: hit.score for hit in hits} for hits in (without, headed)]
    assert scores[1]["pass"] - scores[1]["work"] > scores[0]["pass"] - scores[0]["work"]
    assert scores[1]["1"] < scores[0]["1"]
    for hit in headed:
        assert sum(part.score for part in hit.contributions) == pytest.approx(hit.score, abs=1e-12)


def test_learning_takes_better_weights_only_and_needs_enough_links() -> None:
    made = index(*(document(str(n), f"onderwerp{n} vergunning", "tekst") for n in range(60)))
    few = learn(made, [Link(text="vergunning", document="3")])
    assert not few.taken
    assert few.weights == made.weights
    good = learn(made, [Link(text=f"onderwerp{n}", document=str(n)) for n in range(60)])
    assert not good.taken  # nothing to win: the right one is on top already
    assert (good.before, good.after) == (1.0, 1.0)
    assert good.weights == made.weights
    with pytest.raises(DataError):
        learn(made, ["vergunning"])  # type: ignore[list-item]  # a wrong kind on purpose


def test_learning_finds_the_weights_under_which_accepted_answers_come_first() -> None:
    made = index(*(document(str(n), f"onderwerp{n} vergunning", "tekst") for n in range(60)))
    made.weights = Weights(pieces=0.0, stems=0.0)
    links = [Link(text=f"onderwerp{n}", document=str(n)) for n in range(60)]
    learned = learn(made, [*links, Link(text="onderwerp1", document="2", accepted=False)])
    assert learned.taken
    assert learned.after > learned.before
    assert min(learned.weights.pieces, learned.weights.stems) >= 0
    assert made.weights == Weights(pieces=0.0, stems=0.0)


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), "1", True])
def test_a_weight_below_zero_or_no_number_is_refused(value: Any) -> None:
    with pytest.raises(DataError, match="pieces is not a weight"):
        Weights(pieces=value)


def test_a_hit_shows_what_it_rests_on_word_by_word() -> None:
    hit: Hit = index(*SOME).search("parkeervergunning aanvragen bij het loket van de gemeente waar u woont").hits[0]
    assert next(iter(hit.by_word())) == "parkeervergunning"
    assert "al het andere" in hit.explain("nl")
    assert "all else" in hit.explain("en")
