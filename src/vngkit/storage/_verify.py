"""Verifying the log: every line against the chain, and the chain against what was anchored outside the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, Final

from attrs import Factory, define

from vngkit.errors import VngkitError
from vngkit.storage._anchors import Anchor, AnchorKind
from vngkit.storage._chain import first_link, next_link
from vngkit.storage._destroyed import DESTROYED, lines_of
from vngkit.storage._ports import Database
from vngkit.storage._problems import LogProblem, ProblemKind, Verification

__all__ = ["standing", "verify"]

_MOST: Final = 100  # so many problems are told
_UNREADABLE: Final = 20  # after so many lines that can not be read it is no use to go on
_WRONG: Final = 30  # of so many broken links it is looked at whether lines were moved
Line = tuple[Any, ...]


def verify(
    database: Database,
    *,
    anchors: Iterable[Sequence[Anchor]] = (),
    advance: Callable[[int], object] = lambda _: None,
) -> Verification:
    """Walk the whole log (*controleren*), and tell the first event that is not what was recorded, and all after it.

    Found without an anchor: a content, a header or a link that was edited, an event that was deleted, an order that was
    changed, a content that went without a record or came back, and what the database finds itself. Found with anchors
    alone: a cut tail, a chain that was rewritten whole, an old back-up that was put back.

    Args:
        database: to be looked at; nothing is written.
        anchors: of each place where anchors are kept, its anchors in their order.
        advance: hears how many events were read since it last heard.

    Returns:
        What was found. It raises nothing for what is wrong in the log.

    >>> from vngkit.storage import MemoryDatabase
    >>> print(verify(MemoryDatabase()).explain("en").splitlines()[0])
    The chain of 0 events is right.
    """
    held = [list(one) for one in anchors]
    ours = [anchor for one in held for anchor in standing(one, database.chain_id)]
    walk = _Walk(link=first_link(database.chain_id), anchored={anchor.seq for anchor in ours})
    walk.links[0] = walk.link
    for page in _pages(database, walk):
        before = walk.seq
        walk.take(page)
        advance(walk.seq - before)
    problems = [*walk.problems, *_gone_or_back(walk), *_reordered(walk)]
    problems.sort(key=lambda one: (one.seq, one.kind))
    told, vouched = _against(ours, walk, broken=bool(problems))
    if any(held) and not ours and any(anchor.chain != database.chain_id for one in held for anchor in one):
        told.append(LogProblem(kind=ProblemKind.OTHER_CHAIN, seq=0))
    return Verification(
        chain_id=database.chain_id,
        events=walk.seq,
        link=walk.link,
        destroyed=len(walk.gone & walk.recorded),
        anchors=len(ours),
        anchored=vouched,
        problems=tuple([*problems, *told, *_damages(database)][:_MOST]),
    )


@define
class _Walk:
    """How far the walk is, and what it saw."""

    link: str
    anchored: set[int]
    seq: int = 0
    links: dict[int, str] = Factory(dict)
    gone: set[int] = Factory(set)
    recorded: set[int] = Factory(set)
    there: set[int] = Factory(set)
    wrong: list[Line] = Factory(list)
    before: dict[int, str] = Factory(dict)
    problems: list[LogProblem] = Factory(list)

    def tell(self, kind: ProblemKind, seq: int, told: str = "") -> None:
        """Keep a problem, as long as there is room."""
        if len(self.problems) < _MOST:
            self.problems.append(LogProblem(kind=kind, seq=seq, told=told))

    def take(self, page: Sequence[Line]) -> None:
        """Look at the next lines."""
        link, last, anchored = self.link, self.seq, self.anchored
        for line in page:
            seq, space, stream, version, event, name, on, digest, stored, salt, payload = line
            if seq != last + 1:
                self.tell(ProblemKind.MISSING, last + 1, "" if seq == last + 2 else f"- {seq - 1}")
            try:
                made = next_link(
                    link,
                    seq=seq,
                    space=space,
                    stream=stream,
                    version=version,
                    event=event,
                    name=name,
                    recorded_on=on,
                    digest=digest,
                )
            except (TypeError, ValueError):
                made = None
            if made != stored:
                self._broken(line, link, after_gap=seq != last + 1)
            if payload is None or salt is None:
                self._without(seq, salt, payload)
            elif type(payload) is not bytes or sha256(salt + payload).hexdigest() != digest:
                self.tell(ProblemKind.CONTENT_EDITED, seq)
            if space == DESTROYED:
                self.recorded |= lines_of(payload)
            if seq in anchored:
                self.links[seq] = stored
            link, last = stored if type(stored) is str else "", seq
        self.link, self.seq = link, last

    def _broken(self, line: Line, link: str, *, after_gap: bool) -> None:
        if not after_gap and len(self.wrong) < _WRONG:
            self.wrong.append(line)
            self.before[line[0]] = link

    def _without(self, seq: int, salt: object, payload: object) -> None:
        if salt is None and payload is None:
            self.gone.add(seq)
        else:
            self.tell(ProblemKind.CONTENT_EDITED, seq)


def _pages(database: Database, walk: _Walk) -> Iterator[Sequence[Line]]:
    """The log, many lines at a time; where it can not be read one at a time, past those that can not be read."""
    failed = 0
    while failed < _UNREADABLE:
        try:
            yield from database.pages(after=walk.seq)
        except (VngkitError, ValueError):
            line = _one(database, walk.seq)
            if line is not None:
                yield [line]
                continue
            failed += 1
            walk.tell(ProblemKind.UNREADABLE, walk.seq + 1)
            walk.seq, walk.link = walk.seq + 1, ""
        else:
            return


def _one(database: Database, after: int) -> Line | None:
    """The next line of the log; None when it can not be read."""
    from attrs import astuple

    try:
        return next((astuple(row, recurse=False) for row in database.rows(after=after, limit=1)), None)
    except (VngkitError, ValueError):
        return None


def _gone_or_back(walk: _Walk) -> Iterator[LogProblem]:
    for seq in sorted(walk.gone - walk.recorded)[:_MOST]:
        yield LogProblem(kind=ProblemKind.CONTENT_GONE, seq=seq)
    back = [seq for seq in walk.recorded - walk.gone if 0 < seq <= walk.seq]
    for seq in sorted(back)[:_MOST]:
        yield LogProblem(kind=ProblemKind.CONTENT_BACK, seq=seq)


def _reordered(walk: _Walk) -> Iterator[LogProblem]:
    """Of the lines whose link is not right: those that belong at another place, and those that were edited."""
    places = [line[0] for line in walk.wrong]
    befores = {walk.before[seq] for seq in places} | {line[8] for line in walk.wrong}
    skip = False
    for line in walk.wrong:
        seq = line[0]
        if any(_fits(line, place, link) for place in places if place != seq for link in befores):
            yield LogProblem(kind=ProblemKind.REORDERED, seq=seq)
            skip = True
        elif skip:
            skip = False  # the line after one that was moved has another before it, and is itself as it was
            if not any(_fits(line, seq, link) for link in befores):
                yield LogProblem(kind=ProblemKind.HEADER_EDITED, seq=seq)
        elif not walk.before[seq]:
            continue  # the line before it could not be read
        else:
            yield LogProblem(kind=ProblemKind.HEADER_EDITED, seq=seq)


def _fits(line: Line, seq: int, link: object) -> bool:
    _, space, stream, version, event, name, on, digest, stored, *_ = line
    try:
        made = next_link(
            str(link),
            seq=seq,
            space=space,
            stream=stream,
            version=version,
            event=event,
            name=name,
            recorded_on=on,
            digest=digest,
        )
    except (TypeError, ValueError):
        return False
    return bool(made == stored)


def standing(anchors: Iterable[Anchor], chain_id: str) -> list[Anchor]:
    """The anchors of a chain that still bind: without those after a place to which it was put back on purpose."""
    held: list[Anchor] = []
    for anchor in anchors:
        if anchor.chain == chain_id:
            if anchor.kind is AnchorKind.RESTORED:
                held = [one for one in held if one.seq <= anchor.seq]
            held.append(anchor)
    return held


def _against(anchors: Sequence[Anchor], walk: _Walk, *, broken: bool) -> tuple[list[LogProblem], int]:
    """What the anchors say: the problems, and up to where they vouch for the log."""
    good = [one for one in anchors if walk.links.get(one.seq) == one.link]
    bad = sorted((one for one in anchors if one not in good), key=lambda one: one.seq)
    vouched = max((one.seq for one in good if not bad or one.seq < bad[0].seq), default=0)
    if not bad:
        return [], vouched
    first = bad[0]
    when = first.time.isoformat(timespec="minutes")
    if first.seq > walk.seq:
        copies = [one for one in good if one.kind is AnchorKind.BACKUP and one.seq == walk.seq]
        kind = ProblemKind.ROLLED_BACK if copies else ProblemKind.TAIL_CUT
        return [LogProblem(kind=kind, seq=walk.seq + 1, told=f"{bad[-1].seq}, {when}")], vouched
    if broken and first.seq not in walk.links:
        return [], vouched  # the event of the anchor is one of those that are missing
    return [LogProblem(kind=ProblemKind.REWRITTEN, seq=vouched + 1, told=f"{first.seq}, {when}")], vouched


def _damages(database: Database) -> Iterator[LogProblem]:
    try:
        found = database.damages()
    except (VngkitError, ValueError) as error:
        found = (type(error).__name__,)
    for one in found:
        yield LogProblem(kind=ProblemKind.DAMAGED, seq=0, told=one)
