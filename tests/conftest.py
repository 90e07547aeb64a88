"""What every test may use: the shared material that lies beside the checkout, and the options for other case files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("VNGKIT_SHARED", HERE.parent.parent / "shared"))
ABSENT = f"the dossier is not at {SHARED}: set VNGKIT_SHARED to where it lies"


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--cases FILE``, once or more: other worked cases (.json) or worked examples (.csv) in the same format."""
    parser.addoption("--cases", action="append", default=[], metavar="FILE", help="run these cases as well")


def pytest_configure(config: pytest.Config) -> None:
    """What no harness would run is an error, never a run that looks green; in CI nothing of the dossier is left out."""
    if os.environ.get("CI") and not (SHARED / "design.md").is_file():
        raise pytest.UsageError(f"{ABSENT}. In CI every test of it runs")
    for name in config.option.cases:
        if not Path(name).is_file() or Path(name).suffix not in {".json", ".csv"}:
            raise pytest.UsageError(f"--cases {name}: give a file of worked cases (.json) or worked examples (.csv)")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with dossiers, data and recorded answers; who has only this repository runs all other tests."""
    if not (SHARED / "design.md").is_file():
        pytest.skip(ABSENT)
    return SHARED
