"""Making and bringing forward the tables: steps that are never changed once a release has them, and never go back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen

from vngkit.errors import StoreBroken, StoreNewer
from vngkit.storage._backend import Cursor

__all__ = ["CURRENT", "STEPS", "Step", "migrate", "version_of"]


@frozen
class Step:
    """One step: the version that it makes, and its statements; the types in braces differ per database."""

    version: int
    text: str

    def statements(self, types: Mapping[str, str]) -> Iterator[str]:
        """Each statement, for a database that calls the types so."""
        return (one for one in self.text.format_map(types).split(";\n") if one.strip())


STEPS: Final = (
    Step(
        1,
        """
        CREATE TABLE meta (name {text} NOT NULL PRIMARY KEY, value {text} NOT NULL);
        CREATE TABLE streams (
            number {big} NOT NULL PRIMARY KEY, space {text} NOT NULL, name {text} NOT NULL, UNIQUE (space, name)
        );
        CREATE TABLE events (
            seq {big} NOT NULL PRIMARY KEY, stream {big} NOT NULL,
            version INTEGER NOT NULL, id {text} NOT NULL, name {text} NOT NULL, recorded_on {text} NOT NULL,
            digest {text} NOT NULL, link {text} NOT NULL, UNIQUE (stream, version), UNIQUE (stream, id)
        );
        CREATE TABLE payloads (
            seq {big} NOT NULL PRIMARY KEY, salt {bytes} NOT NULL, payload {bytes} NOT NULL
        );
        CREATE TABLE documents (
            stream {big} NOT NULL PRIMARY KEY, version INTEGER NOT NULL,
            text {bytes} NOT NULL, digest {text} NOT NULL
        );
        CREATE TABLE labels (
            stream {big} NOT NULL, label {text} NOT NULL, PRIMARY KEY (stream, label)
        );
        CREATE INDEX labels_by_label ON labels (label, stream);
        """,
    ),
)

CURRENT: Final = STEPS[-1].version


def version_of(cursor: Cursor, tables: frozenset[str], mark: str) -> int:
    """The version of the tables that are there: 0 for none.

    Raises ``StoreBroken`` when they are not of vngkit and ``StoreNewer`` when a newer version wrote them.
    """
    if not tables:
        return 0
    found = None
    if "meta" in tables and "events" in tables:
        cursor.execute(f"SELECT value FROM meta WHERE name = {mark}", ("schema",))  # noqa: S608  # the mark of a parameter
        found = cursor.fetchone()
    if found is None or not str(found[0]).isdecimal():
        raise StoreBroken(
            "this is a database, but not one of vngkit.",
            why="It has other tables, and those are left alone.",
            fix="give the url of a file or schema that is empty or that vngkit made",
        )
    version = int(found[0])
    if version > CURRENT:
        raise StoreNewer(
            f"the tables are of version {version}; this vngkit knows them up to {CURRENT}.",
            why="A newer vngkit wrote here, and an older one could do harm.",
            fix="install the vngkit that wrote it, or a newer one",
        )
    return version


def migrate(  # noqa: PLR0913  # what a migration must know, each by name
    cursor: Cursor,
    *,
    version: int,
    mark: str,
    types: Mapping[str, str],
    chain_id: Callable[[], str],
    release: str,
    steps: Sequence[Step] = STEPS,
) -> None:
    """Bring the tables from a version to that of today, within the transaction of the caller."""
    put = f"INSERT INTO meta (name, value) VALUES ({mark}, {mark})"  # noqa: S608  # the mark of a parameter
    for step in steps[version:]:
        for statement in step.statements(types):
            cursor.execute(statement)
    if version == 0:
        for name, value in (("schema", str(steps[-1].version)), ("chain", chain_id()), ("release", release)):
            cursor.execute(put, (name, value))
        return
    change = f"UPDATE meta SET value = {mark} WHERE name = {mark}"  # noqa: S608  # the mark of a parameter
    cursor.execute(change, (str(steps[-1].version), "schema"))
    cursor.execute(change, (release, "release"))
