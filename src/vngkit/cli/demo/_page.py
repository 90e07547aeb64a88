"""The scenes as one HTML page: nothing is loaded from elsewhere, everything of the data is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from vngkit import __version__
from vngkit.cli._lang import Lang
from vngkit.cli._texts import text
from vngkit.cli.demo._blocks import Bars, Block, Command, DotMap, Facts, Grid, Say, Scene, Word
from vngkit.cli.demo._svg import bars_svg, map_svg
from vngkit.safe import escaped as escape

SHORT = 18
_BREAKS = re.compile(r"([._:])")
STYLE = Path(__file__).with_name("page.css")
# nothing may be loaded or run: not even if a text should slip through unescaped
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(scenes: Sequence[Scene], *, lang: Lang, day: str, sources: Sequence[str]) -> str:
    """The whole page.

    Args:
        scenes: what is shown, in order.
        lang: the language of the texts, which becomes the language of the page.
        day: the day of the answers, as people write it.
        sources: the attributions that the data asks for.

    Returns:
        The page as text; write it in UTF-8.
    """

    def say(key: str, **values: object) -> str:
        return escape(text(lang, key, **values))

    links = "".join(f'<li><a href="#{escape(scene.id)}">{escape(scene.title)}</a></li>' for scene in scenes)
    body = "".join(_section(scene) for scene in scenes)
    cited = "".join(f"<li>{escape(source)}</li>" for source in sources)
    return f"""<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{say("demo.page_title")}</title>
<style>{STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<a class="skip" href="#main">{say("demo.skip")}</a>
<header><div>
<p class="kit">vngkit {escape(__version__)}</p>
<h1>{say("demo.headline")}</h1>
<p class="lead">{say("demo.lead", day=day)}</p>
<nav aria-label="{say("demo.contents")}"><ol>{links}</ol></nav>
</div></header>
<main id="main">{body}</main>
<footer>
<h2>{say("demo.sources")}</h2>
<ul>{cited}</ul>
<p>{say("demo.no_advice")}</p>
</footer>
</body>
</html>
"""


def _section(scene: Scene) -> str:
    blocks = "".join(_together(scene.blocks))
    name = escape(scene.id)
    head = f'<h2 id="{name}-h">{escape(scene.title)}</h2>'
    return f'<section id="{name}" aria-labelledby="{name}-h">{head}{blocks}</section>'


def _together(blocks: Sequence[Block]) -> Iterator[str]:
    """The blocks; drawings that follow each other stand side by side where there is room."""
    for drawings, group in groupby(blocks, key=lambda block: isinstance(block, Bars | DotMap)):
        inner = "".join(map(_block, group))
        yield f'<div class="pair">{inner}</div>' if drawings else inner


def _block(block: Block) -> str:
    match block:
        case Say():
            return f'<p class="say {_tone(block.tone)}">{escape(block.text)}</p>'
        case Command():
            return f'<pre class="command"><code>{escape(block.text)}</code></pre>'
        case Facts():
            rows = "".join(
                f"<dt>{escape(label)}</dt><dd>{_linked(value)}</dd>" for label, value in block.pairs if value
            )
            return f"<dl>{rows}</dl>"
        case Grid():
            return _table(block)
        case Bars():
            counts = tuple((Word(label, tone), Word(str(count))) for label, count, tone in block.bars)
            table = _table(Grid(block.caption, block.columns, counts))
            summary = f"<summary>{escape(block.caption)}</summary>"
            return f"<div><figure>{bars_svg(block)}</figure><details>{summary}{table}</details></div>"
        case DotMap():
            return f"<figure>{map_svg(block)}<figcaption>{escape(block.caption)}</figcaption></figure>"


def _table(block: Grid) -> str:
    heads = "".join(f'<th scope="col" role="columnheader">{escape(title)}</th>' for title in block.columns)
    rows = "".join(
        f'<tr role="row"><th scope="row" role="rowheader"{_short(row[0])}>{_word(row[0])}</th>'
        + "".join(
            f'<td role="cell" data-label="{escape(title)}"{_short(word)}>{_word(word)}</td>'
            for title, word in zip(block.columns[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in block.rows
    )
    # the roles are said because a narrow screen shows the rows as cards, and then forgets that they are rows
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(block.caption)}"><table role="table">'
        f'<caption>{escape(block.caption)}</caption><thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></div>'
    )


def _short(word: Word) -> str:
    """A short text is not broken over lines."""
    return ' class="short"' if len(word.text) <= SHORT else ""


def _word(word: Word) -> str:
    # an id may be broken behind a dot, a colon or an underscore
    shown = _BREAKS.sub(r"\1<wbr>", escape(word.text)) if " " not in word.text else escape(word.text)
    return f'<span class="chip {_tone(word.tone)}">{shown}</span>' if word.tone else shown


def _linked(value: str) -> str:
    """An http address as a link; anything else as text."""
    shown = escape(value)
    plain = value.startswith(("https://", "http://")) and not set(value) & set(" <>\"'`")
    return f'<a href="{shown}" rel="noreferrer">{shown}</a>' if plain else shown


def _tone(tone: str) -> str:
    return f"t-{tone}" if tone else ""
