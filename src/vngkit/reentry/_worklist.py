"""The worklist of a gemeente: every finding of its cases on a day, ordered by what can not wait."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from attrs import evolve, field, frozen

from vngkit.errors import DataError
from vngkit.legislation import Lang
from vngkit.privacy import AccessLog, Purpose, Sealed
from vngkit.reentry._case import Case
from vngkit.reentry._evaluate import pressing
from vngkit.reentry._finding import Finding, Reason
from vngkit.reentry._reading import told_purpose
from vngkit.reentry._retention import NO_DATE, PREFIX
from vngkit.reentry._sheet import WorklistSheet, line_of, stands_apart
from vngkit.reentry._words import FindingKind, Role

__all__ = ["Worklist", "concerning", "worklist_of"]

_Key = TypeVar("_Key")


@frozen(kw_only=True, repr=False)
class Worklist:
    """Werklijst: the findings of the cases of a gemeente on a day; nothing in it is personal.

    Iterating gives all findings in the order of what can not wait: overdue, almost due, due, at risk, missing, must
    not, may; within these by day. ``to_do`` are those that ask for something, ``apart`` the rights and bars. A case is
    shown by its id: ``reveal`` gives the references, for a purpose.

    Args:
        member: the code of the gemeente.
        on: the day.
        findings: in order.
        role: the role of which only the findings were asked; None is all.
        left_out: how many findings a limit left out.
    """

    member: str
    on: date
    findings: tuple[Finding, ...]
    role: Role | None = None
    left_out: int = 0
    _references: Mapping[str, Sealed[str]] = field(factory=dict, eq=False, alias="references")
    _log: AccessLog | None = field(default=None, eq=False, alias="log")

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __repr__(self) -> str:
        return f"<Worklist {self.member} on {self.on}: {len(self)} findings>"

    def __str__(self) -> str:
        return self.text("nl")

    @property
    def to_do(self) -> tuple[Finding, ...]:
        """What asks for something: overdue to missing."""
        return tuple(finding for finding in self.findings if not stands_apart(finding))

    @property
    def apart(self) -> tuple[Finding, ...]:
        """What may, what must not, and what others do without a day: good to know, and never a task by itself."""
        return tuple(finding for finding in self.findings if stands_apart(finding))

    @property
    def by_kind(self) -> Mapping[FindingKind, tuple[Finding, ...]]:
        """The findings of each kind that there is, in the order of what can not wait."""
        return _grouped(self.findings, lambda finding: finding.kind)

    @property
    def by_case(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings of each case; the case with what can not wait comes first."""
        return _grouped(self.findings, lambda finding: finding.case_id)

    def only(
        self,
        *,
        role: Role | str | None = None,
        kinds: Iterable[FindingKind | str] | None = None,
        cases: Collection[str] | None = None,
        limit: int | None = None,
    ) -> Worklist:
        """The part of the list for one role (*rol*), kind or case; ``limit`` keeps what can not wait.

        Args:
            role: who must act.
            kinds: overdue, due and so on.
            cases: the ids of cases.
            limit: the greatest number of findings; ``left_out`` tells how many more there are.

        Raises ``DataError`` for a word that is not of the list, or a limit below 0.
        """
        if limit is not None and limit < 0:
            raise DataError("the limit of a worklist is below 0.", fix="leave it out, or give a whole number")
        wanted = (
            None if kinds is None else {FindingKind(kind) for kind in ((kinds,) if isinstance(kinds, str) else kinds)}
        )
        who = self.role if role is None else Role(role)
        kept = [
            finding
            for finding in self.findings
            if (who is None or finding.who is who)
            and (wanted is None or finding.kind in wanted)
            and (cases is None or finding.case_id in cases)
        ]
        shown = kept if limit is None else kept[:limit]
        left = self.left_out + len(kept) - len(shown)
        return evolve(self, findings=tuple(shown), role=who, left_out=left)

    def reveal(
        self, purpose: Purpose | str | None = None, *, by: str | None = None, log: AccessLog | None = None
    ) -> Mapping[str, str]:
        """The references (*kenmerken*) of the cases on the list, by case id, after a line in the log for each.

        Args:
            purpose: what they are read for: one of ``kit.access``, or words of one's own; without one
                ``PurposeRequired`` is raised.
            by: who reads: a role or a worker's id.
            log: where the lines go; that of the kit if left out.

        Returns:
            Case id to reference, for ``text``, ``to_html`` and so on. Raises ``AccessNotLogged`` when one line could
            not be written: then nothing is given.
        """
        if purpose is None and not self._references:
            purpose = ""  # no case, and still no reading without a purpose
        told = told_purpose(purpose)
        return MappingProxyType(
            {
                case_id: self._references[case_id].reveal(told, by=by, about=case_id, log=log or self._log)
                for case_id in self.by_case
                if case_id in self._references
            }
        )

    def sheet(self, lang: Lang = "nl", *, references: Mapping[str, str] | None = None) -> WorklistSheet:
        """The list in words (*uitdraai*), in Dutch or English; ``references`` are those of ``reveal``."""
        given = references or {}
        return WorklistSheet(
            member=self.member,
            on=self.on,
            lang=lang,
            role=self.role,
            left_out=self.left_out,
            lines=tuple(line_of(finding, lang, given.get(finding.case_id, "")) for finding in self.findings),
        )

    def text(
        self,
        lang: Lang = "nl",
        *,
        group: Literal["kind", "case"] = "kind",
        brief: bool = False,
        references: Mapping[str, str] | None = None,
    ) -> str:
        """The list as text, in Dutch or English.

        Args:
            lang: of the text.
            group: under a heading for each kind, or for each case.
            brief: one line for each finding, without the arithmetic and the law.
            references: of ``reveal``, to show beside the ids of cases.
        """
        return self.sheet(lang, references=references).text(group=group, brief=brief)

    def to_rows(self, lang: Lang = "nl", *, references: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
        """The list as plain dicts (*rijen*), one for each finding, for a table of data."""
        return self.sheet(lang, references=references).to_rows()

    def to_json(self, lang: Lang = "nl", *, references: Mapping[str, str] | None = None) -> str:
        """The list as JSON in an envelope; ``read_worklist`` reads it."""
        return self.sheet(lang, references=references).to_json()

    def to_csv(self, lang: Lang = "nl", *, references: Mapping[str, str] | None = None, delimiter: str = ",") -> str:
        """The list as CSV that is safe in a spreadsheet; ``read_worklist_csv`` reads it."""
        return self.sheet(lang, references=references).to_csv(delimiter=delimiter)

    def to_ics(self, lang: Lang = "nl", *, stamp: datetime, references: Mapping[str, str] | None = None) -> str:
        """What is due as an iCalendar (*agenda*), made at ``stamp``, an instant with a time zone."""
        return self.sheet(lang, references=references).to_ics(stamp=stamp)

    def to_html(self, lang: Lang = "nl", *, references: Mapping[str, str] | None = None) -> str:
        """The list as one page of HTML that needs nothing else."""
        return self.sheet(lang, references=references).to_html()


def _grouped(findings: Iterable[Finding], key: Callable[[Finding], _Key]) -> Mapping[_Key, tuple[Finding, ...]]:
    groups: dict[_Key, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(key(finding), []).append(finding)
    return MappingProxyType({name: tuple(found) for name, found in groups.items()})


def concerning(findings: Iterable[Finding], case: Case, member: str) -> list[Finding]:
    """The findings of a case that a competent gemeente must see: its own, and those that no competent one has."""
    competent = set(case.members)
    return [
        finding
        for finding in findings
        if (member in finding.members or not competent & set(finding.members)) and not _can_wait(finding)
    ]


def _can_wait(finding: Finding) -> bool:
    """What must be destroyed on a later day stands in ``kit.reentry.retention`` until that day is near."""
    later = (FindingKind.DUE, FindingKind.MUST_NOT, FindingKind.MAY)
    return finding.id.startswith(PREFIX) and finding.due_on is not None and finding.kind in later


def worklist_of(
    findings: Iterable[Finding],
    *,
    member: str,
    on: date,
    references: Mapping[str, Sealed[str]] | None = None,
    log: AccessLog | None = None,
) -> Worklist:
    """The findings in the order of what can not wait."""
    ordered = tuple(_gathered(sorted(findings, key=pressing)))
    return Worklist(member=member, on=on, findings=ordered, references=dict(references or {}), log=log)


def _gathered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One line for all ended cases of which nobody said how long they are kept: it is one question, not forty."""
    together = [finding for finding in findings if finding.id == NO_DATE and finding.kind is FindingKind.MISSING]
    for finding in findings:
        if finding not in together:
            yield finding
        elif finding is together[0]:
            more = len(together) - 1
            reason = Reason(
                kind="and_others",
                text=f"and of {more} other cases: kit.reentry.retention shows them",
                text_nl=f"en van {more} andere dossiers: kit.reentry.retention toont ze",
            )
            yield evolve(finding, reasons=(*finding.reasons, reason)) if more else finding
