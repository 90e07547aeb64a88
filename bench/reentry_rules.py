"""Goals 1-3: twenty duties in vngkit, a plain loop, a pluggy hook per case, and other rule engines, with one answer."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pluggy

from bench._members import rounds, show
from bench._reentry import ON, TODAY, cases_of, columns_of, expression, facts, name_of, plain_rule, rows_of, twenty
from vngkit.reentry import Case, Duty, DutyBook, national_book, synthetic
from vngkit.reentry.columns import ColumnPass, ColumnRules, evaluate_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    Answer = list[tuple[str, str]]
    Runs = Callable[[Case, date], bool]
    Ways = dict[str, tuple[Callable[[], Answer], int]]

DUTIES = twenty()
ANSWERS = national_book().answers
HOOK, SPEC = pluggy.HookimplMarker("bench"), pluggy.HookspecMarker("bench")


class Bare:
    """A function of a case and a day as vngkit evaluates it, giving only case and rule, as the engines do."""

    def __init__(
        self, rule: str, runs: Callable[[Case, date], bool], triggers: frozenset[str], member: str = ""
    ) -> None:
        self.id, self.runs, self.triggers = rule, runs, triggers
        if member:
            self.members = frozenset({member})

    def findings(self, case: Case, on: date, answers: object) -> Iterator[Any]:
        assert answers
        if self.runs(case, on):
            yield case.id, self.id


class BareBook(DutyBook):
    """The engine with nothing put together at the end: bare answers have no parts."""

    @staticmethod
    def composed(found: Any) -> Any:
        return tuple(found)


def never(case: Case, on: date) -> bool:
    """A local rule that has nothing to say."""
    return case is None or on is None


class Hooks:
    """What a plugin of the other design implements."""

    @SPEC
    def evaluate(self, case: Case, on: date) -> Any:
        """The answer of one plugin for one case."""


class Plugin:
    def __init__(self, rule: str, runs: Runs, member: str = "") -> None:
        self.rule, self.runs, self.member = rule, runs, member

    @HOOK
    def evaluate(self, case: Case, on: date) -> Any:
        if self.member and self.member not in case.members:
            return None
        return (case.id, self.rule) if self.runs(case, on) else None


def in_vngkit(cases: list[Case], local: int = 0) -> Callable[[], Answer]:
    rules = [Bare(duty.id, plain_rule(duty), duty.triggers) for duty in DUTIES]
    rules += [Bare(f"local.{number}", never, frozenset(), f"GM{number:04}") for number in range(1000, 1000 + local)]
    book = BareBook(rules, answers=ANSWERS)
    return lambda: [found for case in cases for found in book.evaluate(case, ON)]  # type: ignore[misc]


def in_pluggy(cases: list[Case], local: int = 0) -> Callable[[], Answer]:
    manager = pluggy.PluginManager("bench")
    manager.add_hookspecs(Hooks)
    for duty in DUTIES:
        manager.register(Plugin(duty.id, plain_rule(duty)))
    for number in range(1000, 1000 + local):
        manager.register(Plugin(f"local.{number}", never, f"GM{number:04}"))
    hook = manager.hook.evaluate
    return lambda: [found for case in cases for found in hook(case=case, on=ON)]


def in_loop(cases: list[Case]) -> Callable[[], Answer]:
    rules = [(duty.id, plain_rule(duty)) for duty in DUTIES]
    return lambda: [(case.id, name) for case in cases for name, runs in rules if runs(case, ON)]


def in_full(cases: list[Case]) -> Callable[[], Answer]:
    """Whole findings: kind, last day with its arithmetic, law, reasons."""
    book = DutyBook(DUTIES, answers=ANSWERS)
    return lambda: [(found.case_id, found.id) for case in cases for found in book.evaluate(case, ON)]


def in_columns(days: Any) -> Callable[[], Answer]:
    """Kind and last day from packed columns; the answer is made as text so that all give the same."""
    columns, rules = columns_of(days), ColumnRules(DUTIES)

    def ask() -> Answer:
        found = evaluate_columns(columns, rules, on=ON)
        names = [duty.id for duty in found.duties]
        return [
            (columns.ids[case], names[duty])
            for case, duty in zip(found.case.tolist(), found.duty.tolist(), strict=True)
        ]

    return ask


def in_zen(rows: list[dict[str, Any]]) -> Callable[[], Answer]:
    zen = importlib.import_module("zen")
    rules = [(duty.id, zen.compile_expression(expression(duty))) for duty in DUTIES]
    return lambda: [(str(at), name) for at, row in enumerate(rows) for name, rule in rules if rule.evaluate(row)]


def in_rule_engine(rows: list[dict[str, Any]]) -> Callable[[], Answer]:
    engine = importlib.import_module("rule_engine")
    rules = [(duty.id, engine.Rule(expression(duty))) for duty in DUTIES]
    return lambda: [(str(at), name) for at, row in enumerate(rows) for name, rule in rules if rule.matches(row)]


def in_business_rules(rows: list[dict[str, Any]]) -> Callable[[], Answer]:
    """It compares a variable with a number only, so the days between two steps are variables of their own."""
    package = importlib.import_module("business_rules")
    variables = importlib.import_module("business_rules.variables")
    actions = importlib.import_module("business_rules.actions")
    fields = importlib.import_module("business_rules.fields")
    found: Answer = []

    def read(name: str) -> Any:
        return variables.numeric_rule_variable()(lambda self: self.row[name])

    def between(first: str, then: str) -> Any:
        return variables.numeric_rule_variable()(lambda self: self.row[then] - self.row[first])

    pairs = [(name_of(duty.starts[0]), name_of(end)) for duty in DUTIES for end in duty.ends]
    names = {"active", *(name for pair in pairs for name in pair)}
    body = {name: read(name) for name in names} | {
        f"{then}_since_{first}": between(first, then) for first, then in pairs
    }
    facts_ = type(
        "Facts", (variables.BaseVariables,), {"__init__": lambda self, row: setattr(self, "row", row), **body}
    )

    def find(self: Any, rule: str) -> None:
        found.append((self.case, rule))

    doing = type(
        "Doing",
        (actions.BaseActions,),
        {
            "__init__": lambda self, case: setattr(self, "case", case),
            "find": actions.rule_action(params={"rule": fields.FIELD_TEXT})(find),
        },
    )

    def test(name: str, operator: str, value: int) -> dict[str, Any]:
        return {"name": name, "operator": operator, "value": value}

    def later(name: str) -> dict[str, Any]:
        return test(name, "greater_than", TODAY)

    def rule(duty: Duty) -> dict[str, Any]:
        start = name_of(duty.starts[0])
        ends = [
            {
                "any": [
                    test(e, "equal_to", 0),
                    test(f"{e}_since_{start}", "less_than", 0),
                    test(e, "greater_than", TODAY),
                ]
            }
            for e in map(name_of, duty.ends)
        ]
        begun = [test("active", "equal_to", 1), test(start, "greater_than", 0)]
        begun.append(test(start, "less_than_or_equal_to", TODAY))
        return {"conditions": {"all": [*begun, *ends]}, "actions": [{"name": "find", "params": {"rule": duty.id}}]}

    rules = [rule(duty) for duty in DUTIES]

    def ask() -> Answer:
        found.clear()
        for at, row in enumerate(rows):
            package.run_all(
                rule_list=rules,
                defined_variables=facts_(row),
                defined_actions=doing(str(at)),
                stop_on_first_trigger=False,
            )
        return list(found)

    return ask


def alike(ways: Ways) -> None:
    """Every way gives the same answer before its time counts."""
    answers = {name: Counter(work()) for name, (work, _) in ways.items()}
    first, *others = answers.values()
    assert first
    assert all(other == first for other in others), {name: sum(found.values()) for name, found in answers.items()}


def engines(count: int) -> None:
    days = facts(count, DUTIES)
    cases, rows = list(cases_of(days)), rows_of(days)
    ways: Ways = {
        "plain loop, case and rule": (in_loop(cases), count),
        "vngkit, the same functions, guarded": (in_vngkit(cases), count),
        "vngkit, whole findings": (in_full(cases), count),
        "vngkit, columns": (in_columns(days), count),
        "pluggy hook per case, 20 plugins": (in_pluggy(cases), count),
        "vngkit, 20 + 342 local": (in_vngkit(cases, 342), count),
        "pluggy hook per case, 362 plugins": (in_pluggy(cases, 342), count),
        "zen-engine, compiled expressions": (in_zen(rows), count),
        "rule-engine": (in_rule_engine(rows), count),
        "business-rules": (in_business_rules(rows), count),
    }
    alike(ways)
    print(f"\n{count:,} cases, 20 duties of national law, {len(in_loop(cases)())} of them run; CPU")
    table = rounds(ways, "plain loop, case and rule", number=3)
    show(table, "cases", "the plain loop")
    each = {row.name: row.rate for row in table}
    bare, full, columns = (
        each[f"vngkit, {name}"] for name in ("the same functions, guarded", "whole findings", "columns")
    )
    print("\n| peer | vngkit, the same functions | whole findings | columns |\n|---|---|---|---|")
    for name in list(each)[4:]:
        if not name.startswith("vngkit"):
            own = each["vngkit, 20 + 342 local"] if "362" in name else bare
            print(f"| {name} | {own / each[name]:.1f} | {full / each[name]:.1f} | {columns / each[name]:.1f} |")


def whole_law(count: int) -> None:
    """Goal 1 for all of national law: the book against a loop over the same functions, without guards."""
    load = synthetic.caseload(None, seed=1, start=ON.replace(month=1, day=1), days=365, count=count)
    cases = list(load.cases(on=ON))
    book = national_book()
    every = book.evaluables

    def looped() -> int:
        return sum(1 for case in cases for one in every for _ in one.findings(case, ON, ANSWERS))

    def guarded() -> int:
        return sum(1 for case in cases for one in book.concerning(case) for _ in book.look(one, case, ON, ANSWERS))

    def whole() -> int:
        return sum(1 for case in cases for _ in book.evaluate(case, ON))

    assert looped() == guarded()
    print(f"\nAll of national law ({len(every)} duties, checks and proposals), {len(cases):,} synthetic cases; CPU")
    ways: Any = {
        "loop over the same functions": (looped, len(cases)),
        "the book, guarded": (guarded, len(cases)),
        "the book, parts put in their findings": (whole, len(cases)),
    }
    show(rounds(ways, "loop over the same functions", number=3), "cases", "the loop")


def many_days(count: int) -> None:
    """What a second day costs when columns were joined once."""
    columns, rules = columns_of(facts(count, DUTIES)), ColumnRules(DUTIES)
    ready = ColumnPass(columns, rules)
    ways: Any = {
        "one day": (lambda: len(evaluate_columns(columns, rules, on=ON)), count),
        "another day of the same pass": (lambda: len(ready.on(ON)), count),
    }
    print(f"\nColumns, {count:,} cases, 20 duties; CPU")
    show(rounds(ways, "one day", number=5), "cases", "one day")


def main() -> None:
    quick = "--quick" in sys.argv
    engines(300 if quick else 1_000)
    if not quick:
        engines(10_000)
    whole_law(300 if quick else 2_000)
    many_days(10_000 if quick else 100_000)


if __name__ == "__main__":
    main()
