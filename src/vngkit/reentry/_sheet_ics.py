"""The worklist as an iCalendar (RFC 5545): written by hand, for it is one kind of event without a time or an alarm."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from vngkit.errors import DataError
from vngkit.reentry._sheet import WorklistLine, WorklistSheet, stands_apart
from vngkit.reentry._sheet_words import case_text, details, heading, say, who_text
from vngkit.safe import safe

__all__ = ["ics_of"]

_OCTETS: Final = 75  # the greatest length of a line (RFC 5545, 3.1)
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def ics_of(sheet: WorklistSheet, stamp: datetime) -> str:
    """The calendar, with CRLF line ends."""
    if stamp.utcoffset() is None:
        raise DataError("the stamp of a calendar has no time zone.", fix="give an aware datetime, for example with UTC")
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//vngkit//worklist//{sheet.lang.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(heading(sheet))}",
        f"X-WR-CALNAME:{_text(heading(sheet))}",
    ]
    made = stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    seen: Counter[str] = Counter()
    events: list[str] = []
    for line in sheet.lines:
        if line.due_on is not None and not stands_apart(line):
            seen[line.key] += 1
            events += _event(line, sheet, made, _uid(line.key, seen[line.key]))
    return "".join(f"{folded}\r\n" for line in (*head, *events, "END:VCALENDAR") for folded in _folded(line))


def _event(line: WorklistLine, sheet: WorklistSheet, made: str, uid: str) -> Iterator[str]:
    day, lang = line.due_on, sheet.lang
    assert day is not None  # noqa: S101  # ics_of passes only lines with a day
    case = f"{say('case', lang)} {case_text(line)}"
    told = [
        case,
        f"{say('who', lang)}: {who_text([line], lang)}",
        *(f"{name}: {text}" for name, text in details(line, lang)),
        say("proposal", lang),
    ]
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{made}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{line.kind.label(lang)}: {line.what} ({case})')}"
    yield f"DESCRIPTION:{_text(chr(10).join(told))}"
    yield f"CATEGORIES:{_text(line.kind.label(lang))}"
    if line.url and line.url.isascii() and line.url.isprintable():
        yield f"URL:{line.url}"
    yield from ("CLASS:CONFIDENTIAL", "TRANSP:TRANSPARENT", "END:VEVENT")


def _uid(key: str, number: int) -> str:
    """The same for every calendar in which this finding stands, on whatever day it falls; it says nothing by itself."""
    told = f"{key}#{number}".encode("utf-8", "surrogatepass")
    return f"{hashlib.sha256(told).hexdigest()[:32]}@vngkit"


def _text(value: str) -> str:
    """A value of type TEXT: without control characters, and with what has a meaning escaped."""
    return "\n".join(safe(part) for part in value.splitlines()).translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; no letter is cut in two, and a line that goes on begins with a space."""
    start, room = "", _OCTETS
    while line:
        size = taken = 0
        for letter in line:
            size += len(letter.encode("utf-8"))
            if size > room:
                break
            taken += 1
        yield start + line[:taken]
        line, start, room = line[taken:], " ", _OCTETS - 1
