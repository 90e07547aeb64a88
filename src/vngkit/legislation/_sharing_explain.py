"""A decision on sharing in words, in Dutch and English: what, from whom, to whom, why, on which condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vngkit.legislation._sharing_rows import SharingRow, sharing_words
from vngkit.terms import day_text

if TYPE_CHECKING:
    from vngkit.legislation._sharing import Decision

__all__ = ["explain_decision"]

_WORDS: Final = {
    "yes": ("Ja, dit mag, als een mens de voorwaarden bevestigt", "Yes, this may be shared, if a person confirms"),
    "no": ("Nee, dit mag niet", "No, this may not be shared"),
    "missing": ("Geen antwoord", "No answer"),
    "from": ("van", "from"),
    "to": ("aan", "to"),
    "between": ("tussen", "between"),
    "and": ("en", "and"),
    "or": ("of", "or"),
    "ground": ("Grondslag", "Ground"),
    "looked": ("Gekeken is naar", "Looked at"),
    "near": ("Het dichtst in de buurt komt", "The nearest provision is"),
    "version": ("tekst van", "text of"),
    "conditions": ("Te bevestigen", "To be confirmed"),
    "because": ("Reden", "Reason"),
    "keep": ("Bewaren door de ontvanger", "Keeping by the receiver"),
    "unread": ("Let op: dit artikel is niet zelf gelezen.", "Note: this article was not read itself."),
    "supplier": (
        "De leverancier heeft grenzen gesteld; lees die eerst.",
        "The supplier attached limits; read them first.",
    ),
    "elsewhere": ("Een andere grond kan er zijn", "Another ground could exist"),
    "log": (
        "Leg vast waarom het nodig is voordat het wordt gedeeld.",
        "Record why it is necessary before it is shared.",
    ),
}


def explain_decision(decision: Decision, lang: str) -> str:
    """All sentences of the answer, one a line."""
    lines = [
        f"{_head(decision, lang)}: {_what(decision, lang)}.",
        sharing_words("modality")[decision.modality].label(lang),
    ]
    lines += [_ground(decision, lang), *_conditions(decision, lang)]
    if decision.held:
        lines.append(sharing_words("consent")[decision.consent].label(lang))
    if decision.allowed and decision.row.retention:
        lines.append(f"{_say('keep', lang)}: {decision.row.retention.label(lang)}.")
    if decision.usage_restrictions:
        lines.append(_say("supplier", lang))
    if not decision.verified:
        lines.append(_say("unread", lang))
    if decision.allowed:
        lines.append(_say("log", lang))
    else:
        lines += [f"{_say('elsewhere', lang)}: {_flow(rows, lang)}." for rows in _by_flow(decision.other_grounds)]
    return "\n".join(lines)


def _say(key: str, lang: str) -> str:
    return _WORDS[key][lang != "nl"]


def _head(decision: Decision, lang: str) -> str:
    return _say("yes" if decision.allowed else "no" if decision.held else "missing", lang)


def _what(decision: Decision, lang: str) -> str:
    role = sharing_words("role")
    item = sharing_words("item")[decision.item].label(lang)
    purpose = sharing_words("purpose")[decision.purpose].label(lang)
    giver, taker = role[decision.from_role].label(lang), role[decision.to_role].label(lang)
    return f"{item}, {_say('from', lang)} {giver} {_say('to', lang)} {taker}, {purpose}"


def _ground(decision: Decision, lang: str) -> str:
    row = decision.row
    word = "ground" if decision.allowed or decision.regime else "near"
    if not decision.held:
        word = "looked"
    day = day_text(row.valid_from, lang)
    return f"{_say(word, lang)}: {row.place(lang)} ({_say('version', lang)} {day}; {row.citation.jci})."


def _conditions(decision: Decision, lang: str) -> list[str]:
    if not decision.rows or not decision.held:
        return []
    word = "conditions" if decision.allowed else "because"
    return [f"{_say(word, lang)}: {each}." for each in decision.row.conditions(lang)]


def _by_flow(rows: tuple[SharingRow, ...]) -> list[list[SharingRow]]:
    """Rows of one article between the same parties together."""
    found: dict[tuple[str, ...], list[SharingRow]] = {}
    for row in rows:
        found.setdefault((row.regime, row.article, *_parties(row, rows)), []).append(row)
    return list(found.values())


def _parties(row: SharingRow, rows: tuple[SharingRow, ...]) -> tuple[str, ...]:
    """A circle in which each gives to each counts as one; else giver and taker are told apart."""
    circle = {each.from_role for each in rows if each.regime == row.regime}
    return () if row.to_role in circle else (row.from_role, row.to_role)


def _flow(rows: list[SharingRow], lang: str) -> str:
    givers = list(dict.fromkeys(row.from_role for row in rows))
    takers = list(dict.fromkeys(row.to_role for row in rows))
    if set(givers) == set(takers) and len(givers) > 1:
        who = f"{_say('between', lang)} {_list(givers, 'role', 'and', lang)}"
    else:
        giver, taker = (_list(roles, "role", "or", lang) for roles in (givers, takers))
        who = f"{_say('from', lang)} {giver} {_say('to', lang)} {taker}"
    items = ", ".join(dict.fromkeys(sharing_words("item")[row.item].label(lang) for row in rows))
    word = {"nl": "artikel", "en": "article"}[lang]
    law = sharing_words("law")[rows[0].law].label(lang)
    purposes = _list(list(dict.fromkeys(row.purpose for row in rows)), "purpose", "or", lang)
    return f"{law}, {word} {rows[0].article}: {items}; {who}; {purposes}"


def _list(keys: list[str], kind: str, word: str, lang: str) -> str:
    names = [sharing_words(kind)[key].label(lang) for key in keys]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {_say(word, lang)} {names[-1]}"
