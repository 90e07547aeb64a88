"""What a group of writers gets: decided in order, over what is there, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from attrs import Factory, define, frozen

from vngkit.errors import DataError, NotFound, StaleVersion
from vngkit.storage._admit import Admitted
from vngkit.storage._chain import commitment, next_link
from vngkit.storage._ports import Append, Head, StoredEvent

__all__ = ["Fresh", "Held", "Plan", "StreamState"]

SALT_BYTES = 16


@frozen
class Held:
    """An event that a stream has already."""

    version: int
    name: str
    recorded_on: date
    payload: bytes | None

    def is_the_same(self, event: StoredEvent, payload: bytes) -> bool:
        """Whether it is that event; of a content that was destroyed name and day must do."""
        return (
            self.name == event.name
            and self.recorded_on == event.recorded_on
            and (self.payload is None or self.payload == payload)
        )


@define
class StreamState:
    """A stream as it is, and as the plan will leave it; ``key`` is None when it is not there yet."""

    space: str
    stream: str
    key: int | None
    version: int
    labels_before: frozenset[str]
    held: dict[str, Held] = Factory(dict)
    document: str = ""
    labels: frozenset[str] = frozenset()


@frozen
class Fresh:
    """An event to be written, in its place in the stream, the log and the chain."""

    seq: int
    state: StreamState
    version: int
    event: StoredEvent
    payload: bytes
    salt: bytes
    digest: str
    link: str


class Plan:
    """What a group of writers gets, in the order in which they came.

    Args:
        head: the end of the log now.
        states: the streams that the writers name, as they are now, by space and name.
        entropy: gives so many random bytes.
    """

    def __init__(
        self, head: Head, states: Mapping[tuple[str, str], StreamState], *, entropy: Callable[[int], bytes]
    ) -> None:
        self.head = head
        self.fresh: list[Fresh] = []
        self.touched: dict[tuple[str, str], StreamState] = {}
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
        append = one.append
        state = self._states[append.space, append.stream]
        held, version = state.held, state.version
        for earlier in before:
            if earlier.state is state:
                held, version = {**held, **earlier.fresh_as_held()}, earlier.version
        fresh: dict[str, tuple[StoredEvent, bytes]] = {}
        last = 0
        for event, payload in zip(append.events, one.payloads, strict=True):
            known = held.get(event.id) or _as_held(fresh.get(event.id))
            if known is None:
                fresh[event.id] = event, payload
            elif not known.is_the_same(event, payload):
                raise DataError(
                    "an event of this id was recorded with another content.",
                    why="What was recorded is never changed.",
                    fix="give each event an id of its own",
                )
            else:
                last = max(last, known.version)
        if append.events and not fresh:
            return _Step(state=state, append=append, fresh=(), version=version, answer=last, writes=False)
        if append.expected != version:
            raise stale(version, append.expected)
        if not append.events and version == 0:
            raise no_record()
        after = version + len(fresh)
        return _Step(state=state, append=append, fresh=tuple(fresh.values()), version=after, answer=after, writes=True)

    def _carry_out(self, step: _Step) -> None:
        state, append = step.state, step.append
        for event, payload in step.fresh:
            state.version += 1
            salt = self._entropy(SALT_BYTES)
            seq, digest = self.head.seq + 1, commitment(salt, payload)
            link = next_link(
                self.head.link,
                seq=seq,
                space=state.space,
                stream=state.stream,
                version=state.version,
                event=event.id,
                name=event.name,
                recorded_on=event.recorded_on.isoformat(),
                digest=digest,
            )
            self.head = Head(seq=seq, link=link)
            self.fresh.append(Fresh(seq, state, state.version, event, payload, salt, digest, link))
            state.held[event.id] = Held(state.version, event.name, event.recorded_on, payload)
        state.document, state.labels = append.document, append.labels
        self.touched[state.space, state.stream] = state


@frozen
class _Step:
    state: StreamState
    append: Append
    fresh: tuple[tuple[StoredEvent, bytes], ...]
    version: int
    answer: int
    writes: bool

    def fresh_as_held(self) -> dict[str, Held]:
        first = self.version - len(self.fresh) + 1
        return {
            event.id: Held(first + place, event.name, event.recorded_on, payload)
            for place, (event, payload) in enumerate(self.fresh)
        }


def _as_held(pair: tuple[StoredEvent, bytes] | None) -> Held | None:
    return None if pair is None else Held(0, pair[0].name, pair[0].recorded_on, pair[1])


def stale(current: int, expected: int) -> StaleVersion:
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
