"""Test 3 at full size: the N-th write or sync of the files of a store fails, for N from 1 to 500.

Each N thrice: an error of the disk once, one that stays, want of room that stays. ``python -m bench.storage_faults``
takes some minutes; a number behind it is the last N.
"""

from __future__ import annotations

import sys

from tests.storage.trials import as_child, built

from bench._storage import place
from bench.storage_crash import HEAD, line


def main(last: int) -> int:
    """Both journals."""
    print(HEAD)
    print("|---|---|---|---|---|---|---|---|---|")
    for journal in ("rollback", "wal"):
        with place() as folder:
            library = built(folder)
            if library is None:
                print("no C compiler on Linux: writes can not be made to fail here")
                return 1
            line(
                f"N-th write or sync fails, N = 1 to {last}, SQLite, {journal}",
                as_child(library, "faults", str(folder), journal, "1", str(last + 1), "1"),
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
