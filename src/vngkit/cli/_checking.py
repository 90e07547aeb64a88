"""Checking a plugin in a process of its own: code that nobody has checked must not end or change the command line.

``python -m vngkit.cli._checking TARGET FILE`` writes what is wrong with the plugin to FILE, as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import asdict, frozen

from vngkit.cli._face import Face
from vngkit.errors import DataError, NotFound, VngkitError

SECONDS: Final = 60.0
PRINTED: Final = 4096  # bytes of what a plugin prints that are shown
_ERRORS: Final = {"not-found": NotFound, "data": DataError}


@frozen(kw_only=True)
class Found:
    """One thing that is wrong: the part of the plugin, what, and what to do."""

    part: str
    what: str
    fix: str
    severity: str = "mistake"


def findings(face: Face, target: str) -> list[Found]:
    """Everything that is wrong with a plugin; ``NotFound`` when there is none of that name."""
    with TemporaryDirectory() as folder:
        answer, printed = Path(folder) / "findings.json", Path(folder) / "printed"
        command = [sys.executable, "-m", "vngkit.cli._checking", target, str(answer)]
        try:
            with printed.open("wb") as file:
                done = subprocess.run(command, stdout=file, stderr=file, timeout=SECONDS, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            what = face.text("check.endless", seconds=int(SECONDS))
            return [Found(part="import", what=what, fix=face.text("check.endless_fix"))]
        _show(printed, face)
        if not answer.is_file():
            what = face.text("check.ended", code=done.returncode)
            return [Found(part="import", what=what, fix=face.text("check.ended_fix"))]
        told = json.loads(answer.read_text(encoding="utf-8"))
    if "error" in told:
        error = told["error"]
        raise _ERRORS.get(error["code"], VngkitError)(error["what"], why=error["why"], fix=error["fix"])
    return [Found(**item) for item in told["findings"]]


def _show(printed: Path, face: Face) -> None:
    """The last that the plugin printed, on standard error: standard output is for the answer."""
    with printed.open("rb") as file:
        file.seek(max(0, printed.stat().st_size - PRINTED))
        lines = file.read().decode("utf-8", "replace").splitlines()
    for line in lines[-10:]:
        face.printer.note(f"| {line}", "dim")


def _write(target: str, place: Path) -> None:
    """The other side: check, and write down what was found."""
    from vngkit.testing import plugin_findings

    told: dict[str, object]
    try:
        found = plugin_findings(target)
        told = {"findings": [asdict(item) for item in found]}
    except VngkitError as error:
        told = {"error": {"code": error.code, "what": error.what, "why": error.why, "fix": error.fix}}
    place.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    _write(sys.argv[1], Path(sys.argv[2]))
