"""Nothing personal is stored, found or published: planted values in every form that people write, and who asked."""

from __future__ import annotations

import json
import logging
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.canaries import Canaries, bsn_canaries
from tests.questions.helpers import ASKED, ON, answered, desk, plain_index, published

from vngkit import members
from vngkit.errors import DataError
from vngkit.questions import (
    Content,
    Incoming,
    KnowledgeState,
    check_anonymous,
    mask_personal,
    without_places,
)
from vngkit.questions._mask import MARKS
from vngkit.storage import MemoryDatabase

BSN = bsn_canaries(3)
MAIL = "zelda.kanarie@voorbeeld.example"
PLANTED: tuple[str | date, ...] = (date(1980, 3, 12), "Kwetsbaarheim", "0687654321", MAIL, "NL91ABNA0417164300", *BSN)
LETTER = f"""Geachte heer Kwetsbaarheim,

Onze inwoner mevrouw Z. van den Kwetsbaarheim (BSN {BSN[0][:3]}.{BSN[0][3:6]}.{BSN[0][6:]}, ook {BSN[1]}), geboren op
12 maart 1980, Kwetsbaarheimstraat 12a, 1234 AB Voorbeeldstad, tel. 06-87 65 43 21,
mail zelda.kanarie@voorbeeld.example, rekening NL91 ABNA 0417 1643 00,
vraagt binnen welke termijn het college beslist. Kwetsbaarheim heeft haast.
<p>Sofinummer&nbsp;{BSN[2]}</p>

Met vriendelijke groet,
Zelda Kwetsbaarheim
"""


def everything(database: MemoryDatabase) -> str:
    """All that a database holds, as one text."""
    parts = [f"{change.event.payload} {change.stream} {change.event.name}" for change in database.changes()]
    parts += [
        database.document(space, stream).text for space in database.spaces() for stream in database.streams(space)
    ]
    return "\n".join(parts)


def test_no_planted_value_reaches_the_record_the_index_the_log_or_an_answer(caplog: pytest.LogCaptureFixture) -> None:
    from vngkit import Kit
    from vngkit.kit import Ports

    canaries, index = Canaries(PLANTED), plain_index()
    caplog.set_level(logging.DEBUG)
    with Kit.open(plugins=(), ports=Ports(answer_index=lambda: index)) as kit:
        questions = kit.questions
        taken = questions.intake(Incoming(text=LETTER, member="GM9999"), on=ON)
        name = taken.question.id
        questions.route(name, on=ON)
        questions.ask_back(name, "Vraag mevrouw Kwetsbaarheim naar het jaar", on=ON)
        questions.replied(name, f"Zegt mevrouw Kwetsbaarheim, bsn {BSN[1]}", on=ON)
        questions.answer(name, "Binnen acht weken.", author="team wonen", on=ON)
        questions.review(name, reviewer="team recht", on=ON, remark="Meld het aan mevrouw Kwetsbaarheim")
        with pytest.raises(DataError) as refused:
            questions.publish(name, on=ON)
        knowledge = questions.publish(name, on=ON, question=ASKED)
        found = questions.find(LETTER, on=ON)
        told = {
            "record": everything(kit.database),  # type: ignore[arg-type]  # in memory
            "index": "".join(str(document) for document in index),
            "refused": str(refused.value),
            "intake": repr(taken) + taken.explain() + repr(questions.get(name)),
            "found": repr(found.answers) + repr(knowledge),
            "log": caplog.text,
        }
    assert canaries.leaks(told.items()) == []
    kinds = {"bsn": 3, "birth": 1, "address": 1, "phone": 1, "email": 1, "iban": 1}
    assert {kind: count for kind, count in taken.question.masked if kind != "name"} == kinds
    assert "termijn" in taken.question.text


@pytest.mark.parametrize(
    ("text", "kind", "kept"),
    [
        (f"bsn{BSN[0]} graag", "bsn", "graag"),
        (f"nummer {BSN[0][:4]}-{BSN[0][4:6]}-{BSN[0][6:]}", "bsn", "nummer"),
        ("BSN: 12345678 (acht cijfers)", "bsn", "acht cijfers"),
        ("bel +31 (0)6 1234 5678 of", "phone", "bel"),
        ("bel 0031612345678", "phone", "bel"),
        ("jan.jansen [at] gmail [punt] com", "email", ""),
        ("IBAN: nl91abna0417164300.", "iban", "IBAN"),
        ("rekening BE68 5390 0754 7034 en", "iban", "en"),
        ("NL91-ABNA-0417-1643-00, dus", "iban", "dus"),
        ("de heer en mevrouw Bakker-de Wit komen", "name", "komen"),
        ("mevr. de vries komt", "name", "komt"),
        ("Mijn naam is Fatima El Idrissi.", "name", "Mijn naam is"),
        ("Beste Karel,\nmag dit?", "name", "mag dit"),
        ("Groeten,\nkarel appel", "name", "Groeten"),
        ("cliënt: A.B. Smit", "name", "cliënt"),
        ("geb. 3-4-1985", "birth", "geb."),
        ("geboortedatum 1985-04-03", "birth", "geboortedatum"),
        ("Dorpsstraat 12 b te", "address", "te"),
        ("op 1234AB nr. 5", "address", "op"),
    ],
)
def test_each_form_that_people_write_is_masked(text: str, kind: str, kept: str) -> None:
    masked = mask_personal(text)
    assert [found for found, _ in masked.found] == [kind]
    assert kept in masked.text
    assert MARKS[kind] in masked.text


@pytest.mark.parametrize(
    "text",
    [
        "Artikel 160 lid 1 Gemeentewet, art. 4:13 Awb en artikel 2.3.5 Wmo 2015 per 1 januari 2027.",
        "In 2026 is 1500 en meer betaald aan 1200 in de gemeente; besluit van 12-03-2024.",
        "Mag het College van B en W de Raad vragen? Mevrouw de voorzitter, kan dat?",
        "Bel 14 0344, 0800-1234 of 0900-1234. Zaaknummer 2024-000123, BWBR0031331, CVDR653220_1.",
        "Beste VNG, beste collega's, geachte griffie,",
        "De school begint om 13 uur; vanaf 3 jaar 12 kinderen in de groep, en 13 14 15 16 uur is de tijd van hen.",
        "In NL 12 gemeenten, de kosten: 3.400, 5,6 of 7 euro; zie NL12, ab, cd, ef, gh, ij, kl, mn.",
        "De heer die hier woont en de mevrouw die daar woont willen een Participatiewet-uitkering.",
    ],
)
def test_law_numbers_and_offices_are_left_alone(text: str) -> None:
    assert mask_personal(text).text == text


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(max_size=200)
    | st.from_regex(r"\A(?:NL|BE|XK)[ ]?\d\d(?:[ ,.\-][A-Za-z0-9é]{1,6}){3,9}\Z")
    | st.lists(st.sampled_from(LETTER.split()), max_size=30).map(" ".join)
)
def test_masking_twice_changes_nothing_and_a_text_without_marks_lost_nothing(text: str) -> None:
    masked = mask_personal(text)
    assert mask_personal(masked.text).text == masked.text
    if not masked:
        assert masked.text == text


@settings(max_examples=100, deadline=None)
@given(
    number=st.sampled_from(bsn_canaries(60)),
    gaps=st.lists(st.sampled_from(["", " ", ".", "-"]), min_size=8, max_size=8),
    before=st.text(alphabet="abc :(,", max_size=8),
    after=st.text(alphabet=" ,.);abc", max_size=8),
)
def test_no_bsn_stays_however_it_is_grouped(number: str, gaps: list[str], before: str, after: str) -> None:
    written = "".join(digit + gap for digit, gap in zip(number, [*gaps, ""], strict=True))
    text = f"{before} {written}{' ' if after[:1].isalnum() else ''}{after}"
    assert number not in "".join(letter for letter in mask_personal(text).text if letter.isdigit())


PIECES = ("mevrouw De Vries ", "a@", "1 2 3 ", "Aa. ", "van de ", "NL91 ABNA ", "Met vriendelijke groet\n", "1234 AB ")


def test_a_long_text_is_masked_in_time() -> None:
    import time

    for piece in PIECES:
        text = (piece * 20_000)[:100_000]
        start = time.process_time()
        mask_personal(text)
        assert time.process_time() - start < 4, piece


def content(**changes: Any) -> Content:
    fields: dict[str, Any] = {
        "question": "Mag het?", "answer": "Ja.", "author": "team a", "reviewed_by": "team b", "valid_from": ON
    }  # fmt: skip
    return Content(**{**fields, **changes})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"question": "Mag [naam] dit?"}, "question: a mark"),
        ({"answer": "Vraag het mevrouw De Vries."}, "answer: the name of a person"),
        ({"answer": "Bel 06-12345678."}, "answer: a telephone"),
        ({"disclaimer": "In Utrecht is dit anders."}, "disclaimer: a place"),
        ({"question": "Mag Voorbeeldstad dit?"}, "question: a place"),
        ({"keywords": ["Urk"]}, "keywords"),
        ({"answer": "Zie GM0363."}, "answer: a place"),
        ({"answer": "In Den Bosch mag het."}, "answer: a place"),
    ],
)
def test_what_tells_of_people_or_of_a_few_gemeenten_is_not_published(changes: dict[str, Any], words: str) -> None:
    with desk() as questions:
        with pytest.raises(DataError, match=words) as refused:
            questions.publish_content(content(**changes), on=ON)
        assert "Vries" not in str(refused.value)
        assert "Utrecht" not in str(refused.value)
        assert list(questions.knowledge()) == []


def test_the_asker_is_never_named_whatever_is_allowed_and_by_no_earlier_name() -> None:
    register = members.load()
    asker = register.find("Dijk en Waard").code  # since 2022, of two that were named otherwise
    with desk() as questions:
        question = answered(questions, member=asker)
        for name in ("Dijk en Waard", "Heerhugowaard", "Langedijk"):
            with pytest.raises(DataError, match="gemeente that asked"):
                questions.publish(question.id, on=ON, question=f"Mag {name} dit?", may_name={asker})
        public = register.find("Utrecht").code
        text = "Mag dit na de uitspraak over Utrecht?"
        assert questions.publish(question.id, on=ON, question=text, may_name={public}).state is KnowledgeState.PUBLISHED


def test_names_of_gemeenten_are_put_in_general_words_when_asked() -> None:
    with desk() as questions:
        question = answered(questions, "Mag de gemeente Voorbeeldstad in Utrecht bouwen?")
        knowledge = questions.publish(question.id, on=ON, general=True)
        assert knowledge.content.question == "Mag de gemeente in een gemeente bouwen?"


def test_a_confidential_question_is_not_published_and_its_words_go_no_further_than_meant() -> None:
    with desk() as questions:
        secret = answered(questions, confidentiality="vertrouwelijk")
        with pytest.raises(DataError, match="confidential"):
            questions.publish(secret.id, on=ON, question="Mag het?")
        internal = answered(questions, confidentiality="intern")
        with pytest.raises(DataError, match="more readers"):
            questions.publish(internal.id, on=ON, audience="openbaar")
        assert questions.publish(internal.id, on=ON, audience="openbaar", question="Mag het?")


FRAMES = ["In {} mag dit.", "Mag de gemeente {} dit?", "Dat {} dit doet"]


@settings(max_examples=80, deadline=None)
@given(place=st.integers(0, 341), frame=st.sampled_from(FRAMES))
def test_every_gemeente_of_today_is_seen_and_taken_out(place: int, frame: str) -> None:
    register = members.load()
    here = register.on(date(2026, 1, 2))
    name = here[place % len(here)].name
    text = frame.format(name)
    with pytest.raises(DataError):
        check_anonymous([("text", text)], askers=(), register=register, on=ON)
    general = without_places(text, register)
    check_anonymous([("text", general)], askers=(), register=register, on=ON)


def test_addresses_that_the_organisation_publishes_itself_may_stand_there() -> None:
    text = content(answer="Mail balie@voorbeeld.example of bel 070-3738393.")
    with desk() as questions, pytest.raises(DataError):
        questions.publish_content(text, on=ON)
    with desk(public_contacts=("balie@voorbeeld.example", "070-3738393")) as questions:
        assert questions.publish_content(text, on=ON).state is KnowledgeState.PUBLISHED


def test_knowledge_holds_nothing_of_who_asked() -> None:
    with desk() as questions:
        knowledge = published(questions)
        (name,) = knowledge.questions
        told = json.dumps([str(record.event) for record in questions.knowledge_history(knowledge.id)])
        assert "GM9999" not in told
        assert "GM9999" in repr(questions.get(name))
        assert evolve(knowledge, questions=()).questions == ()
