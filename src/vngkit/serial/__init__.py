"""Versioned JSON: strict in, plain out. Nothing is converted on the way in: what is not right is told, by its path.

There is no converter for all: ``make_converter()`` makes one, and whoever has records of its own adds hooks to it.
"""

from __future__ import annotations

from vngkit.serial._converter import Refused, make_converter, structure
from vngkit.serial._envelope import dump, load
from vngkit.serial._reader import ByHand, Reader

__all__ = ["ByHand", "Reader", "Refused", "dump", "load", "make_converter", "structure"]
