"""``vngkit ask``: the answer that exists, with what it was found by."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from vngkit.cli._click import Command, Wrong, on_a_day, readable, with_plugins, with_store
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document

if TYPE_CHECKING:
    from vngkit.cli._found import Found

__all__ = ["ask"]

MOST: Final = 200_000  # letters that are read of a question


@click.command("ask", cls=Command, help="help.ask")
@click.argument("words", nargs=-1, required=True, metavar="QUESTION", help="arg.question")
@click.option("--limit", type=click.IntRange(1, 20), default=3, metavar="N", help="option.limit")
@click.option("--why", is_flag=True, help="option.why")
@click.option("--meaning", is_flag=True, help="option.meaning")
@click.option("--audience", type=click.Choice(["intern", "leden", "openbaar"]), default="leden", help="option.reader")
@click.option("--need-answer", is_flag=True, help="option.need_answer")
@with_store
@on_a_day
@with_plugins
@readable
@click.pass_obj
def ask(  # noqa: PLR0913  # one for each option
    face: Face, /, *, words: tuple[str, ...], limit: int, why: bool, meaning: bool, audience: str, need_answer: bool
) -> int:
    """Find the answers that exist for a question."""
    from vngkit.cli._found import find, show

    text = asked(words)
    if not text.strip():
        raise Wrong(face.text("ask.empty"), click.get_current_context())
    found = find(face, text, limit=limit, meaning=meaning, audience=audience)
    if face.as_json:
        face.printer.json(document("ask", {"limit": limit, "on": face.day}, _json(found)))
    else:
        show(face, found, why=why)
    return ExitCode.PROBLEMS if need_answer and not found.result.hits else ExitCode.OK


def asked(words: tuple[str, ...]) -> str:
    """The words of a question; ``-`` reads standard input."""
    return sys.stdin.read(MOST) if words == ("-",) else " ".join(words)


def _json(found: Found) -> dict[str, object]:
    result = found.result
    return {
        "examples": found.examples > 0,
        "semantic": found.semantic,
        "margin": None if result.margin is None else round(result.margin, 4),
        "corrected": dict(result.corrected),
        "official": dict(result.official),
        "compounds": {word: list(parts) for word, parts in result.compounds.items()},
        "hits": [
            {
                **found.shown(hit.id).as_json(),
                "score": round(hit.score, 4),
                "why": [{"word": word, "score": round(score, 4)} for word, score in hit.by_word().items()],
            }
            for hit in result.hits
        ],
    }
