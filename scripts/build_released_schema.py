"""Write down the tables of today, with a few rows, for the tests of the versions that will bring them forward.

Run it once for a version of the tables, when that version is released: ``python3 scripts/build_released_schema.py``.
It refuses to write over a file that is there, for what was released does not change.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from datetime import date
from hashlib import sha256
from itertools import count
from pathlib import Path

from vngkit.storage import Append, StoredEvent, open_database
from vngkit.storage._migrations import CURRENT

TARGET = Path(__file__).resolve().parent.parent / "tests" / "storage" / "released" / f"schema-{CURRENT}.sql"
DAY = date(2026, 11, 25)


def main() -> int:
    """Make a small database and write it down as SQL."""
    if TARGET.exists():
        print(f"{TARGET.name} is there already: what was released does not change")
        return 1
    asked = count()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kept.db"
        with open_database(
            f"sqlite:///{file}?journal=rollback",
            entropy=lambda size: (sha256(str(next(asked)).encode()).digest() * 40)[:size],
        ) as database:
            rows = [
                StoredEvent(id=f"{number}", name="x", recorded_on=DAY, payload=f"é {number}") for number in range(3)
            ]
            database.append_many(
                [
                    Append(
                        space="cases", stream="a", events=rows, expected=0, document="a", labels=frozenset({"kept"})
                    ),
                    Append(space="other", stream="b", events=rows[:1], expected=0),
                ]
            )
            database.erase("cases", "a", ["1"], document="a without 1")
            database.put_note("something", "noted")
        connection = sqlite3.connect(file)
        text = "\n".join(line for line in connection.iterdump())
        connection.close()
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(f"{text}\n", encoding="utf-8")
    print(f"wrote {TARGET}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
