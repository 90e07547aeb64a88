"""What is asked: numbers that hide small askers, whatever two exports are held against each other."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.questions.helpers import desk

from vngkit.errors import DataError
from vngkit.privacy import Suppression
from vngkit.questions import AskedCell, Asker, FourWeeks, Incoming, Question, Stats, ThemeLabel, four_weeks_of, tail_of
from vngkit.questions._stats import counted, hides, stats_of

HIDE = Suppression(key=b"a secret of the test")
AFTER = date(2030, 1, 1)
FIRST, LAST = FourWeeks(year=2025, number=1), FourWeeks(year=2026, number=13)
PROVINCES = ("PV20", "PV27", None)
SIZES = ("lt_5k", "5k_25k", "25k_200k")


def question(name: str, day: date, member: int, theme: str = "zorg") -> Question:
    asker = Asker(
        member=f"GM{member:04d}",
        size_class=SIZES[member % 3],
        province=PROVINCES[member % 2 + member % 7 // 6],
        networks=("G4",) if member < 4 else (),
    )
    label = ThemeLabel(scheme="top", code=theme)
    return Question(id=name, received_on=day, text="?", asker=asker, themes=(label,))


def some(seed: int, count: int = 260, themes: tuple[str, ...] = ("zorg", "wonen")) -> list[Question]:
    chance = random.Random(seed)  # noqa: S311  # made-up questions
    return [
        question(
            str(place),
            FIRST.start + timedelta(days=chance.randrange(200)),
            int(chance.paretovariate(0.6)) % 60,
            chance.choice(themes),
        )
        for place in range(count)
    ]


def shown(questions: list[Question], first: FourWeeks = FIRST, last: FourWeeks = LAST) -> Stats:
    return stats_of(questions, first=first, last=last, on=AFTER, suppression=HIDE)


def test_a_thousand_pairs_of_exports_differ_by_whole_cells_alone() -> None:
    chance = random.Random(7)  # noqa: S311  # the same
    pairs = 0
    for seed in range(10):
        questions = some(seed)
        spans = [sorted(chance.sample([four_weeks_of(FIRST.start + timedelta(days=28 * n)) for n in range(10)], 2))
                 for _ in range(15)]  # fmt: skip
        whole, exports = shown(questions), [shown(questions, *span) for span in spans]
        for left in exports:
            for right in exports:
                both = [cell for cell in left.cells if right.first <= cell.period <= right.last]
                assert all(left.cells[cell] == right.cells[cell] == whole.cells[cell] for cell in both)
                assert not [cell for cell in right.cells if cell not in left.cells and cell.period in _span(left)]
                pairs += 1
    assert pairs >= 1000


def _span(stats: Stats) -> set[FourWeeks]:
    return {period for period in (cell.period for cell in stats.cells) if stats.first <= period <= stats.last}


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.integers(1, 400))
def test_a_number_of_fewer_than_five_gemeenten_is_never_shown(seed: int, count: int) -> None:
    questions = some(seed, count)
    exact = counted(questions)
    for cell, number in shown(questions).cells.items():
        count, members = exact[cell]
        assert len(members) >= HIDE.threshold
        assert number % HIDE.threshold == 0
        assert abs(number - count) < HIDE.threshold


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.integers(50, 600))
def test_behind_each_number_five_stay_possible_for_who_sees_all_of_them(seed: int, count: int) -> None:
    """Worked out another way: for each value it is asked whether all other numbers can go with it."""
    stats = shown(some(seed, count, ("zorg",)))
    for period in {cell.period for cell in stats.cells}:
        cells = {cell: number for cell, number in stats.cells.items() if cell.period == period}
        for cell, number in cells.items():
            possible = [value for value in range(number + 10) if _can_be(cells, cell, value)]
            assert len(possible) >= HIDE.threshold, (cell, cells)


def _can_be(cells: dict[AskedCell, int], asked: AskedCell, value: int) -> bool:
    """Whether exact numbers exist with this value: every other as low as it may be, the rest takes what is over."""
    reach = {cell: (max(5, number - 4), number + 4) for cell, number in cells.items()}
    reach[asked] = (value, value) if reach[asked][0] <= value <= reach[asked][1] else (1, 0)
    if reach[asked] == (1, 0):
        return False
    totals = [cell for cell in cells if cell.split == "all"]
    low, high = reach[totals[0]] if totals else (0, 10_000)
    sums = [
        sum(reach[cell][0] for cell in cells if cell.split == split) for split in ("week", "size_class", "province")
    ]
    return max(low, *sums) <= high


def test_a_split_from_which_a_number_could_be_worked_back_is_left_out() -> None:
    period = FIRST
    total = AskedCell(theme="t", period=period)
    parts = [AskedCell(theme="t", period=period, split="size_class", group=group) for group in SIZES]
    assert hides({total: 30, **dict.fromkeys(parts, 10)}, "t", period, 5)
    assert not hides({total: 15, **dict.fromkeys(parts, 10)}, "t", period, 5)  # 18 or 19 in all


def test_one_question_more_changes_a_number_only_now_and_then_and_no_hidden_one() -> None:
    changed = hidden = 0
    for seed in range(60):
        questions = some(seed, 200)
        more = question("new", FIRST.start + timedelta(days=3), 3000 + seed)
        before, after = shown(questions), shown([*questions, more])
        small = [cell for cell, (_, members) in counted([*questions, more]).items() if len(members) < 5]
        hidden += sum(cell in after.cells for cell in small)
        cell = AskedCell(theme="top:zorg", period=FIRST)
        changed += before.cells.get(cell) != after.cells.get(cell)
    assert hidden == 0
    assert 0 < changed < 30  # one in five, more or less: who watches does not know when


def test_only_whole_periods_that_have_ended_are_told() -> None:
    with pytest.raises(DataError, match="2026-P01"):
        stats_of([], first=FIRST, last=LAST, on=date(2026, 2, 20), suppression=HIDE)
    with pytest.raises(DataError, match="secret"):
        stats_of([], first=FIRST, last=LAST, on=AFTER, suppression=Suppression())
    with pytest.raises(DataError, match="other way"):
        stats_of([], first=LAST, last=FIRST, on=AFTER, suppression=HIDE)


@given(day=st.dates(date(2015, 1, 1), date(2040, 12, 31)))
def test_every_day_lies_in_one_period_of_whole_weeks(day: date) -> None:
    period = four_weeks_of(day)
    assert period.start <= day < period.end
    assert (period.start.weekday(), period.end.weekday()) == (0, 0)
    assert period.weeks[0].start == period.start
    assert period.weeks[-1].end == period.end
    assert all(left.end == right.start for left, right in pairwise(period.weeks))
    assert four_weeks_of(period.end).start == period.end


@settings(max_examples=100, deadline=None)
@given(count=st.integers(0, 80), earlier=st.lists(st.integers(0, 60), min_size=1, max_size=5))
def test_a_chance_is_a_chance_and_falls_as_the_number_grows(count: int, earlier: list[int]) -> None:
    here, more = tail_of(count, earlier)[0], tail_of(count + 1, earlier)[0]
    assert 0 <= more <= here <= 1
    assert tail_of(0, earlier)[0] == 1


def test_the_chance_is_that_of_years_that_are_alike() -> None:
    """Drawn: a rate from what three years leave open, and a number from that rate."""
    chance = random.Random(3)  # noqa: S311  # the same
    earlier, count, draws = [10, 12, 11], 17, 20_000
    more = 0
    for _ in range(draws):
        rate, seen, time = chance.gammavariate(sum(earlier) + 0.5, 1 / len(earlier)), 0, chance.expovariate(1)
        while time < rate:
            seen, time = seen + 1, time + chance.expovariate(1)
        more += seen >= count
    assert abs(tail_of(count, earlier)[0] - more / draws) < 0.015


def test_growth_is_held_against_the_same_weeks_and_made_of_what_is_shown() -> None:
    period = FourWeeks(year=2026, number=5)
    questions = [
        question(f"{year}-{place}", FourWeeks(year=year, number=5).start + timedelta(place % 28), place % 40, theme)
        for year, theme, count in (
            (2023, "zorg", 40), (2024, "zorg", 44), (2025, "zorg", 38), (2026, "zorg", 160),
            (2023, "wonen", 60), (2024, "wonen", 58), (2025, "wonen", 61), (2026, "wonen", 62), (2026, "nieuw", 90),
        )
        for place in range(count)
    ]  # fmt: skip
    stats = shown(questions, FourWeeks(year=2023, number=1), period)
    found = {growth.theme: growth for growth in stats.growth(period)}
    assert found["top:zorg"].notable
    assert not found["top:wonen"].notable
    assert found["top:nieuw"].method == "nothing_to_compare"
    assert "valt op" in found["top:zorg"].explain()
    assert "does not stand out" in found["top:wonen"].explain("en")
    assert (found["top:zorg"].tail_cautious or 0) >= (found["top:zorg"].tail or 0)
    assert (found["top:zorg"].factor or 0) > 3
    with pytest.raises(DataError):
        stats.growth(period, years=0)
    with pytest.raises(DataError):
        stats.growth(FourWeeks(year=2027, number=5))


def test_the_forms_of_the_numbers_hold_the_numbers() -> None:
    stats = shown(some(1, 900, ("zorg",)))
    assert stats.to_rows(by="week")
    rows = stats.to_csv(by="size_class").splitlines()
    assert len(rows) == 1 + len(stats.to_rows(by="size_class"))
    assert "top:zorg" in stats.text("nl")
    assert "too small to show" in stats.text("en")
    with pytest.raises(DataError, match="province"):
        stats.to_rows(by="member")


def test_the_desk_counts_what_was_taken_in() -> None:
    codes: list[Any] = [None] * 3
    with desk() as questions:
        codes = [gemeente.code for gemeente in questions._ports.register.on(date(2026, 1, 5))][:40]
        theme = questions.themes.scheme("top").top()[0].notation
        for place, code in enumerate(codes):
            incoming = Incoming(text=f"Vraag {place}?", member=code, themes=[f"top:{theme}"])
            questions.intake(incoming, on=date(2026, 1, 5) + timedelta(days=place % 20))
        stats = questions.stats(on=date(2026, 3, 1))
        number = stats.number(f"top:{theme}", FourWeeks(year=2026, number=1)) or 0
        more = stats.number(f"top:{theme}", FourWeeks(year=2026, number=2)) or 0
        assert abs(number + more - len(codes)) <= 8
