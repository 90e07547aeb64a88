"""Guards round a plugin that runs in this process: a time limit, and putting back what it changed of the process.

What they can not do: end a call into C that hangs, give memory back, survive ``os._exit``, undo a change inside a
class or an object, stop a thread that the plugin started. For those there is ``vngkit.plugins.worker``.
"""

from __future__ import annotations

import builtins
import datetime as dt
import gc
import locale
import os
import sys
import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from operator import is_
from pathlib import Path
from types import ModuleType
from typing import Any, Final, TypeVar

from attrs import frozen

from vngkit.errors import PluginError, PluginTimeout, VngkitError
from vngkit.plugins._fault import shown

__all__ = ["ProcessChanged", "ProcessGuard", "limited", "told"]

T = TypeVar("T")
_HOOKS: Final = ("excepthook", "displayhook", "unraisablehook", "stdin", "stderr")
_WATCHED: Final = (builtins, dt, time, os)


class ProcessChanged(PluginError):
    """A plugin changed something of the process that is not its own; it was put back."""

    code = "plugin.process"


def told(error: BaseException, *, quiet: bool = False) -> VngkitError:
    """What a plugin raised, as an error of ours. Reading its text runs code of the plugin: never outside a guard.

    With ``quiet`` its text is not read: a function that gets a case may put something personal into it.
    """
    if quiet:
        return PluginError(
            f"{type(error).__name__}{_place(error)}",
            why="What it said is not shown, for it had a case before it.",
            fix=_FIXES.get(type(error).__name__, "look at that line of the plugin, with a case that is made up"),
        )
    if isinstance(error, VngkitError):
        return error
    name = type(error).__name__
    try:
        text = shown(error)
    except BaseException:  # noqa: BLE001  # an exception whose text raises is only named
        text = ""
    place = _place(error)
    return PluginError(f"{name}: {text}{place}" if text else f"{name}{place}", fix=_FIXES.get(name, ""))


_FIXES: Final = {
    "SystemExit": "take sys.exit() out of the plugin",
    "KeyboardInterrupt": "take the KeyboardInterrupt out of the plugin",
    "ModuleNotFoundError": "install what it needs, or correct the name in the import",
    "MemoryError": "give fewer or smaller records",
    "RecursionError": "look for a function that calls itself without end",
}


def _place(error: BaseException) -> str:
    """The last line of the plugin's own code in the traceback."""
    trace, last = error.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        name = os.path.basename(code.co_filename)  # noqa: PTH119  # a name of a code object is not always a path
        if "vngkit/plugins/" not in code.co_filename.replace(os.sep, "/") and "importlib" not in code.co_filename:
            last = f" (in {shown(name, 60)}, line {trace.tb_lineno})"
        trace = trace.tb_next
    return last


def limited(call: Callable[[], T], seconds: float, *, quiet: bool = False) -> T:
    """Run ``call`` in a daemon thread with the context of the caller, and wait at most ``seconds``.

    Whatever it raises comes out as a ``VngkitError``; a KeyboardInterrupt in that thread is the plugin's own, for that
    of the user always comes to the main thread. After the limit ``PluginTimeout``: the thread is asked to stop, which a
    loop in Python does; a call into C goes on. ``quiet`` keeps the text of what it raises out (see ``told``).
    """
    done: list[T] = []
    failed: list[VngkitError] = []
    context = copy_context()

    def run() -> None:
        try:
            done.append(context.run(call))
        except BaseException as error:  # noqa: BLE001  # SystemExit and others stay inside too
            failed.append(told(error, quiet=quiet))

    thread = threading.Thread(target=run, daemon=True, name="vngkit-plugin")
    thread.start()
    thread.join(seconds)
    if done:
        return done[0]
    if failed:
        raise failed[0]
    _ask_to_stop(thread)
    raise PluginTimeout(
        f"it gave no answer within {seconds:g} s and was set aside.",
        fix="read data that lies in the package, and do slow work when the package is built",
    )


def _ask_to_stop(thread: threading.Thread) -> None:
    """Raise SystemExit in the thread: CPython does so at its next step in Python."""
    import ctypes

    if thread.ident is not None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))
        thread.join(0.2)


@frozen(kw_only=True)
class _State:
    """What of the process is looked at, as it was."""

    cwd: str
    environ: dict[str, str]
    recursion: int
    locale: str
    gc: bool
    path: tuple[str, ...]
    hooks: tuple[Any, ...]
    thread_hook: Any


def _now() -> _State:
    try:
        cwd = str(Path.cwd())
    except OSError:  # the folder was taken away
        cwd = ""
    return _State(
        cwd=cwd,
        environ=os.environ.copy(),
        recursion=sys.getrecursionlimit(),
        locale=locale.setlocale(locale.LC_ALL),
        gc=gc.isenabled(),
        path=tuple(sys.path),
        hooks=tuple(getattr(sys, name) for name in _HOOKS),
        thread_hook=threading.excepthook,
    )


def _set_environment(environ: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environ)


def _set_collector(enabled: object) -> None:
    (gc.enable if enabled else gc.disable)()


def _set_path(path: tuple[str, ...]) -> None:
    sys.path[:] = path


def _set_thread_hook(hook: Any) -> None:
    threading.excepthook = hook


_RESTORE: Final[dict[str, tuple[str, Callable[[Any], object]]]] = {
    "cwd": ("the working folder", os.chdir),
    "environ": ("the environment", _set_environment),
    "recursion": ("the recursion limit", sys.setrecursionlimit),
    "locale": ("the locale", lambda name: locale.setlocale(locale.LC_ALL, name)),
    "gc": ("the garbage collector", _set_collector),
    "path": ("sys.path", _set_path),
    "thread_hook": ("threading.excepthook", _set_thread_hook),
}


class ProcessGuard:
    """Holds the process as it was before a plugin ran; ``check`` puts back what changed and says what it was.

    Looked at: working folder, environment, locale, recursion limit, garbage collector, module search path, standard
    streams, exception hooks, and the names in ``builtins``, ``datetime``, ``time``, ``os`` and the modules of vngkit.
    """

    def __init__(self) -> None:
        self._state = _now()
        self._modules: list[ModuleType] = []
        self._counted = -1
        self._names = {module: dict(vars(module)) for module in self._watched()}

    def run(self, call: Callable[[], T], seconds: float) -> T:
        """``limited(call, seconds)`` with this guard round it; what the plugin prints goes to standard error.

        Raises ``ProcessChanged`` when it changed the process, also when it gave an answer or failed otherwise.
        """
        was, elsewhere = sys.stdout, sys.stderr or sys.stdout
        sys.stdout = elsewhere
        failure: VngkitError | None = None
        given: list[T] = []
        try:
            given.append(limited(call, seconds))
        except VngkitError as error:
            failure = error
        finally:
            replaced = sys.stdout is not elsewhere
            sys.stdout = was
        self._check(failure, stdout_replaced=replaced)
        if failure is not None:
            raise failure
        return given[0]

    def _check(self, error: VngkitError | None, *, stdout_replaced: bool) -> None:
        changed = ["sys.stdout"] if stdout_replaced else []
        changed += self._put_back() + self._put_names_back()
        if changed:
            also = f" It also failed: {error.what}" if error is not None else ""
            raise ProcessChanged(
                f"it changed {', '.join(changed)}; that was put back.{also}",
                why="What it changes there, it changes for every other plugin and for the program.",
                fix="take that out of the plugin, or run it in its own process: Kit.open(isolate='process')",
            )

    def _put_back(self) -> list[str]:
        now, was = _now(), self._state
        if now == was:
            return []
        changed = []
        for name, (words, restore) in _RESTORE.items():
            if getattr(now, name) != getattr(was, name):
                changed.append(words)
                restore(getattr(was, name))
        for name, before, after in zip(_HOOKS, was.hooks, now.hooks, strict=True):
            if before is not after:
                changed.append(f"sys.{name}")
                setattr(sys, name, before)
        return changed

    def _put_names_back(self) -> list[str]:
        """Names that were there and now mean something else; names that came are no change (imports come late)."""
        changed = []
        for module in self._watched():
            before, after = self._names.get(module), vars(module)
            if before is not None and not all(map(is_, before.values(), map(after.get, before))):
                for name in [name for name, value in before.items() if after.get(name) is not value]:
                    changed.append(f"{module.__name__}.{name}")
                    setattr(module, name, before[name])
            if before is None or len(before) != len(after):
                self._names[module] = dict(after)
        return changed

    def _watched(self) -> list[ModuleType]:
        if self._counted != len(sys.modules):
            names = [name for name in list(sys.modules) if name == "vngkit" or name.startswith("vngkit.")]
            self._modules = [*_WATCHED, *(sys.modules[name] for name in names)]
            self._counted = len(sys.modules)
        return self._modules
