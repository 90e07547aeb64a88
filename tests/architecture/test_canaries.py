"""The canaries themselves: what is planted is found again in every disguise, so that 0 hits means something."""

from __future__ import annotations

import base64
import json
import pickle  # to look into, never to load
from datetime import date
from urllib.parse import quote_plus

import pytest
from tests.canaries import Canaries, bsn_canaries

from vngkit.privacy import Bsn

NUMBERS = bsn_canaries(100)
PLANTED = Canaries(NUMBERS)


def test_a_hundred_numbers_pass_the_eleven_test_and_none_is_given_to_anybody() -> None:
    assert len({Bsn(number).reveal("to test the canaries") for number in NUMBERS}) == 100
    assert all(number.startswith("9999") for number in NUMBERS)


@pytest.mark.parametrize("number", NUMBERS[::20])
def test_a_number_is_found_in_every_disguise(number: str) -> None:
    shown = f"{number[:3]}.{number[3:6]}.{number[6:]}"
    for text in (
        f"BSN {number}", shown, shown.replace(".", " "), shown.replace(".", "-"), number[::-1],
        number.encode().hex(), json.dumps({"\u2603": number}), quote_plus(shown.replace(".", " ")),
        "".join(f"\\u{ord(digit):04x}" for digit in number), f"{int(number):x}", f"{int(number):_}",
    ):  # fmt: skip
        assert PLANTED.found_in(text), text
    for before in ("", "x", "xy"):
        assert PLANTED.found_in(base64.b64encode(f"{before}{number} and more".encode()).decode())
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert PLANTED.found_in(pickle.dumps([number, int(number)], protocol=protocol))


def test_a_text_and_a_day_are_found_and_an_innocent_text_holds_none() -> None:
    planted = Canaries(["Kanarie <b>;=", date(1913, 2, 3)])
    assert planted.leaks(
        [("page", "x Kanarie <b>;= y"), ("day", "on 3 februari 1913"), ("clean", "a wish"), ("raw", b"Kanarie <b>;=")]
    ) == [
        ("page", planted.found_in("Kanarie <b>;=")),
        ("day", ["3 februari 1913"]),
        ("raw", planted.found_in(b"Kanarie <b>;=")),
    ]
    assert not PLANTED.found_in("111222333 and 999.99 and 2026-11-25")
