"""What the tests of questions use: a desk in memory with an index of plain words, and what a step of work needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from vngkit import Kit
from vngkit.kit import Ports
from vngkit.questions import AnswerSource, Incoming, Knowledge, Question, QuestionDesk
from vngkit.questions.search import SearchIndex, Semantic

ON = date(2026, 3, 2)
ASKED = "Binnen welke termijn beslist het college over een huisvestingsvergunning?"
LAW = AnswerSource(kind="wet", ref="jci1.3:c:BWBR0035303&artikel=12", title="Huisvestingswet 2014", version_on=ON)


def plain_index() -> SearchIndex:
    """An index in memory without the numbers of meaning."""
    return SearchIndex(semantic=Semantic(load=lambda: None))


@contextmanager
def desk(**ports: Any) -> Iterator[QuestionDesk]:
    """The desk of a kit in memory."""
    with Kit.open(plugins=(), ports=Ports(**{"answer_index": plain_index, **ports})) as kit:
        yield kit.questions


def answered(questions: QuestionDesk, text: str = ASKED, **incoming: Any) -> Question:
    """A question that was taken in, sent on, answered and reviewed."""
    fields: dict[str, Any] = {"text": text, "member": "GM9999", "confidentiality": "leden", **incoming}
    taken = questions.intake(Incoming(**fields), on=ON)
    name = taken.question.id
    questions.route(name, on=ON)
    questions.answer(name, "Binnen acht weken.", author="team wonen", on=ON, sources=[LAW], certainty="vaste_lijn")
    return questions.review(name, reviewer="team recht", on=ON)


def published(questions: QuestionDesk, text: str = ASKED, **changes: Any) -> Knowledge:
    """Knowledge published from such a question."""
    return questions.publish(answered(questions, text).id, on=ON, **changes)
