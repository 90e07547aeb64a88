"""A new plugin for a gemeente, from a template; it passes ``check_plugin`` and waits for its first rule."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final

from vngkit.errors import DataError, NotInForce
from vngkit.members import Gemeente, Register

__all__ = ["new_plugin"]

# the name of a file in the template, and where it comes to stand; $package is filled in
_FILES: Final = {
    "pyproject.toml.tmpl": "pyproject.toml",
    "README.md.tmpl": "README.md",
    "CHANGELOG.md.tmpl": "CHANGELOG.md",
    "init.py.tmpl": "src/$package/__init__.py",
    "rules.toml.tmpl": "src/$package/rules/rules.toml",
    "test_plugin.py.tmpl": "tests/test_plugin.py",
}


def new_plugin(code: str, folder: str | Path, register: Register, *, on: date | None = None) -> Path:
    """Make the project of a plugin for one gemeente: ``vngkit-<name>`` in ``folder``.

    Args:
        code: the code of the gemeente, for example ``GM9999``.
        folder: where the project comes to stand; made when it is not there.
        register: the gemeenten (``vngkit.members.load()``).
        on: the day on which the gemeente must exist; left out, one with a known end is refused.

    Returns:
        The folder of the project. It has no rules yet: what a gemeente has decided is not for a template to say.

    Raises:
        NotFound: no gemeente has or had that code.
        NotInForce: the gemeente ended; the message names its successors.
        DataError: the folder of the project is there already.

    >>> import tempfile
    >>> from vngkit import members
    >>> with tempfile.TemporaryDirectory() as place:
    ...     made = new_plugin("GM9999", place, members.load())
    ...     made.name, sorted(path.name for path in made.iterdir())
    ('vngkit-voorbeeldstad', ['CHANGELOG.md', 'README.md', 'pyproject.toml', 'src', 'tests'])
    """
    gemeente = register[code]
    _check_alive(gemeente, register, on)
    name = _name(gemeente)
    target = Path(folder) / f"vngkit-{name}"
    if target.exists():
        raise DataError(f"{target} is there already.", fix="give another folder, or go on in that one")
    words = {
        "name": name,
        "package": f"vngkit_{name.replace('-', '_')}",
        "code": gemeente.code,
        "gemeente": gemeente.name,
    }
    template = files("vngkit.testing") / "_template"
    made = {
        Template(place).substitute(words): Template((template / source).read_text(encoding="utf-8")).substitute(words)
        for source, place in _FILES.items()
    }
    made[f"src/{words['package']}/py.typed"] = ""
    for place, text in made.items():
        path = target / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return target


def _check_alive(gemeente: Gemeente, register: Register, on: date | None) -> None:
    end = gemeente.valid_to
    if end is None or (on is not None and on < end):
        return
    heirs = ", ".join(
        f"{heir.gemeente.name} ({heir.gemeente.code})" for heir in register.successors(gemeente.code, on=end)
    )
    raise NotInForce(
        f"{gemeente.name} ({gemeente.code}) ended on {end}.",
        fix=f"make a plugin for {heirs}" if heirs else "give the code of a gemeente that exists",
    )


def _name(gemeente: Gemeente) -> str:
    """The name of the gemeente in plain small letters with hyphens."""
    plain = unicodedata.normalize("NFKD", gemeente.name).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    if not name or not name[0].isalpha():
        raise DataError(f"no name for a plugin can be made of {gemeente.name!r}.", fix="make the project by hand")
    return name
