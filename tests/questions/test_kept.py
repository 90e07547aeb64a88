"""Questions that last: in a file, with the index beside it, over the end of a program and of its index."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from tests.questions.helpers import ASKED, ON, answered, published

from vngkit import Kit
from vngkit.questions import (
    FourWeeks,
    Incoming,
    KnowledgeState,
    QuestionDesk,
    QuestionState,
    fold_knowledge,
    fold_question,
)
from vngkit.questions._serial import load_knowledge, load_question
from vngkit.storage import StoredEvent


def test_a_question_and_its_answer_are_there_when_the_kit_is_opened_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'vragen.db'}"
    with Kit.open(url, plugins=()) as kit:
        knowledge = published(kit.questions)
        (name,) = knowledge.questions
    with Kit.open(url, plugins=()) as kit:
        assert kit.questions.get(name).state is QuestionState.ANSWERED
        assert kit.questions.known(knowledge.id) == knowledge
        assert fold_question(name, kit.questions.history(name)) == kit.questions.get(name)
        assert fold_knowledge(knowledge.id, kit.questions.knowledge_history(knowledge.id)) == knowledge
        assert [found.knowledge.id for found in kit.questions.find("huisvestingsvergunning", on=ON)] == [knowledge.id]
    assert (tmp_path / "vragen.db.answers").is_dir()


@pytest.mark.parametrize("what", ["gone", "broken"])
def test_an_index_that_was_lost_or_broken_is_made_anew_at_opening(tmp_path: Path, what: str) -> None:
    url = f"sqlite:///{tmp_path / 'vragen.db'}"
    with Kit.open(url, plugins=()) as kit:
        knowledge = published(kit.questions)
        assert len(kit.questions.find("huisvestingsvergunning", on=ON)) == 1
    for path in (tmp_path / "vragen.db.answers").iterdir():
        if what == "gone":
            path.unlink()
        else:
            path.write_bytes(b"\x00broken\xff" * 3)
    with Kit.open(url, plugins=()) as kit:
        assert [found.knowledge.id for found in kit.questions.find("huisvestingsvergunning", on=ON)] == [knowledge.id]


def test_a_crash_between_the_two_records_is_put_right() -> None:
    with Kit.open(plugins=()) as kit:
        kept = kit.database.store("questions")
        question = answered(kit.questions)
        before = kept.read(question.id)
        knowledge = kit.questions.publish(question.id, on=ON)
        # as if the program ended after the knowledge was written: the question is as it was before
        copy = kit.database.store("questions_copy")
        copy.append(
            question.id,
            [StoredEvent(id=e.id, name=e.name, recorded_on=e.recorded_on, payload=e.payload) for e in before],
            expected=0,
            document="",
            labels=frozenset(),
        )
        desk = QuestionDesk(evolve(kit.questions._ports, questions=copy))
        assert desk.get(question.id).knowledge == ()
        desk.repair_index()
        assert desk.get(question.id).knowledge == (knowledge.id,)
        desk.repair_index()
        assert len(desk.history(question.id)) == len(before) + 1


def test_documents_come_back_whole_and_the_record_is_read_when_one_does_not_fit() -> None:
    with Kit.open(plugins=()) as kit:
        knowledge = published(kit.questions, ASKED)
        questions, known = kit.database.store("questions"), kit.database.store("knowledge")
        (name,) = knowledge.questions
        assert load_question(questions.document(name).text) == kit.questions.get(name)
        assert load_knowledge(known.document(knowledge.id).text) == knowledge
        questions.append(name, (), expected=questions.version(name), document="no question", labels=frozenset())
        assert kit.questions.get(name).state is QuestionState.ANSWERED
        assert kit.questions.known(knowledge.id).state is KnowledgeState.PUBLISHED


def test_lists_are_made_by_what_is_asked() -> None:
    with Kit.open(plugins=()) as kit:
        desk = kit.questions
        first = desk.intake(Incoming(text=ASKED, member="GM9999"), on=ON).question
        desk.intake(Incoming(text="Mag dit ook?", member="GM9999"), on=ON)
        desk.route(first.id, on=ON)
        assert [each.id for each in desk.questions(state="toegewezen", member="GM9999")] == [first.id]
        assert [each.id for each in desk.questions(desk="klantcontactcentrum")] == [first.id]
        assert len(list(desk.questions(member="GM9999"))) == 2
        assert list(desk.questions(theme="top:niets")) == []
        assert "2 questions" in repr(desk)
        stats = desk.stats(on=date(2026, 11, 25), last=FourWeeks(year=2026, number=5))
        assert stats.last == FourWeeks(year=2026, number=5)
