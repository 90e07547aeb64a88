"""Keys that last as long as a database and do not stand in it: who has the one has not the other."""

from __future__ import annotations

import hmac
import os
import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from vngkit.errors import DataError, StoreAway, StoreError, StoreReadOnly
from vngkit.storage._ports import Database

__all__ = ["check_key", "lasting_key", "replace_key"]

_SHORTEST: Final = 16


def lasting_key(database: Database, name: str, given: bytes | None = None) -> bytes:
    """The key (*sleutel*) of a database: it lasts as long, and stands outside it.

    Args:
        database: whose key it is.
        name: what it is for, in lower case: ``reference``.
        given: the key that the program around it holds; this one then, if there is one.

    Returns:
        What is given; else what stands in the environment variable ``VNGKIT_<NAME>_KEY`` (hex); else, beside a file of
        SQLite, that of ``<file>.<name>-key``, which is made with a random key that only its owner can read; else, for a
        database in memory, a key at random.

    Raises:
        DataError: for PostgreSQL no key was given, or the variable is not a key.
        StoreAway: the file of the key can not be read or made.
        StoreError: others can read the file of the key.

    >>> from vngkit.storage import MemoryDatabase
    >>> lasting_key(MemoryDatabase(), "reference", b"sixteen bytes or more")
    b'sixteen bytes or more'
    """
    variable = f"VNGKIT_{name.upper()}_KEY"
    told = os.environ.get(variable)
    if given is not None:
        return given
    if told is not None:
        return _of_text(told, f"the environment variable {variable}")
    facts = database.facts()
    if facts["kind"] == "memory":
        return secrets.token_bytes(32)
    if "path" not in facts:
        raise DataError(
            f"this database needs a {name} key, and none was given.",
            why="It may not stand in the database, and there is no file to put one beside.",
            fix=f"keep 64 hexadecimal digits as a secret (python3 -c 'import secrets; print(secrets.token_hex(32))') "
            f"and give them in {variable}",
        )
    return _of_file(Path(f"{facts['path']}.{name}-key"))


def check_key(database: Database, name: str, key: bytes) -> bool:
    """Whether this is the key (*sleutel*) with which the database was written; the first one that is shown is that.

    >>> from vngkit.storage import MemoryDatabase
    >>> database = MemoryDatabase()
    >>> [check_key(database, "reference", key) for key in (b"one" * 9, b"two" * 9, b"one" * 9)]
    [True, False, True]
    """
    shown = _shown(name, key)
    held = database.note(f"{name}_key")
    if held is None:
        with suppress(StoreReadOnly):
            database.put_note(f"{name}_key", shown)
        return True
    return hmac.compare_digest(held, shown)


def replace_key(database: Database, name: str, key: bytes) -> None:
    """From now on this is the key with which the database is written."""
    database.put_note(f"{name}_key", _shown(name, key))


def _shown(name: str, key: bytes) -> str:
    return hmac.new(key, f"vngkit {name} key".encode(), sha256).hexdigest()[:32]


def _of_text(text: str, where: str) -> bytes:
    with suppress(ValueError):
        key = bytes.fromhex(text.strip())
        if len(key) >= _SHORTEST:
            return key
    raise DataError(
        f"{where} is not a key.",
        fix="put back the key that was kept (64 hexadecimal digits); with a new one no case that is there is found",
    )


def _of_file(path: Path) -> bytes:
    told = ""
    try:
        if not path.exists():
            _make(path)
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise StoreError(
                "others can read the key beside this database.",
                why="With it and the database they could try references.",
                fix=f"chmod 600 {str(path)!r}",
            )
        return _of_text(path.read_text(encoding="ascii", errors="replace"), f"the file {path.name!r}")
    except OSError as error:
        told = type(error).__name__
    raise StoreAway(
        f"the key beside this database can not be read or made ({told}).",
        fix="give this user the right to write in its directory, or give the key in the environment",
    )


def _make(path: Path) -> None:
    """Write a new key whole before it gets its name, so that of two programs that begin at once one wins."""
    new = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    number = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(number, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(number)
        with suppress(FileExistsError):
            os.link(new, path)
    finally:
        new.unlink()
    if os.name == "posix":
        directory = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)  # the name too must be there after the machine stopped
        finally:
            os.close(directory)
