"""The stages of one plugin, up to the records that it gives; the same in this process and in a worker."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, TypeVar

import pluggy
from attrs import define, frozen

from vngkit.errors import PluginLoadError
from vngkit.legislation import AccessRule, LocalRule
from vngkit.plugins import hookspecs
from vngkit.plugins._fault import Stage, shown
from vngkit.plugins._info import PluginInfo

if TYPE_CHECKING:
    from vngkit.questions import DeskRule
    from vngkit.reentry import CaseChange, Exporter, LocalDuty, LocalService, SignalKind
    from vngkit.storage import Anchor
    from vngkit.themes import LocalTheme

__all__ = [
    "MAX_RECORDS",
    "Given",
    "Progress",
    "gather",
    "hook_problems",
    "implemented",
    "import_target",
    "read_info",
    "record_kinds",
    "records_of",
]

R = TypeVar("R")

MAX_RECORDS: Final = 50_000
# pluggy looks at every name of what it is given: the hooks alone are quicker than the module that they stand in
_SPECS: Final = ModuleType("vngkit_hooks")
vars(_SPECS).update({name: getattr(hookspecs, name) for name in hookspecs.HOOKS})
_ORDERING: Final = ("wrapper", "hookwrapper", "tryfirst", "trylast")


@frozen(kw_only=True)
class Given:
    """What a plugin gave besides local rules: nothing, for most.

    ``left_out`` names hooks of a plugin in a process of its own whose records can not leave it.
    """

    duties: tuple[LocalDuty, ...] = ()
    services: tuple[LocalService, ...] = ()
    signal_kinds: tuple[SignalKind, ...] = ()
    exporters: tuple[Exporter, ...] = ()
    access_rules: tuple[AccessRule, ...] = ()
    themes: tuple[LocalTheme, ...] = ()
    desk_rules: tuple[DeskRule, ...] = ()
    observer: Callable[[CaseChange], object] | None = None
    anchor_keeper: Callable[[Anchor], object] | None = None
    left_out: tuple[str, ...] = ()

    def staying(self) -> tuple[str, ...]:
        """The hooks whose records stay in the process of the plugin: they hold functions or records of law."""
        held = (
            ("vngkit_local_duties", self.duties),
            ("vngkit_signal_kinds", self.signal_kinds),
            ("vngkit_exporters", self.exporters),
            ("vngkit_case_changed", self.observer),
            ("vngkit_chain_anchored", self.anchor_keeper),
        )
        return tuple(name for name, records in held if records)


@define
class Progress:
    """How far a plugin came, for the fault when it comes no further, and what it gave besides its rules."""

    stage: Stage = "import"
    info: PluginInfo | None = None
    given: Given = Given()


def record_kinds() -> dict[str, type]:
    """What each hook that contributes gives; the rooms above legislation are imported only when this is asked."""
    from vngkit.questions import DeskRule
    from vngkit.reentry import Exporter, LocalDuty, LocalService, SignalKind
    from vngkit.themes import LocalTheme

    return {
        "vngkit_local_rules": LocalRule,
        "vngkit_local_duties": LocalDuty,
        "vngkit_local_services": LocalService,
        "vngkit_signal_kinds": SignalKind,
        "vngkit_exporters": Exporter,
        "vngkit_access_rules": AccessRule,
        "vngkit_themes": LocalTheme,
        "vngkit_desk_rules": DeskRule,
    }


def import_target(target: str) -> object:
    """Import ``module`` or ``module:attribute``, as an entry point writes it."""
    module, _, attributes = target.partition(":")
    found: object = importlib.import_module(module.strip())
    for name in filter(None, attributes.strip().split(".")):
        found = getattr(found, name)
    return found


def gather(plugin: object, progress: Progress) -> tuple[LocalRule, ...]:
    """Read what the plugin says of itself, register its hooks, and collect its records. Runs code of the plugin."""
    progress.stage = "register"
    progress.info = info = read_info(plugin)
    if info.api != hookspecs.API_VERSION:
        raise PluginLoadError(
            f"it was made for version {info.api} of the hooks; this vngkit speaks version {hookspecs.API_VERSION}.",
            fix=f"install a version of {info.name} for this vngkit, or write api={hookspecs.API_VERSION} after a check",
        )
    manager = _register(plugin, info.name)
    progress.stage = "collect"
    hooks = implemented(manager)
    rules = records_of(manager.hook.vngkit_local_rules(), LocalRule) if "vngkit_local_rules" in hooks else ()
    if hooks - {"vngkit_local_rules"}:
        progress.given = _more(manager, hooks)
    return rules


def implemented(manager: pluggy.PluginManager) -> frozenset[str]:
    """The hooks that the one plugin of this manager implements."""
    return frozenset(name for name in hookspecs.HOOKS if getattr(manager.hook, name).get_hookimpls())


def _more(manager: pluggy.PluginManager, hooks: frozenset[str]) -> Given:
    """The records of the hooks for reentry cases."""
    kinds = record_kinds()

    def given(hook: str) -> tuple[Any, ...]:
        return records_of(getattr(manager.hook, hook)(), kinds[hook], hook) if hook in hooks else ()

    observe = manager.hook.vngkit_case_changed if "vngkit_case_changed" in hooks else None
    keep = manager.hook.vngkit_chain_anchored if "vngkit_chain_anchored" in hooks else None
    return Given(
        duties=given("vngkit_local_duties"),
        services=given("vngkit_local_services"),
        signal_kinds=given("vngkit_signal_kinds"),
        exporters=given("vngkit_exporters"),
        access_rules=given("vngkit_access_rules"),
        themes=given("vngkit_themes"),
        desk_rules=given("vngkit_desk_rules"),
        observer=(lambda change: observe(change=change)) if observe is not None else None,
        anchor_keeper=(lambda anchor: keep(anchor=anchor)) if keep is not None else None,
    )


def read_info(plugin: object) -> PluginInfo:
    """The ``VNGKIT`` of a plugin; ``PluginLoadError`` when it is not there or is something else."""
    info = getattr(plugin, "VNGKIT", None)
    if type(info) is PluginInfo:
        return info
    said = "has no VNGKIT" if info is None else f"has a {type(info).__name__} as VNGKIT"
    raise PluginLoadError(
        f"it {said}.",
        why="VNGKIT says what the plugin is and for whom it speaks.",
        fix='write VNGKIT = PluginInfo(name="…", api=1, members={"GM…"}) in the module',
    )


def _register(plugin: object, name: str) -> pluggy.PluginManager:
    """A manager with this plugin alone: what is wrong with one can not touch the next."""
    problems = hook_problems(plugin)
    if problems:
        raise PluginLoadError("; ".join(what for what, _ in problems) + ".", fix="; ".join(fix for _, fix in problems))
    manager = pluggy.PluginManager("vngkit")
    manager.add_hookspecs(_SPECS)
    try:
        manager.register(plugin, name=name)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise PluginLoadError(shown(error), fix="write the hook as docs/reference/hooks.md shows it") from None
    return manager


def hook_problems(plugin: object) -> list[tuple[str, str]]:
    """What is wrong with the names and marks of the hooks of a plugin: pairs of what and fix."""
    problems: list[tuple[str, str]] = []
    implemented = 0
    own = dict(vars(plugin)) if isinstance(plugin, ModuleType) else {}
    for name in sorted(own) or dir(plugin):
        function = own[name] if own else inspect.getattr_static(plugin, name, None)
        mark = getattr(function, "vngkit_impl", None) if inspect.isroutine(function) else None
        if mark is None:
            if name.startswith("vngkit_") and inspect.isroutine(function):
                problems.append((f"the function {name} is not marked as a hook", f"write @hookimpl above {name}"))
            continue
        implemented += 1
        hook = (mark.get("specname") if isinstance(mark, dict) else None) or name
        if hook not in hookspecs.HOOKS:
            near = get_close_matches(hook, hookspecs.HOOKS, n=1, cutoff=0.5)
            fix = f"write {near[0]}" if near else f"the hooks are {', '.join(hookspecs.HOOKS)}"
            problems.append((f"there is no hook {hook}", fix))
        if isinstance(mark, dict) and any(mark.get(option) for option in _ORDERING):
            problems.append(
                (f"{name} asks for an order or wraps others", "mark it with vngkit.plugins.hookimpl: law decides")
            )
    if not implemented and not problems:
        hooks = ", ".join(hookspecs.HOOKS)
        problems.append(("it implements no hook of vngkit", f"write one of {hooks}, with @hookimpl above it"))
    return problems


def records_of(given: Sequence[object], kind: type[R], hook: str = "vngkit_local_rules") -> tuple[R, ...]:
    """The records in what a hook gave; ``PluginLoadError`` when something else is among them."""
    if not given or given[0] is None:
        raise PluginLoadError(f"{hook} gave None.", fix="return the records, or yield them one by one")
    records: list[R] = []
    for answer in given:
        if not isinstance(answer, Iterable) or isinstance(answer, str | bytes | dict):
            if inspect.iscoroutine(answer):
                answer.close()
            raise PluginLoadError(
                f"{hook} gave a {type(answer).__name__}, not a list of {kind.__name__}.",
                fix=f"return a list or tuple of {kind.__name__}, or yield them",
            )
        for record in islice(answer, MAX_RECORDS + 1 - len(records)):
            if type(record) is not kind:
                raise PluginLoadError(
                    f"record {len(records) + 1} of {hook} is a {shown(type(record).__name__, 60)}, "
                    f"not a {kind.__name__}.",
                    fix=f"give {kind.__name__} objects only",
                )
            records.append(record)
    if len(records) > MAX_RECORDS:
        raise PluginLoadError(f"{hook} gave more than {MAX_RECORDS:,} records.", fix="look for a loop without an end")
    return tuple(records)
