"""The words of questions and answers: every closed vocabulary, with the Dutch codes of the dossier and both terms."""

from __future__ import annotations

import csv
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, NoReturn

from vngkit.errors import DataError
from vngkit.legislation import Lang

__all__ = [
    "DATA",
    "AnswerCertainty",
    "AskerRole",
    "Audience",
    "Channel",
    "Confidentiality",
    "DependencyKind",
    "KnowledgeState",
    "LinkKind",
    "QuestionState",
    "SourceKind",
    "Urgency",
    "Word",
    "word_list",
]

DATA: Final = Path(__file__).resolve().parent.parent / "data" / "questions"


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of plain words (*woordenlijst*) that the masking and the reading of texts use."""
    with (DATA / "words.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file) if row["list"] == name)


class Word(StrEnum):
    """A word of a closed list (*waardelijst*); equal to its code, with its Dutch and English term.

    >>> QuestionState.IN_PROGRESS == "in_behandeling", QuestionState.IN_PROGRESS.label("en")
    (True, 'in progress')
    """

    def label(self, lang: Lang = "nl") -> str:
        """The term in Dutch or English."""
        return self.value.replace("_", " ") if lang == "nl" else _ENGLISH.get(self.value, self.value)

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:  # noqa: ARG003  # it may be personal
        """Tell the words that there are; what was written is not shown, for it may be personal."""
        raise DataError(
            f"what was given is not a word of {cls.__name__}.",
            fix=f"write one of {', '.join(word.value for word in cls)}",
        )


class Channel(Word):
    """Kanaal: how a question came in."""

    PHONE = "telefoon"
    EMAIL = "e-mail"
    FORM = "formulier"
    LETTER = "brief"
    FORUM = "forum"
    MEETING = "bijeenkomst"
    OTHER = "anders"


class AskerRole(Word):
    """Rol van de vrager: for which body of the gemeente the question is asked."""

    COUNCIL = "raad"
    EXECUTIVE = "college"
    MAYOR = "burgemeester"
    CLERK = "griffie"
    OFFICIAL = "ambtelijk"
    UNKNOWN = "onbekend"


class Urgency(Word):
    """Spoed: how soon an answer is needed, as the asker says."""

    NORMAL = "gewoon"
    SOON = "spoed"
    TODAY = "vandaag"


class Confidentiality(Word):
    """Vertrouwelijkheid, from closed to open: who may read the question."""

    CONFIDENTIAL = "vertrouwelijk"
    INTERNAL = "intern"
    MEMBERS = "leden"
    PUBLIC = "openbaar"

    @property
    def openness(self) -> int:
        """Its place from closed (0) to open."""
        return list(Confidentiality).index(self)


class QuestionState(Word):
    """Status van een vraag."""

    RECEIVED = "ontvangen"
    ASSIGNED = "toegewezen"
    IN_PROGRESS = "in_behandeling"
    WAITING = "wacht_op_vrager"
    ANSWERED = "beantwoord"
    CLOSED = "gesloten"
    REFERRED = "doorverwezen"


class AnswerCertainty(Word):
    """Zekerheid van een antwoord: a settled line, a line for now, or a view."""

    SETTLED = "vaste_lijn"
    PROVISIONAL = "voorlopig"
    OPINION = "opinie"


class Audience(Word):
    """Publiek van gepubliceerde kennis: all members, or everybody."""

    INTERNAL = "intern"
    MEMBERS = "leden"
    PUBLIC = "openbaar"

    @property
    def openness(self) -> int:
        """Its place from closed to open, on the scale of ``Confidentiality``."""
        return Confidentiality(self.value).openness


class KnowledgeState(Word):
    """Status van gepubliceerde kennis."""

    CONCEPT = "concept"
    PUBLISHED = "gepubliceerd"
    TO_REVIEW = "te_herzien"
    EXPIRED = "verlopen"
    WITHDRAWN = "ingetrokken"


class SourceKind(Word):
    """Soort bron van een antwoord."""

    LAW = "wet"
    LOCAL_RULE = "lokale_regel"
    MODEL = "modelverordening"
    CASE_LAW = "uitspraak"
    LETTER = "brief"
    POSITION = "standpunt"
    OTHER = "anders"


class DependencyKind(Word):
    """Soort afhankelijkheid: what an answer rests on."""

    LAW = "wet"
    LOCAL_RULE = "lokale_regel"
    MODEL = "modelverordening"


class LinkKind(Word):
    """Soort verband tussen een vraag en bestaande kennis of een andere vraag, as somebody judged it."""

    ANSWERED_BY = "beantwoord_door"
    NOT_ANSWERED_BY = "niet_beantwoord_door"
    RELATED = "verwant"
    NOT_RELATED = "niet_verwant"


_ENGLISH: Final = {
    "telefoon": "phone",
    "formulier": "form",
    "brief": "letter",
    "bijeenkomst": "meeting",
    "anders": "other",
    "raad": "council",
    "college": "executive",
    "burgemeester": "mayor",
    "griffie": "clerk of the council",
    "ambtelijk": "official",
    "onbekend": "unknown",
    "gewoon": "normal",
    "spoed": "urgent",
    "vandaag": "today",
    "vertrouwelijk": "confidential",
    "intern": "internal",
    "leden": "members",
    "openbaar": "public",
    "ontvangen": "received",
    "toegewezen": "assigned",
    "in_behandeling": "in progress",
    "wacht_op_vrager": "waiting for the asker",
    "beantwoord": "answered",
    "gesloten": "closed",
    "doorverwezen": "referred",
    "vaste_lijn": "settled line",
    "voorlopig": "provisional",
    "opinie": "opinion",
    "gepubliceerd": "published",
    "te_herzien": "to review",
    "verlopen": "expired",
    "ingetrokken": "withdrawn",
    "wet": "law",
    "lokale_regel": "local rule",
    "modelverordening": "model ordinance",
    "uitspraak": "case law",
    "standpunt": "position",
    "beantwoord_door": "answered by",
    "niet_beantwoord_door": "not answered by",
    "verwant": "related",
    "niet_verwant": "not related",
}
