"""A question of a member: what was asked, by whom, about what, and how far it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.legislation import Lang
from vngkit.privacy import PERSONAL, cover
from vngkit.questions._answer import Answer
from vngkit.questions._fields import is_day, is_member, is_short, is_text, maybe_day
from vngkit.questions._law_refs import LawRef
from vngkit.questions._words import AskerRole, Channel, Confidentiality, LinkKind, QuestionState, Urgency
from vngkit.terms import day_text

__all__ = ["Asker", "Question", "QuestionLink", "ThemeLabel"]


def _share(_: Any, __: Any, value: Any) -> None:
    if value is not None and (not isinstance(value, float | int) or isinstance(value, bool) or not 0 <= value <= 1):
        raise DataError("the confidence of a theme is no number from 0 to 1.", fix="give a share, or None")


@frozen(kw_only=True)
class ThemeLabel:
    """Thema van een vraag: a theme of a scheme, who gave it, and how sure that is.

    Args:
        scheme: the id of the scheme, for example ``toplijst``.
        code: the code of the theme in it.
        by: ``asker``, ``desk`` or ``classifier`` with its name.
        confidence: from 0 to 1, of a classifier; None when somebody gave it.
    """

    scheme: str = field(validator=is_short)
    code: str = field(validator=is_short)
    by: str = field(default="desk", validator=is_short)
    confidence: float | None = field(default=None, validator=_share)

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"


@frozen(kw_only=True)
class Asker:
    """Vrager: the gemeente that asks and for which body; never a person.

    Args:
        member: the code of the gemeente; None when it is not known.
        role: for which body.
        size_class: the class by inhabitants on the day of asking, as ``size_class`` gives it.
        province: the code of the province on that day; None when it is not held.
        networks: the networks of which the whole list is held on that day and that it is in.
    """

    member: str | None = field(default=None, validator=is_member)
    role: AskerRole = field(default=AskerRole.UNKNOWN, converter=AskerRole)
    size_class: str | None = None
    province: str | None = None
    networks: tuple[str, ...] = ()


@frozen(kw_only=True)
class QuestionLink:
    """Verband: that a question is answered by something known, or is about the same as another question.

    ``to`` is the id of knowledge or of a question; ``kind`` says what somebody judged. Accepted and rejected links
    teach the search.
    """

    to: str = field(validator=is_short)
    kind: LinkKind = field(converter=LinkKind)
    on: date = field(validator=is_day)
    by: str = ""


@frozen(kw_only=True)
class Question:
    """Vraag: one question of a member, as the record of it makes it.

    Args:
        id: at random.
        received_on: the day on which it came in.
        text: what was asked, with marks in the place of what is personal; a name without a word of address may still
            stand in it, so the text is treated as personal.
        asker: the gemeente, never a person.
        channel: how it came in.
        language: as it was recognised; None when it was not.
        urgency: as the asker says.
        confidentiality: who may read it.
        masked: how many of each kind of personal data were masked before it was stored.
        themes: the first is the one that counts.
        law_refs: the references to law that stand in it.
        product: the name or URI of a product (UPN).
        state: how far it is.
        desk: where it was sent.
        due_on: the last day for an answer.
        assigned_to: the function or team that handles it; never a name.
        rule: the id of the rule of the desk by which it was sent.
        answer: the last answer, with its review.
        duplicate_of: the question with which it was merged.
        links: the last judgment on each link.
        knowledge: the ids of what was published from it.
        referred_to: the organisation to which it was referred.
        closed_on: the day on which it was closed.
        version: how many events its record has.
    """

    id: str
    received_on: date = field(validator=is_day)
    text: str = field(validator=is_text, repr=cover, metadata=PERSONAL)
    asker: Asker = Asker()
    channel: Channel = field(default=Channel.OTHER, converter=Channel)
    language: str | None = None
    urgency: Urgency = field(default=Urgency.NORMAL, converter=Urgency)
    confidentiality: Confidentiality = field(default=Confidentiality.INTERNAL, converter=Confidentiality)
    masked: tuple[tuple[str, int], ...] = ()
    themes: tuple[ThemeLabel, ...] = ()
    law_refs: tuple[LawRef, ...] = field(default=(), repr=cover, metadata=PERSONAL)  # pieces of the text
    product: str | None = None
    state: QuestionState = field(default=QuestionState.RECEIVED, converter=QuestionState)
    desk: str | None = None
    due_on: date | None = field(default=None, validator=maybe_day)
    assigned_to: str | None = None
    rule: str | None = None
    answer: Answer | None = None
    duplicate_of: str | None = None
    links: tuple[QuestionLink, ...] = ()
    knowledge: tuple[str, ...] = ()
    referred_to: str | None = None
    closed_on: date | None = field(default=None, validator=maybe_day)
    version: int = 0

    @property
    def contains_personal_data(self) -> bool:
        """Whether something personal was spotted, and masked, when it came in."""
        return bool(self.masked)

    @property
    def theme(self) -> ThemeLabel | None:
        """The theme that counts; None when it has none."""
        return self.themes[0] if self.themes else None

    def overdue(self, on: date) -> bool:
        """Whether an answer was due before a day and is not there."""
        open_states = (QuestionState.RECEIVED, QuestionState.ASSIGNED, QuestionState.IN_PROGRESS)
        return self.due_on is not None and on > self.due_on and self.state in open_states

    def explain(self, lang: Lang = "nl") -> str:
        """Where the question is, in a few lines; its text is not in it."""
        dutch = lang == "nl"
        lines = [f"{'Vraag' if dutch else 'Question'} {self.id}: {self.state.label(lang)}"]
        if self.desk:
            lines.append(f"{'balie' if dutch else 'desk'}: {self.desk} ({self.rule})")
        if self.due_on:
            lines.append(f"{'antwoord uiterlijk' if dutch else 'answer by'} {day_text(self.due_on, lang)}")
        if self.themes:
            lines.append(f"{'thema' if dutch else 'theme'}: {', '.join(map(str, self.themes))}")
        lines += [ref.explain(lang) for ref in self.law_refs]
        if self.masked:
            told = ", ".join(f"{kind} {count}" for kind, count in self.masked)
            lines.append(f"{'afgeschermd' if dutch else 'masked'}: {told}")
        return "\n".join(lines)
