"""Two people at one case: who decided on what is no longer so, is told, and nothing is written over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from tests.reentry.conftest import notice

from vngkit import Kit
from vngkit.errors import StaleVersion
from vngkit.kit import Ports
from vngkit.reentry import CaseClosed, CloseReason, ContactMade
from vngkit.storage import MemoryStore, StoredEvent

ON = date(2026, 11, 2)


class CrossedStore(MemoryStore):
    """A store in which somebody else gets in between reading a case and writing to it, once."""

    def __init__(self) -> None:
        super().__init__()
        self.in_between: Callable[[], object] | None = None

    def append(
        self, stream: str, events: Sequence[StoredEvent], *, expected: int, document: str, labels: frozenset[str]
    ) -> int:
        other, self.in_between = self.in_between, None
        if other is not None:
            other()
        return super().append(stream, events, expected=expected, document=document, labels=labels)


def test_who_decided_on_an_older_record_is_told_and_writes_nothing() -> None:
    store = CrossedStore()
    with Kit.open(plugins=(), ports=Ports(cases=store)) as kit:
        case = kit.reentry.receive(notice())
        store.in_between = lambda: kit.reentry.record(case.id, CaseClosed(reason=CloseReason.CONDITIONS_MET), on=ON)
        with pytest.raises(StaleVersion, match="read it again"):
            kit.reentry.record(case.id, ContactMade(), on=ON)
        assert [record.event.event for record in kit.reentry.history(case.id)] == ["start_notice", "case_closed"]
        assert kit.reentry.record(case.id, ContactMade(), on=ON).closed is CloseReason.CONDITIONS_MET
