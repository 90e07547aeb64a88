"""The log of processing: a line for each person, kept before anything is read, in the trace of who asks."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.canaries import Canaries, bsn_canaries
from tests.privacy.logs import KEYS, NOON, REGISTER, Unwritable, counted, desk

from vngkit.errors import AccessNotLogged, DataError, PurposeRequired
from vngkit.privacy import (
    AccessLine,
    Bsn,
    CaseKey,
    MemoryAccessLog,
    MemoryProcessingLog,
    ProcessingDesk,
    ProcessingStatus,
    Purpose,
    Reference,
    Sealed,
    SubjectKeys,
    SubjectMark,
    TraceContext,
    let_read,
    let_read_all,
)

PURPOSE = Purpose(text="to set the plan", ground="jci1.3:c:BWBR0009398&artikel=20d")
BSN = bsn_canaries(1)[0]
SPAN = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"


def test_a_reading_of_a_bsn_leaves_one_line_with_a_pseudonym_and_not_the_number() -> None:
    at = desk()
    assert Bsn(BSN).reveal(PURPOSE, by="coordinator", about="case-1", log=at) == BSN
    (line,) = at.lines()
    assert (line.name, line.status, line.purpose, line.ground) == ("Bsn read", "Ok", PURPOSE.text, PURPOSE.ground)
    assert line.start == line.end == int(NOON.timestamp() * 1000)
    assert line.activity == REGISTER.uri("reading")
    assert line.subject == KEYS.mark(Bsn(BSN))
    assert (len(line.trace_id), len(line.span_id), line.parent_id) == (16, 8, None)
    assert not Canaries([BSN]).found_in(repr(line) + str(line.subject) + repr(at) + repr(at.log) + repr(KEYS))


def test_a_list_of_persons_leaves_a_line_for_each_under_one_for_the_list() -> None:
    at = desk()
    lines = [AccessLine(what="reference", purpose=PURPOSE, subject=Reference(f"2026-{n}")) for n in range(5)]
    let_read_all("worklist", lines, log=at)
    (entry,) = at.log.since(0)
    whole, *each = entry.lines
    assert whole.subject is None
    assert whole.name == "worklist read"
    assert [line.parent_id for line in each] == [whole.span_id] * 5
    assert {line.trace_id for line in entry.lines} == {whole.trace_id}
    assert len({line.span_id for line in entry.lines}) == 6
    assert [line.subject for line in each] == [KEYS.mark(Reference(f"2026-{n}")) for n in range(5)]


def test_an_empty_list_leaves_no_line_and_a_plain_log_gets_the_lines_one_by_one() -> None:
    at, plain = desk(), MemoryAccessLog()
    let_read_all("worklist", [], log=at)
    assert at.lines() == ()
    let_read_all("worklist", [AccessLine(what="a", purpose=PURPOSE), AccessLine(what="b", purpose=PURPOSE)], log=plain)
    assert [line.what for line in plain.lines] == ["a", "b"]


def test_a_refusal_is_kept_as_unset_with_its_reason() -> None:
    at = desk()
    with pytest.raises(PurposeRequired):
        let_read("signals", purpose=" ", by="somebody", about="case-1", log=at)
    (line,) = at.lines()
    assert (line.name, line.status) == ("signals not read", ProcessingStatus.UNSET)
    assert line.refused == "no purpose was given"


@pytest.mark.parametrize("answer", [None, 0, True, "1", 2])
def test_a_write_that_is_not_confirmed_lets_nothing_be_read(answer: object) -> None:
    class Silent(MemoryProcessingLog):
        def append(self, lines: object, /) -> int:  # noqa: ARG002  # the form of the port
            return answer  # type: ignore[return-value]  # a log that does not do as its port says

    for log in (Silent(), Unwritable()):
        with pytest.raises(AccessNotLogged) as told:
            Bsn(BSN).reveal(PURPOSE, log=desk(log))
        assert told.value.__cause__ is None
        assert told.value.__context__ is None


def test_a_question_of_another_system_goes_on_in_our_lines_and_is_passed_on() -> None:
    at = desk()
    with at.within(f"00-{SPAN}-00", foreign="https://other.example/") as scope:
        assert scope.traceparent == f"00-{SPAN}-01"  # not sampled by the caller is no reason to leave out a line
        let_read("signals", purpose=PURPOSE, by=None, about="case-1", log=at)
        let_read("case", purpose=PURPOSE, by=None, about="case-1", log=at)
        passed_on = scope.traceparent
    let_read("case", purpose=PURPOSE, by=None, about="case-1", log=at)
    first, second, outside = at.lines()
    assert (first.trace_id.hex(), (first.parent_id or b"").hex()) == tuple(SPAN.split("-"))
    assert (second.trace_id, second.parent_id) == (first.trace_id, first.parent_id)
    assert first.foreign == "https://other.example/"
    assert TraceContext.parse(passed_on) == TraceContext(second.trace_id, second.span_id)
    assert outside.trace_id != first.trace_id
    assert outside.foreign is None
    assert outside.parent_id is None


def test_two_threads_work_in_two_traces() -> None:
    at = desk()

    def work(header: str) -> None:
        with at.within(header):
            for _ in range(20):
                let_read("case", purpose=PURPOSE, by=header, about="case-1", log=at)

    headers = [f"00-{n:032x}-{n:016x}-01" for n in range(1, 5)]
    threads = [threading.Thread(target=work, args=(header,)) for header in headers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = at.lines()
    assert len(lines) == 80
    assert all(line.by is not None and line.by.split("-")[1] == line.trace_id.hex() for line in lines)


@pytest.mark.parametrize(
    "header",
    [None, "", "00", f"ff-{SPAN}-01", f"00-{'0' * 32}-00f067aa0ba902b7-01", f"00-{SPAN[:33]}{'0' * 16}-01",
     f"00-{SPAN}-01-more", f"00-{SPAN.upper()}-01", f"00-{SPAN}-0g"],
)  # fmt: skip
def test_a_header_that_is_not_valid_begins_a_new_trace(header: str | None) -> None:
    assert TraceContext.parse(header) is None
    with desk().within(header) as scope:
        assert scope.traceparent is None
        assert any(scope.trace_id)


def test_a_later_version_of_the_header_may_hold_more() -> None:
    assert TraceContext.parse(f"01-{SPAN}-01-more") == TraceContext.parse(f"00-{SPAN}-01")


@given(st.binary(min_size=16, max_size=16).filter(any), st.binary(min_size=8, max_size=8).filter(any))
def test_what_is_passed_on_can_be_taken_in(trace: bytes, span: bytes) -> None:
    context = TraceContext(trace, span)
    assert TraceContext.parse(context.header) == context


def test_no_id_is_all_zeros() -> None:
    numbers = iter([bytes(16), b"t" * 16, bytes(8), b"s" * 8])
    at = ProcessingDesk(MemoryProcessingLog(), keys=KEYS, clock=lambda: NOON, new_bytes=lambda _: next(numbers))
    at.append(AccessLine(what="case", purpose=PURPOSE))
    assert [(line.trace_id, line.span_id) for line in at.lines()] == [(b"t" * 16, b"s" * 8)]


def test_a_clock_without_a_time_zone_lets_nothing_be_read() -> None:
    at = desk(clock=datetime(2026, 11, 25))  # noqa: DTZ001  # that is what is wrong
    with pytest.raises(AccessNotLogged):
        let_read("case", purpose=PURPOSE, by=None, about=None, log=at)


def test_the_lines_of_a_person_are_found_under_every_key_that_there_was() -> None:
    log = MemoryProcessingLog()
    new_bytes, keys = counted(), KEYS
    for year in ("2027", "2028", "2029"):
        at = ProcessingDesk(log, keys=keys, clock=lambda: NOON, new_bytes=new_bytes)
        for number in bsn_canaries(3):
            Bsn(number).reveal(PURPOSE, log=at)
        keys = keys.rotated(year, year.encode() * 8)
    at = ProcessingDesk(log, keys=keys, clock=lambda: NOON, new_bytes=new_bytes)
    found = at.lines(Bsn(BSN))
    assert [line.subject and line.subject.key_id for line in found] == ["2026", "2027", "2028"]
    assert len(at.lines(Bsn(BSN), Bsn(bsn_canaries(2)[1]))) == 6
    assert desk(log).lines(Bsn(BSN)) == found[:1]  # without the newer keys only the old lines
    assert at.lines(Reference(BSN)) == ()  # the same digits as another kind of identifier are another subject


def test_keys_are_long_named_and_used_once() -> None:
    with pytest.raises(DataError, match="too short"):
        SubjectKeys(keys={"a": b"k" * 31}, current="a")
    with pytest.raises(DataError, match="colon"):
        SubjectKeys(keys={"a:b": b"k" * 32}, current="a:b")
    with pytest.raises(DataError, match="not among"):
        SubjectKeys(keys={"a": b"k" * 32}, current="b")
    with pytest.raises(DataError, match="exists"):
        KEYS.rotated("2026", b"n" * 32)
    with pytest.raises(DataError, match="no subject"):
        KEYS.mark(Sealed("x"))
    assert "k" * 4 not in repr(KEYS)


@given(st.text(min_size=1, max_size=20), st.binary(min_size=32, max_size=40))
def test_a_pseudonym_reads_back_and_differs_by_key_and_by_kind(text: str, key: bytes) -> None:
    keys = SubjectKeys(keys={"now": key}, current="now")
    mark = keys.mark(Reference(text))
    assert SubjectMark.parse(str(mark), type=mark.type) == mark
    assert mark.digest != keys.mark(CaseKey(text)).digest
    assert mark.digest != KEYS.rotated("x", key + b"!").mark(Reference(text)).digest


@pytest.mark.parametrize("text", ["", "abc", "key:abc", "f" * 64])
def test_what_is_no_pseudonym_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        SubjectMark.parse(text, type="BSN")


def test_the_lines_after_a_place_are_those_that_were_not_seen() -> None:
    at = desk()
    for what in ("a", "b", "c"):
        at.append(AccessLine(what=what, purpose=PURPOSE))
    assert [entry.lines[0].name for entry in at.log.since(1)] == ["b read", "c read"]
    assert [entry.position for entry in at.log.since(0)] == [1, 2, 3]
    assert list(at.log.since(3)) == []
