"""The free days of the Algemene termijnenwet: a table by hand, and the differences with another calendar."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from vngkit.errors import NotHeld
from vngkit.terms import Term, equal_days_known, free_days, is_free

ROOT = Path(__file__).resolve().parents[2]
# written by hand from the articles and the calendar of each year: day, its name, its lid of article 3
BY_HAND = {
    2026: """01-01 Nieuwjaarsdag 1, 01-02 gelijkgestelde dag 3, 04-03 Goede Vrijdag 2, 04-06 tweede Paasdag 1,
             04-27 verjaardag van de Koning 1, 05-05 vijfde mei 1, 05-14 Hemelvaartsdag 1, 05-15 gelijkgestelde dag 3,
             05-25 tweede Pinksterdag 1, 12-25 eerste Kerstdag 1, 12-26 tweede Kerstdag 1""",
    2027: """01-01 Nieuwjaarsdag 1, 03-26 Goede Vrijdag 2, 03-29 tweede Paasdag 1, 04-27 verjaardag van de Koning 1,
             05-05 vijfde mei 1, 05-06 Hemelvaartsdag 1, 05-07 gelijkgestelde dag 3, 05-17 tweede Pinksterdag 1,
             12-25 eerste Kerstdag 1, 12-26 tweede Kerstdag 1""",
    2028: """01-01 Nieuwjaarsdag 1, 04-14 Goede Vrijdag 2, 04-17 tweede Paasdag 1, 04-27 verjaardag van de Koning 1,
             04-28 gelijkgestelde dag 3, 05-05 vijfde mei 1, 05-25 Hemelvaartsdag 1, 05-26 gelijkgestelde dag 3,
             06-05 tweede Pinksterdag 1, 12-25 eerste Kerstdag 1, 12-26 tweede Kerstdag 1""",
}


def every_day(first: int, last: int) -> list[date]:
    start = date(first, 1, 1)
    return [start + timedelta(days=number) for number in range((date(last + 1, 1, 1) - start).days)]


@pytest.mark.parametrize("year", BY_HAND)
def test_the_free_days_are_those_of_the_table_by_hand(year: int) -> None:
    rows = [row.split() for row in BY_HAND[year].split(",")]
    expected = {date.fromisoformat(f"{year}-{row[0]}"): (" ".join(row[1:-1]), int(row[-1])) for row in rows}
    assert {day: (free.name_nl, free.paragraph) for day, free in free_days(year).items()} == expected
    assert not free_days(year).warnings


def test_a_day_is_free_on_saturday_and_sunday_and_on_the_days_of_article_3_and_on_no_other() -> None:
    for day in every_day(2026, 2030):
        assert is_free(day) == (day.isoweekday() in (6, 7) or day in free_days(day.year))


TABLE = {date.fromisoformat(f"{year}-{row.split()[0]}") for year, rows in BY_HAND.items() for row in rows.split(",")}


def end_by_hand(start: date, days: int) -> date:
    """Day by day by the table: until the days are over, the day is open and, from three days on, two were open."""
    day, opened = start, 0
    while (day - start).days < days or free_by_hand(day) or (days >= 3 and opened < 2):
        day += timedelta(days=1)
        opened += not free_by_hand(day)
    return day


def free_by_hand(day: date) -> bool:
    return day.isoweekday() in (6, 7) or day in TABLE


@pytest.mark.parametrize("days", [1, 2, 3, 4, 5, 7, 14, 28, 42, 56, 84, 90])
def test_every_end_of_2026_to_2028_is_the_one_that_counting_by_hand_gives(days: int) -> None:
    last = date(2028, 12, 31)
    starts = [day for day in every_day(2026, 2028) if day + timedelta(days=days + 7) <= last]
    assert len(starts) > 990
    term = Term(days, "days")
    assert [term.end(day) for day in starts] == [end_by_hand(day, days) for day in starts]
    if days % 7 == 0:
        weeks = Term(days // 7, "weeks")
        assert [weeks.end(day) for day in starts] == [end_by_hand(day, days) for day in starts]


@pytest.mark.parametrize("day", ["2026-12-24", "2026-12-31", "2027-05-04", "2026-12-05", "2026-10-04"])
def test_a_day_that_many_celebrate_is_no_free_day_of_the_law(day: str) -> None:
    assert date.fromisoformat(day) not in free_days(int(day[:4]))


def test_the_fifth_of_may_is_free_every_year_and_not_once_in_five() -> None:
    assert all(date(year, 5, 5) in free_days(year) for year in range(2014, 2041))


def test_the_kings_birthday_is_celebrated_a_day_earlier_when_it_is_a_sunday() -> None:
    for year in range(2014, 2041):
        day = 26 if date(year, 4, 27).isoweekday() == 7 else 27
        assert free_days(year)[date(year, 4, day)].name_nl == "verjaardag van de Koning"


def test_another_calendar_differs_only_where_it_follows_no_law() -> None:
    """``holidays`` has the Sundays of Easter and Whitsun, 5 May once in five years, and no equal days."""
    for year in range(2014, 2041):
        theirs = set(holidays.country_holidays("NL", years=year))
        by_name = {free.name_nl: day for day, free in free_days(year).items()}
        sundays = {by_name["tweede Paasdag"] - timedelta(days=1), by_name["tweede Pinksterdag"] - timedelta(days=1)}
        fifth = date(year, 5, 5)
        ours = {day for day, free in free_days(year).items() if free.paragraph != 3}
        assert theirs - {fifth} == (ours | sundays) - {fifth}
        assert (fifth in theirs) == (year % 5 == 0 or by_name["Hemelvaartsdag"] == fifth)


def test_a_year_of_which_the_equal_days_are_not_known_says_so() -> None:
    first, last = equal_days_known()
    assert not any(free_days(year).warnings for year in range(first, last + 1))
    for year in (first - 1, last + 1, 2100):
        (warning,) = free_days(year).warnings
        assert warning.kind == "equal_days_unknown"
        assert str(year) in warning.explain("nl")
        assert str(year) in warning.explain("en")


def test_a_term_that_ends_in_a_year_of_which_the_equal_days_are_not_known_warns() -> None:
    after = equal_days_known()[1] + 1
    end = Term(4, "weeks").reckon(date(after, 6, 1))
    assert [warning.kind for warning in end.warnings] == ["equal_days_unknown"]
    assert "Let op" in end.explain("nl")
    assert not Term(13, "weeks").reckon(date(after, 6, 1)).warnings  # the act does not cover it: nothing is missing
    assert Term(3, "working_days").reckon(date(after, 6, 1)).warnings


def test_a_term_over_new_year_warns_when_only_the_later_year_is_not_known() -> None:
    last = equal_days_known()[1]
    assert Term(2, "weeks").reckon(date(last, 12, 20)).warnings
    assert not Term(1, "weeks").reckon(date(last, 12, 1)).warnings


def test_a_year_before_the_calendar_is_not_guessed() -> None:
    with pytest.raises(NotHeld, match="2013"):
        free_days(2013)
    with pytest.raises(NotHeld, match="2013"):
        Term(4, "weeks").end(date(2013, 3, 1))
    assert Term(4, "years").end(date(2010, 3, 1)) == date(2014, 3, 1)


def test_the_package_data_is_what_the_dossier_makes(shared: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "build_terms.py"), "--check", "--shared", str(shared)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_equal_days_say_that_they_come_from_a_second_hand() -> None:
    with (ROOT / "src/vngkit/data/terms/equal_days.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["certainty"] for row in rows} == {"secondary"}
    assert all(row["jci"].startswith("jci1.3:c:BWBR0002448&artikel=3&lid=3") for row in rows)
