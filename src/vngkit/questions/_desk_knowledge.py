"""The part of the desk that publishes, keeps true, and takes back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from attrs import evolve, frozen

from vngkit.errors import DataError
from vngkit.legislation import Lang
from vngkit.questions._anonymous import check_anonymous, without_places
from vngkit.questions._desk_base import DeskBase
from vngkit.questions._events import (
    KnowledgeDrafted,
    KnowledgeExpired,
    KnowledgeKept,
    KnowledgePublished,
    KnowledgeRevised,
    KnowledgeWithdrawn,
    LinkedToKnowledge,
    ReviewAsked,
)
from vngkit.questions._fields import asked_day
from vngkit.questions._intake import check_themes
from vngkit.questions._knowledge import Content, Dependency, Knowledge
from vngkit.questions._question import Question
from vngkit.questions._stale import Change, ReviewItem, ReviewList, stale_reasons
from vngkit.questions._words import (
    Audience,
    Confidentiality,
    DependencyKind,
    KnowledgeState,
    QuestionState,
    SourceKind,
)

__all__ = ["Expired", "KnowledgeWork"]


@frozen(kw_only=True)
class Expired:
    """Verslag van verlopen: which answers were marked to be reviewed, and which have run out."""

    to_review: tuple[str, ...] = ()
    expired: tuple[str, ...] = ()
    dry_run: bool = False

    def explain(self, lang: Lang = "nl") -> str:
        """The report in one sentence."""
        if lang == "nl":
            how, be = ("zouden", " zijn") if self.dry_run else ("zijn", "")
            return f"{len(self.to_review)} antwoorden {how} te herzien{be}, {len(self.expired)} {how} verlopen{be}."
        how = "would be" if self.dry_run else "are"
        return f"{len(self.to_review)} answers {how} to review, {len(self.expired)} {how} expired."


class KnowledgeWork(DeskBase):
    """Kennis publiceren en waar houden."""

    def content_of(self, question_id: str, *, on: date, general: bool = False, **changes: Any) -> Content:
        """The content that a reviewed answer would be published with (*concept voor publicatie*); nothing is written.

        Args:
            question_id: of a question with a reviewed answer.
            on: the first day on which it holds, unless ``valid_from`` is given.
            general: put names of gemeenten in general words.
            changes: fields of ``Content`` that differ: question, answer, audience, depends_on, review_by and so on.

        Returns:
            The content; what it rests on are the laws among the sources of the answer, unless ``depends_on`` is given.
        """
        question = self.get(question_id)
        answer = question.answer
        if answer is None or answer.reviewed_by is None:
            raise DataError("the question has no reviewed answer.", fix="answer it and let another review the answer")
        rests = tuple(
            Dependency(kind=DependencyKind.LAW, ref=source.ref, version_on=source.version_on or answer.given_on)
            for source in answer.sources
            if source.kind is SourceKind.LAW
        )
        made: dict[str, Any] = {
            "question": question.text,
            "answer": answer.text,
            "certainty": answer.certainty,
            "author": answer.author,
            "reviewed_by": answer.reviewed_by,
            "sources": answer.sources,
            "depends_on": rests,
            "themes": question.themes,
            "product": question.product,
            "position_ref": answer.position_ref,
            "disclaimer": answer.disclaimer,
            "valid_from": on,
            **changes,
        }
        if general:
            for name in ("question", "answer", "disclaimer"):
                made[name] = without_places(made[name], self._ports.register)
        return Content(**made)

    def publish(  # the same
        self,
        question_id: str,
        *,
        on: date,
        general: bool = False,
        may_name: Collection[str] = (),
        by: str = "",
        **changes: Any,
    ) -> Knowledge:
        """Publish the reviewed answer to a question (*publiceren*), without anything of who asked.

        Args:
            question_id: of a question whose answer was reviewed.
            on: the day.
            general: put names of gemeenten in general words first.
            may_name: codes of gemeenten that may be named, for example of a public ruling; never one that asked.
            by: the function or pseudonym of who publishes.
            changes: fields of ``Content`` that differ from the answer, most often ``question`` in general words.

        Returns:
            The knowledge. The question and the knowledge hold the id of each other.

        Raises:
            DataError: there is no reviewed answer, the question is confidential or was published already, or a text
                tells who asked or holds personal data; the message says where and what, never what stands there.
        """
        question = self.get(question_id)
        content = self.content_of(question_id, on=asked_day(on), general=general, **changes)
        self._may_publish(question, content)
        content = self._checked(content, self._askers([question_id]), on, may_name)
        draft = KnowledgeDrafted(content=content, questions=(question_id,))
        knowledge = self._records.begin_knowledge(draft, KnowledgePublished(), on=on, by=by)
        self._add(question_id, [LinkedToKnowledge(knowledge=knowledge.id)], on, by)
        self._index.follow(knowledge)
        return knowledge

    def publish_content(self, content: Content, *, on: date, may_name: Collection[str] = (), by: str = "") -> Knowledge:
        """Publish an answer that was not made from a question here, for example of a letter to all members."""
        checked = self._checked(content, frozenset(), asked_day(on), may_name)
        knowledge = self._records.begin_knowledge(KnowledgeDrafted(content=checked), KnowledgePublished(), on=on, by=by)
        self._index.follow(knowledge)
        return knowledge

    def revise(  # the same
        self,
        knowledge_id: str,
        *,
        change_note: str,
        on: date,
        may_name: Collection[str] = (),
        by: str = "",
        **changes: Any,
    ) -> Knowledge:
        """Publish a new version (*herzien*) with other fields of ``Content``; reasons to review fall away."""
        held = self.known(knowledge_id)
        content = evolve(held.content, **changes)
        content = self._checked(content, self._askers(held.questions), asked_day(on), may_name)
        check_anonymous(
            [("change_note", change_note)],
            askers=self._askers(held.questions),
            register=self._ports.register,
            on=on,
            may_name=may_name,
            contacts=self._ports.contacts,
        )
        event = KnowledgeRevised(content=content, change_note=change_note)
        return self._follow(self._records.add_to_knowledge(knowledge_id, event, on=on, by=by))

    def keep(
        self, knowledge_id: str, *, reviewer: str, on: date, review_by: date | None = None, by: str = ""
    ) -> Knowledge:
        """The answer was looked at again and still holds (*gehandhaafd*): it rests on the versions of this day now.

        Raises ``DataError`` when it has run out by its own day, or the reviewer is the author.
        """
        held = self.known(knowledge_id)
        if held.content.valid_to is not None and on >= held.content.valid_to:
            raise DataError("the answer has run out by its own day.", fix="revise it with another valid_to")
        rests = tuple(self._with_version(evolve(each, version_on=on, version="")) for each in held.content.depends_on)
        content = evolve(held.content, depends_on=rests, reviewed_by=reviewer, review_by=review_by)
        event = KnowledgeKept(content=content, reviewer=reviewer)
        return self._follow(self._records.add_to_knowledge(knowledge_id, event, on=on, by=by))

    def withdraw(
        self, knowledge_id: str, *, reason: str, on: date, replaced_by: str | None = None, by: str = ""
    ) -> Knowledge:
        """Take an answer back (*intrekken*); it leaves the index, and its record stays."""
        if replaced_by is not None:
            self.known(replaced_by)
        event = KnowledgeWithdrawn(reason=self._plain(reason), replaced_by=replaced_by)
        return self._follow(self._records.add_to_knowledge(knowledge_id, event, on=on, by=by))

    def review_list(self, *, on: date, until: date | None = None, changes: Iterable[Change] = ()) -> ReviewList:
        """The answers under which something changed (*herzieningslijst*), up to a day.

        Args:
            on: the day of asking.
            until: the last day that is looked at, to see what comes; the day of asking if left out.
            changes: changes of law and models that others know, besides those that vngkit holds.

        Returns:
            Per answer the reasons: which article, old and new version, from when, who says so.
        """
        last = asked_day(until, "until") if until is not None else asked_day(on)
        if last < on:
            raise DataError("until lies before on.", fix="give a later day")
        given, items, looked_at = tuple(changes), [], 0
        for knowledge in self.knowledge():
            if knowledge.state_on(on) not in (KnowledgeState.PUBLISHED, KnowledgeState.TO_REVIEW):
                continue
            looked_at += 1
            found = stale_reasons(knowledge.content, until=last, changes=given, rule_version=self._ports.rule_version)
            reasons = tuple(dict.fromkeys((*knowledge.review_reasons, *found)))
            if reasons:
                items.append(ReviewItem(knowledge=knowledge, reasons=reasons))
        items.sort(key=lambda item: (item.since, item.knowledge.id))
        return ReviewList(on=on, until=last, items=tuple(items), looked_at=looked_at)

    def expire(self, *, on: date, changes: Iterable[Change] = (), by: str = "", dry_run: bool = False) -> Expired:
        """Put each answer in the state of the day (*verlopen*): to review with its reasons, or run out.

        What has run out leaves the index; what is to be reviewed stays in it and says so.
        """
        expired = [
            knowledge.id
            for knowledge in self.knowledge()
            if knowledge.state_on(on) is KnowledgeState.EXPIRED and knowledge.state is not KnowledgeState.EXPIRED
        ]
        review = [
            item
            for item in self.review_list(on=on, changes=changes).items
            if item.knowledge.review_reasons != item.reasons or item.knowledge.state is not KnowledgeState.TO_REVIEW
        ]
        if not dry_run:
            for name in expired:
                self._follow(self._records.add_to_knowledge(name, KnowledgeExpired(), on=on, by=by))
            for item in review:
                asked = ReviewAsked(reasons=item.reasons)
                self._follow(self._records.add_to_knowledge(item.knowledge.id, asked, on=on, by=by))
        return Expired(to_review=tuple(item.knowledge.id for item in review), expired=tuple(expired), dry_run=dry_run)

    def _follow(self, knowledge: Knowledge) -> Knowledge:
        self._index.follow(knowledge)
        return knowledge

    def _may_publish(self, question: Question, content: Content) -> None:
        if question.state not in (QuestionState.ANSWERED, QuestionState.CLOSED):
            raise DataError(
                f"a question that is {question.state.label('nl')!r} is not published.", fix="let its answer be reviewed"
            )
        there = [name for name in question.knowledge if self.known(name).state is not KnowledgeState.WITHDRAWN]
        if there:
            raise DataError(
                f"this question was published already, as {there[0]}.",
                why="Two equal answers would stand beside each other, and only one would be kept true.",
                fix="change what is published with revise, or withdraw it first",
            )
        if question.confidentiality is Confidentiality.CONFIDENTIAL:
            raise DataError(
                "a confidential question is not published.",
                why="Who asked it in confidence would read it back.",
                fix="publish the matter as knowledge of its own with publish_content, in words of your own",
            )
        if content.question.strip() == question.text.strip() and content.audience.openness > _reach(question):
            raise DataError(
                "the text of the question goes to more readers than the asker meant.",
                why=f"The question is {question.confidentiality.label('nl')!r}.",
                fix="write the question in general words, or choose a smaller audience",
            )

    def _askers(self, question_ids: Iterable[str]) -> frozenset[str]:
        """The gemeenten that asked these questions, and those that were merged with them."""
        found: set[str] = set()
        for name in question_ids:
            member = self.get(name).asker.member
            if member:
                found.add(member)
        return frozenset(found)

    def _checked(self, content: Content, askers: frozenset[str], on: date, may_name: Collection[str]) -> Content:
        """The content with the versions of local rules filled in, if it tells nothing of who asked."""
        check_themes(map(str, content.themes), self._ports.themes, by="desk")
        check_anonymous(
            content.texts(),
            askers=askers,
            register=self._ports.register,
            on=on,
            may_name=may_name,
            contacts=self._ports.contacts,
        )
        rests = tuple(self._with_version(dependency) for dependency in content.depends_on)
        return evolve(content, depends_on=rests, audience=Audience(content.audience))

    def _with_version(self, dependency: Dependency) -> Dependency:
        version = self._ports.rule_version
        if dependency.kind is not DependencyKind.LOCAL_RULE or dependency.version or version is None:
            return dependency
        return evolve(dependency, version=version(dependency.ref, dependency.member or "", dependency.version_on))


def _reach(question: Question) -> int:
    """How far the words of a question may go: an internal one to members too, when nothing in it tells who asked."""
    return max(question.confidentiality.openness, Confidentiality.MEMBERS.openness)
