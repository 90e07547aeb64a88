"""What finding costs as the index grows: a question, a durable add, building, disk and memory.

``python bench/questions_speed.py [1000 10000 100000]``: made-up documents of four real sentences of CC0 answers.
"""

from __future__ import annotations

import json
import random
import re
import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Final

from vngkit.questions.search import SearchDocument, SearchIndex, Semantic

SHARED: Final = Path(__file__).resolve().parents[2] / "shared" / "data" / "questions"
ASKED: Final = 60
ADDED: Final = 30


def _sentences() -> list[str]:
    lines = (SHARED / "rijksoverheid-vac" / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    found = (part.strip() for line in lines for part in re.split(r"(?<=[.!?])\s+", json.loads(line)["text"]))
    return [sentence for sentence in found if 30 <= len(sentence) <= 200]


def _documents(count: int, seed: int = 7) -> Iterator[SearchDocument]:
    draw, sentences = random.Random(seed), _sentences()
    for number in range(count):
        title, *text = draw.sample(sentences, 4)
        yield SearchDocument(id=f"d{number}", title=title, text=" ".join(text))


def _questions() -> list[str]:
    lines = (SHARED / "rijksoverheid-vac" / "open" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines[:ASKED]]


def _one(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = perf_counter()
        index = SearchIndex(folder, semantic=Semantic(load=lambda: None))
        index.rebuild(_documents(count))
        built = perf_counter() - start
        memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        disk = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        cpu, wall = [], []
        for text in _questions() * 3:
            first, at = process_time(), perf_counter()
            index.search(text)
            cpu.append((process_time() - first) * 1e3)
            wall.append((perf_counter() - at) * 1e3)
        added, added_cpu = [], []
        for document in _documents(ADDED, seed=8):
            first, at = process_time(), perf_counter()
            index.add(document)
            added_cpu.append((process_time() - first) * 1e3)
            added.append((perf_counter() - at) * 1e3)
        index.close()
        at = perf_counter()
        SearchIndex(folder, semantic=Semantic(load=lambda: None)).close()
        opened = perf_counter() - at
    row = (
        median(cpu),
        quantiles(cpu, n=20)[-1],
        median(wall),
        median(added_cpu),
        median(added),
        built,
        opened,
        disk,
        memory,
    )
    print(
        f"| {count:,} | " + " | ".join(f"{value:.2f}" if value < 10 else f"{value:.0f}" for value in row) + " |",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    print(
        "| documents | query ms CPU p50 | p95 | wall p50 | add ms CPU | wall | build s | open s | disk MB | memory MB |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for count in [int(word) for word in sys.argv[1:] if word.isdigit()] or [1_000, 10_000, 100_000]:
        _one(count)


if __name__ == "__main__":
    main()
