"""Goal 5: duties over columns against OpenFisca-core and numpy by hand; and columns against looking at each case."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from bench._members import rounds, show
from bench._reentry import EPOCH, ON, TODAY, columns_of, facts, name_of, twenty
from vngkit.reentry import Case, DutyBook, FindingKind, national_book
from vngkit.reentry.columns import ColumnPass, ColumnRules, evaluate_columns, pack_cases
from vngkit.reentry.synthetic import SyntheticSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from vngkit.reentry import Duty

    Found = tuple[Any, Any, Any, Any]

DUTIES = twenty()
OVERDUE, ALMOST, DUE = map(np.int8, range(3))
assert list(FindingKind)[:3] == [FindingKind.OVERDUE, FindingKind.ALMOST_DUE, FindingKind.DUE]
NEXT = date(2026, 11, 24).toordinal() - EPOCH
NEVER = np.int32(np.iinfo(np.int32).max)
FIRST_DAY = TODAY - 200


def table(duty: Duty) -> Any:
    """The last day for each day of start, made before anything counts; no term is never."""
    rule = duty.term_rule
    days = range(FIRST_DAY, TODAY + 30)
    if rule is not None and rule.reckoning.counts == "at_once":
        return np.array(days, np.int32)
    if rule is None or rule.term is None or rule.reckoning.counts != "from":
        return np.full(len(days), NEVER, np.int32)
    return np.array([rule.reckon(date.fromordinal(day + EPOCH)).date.toordinal() - EPOCH for day in days], np.int32)


TABLES = {duty.id: table(duty) for duty in DUTIES}


def running(duty: Duty, column: Callable[[str], Any]) -> Any:
    """Where a duty runs, as a programmer writes it with numpy."""
    start = column(duty.starts[0])
    live = (column("active") == 1) & (start > 0) & (start <= TODAY)
    for name in duty.ends:
        end = column(name)
        live &= (end == 0) | (end < start) | (end > TODAY)
    return live


def said(due: Any) -> Any:
    """Overdue, almost due or due."""
    return np.where(due < TODAY, OVERDUE, np.where(due <= NEXT, ALMOST, DUE))


def joined(parts: list[Found]) -> Found:
    case, duty, kind, due = (np.concatenate(column) for column in zip(*parts, strict=True))
    return case, duty, kind, due


def by_hand(days: dict[str, Any]) -> Callable[[], Found]:
    def work() -> Found:
        parts = []
        for place, duty in enumerate(DUTIES):
            case = np.flatnonzero(running(duty, days.__getitem__))
            due = TABLES[duty.id][days[duty.starts[0]][case] - FIRST_DAY]
            parts.append((case, np.full(case.size, place, np.int32), said(due), due))
        return joined(parts)

    return work


def in_openfisca(days: dict[str, Any]) -> Callable[[], Found]:
    """Each kind of step an input, each duty two variables: what it says (0 is nothing) and by when."""
    entities = importlib.import_module("openfisca_core.entities")
    systems = importlib.import_module("openfisca_core.taxbenefitsystems")
    variables = importlib.import_module("openfisca_core.variables")
    simulations = importlib.import_module("openfisca_core.simulations")
    day = importlib.import_module("openfisca_core.periods").DateUnit.DAY
    person = entities.build_entity(key="person", plural="persons", label="", is_person=True)
    roles = [{"key": "member", "plural": "members"}]
    house = entities.build_entity(key="household", plural="households", label="", roles=roles)
    system = systems.TaxBenefitSystem([person, house])

    def variable(name: str, **more: Any) -> None:
        body = {"value_type": int, "entity": person, "definition_period": day, "label": name, **more}
        system.add_variable(type(name, (variables.Variable,), body))

    for name in days:
        variable(name_of(name))

    def due(duty: Duty) -> Any:
        start, told = name_of(duty.starts[0]), TABLES[duty.id]
        return lambda who, period: told[np.maximum(who(start, period) - FIRST_DAY, 0)]

    def kind(duty: Duty) -> Any:
        by_when = f"due_{name_of(duty.id)}"

        def formula(who: Any, period: Any) -> Any:
            live = running(duty, lambda name: who(name_of(name), period))
            return np.where(live, said(who(by_when, period)) + 1, 0)

        return formula

    for duty in DUTIES:
        variable(f"due_{name_of(duty.id)}", formula=due(duty))
        variable(f"kind_{name_of(duty.id)}", formula=kind(duty))

    def work() -> Found:
        simulation = simulations.SimulationBuilder().build_default_simulation(system, count=days["active"].size)
        for name, column in days.items():
            simulation.set_input(name_of(name), str(ON), column)
        parts = []
        for place, duty in enumerate(DUTIES):
            told = simulation.calculate(f"kind_{name_of(duty.id)}", str(ON))
            case = np.flatnonzero(told)
            due = simulation.calculate(f"due_{name_of(duty.id)}", str(ON))[case]
            parts.append((case, np.full(case.size, place, np.int32), told[case] - 1, due))
        return joined(parts)

    return work


def in_vngkit(days: dict[str, Any]) -> tuple[Callable[[], Found], Callable[[], Found]]:
    columns, rules = columns_of(days), ColumnRules(DUTIES)
    ready = ColumnPass(columns, rules)

    def shaped(found: Any) -> Found:
        return found.case, found.duty, found.kind, found.due

    return lambda: shaped(evaluate_columns(columns, rules, on=ON)), lambda: shaped(ready.on(ON))


def rows(found: Found) -> Any:
    """The findings in one order, to hold them against each other."""
    case, duty, kind, due = found
    if due.dtype.kind == "M":
        due = np.where(np.isnat(due), NEVER, due.astype("i8"))
    told = np.stack([case, duty, kind, due], axis=1).astype("i8")
    return told[np.lexsort(told.T)]


def against_others(count: int) -> None:
    days = facts(count, DUTIES)
    one, other_day = in_vngkit(days)
    ways: dict[str, tuple[Callable[[], Found], int]] = {
        "numpy by hand": (by_hand(days), count),
        "vngkit columns": (one, count),
        "vngkit columns, another day of a pass": (other_day, count),
        "OpenFisca-core": (in_openfisca(days), count),
    }
    first, *others = (rows(work()) for work, _ in ways.values())
    assert first.size
    assert all(np.array_equal(first, other) for other in others)
    print(f"\n{count:,} cases, 20 duties of national law, {len(first):,} findings with kind and day, all equal; CPU")
    show(rounds(ways, "OpenFisca-core", number=5), "cases", "OpenFisca-core")


def against_cases(count: int, chunk: int = 10_000) -> None:
    """All duties that run over columns, on synthetic cases: what differs from looking at each case."""
    source = SyntheticSource(seed=2, start=ON.replace(month=1, day=1), days=365, count=count, on=ON)
    book = national_book()
    rules = ColumnRules(book.evaluables)
    alone = DutyBook(rules.duties, answers=book.answers)
    findings = differ = 0
    cases: list[Case] = []
    for first in range(0, count, chunk):
        cases = list(source(source.numbers[first : first + chunk]))
        over = Counter(evaluate_columns(pack_cases(cases), rules, on=ON).rows())
        each = Counter(
            (found.case_id, found.id, found.kind, found.due_on)
            for case in cases
            for one in alone.concerning(case)
            for found in alone.look(one, case, ON, book.answers)
        )
        findings += over.total()
        differ += ((over - each) + (each - over)).total()
    told = f"{count:,} synthetic cases, {len(rules.duties)} duties over columns"
    print(f"\n{told}, {findings:,} findings, {differ} differ; timed on the last {len(cases):,}")
    columns = pack_cases(cases)
    ready = ColumnPass(columns, rules)
    ways: Any = {
        "looking at each case": (lambda: sum(1 for case in cases for _ in alone.evaluate(case, ON)), len(cases)),
        "packing and columns": (lambda: len(evaluate_columns(pack_cases(cases), rules, on=ON)), len(cases)),
        "columns": (lambda: len(evaluate_columns(columns, rules, on=ON)), len(cases)),
        "columns, another day of a pass": (lambda: len(ready.on(ON)), len(cases)),
    }
    show(rounds(ways, "looking at each case", number=3), "cases", "looking at each case")


def main() -> None:
    if "--quick" in sys.argv:
        against_others(5_000)
        against_cases(500)
        return
    against_others(100_000)
    against_others(1_000_000)
    against_cases(100_000)


if __name__ == "__main__":
    main()
