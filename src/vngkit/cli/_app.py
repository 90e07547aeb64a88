"""The application: the root command, the groups below it, and the one place where errors end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from vngkit import __version__
from vngkit.cli._click import Group, context_settings, face_of, spoken
from vngkit.cli._errors import reader_gone, run
from vngkit.cli._face import Face

__all__ = ["app"]


COMMANDS = (
    "members",
    "rules",
    "law",
    "themes",
    "ask",
    "questions",
    "access-request",
    "log",
    "verify",
    "anchor",
    "backup",
    "restore",
    "export",
    "destroy",
    "rebuild",
    "outbox",
    "plugins",
    "doctor",
    "demo",
)
_WHERE = {
    "verify": "audit",
    "anchor": "audit",
    "outbox": "audit",
    "restore": "backup",
    "destroy": "backup",
    "rebuild": "backup",
}  # the other commands stand in a file of their own name


def _name(command: str) -> str:
    """A command as Python writes its name."""
    return command.replace("-", "_")


class Root(Group):
    """The root: it reads the language before anything else, and turns every error into a message and an exit code.

    A command below it is imported when it is asked for.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Invoke the command; a reader that has gone ends it here, before click makes a code of its own of that."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            return reader_gone()
        return code

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order in which the help shows them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name; None when there is none."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(
            import_module(f"vngkit.cli._{_WHERE.get(cmd_name, _name(cmd_name))}"), _name(cmd_name)
        )
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line for each command, without importing it."""
        self.write_commands(ctx, formatter, {name: f"help.{_name(name)}" for name in COMMANDS})

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT002  # the signature of click
        **extra: Any,
    ) -> NoReturn:
        """Run and exit with the code of the command."""
        del standalone_mode
        words = list(sys.argv[1:] if args is None else args)
        face = Face.from_args(words)
        begin = super().main
        sys.exit(
            run(
                lambda: begin(words, prog_name or "vngkit", complete_var, standalone_mode=False, obj=face, **extra),
                face,
            )
        )


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"vngkit {__version__}")
        ctx.exit()


@click.group("vngkit", cls=Root, help="help.vngkit", context_settings=context_settings())
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="option.version")
@spoken
@click.pass_context
def app(ctx: click.Context) -> None:
    """The root command; the texts of its help stand in ``_texts_help.py``."""
    face_of(ctx)
