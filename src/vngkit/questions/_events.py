"""What can happen to a question and to published knowledge; each event has a name of its own in the record."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Generic, TypeAlias, TypeVar

from attrs import field, frozen

from vngkit.privacy import PERSONAL, cover
from vngkit.questions._answer import Answer
from vngkit.questions._fields import is_day, is_short, is_text, maybe_day
from vngkit.questions._knowledge import Content, ReviewReason
from vngkit.questions._law_refs import LawRef
from vngkit.questions._question import Asker, QuestionLink, ThemeLabel
from vngkit.questions._words import Channel, Confidentiality, Urgency

__all__ = [
    "AnswerGiven",
    "AnswerReviewed",
    "AskerAsked",
    "AskerReplied",
    "DuplicateMerged",
    "KnowledgeDrafted",
    "KnowledgeEvent",
    "KnowledgeExpired",
    "KnowledgeKept",
    "KnowledgePublished",
    "KnowledgeRevised",
    "KnowledgeWithdrawn",
    "LinkJudged",
    "LinkedToKnowledge",
    "LinkedToQuestion",
    "QuestionAssigned",
    "QuestionClosed",
    "QuestionEvent",
    "QuestionReceived",
    "QuestionReferred",
    "QuestionReopened",
    "Recorded",
    "ReviewAsked",
    "ThemesSet",
    "WorkBegun",
]


@frozen(kw_only=True)
class QuestionReceived:
    """Vraag ontvangen; the text was masked before."""

    event: ClassVar[str] = "question_received"
    text: str = field(validator=is_text, repr=cover, metadata=PERSONAL)
    asker: Asker
    channel: Channel = field(converter=Channel)
    language: str | None
    urgency: Urgency = field(converter=Urgency)
    confidentiality: Confidentiality = field(converter=Confidentiality)
    masked: tuple[tuple[str, int], ...] = ()
    themes: tuple[ThemeLabel, ...] = ()
    law_refs: tuple[LawRef, ...] = field(default=(), repr=cover, metadata=PERSONAL)
    product: str | None = None


@frozen(kw_only=True)
class ThemesSet:
    """Thema's bepaald, or changed; the first counts."""

    event: ClassVar[str] = "themes_set"
    themes: tuple[ThemeLabel, ...]


@frozen(kw_only=True)
class QuestionAssigned:
    """Vraag toegewezen aan een balie, with the last day and the rule by which."""

    event: ClassVar[str] = "question_assigned"
    desk: str = field(validator=is_short)
    rule: str = ""
    due_on: date | None = field(default=None, validator=maybe_day)
    assigned_to: str | None = None


@frozen(kw_only=True)
class WorkBegun:
    """In behandeling genomen."""

    event: ClassVar[str] = "work_begun"
    assigned_to: str | None = None


@frozen(kw_only=True)
class AskerAsked:
    """Navraag bij de vrager: work waits for what the asker says."""

    event: ClassVar[str] = "asker_asked"
    what: str = field(default="", repr=cover, metadata=PERSONAL)


@frozen(kw_only=True)
class AskerReplied:
    """Aanvulling van de vrager; the text was masked before and is added to the question."""

    event: ClassVar[str] = "asker_replied"
    text: str = field(default="", repr=cover, metadata=PERSONAL)
    masked: tuple[tuple[str, int], ...] = ()
    due_on: date | None = field(default=None, validator=maybe_day)


@frozen(kw_only=True)
class AnswerGiven:
    """Antwoord opgesteld; it goes out after the review."""

    event: ClassVar[str] = "answer_given"
    answer: Answer


@frozen(kw_only=True)
class AnswerReviewed:
    """Antwoord getoetst by another than the author: approved, or back to work."""

    event: ClassVar[str] = "answer_reviewed"
    reviewer: str = field(validator=is_short)
    approved: bool = True
    remark: str = field(default="", repr=cover, metadata=PERSONAL)


@frozen(kw_only=True)
class QuestionClosed:
    """Vraag gesloten."""

    event: ClassVar[str] = "question_closed"
    reason: str = "answered"


@frozen(kw_only=True)
class QuestionReopened:
    """Vraag heropend: there is more to do."""

    event: ClassVar[str] = "question_reopened"
    reason: str = ""


@frozen(kw_only=True)
class QuestionReferred:
    """Vraag doorverwezen naar een andere organisatie."""

    event: ClassVar[str] = "question_referred"
    to: str = field(validator=is_short)


@frozen(kw_only=True)
class LinkJudged:
    """Verband aanvaard of verworpen."""

    event: ClassVar[str] = "link_judged"
    link: QuestionLink


@frozen(kw_only=True)
class DuplicateMerged:
    """Vraag samengevoegd met een eerdere vraag over hetzelfde."""

    event: ClassVar[str] = "duplicate_merged"
    into: str = field(validator=is_short)


@frozen(kw_only=True)
class LinkedToKnowledge:
    """Kennis gepubliceerd uit deze vraag, or found to answer it."""

    event: ClassVar[str] = "linked_to_knowledge"
    knowledge: str = field(validator=is_short)


QuestionEvent: TypeAlias = (
    QuestionReceived
    | ThemesSet
    | QuestionAssigned
    | WorkBegun
    | AskerAsked
    | AskerReplied
    | AnswerGiven
    | AnswerReviewed
    | QuestionClosed
    | QuestionReopened
    | QuestionReferred
    | LinkJudged
    | DuplicateMerged
    | LinkedToKnowledge
)


@frozen(kw_only=True)
class KnowledgeDrafted:
    """Concept gemaakt."""

    event: ClassVar[str] = "knowledge_drafted"
    content: Content
    questions: tuple[str, ...] = ()
    replaces: str | None = None


@frozen(kw_only=True)
class KnowledgePublished:
    """Kennis gepubliceerd."""

    event: ClassVar[str] = "knowledge_published"


@frozen(kw_only=True)
class KnowledgeRevised:
    """Kennis herzien: a new version of the content, which is published at once."""

    event: ClassVar[str] = "knowledge_revised"
    content: Content
    change_note: str = field(validator=is_text)


@frozen(kw_only=True)
class KnowledgeKept:
    """Herziening gedaan, inhoud gehandhaafd: what it rests on was read again at a new version."""

    event: ClassVar[str] = "knowledge_kept"
    content: Content
    reviewer: str = field(validator=is_short)


@frozen(kw_only=True)
class ReviewAsked:
    """Herziening nodig: something under the answer changed."""

    event: ClassVar[str] = "review_asked"
    reasons: tuple[ReviewReason, ...]


@frozen(kw_only=True)
class KnowledgeExpired:
    """Kennis verlopen by its own day."""

    event: ClassVar[str] = "knowledge_expired"


@frozen(kw_only=True)
class KnowledgeWithdrawn:
    """Kennis ingetrokken, perhaps replaced by another."""

    event: ClassVar[str] = "knowledge_withdrawn"
    reason: str = field(validator=is_text)
    replaced_by: str | None = None


@frozen(kw_only=True)
class LinkedToQuestion:
    """Vraag die door deze kennis wordt beantwoord."""

    event: ClassVar[str] = "linked_to_question"
    question: str = field(validator=is_short)


KnowledgeEvent: TypeAlias = (
    KnowledgeDrafted
    | KnowledgePublished
    | KnowledgeRevised
    | KnowledgeKept
    | ReviewAsked
    | KnowledgeExpired
    | KnowledgeWithdrawn
    | LinkedToQuestion
)

E = TypeVar("E")


@frozen(kw_only=True)
class Recorded(Generic[E]):
    """Vastgelegde gebeurtenis: an event with its day, the instant of writing, and who wrote it.

    Args:
        id: at random, unique in its record.
        event: what happened.
        on: the legal day (Europe/Amsterdam) on which it happened.
        recorded_at: the instant of writing.
        by: the function or pseudonym of who wrote it; never a name.
    """

    id: str
    event: E
    on: date = field(validator=is_day)
    recorded_at: datetime | None = None
    by: str = ""
