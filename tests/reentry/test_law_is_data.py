"""No number of law stands in code: every number in the rooms of the law is looked at, and has a reason to be there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "vngkit"
ROOMS = ("reentry", "legislation", "terms")
# figures of made-up cases, statistics, storage, workers and printing hold no rule
NO_RULES = ("synthetic", "columns", "_monitor", "_packed", "_workers", "_sheet", "_stream", "imports")
FILES = sorted(
    path
    for room in ROOMS
    for path in (SRC / room).rglob("*.py")
    if not any(part.startswith(NO_RULES) for part in path.parts)
)
UNITS = {"hours", "days", "working_days", "weeks", "months", "years"}
SMALL = {0, 1}  # nothing, and one: the first, the day after, one more
# of the machine, whatever the law says: how many to remember, how many near names to show
MACHINE = {"maxsize", "n", "cutoff", "indent", "width", "stacklevel", "digits"}
REASONS = {
    ("reentry/_case_reading.py", 2): "how the number of cases grows whose lines are kept in one go",
    ("reentry/_case_reading.py", 256): "of how many cases at most the lines are kept in one go",
    ("reentry/_fields.py", 5): "the scale of needs, 0 to 4, of the instruments in the dossier: no law",
    ("reentry/_local.py", 2000): "the longest text of a plugin",
    ("reentry/_reasons.py", 4): "how many local rules that are not known are named in one line",
    ("reentry/_recorded.py", 2): "the order of events within a day",
    ("reentry/_recorded.py", 3): "the order of events within a day",
    ("reentry/_return_scope.py", 12): "the months of a calendar year",
    ("legislation/_citation.py", 80): "how much of a wrong text is shown",
    ("legislation/_procedure.py", 2): "the second of the three rates, whose amounts stand in numbers.csv",
    ("legislation/_procedure.py", 3): "the third of the three rates, whose amounts stand in numbers.csv",
    ("legislation/_rulebook.py", 16384): "how many answers are remembered",
    ("legislation/_sharing_rows.py", 3): "how short a word may be to look for names like it",
    ("terms/_act.py", 7): "the days of a week",
    ("terms/_act.py", 28): "the days of the shortest month",
    ("terms/_act.py", 365): "the days of the shortest year",
    ("terms/_calendar.py", 5): "the number of Saturday",
    ("terms/_calendar.py", 2014): "the first year of which the day of the King's birthday is in the data",
    ("terms/_calendar.py", 3): "the paragraph of the equal days in the name of a day",
    ("terms/_columns.py", 3): "how far to look for open days, in calendar days",
    ("terms/_columns.py", 7): "the days of a week",
    ("terms/_columns.py", 12): "the months of a year",
    ("terms/_columns.py", 40): "how far to look for open days",
    ("terms/_columns.py", 366): "the days of the longest year",
    ("terms/_count.py", 4): "the number of Friday",
    ("terms/_count.py", 7): "the days of a week",
    ("terms/_count.py", 12): "the months of a year",
    ("terms/_term.py", 7): "the days of a week",
    ("terms/_term.py", 12): "the months of a year",
}
EASTER = "easter"  # reckoning Easter is astronomy


def passed_over(tree: ast.AST) -> set[ast.AST]:
    """What is a place in a text or a list, a form of printing, a measure of the machine, or the reckoning of Easter."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        beside: ast.AST | None = None
        if isinstance(node, ast.Subscript):
            beside = node.slice
        elif isinstance(node, ast.keyword) and node.arg in MACHINE:
            beside = node.value
        elif isinstance(node, ast.FormattedValue):
            beside = node.format_spec
        elif isinstance(node, ast.FunctionDef) and node.name.strip("_").startswith(EASTER):
            beside = node
        if beside is not None:
            found.update(ast.walk(beside))
    return found


def numbers_in(path: Path) -> list[tuple[str, float]]:
    """Every number greater than one in a file, with the file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed = passed_over(tree)
    values = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in passed]
    name = path.relative_to(SRC).as_posix()
    return [(name, value) for value in values if isinstance(value, int | float) and value not in SMALL]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_a_number_in_code_is_no_number_of_law(path: Path) -> None:
    assert [number for number in numbers_in(path) if number not in REASONS] == []


def test_no_reason_outlives_its_number() -> None:
    assert set(REASONS) <= {number for path in FILES for number in numbers_in(path)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_no_term_is_written_in_code(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call | ast.Tuple):
            written = node.args if isinstance(node, ast.Call) else node.elts
            values = [part.value for part in written if isinstance(part, ast.Constant)]
            beside_a_unit = UNITS & {value for value in values if isinstance(value, str)}
            numbers = [value for value in values if type(value) in {int, float} and value not in SMALL]
            known = {(path.relative_to(SRC).as_posix(), number) in REASONS for number in numbers}
            assert not (beside_a_unit and numbers) or known == {True}, ast.unparse(node)
