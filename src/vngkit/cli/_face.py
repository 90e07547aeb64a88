"""The one object that a command gets: language, day, plugins, printer; what the options said, and what they open."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from attrs import define, field

from vngkit.cli._lang import Lang, choose_lang, has_flag
from vngkit.cli._texts import text

if TYPE_CHECKING:
    from vngkit.cli._output import Printer
    from vngkit.kit import Kit
    from vngkit.members import Gemeente, Register

LEGAL_ZONE = "Europe/Amsterdam"


@define(kw_only=True)
class Face:
    """What the options of this run said; every command gets it as its first argument.

    ``lang`` is the language of the texts, ``as_json`` whether a machine reads, ``debug`` whether a traceback is shown;
    ``on`` the day that was asked, ``plugins`` the plugins that were named: ``None`` for all that are installed;
    ``store`` the url where everything is kept: ``None`` for nowhere.
    """

    lang: Lang
    as_json: bool = False
    debug: bool = False
    on: date | None = None
    plugins: tuple[str, ...] | None = None
    store: str | None = None
    _printer: Printer | None = field(default=None, alias="printer", init=False, repr=False)
    _kit: Kit | None = field(default=None, alias="kit", init=False, repr=False)

    @classmethod
    def from_args(cls, args: Sequence[str], env: Mapping[str, str] = os.environ) -> Face:
        """The face before the command line is parsed, so that also a usage error speaks the right language."""
        return cls(lang=choose_lang(args, env), as_json=has_flag(args, "--json"), debug=has_flag(args, "--debug"))

    def text(self, key: str, **values: object) -> str:
        """A text of the command line in the language of this run."""
        return text(self.lang, key, **values)

    @property
    def day(self) -> date:
        """The day that was asked, or today: here, and only here, stands the clock."""
        return self.on or today()

    @property
    def printer(self) -> Printer:
        """Where output goes; made when first used, because it loads rich."""
        if self._printer is None:
            from vngkit.cli._output import Printer

            self._printer = Printer(lang=self.lang, as_json=self.as_json)
        return self._printer

    @property
    def register(self) -> Register:
        """The gemeenten through time."""
        from vngkit import members

        return members.load()

    def kit(self) -> Kit:
        """The kit with the plugins that were asked; closed when the command ends."""
        if self._kit is None:
            from vngkit.cli._kits import open_kit

            self._kit = click.get_current_context().with_resource(
                open_kit(self.plugins, url=self.store, debug=self.debug)
            )
        return self._kit

    def member(self, words: Sequence[str], *, ended_too: bool = False) -> Gemeente:
        """The gemeente that was named by code or name: never a guess; see ``_lookup.find_member``."""
        from vngkit.cli._lookup import find_member

        return find_member(self, " ".join(words).strip(), ended_too=ended_too)


def today() -> date:
    """Today, as the law counts days: in Europe/Amsterdam; the day of the system where no time zones are installed."""
    try:
        return datetime.now(ZoneInfo(LEGAL_ZONE)).date()
    except ZoneInfoNotFoundError:
        return datetime.now(UTC).astimezone().date()
