"""Back-ups: checked when made and before they are put back; what was destroyed does not come back with them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final, cast

from attrs import frozen

from vngkit.errors import DataError, StoreAway, StoreBroken, StoreError
from vngkit.storage._anchors import Anchor, AnchorKind, Anchors, FileAnchors, destroyed_since, file_of, make_anchor
from vngkit.storage._moment import aware
from vngkit.storage._open import open_database
from vngkit.storage._ports import Database, Head
from vngkit.storage._verify import verify

if TYPE_CHECKING:
    from vngkit.storage._sql import SqlDatabase

__all__ = ["Restored", "back_up", "restore"]

Advance = Callable[[int], object]
_QUIET: Final[Advance] = lambda _: None  # noqa: E731  # nobody listens


@frozen(kw_only=True)
class Restored:
    """Uitkomst van het terugzetten: what was put back, or would be, and what was destroyed in it first.

    Args:
        head: the end of the chain of the back-up.
        dropped: how many events that were there are not in the back-up.
        destroyed: how many contents of the back-up were destroyed since, and so again before it was put back.
        dry_run: true when nothing was done.
    """

    head: Head
    dropped: int
    destroyed: int
    dry_run: bool


def back_up(  # noqa: PLR0913  # what a back-up must know; all but the first two by name
    database: Database,
    target: Path,
    *,
    time: datetime,
    anchors: Anchors | None = None,
    replace: bool = False,
    advance: Advance = _QUIET,
) -> Anchor:
    """Make a back-up (*reservekopie*): one file of SQLite with everything as it was at one moment, and check it.

    Others go on writing; what they write after the beginning is not in it. Of PostgreSQL it is a file of SQLite too, so
    that it can be read anywhere. Keys do not stand in it: keep those apart.

    Args:
        database: of which; one in memory is refused.
        target: the file; beside it comes ``<file>.anchors`` with the head of its chain.
        time: when, aware of its zone.
        anchors: where the database keeps its anchors, to know the back-up by later.
        replace: put it in the place of a file that is there.
        advance: hears how many events were copied and checked.

    Returns:
        The anchor of the back-up.

    Raises:
        DataError: there is a file, it is the database itself or belongs to it, or there is nothing lasting to copy.
        StoreBroken: the copy is not right, which says that the database is not; the copy was thrown away.
        StoreFull: there is no room.
    """
    aware(time, "the time of a back-up")
    source = _lasting(database)
    _stands_apart(source, target)
    if target.exists() and not replace:
        raise DataError(
            "there is a file of that name already.", fix="give another name, or say that it may be replaced (--replace)"
        )
    with _place_beside(target) as folder:
        copy = folder / "copy.db"
        _copy_to(source, copy, advance)
        with open_database(f"sqlite:///{copy}?journal=rollback") as copied:
            found = verify(copied, advance=advance)
            if not found.sound:
                raise StoreBroken(
                    "the copy is not right, and was thrown away.",
                    why=found.problems[0].explain("en"),
                    fix="run vngkit verify on the database, and keep the back-ups that you have",
                )
            made = make_anchor(copied, time=time, kind=AnchorKind.BACKUP)
        _keep(copy, target)
    beside = Path(f"{target}.anchors")
    beside.unlink(missing_ok=True)
    FileAnchors(beside).keep(made)
    if anchors is not None:
        anchors.keep(made)
    return made


def restore(  # noqa: PLR0913  # what a restore must know; all but the first two by name
    source: Path,
    url: str,
    *,
    time: datetime,
    anchors: Anchors | None = None,
    replace: bool = False,
    dry_run: bool = False,
    advance: Advance = _QUIET,
) -> Restored:
    """Put a back-up back (*terugzetten*), after it was checked; what was destroyed since it was made, stays destroyed.

    Args:
        source: the file of the back-up; it is not changed.
        url: where to; what is there is replaced in one transaction, or a file is made.
        time: when, aware of its zone.
        anchors: where the database keeps its anchors: they tell what was destroyed, and hear that it was put back.
        replace: put it in the place of events that are there.
        dry_run: only tell.
        advance: hears how many events were checked and copied.

    Returns:
        What was done, or would be.

    Raises:
        DataError: there are events at the url, and nobody said that they may be replaced.
        StoreBroken: the back-up is not right, or what stands at the url is too damaged to be opened.
        StoreAway: there is no such file.
    """
    from vngkit.storage._copying import copy_all  # loads SQLAlchemy

    aware(time, "the time of a restore")
    if not source.is_file():
        raise StoreAway("there is no file of that name.", fix="look where the back-up is")
    held = () if anchors is None else tuple(anchors.held())
    with _place_beside(file_of(url) or source) as folder:
        copy = folder / "copy.db"
        shutil.copyfile(source, copy)
        with _opened(f"sqlite:///{copy}?journal=rollback") as copied:
            _check(copied, source, advance)
            head = copied.head()
            with _there(url) as target:
                dropped, gone = _compare(copied, target, held, replace=replace)
            lost = _destroy_again(copied, gone, dry_run=dry_run)
            result = Restored(head=head, dropped=dropped, destroyed=lost, dry_run=dry_run)
            if dry_run:
                return result
            with _opened(url) as target:
                copy_all(copied, target, advance=advance)
                target.scrub()
    if anchors is not None:
        with _opened(url) as target:
            chain = target.chain_id
            back = Anchor(time=time, chain=chain, seq=head.seq, link=head.link, kind=AnchorKind.RESTORED)
            anchors.keep(back)
            if target.head() != head:
                anchors.keep(make_anchor(target, time=time, before=back))
    return result


def _lasting(database: Database) -> SqlDatabase:
    if database.facts()["kind"] != "memory":
        return cast("SqlDatabase", database)
    raise DataError("what is in memory is not kept, so there is nothing to back up.", fix="open the kit with a url")


def _stands_apart(source: SqlDatabase, target: Path) -> None:
    """A copy in the place of the database itself would throw away what others write meanwhile, and all anchors."""
    path = source.facts().get("path")
    if path is None:
        return
    own = [Path(f"{path}{ending}") for ending in ("", "-journal", "-wal", "-shm", ".anchors", ".reference-key")]
    if any(
        target.resolve() == one.resolve() or (target.exists() and one.exists() and target.samefile(one)) for one in own
    ):
        raise DataError(
            "this is the database itself, or a file that belongs to it.", fix="give the back-up another name"
        )


@contextmanager
def _opened(url: str) -> Iterator[SqlDatabase]:
    with open_database(url) as database:
        yield _lasting(database)


@contextmanager
def _there(url: str) -> Iterator[SqlDatabase | None]:
    """The database at a url; None when there is no file yet."""
    path = file_of(url)
    if path is not None and not path.exists():
        yield None
        return
    with _opened(url) as database:
        yield database


@contextmanager
def _place_beside(path: Path) -> Iterator[Path]:
    """A folder for the work on a copy, that nobody else can read, on the same disk; gone afterwards."""
    told = ""
    folder = Path()
    try:
        folder = Path(mkdtemp(prefix=".vngkit-", dir=path.absolute().parent))
    except OSError as error:
        told = type(error).__name__
    if told:
        raise StoreAway(
            f"no copy can be made there ({told}).", fix=f"look at the directory {str(path.absolute().parent)!r}"
        )
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy_to(source: SqlDatabase, copy: Path, advance: Advance) -> None:
    if source.facts()["kind"] == "sqlite":
        source.query(lambda cursor: cursor.execute("VACUUM INTO ?", (str(copy),)))
        return
    from vngkit.storage._copying import copy_all

    with _opened(f"sqlite:///{copy}?journal=rollback") as target:
        copy_all(source, target, advance=advance)


def _keep(copy: Path, target: Path) -> None:
    """Give the copy its name when it is on the disk, all of it."""
    copy.chmod(0o600)
    with copy.open("rb") as file:
        os.fsync(file.fileno())
    copy.replace(target)
    if os.name == "posix":
        number = os.open(target.absolute().parent, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _check(copied: SqlDatabase, source: Path, advance: Advance) -> None:
    """Refuse a back-up that is not what it was when it was made."""
    found = verify(copied, anchors=[FileAnchors(Path(f"{source}.anchors")).held()], advance=advance)
    if not found.sound:
        raise StoreBroken(
            "the back-up is not right, and nothing was put back.",
            why=found.problems[0].explain("en"),
            fix="take another back-up",
        )


def _compare(
    copied: SqlDatabase, target: SqlDatabase | None, anchors: Sequence[Anchor], *, replace: bool
) -> tuple[int, frozenset[int]]:
    """How many events would go, and which lines of the back-up were destroyed since it was made."""
    head = copied.head()
    gone = {line for one in anchors if one.chain == copied.chain_id for line in one.destroyed}
    dropped = 0
    if target is not None:
        now = target.head()
        same = target.chain_id == copied.chain_id
        if now.seq and not replace:
            raise DataError(
                f"there is a database with {now.seq} events already.",
                why="It would be replaced by the back-up.",
                fix="back it up first, and then say that it may be replaced (--replace)",
            )
        if same:
            with suppress(StoreError):  # a damaged log tells as much as it can; the anchors tell the rest
                gone |= destroyed_since(target, 0)
        dropped = max(now.seq - head.seq, 0) if same else now.seq
    return dropped, frozenset(line for line in gone if line <= head.seq)


def _destroy_again(copied: SqlDatabase, lines: Iterable[int], *, dry_run: bool) -> int:
    """Destroy in the copy what was destroyed since; the document goes too, and is made anew from what is left."""
    wanted = frozenset(lines)
    if not wanted:
        return 0
    found: dict[tuple[str, str], list[str]] = {}
    for row in copied.rows():
        if row.seq in wanted and row.payload is not None:
            found.setdefault((row.space, row.stream), []).append(row.id)
    if not dry_run:
        for (space, stream), ids in found.items():
            copied.erase(space, stream, ids, document="")
    return sum(map(len, found.values()))
