"""From an error to one clear message on stderr and an exit code: never a traceback, unless ``--debug`` asks for it."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from enum import IntEnum
from typing import Any

import click

from vngkit.cli._click import Wrong, usage_text
from vngkit.cli._face import Face
from vngkit.errors import AmbiguousName, DataError, NotFound, NotHeld, NotInForce, VngkitError
from vngkit.safe import safe

__all__ = ["ExitCode", "NoSuchName", "run"]


class ExitCode(IntEnum):
    """What the exit code of a command says; ``docs/reference/cli.md`` has the same table."""

    OK = 0
    PROBLEMS = 1
    USAGE = 2
    NOT_FOUND = 3
    CANNOT_RUN = 4
    BUG = 70
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class NoSuchName(NotFound):
    """No gemeente is called this; ``suggestions`` are the gemeenten whose names look like it, best first."""

    def __init__(self, what: str, *, suggestions: tuple[Any, ...], why: str = "", fix: str = "") -> None:
        self.suggestions = suggestions
        super().__init__(what, why=why, fix=fix)


def run(work: Callable[[], object], face: Face) -> int:
    """Do the work of a command; whatever goes wrong becomes a message and an exit code."""
    try:
        code = work()
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stderr.write(error.format_message() + "\n")
        return ExitCode.USAGE
    except click.UsageError as error:
        return _usage(error, face)
    except (KeyboardInterrupt, click.Abort):
        _tell(face, "interrupted", face.text("error.interrupted"))
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001  # the edge: nothing passes here without a message
        return _failed(error, face)
    return code if isinstance(code, int) else ExitCode.OK


def reader_gone() -> ExitCode:
    """Who reads has gone, as in ``vngkit ... | head``: nothing to say, and nothing more to write at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.PIPE_CLOSED


def _failed(error: Exception, face: Face) -> int:
    if face.debug:
        sys.stderr.write("".join(safe(line) + "\n" for line in traceback.format_exc().splitlines()))
    if isinstance(error, VngkitError):
        _tell(face, error.code, error.what, error.why, error.fix, _candidates(error))
        return exit_code(error)
    if isinstance(error, OSError):
        where = f" {error.filename}" if error.filename else ""
        _tell(face, "system", face.text("error.system", where=where, message=error.strerror or error))
        return ExitCode.CANNOT_RUN
    _tell(face, "bug", face.text("error.bug", kind=type(error).__name__, message=error), "", face.text("error.bug_fix"))
    return ExitCode.BUG


def exit_code(error: VngkitError) -> ExitCode:
    """The exit code for an error of the library."""
    if isinstance(error, NotFound | NotHeld | NotInForce):
        return ExitCode.NOT_FOUND
    if isinstance(error, DataError):
        return ExitCode.USAGE
    return ExitCode.PROBLEMS


def _usage(error: click.UsageError, face: Face) -> int:
    hint = "" if isinstance(error, Wrong) or error.ctx is None else error.ctx.command_path
    _tell(face, "usage", usage_text(error, face), "", face.text("usage.see", command=hint) if hint else "")
    return ExitCode.USAGE


def _candidates(error: VngkitError) -> list[dict[str, object]]:
    if isinstance(error, AmbiguousName):
        return [{"code": gemeente.code, "name": gemeente.name} for gemeente in error.candidates]
    if isinstance(error, NoSuchName):
        return [
            {"code": found.gemeente.code, "name": found.gemeente.name, "score": round(found.score, 3)}
            for found in error.suggestions
        ]
    return []


def _tell(  # noqa: PLR0913, PLR0917  # the parts of a message
    face: Face, code: str, what: str, why: str = "", fix: str = "", candidates: list[dict[str, object]] | None = None
) -> None:
    """One message: what, why, fix. With ``--json`` it is one JSON object on stderr."""
    if face.as_json:
        error: dict[str, object] = {"code": code, "what": what, "why": why, "fix": fix, "candidates": candidates or []}
        sys.stderr.write(json.dumps({"schema": 1, "error": error}) + "\n")
        return
    lines = [f"{face.text('error.error')} {safe(what)}"]
    lines += [f"  {face.text('error.why')} {safe(why)}"] if why else []
    lines += [f"  {face.text('error.fix')} {safe(fix)}"] if fix else []
    for number, line in enumerate(lines):
        face.printer.note(line, "bold red" if number == 0 else "")
