"""The part of the desk that takes questions in, sends them on, and brings them to an answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from vngkit.errors import DataError, VngkitError
from vngkit.questions._answer import Answer, AnswerSource
from vngkit.questions._desk_base import DeskBase
from vngkit.questions._desk_rules import Routing, route
from vngkit.questions._events import (
    AnswerGiven,
    AnswerReviewed,
    AskerAsked,
    AskerReplied,
    DuplicateMerged,
    LinkedToKnowledge,
    LinkedToQuestion,
    LinkJudged,
    QuestionAssigned,
    QuestionClosed,
    QuestionEvent,
    QuestionReferred,
    QuestionReopened,
    ThemesSet,
    WorkBegun,
)
from vngkit.questions._fields import asked_day
from vngkit.questions._intake import Duplicate, Incoming, Intake, check_themes, received
from vngkit.questions._mask import mask_personal
from vngkit.questions._question import Question, QuestionLink
from vngkit.questions._text import plain_question
from vngkit.questions._words import AnswerCertainty, LinkKind, QuestionState
from vngkit.text import words

__all__ = ["QuestionWork"]

_ALIKE = 0.6
_COMPARED = 500


class QuestionWork(DeskBase):
    """Vragen behandelen: intake, routing, work, answer, review, links."""

    def intake(self, incoming: Incoming, *, on: date, by: str = "") -> Intake:
        """Take a question in (*intake*): what is personal is masked before anything is stored.

        Args:
            incoming: what came in.
            on: the day of receipt.
            by: the function or pseudonym of who takes it in; never a name.

        Returns:
            The question as stored, answers and questions that look alike, and notes.

        Raises:
            DataError: the text is empty or longer than 200,000 characters, or a word is not of its list.
            NotFound: a member, theme or product that does not exist.
            NotInForce: a member that ended; the message names those in which it goes on.
        """
        asked_day(on)
        ports = self._ports
        event, notes = received(
            incoming, register=ports.register, themes=ports.themes, classifier=ports.classifier, on=on
        )
        question = self._records.begin_question(event, on=on, by=by)
        try:
            alike = self.duplicates(question.id)
        except VngkitError as error:
            alike, notes = (), (*notes, (f"dubbelen niet gezocht: {error}", f"duplicates not looked for: {error}"))
        return Intake(question=question, duplicates=alike, notes=notes)

    def duplicates(self, question_id: str, *, limit: int = 5) -> tuple[Duplicate, ...]:
        """What looks like a question (*mogelijk dubbel*): answers in the index, and earlier questions on its theme.

        Somebody judges them with ``link`` or ``merge``. Raises ``VngkitError`` when there is no index.
        """
        question = self.get(question_id)
        earlier = self._alike(question, limit)
        hits = self._index.search(question.text, limit).hits
        known = tuple(
            Duplicate(id=hit.id, kind="knowledge", likeness=hit.score, title=hit.document.title) for hit in hits
        )
        return (*known, *earlier)

    def _alike(self, question: Question, limit: int) -> tuple[Duplicate, ...]:
        """Earlier questions on the same theme with most of their words in common."""
        mine = frozenset(words(question.text))
        theme = str(question.theme) if question.theme else None
        names = list(self._ports.questions.streams(f"theme:{theme}" if theme else None))[-_COMPARED:]
        found = []
        for name in names:
            if name == question.id:
                continue
            theirs = frozenset(words(self.get(name).text))
            share = len(mine & theirs) / len(mine | theirs)
            if share >= _ALIKE:
                found.append(Duplicate(id=name, kind="question", likeness=share))
        return tuple(sorted(found, key=lambda each: (-each.likeness, each.id))[:limit])

    def set_themes(self, question_id: str, themes: Iterable[str], *, on: date, by: str = "") -> Question:
        """Set the themes of a question (``scheme:code``); the first counts. Raises ``NotFound`` for an unknown one."""
        labels = check_themes(themes, self._ports.themes, by="desk")
        return self._add(question_id, [ThemesSet(themes=labels)], on, by)

    def routing(self, question_id: str, *, on: date) -> Routing:
        """Where a question would go, and why; nothing is written."""
        return route(self.get(question_id), self._ports.rules, on=asked_day(on), fallback=self._ports.fallback)

    def route(self, question_id: str, *, on: date, by: str = "") -> Question:
        """Send a question to its desk by the rules (*toewijzen*); ``routing`` explains."""
        found = self.routing(question_id, on=on)
        event = QuestionAssigned(desk=found.desk, rule=found.rule.id, due_on=found.due_on)
        return self._add(question_id, [event], on, by)

    def assign(  # noqa: PLR0913  # the same
        self, question_id: str, desk: str, *, on: date, by: str = "", due_on: date | None = None, to: str | None = None
    ) -> Question:
        """Send a question to a desk by hand; its last day stays unless another is given."""
        due = due_on or self.get(question_id).due_on
        return self._add(question_id, [QuestionAssigned(desk=desk, rule="hand", due_on=due, assigned_to=to)], on, by)

    def begin(self, question_id: str, *, on: date, by: str = "", to: str | None = None) -> Question:
        """Take a question up (*in behandeling nemen*)."""
        return self._add(question_id, [WorkBegun(assigned_to=to)], on, by)

    def ask_back(self, question_id: str, what: str, *, on: date, by: str = "") -> Question:
        """Ask the asker something (*navraag*); the question waits."""
        return self._add(question_id, [AskerAsked(what=self._plain(what))], on, by)

    def replied(self, question_id: str, text: str, *, on: date, by: str = "") -> Question:
        """The asker replied: the text is masked and added, and the term runs again from this day."""
        masked = mask_personal(plain_question(text))
        question = self.get(question_id)
        rule = next((rule for rule in self._ports.rules if rule.id == question.rule), None)
        due = rule.term.reckon(on, source=rule.layer).date if rule is not None and rule.term is not None else None
        return self._add(question_id, [AskerReplied(text=masked.text, masked=masked.found, due_on=due)], on, by)

    def answer(  # noqa: PLR0913  # an answer has all these; all but the first two are by name
        self,
        question_id: str,
        text: str,
        *,
        author: str,
        on: date,
        sources: Iterable[AnswerSource] = (),
        certainty: AnswerCertainty | str = AnswerCertainty.PROVISIONAL,
        position_ref: str | None = None,
        disclaimer: str = "",
        by: str = "",
    ) -> Question:
        """Write the answer to a question (*antwoord opstellen*); it goes out after ``review``.

        Args:
            question_id: of the question; one that was only assigned is taken up with it.
            text: what is answered.
            author: the unit or function that wrote it; never a name.
            on: the day.
            sources: what it rests on.
            certainty: a settled line, a line for now, or a view.
            position_ref: the position of the association on which it rests.
            disclaimer: what the reader must know.
            by: who writes it down.
        """
        answer = Answer(
            text=text,
            author=author,
            given_on=on,
            sources=tuple(sources),
            certainty=AnswerCertainty(certainty),
            position_ref=position_ref,
            disclaimer=disclaimer,
        )
        taken_up: list[QuestionEvent] = []
        if self.get(question_id).state is QuestionState.ASSIGNED:
            taken_up.append(WorkBegun())
        return self._add(question_id, [*taken_up, AnswerGiven(answer=answer)], on, by)

    def review(  # noqa: PLR0913  # the same
        self, question_id: str, *, reviewer: str, on: date, approved: bool = True, remark: str = "", by: str = ""
    ) -> Question:
        """Look at an answer with other eyes (*toetsen*): approved it is the answer; if not, work goes on.

        Raises ``DataError`` when the reviewer is the author or there is no answer.
        """
        question = self.get(question_id)
        if question.answer is not None:
            evolve(question.answer, reviewed_by=reviewer)  # refuses the author
        event = AnswerReviewed(reviewer=reviewer, approved=approved, remark=self._plain(remark))
        return self._add(question_id, [event], on, by)

    def close(self, question_id: str, *, on: date, reason: str = "answered", by: str = "") -> Question:
        """Close a question (*sluiten*)."""
        return self._add(question_id, [QuestionClosed(reason=self._plain(reason))], on, by)

    def reopen(self, question_id: str, *, on: date, reason: str = "", by: str = "") -> Question:
        """Take a closed or answered question up again (*heropenen*)."""
        return self._add(question_id, [QuestionReopened(reason=self._plain(reason))], on, by)

    def refer(self, question_id: str, to: str, *, on: date, by: str = "") -> Question:
        """Refer a question to another organisation (*doorverwijzen*)."""
        return self._add(question_id, [QuestionReferred(to=self._plain(to))], on, by)

    def merge(self, question_id: str, into: str, *, on: date, by: str = "") -> Question:
        """Merge a question with an earlier one about the same (*samenvoegen*); it is closed and keeps its record.

        Raises ``DataError`` when that would make a ring, ``NotFound`` when the other does not exist.
        """
        other = self.get(into)
        while other.duplicate_of is not None:
            if other.duplicate_of == question_id:
                raise DataError("these questions would be merged in a ring.", fix="merge with the earliest of them")
            other = self.get(other.duplicate_of)
        link = QuestionLink(to=into, kind=LinkKind.RELATED, on=on, by=by)
        events: list[QuestionEvent] = [LinkJudged(link=link), DuplicateMerged(into=into)]
        events += [LinkedToKnowledge(knowledge=knowledge) for knowledge in other.knowledge]
        merged = self._add(question_id, events, on, by)
        for knowledge in other.knowledge:
            self._records.add_to_knowledge(knowledge, LinkedToQuestion(question=question_id), on=on, by=by)
        return merged

    def link(self, question_id: str, to: str, kind: LinkKind | str, *, on: date, by: str = "") -> Question:
        """Judge a link (*verband aanvaarden of verwerpen*) of a question with knowledge or another question.

        Args:
            question_id: of the question.
            to: the id of knowledge (for ``beantwoord_door`` and its opposite) or of a question (``verwant``).
            kind: the judgment; a later one takes its place.
            on: the day.
            by: who judges.
        """
        kind = LinkKind(kind)
        to_knowledge = kind in (LinkKind.ANSWERED_BY, LinkKind.NOT_ANSWERED_BY)
        (self.known if to_knowledge else self.get)(to)
        events: list[QuestionEvent] = [LinkJudged(link=QuestionLink(to=to, kind=kind, on=on, by=by))]
        if kind is LinkKind.ANSWERED_BY:
            events.append(LinkedToKnowledge(knowledge=to))
        question = self._add(question_id, events, on, by)
        if kind is LinkKind.ANSWERED_BY:
            self._records.add_to_knowledge(to, LinkedToQuestion(question=question_id), on=on, by=by)
        return question
