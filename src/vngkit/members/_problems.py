"""What stands in the way of a row of the crosswalk, told so that a person can act on it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from vngkit.members._load import load
from vngkit.members._tell import unknown

if TYPE_CHECKING:
    from vngkit.members._gemeente import Gemeente


@frozen(kw_only=True)
class Problem:
    """Probleem: why a row could not be brought to the other day.

    Args:
        row: number of the row, from 0.
        kind: ``unknown_code``; ``bad_date``; ``not_alive_then`` (a code of another day); ``not_known_before_1990``
            (its start is not recorded); ``not_known_after_data``; ``split_without_share``; ``split`` (with known
            shares); ``ended_without_successor``; ``sources_disagree`` (RvIG and CBS name other successors);
            ``merged_since`` (going back: the code holds more than it did); ``not_a_gemeente``; ``pretend_member``.
        code: what stood in the row.
        when: what stood in the row.
        candidates: codes among which a person may choose.
        message: what is wrong.
        fix: what to do.

    >>> from vngkit import members
    >>> register = members.load()
    >>> crosswalk = register.crosswalk(to=date(2026, 1, 1))
    >>> crosswalk.apply(["Utrecht"], [2020]).problems[0].kind
    'unknown_code'
    """

    row: int
    kind: str
    code: object
    when: object
    candidates: tuple[str, ...]
    message: str
    fix: str


def explain(kind: str, row: int, code: Any, when: Any, to: date) -> Problem:
    """The record of one problem."""
    register = load()
    gemeente = register.get(code) if isinstance(code, str) else None
    candidates: tuple[str, ...] = ()
    if gemeente is None:
        error = unknown(register, code)
        message, fix = f"{error.what} {error.why}".strip(), error.fix
    elif kind == "bad_date":
        message = f"{when!r:.40} is not a year or a date."
        fix = "write a whole number or a datetime.date; text is not read"
    else:
        candidates = _candidates(kind, gemeente, to)
        message, fix = _told(kind, gemeente, when, to, candidates)
    return Problem(row=row, kind=kind, code=code, when=when, candidates=candidates, message=message, fix=fix)


def _candidates(kind: str, gemeente: Gemeente, to: date) -> tuple[str, ...]:
    """Those that went on in it when the row must go back; else those in which it goes on."""
    register = load()
    if kind == "merged_since":
        here = {gemeente} if gemeente.alive(to) else set()
        return tuple(sorted(g.code for g in here | set(register.predecessors(gemeente.code, on=to))))
    if gemeente.valid_to is None or to < gemeente.valid_to:
        return ()
    return tuple(heir.gemeente.code for heir in register.successors(gemeente.code, on=to))


def _told(kind: str, gemeente: Gemeente, when: Any, to: date, candidates: tuple[str, ...]) -> tuple[str, str]:
    register = load()
    heirs = ", ".join(str(register[code]) for code in candidates)
    life = f"from {gemeente.valid_from or 'an unrecorded day'} until {gemeente.valid_to or 'now'}"
    told = {
        "not_alive_then": (
            f"{gemeente} does not exist at {when}: it exists {life}.",
            f"take the day at which the row was written down{', or the code ' + heirs if heirs else ''}",
        ),
        "not_known_before_1990": (
            f"the start of {gemeente} is not recorded; it is attested from {gemeente.attested_from}.",
            "look the start up in CBS table 70739ned",
        ),
        "not_known_after_data": (
            f"{when} lies after the tables, which cover the days before {register.held_until}.",
            "renew the package, or take an earlier day",
        ),
        "split_without_share": (
            f"{gemeente} was split over {heirs} and no source that is held gives the shares.",
            "divide the row by addresses or woonplaatsen, or leave it out",
        ),
        "split": (f"{gemeente} was split over {heirs}.", "divide the row by the shares of register.successors"),
        "ended_without_successor": (f"{gemeente} ended without a successor: ceded abroad.", "leave the row out"),
        "sources_disagree": (
            f"RvIG says that {gemeente} went on in {heirs}; CBS names another: possibly a split.",
            "see register.history(code) and choose",
        ),
        "merged_since": (
            f"{gemeente} holds more at {when} than any one gemeente of {to}: it took others in after that day.",
            f"divide the row by hand over {heirs}, or bring the older rows forward to the newer day",
        ),
        "not_a_gemeente": (f"{gemeente} is a {gemeente.kind}, not a gemeente.", "leave the row out"),
        "pretend_member": (f"{gemeente} is the pretend member.", "leave the row out: it stands in no real table"),
    }
    return told[kind]
