"""The outbox: every subscriber gets every change at least once and in order, also when it fails for a day."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final, Literal

from attrs import evolve, field, frozen

from vngkit.errors import NotFound
from vngkit.storage._admit import check_name
from vngkit.storage._moment import aware
from vngkit.storage._ports import Change, Database

__all__ = ["DeadLetter", "Delivery", "Outbox", "Retry", "Subscriber"]

_AT_ONCE: Final = 100  # the place of a subscriber is kept after so many changes, and when it stops
_MOST_DEAD: Final = 1000


@frozen(kw_only=True)
class Retry:
    """Herhaling: after how long a change is offered again, and when it is set aside.

    Args:
        first: after the first failure; each time twice as long.
        longest: never longer than this.
        attempts: after so many failures it becomes a dead letter. With what stands here that takes more than a day.

    >>> Retry().after(1).total_seconds(), Retry().after(99).total_seconds()
    (60.0, 3600.0)
    >>> sum((Retry().after(attempt) for attempt in range(1, Retry().attempts)), timedelta()) > timedelta(days=1)
    True
    """

    first: timedelta = timedelta(minutes=1)
    longest: timedelta = timedelta(hours=1)
    attempts: int = 36

    def after(self, attempt: int) -> timedelta:
        """How long to wait after this failure: 1 is the first."""
        return min(self.first * (1 << min(attempt - 1, 30)), self.longest)


@frozen(kw_only=True)
class DeadLetter:
    """Onbestelbaar: a change that a subscriber could not take; it waits until a person offers it again.

    Args:
        subscriber: whose it is.
        seq: the number of the change in the log.
        error: the kind of error, never its text, for that can hold anything.
        time: when it was set aside.
    """

    subscriber: str
    seq: int
    error: str
    time: datetime


@frozen(kw_only=True)
class Subscriber:
    """Stand van een abonnee: how far it is, and what waits.

    Args:
        name: of the subscriber.
        position: the number in the log of the last change that it had.
        behind: how many changes came after that.
        failures: how often the next one failed.
        next_at: when it is offered again; None is at once.
        error: the kind of the last error.
        dead: how many changes were set aside.
    """

    name: str
    position: int
    behind: int
    failures: int
    next_at: datetime | None
    error: str
    dead: int


Outcome = Literal["all", "failed", "waiting", "taken"]


@frozen(kw_only=True)
class Delivery:
    """Uitkomst van een bezorging: how many changes a subscriber took, how many were set aside, and why it stopped.

    ``outcome`` is ``all`` when it has everything; ``failed`` when the next one failed; ``waiting`` when it is not time
    yet to offer that again; ``taken`` when another program is delivering to it.
    """

    subscriber: str
    handled: int
    set_aside: int
    outcome: Outcome


@frozen
class _State:
    position: int
    failures: int = 0
    next_at: str = ""
    error: str = ""
    dead: tuple[tuple[int, str, str], ...] = ()

    def text(self) -> str:
        held = [self.position, self.failures, self.next_at, self.error, self.dead]
        return json.dumps(held, separators=(",", ":"))

    @classmethod
    def of(cls, text: str) -> _State:
        position, failures, next_at, error, dead = json.loads(text)
        return cls(position, failures, next_at, error, tuple((seq, kind, time) for seq, kind, time in dead))


@frozen
class _Subscription:
    name: str
    handle: Callable[[Change], object] = field(repr=False)
    spaces: frozenset[str]

    @property
    def note(self) -> str:
        return f"outbox.{self.name}"


class Outbox:
    """Postvak uit: delivers what was committed to subscribers, each at its own pace.

    A subscriber hears a change after it was committed, in the order of the log, at least once: when a program ends
    between hearing and keeping its place, it hears it again. So it must bear to hear twice; ``seq`` tells that it did.
    One that fails is offered the same change again, later and later, and holds up nobody else.

    Args:
        database: of which; the place of each subscriber is kept in it.
        clock: gives the present instant, aware of its zone; it decides only how long to wait, never the order.
        retry: how often and how long.

    >>> from datetime import UTC
    >>> from vngkit.storage import MemoryDatabase
    >>> outbox = Outbox(MemoryDatabase(), clock=lambda: datetime(2026, 11, 25, tzinfo=UTC))
    >>> outbox.subscribe("printer", print)
    >>> outbox.deliver()
    (Delivery(subscriber='printer', handled=0, set_aside=0, outcome='all'),)
    """

    def __init__(self, database: Database, *, clock: Callable[[], datetime], retry: Retry | None = None) -> None:
        self._database, self._clock, self._retry = database, clock, Retry() if retry is None else retry
        self._subscriptions: dict[str, _Subscription] = {}

    def __repr__(self) -> str:
        return f"<Outbox: {', '.join(self._subscriptions) or 'no subscribers'}>"

    def __len__(self) -> int:
        return len(self._subscriptions)

    def subscribe(
        self, name: str, handle: Callable[[Change], object], *, spaces: Iterable[str] = (), from_the_start: bool = False
    ) -> None:
        """Have a subscriber (*abonnee*) hear of changes from now on; one that is known goes on where it was.

        Args:
            name: by which its place is kept, always the same.
            handle: gets a change; what it raises is a failure.
            spaces: only changes in these parts of the database; all if left out.
            from_the_start: a new subscriber hears of everything since the beginning of the log.
        """
        check_name(name, "the name of a subscriber")
        made = _Subscription(name, handle, frozenset(spaces))
        self._subscriptions[name] = made
        if self._database.note(made.note) is None:
            position = 0 if from_the_start else self._database.head().seq
            self._database.swap_note(made.note, None, _State(position).text())

    def deliver(self, *names: str) -> tuple[Delivery, ...]:
        """Offer what waits to all subscribers, or to those that are named; raises ``NotFound`` for one that is not."""
        return tuple(self._deliver(self._found(name)) for name in names or tuple(self._subscriptions))

    def subscribers(self) -> tuple[Subscriber, ...]:
        """How far each subscriber is."""
        head = self._database.head().seq
        return tuple(self._told(one, head) for one in self._subscriptions.values())

    def dead_letters(self, *names: str) -> tuple[DeadLetter, ...]:
        """What was set aside, of all subscribers or of those that are named."""
        return tuple(
            DeadLetter(subscriber=name, seq=seq, error=error, time=datetime.fromisoformat(time))
            for name in names or tuple(self._subscriptions)
            for seq, error, time in self._state(self._found(name))[1].dead
        )

    def offer_again(self, name: str, seq: int | None = None) -> Delivery:
        """Offer what was set aside once more: one change, or all; what fails again stays set aside."""
        one = self._found(name)
        handled = left = 0
        for letter in self.dead_letters(name):
            if seq is None or letter.seq == seq:
                error = self._offer(one, letter.seq)
                self._change_dead(one, letter.seq, error)
                handled, left = handled + (not error), left + bool(error)
        if seq is not None and not handled + left:
            raise NotFound(
                f"change {seq} is not set aside for {name!r}.", fix="vngkit outbox dead shows which changes are"
            )
        return Delivery(subscriber=name, handled=handled, set_aside=left, outcome="failed" if left else "all")

    def _deliver(self, one: _Subscription) -> Delivery:
        kept, state = self._state(one)
        handled = aside = since = 0

        def told(outcome: Outcome) -> Delivery:
            return Delivery(subscriber=one.name, handled=handled, set_aside=aside, outcome=outcome)

        if state.next_at and self._too_early(datetime.fromisoformat(state.next_at)):
            return told("waiting")
        for change in self._database.changes(after=state.position):
            error = self._heard(one, change)
            if error:
                state = self._failed(state, change.seq, error)
                aside += state.position == change.seq
            else:
                handled += not one.spaces or change.space in one.spaces
                state = evolve(state, position=change.seq, failures=0, next_at="", error="")
            since += 1
            if error or since == _AT_ONCE:
                since, text = 0, state.text()
                if not self._database.swap_note(one.note, kept, text):
                    return told("taken")
                kept = text
            if state.failures:
                return told("failed")
        if since and not self._database.swap_note(one.note, kept, state.text()):
            return told("taken")
        return told("all")

    def _now(self) -> datetime:
        return aware(self._clock(), "what the clock of an outbox gives")

    def _too_early(self, next_at: datetime) -> bool:
        """Whether it is not time yet; one that lies farther off than any wait was set by a clock that was wrong."""
        return timedelta() < next_at - self._now() <= self._retry.longest

    def _heard(self, one: _Subscription, change: Change) -> str:
        """Let a subscriber hear a change; the kind of the error when it failed."""
        if one.spaces and change.space not in one.spaces:
            return ""
        try:
            one.handle(change)
        except Exception as error:  # noqa: BLE001  # whatever a subscriber raises holds up nobody
            return type(error).__name__
        return ""

    def _failed(self, state: _State, seq: int, error: str) -> _State:
        failures, now = state.failures + 1, self._now()
        if failures < self._retry.attempts or len(state.dead) >= _MOST_DEAD:
            again = (now + self._retry.after(failures)).isoformat()
            return evolve(state, failures=failures, next_at=again, error=error)
        letter = (seq, error, now.isoformat())
        return _State(seq, dead=(*state.dead, letter))

    def _offer(self, one: _Subscription, seq: int) -> str:
        return next((self._heard(one, change) for change in self._database.changes(after=seq - 1, limit=1)), "")

    def _change_dead(self, one: _Subscription, seq: int, error: str) -> None:
        while True:
            kept, state = self._state(one)
            others = tuple(letter for letter in state.dead if letter[0] != seq)
            again = ((seq, error, self._now().isoformat()),) if error else ()
            dead = tuple(sorted((*others, *again)))
            if self._database.swap_note(one.note, kept, evolve(state, dead=dead).text()):
                return

    def _told(self, one: _Subscription, head: int) -> Subscriber:
        _, state = self._state(one)
        return Subscriber(
            name=one.name,
            position=state.position,
            behind=max(head - state.position, 0),
            failures=state.failures,
            next_at=datetime.fromisoformat(state.next_at) if state.next_at else None,
            error=state.error,
            dead=len(state.dead),
        )

    def _state(self, one: _Subscription) -> tuple[str | None, _State]:
        """Where a subscriber is: as it is kept, and as it is meant."""
        kept = self._database.note(one.note)
        state = _State(0) if kept is None else _State.of(kept)
        return kept, state

    def _found(self, name: str) -> _Subscription:
        if name not in self._subscriptions:
            known = ", ".join(self._subscriptions)
            raise NotFound(
                f"there is no subscriber {name!r}.", fix=f"write one of {known}" if known else "no plugin listens"
            )
        return self._subscriptions[name]
