"""Write the data of this plugin from the dossier: ``python scripts/build_rules.py [--shared DIR] [--check]``.

Takes facts only: codes, terms, values, dates, titles, articles, publications, addresses, and whether the provision was
read. The remarks of the dossier stay behind. Rows without the code of a gemeente are no rules: they go to
``not_used.csv`` with the reason.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import os
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "vngkit_lokale_regels" / "data"
SHARED = Path(os.environ.get("VNGKIT_SHARED", HERE.parents[3] / "shared"))
INPUT = "data/local-rules/local_rules.csv"
MADE_ON = "2026-11-23"  # the day of the dossier: "in force" means "shown as in force in a stored copy"
REGISTER = "https://lokaleregelgeving.overheid.nl/"
JOINT = "a rule of a joint body or of unnamed gemeenten: no code of a gemeente, so no member to hold it for"
# what a source is called when no regulation was identified behind it
PAGES = {
    "gemeente_page": "Pagina van de gemeente {name}",
    "landlord_page": "Pagina van een woningcorporatie over {name}",
    "news": "Nieuwsbericht over {name}",
    "programme_page": "Pagina van een programma over {name}",
    "partner_page": "Pagina van een ketenpartner over {name}",
    "party_page": "Pagina van een politieke partij over {name}",
    "repo_harvest": "Regeling van {name} in een openbare repository",
    "case_law": "Rechterlijke uitspraak over {name}",
}
DAYS = ("valid_from", "valid_to", "retroactive_to", "regulation_valid_from", "text_valid_from")

Row = dict[str, str]


def attested_on(row: Row) -> str:
    """The first day of the (earliest) time on which the rule was seen; the day of the dossier when that is not said."""
    if row["valid_from"]:
        return ""
    seen = [f"{part}-01-01"[:10] for part in re.split(r";\s*", row["date_seen"]) if part]
    return min(seen, default=MADE_ON)


def source(row: Row) -> Row:
    """Title, article, publication and address; without an address, the register in which the title can be sought."""
    places = (row["url"], row["source_page"])
    url = next((place for place in places if place.startswith(("http://", "https://"))), "")
    title = row["regulation_title"] or PAGES[row["source_kind"]].format(name=row["gemeente_name"])
    return {
        "title": title,
        "article": row["article"],
        "publication_id": row["publication_id"],
        "url": url or ("" if row["publication_id"] else REGISTER),
        "address_held": "yes" if url or row["publication_id"] else "no",
    }


def rule(row: Row) -> Row:
    """One rule, with the names of the columns as the plugin reads them."""
    return {
        "id": row["rule_id"],
        "member": row["gemeente_code"],
        "term": row["open_term"],
        "value": row["value"],
        "unit": row["unit"],
        "layer": row["layer"],
        **source(row),
        **{day: row[day] for day in DAYS},
        "attested_on": attested_on(row),
        "text_read": row["verified"],
        "source_kind": row["source_kind"],
        "ground": row["legal_basis_jci"],
    }


def not_used(row: Row) -> Row:
    """A row that is no rule of one gemeente, with the reason."""
    names = ("rule_id", "gemeente_name", "open_term", "value", "unit", "regulation_title", "publication_id")
    return {
        **{name: row[name] for name in names},
        "url": source({**row, "regulation_title": "-"})["url"],
        "reason": JOINT,
    }


def as_csv(rows: list[Row]) -> str:
    """Rows as CSV text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def files(shared: Path) -> dict[str, str]:
    """Every file of the package data, by its name."""
    content = (shared / INPUT).read_bytes()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))
    tables = {
        "rules.csv": as_csv([rule(row) for row in rows if row["gemeente_code"]]),
        "not_used.csv": as_csv([not_used(row) for row in rows if not row["gemeente_code"]]),
    }
    about = {
        "publisher": "gemeenten and joint bodies, in CVDR, Gemeenteblad and on pages; put into rows by this project",
        "licence": "texts of regulations are free of copyright (Auteurswet 11); the rows hold facts, EUPL-1.2",
        "attribution": "Facts of local rules, each with its own source; confirm at lokaleregelgeving.overheid.nl.",
        "date": MADE_ON,
        "read_from": {INPUT: hashlib.sha256(content).hexdigest()},
    }
    sources = {
        name: {**about, "rows": text.count("\n") - 1, "sha256": hashlib.sha256(text.encode()).hexdigest()}
        for name, text in tables.items()
    }
    return {**tables, "SOURCES.json": json.dumps(sources, indent=1) + "\n"}


def main() -> int:
    """Write the files, or with ``--check`` say which of them the dossier makes otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    made = files(asked.shared)
    stale = [
        name
        for name, text in made.items()
        if not (TARGET / name).is_file() or (TARGET / name).read_text(encoding="utf-8") != text
    ]
    if asked.check:
        print(f"not up to date: {', '.join(stale)}" if stale else "up to date")
        return 1 if stale else 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (TARGET / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"written: {', '.join(made)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
