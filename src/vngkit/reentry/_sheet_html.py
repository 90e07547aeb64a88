"""The worklist as one page of HTML: nothing is loaded from elsewhere, everything is escaped, readable on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

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
from vngkit.reentry._words import FindingKind
from vngkit.safe import escaped
from vngkit.terms import day_text

__all__ = ["html_of"]

_STYLE: Final = Path(__file__).with_name("sheet.css")
# nothing may be loaded or run: not even if a text should slip through unescaped
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html_of(sheet: WorklistSheet) -> str:
    """The whole page."""
    lang = sheet.lang
    to_do = [(kind, list(lines)) for kind, lines in groupby(_to_do(sheet), lambda line: line.kind)]
    apart = alike(line for line in sheet.lines if stands_apart(line))
    note = "revealed" if any(line.reference for line in sheet.lines) else "masked"
    left = f'<p class="left">{escaped(say("left_out", lang).format(sheet.left_out))}</p>' if sheet.left_out else ""
    body = "".join(_section(kind, lines, sheet) for kind, lines in to_do) or f"<p>{escaped(say('nothing', lang))}</p>"
    return f"""<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escaped(_POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{escaped(heading(sheet))}</title>
<style>{_STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<a class="skip" href="#main">{escaped(say("skip", lang))}</a>
<header><div>
<h1>{escaped(heading(sheet))}</h1>
<p>{escaped(summary(sheet))}</p>
{_contents(to_do, apart, lang)}
</div></header>
<main id="main">{body}{left}{_apart(apart, lang)}</main>
<footer><p>{escaped(say("proposal", lang))}</p><p class="{note}">{escaped(say(note, lang))}</p></footer>
</body>
</html>
"""


def _to_do(sheet: WorklistSheet) -> list[WorklistLine]:
    return [line for line in sheet.lines if not stands_apart(line)]


def _contents(to_do: Sequence[tuple[FindingKind, Sequence[WorklistLine]]], apart: Sequence[object], lang: Lang) -> str:
    tiles = [
        f'<li class="k-{kind}"><a href="#{kind}"><b>{len(lines)}</b> {escaped(kind.label(lang))}</a></li>'
        for kind, lines in to_do
    ]
    if apart:
        tiles.append(f'<li class="k-apart"><a href="#apart"><b>{len(apart)}</b> {escaped(say("apart", lang))}</a></li>')
    return f'<nav aria-label="{escaped(say("on_page", lang))}"><ul>{"".join(tiles)}</ul></nav>' if tiles else ""


def _section(kind: FindingKind, lines: Sequence[WorklistLine], sheet: WorklistSheet) -> str:
    lang = sheet.lang
    title = f"{kind.label(lang)} ({len(lines)})"
    # the roles are said because a narrow screen shows the rows as cards, and then forgets that they are rows
    heads = "".join(
        f'<th scope="col" role="columnheader">{escaped(say(key, lang))}</th>'
        for key in ("when", "what", "case_head", "who")
    )
    rows = "".join(_row(same, lang) for same in alike(lines))
    return (
        f'<section id="{kind}" class="k-{kind}" aria-labelledby="{kind}-h"><h2 id="{kind}-h">{escaped(title)}</h2>'
        f'<div class="wide" tabindex="0" role="region" aria-labelledby="{kind}-h"><table role="table">'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table></div>'
        "</section>"
    )


def _row(lines: Sequence[WorklistLine], lang: Lang) -> str:
    line = lines[0]
    when = escaped(when_text(line, lang))
    if line.due_on is not None:
        told = escaped(day_text(line.due_on, lang).split()[0])
        when = f'<time datetime="{line.due_on}">{when}</time><br><small>{told}</small>'
    about = f' <span class="about">{escaped(about_text(line, lang))}</span>' if line.about else ""
    what = f"<p>{escaped(line.what)}{about}</p>{_law(line, lang)}{_unknown(line, lang)}{_details(line, lang)}"
    return (
        f'<tr role="row"><th scope="row" role="rowheader">{when}</th><td role="cell">{what}</td>'
        f'<td role="cell">{_cases(lines, lang)}</td><td role="cell">{escaped(who_text(lines, lang))}</td></tr>'
    )


def _law(line: WorklistLine, lang: Lang) -> str:
    if not line.law:
        return ""
    law = escaped(line.law)
    if line.url.startswith(("https://", "http://")) and not set(line.url) & set(" <>\"'`"):
        law = f'<a href="{escaped(line.url)}" rel="noreferrer">{law}</a>'
    return f'<p class="law">{escaped(say("law", lang))}: {law}</p>'


def _unknown(line: WorklistLine, lang: Lang) -> str:
    if not line.not_known:
        return ""
    return f'<div class="unknown"><p>{escaped(say("unknown", lang))}:</p>{_list(line.not_known.splitlines())}</div>'


def _details(line: WorklistLine, lang: Lang) -> str:
    shown = {say("law", lang), say("unknown", lang)}
    parts = [
        f"<dt>{escaped(name)}</dt><dd>{escaped(text)}</dd>" for name, text in details(line, lang) if name not in shown
    ]
    if not parts:
        return ""
    return f"<details><summary>{escaped(say('details', lang))}</summary><dl>{''.join(parts)}</dl></details>"


def _apart(found: Sequence[Sequence[WorklistLine]], lang: Lang) -> str:
    if not found:
        return ""
    items = "".join(
        f'<li><p><span class="chip k-{lines[0].kind}">{escaped(lines[0].kind.label(lang))}</span>'
        f" {escaped(lines[0].what)}{_when(lines, lang)}</p>{_law(lines[0], lang)}{_cases(lines, lang, fold=True)}</li>"
        for lines in found
    )
    title = escaped(say("apart", lang))
    return (
        f'<section id="apart" class="k-apart" aria-labelledby="apart-h"><h2 id="apart-h">{title}</h2>'
        f'<p>{escaped(say("apart_lead", lang))}</p><ul class="apart">{items}</ul></section>'
    )


def _when(lines: Sequence[WorklistLine], lang: Lang) -> str:
    return f" ({escaped(when_text(lines[0], lang))})" if len(lines) == 1 and lines[0].due_on else ""


def _cases(lines: Sequence[WorklistLine], lang: Lang, *, fold: bool = False) -> str:
    """The cases of lines that say the same; folded away when they are many."""
    named = list(dict.fromkeys(case_text(line) for line in lines))
    if len(named) == 1 and not fold:
        return f"<code>{escaped(named[0])}</code>"
    items = "".join(f"<li><code>{escaped(name)}</code></li>" for name in named)
    count = escaped(counted(len(named), "case", lang))
    return f"<details><summary>{count}</summary><ul>{items}</ul></details>"


def _list(texts: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escaped(text)}</li>' for text in texts)}</ul>"
