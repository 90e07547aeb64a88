"""The plugins of one Kit: loaded one at a time, each behind its own guard; what fails is named and leaves nothing."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from types import ModuleType
from typing import Final, Literal

from attrs import evolve, field, frozen

from vngkit.errors import DataError, PluginError, PluginLoadError, PluginTimeout, VngkitError
from vngkit.legislation import LocalRule, OpenTerms
from vngkit.members import Register
from vngkit.plugins._check import claim_problem, problems_of
from vngkit.plugins._check_given import Contributions, contributions_of, sound_part
from vngkit.plugins._fault import Fault, raise_all
from vngkit.plugins._find import Found, find_plugins
from vngkit.plugins._guard import ProcessGuard
from vngkit.plugins._info import PluginInfo
from vngkit.plugins._later import Later
from vngkit.plugins._loading import Loading, refuse_same_names, tell_problems, tell_same_ids
from vngkit.plugins._stages import Given, Progress, gather, import_target

__all__ = ["Isolation", "Plugin", "PluginSet", "State"]

Isolation = Literal["process"]
State = Literal["loaded", "partly", "refused", "not_allowed"]

_log = logging.getLogger("vngkit.plugins")
_IMPORT_SECONDS: Final = 10.0


@frozen(kw_only=True)
class Plugin:
    """One plugin as a kit sees it.

    Args:
        name: its name.
        state: ``loaded``; ``partly`` (some of its rules were refused); ``refused``; ``not_allowed`` (installed, not on
            the list that was given: no code of it ran).
        provider: the distribution with its version, or the module.
        info: what it says of itself, when that was read.
        rules: the rules of it that were taken in.
        given: what it gave for reentry cases.
        faults: what went wrong.
        isolated: whether it ran in a process of its own.
        seconds: how long it took to load.
    """

    name: str
    state: State
    provider: str
    info: PluginInfo | None = None
    rules: tuple[LocalRule, ...] = field(default=(), repr=False)
    given: Given = field(default=Given(), repr=False)
    faults: tuple[Fault, ...] = ()
    isolated: bool = False
    seconds: float = field(default=0.0, eq=False, repr=False)


@frozen(kw_only=True, repr=False)
class PluginSet:
    """The plugins of one kit, what they gave, and what went wrong. There is no other list of plugins anywhere.

    ``PluginSet.load()`` makes one; iterating gives every ``Plugin``, also those that were not allowed to run.
    """

    plugins: tuple[Plugin, ...] = ()
    later: Later = field(factory=Later, eq=False)

    @classmethod
    def load(  # noqa: PLR0913  # one call sets up everything; all but the first are by name
        cls,
        plugins: Iterable[str | ModuleType] | None = None,
        *,
        register: Register,
        terms: OpenTerms,
        strict: bool = False,
        isolate: Isolation | None = None,
        time_limit: float = 2.0,
    ) -> PluginSet:
        """Load plugins one at a time, in the order of their names.

        Args:
            plugins: names of plugins or modules, or modules: exactly these. ``()`` is none. ``None`` is what
                ``VNGKIT_PLUGINS`` in the environment names, or else all that are installed.
            register: the gemeenten that a plugin may speak for.
            terms: the open terms that its rules may fill.
            strict: raise one error that tells all faults, instead of keeping them.
            isolate: ``"process"`` runs each plugin in a process of its own. Without it a plugin runs here; one that the
                guards stopped (a slow import, a change of the process) is tried once more in a process of its own.
            time_limit: seconds for each hook of each plugin.

        Raises:
            NotFound: a name that is no installed plugin and no module.
            DataError: an argument is not of its form.
            PluginError: with ``strict``, when a plugin has a fault.

        >>> from vngkit import legislation, members
        >>> PluginSet.load((), register=members.load(), terms=legislation.open_terms())
        <PluginSet: no plugins>
        """
        if isolate not in (None, "process"):
            raise DataError(f"isolate={isolate!r:.40} is not known.", fix='write isolate="process", or leave it out')
        found = find_plugins(plugins)
        loader = _Loader(register=register, terms=terms, isolate=isolate, time_limit=time_limit)
        loadings = loader.run([item for item in found if item.allowed])
        idle = [
            Plugin(name=item.name, state="not_allowed", provider=item.provider) for item in found if not item.allowed
        ]
        made = [_plugin(loading) for loading in loadings]
        result = cls(plugins=tuple(sorted([*made, *idle], key=lambda plugin: (plugin.name, plugin.provider))))
        for fault in result.faults:
            _log.warning("%s", fault, extra={"plugin": fault.plugin, "stage": fault.stage})
        if strict:
            raise_all(result.faults)
        return result

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What went wrong, while loading (one fault for each plugin that has any, by name) and since."""
        loading = (fault for plugin in self.plugins for fault in plugin.faults)
        return tuple(dict.fromkeys(chain(loading, self.later.faults)))

    @property
    def rules(self) -> tuple[LocalRule, ...]:
        """All rules that were taken in."""
        return tuple(rule for plugin in self.plugins for rule in plugin.rules)

    @property
    def contributions(self) -> Contributions:
        """What the plugins gave for reentry cases (*dossiers*), each behind its guard."""
        return contributions_of(self.loaded, self.later)

    @property
    def loaded(self) -> tuple[Plugin, ...]:
        """The plugins that gave something: ``loaded`` and ``partly``."""
        return tuple(plugin for plugin in self.plugins if plugin.state in ("loaded", "partly"))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the plugins that gave something."""
        return tuple(plugin.name for plugin in self.loaded)

    def __iter__(self) -> Iterator[Plugin]:
        return iter(self.plugins)

    def __len__(self) -> int:
        return len(self.plugins)

    def __repr__(self) -> str:
        parts = [f"{name} {count}" for name, count in self._counts() if count]
        faults = ", ".join(dict.fromkeys(fault.plugin for fault in self.faults))
        return f"<PluginSet: {', '.join(parts) or 'no plugins'}{f'; faults in {faults}' if faults else ''}>"

    def _counts(self) -> list[tuple[str, int]]:
        states = Counter(plugin.state for plugin in self.plugins)
        return [(name, states[name]) for name in ("loaded", "partly", "refused")]


def _plugin(loading: Loading) -> Plugin:
    state: State = "loaded"
    if loading.fault is not None and loading.fault.members != frozenset():
        state = "partly" if loading.rules or _gave_more(loading) else "refused"
    return Plugin(
        name=loading.name,
        state=state,
        provider=loading.found.provider,
        info=loading.progress.info,
        rules=loading.rules,
        given=Given() if state == "refused" else loading.progress.given,
        faults=(loading.fault,) if loading.fault else (),
        isolated=loading.isolated,
        seconds=loading.seconds,
    )


def _gave_more(loading: Loading) -> bool:
    """Whether something for reentry cases is left of a plugin that has a fault in its records."""
    return bool(loading.wrong or loading.problems) and loading.progress.given != Given()


@frozen(kw_only=True)
class _Loader:
    register: Register
    terms: OpenTerms
    isolate: Isolation | None
    time_limit: float

    def run(self, found: Sequence[Found]) -> list[Loading]:
        guard = ProcessGuard()
        loadings = [self._one(item, guard) for item in found]
        refuse_same_names(loadings)
        for loading in loadings:
            self._validate(loading)
        tell_same_ids(loadings)
        for loading in loadings:
            tell_problems(loading)
        return loadings

    def _one(self, found: Found, guard: ProcessGuard) -> Loading:
        loading = Loading(found=found, name=found.name, progress=Progress())
        start = time.perf_counter()
        try:
            if self.isolate == "process":
                self._in_worker(loading)
            else:
                self._here(loading, guard)
        except VngkitError as error:
            loading.fail(error)
        info = loading.progress.info
        if info is not None and found.installed and info.name != found.name and loading.fault is None:
            loading.progress.stage = "register"
            what = f"it is installed as {found.name!r} and calls itself {info.name!r}."
            loading.fail(PluginLoadError(what, fix="give the entry point and its PluginInfo one name"))
        elif info is not None and not found.installed:
            loading.name = info.name
            loading.fault = evolve(loading.fault, plugin=loading.name) if loading.fault else None
        loading.seconds = time.perf_counter() - start
        _log.debug("plugin %s took %.3f s", loading.name, loading.seconds)
        return loading

    def _here(self, loading: Loading, guard: ProcessGuard) -> None:
        try:
            plugin, target = loading.found.plugin, loading.found.target
            if plugin is None and target is not None:
                plugin = guard.run(lambda: import_target(target), max(_IMPORT_SECONDS, self.time_limit))
            progress = loading.progress
            loading.rules = guard.run(lambda: gather(plugin, progress), self.time_limit)
        except PluginError as error:
            slow_import = isinstance(error, PluginTimeout) and loading.progress.stage == "import"
            if not (slow_import or error.code == "plugin.process") or loading.found.target is None:
                raise
            _log.warning("plugin %s: %s It is tried once more, in a process of its own.", loading.name, error)
            self._in_worker(loading)

    def _in_worker(self, loading: Loading) -> None:
        from vngkit.plugins.worker import gather_apart

        loading.isolated = True
        loading.progress, loading.rules = Progress(), ()
        loading.rules = gather_apart(loading.found, loading.progress, time_limit=self.time_limit)

    def _validate(self, loading: Loading) -> None:
        info = loading.progress.info
        if loading.fault is not None or info is None:
            return
        wrong = claim_problem(info, self.register)
        if wrong:
            loading.progress.stage = "register"
            loading.fail(PluginLoadError(wrong, fix="correct members of its PluginInfo"))
            return
        loading.problems = problems_of(loading.rules, info, terms=self.terms, register=self.register)
        loading.progress.given, loading.wrong = sound_part(loading.progress.given, info)
