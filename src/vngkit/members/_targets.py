"""What every code stands for on another day: the heart of the crosswalk, one small table per code."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from vngkit.members._gemeente import PRETEND_CODE
from vngkit.members._lineage import Step, steps

if TYPE_CHECKING:
    from vngkit.members._gemeente import Gemeente
    from vngkit.members._register import Register

KINDS = (
    "unknown_code",
    "bad_date",
    "not_alive_then",
    "not_known_before_1990",
    "not_known_after_data",
    "split_without_share",
    "split",
    "ended_without_successor",
    "sources_disagree",
    "merged_since",
    "not_a_gemeente",
    "pretend_member",
)
UNKNOWN_CODE = KINDS.index("unknown_code")
_NOT_ALIVE, _BEFORE, _AFTER = (
    KINDS.index(kind) for kind in ("not_alive_then", "not_known_before_1990", "not_known_after_data")
)


class Target(NamedTuple):
    """From which day (ordinal) on a code stands for which gemeente (a code) or problem (a number in ``KINDS``)."""

    starts: tuple[int, ...]
    values: tuple[str | int, ...]
    assumed: bool


def targets(register: Register, to: date) -> dict[str, Target]:
    """The table of every code, the pretend member included."""
    found = {gemeente.code: _target(register, gemeente, to) for gemeente in register}
    pretend = KINDS.index("pretend_member")
    return {**found, PRETEND_CODE: Target((0,), (pretend,), assumed=False)}


def _target(register: Register, gemeente: Gemeente, to: date) -> Target:
    first = gemeente.attested_from or date.min
    last = gemeente.valid_to or register.held_until
    segments: list[tuple[date, str | int]] = [
        (date.min, _BEFORE if gemeente.valid_from is None else _NOT_ALIVE),
        *_in_life(register, gemeente, first, to),
        (last, _AFTER if gemeente.valid_to is None else _NOT_ALIVE),
    ]
    starts = tuple(day.toordinal() for day, _ in segments)
    return Target(starts, tuple(value for _, value in segments), _assumed(gemeente, to))


def _in_life(register: Register, gemeente: Gemeente, first: date, to: date) -> list[tuple[date, str | int]]:
    """What the code stands for on the days on which it exists."""
    if gemeente.kind != "gemeente" and gemeente.alive(to):
        return [(first, KINDS.index("not_a_gemeente"))]
    if gemeente.valid_to is not None and gemeente.valid_to <= to:
        return [(first, _forward(register, gemeente, to))]
    if first <= to:
        target: str | int = gemeente.code
        since = to
    else:
        origin = _renamed_from(register, gemeente, to)
        target = origin or KINDS.index("merged_since")
        since = first
    # a code that took others in after `to` stands for more than the gemeente of `to`
    joined = [step.day for step in steps()[1].get(gemeente.code, ()) if step.day > since]
    grown = min(joined, default=None)
    segments = [(first, target)]
    return segments if grown is None else [*segments, (grown, KINDS.index("merged_since"))]


def _forward(register: Register, gemeente: Gemeente, to: date) -> str | int:
    """The one gemeente in which an ended one goes on, or why there is none."""
    heirs = register.successors(gemeente.code, on=to)
    if not heirs:
        return KINDS.index("ended_without_successor")
    if len(heirs) > 1:
        known = all(heir.share is not None for heir in heirs)
        return KINDS.index("split" if known else "split_without_share")
    heir = next(iter(heirs))
    if heir.disputed:
        return KINDS.index("sources_disagree")
    if heir.gemeente.kind != "gemeente":
        return KINDS.index("not_a_gemeente")
    return heir.gemeente.code


def _renamed_from(register: Register, gemeente: Gemeente, to: date) -> str | None:
    """The gemeente of an earlier day that this one is another name of; None when it was made otherwise."""
    into = [step for step in steps()[1].get(gemeente.code, ()) if step.day == gemeente.valid_from]
    if len(into) != 1 or into[0].kind != "rename":
        return None
    before = register[into[0].origin]
    if any(step.day > to for step in steps()[1].get(before.code, ()) if before.attested_from != step.day):
        return None
    if before.attested_from is not None and before.attested_from <= to:
        return before.code
    return _renamed_from(register, before, to)


def _assumed(gemeente: Gemeente, to: date) -> bool:
    """Whether a merger on the way has no share in any source."""
    code = gemeente.code
    while True:
        ahead: tuple[Step, ...] = steps()[0].get(code, ())
        if not ahead or ahead[0].day > to:
            return False
        if ahead[0].kind != "rename" and any(step.share is None for step in ahead):
            return True
        code = ahead[0].to
