"""Every text of the command line in Dutch and English; official terms stay Dutch in both."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from vngkit.cli._lang import Lang
from vngkit.cli._texts_demo import DEMO
from vngkit.cli._texts_errors import ERRORS
from vngkit.cli._texts_help import HELP
from vngkit.cli._texts_privacy import PRIVACY
from vngkit.cli._texts_questions import QUESTIONS
from vngkit.cli._texts_storage import STORAGE
from vngkit.cli._texts_themes import THEMES
from vngkit.cli._texts_words import WORDS

TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {**HELP, **WORDS, **ERRORS, **DEMO, **PRIVACY, **QUESTIONS, **THEMES, **STORAGE}
)


def text(lang: Lang, key: str, **values: object) -> str:
    """The text with this key; ``values`` fill its places. A key without a text is a fault of the program.

    >>> text("en", "usage.extra", names="x"), text("nl", "yes")
    ("too many words: 'x'.", 'ja')
    """
    template = TEXTS[key][0 if lang == "nl" else 1]
    return template.format(**values) if values else template
