"""What blocks what: dependencies between conditions as data, what to do first, and the findings about them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.legislation import Citation, Lang, NationalRule, national_rule
from vngkit.reentry._case import Case
from vngkit.reentry._check_texts import finding_on
from vngkit.reentry._documents import accepts_document
from vngkit.reentry._duty import Answers
from vngkit.reentry._fields import life_area
from vngkit.reentry._finding import Finding, Reason
from vngkit.reentry._words import (
    DATA,
    AddressKind,
    BasicCondition,
    ConditionState,
    DocumentKind,
    FindingKind,
    LifeArea,
    Phase,
    Role,
    Scenario,
)

__all__ = ["Block", "Dependency", "DependencyCheck", "blocked", "dependencies", "dependency_checks", "in_order_of_need"]

Effect = Literal["blocks", "hampers", "way"]


@frozen(kw_only=True)
class Dependency:
    """Afhankelijkheid: a thing that needs another, by which rule, and what to do first; a row of data.

    ``effect`` is ``blocks`` (it can not be had without), ``hampers`` (it can, less well) or ``way`` (one of the ways
    to it: it links a chain and blocks nothing by itself). ``asked`` are the steps by which the thing is asked for and
    ``done`` those by which that is over. ``other_rules`` are exceptions and other ways.
    """

    id: str
    thing: str
    needs: str
    about: LifeArea
    effect: Effect
    asked: tuple[str, ...] = field(repr=False)
    done: tuple[str, ...] = field(repr=False)
    rule: NationalRule = field(repr=False)
    other_rules: tuple[NationalRule, ...] = field(repr=False)
    text: str
    text_nl: str
    first: str
    first_nl: str


@frozen(kw_only=True)
class Block:
    """Wat iets tegenhoudt in een dossier: a dependency whose need is not there (or not known), with the way out.

    ``certain`` is False when the need is not known. ``first`` is the dependency at the far end of the chain: what to
    do before anything else.
    """

    dependency: Dependency
    certain: bool
    first: Dependency

    @property
    def citation(self) -> Citation | None:
        """The article of the dependency."""
        return self.dependency.rule.citation

    def explain(self, lang: Lang = "nl") -> str:
        """Why it is held up and what to do first, with the articles."""
        dutch, one, first = lang == "nl", self.dependency, self.first
        unsure = "" if self.certain else ("Mogelijk: " if dutch else "Perhaps: ")
        text = f"{unsure}{one.text_nl if dutch else one.text} ({_where(one.rule)})."
        act = first.first_nl if dutch else first.first
        return f"{text} {'Eerst' if dutch else 'First'}: {_without_first(act)} ({_where(first.rule)})."


def _without_first(text: str) -> str:
    for word in ("eerst ", "first "):
        text = text.removeprefix(word)
    return text


def _where(rule: NationalRule) -> str:
    return f"{rule.law} {rule.citation.short()}" if rule.citation else rule.law


@cache
def dependencies() -> tuple[Dependency, ...]:
    """The dependencies between conditions (*afhankelijkheden*), what is needed first in front.

    Source: the rules that each row names, for example Wet op de Nederlandse identiteitskaart 11 lid 1.

    >>> [each.id for each in dependencies() if each.thing == "identity_card"]
    ['idcard_needs_address', 'idcard_in_person']
    """
    with (DATA / "dependencies.csv").open(encoding="utf-8", newline="") as file:
        return in_order_of_need(_dependency(row) for row in csv.DictReader(file))


def _dependency(row: Mapping[str, str]) -> Dependency:
    return Dependency(
        id=row["id"],
        thing=row["thing"],
        needs=row["needs"],
        about=life_area(row["about"]),
        asked=tuple(row["asked"].split("|")) if row["asked"] else (),
        done=tuple(row["done"].split("|")) if row["done"] else (),
        effect=row["effect"],  # type: ignore[arg-type]  # a test holds the data to the three words
        rule=national_rule(row["rule"]),
        other_rules=tuple(national_rule(name) for name in row["other_rules"].split("|") if name),
        text=row["en"],
        text_nl=row["nl"],
        first=row["first_en"],
        first_nl=row["first_nl"],
    )


def in_order_of_need(given: Iterable[Dependency]) -> tuple[Dependency, ...]:
    """Dependencies with what is needed first in front; raises ``DataError`` when they go round in a circle."""
    rows = tuple(given)
    depth: dict[str, int] = {}

    def deep(thing: str, above: tuple[str, ...]) -> int:
        if thing in above:
            raise DataError(
                f"the dependencies go round: {' needs '.join((*above, thing))}.", fix="take one of them out"
            )
        if thing not in depth:
            needed = [deep(row.needs, (*above, thing)) for row in rows if row.thing == thing]
            depth[thing] = 1 + max(needed, default=-1)
        return depth[thing]

    return tuple(sorted(rows, key=lambda row: deep(row.thing, ())))


def _address(case: Case, _: date) -> bool | None:
    return None if case.address is AddressKind.UNKNOWN else case.address is not AddressKind.NONE


def _outside(case: Case, _: date) -> bool | None:
    return case.phase is not Phase.DETAINED


def _free(case: Case, _: date) -> bool | None:
    return None if case.phase is Phase.OUTSIDE else case.phase is not Phase.DETAINED


def _document(purpose: str, *, of_kind: DocumentKind | None = None) -> Callable[[Case, date], bool | None]:
    def holds(case: Case, on: date) -> bool | None:
        held = case.assessments.get(BasicCondition.IDENTITY)
        if held is None or held.state in _NOT_TOLD:
            return None
        if held.document is not None and (of_kind is None or held.document is of_kind):
            return bool(accepts_document(purpose, held.document, valid_until=held.valid_until, on=on))
        if held.state is ConditionState.MET:
            return held.valid_until is None or held.valid_until >= on
        return None if held.state is ConditionState.NOT_APPLICABLE else False

    return holds


def _place(case: Case, _: date) -> bool | None:
    state = case.state(BasicCondition.HOUSING)
    return None if state in _NOT_TOLD else state in (ConditionState.MET, ConditionState.ARRANGED)


_NOT_TOLD: Final = frozenset({ConditionState.UNKNOWN, ConditionState.NOT_ASKED, ConditionState.REFUSED})
_PURPOSES: Final = {"debt_help": "debt_help", "assistance": "assistance", "support": "support"}
_NEEDS: Final[Mapping[str, Callable[[Case, date], bool | None]]] = MappingProxyType(
    {
        "registered_address": _address,
        "outside": _outside,
        "free": _free,
        "place_to_stay": _place,
        "identity_card": _document("plan_data"),
    }
)


def _need_holds(dependency: Dependency, case: Case, on: date) -> bool | None:
    """Whether what a dependency needs is there; None when it is not known."""
    if dependency.needs == "identification":
        return _document(_PURPOSES.get(dependency.thing, "debt_help"))(case, on)
    return _NEEDS[dependency.needs](case, on)


_LIBERTY: Final = frozenset({"outside", "free"})
_SETTLED: Final = frozenset({ConditionState.MET, ConditionState.NOT_APPLICABLE})
_OPEN: Final = frozenset({ConditionState.LACKING, ConditionState.ARRANGED})


def _wanted(dependency: Dependency, case: Case, on: date) -> bool:
    """Whether the thing is wanted in the case: it was asked for, or its condition is open and not settled."""
    if dependency.thing == "penitentiary_programme":
        belief = case.release.scenarios.get(Scenario.PENITENTIARY_PROGRAMME)
        return belief is not None and case.phase is Phase.DETAINED
    state = case.state(dependency.about)
    return state in _OPEN or (state not in _SETTLED and _is_asked(dependency, case, on))


def _is_asked(dependency: Dependency, case: Case, on: date) -> bool:
    asked, done = (
        max((step.on for kind in kinds for step in case.steps_of(kind) if step.on <= on), default=None)
        for kinds in (dependency.asked, dependency.done)
    )
    return asked is not None and (done is None or done < asked)


def blocked(case: Case, *, on: date) -> tuple[Block, ...]:
    """What blocks or hampers what in a case (*wat houdt wat tegen*), what to do first in front.

    Args:
        case: the case.
        on: the day, for documents that expire.

    Returns:
        A block for each dependency whose need is not there, or is not known (``certain`` is False): of a condition that
        is open (lacking or arranged), or of help that was asked for and not decided on.

    >>> from vngkit.reentry import Case
    >>> blocked(Case(id="c"), on=date(2026, 11, 23))
    ()
    """
    rows = [row for row in dependencies() if row.effect != "way"]
    return tuple(block for row in rows if (block := _block(row, case, on)) is not None)


def _block(row: Dependency, case: Case, on: date) -> Block | None:
    if not _wanted(row, case, on):
        return None
    holds = _need_holds(row, case, on)
    if holds:
        return None
    return Block(dependency=row, certain=holds is False, first=_first(row, case, on))


def _first(row: Dependency, case: Case, on: date) -> Dependency:
    """The far end of the chain: as long as what is needed itself needs something that is not there, go on."""
    for below in dependencies():
        if below.thing == row.needs and below.needs not in _LIBERTY and _need_holds(below, case, on) is False:
            deeper = _first(below, case, on)
            return row if deeper.effect == "way" else deeper
    return row


@frozen(kw_only=True)
class DependencyCheck:
    """Controle van een afhankelijkheid: at risk when a need is not there, missing when it is not known."""

    dependency: Dependency
    triggers: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Its id, for example ``dependency.debt_help_needs_identification``."""
        return f"dependency.{self.dependency.id}"

    def findings(self, case: Case, on: date, answers: Answers) -> Iterator[Finding]:  # noqa: ARG002  # one form for all
        """What it finds in a case on a day."""
        block = _block(self.dependency, case, on) if case.active else None
        if block is None:
            return
        row = block.dependency
        yield finding_on(
            case,
            row.rule,
            about=row.about,
            id=self.id,
            kind=FindingKind.AT_RISK if block.certain else FindingKind.MISSING,
            title_en=_TITLES["en"][row.effect].format(area=row.about.label("en")),
            title_nl=_TITLES["nl"][row.effect].format(area=row.about.label("nl")),
            who=Role.COLLEGE,
            due_on=case.release.earliest,
            reasons=(
                Reason(kind=f"{row.effect}.{row.needs}", text=row.text, text_nl=row.text_nl),
                Reason(kind=f"first.{block.first.id}", text=block.first.first, text_nl=block.first.first_nl),
                *(() if block.certain else (_NOT_KNOWN,)),
            ),
        )


_TITLES: Final = {
    "nl": {"blocks": "iets anders moet eerst: {area}", "hampers": "iets anders houdt op: {area}"},
    "en": {"blocks": "something else comes first: {area}", "hampers": "something else holds it up: {area}"},
}
_NOT_KNOWN: Final = Reason(
    kind="need_not_known",
    text="it is not known whether what is needed is there",
    text_nl="niet bekend is of wat nodig is er is",
)


def dependency_checks() -> tuple[DependencyCheck, ...]:
    """A check for each dependency that blocks or hampers."""
    return tuple(DependencyCheck(dependency=row) for row in dependencies() if row.effect != "way")
