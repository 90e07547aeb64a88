"""The errors about codes and days, told so that a person knows what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vngkit.errors import DataError, NotFound, NotInForce
from vngkit.members._gemeente import PRETEND_CODE, as_code

if TYPE_CHECKING:
    from datetime import date

    from vngkit.members._codes import CodesAndDays
    from vngkit.members._gemeente import Gemeente


def not_in_force(register: CodesAndDays, gemeente: Gemeente, on: date) -> NotInForce:
    """Code van een andere dag: the error that says when a gemeente exists and who goes on in its place."""
    if gemeente.valid_from is not None and on < gemeente.valid_from:
        return NotInForce(
            f"{gemeente} does not exist on {on}.",
            why=f"It begins on {gemeente.valid_from}.",
            fix="take a later day, or ask register.predecessors(code, on=day)",
        )
    from vngkit.members._lineage import successors

    heirs = ", ".join(str(heir.gemeente) for heir in successors(register, gemeente, on))
    return NotInForce(
        f"{gemeente} does not exist on {on}.",
        why=f"It ended on {gemeente.valid_to}" + (f" and goes on in {heirs}." if heirs else ", ceded abroad."),
        fix="take an earlier day, or the gemeente that goes on" if heirs else "take an earlier day",
    )


def unknown(register: CodesAndDays, code: object) -> NotFound:
    """Onbekende code: the error that says what the code looks like and which codes are near."""
    try:
        canonical = as_code(code)  # type: ignore[arg-type]  # whatever was handed in is told back
    except DataError as error:
        return NotFound(f"{code!r:.40} is not a gemeente code.", why=error.what, fix=error.fix)
    if canonical in register:
        return NotFound(f"{code!r:.40} is not how CBS writes a code.", fix=f"write {canonical!r}, or as_code(...)")
    near = sorted(register, key=lambda other: (_apart(canonical, other.code), other.code))[:3]
    return NotFound(
        f"no gemeente has or had the code {canonical}.",
        why="Near codes: " + ", ".join(str(other) for other in near) + ".",
        fix=f"look the gemeente up by name; {PRETEND_CODE} is the pretend member",
    )


def _apart(code: str, other: str) -> tuple[int, int, int]:
    """How far two codes are apart for the eye: other digits, places that differ, and the distance as numbers."""
    digits = len(set(code[2:]) ^ set(other[2:]))
    return sum(a != b for a, b in zip(code, other, strict=True)), digits, abs(int(code[2:]) - int(other[2:]))
