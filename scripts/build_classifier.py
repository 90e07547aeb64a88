"""Train the classifier of the package: ``python scripts/build_classifier.py [--shared DIR] [--check]``.

Only CC0 texts: written questions to Belgian federal ministers whose theme the Chamber gave (``dekamer-thema``, its
training part and the open half; the half that is held out is not here), and questions and answers of the Rijksoverheid
(``rijksoverheid-vac``). What stands beside a theme of the Beleidsagenda was placed there by hand by this project:
``scripts/classify/dekamer_themes.csv`` (a Belgian theme to a theme) and ``vac_themes.csv`` (a question to a theme). The
Dutch Kamervragen with official labels are not CC0: they test the model and never train it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from _package_data import read, run, sha256

from vngkit import themes
from vngkit.themes.classify import Training, train
from vngkit.themes.classify._file import written

HERE = Path(__file__).resolve()
TARGET = HERE.parent.parent / "src" / "vngkit" / "data" / "classify"
QUESTIONS = "data/questions"
CHAMBER = (f"{QUESTIONS}/dekamer-thema/train.jsonl", f"{QUESTIONS}/dekamer-thema/open/test.jsonl")
ANSWERS, ASKED, PAIRS = (
    f"{QUESTIONS}/rijksoverheid-vac/{name}" for name in ("corpus.jsonl", "open/queries.jsonl", "open/qrels.tsv")
)
NAME = "beleidsagenda 2026-11-25"


def rows(path: Path) -> list[dict[str, str]]:
    """The lines of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def of_chamber(shared: Path) -> list[tuple[str, str]]:
    """Questions to ministers, with a theme of the Beleidsagenda where one stands beside theirs."""
    beside = {row["label"]: row["theme"] for row in read(HERE.parent / "classify" / "dekamer_themes.csv")}
    found = [row for name in CHAMBER for row in rows(shared / name)]
    return [(row["text"], beside[row["label"]]) for row in found if row["label"] in beside]


def of_state(shared: Path) -> list[tuple[str, str]]:
    """Questions of the Rijksoverheid with their answers; the question only where it is in the open half."""
    asked = {row["_id"]: row["text"] for row in rows(shared / ASKED)}
    pairs = (line.split("\t") for line in (shared / PAIRS).read_text(encoding="utf-8").splitlines()[1:])
    question = {answer: asked[query] for query, answer, *_ in pairs}
    texts = {row["_id"]: f"{question.get(row['_id'], '')} {row['text']}".strip() for row in rows(shared / ANSWERS)}
    placed = read(HERE.parent / "classify" / "vac_themes.csv")
    return [(texts[row["id"]], row["theme"]) for row in placed]


def build(shared: Path) -> dict[str, str]:
    """The files, by name."""
    examples = [*of_chamber(shared), *of_state(shared)]
    texts, labels = zip(*examples, strict=True)
    scheme = themes.load().scheme("beleidsagenda")
    model = train(texts, labels, name=NAME, training=Training(scheme=scheme, precision=0.95))
    files = {"beleidsagenda.json": written(model)}
    by_hand = [HERE.parent / "classify" / name for name in ("dekamer_themes.csv", "vac_themes.csv")]
    said = {
        "beleidsagenda.json": {
            "what": "weights of a linear model: terms that stand in five or more texts, and numbers; no texts",
            "licence": "CC0 1.0 (the texts that it was trained on); the placing and the numbers are EUPL-1.2",
            "attribution": "Belgian Chamber of Representatives (data.dekamer.be, written questions of 2017); "
            "Rijksoverheid (open data, questions and answers); themes placed by hand by this project, no official body",
            "sha256": sha256(files["beleidsagenda.json"].encode()),
            "read_from": {name: sha256((shared / name).read_bytes()) for name in (*CHAMBER, ANSWERS, ASKED, PAIRS)}
            | {f"scripts/classify/{path.name}": sha256(path.read_bytes()) for path in by_hand},
        }
    }
    return {**files, "SOURCES.json": json.dumps(said, indent=2, ensure_ascii=False, sort_keys=True) + "\n"}


if __name__ == "__main__":
    sys.exit(run(build, TARGET, script=HERE, description=__doc__))
