"""Write the package data of legal time from the dossier: ``python scripts/build_terms.py [--shared DIR] [--check]``.

The equal days are read from the rule ``atw_equal_days`` of the dossier. The other tables were written by hand from the
articles of the Algemene termijnenwet that the dossier read (``scripts/terms/*.csv``); each row names the rule that it
comes from, and gets its citation from there.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path

from _package_data import Rows, read, run, sha256, write

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "vngkit" / "data" / "terms"
BY_HAND = ("holidays", "numbers", "sources", "extensions")
RULES = "domain/law/national_rules.csv"
DUTCH_DAY = re.compile(r"\b(\d{1,2})-(\d{1,2})-(\d{4})\b")


def equal_days(rule: dict[str, str]) -> Rows:
    """The days that the Crown put on the same footing, from the text of the rule, in order."""
    found = sorted({date(int(y), int(m), int(d)) for d, m, y in DUTCH_DAY.findall(rule["rule"])})
    if not found:
        raise SystemExit("the rule atw_equal_days names no day")
    return [{"day": str(day), "certainty": "secondary", "jci": rule["jci"]} for day in found]


def cited(rows: Rows, rules: dict[str, dict[str, str]]) -> Rows:
    """The rows with the citation of the rule that each of them names in place of that name."""
    missing = {row["rule_id"] for row in rows} - set(rules)
    if missing:
        raise SystemExit(f"the dossier has no rule {', '.join(sorted(missing))}")
    return [
        {**{key: cell for key, cell in row.items() if key != "rule_id"}, "jci": rules[row["rule_id"]]["jci"]}
        for row in rows
    ]


def sources(shared: Path, files: dict[str, str]) -> str:
    """What was read for what, with checksums."""
    secondary = "The equal days come from one secondary page that quotes the decrees: confirm in the Staatscourant."
    record = {
        name: {
            "publisher": "Rijksoverheid (Algemene termijnenwet); read and put into rows by this project",
            "licence": "texts of law are free of copyright (Auteurswet 11); the rows are EUPL-1.2 with the project",
            "attribution": "Facts of the Algemene termijnenwet, text of 2010-10-10; confirm at wetten.overheid.nl."
            + (f" {secondary}" if name == "equal_days.csv" else ""),
            "date": "2026-11-23",
            "read_from": {RULES: sha256((shared / RULES).read_bytes())},
            "sha256": sha256(text.encode()),
        }
        for name, text in files.items()
    }
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def build(shared: Path) -> dict[str, str]:
    """All files of ``data/terms`` by name."""
    rules = {row["id"]: row for row in read(shared / RULES)}
    files = {f"{name}.csv": write(cited(read(HERE / "terms" / f"{name}.csv"), rules)) for name in BY_HAND}
    files["equal_days.csv"] = write(equal_days(rules["atw_equal_days"]))
    return {**files, "SOURCES.json": sources(shared, files)}


if __name__ == "__main__":
    sys.exit(run(build, TARGET, script=Path(__file__), description=__doc__))
