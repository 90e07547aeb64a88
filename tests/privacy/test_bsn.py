"""A BSN is checked, and shows itself to nobody by accident: all numbers here are published test numbers."""

from __future__ import annotations

import base64
import copy
import inspect
import io
import json
import logging
import pickle
import pprint
import traceback
import warnings

import pandas as pd
import pytest
from attrs import asdict, frozen
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.pretty import pretty_repr
from rich.traceback import Traceback

from vngkit.errors import DataError
from vngkit.privacy import AccessLine, AccessNotLogged, Bsn, MemoryAccessLog, Purpose, PurposeRequired, Sealed

CANARIES = ("111222333", "123456782", "999990019")


def forms(number: str) -> set[str]:
    """The ways in which a number could slip out."""
    dotted, spaced = f"{number[:3]}.{number[3:6]}.{number[6:]}", f"{number[:4]} {number[4:6]} {number[6:]}"
    coded = base64.b64encode(number.encode()).decode()
    return {
        number,
        number[::-1],
        number[:5],
        number[4:],
        dotted,
        spaced,
        coded,
        number.encode().hex(),
        hex(int(number)),
    }


def clean(text: str, number: str) -> bool:
    return not any(form in text for form in forms(number))


def test_no_look_inside_shows_it() -> None:
    bsn = Bsn(CANARIES[2])
    shown = [repr(inspect.getmembers(bsn)), pretty_repr({"person": Person(bsn)}, expand_all=True)]
    table = pd.DataFrame({"bsn": [bsn]})
    shown += [table.to_string(), table.to_csv(), table.to_html()]
    assert all(clean(text, CANARIES[2]) for text in shown)


def test_a_rich_traceback_with_locals_shows_no_bsn() -> None:
    def fails(held: Bsn) -> None:
        raise LookupError(str(held))

    with pytest.raises(LookupError) as caught:
        fails(Bsn(CANARIES[0]))
    console = Console(file=io.StringIO(), width=200)
    console.print(Traceback.from_exception(caught.type, caught.value, caught.value.__traceback__, show_locals=True))
    assert isinstance(console.file, io.StringIO)
    told = console.file.getvalue()
    assert "held" in told
    assert clean(told, CANARIES[0])


@frozen
class Person:
    bsn: Bsn


@pytest.mark.parametrize("number", CANARIES)
def test_no_text_of_a_bsn_or_of_what_holds_it_has_its_digits(number: str) -> None:
    bsn = Bsn(number)
    person = Person(bsn)
    texts = [repr(bsn), str(bsn), f"{bsn}", f"{bsn!r}", f"{bsn!a}", f"{bsn:>20}", "%s %r" % (bsn, bsn)]  # noqa: UP031
    texts += ["{}".format(bsn), repr([bsn]), repr({"bsn": bsn, bsn: 1}), repr({bsn}), pprint.pformat([person])]  # noqa: UP032
    texts += [repr(person), str(asdict(person)), json.dumps({"bsn": bsn}, default=str), json.dumps([bsn], default=repr)]
    texts += [repr(copy.copy(bsn)), repr(copy.deepcopy([bsn])), repr(bsn.__class__), " ".join(dir(bsn))]
    assert all(clean(text, number) for text in texts), texts


def test_a_bsn_goes_into_no_pickle_and_no_json() -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(DataError, match="pickle"):
            pickle.dumps([Bsn("111222333")], protocol=protocol)
    with pytest.raises(TypeError) as caught:
        json.dumps(Bsn("111222333"))
    assert clean(str(caught.value), "111222333")


def _locals_of_the_room(error: BaseException) -> str:
    """What a traceback with locals shows of our own frames, with everything that hangs on the error."""
    seen: list[str] = [str(error), repr(error), repr(error.__cause__), repr(error.__context__)]
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if "privacy" in frame.f_code.co_filename and not frame.f_code.co_filename.endswith("test_bsn.py"):
            seen += [f"{name} = {value!r}" for name, value in frame.f_locals.items()]
    assert len(seen) > 4, "no frame of the room was seen"
    return "\n".join(seen)


def test_a_traceback_with_locals_shows_no_bsn() -> None:
    bsn = Bsn("111222333")

    def fails(held: Bsn) -> None:
        box = {"bsn": held}
        raise LookupError(f"nothing found for {held} in {box}")

    with pytest.raises(LookupError) as caught:
        fails(bsn)
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    shown = "".join(told.format()).replace('Bsn("111222333")', "")  # the line of source of this test
    assert "held = <Bsn ***>" in shown
    assert clean(shown, "111222333")
    with pytest.raises(PurposeRequired) as refused:
        bsn.reveal()
    assert clean(_locals_of_the_room(refused.value), "111222333")


@pytest.mark.parametrize("number", ["111222334", "11122233", "000000000", "1112223334", "11122233a", "١١١٢٢٢٣٣٣"])
def test_a_number_that_is_no_bsn_is_refused_and_not_shown(number: str) -> None:
    with pytest.raises(ValueError, match="not a BSN") as caught:
        Bsn(number)
    assert number not in _locals_of_the_room(caught.value)


def test_the_error_names_the_eleven_test() -> None:
    with pytest.raises(ValueError, match="eleven test"):
        Bsn("111222334")
    with pytest.raises(DataError, match="not a text"):
        Bsn(111222333)  # type: ignore[arg-type]  # what a table of a spreadsheet gives


@given(st.integers(0, 999_999_999))
def test_a_bsn_is_nine_digits_whose_weighted_sum_is_a_multiple_of_eleven(number: int) -> None:
    digits = f"{number:09}"
    total = sum((9 - place) * int(digit) for place, digit in enumerate(digits[:8])) - int(digits[8])
    try:
        bsn = Bsn(digits)
    except DataError as error:
        assert total % 11 != 0 or number == 0  # both ways are looked at
        assert digits not in str(error)  # the same
    else:
        assert total % 11 == 0
        assert bsn.reveal("test", log=MemoryAccessLog()) == digits


@given(st.sampled_from(CANARIES), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: str, place: int, shift: int) -> None:
    wrong = f"{number[:place]}{(int(number[place]) + shift) % 10}{number[place + 1 :]}"
    with pytest.raises(DataError):
        Bsn(wrong)


def test_two_bsns_are_equal_when_their_digits_are_and_hash_alike() -> None:
    assert Bsn("111222333") == Bsn("1112.22.333") == Bsn("111 222 333")
    assert len({Bsn("111222333"), Bsn("111-222-333"), Bsn("123456782")}) == 2
    assert Bsn("111222333") != Sealed("111222333", what="Bsn")
    assert Bsn("111222333") != "111222333"


def test_a_bsn_can_not_be_changed() -> None:
    bsn = Bsn("111222333")
    with pytest.raises(AttributeError):
        bsn.digits = "123456782"
    with pytest.raises(AttributeError):
        del bsn._open


@pytest.mark.parametrize("purpose", [None, "", "  "])
def test_a_reading_without_a_purpose_is_refused_and_the_refusal_is_logged(purpose: str | None) -> None:
    log = MemoryAccessLog()
    with pytest.raises(PurposeRequired, match="purpose"):
        Bsn("111222333").reveal(purpose, by="someone", log=log)
    assert log.lines == (AccessLine(what="Bsn", purpose=None, by="someone"),)
    assert str(log.lines[0]) == "Bsn not read: no purpose was given; by someone"


def test_a_reading_leaves_a_line_that_says_who_what_for_and_on_what_ground_but_not_what_was_read() -> None:
    log = MemoryAccessLog()
    purpose = Purpose(text="apply for an identity card", ground="jci1.3:c:BWBR0022428&artikel=10")
    assert Bsn("111222333").reveal(purpose, by="coordinator", about="case-1", log=log) == "111222333"
    assert log.lines == (AccessLine(what="Bsn", purpose=purpose, by="coordinator", about="case-1"),)
    assert clean(repr(log.lines) + str(log.lines[0]), "111222333")
    assert "identity card" in str(log.lines[0])
    assert "artikel=10" in str(log.lines[0])


def test_nothing_is_read_when_the_line_can_not_be_written() -> None:
    class Full:
        def append(self, line: AccessLine, /) -> None:
            raise OSError(f"no space left for {line}")

    with pytest.raises(AccessNotLogged, match="OSError") as caught:
        Bsn("111222333").reveal("apply for an identity card", log=Full())
    assert caught.value.__context__ is None
    with pytest.raises(PurposeRequired):
        Bsn("111222333").reveal(log=Full())


def test_a_purpose_says_something() -> None:
    with pytest.raises(PurposeRequired):
        Purpose(text=" ")


def test_the_standard_log_writes_one_line_and_refuses_when_it_is_switched_off(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    assert Bsn("111222333").reveal("look\nWARNING forged line", by="x\r\n") == "111222333"
    assert len(caplog.records) == 1
    assert caplog.records[0].name == "vngkit.privacy"
    assert "\n" not in caplog.records[0].getMessage()
    assert clean(caplog.text, "111222333")
    logger = logging.getLogger("vngkit.privacy")
    logger.disabled = True
    try:
        with pytest.raises(AccessNotLogged, match="could not be written"):
            Bsn("111222333").reveal("look")
    finally:
        logger.disabled = False


def test_a_warning_and_an_assertion_about_a_bsn_do_not_show_it() -> None:
    bsn = Bsn("111222333")
    with pytest.warns(UserWarning, match="odd") as seen:
        warnings.warn(f"odd: {bsn}", UserWarning, stacklevel=1)
    assert clean(str(seen[0].message), "111222333")
    other = Bsn("123456782")
    with pytest.raises(AssertionError) as caught:
        assert bsn == other
    assert clean(str(caught.value), "111222333")
    assert clean(str(caught.value), "123456782")
