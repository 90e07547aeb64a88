"""The monitor: how it went with who was released, in numbers from which nobody can be read, whatever one asks."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.reentry.conftest import CANARY, notice

from vngkit import Kit
from vngkit.errors import DataError, NotFound
from vngkit.reentry import (
    BaseCell,
    BasicCondition,
    ConditionAssessed,
    Died,
    EndNotice,
    Half,
    Monitor,
    MonitorPoint,
    MonitorState,
    ReDetained,
    SettlementChanged,
    Suppression,
)
from vngkit.reentry import (
    monitor as count,
)
from vngkit.reentry._monitor import halves, monitor_of
from vngkit.reentry._monitor_units import base_cells

HIDE = Suppression(key=b"a secret of the test")
BASE = HIDE.threshold
MEMBERS = ("GM0344", "GM0363", "GM9999")
YEARS = (date(2024, 1, 1), date(2026, 1, 1))
HALVES = tuple(halves(*YEARS))
CELL = BaseCell(
    member="GM9999",
    half=HALVES[0],
    point=MonitorPoint.RELEASE,
    condition=BasicCondition.HOUSING,
    state=MonitorState.LACKING,
)
EVERY_CELL = [
    BaseCell(member=member, half=half, point=point, condition=condition, state=state)
    for member, half, point, condition, state in product(MEMBERS, HALVES, MonitorPoint, BasicCondition, MonitorState)
]
Person = list[BaseCell]


def person(chance: random.Random) -> Person:
    """Somebody who was released: for each point and condition one state."""
    member, half = chance.choice(MEMBERS), chance.choice(HALVES)
    points = list(MonitorPoint)[: chance.choice([2, 3, 4])]
    few = chance.sample(list(MonitorState), chance.choice([1, 2, 8]))
    return [
        BaseCell(member=member, half=half, point=point, condition=condition, state=chance.choice(few))
        for point in points
        for condition in BasicCondition
    ]


def asked(
    world: Iterable[Person], members: tuple[str, ...] | None = None, period: tuple[date, date] = YEARS
) -> Monitor:
    cells = (cell for one in world for cell in one)
    return monitor_of(cells, members=members, period=period, on=date(2027, 6, 1), suppression=HIDE)


def numbers(monitor: Monitor) -> Iterator[int]:
    """Every number that is shown, a hidden one as 0, and every total."""
    yield from monitor.cells.values()
    for row in monitor.rows():
        yield from (count or 0 for count in row.counts.values())
        yield row.total or 0


@given(st.integers(0, 400), st.sampled_from(MonitorState), st.sampled_from(MEMBERS))
def test_a_number_is_a_multiple_of_the_threshold_at_most_one_step_from_the_truth(
    count: int, state: MonitorState, member: str
) -> None:
    shown = HIDE.rounded(evolve(CELL, state=state, member=member), count)
    assert shown % BASE == 0
    assert abs(shown - count) < BASE
    assert shown == HIDE.rounded(evolve(CELL, state=state, member=member), count)


@given(st.integers(0, 400))
def test_the_rounding_is_zero_on_average_over_all_offsets(count: int) -> None:
    offsets = range(BASE)
    assert sum(BASE * ((count + offset) // BASE) for offset in offsets) == BASE * count
    found = {HIDE.rounded(one, count) for one in EVERY_CELL[:60]}
    assert found <= {BASE * ((count + offset) // BASE) for offset in offsets}
    assert len(found) == (1 if count % BASE == 0 else 2)


def test_without_the_secret_the_offset_of_a_cell_can_not_be_known() -> None:
    other = Suppression(key=b"another secret")
    same = [HIDE.rounded(cell, 3) == other.rounded(cell, 3) for cell in EVERY_CELL]
    assert 0.3 < sum(same) / len(same) < 0.8
    assert "secret" not in repr(HIDE)


def pairs(chance: random.Random) -> tuple[str, list[Person], tuple[Monitor, Monitor]]:
    """A world of people, and two questions that somebody might take from each other."""
    world = [person(chance) for _ in range(chance.choice([0, 1, 3, 8, 25]))]
    kind = chance.choice(["overlapping periods", "members of all", "one more person", "part of a period"])
    first, last = sorted(chance.sample(range(len(HALVES) + 1), 2))
    edges = [*(half.start for half in HALVES), YEARS[1]]
    if kind == "overlapping periods":
        return kind, world, (asked(world, period=(edges[first], edges[last])), asked(world, period=YEARS))
    if kind == "members of all":
        some = tuple(chance.sample(MEMBERS, chance.choice([1, 2])))
        return kind, world, (asked(world), asked(world, some))
    if kind == "part of a period":
        member = (chance.choice(MEMBERS),)
        return kind, world, (asked(world, member), asked(world, member, (edges[first], edges[last])))
    return kind, world, (asked(world), asked([*world, person(chance)]))


def possible(before: int, after: int, more: int) -> set[int]:
    """The numbers that may be behind a cell that is shown as ``before``, and as ``after`` with ``more`` people."""
    return {
        count
        for count in range(before + BASE)
        for offset in range(BASE)
        if BASE * ((count + offset) // BASE) == before and BASE * ((count + more + offset) // BASE) == after
    }


def test_a_thousand_pairs_of_questions_taken_from_each_other_reveal_no_hidden_number() -> None:
    chance = random.Random(20261125)  # noqa: S311  # made-up people
    seen: Counter[str] = Counter()
    for _ in range(1000):
        kind, world, (one, other) = pairs(chance)
        seen[kind] += 1
        # every number of every question is a sum of the same base cells, each rounded before
        alone = {cell: count for member in MEMBERS for cell, count in asked(world, (member,)).cells.items()}
        for monitor in (one, other) if kind != "one more person" else (one,):
            assert all(alone[cell] == count for cell, count in monitor.cells.items())
        # so what is left when one is taken from the other never is a small number
        assert all(number % BASE == 0 for monitor in (one, other) for number in numbers(monitor))
        if kind == "one more person":
            added = {cell for cell in {*one.cells, *other.cells} if one.cells.get(cell) != other.cells.get(cell)}
            for cell in added:
                behind = possible(one.cells.get(cell, 0), other.cells.get(cell, 0), 1)
                assert len(behind) >= BASE - 1
                assert one.cells.get(cell, 0) or 0 in behind
    assert min(seen.values()) > 150


@given(st.integers(0, 60), st.integers(0, BASE - 1), st.integers(1, 40))
def test_however_many_people_are_added_one_by_one_the_first_number_stays_hidden(
    start: int, offset: int, more: int
) -> None:
    def shown(count: int, secret: int) -> list[int]:
        return [BASE * ((count + step + secret) // BASE) for step in range(more)]

    told = shown(start, offset)
    behind = {n for n in range(start + BASE) for secret in range(BASE) if shown(n, secret) == told}
    assert start in behind
    assert len(behind) >= min(BASE, start + offset + 1)


def test_what_is_known_of_the_whole_pins_no_hidden_cell() -> None:
    """The states of every condition add up to the same number of people: what that tells leaves each cell open."""
    chance = random.Random(7)  # noqa: S311  # made-up people
    looked = 0
    for _ in range(150):
        world = [person(chance) for _ in range(chance.choice([1, 4, 12, 60]))]
        told = asked(world)
        tables: dict[tuple[str, Half], dict[tuple[MonitorPoint, BasicCondition], list[int]]] = defaultdict(dict)
        for member, half in product(MEMBERS, HALVES):
            for point, condition in product((MonitorPoint.ENTRY, MonitorPoint.RELEASE), BasicCondition):
                row = told.row(point, condition, member=member, half=half)
                tables[member, half][point, condition] = [row.counts[state] or 0 for state in MonitorState]
        for rows in tables.values():
            low = max(sum(max(0, shown - BASE + 1) for shown in row) for row in rows.values())
            high = min(sum(shown + BASE - 1 for shown in row) for row in rows.values())
            for line in rows.values():
                least, most = sum(max(0, one - BASE + 1) for one in line), sum(one + BASE - 1 for one in line)
                for shown in line:
                    if shown:
                        continue
                    from_ = max(0, low - (most - (BASE - 1)))
                    to = min(BASE - 1, high - least)
                    looked += 1
                    assert to - from_ >= 2
    assert looked > 10_000


def test_a_period_that_is_not_of_whole_half_years_is_refused() -> None:
    for period in (
        (date(2024, 1, 2), date(2025, 1, 1)),
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2025, 1, 1), date(2025, 1, 1)),
        (date(2026, 1, 1), date(2025, 1, 1)),
    ):
        with pytest.raises(DataError, match="half years"):
            asked([], period=period)


def test_a_threshold_may_be_made_larger_and_not_smaller() -> None:
    assert Suppression(threshold=10).rounded(CELL, 7) in (0, 10)
    for wrong in (4, 0, -5, 5.0, True):
        with pytest.raises(DataError, match="at least 5"):
            Suppression(threshold=wrong)  # type: ignore[arg-type]  # that is the fault


# --- from the record of a case to what is counted

ENTRY, RELEASE = date(2024, 1, 10), date(2024, 5, 20)
LATER = date(2026, 6, 1)


def case_of(kit: Kit, *happened: tuple[date, Any], released: date | None = RELEASE, **fields: Any) -> str:
    opened = kit.reentry.receive(notice(detention_start=ENTRY, received_on=ENTRY, **fields))
    for day, event in happened:
        kit.reentry.record(opened.id, event, on=day)
    if released:
        kit.reentry.record(opened.id, EndNotice(released_on=released), on=released)
    return opened.id


def states(kit: Kit, case_id: str, condition: str = "housing", on: date = LATER) -> dict[str, str]:
    cells = base_cells(case_id, kit.reentry.history(case_id), on)
    return {cell.point.value: cell.state.value for cell in cells if cell.condition == condition}


def assessed(state: str, **fields: Any) -> ConditionAssessed:
    return ConditionAssessed(condition="housing", state=state, **fields)


def test_a_release_is_counted_at_entry_release_and_six_and_twelve_months_after_it(kit: Kit) -> None:
    case_id = case_of(
        kit,
        (date(2024, 1, 20), assessed("lacking")),
        (date(2024, 5, 1), assessed("arranged")),
        (date(2024, 9, 1), assessed("met")),
        (date(2025, 2, 1), assessed("refused")),
    )
    assert states(kit, case_id) == {
        "entry": "lacking",
        "release": "arranged",
        "six_months": "met",
        "twelve_months": "refused",
    }
    assert states(kit, case_id, on=date(2025, 5, 19)).keys() == {"entry", "release", "six_months"}
    assert states(kit, case_id, on=date(2025, 5, 20)).keys() == set(MonitorPoint)


def test_what_nobody_told_since_is_unknown_and_never_met(kit: Kit) -> None:
    case_id = case_of(kit, (date(2024, 4, 1), assessed("met")))
    assert states(kit, case_id) == dict.fromkeys(MonitorPoint, "unknown") | {"release": "met"}
    held = case_of(kit, (date(2024, 4, 1), assessed("met", valid_until=date(2024, 12, 31))))
    assert states(kit, held) == {
        "entry": "unknown",
        "release": "met",
        "six_months": "met",
        "twelve_months": "unknown",
    }


def test_only_what_was_known_counts(kit: Kit) -> None:
    case_id = case_of(kit)
    kit.reentry.record(case_id, assessed("met"), on=date(2025, 1, 5), happened_on=date(2024, 5, 2))
    assert states(kit, case_id, on=date(2025, 1, 4))["release"] == "unknown"
    assert states(kit, case_id, on=date(2025, 1, 5))["release"] == "met"


def test_who_is_in_detention_again_or_died_is_told_apart(kit: Kit) -> None:
    again = case_of(kit)
    kit.reentry.record(again, ReDetained(institution="PI", detention_start=date(2024, 10, 1)), on=date(2024, 10, 1))
    assert states(kit, again)["six_months"] == "detained_again"
    died = case_of(kit)
    kit.reentry.record(died, Died(), on=date(2024, 10, 1))
    assert states(kit, died).keys() == {"entry", "release"}
    assert states(kit, case_of(kit, released=None)) == {}


def test_a_long_stay_that_began_before_the_calendar_of_free_days_is_counted(kit: Kit) -> None:
    opened = kit.reentry.receive(notice(detention_start=date(2009, 3, 1), received_on=date(2009, 3, 2)))
    kit.reentry.record(opened.id, assessed("lacking"), on=date(2009, 3, 20))
    kit.reentry.record(opened.id, EndNotice(released_on=RELEASE), on=RELEASE)
    assert states(kit, opened.id)["entry"] == "lacking"


def test_cases_that_stand_in_no_desk_are_counted_with_a_secret_that_is_given(kit: Kit) -> None:
    for _ in range(10):
        case_of(kit, (date(2024, 5, 1), assessed("met")))
    histories = [(case_id, kit.reentry.history(case_id)) for case_id in kit.reentry.store.streams()]
    year = (date(2024, 1, 1), date(2025, 1, 1))
    shown = count(iter(histories), members=["GM9999"], period=year, on=LATER, suppression=HIDE)
    assert shown.row("release", "housing").counts[MonitorState.MET] == 10
    with pytest.raises(DataError, match="secret"):
        count(histories, period=year, on=LATER, suppression=Suppression())


def test_each_release_counts_by_itself_and_for_one_gemeente(kit: Kit) -> None:
    case_id = case_of(kit, (date(2024, 2, 1), SettlementChanged(member="GM0363")), residence="GM0344")
    kit.reentry.record(case_id, ReDetained(institution="PI", detention_start=date(2025, 1, 5)), on=date(2025, 1, 5))
    kit.reentry.record(case_id, EndNotice(released_on=date(2025, 2, 5)), on=date(2025, 2, 5))
    cells = list(base_cells(case_id, kit.reentry.history(case_id), LATER))
    assert {cell.member for cell in cells} == {"GM0363"}
    releases = {str(cell.half) for cell in cells}
    assert releases == {"2024-1", "2025-1"}
    assert Counter(Counter((cell.half, cell.point, cell.condition) for cell in cells).values()) == {1: len(cells)}


def test_the_desk_shows_a_number_only_when_there_are_enough_people(kit: Kit) -> None:
    few, many = (date(2024, 5, 1), assessed("arranged")), (date(2024, 5, 1), assessed("met"))
    case_of(kit, few)
    for _ in range(20):
        case_of(kit, many)
    year = (date(2024, 1, 1), date(2025, 1, 1))
    row = kit.reentry.monitor("GM9999", period=year, on=LATER).row("release", "housing")
    assert row.counts[MonitorState.MET] == 20
    assert row.counts[MonitorState.ARRANGED] in (None, 5)
    assert row.counts[MonitorState.LACKING] is None
    assert row.complete
    assert kit.reentry.monitor(period=year, on=LATER).row("release", "housing").counts == row.counts
    assert not kit.reentry.monitor("GM0344", period=year, on=LATER).cells
    assert not kit.reentry.monitor("GM9999", period=year, on=date(2024, 12, 31)).row("release", "housing").complete
    with pytest.raises(NotFound):
        kit.reentry.monitor("GM0000", period=year, on=LATER)


def test_the_same_question_gives_the_same_numbers_and_one_more_case_no_secret(kit: Kit) -> None:
    year = (date(2024, 1, 1), date(2025, 1, 1))
    for _ in range(3):
        case_of(kit, (date(2024, 5, 1), assessed("met")))
    first, second = (kit.reentry.monitor(period=year, on=LATER) for _ in range(2))
    assert first == second
    case_of(kit, (date(2024, 5, 1), assessed("met")))
    third = kit.reentry.monitor(period=year, on=LATER)
    for cell in {*first.cells, *third.cells}:
        assert len(possible(first.cells.get(cell, 0), third.cells.get(cell, 0), 1)) >= BASE - 1


def test_no_form_of_the_monitor_holds_a_person_or_a_small_number(kit: Kit) -> None:
    case_ids = [case_of(kit, (date(2024, 5, 1), assessed("met", note=CANARY))) for _ in range(7)]
    monitor = kit.reentry.monitor("GM9999", period=(date(2024, 1, 1), date(2025, 1, 1)), on=LATER)
    for lang in ("nl", "en"):
        told: Any = lang
        text = f"{monitor!r}{monitor}{monitor.text(told, by=('member', 'half'))}{monitor.cells}"
        text += f"{monitor.to_rows(told)}{monitor.to_csv(told, by='half')}"
        assert CANARY not in text
        assert not [case_id for case_id in case_ids if case_id in text]
    rows = monitor.to_rows(by=("half", "member"))
    shown = [value for row in rows for value in row.values() if type(value) is int]
    assert shown
    assert not [value for value in shown if value % BASE]


def test_the_forms_say_the_same_and_how_to_read_them(kit: Kit) -> None:
    for _ in range(10):
        case_of(kit, (date(2024, 5, 1), assessed("met")))
    monitor = kit.reentry.monitor("GM9999", period=(date(2024, 1, 1), date(2025, 1, 1)), on=date(2024, 9, 1))
    dutch, english = monitor.text("nl"), monitor.text("en")
    for word in ("Voorbeeldstad", "onbekend", "<5", "veelvoud van 5", "zes maanden erna *", "voorlopig", "HUISVESTING"):
        assert word in dutch
    for word in ("unknown", "<5", "multiple of 5", "six months later *", "provisional", "HOUSING"):
        assert word in english
    rows = monitor.to_rows("en", by="half")
    assert len(rows) == 2 * len(BasicCondition) * len(MonitorPoint)
    read = list(csv.DictReader(io.StringIO(monitor.to_csv("en", by="half"), newline="")))
    assert [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows] == read
    with pytest.raises(DataError, match="split"):
        monitor.rows(by="person")
