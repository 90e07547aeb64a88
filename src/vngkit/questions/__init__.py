"""Questions that members ask, and the answers that exist: found, explained, kept true."""

from __future__ import annotations

from vngkit.questions._anonymous import check_anonymous, without_places
from vngkit.questions._answer import Answer, AnswerSource
from vngkit.questions._askers import SizeClass, size_class, size_classes
from vngkit.questions._desk import Found, FoundAnswer, QuestionDesk
from vngkit.questions._desk_base import DeskPorts
from vngkit.questions._desk_knowledge import Expired
from vngkit.questions._desk_rules import FALLBACK, DeskRule, Routing, check_desk_rule, route
from vngkit.questions._events import (
    AnswerGiven,
    AnswerReviewed,
    AskerAsked,
    AskerReplied,
    DuplicateMerged,
    KnowledgeDrafted,
    KnowledgeExpired,
    KnowledgeKept,
    KnowledgePublished,
    KnowledgeRevised,
    KnowledgeWithdrawn,
    LinkedToKnowledge,
    LinkedToQuestion,
    LinkJudged,
    QuestionAssigned,
    QuestionClosed,
    QuestionReceived,
    QuestionReferred,
    QuestionReopened,
    Recorded,
    ReviewAsked,
    ThemesSet,
    WorkBegun,
)
from vngkit.questions._fold import fold_knowledge, fold_question
from vngkit.questions._growth import Growth, tail_of
from vngkit.questions._index import IndexRepair, document_of
from vngkit.questions._intake import Duplicate, Incoming, Intake
from vngkit.questions._klantinteracties import to_internal_task, to_klantcontact, to_partij, to_partij_identificator
from vngkit.questions._knowledge import Content, Dependency, Knowledge, ReviewReason
from vngkit.questions._law_refs import LawRef, law_refs
from vngkit.questions._mask import Masked, mask_personal
from vngkit.questions._models import ModelOrdinance, model, models
from vngkit.questions._open import answer_index, rule_versions, themes_by
from vngkit.questions._periods import FourWeeks, IsoWeek, four_weeks_of
from vngkit.questions._ports import AnswerIndex, Classifier
from vngkit.questions._question import Asker, Question, QuestionLink, ThemeLabel
from vngkit.questions._stale import ModelChange, ReviewItem, ReviewList, stale_reasons
from vngkit.questions._stats import AskedCell, Stats
from vngkit.questions._vac import from_vac, to_vac
from vngkit.questions._words import (
    AnswerCertainty,
    AskerRole,
    Audience,
    Channel,
    Confidentiality,
    DependencyKind,
    KnowledgeState,
    LinkKind,
    QuestionState,
    SourceKind,
    Urgency,
)

__all__ = [  # noqa: RUF022  # as in every room: sorted as Python sorts
    "Answer",
    "AnswerCertainty",
    "AnswerGiven",
    "AnswerIndex",
    "AnswerReviewed",
    "AnswerSource",
    "AskedCell",
    "Asker",
    "AskerAsked",
    "AskerReplied",
    "AskerRole",
    "Audience",
    "Channel",
    "Classifier",
    "Confidentiality",
    "Content",
    "Dependency",
    "DependencyKind",
    "DeskPorts",
    "DeskRule",
    "Duplicate",
    "DuplicateMerged",
    "Expired",
    "FALLBACK",
    "Found",
    "FoundAnswer",
    "FourWeeks",
    "Growth",
    "Incoming",
    "IndexRepair",
    "Intake",
    "IsoWeek",
    "Knowledge",
    "KnowledgeDrafted",
    "KnowledgeExpired",
    "KnowledgeKept",
    "KnowledgePublished",
    "KnowledgeRevised",
    "KnowledgeState",
    "KnowledgeWithdrawn",
    "LawRef",
    "LinkJudged",
    "LinkKind",
    "LinkedToKnowledge",
    "LinkedToQuestion",
    "Masked",
    "ModelChange",
    "ModelOrdinance",
    "Question",
    "QuestionAssigned",
    "QuestionClosed",
    "QuestionDesk",
    "QuestionLink",
    "QuestionReceived",
    "QuestionReferred",
    "QuestionReopened",
    "QuestionState",
    "Recorded",
    "ReviewAsked",
    "ReviewItem",
    "ReviewList",
    "ReviewReason",
    "Routing",
    "SizeClass",
    "SourceKind",
    "Stats",
    "ThemeLabel",
    "ThemesSet",
    "Urgency",
    "WorkBegun",
    "answer_index",
    "check_anonymous",
    "check_desk_rule",
    "document_of",
    "fold_knowledge",
    "fold_question",
    "four_weeks_of",
    "from_vac",
    "law_refs",
    "mask_personal",
    "model",
    "models",
    "route",
    "rule_versions",
    "size_class",
    "size_classes",
    "stale_reasons",
    "tail_of",
    "themes_by",
    "to_internal_task",
    "to_klantcontact",
    "to_partij",
    "to_partij_identificator",
    "to_vac",
    "without_places",
]
