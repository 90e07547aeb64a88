"""Goal 15: which gemeente carries a code on a day, against a hand-made dict with bisect over the same table."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date

from bench._members import Row, rounds, show
from vngkit import members

LOOKUPS = 100_000
PEER = "dict + bisect, in a function"
INLINE = "dict + bisect, in the loop itself"
OWN = "vngkit, as_of(code, day)"
GOAL = 1.0

Asked = list[tuple[str, date]]
Versions = Mapping[str, tuple[tuple[date, ...], tuple[members.Gemeente | None, ...]]]


def material(size: int) -> tuple[Asked, Versions]:
    """Codes with a day on which they exist, and the table of a peer: per code its days and what begins on them."""
    register = members.load()
    draw = random.Random(1)
    lives = [(g, g.attested_from or date.min, g.valid_to or register.held_until) for g in register]
    versions = {g.code: ((date.min, first, end), (None, g, None)) for g, first, end in lives}
    asked = []
    for gemeente, first, end in draw.choices(lives, k=size):
        asked.append((gemeente.code, date.fromordinal(draw.randrange(first.toordinal(), end.toordinal()))))
    return asked, versions


def inline(asked: Asked, table: Versions) -> list[object]:
    """The least that Python can do; nothing is checked and nothing told."""
    found: list[object] = []
    for code, day in asked:
        days, versions = table[code]
        found.append(versions[bisect_right(days, day) - 1])
    return found


def one_by_one(asked: Asked, lookup: Callable[[str, date], object]) -> list[object]:
    """A question for each row, as a program asks them."""
    found: list[object] = []
    for code, day in asked:
        found.append(lookup(code, day))
    return found


def run(size: int = LOOKUPS, number: int = 9) -> list[Row]:
    """All ways on the same codes and days."""
    asked, table = material(size)

    def lookup(code: str, day: date) -> object:
        days, versions = table[code]
        return versions[bisect_right(days, day) - 1]

    as_of = members.load().as_of
    assert inline(asked, table) == one_by_one(asked, lookup) == one_by_one(asked, as_of)
    ways: dict[str, tuple[Callable[[], object], int]] = {
        PEER: (lambda: one_by_one(asked, lookup), size),
        INLINE: (lambda: inline(asked, table), size),
        OWN: (lambda: one_by_one(asked, as_of), size),
    }
    return rounds(ways, PEER, number)


def main() -> None:
    """Print the table, and whether the goal is met."""
    found = run()
    show(found, "lookups", PEER)
    rate = {row.name: row.rate for row in found}
    print(f"\ngoal: at least {GOAL} of dict + bisect, which checks nothing and tells nothing")
    for peer in (PEER, INLINE):
        print(f"against {peer}: {rate[OWN] / rate[peer]:.2f}")


if __name__ == "__main__":
    main()
