"""What every part of the desk of questions stands on: the records, the ports, and the day that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

from attrs import field, frozen

from vngkit.members import Register
from vngkit.questions._desk_rules import FALLBACK, DeskRule
from vngkit.questions._events import KnowledgeEvent, QuestionEvent, Recorded
from vngkit.questions._index import IndexStep
from vngkit.questions._knowledge import Knowledge
from vngkit.questions._mask import mask_personal
from vngkit.questions._ports import AnswerIndex, Classifier
from vngkit.questions._question import Question
from vngkit.questions._records import Records
from vngkit.questions._stale import RuleVersion
from vngkit.questions._words import KnowledgeState, QuestionState
from vngkit.storage import Store
from vngkit.themes import Themes

__all__ = ["DeskBase", "DeskPorts"]


def _no_index() -> AnswerIndex | None:
    return None


@frozen(kw_only=True)
class DeskPorts:
    """Aansluitingen van de vragenbalie: everything that a desk of questions is plugged into.

    Args:
        questions: where questions are kept.
        knowledge: where published knowledge is kept; another space than that of questions.
        register: the gemeenten.
        themes: the schemes of themes and the products.
        new_id: gives a new id, at random.
        clock: gives the present instant, aware of its time zone.
        rules: the rules of the desk.
        fallback: the rule when none fits.
        index: makes the index of answers; None or nothing made is no index.
        classifier: gives the themes of a text.
        rule_version: which local rule holds for an open term, gemeente and day.
        contacts: addresses and numbers that the organisation publishes itself.
        key: the secret with which small numbers are hidden; the same for as long as the store lasts.
    """

    questions: Store
    knowledge: Store
    register: Register
    themes: Themes
    new_id: Callable[[], str]
    clock: Callable[[], datetime]
    rules: tuple[DeskRule, ...] = ()
    fallback: DeskRule = FALLBACK
    index: Callable[[], AnswerIndex | None] = _no_index
    classifier: Classifier | None = None
    rule_version: RuleVersion | None = None
    contacts: tuple[str, ...] = ()
    key: bytes = field(default=b"", repr=False)


class DeskBase:
    """The part of the desk that reads: questions, knowledge, and what happened to them."""

    def __init__(self, ports: DeskPorts) -> None:
        self._ports = ports
        self._records = Records(ports.questions, ports.knowledge, new_id=ports.new_id, clock=ports.clock)
        self._index = IndexStep(self._records, ports.index)

    def __repr__(self) -> str:
        count = sum(1 for _ in self._ports.questions.streams())
        known = sum(1 for _ in self._ports.knowledge.streams())
        return f"<{type(self).__name__}: {count} questions, {known} answers, {len(self._ports.rules)} rules>"

    @property
    def rules(self) -> tuple[DeskRule, ...]:
        """The rules of the desk (*balieregels*)."""
        return self._ports.rules

    @property
    def themes(self) -> Themes:
        """The schemes of themes that questions may have."""
        return self._ports.themes

    def get(self, question_id: str) -> Question:
        """A question (*vraag*); raises ``NotFound``."""
        return self._records.question(question_id)

    def questions(
        self,
        *,
        state: QuestionState | str | None = None,
        desk: str | None = None,
        theme: str | None = None,
        member: str | None = None,
    ) -> Iterator[Question]:
        """Questions in the order of receipt, all or by state, desk, theme (``scheme:code``) or gemeente."""
        wanted = (
            ("state", None if state is None else QuestionState(state).value),
            ("desk", desk),
            ("theme", theme),
            ("member", member),
        )
        labels = [f"{name}:{value}" for name, value in wanted if value is not None]
        for question in self._records.questions(labels[0] if labels else None):
            if all(_has(question, label) for label in labels[1:]):
                yield question

    def overdue(self, *, on: date) -> tuple[Question, ...]:
        """The open questions whose last day has passed (*te laat*), the longest overdue first."""
        late = [
            question
            for state in (QuestionState.RECEIVED, QuestionState.ASSIGNED, QuestionState.IN_PROGRESS)
            for question in self.questions(state=state)
            if question.overdue(on)
        ]
        return tuple(sorted(late, key=lambda question: (question.due_on or on, question.id)))

    def history(self, question_id: str) -> tuple[Recorded[QuestionEvent], ...]:
        """Everything that happened to a question, in order; raises ``NotFound``."""
        return self._records.question_history(question_id)

    def known(self, knowledge_id: str) -> Knowledge:
        """Published knowledge (*kennis*) by its id; raises ``NotFound``."""
        return self._records.knowledge(knowledge_id)

    def knowledge(self, *, state: KnowledgeState | str | None = None) -> Iterator[Knowledge]:
        """All knowledge, or that in a recorded state, in the order of drafting."""
        return self._records.all_knowledge(None if state is None else f"state:{KnowledgeState(state).value}")

    def knowledge_history(self, knowledge_id: str) -> tuple[Recorded[KnowledgeEvent], ...]:
        """Everything that happened to knowledge, in order; raises ``NotFound``."""
        return self._records.knowledge_history(knowledge_id)

    def _add(self, question_id: str, events: Iterable[QuestionEvent], on: date, by: str) -> Question:
        return self._records.add_to_question(question_id, *events, on=on, by=by)

    @staticmethod
    def _plain(text: str) -> str:
        """A note of the desk, with what is personal behind marks."""
        return mask_personal(text).text


def _has(question: Question, label: str) -> bool:
    name, _, value = label.partition(":")
    theme = str(question.theme) if question.theme else None
    held = {"desk": question.desk, "theme": theme, "member": question.asker.member, "state": question.state.value}
    return held[name] == value
