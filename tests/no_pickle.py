"""A watch over the whole test run: nothing in vngkit unpickles, unmarshals, evaluates or runs what it reads.

``watch`` is called when the run begins. It hears of every ``pickle``, ``marshal``, ``eval`` and ``exec`` of the
interpreter and keeps those that a line of ``vngkit`` itself asked for. At the end there are none, or the run fails.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

__all__ = ["SEEN", "watch"]

SEEN: list[str] = []
_ROOM = f"{Path(__file__).resolve().parent.parent / 'src' / 'vngkit'}/"
_WATCHED = frozenset({"pickle.find_class", "marshal.load", "marshal.loads", "exec", "compile"})
_STATE = {"on": False}


def _hear(event: str, _: Any) -> None:
    if event in _WATCHED and _STATE["on"]:
        frame = sys._getframe(1)
        if frame.f_code.co_filename.startswith(_ROOM):
            SEEN.append(f"{event} in {frame.f_code.co_filename.removeprefix(_ROOM)}:{frame.f_lineno}")


def watch() -> None:
    """Begin to listen; a hook of the interpreter can not be taken away again, only be told to stop keeping."""
    if not _STATE["on"]:
        _STATE["on"] = True
        sys.addaudithook(_hear)
