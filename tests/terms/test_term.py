"""A term as a value: read from words, held against another, and told in hours."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from vngkit.errors import DataError
from vngkit.terms import Term, coverage, free_days, lengthened

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize("text", ["", "weeks", "8", "8 moons", "-8 weeks", "acht weken", "8 weken en 1 dag"])
def test_what_is_no_term_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(DataError, match="write an amount and a unit"):
        Term.parse(text)


def test_terms_of_one_scale_have_an_order() -> None:
    weeks, days = Term(1, "weeks"), Term(7, "days")
    assert weeks <= days
    assert weeks >= days
    assert not weeks < days
    assert not weeks > days
    assert Term(2, "years") > Term(23, "months")
    assert Term(23, "months") < Term(2, "years")
    assert not Term(2, "years") <= Term(23, "months")
    assert not Term(23, "months") >= Term(2, "years")


@pytest.mark.parametrize("other", [Term(1, "months"), Term(1, "years"), Term(1, "hours"), Term(1, "working_days")])
def test_a_week_is_not_held_against_what_has_no_fixed_length(other: Term) -> None:
    with pytest.raises(DataError, match="can not be held against each other"):
        _ = Term(1, "weeks") < other


def test_a_term_is_held_against_terms_only() -> None:
    with pytest.raises(DataError, match="a term can not be held against a int"):
        _ = Term(1, "weeks") < 7  # type: ignore[operator]  # a wrong kind on purpose


def test_the_end_of_a_term_in_hours_is_told_with_its_moments_over_the_change_of_the_clock() -> None:
    end = Term(48, "hours").reckon(datetime(2026, 10, 24, 9, 0, tzinfo=AMSTERDAM))
    assert (
        "48 uur na zaterdag 24 oktober 2026 09:00 (UTC+0200) is maandag 26 oktober 2026 08:00 (UTC+0100)."
        in end.explain("nl")
    )
    assert "after Saturday 24 October 2026 09:00 (UTC+0200) is Monday 26 October 2026 08:00" in end.explain("en")


def test_an_hour_without_the_table_of_time_zones_says_what_to_install() -> None:
    code = (
        "import zoneinfo, sys\n"
        "sys.modules['tzdata'] = None\n"
        "zoneinfo.reset_tzpath(to=())\n"
        "from datetime import datetime, timezone\n"
        "from vngkit.terms import Term\n"
        "try: Term(1, 'hours').reckon(datetime(2026, 1, 1, tzinfo=timezone.utc))\n"
        "except LookupError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "install the package tzdata" in done.stdout


def test_what_the_act_does_not_cover_is_not_lengthened() -> None:
    sunday = date(2027, 3, 28)
    assert lengthened(date(2027, 3, 25), sunday, coverage(Term(5, "days"), source="convenant")) == sunday


def test_the_free_days_of_a_year_can_be_counted() -> None:
    days = free_days(2026)
    assert len(days) == len(list(days)) == len(set(days))
    assert date(2026, 12, 25) in days
