"""What an end and a calendar hold to the last field: where mutation testing found that nothing had asked."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from dateutil.easter import easter  # type: ignore[import-untyped]

from vngkit.errors import DataError
from vngkit.terms import Coverage, End, Remark, Term, coverage, free_days
from vngkit.terms._calendar import _easter
from vngkit.terms._end import Reading
from vngkit.terms._reckon import _BACK, _EQUAL_DAY, _MONTH_END, _WORKING_DAY
from vngkit.terms._term import Unit

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ACT = "jci1.3:c:BWBR0002448&artikel="


def test_easter_is_that_of_another_library_for_two_thousand_years() -> None:
    years = range(2014, 4014)
    assert [_easter(year) for year in years] == [easter(year) for year in years]


@pytest.mark.parametrize("day", ["1583-04-10", "1954-04-18", "1981-04-19", "2038-04-25", "2049-04-18", "2285-03-22"])
def test_easter_is_on_the_earliest_the_latest_and_the_excepted_days(day: str) -> None:
    assert _easter(int(day[:4])) == date.fromisoformat(day)


def test_the_kings_birthday_is_a_day_earlier_when_it_is_a_sunday_and_no_other_day_moves() -> None:
    for year in range(2014, 2054):
        (day,) = [day for day, free in free_days(year).items() if free.name_nl == "verjaardag van de Koning"]
        assert day == date(year, 4, 26 if date(year, 4, 27).isoweekday() == 7 else 27)
    assert date(2027, 12, 26) in free_days(2027)  # a Sunday
    assert date(2030, 5, 5) in free_days(2030)  # a Sunday


# by hand for the years of which the equal days are not known: only what article 3 lid 1 and 2 name
HOLIDAYS = {
    2029: "01-01 03-30 04-02 04-27 05-05 05-10 05-21 12-25 12-26",
    2030: "01-01 04-19 04-22 04-27 05-05 05-30 06-10 12-25 12-26",
}


@pytest.mark.parametrize("year", HOLIDAYS)
def test_the_holidays_of_later_years_are_those_of_the_table_by_hand(year: int) -> None:
    assert [f"{day:%m-%d}" for day in free_days(year)] == HOLIDAYS[year].split()
    assert [warning.kind for warning in free_days(year).warnings] == ["equal_days_unknown"]


@pytest.mark.parametrize(
    ("term", "start", "end"),
    [
        ("1 year", "2028-02-29", "2029-02-28"),  # a year ends on a day, whatever it is
        ("4 years", "2024-02-29", "2028-02-29"),
        ("12 months", "2027-02-28", "2028-02-28"),
        ("1 week", "2028-02-22", "2028-02-29"),
        ("1 day", "2028-02-28", "2028-02-29"),
        ("2 weeks", "2026-12-18", "2027-01-04"),  # 1 January is free, and then it is Saturday
        ("1 week", "2026-12-31", "2027-01-07"),  # from week 53 of 2026 into week 1 of 2027
        ("6 weeks", "2026-12-28", "2027-02-08"),
        ("1 month", "2026-12-31", "2027-02-01"),  # 31 January is a Sunday
        ("3 days", "2026-12-31", "2027-01-05"),  # 4 and 5 January are the two open days
        ("13 weeks", "2026-09-25", "2026-12-25"),  # too long to be moved
        ("12 weeks", "2026-10-02", "2026-12-28"),
        ("3 working days", "2026-12-23", "2026-12-29"),
    ],
)
def test_leap_days_the_turn_of_the_year_and_week_53_are_as_counted_by_hand(term: str, start: str, end: str) -> None:
    assert Term.parse(term).reckon(date.fromisoformat(start)).date == date.fromisoformat(end)


def test_every_word_is_dutch_unless_english_was_asked() -> None:
    remark = Remark(kind="k", text="english", text_nl="nederlands")
    reading = Reading(date=date(2026, 1, 1), kind="k", text="english", text_nl="nederlands")
    for one in (remark, reading):
        assert (one.explain(), one.explain("nl"), one.explain("en")) == ("nederlands", "nederlands", "english")
    free = free_days(2027)[date(2027, 12, 25)]
    assert (free.label(), free.label("nl"), free.label("en")) == ("eerste Kerstdag", "eerste Kerstdag", "Christmas Day")
    end = Term(4, "weeks").reckon(date(2026, 11, 27))
    assert end.explain() == end.explain("nl") != end.explain("en")
    assert Term(4, "weeks").label() == Term(4, "weeks").label("nl") == "4 weken"
    assert str(Term(4, "weeks")) == "4 weeks"


@pytest.mark.parametrize("unit", get_args(Unit))
def test_terms_of_one_unit_have_the_order_of_their_amounts(unit: Unit) -> None:
    two, three = Term(2, unit), Term(3, unit)
    assert two < three
    assert three > two
    assert two <= Term(2, unit)
    assert two >= Term(2, unit)
    assert not two < Term(2, unit)
    assert not two > Term(2, unit)
    assert not two >= three
    assert not three <= two


def test_one_has_another_word_than_more() -> None:
    assert [Term(1, unit).label("nl") for unit in get_args(Unit)] == [
        "1 uur",
        "1 dag",
        "1 werkdag",
        "1 week",
        "1 maand",
        "1 jaar",
    ]
    assert [Term(2, unit).label("nl") for unit in get_args(Unit)] == [
        "2 uur",
        "2 dagen",
        "2 werkdagen",
        "2 weken",
        "2 maanden",
        "2 jaar",
    ]
    assert [Term(amount, "weeks").label("en") for amount in (1, 2, 21)] == ["1 week", "2 weeks", "21 weeks"]


def test_a_term_is_read_back_from_its_words_in_any_case() -> None:
    for unit in get_args(Unit):
        for term in (Term(1, unit), Term(2, unit)):
            for words in (term.label("nl"), term.label("en")):
                assert Term.parse(words) == Term.parse(words.upper()) == term


def test_hours_are_the_same_on_a_machine_in_another_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # half an hour before the clock goes back in Amsterdam
    for zone in ("America/New_York", "Pacific/Apia", "Australia/Lord_Howe"):
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("TZ", zone)
            time.tzset()
            assert Term(24, "hours").end_at(moment) == moment + timedelta(hours=24)
            assert Term(24, "hours").reckon(moment).date == date(2026, 10, 26)
        time.tzset()


def test_what_is_wrong_is_told_of_what_was_given() -> None:
    day: Any = date(2026, 1, 1)
    text: Any = "2026-01-01"
    hours, weeks = Term(24, "hours"), Term(4, "weeks")
    for ask, given, told in (
        (hours.end_at, day, "the start of a term in hours"),
        (hours.reckon, day, "the start of a term in hours"),
        (hours.reckon_back, day, "the moment of a term in hours"),
        (weeks.end, text, "the start of a term in days"),
        (weeks.back, text, "the moment of a term in days"),
        (hours.end, day, "Term.end can not tell it.* use Term.end_at "),
        (hours.back, day, "Term.back can not tell it.* use Term.reckon_back "),
    ):
        with pytest.raises(DataError, match=told):
            ask(given)


def back_cover(term: Term) -> Coverage:
    return Coverage(
        extends=False,
        other_reading=False,
        article_two=False,
        why=_BACK,
        jci=coverage(term, extension="excluded").jci,
    )


def reading(day: date, kind: str, texts: tuple[str, str]) -> Reading:
    return Reading(date=day, kind=kind, text=texts[0], text_nl=texts[1])


def test_an_end_in_hours_holds_both_moments_and_the_days_they_are_on() -> None:
    moment = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)  # 25 October in Amsterdam
    for ask, back in ((Term(30, "hours").reckon, False), (Term(30, "hours").reckon_back, True)):
        other = moment + (-1 if back else 1) * timedelta(hours=30)
        assert ask(moment) == End(
            term=Term(30, "hours"),
            start=date(2026, 10, 25),
            raw=other.astimezone(AMSTERDAM).date(),
            date=other.astimezone(AMSTERDAM).date(),
            coverage=coverage(Term(30, "hours")),
            back=back,
            started=moment,
            moment=other,
        )


def test_a_month_back_into_one_that_is_too_short_has_the_day_after_as_another_reading() -> None:
    term = Term(1, "months")
    assert term.reckon_back(date(2027, 3, 31)) == End(
        term=term,
        start=date(2027, 3, 31),
        raw=date(2027, 2, 28),
        date=date(2027, 2, 28),
        coverage=back_cover(term),
        back=True,
        alternatives=(reading(date(2027, 3, 1), "month_end", _MONTH_END),),
    )
    assert Term(1, "months").reckon_back(date(2027, 3, 28)).alternatives == ()


def test_working_days_say_what_the_law_leaves_open_forth_and_back() -> None:
    term = Term(3, "working_days")
    assert term.reckon(date(2026, 4, 1)) == End(  # Good Friday is 3 April, Easter Monday the sixth
        term=term,
        start=date(2026, 4, 1),
        raw=date(2026, 4, 8),
        date=date(2026, 4, 8),
        coverage=coverage(term),
        alternatives=(reading(date(2026, 4, 7), "equal_day_is_working_day", _EQUAL_DAY),),
        doubts=(_WORKING_DAY,),
    )
    assert term.reckon_back(date(2026, 4, 8)) == End(
        term=term,
        start=date(2026, 4, 8),
        raw=date(2026, 4, 1),
        date=date(2026, 4, 1),
        coverage=back_cover(term),
        back=True,
        alternatives=(reading(date(2026, 4, 2), "equal_day_is_working_day", _EQUAL_DAY),),
        doubts=(_WORKING_DAY,),
    )
    (other,) = Term(2, "working_days").reckon(date(2026, 4, 1)).alternatives  # Easter Monday is free in each reading
    assert other.date == date(2026, 4, 3)
    assert term.reckon(date(2026, 11, 20)).alternatives == term.reckon_back(date(2026, 11, 25)).alternatives == ()
    assert [warning.kind for warning in term.reckon_back(date(2029, 1, 3)).warnings] == ["equal_days_unknown"]
    assert [warning.kind for warning in term.reckon(date(2028, 12, 28)).warnings] == ["equal_days_unknown"]


def test_weeks_hold_what_counting_gives_what_the_law_adds_and_the_other_reading() -> None:
    term = Term(4, "weeks")
    start, raw, moved = date(2026, 11, 27), date(2026, 12, 25), date(2026, 12, 28)
    assert term.reckon(start) == End(term=term, start=start, raw=raw, date=moved, coverage=coverage(term))
    waiting = coverage(term, extension="waiting")
    assert term.reckon(start, extension="waiting") == End(
        term=term,
        start=start,
        raw=raw,
        date=raw,
        coverage=waiting,
        alternatives=(reading(moved, waiting.why.kind, (waiting.why.text, waiting.why.text_nl)),),
    )
    likely = coverage(term, extension="liberty_more_likely")
    assert term.reckon(start, extension="liberty_more_likely") == End(
        term=term,
        start=start,
        raw=raw,
        date=moved if likely.extends else raw,
        coverage=likely,
        alternatives=(
            reading(raw if likely.extends else moved, likely.why.kind, (likely.why.text, likely.why.text_nl)),
        ),
    )


@pytest.mark.parametrize(
    ("term", "extends", "article_two", "kind"),
    [
        ("1 day", True, False, None),
        ("2 days", True, False, None),
        ("3 days", True, True, None),
        ("1 week", True, True, None),
        ("1 month", True, True, None),
        ("90 days", True, True, None),
        ("91 days", False, False, "too_long"),
        ("12 weeks", True, True, None),
        ("13 weeks", False, False, "too_long"),
        ("3 months", True, True, None),
        ("4 months", False, False, "too_long"),
        ("1 year", False, False, "years"),
        ("24 hours", False, False, "hours"),
        ("3 working days", False, False, "working_days"),
    ],
)
def test_the_length_of_a_term_decides_which_articles_cover_it(
    term: str, kind: str | None, *, extends: bool, article_two: bool
) -> None:
    cover = coverage(Term.parse(term))
    assert (cover.extends, cover.other_reading, cover.article_two) == (extends, False, article_two)
    assert kind in (None, cover.why.kind)
    assert cover.jci.startswith(ACT)
    assert cover.why.text != cover.why.text_nl
    if kind:
        assert cover.jci.startswith(f"{ACT}4&")
    if kind == "too_long":
        unit = Term.parse(term).unit
        longest = {"days": "90 days", "weeks": "12 weeks", "months": "3 months"}[unit]
        assert longest in cover.why.text
        assert Term.parse(longest).label("nl") in cover.why.text_nl


@pytest.mark.parametrize(
    ("term", "start", "date_", "other"),
    [
        ("6 months", "2027-08-31", "2028-02-29", "2028-03-01"),
        ("1 month", "2026-05-31", "2026-06-30", "2026-07-01"),
        ("1 month", "2025-01-31", "2025-02-28", "2025-03-03"),  # the day after is a Saturday, and is moved too
        ("4 months", "2024-10-31", "2025-02-28", "2025-03-01"),  # too long to be moved
        ("1 year", "2028-02-29", "2029-02-28", "2029-03-01"),
    ],
)
def test_the_day_after_a_month_that_is_too_short_is_moved_when_the_term_is(
    term: str, start: str, date_: str, other: str
) -> None:
    end = Term.parse(term).reckon(date.fromisoformat(start))
    assert end.date == date.fromisoformat(date_)
    assert end.alternatives == (reading(date.fromisoformat(other), "month_end", _MONTH_END),)


def test_where_it_is_arguable_that_the_law_extends_the_counted_day_is_the_other_reading() -> None:
    term = Term(4, "weeks")
    cover = coverage(term, extension="arguable")
    end = term.reckon(date(2026, 11, 27), extension="arguable")
    assert (end.date, cover.extends) == (date(2026, 12, 28), True)
    assert end.alternatives == (reading(date(2026, 12, 25), cover.why.kind, (cover.why.text, cover.why.text_nl)),)


class Source(Enum):
    """Layers of who calls, which are no texts themselves."""

    CONVENANT = "convenant"


def test_a_source_may_be_any_enum_with_its_name_as_value() -> None:
    term, start = Term(4, "weeks"), date(2026, 11, 27)
    assert term.reckon(start, source=Source.CONVENANT) == term.reckon(start, source="convenant")
    assert coverage(term, source=Source.CONVENANT) == coverage(term, source="convenant")


def test_the_day_after_a_short_month_is_not_moved_where_the_term_itself_is_not() -> None:
    end = Term(1, "months").reckon(date(2025, 1, 31), extension="waiting")
    assert end.dates == (date(2025, 2, 28), date(2025, 3, 1))
