"""``vngkit doctor``: what this installation is made of, whether its data is whole, and until when it knows things."""

from __future__ import annotations

import hashlib
import json
import locale
import os
import platform
import sys
from collections.abc import Iterator
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from attrs import frozen

from vngkit import __version__
from vngkit.cli._access_request import needs_held
from vngkit.cli._click import Command, on_a_day, readable, with_plugins, with_store
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import LEGAL_ZONE, Face
from vngkit.cli._json import document
from vngkit.cli._lang import VARIABLES
from vngkit.cli._output import Cell, Column

State = Literal["ok", "warning", "wrong"]
DATA = Path(__file__).resolve().parents[1] / "data"
NEEDED = ("attrs", "cattrs", "pluggy", "rapidfuzz", "click", "rich")
OPTIONAL = ("numpy", "pandas", "polars", "pyarrow")
STYLES: dict[str, str] = {"ok": "green", "warning": "yellow", "wrong": "bold red"}
_FAR = 1000  # events after the last anchor
SOON = 60  # days before the end of what is known


@frozen(kw_only=True)
class Check:
    """One thing that was looked at: what, how it is, what was found, and what to do when it is not well."""

    what: str
    state: State
    found: str
    fix: str = ""


@click.command("doctor", cls=Command, help="help.doctor")
@with_store
@with_plugins
@on_a_day
@readable
@click.pass_obj
def doctor(face: Face, /) -> int:
    """Look at everything, and say what is not well."""
    if face.store:
        needs_held(face)
    checks = list(examine(face))
    wrong = [check for check in checks if check.state == "wrong"]
    if face.as_json:
        result = {
            "healthy": not wrong,
            "checks": [
                {"what": check.what, "state": check.state, "found": check.found, "fix": check.fix} for check in checks
            ],
        }
        face.printer.json(document("doctor", {"on": face.day}, result))
    else:
        _show(face, checks)
    return ExitCode.PROBLEMS if wrong else ExitCode.OK


def _show(face: Face, checks: list[Check]) -> None:
    printer = face.printer
    columns = [
        Column(title=face.text("doctor.what"), folds=True),
        Column(title=face.text("doctor.state")),
        Column(title=face.text("doctor.found"), folds=True),
    ]
    rows: list[list[str | Cell]] = [
        [check.what, Cell(text=face.text(f"doctor.{check.state}"), style=STYLES[check.state]), check.found]
        for check in checks
    ]
    printer.table(columns, rows)
    for check in checks:
        if check.fix:
            printer.line(f"! {check.what}: {check.fix}", STYLES[check.state])
    bad = sum(check.state == "wrong" for check in checks)
    warned = sum(check.state == "warning" for check in checks)
    printer.heading(face.text("doctor.summary", wrong=bad, warnings=warned))


def examine(face: Face) -> Iterator[Check]:
    """Everything that is looked at, in order."""
    yield from _versions(face)
    yield from _place(face)
    yield from check_data(face)
    yield from _known_until(face)
    yield from _plugins(face)
    yield from _store(face)


def _versions(face: Face) -> Iterator[Check]:
    yield Check(what="vngkit", state="ok", found=__version__)
    python = f"{platform.python_version()} ({platform.python_implementation()}, {platform.system()})"
    old = sys.version_info < (3, 11)
    yield Check(what="Python", state="wrong" if old else "ok", found=python)
    for name in NEEDED:
        version = _version(name)
        fix = "" if version else face.text("doctor.install", name=name)
        yield Check(what=name, state="ok" if version else "wrong", found=version or face.text("doctor.absent"), fix=fix)
    there = [f"{name} {version}" for name in OPTIONAL if (version := _version(name))]
    yield Check(what=face.text("doctor.optional"), state="ok", found=", ".join(there) or face.text("doctor.none"))


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _place(face: Face) -> Iterator[Check]:
    try:
        ZoneInfo(LEGAL_ZONE)
        yield Check(what=face.text("doctor.zone"), state="ok", found=LEGAL_ZONE)
    except ZoneInfoNotFoundError:
        yield Check(
            what=face.text("doctor.zone"),
            state="warning",
            found=face.text("doctor.no_zone", zone=LEGAL_ZONE),
            fix=face.text("doctor.install", name="tzdata"),
        )
    encoding = (getattr(sys.stdout, "encoding", None) or "?").lower()
    unicode = encoding.replace("-", "").startswith("utf")
    yield Check(
        what=face.text("doctor.encoding"),
        state="ok" if unicode else "warning",
        found=f"{encoding}; locale {'.'.join(filter(None, locale.getlocale())) or 'C'}",
        fix="" if unicode else face.text("doctor.encoding_fix"),
    )
    said = ", ".join(f"{name}={os.environ[name]}" for name in VARIABLES if os.environ.get(name))
    yield Check(what=face.text("doctor.lang"), state="ok", found=f"{face.lang} ({said or face.text('doctor.none')})")


def check_data(face: Face, folder: Path = DATA) -> Iterator[Check]:
    """Every table against the checksum that its record of sources gives; whose it is, and of which date."""
    for record in sorted(folder.glob("*/SOURCES.json")):
        room = record.parent
        for name, tables, source in _described(json.loads(record.read_text(encoding="utf-8"))):
            broken = [table for table, known in tables.items() if _checksum(room / table) != known]
            yield Check(
                what=f"{room.name}/{name}",
                state="wrong" if broken else "ok",
                found=face.text("doctor.changed", tables=", ".join(broken)) if broken else _whose(face, source),
                fix=face.text("doctor.reinstall") if broken else "",
            )


def _described(record: dict[str, Any]) -> Iterator[tuple[str, dict[str, str], dict[str, Any]]]:
    """Each name in a record of sources with the checksums of its tables and what is said of it.

    A room describes a subject with ``tables``, a table with its ``sha256``, or all its tables in one ``sha256``; what
    has no checksum of its own can not be told whole.
    """
    for name, source in record.items():
        if name == "sha256":
            yield from ((table, {table: known}, {}) for table, known in source.items())
        elif isinstance(source, dict) and "tables" in source:
            yield name, source["tables"], source
        elif isinstance(source, dict) and isinstance(source.get("sha256"), str):
            yield name, {name: source["sha256"]}, source


def _whose(face: Face, source: dict[str, Any]) -> str:
    """Whose a table is and of which date, as far as its record says so."""
    if "date" in source and "publisher" in source:
        return face.text("doctor.whole", date=source["date"], publisher=source["publisher"])
    return "; ".join(filter(None, (face.text("doctor.unchanged"), str(source.get("attribution", "")))))


def _checksum(table: Path) -> str:
    try:
        return hashlib.sha256(table.read_bytes()).hexdigest()
    except OSError:
        return ""


def _known_until(face: Face) -> Iterator[Check]:
    register = face.register
    yield _until(face, face.text("doctor.members_until"), register.held_until)
    from vngkit.terms import equal_days_known

    first, last = equal_days_known()
    yield _until(face, face.text("doctor.equal_days_until", first=first), date(last + 1, 1, 1))


def _until(face: Face, what: str, end: date) -> Check:
    """Data that grows old is told and is not wrong: the answers for the days that it covers stay right."""
    state: State = "warning" if (end - face.day).days <= SOON else "ok"
    fix = "" if state == "ok" else face.text("doctor.renew")
    return Check(what=what, state=state, found=face.text("doctor.before", day=end), fix=fix)


def _plugins(face: Face) -> Iterator[Check]:
    loaded = face.kit().plugins
    if not loaded:
        yield Check(what=face.text("doctor.plugins"), state="ok", found=face.text("doctor.none"))
    for plugin in loaded:
        broken = "; ".join(fault.what for fault in plugin.faults)
        found = f"{plugin.provider}; {face.text(f'plugin.{plugin.state}')}; " + face.text(
            "plugin.gives", rules=len(plugin.rules), members=len(plugin.info.members) if plugin.info else 0
        )
        yield Check(
            what=f"plugin {plugin.name}",
            state="wrong" if plugin.faults else "ok",
            found=broken or found,
            fix="; ".join(fault.fix for fault in plugin.faults if fault.fix),
        )


def _store(face: Face) -> Iterator[Check]:
    """Which SQLite there is and what that means, and the database that was named."""
    import sqlite3

    from vngkit.storage import anchors_beside
    from vngkit.storage._sqlite import wal_is_mended

    version = sqlite3.sqlite_version_info
    key = "doctor.wal_fine" if wal_is_mended(version) else "doctor.wal_bug"
    told = face.text(key, version=".".join(map(str, version)))
    yield Check(what=face.text("doctor.sqlite"), state="ok", found=told)
    if face.store is None:
        yield Check(what=face.text("doctor.store"), state="ok", found=face.text("doctor.no_store"))
        return
    database = face.kit().database
    facts, events, place = database.facts(), database.head().seq, anchors_beside(database)
    held = [] if place is None else [one for one in place.held() if one.chain == database.chain_id]
    after = events - (held[-1].seq if held else 0)
    yield Check(
        what=face.text("doctor.store"),
        state="warning" if after > _FAR else "ok",
        found=face.text(
            "doctor.store_holds",
            kind=facts["kind"],
            version=facts.get("version", ""),
            journal=facts.get("journal", ""),
            events=events,
            anchors=len(held),
            after=after,
        ),
        fix=face.text("doctor.anchor_fix") if after > _FAR else "",
    )
