"""Anchors: the head of the audit chain, kept outside the database, so that a cut or rewritten log is seen."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from attrs import field, frozen

from vngkit.errors import DataError, StoreAway, StoreError
from vngkit.storage._destroyed import DESTROYED, lines_of
from vngkit.storage._moment import aware
from vngkit.storage._ports import Database

__all__ = ["Anchor", "AnchorKind", "Anchors", "FileAnchors", "anchors_beside", "anchors_for", "file_of", "make_anchor"]


class AnchorKind(StrEnum):
    """Soort anker: why it was made."""

    HEAD = "head"
    BACKUP = "backup"
    RESTORED = "restored"


def _is_aware(_: object, __: object, value: datetime) -> None:
    aware(value, "the time of an anchor")


@frozen(kw_only=True)
class Anchor:
    """Anker: how the end of the audit chain was at a moment; nothing in it is personal.

    Args:
        time: when it was made, aware of its zone. Their order is that of keeping, whatever the clock said.
        chain: the id of the chain.
        seq: how many events the log had.
        link: the last link, in hex.
        kind: ``head``; ``backup`` when a back-up was made of it; ``restored`` when a back-up was put back, so that what
            was anchored after this place is gone on purpose.
        destroyed: the numbers in the log of what was destroyed since the anchor before it.
    """

    time: datetime = field(validator=_is_aware)
    chain: str
    seq: int
    link: str
    kind: AnchorKind = AnchorKind.HEAD
    destroyed: tuple[int, ...] = field(default=(), repr=False)

    def line(self) -> str:
        """It as one line of JSON."""
        held: dict[str, Any] = {
            "time": self.time.isoformat(timespec="seconds"),
            "chain": self.chain,
            "seq": self.seq,
            "link": self.link,
            "kind": self.kind.value,
        }
        if self.destroyed:
            held["destroyed"] = list(self.destroyed)
        return json.dumps(held, separators=(",", ":"))

    @classmethod
    def of_line(cls, line: str) -> Anchor:
        """The anchor of a line; raises ``ValueError`` when it is none."""
        try:
            held = json.loads(line)
            return cls(
                time=datetime.fromisoformat(held["time"]),
                chain=f"{held['chain']:s}",
                seq=int(f"{held['seq']:d}"),
                link=f"{held['link']:s}",
                kind=AnchorKind(held.get("kind", "head")),
                destroyed=tuple(int(one) for one in held.get("destroyed", ())),
            )
        except (DataError, ValueError, TypeError, LookupError, AttributeError):
            pass
        raise ValueError(line[:20])


class Anchors(Protocol):
    """Where anchors are kept: on another disk, another machine, with a service that stamps the time."""

    def keep(self, anchor: Anchor) -> None:
        """Keep an anchor for good; what is kept is never changed."""
        ...

    def held(self) -> Sequence[Anchor]:
        """All anchors that were kept, in the order of keeping."""
        ...


class FileAnchors:
    """Ankers in een bestand: one line of JSON each, only added to.

    Args:
        path: of the file; made at the first anchor. Put it where who can write the database can not write.

    >>> from tempfile import TemporaryDirectory
    >>> from datetime import UTC
    >>> with TemporaryDirectory() as folder:
    ...     anchors = FileAnchors(Path(folder) / "anchors")
    ...     anchors.keep(Anchor(time=datetime(2026, 11, 25, tzinfo=UTC), chain="c", seq=3, link="ab"))
    ...     [anchor.seq for anchor in anchors.held()]
    [3]
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __repr__(self) -> str:
        return f"<FileAnchors {str(self.path)!r}>"

    def keep(self, anchor: Anchor) -> None:
        """See ``Anchors.keep``. Raises ``StoreAway`` when the file can not be written."""
        told = ""
        try:
            number = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(number, f"{anchor.line()}\n".encode())  # one write: two programs do not mix their lines
                os.fsync(number)
            finally:
                os.close(number)
        except OSError as error:
            told = type(error).__name__
        if told:
            raise StoreAway(
                f"the anchors can not be written ({told}).", fix=f"give this user the right to write {str(self.path)!r}"
            )

    def held(self) -> Sequence[Anchor]:
        """See ``Anchors.held``. Raises ``StoreError`` when a line of it is not an anchor."""
        return tuple(self._read())

    def _read(self) -> Iterator[Anchor]:
        lines: Sequence[str] = ()
        told = ""
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return
        except OSError as error:
            told = type(error).__name__
        if told:
            raise StoreAway(f"the anchors can not be read ({told}).", fix=f"look at {str(self.path)!r}")
        for number, line in enumerate(
            lines[:-1], 1
        ):  # what stands after the last line end was cut while it was written
            try:
                yield Anchor.of_line(line)
            except ValueError:
                raise _no_anchor(self.path, number) from None


def _no_anchor(path: Path, number: int) -> StoreError:
    return StoreError(
        f"line {number} of {str(path)!r} is not an anchor.",
        why="Lines are only ever added, each whole, so somebody or something changed it.",
        fix="look who did; verify against anchors that were kept elsewhere with --anchors",
    )


def anchors_beside(database: Database) -> FileAnchors | None:
    """The file of anchors that ``VNGKIT_ANCHORS`` in the environment names, or else the one beside a file of SQLite.

    None for a database that is no file, when nothing is named, and for one in memory.
    """
    named, kind = os.environ.get("VNGKIT_ANCHORS"), database.facts()["kind"]
    if named and kind != "memory":
        return FileAnchors(Path(named))
    path = database.facts().get("path")
    return None if path is None else FileAnchors(Path(f"{path}.anchors"))


def anchors_for(url: str) -> FileAnchors | None:
    """As ``anchors_beside``, for a database that may not be there yet."""
    named, path = os.environ.get("VNGKIT_ANCHORS"), file_of(url)
    if named:
        return FileAnchors(Path(named))
    return None if path is None else FileAnchors(Path(f"{path}.anchors"))


def file_of(url: str) -> Path | None:
    """The file (*bestand*) that a url of SQLite names; None for a database that is no file.

    Args:
        url: as in ``open_database``.

    >>> from vngkit.storage import file_of
    >>> file_of("sqlite:////srv/cases.db?journal=wal").as_posix()
    '/srv/cases.db'
    >>> file_of("postgresql://host/cases")
    """
    text = url.partition("?")[0]
    return Path(text.removeprefix("sqlite:///")).absolute() if text.startswith("sqlite:///") else None


def make_anchor(
    database: Database, *, time: datetime, kind: AnchorKind = AnchorKind.HEAD, before: Anchor | None = None
) -> Anchor:
    """The anchor of the end of the chain as it is now.

    Args:
        database: of which.
        time: when, aware of its zone.
        kind: why it is made.
        before: the last anchor that was kept, for what was destroyed since.
    """
    head = database.head()
    since = before.seq if before is not None and before.chain == database.chain_id else 0
    return Anchor(
        time=time,
        chain=database.chain_id,
        seq=head.seq,
        link=head.link,
        kind=kind,
        destroyed=tuple(sorted(destroyed_since(database, since, head.seq))),
    )


def destroyed_since(database: Database, after: int, until: int | None = None) -> frozenset[int]:
    """The numbers in the log of what was destroyed after a place in it."""
    limit = None if until is None else max(until - after, 0)
    found: frozenset[int] = frozenset()
    for row in database.rows(after=after, limit=limit):
        if row.space == DESTROYED:
            found |= lines_of(row.payload)
    return found
