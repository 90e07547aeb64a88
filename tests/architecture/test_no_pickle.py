"""Nothing that is read is ever unpickled, evaluated or run: the watch over the whole run hears it, and stands there."""

from __future__ import annotations

import pickle
from pathlib import Path

import tests.no_pickle
from tests.no_pickle import SEEN, watch

import vngkit

ROOM = Path(vngkit.__file__).resolve().parent


def test_the_watch_is_on_and_hears_what_code_of_vngkit_would_do() -> None:
    """As if a file of vngkit did it: the name of the file is what the watch looks at."""
    watch()
    before = len(SEEN)
    data = pickle.dumps(ROOM)  # a path is a class to be found
    for source in ("pickle.loads(data)", "eval('1 + 1')", "exec('x = 1')", "compile('1', 'x', 'eval')"):
        code = compile(source, f"{ROOM}/hostile.py", "exec")
        exec(code, {"pickle": pickle, "data": data})  # noqa: S102  # to see that it is heard
    heard, SEEN[before:] = SEEN[before:], []
    assert {told.partition(" ")[0] for told in heard} == {"pickle.find_class", "compile", "exec"}
    assert all("hostile.py" in told for told in heard)


def test_so_far_no_line_of_vngkit_did_such_a_thing() -> None:
    assert SEEN == []
    assert Path(tests.no_pickle.__file__).parent.parent == ROOM.parent.parent
