"""The worklist of a gemeente: every finding of its cases on a day, ordered by what can not wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from vngkit.legislation import Lang
from vngkit.reentry._evaluate import pressing
from vngkit.reentry._finding import Finding

__all__ = ["Worklist", "worklist_of"]


@frozen(kw_only=True, repr=False)
class Worklist:
    """Werklijst: the findings of the cases of a gemeente on a day; nothing in it is personal.

    It can be iterated; ``explain`` gives it as text. The order is of what can not wait: overdue, almost due, due, at
    risk, missing, must not, may; within these by day.
    """

    member: str
    on: date
    findings: tuple[Finding, ...]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __repr__(self) -> str:
        return f"<Worklist {self.member} on {self.on}: {len(self)} findings>"

    def __str__(self) -> str:
        return self.text("nl")

    def text(self, lang: Lang = "nl") -> str:
        """The list as lines of text, in Dutch or English."""
        return "\n".join(
            f"{finding.due_on or '-'!s:<10}  {finding.kind.label(lang):<18}  {finding.case_id}  {finding.title(lang)}"
            for finding in self.findings
        )


def worklist_of(findings: Iterable[Finding], *, member: str, on: date) -> Worklist:
    """The findings in the order of what can not wait."""
    return Worklist(member=member, on=on, findings=tuple(sorted(findings, key=pressing)))
