"""Click in two languages: commands, groups, options and usage errors whose texts come from the table of texts."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from vngkit.cli._face import Face
from vngkit.cli._texts import text

F = TypeVar("F", bound=Callable[..., object])
WIDTH = 100


def face_of(ctx: click.Context | None) -> Face:
    """The face of a context; a fresh one in the language of the environment where there is none."""
    found = ctx.find_object(Face) if ctx is not None else None
    return found or Face.from_args(())


class _Spoken:
    """What commands and groups share: help in the language of the run. ``help`` of a command is the key of a text."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        assert isinstance(self, click.Command)  # noqa: S101  # for the type checkers: this is a mixin
        lang = face_of(ctx).lang
        pieces = [text(lang, "help.options_metavar") if p == "[OPTIONS]" else p for p in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{text(lang, 'help.usage')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        assert isinstance(self, click.Command)  # noqa: S101
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(inspect.cleandoc(text(face_of(ctx).lang, self.help or "")))

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        assert isinstance(self, click.Command)  # noqa: S101
        arguments = [param for param in self.get_params(ctx) if isinstance(param, click.Argument)]
        if arguments:
            lang = face_of(ctx).lang
            with formatter.section(text(lang, "help.arguments")):
                formatter.write_dl([(p.make_metavar(ctx), text(lang, p.help or "")) for p in arguments])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        assert isinstance(self, click.Command)  # noqa: S101
        lang = face_of(ctx).lang
        rows = []
        for param in self.get_params(ctx):
            if isinstance(param, click.Option) and not param.hidden:
                key = "option.help" if "--help" in param.opts else param.help or ""
                rows.append((param.get_help_spec(ctx), text(lang, key)))
        with formatter.section(text(lang, "help.options")):
            formatter.write_dl(rows)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


class Command(_Spoken, click.Command):
    """A command that helps in two languages."""


class Group(_Spoken, click.Group):
    """A group of commands that helps in two languages."""

    command_class = Command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line for each command."""
        self.write_commands(ctx, formatter, {name: command.help or "" for name, command in self.commands.items()})

    def write_commands(self, ctx: click.Context, formatter: click.HelpFormatter, keys: Mapping[str, str]) -> None:
        """The commands with the first paragraph of the text that each key stands for."""
        lang = face_of(ctx).lang
        rows = []
        for name, key in keys.items():
            first = inspect.cleandoc(text(lang, key)).split("\n\n")[0]
            rows.append((name, " ".join(first.split())))
        with formatter.section(text(lang, "help.commands")):
            formatter.write_dl(rows)


def context_settings() -> dict[str, Any]:
    """Settings of every context: short help option, and a width for readers."""
    return {"help_option_names": ["-h", "--help"], "max_content_width": WIDTH}


def spoken(command: F) -> F:
    """``--lang`` and ``--debug``: the options of every command. ``Face.from_args`` has read them already."""
    lang = click.option("--lang", type=click.Choice(["nl", "en"]), expose_value=False, help="option.lang")
    debug = click.option("--debug", is_flag=True, expose_value=False, help="option.debug")
    return lang(debug(command))


def readable(command: F) -> F:
    """``--json``, and what every command has."""
    return click.option("--json", is_flag=True, expose_value=False, help="option.json")(spoken(command))


def on_a_day(command: F) -> F:
    """``--on YYYY-MM-DD``: sets ``face.on``."""
    from vngkit.cli._params import Day

    def keep(ctx: click.Context, _: click.Parameter, value: Any) -> None:
        if value is not None:
            face_of(ctx).on = value

    return click.option("--on", type=Day(), expose_value=False, callback=keep, help="option.on")(command)


def with_plugins(command: F) -> F:
    """``--plugins a,b|none``: sets ``face.plugins``."""

    def keep(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        if value is not None:
            names = tuple(name.strip() for name in value.split(",") if name.strip())
            face_of(ctx).plugins = () if names == ("none",) else names

    option = click.option("--plugins", metavar="NAMES", expose_value=False, callback=keep, help="option.plugins")
    return option(command)


def with_store(command: F) -> F:
    """``--store URL``: sets ``face.store``; else ``VNGKIT_STORE``, else nothing is kept."""

    def keep(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        if value:
            face_of(ctx).store = value

    option = click.option(
        "--store", metavar="URL", envvar="VNGKIT_STORE", expose_value=False, callback=keep, help="option.store"
    )
    return option(command)


def usage_text(error: click.UsageError, face: Face) -> str:
    """A usage error of click in the language of the run; what click says in English where no text is held."""
    if face.lang == "en" or getattr(error, "spoken", False):
        return error.format_message()
    told = error.format_message()
    if isinstance(error, click.NoSuchOption):
        told = face.text("usage.no_option", name=error.option_name) + _perhaps(error.possibilities, face)
    elif isinstance(error, click.exceptions.NoSuchCommand):
        told = face.text("usage.no_command", name=error.command_name) + _perhaps(error.possibilities, face)
    elif isinstance(error, click.BadParameter) and error.param is not None:
        told = _bad_parameter(error, error.param, face)
    elif isinstance(error, click.BadOptionUsage):
        told = face.text("usage.option_value", name=error.option_name)
    elif error.message.startswith("Got unexpected extra"):
        told = face.text("usage.extra", names=error.message.partition("(")[2].rstrip(")"))
    elif error.message.startswith("Missing command"):
        told = face.text("usage.no_command_given")
    return told


def _bad_parameter(error: click.BadParameter, param: click.Parameter, face: Face) -> str:
    name = param.get_error_hint(error.ctx)
    if isinstance(error, click.MissingParameter):
        return face.text("usage.missing", name=name)
    if isinstance(param.type, click.Choice):
        return face.text("usage.choice", name=name, choices=", ".join(param.type.choices))
    if isinstance(param.type, click.IntRange):
        low, high = param.type.min, param.type.max
        key = "usage.at_least" if high is None else "usage.between"
        return face.text(key, name=name, low=low, high=high)
    return face.text("usage.bad", name=name, message=error.message)


def _perhaps(names: Sequence[str] | None, face: Face) -> str:
    return " " + face.text("usage.perhaps", names=", ".join(names)) if names else ""


class Wrong(click.BadParameter):
    """A value that is wrong, told in the language of the run already."""

    spoken = True

    def format_message(self) -> str:
        """The message as it stands: it names the parameter itself."""
        return self.message
