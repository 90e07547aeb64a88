"""Opening the kit that a command asks its questions of."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vngkit.kit import Kit


def open_kit(plugins: Iterable[str | ModuleType] | None, *, url: str | None = None, debug: bool = False) -> Kit:
    """The kit with the plugins named, or all installed, on the store at the url; the caller closes it.

    What is logged while plugins load is shown by the commands themselves, and as it is logged with ``debug``.
    """
    from vngkit import Kit

    log = logging.getLogger("vngkit")
    if debug:
        logging.basicConfig(level=logging.DEBUG)
    else:
        for quiet in (log, logging.getLogger("opentelemetry")):  # a receiver that is away is told by the command
            if not quiet.handlers:
                quiet.addHandler(logging.NullHandler())
    return Kit.open(url, plugins=plugins)
