"""Published knowledge: a question and its answer without anything of who asked, with what it rests on and how long."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.legislation import Citation, Lang
from vngkit.questions._answer import AnswerSource
from vngkit.questions._fields import is_day, is_member, is_short, is_text, maybe_day, several
from vngkit.questions._law_names import law_title
from vngkit.questions._models import model
from vngkit.questions._question import ThemeLabel
from vngkit.questions._words import AnswerCertainty, Audience, DependencyKind, KnowledgeState
from vngkit.terms import day_text

__all__ = ["Content", "Dependency", "Knowledge", "ReviewReason"]


@frozen(kw_only=True)
class Dependency:
    """Afhankelijkheid: one thing that an answer rests on, at a version.

    Args:
        kind: a law, a local rule or a model ordinance.
        ref: of a law its Juriconnect link (a place, best an article); of a local rule the id of its open term; of a
            model ordinance its id, as ``models()`` gives them.
        version_on: the day of the text that was read.
        member: for a local rule the gemeente.
        version: for a local rule which rule held then: filled by the desk.

    Raises ``DataError`` for what is not of its form, ``NotFound`` for a model that is not held.

    >>> law = Dependency(kind="wet", ref="jci1.3:c:BWBR0005416&artikel=160", version_on=date(2026, 1, 1))
    >>> law.explain("nl")
    'Gemeentewet artikel 160, versie van 1 januari 2026'
    """

    kind: DependencyKind = field(converter=DependencyKind)
    ref: str = field(validator=is_short)
    version_on: date = field(validator=is_day)
    member: str | None = field(default=None, validator=is_member)
    version: str = ""

    def __attrs_post_init__(self) -> None:
        if self.kind is DependencyKind.LAW:
            Citation.parse(self.ref)
        elif self.kind is DependencyKind.MODEL:
            model(self.ref)
        elif self.member is None:
            raise DataError("a local rule has no member.", fix="give member, the code of the gemeente")

    @property
    def citation(self) -> Citation | None:
        """The place in law: of a model ordinance the article that it rests on; None for a local rule."""
        if self.kind is DependencyKind.LAW:
            return Citation.parse(self.ref)
        return model(self.ref).citation if self.kind is DependencyKind.MODEL else None

    def explain(self, lang: Lang = "nl") -> str:
        """What it is, with the day of its version."""
        return f"{self.name}, {'versie van' if lang == 'nl' else 'version of'} {_plain_day(self.version_on, lang)}"

    @property
    def name(self) -> str:
        """What it is called."""
        if self.kind is DependencyKind.MODEL:
            return model(self.ref).title
        if self.kind is DependencyKind.LOCAL_RULE:
            return f"{self.ref} ({self.member})"
        citation = Citation.parse(self.ref)
        return f"{law_title(citation.work)} {citation.short()}".strip()


def _plain_day(day: date, lang: Lang) -> str:
    return day_text(day, lang).partition(" ")[2]


@frozen(kw_only=True)
class ReviewReason:
    """Reden om te herzien: what changed under an answer, from when, and how that is known.

    Args:
        kind: ``article`` (the article changed), ``law`` (a newer text of the law; whether this article changed is not
            known), ``local_rule``, ``model``, ``review_by`` or ``valid_to`` (its own day has come).
        what: what changed, in words.
        since: the day from which it holds.
        old: the version that the answer rests on.
        new: the version that holds now.
        source: who says so.
        ref: the dependency.
    """

    kind: str
    what: str
    since: date = field(validator=is_day)
    old: str = ""
    new: str = ""
    source: str = ""
    ref: str = ""

    def explain(self, lang: Lang = "nl") -> str:
        """The reason in one sentence."""
        day = _plain_day(self.since, lang)
        nl, en = {
            "article": (f"{self.what} is gewijzigd per {day}", f"{self.what} changed on {day}"),
            "law": (
                f"van {self.what} geldt per {day} een nieuwere tekst; of dit artikel wijzigde is niet bekend",
                f"a newer text of {self.what} holds from {day}; whether this article changed is not known",
            ),
            "local_rule": (
                f"voor {self.what} geldt per {day} een andere regel",
                f"another rule holds for {self.what} from {day}",
            ),
            "model": (f"{self.what} is gewijzigd per {day}", f"{self.what} changed on {day}"),
            "review_by": (f"de dag van herziening is {day}", f"the day of review is {day}"),
            "valid_to": (f"het antwoord geldt tot {day}", f"the answer holds until {day}"),
        }[self.kind]  # fmt: skip
        versions = f" ({self.old} → {self.new})" if self.old and self.new else ""
        source = f"; {'bron' if lang == 'nl' else 'source'}: {self.source}" if self.source else ""
        return f"{nl if lang == 'nl' else en}{versions}{source}."


@frozen(kw_only=True)
class Content:
    """Inhoud van gepubliceerde kennis: everything that a reader sees; nothing of who asked.

    Args:
        question: the question, in words that fit everybody.
        answer: the answer.
        audience: who may read it.
        certainty: a settled line, a line for now, or a view.
        author: the unit or function.
        reviewed_by: the function that looked at it, another than the author.
        sources: what it rests on.
        depends_on: the articles, local rules and model ordinances, at a version.
        themes: the first is the one that counts.
        product: the name or URI of a product (UPN).
        keywords: words by which it is found.
        position_ref: the position of the association on which it rests.
        disclaimer: what the reader must know.
        valid_from: the first day on which it holds.
        valid_to: the first day on which it no longer does.
        review_by: the day on which somebody looks at it again.
    """

    question: str = field(validator=is_text)
    answer: str = field(validator=is_text)
    audience: Audience = field(default=Audience.MEMBERS, converter=Audience)
    certainty: AnswerCertainty = field(default=AnswerCertainty.PROVISIONAL, converter=AnswerCertainty)
    author: str = field(validator=is_short)
    reviewed_by: str = field(validator=is_short)
    sources: tuple[AnswerSource, ...] = ()
    depends_on: tuple[Dependency, ...] = ()
    themes: tuple[ThemeLabel, ...] = ()
    product: str | None = None
    keywords: tuple[str, ...] = field(default=(), converter=several)
    position_ref: str | None = None
    disclaimer: str = ""
    valid_from: date = field(validator=is_day)
    valid_to: date | None = field(default=None, validator=maybe_day)
    review_by: date | None = field(default=None, validator=maybe_day)

    def __attrs_post_init__(self) -> None:
        if self.reviewed_by.strip().lower() == self.author.strip().lower():
            raise DataError(
                "the reviewer is the author.", why="A second pair of eyes is another one.", fix="let another look at it"
            )
        for name in ("valid_to", "review_by"):
            day = getattr(self, name)
            if day is not None and day <= self.valid_from:
                raise DataError(f"{name} does not lie after valid_from.", fix="give a later day, or leave it out")

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Every free text that a reader sees, by the name of its field."""
        sources = tuple(
            (f"sources[{place}]", f"{source.title} {source.ref}") for place, source in enumerate(self.sources)
        )
        singles = ("question", "answer", "disclaimer", "author", "reviewed_by", "position_ref", "product")
        texts = tuple((name, str(getattr(self, name) or "")) for name in singles)
        return (*texts, *sources, *((f"keywords[{place}]", word) for place, word in enumerate(self.keywords)))


@frozen(kw_only=True)
class Knowledge:
    """Gepubliceerde kennis: a content through its versions, with its state and its links to questions.

    Args:
        id: at random.
        content: what stands in it now.
        state: the state that was recorded; ``state_on`` tells that of a day.
        published_on: the day of the first publication; None for a concept.
        withdrawn_on: the day on which it was taken back.
        replaced_by: the id of the knowledge that took its place.
        version: of the content, from 1.
        change_note: what changed with this version.
        questions: the ids of the questions that it answers: at random, and nothing of who asked.
        review_reasons: why it is to be reviewed.
        events: how many events its record has.
    """

    id: str
    content: Content
    state: KnowledgeState = field(default=KnowledgeState.CONCEPT, converter=KnowledgeState)
    published_on: date | None = None
    withdrawn_on: date | None = None
    replaced_by: str | None = None
    version: int = 1
    change_note: str = ""
    questions: tuple[str, ...] = ()
    review_reasons: tuple[ReviewReason, ...] = ()
    events: int = 0

    def state_on(self, on: date) -> KnowledgeState:
        """The state (*status*) on a day: what has run out by its own day is expired, recorded or not."""
        if self.state in (KnowledgeState.WITHDRAWN, KnowledgeState.CONCEPT, KnowledgeState.EXPIRED):
            return self.state
        if self.content.valid_to is not None and on >= self.content.valid_to:
            return KnowledgeState.EXPIRED
        return self.state

    def findable(self, on: date) -> bool:
        """Whether it may be found on a day: published or to be reviewed, begun, and not run out."""
        shown = (KnowledgeState.PUBLISHED, KnowledgeState.TO_REVIEW)
        return self.state_on(on) in shown and on >= self.content.valid_from

    def explain(self, lang: Lang = "nl") -> str:
        """State, version and what it rests on, in a few lines."""
        version = f"{'versie' if lang == 'nl' else 'version'} {self.version}"
        head = f"{self.id}: {self.state.label(lang)}, {version}, {self.content.certainty.label(lang)}"
        rests = [dependency.explain(lang) for dependency in self.content.depends_on]
        return "\n".join((head, *rests, *(reason.explain(lang) for reason in self.review_reasons)))
