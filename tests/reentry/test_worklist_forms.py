"""The forms of a worklist: rows, JSON, CSV, calendar and page hold the same, safely, and nothing personal."""

from __future__ import annotations

import csv
import io
import json
import re
from base64 import b64encode
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import html5lib  # type: ignore[import-untyped]
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reentry.conftest import CANARY
from tests.reentry.worklists import DAY, FINDINGS, TEXTS, case_with_canaries, finding, hostile, worklist

from vngkit import Kit
from vngkit.errors import DataError
from vngkit.reentry import Finding, FindingKind, Worklist, read_worklist, read_worklist_csv
from vngkit.safe import plain_cell, safe_cell

HTML = "{http://www.w3.org/1999/xhtml}"
STAMP = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
STARTS = ["=", "+", "-", "@", "\t", "\0", "\r", "\n", "'", "'=", "''+", '"', ";", "\uff1d"]
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "</title></textarea><svg onload=alert(1)>",
    "</details></td></table><iframe src=//x.nl>",
    "javascript:alert(1)",
    'https://x.nl/" onclick="alert(1)',
    "<!--",
    "--!><b>",
    "]]>",
    "&lt;b&gt;&#x3c;b",
    "\x00\x1b[31m\u202e\u2028",
    "{lang} %s ${x} {{7*7}}",
    "<a href='javascript:alert(1)'>x</a>",
    "<base href=//x.nl><meta http-equiv=refresh content=0>",
    "\r\nATTENDEE:mailto:x@x.nl\r\nBEGIN:VALARM",
    "a;b,c\\n\\",
]


def forms(listed: Worklist) -> dict[str, str]:
    """The list in every form and language."""
    made: dict[str, str] = {"repr": repr(listed), "str": str(listed)}
    for lang in ("nl", "en"):
        told: Any = lang
        made |= {
            f"sheet {lang}": repr(listed.sheet(told)) + repr(listed.sheet(told).lines),
            f"text {lang}": listed.text(told) + listed.text(told, group="case", brief=True),
            f"rows {lang}": repr(listed.to_rows(told)),
            f"json {lang}": listed.to_json(told),
            f"csv {lang}": listed.to_csv(told),
            f"ics {lang}": listed.to_ics(told, stamp=STAMP),
            f"html {lang}": listed.to_html(told),
        }
    return made


def test_no_form_holds_anything_personal(kit: Kit) -> None:
    case_id = case_with_canaries(kit)
    made = forms(kit.reentry.worklist("GM9999", on=date(2026, 11, 20)))
    raw = CANARY.encode()
    disguises = {CANARY, CANARY[::-1], quote(CANARY), raw.hex(), b64encode(raw).decode().rstrip("="), "1990"}
    assert [(name, seen) for name, text in made.items() for seen in disguises if seen in text] == []
    assert [name for name, text in made.items() if case_id not in text and not name.startswith("repr")] == []


def test_a_revealed_reference_stands_in_every_form_that_was_asked_for_and_in_no_repr(kit: Kit) -> None:
    case_with_canaries(kit)
    listed = kit.reentry.worklist("GM9999", on=date(2026, 11, 20))
    shown = dict.fromkeys(listed.by_case, CANARY)
    assert CANARY in listed.to_csv(references=shown)
    assert CANARY in listed.to_json(references=shown)
    assert CANARY in listed.to_ics(stamp=STAMP, references=shown)
    assert CANARY in listed.to_html(references=shown)
    assert listed.to_rows(references=shown)[0]["reference"] == CANARY
    sheet = listed.sheet(references=shown)
    assert CANARY not in repr(sheet) + repr(sheet.lines)


@given(st.lists(FINDINGS, max_size=5))
def test_rows_hold_every_finding_and_are_what_json_has(findings: list[Finding]) -> None:
    listed = worklist(*findings)
    rows = listed.to_rows("en")
    assert [row["case_id"] for row in rows] == [one.case_id for one in listed]
    assert json.loads(json.dumps(rows)) == rows
    assert {type(value) for row in rows for value in row.values()} <= {str, bool, list, type(None)}


@given(st.lists(FINDINGS, max_size=5), st.sampled_from(["nl", "en"]))
def test_json_reads_back_to_the_same_sheet(findings: list[Finding], lang: Any) -> None:
    sheet = worklist(*findings).only(limit=4).sheet(lang)
    assert json.loads(sheet.to_json())["schema"] == "reentry.worklist"
    assert json.loads(sheet.to_json())["v"] == 1
    assert read_worklist(sheet.to_json()) == sheet


def test_json_of_another_schema_is_refused() -> None:
    text = worklist().to_json()
    for wrong in (text.replace('"v": 1', '"v": 2'), text.replace("reentry.worklist", "reentry.case"), "[]", "{"):
        with pytest.raises(DataError):
            read_worklist(wrong)


@settings(max_examples=60)
@given(st.sampled_from(STARTS), TEXTS, st.sampled_from([",", ";", "\t"]))
def test_csv_is_safe_in_a_spreadsheet_and_reads_back_to_the_same_values(start: str, text: str, delimiter: str) -> None:
    sheet = worklist(evolve(hostile(start + text), members=("GM9999", "GM0344")), finding()).sheet("en")
    written = sheet.to_csv(delimiter=delimiter)
    assert read_worklist_csv(written, delimiter=delimiter) == sheet.lines
    assert read_worklist_csv("\ufeff" + written, delimiter=delimiter) == sheet.lines
    for row in csv.reader(io.StringIO(written, newline=""), delimiter=delimiter):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\0", "\r", "\n"))]


@given(st.text() | st.builds("".join, st.lists(st.sampled_from([*STARTS, "1", ",", "%"]), max_size=6)))
def test_a_safe_cell_gives_its_value_back(text: str) -> None:
    assert plain_cell(safe_cell(text)) == text
    assert plain_cell(safe_cell(text, keep_numbers=False)) == text


def test_csv_that_is_no_worklist_is_refused_and_its_values_are_not_shown() -> None:
    written = worklist(finding(title_nl=CANARY)).to_csv()
    for wrong in (
        written.replace("case_id", "id", 1),
        written.replace("due,", f"{CANARY},", 1),
        written.replace("2026-11-24", CANARY, 1),
        written.rstrip() + f",{CANARY}",
        written + f'"{CANARY}',
        "",
    ):
        with pytest.raises(DataError) as raised:
            read_worklist_csv(wrong)
        assert CANARY not in str(raised.value)


def raw_events(text: str) -> list[dict[str, str]]:
    """What RFC 5545 says of lines, by its letter: CRLF, 75 octets, folding undone; then each event by its names."""
    assert text.endswith("\r\n")
    physical = text.split("\r\n")[:-1]
    assert all(len(line.encode()) <= 75 for line in physical)
    assert not [line for line in physical if "\n" in line or "\r" in line]
    lines = "\r\n".join(physical).replace("\r\n ", "").split("\r\n")
    events: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            events[-1].setdefault(name, value)
    return events


@settings(max_examples=60)
@given(st.lists(FINDINGS, max_size=5), st.sampled_from(["nl", "en"]))
def test_the_calendar_holds_a_whole_day_for_each_thing_to_do_with_a_day(findings: list[Finding], lang: Any) -> None:
    listed = worklist(*findings)
    events = raw_events(listed.to_ics(lang, stamp=STAMP))
    wanted = [one.due_on for one in listed.to_do if one.due_on]
    assert [event["DTSTART;VALUE=DATE"] for event in events] == [f"{day:%Y%m%d}" for day in wanted]
    assert [event["DTEND;VALUE=DATE"] for event in events] == [f"{day + timedelta(days=1):%Y%m%d}" for day in wanted]
    assert {event["DTSTAMP"] for event in events} <= {"20261124T083000Z"}
    assert Counter(event["UID"] for event in events) == Counter({event["UID"] for event in events})


def test_another_parser_reads_the_calendar_back() -> None:
    icalendar = pytest.importorskip("icalendar", reason="the lock of the tests has it; pyproject.toml names it")
    listed = worklist(*(hostile(text) for text in PAYLOADS), finding(title_nl="één; twee, drie\\ en é" * 9))
    calendar = icalendar.Calendar.from_ical(listed.to_ics("nl", stamp=STAMP))
    events = list(calendar.walk("VEVENT"))
    assert len(events) == len(listed)
    assert not list(calendar.walk("VALARM"))
    assert not [error for event in events for error in event.errors]
    assert {event.decoded("DTSTART") for event in events} == {DAY}
    assert {event.decoded("DTSTAMP") for event in events} == {STAMP}
    assert "ATTENDEE" not in {name for event in events for name in event}
    assert any("één; twee, drie\\ en é" * 9 in str(event["SUMMARY"]) for event in events)


def test_the_parser_of_calendars_is_in_the_lock_of_the_tests() -> None:
    root = Path(__file__).resolve().parents[2]
    assert "icalendar==" in (root / "requirements" / "tests.txt").read_text(encoding="utf-8")


def test_an_event_keeps_its_uid_when_its_day_moves_and_its_stamp_is_given() -> None:
    first = raw_events(worklist(finding()).to_ics(stamp=STAMP))
    moved = raw_events(worklist(finding(due_on=date(2026, 12, 1), kind=FindingKind.OVERDUE)).to_ics(stamp=STAMP))
    assert first[0]["UID"] == moved[0]["UID"]
    assert first[0]["DTSTART;VALUE=DATE"] != moved[0]["DTSTART;VALUE=DATE"]
    with pytest.raises(DataError, match="time zone"):
        worklist().to_ics(stamp=datetime(2026, 11, 24))  # noqa: DTZ001  # that is the fault


def parsed(text: str) -> ET.Element:
    parser = html5lib.HTMLParser(strict=False)
    tree: ET.Element = parser.parse(text)
    assert not [error for error in parser.errors if error[1] != "unknown-doctype"], parser.errors
    return tree


def shape(text: str) -> Counter[tuple[str, tuple[str, ...]]]:
    """Which elements there are, with the names of their attributes."""
    return Counter((str(each.tag), tuple(sorted(map(str, each.attrib)))) for each in parsed(text).iter())


@pytest.mark.parametrize("kind", [FindingKind.DUE, FindingKind.MAY])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_finding_becomes_an_element_of_the_page(payload: str, kind: FindingKind) -> None:
    def page(text: str) -> str:
        one = evolve(hostile(text), kind=kind)
        return worklist(one).to_html(references={one.case_id: text})

    def several(text: str) -> set[tuple[str, tuple[str, ...]]]:
        return set(shape(page(text)))

    assert several(payload) == several("plain")
    comments = [each for each in parsed(page(payload)).iter() if callable(each.tag)]
    assert not comments


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_stands_alone_and_can_be_read_without_eyes(kit: Kit, lang: Any) -> None:
    case_with_canaries(kit)
    page = kit.reentry.worklist("GM9999", on=date(2026, 11, 20)).to_html(lang)
    tree = parsed(page)
    assert tree.get("lang") == lang
    names = [str(each.tag).removeprefix(HTML) for each in tree.iter()]
    assert not {"script", "img", "link", "iframe", "object", "form", "base"} & set(names)
    assert not re.search(r"url\(|@import|src=", page)
    assert names.count("h1") == names.count("main") == names.count("title") == 1
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    for each in tree.iter():
        for name in ("aria-labelledby",):
            assert each.get(name) is None or each.get(name) in ids
        if (each.get("href") or "").startswith("#"):
            assert (each.get("href") or "")[1:] in ids
    for table in tree.iter(f"{HTML}table"):
        heads = [cell.get("scope") for cell in table.iter(f"{HTML}th")]
        assert set(heads) == {"col", "row"}
    assert "@media print" in page


def test_an_empty_list_says_so_in_every_form() -> None:
    listed = worklist()
    assert "niets te doen" in listed.text("nl")
    assert "nothing to do" in listed.to_html("en")
    assert listed.to_rows() == []
    assert read_worklist_csv(listed.to_csv()) == ()
    assert raw_events(listed.to_ics(stamp=STAMP)) == []
