"""Theme and desk: accuracy and macro-F1 beside the usual ways, how far confidence is true, sizes and milliseconds.

``python bench/questions_classify.py [--data DIR] [--shared DIR]``; DIR holds the sets ``dekamer-thema`` and
``dekamer-routering`` as ``../shared/data/questions`` does: ``train.jsonl``, and ``test.jsonl`` there or in one folder
below; a training part that is not in DIR is that of the shared data. At the end: the model of the package on Dutch
Kamervragen with official labels, of which it has seen none.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any, Final, NamedTuple

os.environ.setdefault("OMP_NUM_THREADS", "1")

from sklearn.dummy import DummyClassifier  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
from sklearn.metrics import accuracy_score, f1_score  # type: ignore[import-untyped]
from sklearn.naive_bayes import ComplementNB  # type: ignore[import-untyped]
from sklearn.neighbors import KNeighborsClassifier  # type: ignore[import-untyped]
from sklearn.pipeline import make_pipeline, make_union  # type: ignore[import-untyped]
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]

from vngkit.text import Compounds, stem, words
from vngkit.themes.classify import Classification, Classifier, Training, theme_classifier, train
from vngkit.themes.classify._file import written

SHARED: Final = Path(__file__).resolve().parents[2] / "shared"
GOALS: Final = {"dekamer-thema": (0.81, 0.62), "dekamer-routering": (0.755, 0.64)}
SIZES: Final = (5_000, 20_000, 40_000)
USUAL: Final = 40_000
_PARTS: Final = Compounds()


class Half(NamedTuple):
    """Texts and their labels."""

    texts: list[str]
    labels: list[str]


def half(path: Path) -> Half:
    """Read a file of texts and labels."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return Half([row["text"] for row in rows], [row["label"] for row in rows])


def halves(data: Path, shared: Path, name: str) -> tuple[Half, Half]:
    """The training part and the test half of a set."""
    folder = data / name
    tests = [*folder.glob("test.jsonl"), *sorted(folder.glob("*/test.jsonl"))]
    if not tests:
        raise SystemExit(f"there is no test.jsonl in {folder} or one folder below")
    own = folder / "train.jsonl"
    return half(own if own.is_file() else shared / "data" / "questions" / name / "train.jsonl"), half(tests[0])


def stems(text: str) -> list[str]:
    """Stems of all words."""
    return [stem(word) for word in words(text)]


def parts(text: str) -> list[str]:
    """Stems of all words and of the parts of compounds."""
    found = words(text)
    return [stem(word) for word in found] + [f"+{stem(part)}" for word in found for part in _PARTS.parts(word)]


def usual() -> dict[str, Callable[[], Any]]:
    """The ways of the dossier, section 6, as scikit-learn has them."""

    def by(cut: Callable[[str], list[str]]) -> Any:
        return TfidfVectorizer(analyzer=cut, min_df=2, sublinear_tf=True)  # pyright: ignore[reportArgumentType]

    def pieces() -> Any:
        return TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True)

    near = {"n_neighbors": 15, "metric": "cosine", "weights": "distance"}
    return {
        "majority": lambda: make_pipeline(by(words), DummyClassifier()),
        "kNN-15 stems+parts": lambda: make_pipeline(by(parts), KNeighborsClassifier(**near)),
        "ComplementNB stems+parts": lambda: make_pipeline(by(parts), ComplementNB(alpha=0.3)),
        "ComplementNB pieces 3-5": lambda: make_pipeline(pieces(), ComplementNB(alpha=0.3)),
        "LinearSVC words": lambda: make_pipeline(by(words), LinearSVC()),
        "LinearSVC stems": lambda: make_pipeline(by(stems), LinearSVC()),
        "LinearSVC stems+parts": lambda: make_pipeline(by(parts), LinearSVC()),
        "LinearSVC stems+parts + pieces 3-5": lambda: make_pipeline(make_union(by(parts), pieces()), LinearSVC()),
    }


def row(name: str, truth: list[str], given: list[str], more: str = "") -> tuple[float, float]:
    """Print one way, and give its two figures."""
    accuracy = float(accuracy_score(truth, given))
    f1 = float(f1_score(truth, given, average="macro", zero_division=0))  # pyright: ignore[reportArgumentType]
    print(f"| {name} | {accuracy:.3f} | {f1:.3f} | {more} |", flush=True)
    return accuracy, f1


def measured(name: str, seen: Half, unseen: Half) -> None:
    """All ways on one set."""
    print(f"\n### {name}: {len(seen.texts)} to train on, {len(unseen.texts)} to test, {len(set(seen.labels))} labels\n")
    print("| way | accuracy | macro-F1 | |\n|---|---|---|---|")
    for way, make in usual().items():
        row(way, unseen.labels, list(make().fit(seen.texts, seen.labels).predict(unseen.texts)))
    for size in SIZES:
        start = process_time()
        model = train(seen.texts, seen.labels, name=name, training=Training(most_terms=size))
        trained, start = process_time() - start, process_time()
        found = [model.classify(text) for text in unseen.texts]
        each = (process_time() - start) / len(unseen.texts)
        said = f"{len(written(model)) / 1e6:.2f} MB, trained in {trained:.0f} s CPU, {each * 1000:.1f} ms CPU a text"
        figures = row(f"vngkit, {len(model.terms)} terms", unseen.labels, [one.top[0].code for one in found], said)
        if size == USUAL:
            neighbours(model, found, seen, unseen)
            sureness(model, found, unseen, GOALS[name], figures)


def neighbours(model: Classifier, found: list[Classification], seen: Half, unseen: Half) -> None:
    """What labels of the 15 nearest questions would add, at weights that training may choose from."""
    near = make_pipeline(
        TfidfVectorizer(analyzer=parts, min_df=2, sublinear_tf=True),  # pyright: ignore[reportArgumentType]
        KNeighborsClassifier(n_neighbors=15, metric="cosine", weights="distance"),
    ).fit(seen.texts, seen.labels)
    shares = near.predict_proba(unseen.texts)
    kinds = list(near.classes_)
    for weight in (0.15, 0.3, 0.6):
        given = []
        for said, share in zip(found, shares, strict=True):
            top = {one.code: one.score for one in said.top}
            given.append(max(top, key=lambda code: top[code] + weight * share[kinds.index(code)]))
        row(f"vngkit with neighbours, weight {weight}", unseen.labels, given, "of its own three")
    print(f"\nweight that cross-validation chose: {model.by_neighbours}")


def sureness(
    model: Classifier, found: list[Classification], unseen: Half, goal: tuple[float, float], got: tuple[float, float]
) -> None:
    """Confidence beside truth on texts that training never saw, what abstention does, and the goal."""
    steps: dict[int, list[tuple[float, bool]]] = {}
    for one, label in zip(found, unseen.labels, strict=True):
        first = one.top[0]
        steps.setdefault(min(int(first.confidence * 10), 9), []).append((first.confidence, first.code == label))
    print("\n| confidence | texts | mean confidence | right |\n|---|---|---|---|")
    off = 0.0
    for step, some in sorted(steps.items()):
        sure, right = (sum(one[at] for one in some) / len(some) for at in (0, 1))
        off += abs(sure - right) * len(some) / len(found)
        print(f"| {step / 10:.1f}-{step / 10 + 0.1:.1f} | {len(some)} | {sure:.2f} | {right:.2f} |")
    judged = [(one.first.code == label) for one, label in zip(found, unseen.labels, strict=True) if one.first]
    three = sum(label in {c.code for c in one.top} for one, label in zip(found, unseen.labels, strict=True))
    print(f"\nexpected calibration error {off:.3f} (in cross-validation {model.report.calibration_error:.3f})")
    print(
        f"judges {len(judged) / len(found):.1%} (confidence from {model.needed:.2f}; meant to be right: 90%), ", end=""
    )
    print(f"right of these {sum(judged) / max(1, len(judged)):.1%}; right label among three: {three / len(found):.1%}")
    met = all(have >= want for have, want in zip(got, goal, strict=True))
    told = "met" if met else "not met"
    print(f"goal on the held-out half {goal[0]} / {goal[1]}; here {got[0]:.3f} / {got[1]:.3f}: {told}")


def shipped(shared: Path) -> None:
    """The model of the package on Dutch questions with official labels."""
    held: dict[str, tuple[str, list[str]]] = {}
    with (shared / "data/association/labelled_kamervragen_2017q1.csv").open(encoding="utf-8", newline="") as file:
        for one in csv.DictReader(file):
            labels = [label.split(" | ")[0] for label in one["beleidsagenda_labels"].split(";") if label]
            if labels:
                held.setdefault(one["subject_nl"].lower()[:80], (one["text_first_1200"], labels))
    model = theme_classifier()
    found = [(model.classify(text), labels) for text, labels in held.values()]
    right = [bool(one.top) and one.top[0].code in labels for one, labels in found]
    three = sum(any(choice.code in labels for choice in one.top) for one, labels in found)
    judged = [ok for ok, (one, _) in zip(right, found, strict=True) if one.first]
    (_, most) = Counter(label for _, labels in found for label in set(labels)).most_common(1)[0]
    print(f"\n### the model of the package on {len(found)} Dutch Kamervragen, none seen in training\n\n{model!r}\n")
    print(f"{model.report.explain('en')}\n\nalways the most frequent label: {most / len(found):.1%} right; ", end="")
    print(f"the model: {sum(right) / len(found):.1%}, among three {three / len(found):.1%}; it judges ", end="")
    print(f"{len(judged) / len(found):.1%}, right of these {sum(judged) / max(1, len(judged)):.1%}")


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    data = options.data or options.shared / "data" / "questions"
    for name in GOALS:
        measured(name, *halves(data, options.shared, name))
    shipped(options.shared)


if __name__ == "__main__":
    main()
