"""The worklist as text: under headings by kind or by case, what stands apart in short at the end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final, Literal

from vngkit.reentry._sheet import APART, WorklistLine, WorklistSheet
from vngkit.reentry._sheet_words import about_text, alike, counted, heading, say, summary, when_text, who_text
from vngkit.safe import safe

__all__ = ["text_of"]

_INDENT: Final = " " * 12


def text_of(sheet: WorklistSheet, *, group: Literal["kind", "case"], brief: bool) -> str:
    """The whole list; every text of others is shown without control characters."""
    told = [heading(sheet), summary(sheet), *_body(sheet, group, brief=brief)]
    if sheet.left_out:
        told.append(say("left_out", sheet.lang).format(sheet.left_out))
    return "\n".join(safe(line) for line in told)


def _body(sheet: WorklistSheet, group: str, *, brief: bool) -> Iterator[str]:
    lang = sheet.lang
    to_do = [line for line in sheet.lines if line.kind not in APART]
    if not to_do:
        yield from ("", say("nothing", lang))
    if group == "case":
        order = {case_id: place for place, case_id in enumerate(dict.fromkeys(line.case_id for line in to_do))}
        to_do.sort(key=lambda line: order[line.case_id])
    for title, lines in groupby(to_do, lambda line: _case(line, sheet) if group == "case" else line.kind.label(lang)):
        yield from ("", title if group == "case" else title.upper())
        for line in lines:
            yield from _brief(line, sheet, group) if brief else _whole(line, sheet, group)
    yield from _apart(sheet)


def _brief(line: WorklistLine, sheet: WorklistSheet, group: str) -> Iterator[str]:
    last = line.kind.label(sheet.lang) if group == "case" else _case(line, sheet)
    yield f"{when_text(line, sheet.lang):<10}  {line.what}  ({last})"


def _whole(line: WorklistLine, sheet: WorklistSheet, group: str) -> Iterator[str]:
    lang = sheet.lang
    about = about_text(line, lang)
    kind = f"{line.kind.label(lang)}: " if group == "case" else ""
    yield f"{when_text(line, lang):<10}  {kind}{line.what}{f' [{about}]' if about else ''}"
    if group == "kind":
        yield f"{_INDENT}{_case(line, sheet)}"
    yield f"{_INDENT}{say('who', lang)}: {who_text(line, lang)}"
    for key, text in (
        ("arithmetic", line.arithmetic),
        ("law", line.law),
        ("local", line.local_rule),
        ("why", line.why),
        ("unknown", line.not_known),
    ):
        if text:
            first, *rest = text.splitlines()
            yield f"{_INDENT}{say(key, lang)}: {first}"
            yield from (f"{_INDENT}  {more.strip()}" for more in rest)


def _apart(sheet: WorklistSheet) -> Iterator[str]:
    lang = sheet.lang
    found = alike(line for line in sheet.lines if line.kind in APART)
    if found:
        yield from ("", say("apart", lang).upper())
    for line, cases in found:
        yield f"{counted(len(cases), 'case', lang):<12}{line.kind.label(lang)}: {line.what}"
        yield f"{_INDENT}{', '.join(cases)}"


def _case(line: WorklistLine, sheet: WorklistSheet) -> str:
    reference = f" ({line.reference})" if line.reference else ""
    return f"{say('case', sheet.lang)} {line.case_id}{reference}"
