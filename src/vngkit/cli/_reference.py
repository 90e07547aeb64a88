"""The part of ``docs/reference/cli.md`` that comes from the commands themselves.

``python -m vngkit.cli._reference docs/reference/cli.md`` writes it again; a test holds the page and the commands equal.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from vngkit.cli._app import app
from vngkit.cli._face import Face
from vngkit.cli._texts import text

BEGIN = "<!-- commands: written by python -m vngkit.cli._reference -->"
END = "<!-- end of commands -->"


def commands() -> Iterator[tuple[click.Command, click.Context]]:
    """Every command, from the root down, each with its context."""
    root = click.Context(app, info_name="vngkit", obj=Face(lang="en"), help_option_names=["-h", "--help"])
    waiting: list[tuple[click.Command, click.Context]] = [(app, root)]
    while waiting:
        command, ctx = waiting.pop(0)
        yield command, ctx
        if isinstance(command, click.Group):
            below = [(name, command.get_command(ctx, name)) for name in command.list_commands(ctx)]
            waiting[:0] = [(found, click.Context(found, info_name=name, parent=ctx)) for name, found in below if found]


def reference() -> str:
    """All commands with their arguments and options, as Markdown in English."""
    return "\n".join(line for command, ctx in commands() for line in _command(command, ctx))


def _command(command: click.Command, ctx: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(ctx))
    yield from ("", f"### `{ctx.command_path}`", "", inspect.cleandoc(text("en", command.help or "")), "")
    yield from ("```console", f"$ {ctx.command_path} {usage}", "```", "")
    rows = []
    for param in command.get_params(ctx):
        key = "option.help" if "--help" in param.opts else getattr(param, "help", None) or ""
        name = param.get_help_spec(ctx) if isinstance(param, click.Option) else param.make_metavar(ctx)
        rows.append(f"| `{name.replace('|', chr(92) + '|')}` | {text('en', key).replace('|', chr(92) + '|')} |")
    yield from ("| argument or option | what it does |", "|---|---|", *rows)


def written(page: str) -> str:
    """The page with the part between the two marks written again."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{reference()}\n\n{END}{after}"


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.write_text(written(place.read_text(encoding="utf-8")), encoding="utf-8")
