"""A clock that is wrong changes no order and no answer, and a time without a zone comes in at no door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import count, cycle, pairwise
from pathlib import Path

import pytest

from vngkit import Kit
from vngkit.errors import AccessNotLogged, DataError
from vngkit.kit import Ports
from vngkit.privacy import CaseKey, MemoryProcessingLog, ProcessingDesk, Purpose, SubjectKeys
from vngkit.reentry import ConditionAssessed, GoalSet, Recorded, StartNotice
from vngkit.reentry.synthetic import caseload
from vngkit.storage import Anchor, FileAnchors, MemoryDatabase, Outbox, StoredEvent, back_up, make_anchor, restore
from vngkit.testing import FixedClock

PLAN = "set_amend_or_carry_out_plan"
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
ON = date(2026, 9, 1)
KEY = b"k" * 32
LOAD = caseload(["GM9999"], seed=3, start=date(2025, 7, 1), days=330, count=6)
HOUR, YEAR = timedelta(hours=1), timedelta(days=365)


def steady() -> Iterator[datetime]:
    return (NOON + timedelta(seconds=number) for number in count())


def set_back() -> Iterator[datetime]:
    return (NOON + timedelta(seconds=number) - (HOUR if number > 5 else timedelta()) for number in count())


def set_forward() -> Iterator[datetime]:
    return (NOON + timedelta(seconds=number) + (YEAR if number > 5 else timedelta()) for number in count())


def stepping() -> Iterator[datetime]:
    """A clock that is put right again and again, over midnight too."""
    steps = cycle((0.0, 0.3, -0.2, 13 * 3600, -3600, 0.0001, -13 * 3600, -0.5))
    return (NOON + timedelta(seconds=next(steps)) for _ in count())


CLOCKS = {made.__name__: made for made in (steady, set_back, set_forward, stepping)}


def opened(url: str | None, moments: Iterator[datetime]) -> Kit:
    ids = count()
    return Kit.open(
        url,
        plugins=(),
        clock=lambda: next(moments),
        new_id=lambda: f"id-{next(ids)}",
        ports=Ports(reference_key=KEY),
    )


def told(url: str | None, moments: Iterator[datetime]) -> list[object]:
    """A history that is written event by event, and everything that is asked of it on one day."""
    with opened(url, moments) as kit:
        for made in LOAD:
            kit.reentry.adopt(made.case_id, made.records)
        case = kit.reentry.receive(
            StartNotice(
                reference="VOORBEELD-1",
                institution="PI Voorbeeld",
                detention_start=date(2026, 4, 1),
                expected_release=date(2026, 10, 1),
                residence="GM9999",
                received_on=date(2026, 4, 2),
            )
        )
        for day in range(1, 8):
            on = date(2026, 4, 10) + timedelta(days=day)
            kit.reentry.record(case.id, ConditionAssessed(condition="housing", state="lacking"), on=on)
            kit.reentry.record(case.id, GoalSet(goal=f"g{day}", condition="housing"), on=on)
        changes = [one for one in kit.database.changes() if one.space == "reentry"]
        history = kit.reentry.history(case.id, purpose=PLAN)
        assert [record.id for record in history] == [one.event.id for one in changes if one.stream == case.id]
        assert all(one.seq < later.seq for one, later in pairwise(changes))
        kit.reentry.worklist("GM9999", on=ON).reveal(Purpose(text="plan meeting"), by="coordinator")
        for line in kit.processing.lines():
            assert line.end >= line.start  # nothing took less than no time
        return [
            [(one.stream, one.version, one.event.id, one.event.name, one.event.recorded_on) for one in changes],
            [(record.id, record.event, record.happened_on, record.recorded_on) for record in history],
            [kit.reentry.findings(one, on=ON) for one in sorted(kit.reentry.cases(), key=lambda case: case.id)],
            kit.reentry.worklist("GM9999", on=ON).to_json(),
            kit.reentry.monitor("GM9999", period=(date(2025, 7, 1), date(2026, 7, 1)), on=ON).to_csv(),
            kit.reentry.retention(on=ON),
        ]


@pytest.mark.parametrize("name", [name for name in CLOCKS if name != "steady"])
@pytest.mark.parametrize("kept", [False, True])
def test_whatever_the_clock_does_order_findings_and_worklist_of_a_day_stay_the_same(
    name: str, tmp_path: Path, *, kept: bool
) -> None:
    url = f"sqlite:///{tmp_path}/kept.db" if kept else None
    assert told(url, CLOCKS[name]()) == told(None, steady())


def test_a_store_of_a_year_ahead_is_opened_read_and_written_when_the_clock_is_right_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kept.db"
    ahead = (NOON + YEAR + timedelta(seconds=number) for number in count())
    assert told(url, ahead) == told(None, steady())
    with opened(url, steady()) as kit:
        assert kit.today() == NOON.date()
        before = kit.database.head().seq
        case = next(kit.reentry.cases("GM9999"))
        kit.reentry.record(case.id, ConditionAssessed(condition="debts", state="lacking"), on=NOON.date())
        assert next(iter(kit.database.changes(after=before))).seq == before + 1
        assert kit.anchor() is not None
        assert kit.verify().sound


def test_anchors_keep_their_order_when_the_clock_is_set_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kept.db"
    for moments in (iter(lambda: NOON + YEAR, None), iter(lambda: NOON, None), iter(lambda: NOON - HOUR, None)):
        with opened(url, moments) as kit:
            made = next(iter(caseload(["GM9999"], seed=1, start=date(2025, 7, 1), days=90, count=1)))
            kit.reentry.adopt(f"case-{kit.database.head().seq}", made.records)
    with opened(url, steady()) as kit:
        held = FileAnchors(tmp_path / "kept.db.anchors").held()
        assert [one.seq for one in held] == sorted({one.seq for one in held})
        assert [one.time for one in held] == [NOON + YEAR, NOON, NOON - HOUR]
        assert kit.verify().sound


class Nowhere(tzinfo):
    """A time zone that does not know where it is: Python holds a moment in it for naive."""

    def utcoffset(self, _: datetime | None) -> None:
        return None

    def tzname(self, _: datetime | None) -> None:
        return None

    def dst(self, _: datetime | None) -> None:
        return None


NAIVE = [datetime(2026, 6, 1, 12), datetime(2026, 6, 1, 12, tzinfo=Nowhere())]  # noqa: DTZ001  # what is refused
KEYS = SubjectKeys(keys={"2026": b"s" * 32}, current="2026")


def doors(naive: datetime, folder: Path) -> dict[str, Callable[[], object]]:
    """Every place where a moment, or a clock that gives one, comes in."""
    database = MemoryDatabase()
    database.store("reentry").append(
        "case-1",
        [StoredEvent(id="e1", name="made", recorded_on=ON, payload="{}")],
        expected=0,
        document="",
        labels=frozenset(),
    )

    def failing(_: object) -> None:
        raise RuntimeError

    def outbox() -> None:
        box = Outbox(database, clock=lambda: naive)
        box.subscribe("one", failing, from_the_start=True)
        box.deliver()

    return {
        "the day of a kit": lambda: Kit.open(plugins=(), clock=lambda: naive).today(),
        "a record of a kit": lambda: told(None, iter(lambda: naive, None)),
        "an outbox": outbox,
        "an anchor": lambda: Anchor(time=naive, chain="c", seq=1, link="ab"),
        "an anchor that is made": lambda: make_anchor(database, time=naive),
        "a back-up": lambda: back_up(database, folder / "backup.db", time=naive),
        "a restore": lambda: restore(folder / "backup.db", f"sqlite:///{folder}/other.db", time=naive),
        "a fixed clock": lambda: FixedClock(naive),
        "when something was recorded": lambda: Recorded(
            id="r1",
            event=GoalSet(goal="g", condition="housing"),
            happened_on=ON,
            recorded_on=ON,
            recorded_at=naive,
        ),
    }


@pytest.mark.parametrize("naive", NAIVE, ids=["no zone", "a zone that knows no offset"])
@pytest.mark.parametrize("door", doors(NAIVE[0], Path()))
def test_a_time_without_a_zone_is_refused_at_every_door(door: str, naive: datetime, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="time zone"):
        doors(naive, tmp_path)[door]()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("naive", NAIVE, ids=["no zone", "a zone that knows no offset"])
def test_nothing_is_read_when_the_clock_of_the_log_has_no_zone(naive: datetime) -> None:
    log = MemoryProcessingLog()
    desk = ProcessingDesk(log, keys=KEYS, clock=lambda: naive, new_bytes=lambda size: b"i" * size)
    with pytest.raises(AccessNotLogged, match="nothing was read"):
        desk.access_request(CaseKey("case-1"), by="privacy officer")
    assert not list(log.since(0))
