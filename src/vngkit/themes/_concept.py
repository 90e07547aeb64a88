"""A theme as SKOS sees it: a concept with its words, its place among others, and the days on which it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, Literal, get_args
from urllib.parse import quote

from attrs import field, frozen

from vngkit.errors import DataError

__all__ = ["KINDS", "URN", "Concept", "Wording", "WordingKind", "check_address", "in_order"]

WordingKind = Literal["pref", "alt", "hidden", "definition"]
KINDS: Final = get_args(WordingKind)
_UNREADABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LANG: Final = re.compile(r"([a-z]{1,8}(-[a-z0-9]{1,8})*)?")
_ADDRESS: Final = re.compile(r"([a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f-\x9f\ud800-\udfff]+)?", re.IGNORECASE)
URN: Final = "urn:vngkit:themes:"  # for what has no official address: plainly ours


def _small(lang: str) -> str:
    return lang.lower()


@frozen(kw_only=True)
class Wording:
    """Benaming: one text of a concept in one language.

    Args:
        text: the words.
        lang: language tag, for example ``nl``; empty when the source gives none.
        kind: ``pref`` (the label, *voorkeurslabel*), ``alt`` (another label), ``hidden`` (a spelling only to be found
            by) or ``definition`` (what it means).

    >>> Wording(text="afval").kind
    'pref'
    """

    text: str
    lang: str = field(default="nl", converter=_small)
    kind: WordingKind = "pref"

    def __attrs_post_init__(self) -> None:
        """An empty text names nothing, and one with control characters is no text for people."""
        if not isinstance(self.text, str) or not self.text.strip():
            raise DataError("a label or definition of a theme is empty.", fix="write what the theme is called")
        if _UNREADABLE.search(self.text):
            raise DataError(f"{self.text!r:.80} holds control characters.", fix="write readable text")
        if not _LANG.fullmatch(self.lang):
            raise DataError(f"{self.lang!r:.40} is no language tag.", fix="write nl or en")
        if self.kind not in KINDS:
            raise DataError(f"{self.kind!r:.40} is no kind of label.", fix=f"write one of {', '.join(KINDS)}")


def in_order(wordings: Iterable[Wording]) -> tuple[Wording, ...]:
    """Wordings each once, labels first and Dutch first: two concepts with the same texts are the same."""
    return tuple(
        sorted(dict.fromkeys(wordings), key=lambda w: (KINDS.index(w.kind), w.lang not in ("", "nl"), w.lang, w.text))
    )


def _each_once(notations: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(notations)))


def check_address(address: str) -> None:
    """Raise ``DataError`` when it is neither empty nor an address that can stand in RDF."""
    if not isinstance(address, str) or not _ADDRESS.fullmatch(address):
        raise DataError(f"{str(address)!r:.80} is no address.", fix="write https://… without spaces or quotes")


@frozen(kw_only=True)
class Concept:
    """Begrip: one theme, task field, category or product of a scheme.

    Args:
        scheme: the id of its scheme.
        notation: its code in the scheme, as text: ``0.10`` is not ``0.1``.
        wordings: labels and definitions.
        uri: its official address; empty when it has none.
        broader: notations of what stands above it.
        related: notations of what it is related to.
        kind: a remark of the scheme: ``observed`` (seen in metadata, not in the published list), ``verfijning`` …
        valid_from: the first day, when that is known.
        valid_to: the first day on which it no longer holds, when that is known.

    Source: SKOS (W3C); the lists in ``docs/reference/themes-data.md``.

    >>> from vngkit import themes
    >>> themes.load()["iv3:6.71"].valid_to
    datetime.date(2023, 1, 1)
    """

    scheme: str
    notation: str
    wordings: tuple[Wording, ...] = field(repr=False, converter=in_order)
    uri: str = field(default="", repr=False)
    broader: tuple[str, ...] = field(default=(), converter=_each_once)
    related: tuple[str, ...] = field(default=(), repr=False, converter=_each_once)
    kind: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def __attrs_post_init__(self) -> None:
        """An address is one, or there is none."""
        check_address(self.uri)

    @property
    def label(self) -> str:
        """The Dutch label (*voorkeurslabel*); the first label there is when it has none in Dutch."""
        return self.name("nl")

    @property
    def ref(self) -> str:
        """How this kit names it: ``scheme:notation``."""
        return f"{self.scheme}:{self.notation}"

    @property
    def iri(self) -> str:
        """Its official address, or one of this kit (``urn:vngkit:themes:…``) when there is none."""
        return self.uri or f"{URN}{quote(self.scheme, safe='')}:{quote(self.notation, safe='')}"

    @property
    def definition_en(self) -> str:
        """What it means in English, where that is held; empty elsewhere."""
        return next((w.text for w in self.wordings if w.kind == "definition" and w.lang == "en"), "")

    def name(self, lang: str) -> str:
        """The label in this language (*benaming*), else in Dutch, else the first."""
        labels = {w.lang: w.text for w in reversed(self.wordings) if w.kind == "pref"}
        return labels.get(lang) or labels.get("nl") or next(iter(labels.values()), self.notation)

    def other_labels(self) -> tuple[str, ...]:
        """Other labels (*alternatieve labels*) by which it is found."""
        return tuple(w.text for w in self.wordings if w.kind in ("alt", "hidden"))

    def holds(self, on: date | None) -> bool:
        """Whether it holds on a day (*geldig*): false only where it is known not to; always true without a day.

        >>> from datetime import date
        >>> from vngkit import themes
        >>> themes.load()["iv3:6.71a"].holds(date(2022, 12, 31))
        False
        """
        if on is None:
            return True
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)
