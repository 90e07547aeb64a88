"""``vngkit access-request``: who saw the data of a person, and what for."""

from __future__ import annotations

import json
import sys

import click

from vngkit.cli._click import Command, Wrong, readable, with_plugins, with_store
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document
from vngkit.safe import safe

__all__ = ["access_request", "needs_held", "needs_store"]


@click.command("access-request", cls=Command, help="help.access_request")
@click.option("--reference", metavar="TEXT", help="option.reference")
@click.option("--case", "case_id", metavar="ID", help="option.case")
@click.option("--bsn", "with_bsn", is_flag=True, help="option.bsn")
@click.option("--by", metavar="TEXT", help="option.by")
@click.option("--workers", is_flag=True, help="option.workers")
@with_store
@with_plugins
@readable
@click.pass_obj
def access_request(  # noqa: PLR0913  # one for each option
    face: Face, /, *, reference: str | None, case_id: str | None, with_bsn: bool, by: str | None, workers: bool
) -> int:
    """Answer a request for access."""
    needs_held(face)
    if not (reference or case_id or with_bsn):
        raise Wrong(face.text("access.nobody"), click.get_current_context())
    from vngkit.privacy import Bsn

    reference = _line() if reference == "-" else reference
    bsn = Bsn(_secret(face)) if with_bsn else None
    report = face.kit().access_request(reference=reference, case_id=case_id, bsn=bsn, by=by)
    if face.as_json:
        told = json.loads(report.to_json(workers=workers))
        face.printer.json(document("access-request", {"workers": workers}, told["data"]))
    else:
        for line in report.text(face.lang, workers=workers).splitlines():
            face.printer.line(safe(line))
    return ExitCode.OK


def needs_store(face: Face) -> None:
    """A log that is kept nowhere has no lines: the command says so, in place of answering that there are none."""
    if face.store is None:
        raise Wrong(face.text("access.no_store"), click.get_current_context())


def needs_held(face: Face) -> None:
    """What only looks at a store makes no new one: after a typing error in its name all would seem right."""
    from vngkit.storage import file_of

    needs_store(face)
    path = file_of(face.store or "")
    if path is not None and path.parent.is_dir() and not path.exists():
        raise Wrong(face.text("access.nothing_held", path=path), click.get_current_context())


def _line() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _secret(face: Face) -> str:
    """A line of standard input; on a terminal it is asked for, and what is typed is not shown."""
    if sys.stdin.isatty():
        return str(click.prompt(face.text("access.ask_bsn"), hide_input=True))
    return _line()
