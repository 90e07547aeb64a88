"""What the law asks of the mayor's file of a notice on return: findings and acts, for the mayor alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from vngkit.legislation import FlowDates, RetentionStep, national_rule, retention
from vngkit.reentry._duty import urgency
from vngkit.reentry._finding import Finding, Reason
from vngkit.reentry._proofs import RetentionFile
from vngkit.reentry._retention import end_of
from vngkit.reentry._retention_act import RetentionAct
from vngkit.reentry._return_file import ReturnNoticeFile
from vngkit.reentry._return_scope import return_notice_window
from vngkit.reentry._words import FindingKind, Role
from vngkit.terms import day_text

__all__ = ["return_acts", "return_findings"]

_FLOW: Final = "BIJ"
_TITLES: Final = {
    "bij_no_measure": ("destroy the notice on return", "de melding over terugkeer vernietigen"),
    "bij_measure": (
        "remove the notice on return from the working file",
        "de melding over terugkeer uit het werkdossier verwijderen",
    ),
    "bij_accountability": (
        "destroy the notice on return that was kept for accountability",
        "de voor verantwoording bewaarde melding over terugkeer vernietigen",
    ),
}
_UNKNOWN: Final = Reason(
    kind="not_known.measure",
    text="it was not recorded whether a measure was decided: record MeasureDecided",
    text_nl="niet vastgelegd is of er een maatregel is genomen: leg dat vast (MeasureDecided)",
)
_OTHER_READING: Final = Reason(
    kind="other_reading",
    text="by another reading of the law it may go already; it stays until no reading asks to keep it",
    text_nl="bij een andere lezing van de wet mag dit al weg; het blijft tot geen lezing meer vraagt het te bewaren",
)


def _steps(file: ReturnNoticeFile) -> Iterator[RetentionStep]:
    """The steps of the law that are still ahead: removal, or what comes after it."""
    dates = FlowDates(provided=file.provided_on, measure=file.measure, removed=file.removed_on)
    for step in retention(_FLOW, dates):
        after_removal = step.rule.event == "removed"
        if after_removal == (file.removed_on is not None) or (step.action == "destroy" and not after_removal):
            yield step


def return_findings(file: ReturnNoticeFile, on: date) -> Iterator[Finding]:
    """What must be done with a notice on return by which day (*bevindingen*), and whether it came too early."""
    if file.removed_on is None:
        yield from _too_early(file)
    for step in _steps(file):
        title_en, title_nl = _TITLES[step.rule.id]
        yield Finding(
            id=f"return_notice.{step.rule.id.removeprefix('bij_')}",
            kind=urgency(step.due, on),
            case_id=file.id,
            title_en=title_en,
            title_nl=title_nl,
            who=Role.MAYOR,
            members=(file.member,),
            due_on=step.due,
            end=end_of(step),
            citation=step.citation,
            law=step.national.law,
            rule=step.national.id,
            valid_from=step.national.valid_from or step.national.text_valid_from,
            verified=step.verified,
            reasons=(
                *((_UNKNOWN,) if step.only_if else ()),
                Reason(kind="rule", text=step.rule.en, text_nl=step.rule.nl),
            ),
        )


def _too_early(file: ReturnNoticeFile) -> Iterator[Finding]:
    """A notice that came before the window of the law, or of which that can not be said."""
    rule = national_rule("bij_not_before")
    end = return_notice_window(file.expected_return) if file.expected_return else None
    if end is not None and file.provided_on >= end.date:
        return
    came, came_nl = day_text(file.provided_on, "en"), day_text(file.provided_on)
    yield Finding(
        id="return_notice.too_early",
        kind=FindingKind.MISSING if end is None else FindingKind.AT_RISK,
        case_id=file.id,
        title_en="the notice on return may not have come so early: ask who provided it",
        title_nl="de melding over terugkeer mocht zo vroeg niet komen: vraag het na bij de verstrekker",
        who=Role.MAYOR,
        members=(file.member,),
        due_on=end.date if end else None,
        end=end,
        citation=rule.citation,
        law=rule.law,
        rule=rule.id,
        valid_from=rule.valid_from or rule.text_valid_from,
        verified=rule.verified,
        reasons=(
            Reason(kind="provided", text=f"it was provided on {came}", text_nl=f"verstrekt op {came_nl}")
            if end
            else Reason(
                kind="not_known.expected_return",
                text="the day of return is not known, so it can not be said whether it came too early",
                text_nl="de dag van terugkeer is niet bekend; of de melding te vroeg kwam is niet te zeggen",
            ),
        ),
    )


def return_acts(file: ReturnNoticeFile, events: Sequence[str], on: date) -> Iterator[RetentionAct]:
    """What must be removed or destroyed of a notice by a day, and what waits for a person."""
    for step in _steps(file):
        days = step.dates
        if not days or on < days[0]:
            continue
        doubts = (_UNKNOWN,) if step.only_if else (_OTHER_READING,) if on < days[-1] else ()
        yield RetentionAct(
            file=RetentionFile.RETURN_NOTICES,
            subject=file.id,
            rule=step.rule,
            national=step.national,
            due_on=days[-1],
            events=tuple(events),
            held=bool(doubts),
            reasons=doubts,
        )
