"""The kinds of steps at which duties start and end, and that people record: a closed list of data."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from vngkit.errors import DataError, NotFound
from vngkit.legislation import Lang
from vngkit.reentry._words import DATA

__all__ = ["StepKind", "check_step", "is_foreseen_step", "is_step", "steps"]

OWN: Final = "local."
FORESEEN: Final = "foreseen."
_GENERIC: Final = "StepTaken"
_AHEAD: Final = "StepForeseen"
_FORM = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


@frozen(kw_only=True)
class StepKind:
    """Soort stap: what can happen in a procedure, with its Dutch and English name.

    Args:
        id: dotted, for example ``debt.requested``.
        about: the area of the duties that it belongs to.
        events: the names of the events that mark it; ``StepTaken`` is among them when it can say it too.
        nl: its name in Dutch; ``en`` in English.
    """

    id: str
    about: str
    events: tuple[str, ...]
    nl: str
    en: str

    def label(self, lang: Lang = "nl") -> str:
        """Its name in Dutch or English."""
        return self.nl if lang == "nl" else self.en


@cache
def steps() -> Mapping[str, StepKind]:
    """All kinds of steps (*stappen*) of a reentry case by their id, in the order of the data.

    Steps of signals (``signal.<kind>``) are not among them: they come from the kinds of signals. Steps of a gemeente or
    a plugin begin with ``local.``. Source: the procedures of the national rules behind ``duties()``.

    >>> steps()["debt.requested"].label("en")
    'debt help requested'
    """
    with (DATA / "steps.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            StepKind(
                id=row["id"], about=row["about"], events=tuple(row["events"].split("|")), nl=row["nl"], en=row["en"]
            )
            for row in csv.DictReader(file)
        ]
    return MappingProxyType({row.id: row for row in rows})


def is_step(_: Any, attribute: Any, value: Any) -> None:
    """A kind of step that ``StepTaken`` can say, or one of a plugin (``local.…``)."""
    _known(attribute, value, _GENERIC)


def is_foreseen_step(_: Any, attribute: Any, value: Any) -> None:
    """A kind of step that ``StepForeseen`` can say."""
    _known(attribute, value, _AHEAD)


def _known(attribute: Any, value: Any, event: str) -> None:
    if not isinstance(value, str) or not _FORM.fullmatch(value):
        raise DataError(
            f"{attribute.name} of an event is not the name of a step.", fix="write one of vngkit.reentry.steps()"
        )
    if value.startswith(OWN):
        return
    kind = steps().get(value)
    if kind is None:
        near = get_close_matches(value, steps(), n=3)
        raise NotFound(
            f"there is no step {value!r}.",
            fix=f"did you mean {' or '.join(near)}?" if near else "write one of vngkit.reentry.steps()",
        )
    if event not in kind.events:
        raise DataError(
            f"the step {value!r} is not said by {event}.",
            why="It changes more than a list of steps.",
            fix=f"record {' or '.join(kind.events)}",
        )


def check_step(what: str, own: Iterable[str] = ()) -> None:
    """Raise ``NotFound`` for a step of a plugin (``local.…``) that no plugin of ``own`` brought."""
    own = tuple(own)
    if what.startswith(OWN) and what not in own:
        near = get_close_matches(what, own, n=3)
        raise NotFound(
            f"no plugin brings the step {what!r}.",
            fix=f"did you mean {' or '.join(near)}?" if near else "install the plugin that brings it",
        )
