"""Write the package data of questions: the names of laws, the model ordinances and the size classes, from the dossier.

The names come from the list of products (UPL, CC0), the dossier on law and ``law_short_names.csv``; nothing of a text.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from _package_data import Rows, read, run, sha256, write

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[0] / "src" / "vngkit" / "data" / "questions"
_WORK = re.compile(r"BWB[RVW]\d{7}")
_PLACE = re.compile(
    r"^\s*(?:van de |(?:artikel(?:en)?|art\.?|hoofdstuk|afdeling|titel|paragraaf|bijlage|§)\s+[\w.:-]+"
    r"(?:,?\s*(?:en|tot en met|t/m|lid|onder|,)\s*[\w.:]*)*\s+)",
    re.IGNORECASE,
)
_GROUND = re.compile(r"(?P<article>\d+[a-z]?(?:[.:]\d+[a-z]?)*)")


def _plain(label: str) -> str:
    """The name of a law in the label of a ground, without the article."""
    name = _PLACE.sub("", label).replace("\u2019", "'").strip()
    name = re.sub(r",? (?:art\.|artikel) .*$", "", name)
    return re.sub(r"\s+\([A-Z0-9 ]+\)$", "", name)


def law_names(products: Rows, rules: Rows, models: Rows, by_hand: Rows) -> Rows:
    """Each law by its names: the most usual official one first, then the short ones that were written by hand."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for row in products:
        found = _WORK.search(row["Grondslaglink"])
        if found:
            seen[found[0]][_plain(row["Grondslaglabel"])] += 1
    rows: dict[tuple[str, str], dict[str, str]] = {}
    official = {work: names.most_common(1)[0][0] for work, names in seen.items()}
    for work, name in sorted(official.items()):
        if len(name) > 5 and not name[0].isdigit():  # a label that was only an article
            rows[work, name] = {"work": work, "name": name, "kind": "name", "source": "upl"}
    for row in (*rules, *models):
        work, name = row["bwb_id"], (row.get("wet") or row.get("law") or "").strip()
        if _WORK.fullmatch(work) and len(name) > 5 and (work, name) not in rows:  # a short one is by hand
            rows[work, name] = {"work": work, "name": name, "kind": "name", "source": "dossier"}
    for row in by_hand:
        made = {"work": row["bwb_id"], "name": row["name"], "kind": row["kind"], "source": "hand"}
        rows.setdefault((row["bwb_id"], row["name"]), made)
    return [rows[key] for key in sorted(rows)]


def models(rows: Rows) -> Rows:
    """The model ordinances with the articles that they rest on, and whether the dossier saw these."""
    found = []
    for row in rows:
        ground = _GROUND.match(row["artikel"])
        found.append(
            {
                "id": row["slug"],
                "title": row["titel"],
                "law": row["wet"],
                "work": row["bwb_id"],
                "article": ground["article"] if ground else "",
                "confirmed": "yes" if "confirmed" in row["basis_status"] else "no",
            }
        )
    return found


def build(shared: Path) -> dict[str, str]:
    """All files of ``data/questions`` by name."""
    association = shared / "data" / "association"
    held = {
        "upl": association / "upl.csv",
        "models": association / "modelverordeningen.csv",
        "rules": shared / "domain" / "law" / "national_rules.csv",
    }
    made = models(read(held["models"]))
    names = law_names(read(held["upl"]), read(held["rules"]), read(held["models"]), read(HERE / "law_short_names.csv"))
    files = {
        "law_names.csv": write(names),
        "models.csv": write(made),
        "words.csv": write(read(HERE / "question_words.csv")),
        "size_classes.csv": write(read(HERE / "size_classes.csv")),
    }
    record = {
        "publisher": "KOOP (Uniforme Productnamenlijst); Rijksoverheid (titles of law); this project (short names)",
        "licence": "CC0 1.0 (UPL); titles of law are free of copyright (Auteurswet 11)",
        "attribution": "Uniforme Productnamenlijst, standaarden.overheid.nl.",
        "date": "2026-11-23",
        "read_from": {str(path.relative_to(shared)): sha256(path.read_bytes()) for path in held.values()},
        "sha256": {name: sha256(text.encode()) for name, text in files.items()},
    }
    return {**files, "SOURCES.json": json.dumps(record, indent=2, ensure_ascii=False) + "\n"}


if __name__ == "__main__":
    sys.exit(run(build, TARGET, script=Path(__file__), description=__doc__))
