"""Which language the command line speaks: asked, set in the environment, or Dutch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

Lang = Literal["nl", "en"]
LANGS: tuple[Lang, ...] = ("nl", "en")
# what the person chose for vngkit goes before what the system is set to
VARIABLES = ("VNGKIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def choose_lang(args: Sequence[str], env: Mapping[str, str]) -> Lang:
    """Taal: ``--lang`` on the command line, else the first of the variables that says Dutch or English, else Dutch.

    >>> choose_lang(["doctor", "--lang", "en"], {}), choose_lang([], {"LANG": "en_GB.UTF-8"}), choose_lang([], {})
    ('en', 'en', 'nl')
    """
    asked = option_value(args, "--lang")
    for text in (asked, *(env.get(name) for name in VARIABLES)):
        for lang in LANGS:
            if text and text.lower().replace("-", "_").split("_")[0].split(".")[0] == lang:
                return lang
    return "nl"


def option_value(args: Sequence[str], name: str) -> str | None:
    """The value that an option has on a command line that is not parsed yet; the last one counts."""
    found = None
    before_end = list(args[: args.index("--")]) if "--" in args else list(args)
    for place, arg in enumerate(before_end):
        if arg == name and place + 1 < len(before_end):
            found = before_end[place + 1]
        elif arg.startswith(f"{name}="):
            found = arg.partition("=")[2]
    return found


def has_flag(args: Sequence[str], name: str) -> bool:
    """Whether a flag stands on a command line that is not parsed yet."""
    before_end = args[: args.index("--")] if "--" in args else args
    return name in before_end
