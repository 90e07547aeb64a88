"""What an argument or option can be: a day, a gemeente, an open term; each completes on Tab."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from vngkit.cli._click import Wrong, face_of
from vngkit.safe import safe

if TYPE_CHECKING:
    from vngkit.legislation import Citation

_PLAIN = re.compile(r"[\w.-]+", re.UNICODE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD; nothing else is read as one."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that shows the form."""
        if isinstance(value, date):
            return value
        if _DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                key = "usage.no_such_day"
        else:
            key = "usage.day_form"
        hint = param.opts[0] if param else "--on"
        raise Wrong(face_of(ctx).text(key, value=safe(value), name=hint), ctx, param)


class MemberWords(click.ParamType[str]):
    """A gemeente by code or by name; a name of several words needs no quotes. It is looked up by the command."""

    name = "gemeente"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word as it was typed."""
        del param, ctx
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Names that begin so; the code of a gemeente whose name a shell would break; codes after GM."""
        del param
        from vngkit import members

        day = face_of(ctx).on
        gemeenten = [g for g in members.load() if (g.valid_to is None if day is None else _may_exist(g, day))]
        begin = incomplete.casefold()
        if begin.startswith("gm"):
            return [CompletionItem(g.code, help=g.name) for g in gemeenten if g.code.casefold().startswith(begin)]
        fitting = sorted((g for g in gemeenten if g.name.casefold().startswith(begin)), key=lambda g: g.name)
        return [
            CompletionItem(g.name, help=g.code) if _PLAIN.fullmatch(g.name) else CompletionItem(g.code, help=g.name)
            for g in fitting
        ]


def _may_exist(gemeente: Any, day: date) -> bool:
    return (gemeente.valid_to is None or day < gemeente.valid_to) and (
        gemeente.valid_from is None or gemeente.valid_from <= day
    )


class SharingKey(click.ParamType[str]):
    """A word of the rules on sharing: an item, a role or a purpose; the law data says whether it exists."""

    def __init__(self, kind: str) -> None:
        self.name = self.kind = kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word as it was typed."""
        del param, ctx
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The words that begin so, with what they mean."""
        del param
        from vngkit.legislation import sharing_words

        lang = face_of(ctx).lang
        return [
            CompletionItem(key, help=word.label(lang))
            for key, word in sharing_words(self.kind).items()
            if key.startswith(incomplete)
        ]


class TermId(click.ParamType[str]):
    """The dotted id of an open term; the law data says whether it exists."""

    name = "norm"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The id as it was typed."""
        del param, ctx
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The ids that begin so, with the law that they come from."""
        del ctx, param
        from vngkit.legislation import open_terms

        return [
            CompletionItem(key, help=term.where()) for key, term in open_terms().items() if key.startswith(incomplete)
        ]


class LawPlace(click.ParamType["Citation"]):
    """A place in law as a Juriconnect link, with or without the day of its version (``&g=YYYY-MM-DD``)."""

    name = "JCI"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Citation:
        """The citation; what is none is an error of the library, which shows the form."""
        del param, ctx
        from vngkit.legislation import Citation

        return value if isinstance(value, Citation) else Citation.parse(value)
