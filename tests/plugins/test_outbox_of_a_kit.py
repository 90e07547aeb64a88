"""A kit with a store: plugins hear every change at least once, and the head of the chain is anchored outside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.plugins.test_reentry_hooks import notice, plugin

from vngkit import Kit
from vngkit.errors import StoreAway
from vngkit.kit import Ports
from vngkit.reentry import CaseChange, CaseClosed, ReleaseDateChanged, StepTaken
from vngkit.storage import Anchor, FileAnchors, MemoryStore

ON = date(2026, 11, 2)
BEGIN = datetime(2026, 11, 2, 9, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/kept.db"


def moved(day: int) -> ReleaseDateChanged:
    return ReleaseDateChanged(expected_release=date(2027, 1, day), source="institution")


def test_a_plugin_that_was_broken_hears_what_it_missed_and_others_heard_it_at_once(url: str) -> None:
    heard: list[CaseChange] = []
    ill: list[CaseChange] = []
    broken = [True]

    def hear(change: CaseChange) -> None:
        heard.append(change)

    def sick(change: CaseChange) -> None:
        if broken[0]:
            raise RuntimeError(change.case_id)
        ill.append(change)

    given = [plugin("hoort", vngkit_case_changed=hear), plugin("ziek", vngkit_case_changed=sick)]
    clock = Clock()
    with Kit.open(url, plugins=given, clock=clock) as kit:
        case = kit.reentry.receive(notice())
        kit.reentry.record(case.id, moved(9), on=ON)
        assert [one.event for one in heard] == ["start_notice", "release_date_changed"]
        assert [(one.plugin, one.stage) for one in kit.plugins.faults] == [("ziek", "observe")]
        waiting = {one.name: one.behind for one in kit.outbox.subscribers()}
        assert waiting["plugin.hoort"] < waiting["plugin.ziek"]
    broken[0] = False
    clock.now += timedelta(days=1)
    with Kit.open(url, plugins=given, clock=clock) as kit:
        kit.reentry.record(case.id, moved(10), on=ON)
        kit.reentry.receive(notice("GM0344"))
    assert ill == heard
    assert [(one.event, one.version, one.members) for one in ill] == [
        ("start_notice", 1, ("GM9999",)),
        ("release_date_changed", 2, ("GM9999",)),
        ("release_date_changed", 3, ("GM9999",)),
    ]


def test_a_plugin_hears_from_the_log_what_it_would_have_heard_at_once(url: str) -> None:
    told: dict[str, list[CaseChange]] = {"memory": [], "lasting": []}

    def listening(kind: str) -> Callable[[CaseChange], None]:
        def hear(change: CaseChange) -> None:
            told[kind].append(change)

        return hear

    for kind, where in (("memory", None), ("lasting", url)):
        ids = iter(f"id-{number}" for number in range(99))
        given = [plugin("hoort", vngkit_case_changed=listening(kind))]
        with Kit.open(where, plugins=given, clock=Clock(), new_id=lambda ids=ids: next(ids)) as kit:  # type: ignore[misc]
            case = kit.reentry.receive(notice())
            kit.reentry.record(case.id, moved(9), on=ON)
            kit.reentry.record(case.id, CaseClosed(reason="moved"), on=ON)
            kit.reentry.record(case.id, StepTaken(what="plan.data_unneeded"), on=ON)
            kit.retention_job(on=date(2027, 6, 1), by="archivist", dry_run=False)
    assert told["memory"]
    kept = [one for one in told["lasting"] if one.event != "content_destroyed"]
    assert kept == [one for one in told["memory"] if one.event != "content_destroyed"]


def test_cases_that_are_kept_elsewhere_are_told_at_once(url: str) -> None:
    heard: list[CaseChange] = []

    def hear(change: CaseChange) -> None:
        heard.append(change)

    with Kit.open(url, plugins=[plugin("hoort", vngkit_case_changed=hear)], ports=Ports(cases=MemoryStore())) as kit:
        kit.reentry.receive(notice())
        assert len(kit.outbox) == 0
    assert [one.event for one in heard] == ["start_notice"]


def test_closing_a_kit_anchors_what_was_written_and_plugins_keep_it_elsewhere(url: str, tmp_path: Path) -> None:
    """Hook vngkit_chain_anchored."""
    elsewhere: list[Anchor] = []

    def keep(anchor: Anchor) -> None:
        elsewhere.append(anchor)

    def fails(anchor: Anchor) -> None:
        raise OSError(anchor.link)

    given = [plugin("faalt", vngkit_chain_anchored=fails), plugin("houdt", vngkit_chain_anchored=keep)]
    file = FileAnchors(tmp_path / "kept.db.anchors")
    with Kit.open(url, plugins=given, clock=Clock()) as kit:
        kit.reentry.receive(notice())
        head = kit.database.head()
        assert file.held() == ()
    assert [(one.seq, one.link, one.time) for one in file.held()] == [(head.seq, head.link, BEGIN)]
    assert tuple(elsewhere) == file.held()
    assert [one.plugin for one in kit.plugins.faults] == ["faalt"]
    with Kit.open(url, plugins=given) as kit:
        assert kit.verify().sound
        assert kit.verify().anchored == head.seq
        assert kit.anchor() == file.held()[0]
    kit.close()
    assert len(file.held()) == 1


def test_a_kit_anchors_by_itself_after_many_events_and_after_a_destruction(tmp_path: Path) -> None:
    url, anchors = f"sqlite:///{tmp_path}/kept.db", FileAnchors(tmp_path / "elsewhere")
    with Kit.open(url, plugins=(), clock=Clock(), ports=Ports(anchors=anchors)) as kit:
        case = kit.reentry.receive(notice())
        kit._anchoring()._every = 5
        for day in range(1, 7):
            kit.reentry.record(case.id, moved(day), on=ON)
        assert len(anchors.held()) == 1
        kit.reentry.record(case.id, CaseClosed(reason="moved"), on=ON)
        kit.reentry.record(case.id, StepTaken(what="plan.data_unneeded"), on=ON)
        kit.retention_job(on=date(2027, 6, 1), by="archivist", dry_run=False)
        assert anchors.held()[-1].destroyed
        assert kit.verify(anchors).sound
    assert not (tmp_path / "kept.db.anchors").exists()


def test_a_place_of_anchors_can_be_named_in_the_environment(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VNGKIT_ANCHORS", str(tmp_path / "named"))
    with Kit.open(url, plugins=()) as kit:
        kit.reentry.receive(notice())
    with Kit.open(plugins=()) as kit:
        kit.reentry.receive(notice())
        assert kit.anchor() is None
    assert len(FileAnchors(tmp_path / "named").held()) == 1


def test_a_kit_that_can_not_anchor_says_so_when_it_is_closed_and_is_closed(url: str, tmp_path: Path) -> None:
    kit = Kit.open(url, plugins=(), ports=Ports(anchors=FileAnchors(tmp_path)))
    kit.reentry.receive(notice())
    with pytest.raises(StoreAway):
        kit.close()
    kit.close()
    assert "closed" in repr(kit)
