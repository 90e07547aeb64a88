"""Write the package data of national law from the dossier: ``python scripts/build_law.py [--shared DIR] [--check]``.

Takes facts only (ids, articles, terms, bounds, dates, short words to find a text back). The two lists of open terms are
reconciled through ``scripts/open_terms_map.csv`` (written by hand): every dotted id, the row of the law list that it
comes from, its type and bounds, and whether the delegation was read for that very value. How the term of a rule is
reckoned (from its event or back, which day it gives, whether the Algemene termijnenwet extends it) stands in
``scripts/term_reckoning.csv``, reviewed by hand: every rule with a term in time has a row there, and none else.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from _access import access
from _package_data import Rows, read, run, sha256, write

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "vngkit" / "data" / "law"
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

WAY = (
    *("counts", "day_is", "extension", "first_day_counts", "other_days"),
    *("remark", "remark_is", "remark_nl", "remark_en"),
)
UNITS = ("hours", "days", "working_days", "weeks", "months", "years")
# what the dossier says of the Algemene termijnenwet, and the ways of reckoning that agree with it
AGREES = {
    "yes": {"usual", "liberty_less_likely"},
    "no": {"usual", "liberty", "liberty_more_likely", "publication", "excluded"},
    "arguable": {"arguable"},
    "waiting term": {"waiting"},
    "own_rule": {"own_rule"},
    "counting unit": {"usual"},
    "n/a": {"usual"},
}


def day(text: str) -> str:
    """The day in a date cell; a cell like '2026 (presumed)' or 'A or B' holds no day to compute with."""
    return text if ISO_DAY.fullmatch(text) else ""


def national_rules(rows: Rows, reckoning: Rows, kinds: Rows) -> Rows:
    """The rules, with the names of the columns as the library uses them, and how their terms are reckoned."""
    ways = {row["rule_id"]: row for row in reckoning}
    layers = {row["law"]: row["kind"] for row in kinds}
    _every_term_is_reviewed(rows, ways)
    return [
        {
            "id": row["id"],
            "domain": row["domain"],
            "rule": row["rule"],
            "dutch_term": row["dutch_term"],
            "who": row["who"],
            "trigger": row["trigger_event"],
            "amount": row["amount"],
            "unit": row["unit"],
            "term_kind": row["term_kind"],
            "law": row["law"],
            "jci": row["jci"],
            "text_valid_from": day(row["valid_from"]),
            "valid_from": day(row["rule_valid_from"]),
            "valid_to": day(row["valid_to"]),
            "termijnenwet": row["atw"],
            "layer": layers[row["law"]],
            **{key: ways.get(row["id"], {}).get(key, "") for key in WAY},
            "verified": row["verified"],
            "find_by": row["quote_hint"],
            "notes": "; ".join(part for part in (row["notes"], _unclear(row["rule_valid_from"])) if part),
        }
        for row in rows
    ]


def _every_term_is_reviewed(rows: Rows, ways: dict[str, dict[str, str]]) -> None:
    timed = {row["id"]: row for row in rows if row["unit"] in UNITS}
    if set(timed) != set(ways):
        raise SystemExit(f"scripts/term_reckoning.csv differs from the dossier in {sorted(set(timed) ^ set(ways))}")
    for rule, way in ways.items():
        if way["counts"] == "from" and way["extension"] not in AGREES[timed[rule]["atw"]]:
            raise SystemExit(f"{rule}: the dossier says {timed[rule]['atw']}, the review {way['extension']}")


def law_numbers(rows: Rows, rules: Rows) -> Rows:
    """Numbers that a rule names only in its words, with the citation of that rule."""
    jci = {row["id"]: row["jci"] for row in rules}
    return [{**row, "jci": jci[row["rule_id"]]} for row in rows]


def _unclear(text: str) -> str:
    return f"start of the rule: {text}" if text and not day(text) else ""


def law_changes(rules: Rows, by_hand: Rows) -> dict[tuple[str, str], set[str]]:
    """For each article the days on which a rule in it started or was rewritten."""
    changes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rules:
        if day(row["rule_valid_from"]) and row["bwb_id"].startswith("BWB"):
            changes[row["bwb_id"], row["article"]].add(row["rule_valid_from"])
    for row in by_hand:
        changes[row["bwb_id"], row["article"]].add(row["changed_on"])
    return changes


def change_rows(rules: Rows, by_hand: Rows) -> Rows:
    """What is known of versions of law: articles that changed on a day, and the texts of whole laws that were read."""
    known: dict[tuple[str, str, str], str] = {}
    for row in rules:
        work = row["bwb_id"]
        if not work.startswith("BWB"):
            continue
        if day(row["rule_valid_from"]) and row["article"]:
            known.setdefault((work, row["article"], row["rule_valid_from"]), f"rule {row['id']}")
        if day(row["valid_from"]):
            known.setdefault((work, "", row["valid_from"]), "text of the law that was read")
    for row in by_hand:
        named = re.search(r"\(([^()]+)\)", row["source"])
        known[row["bwb_id"], row["article"], row["changed_on"]] = named[1] if named else "rewritten"
    return [
        {"work": work, "article": article, "changed_on": changed, "source": source}
        for (work, article, changed), source in sorted(known.items())
    ]


def open_terms(mapping: Rows, law: Rows, local: Rows, changes: dict[tuple[str, str], set[str]]) -> Rows:
    """The reconciled list of open terms; stops when a row of either list is left over."""
    by_id = {row["id"]: row for row in law}
    grounds: dict[str, Counter[str]] = defaultdict(Counter)
    for row in local:
        grounds[row["open_term"]][row["legal_basis_jci"]] += 1
    names = {row["legal_basis_jci"]: row["legal_basis"] for row in local}
    _all_used(mapping, by_id, grounds)
    rows = []
    for row in mapping:
        national = by_id.get(row["national_id"])
        seen = grounds[row["id"]].most_common(1)
        if national and (row["layer_read"] == "yes" or not seen):
            jci, title, verified = national["jci"], national["law"], national["verified"]
        else:
            jci = seen[0][0]
            title, verified = names[jci].split(" art.")[0], "no"
        work, article = _place(jci)
        rows.append(
            {
                **{key: row[key] for key in ("id", "type", "unit", "choices", "minimum", "maximum", "bound_note")},
                **{key: row[key] for key in ("required", "body", "layer", "layer_read", "default", "valid_to")},
                "valid_from": row.get("valid_from", ""),
                "jci": jci,
                "law": title,
                "changed_on": "|".join(sorted(changes.get((work, article), ()))),
                "verified": verified,
                "label_nl": row["label_nl"],
                "label_en": row["label_en"],
                "description": national["description"] if national and row["layer_read"] == "yes" else "",
                "national_id": row["national_id"],
            }
        )
    return rows


_TEXTS = ("condition", "retention")  # long texts that many rows share: the rows hold a key, the words the texts
_SPOKEN = {
    "regime": ("regime",),
    "law": ("law",),
    "item": ("item",),
    "role": ("from_role", "to_role"),
    "purpose": ("purpose",),
    "modality": ("modality",),
    "consent": ("consent",),
}


def sharing(rows: Rows, words: Rows) -> tuple[Rows, Rows]:
    """The rows on sharing and the words for them; stops when a word is missing in either language."""
    keys = {
        (kind, row["key"]): f"{kind[0]}{number:02}"
        for kind in _TEXTS
        for number, row in enumerate(row for row in words if row["kind"] == kind)
    }
    known = {(row["kind"], row["key"]) for row in words}
    asked = {(kind, row[column]) for kind, columns in _SPOKEN.items() for column in columns for row in rows}
    asked |= {(kind, row[kind]) for kind in _TEXTS for row in rows if row[kind]}
    if asked - known or not all(row["nl"] for row in words):
        raise SystemExit(f"scripts/sharing_words.csv lacks {sorted(asked - known)}")
    made = [
        {
            **{key: row[key] for key in ("id", "regime", "item", "category", "from_role", "to_role", "purpose")},
            **{key: row[key] for key in ("decision", "modality", "law", "article", "lid")},
            "jci": row["ground_jci"],
            "consent": row["consent"],
            **{kind: keys.get((kind, row[kind]), "") for kind in _TEXTS},
            **{key: row[key] for key in ("retention_jci", "valid_from", "verified", "notes")},
        }
        for row in rows
    ]
    said = [
        {**row, "key": keys.get((row["kind"], row["key"]), row["key"]), "en": row["en"] or row["key"]} for row in words
    ]
    return made, said


def retention(steps: Rows, rules: Rows) -> Rows:
    """The steps of retention of each flow; stops when one names a rule that is not there."""
    missing = {row["rule"] for row in steps} - {row["id"] for row in rules}
    if missing:
        raise SystemExit(f"scripts/retention.csv names rules that are not there: {sorted(missing)}")
    return steps


def return_notice(rows: Rows, rules: Rows) -> Rows:
    """The closed list of convictions that give a notice on return, with the citation of its rule."""
    jci = {row["id"]: row["jci"] for row in rules}
    return [{**row, "jci": jci[row["rule_id"]]} for row in rows]


def identity_documents(rows: Rows, rules: Rows, shared_rows: Rows) -> Rows:
    """For which purpose which document counts; the ground is a rule, or a row on sharing where no rule says it."""
    grounds = {row["id"]: (row["law"], row["jci"], row["valid_from"]) for row in rules}
    grounds |= {f"sharing:{row['id']}": (row["law"], row["ground_jci"], row["valid_from"]) for row in shared_rows}
    names = ("law", "jci", "text_valid_from")
    return [{**row, **dict(zip(names, grounds[row["ground"]], strict=True))} for row in rows]


def mapping() -> Rows:
    """The reconciled list by hand, with the labels that this project gives to the terms in its own words."""
    labels = {row["id"]: row for row in read(HERE / "open_terms_labels.csv")}
    rows = read(HERE / "open_terms_map.csv")
    if set(labels) != {row["id"] for row in rows}:
        raise SystemExit("scripts/open_terms_labels.csv does not name the same terms as scripts/open_terms_map.csv")
    return [{**row, **labels[row["id"]]} for row in rows]


def _place(jci: str) -> tuple[str, str]:
    work = re.search(r":(BWB\w\d{7})", jci)
    article = re.search(r"&artikel=([^&]+)", jci)
    return (work[1] if work else "", article[1] if article else "")


def _all_used(mapping: Rows, law: dict[str, dict[str, str]], grounds: dict[str, Counter[str]]) -> None:
    ids = {row["id"] for row in mapping}
    left = {*(set(law) - {row["national_id"] for row in mapping}), *(set(grounds) - ids)}
    if left:
        raise SystemExit(f"these open terms are not in scripts/open_terms_map.csv: {', '.join(sorted(left))}")


def sources(shared: Path, files: dict[str, str]) -> str:
    """What was read for what, with checksums."""
    used = {
        "national_rules.csv": ["domain/law/national_rules.csv"],
        "open_terms.csv": ["domain/law/open_terms.csv", "data/local-rules/local_rules.csv"],
        "changes.csv": ["domain/law/national_rules.csv"],
        "numbers.csv": ["domain/law/national_rules.csv"],
        "words.csv": [],
        "sharing.csv": ["domain/law/sharing.csv"],
        "sharing_words.csv": ["domain/law/sharing.csv"],
        "access.csv": ["domain/law/sharing.csv", "domain/law/national_rules.csv"],
        "retention.csv": ["domain/law/national_rules.csv"],
        "return_notice.csv": ["domain/law/national_rules.csv"],
        "identity_documents.csv": ["domain/law/national_rules.csv", "domain/law/sharing.csv"],
    }
    record = {
        name: {
            "publisher": "Rijksoverheid (texts of law); read and put into rows by this project",
            "licence": "texts of law are free of copyright (Auteurswet 11); the rows are EUPL-1.2 with the project",
            "attribution": "Facts of Dutch law, read in dated consolidated versions; confirm at wetten.overheid.nl.",
            "date": "2026-11-23",
            "read_from": {path: sha256((shared / path).read_bytes()) for path in used[name]},
            "sha256": sha256(text.encode()),
        }
        for name, text in files.items()
    }
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def build(shared: Path) -> dict[str, str]:
    """All files of ``data/law`` by name."""
    law = shared / "domain" / "law"
    rules = read(law / "national_rules.csv")
    changes = law_changes(rules, read(HERE / "law_changes.csv"))
    local = read(shared / "data" / "local-rules" / "local_rules.csv")
    terms = open_terms(mapping(), read(law / "open_terms.csv"), local, changes)
    national = national_rules(rules, read(HERE / "term_reckoning.csv"), read(HERE / "law_kinds.csv"))
    shared_rows, words = sharing(read(law / "sharing.csv"), read(HERE / "sharing_words.csv"))
    files = {
        "national_rules.csv": write(national),
        "open_terms.csv": write(terms),
        "words.csv": write(read(HERE / "law_words.csv")),
        "changes.csv": write(change_rows(rules, read(HERE / "law_changes.csv"))),
        "numbers.csv": write(law_numbers(read(HERE / "law_numbers.csv"), rules)),
        "sharing.csv": write(shared_rows),
        "sharing_words.csv": write(words),
        "access.csv": write(
            access(shared_rows, read(HERE / "sharing_words.csv"), read(HERE / "access_by_hand.csv"), rules)
        ),
        "retention.csv": write(retention(read(HERE / "retention.csv"), rules)),
        "return_notice.csv": write(return_notice(read(HERE / "law_return_notice.csv"), rules)),
        "identity_documents.csv": write(
            identity_documents(read(HERE / "law_identity_documents.csv"), rules, read(law / "sharing.csv"))
        ),
    }
    return {**files, "SOURCES.json": sources(shared, files)}


if __name__ == "__main__":
    sys.exit(run(build, TARGET, script=Path(__file__), description=__doc__))
