"""Plugins that go wrong on purpose: one stops the interpreter, one breaks the law, one speaks for another gemeente."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterable
from datetime import date

from vngkit.legislation import Layer, LocalRule, Source
from vngkit.plugins import PluginInfo, hookimpl
from vngkit.terms import Term

TERM = "debt.decision_term"
TOO_LONG = 9


def broken_plugins(own: str, other: str) -> tuple[types.ModuleType, ...]:
    """Three broken plugins that say to speak for the gemeente ``own``; the third also reaches for ``other``."""
    return (
        _plugin("stopt-de-boel", own, lambda: sys.exit("told to stop")),
        _plugin("negen-weken", own, lambda: [_rule("negen-weken.term", own, TOO_LONG)]),
        _plugin("grijpt-mis", own, lambda: [_rule("grijpt-mis.term", other, 1)]),
    )


def _plugin(name: str, member: str, rules: Callable[[], Iterable[LocalRule]]) -> types.ModuleType:
    module = types.ModuleType(name.replace("-", "_"))

    @hookimpl
    def vngkit_local_rules() -> Iterable[LocalRule]:
        return rules()

    module.__dict__.update(VNGKIT=PluginInfo(name=name, api=1, members={member}), vngkit_local_rules=vngkit_local_rules)
    return module


def _rule(name: str, member: str, weeks: int) -> LocalRule:
    source = Source(title="Verzonnen verordening", publication_id="CVDR000000_1", article="2")
    return LocalRule(
        id=name,
        term=TERM,
        member=member,
        value=Term(weeks, "weeks"),
        layer=Layer.VERORDENING,
        source=source,
        valid_from=date(2026, 1, 1),
    )
