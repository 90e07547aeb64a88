"""Goal of issue 2: loading 342 plugins, one rule each; against bare pluggy, and the cost of each guard."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
import types
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pluggy

from vngkit.legislation import Layer, LocalRule, Source, open_terms
from vngkit.members import load
from vngkit.plugins import PluginInfo, PluginSet, hookimpl, hookspecs
from vngkit.terms import Term

ROUNDS = 7
DAY = date(2026, 11, 23)
MODULE = """
from datetime import date
from vngkit.legislation import Layer, LocalRule, Source
from vngkit.plugins import PluginInfo, hookimpl
from vngkit.terms import Term
VNGKIT = PluginInfo(name="{name}", api=1, members={{"{code}"}})
SOURCE = Source(title="Verordening", publication_id="CVDR000000_1", article="2")
@hookimpl
def vngkit_local_rules():
    yield LocalRule(id="p{code}.term", term="debt.decision_term", member="{code}", value=Term(6, "weeks"),
                    layer=Layer.VERORDENING, source=SOURCE, valid_from=date(2025, 1, 1))
"""
FRESH = """
import sys, time; sys.path.insert(0, {place!r})
from vngkit.plugins import PluginSet
from vngkit.legislation import open_terms
from vngkit.members import load
register, terms = load(), open_terms()
start, cpu = time.perf_counter(), time.process_time()
found = PluginSet.load({names!r}, register=register, terms=terms)
assert not found.faults and len(found.rules) == 342, found.faults
print(time.perf_counter() - start, time.process_time() - cpu)
"""


def made(code: str) -> types.ModuleType:
    """A plugin in memory with one rule."""
    module = types.ModuleType(f"vngkit_{code}")
    source = Source(title="Verordening", publication_id="CVDR000000_1", article="2")
    local = LocalRule(
        id=f"p{code}.term",
        term="debt.decision_term",
        member=code,
        value=Term(6, "weeks"),
        layer=Layer.VERORDENING,
        source=source,
        valid_from=date(2025, 1, 1),
    )

    @hookimpl
    def vngkit_local_rules() -> tuple[LocalRule, ...]:
        return (local,)

    info = PluginInfo(name=f"p{code.lower()}", api=1, members={code})
    vars(module).update({"VNGKIT": info, "vngkit_local_rules": vngkit_local_rules})
    return module


def bare(plugins: list[types.ModuleType]) -> int:
    """Pluggy alone: one manager, register, one call; no guard and no check."""
    manager = pluggy.PluginManager("vngkit")
    manager.add_hookspecs(hookspecs)
    for plugin in plugins:
        manager.register(plugin)
    return sum(len(rules) for rules in manager.hook.vngkit_local_rules())


def guarded(plugins: list[types.ModuleType]) -> int:
    """What a kit does: guards, time limit, claims, bounds, ids."""
    found = PluginSet.load(plugins, register=load(), terms=open_terms())
    assert not found.faults
    return len(found.rules)


def measure(calls: dict[str, Callable[[], int]]) -> dict[str, tuple[float, float]]:
    """Median seconds of wall and of CPU, interleaved; every call must give 342 rules."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            wall, cpu = time.perf_counter(), time.process_time()
            assert call() == 342, name
            taken[name].append((time.perf_counter() - wall, time.process_time() - cpu))
    return {
        name: (statistics.median(wall for wall, _ in pairs), statistics.median(cpu for _, cpu in pairs))
        for name, pairs in taken.items()
    }


def fresh(codes: list[str]) -> tuple[float, float]:
    """The same from files, in a fresh interpreter each round: import included."""
    with tempfile.TemporaryDirectory() as place:
        for code in codes:
            text = MODULE.format(code=code, name=f"p{code.lower()}")
            Path(place, f"vngkit_p{code.lower()}.py").write_text(text, encoding="utf-8")
        program = FRESH.format(place=place, names=[f"vngkit_p{code.lower()}" for code in codes])
        taken = []
        for _ in range(4):
            done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
            taken.append(tuple(map(float, done.stdout.split())))
    return statistics.median(wall for wall, _ in taken[1:]), statistics.median(cpu for _, cpu in taken[1:])


def main() -> None:
    """Print the table."""
    codes = [gemeente.code for gemeente in load().on(DAY)]
    plugins = [made(code) for code in codes]
    results = measure({"bare pluggy": lambda: bare(plugins), "vngkit": lambda: guarded(plugins)})
    results["vngkit, from files"] = fresh(codes)
    peer = results["bare pluggy"][1]
    print(
        f"| {len(plugins)} plugins, one rule each | wall ms | CPU ms | CPU per plugin us | CPU ratio to bare pluggy |"
    )
    print("|---|---|---|---|---|")
    for name, (wall, cpu) in results.items():
        each = cpu / len(plugins) * 1e6
        print(f"| {name} | {wall * 1000:.1f} | {cpu * 1000:.1f} | {each:.0f} | {cpu / peer:.1f} |")
    assert results["vngkit"][0] < 1.0, "the target: well under a second"


if __name__ == "__main__":
    main()
