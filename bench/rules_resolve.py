"""Resolving one open term for all members, and how it grows with the rules that are held."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial

from vngkit.legislation import Layer, LocalRule, RuleBook, Source, open_terms
from vngkit.members import load
from vngkit.terms import Term

ROUNDS = 5
DAY = date(2026, 11, 23)
SOURCE = Source(title="Verordening", publication_id="CVDR000000_1", article="2")
TERM = "debt.decision_term"


def rules(codes: list[str], versions: int, terms: int) -> list[LocalRule]:
    """``versions`` versions of the term for every member, and one rule of ``terms`` other terms."""
    others = [term.id for term in open_terms().values() if term.type.value == "text"][:terms]
    made = [
        LocalRule(
            id=f"b.{code}.{year}",
            term=TERM,
            member=code,
            value=Term(1 + year % 8, "weeks"),
            layer=Layer.VERORDENING,
            source=SOURCE,
            valid_from=date(2026 - year, 1, 1),
        )
        for code in codes
        for year in range(versions)
    ]
    return made + [
        LocalRule(
            id=f"b.{code}.{term}",
            term=term,
            member=code,
            value="x",
            layer=Layer.VERORDENING,
            source=SOURCE,
            valid_from=date(2025, 1, 1),
        )
        for code in codes
        for term in others
    ]


def median(call: Callable[[], object]) -> float:
    """Median CPU seconds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def naive(held: list[LocalRule], codes: list[str]) -> int:
    """The plain way: look through all rules for every member; the latest that covers the day."""
    found = 0
    for code in codes:
        fits = [r for r in held if r.member == code and r.term == TERM and r.valid_from and r.valid_from <= DAY]
        found += bool(max(fits, key=lambda rule: rule.begins, default=None))
    return found


def main() -> None:
    """Print the table."""
    register = load()
    codes = [gemeente.code for gemeente in register.on(DAY)]
    print("CPU, medians; the last column looks through all rules for each member, without law, reasons or candidates")
    print("| rules held | compile ms | compare 342 members ms | one answer us | look through all ms |")
    print("|---|---|---|---|---|")
    for versions, terms in ((1, 0), (5, 0), (5, 20), (20, 40)):
        held = rules(codes, versions, terms)
        book = RuleBook(held, register=register, terms=open_terms())
        assert all(row.value == Term(1, "weeks") for row in book.compare(TERM, on=DAY))
        assert naive(held, codes) == len(codes)
        compiling = median(partial(RuleBook, held, register=register, terms=open_terms()))
        comparing = median(partial(book.compare, TERM, on=DAY))
        looking = median(partial(naive, held, codes))
        each = comparing / len(codes) * 1e6
        taken = " | ".join(f"{value:.1f}" for value in (compiling * 1000, comparing * 1000, each, looking * 1000))
        print(f"| {len(held):,} | {taken} |")


if __name__ == "__main__":
    main()
