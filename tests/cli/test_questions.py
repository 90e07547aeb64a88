"""``vngkit questions``: from receipt to an answer that is found, published without the asker, and kept true."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.canaries import Canaries

from vngkit import Kit, members
from vngkit.cli import _questions_desk
from vngkit.questions import AnswerCertainty, AskerRole, Audience, Channel, Confidentiality, Incoming, Urgency

Run = Callable[..., Result]
ASKED = "Binnen hoeveel weken moet het eerste gesprek van de schuldhulp zijn volgens artikel 4 Wgs?"
ANSWERED = "Binnen vier weken nadat de inwoner zich meldt."
ARTICLE = "jci1.3:c:BWBR0031331&artikel=4&lid=1"
DAY = ("--on", "2026-11-23")


@pytest.fixture
def ask(vngkit: Run, tmp_path: Path) -> Run:
    """A command on a store of its own, without plugins."""
    store = f"sqlite:///{tmp_path / 'vragen.db'}"

    def run(*words: str, **more: Any) -> Result:
        return vngkit(*words, "--plugins", "none", VNGKIT_STORE=store, **more)

    return run


def data(result: Result) -> Any:
    assert result.exit_code in {0, 1}, result.stderr
    return json.loads(result.stdout)["result"]


def taken(ask: Run, *more: str) -> str:
    found = data(ask("questions", "intake", ASKED, "--member", "GM9999", *DAY, "--json", *more))
    return str(found["question"]["id"])


def published(ask: Run) -> tuple[str, str]:
    """The ids of a question and of the answer that was published from it."""
    question = taken(ask)
    assert ask("questions", "route", question, *DAY).exit_code == 0
    words = (question, ANSWERED, "--author", "sociaal", "--reviewer", "juridisch", "--source", ARTICLE)
    assert ask("questions", "answer", *words, "--certainty", "vaste_lijn", *DAY).exit_code == 0
    wording = ("--question", "Wanneer is het eerste gesprek over schuldhulp?")
    known = data(ask("questions", "publish", question, *wording, *DAY, "--json"))
    return question, str(known["id"])


def test_the_words_of_the_options_are_those_of_the_desk() -> None:
    for words, kind in (
        (_questions_desk.CHANNELS, Channel),
        (_questions_desk.ROLES, AskerRole),
        (_questions_desk.URGENCIES, Urgency),
        (_questions_desk.CONFIDENTIALITIES, Confidentiality),
        (_questions_desk.CERTAINTIES, AnswerCertainty),
        (_questions_desk.AUDIENCES, Audience),
    ):
        assert list(words) == [word.value for word in kind]


def test_a_question_goes_from_intake_to_an_answer_that_is_found(ask: Run) -> None:
    question, known = published(ask)
    listed = data(ask("questions", "list", "--json"))
    assert [(one["id"], one["state"], one["knowledge"]) for one in listed] == [(question, "beantwoord", [known])]
    found = data(ask("ask", "eerste gesprek schulthulp", *DAY, "--json"))
    assert [hit["id"] for hit in found["hits"]] == [known]
    assert found["examples"] is False
    assert found["hits"][0]["rests_on"] == [
        {"jci": ARTICLE, "title": "Wet gemeentelijke schuldhulpverlening artikel 4 lid 1, versie van 23 november 2026"}
    ]


def test_a_change_of_law_puts_the_answer_on_the_review_list_and_it_says_so(ask: Run) -> None:
    _, known = published(ask)
    assert ask("questions", "expire", *DAY).exit_code == 0
    change = ("--change", "jci1.3:c:BWBR0031331&artikel=4&g=2027-01-01", "--change-source", "proef")
    ahead = data(ask("questions", "expire", *DAY, "--until", "2027-02-01", *change, "--json"))
    assert (ahead["to_review"], [item["since"] for item in ahead["items"]]) == ([], ["2027-01-01"])
    dry = data(ask("questions", "expire", "--on", "2027-01-02", *change, "--dry-run", "--json"))
    assert dry["to_review"] == [known]
    done = ask("questions", "expire", "--on", "2027-01-02", *change)
    assert done.exit_code == 1
    assert "gewijzigd per 1 januari 2027" in done.stdout
    assert "proef" in done.stdout
    hit = data(ask("ask", "eerste gesprek schuldhulp", "--on", "2027-01-02", "--json"))["hits"][0]
    assert hit["state"] == "te herzien"
    assert "gewijzigd per 1 januari 2027" in hit["remarks"][0]


def test_a_change_of_another_article_leaves_the_answer_alone(ask: Run) -> None:
    published(ask)
    change = ("--change", "jci1.3:c:BWBR0031331&artikel=7&g=2027-01-01")
    assert data(ask("questions", "expire", "--on", "2027-01-02", *change, "--json"))["items"] == []


def test_an_answer_without_review_is_not_published_and_nobody_reviews_himself(ask: Run) -> None:
    question = taken(ask)
    ask("questions", "route", question, *DAY)
    own = ask("questions", "answer", question, ANSWERED, "--author", "sociaal", "--reviewer", "sociaal", *DAY)
    assert own.exit_code == 2
    assert ask("questions", "publish", question, *DAY).exit_code == 2
    assert ask("questions", "review", question, "--reviewer", "juridisch", "--reject", *DAY).exit_code == 0
    assert ask("questions", "publish", question, *DAY).exit_code == 2


def test_nothing_personal_is_kept_or_said(ask: Run, tmp_path: Path) -> None:
    canaries = Canaries(values=("0612345678", "111222333", "kanarie@voorbeeld.nl"))
    text = f"{ASKED} Bel 0612345678, BSN 111222333 of mail kanarie@voorbeeld.nl."
    results = [ask("questions", "intake", text, "--member", "GM9999", *DAY, *more) for more in ((), ("--json",))]
    results += [ask("questions", "list"), ask("questions", "list", "--json"), ask("ask", text, "--json")]
    for result in results:
        assert not canaries.found_in(result.output + result.stderr)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert not canaries.found_in(path.read_bytes()), path.name


def test_what_tells_who_asked_is_not_published(ask: Run) -> None:
    question = taken(ask)
    ask("questions", "route", question, *DAY)
    ask("questions", "answer", question, ANSWERED, "--author", "sociaal", "--reviewer", "juridisch", *DAY)
    result = ask("questions", "publish", question, "--question", "Mag Voorbeeldstad wachten?", *DAY)
    assert result.exit_code == 2
    assert "Voorbeeldstad" not in result.stderr
    assert (
        ask("questions", "publish", question, "--general", "--question", "Mag Voorbeeldstad wachten?", *DAY).exit_code
        == 0
    )


def test_by_hand_a_question_goes_where_a_person_says_and_late_is_told(ask: Run) -> None:
    question = taken(ask, "--urgency", "spoed", "--channel", "telefoon", "--role", "raad")
    result = ask(
        "questions", "route", question, "--desk", "sociaal domein", "--due", "2026-11-30", *DAY, "--lang", "en"
    )
    assert "by hand" in result.stdout
    late = data(ask("questions", "list", "--overdue", "--on", "2026-12-01", "--json"))
    assert [(one["id"], one["desk"], one["due_on"]) for one in late] == [(question, "sociaal domein", "2026-11-30")]
    assert data(ask("questions", "list", "--overdue", "--on", "2026-11-30", "--json")) == []
    assert data(ask("questions", "list", "--desk", "elders", "--json")) == []


def test_a_dry_run_writes_nothing(ask: Run) -> None:
    question = taken(ask)
    assert "Er is niets geschreven" in ask("questions", "route", question, "--dry-run", *DAY).stdout
    assert data(ask("questions", "list", "--json"))[0]["state"] == "ontvangen"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("questions", "intake", "  "), 2),
        (("questions", "intake", "x", "--member", "Nergenshuizen"), 3),
        (("questions", "intake", "x", "--member", "Haaren", *DAY), 3),
        (("questions", "intake", "x", "--channel", "duif"), 2),
        (("questions", "intake", "x", "--theme", "top:bestaat-niet"), 3),
        (("questions", "route", "nope"), 3),
        (("questions", "answer", "nope", "x", "--author", "a"), 3),
        (("questions", "answer", "nope", "x", "--author", "a", "--source", "artikel 4"), 2),
        (("questions", "publish", "nope"), 3),
        (("questions", "list", "--state", "zomaar"), 2),
        (("questions", "expire", "--change", "jci1.3:c:BWBR0031331&artikel=4"), 2),
        (("questions", "expire", "--until", "2020-01-01", *DAY), 2),
        (("questions", "intake"), 2),
    ],
)
def test_bad_input_is_told_and_is_never_a_traceback(ask: Run, words: tuple[str, ...], code: int) -> None:
    taken(ask)
    result = ask(*words)
    assert result.exit_code == code, result.stderr
    assert "Traceback" not in result.stderr
    assert "fout in vngkit" not in result.stderr


def test_without_a_store_nothing_is_taken_in(vngkit: Run) -> None:
    result = vngkit("questions", "intake", "x")
    assert result.exit_code == 2
    assert "--store" in result.stderr


def test_a_long_question_from_standard_input_and_strange_letters(ask: Run) -> None:
    assert ask("questions", "intake", "-", *DAY, stdin=f"{ASKED}\n" * 1500).exit_code == 0
    assert ask("questions", "intake", "-", *DAY, stdin="<b>Mag\x1b[31m dit?</b>\x00").exit_code == 0
    assert "\x1b" not in ask("questions", "list").stdout


def test_numbers_of_what_is_asked_hide_small_askers(ask: Run, tmp_path: Path) -> None:
    codes = [gemeente.code for gemeente in members.load().on(date(2026, 1, 1))][:60]
    day = date(2026, 3, 2)
    with Kit.open(f"sqlite:///{tmp_path / 'vragen.db'}", plugins=()) as kit:
        for place, code in enumerate(codes):
            day = date(2026, 3, 2) + timedelta(days=place % 20)
            kit.questions.intake(Incoming(text="Vraag over zorg?", member=code, themes=["areas:leefomgeving"]), on=day)
        kit.questions.intake(
            Incoming(text="Alleen hier?", member="GM9999", themes=["areas:informatiesamenleving"]),
            on=date(2026, 3, 21),
        )
    found = data(ask("questions", "stats", *DAY, "--growth", "--json"))
    assert {row["theme"] for row in found["rows"]} == {"areas:leefomgeving"}
    assert all(row["count"] % found["threshold"] == 0 for row in found["rows"])
    assert all(growth["method"] == "nothing_to_compare" for growth in found["growth"])
    told = ask("questions", "stats", *DAY, "--lang", "en").stdout
    assert "rounded to a multiple" in told
    assert "informatiesamenleving" not in told
    by_size = data(ask("questions", "stats", *DAY, "--by", "size_class", "--json"))
    assert {row["split"] for row in by_size["rows"]} <= {"size_class"}
    assert ask("questions", "stats", *DAY, "--by", "province").exit_code == 0


def test_numbers_of_an_empty_store_are_no_error(ask: Run, tmp_path: Path) -> None:
    Kit.open(f"sqlite:///{tmp_path / 'vragen.db'}", plugins=()).close()
    assert data(ask("questions", "stats", *DAY, "--growth", "--json"))["rows"] == []
    assert ask("questions", "stats", "--by", "gemeente").exit_code == 2


def test_a_text_that_is_too_long_is_refused_and_never_cut(vngkit: Run, tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/vragen.db"
    result = vngkit("questions", "intake", "-", "--store", store, "--lang", "en", stdin="schuldhulp " * 20_000)
    assert result.exit_code == 2
    assert "more than 200000 letters" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_number_out_of_bounds_is_told_in_the_language_of_the_run(vngkit: Run) -> None:
    assert "'--limit' moet een getal van 1 tot en met 20 zijn" in vngkit("ask", "x", "--limit", "0").stderr
    assert "'--since' moet een getal van ten minste 0 zijn" in vngkit("log", "export", "--since", "-1").stderr


def test_an_answer_that_is_not_there_is_looked_for_without_a_word_of_the_library(ask: Run) -> None:
    taken(ask)
    told = ask("ask", "schuldhulp", *DAY, "--lang", "nl").stdout
    assert "Geen antwoord gevonden" in told
    assert "no document" not in told


def test_where_no_number_can_be_shown_the_statistics_say_so_in_place_of_an_empty_table(ask: Run) -> None:
    taken(ask)
    told = ask("questions", "stats", *DAY, "--lang", "nl").stdout
    assert "Geen enkel getal kan worden getoond" in told
    assert max(map(len, told.splitlines())) < 150


def test_an_empty_id_is_no_question(ask: Run) -> None:
    taken(ask)
    result = ask("questions", "route", "")
    assert result.exit_code == 3
    assert "no question of that id" in result.stderr


def test_intake_does_not_say_that_a_name_is_gone_and_its_files_are_for_their_owner(ask: Run, tmp_path: Path) -> None:
    told = ask("questions", "intake", "Bel Piet op 06-12345678 over schuldhulp.", *DAY, "--lang", "nl").stdout
    assert "een naam die los staat, wordt niet herkend" in told
    published(ask)
    ask("ask", "schuldhulp", *DAY)
    assert (tmp_path / "vragen.db.answers").stat().st_mode & 0o077 == 0
