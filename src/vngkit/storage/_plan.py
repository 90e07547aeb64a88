"""What a group of writers gets: decided in order, over what is there, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from attrs import Factory, define, frozen

from vngkit.errors import DataError, NotFound, StaleVersion
from vngkit.storage._admit import Admitted, Entry
from vngkit.storage._chain import commitment, next_link
from vngkit.storage._ports import Append, Head

__all__ = ["Held", "Plan", "StreamState", "no_record", "wanted_of"]

_SALT: Final = 16  # bytes

EventRow = tuple[int, int, int, str, str, str, str, str]
ContentRow = tuple[int, bytes, bytes]


class Held(NamedTuple):
    """An event that a stream has already."""

    version: int
    name: str
    recorded_on: str
    payload: bytes | None

    def is_the_same(self, entry: Entry) -> bool:
        """Whether it is that event; of a content that was destroyed name and day must do."""
        return (
            self.name == entry.name
            and self.recorded_on == entry.recorded_on
            and (self.payload is None or self.payload == entry.payload)
        )


@define
class StreamState:
    """A stream as it is, and as the plan will leave it.

    ``key`` is its number, ``held`` those of its events that are offered again; ``several`` says that more than one
    append is for it.
    """

    space: str
    stream: str
    key: int
    version: int = 0
    is_new: bool = True
    has_document: bool = False
    labels_before: frozenset[str] = frozenset()
    several: bool = False
    held: dict[str, Held] = Factory(dict)
    document: str = ""
    labels: frozenset[str] = frozenset()


def wanted_of(appends: Iterable[Admitted]) -> dict[tuple[str, str], int]:
    """The streams that appends name, in their order, and how many appends each has."""
    counts: dict[tuple[str, str], int] = {}
    for append, _ in appends:
        name = append.space, append.stream
        counts[name] = counts.get(name, 0) + 1
    return counts


class Plan:
    """What a group of writers gets, in the order in which they came.

    Args:
        head: the end of the log now.
        states: the streams that the writers name, as they are now, by space and name.
        entropy: gives so many random bytes.

    ``events`` and ``contents`` are the rows to be written: seq, number of the stream, version, id, name, day, digest,
    link; and seq, salt, content. ``touched`` are the streams of which something changes.
    """

    def __init__(
        self, head: Head, states: Mapping[tuple[str, str], StreamState], *, entropy: Callable[[int], bytes]
    ) -> None:
        self.head = head
        self.events: list[EventRow] = []
        self.contents: list[ContentRow] = []
        self.touched: dict[int, StreamState] = {}
        self._states, self._entropy = states, entropy

    def take(self, appends: Sequence[Admitted]) -> tuple[int, ...]:
        """Take in the appends of one writer, all or none; the new number of each stream."""
        steps: list[_Step] = []
        numbers: list[int] = []
        for one in appends:
            step = self._step(one, steps)
            numbers.append(step.answer)
            if step.writes:
                steps.append(step)
        for step in steps:
            self._carry_out(step)
        return tuple(numbers)

    def _step(self, one: Admitted, before: Sequence[_Step]) -> _Step:
        append, entries = one
        state = self._states[append.space, append.stream]
        held, version = state.held, state.version
        if state.several:
            for earlier in before:
                if earlier.state is state:
                    held, version = {**held, **earlier.as_held()}, earlier.version
        fresh: dict[str, Entry] = {}
        last = 0
        for entry in entries:
            known = held.get(entry.id) if held else None
            if known is not None:
                _check_same(known.is_the_same(entry))
                last = max(last, known.version)
            elif fresh.setdefault(entry.id, entry) is not entry:
                _check_same(fresh[entry.id] == entry)
        if entries and not fresh:
            return _Step(state=state, append=append, fresh=fresh, version=version, answer=last, writes=False)
        if append.expected != version:
            raise _stale(version, append.expected)
        if not entries and state.is_new and version == 0:
            raise no_record()
        after = version + len(fresh)
        return _Step(state=state, append=append, fresh=fresh, version=after, answer=after, writes=True)

    def _carry_out(self, step: _Step) -> None:
        state, seq, link = step.state, self.head.seq, self.head.link
        version = state.version
        salts = self._entropy(_SALT * len(step.fresh))
        if len(salts) != _SALT * len(step.fresh):
            raise DataError(
                "the source of random bytes gave another number of them than was asked.",
                why="Without a salt of its own a content could be guessed from its digest.",
                fix="give a source such as secrets.token_bytes",
            )
        if state.several:
            state.held.update(step.as_held())
        for place, (event, name, recorded_on, payload) in enumerate(step.fresh.values()):
            seq, version = seq + 1, version + 1
            salt = salts[_SALT * place : _SALT * (place + 1)]
            digest = commitment(salt, payload)
            link = next_link(
                link,
                seq=seq,
                space=state.space,
                stream=state.stream,
                version=version,
                event=event,
                name=name,
                recorded_on=recorded_on,
                digest=digest,
            )
            self.events.append((seq, state.key, version, event, name, recorded_on, digest, link))
            self.contents.append((seq, salt, payload))
        self.head = Head(seq=seq, link=link)
        state.version, state.document, state.labels = version, step.append.document, step.append.labels
        self.touched[state.key] = state


@frozen
class _Step:
    """What one append does; ``version`` is that of the stream after it, ``answer`` what its writer is told."""

    state: StreamState
    append: Append
    fresh: dict[str, Entry]
    version: int
    answer: int
    writes: bool

    def as_held(self) -> dict[str, Held]:
        first = self.version - len(self.fresh) + 1
        return {
            entry.id: Held(first + place, entry.name, entry.recorded_on, entry.payload)
            for place, entry in enumerate(self.fresh.values())
        }


def _check_same(same: bool) -> None:  # noqa: FBT001  # the one thing it is about
    if not same:
        raise DataError(
            "an event of this id was recorded with another content.",
            why="What was recorded is never changed.",
            fix="give each event an id of its own",
        )


def _stale(current: int, expected: int) -> StaleVersion:
    """Somebody else wrote in between."""
    return StaleVersion(
        f"the record has {current} events, not {expected}.",
        current=current,
        why="Somebody else wrote to it in between.",
        fix="read it again and decide again",
    )


def no_record() -> NotFound:
    """There is no such stream."""
    return NotFound("there is no record of that id.", fix="look whether the id was copied whole")
