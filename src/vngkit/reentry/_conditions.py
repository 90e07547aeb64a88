"""What each basic condition means: its own definition of met, and the facts that it rests on, as data."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from attrs import field, frozen

from vngkit.errors import DataError, NotFound
from vngkit.legislation import Lang, NationalRule, national_rule
from vngkit.reentry._words import DATA, BasicCondition, CrossTheme, Known, LifeArea

__all__ = ["ConditionDefinition", "ConditionFact", "Facts", "definition", "definitions", "read_facts"]

Facts = tuple[tuple[str, Known], ...]


@frozen(kw_only=True)
class ConditionFact:
    """Feit onder een basisvoorwaarde: a yes-or-no question that a condition rests on.

    ``needed`` is ``always`` (it must be yes for met), ``if:<fact>`` (it must be yes when that fact is), or ``no`` (it
    helps to decide what to do and says nothing on met).
    """

    name: str
    needed: str
    text: str
    text_nl: str

    def label(self, lang: Lang = "nl") -> str:
        """The fact in words."""
        return self.text_nl if lang == "nl" else self.text

    def is_needed(self, facts: Mapping[str, Known]) -> bool:
        """Whether met asks for this fact, given the others."""
        if self.needed.startswith("if:"):
            return facts.get(self.needed.removeprefix("if:")) is Known.YES
        return self.needed == "always"


@frozen(kw_only=True)
class ConditionDefinition:
    """Omschrijving van *op orde*: when a basic condition or theme is met, with its source and its facts."""

    area: LifeArea
    text: str
    text_nl: str
    source: str
    source_nl: str
    rule: NationalRule = field(repr=False)
    facts: tuple[ConditionFact, ...] = field(default=(), repr=False)

    def explain(self, lang: Lang = "nl") -> str:
        """The definition in Dutch or English, with its source."""
        lead = "Op orde als" if lang == "nl" else "Met when"
        text = self.text_nl if lang == "nl" else self.text
        source = f"bron: {self.source_nl}" if lang == "nl" else f"source: {self.source}"
        return f"{lead}: {text} ({source})."

    def fact(self, name: str) -> ConditionFact:
        """A fact by its name; raises ``DataError``."""
        for each in self.facts:
            if each.name == name:
                return each
        raise DataError(
            f"what was given is no fact of {self.area.value}.",
            fix=f"write one of {', '.join(each.name for each in self.facts)}",
        )

    def against(self, facts: Mapping[str, Known]) -> tuple[ConditionFact, ...]:
        """The facts that met needs and that are known not to hold."""
        return tuple(each for each in self.facts if each.is_needed(facts) and facts.get(each.name) is Known.NO)

    def open(self, facts: Mapping[str, Known]) -> tuple[ConditionFact, ...]:
        """The facts that met needs and that are expressly not known."""
        return tuple(each for each in self.facts if each.is_needed(facts) and facts.get(each.name) is Known.UNKNOWN)


@cache
def _definitions() -> Mapping[LifeArea, ConditionDefinition]:
    with (DATA / "condition_facts.csv").open(encoding="utf-8", newline="") as file:
        facts: dict[str, list[ConditionFact]] = {}
        for row in csv.DictReader(file):
            fact = ConditionFact(name=row["fact"], needed=row["needed"], text=row["en"], text_nl=row["nl"])
            facts.setdefault(row["area"], []).append(fact)
    areas: dict[str, LifeArea] = {area.value: area for kind in (BasicCondition, CrossTheme) for area in kind}
    with (DATA / "conditions.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType(
            {
                areas[row["area"]]: ConditionDefinition(
                    area=areas[row["area"]],
                    text=row["en"],
                    text_nl=row["nl"],
                    source=row["source"],
                    source_nl=row["source_nl"],
                    rule=national_rule(row["rule"]),
                    facts=tuple(facts.get(row["area"], ())),
                )
                for row in csv.DictReader(file)
            }
        )


def definitions() -> tuple[ConditionDefinition, ...]:
    """The definition of every basic condition and theme (*wanneer een voorwaarde op orde is*), in their order.

    >>> from vngkit.reentry import definitions
    >>> len(definitions())
    7
    """
    return tuple(_definitions().values())


def definition(area: LifeArea) -> ConditionDefinition:
    """When a basic condition or theme (*basisvoorwaarde*) is met, with its source and facts.

    Source: Penitentiaire beginselenwet 18a lid 2 d; Penitentiaire maatregel 20d; the policy target of the monitors.

    >>> from vngkit.reentry import BasicCondition, definition
    >>> [fact.name for fact in definition(BasicCondition.DEBTS).facts]
    ['insight', 'plan_needed', 'plan_running']
    """
    found = _definitions().get(area)
    if found is None:
        raise NotFound(
            "what was given is not a basic condition or a theme.",
            fix=f"write one of {', '.join(each.value for each in _definitions())}",
        )
    return found


def _is_pair(pair: object) -> bool:
    return isinstance(pair, tuple) and len(pair) == len(("name", "value")) and isinstance(pair[0], str)


def read_facts(given: Mapping[str, Known | str] | Iterable[tuple[str, Known | str]]) -> Facts:
    """Facts by name, sorted; raises ``DataError`` for what is not yes, no or unknown."""
    told = given.items() if isinstance(given, Mapping) else given
    pairs = tuple(told) if isinstance(told, Iterable) else ()
    if not isinstance(told, Iterable) or not all(_is_pair(pair) for pair in pairs):
        raise DataError("what was given is not facts by name.", fix='give for example {"plan_needed": "yes"}')
    # pyright thinks of a mapping whose keys are pairs
    return tuple(sorted((name, Known(value)) for name, value in pairs))  # pyright: ignore[reportReturnType]
