"""A plugin on its way in, and what can only be seen beside the others: names and ids that two of them have."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, count

from attrs import define, evolve, field

from vngkit.errors import VngkitError
from vngkit.legislation import LocalRule
from vngkit.plugins._check import Problem, keep_sound, validation_fault
from vngkit.plugins._check_given import GivenProblem, joined
from vngkit.plugins._fault import Fault, fault_from
from vngkit.plugins._find import Found
from vngkit.plugins._stages import Progress

__all__ = ["Loading", "refuse_same_names", "tell_problems", "tell_same_ids"]


@define
class Loading:
    """A plugin on its way in."""

    found: Found
    name: str
    progress: Progress
    rules: tuple[LocalRule, ...] = ()
    problems: list[Problem] = field(factory=list)
    wrong: list[GivenProblem] = field(factory=list)
    fault: Fault | None = None
    isolated: bool = False
    seconds: float = 0.0

    def fail(self, error: VngkitError) -> None:
        info = self.progress.info
        self.rules = ()
        self.fault = fault_from(
            error,
            plugin=self.name,
            stage=self.progress.stage,
            members=info.members if info else None,
            provider=self.found.provider,
        )


def refuse_same_names(loadings: Sequence[Loading]) -> None:
    """Two plugins of one name: neither is taken in, for the order of installation must not choose."""
    named: dict[str, list[Loading]] = {}
    for loading in loadings:
        named.setdefault(loading.name, []).append(loading)
    for name, group in named.items():
        if len(group) == 1:
            continue
        providers = sorted(loading.found.provider for loading in group)
        infos = [loading.progress.info for loading in group]
        claims = frozenset().union(*(info.members for info in infos if info is not None))
        fault = Fault(
            plugin=name,
            stage="register",
            what=f"{len(group)} plugins have the name {name!r}: {', '.join(providers)}. None of them is taken in.",
            fix="uninstall one, or give one another name",
            members=claims if all(infos) else None,
            kind="conflict",
            provider=", ".join(providers),
        )
        for loading in group:
            loading.rules, loading.fault = (), fault


def tell_same_ids(loadings: Sequence[Loading]) -> None:
    """A rule id of two plugins: both rules stay and both plugins are told.

    To refuse one would let the order of installation choose; to refuse both would let one gemeente end another's rule.
    Only where the two speak for one member is the rule shown under the name of its plugin, so that the answer tells
    them apart; a rule of another member never changes an answer, not even the id in it.
    """
    holders: dict[str, dict[str, set[str]]] = {}
    for loading in loadings:
        for rule in loading.rules:
            if type(rule.id) is str and type(rule.member) is str:
                holders.setdefault(rule.id, {}).setdefault(loading.name, set()).add(rule.member)
    shared = {id_: members for id_, members in holders.items() if len(members) > 1}
    taken = {(member, id_) for id_, plugins in holders.items() for members in plugins.values() for member in members}
    for loading in loadings if shared else ():
        refused = {id(problem.rule) for problem in loading.problems}
        loading.rules = tuple(
            rule
            if id(rule) in refused or rule.id not in shared
            else _told_of_same_id(loading, rule, shared[rule.id], taken)
            for rule in loading.rules
        )


def _told_of_same_id(
    loading: Loading, rule: LocalRule, holders: dict[str, set[str]], taken: set[tuple[str, str]]
) -> LocalRule:
    own, what = rule, f"the id {rule.id!r} is given by the plugins {', '.join(sorted(holders))}"
    if sum(rule.member in members for members in holders.values()) > 1:
        name = f"{loading.name}:{rule.id}"
        names = chain([name], (f"{name}:{number}" for number in count(2)))
        free = next(id_ for id_ in names if (rule.member, id_) not in taken)
        taken.add((rule.member, free))
        own, what = evolve(rule, id=free), f"{what}; this rule is shown as {free!r}"
    fix = f"begin the id with the name of its plugin: {loading.name}."
    loading.problems.append(Problem(rule=own, what=f"{what}.", fix=fix, conflict=True, kept=True))
    return own


def tell_problems(loading: Loading) -> None:
    info = loading.progress.info
    if loading.fault is None and loading.problems and info is not None:
        given, provider = len(loading.rules), loading.found.provider
        loading.fault = validation_fault(loading.name, provider, info, given, loading.problems)
        loading.rules = keep_sound(loading.rules, loading.problems)
    if info is not None and loading.wrong:
        what = " | ".join(map(str, loading.wrong[:20]))
        new = Fault(
            plugin=loading.name,
            stage="validate",
            what=what,
            members=info.members,
            provider=loading.found.provider,
        )
        loading.fault = joined(loading.fault, new)
