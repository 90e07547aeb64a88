"""Everything that is wrong with a plugin, at once, each with what to do."""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Literal

from attrs import define, field, frozen

from vngkit.errors import DataError, NotFound, VngkitError
from vngkit.legislation import LocalRule, OpenTerms, open_terms
from vngkit.members import Register, load
from vngkit.plugins import API_VERSION, PluginInfo
from vngkit.plugins._check import claim_problem, problems_of
from vngkit.plugins._check_given import wrong_records
from vngkit.plugins._find import find_plugins
from vngkit.plugins._guard import ProcessChanged, ProcessGuard
from vngkit.plugins._stages import hook_problems, import_target, read_info, record_kinds, records_of
from vngkit.plugins._toml import TomlMistakes
from vngkit.reentry import LocalDuty
from vngkit.testing._duties import try_duty
from vngkit.testing._scan import scan, source_files

__all__ = ["Finding", "check_plugin", "plugin_findings"]

_IMPORT_SECONDS: Final = 10.0
_HOOK_SECONDS: Final = 2.0
_QUICK_SECONDS: Final = 1.0
_FIRST_DAY, _LAST_DAY = date(1814, 1, 1), date(2100, 1, 1)
_DAYS: Final = ("valid_from", "valid_to", "retroactive_to", "regulation_valid_from", "text_valid_from", "attested_on")


@frozen(kw_only=True)
class Finding:
    """One thing that is wrong with a plugin: the part, what, and what to do.

    ``severity`` is ``"remark"`` for what may be so and its author must know: a rule that is recorded as it was found,
    and can never answer. ``check_plugin`` does not fail for a remark alone.
    """

    part: str
    what: str
    fix: str = ""
    severity: Literal["mistake", "remark"] = "mistake"

    def __str__(self) -> str:
        what = self.what if self.what.endswith(".") else f"{self.what}."
        return f"{self.part}: {what}" + (f" Fix: {self.fix}" if self.fix else "")


def check_plugin(plugin: ModuleType | str | Path) -> None:
    """Raise ``AssertionError`` with everything that is wrong with a plugin, each with a fix; what its test calls.

    Args:
        plugin: the module, its name, the name of an installed plugin, or the folder of its project.

    Raises:
        AssertionError: something is wrong; the text lists all of it.
        NotFound: there is no plugin and no module of that name.

    Looked at: ``VNGKIT``, the version of the hooks, the claim, names and marks of hooks, every rule (form, claim, term,
    bounds, layer, days, ids, ties), that a second call gives the same rules, that nothing of the process changes, the
    time it takes, and in the source: private imports of vngkit, the clock, the network, chance, other processes.

    >>> import types
    >>> check_plugin(types.ModuleType("empty"))
    Traceback (most recent call last):
    ...
    AssertionError: 2 things to correct:
      1. VNGKIT: it has no VNGKIT. ... Fix: write VNGKIT = PluginInfo(name="…", api=1, members={"GM…"}) in the module
      2. hooks: it implements no hook of vngkit. Fix: write one of vngkit_local_rules, ..., with @hookimpl above it
    """
    found = plugin_findings(plugin)
    if any(finding.severity == "mistake" for finding in found):
        lines = "\n".join(f"  {number}. {finding}" for number, finding in enumerate(found, 1))
        raise AssertionError(f"{len(found)} thing{'s' if len(found) > 1 else ''} to correct:\n{lines}")


def plugin_findings(plugin: ModuleType | str | Path) -> tuple[Finding, ...]:
    """What ``check_plugin`` tells, as data; empty when all is well. Raises ``NotFound``."""
    if isinstance(plugin, Path) or (isinstance(plugin, str) and (os.sep in plugin or Path(plugin).is_dir())):
        with _project(Path(plugin)) as target:
            return _findings(target)
    if isinstance(plugin, str):
        return _findings(next(found.target for found in find_plugins([plugin]) if found.allowed) or plugin)
    return _findings(plugin)


def _findings(plugin: object) -> tuple[Finding, ...]:
    check = _Check(register=load(), terms=open_terms())
    module = check.imported(plugin) if isinstance(plugin, str) else plugin
    if module is not None:
        check.look_at(module)
    return tuple(dict.fromkeys(check.found))


@define
class _Check:
    register: Register
    terms: OpenTerms
    guard: ProcessGuard = field(factory=ProcessGuard)
    found: list[Finding] = field(factory=list)

    def tell(self, part: str, what: str, fix: str = "") -> None:
        self.found.append(Finding(part=part, what=what, fix=fix))

    def error(self, part: str, error: VngkitError) -> None:
        if isinstance(error, TomlMistakes):
            for what, fix in error.mistakes:
                self.tell("rules", what, fix)
            return
        self.tell(part, " ".join(filter(None, (error.what, error.why))), error.fix)

    def imported(self, target: str) -> object | None:
        try:
            return self.guard.run(lambda: import_target(target), _IMPORT_SECONDS)
        except VngkitError as error:
            self.error("import", error)
            return sys.modules.get(target) if isinstance(error, ProcessChanged) else None

    def look_at(self, plugin: object) -> None:
        info = self._info(plugin)
        hooks = hook_problems(plugin)
        for what, fix in hooks:
            self.tell("hooks", what, fix)
        for name, kind in record_kinds().items():
            hook = getattr(plugin, name, None)
            records = self._collected(name, hook, kind) if callable(hook) else None
            if records is not None and kind is LocalRule:
                self._rules(records, info)
            elif records is not None and info is not None:
                self._more(name, records, info)
        for path in source_files(plugin):
            for what, fix in scan(path):
                self.tell("source", what, fix)

    def _info(self, plugin: object) -> PluginInfo | None:
        try:
            info = read_info(plugin)
        except VngkitError as error:
            self.error("VNGKIT", error)
            return None
        if info.api != API_VERSION:
            what = f"api={info.api}, and this vngkit speaks version {API_VERSION} of the hooks"
            self.tell("VNGKIT", what, f"write api={API_VERSION}, after a look at docs/reference/hooks.md")
        unknown = claim_problem(info, self.register)
        if unknown:
            self.tell("VNGKIT", unknown, "correct members")
        return info

    def _collected(self, name: str, hook: Any, kind: type) -> tuple[Any, ...] | None:
        start = time.perf_counter()
        try:
            first: tuple[Any, ...] = self.guard.run(lambda: records_of([hook()], kind, name), _HOOK_SECONDS)
            seconds = time.perf_counter() - start
            again: tuple[Any, ...] = self.guard.run(lambda: records_of([hook()], kind, name), _HOOK_SECONDS)
        except VngkitError as error:
            self.error(name, error)
            return None
        if first != again:
            self.tell(name, "a second call gives other records", "give the same records every time")
        if seconds > _QUICK_SECONDS:
            what = f"it takes {seconds:.1f} s; after {_HOOK_SECONDS:g} s it is set aside"
            self.tell(name, what, "do slow work when the package is built")
        return first

    def _more(self, name: str, records: tuple[Any, ...], info: PluginInfo) -> None:
        for problem in wrong_records(records, info):
            self.tell(name, problem.what, problem.fix)
        for duty in records:
            if isinstance(duty, LocalDuty) and duty.member in info.members:
                for what, fix in try_duty(duty, self.guard):
                    self.tell(name, what, fix)

    def _rules(self, rules: Sequence[LocalRule], info: PluginInfo | None) -> None:
        claim = info or PluginInfo(name="unknown", api=1, members={rule.member for rule in rules} or {"GM9999"})
        problems = problems_of(rules, claim, terms=self.terms, register=self.register)
        for problem in problems:
            self.tell("rules", " ".join(filter(None, (problem.what, problem.why))), problem.fix)
        refused = {id(problem.rule) for problem in problems}
        sound = [rule for rule in rules if id(rule) not in refused]
        for rule in sound:
            self._layer(rule)
            for name, day in _strange_days(rule):
                self.tell("rules", f"rule {rule.id!r}: {name} {day} is no likely day", "correct the year")
        for one, other in _ties(sound):
            what = f"{one.id!r} and {other.id!r} fill {one.term} for {one.member} on the same days, in the same layer"
            self.tell("rules", what, "end one with valid_to, or make one rule of them")

    def _layer(self, rule: LocalRule) -> None:
        term = self.terms[rule.term]
        if term.accepts(rule.layer) or rule.layer is None or term.layer is None:
            return
        stands, asked = rule.layer.label("nl"), term.layer.label("nl")
        what = f"rule {rule.id!r} stands in a {stands} and never answers: {term.where()} asks a {asked}"
        fix = f"look for the {asked}; leave the rule as it is when this is what was found"
        self.found.append(Finding(part="rules", what=what, fix=fix, severity="remark"))


@contextmanager
def _project(folder: Path) -> Iterator[str]:
    """The name of the module in the folder of a project, which can be imported for as long as this lasts."""
    package = _package(folder)
    path, own = list(sys.path), _modules_of(package.name)
    for name in own:  # another one of that name may be imported: it is set aside
        del sys.modules[name]
    sys.path.insert(0, str(package.parent.resolve()))
    importlib.invalidate_caches()
    try:
        yield package.name
    finally:
        sys.path[:] = path
        for name in _modules_of(package.name):
            del sys.modules[name]
        sys.modules.update(own)


def _modules_of(package: str) -> dict[str, ModuleType]:
    return {name: module for name, module in list(sys.modules.items()) if name.partition(".")[0] == package}


def _package(folder: Path) -> Path:
    """The package with ``VNGKIT`` in the folder of a project, found without running it."""
    if not folder.is_dir():
        raise NotFound(f"there is no folder {folder}.", fix="give the folder of the project of the plugin")
    packages = sorted(path.parent for pattern in ("src/*", "*") for path in folder.glob(f"{pattern}/__init__.py"))
    marked = [path for path in packages if "VNGKIT" in (path / "__init__.py").read_text(encoding="utf-8")]
    if len(marked) != 1:
        said = ", ".join(path.name for path in marked) or "none"
        what = f"the folder {folder} should hold one package with VNGKIT; it holds {said}."
        raise DataError(what, fix="give the folder with pyproject.toml, or the name of the module")
    return marked[0]


def _strange_days(rule: LocalRule) -> Iterator[tuple[str, date]]:
    for name in _DAYS:
        day = getattr(rule, name)
        if day is not None and not _FIRST_DAY <= day < _LAST_DAY:
            yield name, day


def _ties(rules: Sequence[LocalRule]) -> Iterator[tuple[LocalRule, LocalRule]]:
    """Pairs that the resolver could not choose between: the same member, term, layer and start, and days in common."""
    first: dict[tuple[object, ...], LocalRule] = {}
    for rule in rules:
        key = (rule.member, rule.term, rule.layer, rule.valid_from, rule.attested_on)
        if key in first:
            yield first[key], rule
        else:
            first[key] = rule
