"""Every error that vngkit raises on purpose.

::

    VngkitError
      x DataError (also ValueError): what was handed in is not what it should be
      x NotFound (also LookupError): a name, code, term or case that does not exist
        + AmbiguousName: more than one answers to the name
      x NotHeld (also LookupError): it may exist, but no source that is held says so
      x NotInForce (also LookupError): it exists, but not on that day
      x StaleVersion: somebody else wrote to the same record in between
      x StoreError: where records are kept can not do what was asked
        + StoreAway: it can not be reached
        + StoreBroken: what is there is damaged, or is something else
        + StoreClosed: it was closed
        + StoreFull: there is no room
        + StoreLocked: another program holds it
        + StoreNewer: a newer version of vngkit wrote it
        + StoreReadOnly: nothing may be written there
        + StoreUnsure: whether it was kept is not known; offer the same again
      x PurposeRequired: personal data was to be read without a purpose
      x AccessNotLogged: the log line of an act with personal data could not be written, so nothing was done
      x AccessRefused: personal data was to be read or written by a role or for a purpose that may not
      x LineNotSent: a line of the log of processing was not taken by another log
      x SharingRefused: an item was to be shared and no rule allows it
      x Shielded: personal data that the law keeps out of daily work until it is destroyed
      x PluginError
        + PluginLoadError
        + PluginTimeout
        + RuleConflict

An error says what is wrong, why, and what to do. It never holds the value of a personal field.
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "AccessNotLogged",
    "AccessRefused",
    "AmbiguousName",
    "DataError",
    "LineNotSent",
    "NotFound",
    "NotHeld",
    "NotInForce",
    "PluginError",
    "PluginLoadError",
    "PluginTimeout",
    "PurposeRequired",
    "RuleConflict",
    "SharingRefused",
    "Shielded",
    "StaleVersion",
    "StoreAway",
    "StoreBroken",
    "StoreClosed",
    "StoreError",
    "StoreFull",
    "StoreLocked",
    "StoreNewer",
    "StoreReadOnly",
    "StoreUnsure",
    "VngkitError",
]


class VngkitError(Exception):
    """Base of all errors of vngkit; ``code`` is stable, the text is for people.

    ``what`` says what is wrong and where, ``why`` gives the reason (law, bound, source), ``fix`` what to do.

    >>> print(DataError("week 9 is not a term.", why="The law allows 8 weeks.", fix="write 8 or less"))
    week 9 is not a term. The law allows 8 weeks. Fix: write 8 or less
    """

    code = "vngkit"

    def __init__(self, what: str, *, why: str = "", fix: str = "") -> None:
        self.what, self.why, self.fix = what, why, fix
        super().__init__(" ".join(part for part in (what, why, f"Fix: {fix}" if fix else "") if part))


class DataError(VngkitError, ValueError):
    """What was handed in is not what it should be. Also a ``ValueError``."""

    code = "data"


class NotFound(VngkitError, LookupError):
    """A name, code, term or record that does not exist. Also a ``LookupError``."""

    code = "not-found"


class AmbiguousName(NotFound):
    """More than one answers to the name: ``candidates`` holds them."""

    code = "ambiguous-name"

    def __init__(self, what: str, *, candidates: tuple[Any, ...], why: str = "", fix: str = "") -> None:
        self.candidates = candidates
        super().__init__(what, why=why, fix=fix)


class NotHeld(VngkitError, LookupError):
    """It may exist, but no source that is held says so: not known, which is not the same as none."""

    code = "not-held"


class NotInForce(VngkitError, LookupError):
    """It exists, but not on the day that was asked."""

    code = "not-in-force"


class PurposeRequired(VngkitError):
    """Personal data was to be read or shared without saying what for."""

    code = "privacy.purpose"


class AccessNotLogged(VngkitError):
    """The log line of an act with personal data could not be written, so nothing was read or shared."""

    code = "privacy.log"


class AccessRefused(VngkitError):
    """Personal data was to be read or written by a role, or for a purpose, that may not; the refusal was logged."""

    code = "privacy.access"


class LineNotSent(VngkitError):
    """A line of the log of processing was not taken by another log or collector; it is offered again."""

    code = "privacy.not-sent"


class SharingRefused(VngkitError):
    """An item was to be shared and no rule allows it; the refusal was recorded."""

    code = "privacy.refused"


class Shielded(VngkitError):
    """The data is shielded (*afgeschermd*): kept out of daily work, by law, until it is destroyed."""

    code = "privacy.shielded"


class StaleVersion(VngkitError):
    """Somebody else wrote to the same record in between: read it again and decide again.

    ``current`` is the number of events that the record has now, or None when the store did not say.
    """

    code = "stale-version"

    def __init__(self, what: str, *, current: int | None = None, why: str = "", fix: str = "") -> None:
        self.current = current
        super().__init__(what, why=why, fix=fix)


class StoreError(VngkitError):
    """Where records are kept (*opslag*) can not do what was asked; nothing was kept, unless it is ``StoreUnsure``."""

    code = "store"


class StoreAway(StoreError):
    """The store can not be reached: no such directory, no server, or the server does not let this user in."""

    code = "store.away"


class StoreBroken(StoreError):
    """What is there is damaged, or is not a store of vngkit."""

    code = "store.broken"


class StoreClosed(StoreError):
    """The store was closed, or was opened by another process."""

    code = "store.closed"


class StoreFull(StoreError):
    """There is no room to write; reading goes on, and so does writing when there is room again."""

    code = "store.full"


class StoreLocked(StoreError):
    """Another program holds the store, and did not let go in time."""

    code = "store.locked"


class StoreNewer(StoreError):
    """A newer version of vngkit wrote the store; this version leaves it alone."""

    code = "store.newer"


class StoreReadOnly(StoreError):
    """Nothing may be written there: a file, a directory or a server that can only be read."""

    code = "store.read-only"


class StoreUnsure(StoreError):
    """Whether it was kept is not known: offer the same again, with the same ids, and it is held once."""

    code = "store.unsure"


class PluginError(VngkitError):
    """A plugin did something that it may not do."""

    code = "plugin"


class PluginLoadError(PluginError):
    """A plugin could not be loaded: its import, its ``PluginInfo``, its hooks or its records."""

    code = "plugin.load"


class PluginTimeout(PluginError):
    """A plugin gave no answer in time and was set aside."""

    code = "plugin.timeout"


class RuleConflict(PluginError):
    """Two records claim the same id, or two plugins the same name."""

    code = "plugin.conflict"
