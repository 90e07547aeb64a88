"""Reading the package data: the core table at ``load()``, every other table when it is first asked for."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from vngkit.members._gemeente import PRETEND_CODE, PRETEND_NAME, Gemeente
from vngkit.members._register import Register

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent.parent / "data" / "members"


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table of the package data, without the header."""
    text = (DATA / name).read_text(encoding="utf-8")
    if '"' not in text:
        return (line.split(",") for line in text.splitlines()[1:])
    import csv
    import io

    reader = csv.reader(io.StringIO(text))
    next(reader)
    return reader


@cache
def load() -> Register:
    """Gemeenteregister: the one register of all gemeenten that the package holds, immutable; always the same object.

    Returns:
        The register with every code of RvIG Landelijke Tabel 33. Nothing is fetched.

    Source: see ``register.sources``.

    >>> load() is load()
    True
    """
    day = date.fromisoformat
    lines = (DATA / "gemeenten.tsv").read_text(encoding="utf-8").splitlines()
    gemeenten = {}
    for line in lines[1:]:
        code, name, kind, start, end, attested = line.split("\t")
        gemeenten[code] = Gemeente(
            code=code,
            name=name,
            kind=kind,
            valid_from=day(start) if start else None,
            valid_to=day(end) if end else None,
            attested_from=day(attested),
        )
    pretend = Gemeente(
        code=PRETEND_CODE, name=PRETEND_NAME, kind="pretend", valid_from=None, valid_to=None, attested_from=None
    )
    ((lists_from, held_until),) = rows("coverage.csv")
    return Register(gemeenten, pretend, lists_from=day(lists_from), held_until=day(held_until))
