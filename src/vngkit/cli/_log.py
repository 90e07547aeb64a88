"""``vngkit log``: the log of processing, in the forms of others."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
from attrs import frozen

from vngkit.cli._access_request import needs_held
from vngkit.cli._click import Command, Group, Wrong, readable, spoken, with_plugins, with_store
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document

if TYPE_CHECKING:
    from vngkit.privacy import Exported, ProcessingLine

__all__ = ["log"]

_TO_COLLECTOR = "otel"


@click.group("log", cls=Group, help="help.log")
@spoken
def log() -> None:
    """The log of processing."""


@log.command("export", cls=Command, help="help.log_export")
@click.option("--form", type=click.Choice(["ldv", "vng", _TO_COLLECTOR]), default="ldv", help="option.form")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="option.log_out")
@click.option("--endpoint", metavar="URL", help="option.endpoint")
@click.option("--since", type=click.IntRange(0), metavar="N", help="option.since")
@with_store
@with_plugins
@readable
@click.pass_obj
def export(face: Face, /, *, form: str, out: Path | None, endpoint: str | None, since: int | None) -> int:
    """Write or send every line that was not sent yet."""
    needs_held(face)
    if form == _TO_COLLECTOR:
        if endpoint is None:
            raise Wrong(face.text("log.no_endpoint"), click.get_current_context())
        outcome = _to_collector(face, endpoint, since)
    else:
        outcome = _to_file(face, form, out, since)
    if face.as_json:
        result = {"lines": outcome.lines, "position": outcome.position, "stopped": outcome.stopped}
        if out is not None or form == _TO_COLLECTOR:
            face.printer.json(document("log export", {"form": form}, result))
    else:
        face.printer.note(outcome.explain(face.lang), "yellow" if outcome.stopped else "")
    return ExitCode.PROBLEMS if outcome.stopped else ExitCode.OK


def _to_collector(face: Face, endpoint: str, since: int | None) -> Exported:
    from vngkit.privacy import OtelReceiver, export_log
    from vngkit.storage import ExportCheckpoint

    kit = face.kit()
    place = ExportCheckpoint(kit.database, "otel")
    if since is not None:
        place.move(since)
    with OtelReceiver(endpoint) as receiver:
        return export_log(kit.processing.log, receiver, place)


def _to_file(face: Face, form: str, out: Path | None, since: int | None) -> Exported:
    from vngkit.privacy import MemoryCheckpoint, export_log, to_ldv, to_verwerkingsactie

    write: Callable[[ProcessingLine], dict[str, Any]] = to_ldv if form == "ldv" else to_verwerkingsactie
    place = MemoryCheckpoint()
    place.move(since or 0)
    kit = face.kit()
    with ExitStack() as stack:
        file = sys.stdout if out is None else stack.enter_context(out.open("w", encoding="utf-8"))
        return export_log(kit.processing.log, _Lines(file, write), place)


@frozen
class _Lines:
    """A file of JSON lines."""

    file: IO[str]
    write: Callable[[ProcessingLine], dict[str, Any]]

    def send(self, lines: Sequence[ProcessingLine], /) -> None:
        """Write lines, and see to it that they left this program."""
        for line in lines:
            self.file.write(json.dumps(self.write(line)) + "\n")
        self.file.flush()
