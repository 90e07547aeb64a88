"""The programs that users would write run as they stand, each in a process of its own, and leave nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAMS = (
    "a_gemeente_plugs_in",
    "may_it_be_shared",
    "members_through_time",
    "reentry_worklist",
    "which_rule_holds",
)


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("seed", ["0", "3"])
def test_a_program_of_a_user_runs_unchanged_and_touches_nothing(
    name: str, seed: str, shared: Path, tmp_path: Path
) -> None:
    program = shared / "acceptance" / f"{name}.py"
    if not program.is_file():
        pytest.fail(f"{program} is not there: the folder with shared material is not whole")
    place = tmp_path / "an empty home"
    place.mkdir()
    done = subprocess.run(  # this interpreter and a program of the dossier
        [sys.executable, "-W", "error", str(program)],
        cwd=place,
        env={"PATH": os.environ["PATH"], "HOME": str(place), "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.strip()
    assert list(place.iterdir()) == []


def test_every_program_of_the_dossier_is_run(shared: Path) -> None:
    assert {path.stem for path in (shared / "acceptance").glob("*.py")} == set(PROGRAMS)
