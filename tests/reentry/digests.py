"""The findings of a small synthetic caseload as one number; ``python -m tests.reentry.digests`` prints it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from vngkit.reentry import Finding, evaluate
from vngkit.reentry.synthetic import SyntheticSource

ON = date(2026, 11, 23)
SOURCE = SyntheticSource(seed=11, start=date(2026, 6, 1), days=300, count=120, on=ON)


def digest(found: Iterable[Finding]) -> str:
    """One number for everything that findings say, whatever their order."""
    lines = sorted(f"{one.case_id} {one.id} {one.trigger} {one!r} {one.explain('en')}" for one in found)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


if __name__ == "__main__":
    print(digest(evaluate(SOURCE(SOURCE.numbers), on=ON)))  # noqa: T201  # what another process prints
