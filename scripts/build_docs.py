"""Write the reference pages that come from data: ``python scripts/build_docs.py [--check]``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from vngkit.legislation import OpenTerm, national_rules, open_terms, value_text

DOCS = Path(__file__).resolve().parent.parent / "docs" / "reference"


def open_terms_page() -> str:
    """All open terms: id, what fills it, who, under which article, and the row of law that it came from."""
    lines = [
        "# Open terms",
        "",
        "What national law leaves to gemeenten, as this version holds it. *Read* says whether the provision was read;",
        "*layer read* whether the delegation was read for this very value (only then is another layer refused). The",
        "last column is the id of the same row in the law dossier; how the two lists were made one stands in",
        "[decision 0004](../decisions/0004-open-term-ids.md). Written by `scripts/build_docs.py`.",
        "",
        "| id | about | type | bounds | required | who, in what | provision | read | layer read | law dossier |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [_open_term(term) for term in open_terms().values()]
    return "\n".join(lines) + "\n"


def _open_term(term: OpenTerm) -> str:
    bounds = [f"at least {value_text(term.minimum, term.unit, lang='en')}"] if term.minimum is not None else []
    bounds += [f"at most {value_text(term.maximum, term.unit, lang='en')}"] if term.maximum is not None else []
    bounds += [f"the law itself: {value_text(term.default, term.unit, lang='en')}"] if term.default is not None else []
    bounds += [term.bound_note.replace("|", " or ")] if term.bound_note else []
    bounds += [" or ".join(term.choices)] if term.choices else []
    kind = f"{term.type.value} ({term.unit})" if term.unit else term.type.value
    layer = f"{term.body}, {term.layer.label('nl')}" if term.layer else term.body
    where = f"[{term.where()}]({term.citation.url})" if term.citation else term.where()
    until = f" (until {term.valid_to})" if term.valid_to else ""
    cells = (
        f"`{term.id}`",
        f"{term.label('en')} (*{term.label('nl')}*)",
        kind,
        "; ".join(bounds),
        _yes(term.required),
        layer,
        where + until,
        _yes(term.verified),
        _yes(term.layer_read),
        term.national_id and f"`{term.national_id}`",
    )
    return "| " + " | ".join(cell or "–" for cell in cells) + " |"


def law_page() -> str:
    """Which laws the data holds, in which version, and how much of it was read."""
    rules = national_rules()
    lines = [
        "# The law data",
        "",
        f"{len(rules)} national rules, {sum(rule.verified for rule in rules)} of them were read. A version",
        "is the start of the text that was read, not the birth of the rule. It is research material, not legal advice:",
        "confirm at wetten.overheid.nl before you rely on it. Written by `scripts/build_docs.py`.",
        "",
        "| law | work | text read of | rules | not read |",
        "|---|---|---|---|---|",
    ]
    groups = Counter((rule.law, rule.citation.work if rule.citation else "–") for rule in rules)
    for (law, work), count in sorted(groups.items()):
        mine = [rule for rule in rules if rule.law == law]
        versions = sorted({str(rule.text_valid_from) for rule in mine if rule.text_valid_from})
        lines.append(
            f"| {law} | {work} | {', '.join(versions) or '–'} | {count} | {sum(not rule.verified for rule in mine)} |"
        )
    return "\n".join(lines) + "\n"


def _yes(value: bool) -> str:  # noqa: FBT001  # a cell of a table
    return "yes" if value else "no"


def main() -> int:
    """Write the pages, or with ``--check`` only say whether they are up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page differs")
    check = parser.parse_args().check
    stale = []
    for name, text in {"open-terms.md": open_terms_page(), "law-data.md": law_page()}.items():
        path = DOCS / name
        if check and (not path.is_file() or path.read_text(encoding="utf-8") != text):
            stale.append(name)
        elif not check:
            path.write_text(text, encoding="utf-8")
    if stale:
        print(f"not up to date: {', '.join(stale)}; run scripts/build_docs.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
