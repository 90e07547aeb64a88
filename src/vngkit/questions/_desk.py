"""The desk of questions (``kit.questions``): take in, route, answer, review, publish, keep true, find, count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from vngkit.errors import DataError
from vngkit.legislation import Lang
from vngkit.privacy import Suppression
from vngkit.questions._anonymous import tellings
from vngkit.questions._desk_knowledge import KnowledgeWork
from vngkit.questions._desk_questions import QuestionWork
from vngkit.questions._events import LinkedToKnowledge
from vngkit.questions._fields import asked_day
from vngkit.questions._index import IndexRepair
from vngkit.questions._knowledge import Knowledge
from vngkit.questions._mask import mask_personal
from vngkit.questions._periods import FourWeeks, before, four_weeks_of
from vngkit.questions._stats import Stats, stats_of
from vngkit.questions._text import plain_question
from vngkit.questions._words import Audience, KnowledgeState, LinkKind

if TYPE_CHECKING:
    from vngkit.questions.search import Hit, Link, SearchResult

__all__ = ["Found", "FoundAnswer", "QuestionDesk"]


@frozen(kw_only=True)
class FoundAnswer:
    """Gevonden antwoord: the knowledge, its state on the day, and what the hit rests on."""

    knowledge: Knowledge
    state: KnowledgeState
    hit: Hit

    def explain(self, lang: Lang = "nl") -> str:
        """The hit and the state, in words."""
        return f"[{self.state.label(lang)}] {self.hit.explain(lang)}"


@frozen(kw_only=True)
class Found:
    """Zoekresultaat: the answers that exist and may be read, and what was made of the question."""

    answers: tuple[FoundAnswer, ...]
    result: SearchResult

    def __len__(self) -> int:
        return len(self.answers)

    def __iter__(self) -> Iterator[FoundAnswer]:
        return iter(self.answers)


class QuestionDesk(QuestionWork, KnowledgeWork):
    """Vragenbalie: questions of members, from intake to an answer that is found and stays true.

    Made by ``kit.questions``; with other stores and ports by ``QuestionDesk(DeskPorts(...))``.

    >>> from datetime import date
    >>> from vngkit import Kit
    >>> from vngkit.questions import Incoming
    >>> with Kit.open(plugins=()) as kit:
    ...     taken = kit.questions.intake(
    ...         Incoming(text="Mag het college dit volgens artikel 160 Gemeentewet?", member="GM9999"),
    ...         on=date(2026, 11, 25),
    ...     )
    >>> taken.question.state.label("en"), taken.question.law_refs[0].law
    ('received', 'Gemeentewet')
    """

    def find(self, text: str, *, on: date, audience: Audience | str = Audience.MEMBERS, limit: int = 5) -> Found:
        """Find the answers that exist (*zoeken*) for a question; the question is not kept.

        Args:
            text: the question, short or long, with or without spelling errors.
            on: the day: what had run out or had not begun is left out.
            audience: who reads: ``intern`` sees all, ``leden`` what is for members, ``openbaar`` what is for everybody.
            limit: how many at most, 1 to 50.

        Returns:
            The answers, best first, each with its state and why it was found.

        Raises:
            DataError: the question is empty or too long.
            VngkitError: there is no index, or it is broken: the message says how it is made anew.
        """
        asked_day(on)
        if type(limit) is not int or not 1 <= limit <= _MOST:
            raise DataError("limit is not a number of answers.", fix=f"give a whole number from 1 to {_MOST}")
        reader = Audience(audience)
        result = self._index.search(mask_personal(plain_question(text)).text, min(2 * limit, 100))
        answers = []
        for hit in result.hits:
            knowledge = self.known(hit.id)
            if knowledge.findable(on) and knowledge.content.audience.openness >= reader.openness:
                answers.append(FoundAnswer(knowledge=knowledge, state=knowledge.state_on(on), hit=hit))
        return Found(answers=tuple(answers[:limit]), result=result)

    def stats(
        self,
        *,
        on: date,
        first: FourWeeks | None = None,
        last: FourWeeks | None = None,
        suppression: Suppression | None = None,
    ) -> Stats:
        """What is asked (*vraagcijfers*): rounded numbers of questions per theme and period of four weeks.

        Split by week, size class, province and network; without what could be worked back to a few gemeenten.

        Args:
            on: the day of reading.
            first: the first period; three years before the last if left out.
            last: the last period; it must have ended, and is the last that did if left out.
            suppression: how small numbers are hidden; that of the kit if left out.

        Returns:
            The numbers; ``growth`` of them holds a period against the same weeks of earlier years.

        Raises:
            DataError: a period that has not ended, or no secret.

        >>> from datetime import date
        >>> from vngkit import Kit
        >>> with Kit.open(plugins=()) as kit:
        ...     kit.questions.stats(on=date(2026, 11, 25))
        <Stats 2023-P11 to 2026-P11, 0 numbers of at least 5>
        """
        end = last or before(four_weeks_of(asked_day(on)))
        begin = first or FourWeeks(year=end.year - 3, number=end.number)
        hiding = suppression or Suppression(key=self._ports.key)
        return stats_of(self.questions(), first=begin, last=end, on=on, suppression=hiding)

    def repair_index(self) -> IndexRepair:
        """Compare the index with the record and put right what differs (*index herstellen*); also done at opening."""
        self._repair_links()
        return self._index.repair()

    def rebuild_index(self) -> IndexRepair:
        """Make the index anew from the record (*index opnieuw maken*)."""
        return self._index.rebuild()

    def release_index(self) -> None:
        """Let go of the files of the index (*index loslaten*); ``kit.close()`` does it too. The next use opens it."""
        self._index.close()

    def judged_links(self, *, on: date) -> tuple[Link, ...]:
        """The accepted and rejected links (*oordelen*), for ``vngkit.questions.search.learn``.

        Only wordings in which nothing was masked and nothing tells who asked are given on.
        """
        from vngkit.questions.search import Link

        kinds = {LinkKind.ANSWERED_BY: True, LinkKind.NOT_ANSWERED_BY: False}
        links = []
        for question in self.questions():
            judged = [link for link in question.links if link.kind in kinds]
            if not judged or question.masked or self._tells(question.text, question.asker.member, on):
                continue
            links += [Link(text=question.text, document=link.to, accepted=kinds[link.kind]) for link in judged]
        return tuple(links)

    def _tells(self, text: str, member: str | None, on: date) -> bool:
        askers = [member] if member else []
        return bool(tellings([("text", text)], askers=askers, register=self._ports.register, on=on))

    def _repair_links(self) -> None:
        """A crash between the two records leaves a question without the link to what was published from it."""
        for knowledge in self.knowledge():
            for name in knowledge.questions:
                question = self.get(name)
                if knowledge.id not in question.knowledge:
                    on = knowledge.published_on or question.received_on
                    self._add(name, [LinkedToKnowledge(knowledge=knowledge.id)], on, "repair")


_MOST = 50
