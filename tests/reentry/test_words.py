"""Words of a case: each has its Dutch and English term as data, and the data holds nothing else."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

import vngkit.reentry.synthetic  # it brings words of its own
from vngkit.reentry._words import DATA, Word

assert vngkit.reentry.synthetic.__all__


def lists(kind: type[Word] = Word) -> Iterator[type[Word]]:
    for one in kind.__subclasses__():
        yield one
        yield from lists(one)


def test_every_word_has_one_row_and_every_row_is_a_word() -> None:
    with (DATA / "words.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["list"], row["word"]) for row in csv.DictReader(file)]
    words = {(kind.__name__, word.value) for kind in lists() for word in kind if kind.__module__.startswith("vngkit.")}
    assert len(rows) == len(set(rows))
    assert words <= set(rows)
    assert set(rows) <= words, "a row that is no word, or a mark that a merge left"


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.name)
def test_no_table_of_a_case_has_a_torn_row(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert all(len(row) == len(header) for row in rows)
