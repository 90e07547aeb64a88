"""Resolving one open term for all members, and how it grows with the rules that are held."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial

import pluggy

from vngkit.legislation import Answer, Layer, LocalRule, RuleBook, Source, open_terms
from vngkit.members import load
from vngkit.terms import Term

ROUNDS = 5
DAY = date(2026, 11, 23)
SOURCE = Source(title="Verordening", publication_id="CVDR000000_1", article="2")
TERM = "debt.decision_term"
HOOK = pluggy.HookimplMarker("bench")


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


class Asked:
    """A plugin of the other design: it is asked for every case and looks whether it has something to say."""

    def __init__(self, rule: LocalRule) -> None:
        self.rule = rule

    @HOOK
    def rule_for(self, term: str, member: str, on: date) -> LocalRule | None:
        """The rule of this plugin, when it is for this case."""
        rule = self.rule
        held = rule.member == member and rule.term == term
        return rule if held and rule.valid_from and rule.valid_from <= on else None


def hook_per_case(codes: list[str], cases: int = 2_000) -> None:
    """Goal 2: rules asked once and compiled, against a pluggy hook per case with the same plugins."""
    print("\nus a case; the hook gives a bare rule: no law, no status, no candidates")
    print("| plugins, one rule each | answer, each on its own day | answer, cases of one day | hook per case | times |")
    print("|---|---|---|---|---|")
    for count in (20, 342):
        days = [date.fromordinal(DAY.toordinal() - number // count) for number in range(cases)]
        held = rules(codes[:count], 1, 0)
        book = RuleBook(held, register=load(), terms=open_terms())
        manager = pluggy.PluginManager("bench")
        for rule in held:
            manager.register(Asked(rule))
        asked = [codes[number % count] for number in range(cases)]
        assert all(book.answer(TERM, member=c, on=DAY).rule == ask(manager, c) for c in asked[:count])
        start = time.process_time()
        for code, day in zip(asked, days, strict=True):
            book.answer(TERM, member=code, on=day)
        alone = time.process_time() - start
        one = median(partial(answers, book, asked))
        other = median(partial(asks, manager, asked))
        taken = " | ".join(f"{value / cases * 1e6:.1f}" for value in (alone, one, other))
        print(f"| {count} | {taken} | {other / one:.1f} |")


def answers(book: RuleBook, codes: list[str]) -> list[Answer]:
    """One answer for each case."""
    return [book.answer(TERM, member=code, on=DAY) for code in codes]


def asks(manager: pluggy.PluginManager, codes: list[str]) -> list[LocalRule | None]:
    """One round of all plugins for each case."""
    return [ask(manager, code) for code in codes]


def ask(manager: pluggy.PluginManager, code: str) -> LocalRule | None:
    """What the plugins say to one case; no law, no candidates, no reasons."""
    return next(iter(manager.hook.rule_for(term=TERM, member=code, on=DAY)), None)


def main() -> None:
    """Print the tables."""
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
        days = iter(date.fromordinal(DAY.toordinal() - number) for number in range(ROUNDS + 1))
        comparing = median(lambda days=days, book=book: book.compare(TERM, on=next(days)))  # type: ignore[misc]
        looking = median(partial(naive, held, codes))
        each = comparing / len(codes) * 1e6
        taken = " | ".join(f"{value:.1f}" for value in (compiling * 1000, comparing * 1000, each, looking * 1000))
        print(f"| {len(held):,} | {taken} |")
    hook_per_case(codes)


if __name__ == "__main__":
    main()
