"""Whatever is done in whatever order: every database answers as the one in memory does, to the last link."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from vngkit.errors import VngkitError
from vngkit.storage import Append, Database, MemoryDatabase, StoredEvent, open_database, verify

SPACES, STREAMS, LABELS = ("cases", "other"), ("a", "b", "c"), ("x", "y")
_SCHEMAS = count(1)

events = st.builds(
    StoredEvent,
    id=st.sampled_from([str(number) for number in range(12)]),
    name=st.sampled_from(["noted", "told"]),
    recorded_on=st.sampled_from([date(2026, 1, 1), date(2024, 2, 29)]),
    payload=st.sampled_from(["", "é", "{}", "long " * 900]),
)
appends = st.builds(
    Append,
    space=st.sampled_from(SPACES),
    stream=st.sampled_from(STREAMS),
    events=st.lists(events, max_size=3).map(tuple),
    expected=st.integers(0, 5),
    document=st.sampled_from(["", "d", "é" * 2000]),
    labels=st.frozensets(st.sampled_from(LABELS)),
)


def outcome(ask: Callable[[], Any]) -> object:
    """What is answered, or the kind of error and its words."""
    try:
        return ask()
    except VngkitError as error:
        return type(error).__name__, str(error), getattr(error, "current", None)


class Machine(RuleBasedStateMachine):
    """Does the same in memory and in another database, and looks whether all is the same."""

    @staticmethod
    def open_another() -> Database:
        """An empty database of the kind that is held against the model."""
        raise NotImplementedError

    def __init__(self) -> None:
        super().__init__()
        self.model: Database = MemoryDatabase(entropy=bytes)
        self.other = self.open_another()

    def both(self, ask: Callable[[Database], Any]) -> None:
        model, other = (outcome(lambda: ask(one)) for one in (self.model, self.other))  # noqa: B023  # asked at once
        assert other == model

    @rule(wanted=st.lists(appends, min_size=1, max_size=3), right=st.booleans())
    def append(self, wanted: list[Append], *, right: bool) -> None:
        """Half of the time the expected version is the right one, so that streams grow."""
        if right:
            from attrs import evolve

            wanted = [evolve(one, expected=self.model.version(one.space, one.stream)) for one in wanted]
        self.both(lambda database: database.append_many(wanted))

    @rule(
        space=st.sampled_from(SPACES),
        stream=st.sampled_from(STREAMS),
        ids=st.lists(st.sampled_from([str(number) for number in range(12)])),
    )
    def erase(self, space: str, stream: str, ids: list[str]) -> None:
        """Destroy contents."""
        self.both(lambda database: database.erase(space, stream, ids, document="erased"))

    @rule(name=st.sampled_from(["one", "two"]), text=st.text(max_size=5).filter(lambda text: "\0" not in text))
    def note(self, name: str, text: str) -> None:
        """Note something."""
        if text.isascii():
            self.both(lambda database: database.put_note(name, text))

    @rule(after=st.integers(0, 30), limit=st.none() | st.integers(0, 5))
    def look(self, after: int, limit: int | None) -> None:
        """Everything that can be asked."""
        self.both(lambda database: list(database.changes(after=after, limit=limit)))
        for space in SPACES:
            for label in (None, *LABELS):
                self.both(lambda database: list(database.streams(space, label)))  # noqa: B023  # asked at once
            for stream in STREAMS:
                self.both(lambda database: database.read(space, stream))  # noqa: B023
                self.both(lambda database: database.document(space, stream))  # noqa: B023
                self.both(lambda database: database.version(space, stream))  # noqa: B023
        self.both(lambda database: (database.head(), database.spaces(), database.note("one")))

    def teardown(self) -> None:
        self.both(lambda database: list(database.rows()))
        assert not verify(self.other).problems
        self.other.close()


@contextmanager
def opener(kind: str, request: pytest.FixtureRequest) -> Iterator[Callable[[], Database]]:
    """Opens an empty database of a kind."""
    folder = tempfile.mkdtemp(prefix="vngkit-machine-")
    server = request.getfixturevalue("postgres_url") if kind == "postgresql" else ""

    def opened() -> Database:
        number = next(_SCHEMAS)
        url = f"{server}&schema=machine_{number}" if server else f"sqlite:///{folder}/{number}.db?journal={kind}"
        return open_database(url, entropy=bytes)

    yield opened
    shutil.rmtree(folder)


@pytest.mark.parametrize("kind", ["rollback", "wal", "postgresql"])
def test_in_any_order_the_same_is_answered_as_in_memory(kind: str, request: pytest.FixtureRequest) -> None:
    with opener(kind, request) as opened:

        class OfThisKind(Machine):
            @staticmethod
            def open_another() -> Database:
                return opened()

        sizes = settings(
            max_examples=12,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
            phases=[phase for phase in Phase if phase is not Phase.shrink],  # what is found is short enough
        )
        run_state_machine_as_test(OfThisKind, settings=sizes)
