"""Checking the records of a plugin: of the right form, inside the claim, inside national law, one id each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from attrs import frozen

from vngkit.errors import VngkitError
from vngkit.legislation import Citation, Layer, LocalRule, OpenTerms, Source, ValueTable, check_rule
from vngkit.members import Register
from vngkit.plugins._fault import Fault, shown
from vngkit.plugins._info import PluginInfo
from vngkit.terms import Term

__all__ = ["Problem", "claim_problem", "form_problem", "keep_sound", "problems_of", "validation_fault"]

LONGEST_TEXT: Final = 20_000
_TOLD: Final = 20
_SCALARS: Final = (Term, bool, int, Decimal, str)
_NONE: Final = type(None)
# exact types: a subclass may run code of the plugin in every comparison
_FIELDS: Final[dict[str, tuple[type, ...]]] = {
    "id": (str,),
    "term": (str,),
    "member": (str,),
    "value": (*_SCALARS, ValueTable, _NONE),
    "layer": (Layer, _NONE),
    "source": (Source,),
    "valid_from": (date, _NONE),
    "valid_to": (date, _NONE),
    "retroactive_to": (date, _NONE),
    "regulation_valid_from": (date, _NONE),
    "text_valid_from": (date, _NONE),
    "attested_on": (date, _NONE),
    "text_read": (bool,),
    "ground": (Citation, _NONE),
    "notes": (str,),
}
_SOURCE_FIELDS: Final[dict[str, tuple[type, ...]]] = {
    "title": (str,),
    "publication_id": (str, _NONE),
    "url": (str, _NONE),
    "article": (str, _NONE),
}


@frozen(kw_only=True)
class Problem:
    """What is wrong with one record; ``kept`` when the rule stays nevertheless."""

    rule: LocalRule
    what: str
    why: str = ""
    fix: str = ""
    conflict: bool = False
    kept: bool = False

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.why, f"Fix: {self.fix}" if self.fix else "") if part)


def claim_problem(info: PluginInfo, register: Register) -> str:
    """Codes in the claim that no register knows, in a sentence; empty when all are known."""
    wrong = []
    for code in sorted(info.members):
        try:
            register[code]
        except LookupError:
            wrong.append(code)
    return f"it speaks for {', '.join(wrong)}: no gemeente has or had that code." if wrong else ""


def problems_of(rules: Sequence[LocalRule], info: PluginInfo, *, terms: OpenTerms, register: Register) -> list[Problem]:
    """Everything that is wrong with the records of one plugin, in their order."""
    problems: list[Problem] = []
    given = Counter(rule.id for rule in rules if type(rule.id) is str)
    for rule in rules:
        form = form_problem(rule)
        if form is not None:
            problems.append(form)
            continue
        if given[rule.id] > 1:
            what = f"the id {rule.id!r} is given to {given[rule.id]} rules, one of them for {rule.term}."
            fix = "give each its own id, or make one rule of them"
            problems.append(Problem(rule=rule, what=what, fix=fix, conflict=True))
        if rule.member not in info.members:
            problems.append(_outside(rule, info))
        try:
            check_rule(rule, terms=terms, register=register)
        except VngkitError as error:
            what = error.what if rule.id in error.what else f"rule {rule.id!r}: {error.what}"
            problems.append(Problem(rule=rule, what=what, why=error.why, fix=error.fix))
    return problems


def _outside(rule: LocalRule, info: PluginInfo) -> Problem:
    claim = sorted(info.members)
    shown_claim = ", ".join(claim[:5]) + (f" and {len(claim) - 5} more" if len(claim) > 5 else "")
    return Problem(
        rule=rule,
        what=f"rule {rule.id!r} is for {rule.member}; the plugin speaks for {shown_claim}.",
        why="A plugin gives rules for the members that it claims and for no other.",
        fix=f"add {rule.member} to members of its PluginInfo, or take the rule out",
    )


def form_problem(rule: LocalRule) -> Problem | None:
    """A field of a wrong type, an endless text, a number that is none; ``LocalRule`` itself checks the rest."""
    name = shown(rule.id, 80) if type(rule.id) is str else "without a text as id"
    wrong = _wrong_types(rule, _FIELDS, "") or _wrong_types(rule.source, _SOURCE_FIELDS, "source.")
    wrong = wrong or _wrong_value(rule.value)
    if not wrong:
        return None
    return Problem(rule=rule, what=f"rule {name!r}: {wrong}.", fix="write the field as LocalRule describes it")


def _wrong_types(record: object, fields: dict[str, tuple[type, ...]], where: str) -> str:
    for name, types in fields.items():
        value = getattr(record, name)
        if type(value) not in types:
            expected = " or ".join(kind.__name__ for kind in types if kind is not _NONE)
            more = " (write Decimal, not float)" if type(value) is float else ""
            return f"{where}{name} is a {shown(type(value).__name__, 60)}, not {expected}{more}"
        if type(value) is str and len(value) > LONGEST_TEXT:
            return f"{where}{name} is a text of {len(value):,} signs; at most {LONGEST_TEXT:,} fit"
    return ""


def _wrong_value(value: Any) -> str:
    if type(value) is ValueTable:
        return _wrong_table(value)
    if type(value) is Term and (type(value.amount) is not int or type(value.unit) is not str):
        return "the term of value has no whole number or no unit"
    if type(value) is Decimal and not value.is_finite():
        return f"value is {value}, which is no number"
    return ""


def _wrong_table(table: ValueTable) -> str:
    if type(table.key) is not str or type(table.rows) is not tuple:
        return "the table of value has no text as key or no rows"
    for row in table.rows:
        if type(row) is not tuple or len(row) != 2 or type(row[0]) is not str:
            return "a row of the table of value is not a pair of text and value"
        if type(row[1]) not in _SCALARS:
            return f"row {shown(row[0], 40)!r} of the table of value is a {shown(type(row[1]).__name__, 60)}"
        if wrong := _wrong_value(row[1]):
            return wrong
    return ""


def keep_sound(rules: Sequence[LocalRule], problems: Sequence[Problem]) -> tuple[LocalRule, ...]:
    """The rules without those that are refused, and without the others for the same member and term.

    An older version of a rule must not answer in the place of one that was refused.
    """
    refusing = [problem for problem in problems if not problem.kept]
    if not refusing:
        return tuple(rules)
    refused = {id(problem.rule) for problem in refusing}
    keys = {_key(problem.rule) for problem in refusing}
    return tuple(rule for rule in rules if id(rule) not in refused and _key(rule) not in keys)


def _key(rule: LocalRule) -> tuple[object, object]:
    return (rule.member, rule.term) if type(rule.member) is str and type(rule.term) is str else (id(rule), None)


def validation_fault(name: str, provider: str, info: PluginInfo, rules: int, problems: Sequence[Problem]) -> Fault:
    """One fault for all that is wrong with the records of a plugin; it touches the members whose rules are gone."""
    refusing = [problem for problem in problems if not problem.kept]
    touched = {problem.rule.member for problem in refusing if type(problem.rule.member) is str}
    members = frozenset(touched & info.members) or (info.members if refusing else frozenset[str]())
    kind = "conflict" if all(problem.conflict for problem in problems) else "load"
    if len(problems) == 1:
        (only,) = problems
        what, why, fix = only.what, only.why, only.fix
    else:
        told = " | ".join(str(problem) for problem in problems[:_TOLD])
        more = f" | and {len(problems) - _TOLD} more" if len(problems) > _TOLD else ""
        count = len({id(problem.rule) for problem in problems})
        state = "are refused" if len(refusing) == len(problems) else "are not right"
        what, why, fix = f"{count} of its {rules} rules {state}: {told}{more}", "", ""
    return Fault(
        plugin=name,
        stage="validate",
        what=what,
        why=why,
        fix=fix,
        members=members,
        kind=kind,  # type: ignore[arg-type]  # one of two literals
        provider=provider,
    )
