"""The demo: scenes that give data, one renderer for the terminal, one for a page that stands on its own."""

from __future__ import annotations

from vngkit.cli.demo._page import page
from vngkit.cli.demo._scenes import DAY, scenes
from vngkit.cli.demo._terminal import play

__all__ = ["DAY", "page", "play", "scenes"]
