"""A database of SQLite or PostgreSQL: the same on both, but for what ``Backend`` does."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import TracebackType
from typing import Any, Final, Self

from vngkit.errors import StoreBroken, StoreClosed
from vngkit.storage._admit import admit, check_name, check_named, check_names, check_space
from vngkit.storage._backend import Backend, Cursor
from vngkit.storage._chain import first_link
from vngkit.storage._destroyed import destruction, may_be_erased
from vngkit.storage._group import AppendRequest, Work, add_within, carry_out, digest_of, document_row, head_of
from vngkit.storage._memory import closed
from vngkit.storage._plan import no_record
from vngkit.storage._ports import Append, Change, Document, Head, Row, StoredEvent
from vngkit.storage._space import Space
from vngkit.storage._writer import Request, Writer

__all__ = ["SqlDatabase"]

_PAGE: Final = 1000


class SqlDatabase:
    """Databank in SQLite of PostgreSQL; safe for use by several threads. See ``Database`` for what each method does.

    Args:
        backend: what it stands on; the tables are there.
        chain_id: what the audit chain begins with.
        entropy: gives so many random bytes, for salts.
        today: gives the legal day, for the line that says what was destroyed; left out, the day of the last event.
    """

    def __init__(
        self,
        backend: Backend,
        *,
        chain_id: str,
        entropy: Callable[[int], bytes] = secrets.token_bytes,
        today: Callable[[], date] | None = None,
    ) -> None:
        self._backend, self._chain_id, self._entropy, self._today = backend, chain_id, entropy, today
        self._first = Head(seq=0, link=first_link(chain_id))
        self._process = os.getpid()
        self._writer = Writer(self._carry_out, closed=closed)
        self._closed = False

    def __repr__(self) -> str:
        return f"<SqlDatabase {self.name}{'; closed' if self._closed else ''}>"

    @property
    def name(self) -> str:
        """See ``Database.name``."""
        return self._backend.name

    @property
    def chain_id(self) -> str:
        """See ``Database.chain_id``."""
        return self._chain_id

    def facts(self) -> Mapping[str, str]:
        """What it runs on and how it keeps things, for who looks after it."""
        return self._backend.facts()

    def store(self, space: str) -> Space:
        """One part of the database; see ``Database.store``."""
        return Space(self, space)

    def append_many(self, appends: Sequence[Append]) -> tuple[int, ...]:
        """Write to several streams, all or nothing; see ``Database.append_many``."""
        wanted = admit(appends)
        self._check_open()
        return self._writer.offer(AppendRequest(wanted)) if wanted else ()

    def write(self, work: Callable[[Cursor], Any]) -> Any:
        """Do work of another part of vngkit in a transaction of its own, in its turn among the appends."""
        self._check_open()
        return self._writer.offer(Work(work))

    def query(self, work: Callable[[Cursor], Any]) -> Any:
        """Do reading work of another part of vngkit on what was committed."""
        self._check_open()
        return self._backend.read(work)

    def read(self, space: str, stream: str) -> tuple[StoredEvent, ...]:
        """The events of a stream; see ``Store.read``."""
        rows = self._rows_of(self._backend.statements.read, check_named(space, stream))
        if not rows:
            raise no_record()
        return tuple(_event(*row) for row in rows)

    def version(self, space: str, stream: str) -> int:
        """How many events a stream has; see ``Store.version``."""
        rows = self._rows_of(self._backend.statements.version, check_named(space, stream))
        return rows[0][1] if rows else 0

    def document(self, space: str, stream: str) -> Document:
        """The last document; see ``Store.document``."""
        rows = self._rows_of(self._backend.statements.document, check_named(space, stream))
        if not rows:
            raise no_record()
        held, version, text, digest = rows[0]
        if text is None:
            return Document(stream=stream, version=held, held=held, text="")
        if digest_of(version, text) != digest:
            return Document(stream=stream, version=-1, held=held, text="")
        return Document(stream=stream, version=version, held=held, text=text.decode())

    def streams(self, space: str, label: str | None = None) -> Iterator[str]:
        """The names of streams; see ``Store.streams``."""
        self._check_open()
        check_space(space)
        if label is None:
            return self._names(self._backend.statements.streams, (space,))
        check_name(label, "a label")
        return self._names(self._backend.statements.labelled, (space, label))

    def erase(self, space: str, stream: str, events: Sequence[str], *, document: str) -> int:
        """Destroy contents; see ``Store.erase``."""
        name, chosen = check_named(space, stream), frozenset(check_names(events, "the id of an event"))
        may_be_erased(space)
        said = self._backend.statements

        def work(cursor: Cursor) -> int:
            cursor.execute(said.version, name)
            found = cursor.fetchone()
            if found is None:
                raise no_record()
            number, version = found
            cursor.execute(said.contents, (number,))
            places = [(seq,) for event, seq in cursor.fetchall() if event in chosen]
            if places:
                cursor.executemany(said.drop_content, places)
                on = self._today() if self._today is not None else self._last_day(cursor)
                line = destruction(space, stream, [seq for (seq,) in places], on=on)
                add_within(cursor, self._backend, line, first=self._first, entropy=self._entropy)
            cursor.execute(said.put_document, document_row(number, version, document))
            return len(places)

        count: int = self.write(work)
        self._backend.erased()
        return count

    def changes(self, *, after: int = 0, limit: int | None = None) -> Iterator[Change]:
        """Every event since a place in the log; see ``Database.changes``."""
        for seq, space, stream, version, event, name, on, digest, link, _, payload in self._log(after, limit):
            held = _event(event, name, on, payload, digest)
            yield Change(seq=seq, space=space, stream=stream, version=version, event=held, link=link)

    def rows(self, *, after: int = 0, limit: int | None = None) -> Iterator[Row]:
        """As ``changes``, as it is stored; see ``Database.rows``."""
        for seq, space, stream, version, event, name, on, digest, link, salt, payload in self._log(after, limit):
            yield Row(
                seq=seq,
                space=space,
                stream=stream,
                version=version,
                id=event,
                name=name,
                recorded_on=on,
                digest=digest,
                link=link,
                salt=salt,
                payload=payload,
            )

    def scrub(self) -> tuple[str, ...]:
        """See that nothing stays behind of what was destroyed; see ``Database.scrub``."""
        self._check_open()
        return tuple(self._backend.scrub())

    def add_rows(self, cursor: Cursor, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Put rows in a table within ``write``, as they stood in another database."""
        self._backend.add(cursor, table, rows)

    @property
    def mark(self) -> str:
        """The mark of a parameter in a statement for ``write`` and ``query``."""
        return self._backend.statements.mark

    def pages(self, *, after: int = 0) -> Iterator[Sequence[tuple[Any, ...]]]:
        """As ``rows``, many at a time as plain tuples; see ``Database.pages``."""
        while page := self._rows_of(self._backend.statements.rows, (after, _PAGE)):
            yield page
            after = page[-1][0]

    def damages(self) -> tuple[str, ...]:
        """What the database itself finds wrong; see ``Database.damages``."""
        counted = self._rows_of(self._backend.statements.miscounted, ())
        wrong = [
            f"the events of {space} {stream!r} are not numbered from 1 on, or there are none"
            for space, stream in counted
        ]
        return (*self._backend.damages(), *wrong)

    def head(self) -> Head:
        """The end of the audit chain; see ``Database.head``."""
        self._check_open()
        return self._backend.read(lambda cursor: head_of(cursor, self._backend, self._first))

    def spaces(self) -> tuple[str, ...]:
        """The parts that hold something; see ``Database.spaces``."""
        return tuple(name for (name,) in self._rows_of(self._backend.statements.spaces, ()))

    def note(self, name: str) -> str | None:
        """A small thing that was noted; see ``Database.note``."""
        rows = self._rows_of(self._backend.statements.meta, (f"note.{name}",))
        return str(rows[0][0]) if rows else None

    def put_note(self, name: str, text: str) -> None:
        """Note a small thing; see ``Database.put_note``."""
        self.write(lambda cursor: cursor.execute(self._backend.statements.put_note, (f"note.{name}", text)))

    def swap_note(self, name: str, before: str | None, after: str) -> bool:
        """Note something if nobody did in between; see ``Database.swap_note``."""
        said = self._backend.statements

        def work(cursor: Cursor) -> bool:
            cursor.execute(said.meta, (f"note.{name}",))
            found = cursor.fetchone()
            if (None if found is None else found[0]) != before:
                return False
            cursor.execute(said.put_note, (f"note.{name}", after))
            return True

        return bool(self.write(work))

    def close(self) -> None:
        """End the use of it, after what waits was written."""
        if not self._closed:
            self._closed = True
            self._writer.close()
            self._backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _carry_out(self, requests: Sequence[Request[Any]]) -> None:
        carry_out(self._backend, requests, first=self._first, entropy=self._entropy)

    def _last_day(self, cursor: Cursor) -> date:
        cursor.execute(self._backend.statements.last_day)
        return date.fromisoformat(cursor.fetchone()[0])

    def _rows_of(self, statement: str, parameters: tuple[Any, ...]) -> Sequence[Any]:
        self._check_open()

        def work(cursor: Cursor) -> Sequence[Any]:
            cursor.execute(statement, parameters)
            return cursor.fetchall()

        return self._backend.read(work)

    def _names(self, statement: str, chosen: tuple[str, ...]) -> Iterator[str]:
        after = 0
        while page := self._rows_of(statement, (*chosen, after, _PAGE)):
            yield from (name for _, name in page)
            after = page[-1][0]

    def _log(self, after: int, limit: int | None) -> Iterator[tuple[Any, ...]]:
        while limit is None or limit > 0:
            page = self._rows_of(self._backend.statements.rows, (after, _PAGE if limit is None else min(limit, _PAGE)))
            yield from page
            if not page:
                return
            after = page[-1][0]
            limit = None if limit is None else limit - len(page)

    def _check_open(self) -> None:
        if self._closed:
            raise closed()
        if os.getpid() != self._process:
            raise StoreClosed(
                "the store was opened in another process.",
                why="A connection can not be shared between processes.",
                fix="open it again in this process",
            )


_day = lru_cache(maxsize=4096)(date.fromisoformat)  # a log has few days


def _event(event: str, name: str, on: str, payload: Any, digest: str) -> StoredEvent:
    try:
        return StoredEvent(
            id=event,
            name=name,
            recorded_on=_day(on),
            payload=None if payload is None else payload.decode(),
            digest=digest,
        )
    except (ValueError, TypeError, AttributeError):
        pass
    raise StoreBroken(
        "an event can not be read, for it is damaged.",
        why="What stands there is not what was written.",
        fix="run vngkit verify to see which, and restore a back-up",
    )
