"""How good finding is on the open half of a set: a floor, so that a ranking that broke is seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vngkit.questions.search import SearchDocument, SearchIndex, Semantic


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("name", "first", "in_ten"), [("vac-parafrase", 0.60, 0.88), ("rijksoverheid-vac-typo", 0.74, 0.96)]
)
def test_the_answer_is_first_and_among_ten_as_often_as_was_measured(
    shared: Path, name: str, first: float, in_ten: float
) -> None:
    folder = shared / "data" / "questions" / name
    index = SearchIndex(semantic=Semantic(load=lambda: None))
    index.add(
        *(SearchDocument(id=row["_id"], title=row["title"], text=row["text"]) for row in rows(folder / "corpus.jsonl"))
    )
    judged = dict(line.split("\t")[:2] for line in (folder / "open" / "qrels.tsv").read_text().splitlines()[1:])
    asked = rows(folder / "open" / "queries.jsonl")[:100]
    found = [(judged[row["_id"]], [hit.id for hit in index.search(row["text"]).hits]) for row in asked]
    assert sum(ids[:1] == [right] for right, ids in found) / len(found) >= first
    assert sum(right in ids for right, ids in found) / len(found) >= in_ten
