"""The worklist as text: under headings by kind or by case, what stands apart in short at the end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final, Literal

from vngkit.legislation import Lang
from vngkit.reentry._sheet import WorklistLine, WorklistSheet, stands_apart
from vngkit.reentry._sheet_words import (
    about_text,
    alike,
    case_text,
    counted,
    details,
    heading,
    say,
    summary,
    when_text,
    who_text,
)
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
    to_do = [line for line in sheet.lines if not stands_apart(line)]
    if not to_do:
        yield from ("", say("nothing", lang))
    by_case = group == "case"
    if by_case:
        order = {case_id: place for place, case_id in enumerate(dict.fromkeys(line.case_id for line in to_do))}
        to_do.sort(key=lambda line: order[line.case_id])
    for title, found in groupby(to_do, lambda line: _cases([line], lang) if by_case else line.kind.label(lang)):
        yield from ("", title if by_case else title.upper())
        for lines in [[line] for line in found] if by_case else alike(found):
            yield from _brief(lines, lang, by_case=by_case) if brief else _whole(lines, lang, by_case=by_case)
    yield from _apart(sheet)


def _brief(lines: list[WorklistLine], lang: Lang, *, by_case: bool) -> Iterator[str]:
    last = lines[0].kind.label(lang) if by_case else _cases(lines, lang)
    yield f"{when_text(lines[0], lang):<10}  {lines[0].what}  ({last})"


def _whole(lines: list[WorklistLine], lang: Lang, *, by_case: bool) -> Iterator[str]:
    line = lines[0]
    about, kind = about_text(line, lang), f"{line.kind.label(lang)}: " if by_case else ""
    yield f"{when_text(line, lang):<10}  {kind}{line.what}{f' [{about}]' if about else ''}"
    if not by_case:
        yield f"{_INDENT}{_cases(lines, lang)}"
    yield f"{_INDENT}{say('who', lang)}: {who_text(lines, lang)}"
    for name, text in details(line, lang):
        first, *rest = text.splitlines()
        yield f"{_INDENT}{name}: {first}"
        yield from (f"{_INDENT}  {more.strip()}" for more in rest)


def _apart(sheet: WorklistSheet) -> Iterator[str]:
    lang = sheet.lang
    found = alike(line for line in sheet.lines if stands_apart(line))
    if found:
        yield from ("", say("apart", lang).upper())
    for lines in found:
        when = f" ({when_text(lines[0], lang)})" if len(lines) == 1 and lines[0].due_on else ""
        yield f"{_INDENT}{lines[0].kind.label(lang)}: {lines[0].what}{when}"
        yield f"{_INDENT}  {_cases(lines, lang)}"


def _cases(lines: list[WorklistLine], lang: Lang) -> str:
    """The cases of lines that say the same, how many and which."""
    named = list(dict.fromkeys(case_text(line) for line in lines))
    if len(named) == 1:
        return f"{say('case', lang)} {named[0]}"
    return f"{counted(len(named), 'case', lang)}: {', '.join(named)}"
