"""The caseload stands in a file; what is changed there unseen is found, and the first bad event is named."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from vngkit.cli.demo._blocks import Command, Facts, Grid, Scene, Word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vngkit.cli._face import Face
    from vngkit.storage import Anchor, Verification

FILE: Final = "caseload.db"
_COPY: Final = "caseload-tampered.db"
_ACTS: Final = (
    ("demo.act_edit", "UPDATE payloads SET payload = payload || x'20' WHERE seq = 1000"),
    ("demo.act_delete", "DELETE FROM events WHERE seq = 2000"),
    ("demo.act_cut", "DELETE FROM events WHERE seq > (SELECT max(seq) - 5 FROM events)"),
)


def open_file(face: Face, out: Path) -> None:
    """Let the demo keep its caseload in a file of its own, made anew each time."""
    for path in out.glob(f"{FILE}*"):
        path.unlink()
    face.store = f"sqlite:///{out / FILE}"


def kept(face: Face, out: Path) -> Scene:
    """The file as it is, and three copies in which somebody changed something."""
    from vngkit.storage import anchors_beside

    kit = face.kit()
    kit.anchor()
    found, place = kit.verify(), anchors_beside(kit.database)
    anchors = [] if place is None else list(place.held())
    rows = [(Word(face.text("demo.act_none")), Word(found.explain(face.lang).splitlines()[0], "good"))]
    for key, statement in _ACTS:
        wrong = _tampered(out, statement, anchors).first
        told = "" if wrong is None else wrong.explain(face.lang)
        rows.append((Word(face.text(key)), Word(told, "wrong")))
    facts = kit.database.facts()
    return Scene(
        "kept",
        face.text("demo.kept"),
        (
            Facts(
                (
                    (face.text("demo.file"), str(out / FILE)),
                    (face.text("demo.journal"), f"SQLite {facts['version']}, {facts['journal']}"),
                    (face.text("demo.events"), str(found.events)),
                )
            ),
            Command(f"vngkit verify --store sqlite:///{out / FILE}"),
            Grid(face.text("demo.tampered"), (face.text("demo.act"), face.text("demo.verify_says")), tuple(rows)),
        ),
    )


def _tampered(out: Path, statement: str, anchors: Sequence[Anchor]) -> Verification:
    """What the walk says of a copy in which somebody changed something past vngkit."""
    from vngkit.storage import open_database, verify

    copy = out / _COPY
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(out / FILE)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute(statement)
        target.commit()
    try:
        with open_database(f"sqlite:///{copy}") as database:
            return verify(database, anchors=[anchors])
    finally:
        copy.unlink()
