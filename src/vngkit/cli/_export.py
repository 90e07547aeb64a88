"""``vngkit export``: a copy of a case for the person whom it is about."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from vngkit.cli._access_request import needs_store
from vngkit.cli._click import Command, on_a_day, readable, with_plugins, with_store
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document

__all__ = ["export"]


@click.command("export", cls=Command, help="help.export")
@click.argument("case_id", metavar="CASE", help="arg.case")
@click.option("--by", metavar="TEXT", required=True, help="option.export_by")
@click.option("--form", type=click.Choice(["text", "html", "json"]), default="text", help="option.export_form")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="option.export_out")
@with_store
@with_plugins
@on_a_day
@readable
@click.pass_obj
def export(face: Face, /, *, case_id: str, by: str, form: str, out: Path | None) -> int:
    """Write everything that is recorded of a case, after a line in the log."""
    needs_store(face)
    copy = face.kit().reentry.copy_for_the_person(case_id, by=by, on=face.day)
    if face.as_json and out is None:
        face.printer.json(document("export", {"case": case_id, "on": face.day}, json.loads(copy.to_json())))
        return ExitCode.OK
    text = copy.to_json() if form == "json" else copy.html(face.lang) if form == "html" else copy.text(face.lang)
    if out is None:
        sys.stdout.write(text)
    else:
        out.touch(mode=0o600)
        out.write_text(text, encoding="utf-8")
    return ExitCode.OK
