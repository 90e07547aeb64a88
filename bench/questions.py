"""Finding the answer that exists: nDCG@10, recall@10, MRR, accuracy@1 per set, beside FTS5, bm25s and plain tantivy.

``python bench/questions.py [--data DIR] [--no-model]``; DIR is as ``../shared/data/questions``, or as other halves.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sqlite3
import sys
from collections.abc import Callable
from math import log2
from pathlib import Path
from statistics import mean, median
from time import process_time
from typing import Any, Final

from vngkit.questions.search import SearchDocument, SearchIndex, Semantic
from vngkit.text import stem, words

SHARED: Final = Path(__file__).resolve().parents[2] / "shared" / "data" / "questions"
MAIN: Final = ("vac-parafrase", "rijksoverheid-vac", "rijksoverheid-vac-typo", "dekamer-gelijk")
SETS: Final = (*MAIN, "dekamer-antwoord", "dekamer-titel", "xsid-nl")
Find = Callable[[str], list[str]]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _read(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, dict[str, int]]]:
    """The corpus, the queries and the judgments of a set; the open half where there is one."""
    half = folder / "open" if (folder / "open").is_dir() else folder
    judged: dict[str, dict[str, int]] = {}
    for line in (half / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, document, score = line.split("\t")
        judged.setdefault(query, {})[document] = int(score)
    return _rows(folder / "corpus.jsonl"), _rows(half / "queries.jsonl"), judged


def _measure(found: list[str], judged: dict[str, int]) -> tuple[float, float, float, float]:
    gains = [2 ** judged.get(name, 0) - 1 for name in found]
    ideal = sorted((2**score - 1 for score in judged.values()), reverse=True)[:10]
    ndcg = sum(gain / log2(at + 2) for at, gain in enumerate(gains)) / sum(
        g / log2(at + 2) for at, g in enumerate(ideal)
    )
    first = next((at for at, gain in enumerate(gains, 1) if gain), None)
    return ndcg, sum(1 for gain in gains if gain) / len(judged), 1 / first if first else 0.0, float(first == 1)


def _vngkit(corpus: list[dict[str, Any]], semantic: Semantic) -> Find:
    index = SearchIndex(semantic=semantic)
    index.rebuild(SearchDocument(id=row["_id"], title=row["title"], text=row["text"]) for row in corpus)
    return lambda text: [hit.id for hit in index.search(text).hits]


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]


def _fts5(corpus: list[dict[str, Any]]) -> Find:
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table d using fts5(id unindexed, t)")
    base.executemany(
        "insert into d values (?, ?)", ((r["_id"], " ".join(_stems(r["title"] + " " + r["text"]))) for r in corpus)
    )
    ask = "select id from d where d match ? order by bm25(d) limit 10"
    return lambda text: [r[0] for r in base.execute(ask, (" OR ".join(f'"{t}"' for t in dict.fromkeys(_stems(text))),))]


def _bm25s(corpus: list[dict[str, Any]]) -> Find:
    bm25s = importlib.import_module("bm25s")
    index = bm25s.BM25()
    index.index([_stems(r["title"] + " " + r["text"]) for r in corpus], show_progress=False)
    names = [r["_id"] for r in corpus]

    def find(text: str) -> list[str]:
        found, _ = index.retrieve([_stems(text)], k=10, show_progress=False)
        return [names[int(place)] for place in found[0]]

    return find


def _tantivy(corpus: list[dict[str, Any]]) -> Find:
    tantivy = importlib.import_module("tantivy")
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("t", tokenizer_name="nl")
    index = tantivy.Index(builder.build())
    filters = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    index.register_tokenizer("nl", filters.filter(tantivy.Filter.stemmer("dutch")).build())
    writer = index.writer()
    for row in corpus:
        writer.add_document(tantivy.Document(id=[row["_id"]], t=[row["title"] + " " + row["text"]]))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def find(text: str) -> list[str]:
        query = index.parse_query(" ".join(words(text)), ["t"])
        return [searcher.doc(at)["id"][0] for _, at in searcher.search(query, limit=10).hits]

    return find


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--no-model", action="store_true")
    options = parser.parse_args()
    none = Semantic(load=lambda: None)
    ways: dict[str, Callable[[list[dict[str, Any]]], Find]] = {
        "SQLite FTS5, stems": _fts5,
        "bm25s, stems": _bm25s,
        "tantivy, its own Dutch": _tantivy,
        "vngkit, without model": lambda corpus: _vngkit(corpus, none),
    }
    if not options.no_model:
        ways["vngkit, with model"] = lambda corpus: _vngkit(corpus, Semantic())
    means: dict[str, list[float]] = {way: [] for way in ways}
    print("| set | way | nDCG@10 | recall@10 | MRR | accuracy@1 | ms CPU a query |\n|---|---|---|---|---|---|---|")
    for name in SETS:
        if not (options.data / name / "corpus.jsonl").is_file():
            print(f"{name}: not in {options.data}", file=sys.stderr)
            continue
        corpus, queries, judged = _read(options.data / name)
        for way, make in ways.items():
            if "with model" in way and name not in MAIN:
                continue
            find = make(corpus)
            rows, spent = [], []
            for query in queries:
                if query["_id"] in judged:
                    start = process_time()
                    found = find(query["text"])
                    spent.append(process_time() - start)
                    rows.append(_measure(found[:10], judged[query["_id"]]))
            told = [mean(column) for column in zip(*rows, strict=True)]
            if name in MAIN:
                means[way].append(told[0])
            print(
                f"| {name} | {way} | {' | '.join(f'{v:.3f}' for v in told)} | {median(spent) * 1e3:.2f} |", flush=True
            )
    for way, found_means in means.items():
        print(f"| mean of {len(found_means)} | {way} | {mean(found_means):.4f} | | | | |")


if __name__ == "__main__":
    main()
