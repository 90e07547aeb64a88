"""Findings in words, in Dutch and English."""

from __future__ import annotations

from vngkit.legislation import Lang
from vngkit.reentry._finding import Finding
from vngkit.reentry._words import FindingKind
from vngkit.terms import Term, day_text

__all__ = ["explain_finding", "ground_text", "local_text", "part_texts"]


def explain_finding(finding: Finding, lang: Lang) -> str:
    """The lines of ``Finding.explain``."""
    dutch = lang == "nl"
    lines = [f"{finding.title(lang)}: {finding.kind.label(lang)}."]
    if finding.about:
        lines.append(f"  {'Over' if dutch else 'About'}: {finding.about.label(lang)}.")
    who = f"{finding.who.label(lang)}{_members(finding)}"
    lines.append(f"  {'Wie' if dutch else 'Who'}: {who}.")
    if finding.end:
        first, *rest = finding.end.explain(lang).splitlines()
        lines += [f"  {line}" for line in (_until(finding, lang) or first, *rest)]
    elif finding.due_on:
        lines.append(f"  {'Dag' if dutch else 'Day'}: {day_text(finding.due_on, lang)}.")
    ground = ground_text(finding, lang)
    if ground:
        lines.append(f"  {'Grondslag' if dutch else 'Ground'}: {ground}.")
    if not finding.verified:
        lines.append(
            "  Let op: de tekst van deze regel is niet gelezen; controleer die eerst."
            if dutch
            else "  Note: the text of this rule was not read; check it first."
        )
    lines += [f"  - {reason.explain(lang)}" for reason in finding.reasons]
    local = local_text(finding, lang)
    if local:
        first, *rest = local.splitlines()
        lines += [f"  {'Lokale regel' if dutch else 'Local rule'}: {first}", *(f"  {line}" for line in rest)]
    lines += [f"  * {line}" for line in part_texts(finding, lang)]
    return "\n".join(lines)


def _until(finding: Finding, lang: Lang) -> str:
    """What must not be done for a time must not be done up to and including the last day of it."""
    if finding.kind is not FindingKind.MUST_NOT or finding.end is None or finding.end.kind != "latest":
        return ""
    return f"{'Tot en met' if lang == 'nl' else 'Up to and including'} {day_text(finding.end.date, lang)}."


def part_texts(finding: Finding, lang: Lang) -> list[str]:
    """The parts, each in one line: what, by when, ground, and what is not known of it but was not told of the whole."""
    told = {reason.explain(lang) for reason in finding.reasons}
    return [_part_text(part, told, lang) for part in finding.parts]


def _part_text(part: Finding, told: set[str], lang: Lang) -> str:
    plain = part.due_on is None and part.kind in (FindingKind.DUE, FindingKind.AT_RISK)
    kind = "" if plain else f": {part.kind.label(lang)}"
    day = f" ({day_text(part.due_on, lang)})" if part.due_on else ""
    unread = "" if part.verified else ("; tekst niet gelezen" if lang == "nl" else "; text not read")
    said = "".join(f"; {why}" for reason in part.reasons if (why := reason.explain(lang)) not in told)
    return f"{part.title(lang)}{kind}{day}. {ground_text(part, lang)}{unread}{said}."


def local_text(finding: Finding, lang: Lang) -> str:
    """The local rule that decides, or the one that was asked; several facts of local rules are told by the reasons."""
    answer = finding.answer
    told = answer is not None and (isinstance(answer.value, Term) or len(finding.answers) <= 1)
    return answer.explain(lang) if told and answer is not None else ""


def ground_text(finding: Finding, lang: Lang) -> str:
    """The article or the local source, with the version of the text."""
    if finding.citation:
        version = finding.citation.valid_on
        since = f" ({'tekst van' if lang == 'nl' else 'text of'} {version})" if version else ""
        return f"{finding.law} {finding.citation.short()}{since}"
    return finding.source.describe(lang) if finding.source else ""


def _members(finding: Finding) -> str:
    return f" ({', '.join(finding.members)})" if finding.members else ""
