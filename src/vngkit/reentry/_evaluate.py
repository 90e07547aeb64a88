"""Evaluating cases: every duty and check that can start in a case, each behind a guard, in a fixed order."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType
from typing import TypeAlias

from attrs import evolve

from vngkit.errors import DataError, NotFound
from vngkit.reentry._case import Case, Step
from vngkit.reentry._duty import Answers, Evaluable
from vngkit.reentry._fields import asked_day
from vngkit.reentry._finding import Finding, Reason
from vngkit.reentry._veil import whole
from vngkit.reentry._words import FindingKind, Role

__all__ = ["DutyBook"]

_log = logging.getLogger("vngkit.reentry")


class DutyBook:
    """Everything that is looked for in a case, compiled once; its order decides nothing.

    Args:
        evaluables: duties, checks and the duties of plugins; two with one id are refused with ``DataError``. One that
            has ``members`` is asked only for the cases of these gemeenten.
        answers: gives the answer of an open term for a member and a day (``RuleBook.answer``).
    """

    def __init__(self, evaluables: Iterable[Evaluable], *, answers: Answers) -> None:
        self._all = tuple(evaluables)
        self._answers = answers
        named: dict[str, Evaluable] = {}
        for one in self._all:
            if named.setdefault(one.id, one) is not one:
                raise DataError(f"two duties have the id {one.id!r}.", fix="give one of them another id")
        self._named: Mapping[str, Evaluable] = MappingProxyType(named)
        self._tables = _tables(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @property
    def answers(self) -> Answers:
        """What gives the answer of an open term for a member and a day."""
        return self._answers

    @property
    def evaluables(self) -> tuple[Evaluable, ...]:
        """Everything that is looked for, in order."""
        return self._all

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of everything that is looked for."""
        return tuple(self._named)

    def evaluate(self, case: Case, on: date) -> tuple[Finding, ...]:
        """All findings of a case on a day.

        What fails is told as a finding that names the rule, and changes no other finding. Raises ``DataError`` for what
        is no day.
        """
        asked_day(on)
        case = whole(case)
        found: list[Finding] = []
        answers, extend = self._answers, found.extend
        for one in self.concerning(case):
            try:
                extend(one.findings(case, on, answers))
            except Exception as error:  # noqa: BLE001  # a rule of somebody else may raise anything
                found.append(_failed(one, case, error))
        return self.composed(found)

    def concerning(self, case: Case) -> tuple[Evaluable, ...]:
        """What can find something in a case, in the order of the book: the rest is not asked."""
        tables = self._tables
        here = [tables[None], *[tables[member] for member in case.members if member in tables]]
        places = {place for table in here for place in table[None]}
        for kind in case.step_kinds:
            for table in here:
                if kind in table:
                    places.update(table[kind])
        return tuple([self._all[place] for place in sorted(places)])

    @staticmethod
    def look(one: Evaluable, case: Case, on: date, answers: Answers) -> list[Finding]:
        """What one duty or check finds in a case on a day; when it fails, a finding that says so."""
        found: list[Finding] = []
        try:
            found.extend(one.findings(case, on, answers))
        except Exception as error:  # noqa: BLE001  # a rule of somebody else may raise anything
            found.append(_failed(one, case, error))
        return found

    @staticmethod
    def composed(found: list[Finding]) -> tuple[Finding, ...]:
        """The findings of one case, from those of each duty and check in order."""
        return _nested(found)

    def finding(self, finding_id: str, case: Case, on: date) -> Finding | None:
        """The finding of one id in a case on a day, the most pressing one; None when there is nothing to do or say.

        Raises ``NotFound`` for an id that does not exist.
        """
        asked_day(on)
        one = self._named.get(finding_id)
        if one is None:
            near = get_close_matches(finding_id, self._named, n=3)
            raise NotFound(
                f"there is no duty or check {finding_id!r}.",
                fix=f"did you mean {' or '.join(near)}?" if near else "see kit.reentry.duties",
            )
        return min(self.look(one, whole(case), on, self._answers), key=pressing, default=None)


_Table: TypeAlias = dict[str | None, tuple[int, ...]]


def _tables(evaluables: tuple[Evaluable, ...]) -> dict[str | None, _Table]:
    """By gemeente (None is all), then by kind of step (None is any), the places of what looks there."""
    tables: dict[str | None, _Table] = {None: {None: ()}}
    for place, one in enumerate(evaluables):
        members: Iterable[str | None] = getattr(one, "members", None) or (None,)  # what a plugin gives has some
        for member in members:
            table = tables.setdefault(member, {None: ()})
            for kind in one.triggers or (None,):
                table[kind] = (*table.get(kind, ()), place)
    return tables


def _nested(found: list[Finding]) -> tuple[Finding, ...]:
    """Each part put into the finding that it says more about; without that one there is nothing to say more about."""
    parts: dict[tuple[str, Step | None], list[Finding]] = {}
    for one in found:
        if one.within:
            parts.setdefault((one.within, one.trigger), []).append(one)
    if not parts:
        return tuple(found)
    nested = []
    for one in found:
        if one.within:
            continue
        own = [part for part in parts.get((one.id, one.trigger), ()) if _of_one_college(one, part)]
        nested.append(evolve(one, parts=tuple(own)) if own else one)
    return tuple(nested)


def _of_one_college(main: Finding, part: Finding) -> bool:
    return not main.members or not part.members or bool(set(main.members) & set(part.members))


def pressing(finding: Finding) -> tuple[int, date, str, str]:
    """What can not wait comes first: by kind, then by day."""
    return list(FindingKind).index(finding.kind), finding.due_on or date.max, finding.id, finding.case_id


def _failed(one: Evaluable, case: Case, error: Exception) -> Finding:
    """That a rule failed, in the log and as a finding."""
    what = type(error).__name__
    _log.warning("duty %s failed: %s", one.id, what, extra={"duty": one.id})
    return Finding(
        id=one.id,
        kind=FindingKind.MISSING,
        case_id=case.id,
        title_en=f"rule {one.id} failed: look at it by hand",
        title_nl=f"regel {one.id} werkte niet: kijk er met de hand naar",
        who=Role.COLLEGE,
        members=case.members,
        rule=one.id,
        verified=False,
        reasons=(Reason(kind="rule_failed", text=f"it raised {what}", text_nl=f"zij gaf de fout {what}"),),
    )
