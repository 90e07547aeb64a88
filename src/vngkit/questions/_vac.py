"""VAC (question and answer combinations) out and in, with an extension for what that form lacks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from attrs import evolve

from vngkit.errors import DataError, VngkitError
from vngkit.questions._fields import asked_day
from vngkit.questions._knowledge import Content, Knowledge
from vngkit.questions._serial import questions_converter
from vngkit.questions._words import KnowledgeState
from vngkit.serial import structure
from vngkit.themes import Themes, load

__all__ = ["from_vac", "to_vac"]

EXTENSION: Final = "vngkit"
_VERSION: Final = 1
_KEYWORDS: Final = 10  # as KISS takes
_STATUS: Final = {
    KnowledgeState.CONCEPT: "non-actief",
    KnowledgeState.PUBLISHED: "actief",
    KnowledgeState.TO_REVIEW: "actief",
    KnowledgeState.EXPIRED: "non-actief",
    KnowledgeState.WITHDRAWN: "te-verwijderen",
}
_READERS: Final = ("eu-burger", "eu-bedrijf", "eu-burger-bedrijf")
_STATES: Final = tuple(dict.fromkeys(_STATUS.values()))


def to_vac(knowledge: Knowledge, *, on: date, themes: Themes | None = None) -> dict[str, Any]:
    """Published knowledge as a VAC (*Vraag-Antwoord-Combinatie*), for KISS and the like.

    Args:
        knowledge: what is published; the ids of the questions behind it are left out.
        on: the day: the state of it is told.
        themes: the products by whose address a product is named.

    Returns:
        A plain object that is valid against the VAC schema. That form has no dates, sources, certainty or dependencies
        and no reader that is a gemeente: these stand whole under ``vngkit``, and ``doelgroep`` is ``eu-burger``, as
        KISS writes it. Of the keywords the first ten are told.

    Source: VAC JSON schema (KISS/PodiumD, CC0).
    """
    content, state = knowledge.content, knowledge.state_on(asked_day(on))
    vac: dict[str, Any] = {
        "vraag": content.question,
        "antwoord": content.answer,
        "status": _STATUS[state],
        "doelgroep": _READERS[0],
        "afdelingen": [{"afdelingNaam": content.author}],
        "trefwoorden": [{"trefwoord": word} for word in content.keywords[:_KEYWORDS]],
        EXTENSION: {
            "v": _VERSION,
            "id": knowledge.id,
            "state": state.value,
            "version": knowledge.version,
            "change_note": knowledge.change_note,
            "published_on": knowledge.published_on.isoformat() if knowledge.published_on else None,
            "replaced_by": knowledge.replaced_by,
            "content": json.loads(json.dumps(questions_converter().unstructure(content))),  # plain texts for words
        },
    }
    remark = " ".join(part for part in (content.certainty.label("nl") + ".", content.disclaimer) if part)
    vac["toelichting"] = remark
    address = _address(content.product, themes or load())
    if address:
        vac["gerelateerdeProducten"] = [{"product": address}]
    return vac


def _address(product: str | None, themes: Themes) -> str | None:
    """The URI of a product in the UPL; None when it is not known there."""
    if not product:
        return None
    try:
        concept = themes[f"upl:{themes.products.find(product).notation}"]
    except VngkitError:
        return None
    return concept.uri or None


def from_vac(
    vac: object, *, author: str | None = None, reviewed_by: str | None = None, valid_from: date | None = None
) -> Content:
    """The content of a VAC (*VAC inlezen*), to be checked and published with ``publish_content``.

    Args:
        vac: a plain object, as ``json.loads`` gives it.
        author: the unit or function behind it; its first department if left out.
        reviewed_by: the function that looked at it; needed for a VAC of others.
        valid_from: the first day on which it holds; needed for a VAC of others.

    Returns:
        The content. Of one that ``to_vac`` wrote all comes back; question, answer and keywords are as the VAC has them
        now, for these may have been changed there.

    Raises ``DataError`` that tells every place that is not right, never a value.
    """
    if not isinstance(vac, Mapping):
        raise DataError("a VAC is an object with keys.", fix="give what json.loads gave")
    _check(vac)
    held = vac.get(EXTENSION)
    words = tuple(each["trefwoord"] for each in vac.get("trefwoorden", ()))
    if held is not None:
        content = _of_extension(held)
        if words != content.keywords[:_KEYWORDS]:
            content = evolve(content, keywords=words)
        content = evolve(content, question=vac["vraag"], answer=vac["antwoord"])
        return evolve(
            content,
            author=author or content.author,
            reviewed_by=reviewed_by or content.reviewed_by,
            valid_from=valid_from or content.valid_from,
        )
    departments = [each["afdelingNaam"] for each in vac.get("afdelingen", ())]
    if reviewed_by is None or valid_from is None:
        raise DataError(
            "a VAC of others has no reviewer and no first day.", fix="give reviewed_by and valid_from beside it"
        )
    return Content(
        question=vac["vraag"],
        answer=vac["antwoord"],
        author=author or (departments[0] if departments else "onbekend"),
        reviewed_by=reviewed_by,
        keywords=words,
        disclaimer=vac.get("toelichting", ""),
        valid_from=valid_from,
    )


def _of_extension(held: object) -> Content:
    if not isinstance(held, Mapping) or held.get("v") != _VERSION:
        raise DataError(
            f"the part {EXTENSION} of a VAC is not of version {_VERSION}.",
            fix="leave it out, or read it with the version of vngkit that wrote it",
        )
    return structure(held.get("content"), Content, questions_converter())


def _check(vac: Mapping[str, Any]) -> None:
    """What the schema asks, told by place."""
    wrong = [f"$.{key} is no text with something in it" for key in ("vraag", "antwoord") if not _is_text(vac.get(key))]
    for key, words in (("status", _STATES), ("doelgroep", _READERS)):
        if vac.get(key) not in words:
            wrong.append(f"$.{key} is none of {', '.join(words)}")
    if not isinstance(vac.get("toelichting", ""), str):
        wrong.append("$.toelichting is no text")
    lists = (
        ("afdelingen", "afdelingNaam"),
        ("trefwoorden", "trefwoord"),
        ("gerelateerdeProducten", "product"),
        ("gerelateerdeVACs", "VAC"),
    )
    for key, inner in lists:
        held = vac.get(key, [])
        if not isinstance(held, list):
            wrong.append(f"$.{key} is no list")
            continue
        wrong += [
            f"$.{key}[{place}].{inner} is no text"
            for place, each in enumerate(held)
            if not isinstance(each, Mapping) or not _is_text(each.get(inner))
        ]
    if wrong:
        raise DataError(f"this is no VAC: {'; '.join(wrong)}.", fix="correct these places; values are not shown")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
