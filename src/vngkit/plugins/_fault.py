"""What went wrong with a plugin: where, why, what to do, and whose answers it touches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from attrs import field, frozen

from vngkit.errors import PluginError, PluginLoadError, PluginTimeout, RuleConflict, VngkitError

__all__ = ["Fault", "Kind", "Stage", "fault_from", "raise_all", "shown"]

Stage = Literal["find", "import", "register", "collect", "validate", "duty", "observe", "export"]
Kind = Literal["load", "timeout", "process", "conflict"]

_ERRORS: dict[Kind, type[PluginError]] = {
    "load": PluginLoadError,
    "process": PluginLoadError,
    "timeout": PluginTimeout,
    "conflict": RuleConflict,
}
_LONGEST = 400


def shown(text: object, longest: int = _LONGEST) -> str:
    """A text of a plugin, fit for a message: one line, no control characters, not endless."""
    plain = "".join(sign if sign.isprintable() else " " for sign in str(text)[: longest + 1])
    return plain if len(plain) <= longest else f"{plain[:longest]}…"


@frozen(kw_only=True)
class Fault:
    """What went wrong with one plugin (*storing*): kept, logged once, and shown in every answer that it may touch.

    Args:
        plugin: the name of the plugin.
        stage: ``find``, ``import``, ``register``, ``collect`` or ``validate`` while it is loaded; ``duty``,
            ``observe`` or ``export`` when a function of it failed later.
        what: what is wrong and where.
        why: the reason, for example the article of national law.
        fix: what to do.
        members: codes whose answers may miss a rule; ``None`` when the claim of the plugin could not be read.
        kind: ``load``, ``timeout``, ``process`` (it changed the process) or ``conflict``.
        provider: the distribution or module that it came from.

    >>> print(Fault(plugin="kapot", stage="import", what="SyntaxError.", fix="correct line 3"))
    plugin kapot (import): SyntaxError. Fix: correct line 3
    """

    plugin: str
    stage: Stage
    what: str
    why: str = ""
    fix: str = ""
    members: frozenset[str] | None = None
    kind: Kind = "load"
    provider: str = field(default="", repr=False)

    def __str__(self) -> str:
        fix = f"Fix: {self.fix}" if self.fix else ""
        said = " ".join(part for part in (self.what, self.why, fix) if part)
        return f"plugin {self.plugin} ({self.stage}): {said}"


def fault_from(
    error: VngkitError, *, plugin: str, stage: Stage, members: frozenset[str] | None, provider: str
) -> Fault:
    """The fault that tells an error of a plugin."""
    kind: Kind = "load"
    if isinstance(error, PluginTimeout):
        kind = "timeout"
    elif isinstance(error, RuleConflict):
        kind = "conflict"
    elif error.code == "plugin.process":
        kind = "process"
    return Fault(
        plugin=plugin,
        stage=stage,
        what=error.what,
        why=error.why,
        fix=error.fix,
        members=members,
        kind=kind,
        provider=provider,
    )


def raise_all(faults: Sequence[Fault]) -> None:
    """Raise one error that tells all faults, of the class that they share; nothing when there are none."""
    if not faults:
        return
    kind = faults[0].kind
    error = _ERRORS[kind] if all(fault.kind == kind for fault in faults) else PluginLoadError
    if len(faults) == 1:
        only = faults[0]
        raise error(f"plugin {only.plugin} ({only.stage}): {only.what}", why=only.why, fix=only.fix)
    raise error(f"{len(faults)} plugins have faults: " + " | ".join(map(str, faults)))
