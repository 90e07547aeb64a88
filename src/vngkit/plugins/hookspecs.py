"""Every hook of vngkit, in one file: what a plugin may give, and when it is asked.

A plugin is a module with ``VNGKIT = PluginInfo(...)`` and one or more functions with the name of a hook, each marked
with ``@hookimpl``. There is one kind of hook so far: *contribute*. It is called once, when the plugin is loaded, gets
no case, and gives frozen typed records; vngkit checks them and decides by law, never by the order of installation.
Arguments are only ever added to a hook. A hook that leaves warns for two minor versions first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

import pluggy

from vngkit.legislation import LocalRule

__all__ = ["API_VERSION", "HOOKS", "hookimpl", "vngkit_local_rules"]

API_VERSION: Final = 1

_F = TypeVar("_F", bound=Callable[..., object])
_hookspec = pluggy.HookspecMarker("vngkit")
_marker = pluggy.HookimplMarker("vngkit")


def hookimpl(function: _F) -> _F:
    """Mark a function of a plugin as its implementation of the hook with the same name.

    Args:
        function: a function with the name and the arguments of a hook in ``vngkit.plugins.hookspecs``.

    Returns:
        The same function, marked.

    There is nothing to set: vngkit has no wrappers and no order of calling, because law decides between rules.

    >>> @hookimpl
    ... def vngkit_local_rules():
    ...     return ()
    """
    return _marker(function)


@_hookspec
def vngkit_local_rules() -> Iterable[LocalRule]:
    """Local rules (*lokale regels*) that fill open terms for the members that the plugin speaks for.

    Called:
        once, when the plugin is loaded; in a thread, or in a process of its own with ``isolate="process"``.

    Args:
        none.

    Returns:
        ``LocalRule`` objects: a tuple, a list or a generator, at most 50,000. Twice the same call gives the same rules.

    Time limit:
        2 seconds. Read data that lies in the package; ask no network and no clock.

    Errors:
        What is raised becomes a ``Fault`` of stage ``collect`` and no rule of the plugin is taken in. A rule outside
        the claim or the law is a ``Fault`` of stage ``validate``: it is refused, and so are the other rules of the
        plugin for the same member and term, so that an older version never answers in its place.

    Since: 0.1

    >>> from datetime import date
    >>> from vngkit.plugins import PluginInfo, hookimpl
    >>> VNGKIT = PluginInfo(name="voorbeeldstad", api=1, members={"GM9999"})
    >>> @hookimpl
    ... def vngkit_local_rules():
    ...     yield LocalRule(
    ...         id="voorbeeldstad.decision_term",
    ...         term="debt.decision_term",
    ...         member="GM9999",
    ...         value=Term(5, "weeks"),
    ...         layer=Layer.VERORDENING,
    ...         source=Source(title="Verordening beslistermijn", publication_id="CVDR000000_1", article="2"),
    ...         valid_from=date(2025, 1, 1),
    ...     )
    >>> [rule.id for rule in vngkit_local_rules()]
    ['voorbeeldstad.decision_term']
    """
    return ()


HOOKS: Final = ("vngkit_local_rules",)
