"""The edges of legal time: what a term is read from, held against, and told with."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from vngkit.errors import DataError, NotHeld
from vngkit.terms import Term, coverage, free_days, lengthened
from vngkit.terms._count import _dutch_time

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize("text", ["", "weeks", "8", "8 moons", "eight weeks", "8 weeks late", "8.5 weeks"])
def test_what_is_no_term_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(DataError, match="8 weken"):
        Term.parse(text)


def test_terms_of_one_kind_have_an_order_and_of_two_kinds_none() -> None:
    short, long = Term(2, "weeks"), Term(15, "days")
    assert short < long
    assert long > short
    assert short <= Term(14, "days") <= short
    assert Term(14, "days") >= short
    with pytest.raises(DataError, match="one unit"):
        _ = Term(1, "months") < Term(30, "days")
    with pytest.raises(DataError, match="int"):
        _ = Term(1, "months") >= 3  # type: ignore[operator]  # that is what is wrong


def test_a_term_that_no_law_lengthens_ends_on_the_day_that_counting_gives() -> None:
    plain = coverage(Term(1, "years"))
    assert not plain.extends
    assert lengthened(date(2026, 3, 1), date(2027, 3, 28), plain) == date(2027, 3, 28)  # Easter Sunday


def test_the_free_days_of_a_year_are_a_mapping_in_the_order_of_the_year() -> None:
    days = free_days(2027)
    assert list(days) == sorted(days)
    assert len(days) == len(list(days))
    assert days[date(2027, 12, 25)].label("nl") == "eerste Kerstdag"


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("back", [False, True])
def test_a_term_in_hours_is_told_with_both_moments(lang: str, *, back: bool) -> None:
    moment = datetime(2026, 10, 24, 12, tzinfo=AMSTERDAM)  # the clock goes back that night
    term = Term(24, "hours")
    end = term.reckon_back(moment) if back else term.reckon(moment)
    told = end.explain(lang)
    assert "12:00 (UTC+0200)" in told
    words = {("nl", False): "na", ("nl", True): "vóór", ("en", False): "after", ("en", True): "before"}
    assert f" {words[lang, back]} " in told
    if not back:
        assert "11:00 (UTC+0100)" in told


def test_hours_need_the_time_zone_of_the_netherlands(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(key: str) -> Any:
        raise zoneinfo.ZoneInfoNotFoundError(key)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", missing)
    _dutch_time.cache_clear()
    with pytest.raises(NotHeld, match="tzdata"):
        Term(24, "hours").reckon(datetime(2026, 10, 24, 12, tzinfo=UTC))
    monkeypatch.undo()
    _dutch_time.cache_clear()
    assert Term(24, "hours").reckon(datetime(2026, 10, 24, 12, tzinfo=UTC)).moment is not None
