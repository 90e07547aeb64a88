"""Write ``src/vngkit/data/text/lexicon.txt`` from CC0 government texts: words that stand in three texts or more.

``python scripts/build_text.py`` writes it, ``--check`` compares. A word and a count of texts are all that is kept.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Final

from _package_data import run, sha256

from vngkit.text import words

HERE: Final = Path(__file__).resolve()
TARGET: Final = HERE.parents[1] / "src" / "vngkit" / "data" / "text"
SETS: Final = ("rijksoverheid-vac", "vac-parafrase", "dekamer-titel", "dekamer-antwoord")
FEWEST: Final = 3


def _count(folder: Path) -> tuple[Counter[str], dict[str, str]]:
    """In how many texts each word stands; the same text in two sets counts once."""
    found: Counter[str] = Counter()
    sources, seen = {}, set()
    for name in SETS:
        path = folder / name / "corpus.jsonl"
        sources[f"data/questions/{name}/corpus.jsonl"] = sha256(path.read_bytes())
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            text = f"{document['title']} {document['text']}"
            if text not in seen:
                seen.add(text)
                found.update(set(words(text)))
    return found, sources


def build(shared: Path) -> dict[str, str]:
    """The files, by name."""
    counts, sources = _count(shared / "data" / "questions")
    held = {word: count for word, count in counts.items() if count >= FEWEST and word.isalpha() and len(word) >= 3}
    by_count: dict[int, list[str]] = {}
    for word in sorted(held):
        by_count.setdefault(held[word], []).append(word)
    lines = [f"{count} {' '.join(by_count[count])}" for count in sorted(by_count)]
    lexicon = "\n".join(lines) + "\n"
    said = {
        "lexicon.txt": {
            "what": "words of Dutch and Flemish government texts, and in how many texts each stands (three or more)",
            "licence": "CC0 1.0",
            "attribution": "Rijksoverheid (open data, questions and answers); Belgian Chamber of Representatives "
            "(data.dekamer.be, written questions of 2017)",
            "read_from": sources,
            "sha256": sha256(lexicon.encode()),
        },
        "spoken.csv": {
            "what": "what people say and what it is called officially; written for vngkit",
            "licence": "EUPL-1.2",
            "sha256": sha256((TARGET / "spoken.csv").read_bytes()),
        },
    }
    return {
        "lexicon.txt": lexicon,
        "SOURCES.json": json.dumps(said, indent=2, ensure_ascii=False, sort_keys=True) + "\n",
    }


if __name__ == "__main__":
    sys.exit(run(build, TARGET, script=HERE, description=__doc__))
