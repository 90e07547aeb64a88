"""The worklist as one page of HTML: nothing is loaded from elsewhere, everything is escaped, readable on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from vngkit.legislation import Lang
from vngkit.reentry._sheet import APART, WorklistLine, WorklistSheet
from vngkit.reentry._sheet_words import about_text, alike, counted, heading, say, summary, when_text, who_text
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
    apart = alike(line for line in sheet.lines if line.kind in APART)
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
    return [line for line in sheet.lines if line.kind not in APART]


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
    heads = "".join(f'<th scope="col">{escaped(say(key, lang))}</th>' for key in ("when", "what", "case_head", "who"))
    rows = "".join(_row(line, lang) for line in lines)
    return (
        f'<section id="{kind}" class="k-{kind}" aria-labelledby="{kind}-h"><h2 id="{kind}-h">{escaped(title)}</h2>'
        f'<div class="wide" tabindex="0" role="region" aria-labelledby="{kind}-h"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _row(line: WorklistLine, lang: Lang) -> str:
    when = escaped(when_text(line, lang))
    if line.due_on is not None:
        told = escaped(day_text(line.due_on, lang).split()[0])
        when = f'<time datetime="{line.due_on}">{when}</time><br><small>{told}</small>'
    about = f' <span class="about">{escaped(about_text(line, lang))}</span>' if line.about else ""
    reference = f"<br><b>{escaped(line.reference)}</b>" if line.reference else ""
    return (
        f'<tr><th scope="row">{when}</th>'
        f"<td><p>{escaped(line.what)}{about}</p>{_law(line, lang)}{_unknown(line, lang)}{_details(line, lang)}</td>"
        f"<td><code>{escaped(line.case_id)}</code>{reference}</td><td>{escaped(who_text(line, lang))}</td></tr>"
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
    parts = [
        f"<dt>{escaped(say(key, lang))}</dt><dd>{escaped(text)}</dd>"
        for key, text in (("why", line.why), ("arithmetic", line.arithmetic), ("local", line.local_rule))
        if text
    ]
    if not parts:
        return ""
    return f"<details><summary>{escaped(say('details', lang))}</summary><dl>{''.join(parts)}</dl></details>"


def _apart(found: Sequence[tuple[WorklistLine, tuple[str, ...]]], lang: Lang) -> str:
    if not found:
        return ""
    items = "".join(
        f'<li><p><span class="chip k-{line.kind}">{escaped(line.kind.label(lang))}</span> {escaped(line.what)}</p>'
        f"{_law(line, lang)}<details><summary>{escaped(counted(len(cases), 'case', lang))}</summary>"
        f"{_list(cases, code=True)}</details></li>"
        for line, cases in found
    )
    title = escaped(say("apart", lang))
    return (
        f'<section id="apart" class="k-apart" aria-labelledby="apart-h"><h2 id="apart-h">{title}</h2>'
        f'<p>{escaped(say("apart_lead", lang))}</p><ul class="apart">{items}</ul></section>'
    )


def _list(texts: Iterable[str], *, code: bool = False) -> str:
    shown = (f"<code>{escaped(text)}</code>" if code else escaped(text) for text in texts)
    return f"<ul>{''.join(f'<li>{text}</li>' for text in shown)}</ul>"
