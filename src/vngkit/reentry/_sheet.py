"""The sheet of a worklist: its findings in words, one flat line each, from which every form of it is made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final, Literal

from attrs import evolve, field, frozen

from vngkit.legislation import Lang
from vngkit.privacy import PERSONAL, cover
from vngkit.reentry._explain import ground_text, local_text, part_texts
from vngkit.reentry._finding import Finding
from vngkit.reentry._words import FindingKind, Role
from vngkit.terms import day_text

__all__ = ["WorklistLine", "WorklistSheet", "key_of", "line_of", "stands_apart"]

_APART: Final = (FindingKind.MUST_NOT, FindingKind.MAY)
# who works outside the gemeente: what they do without a term can not be seen or chased from there
_ELSEWHERE: Final = frozenset(
    {
        Role.DIRECTOR,
        Role.MINISTER,
        Role.SELECTION_OFFICER,
        Role.COURT,
        Role.PUBLIC_PROSECUTION,
        Role.POLICE,
        Role.CARE_PROVIDER,
        Role.HEALTH_INSURER,
    }
)


def stands_apart(finding: Finding | WorklistLine) -> bool:
    """Whether it asks for nothing by itself, so that it does not drown what is due.

    Rights and bars; and of others than the gemeente what they have to do without a day, or with files of their own.
    """
    name = finding.id if isinstance(finding, Finding) else finding.finding
    unseen = (finding.kind is FindingKind.DUE and finding.due_on is None) or name.startswith("retention.")
    return finding.kind in _APART or (unseen and finding.who in _ELSEWHERE)


_UNSURE: Final = ("not_known", "unknown", "local_rule_unknown", "older_text", "rule_failed")
_NOT_READ: Final = {"nl": "de tekst van deze regel is niet gelezen", "en": "the text of this rule was not read"}


@frozen(kw_only=True)
class WorklistLine:
    """Regel van de werklijst: one finding in words, flat, as every form of the list shows it.

    Args:
        case_id: of the case.
        reference: of the case, when it was revealed for a purpose; else empty.
        finding: the id of the duty, right, bar or check.
        kind: overdue, due and so on.
        due_on: the last day, the day itself, or the first day of what may not be earlier.
        day_is: whether that is the ``latest``, ``earliest`` or ``exact`` day; empty when no term was reckoned.
        dates: every day that can be defended.
        what: what is to be done.
        about: the basic condition or theme.
        who: the role that must act.
        members: the codes of the gemeenten that it concerns.
        arithmetic: how the day was reckoned.
        law: the article, with the version of the text.
        citation: the same as jci.
        url: the link to the article.
        rule: the id of the national or local rule that decided.
        local_rule: the local rule, with its source.
        parts: what law says of how it is done.
        valid_from: since when the rule holds, where that is known.
        valid_to: the first day on which it no longer holds.
        verified: whether the text of the rule was read.
        why: why it is there.
        not_known: what is not known or can be read in more than one way.
        key: stays the same when the day moves; it tells two alike findings of a case apart.
    """

    case_id: str
    reference: str = field(default="", repr=cover, metadata=PERSONAL)
    finding: str
    kind: FindingKind
    due_on: date | None
    day_is: str
    dates: tuple[date, ...]
    what: str
    about: str
    who: Role
    members: tuple[str, ...]
    arithmetic: str = field(repr=False)
    law: str = field(repr=False)
    citation: str = field(repr=False)
    url: str = field(repr=False)
    rule: str = field(repr=False)
    local_rule: str = field(repr=False)
    parts: str = field(repr=False)
    valid_from: date | None = field(repr=False)
    valid_to: date | None = field(repr=False)
    verified: bool
    why: str = field(repr=False)
    not_known: str = field(repr=False)
    key: str = field(repr=False)


@frozen(kw_only=True, repr=False)
class WorklistSheet:
    """Uitdraai van de werklijst: the lines in one language, and every form in which they can be handed out.

    ``lines`` are in the order of what can not wait; ``left_out`` tells how many a limit left out.
    """

    member: str
    on: date
    lang: Lang
    role: Role | None = None
    left_out: int = 0
    lines: tuple[WorklistLine, ...] = ()

    def __repr__(self) -> str:
        return f"<WorklistSheet {self.member} on {self.on}, {self.lang}: {len(self.lines)} lines>"

    def text(self, *, group: Literal["kind", "case"] = "kind", brief: bool = False) -> str:
        """As text; see ``Worklist.text``."""
        from vngkit.reentry._sheet_text import text_of

        return text_of(self, group=group, brief=brief)

    def to_rows(self) -> list[dict[str, Any]]:
        """As plain dicts: a day is ISO text, what is not there is None, several codes or days are a list.

        Beside each word of a closed list stands what it is called (``kind_text``, ``about_text``, ``who_text``).
        """
        from vngkit.reentry._sheet_table import row_of

        return [row_of(line, self.lang) for line in self.lines]

    def to_json(self) -> str:
        """As JSON in an envelope, schema ``reentry.worklist``."""
        from vngkit.reentry._sheet_table import dump_sheet

        return dump_sheet(self)

    def to_csv(self, *, delimiter: str = ",") -> str:
        """As CSV (RFC 4180), with no cell that a spreadsheet takes for a formula (ASVS 5.0, 1.2.10).

        Write it with ``newline=""``, and with ``encoding="utf-8-sig"`` for a spreadsheet program.
        """
        from vngkit.reentry._sheet_table import csv_of

        return csv_of(self, delimiter)

    def to_ics(self, *, stamp: datetime) -> str:
        """As iCalendar (RFC 5545): a whole-day event for each line that has a day and asks for something.

        Args:
            stamp: the instant at which the calendar is made, with a time zone.

        Returns:
            Text with CRLF line ends; write it in UTF-8 with ``newline=""``. Raises ``DataError`` for a ``stamp``
            without a time zone. An event keeps its ``UID`` when its day moves.
        """
        from vngkit.reentry._sheet_ics import ics_of

        return ics_of(self, stamp)

    def to_html(self) -> str:
        """As one page of HTML: nothing is loaded from elsewhere, everything is escaped, and it prints well."""
        from vngkit.reentry._sheet_html import html_of

        return html_of(self)


def line_of(finding: Finding, lang: Lang, reference: str = "") -> WorklistLine:
    """A finding as a line in a language."""
    return WorklistLine(
        case_id=finding.case_id,
        reference=reference,
        finding=finding.id,
        kind=finding.kind,
        due_on=finding.due_on,
        day_is=finding.end.kind if finding.end else "",
        dates=finding.dates,
        what=finding.title(lang),
        about=finding.about.value if finding.about else "",
        who=finding.who,
        members=finding.members,
        arithmetic=_arithmetic(finding, lang),
        law=ground_text(finding, lang),
        citation=finding.citation.jci if finding.citation else "",
        url=finding.citation.url if finding.citation else (finding.source.url or "") if finding.source else "",
        rule=finding.rule or "",
        local_rule=local_text(finding, lang),
        parts=_lines(part_texts(finding, lang)),
        valid_from=finding.valid_from,
        valid_to=finding.valid_to,
        verified=finding.verified,
        why=_lines(reason.explain(lang) for reason in finding.reasons if not reason.kind.startswith(_UNSURE)),
        not_known=_lines(_not_known(finding, lang)),
        key=key_of(finding),
    )


def key_of(finding: Finding) -> str:
    """What stays the same in a finding when its day moves: its case, rule and gemeenten, and the step that began it."""
    step, named = finding.trigger, (finding.case_id, finding.id, "+".join(finding.members))
    if step is None:
        return "/".join(named)
    day = "" if step.kind.startswith("foreseen.") else step.on.isoformat()
    return "/".join((*named, step.kind, day, step.ref or ""))


def _arithmetic(finding: Finding, lang: Lang) -> str:
    if finding.end:
        return evolve(finding.end, alternatives=(), doubts=(), warnings=()).explain(lang)
    return f"{day_text(finding.due_on, lang)}." if finding.due_on else ""


def _not_known(finding: Finding, lang: Lang) -> Iterable[str]:
    if not finding.verified:
        yield _NOT_READ[lang]
    for reason in finding.reasons:
        if reason.kind.startswith(_UNSURE):
            yield reason.explain(lang)
    if finding.end:
        for reading in finding.end.alternatives:
            lead = "ook te verdedigen" if lang == "nl" else "can be defended as well"
            yield f"{lead}: {day_text(reading.date, lang)} ({reading.explain(lang)})"
        for remark in (*finding.end.doubts, *finding.end.warnings):
            yield remark.explain(lang)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(texts))
