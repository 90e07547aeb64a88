"""The crosswalk: a code and its day to the gemeente of another day, or a problem that says why; never a guess."""

from __future__ import annotations

import pickle
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vngkit import members
from vngkit.errors import DataError, NotHeld

REGISTER = members.load()
unhurried = settings(deadline=None)  # the machine may be busy
TODAY = date(2026, 1, 1)
EVERY = [gemeente.code for gemeente in REGISTER]
HELD_DAYS = st.dates(REGISTER.lists_from, REGISTER.held_until - timedelta(days=1))
TO_TODAY = REGISTER.crosswalk(to=TODAY)


def one(code: object, when: object, to: date = TODAY) -> str | None:
    """The code of the other day, or the kind of problem."""
    result = REGISTER.crosswalk(to=to).apply([code], [when])
    problem = result.problems[0]
    assert (problem is None) != (result.codes[0] is None)
    return problem.kind if problem else result.codes[0]


@pytest.mark.parametrize(
    ("code", "when", "to", "becomes"),
    [
        ("GM0363", 2020, TODAY, "GM0363"),  # still there
        ("GM0370", 2020, TODAY, "GM0439"),  # Beemster merged into Purmerend in 2022
        ("GM1921", 2014, TODAY, "GM1940"),  # De Friese Meren was renamed in 2015
        ("GM0457", date(2022, 3, 23), TODAY, "GM0363"),  # Weesp, on its last day
        ("GM0457", date(2022, 3, 24), TODAY, "not_alive_then"),
        ("GM0457", 2022, TODAY, "GM0363"),  # a year is its 1 January
        ("GM0457", 2023, TODAY, "not_alive_then"),
        ("GM1991", 2021, TODAY, "not_alive_then"),  # Maashorst began in 2022
        ("GM0788", 2020, TODAY, "split_without_share"),  # Haaren
        ("GM0788", 2020, date(2020, 12, 31), "GM0788"),  # before it was split
        ("GM0407", 1990, TODAY, "sources_disagree"),  # Ilpendam: RvIG Landsmeer, CBS Waterland
        ("GM1055", date(1960, 1, 1), TODAY, "ended_without_successor"),  # Elten
        ("GM0001", 1900, TODAY, "not_known_before_1990"),
        ("GM0363", 2027, TODAY, "not_known_after_data"),
        ("GM0996", 1990, date(1990, 6, 1), "not_a_gemeente"),
        ("GM9999", 2020, TODAY, "pretend_member"),
        ("GM9998", 2020, TODAY, "unknown_code"),
        ("gm0363", 2020, TODAY, "unknown_code"),
        (363, 2020, TODAY, "unknown_code"),
        (None, 2020, TODAY, "unknown_code"),
        ("GM1991", 2024, date(2020, 1, 1), "merged_since"),  # back to before it took others in
        ("GM0363", 2024, date(2020, 1, 1), "merged_since"),  # Amsterdam has Weesp since 2022
        ("GM0363", 2021, date(2015, 1, 1), "GM0363"),
        ("GM1940", 2020, date(2015, 1, 1), "GM1921"),  # back through a rename
    ],
)
def test_a_code_of_a_day_becomes_the_gemeente_of_the_other_day_or_a_named_problem(
    code: object, when: object, to: date, becomes: str
) -> None:
    assert one(code, when, to) == becomes


@pytest.mark.parametrize(
    "when", [2020, 2020.0, date(2020, 1, 1), datetime(2020, 6, 1, 12, tzinfo=timezone(timedelta(hours=2)))]
)
def test_a_moment_is_a_whole_year_a_date_or_a_datetime(when: object) -> None:
    assert one("GM0370", when) == "GM0439"
    assert TO_TODAY.apply(["GM0370"] * 2, when).codes == ["GM0439"] * 2  # one for all


@pytest.mark.parametrize(
    "when", ["2020", "2020-01-01", b"2020", None, True, 2020.5, float("nan"), float("inf"), 0, -1, 10_000, 1e300]
)
def test_what_is_no_year_or_date_is_a_problem_of_its_row_and_an_error_for_all_rows(when: object) -> None:
    problem = TO_TODAY.apply(["GM0363"], [when]).problems[0]
    assert problem is not None
    assert (problem.kind, problem.candidates) == ("bad_date", ())
    assert "datetime.date" in problem.fix
    with pytest.raises(DataError, match="is not a year or a date"):
        TO_TODAY.apply(["GM0363"], when)


@pytest.mark.parametrize("codes", ["GM0363", b"GM0363", {"GM0363": 1}, {"GM0363"}, 363, None, iter(["GM0363"])])
def test_what_is_no_column_of_codes_is_refused(codes: Any) -> None:
    with pytest.raises(DataError, match="not a column"):
        TO_TODAY.apply(codes, 2020)


@pytest.mark.parametrize("when", [{2020}, {2020: 1}, frozenset({2020}), range(2020, 2021)])
def test_what_has_no_order_or_is_no_column_is_refused_as_moments(when: Any) -> None:
    with pytest.raises(DataError, match="not a column"):
        TO_TODAY.apply(["GM0363"], when)


def test_two_columns_of_other_lengths_are_refused() -> None:
    with pytest.raises(DataError, match="codes has 2 rows and when has 1"):
        TO_TODAY.apply(["GM0363", "GM0370"], [2020])


def test_an_empty_table_is_no_problem() -> None:
    result = TO_TODAY.apply([], [])
    assert (result.codes, len(result.problems), bool(result.problems)) == ([], 0, False)
    assert TO_TODAY.apply((), ()).codes == ()


@pytest.mark.parametrize("to", [date(1989, 12, 31), REGISTER.held_until])
def test_only_a_day_with_a_complete_list_can_be_brought_to(to: date) -> None:
    with pytest.raises(NotHeld):
        REGISTER.crosswalk(to=to)


def test_a_problem_tells_what_is_wrong_and_among_which_a_person_may_choose() -> None:
    rows = [("GM0788", 2020), ("GM0370", 2024), ("GM9998", 2020)]
    split, ended, unknown = TO_TODAY.apply([code for code, _ in rows], [when for _, when in rows]).problems
    assert split is not None
    assert ended is not None
    assert unknown is not None
    assert split.candidates == ("GM0757", "GM0824", "GM0855", "GM0865")
    assert "Vught (GM0865)" in split.message
    assert "woonplaatsen" in split.fix
    assert "until 2022-01-01" in ended.message
    assert ended.candidates == ("GM0439",)
    assert "GM9998" in unknown.message
    back = REGISTER.crosswalk(to=date(2020, 1, 1)).apply(["GM0363"], [2024]).problems[0]
    assert back is not None
    assert back.candidates == ("GM0363", "GM0457")


def test_problems_are_asked_by_row_counted_and_gone_through() -> None:
    problems = TO_TODAY.apply(["GM0363", "GM0788", "GM9998", "GM0788"], 2020).problems
    assert (len(problems), bool(problems), problems.rows) == (4, True, (1, 2, 3))
    assert problems.kinds == ("split_without_share", "unknown_code", "split_without_share")
    assert problems.counts == {"unknown_code": 1, "split_without_share": 2}
    assert [row for row, _ in problems.items()] == [1, 2, 3]
    assert problems[0] is None
    last = problems[-1]
    assert last is not None
    assert last.row == 3
    assert [problem and problem.row for problem in problems[1:3]] == [1, 2]
    assert "3 of 4 rows" in repr(problems)
    with pytest.raises(IndexError):
        problems[4]


def test_a_merger_of_which_no_source_gives_the_share_is_taken_whole_and_told() -> None:
    result = TO_TODAY.apply(["GM0003", "GM0010", "GM1783", "GM0363"], [1991, 1991, 2004, 2020])
    old = REGISTER.crosswalk(to=date(2005, 1, 1)).apply(["GM0207", "GM0363"], [2000, 2000])  # Bergh to Montferland
    assert old.codes == ["GM1955", "GM0363"]
    assert old.assumed_rows == (0,)
    assert "1 taken as whole mergers" in old.summary()
    assert 3 not in result.assumed_rows


def test_the_summary_says_how_many_rows_came_over_and_why_the_others_did_not() -> None:
    told = TO_TODAY.apply(["GM0363", "GM0788", "GM9998"], 2020).summary()
    assert told == "1 of 3 rows brought to 2026-01-01; unknown_code: 1; split_without_share: 1"


def test_a_crosswalk_can_be_sent_to_a_worker() -> None:
    sent = pickle.dumps(TO_TODAY)
    assert len(sent) < 200  # the day is sent and not the tables
    assert pickle.loads(sent) is TO_TODAY  # noqa: S301  # our own object


codes_and_days = st.lists(st.tuples(st.sampled_from(EVERY), HELD_DAYS), min_size=1, max_size=40)
LIVES = [
    (g.code, max(g.attested_from or REGISTER.lists_from, REGISTER.lists_from), g.valid_to or REGISTER.held_until)
    for g in REGISTER
    if g.valid_to is None or g.valid_to > REGISTER.lists_from
]


@st.composite
def in_life(draw: st.DrawFn) -> list[tuple[str, date]]:
    """Codes, each with a day on which it exists."""
    chosen = draw(st.lists(st.sampled_from(LIVES), min_size=1, max_size=20))
    return [(code, draw(st.dates(first, end - timedelta(days=1)))) for code, first, end in chosen]


@unhurried
@given(in_life(), HELD_DAYS)
def test_a_row_comes_over_only_to_a_gemeente_of_the_day_and_only_where_the_mergers_lead_there(
    rows: list[tuple[str, date]], to: date
) -> None:
    result = REGISTER.crosswalk(to=to).apply([code for code, _ in rows], [when for _, when in rows])
    listed = {gemeente.code for gemeente in REGISTER.on(to)}
    for (code, when), target, problem in zip(rows, result.codes, result.problems, strict=True):
        assert (target is None) == (problem is not None)
        if target is None:
            continue
        assert REGISTER.as_of(code, when).code == code
        assert target in listed
        if target == code:
            continue
        origin, heir, day = (code, target, to) if when < to else (target, code, when)
        found = REGISTER.successors(origin, on=day)
        assert [successor.gemeente.code for successor in found] == [heir]
        assert not found[0].disputed


@unhurried
@given(codes_and_days, HELD_DAYS)
def test_a_code_that_did_not_exist_on_its_day_is_always_a_problem(rows: list[tuple[str, date]], to: date) -> None:
    result = REGISTER.crosswalk(to=to).apply([code for code, _ in rows], [when for _, when in rows])
    for (code, when), problem in zip(rows, result.problems, strict=True):
        dead = not REGISTER[code].alive(when)
        assert (problem is not None and problem.kind == "not_alive_then") == dead


@unhurried
@given(in_life(), HELD_DAYS, HELD_DAYS)
def test_a_crosswalk_of_a_crosswalk_by_a_day_between_gives_what_the_direct_one_gives(
    rows: list[tuple[str, date]], one_day: date, other_day: date
) -> None:
    for code, when in rows:
        for middle, to in ((one_day, other_day), (other_day, one_day)):
            if not (when <= middle <= to or when >= middle >= to):
                continue  # by a day outside, what merged in between can not be told apart again
            first = REGISTER.crosswalk(to=middle).apply([code], [when]).codes[0]
            if first is None:
                continue
            second = REGISTER.crosswalk(to=to).apply([first], [middle]).codes[0]
            direct = REGISTER.crosswalk(to=to).apply([code], [when]).codes[0]
            assert second == direct


@unhurried
@given(in_life(), HELD_DAYS)
def test_there_and_back_is_the_same_code_or_a_problem(rows: list[tuple[str, date]], to: date) -> None:
    for code, when in rows:
        there = REGISTER.crosswalk(to=to).apply([code], [when]).codes[0]
        if there is not None:
            back = REGISTER.crosswalk(to=when).apply([there], [to]).codes[0]
            assert back in {code, None}


@unhurried
@given(in_life())
def test_a_row_that_is_of_the_day_already_stays_as_it_is(rows: list[tuple[str, date]]) -> None:
    for code, when in rows:
        if REGISTER[code].kind == "gemeente":
            assert one(code, when, to=when) == code


def test_every_problem_of_every_code_can_be_told() -> None:
    seen = set()
    for to in (date(1990, 1, 1), date(2010, 1, 1), TODAY):
        for when in (1800, 1960, 1995, 2024, 2030):
            for row, problem in REGISTER.crosswalk(to=to).apply(EVERY, when).problems.items():
                assert (problem.row, problem.code, problem.when) == (row, EVERY[row], when)
                seen.add(problem.kind)
                assert problem.message
                assert problem.fix
                assert problem.message == problem.message.strip()
    assert seen == {
        "not_alive_then",
        "not_known_before_1990",
        "not_known_after_data",
        "split_without_share",
        "ended_without_successor",
        "sources_disagree",
        "merged_since",
        "not_a_gemeente",
    }
