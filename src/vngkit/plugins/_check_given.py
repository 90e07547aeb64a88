"""Checking what a plugin gives for reentry cases: inside the claim, ids of its own, fields of their own types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import evolve, field, frozen

from vngkit.errors import VngkitError
from vngkit.legislation import AccessRule, Source, check_access_rule
from vngkit.plugins._fault import Fault, shown
from vngkit.plugins._info import PluginInfo
from vngkit.plugins._later import Caller, GuardedDuty, GuardedExporter, Later, hear, keep_elsewhere, observe
from vngkit.plugins._stages import Given

if TYPE_CHECKING:
    from vngkit.plugins._set import Plugin
    from vngkit.questions import DeskRule
    from vngkit.reentry import CaseChange, LocalService, SignalKind
    from vngkit.storage import Anchor
    from vngkit.themes import LocalTheme

__all__ = ["Contributions", "GivenProblem", "contributions_of", "joined", "sound_part", "wrong_records"]

R = TypeVar("R")
_LONGEST: Final = 2_000
_DEMANDS: Final = {
    "LocalDuty": ("source", "valid_from"),
    "LocalService": ("valid_from",),
    "AccessRule": ("source", "valid_from"),
    "DeskRule": ("source", "valid_from"),
}
_TEXTS: Final = (
    "id",
    "nl",
    "en",
    "member",
    "title_en",
    "title_nl",
    "name",
    "contact",
    "note_en",
    "note_nl",
    "media_type",
    "desk",
)
_OF_A_THEME: Final = ("label", "label_en")


@frozen(kw_only=True)
class GivenProblem:
    """What is wrong with one record, and what to do."""

    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.what} Fix: {self.fix}"


def wrong_records(records: tuple[Any, ...], info: PluginInfo) -> list[GivenProblem]:
    """Everything that is wrong with the records of one hook."""
    problems: list[GivenProblem] = []
    kept = _kept(records, info, problems)
    _kept_themes(tuple(record for record in kept if _is_theme(record)), problems)
    return problems


def sound_part(given: Given, info: PluginInfo) -> tuple[Given, list[GivenProblem]]:
    """The records that are right, and everything that is wrong with the others."""
    problems = [_left_out(hook) for hook in given.left_out]
    kept = evolve(
        given,
        duties=_kept(given.duties, info, problems),
        services=_kept(given.services, info, problems),
        signal_kinds=_kept(given.signal_kinds, info, problems),
        exporters=_kept(given.exporters, info, problems),
        access_rules=_kept(given.access_rules, info, problems),
        themes=_kept_themes(_kept(given.themes, info, problems), problems),
        desk_rules=_kept(given.desk_rules, info, problems),
    )
    return kept, problems


def _is_theme(record: object) -> bool:
    return type(record).__name__ == "LocalTheme"


def _kept_themes(records: tuple[LocalTheme, ...], problems: list[GivenProblem]) -> tuple[LocalTheme, ...]:
    """The own themes that can stand together and beside the lists of all."""
    if not records:
        return ()
    from vngkit.themes import load, sound_themes

    kept, wrong = sound_themes(records, load())
    for theme, error in wrong:
        what = " ".join(part for part in (error.what, error.why) if part)
        named = what if theme.id in what else f"LocalTheme {shown(theme.id, 80)!r}: {what}"
        problems.append(GivenProblem(what=named, fix=error.fix))
    return kept


def _left_out(hook: str) -> GivenProblem:
    return GivenProblem(
        what=f"what {hook} gives can not leave the process of its own of the plugin, and is left out.",
        fix="open the kit without isolate for this plugin when you trust it, or leave that hook out",
    )


def _kept(records: tuple[R, ...], info: PluginInfo, problems: list[GivenProblem]) -> tuple[R, ...]:
    ids = Counter(getattr(record, "id", None) for record in records)
    sound = []
    for record in records:
        wrong = _wrong(record, info, ids)
        if wrong is None:
            sound.append(record)
        else:
            problems.append(wrong)
    return tuple(sound)


def _wrong(record: Any, info: PluginInfo, ids: Counter[Any]) -> GivenProblem | None:
    kind = type(record).__name__
    for name in (*_TEXTS, *(_OF_A_THEME if _is_theme(record) else ())):
        value = getattr(record, name, "")
        if value is None and name == "member" and kind == "DeskRule":
            continue  # for the questions of every gemeente
        if type(value) is not str or len(value) > _LONGEST:
            return GivenProblem(what=f"{name} of a {kind} is no text or a very long one.", fix="write a short text")
    name = f"{kind} {shown(record.id, 80)!r}"
    for key, types in (("source", Source), ("valid_from", date)):
        if key in _DEMANDS.get(kind, ()) and type(getattr(record, key)) is not types:
            return GivenProblem(what=f"{name}: {key} is no {types.__name__}.", fix=f"give a {types.__name__}")
    if not record.id.startswith(f"{info.name}."):
        return GivenProblem(
            what=f"{name} does not begin with the name of its plugin.", fix=f"write {info.name}. before it"
        )
    if ids[record.id] > 1:
        return GivenProblem(what=f"{name} is given {ids[record.id]} times.", fix="give each its own id")
    return _beyond(record, info, name)


def _beyond(record: Any, info: PluginInfo, name: str) -> GivenProblem | None:
    """A record for a gemeente outside the claim, or against law, or of nothing that exists."""
    member = getattr(record, "member", None)
    if member is not None and member not in info.members:
        return GivenProblem(
            what=f"{name} is for {member}, for which the plugin does not speak.",
            fix=f"add {member} to members of its PluginInfo, or take it out",
        )
    if type(record).__name__ == "DeskRule":
        return _of_nothing(record)
    return _against_law(record) if type(record) is AccessRule else None


def _of_nothing(rule: DeskRule) -> GivenProblem | None:
    """A rule of the desk that names a theme, product or law that does not exist, so that nothing would ever fit."""
    from vngkit.questions import check_desk_rule

    try:
        check_desk_rule(rule)
    except VngkitError as error:
        return GivenProblem(what=f"rule {shown(rule.id, 80)!r}: {error.what}", fix=error.fix)
    return None


def _against_law(rule: AccessRule) -> GivenProblem | None:
    """A rule on access that names what does not exist, or would widen what law lets."""
    if type(rule.role) is not str or type(rule.purpose) not in (str, type(None)):
        return GivenProblem(what=f"rule {rule.id!r}: role or purpose is no text.", fix="write a word of access_rows()")
    try:
        check_access_rule(rule)
    except VngkitError as error:
        return GivenProblem(what=" ".join(part for part in (error.what, error.why) if part), fix=error.fix)
    return None


def joined(fault: Fault | None, new: Fault) -> Fault:
    """One fault for a plugin: what was wrong already and what is wrong besides."""
    if fault is None:
        return new
    fix = f" Fix: {fault.fix}" if fault.fix else ""
    members = None if fault.members is None or new.members is None else fault.members | new.members
    return evolve(fault, what=f"{fault.what} {fault.why}{fix} | {new.what}", why="", fix=new.fix, members=members)


@frozen(kw_only=True)
class Contributions:
    """What all plugins of a kit gave for reentry cases, each behind its guard."""

    duties: tuple[GuardedDuty, ...]
    services: tuple[LocalService, ...]
    signal_kinds: tuple[SignalKind, ...]
    exporters: tuple[GuardedExporter, ...]
    access_rules: tuple[AccessRule, ...]
    themes: tuple[tuple[str, tuple[LocalTheme, ...]], ...]
    desk_rules: tuple[DeskRule, ...]
    _observers: list[tuple[Caller, Any]] = field(alias="observers")
    _keepers: list[tuple[Caller, Any]] = field(alias="keepers")
    _later: Later = field(alias="later")

    def tell(self, change: CaseChange) -> None:
        """Tell every observer whose gemeente it concerns that a case changed."""
        observe(change, self._observers, self._later)

    def hearers(self) -> dict[str, Callable[[CaseChange], None]]:
        """For each plugin that observes, what lets it hear of a change, and raises ``PluginError`` when it fails."""
        return {
            who.plugin: partial(hear, who=who, observer=observer, later=self._later)
            for who, observer in self._observers
        }

    def keep(self, anchor: Anchor) -> None:
        """Tell every plugin that keeps anchors elsewhere."""
        keep_elsewhere(anchor, self._keepers, self._later)


def contributions_of(plugins: Iterable[Plugin], later: Later) -> Contributions:
    """Everything that the plugins gave for reentry cases."""
    plugins = tuple(plugins)

    def who(plugin: Plugin, what: str) -> Caller:
        members = plugin.info.members if plugin.info else frozenset[str]()
        return Caller(plugin=plugin.name, provider=plugin.provider, members=members, what=what)

    return Contributions(
        duties=tuple(
            GuardedDuty(duty=duty, who=who(plugin, f"duty {duty.id}"), later=later)
            for plugin in plugins
            for duty in plugin.given.duties
        ),
        services=tuple(service for plugin in plugins for service in plugin.given.services),
        signal_kinds=tuple(kind for plugin in plugins for kind in plugin.given.signal_kinds),
        exporters=tuple(
            GuardedExporter(exporter=exporter, who=who(plugin, f"exporter {exporter.id}"), later=later)
            for plugin in plugins
            for exporter in plugin.given.exporters
        ),
        access_rules=tuple(rule for plugin in plugins for rule in plugin.given.access_rules),
        themes=tuple((plugin.name, plugin.given.themes) for plugin in plugins if plugin.given.themes),
        desk_rules=tuple(rule for plugin in plugins for rule in plugin.given.desk_rules),
        observers=[
            (who(plugin, "vngkit_case_changed"), plugin.given.observer)
            for plugin in plugins
            if plugin.given.observer is not None
        ],
        keepers=[
            (who(plugin, "vngkit_chain_anchored"), plugin.given.anchor_keeper)
            for plugin in plugins
            if plugin.given.anchor_keeper is not None
        ],
        later=later,
    )
