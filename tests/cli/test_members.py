"""``vngkit members``: a gemeente by code or name, its history; never a guess."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize("name", ["Den Haag", "den haag", "'s-Gravenhage", "GM0518", "518", "gm0518"])
def test_a_gemeente_is_found_by_code_and_as_people_write_it(answer: Callable[..., Any], name: str) -> None:
    found = answer("members", "find", name, "--on", "2026-11-23")
    assert found["result"]["gemeente"]["code"] == "GM0518"
    assert found["result"]["regions"]["provincie"]["name"] == "Zuid-Holland"
    assert found["asked"] == {"name": name, "on": "2026-11-23"}
    assert found["schema"] == 1


def test_a_name_of_two_words_needs_no_quotes(vngkit: Run) -> None:
    result = vngkit("members find Den Haag --on 2026-11-23")
    assert result.exit_code == 0
    assert "'s-Gravenhage (GM0518)" in result.stdout
    assert "569.468 (1 januari 2026)" in result.stdout
    assert "CBS" in result.stdout


def test_numbers_and_words_follow_the_language(vngkit: Run) -> None:
    result = vngkit("members find Utrecht --on 2026-11-23 --lang en")
    assert "378,121 (1 January 2026)" in result.stdout
    assert "province" in result.stdout


def test_a_typing_error_gives_names_to_choose_from_and_nothing_else(vngkit: Run) -> None:
    result = vngkit("members find Amstredam")
    assert result.exit_code == 3
    assert result.stdout == ""
    assert "Amsterdam (GM0363)" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_typing_error_is_json_on_stderr_for_a_program(vngkit: Run) -> None:
    result = vngkit("members find Den Hag --json")
    error = json.loads(result.stderr)["error"]
    assert result.exit_code == 3
    assert result.stdout == ""
    assert error["code"] == "not-found"
    assert error["candidates"][0]["code"] == "GM0518"
    assert 0 < error["candidates"][0]["score"] < 1


def test_two_gemeenten_of_one_name_are_both_named(vngkit: Run) -> None:
    result = vngkit("members find Bergen --lang en")
    assert result.exit_code == 3
    for told in ("GM0373", "Noord-Holland", "GM0893", "Limburg"):
        assert told in result.stderr


def test_an_ended_gemeente_says_who_goes_on(vngkit: Run, answer: Callable[..., Any]) -> None:
    assert answer("members find Beemster --on 2021-12-31")["result"]["exists"] is True
    result = vngkit("members find Beemster --on 2025-01-01")
    assert result.exit_code == 3
    assert "Purmerend (GM0439)" in result.stderr
    ended = answer("members find Beemster")["result"]
    assert ended["exists"] is False
    assert ended["successors"] == [{"code": "GM0439", "name": "Purmerend", "share": "1"}]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("members", "find", "GM9998"), "GM9998"),
        (("members", "find", "Voorbeeldstad"), "GM9999"),
        (("members", "find", "GM1969", "--on", "2018-01-01"), "2019-01-01"),
        (("members", "find", "???"), "???"),
    ],
)
def test_what_does_not_exist_ends_with_code_3_and_the_fix(vngkit: Run, words: tuple[str, ...], told: str) -> None:
    result = vngkit(*words)
    assert result.exit_code == 3
    assert told in result.stderr
    assert "Doe dit:" in result.stderr


def test_the_pretend_member_can_be_asked_for_by_code(vngkit: Run) -> None:
    assert "Voorbeeldstad (GM9999)" in vngkit("members find GM9999").stdout


def test_what_is_not_held_for_a_day_is_null_and_never_absent(answer: Callable[..., Any]) -> None:
    regions = answer("members find Utrecht --on 2026-11-23")["result"]["regions"]
    assert regions["veiligheidsregio"] is None


def test_the_history_of_a_split_gemeente_tells_that_the_shares_are_not_known(
    vngkit: Run, answer: Callable[..., Any]
) -> None:
    shown = vngkit("members history Haaren").stdout
    assert "splitsing" in shown
    assert "deel niet bekend" in shown
    events = answer("members history GM0788")["result"]["events"]
    assert [event["kind"] for event in events] == ["begin", "merger", "split"]
    assert {heir["code"] for heir in events[-1]["to"]} == {"GM0757", "GM0824", "GM0855", "GM0865"}
    assert all(heir["share"] is None for heir in events[-1]["to"])
    assert events[-1]["date"] == "2021-01-01"
