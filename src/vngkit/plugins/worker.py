"""A plugin in a process of its own, with limits of time and memory: for plugins that are not trusted, or that faulted.

The child gets the name of the plugin and the search path, imports it, collects its records and writes them once, as
strict JSON. What the parent takes in is checked as everything else. The child gets none of the environment but what
Python needs, no standard input, and its standard output leads nowhere, so that a ``print`` breaks nothing.

It contains: an endless loop, a hang in C, ``os._exit``, a crash, a memory hog, a change of the process or of objects
of vngkit. It is no prison: the child has the rights of the user on files and network. On Windows there is no limit of
memory or processor time, only the limit of waiting; on macOS the system does not hold the limit of memory.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, Final

from vngkit.errors import DataError, PluginError, PluginLoadError, PluginTimeout, VngkitError
from vngkit.legislation import LocalRule
from vngkit.plugins._check import form_problem
from vngkit.plugins._codec import FaultRecord, PluginRecords, dump_records, load_records
from vngkit.plugins._fault import Stage, shown
from vngkit.plugins._find import Found
from vngkit.plugins._guard import told
from vngkit.plugins._stages import Given, Progress, gather, import_target

__all__ = ["MEMORY_LIMIT", "START_SECONDS", "gather_apart", "serve"]

MEMORY_LIMIT: Final = 1024 * 1024 * 1024
START_SECONDS: Final = 10.0
REPLY_LIMIT: Final = 64 * 1024 * 1024
_CHUNK: Final = 1024 * 1024
_KEPT: Final = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
_STAGES: Final[dict[str, Stage]] = {"import": "import", "register": "register", "collect": "collect"}
# the search path comes first: vngkit itself may stand on a path that only the parent knows
_START: Final = (
    "import json, sys; task = json.loads(sys.stdin.readline()); sys.path[:] = task['path']; "
    "from vngkit.plugins.worker import serve; serve(task)"
)


def gather_apart(
    found: Found, progress: Progress, *, time_limit: float, memory_limit: int = MEMORY_LIMIT
) -> tuple[LocalRule, ...]:
    """Collect the records of one plugin in a process of its own.

    Args:
        found: the plugin; it must be importable by name.
        progress: how far it came, filled in here.
        time_limit: seconds for its hooks; ten more for the start of the process and the import.
        memory_limit: bytes of address space of the process.

    Returns:
        The rules, as new objects.

    Raises:
        PluginTimeout: no answer within the limit; the process was ended.
        PluginError: the process ended by itself, or what it wrote is not right, or the plugin itself failed.
    """
    target = found.target or _importable(found)
    task = {"path": [entry or os.getcwd() for entry in sys.path], "target": target, "memory": memory_limit}  # noqa: PTH109
    task["seconds"] = seconds = START_SECONDS + time_limit
    reply = _run(task, seconds)
    try:
        records = load_records(reply)
    except DataError as error:
        progress.stage = "collect"
        raise PluginLoadError(
            f"what its process wrote is not right: {error.what}", why=error.why, fix="let it give LocalRule objects"
        ) from None
    progress.info = records.info
    if records.fault is not None:
        progress.stage = _STAGES.get(records.fault.stage, "collect")
        raise PluginLoadError(shown(records.fault.what, 2000), why=records.fault.why, fix=records.fault.fix)
    progress.stage = "collect"
    progress.given = Given(
        services=records.services,
        access_rules=records.access_rules,
        themes=records.themes,
        desk_rules=records.desk_rules,
        left_out=records.left_out,
    )
    return records.rules


def _importable(found: Found) -> str:
    """The name under which another process can import a module that was handed in."""
    name = getattr(found.plugin, "__name__", None)
    spec = getattr(found.plugin, "__spec__", None)
    if isinstance(name, str) and getattr(spec, "name", None) == name and getattr(spec, "origin", None):
        return name
    raise PluginLoadError(
        "it was made in memory, so no other process can import it.",
        fix="put it in a module and give its name, or open the kit without isolate",
    )


def _run(task: dict[str, object], seconds: float) -> bytes:
    """Start the child, wait for its reply within the limits, and end whatever is left of it."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with subprocess.Popen(  # noqa: S603  # our own interpreter and our own fixed program
        [sys.executable, "-I", "-B", "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,  # closing a pipe that another thread reads must not wait for that thread
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=os.name == "posix",
    ) as child:
        try:
            return _reply(child, json.dumps(task).encode() + b"\n", seconds)
        finally:
            _end(child)


def _reply(child: subprocess.Popen[bytes], task: bytes, seconds: float) -> bytes:
    assert child.stdin is not None  # noqa: S101  # both are pipes
    assert child.stdout is not None  # noqa: S101
    pieces: list[bytes] = []
    reader = threading.Thread(target=_read, args=(child.stdout, pieces), daemon=True, name="vngkit-worker")
    reader.start()
    with suppress(OSError):  # it ended before it read: told below
        child.stdin.write(task)
        child.stdin.close()
    reader.join(seconds)
    if reader.is_alive():
        raise PluginTimeout(
            f"its process gave no answer within {seconds:g} s and was ended.",
            fix="read data that lies in the package, and do slow work when the package is built",
        )
    reply = b"".join(pieces)
    if len(reply) > REPLY_LIMIT:
        raise PluginLoadError(f"its process wrote more than {REPLY_LIMIT:,} bytes.", fix="give fewer or smaller rules")
    if not reply.endswith(b"\n"):
        raise PluginError(_death(child), fix="look for sys.exit, os._exit, a crash in C, or too much memory")
    return reply


def _read(pipe: IO[bytes], pieces: list[bytes]) -> None:
    size = 0
    while size <= REPLY_LIMIT and (piece := pipe.read(_CHUNK)):
        pieces.append(piece)
        size += len(piece)


def _death(child: subprocess.Popen[bytes]) -> str:
    try:
        code = child.wait(1)
    except subprocess.TimeoutExpired:
        return "its process closed its output and gave no answer."
    if code >= 0:
        return f"its process ended without an answer (exit code {code})."
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"its process was ended by {name} without an answer."


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child, and what it started in its own session."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()


def serve(task: dict[str, object]) -> None:
    """The child: import the plugin, collect, write one reply, and end without running anything of the plugin again."""
    out = _own_output()
    _limit(task)
    progress = Progress()
    try:
        rules = gather(import_target(str(task["target"])), progress)
        for problem in filter(None, map(form_problem, rules)):
            raise PluginLoadError(problem.what, fix=problem.fix)  # noqa: TRY301  # told as all that goes wrong here
        given = progress.given
        reply = dump_records(
            PluginRecords(
                info=progress.info,
                rules=rules,
                services=given.services,
                access_rules=given.access_rules,
                themes=given.themes,
                desk_rules=given.desk_rules,
                left_out=given.staying(),
            )
        )
    except BaseException as error:  # noqa: BLE001  # everything that a plugin can raise is told to the parent
        reply = _failure(told(error), progress)
    with os.fdopen(out, "wb") as file:
        file.write(reply.encode() + b"\n")
    os._exit(0)


def _failure(error: VngkitError, progress: Progress) -> str:
    fault = FaultRecord(stage=progress.stage, what=shown(error.what, 2000), why=error.why, fix=error.fix)
    return dump_records(PluginRecords(info=progress.info, fault=fault))


def _own_output() -> int:
    """A descriptor for the reply alone; descriptors 0 and 1 lead nowhere from here on."""
    out = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return out


def _limit(task: dict[str, object]) -> None:
    """Limits of memory and processor time, where the system has them."""
    if sys.platform == "win32":
        return
    import resource

    memory, seconds = int(str(task["memory"])), int(float(str(task["seconds"]))) + 1
    for kind, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            _, hard = resource.getrlimit(kind)
            wanted = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            resource.setrlimit(kind, (wanted, wanted))
        except (ValueError, OSError):  # a system that does not know the limit
            continue
