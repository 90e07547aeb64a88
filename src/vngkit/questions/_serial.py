"""Stored form of questions and knowledge: strict JSON in an envelope, with a name and a version of its own."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, get_args

from cattrs import Converter

from vngkit.legislation import Citation
from vngkit.questions._events import KnowledgeEvent, QuestionEvent, Recorded
from vngkit.questions._knowledge import Knowledge
from vngkit.questions._question import Question
from vngkit.serial import Refused, dump, load, make_converter

__all__ = [
    "dump_knowledge",
    "dump_knowledge_event",
    "dump_question",
    "dump_question_event",
    "load_knowledge",
    "load_knowledge_event",
    "load_question",
    "load_question_event",
    "questions_converter",
]

_UNIONS: Final = {
    QuestionEvent: {kind.event: kind for kind in get_args(QuestionEvent)},
    KnowledgeEvent: {kind.event: kind for kind in get_args(KnowledgeEvent)},
}


@cache
def questions_converter() -> Converter:
    """The strict converter of this room: a tag names the event, a citation is its Juriconnect link."""
    converter = make_converter()
    converter.register_structure_hook(Citation, lambda raw, _: Citation.parse(converter.structure(raw, str)))
    converter.register_unstructure_hook(Citation, lambda citation: citation.jci)
    for union, kinds in _UNIONS.items():
        _teach(converter, union, kinds)
    return converter


def _teach(converter: Converter, union: Any, kinds: dict[str, type]) -> None:
    def read(value: object, _: object) -> Any:
        if type(value) is not dict:
            raise Refused("an object with keys")
        kind = kinds.get(value.get("event", ""))
        if kind is None:
            raise Refused(f"an event: one of {', '.join(kinds)}")
        return converter.structure({key: item for key, item in value.items() if key != "event"}, kind)

    def write(event: Any) -> dict[str, Any]:
        plain: dict[str, Any] = converter.unstructure(event, unstructure_as=type(event))
        return {"event": event.event, **plain}

    converter.register_structure_hook_func(lambda kind: kind == union, read)
    converter.register_unstructure_hook_func(lambda kind: kind == union, write)


def _dump(value: Any, schema: str, kind: Any = None) -> str:
    return dump(value, schema=schema, version=1, converter=questions_converter(), kind=kind)


def _load(text: str | bytes, schema: str, kind: Any) -> Any:
    return load(text, kind, schema=schema, version=1, converter=questions_converter())


def dump_question_event(record: Recorded[QuestionEvent]) -> str:
    """An event of a question as one line of JSON."""
    return _dump(record, "questions.event", Recorded[QuestionEvent])


def load_question_event(text: str | bytes) -> Recorded[QuestionEvent]:
    """An event of a question from JSON; raises ``DataError`` that tells every place that is not right, and no value."""
    record: Recorded[QuestionEvent] = _load(text, "questions.event", Recorded[QuestionEvent])
    return record


def dump_knowledge_event(record: Recorded[KnowledgeEvent]) -> str:
    """An event of knowledge as one line of JSON."""
    return _dump(record, "knowledge.event", Recorded[KnowledgeEvent])


def load_knowledge_event(text: str | bytes) -> Recorded[KnowledgeEvent]:
    """An event of knowledge from JSON; raises ``DataError``."""
    record: Recorded[KnowledgeEvent] = _load(text, "knowledge.event", Recorded[KnowledgeEvent])
    return record


def dump_question(question: Question) -> str:
    """A question as one line of JSON."""
    return _dump(question, "questions.question")


def load_question(text: str | bytes) -> Question:
    """A question from JSON; raises ``DataError``."""
    question: Question = _load(text, "questions.question", Question)
    return question


def dump_knowledge(knowledge: Knowledge) -> str:
    """Knowledge as one line of JSON."""
    return _dump(knowledge, "knowledge.knowledge")


def load_knowledge(text: str | bytes) -> Knowledge:
    """Knowledge from JSON; raises ``DataError``."""
    knowledge: Knowledge = _load(text, "knowledge.knowledge", Knowledge)
    return knowledge
