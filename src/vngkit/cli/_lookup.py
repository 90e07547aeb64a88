"""From what a person typed to a gemeente or an open term: exact, or an error with suggestions; never a guess."""

from __future__ import annotations

import re
from datetime import date, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING

from vngkit.cli._errors import NoSuchName
from vngkit.cli._face import Face
from vngkit.errors import AmbiguousName, DataError, NotFound, NotHeld, NotInForce

if TYPE_CHECKING:
    from vngkit.legislation import OpenTerm
    from vngkit.members import Gemeente

_CODE = re.compile(r"\s*(?:GM)?\s*\d+\s*", re.IGNORECASE)


def find_member(face: Face, typed: str, *, ended_too: bool) -> Gemeente:
    """The gemeente with this code or name, on the day that was asked if one was.

    ``ended_too`` also takes a gemeente of another day, for questions that can be asked of it. Raises ``NotFound`` with
    suggestions, ``AmbiguousName`` with the candidates, ``NotInForce``, or ``DataError`` for an empty name.
    """
    register = face.register
    if not typed:
        raise DataError(face.text("find.nothing"), fix=face.text("find.nothing_fix"))
    if _CODE.fullmatch(typed):
        from vngkit.members import as_code

        return _by_code(face, as_code(typed), ended_too=ended_too)
    try:
        return register.find(typed, on=face.on)
    except AmbiguousName as error:
        told = "; ".join(f"{g.code} {g.name}{_province(g, register.held_until)}" for g in error.candidates)
        raise AmbiguousName(
            face.text("find.ambiguous", name=typed, count=len(error.candidates)),
            candidates=error.candidates,
            why=told + ".",
            fix=face.text("find.ambiguous_fix"),
        ) from None
    except NotInForce:
        found = register.find(typed)
        if ended_too:
            return found
        raise _not_in_force(face, found) from None
    except (NotFound, DataError):  # DataError: there is no letter in it
        raise _no_such_name(face, typed) from None


def _by_code(face: Face, code: str, *, ended_too: bool) -> Gemeente:
    register = face.register
    gemeente = register.get(code)
    if gemeente is None:
        raise NotFound(face.text("find.no_such_code", code=code), fix=face.text("find.no_such_code_fix"))
    if face.on is not None and not ended_too:
        try:
            register.as_of(code, face.on)
        except NotInForce:
            raise _not_in_force(face, gemeente) from None
    return gemeente


def _not_in_force(face: Face, gemeente: Gemeente) -> NotInForce:
    """The error that says when a gemeente exists, and who goes on in its place."""
    day = face.day
    what = face.text("find.not_then", gemeente=gemeente, day=day)
    if gemeente.valid_to is None or day < gemeente.valid_to:
        why = face.text("find.begins", day=gemeente.valid_from)
        return NotInForce(what, why=why, fix=face.text("find.later_day"))
    heirs = ", ".join(str(heir.gemeente) for heir in face.register.successors(gemeente.code, on=day))
    if not heirs:
        return NotInForce(what, why=face.text("find.ended", day=gemeente.valid_to), fix=face.text("find.earlier_day"))
    why = face.text("find.goes_on", day=gemeente.valid_to, heirs=heirs)
    return NotInForce(what, why=why, fix=face.text("find.other_day", heirs=heirs))


def _no_such_name(face: Face, typed: str) -> NotFound:
    register = face.register
    pretend = register["GM9999"]
    if typed.casefold() == pretend.name.casefold():
        return NotFound(
            face.text("find.pretend", name=pretend.name), fix=face.text("find.pretend_fix", code=pretend.code)
        )
    try:
        suggestions = register.search(typed, limit=3)
    except DataError:  # nothing in it to search for
        suggestions = ()
    names = ", ".join(dict.fromkeys(f"{found.name} ({found.gemeente.code})" for found in suggestions))
    return NoSuchName(
        face.text("find.no_such", name=typed[:80]),
        suggestions=suggestions,
        fix=face.text("find.near", names=names) if names else face.text("find.none_near"),
    )


def _province(gemeente: Gemeente, held_until: date) -> str:
    last = (gemeente.valid_to or held_until) - timedelta(days=1)
    try:
        return f", {gemeente.province(on=last).name}"
    except NotHeld:
        return ""


def find_term(face: Face, typed: str) -> OpenTerm:
    """The open term with this id; ``NotFound`` with the ids that look like it."""
    from vngkit.legislation import open_terms

    terms = open_terms()
    if typed in tuple(terms):
        return terms[typed]
    near = get_close_matches(typed, terms, n=3, cutoff=0.5) or [key for key in terms if typed.casefold() in key][:3]
    raise NotFound(
        face.text("term.no_such", term=typed[:80]),
        fix=face.text("term.near", terms=", ".join(near)) if near else face.text("term.none_near"),
    )
