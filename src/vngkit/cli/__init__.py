"""The command line (*opdrachtregel*): ``vngkit members|rules|plugins|doctor|demo``, a face over the library.

It needs the extra ``cli`` (click and rich); without it, one line says so.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

__all__ = ["main"]

_NEEDS = ("click", "rich")


def main() -> None:
    """Run the command line on ``sys.argv`` and exit with its code; see ``docs/reference/cli.md``."""
    missing = [name for name in _NEEDS if find_spec(name) is None]
    if missing:
        sys.stderr.write(_missing(missing) + "\n")
        sys.exit(4)
    from vngkit.cli._app import app

    app.main(prog_name="vngkit")


def _missing(names: list[str]) -> str:
    """The one line that says what is missing."""
    from vngkit.cli._lang import choose_lang

    if choose_lang(sys.argv[1:], os.environ) == "nl":
        return f"vngkit: de opdrachtregel heeft {' en '.join(names)} nodig. Doe dit: pip install 'vngkit[cli]'"
    return f"vngkit: the command line needs {' and '.join(names)}. Fix: pip install 'vngkit[cli]'"
