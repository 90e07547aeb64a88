"""Gemeenten through time: codes, names, mergers (herindelingen), regions, networks, numbers, and a crosswalk.

``load()`` gives the one register; everything is asked of it, or of a gemeente that it gives. The data is bundled and
every table has a source (``register.sources``). What is not known is ``NotHeld``, never an empty answer.

>>> from datetime import date
>>> register = load()
>>> register.find("Den Haag").name
"'s-Gravenhage"
>>> len(register.on(date(2026, 1, 1)))
342
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vngkit.errors import AmbiguousName, NotFound, NotHeld, NotInForce
from vngkit.members._gemeente import Gemeente, as_code
from vngkit.members._load import load
from vngkit.members._register import Register

if TYPE_CHECKING:
    from vngkit.members._crosswalk import Crosswalk, CrosswalkResult, Problems
    from vngkit.members._facts import Area, Centroid, Identifiers
    from vngkit.members._lineage import Event, Successor
    from vngkit.members._names import Spelling, Suggestion
    from vngkit.members._networks import Network, NetworkMember
    from vngkit.members._problems import Problem
    from vngkit.members._regions import Region, RegionKind
    from vngkit.members._sources import Source

__all__ = [
    "AmbiguousName",
    "Area",
    "Centroid",
    "Crosswalk",
    "CrosswalkResult",
    "Event",
    "Gemeente",
    "Identifiers",
    "Network",
    "NetworkMember",
    "NotFound",
    "NotHeld",
    "NotInForce",
    "Problem",
    "Problems",
    "Region",
    "RegionKind",
    "Register",
    "Source",
    "Spelling",
    "Successor",
    "Suggestion",
    "as_code",
    "load",
]

# the classes of an answer are imported with the first question that gives one: `import vngkit.members` stays light
_LATER = {
    "Area": "_facts",
    "Centroid": "_facts",
    "Crosswalk": "_crosswalk",
    "CrosswalkResult": "_crosswalk",
    "Event": "_lineage",
    "Identifiers": "_facts",
    "Network": "_networks",
    "NetworkMember": "_networks",
    "Problem": "_problems",
    "Problems": "_crosswalk",
    "Region": "_regions",
    "RegionKind": "_regions",
    "Source": "_sources",
    "Spelling": "_names",
    "Successor": "_lineage",
    "Suggestion": "_names",
}


def __getattr__(name: str) -> object:
    """Import the class of an answer the first time it is named."""
    if name not in _LATER:
        raise AttributeError(f"module 'vngkit.members' has no attribute {name!r}")
    import importlib

    value: object = getattr(importlib.import_module(f"vngkit.members.{_LATER[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
