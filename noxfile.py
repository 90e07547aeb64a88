# /// script
# requires-python = ">=3.11"
# dependencies = ["nox[uv]>=2025.5.1"]
# ///
"""``python3 noxfile.py -s demo`` and ``python3 noxfile.py -s tests``: Python 3.11+ and pip are enough."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent


def _bootstrap() -> None:
    """Make ``.venv-nox`` with nox and uv in it, and start this file again there."""
    if sys.version_info < (3, 11):
        raise SystemExit(f"vngkit needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    env = HERE / ".venv-nox"
    python = env / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if Path(sys.prefix).resolve() == env:
        raise SystemExit("nox is missing in .venv-nox: remove that folder and run again")
    if not (env / ".ready").exists():
        lock = str(HERE / "requirements" / "nox.txt")
        need = ["install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", lock]
        venv = [sys.executable, "-m", "venv", "--clear", str(env)]
        try:  # quick, and works where Debian left ensurepip out (pip 22.3+)
            subprocess.run([*venv, "--without-pip"], check=True)
            subprocess.run([sys.executable, "-m", "pip", "--python", str(python), *need], check=True)
        except subprocess.CalledProcessError:
            subprocess.run(venv, check=True)
            subprocess.run([str(python), "-m", "pip", *need], check=True)
        (env / ".ready").touch()
    again = [str(python), str(HERE / "noxfile.py"), *sys.argv[1:]]
    raise SystemExit(subprocess.run(again, env=_like_pip(), check=False).returncode)


def _like_pip() -> dict[str, str]:
    """The environment, with what pip already knows and uv does not read: certificates of the system, another index."""
    env = {"UV_SYSTEM_CERTS": "1", **os.environ}
    get = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    index = os.environ.get("PIP_INDEX_URL") or subprocess.run(get, capture_output=True, text=True, check=False).stdout
    return {"UV_DEFAULT_INDEX": index.strip(), **env} if index.strip() else env


try:
    import nox
except ModuleNotFoundError:
    _bootstrap()
if not (find_spec("uv") or shutil.which("uv")):
    _bootstrap()

nox.options.default_venv_backend = "uv"
nox.options.reuse_venv = "yes"
nox.options.sessions = ["tests"]

# name of the lock: the dependency groups in it; DEMO_EXTRAS are in every one, ALL_EXTRAS in all but "demo"
LOCKS = {
    "demo": ["build"],
    "tests": ["build", "tests"],
    "checks": ["build", "tests", "lint", "typing", "docs", "wheel"],
    "bench": ["build", "tests", "bench"],
    "mutation": ["build", "tests", "mutation"],
}
DEMO_EXTRAS = ["cli", "questions"]
ALL_EXTRAS = [*DEMO_EXTRAS, "fast", "notebook", "otel", "postgres", "semantic", "train"]
PLUGINS = sorted(path.parent for path in HERE.glob("plugins/*/pyproject.toml"))
OFFLINE = {"UV_PYTHON_DOWNLOADS": "never"}


def _sync(session: nox.Session, lock: str) -> None:
    """Install the versions and hashes in requirements/<lock>.txt, then core and every plugin, editable."""
    editable = ["-e.", *(f"-e{path}" for path in PLUGINS)]
    session.run_install("uv", "pip", "sync", "--quiet", "--require-hashes", f"requirements/{lock}.txt", env=OFFLINE)
    session.run_install("uv", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", *editable, env=OFFLINE)


@nox.session
def demo(session: nox.Session) -> None:
    """The main job on real data, in the terminal and as an HTML page."""
    _sync(session, "demo")
    session.run("vngkit", "demo", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Core and every plugin."""
    _sync(session, "tests")
    session.run("pytest", "-q", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Ruff, and the import contracts of the house."""
    _sync(session, "checks")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session
def typing(session: nox.Session) -> None:
    """Mypy strict and pyright, over core, plugins and tests."""
    _sync(session, "checks")
    session.run("mypy")
    session.run("pyright")


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation as HTML; a warning is an error."""
    _sync(session, "checks")
    session.run("sphinx-build", "-W", "-n", "-q", "-b", "html", "docs", "docs/_build/html")


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the wheels, install them in an empty environment, and use them with src out of reach."""
    _sync(session, "checks")
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    session.run("python", "scripts/check_wheel.py", *session.posargs, env={"UV": uv})


@nox.session
def coverage(session: nox.Session) -> None:
    """Every branch of what guards records, privacy and legal time, by the tests of those rooms."""
    _sync(session, "tests")
    rooms = ["storage", "privacy", "terms"]
    where = [f"{folder}/{room}" for room in rooms for folder in ("tests", "src/vngkit")]
    session.run("coverage", "run", "-m", "pytest", "-q", *where, *session.posargs)
    session.run("coverage", "report", "--skip-covered", "--show-missing", "--fail-under=100")


@nox.session
def mutation(session: nox.Session) -> None:
    """Change the code of those rooms bit by bit, and see whether a test notices: ``-s mutation -- 'vngkit.terms*'``."""
    _sync(session, "mutation")
    session.run("mutmut", "run", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """The measures of bench/ (never part of the tests)."""
    _sync(session, "bench")
    session.run("python", "-m", "bench", *session.posargs)


@nox.session(python=["3.11", "3.12", "3.13", "3.14"])
def pythons(session: nox.Session) -> None:
    """The tests on every supported Python that this machine has."""
    _sync(session, "tests")
    session.run("pytest", "-q", *session.posargs)


@nox.session(venv_backend="none")
def lock(session: nox.Session) -> None:
    """Write requirements/*.txt again after a pyproject.toml changed: versions and hashes, no addresses."""
    compile_ = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    plain = ["--no-emit-index-url", "--no-header", "--python-version", "3.11", *session.posargs]
    for name, groups in LOCKS.items():
        chosen = [f"--extra={extra}" for extra in (DEMO_EXTRAS if name == "demo" else ALL_EXTRAS)]
        chosen += [f"--group={group}" for group in groups]
        target = f"requirements/{name}.txt"
        session.run(*compile_, *plain, *chosen, "pyproject.toml", "-o", target, external=True)
    session.run(*compile_, *plain, "requirements/nox.in", "-o", "requirements/nox.txt", external=True)


if __name__ == "__main__":
    os.chdir(HERE)  # so that it works from any folder
    nox.main()
