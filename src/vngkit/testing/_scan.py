"""Reading the source of a plugin, without running it: private imports, the clock, the network, other processes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Final

__all__ = ["scan", "source_files"]

_CLOCKS: Final = frozenset(
    {
        "date.today",
        "datetime.now",
        "datetime.utcnow",
        "datetime.today",
        "datetime.date.today",
        "datetime.datetime.now",
        "datetime.datetime.today",
        "datetime.datetime.utcnow",
        "time.time",
        "time.time_ns",
        "time.localtime",
        "time.gmtime",
    }
)
_RUNS_TEXT: Final = frozenset({"eval", "exec", "pickle.load", "pickle.loads", "marshal.loads", "os.system", "os.popen"})
_NETWORK: Final = frozenset(
    {
        "aiohttp",
        "ftplib",
        "http.client",
        "httpx",
        "requests",
        "smtplib",
        "socket",
        "ssl",
        "urllib.request",
        "urllib3",
        "websockets",
    }
)
_CHANCE: Final = frozenset({"random", "secrets", "uuid"})
_PROCESSES: Final = frozenset({"multiprocessing", "subprocess"})


def source_files(plugin: object) -> tuple[Path, ...]:
    """The Python files of a plugin: its module, or all modules of its package; none for a module made in memory."""
    place = getattr(plugin, "__file__", None) if isinstance(plugin, ModuleType) else None
    if not isinstance(place, str) or not place.endswith(".py") or not Path(place).is_file():
        return ()
    path = Path(place)
    return tuple(sorted(path.parent.rglob("*.py"))) if path.name == "__init__.py" else (path,)


def scan(path: Path) -> Iterator[tuple[str, str]]:
    """What a file does that a plugin may not: pairs of what (with file and line) and fix."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError, OSError) as error:
        yield f"{path.name} can not be read: {type(error).__name__}", "save it as UTF-8 and correct the syntax"
        return
    for node in ast.walk(tree):
        where = f"{path.name}, line {getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _import(alias.name, where)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            for alias in node.names:
                yield from _import(f"{node.module}.{alias.name}", where)
        elif isinstance(node, ast.Call):
            yield from _call(ast.unparse(node.func), where)


def _import(name: str, where: str) -> Iterator[tuple[str, str]]:
    parts = name.split(".")
    if parts[0] == "vngkit" and any(part.startswith("_") and not part.startswith("__") for part in parts[1:]):
        public = ".".join(parts[: next(i for i, part in enumerate(parts) if part.startswith("_"))])
        yield f"{where}: it imports {name}, which is private", f"import a public name of {public}"
    for modules, what, fix in (
        (_NETWORK, "the network", "put the data in the package and read it from there"),
        (_CHANCE, "chance", "give the same rules every time"),
        (_PROCESSES, "other processes", "do that when the package is built"),
    ):
        if parts[0] in modules or ".".join(parts[:2]) in modules:
            yield f"{where}: it imports {parts[0]}, which is for {what}", fix


def _call(name: str, where: str) -> Iterator[tuple[str, str]]:
    if name in _CLOCKS:
        fix = "leave the day to the question: write valid_from and valid_to in the rule"
        yield f"{where}: it asks the clock ({name})", fix
    if name in _RUNS_TEXT:
        yield f"{where}: it runs a text or data as a program ({name})", "write the rules as data"
