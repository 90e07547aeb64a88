"""What a driver says, as an error of vngkit: its text and its stack stay behind, for they can hold values."""

from __future__ import annotations

from typing import Final

from vngkit.errors import (
    DataError,
    StoreAway,
    StoreBroken,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreUnsure,
    VngkitError,
)

__all__ = ["Collision", "postgres_failure", "sqlite_failure", "unsure"]

# https://www.sqlite.org/rescode.html, primary result codes
_SQLITE: Final = {
    3: "no right",
    5: "locked",
    6: "locked",
    8: "read-only",
    10: "disk",
    11: "damaged",
    13: "full",
    14: "no opening",
    15: "locked",
    18: "not of its form",
    19: "collision",
    23: "no right",
    26: "no database",
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html: codes, and classes of two letters
_POSTGRES: Final = {
    "08": "away",
    "22": "not of its form",
    "23": "collision",
    "25006": "read-only",
    "28": "no user",
    "3D": "no such database",
    "42501": "no right",
    "53": "away",
    "53100": "full",
    "54": "not of its form",
    "55P03": "locked",
    "57": "away",
    "57014": "locked",
    "58": "disk",
    "XX001": "damaged",
    "XX002": "damaged",
}


class Collision(StoreError):
    """Something that may be there once was there already; who writes looks again, and users never see it."""


def unsure(code: str) -> StoreUnsure:
    """The answer to a commit did not come, or was an error after which anything can be the case."""
    return StoreUnsure(
        f"whether this was kept is not known ({code}).",
        why="The store failed while it was confirming.",
        fix="offer the same again, with the same ids of events: it is held once",
    )


def sqlite_failure(code: int, name: str, *, committing: bool) -> VngkitError:
    """The error for a code of SQLite."""
    kind = _SQLITE.get(code & 0xFF, "other")
    if committing and kind not in {"locked", "full", "read-only"}:
        return unsure(f"SQLite: {name}")
    return _told(kind, f"SQLite: {name}")


def postgres_failure(code: str | None, *, committing: bool) -> VngkitError:
    """The error for an SQLSTATE of PostgreSQL; None when the server gave no answer at all."""
    if committing and (code is None or code[:2] in {"08", "57"}):
        return unsure(f"PostgreSQL: {code or 'no answer'}")
    if code is None:
        return _told("away", "PostgreSQL: no answer")
    return _told(_POSTGRES.get(code, _POSTGRES.get(code[:2], "other")), f"PostgreSQL: {code}")


def _told(kind: str, code: str) -> VngkitError:
    error, what, why, fix = _WORDS[kind]
    return error(what.format(code=code), why=why, fix=fix)


_WORDS: Final[dict[str, tuple[type[VngkitError], str, str, str]]] = {
    "locked": (
        StoreLocked,
        "another program holds the store ({code}).",
        "It writes there, or has the file open for itself, and did not let go in time.",
        "end the other program, or try again later",
    ),
    "read-only": (
        StoreReadOnly,
        "nothing may be written to this store ({code}).",
        "The file, its directory or the server can only be read.",
        "give the right to write; reading goes on",
    ),
    "full": (
        StoreFull,
        "there is no room left to write ({code}).",
        "What was acknowledged before is kept; this was not.",
        "make room and try again; reading goes on",
    ),
    "damaged": (
        StoreBroken,
        "the store is damaged ({code}).",
        "",
        "keep the file as it is and restore a back-up; vngkit verify tells what is wrong where it can still be read",
    ),
    "no database": (
        StoreBroken,
        "this file is no database, or is damaged at its beginning ({code}).",
        "",
        "look whether the url names the right file; else restore a back-up",
    ),
    "disk": (StoreBroken, "the disk gave an error ({code}).", "This was not kept.", "look at the disk; then verify"),
    "not of its form": (
        DataError,
        "the store can not hold this ({code}).",
        "It is too long, or not of its form.",
        "make it shorter",
    ),
    "no opening": (
        StoreAway,
        "the file can not be opened ({code}).",
        "",
        "look whether its directory is there and may be used by this user",
    ),
    "no right": (
        StoreAway,
        "this user may not do this ({code}).",
        "",
        "ask who looks after the database to grant the rights",
    ),
    "no user": (
        StoreAway,
        "the server does not let this user in ({code}).",
        "",
        "look at the name and the password in the url",
    ),
    "no such database": (StoreAway, "there is no such database on the server ({code}).", "", "make it with createdb"),
    "away": (
        StoreAway,
        "the server can not be reached ({code}).",
        "This was not kept.",
        "look whether it runs and whether host and port in the url are right; then try again",
    ),
    "collision": (Collision, "this is there already ({code}).", "", ""),
    "other": (StoreError, "the store gave an error ({code}).", "This was not kept.", "look it up by its code"),
}
