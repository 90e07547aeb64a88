"""Every subscriber hears every change, at least once and in order; one that fails loses nothing and blocks nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.storage.test_verify import fill

from vngkit.errors import DataError, NotFound
from vngkit.storage import Change, Database, DeadLetter, MemoryDatabase, Outbox, Retry, open_database

BEGIN = datetime(2026, 11, 25, 8, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


class Listener:
    """A subscriber that can be broken and mended."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.broken: Callable[[int], bool] = lambda _: False

    def __call__(self, change: Change) -> None:
        if self.broken(change.seq):
            raise RuntimeError(change.event.payload)
        self.heard.append(change.seq)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outbox(database: Database, clock: Clock) -> Outbox:
    return Outbox(database, clock=clock)


def test_a_subscriber_hears_what_is_committed_after_it_came_once_and_in_order(
    database: Database, outbox: Outbox
) -> None:
    fill(database, 3)
    late, early = Listener(), Listener()
    outbox.subscribe("late", late)
    outbox.subscribe("early", early, from_the_start=True)
    fill(database, 3, begin=4)
    assert [(one.handled, one.outcome) for one in outbox.deliver()] == [(3, "all"), (6, "all")]
    assert [(one.handled, one.outcome) for one in outbox.deliver()] == [(0, "all"), (0, "all")]
    assert (late.heard, early.heard) == ([4, 5, 6], [1, 2, 3, 4, 5, 6])
    assert "late, early" in repr(outbox)
    assert len(outbox) == 2


def test_its_place_lasts_as_long_as_the_database(database: Database, outbox: Outbox, clock: Clock) -> None:
    first = Listener()
    outbox.subscribe("one", first)
    fill(database, 2)
    outbox.deliver()
    fill(database, 2, begin=3)
    again, second = Outbox(database, clock=clock), Listener()
    again.subscribe("one", second, from_the_start=True)
    again.deliver("one")
    assert (first.heard, second.heard) == ([1, 2], [3, 4])


def test_a_subscriber_to_some_spaces_passes_the_others_by(database: Database, outbox: Outbox) -> None:
    listener = Listener()
    outbox.subscribe("one", listener, spaces=["destroyed"])
    fill(database, 3)
    database.erase("cases", "stream-1", ["id-1"], document="")
    assert outbox.deliver()[0].handled == 1
    assert listener.heard == [4]
    assert outbox.subscribers()[0].position == 4


def test_a_subscriber_that_fails_for_a_day_loses_nothing_and_blocks_nobody(
    database: Database, outbox: Outbox, clock: Clock
) -> None:
    ill, well = Listener(), Listener()
    ill.broken = lambda _: clock.now < BEGIN + timedelta(days=1)
    outbox.subscribe("ill", ill)
    outbox.subscribe("well", well)
    made = 0
    while clock.now < BEGIN + timedelta(days=1, hours=2):
        fill(database, 1, begin=made + 1)
        made += 1
        outbox.deliver()
        assert well.heard[-1] == made
        clock.later(minutes=20)
    assert ill.heard == well.heard == list(range(1, made + 1))
    assert outbox.dead_letters() == ()


def test_what_failed_is_offered_again_later_and_later_and_not_before(
    database: Database, outbox: Outbox, clock: Clock
) -> None:
    listener = Listener()
    listener.broken = lambda _: True
    outbox.subscribe("one", listener)
    fill(database, 1)
    waits = []
    for _ in range(9):
        assert outbox.deliver()[0].outcome == "failed"
        (state,) = outbox.subscribers()
        assert state.next_at is not None
        waits.append((state.next_at - clock.now).total_seconds() / 60)
        clock.now = state.next_at - timedelta(seconds=1)
        assert outbox.deliver()[0].outcome == "waiting"
        clock.later(seconds=1)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    (state,) = outbox.subscribers()
    assert (state.failures, state.error, state.behind) == (9, "RuntimeError", 1)


@pytest.mark.parametrize("wrong", [timedelta(hours=2), timedelta(days=365), timedelta(days=-365)])
def test_a_clock_that_was_wrong_makes_no_subscriber_wait_longer_than_the_longest_wait(
    database: Database, clock: Clock, wrong: timedelta
) -> None:
    outbox, listener = Outbox(database, clock=clock), Listener()
    listener.broken = lambda _: clock.now != BEGIN + Retry().longest
    outbox.subscribe("one", listener)
    fill(database, 2)
    clock.now = BEGIN + wrong
    assert outbox.deliver()[0].outcome == "failed"  # it waits now until some time after this wrong one
    clock.now = BEGIN + Retry().longest
    assert outbox.deliver()[0].outcome == "all"
    assert listener.heard == [1, 2]


def test_a_change_that_is_never_taken_is_set_aside_and_can_be_offered_again(database: Database, clock: Clock) -> None:
    outbox, listener = Outbox(database, clock=clock, retry=Retry(attempts=3)), Listener()
    listener.broken = lambda seq: seq in {2, 4}
    outbox.subscribe("one", listener)
    fill(database, 5)
    aside = 0
    while aside < 2:
        aside += outbox.deliver()[0].set_aside
        clock.later(hours=1)
    outbox.deliver()
    assert listener.heard == [1, 3, 5]
    letters = outbox.dead_letters()
    assert [(one.seq, one.error) for one in letters] == [(2, "RuntimeError"), (4, "RuntimeError")]
    assert all(isinstance(one, DeadLetter) for one in letters)
    assert "content" not in repr(letters)
    listener.broken = lambda seq: seq == 4
    assert outbox.offer_again("one").outcome == "failed"
    assert (listener.heard[-1], [one.seq for one in outbox.dead_letters("one")]) == (2, [4])
    listener.broken = lambda _: False
    with pytest.raises(NotFound, match="is not set aside"):
        outbox.offer_again("one", 2)
    assert outbox.offer_again("one", 4).outcome == "all"
    assert outbox.dead_letters() == ()
    assert outbox.subscribers()[0].dead == 0


def test_when_a_thousand_are_set_aside_nothing_more_is_and_the_subscriber_waits(clock: Clock) -> None:
    database, listener = MemoryDatabase(), Listener()
    outbox = Outbox(database, clock=clock, retry=Retry(attempts=1))
    listener.broken = lambda _: True
    outbox.subscribe("one", listener)
    fill(database, 1005)
    assert outbox.deliver()[0].set_aside == 1000
    assert outbox.subscribers()[0].behind == 5
    listener.broken = lambda _: False
    clock.later(hours=1)
    assert (outbox.deliver()[0].handled, len(outbox.dead_letters())) == (5, 1000)


def test_of_two_programs_that_deliver_at_once_one_steps_back_and_nothing_is_lost(
    database: Database, clock: Clock
) -> None:
    mine, theirs = Outbox(database, clock=clock), Outbox(database, clock=clock)
    heard, other = Listener(), Listener()

    def hears(change: Change) -> None:
        heard(change)
        if change.seq == 2:
            theirs.deliver()

    mine.subscribe("one", hears)
    theirs.subscribe("one", other)
    fill(database, 4)
    assert mine.deliver()[0].outcome == "taken"
    assert (heard.heard, other.heard) == ([1, 2, 3, 4], [1, 2, 3, 4])
    assert mine.subscribers()[0].behind == 0


def test_one_that_fails_while_another_program_goes_on_does_not_put_it_back(database: Database, clock: Clock) -> None:
    mine, theirs = Outbox(database, clock=clock), Outbox(database, clock=clock)

    def fails(_: Change) -> None:
        theirs.deliver()
        raise RuntimeError

    mine.subscribe("one", fails)
    theirs.subscribe("one", Listener())
    fill(database, 4)
    assert mine.deliver()[0].outcome == "taken"
    assert mine.subscribers()[0].behind == 0


def test_what_is_offered_again_while_its_place_moves_does_not_put_it_back(database: Database, clock: Clock) -> None:
    listener, meanwhile = Listener(), list[Callable[[], object]]()

    def meddled() -> datetime:
        if meanwhile:
            meanwhile.pop()()
        return clock()

    listener.broken = lambda seq: seq == 1
    outbox, other = (Outbox(database, clock=one, retry=Retry(attempts=1)) for one in (meddled, clock))
    outbox.subscribe("one", listener)
    other.subscribe("one", listener)
    fill(database, 1)
    outbox.deliver()
    fill(database, 2, begin=2)
    meanwhile.append(other.deliver)
    assert outbox.offer_again("one").outcome == "failed"
    assert [one.seq for one in outbox.dead_letters()] == [1]
    assert (listener.heard, outbox.subscribers()[0].position) == ([2, 3], 3)


def test_a_subscriber_that_is_not_there_and_a_name_that_is_none_are_refused(outbox: Outbox) -> None:
    with pytest.raises(NotFound, match="no plugin listens"):
        outbox.deliver("one")
    outbox.subscribe("two", Listener())
    with pytest.raises(NotFound, match="write one of two"):
        outbox.dead_letters("one")
    with pytest.raises(DataError):
        outbox.subscribe("", Listener())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.sets(st.integers(1, 40))), min_size=1, max_size=10))
def test_whatever_fails_when_everything_is_heard_in_order_at_least_once(rounds: list[tuple[int, set[int]]]) -> None:
    database, clock, listener = MemoryDatabase(), Clock(), Listener()
    outbox = Outbox(database, clock=clock)
    outbox.subscribe("one", listener)
    for number, (made, broken) in enumerate(rounds):
        fill(database, made, begin=1 + number * 10)
        listener.broken = broken.__contains__
        outbox.deliver()
        clock.later(minutes=7)
    listener.broken = lambda _: False
    clock.later(hours=2)
    outbox.deliver()
    assert listener.heard == list(range(1, database.head().seq + 1))


KILLED = """
import os, signal, sys
from datetime import datetime, UTC
from vngkit.storage import Outbox, open_database
url, heard, after = sys.argv[1], sys.argv[2], int(sys.argv[3])
def handle(change):
    with open(heard, "a") as file:
        file.write(f"{change.seq}\\n")
    if change.seq == after:
        os.kill(os.getpid(), signal.SIGKILL)
outbox = Outbox(open_database(url), clock=lambda: datetime(2026, 11, 25, tzinfo=UTC))
outbox.subscribe("one", handle, from_the_start=True)
outbox.deliver()
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
def test_a_program_that_is_killed_between_hearing_and_keeping_its_place_hears_it_again(tmp_path: Path) -> None:
    url, heard = f"sqlite:///{tmp_path}/kept.db", tmp_path / "heard"
    with open_database(url) as database:
        fill(database, 20)
    for after in (7, 99):
        done = subprocess.run([sys.executable, "-c", KILLED, url, str(heard), str(after)], check=False)
        assert done.returncode == (0 if after == 99 else -signal.SIGKILL)
    lines = [int(line) for line in heard.read_text().split()]
    assert sorted(set(lines)) == list(range(1, 21))
    assert lines[-20:] == list(range(1, 21))
