"""Klantinteracties: a question as a contact, its follow-up as an internal task, and the gemeente as a party.

A contact is about one subject and never changes, so each question is a contact of its own, and a reply of the asker is
another with the first as its subject. Published knowledge has no place there (the API keeps knowledge out of scope).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from vngkit.errors import DataError, NotHeld
from vngkit.members import Gemeente
from vngkit.questions._question import Question
from vngkit.questions._words import Channel, Confidentiality, QuestionState
from vngkit.terms import day_text

__all__ = ["to_internal_task", "to_klantcontact", "to_partij", "to_partij_identificator"]

_LANGUAGES: Final = {"nl": "nld", "en": "eng", "de": "deu", "fr": "fra"}
_UNDETERMINED: Final = "und"  # ISO 639-2/B
_SUBJECT: Final = 200
_CONTENT: Final = 1000
_DONE: Final = (QuestionState.ANSWERED, QuestionState.CLOSED, QuestionState.REFERRED)
_REGISTER: Final = "vngkit"


def to_klantcontact(
    question: Question, *, received_at: datetime, partij: str | None = None, follows: str | None = None
) -> dict[str, Any]:
    """The body of ``maak-klantcontact`` for a question (*klantcontact*): contact, who was involved, what it is about.

    Args:
        question: the question; of a confidential one the text is left out.
        received_at: the instant, aware of its time zone.
        partij: the uuid of the party of the gemeente; see ``to_partij``.
        follows: the uuid of an earlier contact of which this is the sequel.

    Returns:
        A plain object. Texts are cut to the lengths that the API takes.

    Source: Klantinteracties API 0.9.0 (Open Klant), run against recorded answers.
    """
    if received_at.tzinfo is None:
        raise DataError(
            "received_at has no time zone.", fix='give an aware datetime, for example with ZoneInfo("Europe/Amsterdam")'
        )
    closed = question.confidentiality in (Confidentiality.CONFIDENTIAL, Confidentiality.INTERNAL)
    secret = question.confidentiality is Confidentiality.CONFIDENTIAL
    contact: dict[str, Any] = {
        "kanaal": question.channel.value if question.channel is not Channel.OTHER else "onbekend",
        "onderwerp": "Vertrouwelijke vraag" if secret else _cut(_first_line(question.text), _SUBJECT),
        "inhoud": "" if secret else _cut(question.text, _CONTENT),
        "indicatieContactGelukt": True,
        "taal": _LANGUAGES.get(question.language or "", _UNDETERMINED),
        "vertrouwelijk": closed,
        "plaatsgevondenOp": received_at.isoformat(),
    }
    involved = {"wasPartij": None if partij is None else {"uuid": partij}, "rol": "klant", "initiator": True}
    about: dict[str, Any] = {
        "onderwerpobjectidentificator": {
            "objectId": question.id,
            "codeObjecttype": "vraag",
            "codeRegister": _REGISTER,
            "codeSoortObjectId": "id",
        }
    }
    if follows is not None:
        about["wasKlantcontact"] = {"uuid": follows}
    return {"klantcontact": contact, "betrokkene": involved, "onderwerpobject": about}


def to_internal_task(question: Question, *, klantcontact: str, actors: Sequence[str] = ()) -> dict[str, Any]:
    """The body of an internal task (*interne taak*): the follow-up of a contact, at the desk where the question is.

    Args:
        question: a question that was assigned.
        klantcontact: the uuid of the contact from which it comes.
        actors: the uuids of who it is given to.

    Returns:
        A plain object. Raises ``DataError`` for a question that was not assigned: there is no follow-up yet.
    """
    if question.desk is None:
        raise DataError("the question was not assigned, so there is no follow-up.", fix="route it first")
    told = [f"Balie: {question.desk}."]
    if question.due_on is not None:
        told.append(f"Uiterlijk {day_text(question.due_on, 'nl')}.")
    if question.assigned_to:
        told.append(f"Behandelaar: {question.assigned_to}.")
    return {
        "gevraagdeHandeling": "Vraag beantwoorden",
        "aanleidinggevendKlantcontact": {"uuid": klantcontact},
        "toegewezenAanActoren": [{"uuid": actor} for actor in actors],
        "toelichting": _cut(" ".join(told), _CONTENT),
        "status": "verwerkt" if question.state in _DONE else "te_verwerken",
    }


def to_partij(gemeente: Gemeente) -> dict[str, Any]:
    """The body of a party (*partij*) for a gemeente: an organisation, never a person."""
    return {
        "digitaleAdressen": [],
        "voorkeursDigitaalAdres": None,
        "rekeningnummers": [],
        "voorkeursRekeningnummer": None,
        "soortPartij": "organisatie",
        "indicatieGeheimhouding": False,
        "indicatieActief": gemeente.valid_to is None,
        "voorkeurstaal": "nld",
        "partijIdentificatie": {"naam": gemeente.name},
    }


def to_partij_identificator(gemeente: Gemeente, *, partij: str) -> dict[str, Any]:
    """The body by which the party of a gemeente is found again: its RSIN. Raises ``NotHeld`` when that is not known."""
    try:
        rsin = gemeente.rsin
    except NotHeld:
        raise NotHeld(
            f"the RSIN of {gemeente} is not held.", fix="look the party up by its name in the register of contacts"
        ) from None
    return {
        "identificeerdePartij": {"uuid": partij},
        "partijIdentificator": {
            "codeObjecttype": "niet_natuurlijk_persoon",
            "codeSoortObjectId": "rsin",
            "objectId": rsin,
            "codeRegister": "hr",
        },
    }


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "\u2026"
