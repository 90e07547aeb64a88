"""Taking in a question: made plain, masked, its references and themes looked for; and what else to know of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

from vngkit.legislation import Lang
from vngkit.members import Register
from vngkit.privacy import PERSONAL, cover
from vngkit.questions._askers import asker_of
from vngkit.questions._events import QuestionReceived
from vngkit.questions._fields import several
from vngkit.questions._law_refs import law_refs
from vngkit.questions._mask import mask_personal
from vngkit.questions._ports import Classifier
from vngkit.questions._question import Question, ThemeLabel
from vngkit.questions._text import language_of, plain_question
from vngkit.questions._words import AskerRole, Channel, Confidentiality, Urgency
from vngkit.themes import Themes

__all__ = ["Duplicate", "Incoming", "Intake", "check_themes", "received"]


@frozen(kw_only=True)
class Incoming:
    """Binnengekomen vraag: what somebody hands in, before anything was looked at; the text may hold anything.

    Args:
        text: the question.
        member: the code of the gemeente that asks; None when it is not known.
        role: for which body.
        channel: how it came in.
        urgency: as the asker says.
        confidentiality: who may read it.
        themes: themes that the asker chose, as ``scheme:code``.
        product: the name of a product (UPN).
        language: ``nl``, ``en``, ``de`` or ``fr``; recognised if left out.
    """

    text: str = field(repr=cover, metadata=PERSONAL)
    member: str | None = None
    role: AskerRole | str = AskerRole.UNKNOWN
    channel: Channel | str = Channel.OTHER
    urgency: Urgency | str = Urgency.NORMAL
    confidentiality: Confidentiality | str = Confidentiality.INTERNAL
    themes: tuple[str, ...] = field(default=(), converter=several)
    product: str | None = None
    language: str | None = None


@frozen(kw_only=True)
class Duplicate:
    """Mogelijk dubbele vraag: an answer or an earlier question that looks alike, for somebody to judge.

    ``kind`` is ``knowledge`` or ``question``; ``likeness`` is of the index for knowledge, and from 0 to 1 the share of
    words in common for a question.
    """

    id: str
    kind: str
    likeness: float
    title: str = ""


@frozen(kw_only=True)
class Intake:
    """Intake: the question as it was stored, what looks like it, and what to know.

    Args:
        question: as stored.
        duplicates: answers and questions that look alike.
        notes: what could not be done or is to be looked at, in Dutch and English.
    """

    question: Question
    duplicates: tuple[Duplicate, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()

    def explain(self, lang: Lang = "nl") -> str:
        """What was understood, in lines; the text is not in it."""
        lines = [self.question.explain(lang)]
        for found in self.duplicates:
            what = (
                ("bestaand antwoord" if found.kind == "knowledge" else "eerdere vraag") if lang == "nl" else found.kind
            )
            lines.append(f"{what}: {found.id} ({found.likeness:.2f}) {found.title}".rstrip())
        lines += [note[0 if lang == "nl" else 1] for note in self.notes]
        return "\n".join(lines)


def check_themes(themes: Iterable[str], known: Themes, *, by: str) -> tuple[ThemeLabel, ...]:
    """Themes that somebody chose, looked up; raises ``NotFound`` or ``DataError`` for one that does not exist."""
    concepts = [known[theme] for theme in dict.fromkeys(themes)]
    return tuple(ThemeLabel(scheme=concept.scheme, code=concept.notation, by=by) for concept in concepts)


def received(
    incoming: Incoming, *, register: Register, themes: Themes, classifier: Classifier | None, on: date
) -> tuple[QuestionReceived, tuple[tuple[str, str], ...]]:
    """The event of receipt of what came in, and notes. The text that came in is let go of here.

    Raises ``DataError`` for a text that is empty or too long, ``NotFound`` for a member, theme or product that does not
    exist, ``NotInForce`` for a member that ended, with those in which it goes on.
    """
    asker = asker_of(register, incoming.member, incoming.role, on)
    chosen = check_themes(incoming.themes, themes, by="asker")
    product = themes.products.find(incoming.product).name if incoming.product else None
    masked = mask_personal(plain_question(incoming.text))
    language = incoming.language or language_of(masked.text)
    notes: list[tuple[str, str]] = []
    if language != "nl":
        notes.append(("de taal is geen Nederlands of niet herkend", "the language is not Dutch or was not recognised"))
    if masked:
        notes.append(
            (
                "wat als persoonsgegeven is herkend, is niet bewaard; een naam die los staat, wordt niet herkend",
                "what was recognised as personal data is not kept; a name that stands alone is not recognised",
            )
        )
    if not chosen and classifier is not None and language == "nl":
        try:
            chosen = tuple(classifier(masked.text))
        except Exception as error:  # noqa: BLE001  # a question is never lost by a classifier
            kind = type(error).__name__
            notes.append((f"de indeler gaf geen thema ({kind})", f"the classifier gave no theme ({kind})"))
    if not chosen:
        notes.append(("nog zonder thema", "without a theme as yet"))
    event = QuestionReceived(
        text=masked.text,
        asker=asker,
        channel=Channel(incoming.channel),
        language=language,
        urgency=Urgency(incoming.urgency),
        confidentiality=Confidentiality(incoming.confidentiality),
        masked=masked.found,
        themes=chosen,
        law_refs=law_refs(masked.text),
        product=product,
    )
    return event, tuple(notes)
