"""The folds: from the events of a question, or of knowledge, to what it is now; a wrong order is refused clearly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve

from vngkit.errors import DataError
from vngkit.legislation import Lang
from vngkit.questions import _events as events
from vngkit.questions._events import KnowledgeEvent, QuestionEvent, Recorded
from vngkit.questions._knowledge import Knowledge
from vngkit.questions._question import Question
from vngkit.questions._words import KnowledgeState, QuestionState

__all__ = ["NEXT_KNOWLEDGE", "NEXT_QUESTION", "fold_knowledge", "fold_question"]

S = QuestionState
K = KnowledgeState

NEXT_QUESTION: Final[Mapping[QuestionState, frozenset[QuestionState]]] = MappingProxyType(
    {
        S.RECEIVED: frozenset({S.ASSIGNED, S.REFERRED, S.CLOSED}),
        S.ASSIGNED: frozenset({S.ASSIGNED, S.IN_PROGRESS, S.WAITING, S.REFERRED, S.CLOSED}),
        S.IN_PROGRESS: frozenset({S.ASSIGNED, S.WAITING, S.ANSWERED, S.REFERRED, S.CLOSED}),
        S.WAITING: frozenset({S.IN_PROGRESS, S.REFERRED, S.CLOSED}),
        S.ANSWERED: frozenset({S.IN_PROGRESS, S.CLOSED}),
        S.CLOSED: frozenset({S.IN_PROGRESS}),
        S.REFERRED: frozenset({S.ASSIGNED, S.CLOSED}),
    }
)
"""Which state may follow which (*toegestane overgangen*)."""

NEXT_KNOWLEDGE: Final[Mapping[KnowledgeState, frozenset[KnowledgeState]]] = MappingProxyType(
    {
        K.CONCEPT: frozenset({K.PUBLISHED, K.WITHDRAWN}),
        K.PUBLISHED: frozenset({K.PUBLISHED, K.TO_REVIEW, K.EXPIRED, K.WITHDRAWN}),
        K.TO_REVIEW: frozenset({K.PUBLISHED, K.TO_REVIEW, K.EXPIRED, K.WITHDRAWN}),
        K.EXPIRED: frozenset({K.PUBLISHED, K.WITHDRAWN}),
        K.WITHDRAWN: frozenset(),
    }
)
"""Which state of published knowledge may follow which."""


def fold_question(question_id: str, records: Iterable[Recorded[QuestionEvent]]) -> Question:
    """The question (*vraag*) that the records make, in the order of writing.

    Raises ``DataError`` when an event does not fit the state before it, or there is no receipt at the start.
    """
    question: Question | None = None
    for record in records:
        question = _apply_question(question, question_id, record)
    if question is None:
        raise DataError("these events hold no question.", fix="begin with the receipt of a question")
    return question


def _apply_question(question: Question | None, question_id: str, record: Recorded[QuestionEvent]) -> Question:
    event = record.event
    if isinstance(event, events.QuestionReceived):
        if question is not None:
            raise DataError("a question is received twice.", fix="take the second one in as a question of its own")
        return _begin(question_id, event, record)
    if question is None:
        raise DataError("the first event of a question is not its receipt.", fix="take the question in first")
    changed: Question = _QUESTION[type(event)](question, event, record)
    return evolve(changed, version=question.version + 1)


def _begin(question_id: str, event: events.QuestionReceived, record: Recorded[QuestionEvent]) -> Question:
    return Question(
        id=question_id,
        received_on=record.on,
        text=event.text,
        asker=event.asker,
        channel=event.channel,
        language=event.language,
        urgency=event.urgency,
        confidentiality=event.confidentiality,
        masked=event.masked,
        themes=event.themes,
        law_refs=event.law_refs,
        product=event.product,
        version=1,
    )


def _to(question: Question, state: QuestionState, **changes: Any) -> Question:
    """The question in its next state, if it may go there."""
    if state not in NEXT_QUESTION[question.state]:
        raise _refused(question.state, state, NEXT_QUESTION[question.state])
    return evolve(question, state=state, **changes)


def _refused(before: Any, after: Any, may: Iterable[Any]) -> DataError:
    """What is refused, and where it may go instead."""
    lang: Lang = "nl"
    choices = ", ".join(sorted(state.label(lang) for state in may)) or "nothing: this is the end"
    return DataError(
        f"what is {before.label(lang)!r} does not become {after.label(lang)!r}.",
        why=f"From {before.label(lang)!r} it may become: {choices}.",
        fix="look at the record of it, and do the step between first",
    )


def _themes(question: Question, event: events.ThemesSet, _: Any) -> Question:
    return evolve(question, themes=event.themes)


def _assigned(question: Question, event: events.QuestionAssigned, _: Any) -> Question:
    return _to(
        question, S.ASSIGNED, desk=event.desk, rule=event.rule, due_on=event.due_on, assigned_to=event.assigned_to,
        referred_to=None,
    )  # fmt: skip


def _begun(question: Question, event: events.WorkBegun, _: Any) -> Question:
    if question.state not in (S.ASSIGNED, S.WAITING):
        raise _refused(question.state, S.IN_PROGRESS, NEXT_QUESTION[question.state])
    return _to(question, S.IN_PROGRESS, assigned_to=event.assigned_to or question.assigned_to)


def _asked(question: Question, _: events.AskerAsked, __: Any) -> Question:
    return _to(question, S.WAITING)


def _replied(question: Question, event: events.AskerReplied, _: Any) -> Question:
    if question.state is not S.WAITING:
        raise _refused(question.state, S.IN_PROGRESS, NEXT_QUESTION[question.state])
    counts = dict(question.masked)
    for kind, count in event.masked:
        counts[kind] = counts.get(kind, 0) + count
    text = f"{question.text}\n\n{event.text}" if event.text else question.text
    due_on = event.due_on or question.due_on
    return _to(question, S.IN_PROGRESS, text=text, masked=tuple(sorted(counts.items())), due_on=due_on)


def _answer(question: Question, event: events.AnswerGiven, _: Any) -> Question:
    if question.state is not S.IN_PROGRESS:
        raise _refused(question.state, S.ANSWERED, NEXT_QUESTION[question.state])
    return evolve(question, answer=event.answer)


def _reviewed(question: Question, event: events.AnswerReviewed, record: Any) -> Question:
    if question.answer is None or question.state is not S.IN_PROGRESS:
        raise DataError("there is no answer to review.", fix="write the answer first")
    if not event.approved:
        return question
    answer = evolve(question.answer, reviewed_by=event.reviewer, reviewed_on=record.on)
    return _to(question, S.ANSWERED, answer=answer)


def _closed(question: Question, _: events.QuestionClosed, record: Any) -> Question:
    return _to(question, S.CLOSED, closed_on=record.on)


def _reopened(question: Question, _: events.QuestionReopened, __: Any) -> Question:
    if question.state not in (S.CLOSED, S.ANSWERED):
        raise _refused(question.state, S.IN_PROGRESS, NEXT_QUESTION[question.state])
    return _to(question, S.IN_PROGRESS, closed_on=None, duplicate_of=None)


def _referred(question: Question, event: events.QuestionReferred, _: Any) -> Question:
    return _to(question, S.REFERRED, referred_to=event.to)


def _judged(question: Question, event: events.LinkJudged, _: Any) -> Question:
    others = tuple(link for link in question.links if link.to != event.link.to)
    return evolve(question, links=(*others, event.link))


def _merged(question: Question, event: events.DuplicateMerged, record: Any) -> Question:
    if event.into == question.id:
        raise DataError("a question is merged with itself.", fix="give the id of the earlier question")
    return _to(question, S.CLOSED, duplicate_of=event.into, closed_on=record.on)


def _known(question: Question, event: events.LinkedToKnowledge, _: Any) -> Question:
    return evolve(question, knowledge=tuple(dict.fromkeys((*question.knowledge, event.knowledge))))


_QUESTION: Final[Mapping[type, Callable[..., Question]]] = MappingProxyType(
    {
        events.ThemesSet: _themes,
        events.QuestionAssigned: _assigned,
        events.WorkBegun: _begun,
        events.AskerAsked: _asked,
        events.AskerReplied: _replied,
        events.AnswerGiven: _answer,
        events.AnswerReviewed: _reviewed,
        events.QuestionClosed: _closed,
        events.QuestionReopened: _reopened,
        events.QuestionReferred: _referred,
        events.LinkJudged: _judged,
        events.DuplicateMerged: _merged,
        events.LinkedToKnowledge: _known,
    }
)


def fold_knowledge(knowledge_id: str, records: Iterable[Recorded[KnowledgeEvent]]) -> Knowledge:
    """The published knowledge (*kennis*) that the records make; raises ``DataError`` as ``fold_question`` does."""
    knowledge: Knowledge | None = None
    for record in records:
        event = record.event
        if isinstance(event, events.KnowledgeDrafted):
            if knowledge is not None:
                raise DataError("knowledge is drafted twice.", fix="revise it instead")
            knowledge = Knowledge(id=knowledge_id, content=event.content, questions=event.questions, events=1)
        elif knowledge is None:
            raise DataError("the first event of knowledge is not its draft.", fix="draft it first")
        else:
            changed: Knowledge = _KNOWLEDGE[type(event)](knowledge, event, record)
            knowledge = evolve(changed, events=knowledge.events + 1)
    if knowledge is None:
        raise DataError("these events hold no knowledge.", fix="begin with a draft")
    return knowledge


def _step(knowledge: Knowledge, state: KnowledgeState, **changes: Any) -> Knowledge:
    if state not in NEXT_KNOWLEDGE[knowledge.state]:
        raise _refused(knowledge.state, state, NEXT_KNOWLEDGE[knowledge.state])
    return evolve(knowledge, state=state, **changes)


def _published(knowledge: Knowledge, _: Any, record: Any) -> Knowledge:
    if knowledge.state is not K.CONCEPT:
        raise _refused(knowledge.state, K.PUBLISHED, NEXT_KNOWLEDGE[knowledge.state])
    return _step(knowledge, K.PUBLISHED, published_on=record.on)


def _revised(knowledge: Knowledge, event: events.KnowledgeRevised, _: Any) -> Knowledge:
    if knowledge.state is K.CONCEPT:
        return evolve(knowledge, content=event.content, change_note=event.change_note)
    changes = {"content": event.content, "change_note": event.change_note, "review_reasons": ()}
    return _step(knowledge, K.PUBLISHED, version=knowledge.version + 1, **changes)


def _kept(knowledge: Knowledge, event: events.KnowledgeKept, _: Any) -> Knowledge:
    if knowledge.state is K.CONCEPT:
        raise _refused(knowledge.state, K.PUBLISHED, NEXT_KNOWLEDGE[knowledge.state])
    return _step(knowledge, K.PUBLISHED, content=event.content, review_reasons=())


def _review(knowledge: Knowledge, event: events.ReviewAsked, _: Any) -> Knowledge:
    return _step(knowledge, K.TO_REVIEW, review_reasons=event.reasons)


def _expired(knowledge: Knowledge, _: Any, __: Any) -> Knowledge:
    return _step(knowledge, K.EXPIRED)


def _withdrawn(knowledge: Knowledge, event: events.KnowledgeWithdrawn, record: Any) -> Knowledge:
    if event.replaced_by == knowledge.id:
        raise DataError("knowledge is replaced by itself.", fix="give the id of the other, or revise this one")
    return _step(knowledge, K.WITHDRAWN, withdrawn_on=record.on, replaced_by=event.replaced_by)


def _linked(knowledge: Knowledge, event: events.LinkedToQuestion, _: Any) -> Knowledge:
    return evolve(knowledge, questions=tuple(dict.fromkeys((*knowledge.questions, event.question))))


_KNOWLEDGE: Final[Mapping[type, Callable[..., Knowledge]]] = MappingProxyType(
    {
        events.KnowledgePublished: _published,
        events.KnowledgeRevised: _revised,
        events.KnowledgeKept: _kept,
        events.ReviewAsked: _review,
        events.KnowledgeExpired: _expired,
        events.KnowledgeWithdrawn: _withdrawn,
        events.LinkedToQuestion: _linked,
    }
)
