"""vngkit: members, law and local rules, questions, advocacy and reentry for Dutch gemeenten.

Nothing is imported until it is used: ``import vngkit`` loads no third-party module (PEP 562).
"""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = [
    "AmbiguousName",
    "DataError",
    "Kit",
    "NotFound",
    "NotHeld",
    "NotInForce",
    "PluginError",
    "VngkitError",
    "__version__",
    "errors",
    "legislation",
    "members",
    "plugins",
    "privacy",
    "questions",
    "reentry",
    "storage",
    "terms",
    "testing",
    "text",
    "themes",
]

TYPE_CHECKING = False  # type checkers take it as true; importing typing alone would cost more than all of this
if TYPE_CHECKING:
    from vngkit import (
        errors,
        legislation,
        members,
        plugins,
        privacy,
        questions,
        reentry,
        storage,
        terms,
        testing,
        text,
        themes,
    )
    from vngkit.errors import AmbiguousName, DataError, NotFound, NotHeld, NotInForce, PluginError, VngkitError
    from vngkit.kit import Kit

_ROOMS = frozenset(
    {
        "errors",
        "legislation",
        "members",
        "plugins",
        "privacy",
        "questions",
        "reentry",
        "storage",
        "terms",
        "testing",
        "text",
        "themes",
    }
)


def __getattr__(name: str) -> object:
    """Import a room or a public name the first time it is asked for."""
    import importlib

    if name in _ROOMS:
        return importlib.import_module(f"vngkit.{name}")
    if name in {"load_ipython_extension", "unload_ipython_extension"}:  # what %load_ext vngkit looks for
        return getattr(importlib.import_module("vngkit.notebook"), name)
    if name == "Kit":
        value: object = importlib.import_module("vngkit.kit").Kit
    elif name in __all__:
        value = getattr(importlib.import_module("vngkit.errors"), name)
    else:
        raise AttributeError(f"module 'vngkit' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
