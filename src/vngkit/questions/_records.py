"""The two records of this room, each in a space of its own: questions, and published knowledge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from vngkit.errors import DataError, NotFound
from vngkit.questions._events import KnowledgeEvent, QuestionEvent, Recorded
from vngkit.questions._fold import fold_knowledge, fold_question
from vngkit.questions._knowledge import Knowledge
from vngkit.questions._question import Question
from vngkit.questions._serial import (
    dump_knowledge,
    dump_knowledge_event,
    dump_question,
    dump_question_event,
    load_knowledge,
    load_knowledge_event,
    load_question,
    load_question_event,
)
from vngkit.storage import Store, StoredEvent

__all__ = ["Records"]

_MISSING: Final = "look whether the id was copied whole"


class Records:
    """Vastleggingen: reads and writes both records; every write is the fold of all that was written."""

    def __init__(
        self, questions: Store, knowledge: Store, *, new_id: Callable[[], str], clock: Callable[[], datetime]
    ) -> None:
        self._questions, self._knowledge = questions, knowledge
        self._new_id, self._clock = new_id, clock

    def question(self, question_id: str) -> Question:
        """A question; raises ``NotFound``."""
        self._known(self._questions, question_id, "question")
        question: Question = self._kept(self._questions, question_id, load_question, self._fold_question)
        return question

    def knowledge(self, knowledge_id: str) -> Knowledge:
        """Published knowledge; raises ``NotFound``."""
        self._known(self._knowledge, knowledge_id, "knowledge")
        found: Knowledge = self._kept(self._knowledge, knowledge_id, load_knowledge, self._fold_knowledge)
        return found

    def questions(self, label: str | None = None) -> Iterator[Question]:
        """All questions, or those with a label, in the order of receipt."""
        return (self.question(name) for name in self._questions.streams(label))

    def all_knowledge(self, label: str | None = None) -> Iterator[Knowledge]:
        """All knowledge, or that with a label, in the order of drafting."""
        return (self.knowledge(name) for name in self._knowledge.streams(label))

    def question_history(self, question_id: str) -> tuple[Recorded[QuestionEvent], ...]:
        """Everything that happened to a question."""
        self._known(self._questions, question_id, "question")
        return tuple(load_question_event(text) for text in _payloads(self._questions, question_id))

    def knowledge_history(self, knowledge_id: str) -> tuple[Recorded[KnowledgeEvent], ...]:
        """Everything that happened to knowledge."""
        self._known(self._knowledge, knowledge_id, "knowledge")
        return tuple(load_knowledge_event(text) for text in _payloads(self._knowledge, knowledge_id))

    def begin_question(self, *new: QuestionEvent, on: date, by: str) -> Question:
        """Write the receipt of a new question."""
        return self._write_question(self._new_id(), (), new, on, by)

    def add_to_question(self, question_id: str, *new: QuestionEvent, on: date, by: str) -> Question:
        """Write events of a question, all or nothing; an event that does not fit is refused and nothing is written."""
        return self._write_question(question_id, self.question_history(question_id), new, on, by)

    def begin_knowledge(self, *new: KnowledgeEvent, on: date, by: str) -> Knowledge:
        """Write the first events of new knowledge."""
        return self._write_knowledge(self._new_id(), (), new, on, by)

    def add_to_knowledge(self, knowledge_id: str, *new: KnowledgeEvent, on: date, by: str) -> Knowledge:
        """Write events of knowledge, all or nothing."""
        return self._write_knowledge(knowledge_id, self.knowledge_history(knowledge_id), new, on, by)

    def _write_question(
        self, stream: str, history: Sequence[Recorded[QuestionEvent]], new: Sequence[QuestionEvent], on: date, by: str
    ) -> Question:
        made = [self._recorded(event, on, by) for event in new]
        question = fold_question(stream, (*history, *made))
        stored = [_stored(record, dump_question_event(record)) for record in made]
        self._questions.append(
            stream, stored, expected=len(history), document=dump_question(question), labels=_labels(question)
        )
        return question

    def _write_knowledge(
        self,
        stream: str,
        history: Sequence[Recorded[KnowledgeEvent]],
        new: Sequence[KnowledgeEvent],
        on: date,
        by: str,
    ) -> Knowledge:
        made = [self._recorded(event, on, by) for event in new]
        knowledge = fold_knowledge(stream, (*history, *made))
        stored = [_stored(record, dump_knowledge_event(record)) for record in made]
        labels = frozenset({f"state:{knowledge.state}", *(f"theme:{theme}" for theme in knowledge.content.themes[:1])})
        self._knowledge.append(stream, stored, expected=len(history), document=dump_knowledge(knowledge), labels=labels)
        return knowledge

    def _recorded(self, event: Any, on: date, by: str) -> Recorded[Any]:
        return Recorded(id=self._new_id(), event=event, on=on, recorded_at=self._clock(), by=by)

    def _known(self, store: Store, stream: str, what: str) -> None:
        if not isinstance(stream, str) or not stream or not store.version(stream):
            raise NotFound(f"there is no {what} of that id.", fix=_MISSING)

    def _fold_question(self, question_id: str) -> Question:
        return fold_question(question_id, self.question_history(question_id))

    def _fold_knowledge(self, knowledge_id: str) -> Knowledge:
        return fold_knowledge(knowledge_id, self.knowledge_history(knowledge_id))

    def _kept(self, store: Store, stream: str, load: Callable[[str], Any], fold: Callable[[str], Any]) -> Any:
        """What the document says when it fits its events; else the fold of the events."""
        document = store.document(stream)
        if document.text and document.fits:
            try:
                found = load(document.text)
            except DataError:  # written by another version: its events can be read
                return fold(stream)
            if found.id == stream:
                return found
        return fold(stream)


def _payloads(store: Store, stream: str) -> Iterator[str]:
    for event in store.read(stream):
        if event.payload is None:
            raise NotFound("the content of that record was destroyed.", fix="look into the proofs of destruction")
        yield event.payload


def _stored(record: Recorded[Any], payload: str) -> StoredEvent:
    return StoredEvent(id=record.id, name=record.event.event, recorded_on=record.on, payload=payload)


def _labels(question: Question) -> frozenset[str]:
    """By what a question is found; nothing of it is personal."""
    found = {f"state:{question.state}"}
    if question.asker.member:
        found.add(f"member:{question.asker.member}")
    if question.theme:
        found.add(f"theme:{question.theme}")
    if question.desk:
        found.add(f"desk:{question.desk}")
    return frozenset(found)
