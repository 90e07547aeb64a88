"""The answer to "which rule holds here on this day": status, value, source, and every candidate with what beat it."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Protocol

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.legislation._local import LocalRule
from vngkit.legislation._open_terms import OpenTerm
from vngkit.legislation._source import Lang, Layer
from vngkit.legislation._values import Value
from vngkit.members import Gemeente
from vngkit.terms import End, Term

__all__ = ["Answer", "AnswerStatus", "Candidate", "Fault", "Note", "Outcome"]


class AnswerStatus(Enum):
    """What can be said for a term, a member and a day; only ``IN_FORCE`` and ``NATIONAL`` carry a value."""

    IN_FORCE = "in_force"
    NATIONAL = "national"
    UNKNOWN = "unknown"
    VERSION_NOT_HELD = "version_not_held"
    GAP = "gap"
    NOT_YET_PUBLISHED = "not_yet_published"
    EXPIRED = "expired"
    WRONG_LAYER = "wrong_layer"
    CONFLICT = "conflict"
    MEMBER_ENDED = "member_ended"

    @property
    def has_value(self) -> bool:
        """Whether an answer with this status carries a value."""
        return self in (AnswerStatus.IN_FORCE, AnswerStatus.NATIONAL)

    def label(self, lang: Lang = "nl") -> str:
        """The status in words."""
        return _STATUS[self][0 if lang == "nl" else 1]


_STATUS = {
    AnswerStatus.IN_FORCE: ("geldt", "in force"),
    AnswerStatus.NATIONAL: ("landelijke regel", "national rule"),
    AnswerStatus.UNKNOWN: ("onbekend", "unknown"),
    AnswerStatus.VERSION_NOT_HELD: ("versie niet aanwezig", "version not held"),
    AnswerStatus.GAP: ("leemte", "gap"),
    AnswerStatus.NOT_YET_PUBLISHED: ("nog niet bekendgemaakt", "not yet published"),
    AnswerStatus.EXPIRED: ("vervallen", "expired"),
    AnswerStatus.WRONG_LAYER: ("verkeerde laag", "wrong layer"),
    AnswerStatus.CONFLICT: ("tegenstrijdig", "conflict"),
    AnswerStatus.MEMBER_ENDED: ("gemeente opgeheven", "gemeente ended"),
}


class Outcome(Enum):
    """What became of a candidate when the answer was looked for."""

    WON = "won"
    TIED = "tied"
    LOWER_LAYER = "lower_layer"
    OLDER = "older"
    START_NOT_SEEN = "start_not_seen"
    TEXT_NOT_HELD = "text_not_held"
    WRONG_LAYER = "wrong_layer"
    DATES_DISAGREE = "dates_disagree"
    NOT_PUBLISHED = "not_published"
    EARLIER_VERSION = "earlier_version"
    NOT_STARTED = "not_started"
    ENDED = "ended"
    GROUND_ENDED = "ground_ended"
    INHERITED = "inherited"


@frozen(kw_only=True)
class Candidate:
    """A rule that was looked at, what became of it, and the rules that went before it or tie with it."""

    rule: LocalRule
    outcome: Outcome
    others: tuple[LocalRule, ...] = field(default=(), repr=False)

    @property
    def reason(self) -> str:
        """Why it won or lost, in English."""
        return self.explain("en")

    @property
    def reason_nl(self) -> str:
        """Why it won or lost, in Dutch."""
        return self.explain("nl")

    def explain(self, lang: Lang = "nl") -> str:
        """The reason in Dutch or English; put into words when it is asked for."""
        from vngkit.legislation._explain import reason

        return reason(self, lang)


@frozen(kw_only=True)
class Note:
    """Something that the reader of an answer must know: ``kind`` for programs, the text in English and Dutch."""

    kind: str
    text: str
    text_nl: str

    def explain(self, lang: Lang = "nl") -> str:
        """The note in Dutch or English."""
        return self.text_nl if lang == "nl" else self.text


class Fault(Protocol):
    """What an answer shows of a fault of a plugin (see ``vngkit.plugins.Fault``)."""

    @property
    def plugin(self) -> str:
        """The name of the plugin."""
        ...

    @property
    def stage(self) -> str:
        """Where it went wrong: import, register, collect, validate."""
        ...

    @property
    def members(self) -> frozenset[str] | None:
        """The members that the plugin says to speak for; ``None`` when that could not be read."""
        ...


@frozen(kw_only=True)
class Answer:
    """Which rule holds for ``member`` and ``term`` on the day ``on``, and how we know.

    ``status`` says what can be said; ``value`` is there for ``IN_FORCE`` and ``NATIONAL`` only; ``rule`` is the local
    rule behind it, ``candidates`` all rules that were looked at, ``warnings`` what to know before it is used.
    ``text_read`` says whether the provision itself was read (``None`` when there is no rule). ``became`` is the rule
    that came to hold for the day afterwards, with ``NOT_YET_PUBLISHED``. ``successors`` is there with ``MEMBER_ENDED``.
    ``degraded_by`` names the faults of plugins that may speak for this member: then the answer may not be complete.
    """

    status: AnswerStatus
    term: OpenTerm
    member: Gemeente
    on: date
    value: Value | None = None
    rule: LocalRule | None = None
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)
    warnings: tuple[Note, ...] = ()
    became: LocalRule | None = None
    successors: tuple[Gemeente, ...] = ()
    degraded_by: tuple[Fault, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.value is not None and not self.status.has_value:
            raise AssertionError(f"an answer with status {self.status.value} carries no value")

    @property
    def text_read(self) -> bool | None:
        """Whether the text of the rule behind the answer was read; ``None`` when no local rule stands behind it."""
        return self.rule.text_read if self.rule else None

    def warned(self, kind: str) -> bool:
        """Whether the answer carries a warning of this kind, for example ``law_moved`` or ``text_not_read``."""
        return any(note.kind == kind for note in self.warnings)

    def reckon(self, start: date) -> End:
        """The end of the term (*termijn*) that this answer gives, reckoned from the day of the event.

        The layer of the rule decides whether the Algemene termijnenwet extends it: a by-law does, a policy rule does
        not. Raises ``DataError`` when the answer carries no term. Source: Algemene termijnenwet 1-5; Gemeentewet 145.
        """
        if not isinstance(self.value, Term):
            raise DataError(
                f"the answer for {self.term.id} and {self.member.code} carries no term: {self.status.label('en')}.",
                fix="look at Answer.status and Answer.value first",
            )
        if self.rule is None:
            return self.value.reckon(start)
        if self.rule.layer is None:
            return self.value.reckon(start, source=Layer.VERORDENING, extension="arguable")
        return self.value.reckon(start, source=self.rule.layer)

    def explain(self, lang: Lang = "nl") -> str:
        """The answer in words: what holds, by which rule, under which law, and what to know before it is used."""
        from vngkit.legislation._explain import explain_answer

        return explain_answer(self, lang)
