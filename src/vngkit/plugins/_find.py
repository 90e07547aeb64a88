"""Which plugins there are, and which of them may run: nothing of a plugin is imported here."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from types import ModuleType
from typing import Final

from attrs import evolve, field, frozen

from vngkit.errors import DataError, NotFound

__all__ = ["ENVIRONMENT", "GROUP", "Found", "find_plugins"]

GROUP: Final = "vngkit.plugins"
ENVIRONMENT: Final = "VNGKIT_PLUGINS"


@frozen(kw_only=True)
class Found:
    """A plugin that was found: its name, who provides it, and the module itself or where to import it from.

    ``installed`` when it has an entry point: then its name is that of the entry point; no code of it chooses another.
    """

    name: str
    provider: str
    target: str | None = None
    plugin: object | None = field(default=None, eq=False)
    allowed: bool = True
    installed: bool = False


def find_plugins(plugins: Iterable[str | ModuleType] | None) -> tuple[Found, ...]:
    """The plugins that may run and those that are installed and may not, sorted by name.

    Args:
        plugins: names of entry points, names of modules, or modules: exactly these; ``()`` is none; ``None`` is what
            the environment variable ``VNGKIT_PLUGINS`` names (a comma between, empty for none), or else all installed.

    Raises:
        NotFound: a name is neither an installed plugin nor a module; all such names are told together.
        DataError: ``plugins`` is a text, or holds something else than names and modules.
    """
    chosen = _chosen(plugins)
    installed = _installed()
    if chosen is None:
        return installed
    names = [item for item in chosen if isinstance(item, str)]
    by_hand = [_by_hand(item) for item in chosen if not isinstance(item, str)]
    allowed = {found.name for found in installed} & set(names)
    modules = [_module(name, installed) for name in names if name not in allowed]
    missing = [problem for problem in modules if isinstance(problem, str)]
    if missing:
        raise NotFound(
            f"{'; '.join(missing)}.",
            why=f"Installed: {', '.join(dict.fromkeys(found.name for found in installed)) or 'no plugin'}.",
            fix="install the plugin, or correct the name",
        )
    listed = [found if found.name in allowed else _not_allowed(found) for found in installed]
    named = [found for found in modules if isinstance(found, Found)]
    return tuple(sorted([*listed, *named, *by_hand], key=_order))


def _order(found: Found) -> tuple[str, str, str]:
    return (found.name, found.provider, found.target or "")


def _chosen(plugins: Iterable[str | ModuleType] | None) -> Sequence[str | ModuleType] | None:
    if plugins is None:
        text = os.environ.get(ENVIRONMENT)
        return None if text is None else [name.strip() for name in text.split(",") if name.strip()]
    if isinstance(plugins, str):
        raise DataError(f"plugins={plugins!r:.60} is a text, not a list.", fix=f"write plugins=[{plugins!r:.60}]")
    if not isinstance(plugins, Iterable):
        raise DataError(f"plugins={plugins!r:.60} is no list.", fix="write plugins=[...], or plugins=() for none")
    kept: dict[object, str | ModuleType] = {}
    for item in plugins:
        if item is None or isinstance(item, int | float | bytes | dict | list | tuple):
            raise DataError(
                f"plugins holds a {type(item).__name__}.", fix="give names of plugins or modules, or the modules"
            )
        kept.setdefault(item if isinstance(item, str) else id(item), item)
    return list(kept.values())


def _installed() -> tuple[Found, ...]:
    """Every entry point of the group, also of a distribution whose other metadata is broken."""
    found: dict[tuple[str, str], Found] = {}
    for distribution in importlib.metadata.distributions():
        try:
            points = [point for point in distribution.entry_points if point.group == GROUP]
            provider = f"{distribution.name} {distribution.version}" if points else ""
        except Exception:  # noqa: BLE001, S112  # one broken distribution does not hide the others
            continue
        for point in points:
            found.setdefault(
                (point.name, point.value), Found(name=point.name, provider=provider, target=point.value, installed=True)
            )
    return tuple(sorted(found.values(), key=_order))


def _not_allowed(found: Found) -> Found:
    return evolve(found, allowed=False)


def _module(name: str, installed: Sequence[Found]) -> Found | str:
    """A module by its name, looked for and not imported; a text that says what is wrong when there is none."""
    try:
        there = importlib.util.find_spec(name.partition(".")[0].partition(":")[0]) is not None
    except (ValueError, ImportError, AttributeError):
        there = False
    if there:
        return Found(name=name, provider=f"module {name}", target=name)
    near = get_close_matches(name, [found.name for found in installed], n=3, cutoff=0.5)
    return f"no plugin and no module has the name {name!r:.80}" + (f" (near: {', '.join(near)})" if near else "")


def _by_hand(plugin: object) -> Found:
    """A module that was handed in; its name is read from its dictionary, so that no code of it runs here."""
    own = getattr(plugin, "__dict__", {})
    info = own.get("VNGKIT") if isinstance(own, dict) else None
    label = getattr(info, "name", None) if type(info).__name__ == "PluginInfo" else None
    module = own.get("__name__") if isinstance(own, dict) else None
    shown = label if isinstance(label, str) else module if isinstance(module, str) else type(plugin).__name__
    return Found(name=shown, provider=f"module {module}" if isinstance(module, str) else "given by hand", plugin=plugin)
