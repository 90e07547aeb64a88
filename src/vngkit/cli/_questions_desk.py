"""What the commands of ``vngkit questions`` share: the words of the lists, the options of each, the desk of a store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

import click

from vngkit.cli._access_request import needs_held
from vngkit.cli._click import Wrong, on_a_day, readable, with_plugins, with_store
from vngkit.cli._face import Face

if TYPE_CHECKING:
    from vngkit.legislation import Citation
    from vngkit.questions import AnswerSource, QuestionDesk

F = TypeVar("F", bound=Callable[..., object])
MOST: Final = 200_000  # letters that are read of a text
# the codes of the lists in vngkit.questions; a test holds them equal
CHANNELS: Final = ("telefoon", "e-mail", "formulier", "brief", "forum", "bijeenkomst", "anders")
ROLES: Final = ("raad", "college", "burgemeester", "griffie", "ambtelijk", "onbekend")
URGENCIES: Final = ("gewoon", "spoed", "vandaag")
CONFIDENTIALITIES: Final = ("vertrouwelijk", "intern", "leden", "openbaar")
CERTAINTIES: Final = ("vaste_lijn", "voorlopig", "opinie")
SPLITS: Final = ("all", "week", "size_class", "province", "network")
AUDIENCES: Final = ("intern", "leden", "openbaar")


def kept(command: F) -> F:
    """What every command of the group has: a store, a day, who does it, plugins, JSON."""
    by = click.option("--by", default="", metavar="FUNCTION", help="option.by")
    return with_store(on_a_day(by(with_plugins(readable(command)))))


def desk_of(face: Face, *, new: bool = False) -> QuestionDesk:
    """The desk of the store that was named; without one nothing would be kept, so that is an error.

    Only what takes in a question makes a new store.
    """
    if not face.store:
        raise Wrong(face.text("questions.no_store"), click.get_current_context())
    if not new:
        needs_held(face)
    return face.kit().questions


def text_of(face: Face, words: tuple[str, ...]) -> str:
    """The words of a text, or standard input; an empty one is a wrong question."""
    text = sys.stdin.read(MOST + 1) if words == ("-",) else " ".join(words)
    if not text.strip():
        raise Wrong(face.text("questions.empty"), click.get_current_context())
    if len(text) > MOST:
        raise Wrong(face.text("questions.too_long", most=MOST), click.get_current_context())
    return text


def sources_of(places: Iterable[Citation], on: date) -> list[AnswerSource]:
    """The articles as sources, each in the version that was named, or that of the day."""
    from vngkit.questions import AnswerSource

    return [AnswerSource(kind="wet", ref=place.jci, version_on=place.valid_on or on) for place in places]
