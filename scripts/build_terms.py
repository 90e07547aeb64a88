"""Write the package data of legal time from the dossier: ``python scripts/build_terms.py [--shared DIR] [--check]``.

The equal days are read from the rule ``atw_equal_days`` of the dossier. The other tables were written by hand from the
articles of the Algemene termijnenwet that the dossier read (``scripts/terms/*.csv``); each row names the rule that it
comes from, and gets its citation from there.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import re
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "vngkit" / "data" / "terms"
BY_HAND = ("holidays", "numbers", "sources", "extensions")
RULES = "domain/law/national_rules.csv"
DUTCH_DAY = re.compile(r"\b(\d{1,2})-(\d{1,2})-(\d{4})\b")

Rows = list[dict[str, str]]


def read(path: Path) -> Rows:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(rows: Rows) -> str:
    """Rows as CSV text, the header from the first row."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


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
            "read_from": {RULES: _sha256((shared / RULES).read_bytes())},
            "sha256": _sha256(text.encode()),
        }
        for name, text in files.items()
    }
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def build(shared: Path) -> dict[str, str]:
    """All files of ``data/terms`` by name."""
    rules = {row["id"]: row for row in read(shared / RULES)}
    files = {f"{name}.csv": write(cited(read(HERE / "terms" / f"{name}.csv"), rules)) for name in BY_HAND}
    files["equal_days.csv"] = write(equal_days(rules["atw_equal_days"]))
    return {**files, "SOURCES.json": sources(shared, files)}


def main() -> int:
    """Write the files, or with ``--check`` only say whether they are as the dossier makes them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file differs")
    options = parser.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    stale = []
    for name, text in build(options.shared).items():
        path = TARGET / name
        if options.check:
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path}")
    if stale:
        print(f"not as the dossier makes it: {', '.join(stale)}; run scripts/build_terms.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
