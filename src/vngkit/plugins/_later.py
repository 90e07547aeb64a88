"""Functions of plugins that are called later: a duty for a case, an observer, an exporter, each behind a guard."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import define, field, frozen

from vngkit.errors import PluginError, PluginLoadError, PluginTimeout, VngkitError
from vngkit.plugins._fault import Fault, Stage, fault_from
from vngkit.plugins._guard import limited

if TYPE_CHECKING:
    from vngkit.reentry import Case, CaseChange, Exporter, Finding, LocalDuty
    from vngkit.storage import Anchor

__all__ = ["Caller", "GuardedDuty", "GuardedExporter", "Later", "hear", "keep_elsewhere", "observe"]

_log = logging.getLogger("vngkit.plugins")
T = TypeVar("T")
DUTY_SECONDS: Final = 0.5
OBSERVE_SECONDS: Final = 2.0
ANCHOR_SECONDS: Final = 5.0
EXPORT_SECONDS: Final = 10.0
_WITH_A_CASE: Final[frozenset[Stage]] = frozenset({"duty", "export"})


@define
class Later:
    """What went wrong after loading, one fault for each plugin and stage, and what was set aside."""

    faults: list[Fault] = field(factory=list)
    _aside: set[tuple[str, str]] = field(factory=set)

    def call(self, function: Callable[[], T], *, who: Caller, stage: Stage, seconds: float) -> T:
        """Call a function of a plugin; what it raises is kept as a fault and raised as a ``PluginError``.

        After a hang it is set aside: it is not called again.
        """
        key = (who.plugin, who.what)
        if key in self._aside:
            raise PluginTimeout(f"{who.what} was set aside, for it gave no answer before.", fix="correct the plugin")
        try:
            return limited(function, seconds, quiet=stage in _WITH_A_CASE)
        except VngkitError as error:
            if isinstance(error, PluginTimeout):
                self._aside.add(key)
            self.keep(error, who=who, stage=stage)
            raise PluginError(f"{who.what}: {error.what}", why=error.why, fix=error.fix) from None

    def keep(self, error: VngkitError, *, who: Caller, stage: Stage) -> None:
        """Keep a fault, once for each plugin, stage and text, and log it."""
        fault = fault_from(error, plugin=who.plugin, stage=stage, members=who.members, provider=who.provider)
        if fault not in self.faults:
            self.faults.append(fault)
            _log.warning("%s", fault, extra={"plugin": fault.plugin, "stage": fault.stage})


@frozen(kw_only=True)
class Caller:
    """Whose function it is, and what it is called."""

    plugin: str
    provider: str
    members: frozenset[str]
    what: str


@frozen(kw_only=True)
class GuardedDuty:
    """A local duty of a plugin, as the book of duties evaluates it: it gets a copy, has a limit, and is checked."""

    duty: LocalDuty
    who: Caller
    later: Later = field(repr=False, eq=False)

    @property
    def id(self) -> str:
        """The id of the duty."""
        return self.duty.id

    @property
    def triggers(self) -> frozenset[str]:
        """The kinds of steps without which it finds nothing."""
        return self.duty.triggers

    @property
    def members(self) -> frozenset[str]:
        """The gemeente whose cases it looks at."""
        return frozenset({self.duty.member})

    def findings(self, case: Case, on: date, answers: object) -> Iterator[Finding]:  # noqa: ARG002  # one form for all
        """What it finds in a case on a day; raises ``PluginError`` when the plugin failed."""
        from vngkit.reentry import LocalFinding

        if not self.duty.concerns(case, on):
            return
        copy = deepcopy(case)  # a plugin may change what it gets
        found = self.later.call(lambda: self.duty.look(copy, on), who=self.who, stage="duty", seconds=DUTY_SECONDS)
        if found is None:
            return
        if type(found) is not LocalFinding or not found.is_sound():
            error = PluginLoadError(
                f"{self.who.what} gave a {type(found).__name__} that is no LocalFinding.",
                fix="give a LocalFinding or None",
            )
            self.later.keep(error, who=self.who, stage="duty")
            raise error
        yield self.duty.as_finding(found, case, on)


@frozen(kw_only=True)
class GuardedExporter:
    """An exporter of a plugin, with a limit."""

    exporter: Exporter
    who: Caller
    later: Later = field(repr=False, eq=False)

    def write(self, *arguments: Any) -> str | bytes:
        """What the exporter gives; raises ``PluginError`` when the plugin failed or gave something else."""
        function: Callable[..., object] = self.exporter.write
        given = self.later.call(lambda: function(*arguments), who=self.who, stage="export", seconds=EXPORT_SECONDS)
        if type(given) is str or type(given) is bytes:
            return given
        error = PluginError(f"{self.who.what} gave a {type(given).__name__}.", fix="give text or bytes")
        self.later.keep(error, who=self.who, stage="export")
        raise error


def observe(change: CaseChange, observers: list[tuple[Caller, Callable[[CaseChange], object]]], later: Later) -> None:
    """Tell every observer whose gemeente it concerns; what fails is kept and stops nobody."""
    for who, observer in observers:
        with suppress(PluginError):  # kept by later.call
            hear(change, who, observer, later)


def hear(change: CaseChange, who: Caller, observer: Callable[[CaseChange], object], later: Later) -> None:
    """Tell one observer, if its gemeente it concerns; what fails is kept and raised as a ``PluginError``."""
    if not who.members.isdisjoint(change.members):
        later.call(lambda: observer(change), who=who, stage="observe", seconds=OBSERVE_SECONDS)


def keep_elsewhere(anchor: Anchor, keepers: list[tuple[Caller, Callable[[Anchor], object]]], later: Later) -> None:
    """Tell every plugin that keeps anchors elsewhere; what fails is kept and stops nobody."""
    for who, keeper in keepers:
        with suppress(PluginError):  # kept by later.call
            later.call(partial(keeper, anchor), who=who, stage="observe", seconds=ANCHOR_SECONDS)
