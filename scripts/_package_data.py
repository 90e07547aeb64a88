"""What the scripts that write package data share: rows of CSV files, checksums, and writing or comparing the files."""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

Rows = list[dict[str, str]]

SHARED = Path(__file__).resolve().parents[2] / "shared"


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


def sha256(data: bytes) -> str:
    """SHA-256 as hexadecimal text."""
    return hashlib.sha256(data).hexdigest()


def run(build: Callable[[Path], dict[str, str]], target: Path, *, script: Path, description: str | None) -> int:
    """Write the files that ``build`` makes, or with ``--check`` only say whether they are as the dossier makes them."""
    parser = argparse.ArgumentParser(description=(description or "").partition("\n\n")[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file differs")
    options = parser.parse_args()
    target.mkdir(parents=True, exist_ok=True)
    stale = []
    for name, text in build(options.shared).items():
        path = target / name
        if options.check:
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path}")
    if stale:
        print(f"not as the dossier makes it: {', '.join(stale)}; run scripts/{script.name}")
    return 1 if stale else 0
