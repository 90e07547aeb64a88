"""For authors of plugins and writers of tests: a check that tells everything, a new plugin, a clock, example questions.

Nothing here needs a test framework; ``check_plugin`` raises ``AssertionError``, which every framework knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vngkit.testing._check import Finding, check_plugin, plugin_findings
    from vngkit.testing._clock import FixedClock
    from vngkit.testing._new import new_plugin
    from vngkit.testing._questions import ExampleQuestion, ExampleWording, example_questions, example_wordings

__all__ = [
    "ExampleQuestion",
    "ExampleWording",
    "Finding",
    "FixedClock",
    "check_plugin",
    "example_questions",
    "example_wordings",
    "new_plugin",
    "plugin_findings",
]

_PLACES = {
    "ExampleQuestion": "_questions",
    "ExampleWording": "_questions",
    "Finding": "_check",
    "FixedClock": "_clock",
    "check_plugin": "_check",
    "example_questions": "_questions",
    "example_wordings": "_questions",
    "new_plugin": "_new",
    "plugin_findings": "_check",
}


def __getattr__(name: str) -> object:
    """Import what is named the first time that it is asked for."""
    if name not in _PLACES:
        raise AttributeError(f"module 'vngkit.testing' has no attribute {name!r}")
    import importlib

    value: object = getattr(importlib.import_module(f"vngkit.testing.{_PLACES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
