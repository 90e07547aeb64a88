"""What a scene is made of: it says what is shown, and nothing of how."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

Tone = Literal["", "good", "info", "unknown", "warn", "wrong"]


@frozen
class Word:
    """A text with a tone."""

    text: str
    tone: Tone = ""


@frozen
class Say:
    """A paragraph."""

    text: str
    tone: Tone = ""


@frozen
class Command:
    """What a person types to see the same."""

    text: str


@frozen
class Facts:
    """Labels and texts under each other."""

    pairs: tuple[tuple[str, str], ...]


@frozen
class Grid:
    """A table with a caption."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Word, ...], ...]


@frozen
class Bars:
    """How often each value occurs."""

    caption: str
    bars: tuple[tuple[str, int, Tone], ...]
    columns: tuple[str, str]


@frozen
class Dot:
    """A gemeente on the map: where its centre lies, and what is said there."""

    longitude: float
    latitude: float
    label: str
    tone: Tone


@frozen
class DotMap:
    """All gemeenten as dots on their place; only the page draws it."""

    caption: str
    dots: tuple[Dot, ...]


Block: TypeAlias = Say | Command | Facts | Grid | Bars | DotMap


@frozen
class Scene:
    """One question and what answers it."""

    id: str
    title: str
    blocks: tuple[Block, ...]
